"""Who runs Weilidai, as a sentence has it (codebook §2, facts)."""
import re

from .mention import Mention

PRODUCT = "微粒贷"
OTHERS = re.compile("借呗|花呗|金条|白条|度小满|分期乐|安逸花|360借条")  # a clause on another product
NEGATED = re.compile("不是|并非|不属于|不归|而非|以为|跟|与$")
BELIEVED = re.compile("以为|误认|错认|混淆|错当")  # 很多人以为微粒贷属于…: believed, and not so
REACH = 6  # characters before a name in which a denial of it stands


def operator(text, clauses):
    """The first operator whom the sentence ties to the product and does not deny, as a list of at most one mention."""
    if PRODUCT not in text:
        return []
    naming = [clause for clause in clauses if PRODUCT in clause.text]
    for clause in naming + [clause for clause in clauses if clause not in naming and not OTHERS.search(clause.text)]:
        ties = clause.of("tie", framed=True)
        for event in clause.items():
            if event.cue.means[0] != "fact.operator" or not ties or clause.advice is not None:
                continue
            before, after = text[max(clause.start, event.start - REACH):event.start], text[event.end:event.end + 1]
            if not NEGATED.search(before) and not BELIEVED.search(clause.text) and after not in ("没", "无"):
                value = event.cue.id.split(".")[1]
                return [Mention("fact.operator", "practice", "routine", True, event.start, (),
                                (event.cue.id, ties[0].cue.id), value)]
    return []
