"""Clauses: where a cue's reach ends. A sentence becomes clauses, each with its cues, its frame and its subject.

The idea is that of NegEx and ConText (Chapman et al. 2001; Harkema et al. 2009: a cue, a direction, a termination),
extended to what Chinese articles do: condition frames (若…则, 在…情况下, …的), topics (至于…), contrast (而是, 但).
"""
import re
from dataclasses import dataclass, field
from itertools import pairwise

from .advice import mark_advice
from .flags import flag
from .frames import BY_ALONE, UNTIMED, WEIGHED, YET, is_share, no_way, speaks, when_end

BREAK = ",:;。!?—|"
CLOSING = BREAK + " ."  # what a clause's text does not end in
MAY_BREAK = re.compile(f"[{BREAK} ]")
CJK = re.compile("[\u3400-\u9fff]")
OVERDUE = re.compile("逾期|未还|没还|到期|未按|没按|没有按|未能|无法按|欠款|还不上|还不起|还款日|断供|不还|拖欠|违约"
                     "|没有在|未在")
CASE = "账户|用户|借款人|客户|持卡人|债务人|人|案件|情形|情况|逾期者|单子|订单|案子|债务|借款|欠款|话"
ATTRIBUTE = re.compile(f"的({CASE})?$")
BELIEVED = re.compile("(?:人|者|户|友|你|您|都|误|总)(?:会)?以为|误认为|想当然")  # what is believed is not said to be so
ASKED = re.compile("问|确认|核实|打听|了解|核对")  # an indirect question inside a statement: 问我是不是借了钱
DEPENDS = re.compile("要看|在于|结合|得看|取决于|主要看|关键看|决定是否|再决定|根据|综合|评估|视.{1,8}(决定|而定)")
TRIED = re.compile("(?:催收|提醒|短信|电话|通知|沟通|协商)[^,]{0,6}(?:后|之后)[^,]{0,4}(?:未|没|不)"
                   "|未在[^,]{0,10}(?:催收|提醒)后")  # 若提醒之后仍未…: an earlier step failed
WHILE = re.compile("[在当][^,]{1,16}?(?:时(?=必须|应|须|需|不得|会|要|也|可|都|就|才|不)|过程中|期间)")
# 只要没超过九十天: a period, and no condition.
PERIOD = re.compile("(?:没|未|不)?(?:超过|到|满|足|逾)[^,]{0,3}[0-9一二三四五六七八九十两半几]+个?(?:天|日|星期|周|月|期|年)")
WHEN = re.compile("时(?![间候常刻段期])|时候|之后|以后")
LIKE = re.compile("如.{1,16}?(?:那般|那样|一样|所说|所言|所述|所传|所料|所示)")
ONLY_IF = ("才", "方可", "方会", "方能")
AND = ("且", "并且", "而且", "同时又", "又")
COPULA = re.compile("多是|都是|主要是|只针对|仅针对|往往是|通常是|大多是|一般是|限于")
CASES_ARE = re.compile(f"(?:{COPULA.pattern}).*的(?:{CASE})$")  # 都是失联的账户
# 收到短信后: what the borrower has before acting.
RECEIVED = re.compile(r".*?(?:收到|接到|接了|接过|看到|遇到|碰到|面对)[^,]{0,14}?(?:后|时(?![间候常刻段]))")
CAN, CONDITION, CONSENT, CONTRAST, STANCE = map(flag, ("#hedge.can", "condition", "condition.consent", "frame.contrast", "stance"))
FRAME, IFEND, THEN, ASK, TOPIC, EXAMPLE, ALTHOUGH, IF_WHEN = map(flag, (
    "frame", "frame.ifend", "frame.then", "frame.ask", "frame.topic", "frame.example", "frame.although", "frame.when"))
INTRO = flag("frame.if", "frame.when", "frame.although")
SHAPED = flag("frame", "condition")  # without these, and these words, a clause has no shape that `_mark` could tell
SHAPING = re.compile("[时前后间程除话]")
ADVISING = flag("advice", "#duty.modal", "#ban.modal", "#hedge.can")
BOUND, FAILED = flag("bound"), flag("condition.means_failed", "condition.unreachable", "condition.refusal")


