"""Which items articles contradict each other on, counted without listing the pairs, and a few pairs of each to look at.

The pairs are those of `contradictions`, whose number grows with the square of the articles. Whether two claims clash hangs
on a few of their columns (`clashes`): claims that are equal in these are one *sort*. Sorts are held against each other in
place of claims, and two that clash count as often as there are pairs of their claims.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..code.codebook import items
from .contradictions import CLASHES, DISTANCES, JUDGES, described, groups, prepared

COLUMNS = ["item", "clash", "within", "between", "pairs", "articles", "lower", "higher"]
BLOCK = 500  # sorts that are held against as many at a time: bounds the memory
SIGNS = {  # what `clashes` judges by
    "stance": ("rank", "stance", "lenders", "conditions", "part", "case", "dated", "first", "last", "timing", "unconsented",
               "open", "manner"),
    "days": ("rank", "lenders", "conditions", "case", "dated", "first", "last", "state"),
    "norm": ("stance", "source", "conditions", "on_abuse", "inquiry", "dunning"),
    "operator": ("value", "lenders"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The clashes of one kind on one item: `rows` of the prepared claims, and the number `sort` of each one's sort.

    The pairs of sorts that clash: `low` (of what is rarer, barred or earlier), `high` and their `distance`. All arrays.
    """

    item: str
    clash: str
    rows: np.ndarray
    sort: np.ndarray
    low: np.ndarray
    high: np.ndarray
    distance: np.ndarray


