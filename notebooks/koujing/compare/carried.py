"""The reader's error carried into results: matrices of positions as they may truly be, given what was read.

*Multiple overimputation*: each cell that was read is a measurement with error, and is replaced by draws of what it may stand
for (M. Blackwell, J. Honaker & G. King, "A Unified Approach to Measurement Error and Missing Data", *Sociological Methods
& Research* 46 (2017), 303–341). A statistic of each drawn matrix gives a distribution of that statistic, whatever it is.
The model behind the draws is in `posterior`; `benchmarks/misreading.py` measures how often the intervals hold the truth.
"""
import numpy as np
import pandas as pd

from .misreading import SILENT, STANCES
from .posterior import COUNTS, sample


def draws(matrix, model, n=1000, seed=0):
    """What the matrix may truly be: int8 array n × items × articles, ranks 0 to 3 and −1 for silent; seeded.

    `matrix`: items × articles, as `positions.matrix` makes it; `model`: a `Misreading` record of the same items. An item
    that the coded articles leave open (`misreading.identified`) borrows its rate from the others: a statistic of that
    item alone should not be read off the draws. Raises ValueError where the items differ, or a cell is no rank.
    """
    read, random = classes(matrix), np.random.default_rng(seed)
    ends = np.cumsum(believed(matrix, model, n, random)["chances"], axis=-1)[..., :-1]
    rows = np.arange(len(read))[:, None]
    result = np.empty((n, *read.shape), dtype=np.int8)
    for place, end in zip(result, ends, strict=True):
        place[:] = (random.random(read.shape)[..., None] > end[rows, read + 1]).sum(axis=-1) + SILENT
    return result


def believed(matrix, model, n=1000, seed=0):
    """What `posterior.sample` gives for one matrix, as a dictionary of arrays draws × items …; arguments as for `draws`."""
    read = classes(matrix)
    items = tuple(matrix.index) if isinstance(matrix, pd.DataFrame) else model.items
    if items != model.items or len(items) != len(read):
        raise ValueError("the matrix has other items than the model of the reader's errors; build both with ordered_items()")
    rates = {name: np.asarray(getattr(model, name))[None] for name in COUNTS}
    found = sample(class_counts(read)[None], rates, np.random.default_rng(seed), draws=n)
    return {name: values[0] for name, values in found.items()}


def classes(matrix):
    """The matrix as int8 array of classes: ranks 0 to 3, −1 where missing. Raises ValueError for anything else."""
    numbers = (matrix.to_numpy(dtype=float, na_value=np.nan) if isinstance(matrix, pd.DataFrame)
               else np.asarray(matrix, dtype=float))
    numbers = np.where(np.isnan(numbers), SILENT, numbers)
    if numbers.ndim != 2 or not np.isin(numbers, range(SILENT, len(STANCES))).all():
        raise ValueError("the matrix holds something that is no rank; give ranks 0 to 3, missing where an article is silent")
    return numbers.astype(np.int8)


def class_counts(stack):
    """How many articles have each class on each item: … × items × 5 (silent, then ranks 0 to 3), int64.

    >>> class_counts(np.array([[3, 3, -1]])).tolist()
    [[1, 0, 0, 0, 2]]
    """
    return np.stack([(stack == kind).sum(axis=-1) for kind in range(SILENT, len(STANCES))], axis=-1)
