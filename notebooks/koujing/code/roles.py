"""Who acts on whom in a clause: whether somebody is contacted, by whom, and who else received what it tells of."""
import re

from .flags import flag
from .mention import PRONOUN, RECEIVING, contacting, object_of_next, targets, told_in

# The borrower turns to the target; the target turns to the borrower: nobody was contacted by the lender.
OWN_DOING = re.compile("^(?:后来|最后|当时|那天|于是|所以)?我(?:们|只好|只能|就|也|又|还|赶紧|先|才|不得不|最后|后来)?"
                       "(?:问|找|托|跟|和|向|劝|告诉|拜托|求|瞒|借|叫|让|请)")
AGENT = re.compile("(?:也|都|又|还|突然|马上|立刻|赶紧|总|老|直接|截图)?"
                   "(?:问我|问起我|说我|告诉我|骂我|劝我|追问我|质问我|安慰我|陪我|帮我|替我|借给我)")
ADVISING = re.compile("我劝|劝你|劝大家|自己先|自己跟")
VISITING = re.compile("有人|被|遭|遇|说|告诉|看到|催收|专员|外访|银行|平台")  # who else comes when 家人 stands before 上门
PASSIVE = re.compile("被(真正|真的|真|实际)?(拨打|打|联系|打扰|惊动|骚扰|联络|找)(过|到)?[.]?$")  # 平时很少被拨打
TO_THEM = re.compile("(打给|拨给|发给|找到|打到)了?[她他]们?|给[她他](?!们).{0,3}电话|(?:其中|里面)的(?:号码|人|联系)")
FRAGMENT = 8  # characters of a clause so short that it goes on with the one before

ITEM, STANCE, CONTACT, LENDER, BORROWER, REACHED = map(flag, (
    "item", "stance", "contact", "who.lender", "who.borrower", "reached"))


def visited_by_kin(event, clause):
    """Whether the one who comes is a target (我舅跑来我家)."""
    return any(other.start <= clause.start + 1 and other.cue.first == "target.family" and clause.words(other)[0] in "我你他她"
               and not VISITING.search(clause.text[other.end - clause.start:event.start - clause.start])
               for other in targets(clause))


def own_doing(event, clause):
    """Whether the borrower or the target acts, and not the lender: 我问了表哥, 妈妈问我怎么了."""
    if "我" not in clause.text:
        return False
    before, after = clause.before(event), clause.after(event)
    return bool(OWN_DOING.search(before)) and not RECEIVING.search(clause.text) or bool(AGENT.match(after))


def received_by_others(clauses, at):
    """Whether the clause tells what the targets of the clause before received, or rings them by a pronoun (打给了她)."""
    clause, before = clauses[at], clauses[:at]
    if not any(c.all_flags & REACHED for c in before):
        return False
    if object_of_next(clauses, at - 1) or any(told_in(clauses, earlier) == at for earlier in range(at)):
        return True
    if TO_THEM.search(clause.text):
        return True
    named = next((c for c in reversed(before) if c.all_flags & ITEM or not c.flags & STANCE), None)
    if named is None or not named.all_flags & REACHED or clause.flags & BORROWER:
        return False
    return bool(PASSIVE.search(clause.text) or RECEIVING.search(clause.text) and not contacting(named))


def acts(clauses, at, context):
    """Whether somebody is contacted in the clause, or in a neighbour that it goes on with."""
    clause, following = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
    if context.acting or contacting(clause, framed=True):
        return True
    if following:
        if object_of_next(clauses, at) or told_in(clauses, at):
            return True
        if clause.frame_kind == "if" and (following.flags & CONTACT and not following.flags & ITEM
                                          or received_by_others(clauses, at + 1)):
            return True
        if following.flags & CONTACT and following.advice is None and _goes_on(clause, following) \
                and not ADVISING.search(following.text):
            return True
    if not at or not clauses[at - 1].flags & CONTACT or clause.flags & LENDER:
        return False
    return clause.example or clause.text[0] in "、并或甚及" or not clause.flags & STANCE and len(clause.text) <= FRAGMENT


def _goes_on(clause, following):
    """Whether the clause after, which has a verb of contact, says what is done about what the clause names."""
    return clause.topic or clause.question or clause.text.startswith("除") \
        or not clause.flags & (STANCE | LENDER) and not following.flags & (REACHED | BORROWER) \
        or not clause.flags & STANCE and not following.flags & ITEM and bool(PRONOUN.search(following.text))
