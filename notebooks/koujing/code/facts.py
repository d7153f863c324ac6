"""Who runs the product asked about, as a sentence has it (codebook §2, facts); the products stand in `tables/products.csv`."""
import re
from functools import cache

from .codebook import table
from .flags import flag
from .mention import Mention

NOWHERE = re.compile("(?!)")
NEGATED = re.compile("不是|并非|不属于|不归|而非|以为|跟|与$")
BELIEVED = re.compile("以为|误认|错认|混淆|错当")  # 很多人以为微粒贷属于…: believed, and not so
TIE, OPERATOR = map(flag, ("tie", "item.fact.operator"))
REACH = 6  # characters before a name in which a denial of it stands


@cache
def products(asked):
    """The pattern of the products that `fact.operator` asks about (`asked` yes), or of the others (no).

    >>> bool(products("yes").search("微粒贷")), bool(products("yes").search("借呗"))
    (True, False)
    """
    found = [f"(?:{row['pattern']})" for row in table("products") if row["asked"] == asked]
    return re.compile("|".join(found)) if found else NOWHERE


def operator(text, clauses):
    """The first operator whom the sentence ties to a product asked about and does not deny, a list of at most one mention."""
    ours, others = products("yes"), products("no")
    if not ours.search(text):
        return []
    naming = [clause for clause in clauses if ours.search(clause.text)]
    for clause in naming + [clause for clause in clauses if clause not in naming and not others.search(clause.text)]:
        if not clause.all_flags & TIE or not clause.flags & OPERATOR or clause.advice is not None:
            continue
        ties = clause.of("tie", framed=True)
        for event in clause.items():
            if not event.cue.flags & OPERATOR:
                continue
            before, after = text[max(clause.start, event.start - REACH):event.start], text[event.end:event.end + 1]
            if not NEGATED.search(before) and not BELIEVED.search(clause.text) and after not in ("没", "无"):
                value = event.cue.id.split(".")[1]
                return [Mention("fact.operator", "practice", "routine", True, event.start, (),
                                (event.cue.id, ties[0].cue.id), value)]
    return []
