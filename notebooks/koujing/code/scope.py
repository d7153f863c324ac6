"""Clauses: where a cue's reach ends. A sentence becomes clauses, each with its cues, its frame and its subject.

The idea is that of NegEx and ConText (Chapman et al. 2001; Harkema et al. 2009: a cue, a direction, a termination),
extended to what Chinese articles do: condition frames (若…则, 在…情况下, …的), topics (至于…), contrast (而是, 但).
"""
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from .advice import mark_advice
from .frames import BY_ALONE, UNTIMED, WEIGHED, YET, is_share, no_way, speaks, when_end

BREAK = ",:;。!?—|"
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


@dataclass(slots=True)
class Clause:
    """One clause: its span, its events by layer, and what scope found out about it."""

    start: int
    end: int
    text: str
    closed_by: str
    events: dict = field(default_factory=dict)
    frame: tuple | None = None    # the span of a condition or time frame inside the clause
    frame_kind: str = ""          # "if", "except" (除非), "although", "time"
    conditions: tuple = ()        # (code, cue id) pairs that the frame names
    contrast: bool = False        # opens with 但, 而是 …: what came before does not reach in
    topic: bool = False           # 至于…, a label, a fronted topic
    question: bool = False
    only: bool = False            # 才 or 方 follows, so that 只有 opens a condition
    depends: bool = False         # 根据…决定是否…: a question that the clause itself leaves to the case
    advice: int | None = None     # from here on the clause addresses the borrower
    kept: tuple = (None, None)    # the frame for which events outside it were last picked, and they
    example: bool = False         # 如…, 包括…: shares the stance of what it exemplifies

    def of(self, layer, *means, framed=False):
        """The events of one layer (and meaning) in the clause, those inside its frame left out unless `framed`."""
        found = (self.events if framed or not self.frame else self._unframed()).get(layer)
        if not found:
            return []
        return [event for event in found if event.cue.means[0] in means] if means else list(found)

    def _unframed(self):
        """The events outside the frame, by layer; kept until the frame changes."""
        if self.kept[0] != self.frame:
            start, end = self.frame
            self.kept = (self.frame, {layer: [event for event in events if not start <= event.start < end]
                                      for layer, events in self.events.items()})
        return self.kept[1]

    def items(self, framed=False):
        """The item events of the clause."""
        return self.of("item", framed=framed) if "item" in self.events else []

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
    cuts = {0, len(text)}
    for match in MAY_BREAK.finditer(text):
        at = match.start()
        inside = 0 < at < len(text) - 1
        if text[at] == " ":
            breaking = inside and CJK.match(text, at - 1) and CJK.match(text, at + 1)
        else:
            breaking = not (inside and text[at - 1].isdigit() and text[at + 1].isdigit())
        if breaking:
            cuts.add(at + 1)
    contrasts = {event.start for event in events if event.cue.layer == "frame" and event.cue.means[0] == "contrast"}
    yet = {at for at in cuts if YET.match(text, at)}  # 可银行真的在寄: but, and no may
    contrasts |= yet
    bounds = sorted(cuts | contrasts)
    clauses = []
    for start, end in pairwise(bounds):
        body = text[start:end].rstrip(BREAK + " .")
        if body.strip():
            clauses.append(Clause(start, end, body, text[end - 1], contrast=start in contrasts))
    last_only = max(map(text.rfind, ONLY_IF))
    for number, clause in enumerate(clauses):
        clause.only = last_only >= clause.start
        for event in events[bisect_left(events, (clause.start,)):bisect_left(events, (clause.end,))]:
            if not (event.start in yet and event.cue.id == "hedge.can"):
                clause.events.setdefault(event.cue.layer, []).append(event)
        _mark(clause)
        if number and clauses[number - 1].frame_kind == "if" and clauses[number - 1].frame[1] >= clauses[number - 1].end - 1 \
                and clause.text.startswith(AND) and not clause.frame and number + 1 < len(clauses):
            _extend(clause)
    for clause, following in pairwise(clauses):
        if is_share(clause, following):
            clause.frame, clause.frame_kind = None, ""
        elif no_way(clause, following):
            _extend(clause)
    for clause, following in pairwise(clauses):  # 经用户授权, 平台才会联系: a condition without a word for if
        named = clause.events.get("condition", ())
        if not named or clause.conditions or clause.frame:
            continue
        stated = [e for e in clause.of("stance") if not any(c.start <= e.start < c.end for c in named)]
        then = ("才", "方", "就不", "就没") if any(c.cue.means[:1] == ("consent",) for c in named) else ("才", "方")
        if not stated and any(e.cue.means[0] == "then" and following.text.startswith(then, e.start - following.start)
                              for e in following.events.get("frame", ())):
            _extend(clause)
    mark_advice(clauses)
    return clauses


