"""What one clause says of one item, and what a clause's words show of contact: who is reached, and whether at all."""
import re
from dataclasses import dataclass
from functools import cache

PRACTICE = ("stage", "channel", "target")
# After a borrower word: what makes it a possessor (借款人的家人), so that somebody else is contacted.
POSSESSOR = re.compile("^((自己|当初|当时)?(填|留|登记|预留|指定|提供|设|写)"
                       "|(在|于|申请|借款|当初|之前).{0,10}(预留|填写|登记|提供|指定|设置|留下|填报|填|留)"
                       "|的|家|亲|父|母|爸|妈|单|公|所|通|紧|朋|同|好|联系人|预留|手机里|社)")
# The targets of the clause before.
PRONOUN = re.compile("与其|对其|给其|向其|其联系|他们|她们|这些人|此类人|[他她](?:也|都|还|就|却)?(?:收到|接到|被打|被联系)")
INSIDE_IT = re.compile("(里面|里头|其中|上面|当中|名单上|簿子上)的?(号码|人|联系人|电话|好友|名字)"
                       "|(这些|那些)(号码|联系人)")
BARE_CALL = re.compile("被?(联系|拨打|打|联络|惊动|打扰|找|碰|动|骚扰)(过|到|的)?[了.]?$")  # a call without an object
RECEIVING = re.compile("接到|收到|被拨打|被打|接过|被(?:逐一|逐个|挨个|一一|轮流|反复)")  # what those do who are contacted
ASKING_ABOUT = ("核实", "询问", "打听", "了解", "确认", "核对")  # verbs whose object is asked about, not reached
ONLY_BORROWER = "third.only"  # 只与本人联系: names nobody, and denies everybody else
FRONTED = ("那边", "这边", "那里", "方面", "呢", "的话")  # ends of a bare topic: 单位那边, …
FRONTED_REACH = 3  # clauses in which a fronted target may be told of
KNOWING = ("知道", "知情", "得知", "知晓", "获知")  # 我妈知道了: nobody need have told her
ASKING = ("找", "问", "询问", "打听", "联系", "打", "电话", "致电", "告知", "通知")
WITH_CONTACT = ("workplace.firm", "family.phone", "book.blast")  # rows whose pattern holds the verb of contact itself


@dataclass(frozen=True, slots=True)
class Mention:
    """An item found at `at` in a sentence, before the sentence's mentions are merged into claims."""

    item: str
    basis: str
    stance: str
    explicit: bool
    at: int
    conditions: tuple = ()
    rules: tuple = ()
    value: str | None = None


@cache
def family(item):
    """The family of an item: `family("channel.sms")` is "channel"."""
    return item.split(".")[0]


def targets(clause, framed=False):
    """The events of the clause that name somebody other than the borrower."""
    return [event for event in clause.items(framed) if family(event.cue.means[0]) == "target" and event.cue.id != ONLY_BORROWER]


def visits(clause):
    """The events of the clause that name a visit."""
    return [event for event in clause.items() if event.cue.means[0] == "stage.visit"]


def inside(event, spans):
    """Whether the event lies within one of the other events."""
    return any(span.start <= event.start and event.end <= span.end for span in spans)


def contacting(clause, framed=False):
    """Whether the clause has a verb of contact that is no part of a target's own words (紧急联系人)."""
    named = [event for event in targets(clause, framed=True) if event.cue.id not in WITH_CONTACT]
    stated = bool(clause.of("stance") or clause.question)
    return any(not inside(event, named) and (stated or clause.words(event) not in KNOWING)
               for event in clause.of("contact", framed=framed))


def names_item(clause, families=(*PRACTICE, "rule", "fact")):
    """Whether the clause names an item of the families; a telephone only by its verb (拨打) is none."""
    contacts = {(event.start, event.end) for event in clause.of("contact")}
    return any(family(event.cue.means[0]) in families and (event.start, event.end) not in contacts for event in clause.items())


def reaches_borrower(clause):
    """Whether the borrower is the one contacted in the clause: 联系借款人, 给你打, 与本人沟通."""
    contacts = {event.end for event in clause.of("contact")
                if clause.words(event) not in ASKING_ABOUT}
    for event in clause.of("who", "borrower"):
        before, after = clause.before(event), clause.after(event)
        if any(target.start <= event.start and event.end <= target.end or target.start == event.end
               for target in targets(clause, framed=True)):
            continue  # 借款人亲属, 打到我们厂
        if not POSSESSOR.match(after) and (event.start in contacts or before.endswith(tuple("给向与和跟对"))):
            return True
    return False


def object_of_next(clauses, at):
    """Whether what clause `at` names is the object of the next clause's verb: 那些旁人, 催收员是不准去联系的.

    So is an address book of which 里面的号码 are called or not. The next clause calls, but names nobody: it has no item
    but the call, and no borrower as its object.
    """
    clause, following = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
    if following is None or not targets(clause) or clause.closed_by == ";" or following.advice is not None:
        return False
    if any(family(event.cue.means[0]) != "channel" for event in following.items()) or reaches_borrower(following):
        return False
    if INSIDE_IT.search(following.text):
        return True
    return not clause.of("stance") and not clause.of("who", "lender") and not contacting(clause) and not clause.frame \
        and bool(BARE_CALL.search(following.text))


def told_in(clauses, at):
    """The index of the clause that tells of the target which clause `at` only fronts, or None.

    对于紧急联系人, 平台在联系不到本人时会打电话询问: the call and its condition are the target's.
    """
    clause = clauses[at]
    if not targets(clause) or clause.closed_by == ";" or not (clause.topic or clause.text.endswith(FRONTED)):
        return None
    for later in range(at + 1, min(at + 1 + FRONTED_REACH, len(clauses))):
        after = clauses[later]
        if after.contrast or after.advice is not None or reaches_borrower(after) \
                or any(family(event.cue.means[0]) in ("stage", "target", "rule") for event in after.items(framed=True)):
            return None
        if after.of("contact"):
            return later
        if after.closed_by == ";":
            return None
    return None


def asked_for(clause):
    """Whether a workplace is more than the place of a visit: somebody is rung or asked for there (codebook §3)."""
    at_the_door = visits(clause)
    if not at_the_door:
        return True
    return any(not any(visit.start <= event.start < visit.end for visit in at_the_door)
               and clause.text[event.start - clause.start:].startswith(ASKING) for event in clause.of("contact"))


def permits(clauses, at):
    """The permission cues that govern a clause: its own, those it goes on from, or those of a verdict after it."""
    clause = clauses[at]
    found = _granted(clause)
    if not found and at and not clause.contrast and _goes_on(clause, clauses[at - 1]):
        found = _granted(clauses[at - 1])
    if not found and at + 1 < len(clauses) and not clauses[at + 1].items() \
            and all(event.cue.id == "hedge.can" for event in clause.of("stance")):
        found = _granted(clauses[at + 1])
    return found


def _goes_on(clause, before):
    """Whether the clause continues the one before: no stance or lender of its own, or what a bare right is a right to."""
    if clause.text.lstrip().startswith(("将", "把")) and not before.items():
        return True  # 有权依据合同, 将债权转交给…
    return not clause.of("who", "lender") and not clause.of("stance")


def _granted(clause):
    """The permission cues of the clause that are not the borrower's (您有权拒绝)."""
    borrowers = {event.end for event in clause.of("who", "borrower")}
    return [event for event in clause.of("norm", "permit") if event.start not in borrowers]