@dataclass(slots=True)
class Clause:
    """One clause: its span, its events by layer, and what scope found out about it.

    `flags` and `all_flags` say which kinds of event stand outside its frame, and anywhere in it (see module `flags`): what is
    asked of a clause is mostly whether it has any of a kind.
    """

    start: int
    end: int
    text: str
    closed_by: str
    head: str                     # the text from its first word on
    contrast: bool = False        # opens with 但, 而是 …: what came before does not reach in
    only: bool = False            # 才 or 方 follows, so that 只有 opens a condition
    events: dict = field(default_factory=dict)
    all_flags: int = 0
    unframed: dict | None = None  # the events outside the frame
    flags: int = 0
    frame: tuple | None = None    # the span of a condition or time frame inside the clause
    frame_kind: str = ""          # "if", "except" (除非), "although", "time"
    conditions: tuple = ()        # (code, cue id) pairs that the frame names
    topic: bool = False           # 至于…, a label, a fronted topic
    question: bool = False
    depends: bool = False         # 根据…决定是否…: a question that the clause itself leaves to the case
    advice: int | None = None     # from here on the clause addresses the borrower
    example: bool = False         # 如…, 包括…: shares the stance of what it exemplifies

    def settle(self):
        """Look again which events stand outside the frame, and what kinds there are: after a change of frame or events."""
        self.all_flags = self.flags = 0
        for events in self.events.values():
            for event in events:
                self.all_flags |= event.cue.flags
        self.unframed, self.flags = self.events, self.all_flags
        if self.frame:
            start, end = self.frame
            self.flags, self.unframed = 0, {}
            for layer, events in self.events.items():
                self.unframed[layer] = [event for event in events if not start <= event.start < end]
                for event in self.unframed[layer]:
                    self.flags |= event.cue.flags

    def of(self, layer, *means, framed=False):
        """The events of one layer (and meaning) in the clause, those inside its frame left out unless `framed`."""
        found = (self.events if framed else self.unframed).get(layer, ())
        return [event for event in found if event.cue.first in means] if means else found

    def items(self, framed=False):
        """The item events of the clause."""
        return (self.events if framed else self.unframed).get("item", ())

    def drop(self, unwanted):
        """Take item events out of the clause."""
        if unwanted:
            self.events["item"] = [event for event in self.events["item"] if event not in unwanted]
            self.settle()

    def words(self, event):
        """The words of an event of the clause."""
        return self.text[event.start - self.start:event.end - self.start]

    def before(self, event):
        """The clause's text before an event."""
        return self.text[:event.start - self.start]

    def after(self, event):
        """The clause's text after an event."""
        return self.text[event.end - self.start:]


def split(text, events):
    """The clauses of one sentence (normalised text, events with offsets into it), frames, topics and advice marked."""
    flags = 0
    for _, _, cue in events:
        flags |= cue.flags
    cuts = _cuts(text)
    contrasts = {event.start for event in events if event.cue.flags & CONTRAST} if flags & CONTRAST else set()
    yet = {at for at in cuts if YET.match(text, at)} if "可" in text else ()  # 可银行真的在寄: but, and no may
    contrasts.update(yet)
    clauses = _bodies(text, sorted(cuts | contrasts), contrasts)
    _fill(clauses, events, yet)
    believed = BELIEVED.search(text) is not None
    before = None
    for clause in clauses:
        if believed or clause.all_flags & SHAPED or SHAPING.search(clause.text):
            _mark(clause)
        if clause.frame:
            clause.settle()
        else:
            clause.unframed, clause.flags = clause.events, clause.all_flags
            if before is not None and before.frame_kind == "if" and before.frame[1] >= before.end - 1 \
                    and clause.text.startswith(AND) and clause is not clauses[-1]:
                _extend(clause)
        before = clause
    if flags & CONDITION or any(clause.frame for clause in clauses):
        _relate(clauses)
    if flags & ADVISING or "未" in text or "没有" in text:
        mark_advice(clauses)
    return clauses


