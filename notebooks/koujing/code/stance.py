"""What a clause says of its items: the stance of codebook §3, with the cues that decided it."""
import re
from itertools import pairwise

from .flags import flag
from .mention import OF_PRACTICE, RECEIVING, inside, object_of_next
from .shape import CASES_ARE

MANNERS = re.compile("骂|凶|威胁|恐吓|吵|过分|脏话|难听|为难")
ONLY = ("只有", "仅在", "仅当", "唯有", "只在", "除非")
BESIDES = re.compile("除(?!非)|[单光仅只](?:靠|凭)")  # 除了短信, 光靠短信: what is in use is presupposed
UNSEEN = re.compile("没(?:有)?(?:再|真的|真)?(?:见|收|等|接|碰|遇)(?:着|到|过)")  # 我没见着一张纸: evidence
LAST_RESORT = re.compile("不到|非到|没到")  # 不到万不得已, … 不会: rare
COMPARING = "比相与较"
COMPARED = re.compile("比起|相比(?!之下)|与其|相较|较之")  # 比起上门, 更愿意…: what follows is not preferred
COSTLY = re.compile("分走|抽走|抽成|费时|费力|费钱|耗时|耗力|成本|花费|费用|开销|周期长|太慢|太贵|不便宜|代价|拖得久|要花|得花")
FEW = ("个别", "极个别", "少数", "极少数")  # as a subject: what it does in the next clause is rare
NOMINAL = ("的", "的事", "的做法", "的情况", "的说法", "一说", "这回事", "的现象", "的情形")  # ends of a nominal clause
OF_OTHERS = re.compile("的(很|极|较|更|比较|非常)?(少|不多|罕见|少见|个别)")
THIS_POINT = ("这一点", "这点", "这个谁", "这事谁")  # 会来家里, 这一点谁也不敢排除
BLUFF = "rare.bluff"
VERDICT_GAP = 2     # clauses that may stand between what is named and the verdict on it
LABEL_LENGTH = 10   # characters of a label such as 上门催收:

ITEM, STANCE, VERDICT, CONTACT, CONDITION, LENDER, BORROWER, REACHED, SPOKEN, UNDECLARED = map(flag, (
    "item", "stance", "verdict", "contact", "condition", "who.lender", "who.borrower", "reached", "spoken", "advice.undeclared"))
STATED = flag("stance", "verdict", "condition", "frame.ask", "advice.undeclared")  # without these all is told as it is
NEG, RARE, SOFTEN, PREFER = map(flag, ("stance.neg", "stance.rare", "stance.soften", "stance.prefer"))


def own_stance(clause, softened=()):
    """The stance that the clause's own cues give, and the ids of those cues; `(None, ())` where it has none.

    Rarity beats all, also as a softened denial (一般不会, 不会随意); then denial, then a hedge, then a plain routine
    cue (codebook §3).
    """
    if clause.depends:
        return "conditional", _ids(clause.events.get("condition", ()))
    flags = clause.flags
    if flags & STANCE:
        cues = clause.of("stance")
        if clause.advice is not None:
            cues = [event for event in cues if event.start < clause.advice]
        by = {}
        for event in cues:
            by.setdefault(event.cue.first, []).append(event)
        if "neg" in by:  # what overlaps it is meant instead: 也不一定, 没有哪家银行不给
            by["neg"] = [] if "唯一" in clause.text else by["neg"] if len(by) == 1 else _apart(by["neg"], cues)
        if "rare" in by:
            return "rare", _ids(by["rare"])
    else:
        by = {}
    if clause.head[0] in COMPARING and COMPARED.match(clause.head):
        return "rare", ("pref.other",)
    if by.get("neg"):
        first = by["neg"][0]
        softer = list(softened) + [event for event in by.get("soften", ()) if event.start < first.start]
        wanton = [event for event in by.get("wanton", ()) if event.start >= first.start]
        if softer or wanton:
            return "rare", _ids(softer + by["neg"] + wanton)
        double = [event for event in by.get("hedge", ()) if event.cue.id == "dneg.word"]
        if double:
            return "conditional", _ids(double)
        return "denied", _ids(by["neg"])
    if flags & VERDICT:
        return "denied", _ids(clause.of("verdict"))
    if "hedge" in by:
        return "conditional", _ids(by["hedge"])
    if "routine" in by:
        return "routine", _ids(by["routine"])
    return None, ()


