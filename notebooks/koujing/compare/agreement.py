"""How far articles agree: α over all items, consensus on each item, pairs of articles, and what hangs on which article.

The matrix throughout: one row per item, one column per article, as `positions.matrix` makes it; missing means silent.
"""
from statistics import NormalDist

import numpy as np
import pandas as pd

from .consensus import Consensus, consensus, consensus_intervals, spread_by_item
from .reliability import LEVELS, Alpha, alpha, numbers_of
from .resampling import Interval, bootstrap, different_draws, influence

__all__ = ["CLOSENESS_COLUMNS", "LEVELS", "MOST_PAIRS", "PAIR_COLUMNS", "Alpha", "Consensus", "Interval", "alpha", "bootstrap",
           "closeness", "consensus", "consensus_intervals", "different_draws", "influence", "pairs_of", "pairwise",
           "spread_by_item"]
PAIR_COLUMNS = ["article_a", "article_b", "shared_items", "equal", "agreement"]
CLOSENESS_COLUMNS = ["tenth", "pairs", "share", "low", "high"]
MOST_PAIRS = 200_000  # those of 632 articles; so many drawn at random tell a share to within 0.0022, 95 times in 100
NORMAL = NormalDist().inv_cdf(0.975)


def pairwise(matrix, most=MOST_PAIRS, seed=0):
    """How often two articles hold the same position: article_a, article_b, shared_items, equal, agreement.

    One row per unordered pair, sorted; of more than `most` pairs, so many drawn at random without replacement, seeded
    (`pairs_of` says how many there are). `shared_items` (int64): both speak; `equal` (int64): of these, with the same
    position; `agreement` (Float64): equal / shared_items, missing where they share none.
    """
    numbers = numbers_of(matrix)
    names = list(matrix.columns) if isinstance(matrix, pd.DataFrame) else list(range(numbers.shape[1]))
    order = sorted(range(len(names)), key=lambda place: names[place])
    numbers = numbers[:, order]
    first, second = _places(len(names), most, seed)
    shared, equal = np.zeros((2, len(first)), dtype="int64")
    for row in numbers:
        one, other = row[first], row[second]
        shared += ~np.isnan(one) & ~np.isnan(other)
        equal += one == other
    names = pd.Series([names[place] for place in order], dtype=None if names else "str")
    share = pd.array(equal / np.maximum(shared, 1), dtype="Float64")
    share[shared == 0] = pd.NA
    return pd.DataFrame({"article_a": names.iloc[first].to_numpy(), "article_b": names.iloc[second].to_numpy(),
                         "shared_items": shared, "equal": equal, "agreement": share}, columns=PAIR_COLUMNS)


def pairs_of(articles):
    """How many unordered pairs so many articles make.

    >>> pairs_of(5)
    10
    """
    return articles * (articles - 1) // 2


def closeness(pairwise, articles):
    """How many pairs of articles agree on which share of what both speak of: tenth, pairs, share, low, high.

    `pairwise` as from `pairwise`, of so many `articles`. tenth (Int64): 10 all positions equal, 9 from nine tenths up to,
    not with, all, … 0 below one tenth; missing, in the last row, for pairs that speak of no common item. pairs (int64): in
    `pairwise`; share (Float64): of its rows, missing where there are none. low, high (Float64): where the share of *all*
    pairs lies with 95 % confidence if `pairwise` is a sample (E. B. Wilson, 1927), missing where it holds every pair.
    It is an interval for these articles' pairs, and none for articles that were not collected.
    """
    met = pairwise[pairwise["shared_items"] > 0]
    tenths = (met["equal"] * 10 // met["shared_items"]).value_counts().reindex(range(10, -1, -1), fill_value=0)
    counts, size = np.array([*tenths, len(pairwise) - len(met)], dtype="int64"), len(pairwise)
    share = pd.array(counts / size if size else [pd.NA] * len(counts), dtype="Float64")
    low = high = pd.array([pd.NA] * len(counts), dtype="Float64")
    if size < pairs_of(articles):
        middle, spread = counts + NORMAL ** 2 / 2, NORMAL * np.sqrt(counts * (size - counts) / size + NORMAL ** 2 / 4)
        low, high = (pd.array(((middle + side * spread) / (size + NORMAL ** 2)).clip(0, 1), dtype="Float64") for side in (-1, 1))
    return pd.DataFrame({"tenth": pd.array([*range(10, -1, -1), pd.NA], dtype="Int64"), "pairs": counts, "share": share,
                         "low": low, "high": high}, columns=CLOSENESS_COLUMNS)


def _places(size, most, seed):
    """The pairs of so many articles, or `most` of them drawn at random: two arrays of numbers, the first the lower, sorted."""
    total = pairs_of(size)
    if total <= most:
        return np.triu_indices(size, k=1)
    number = np.sort(np.random.default_rng(seed).choice(total, most, replace=False, shuffle=False))
    ends = np.cumsum(np.arange(size - 1, 0, -1))  # of the pairs whose first is 0, 1, …
    first = np.searchsorted(ends, number, side="right")
    return first, number - ends[first] + size
