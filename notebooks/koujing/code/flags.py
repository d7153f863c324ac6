"""What a cue is, as bits of one number, so that a clause answers "is there any …" with one `&` and no list.

A name is a layer, a layer and what its cue means first, a family of items (by the item named first), or `#` and a row's id.
"""
from .codebook import poles

PRACTICE = ("stage", "channel", "target")
ONLY_BORROWER = "third.only"  # 只与本人联系: names nobody, and denies everybody else
NAMES = (
    # What is asked most comes first: a number below 2 to the 30th is one machine word.
    "item", "stance", "contact", "who", "condition", "advice", "frame",
    "item.stage", "item.channel", "item.target", "item.rule",
    "practice",   # an item of which practice is told, whichever place its row gives it
    "reached",    # a target other than `ONLY_BORROWER`
    "pole",       # a rule item (codebook §3, norm)
    "spoken",     # an item whose row does not ask for a message beside it
    "bound",      # a condition with a name
    "stance.neg", "stance.rare", "stance.soften", "who.lender", "who.borrower", "norm.permit", "norm.ban", "norm.duty",
    "frame.then", "collect", "verdict", "item.stage.visit", "notice", "norm",
    "harm", "tie", "source", "stance.hedge", "stance.prefer", "norm.sanction",
    "frame.if", "frame.when", "frame.although", "frame.ifend", "frame.contrast", "frame.topic", "frame.example", "frame.ask",
    "condition.consent", "condition.means_failed", "condition.unreachable", "condition.refusal", "condition.case_by_case",
    "advice.undeclared", "advice.avoid",
    "item.fact", "item.stage.reminder", "item.fact.operator", "item.rule.hours", "item.rule.consent",
    "#hedge.can", "#duty.modal", "#ban.modal", "#ban.noun", "#hours.range", "#cond.consent", "#neg.will_not", "#if.intro",
    "#emergency.word", "#say.case", "#say.contract",
    "credited",   # a source that is somebody, and no mere anecdote
)
FLAG = {name: 1 << place for place, name in enumerate(NAMES)}


def flags_of(name, layer, means, needs):
    """The flags of a cue: a row's id, layer, meanings and what it needs."""
    first = means[0] if means else ""
    names = {f"#{name}", layer, f"{layer}.{first}"}
    if layer == "item":
        families = [item.split(".")[0] for item in means]
        names.add(f"item.{families[0]}")
        names |= {"practice"} if not set(PRACTICE).isdisjoint(families) else set()
        names |= {"pole"} if first in poles() else set()
        names |= {"reached"} if families[0] == "target" and name != ONLY_BORROWER else set()
        names |= {"spoken"} if needs != "message" else set()
    elif layer == "condition" and means:
        names.add("bound")
    elif layer == "source" and name != "say.case":
        names.add("credited")
    return sum(FLAG[one] for one in names & FLAG.keys())


def flag(*names):
    """The flags of some names in one number."""
    return sum(FLAG[name] for name in names)
