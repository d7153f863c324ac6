"""What one clause says of one item, and what a clause's words show of contact: who is reached, and whether at all."""
import re
from functools import cache
from typing import NamedTuple

from .flags import PRACTICE, flag

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
FRONTED = ("那边", "这边", "那里", "方面", "呢", "的话")  # ends of a bare topic: 单位那边, …
FRONTED_REACH = 3  # clauses in which a fronted target may be told of
KNOWING = ("知道", "知情", "得知", "知晓", "获知")  # 我妈知道了: nobody need have told her
TOWARDS = tuple("给向与和跟对")  # before a borrower word: who is reached
ASKING = ("找", "问", "询问", "打听", "联系", "打", "电话", "致电", "告知", "通知")
WITH_CONTACT = ("workplace.firm", "family.phone", "book.blast")  # rows whose pattern holds the verb of contact itself


ITEM, STANCE, CONTACT, PERMIT, LENDER, BORROWER, REACHED, VISIT = map(flag, (
    "item", "stance", "contact", "norm.permit", "who.lender", "who.borrower", "reached", "item.stage.visit"))
CAN, CHANNEL = flag("#hedge.can"), flag("item.channel")
OF_PRACTICE = flag(*(f"item.{family}" for family in PRACTICE))
NAMED = OF_PRACTICE | flag("item.rule", "item.fact")
OTHER_TALK = flag("item.stage", "item.target", "item.rule")


class Mention(NamedTuple):
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
    if not (clause.all_flags if framed else clause.flags) & REACHED:
        return ()
    return [event for event in clause.items(framed) if event.cue.flags & REACHED]


def visits(clause):
    """The events of the clause that name a visit."""
    return [event for event in clause.items() if event.cue.flags & VISIT] if clause.flags & VISIT else ()


def inside(event, spans):
    """Whether the event lies within one of the other events."""
    return any(span.start <= event.start and event.end <= span.end for span in spans)


def contacting(clause, framed=False):
    """Whether the clause has a verb of contact that is no part of a target's own words (紧急联系人)."""
    if not (clause.all_flags if framed else clause.flags) & CONTACT:
        return False
    named = [event for event in targets(clause, framed=True) if event.cue.id not in WITH_CONTACT]
    stated = clause.flags & STANCE or clause.question
    for event in clause.of("contact", framed=framed):
        if not (named and inside(event, named)) and (stated or clause.words(event) not in KNOWING):
            return True
    return False


def names_item(clause, families=NAMED):
    """Whether the clause names an item of the families (flags); a telephone only by its verb (拨打) is none."""
    if not clause.flags & families:
        return False
    contacts = {(event.start, event.end) for event in clause.of("contact")} if clause.flags & CONTACT else ()
    return not contacts or any(event.cue.flags & families and (event.start, event.end) not in contacts
                               for event in clause.items())


def reaches_borrower(clause):
    """Whether the borrower is the one contacted in the clause: 联系借款人, 给你打, 与本人沟通."""
    if not clause.flags & BORROWER:
        return False
    contacts = {event.end for event in clause.of("contact") if clause.words(event) not in ASKING_ABOUT}
    named = targets(clause, framed=True)
    for event in clause.of("who", "borrower"):
        if not (event.start in contacts or clause.before(event).endswith(TOWARDS)) or POSSESSOR.match(clause.after(event)):
            continue
        if not any(target.start <= event.start and event.end <= target.end or target.start == event.end for target in named):
            return True  # but for 借款人亲属, 打到我们厂
    return False


def object_of_next(clauses, at):
    """Whether what clause `at` names is the object of the next clause's verb: 那些旁人, 催收员是不准去联系的.

    So is an address book of which 里面的号码 are called or not. The next clause calls, but names nobody: it has no item
    but the call, and no borrower as its object.
    """
    clause = clauses[at]
    if not clause.flags & REACHED or clause.closed_by == ";" or at + 1 == len(clauses):
        return False
    following = clauses[at + 1]
    if following.advice is not None or following.flags & ITEM and any(
            not event.cue.flags & CHANNEL for event in following.items()) or reaches_borrower(following):
        return False
    if INSIDE_IT.search(following.text):
        return True
    return not clause.flags & (STANCE | LENDER) and not clause.frame and not contacting(clause) \
        and bool(BARE_CALL.search(following.text))


def told_in(clauses, at):
    """The index of the clause that tells of the target which clause `at` only fronts, or None.

    对于紧急联系人, 平台在联系不到本人时会打电话询问: the call and its condition are the target's.
    """
    clause = clauses[at]
    if not clause.flags & REACHED or clause.closed_by == ";" or not (clause.topic or clause.text.endswith(FRONTED)):
        return None
    for later in range(at + 1, min(at + 1 + FRONTED_REACH, len(clauses))):
        after = clauses[later]
        if after.contrast or after.advice is not None or after.all_flags & OTHER_TALK or reaches_borrower(after):
            return None
        if after.flags & CONTACT:
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
    if not found and at and clauses[at - 1].flags & PERMIT and not clause.contrast and _goes_on(clause, clauses[at - 1]):
        found = _granted(clauses[at - 1])
    if not found and at + 1 < len(clauses) and clauses[at + 1].flags & PERMIT and not clauses[at + 1].flags & ITEM \
            and all(event.cue.flags & CAN for event in clause.of("stance")):
        found = _granted(clauses[at + 1])
    return found


def _goes_on(clause, before):
    """Whether the clause continues the one before: no stance or lender of its own, or what a bare right is a right to."""
    if clause.head.startswith(("将", "把")) and not before.flags & ITEM:
        return True  # 有权依据合同, 将债权转交给…
    return not clause.flags & (LENDER | STANCE)


def _granted(clause):
    """The permission cues of the clause that are not the borrower's (您有权拒绝)."""
    if not clause.flags & PERMIT:
        return ()
    borrowers = {event.end for event in clause.of("who", "borrower")}
    return [event for event in clause.of("norm", "permit") if event.start not in borrowers]
