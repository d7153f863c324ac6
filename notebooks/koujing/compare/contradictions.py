"""Pairs of claims on one item that cannot both hold, between articles and within one.

A pair counts when both claims describe practice, neither is a reader's comment, and their stances lie two ranks apart
or more, or they name different operators. It does not count when one of them is `conditional` and the two name
different conditions: "only with consent" and "not before the debt is badly overdue" can both be true.
Norm against practice, and comment against article, are no pairs here.
"""
import numpy as np
import pandas as pd

from ..code.codebook import items
from .positions import checked, ordered_items

OPERATOR = "fact.operator"
APART = 2  # codebook §6: two ranks apart or more
OPERATOR_DISTANCE = 3  # two operators exclude each other as fully as "routine" and "denied" do
SIDE = ["article", "start", "end", "quote", "stance", "conditions", "source"]
COLUMNS = (["item", "kind", "distance"] + [f"{name}_a" for name in SIDE] + [f"{name}_b" for name in SIDE] + ["why"])
PLACE = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
SUMMARY_COLUMNS = ["item", "within", "between", "pairs"]


def contradictions(claims):
    """Every pair of claims that cannot both hold, one row a pair, the farthest apart first.

    `claims` is a table as `koujing.code.claims.frame` makes it. Columns: item; kind ("within" one article or
    "between" two); distance (ranks apart, int64; 3 for two operators); for the two sides `_a` and `_b` article,
    start, end, quote, stance, conditions, source; why (in words). Side a is the one that comes first by article name
    and offset. Sorted by distance (descending), item in codebook order, then place. Raises ValueError as
    `positions.checked` does.
    """
    claims = checked(claims)
    for name in ("conditions", "value"):
        claims[name] = claims[name].fillna("") if name in claims.columns else ""
    claims = claims[(claims["basis"] == "practice") & (claims["source"] != "comment")].reset_index(drop=True)
    parts = [_stance_pairs(claims[claims["item"] == item]) for item in ordered_items()]
    parts.append(_operator_pairs(claims[claims["item"] == OPERATOR]))
    pairs = pd.concat([part for part in parts if len(part)] or [_empty()], ignore_index=True)
    return _ranked(pairs)


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


def _stance_pairs(claims):
    """Pairs of one item whose ranks lie `APART` or more."""
    rank = claims["rank"].to_numpy(dtype="int64")
    found = [np.array(np.meshgrid(np.flatnonzero(rank == low), np.flatnonzero(rank == high))).reshape(2, -1)
             for low in range(4) for high in range(low + APART, 4)]
    pairs = _join(claims, np.sort(np.concatenate(found, axis=1), axis=0))
    both_named = (pairs["conditions_a"] != "") & (pairs["conditions_b"] != "")
    one_conditional = (pairs["stance_a"] == "conditional") | (pairs["stance_b"] == "conditional")
    different = _as_sets(pairs["conditions_a"]) != _as_sets(pairs["conditions_b"])
    pairs = pairs[~(both_named & one_conditional & different)].copy()
    pairs["distance"] = (pairs["rank_a"] - pairs["rank_b"]).abs()
    pairs["why"] = [f"{first} against {second}: {apart} ranks apart" for first, second, apart
                    in zip(pairs["stance_a"], pairs["stance_b"], pairs["distance"], strict=True)]
    return pairs


def _operator_pairs(claims):
    """Pairs of claims that name different operators."""
    value = claims["value"].to_numpy(dtype=object)
    first, second = np.triu_indices(len(claims), k=1)
    apart = (value[first] != value[second]) & (value[first] != "") & (value[second] != "")
    pairs = _join(claims, np.array([first[apart], second[apart]]))
    pairs["distance"] = OPERATOR_DISTANCE
    pairs["why"] = [f"different operators: {one} against {other}" for one, other
                    in zip(pairs["value_a"], pairs["value_b"], strict=True)]
    return pairs


def _join(claims, places):
    first, second = (claims.iloc[rows].reset_index(drop=True) for rows in places)
    pairs = pd.concat([first.add_suffix("_a"), second.add_suffix("_b")], axis=1)
    pairs["item"] = pairs["item_a"]
    pairs["kind"] = np.where(pairs["article_a"] == pairs["article_b"], "within", "between")
    return pairs


def _as_sets(conditions):
    return conditions.map(lambda text: "; ".join(sorted(set(text.split("; ")))))


def _ranked(pairs):
    order = pairs.assign(_item=pairs["item"].map({item: place for place, item in enumerate(items())}))
    order = order.sort_values(["distance", "_item", *PLACE], ascending=[False] + [True] * 7, kind="stable")
    kinds = {"distance": "int64", **{f"{name}_{side}": "int64" for name in ("start", "end") for side in "ab"}}
    return order[COLUMNS].reset_index(drop=True).astype(kinds)


def _empty():
    return pd.DataFrame({name: pd.Series(dtype="int64" if name.startswith(("start", "end", "dist")) else "str")
                         for name in COLUMNS})