def _relate(clauses):
    """Take frames from clauses, or give them to such, by what the next clause says."""
    for clause, following in pairwise(clauses):
        if is_share(clause, following):
            clause.frame, clause.frame_kind = None, ""
            clause.settle()
        elif no_way(clause, following):
            _extend(clause)
    for clause, following in pairwise(clauses):  # 经用户授权, 平台才会联系: a condition without a word for if
        if not clause.all_flags & CONDITION or not following.all_flags & THEN or clause.conditions or clause.frame:
            continue
        named = clause.events["condition"]
        stated = [e for e in clause.of("stance") if not any(c.start <= e.start < c.end for c in named)]
        then = ("才", "方", "就不", "就没") if clause.all_flags & CONSENT else ("才", "方")
        if not stated and any(e.cue.flags & THEN and following.text.startswith(then, e.start - following.start)
                              for e in following.events["frame"]):
            _extend(clause)


def _cuts(text):
    """The offsets at which clauses may begin or end: 0, the text's length, and behind each mark that is no part of a figure."""
    cuts, last = {0, len(text)}, len(text) - 1
    for match in MAY_BREAK.finditer(text):
        at = match.start()
        inside = 0 < at < last
        if match.group() == " ":
            breaking = inside and CJK.match(text, at - 1) and CJK.match(text, at + 1)
        else:
            breaking = not (inside and text[at - 1].isdigit() and text[at + 1].isdigit())
        if breaking:
            cuts.add(at + 1)
    return cuts


def _bodies(text, bounds, contrasts):
    """The clauses between the bounds that hold a word, without their events."""
    clauses, last_only = [], max(text.rfind(word) for word in ONLY_IF) if "才" in text or "方" in text else -1
    for start, end in pairwise(bounds):
        body = text[start:end].rstrip(CLOSING)
        head = body.lstrip()
        if head:
            clauses.append(Clause(start, end, body, text[end - 1], head, start in contrasts, last_only >= start))
    return clauses


def _fill(clauses, events, yet):
    """Put each event into the clause in which it begins; a 可 that is a but is no hedge."""
    following = iter(clauses)
    first = last = flags = 0
    clause = found = None
    for event in events:
        start, _, cue = event
        while start >= last:
            if clause:
                clause.all_flags = flags
            clause = next(following, None)
            if clause is None:
                return
            first, last, found, flags = clause.start, clause.end, clause.events, 0
        if start >= first and not (yet and start in yet and cue.flags & CAN):  # before that is what holds no word
            if cue.layer in found:
                found[cue.layer].append(event)
            else:
                found[cue.layer] = [event]
            flags |= cue.flags
    if clause:
        clause.all_flags = flags


def _mark(clause):
    """Fill in frame, topic, question and example marks of one clause."""
    text, conditions = clause.text, clause.events.get("condition", ())
    if conditions and BY_ALONE.match(text):  # 单靠短信是催不回来的: presupposed, and no condition
        del clause.events["condition"]
        clause.settle()
        conditions = ()
    flags = clause.all_flags
    frames = clause.events["frame"] if flags & FRAME else ()
    intro = _intro(clause, frames) if flags & INTRO else None
    if intro and intro.start == clause.start and text.startswith("如") and (text.endswith("等") or "、" in text) \
            and not conditions and not OVERDUE.search(text) and not text.endswith(("情况", "情形", "问题", "现象", "行为")):
        clause.example = True
        intro = None
    _frame(clause, intro, frames, conditions)
    if clause.frame:
        _weigh(clause, intro, conditions)
    asking = bool(flags & ASK) and any(e.cue.flags & ASK and not ASKED.search(clause.before(e)) for e in frames)
    if asking or BELIEVED.search(text):
        clause.depends = bool(DEPENDS.search(text))
        clause.question = not clause.depends
    clause.topic = bool(flags & TOPIC) or text.endswith("的话")
    if flags & EXAMPLE and any(e.cue.flags & EXAMPLE and e.start - clause.start < 4 for e in frames):
        clause.example = True


def _intro(clause, frames):
    """The event of the word that opens a frame, or None; 只有 opens one before 才 alone."""
    text, start = clause.text, clause.start
    for event in frames:
        if event.cue.flags & INTRO and (clause.only or not text.startswith("只有", event.start - start)):
            return None if LIKE.match(text, event.start - start) else event  # 并非如网友渲染的那般…: as, not if
    return None


