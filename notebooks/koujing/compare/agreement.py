"""How far articles agree: α over all items, consensus on each item, pairs of articles, and what hangs on which article.

The matrix throughout: one row per item, one column per article, as `positions.matrix` makes it; missing means silent.
"""
import numpy as np
import pandas as pd

from .consensus import Consensus, consensus, consensus_intervals, spread_by_item
from .reliability import LEVELS, Alpha, alpha, numbers_of
from .resampling import Interval, bootstrap, different_draws, influence

__all__ = ["LEVELS", "PAIR_COLUMNS", "Alpha", "Consensus", "Interval", "alpha", "bootstrap", "consensus",
           "consensus_intervals", "different_draws", "influence", "pairwise", "spread_by_item"]
PAIR_COLUMNS = ["article_a", "article_b", "shared_items", "equal", "agreement"]


def pairwise(matrix):
    """How often two articles hold the same position: article_a, article_b, shared_items, equal, agreement.

    One row per unordered pair, sorted. `shared_items` (int64): both speak; `equal` (int64): of these, with the same
    position; `agreement` (Float64): equal / shared_items, missing where they share none.
    """
    numbers = numbers_of(matrix)
    names = list(matrix.columns) if isinstance(matrix, pd.DataFrame) else list(range(numbers.shape[1]))
    order = sorted(range(len(names)), key=lambda place: names[place])
    numbers = numbers[:, order]
    spoken = (~np.isnan(numbers)).astype(float)
    ticks = [(numbers == value).astype(float) for value in np.unique(numbers[~np.isnan(numbers)])]
    first, second = np.triu_indices(len(names), k=1)
    shared = (spoken.T @ spoken)[first, second].astype("int64")
    equal = sum((tick.T @ tick for tick in ticks), np.zeros((len(names),) * 2))[first, second].astype("int64")
    names = pd.Series([names[place] for place in order], dtype=None if names else "str")
    share = pd.array(equal / np.maximum(shared, 1), dtype="Float64")
    share[shared == 0] = pd.NA
    return pd.DataFrame({"article_a": names.iloc[first].to_numpy(), "article_b": names.iloc[second].to_numpy(),
                         "shared_items": shared, "equal": equal, "agreement": share}, columns=PAIR_COLUMNS)
