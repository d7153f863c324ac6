"""Who acts on whom in a clause: whether somebody is contacted, by whom, and who else received what it tells of."""
import re

from .mention import (
    PRONOUN,
    RECEIVING,
    contacting,
    object_of_next,
    targets,
    told_in,
)

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


def visited_by_kin(event, clause):
    """Whether the one who comes is a target (我舅跑来我家)."""
    subject = [other for other in targets(clause) if other.start <= clause.start + 1 and other.cue.means[0] == "target.family"
               and clause.words(other)[:1] in "我你他她"]
    return any(not VISITING.search(clause.text[other.end - clause.start:event.start - clause.start]) for other in subject)


def own_doing(event, clause):
    """Whether the borrower or the target acts, and not the lender: 我问了表哥, 妈妈问我怎么了."""
    before, after = clause.before(event), clause.after(event)
    return bool(OWN_DOING.search(before)) and not RECEIVING.search(clause.text) or bool(AGENT.match(after))


def received_by_others(clauses, at):
    """Whether the clause tells what the targets of the clause before received, or rings them by a pronoun (打给了她)."""
    clause = clauses[at]
    if at and object_of_next(clauses, at - 1) or any(told_in(clauses, before) == at for before in range(at)):
        return True
    if TO_THEM.search(clause.text) and any(targets(before, framed=True) for before in clauses[:at]):
        return True
    named = next((c for c in reversed(clauses[:at]) if c.items(framed=True) or not c.of("stance")), None)
    if named is None or not targets(named, framed=True) or clause.of("who", "borrower"):
        return False
    return bool(PASSIVE.search(clause.text) or RECEIVING.search(clause.text) and not contacting(named))


def acts(clauses, at, context):
    """Whether somebody is contacted in the clause, or in a neighbour that it goes on with."""
    clause, following = clauses[at], clauses[at + 1:at + 2]
    if context.acting or contacting(clause, framed=True) or object_of_next(clauses, at) or told_in(clauses, at):
        return True
    if clause.frame_kind == "if" and (any(c.of("contact") and not c.items() for c in following)
                                      or following and received_by_others(clauses, at + 1)):
        return True
    near = []
    bare = not clause.of("stance") and not clause.of("who", "lender")
    following = [c for c in following if c.advice is None and not ADVISING.search(c.text)]
    if clause.topic or clause.question or clause.text.startswith("除") \
            or bare and any(c.of("contact") and not targets(c) and not c.of("who", "borrower") for c in following) \
            or not clause.of("stance") and any(PRONOUN.search(c.text) and not c.items() for c in following):
        near = following
    if at and not clause.of("who", "lender") and (clause.example or clause.text[:1] in "、并或甚及"
                                                  or not clause.of("stance") and len(clause.text) <= FRAGMENT):
        near = near + clauses[at - 1:at]
    return any(c.of("contact") for c in near)