def splits(claims):
    """How many pairs cannot both hold, by item and clash, and how many articles stand on each side.

    `claims` as for `contradictions.contradictions`, whose pairs are counted. One row for each item and clash that has
    any: item, clash; within, between, pairs (int64: of one article, of two, both); articles (int64: that have a claim in
    any of the pairs); lower (Int64: those with one on the lower side, which is rare or denied, prohibited, or the earlier
    days) and higher (Int64: on the other side; an article can be on both). The last two are missing for operators, which
    have no order. Sorted by item in codebook order, then as in `contradictions.CLASHES`. Raises ValueError as there.
    """
    own, one = prepared(claims)
    article = pd.factorize(own["article"])[0]
    rows = []
    for found in _found(own, one):
        size = np.bincount(found.sort).astype("int64")
        alone = found.low == found.high
        pairs = int((size[found.low] * (size[found.high] - alone) // (1 + alone)).sum())
        within = _within(found, article)
        sides = [_articles(found, article, [found.low, found.high])]
        sides += [pd.NA] * 2 if found.clash == "operator" else [
            _articles(found, article, [side]) for side in (found.low, found.high)]
        rows.append((found.item, found.clash, within, pairs - within, pairs, *sides))
    order = list(items())
    rows.sort(key=lambda row: (order.index(row[0]), CLASHES.index(row[1])))
    kinds = dict(zip(COLUMNS, ["str"] * 2 + ["int64"] * 4 + ["Int64"] * 2, strict=True))
    return pd.DataFrame(rows, columns=COLUMNS).astype(kinds)


def exemplary(claims, most=3, glosses=None):
    """A few pairs of each item that cannot both hold: the columns and the order of `contradictions.contradictions`.

    Of each item the first `most` in that order (the farthest apart, then by place) that have no claim in common, so that
    as many pairs show as many different sentences.
    """
    own, one = prepared(claims, glosses)
    place = own.groupby(["article", "start", "end"], sort=True).ngroup().to_numpy()
    by_item = {}
    for found in _found(own, one):
        by_item.setdefault(found.item, []).append(found)
    chosen = []
    for parts in by_item.values():
        unused, taken = np.ones(len(own), bool), 0
        for distance in (3, 2):
            while taken < most:
                firsts = [(pair, part.clash) for part in parts for pair in _first(part, distance, unused)]
                if not firsts:
                    break
                pair, clash = min(firsts, key=lambda first: (*place[first[0]], CLASHES.index(first[1])))
                unused[pair], taken = False, taken + 1
                chosen.append((*pair, clash))
    return described(own, one, np.array([pair[:2] for pair in chosen], "int64").reshape(-1, 2).T,
                     np.array([pair[2] for pair in chosen], object))


def _found(own, one):
    """The `Split` of each item and clash that has pairs."""
    for item, clash, rows in groups(own):
        if len(rows) < 2:
            continue
        sort = _sorts(one, clash, rows)
        low, high = _clashing(one, clash, rows, sort)
        if len(low):
            firsts = rows[np.unique(sort, return_index=True)[1]]
            apart = np.full(len(low), DISTANCES.get(clash, 0))
            if clash == "stance":
                apart = np.abs(one.rank[firsts[low]] - one.rank[firsts[high]])
            turned = _below(one, clash, firsts[high], firsts[low])
            yield Split(item, clash, rows, sort, np.where(turned, high, low), np.where(turned, low, high), apart)


def _sorts(one, clash, rows):
    """The number of the sort of each row, from 0, by first appearance."""
    signs = pd.DataFrame({name: (one.limited if name in one.limited else vars(one))[name][rows] for name in SIGNS[clash]})
    if clash == "stance":  # words for a time let nothing off but a rarity or denial in the same words
        known = signs.loc[signs["rank"] < 2, "timing"]
        signs.loc[(signs["rank"] >= 2) & ~signs["timing"].isin(known), "timing"] = None
    return signs.groupby(list(signs), sort=False, dropna=False).ngroup().to_numpy("int64")


def _clashing(one, clash, rows, sort):
    """The pairs of sorts that clash, the lower number first: two arrays. One claim of each is judged; of days, two."""
    repeat = pd.Series(sort).groupby(sort).cumcount().to_numpy()
    chosen = np.flatnonzero(repeat < (2 if clash == "days" else 1))  # a span that ends before it starts clashes with itself
    found, sorts = [np.empty(0, "int64")], len(rows)
    blocks = np.array_split(chosen, max(1, -(-len(chosen) // BLOCK)))
    for place, block in enumerate(blocks):
        for other in blocks[place:]:
            both = rows[block] if block is other else rows[np.concatenate([block, other])]
            pairs = np.searchsorted(rows, JUDGES[clash](one, both))
            crossing = np.isin(pairs[0], block) != np.isin(pairs[1], block) if block is not other else slice(None)
            low, high = np.sort(sort[pairs[:, crossing]], axis=0)
            found.append(pd.unique(low * sorts + high))
    return np.divmod(np.sort(pd.unique(np.concatenate(found))), max(sorts, 1))


def _below(one, clash, first, second):
    """Whether the first claim of each pair is the lower side."""
    if clash == "stance":
        return one.rank[first] < one.rank[second]
    if clash == "norm":
        return one.stance[first] == "prohibited"
    return one.first[first] < one.first[second] if clash == "days" else np.zeros(len(first), bool)


def _within(found, article):
    """How many of the pairs are of one article."""
    sorts = found.sort.max() + 1
    keys, counts = np.unique(article[found.rows] * sorts + found.sort, return_counts=True)
    of, sort = np.divmod(keys, sorts)
    clash = np.sort(np.minimum(found.low, found.high) * sorts + np.maximum(found.low, found.high))
    total = int((counts * (counts - 1) // 2)[np.isin(sort * sorts + sort, clash)].sum())
    for step in range(1, len(keys)):
        near = np.flatnonzero(of[step:] == of[:-step])
        if not len(near):
            break
        pair = np.isin(sort[near] * sorts + sort[near + step], clash)
        total += int((counts[near] * counts[near + step])[pair].sum())
    return total


def _articles(found, article, sides):
    """How many articles have a claim of any of these sorts."""
    return len(pd.unique(article[found.rows[np.isin(found.sort, np.concatenate(sides))]]))


def _first(found, distance, unused):
    """The first pair of unused rows that clash at this distance, in a list; empty where there is none."""
    at = found.distance == distance
    one, other = (np.concatenate(sides) for sides in ((found.low[at], found.high[at]), (found.high[at], found.low[at])))
    free = np.flatnonzero(unused[found.rows])
    last = np.full(found.sort.max() + 1, -1)
    last[found.sort[free]] = free  # the last of each: a later one overwrites
    reach = np.full(len(last), -1)
    np.maximum.at(reach, one, last[other])
    first = free[reach[found.sort[free]] > free]
    if not len(first):
        return []
    partners = other[one == found.sort[first[0]]]
    second = free[(free > first[0]) & np.isin(found.sort[free], partners)]
    return [found.rows[[first[0], second[0]]]]
