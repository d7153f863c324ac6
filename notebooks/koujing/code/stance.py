"""What a clause says of its items: the stance of codebook §3, with the cues that decided it."""
import re
from itertools import pairwise

from .mention import PRACTICE, RECEIVING, family, inside, object_of_next, targets
from .scope import CASES_ARE

MANNERS = re.compile("骂|凶|威胁|恐吓|吵|过分|脏话|难听|为难")
ONLY = ("只有", "仅在", "仅当", "唯有", "只在", "除非")
BESIDES = re.compile("除(?!非)|[单光仅只](?:靠|凭)")  # 除了短信, 光靠短信: what is in use is presupposed
UNSEEN = re.compile("没(?:有)?(?:再|真的|真)?(?:见|收|等|接|碰|遇)(?:着|到|过)")  # 我没见着一张纸: evidence
LAST_RESORT = re.compile("不到|非到|没到")  # 不到万不得已, … 不会: rare
COMPARED = re.compile("比起|相比(?!之下)|与其|相较|较之")  # 比起上门, 更愿意…: what follows is not preferred
COSTLY = re.compile("分走|抽走|抽成|费时|费力|费钱|耗时|耗力|成本|花费|费用|开销|周期长|太慢|太贵|不便宜|代价|拖得久|要花|得花")
FEW = ("个别", "极个别", "少数", "极少数")  # as a subject: what it does in the next clause is rare
NOMINAL = ("的", "的事", "的做法", "的情况", "的说法", "一说", "这回事", "的现象", "的情形")  # ends of a nominal clause
OF_OTHERS = re.compile("的(很|极|较|更|比较|非常)?(少|不多|罕见|少见|个别)")
THIS_POINT = ("这一点", "这点", "这个谁", "这事谁")  # 会来家里, 这一点谁也不敢排除
BLUFF = "rare.bluff"
VERDICT_GAP = 2     # clauses that may stand between what is named and the verdict on it
LABEL_LENGTH = 10   # characters of a label such as 上门催收:


def own_stance(clause, softened=()):
    """The stance that the clause's own cues give, and the ids of those cues; `(None, ())` where it has none.

    Rarity beats all, also as a softened denial (一般不会, 不会随意); then denial, then a hedge, then a plain routine
    cue (codebook §3).
    """
    if clause.depends:
        return "conditional", _ids(clause.events.get("condition", ()))
    cues = [e for e in clause.of("stance") if clause.advice is None or e.start < clause.advice]
    verdicts = clause.of("verdict")
    by = {}
    for event in cues:
        by.setdefault(event.cue.means[0], []).append(event)
    if "neg" in by:  # what overlaps it is meant instead: 也不一定, 没有哪家银行不给
        later = [e for e in cues if e.cue.means[0] != "neg"]
        by["neg"] = [e for e in by["neg"] if "唯一" not in clause.text
                     and not any(e.start < other.start < e.end < other.end or other.start < e.start < other.end
                                 for other in later)]
        if not by["neg"]:
            del by["neg"]
    if "rare" in by:
        return "rare", _ids(by["rare"])
    if COMPARED.match(clause.text.lstrip()):
        return "rare", ("pref.other",)
    if "neg" in by:
        first = by["neg"][0]
        softer = list(softened) + [e for e in by.get("soften", ()) if e.start < first.start]
        wanton = [e for e in by.get("wanton", ()) if e.start >= first.start]
        if softer or wanton:
            return "rare", _ids(softer + by["neg"] + wanton)
        double = [e for e in by.get("hedge", ()) if e.cue.id == "dneg.word"]
        if double:
            return "conditional", _ids(double)
        return "denied", _ids(by["neg"])
    if verdicts:
        return "denied", _ids(verdicts)
    if "hedge" in by:
        return "conditional", _ids(by["hedge"])
    if "routine" in by:
        return "routine", _ids(by["routine"])
    return None, ()


def stances(clauses):
    """The stance of each clause's items: by own cues, else a verdict that follows, else inherited, else routine.

    Returns a list of `(stance, cue ids)`, `(None, ())` for a question that nothing answers.
    """
    own, softened, rare, hinted, last_resort = [], (), (), (), ()
    for clause in clauses:
        if clause.contrast:
            softened = rare = last_resort = ()
        if not clause.items() and clause.text.lstrip().startswith(FEW):
            rare += tuple(clause.of("stance", "rare"))
        if clause.frame:
            inside = [e for e in clause.events.get("stance", ()) if clause.frame[0] <= e.start < clause.frame[1]]
            softened += tuple(e for e in inside if e.cue.means[0] == "soften")
            if not clause.text.lstrip().startswith(ONLY):  # 只有在失联等少数情形下才…: the cases are few, and named
                rare += tuple(e for e in inside if e.cue.means[0] == "rare")
        elif not clause.items() and LAST_RESORT.match(clause.text.lstrip()) and clause.of("stance", "rare"):
            last_resort = tuple(clause.of("stance", "rare"))
        elif not clause.items() and clause.of("stance", "soften") and not clause.of("stance", "rare", "neg"):
            softened += tuple(clause.of("stance", "soften"))
        stance, ids = own_stance(clause, softened)
        if hinted and stance in (None, "routine"):  # 说不准哪天, 就会…
            stance, ids = "conditional", hinted
        hinted = ids if stance == "conditional" and not clause.events.get("item") and len(clause.text) <= LABEL_LENGTH else ()
        if rare and stance in (None, "conditional", "routine"):
            stance, ids = "rare", _ids(rare) + ids
        if last_resort and stance == "denied":
            stance, ids = "rare", _ids(last_resort) + ids
        own.append((stance, ids))
    for at, (clause, following) in enumerate(pairwise(clauses)):
        if own[at][0] is None and following.of("stance", "prefer") and not following.contrast and _cost(clause):
            own[at] = "rare", _ids(following.of("stance", "prefer"))
    result = []
    for at, clause in enumerate(clauses):
        stance, ids = own[at]
        verdict = _verdict(clauses, own, at)
        if clause.question or verdict is None and _undeclared(clauses, at):
            result.append(verdict or (None, ()))
            continue
        if BESIDES.match(clause.text.lstrip()) and stance is None:
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


