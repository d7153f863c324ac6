"""How much α hangs on what was collected: percentile bootstrap over items or articles, and each article left out.

Percentile interval: B. Efron & R. Tibshirani, *An Introduction to the Bootstrap* (1993), ch. 13. All
resamples, or all articles, are one product of matrices, so that 5,000 articles are a matter of tenths of a second.
"""
from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from .reliability import alpha, alphas, coincidences, counts_of, numbers_of, scale_of

BLOCK = 8_000_000  # draws at a time: bounds the memory; in fewer blocks, a busy machine stalls the product less often
FEWEST = 20  # articles: with fewer, more than one pair in 20 of a resample is an article with itself
UNSTABLE = "not defined: α has no value in most resamples"


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile-bootstrap interval: `low` and `high`, or None and `why`.

    `value` is the figure itself; `over` says what was resampled, of which there are `units`; `defined` of `resamples`
    had a value.
    """

    value: float | None
    low: float | None
    high: float | None
    why: str
    over: str
    units: int
    resamples: int
    defined: int
    confidence: float

    @property
    def caution(self):
        """Why the interval means nothing although it has ends, in words; "" from `FEWEST` units on."""
        return too_few(self.units, self.over) if self.low is not None else ""


def too_few(units, over="articles"):
    """Why an interval over so few units means little, in words; "" from `FEWEST` on.

    >>> too_few(5)
    'too few to mean anything: 5 articles can be drawn in only 126 ways, and 1 pair in 5 is an article with itself'
    >>> too_few(18, "items")
    'wide margins: the interval rests on 18 items'
    """
    if units >= FEWEST:
        return ""
    if over == "items":
        return f"wide margins: the interval rests on {units} items"
    return (f"too few to mean anything: {units} articles can be drawn in only {different_draws(units):,} ways, "
            f"and 1 pair in {units} is an article with itself")


def different_draws(units):
    """How many different resamples of so many units there are, order apart: C(2n − 1, n).

    >>> different_draws(5)
    126
    """
    return comb(2 * units - 1, units) if units else 0


def bootstrap(matrix, level="ordinal", resamples=1000, seed=0, over="items", confidence=0.95):
    """Percentile-bootstrap interval of α over items or over articles, as an `Interval` record; seeded.

    `over="items"` asks: how much does α hang on which questions were put? `over="articles"` asks how much it hangs on
    which articles were collected. **With five articles the interval over articles means nothing** (`Interval.caution`
    says so): a resample holds 3.4 different ones on average, and an article drawn twice agrees with itself, which
    pushes α up. `influence` is the better question to ask of so few.
    Resamples in which α is not defined are left out and counted (`defined`); None and `why` where fewer than half
    have a value, or α itself has none. Raises ValueError as `alpha` does, and for another `over`.
    """
    if over not in ("items", "articles"):
        raise ValueError(f"over is {over!r}; use 'items' or 'articles'")
    numbers = numbers_of(matrix)
    whole = alpha(numbers, level)
    units = numbers.shape[0 if over == "items" else 1]
    if whole.value is None:
        return Interval(None, None, None, whole.why, over, units, resamples, 0, confidence)
    scale = scale_of(numbers, level)
    values = (_over_items if over == "items" else _over_articles)(numbers, scale, level, resamples, seed)
    values = values[~np.isnan(values)]
    if len(values) < resamples / 2:
        return Interval(whole.value, None, None, UNSTABLE, over, units, resamples, len(values), confidence)
    low, high = percentiles(values, confidence)
    return Interval(whole.value, low, high, "", over, units, resamples, len(values), confidence)


def influence(matrix, level="ordinal"):
    """What α becomes without each article: article, alpha, change, why; one row per article, sorted.

    `alpha` (Float64) without the article; `change` (Float64) is that minus α of all. Both are missing, and `why` says
    why, where one of the two is not defined; `why` is "" elsewhere.
    """
    table = matrix if isinstance(matrix, pd.DataFrame) else pd.DataFrame(numbers_of(matrix))
    names = sorted(table.columns)
    numbers = numbers_of(table[names])
    scale = scale_of(numbers, level)
    counts, size = counts_of(numbers, scale), len(scale)
    fewer = counts[:, None, :] - np.eye(size)  # items × value that goes × values; below 0 only where nobody gave it
    shift = coincidences(np.maximum(fewer, 0)) - coincidences(counts)[:, None]
    lost = _ticks(numbers, scale, float) @ shift.reshape(len(numbers) * size, size * size)
    stack = coincidences(counts).sum(axis=0) + lost.reshape(len(names), size, size)
    voices = counts.sum(axis=1)
    pairable = (voices[None] - ~np.isnan(numbers.T) >= 2).sum(axis=1)
    without, whole = alphas(stack, pairable, scale, level), alpha(numbers, level)
    why = ["" if value == value else alpha(np.delete(numbers, place, axis=1), level).why
           for place, value in enumerate(without)]
    without = pd.array(without, dtype="Float64")
    without[[bool(reason) for reason in why]] = pd.NA
    change = without - whole.value if whole.value is not None else pd.array([pd.NA] * len(names), dtype="Float64")
    return pd.DataFrame({"article": pd.Series(names, dtype=None if names else "str"), "alpha": without, "change": change,
                         "why": pd.Series([reason or whole.why for reason in why], dtype="str")})


def draw(units, resamples, seed):
    """How often each unit is drawn in each resample: float32 array resamples × units, rows summing to `units`."""
    return np.concatenate([*_draws(units, resamples, seed), np.empty((0, units), dtype=np.float32)])


def resampled_counts(numbers, scale, resamples, seed):
    """Blocks of counts (resamples × items × values, floats) when articles are drawn at random; seeded."""
    ticks = _ticks(numbers, scale, np.float32)  # whole numbers below 2**24 are exact in float32, and twice as fast
    for weights in _draws(numbers.shape[1], resamples, seed):
        yield (weights @ ticks).reshape(len(weights), len(numbers), len(scale)).astype(float)


def percentiles(values, confidence):
    """The two ends of the central `confidence` share of the values, as floats."""
    tail = (1 - confidence) / 2 * 100
    low, high = np.percentile(values, [tail, 100 - tail])
    return float(low), float(high)


def _draws(units, resamples, seed):
    """The rows of `draw`, in blocks."""
    random = np.random.default_rng(seed)
    size = max(1, BLOCK // max(1, units))
    for start in range(0, resamples, size):
        block = np.empty((min(size, resamples - start), units), dtype=np.float32)
        for row in block:
            row[:] = np.bincount(random.integers(0, units, size=units), minlength=units)
        yield block


def _ticks(numbers, scale, kind):
    """Which value each article gives to each item: 1 or 0, articles × (items · values)."""
    return (numbers.T[:, :, None] == scale).reshape(numbers.shape[1], len(numbers) * len(scale)).astype(kind)


def _over_items(numbers, scale, level, resamples, seed):
    counts = counts_of(numbers, scale)
    weights = draw(len(numbers), resamples, seed).astype(float)
    stack = (weights @ coincidences(counts).reshape(len(numbers), -1)).reshape(resamples, len(scale), len(scale))
    return alphas(stack, weights @ (counts.sum(axis=1) >= 2), scale, level)


def _over_articles(numbers, scale, level, resamples, seed):
    values = []
    for counts in resampled_counts(numbers, scale, resamples, seed):
        stack = coincidences(counts).sum(axis=1)
        values.append(alphas(stack, (counts.sum(axis=2) >= 2).sum(axis=1), scale, level))
    return np.concatenate(values)