def _frame(clause, intro, frames, conditions):
    """Set the clause's frame and its kind: by the word that opens it, the word that ends it, or its shape."""
    text, start, flags = clause.text, clause.start, clause.all_flags
    if intro and intro.cue.flags & ALTHOUGH:
        clause.frame_kind = "although"
        return
    except_word = text.find("除非")
    if except_word >= 0:
        clause.frame, clause.frame_kind = (start + except_word, clause.end), "except"
        return
    ends = [event for event in frames if event.cue.flags & IFEND] if flags & IFEND else ()
    whole = (start, clause.end)
    if intro:
        then = next((e.start for e in frames if e.start > intro.start and e.cue.flags & THEN), clause.end)
        stop = next((e.end for e in ends if e.start > intro.start), then)
        when = WHEN.search(text, intro.end - start) if text[intro.start - start] in "当每" else None
        stop = min(stop, start + when.end()) if when else stop  # 当…时微粒贷会…
        opening = intro.start if speaks(clause, intro) else start  # 短信要是没回应
        clause.frame, clause.frame_kind = (opening, min(stop, then)), "if"
        if intro.cue.flags & IF_WHEN:
            clause.frame, clause.frame_kind = (intro.start, when_end(text, intro, clause)), "time"
    elif not ends and ("在" in text or "当" in text) and (span := WHILE.search(text)):
        clause.frame, clause.frame_kind = (start + span.start(), start + span.end()), "time"
    elif ends and text.endswith("的") and any(c.start >= ends[-1].end for c in conditions):
        clause.frame, clause.frame_kind = whole, "if"  # 借款的时候没登记单位的
    elif ends:
        end = ends[-1]
        opening = max(text.rfind(word, 0, end.start - start) for word in ("在", "于", "当"))
        weighed = WEIGHED.match(text)
        clause.frame = (start + max(opening, weighed.end() if weighed else 0), end.end)
        clause.frame_kind = "if" if any(clause.frame[0] <= c.start < clause.frame[1] for c in conditions) else "time"
    elif ("后" in text or "时" in text) and (received := RECEIVED.match(text)):
        clause.frame, clause.frame_kind = (start, start + received.end()), "time"
    elif text.endswith("时") and not UNTIMED.search(text) or text.endswith("前") and not text.endswith("在前"):
        clause.frame, clause.frame_kind = whole, "time"
    elif flags & BOUND and ATTRIBUTE.search(text) and not COPULA.search(text):
        clause.frame, clause.frame_kind = whole, "if"
    elif flags & THEN and flags & (FAILED | CONSENT) and any(e.cue.flags & THEN and e.start > conditions[0].start for e in frames):
        then = next(e.start for e in frames if e.cue.flags & THEN and e.start > conditions[0].start)
        clause.frame, clause.frame_kind = (start, then), "if"  # 短信不管用才打电话
    elif flags & FAILED and not flags & STANCE and clause.closed_by in ", ":
        clause.frame, clause.frame_kind = whole, "if"


def _weigh(clause, intro, conditions):
    """Find the conditions that the clause's frame names, and whether it is one of time only."""
    text, start, (first, last) = clause.text, clause.start, clause.frame
    clause.conditions = tuple((e.cue.first, e.cue.id) for e in conditions if first <= e.start < last and e.cue.means)
    inner = text[max(first - start, 0):last - start]
    if clause.frame_kind == "if" and not clause.conditions and TRIED.search(inner):
        clause.conditions = (("means_failed", "cond.means_failed"),)
    if clause.frame_kind == "time" and clause.conditions:
        clause.frame_kind = "if"
    elif clause.frame_kind == "if" and not clause.conditions \
            and (OVERDUE.search(inner) or PERIOD.search(inner) or inner[:1] in "当每" or "一旦" in inner
                 or intro is not None and text[intro.start - start] in "当每"):
        clause.frame_kind = "time"


def _extend(clause):
    """Make the whole clause part of the condition before it (若A, 且B, …)."""
    clause.frame, clause.frame_kind = (clause.start, clause.end), "if"
    clause.conditions = tuple((e.cue.first, e.cue.id) for e in clause.events.get("condition", ()) if e.cue.means)
    clause.settle()