def _verdict(clauses, own, at):
    """The stance that later clauses without items of their own pass on what this clause names, or None."""
    clause = clauses[at]
    if at + 1 == len(clauses):
        return None
    if object_of_next(clauses, at) and own[at + 1][0]:
        return own[at + 1]
    label = clause.closed_by == ":" and len(clause.text) <= LABEL_LENGTH
    bare = own[at][0] is None and (label or not _acting(clause) or clause.text.endswith(NOMINAL))
    gap = VERDICT_GAP * 2 if clause.topic or label else VERDICT_GAP
    for later in range(at + 1, min(at + 1 + gap, len(clauses))):
        after = clauses[later]
        if after.frame_kind in ("if", "except") and after.frame[1] >= after.start + len(after.text) - 1:
            continue
        if UNSEEN.search(after.text) and "我" in after.text.lstrip()[:3] and own[later][0] == "denied" and not after.items():
            return own[later]  # 说律师函寄出了, 可我到现在也没收到
        if after.text.lstrip()[:1] in "我你您" and not UNSEEN.search(after.text) \
                and (after.of("stance", "neg") or "懒得" in after.text):
            return None  # 我没当回事: the reader's doing, no verdict
        if any(e.cue.means[0] == "undeclared" for e in after.events.get("advice", ())):
            return None
        if clause.question and after.depends:
            return own[later]
        if _blocks(after, clause) or after.advice == after.start or clauses[later - 1].closed_by == ";":
            return None
        stance, ids = own[later]
        if stance == "rare" and own[at][0] and after.of("contact") and OF_OTHERS.search(after.text):
            return None  # 寄信函的很少: rare is what the clause itself names
        if BLUFF in ids and not any(c.of("stance", "soften") for c in clauses[at:later + 1]) and later + 1 < len(clauses) \
                and own[later + 1][0] == "denied" and not clauses[later + 1].items():
            return own[later + 1]  # 拿来唬人, 没有一家真发
        if stance == "rare" or after.of("verdict"):
            return stance, ids
        back = own[at][0] is None and (after.text.lstrip()[:1] in "其这此该它" or "与其" in after.text) \
            or own[at][0] == "routine" and after.text.lstrip().startswith(THIS_POINT)
        if bare and clause.text.endswith(NOMINAL) and after.events.get("condition") and CASES_ARE.search(after.text):
            return "conditional", _ids(after.events["condition"])  # 排进外访名单的, 都是失联的
        if stance == "denied" and after.contrast and MANNERS.search(after.text):
            return None  # 换成了外包公司, 但没有骂过人: how they behave, not whether
        if stance in ("denied", "conditional") and (bare or clause.question or clause.topic or back):
            return stance, ids
        if stance and bare:
            return stance, ids
        if clause.question and after.events.get("condition"):
            return "conditional", tuple(e.cue.id for e in after.events["condition"])
    return None


def _cost(clause):
    """Whether the clause says of the item that it begins with what it costs (委外要分走三成, 上门费时费力)."""
    return any(event.start == clause.start and family(event.cue.means[0]) in PRACTICE for event in clause.items()) \
        and bool(COSTLY.search(clause.text))


def _undeclared(clauses, at):
    """Whether the clause is a topic of which the next says only that nothing has been declared (codebook §1)."""
    return clauses[at].topic and not clauses[at].of("stance") and any(
        event.cue.means[0] == "undeclared" for c in clauses[at + 1:at + 2] for event in c.events.get("advice", ()))


def _blocks(clause, before):
    """Whether the clause speaks of practices of its own; a call that the targets before it receive is none."""
    if RECEIVING.search(clause.text) and not clause.of("who", "borrower") and targets(before):
        return False
    return any(family(e.cue.means[0]) in PRACTICE and e.cue.id != "out.noun" and e.cue.needs != "message"
               for e in clause.items())


def _acting(clause):
    """Whether the clause has a verb of contact outside its item words, or a lender as its subject."""
    named = clause.items(framed=True)
    return bool(clause.of("who", "lender")) or any(
        "催" not in clause.words(e)
        and not inside(e, named) for e in clause.of("contact"))


def _goes_on(before, clause, stance):
    """Whether the clause shares the stance of the one before it: an example does; a fragment does, unless it is denied."""
    if clause.contrast or before.closed_by == ";" or before.frame_kind == "if" or stance is None:
        return False
    return clause.example or _fragment(clause) and stance != "denied"


def _coordinate(clause):
    return clause.text.lstrip()[:1] in "也更亦不"


def _fragment(clause):
    """Whether the clause goes on with the one before: an example, a list, or a verb phrase without subject."""
    if clause.example or clause.text.lstrip()[:1] in "并且及或甚还、":
        return True
    return not clause.of("who", "lender") and not clause.of("stance")


def _ids(events):
    return tuple(dict.fromkeys(event.cue.id for event in events))
