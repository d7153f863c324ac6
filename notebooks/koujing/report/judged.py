"""How well contradictions are found: the judged pairs of claims (`corpus/coding/contradictions.csv`) against the rule."""
from functools import cache

import pandas as pd

from ..code.claims import frame
from ..code.subjects import with_subjects
from ..compare.contradictions import contradictions
from ..compare.trust import load_coding
from ..read.article import InputFault
from ..read.corpus import SHIPPED
from ..tables import coded_articles

FILE = SHIPPED / "coding" / "contradictions.csv"
HALVES = ("tuning", "held out", "fresh")
KEY = ["coding", "article", "start", "basis"]


@cache
def coded_claims():
    """The claims table of every coding that the judged pairs quote, with its column `coding`, lenders and limits."""
    named = sorted(set(_read()["coding_a"]) | set(_read()["coding_b"]))
    parts = [(coding, with_subjects(frame(coding.claims), coded_articles(coding))) for coding in map(load_coding, named)]
    return pd.concat([part.assign(coding=coding.name) for coding, part in parts], ignore_index=True)


def judged_pairs():
    """The judged pairs as a data frame, with `found` (bool): whether the rule finds a contradiction there.

    Columns of the file, `contradiction` as bool. Raises InputFault for a pair whose claims stand in no coding.
    """
    pairs, claims = _read(), coded_claims()
    known = set(map(tuple, claims[["item", *KEY]].to_numpy(object)))
    for row in pairs.to_dict("records"):
        for side in "ab":
            if (row["item"], *(row[f"{name}_{side}"] for name in KEY)) not in known:
                raise InputFault(FILE, f"pair {row['pair']}, side {side}: no such claim in coding {row[f'coding_{side}']}",
                                 "mend the row's article, start, item or basis")
    found = contradictions(claims)
    norms = found["clash"] == "norm"
    places = {_place(row, "norm" if norm else "practice") for row, norm in zip(found.to_dict("records"), norms, strict=True)}
    hit = [row["basis_a"] == row["basis_b"] and _place(row, row["basis_a"]) in places for row in pairs.to_dict("records")]
    return pairs.assign(contradiction=pairs["contradiction"] == "yes", found=hit)


def measured(pairs):
    """How well the rule does, a row for each half and for all: pairs, contradictions, found, right, precision, recall.

    `pairs` as from `judged_pairs`. A share of nothing is missing.
    """
    parts = [*((half, pairs[pairs["half"] == half]) for half in HALVES), ("all", pairs)]
    rows = [(half, len(part), int(part["contradiction"].sum()), int(part["found"].sum()),
             int((part["found"] & part["contradiction"]).sum())) for half, part in parts]
    table = pd.DataFrame(rows, columns=["half", "pairs", "contradictions", "found", "right"])
    return table.assign(precision=(table["right"] / table["found"].where(table["found"] > 0)).round(2),
                        recall=(table["right"] / table["contradictions"].where(table["contradictions"] > 0)).round(2))


def _read():
    return pd.read_csv(FILE, encoding="utf-8")


def _place(row, basis):
    """A pair's key: item, basis and both places, whichever comes first."""
    sides = [(row[f"article_{side}"], int(row[f"start_{side}"])) for side in "ab"]
    return row["item"], basis, *sorted(sides)