def _apart(negations, cues):
    """Those of the negations that no other cue of stance overlaps without lying within it."""
    others = [event for event in cues if event.cue.first != "neg"]
    return [event for event in negations if not any(
        event.start < other.start < event.end < other.end or other.start < event.start < other.end for other in others)]


def stances(clauses):
    """The stance of each clause's items: by own cues, else a verdict that follows, else inherited, else routine.

    Returns a list of `(stance, cue ids)`, `(None, ())` for a question that nothing answers, up to the last clause with items.
    """
    flags = 0
    for clause in clauses:
        flags |= clause.all_flags
    if not flags & STATED and not any(clause.question or clause.depends or clause.head[0] in COMPARING for clause in clauses):
        return [("routine", ())] * len(clauses)
    own = _own(clauses)
    for at, (clause, following) in enumerate(pairwise(clauses)):
        if following.flags & PREFER and own[at][0] is None and not following.contrast and _cost(clause):
            own[at] = "rare", _ids(following.of("stance", "prefer"))
    last = max((at for at, clause in enumerate(clauses) if clause.all_flags & ITEM), default=-1)
    result = []
    for at, clause in enumerate(clauses[:last + 1]):
        stance, ids = own[at]
        verdict = _verdict(clauses, own, at) if at + 1 < len(clauses) else None
        if clause.question or verdict is None and clause.topic and _undeclared(clauses, at):
            result.append(verdict or (None, ()))
            continue
        if stance is None and BESIDES.match(clause.head):
            result.append(("routine", ()))  # 除了紧急联系人, 其他人不会…: what is excepted happens
            continue
        if verdict and (stance in (None, "routine") or verdict[0] == "rare" and not (stance == "denied" and BLUFF in verdict[1])):
            stance, ids = verdict
        elif stance == "denied" and at and result[-1][0] == "rare" and not clause.contrast and _coordinate(clause):
            stance, ids = "rare", result[-1][1] + ids
        elif stance is None and at and _goes_on(clauses[at - 1], clause, result[-1][0]):
            stance, ids = result[-1]
        result.append((stance or "routine", ids))
    return result


def _own(clauses):
    """The stance of each clause by its own cues, and by what the clauses before it leave open for it."""
    own, softened, rare, hinted, last_resort = [], (), (), (), ()
    for clause in clauses:
        flags = clause.flags
        if clause.contrast:
            softened = rare = last_resort = ()
        if clause.all_flags & STANCE:
            if not flags & ITEM and flags & RARE and clause.head.startswith(FEW):
                rare += tuple(clause.of("stance", "rare"))
            if clause.frame:
                first, last = clause.frame
                inside = [event for event in clause.events["stance"] if first <= event.start < last]
                softened += tuple(event for event in inside if event.cue.flags & SOFTEN)
                if not clause.head.startswith(ONLY):  # 只有在失联等少数情形下才…: the cases are few, and named
                    rare += tuple(event for event in inside if event.cue.flags & RARE)
            elif not flags & ITEM and flags & RARE and LAST_RESORT.match(clause.head):
                last_resort = tuple(clause.of("stance", "rare"))
            elif not flags & (ITEM | RARE | NEG) and flags & SOFTEN:
                softened += tuple(clause.of("stance", "soften"))
        stance, ids = own_stance(clause, softened)
        if hinted and stance in (None, "routine"):  # 说不准哪天, 就会…
            stance, ids = "conditional", hinted
        hinted = ids if stance == "conditional" and not clause.all_flags & ITEM and len(clause.text) <= LABEL_LENGTH else ()
        if rare and stance in (None, "conditional", "routine"):
            stance, ids = "rare", _ids(rare) + ids
        if last_resort and stance == "denied":
            stance, ids = "rare", _ids(last_resort) + ids
        own.append((stance, ids))
    return own


