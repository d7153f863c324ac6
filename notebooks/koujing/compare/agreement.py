"""How far articles agree: Krippendorff's α with missing values, pairs of articles, spread by item.

A matrix here has one row per item (the *units* of reliability analysis) and one column per article (its *coders*),
as `positions.matrix` makes it. Missing means silent.

α is computed from the coincidence matrix: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
part C and D; *Content Analysis*, 2nd ed. (2004), ch. 11.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

LEVELS = ("nominal", "ordinal", "interval")
PAIR_COLUMNS = ["article_a", "article_b", "shared_items", "equal", "agreement"]
SPREAD_COLUMNS = ["item", "speak", "silent", "lowest", "highest", "range"]
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


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile-bootstrap interval: `low` and `high`, or None and `why`.

    `value` is the figure itself; `over` says what was resampled; `defined` of `resamples` had a value.
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


def alpha(matrix, level="ordinal"):
    """Krippendorff's α of a matrix items × articles, as an `Alpha` record; 1 is full agreement, 0 what chance gives.

    `matrix`: DataFrame or two-dimensional array of numbers, missing where an article is silent. `level`: "nominal",
    "ordinal" or "interval". `value` is None, and `why` says so in words, where α is not defined: no item with two
    positions (one article, all silent); only one such item (observed and expected disagreement are then the same
    number, whatever the articles say); no variation (unanimous on one rank everywhere: 0/0). Never NaN.
    Raises ValueError for another level, or a table that is not two-dimensional.

    Unanimous on every item, but not on one rank throughout, is 1:

    >>> alpha([[3, 3], [0, 0], [2, None]]).value
    1.0
    >>> alpha([[3, 3], [3, 3]]).value is None
    True
    """
    counts, scale = _counts(_numbers(matrix))
    kept = counts[counts.sum(axis=1) >= 2]
    why = _undefined(kept)
    if why:
        return Alpha(None, why, _level(level), len(kept), int(kept.sum()))
    value = _alpha(_by_unit(kept).sum(axis=0)[None], scale, _level(level))[0]
    return Alpha(float(value), "", level, len(kept), int(kept.sum()))


def bootstrap(matrix, level="ordinal", resamples=1000, seed=0, over="items", confidence=0.95):
    """Percentile-bootstrap interval of α over items or over articles, as an `Interval` record; seeded, vectorised.

    `over="items"` asks: how much does α hang on which questions were put? `over="articles"` asks how much it hangs on
    which articles were collected. **With five articles the interval over articles means little**: a resample holds
    3.4 different ones on average, and an article drawn twice agrees with itself, which pushes α up. `influence` is
    the better question to ask of so few.
    Resamples in which α is not defined are left out and counted (`defined`); None and `why` where fewer than half
    have a value, or α itself has none. Raises ValueError as `alpha` does, and for another `over`.
    """
    if over not in ("items", "articles"):
        raise ValueError(f"over is {over!r}; use 'items' or 'articles'")
    numbers = _numbers(matrix)
    whole = alpha(numbers, level)
    units = numbers.shape[0 if over == "items" else 1]
    if whole.value is None:
        return Interval(None, None, None, whole.why, over, units, resamples, 0, confidence)
    weights = draw(units, resamples, seed)
    if over == "items":
        counts, scale = _counts(numbers)
        size = len(scale)
        coincidences = (weights @ _by_unit(counts).reshape(units, -1)).reshape(resamples, size, size)
    else:
        scale = np.unique(numbers[~np.isnan(numbers)])
        coincidences = _resampled_articles(numbers, scale, weights)
    values = _alpha(coincidences, scale, level)
    values = values[~np.isnan(values)]
    if len(values) < resamples / 2:
        return Interval(whole.value, None, None, "not defined: α has no value in most resamples", over, units,
                        resamples, len(values), confidence)
    low, high = percentiles(values, confidence)
    return Interval(whole.value, low, high, "", over, units, resamples, len(values), confidence)


def influence(matrix, level="ordinal"):
    """What α becomes without each article: article, alpha, change (Float64), one row per article, sorted.

    `change` is α without the article minus α of all; both missing where one of the two is not defined.
    """
    table = matrix if isinstance(matrix, pd.DataFrame) else pd.DataFrame(_numbers(matrix))
    whole = alpha(table, level).value
    names = sorted(table.columns)
    without = [alpha(table.drop(columns=name), level).value for name in names]
    change = [None if value is None or whole is None else value - whole for value in without]
    return pd.DataFrame({"article": names, "alpha": pd.array(without, dtype="Float64"),
                         "change": pd.array(change, dtype="Float64")}, columns=["article", "alpha", "change"])


def pairwise(matrix):
    """How often two articles hold the same position: article_a, article_b, shared_items, equal, agreement.

    One row per unordered pair, sorted. `shared_items` (int64): both speak; `equal` (int64): of these, with the same
    position; `agreement` (Float64): equal / shared_items, missing where they share none.
    """
    numbers = _numbers(matrix)
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


def spread_by_item(positions):
    """How far the articles lie apart on each item: item, speak, silent, lowest, highest, range.

    `positions` is the long table of `positions.positions`. `speak` and `silent` count articles; `lowest`, `highest` are
    the extreme positions of articles, `range` their distance (Int64, missing where nobody speaks). One row per item,
    in the order of the table.
    """
    groups = positions.groupby("item", sort=False)["position"]
    result = pd.DataFrame({"speak": groups.count(), "silent": groups.size() - groups.count(),
                           "lowest": groups.min(), "highest": groups.max()})
    result["range"] = result["highest"] - result["lowest"]
    kinds = dict.fromkeys(("speak", "silent"), "int64") | dict.fromkeys(("lowest", "highest", "range"), "Int64")
    return result.astype(kinds).rename_axis("item").reset_index()[SPREAD_COLUMNS]


def draw(units, resamples, seed):
    """How often each unit is drawn in each resample: float array resamples × units, rows summing to `units`."""
    places = np.random.default_rng(seed).integers(0, units, size=(resamples, units))
    flat = (places + np.arange(resamples)[:, None] * units).ravel()
    return np.bincount(flat, minlength=resamples * units).reshape(resamples, units).astype(float)


def percentiles(values, confidence):
    """The two ends of the central `confidence` share of the values, as floats."""
    tail = (1 - confidence) / 2 * 100
    low, high = np.percentile(values, [tail, 100 - tail])
    return float(low), float(high)


def _level(level):
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}; use one of {', '.join(LEVELS)}")
    return level


def _numbers(matrix):
    """The matrix as floats, NaN where missing."""
    numbers = (matrix.to_numpy(dtype=float, na_value=np.nan) if isinstance(matrix, pd.DataFrame)
               else np.array(matrix, dtype=float))
    if numbers.ndim != 2:
        raise ValueError(f"the matrix has {numbers.ndim} dimensions; give one row per item, one column per article")
    return numbers


def _counts(numbers):
    """How many articles give each value to each item (items × values), and the values in order."""
    scale = np.unique(numbers[~np.isnan(numbers)])
    return (numbers[:, :, None] == scale).sum(axis=1, dtype=float), scale


def _undefined(counts):
    """Why α has no value for these pairable counts, or ""."""
    if not len(counts):
        return NO_PAIRS
    if (counts.sum(axis=0) > 0).sum() == 1:
        return NO_VARIATION
    return ONE_UNIT if len(counts) == 1 else ""


def _by_unit(counts):
    """Each item's share of the coincidence matrix (items × values × values); an item with one position has none."""
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs -= counts[:, :, None] * np.eye(counts.shape[1])
    return pairs / np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None]


