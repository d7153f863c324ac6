"""What the shape of a clause says: its frame (若…则, 在…情况下, …的), the frame's kind, whether it is a question or a topic."""
import re

from .flags import flag
from .frames import BY_ALONE, UNTIMED, WEIGHED, speaks, when_end

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
# 若失联可能上门: the word that opens a consequence which no comma parts from its condition.
MODAL = re.compile("(?:一般|通常|往往|大多|多半|也|还|都|很|极)*(?:不|未必|不一定)?"
                   "(?:有可能|可能|也许|或许|恐怕|将|(?<![机社协])会|可以)")
SAYING = re.compile("[说称讲问怕]|冒充|威胁|担心|以为|认为|觉得|听闻|告诉|表示")
CLOSE, SUBJECT = 4, 4  # characters: between condition and modal; before the word for if
WHEN = re.compile("时(?![间候常刻段期])|时候|之后|以后")
LIKE = re.compile("如.{1,16}?(?:那般|那样|一样|所说|所言|所述|所传|所料|所示)")
COPULA = re.compile("多是|都是|主要是|只针对|仅针对|往往是|通常是|大多是|一般是|限于")
CASES_ARE = re.compile(f"(?:{COPULA.pattern}).*的(?:{CASE})$")  # 都是失联的账户
# 收到短信后: what the borrower has before acting.
RECEIVED = re.compile(r".*?(?:收到|接到|接了|接过|看到|遇到|碰到|面对)[^,]{0,14}?(?:后|时(?![间候常刻段]))")
FRAME, IFEND, THEN, ASK, TOPIC, EXAMPLE, ALTHOUGH, IF_WHEN = map(flag, (
    "frame", "frame.ifend", "frame.then", "frame.ask", "frame.topic", "frame.example", "frame.although", "frame.when"))
INTRO = flag("frame.if", "frame.when", "frame.although")
CONSENT, STANCE, BOUND = map(flag, ("condition.consent", "stance", "bound"))
FAILED = flag("condition.means_failed", "condition.unreachable", "condition.refusal")
SHAPED = flag("frame", "condition")
SHAPING = re.compile("[时前后间程除话]")


def may_have(clause):
    """Whether `mark` may find anything in a clause: a cue of the kinds that give it shape, or a word that does.

    But for what is `BELIEVED`, which is looked for in the sentence.
    """
    return clause.all_flags & SHAPED or SHAPING.search(clause.text)


def mark(clause):
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
    _set_frame(clause, intro, frames, conditions)
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


def _set_frame(clause, intro, frames, conditions):
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
        if min(stop, then) == clause.end and not when and intro.start - start <= SUBJECT and not text.endswith("的"):
            stop = start + consequence(text, intro.end - start, [c.end - start for c in conditions if c.start >= intro.end],
                                       [item.start - start for item in clause.events.get("item", ())])
            clause.parted = stop < clause.end
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
    elif flags & THEN and flags & (FAILED | CONSENT) and any(
            e.cue.flags & THEN and e.start > conditions[0].start for e in frames):
        then = next(e.start for e in frames if e.cue.flags & THEN and e.start > conditions[0].start)
        clause.frame, clause.frame_kind = (start, then), "if"  # 短信不管用才打电话
    elif flags & FAILED and not flags & STANCE and clause.closed_by in ", ":
        clause.frame, clause.frame_kind = whole, "if"


def consequence(text, opened, ends, items):
    """Where the consequence begins in a clause that holds condition and consequence; its length where it holds none.

    `opened`: the offset behind the word for if; `ends`: where conditions end; `items`: where items begin. The consequence
    begins at the word for may or will that stands close behind a condition, if an item follows.

    >>> consequence("若失联可能上门", 1, [3], [5]), consequence("如果平台会上门", 2, [], [5])
    (3, 7)
    """
    ends = [*ends, *(match.end() for match in PERIOD.finditer(text, opened))]
    for modal in MODAL.finditer(text, opened):
        if any(0 <= modal.start() - end <= CLOSE for end in ends) and any(item >= modal.end() for item in items) \
                and not SAYING.search(text, 0, modal.start()):
            return modal.start()
    return len(text)


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