def _mark(clause):
    """Fill in frame, topic, question and example marks of one clause."""
    frames = clause.events.get("frame", ())
    ends = [e for e in frames if e.cue.means[0] == "ifend"]
    text = clause.text
    if BY_ALONE.match(text):  # 单靠短信是催不回来的: presupposed, and no condition
        clause.events.pop("condition", None)
    intro = next((e for e in frames if e.cue.means[0] in ("if", "when", "although")
                  and (clause.only or not text.startswith("只有", e.start - clause.start))), None)
    if intro and LIKE.match(text, intro.start - clause.start):
        intro = None  # 并非如网友渲染的那般…: as, not if
    conditions = clause.events.get("condition", ())
    except_word = text.find("除非")
    if intro and intro.start == clause.start and text.startswith("如") and (text.endswith("等") or "、" in text) \
            and not conditions and not OVERDUE.search(text) and not text.endswith(("情况", "情形", "问题", "现象", "行为")):
        clause.example = True
        intro = None
    if intro and intro.cue.means[0] == "although":
        clause.frame_kind = "although"
    elif except_word >= 0:
        clause.frame, clause.frame_kind = (clause.start + except_word, clause.end), "except"
    elif intro:
        then = next((e.start for e in frames if e.start > intro.start and e.cue.means[0] == "then"), clause.end)
        stop = next((e.end for e in ends if e.start > intro.start), then)
        when = WHEN.search(text, intro.end - clause.start) if text[intro.start - clause.start] in "当每" else None
        stop = min(stop, clause.start + when.end()) if when else stop  # 当…时微粒贷会…
        opening = intro.start if speaks(clause, intro) else clause.start  # 短信要是没回应
        clause.frame, clause.frame_kind = (opening, min(stop, then)), "if"
        if intro.cue.means[0] == "when":
            clause.frame, clause.frame_kind = (intro.start, when_end(text, intro, clause)), "time"
    elif WHILE.search(text) and not ends:
        span = WHILE.search(text)
        clause.frame, clause.frame_kind = (clause.start + span.start(), clause.start + span.end()), "time"
    elif ends and text.endswith("的") and any(c.start >= ends[-1].end for c in conditions):
        clause.frame, clause.frame_kind = (clause.start, clause.end), "if"  # 借款的时候没登记单位的
    elif ends:
        end = ends[-1]
        opening = max(text.rfind(word, 0, end.start - clause.start) for word in ("在", "于", "当"))
        weighed = WEIGHED.match(text)
        clause.frame = (clause.start + max(opening, weighed.end() if weighed else 0), end.end)
        clause.frame_kind = "if" if any(clause.frame[0] <= c.start < clause.frame[1] for c in conditions) else "time"
    elif RECEIVED.match(text):
        clause.frame, clause.frame_kind = (clause.start, clause.start + RECEIVED.match(text).end()), "time"
    elif text.endswith("时") and not UNTIMED.search(text) or text.endswith("前") and not text.endswith("在前"):
        clause.frame, clause.frame_kind = (clause.start, clause.end), "time"
    elif ATTRIBUTE.search(text) and any(e.cue.means for e in conditions) and not COPULA.search(text):
        clause.frame, clause.frame_kind = (clause.start, clause.end), "if"
    elif conditions and any(e.cue.means[0] == "then" and e.start > conditions[0].start for e in frames) \
            and any(c.cue.means[:1] in (("means_failed",), ("unreachable",), ("refusal",), ("consent",)) for c in conditions):
        then = next(e.start for e in frames if e.cue.means[0] == "then" and e.start > conditions[0].start)
        clause.frame, clause.frame_kind = (clause.start, then), "if"  # 短信不管用才打电话
    elif conditions and clause.closed_by in ", " and not clause.events.get("stance") \
            and any(c.cue.means[:1] in (("means_failed",), ("unreachable",), ("refusal",)) for c in conditions):
        clause.frame, clause.frame_kind = (clause.start, clause.end), "if"
    if clause.frame:
        clause.conditions = tuple((e.cue.means[0], e.cue.id) for e in conditions
                                  if clause.frame[0] <= e.start < clause.frame[1] and e.cue.means)
        inner = text[max(clause.frame[0] - clause.start, 0):clause.frame[1] - clause.start]
        if clause.frame_kind == "if" and not clause.conditions and TRIED.search(inner):
            clause.conditions = (("means_failed", "cond.means_failed"),)
        if clause.frame_kind == "time" and clause.conditions:
            clause.frame_kind = "if"
        elif clause.frame_kind == "if" and not clause.conditions \
                and (OVERDUE.search(inner) or PERIOD.search(inner) or inner[:1] in "当每" or "一旦" in inner
                     or intro is not None and text[intro.start - clause.start] in "当每"):
            clause.frame_kind = "time"
    asking = any(e.cue.means[0] == "ask" and not ASKED.search(clause.before(e)) for e in frames)
    asking = asking or bool(BELIEVED.search(text))
    clause.depends = asking and bool(DEPENDS.search(text))
    clause.question = asking and not clause.depends
    clause.topic = any(e.cue.means[0] == "topic" for e in frames) or text.endswith("的话")
    clause.example = clause.example or any(e.cue.means[0] == "example" and e.start - clause.start < 4 for e in frames)


def _extend(clause):
    """Make the whole clause part of the condition before it (若A, 且B, …)."""
    clause.frame, clause.frame_kind = (clause.start, clause.end), "if"
    clause.conditions = tuple((e.cue.means[0], e.cue.id) for e in clause.events.get("condition", ()) if e.cue.means)
