"""Results corrected for misreading: by formula where there is one, by draws for any figure of the matrix of positions.

By formula, a share that is read is p = π · Se + (1 − π) · (1 − Sp), so that π = (p + Sp − 1) / (Se + Sp − 1): W. Rogan & B.
Gladen, "Estimating prevalence from the results of a screening test", *American Journal of Epidemiology* 107 (1978), 71–76.
Its interval, with Se and Sp estimated too: Z. Lang & J. Reiczigel, "Confidence limits for prevalence of disease adjusted for
estimated sensitivity and specificity", *Preventive Veterinary Medicine* 113 (2014), 13–22, eq. 6–7, 16–17. With more than two
classes the same is the inverse of a matrix: S. Greenland, "Variance estimation for epidemiologic effect estimates under
misclassification", *Statistics in Medicine* 7 (1988), 745–757; J. Buonaccorsi, *Measurement Error* (2010), ch. 2.
"""
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from .carried import believed, class_counts
from .consensus import of_counts
from .misreading import identified
from .positions import matrix
from .reliability import alphas, coincidences

COLUMNS = ["item", "articles", "speak", "estimate", "low", "high", "share_low", "share_high", "rogan_gladen", "formula_low",
           "formula_high", "identified", "why"]
UNSTABLE = "not defined: the figure has no value in most draws"


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure with the reader's error in it: `estimate` (median of the draws), `low` and `high`, or None and `why`.

    `defined` of `draws` had a value.
    """

    estimate: float | None
    low: float | None
    high: float | None
    why: str
    defined: int
    draws: int
    confidence: float


def rogan_gladen(positive, tested, found, missed, left, made_up, confidence=0.95):
    """The share that truly speaks, from counts: arrays (estimate, low, high), cut to 0–1; NaN where there is none.

    `positive` of `tested` articles are read as speaking; of the coded cells that speak `found` were, and `missed`;
    of the silent ones `left` and `made_up`. None where nothing was read, no coded cell speaks, or none is silent, or
    where the reader does no better than chance. The interval is that of Lang and Reiczigel, for the population.

    >>> [round(float(end), 3) for end in rogan_gladen(83, 1000, 60, 20, 990, 10)]
    [0.099, 0.074, 0.13]
    """
    positive, tested, found, missed, left, made_up = (
        np.asarray(value, dtype=float) for value in (positive, tested, found, missed, left, made_up))
    spoken, silent, z = found + missed, left + made_up, NormalDist().inv_cdf((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        youden = found / spoken + left / silent - 1
        estimate = np.where((youden > 0) & (tested > 0), (positive / tested + left / silent - 1) / youden, np.nan)
        read = (positive + z * z / 2) / (tested + z * z)
        hit, quiet = (found + 1) / (spoken + 2), (left + 1) / (silent + 2)
        share = (read + quiet - 1) / (hit + quiet - 1)
        of_hit, of_quiet = hit * (1 - hit) / (spoken + 2), quiet * (1 - quiet) / (silent + 2)
        shift = 2 * z * z * (share * of_hit - (1 - share) * of_quiet)
        width = z * np.sqrt(read * (1 - read) / (tested + z * z) + share ** 2 * of_hit + (1 - share) ** 2 * of_quiet)
        width = np.where(np.isnan(estimate), np.nan, width / (hit + quiet - 1))
    return tuple(np.clip(value, 0, 1) for value in (estimate, share + shift - width, share + shift + width))


def true_shares(seen, chances):
    """The shares of the true classes, from how often each class is read: array of classes, in the same order.

    `seen`: counts of classes as read; `chances`: how each true class (row) is read (column), rows summing to 1. The inverse of
    the matrix, cut to shares from 0 to 1 that sum to 1, since a sample can ask for less than nothing of a class.
    Raises ValueError where nothing was read, or the classes cannot be told apart (a matrix without inverse).

    >>> true_shares([56, 44], [[0.8, 0.2], [0.2, 0.8]]).round(3).tolist()
    [0.6, 0.4]
    """
    seen, chances = np.asarray(seen, dtype=float), np.asarray(chances, dtype=float)
    if not seen.sum() > 0:
        raise ValueError("nothing was read; give the counts of at least one article")
    if np.linalg.matrix_rank(chances) < len(chances):
        raise ValueError("the classes cannot be told apart: their rows of chances depend on each other; merge classes")
    shares = np.clip(np.linalg.solve(chances.T, seen / seen.sum()), 0, None)
    return shares / shares.sum()


def interval(stack, statistic, confidence=0.95):
    """The interval of a figure of the matrix, as a `Carried` record.

    `stack`: draws of the matrix, as `carried.draws` gives them; `statistic`: a function from them to one number a draw (NaN:
    none), such as `alpha_of`. The ends are values that were drawn, so that those of a count are whole numbers, and
    hold *at least* the confidence asked for. It speaks of the articles at hand: no other article is thought of.
    """
    values = np.asarray(statistic(stack), dtype=float)
    there = values[~np.isnan(values)]
    if len(there) < max(1, len(values) / 2):
        return Carried(None, None, None, UNSTABLE, len(there), len(values), confidence)
    middle, low, high = np.quantile(there, [0.5, (1 - confidence) / 2, (1 + confidence) / 2], method="inverted_cdf")
    return Carried(float(middle), float(low), float(high), "", len(there), len(values), confidence)


def chance(stack, finding):
    """In which share of the draws a finding holds, from 0 to 1: `finding` is a function from draws to one bool a draw.

    >>> stack = np.array([[[3, 3]], [[3, -1]]])
    >>> chance(stack, lambda drawn: all_speak(drawn)[:, 0])
    0.5
    """
    return float(np.mean(finding(stack)))


def speaking(stack):
    """How many articles speak of each item: int64, draws × items."""
    return (stack >= 0).sum(axis=-1)


def all_speak(stack):
    """Whether every article speaks of an item: bool, draws × items."""
    return (stack >= 0).all(axis=-1)


def one_position(stack):
    """Whether two articles or more speak of an item, and all that do hold one position: bool, draws × items."""
    held = class_counts(stack)[..., 1:]
    return (held.sum(axis=-1) >= 2) & ((held > 0).sum(axis=-1) == 1)


def share_of(rank):
    """A statistic: the share of that rank among the articles that speak of each item; NaN where none does."""
    def share(stack):
        speak = speaking(stack)
        return np.divide((stack == rank).sum(axis=-1), speak, out=np.full(speak.shape, np.nan), where=speak > 0)
    return share


def consensus_of(stack):
    """Van der Eijk's A of each item: floats, draws × items; NaN where fewer than two speak."""
    return of_counts(class_counts(stack)[..., 1:].astype(float))


