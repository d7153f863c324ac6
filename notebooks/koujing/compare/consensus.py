"""How far the articles that speak of an item agree on it: van der Eijk's A for ordered scales, with its coverage.

C. van der Eijk, "Measuring Agreement in Ordered Rating Scales", *Quality & Quantity* 35 (2001), 325-341. A distribution
over K ordered categories is cut into layers, each an equal number of voices in some of the categories. A layer that
fills S categories has the agreement A = U · (1 − (S − 1) / (K − 1)), where
U = ((K − 2) · TU − (K − 1) · TDU) / ((K − 2) · (TU + TDU)) counts its triples of categories: TU those with one peak
(110, 011), TDU those with a gap (101). One category alone is 1, all of them 0. A is the mean of the layers, weighted by
their voices: 1 all alike, 0 evenly spread, −1 halves at the two ends.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..code.codebook import ranks
from .reliability import numbers_of
from .resampling import percentiles, resampled_counts, too_few

SPREAD_COLUMNS = ["item", "speak", "silent", "lowest", "highest", "range", "consensus", "why"]
INTERVAL_COLUMNS = ["item", "low", "high", "defined", "why"]
NOBODY = "not defined: nobody speaks"
ONE_VOICE = "not defined: one article speaks"  # and agrees with itself whatever it says: the formula would give 1
SHORT_SCALE = "a scale for consensus has three categories or more, this one has {}"


@dataclass(frozen=True, slots=True)
class Consensus:
    """Van der Eijk's A: `value`, or None and `why`; `voices` were counted."""

    value: float | None
    why: str
    voices: int


def consensus(counts):
    """Van der Eijk's A of one distribution, as a `Consensus` record: −1 halves at the two ends, 0 even, 1 all alike.

    `counts`: how many articles hold each category, in order, the empty ones too. Of fewer than two voices `value` is
    None and `why` says so. Raises ValueError for fewer than three categories, or a count below 0.

    The example of the paper, p. 331, and two voices on neighbouring ranks:

    >>> round(consensus([30, 40, 210, 130, 530, 50, 10]).value, 7)
    0.6113333
    >>> round(consensus([0, 1, 1, 0]).value, 3)
    0.667
    """
    counts = np.asarray(counts, dtype=float)
    if counts.ndim != 1 or len(counts) < 3:
        raise ValueError(SHORT_SCALE.format(len(counts) if counts.ndim == 1 else f"{counts.ndim} dimensions"))
    if not (counts >= 0).all():
        raise ValueError(f"a count is {counts[~(counts >= 0)][0]:g}; give how many articles hold each category, 0 or more")
    voices = int(counts.sum())
    if voices < 2:
        return Consensus(None, ONE_VOICE if voices else NOBODY, voices)
    return Consensus(float(of_counts(counts[None])[0]), "", voices)


def spread_by_item(positions):
    """How far the articles lie apart on each item: item, speak, silent, lowest, highest, range, consensus, why.

    `positions` is the long table of `positions.positions`. `speak` and `silent` count articles; `lowest`, `highest` are
    the extreme positions of articles, `range` their distance (Int64, missing where nobody speaks). `consensus` is van
    der Eijk's A of the positions (Float64); missing, and `why` says why, where fewer than two speak. One row per item,
    in the order of the table.
    """
    groups = positions.groupby("item", sort=False)["position"]
    result = pd.DataFrame({"speak": groups.count(), "silent": groups.size() - groups.count(),
                           "lowest": groups.min(), "highest": groups.max()})
    result["range"] = result["highest"] - result["lowest"]
    there = positions.dropna(subset=["position"])
    held = pd.crosstab(there["item"], there["position"].astype("int64")).reindex(
        index=result.index, columns=_scale(), fill_value=0).to_numpy(dtype=float)
    found = of_counts(held)
    result["consensus"] = pd.array(np.where(result["speak"] >= 2, found, 0.0), dtype="Float64")
    result.loc[result["speak"] < 2, "consensus"] = pd.NA
    result["why"] = result["speak"].map({0: NOBODY, 1: ONE_VOICE}).fillna("").astype("str")
    kinds = dict.fromkeys(("speak", "silent"), "int64") | dict.fromkeys(("lowest", "highest", "range"), "Int64")
    return result.astype(kinds).rename_axis("item").reset_index()[SPREAD_COLUMNS]


def consensus_intervals(matrix, resamples=1000, seed=0, confidence=0.95):
    """Percentile-bootstrap interval of each item's consensus over articles: item, low, high, defined, why; seeded.

    `matrix`: items × articles, as `positions.matrix` makes it. `defined` of the resamples had two voices or more.
    `low` and `high` (Float64) are missing where fewer than half had, or where `resampling.too_few` says that the
    articles are too few for an interval; `why` says which. Raises ValueError as `alpha` does.
    """
    numbers = numbers_of(matrix)
    names = list(matrix.index) if isinstance(matrix, pd.DataFrame) else list(range(len(numbers)))
    why = too_few(numbers.shape[1])
    if why or not names:
        return _intervals(names, [(None, None, 0, why)] * len(names))
    blocks = [of_counts(counts) for counts in resampled_counts(numbers, np.array(_scale(), dtype=float), resamples, seed)]
    found, rows = np.concatenate(blocks), []
    for values in found.T:
        values = values[~np.isnan(values)]
        enough = len(values) >= resamples / 2
        ends = percentiles(values, confidence) if enough else (None, None)
        rows.append((*ends, len(values), "" if enough else "not defined: fewer than two speak in most resamples"))
    return _intervals(names, rows)


def _intervals(names, rows):
    table = pd.DataFrame(rows, columns=INTERVAL_COLUMNS[1:])
    table.insert(0, "item", pd.Series(names, dtype=None if names else "str"))
    return table.astype({"low": "Float64", "high": "Float64", "defined": "int64", "why": "str"})


def _scale():
    """The ranks of the codebook, in order."""
    return sorted(ranks().values())


def of_counts(counts):
    """A of each distribution (… × categories), as floats; NaN of fewer than two voices."""
    size, voices = counts.shape[-1], counts.sum(axis=-1)
    tops = np.sort(counts, axis=-1)  # a layer ends where a category is used up
    total, used = np.zeros(counts.shape[:-1]), np.zeros(counts.shape[:-1])
    for layer in range(size):
        filled = counts > used[..., None]
        total += (tops[..., layer] - used) * filled.sum(axis=-1) * _pattern(filled)
        used = tops[..., layer]
    return np.divide(total, voices, out=np.full(total.shape, np.nan), where=voices >= 2)


def _pattern(filled):
    """A of patterns (… × categories) of filled and empty categories."""
    filled = filled.astype(float)
    size, empty, several = filled.shape[-1], 1 - filled, filled.sum(axis=-1)
    left, right = _before(filled), _before(filled[..., ::-1])[..., ::-1]
    left_empty, right_empty = _before(empty), _before(empty[..., ::-1])[..., ::-1]
    one_peak = (filled * (left * right_empty + left_empty * right)).sum(axis=-1)
    gap = (empty * left * right).sum(axis=-1)
    triples = (size - 2) * (one_peak + gap)
    unimodal = np.divide((size - 2) * one_peak - (size - 1) * gap, triples, out=np.ones_like(gap), where=triples > 0)
    return unimodal * (1 - (several - 1) / (size - 1))


def _before(flags):
    """How many of the flags stand before each place, along the last axis."""
    return np.cumsum(flags, axis=-1) - flags
