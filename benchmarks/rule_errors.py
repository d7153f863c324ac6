"""How often claims are wrong by rule, on the written articles: makes `koujing/review/tables/rule_errors.csv`.

    python benchmarks/rule_errors.py            # print it
    python benchmarks/rule_errors.py --write    # write it

A claim is wrong where the hand coding has none such, or another stance or value. Counted on `corpus/coding/dev` and `dev2`;
the real articles are no part of it, since it ranks their claims for checking, nor are the blind ones.
"""
import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))

from koujing.compare.trust import load_coding, match  # noqa: E402
from koujing.tables import claims_of, coded_articles  # noqa: E402

CODINGS = ("dev", "dev2")
TABLE = ROOT / "notebooks" / "koujing" / "review" / "tables" / "rule_errors.csv"


def counted(names=CODINGS):
    """Rows `(rule, claims, wrong)`, by rule: the claims in which it fired, and how many of them were wrong."""
    claims, wrong = Counter(), Counter()
    for coding in map(load_coding, names):
        found = [claim for article in coded_articles(coding) for claim in claims_of(article)]
        right = {other for one, other in match(coding.claims, found)
                 if (coding.claims[one].stance, coding.claims[one].value) == (found[other].stance, found[other].value)}
        for place, claim in enumerate(found):
            claims.update(claim.rules)
            wrong.update(claim.rules if place not in right else ())
    return [(rule, claims[rule], wrong[rule]) for rule in sorted(claims)]


def write(rows, file):
    """Write the rows as CSV."""
    csv.writer(file, lineterminator="\n").writerows([("rule", "claims", "wrong"), *rows])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        with open(TABLE, "w", encoding="utf-8", newline="") as file:
            write(counted(), file)
    else:
        write(counted(), sys.stdout)
