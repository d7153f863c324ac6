"""Pairs of claims on one item that cannot both hold, between articles and within one.

Four kinds of clash: stances two ranks apart, days that lie apart, permission against prohibition, two operators
(`clashes`; the definition stands in `corpus/coding/README.md`). Norm against practice is no pair; comment against article is
listed apart.
"""
import numpy as np
import pandas as pd

from ..code.codebook import items
from . import clashes
from .positions import checked, ordered_items

OPERATOR = "fact.operator"
CLASHES = ("stance", "operator", "norm", "days")
DISTANCES = {"operator": 3, "norm": 3, "days": 2}  # as full a clash as "routine" and "denied"; days leave the step itself
JUDGES = {"stance": clashes.by_stance, "days": clashes.by_days, "norm": clashes.by_norm, "operator": clashes.by_operator}
SIDE = ["article", "start", "end", "quote", "stance", "value", "conditions", "source", "timing", "gloss", "rules"]
COLUMNS = (["item", "kind", "clash", "distance"] + [f"{name}_a" for name in SIDE] + [f"{name}_b" for name in SIDE] + ["why"])
PLACE = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
SUMMARY_COLUMNS = ["item", "within", "between", "pairs"]


def contradictions(claims, glosses=None):
    """Every pair of claims that cannot both hold, one row a pair, the farthest apart first.

    `claims` is a table as `koujing.claims_table` makes it; without its columns `lenders` and `limits` no pair is let
    off for speaking of different lenders, or of a part of the cases. `glosses` maps a quote to its English.

    Columns: item; kind ("within" one article or "between" two); clash (one of `CLASHES`); distance (ranks apart, int64;
    `DISTANCES` for the other clashes); for the two sides `_a` and `_b` article, start, end, quote, stance, value,
    conditions, source, timing, gloss, rules ("" for none); why (in words). Side a comes first by article name and offset.
    Sorted by distance (descending), item in codebook order, then place. Raises ValueError as `positions.checked` does.
    """
    return _pairs(claims, glosses, comments=False)


def against_comments(claims, glosses=None):
    """The pairs of a reader's comment and the article above it whose stances cannot both hold: as `contradictions`.

    Kept apart, since a reader who disagrees does not make an article contradict itself.
    """
    pairs = _pairs(claims, glosses, comments=True)
    commented = (pairs["source_a"] == "comment") != (pairs["source_b"] == "comment")
    return pairs[commented & (pairs["kind"] == "within") & (pairs["clash"] == "stance")].reset_index(drop=True)


def representative(contradictions):
    """One row per item and pair of articles: the pair that lies farthest apart, at the first offsets.

    The columns of `contradictions`, and `pairs` (int64): how many pairs the row stands for. Same order.
    """
    keys = ["item", "article_a", "article_b"]
    ranked = _ranked(contradictions)
    ranked["pairs"] = ranked.groupby(keys)["item"].transform("size").astype("int64")
    return ranked.drop_duplicates(keys).reset_index(drop=True)


def summary(contradictions):
    """How many pairs each item has: item, within, between, pairs (int64), in codebook order."""
    counts = pd.crosstab(contradictions["item"], contradictions["kind"]).reindex(
        index=[item for item in items() if item in set(contradictions["item"])],
        columns=["within", "between"], fill_value=0).astype("int64")
    counts["pairs"] = counts["within"] + counts["between"]
    return counts.rename_axis(index="item", columns=None).reset_index()[SUMMARY_COLUMNS]


def clash_counts(contradictions):
    """How many pairs each kind of clash has: clash, within, between, pairs (int64), every clash there is."""
    counts = pd.crosstab(contradictions["clash"], contradictions["kind"]).reindex(
        index=CLASHES, columns=["within", "between"], fill_value=0).astype("int64")
    counts["pairs"] = counts["within"] + counts["between"]
    return counts.rename_axis(index="clash", columns=None).reset_index()


