"""Krippendorff's α with missing values, for one matrix and for stacks of them.

A matrix here has one row per item (the *units* of reliability analysis) and one column per article (its *coders*),
as `positions.matrix` makes it. Missing means silent.

α is computed from the coincidence matrix: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
parts C and D; *Content Analysis*, 2nd ed. (2004), ch. 11.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

LEVELS = ("nominal", "ordinal", "interval", "ratio")
NO_PAIRS = "not defined: no item has the position of two articles"
ONE_UNIT = "not defined: only one item has the position of two articles, so nothing is expected by chance beyond it"
NO_VARIATION = "not defined: every position is the same, so there is no variation that could show disagreement"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's α: `value`, or None and `why`; `items` and `values` that could be paired."""

    value: float | None
    why: str
    level: str
    items: int
    values: int


def alpha(matrix, level="ordinal"):
    """Krippendorff's α of a matrix items × articles, as an `Alpha` record; 1 is full agreement, 0 what chance gives.

    `matrix`: DataFrame or two-dimensional array of numbers, missing where an article is silent. `level`: one of
    `LEVELS`; "ratio" wants a scale with a true zero, which ranks are not. `value` is None, and `why` says so in words,
    where α is not defined: no item with two positions (one article, all silent); only one such item (observed and
    expected disagreement are then the same number, whatever the articles say); no variation (unanimous on one rank
    everywhere: 0/0). Never NaN. Raises ValueError for another level, for cells that are no numbers, for a table
    that is not two-dimensional, and for numbers below 0 with "ratio".

    Unanimous on every item, but not on one rank throughout, is 1:

    >>> alpha([[3, 3], [0, 0], [2, None]]).value
    1.0
    >>> alpha([[3, 3], [3, 3]]).value is None
    True
    """
    numbers = numbers_of(matrix)
    scale = scale_of(numbers, level)
    counts = counts_of(numbers, scale)
    kept = counts[counts.sum(axis=1) >= 2]
    why = _undefined(kept)
    if why:
        return Alpha(None, why, level, len(kept), int(kept.sum()))
    value = alphas(coincidences(kept).sum(axis=0)[None], len(kept), scale, level)[0]
    return Alpha(float(value), "", level, len(kept), int(kept.sum()))


def alphas(stack, units, scale, level):
    """α of each coincidence matrix in a stack (n × values × values), as floats; NaN where it is not defined.

    `units`: how many items could be paired, one number or one for each; of fewer than two, α is not defined.
    """
    totals = np.rint(stack.sum(axis=2))  # how often each value occurs: a whole number, but for rounding
    size = totals.sum(axis=1)
    distance = _distance(totals, scale, level)
    expected = totals[:, :, None] * totals[:, None, :]  # its diagonal does not matter: a value is 0 from itself
    observed_sum = (stack * distance).sum(axis=(1, 2))
    expected_sum = (expected * distance).sum(axis=(1, 2))
    defined = (expected_sum > 0) & (np.asarray(units) >= 2)
    return 1 - np.divide((size - 1) * observed_sum, expected_sum, out=np.full(len(size), np.nan), where=defined)


def numbers_of(matrix):
    """The matrix as a two-dimensional array of floats, NaN where missing. Raises ValueError as `alpha` does."""
    try:
        numbers = (matrix.to_numpy(dtype=float, na_value=np.nan) if isinstance(matrix, pd.DataFrame)
                   else np.array(matrix, dtype=float))
    except (TypeError, ValueError):
        raise ValueError(f"{_stray(matrix)}; give ranks as numbers, missing where an article is silent") from None
    if numbers.ndim != 2:
        raise ValueError(f"the matrix has {numbers.ndim} dimensions; give one row per item, one column per article")
    if np.isinf(numbers).any():
        raise ValueError(f"the matrix is infinite in row {np.argwhere(np.isinf(numbers))[0][0]}; give ranks that are finite")
    return numbers


def scale_of(numbers, level):
    """The values that occur, in order. Raises ValueError for a level that is not of `LEVELS`, or does not suit them."""
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}; use one of {', '.join(LEVELS)}")
    scale = np.unique(numbers[~np.isnan(numbers)])
    if level == "ratio" and len(scale) and scale[0] < 0:
        raise ValueError(f"the matrix holds {scale[0]:g}, and a ratio scale has nothing below 0; use level='interval'")
    return scale


def counts_of(numbers, scale):
    """How many articles give each value to each item: floats, items × values."""
    item, article = np.nonzero(~np.isnan(numbers))
    value = np.searchsorted(scale, numbers[item, article])
    flat = np.bincount(item * len(scale) + value, minlength=len(numbers) * len(scale))
    return flat.reshape(len(numbers), len(scale)).astype(float)


def coincidences(counts):
    """Each item's coincidence matrix (… × items × values × values) from its counts; zeros where fewer than two speak."""
    pairs = counts[..., :, None] * counts[..., None, :]
    pairs -= counts[..., :, None] * np.eye(counts.shape[-1])
    return pairs / np.maximum(counts.sum(axis=-1) - 1, 1)[..., None, None]


def _undefined(counts):
    """Why α has no value for these pairable counts, or ""."""
    if not len(counts):
        return NO_PAIRS
    if (counts.sum(axis=0) > 0).sum() == 1:
        return NO_VARIATION
    return ONE_UNIT if len(counts) == 1 else ""


def _distance(totals, scale, level):
    """Krippendorff's squared difference δ² between values: (matrices or 1) × values × values."""
    if level == "nominal":
        return 1.0 - np.eye(len(scale))[None]
    if level == "ordinal":  # the frequencies from one value to the other, the two ends counted half
        middles = np.cumsum(totals, axis=1) - totals / 2
        return (middles[:, :, None] - middles[:, None, :]) ** 2
    difference, total = scale[:, None] - scale[None, :], scale[:, None] + scale[None, :]
    if level == "ratio":
        difference = np.divide(difference, total, out=np.zeros_like(difference), where=total > 0)
    return difference[None] ** 2


def _stray(matrix):
    """Which cell of the matrix is no number, in words."""
    table = matrix if isinstance(matrix, pd.DataFrame) else pd.DataFrame(matrix)
    bad = table.apply(pd.to_numeric, errors="coerce").isna() & table.notna()
    if not bad.to_numpy().any():
        return "the matrix does not hold numbers"
    row, column = np.argwhere(bad.to_numpy())[0]
    return f"the matrix holds {table.iloc[row, column]!r} in row {table.index[row]!r}, column {table.columns[column]!r}"