def _resampled_articles(numbers, scale, weights):
    """Coincidence matrices (resamples × values × values) when articles are drawn with the given weights."""
    units, size = len(numbers), len(scale)
    ticks = (numbers.T[:, :, None] == scale).reshape(numbers.shape[1], -1).astype(float)
    counts = (weights @ ticks).reshape(len(weights), units, size)
    per_pair = counts / np.maximum(counts.sum(axis=2, keepdims=True) - 1, 1)
    coincidences = np.swapaxes(per_pair, 1, 2) @ counts
    coincidences -= per_pair.sum(axis=1)[:, :, None] * np.eye(size)
    return coincidences


def _alpha(coincidences, scale, level):
    """α of each coincidence matrix in a stack (resamples × values × values); NaN where it is not defined."""
    totals = coincidences.sum(axis=2)
    size = totals.sum(axis=1)
    distance = _distance(totals, scale, level)
    expected = totals[:, :, None] * totals[:, None, :]  # its diagonal does not matter: a value is 0 from itself
    observed_sum = (coincidences * distance).sum(axis=(1, 2))
    expected_sum = (expected * distance).sum(axis=(1, 2))
    defined = expected_sum > 0
    ratio = np.divide((size - 1) * observed_sum, expected_sum, out=np.full(len(size), np.nan), where=defined)
    return 1 - ratio


def _distance(totals, scale, level):
    """Krippendorff's squared difference δ² between values: (resamples or 1) × values × values."""
    if level == "nominal":
        return 1.0 - np.eye(len(scale))[None]
    if level == "interval":
        return (scale[:, None] - scale[None, :])[None] ** 2
    # ordinal: the frequencies from one value to the other, the two ends counted half
    middles = np.cumsum(totals, axis=1) - totals / 2
    return (middles[:, :, None] - middles[:, None, :]) ** 2