def alpha_of(stack):
    """Krippendorff's ordinal α over all items: floats, one a draw; NaN where it is not defined."""
    held = class_counts(stack)[..., 1:].astype(float)
    return alphas(coincidences(held).sum(axis=-3), (held.sum(axis=-1) >= 2).sum(axis=-1), np.arange(4.0), "ordinal")


def by_item(stack, statistic, items, confidence=0.95):
    """`interval` of a statistic that gives a number an item: item, estimate, low, high (Float64), defined, why."""
    values = np.asarray(statistic(stack), dtype=float)
    found = [interval(values[:, place], lambda column: column, confidence) for place in range(len(items))]
    return pd.DataFrame({"item": pd.Series(list(items), dtype="str"),
                         **{name: pd.array([getattr(one, name) for one in found], dtype="Float64")
                            for name in ("estimate", "low", "high")},
                         "defined": pd.Series([one.defined for one in found], dtype="int64"),
                         "why": pd.Series([one.why for one in found], dtype="str")})


def corrected_table(placed, model, n=1000, seed=0, confidence=0.95):
    """How many articles speak of each item, corrected for misreading: `COLUMNS`, one row an item, codebook order; seeded.

    `placed`: the long table of `positions.positions`; `model`: a `Misreading` record. articles; speak (as read); estimate,
    low, high (Int64): how many of these articles truly speak, the middle of the draws and their interval; share_low,
    share_high (Float64): the share in the population that they were drawn from; rogan_gladen, formula_low, formula_high
    (Float64): that share by the formula, from the item's own coded cells alone. identified and why as in
    `misreading.identified`: where it is not, no corrected figure is given.
    """
    wide = matrix(placed)
    found = believed(wide, model, n, seed)
    size, speak = wide.shape[1], found["true"][..., 1:].sum(axis=-1)
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    known = identified(model)
    read = wide.notna().sum(axis=1).to_numpy()
    table = pd.DataFrame({"item": known["item"], "articles": size, "speak": read.astype("int64")})
    numbers = np.quantile(speak, [0.5, *tails], axis=0, method="inverted_cdf")
    for name, values in zip(("estimate", "low", "high"), numbers, strict=True):
        table[name] = pd.array(values.astype("int64"), dtype="Int64")
    for name, values in zip(("share_low", "share_high"), np.quantile(found["speaking"], tails, axis=0), strict=True):
        table[name] = pd.array(values, dtype="Float64")
    formula = rogan_gladen(read, np.full(len(read), size), model.found, model.missed, model.left, model.made_up, confidence)
    for name, values in zip(("rogan_gladen", "formula_low", "formula_high"), formula, strict=True):
        table[name] = pd.array(np.nan_to_num(values), dtype="Float64")
        table.loc[np.isnan(values), name] = pd.NA
    table["identified"], table["why"] = known["identified"], known["why"]
    table.loc[~known["identified"], COLUMNS[3:11]] = pd.NA
    return table[COLUMNS]