def _verdict(clauses, own, at):
    """The stance that later clauses without items of their own pass on what this clause names, or None."""
    clause, stated = clauses[at], own[at][0]
    if clause.flags & REACHED and own[at + 1][0] and object_of_next(clauses, at):
        return own[at + 1]
    label = clause.closed_by == ":" and len(clause.text) <= LABEL_LENGTH
    nominal = clause.text.endswith(NOMINAL)
    bare = stated is None and (label or nominal or not _acting(clause))
    gap = VERDICT_GAP * 2 if clause.topic or label else VERDICT_GAP
    for later in range(at + 1, min(at + 1 + gap, len(clauses))):
        after, (stance, ids) = clauses[later], own[later]
        if after.frame_kind in ("if", "except") and after.frame[1] >= after.start + len(after.text) - 1:
            continue
        if stance == "denied" and "我" in after.head[:3] and not after.flags & ITEM and UNSEEN.search(after.text):
            return stance, ids  # 说律师函寄出了, 可我到现在也没收到
        if after.head[0] in "我你您" and (after.flags & NEG or "懒得" in after.text) and not UNSEEN.search(after.text):
            return None  # 我没当回事: the reader's doing, no verdict
        if after.all_flags & UNDECLARED:
            return None
        if clause.question and after.depends:
            return stance, ids
        if after.advice == after.start or clauses[later - 1].closed_by == ";" or _blocks(after, clause):
            return None
        if stance == "rare" and stated and after.flags & CONTACT and OF_OTHERS.search(after.text):
            return None  # 寄信函的很少: rare is what the clause itself names
        if BLUFF in ids and later + 1 < len(clauses) and own[later + 1][0] == "denied" and not clauses[later + 1].flags & ITEM \
                and not any(c.flags & SOFTEN for c in clauses[at:later + 1]):
            return own[later + 1]  # 拿来唬人, 没有一家真发
        if stance == "rare" or after.flags & VERDICT:
            return stance, ids
        if bare and nominal and after.all_flags & CONDITION and CASES_ARE.search(after.text):
            return "conditional", _ids(after.events["condition"])  # 排进外访名单的, 都是失联的
        if stance == "denied" and after.contrast and MANNERS.search(after.text):
            return None  # 换成了外包公司, 但没有骂过人: how they behave, not whether
        if stance and bare or stance in ("denied", "conditional") and (
                clause.question or clause.topic
                or stated is None and (after.head[0] in "其这此该它" or "与其" in after.text)
                or stated == "routine" and after.head.startswith(THIS_POINT)):
            return stance, ids
        if clause.question and after.all_flags & CONDITION:
            return "conditional", tuple(event.cue.id for event in after.events["condition"])
    return None


def _cost(clause):
    """Whether the clause says of the item that it begins with what it costs (委外要分走三成, 上门费时费力)."""
    return any(event.start == clause.start and event.cue.flags & OF_PRACTICE for event in clause.items()) \
        and bool(COSTLY.search(clause.text))


def _undeclared(clauses, at):
    """Whether the clause is a topic of which the next says only that nothing has been declared (codebook §1)."""
    return at + 1 < len(clauses) and clauses[at + 1].all_flags & UNDECLARED and not clauses[at].flags & STANCE


def _blocks(clause, before):
    """Whether the clause speaks of practices of its own; a call that the targets before it receive is none."""
    if not clause.flags & OF_PRACTICE:
        return False
    if before.flags & REACHED and not clause.flags & BORROWER and RECEIVING.search(clause.text):
        return False
    return any(event.cue.flags & OF_PRACTICE and event.cue.flags & SPOKEN and event.cue.id != "out.noun"
               for event in clause.items())


def _acting(clause):
    """Whether the clause has a verb of contact outside its item words, or a lender as its subject."""
    if clause.flags & LENDER:
        return True
    if not clause.flags & CONTACT:
        return False
    named = clause.items(framed=True)
    return any("催" not in clause.words(event) and not inside(event, named) for event in clause.of("contact"))


def _goes_on(before, clause, stance):
    """Whether the clause shares the stance of the one before it: an example does; a fragment does, unless it is denied."""
    if clause.contrast or before.closed_by == ";" or before.frame_kind == "if" or stance is None:
        return False
    return clause.example or stance != "denied" and _fragment(clause)


def _coordinate(clause):
    return clause.head[0] in "也更亦不"


def _fragment(clause):
    """Whether the clause goes on with the one before: a list, or a verb phrase without subject."""
    return clause.head[0] in "并且及或甚还、" or not clause.flags & (LENDER | STANCE)


def _ids(events):
    return tuple(dict.fromkeys(event.cue.id for event in events))