def prepared(claims, glosses=None, comments=False):
    """The claims that can clash, with glosses, and their `clashes.columns`; readers' comments left out unless `comments`."""
    claims = checked(claims)
    own = claims if comments else claims[claims["source"] != "comment"].reset_index(drop=True)
    own = own.assign(gloss=own["quote"].map(glosses or {}))
    return own, clashes.columns(own)


def groups(claims):
    """Each item and kind of clash with the rows of the prepared claims that are held against each other: (item, clash, rows)."""
    practice, item = (claims["basis"] == "practice").to_numpy(), claims["item"].to_numpy(object)
    yield OPERATOR, "operator", np.flatnonzero(item == OPERATOR)
    for name in ordered_items():
        rows, norms = np.flatnonzero((item == name) & practice), np.flatnonzero((item == name) & ~practice)
        yield name, "stance", rows
        yield name, "norm", norms
        if name in clashes.ONCE:
            yield name, "days", rows


def _pairs(claims, glosses, comments):
    """The pairs of all clashes, ranked; readers' comments left out unless `comments`."""
    own, one = prepared(claims, glosses, comments)
    parts = [(clash, JUDGES[clash](one, rows)) for _, clash, rows in groups(own)]
    places = np.concatenate([places for _, places in parts], axis=1)
    named = np.repeat([clash for clash, _ in parts], [places.shape[1] for _, places in parts])
    return described(own, one, places, named)


def described(claims, one, places, named):
    """The pairs at these places (two rows of row numbers), each with the name of its clash, as a ranked table: `COLUMNS`."""
    sides = claims.reindex(columns=SIDE)
    blank = ["value", "conditions", "timing", "gloss", "rules"]
    sides[blank] = sides[blank].astype(object).fillna("")
    first, second = (sides.iloc[rows].reset_index(drop=True) for rows in places)
    pairs = pd.concat([first.add_suffix("_a"), second.add_suffix("_b")], axis=1)
    ranks_apart = np.abs(one.rank[places[0]] - one.rank[places[1]])
    fixed = np.array([DISTANCES.get(clash, 0) for clash in named], "float64")
    return _ranked(pairs.assign(
        item=claims["item"].to_numpy(object)[places[0]], clash=named, distance=np.where(named == "stance", ranks_apart, fixed),
        kind=np.where(pairs["article_a"] == pairs["article_b"], "within", "between"),
        why=[WHY[clash](one, *pair) for clash, pair in zip(named, places.T, strict=True)]))


def _by_stance(one, first, second):
    return f"{one.stance[first]} against {one.stance[second]}: {abs(one.rank[first] - one.rank[second]):.0f} ranks apart"


def _by_days(one, first, second):
    return (f"{_span(one, first)} against {_span(one, second)}: "
            f"{float(clashes.gap(one, first, second)):.0f} days apart")


def _span(one, row):
    """The days of a claim in words: "day 45", "days 30 to 60", "from day 90", "up to day 60"."""
    first, last = one.first[row], one.last[row]
    if np.isinf(last):
        return f"from day {first:.0f}"
    if first == 0:
        return f"up to day {last:.0f}"
    return f"day {first:.0f}" if first == last else f"days {first:.0f} to {last:.0f}"


WHY = {
    "stance": _by_stance, "days": _by_days,
    "norm": lambda one, first, second: f"{one.stance[first]} against {one.stance[second]}",
    "operator": lambda one, first, second: f"different operators: {one.value[first]} against {one.value[second]}",
}


def _ranked(pairs):
    order = pairs.assign(_item=pairs["item"].map({item: place for place, item in enumerate(items())}))
    order = order.sort_values(["distance", "_item", *PLACE], ascending=[False] + [True] * 7, kind="stable")
    kinds = {"distance": "int64", **{f"{name}_{side}": "int64" for name in ("start", "end") for side in "ab"}}
    return order[COLUMNS].reset_index(drop=True).astype(kinds)
