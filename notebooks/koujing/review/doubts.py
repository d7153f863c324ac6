"""How likely a claim is to be wrong, by the rules that made it: measured on written articles, drawn towards the mean."""
import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "tables" / "rule_errors.csv"
WEIGHT = 10  # claims of average error that each rule is given beside its own, so that a rule seen twice is not judged on two


@cache
def errors():
    """`{rule: share of wrong claims}`, each drawn towards the mean by `WEIGHT` claims (a beta-binomial posterior mean).

    From `tables/rule_errors.csv` (rule, claims, wrong), which `benchmarks/rule_errors.py --write` makes. The key "" has the
    mean, for rules that fired in no written article.
    """
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = [(row["rule"], int(row["claims"]), int(row["wrong"])) for row in csv.DictReader(file)]
    mean = sum(wrong for *_, wrong in rows) / max(1, sum(claims for _, claims, _ in rows))
    return {"": mean} | {rule: (wrong + WEIGHT * mean) / (claims + WEIGHT) for rule, claims, wrong in rows}


def least_certain(rules):
    """`(rule, error)` of the rule that is wrong most often among these ids; ("", the mean) where there are none."""
    known = errors()
    mean = known[""]
    return max(((rule, known.get(rule, mean)) for rule in rules), key=lambda pair: (pair[1], pair[0]), default=("", mean))
