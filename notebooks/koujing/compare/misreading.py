"""How the reader errs, cell by cell: counts from articles that were coded by hand, and what they leave open.

A cell is one article on one ordered item. Its class is its position (codebook §6), or silence: silent −1, denied 0, rare 1,
conditional 2, routine 3. A hand coding gives the true class and the program the one that is read, so that a coding
is a *validation sample* of the program (J. Buonaccorsi, *Measurement Error* (2010), ch. 2; N. TeBlunthuis, V. Hase & C.-H.
Chan, "Misclassification in Automated Content Analysis Causes Bias in Regression. Can We Fix It? Yes We Can!",
*Communication Methods and Measures* 18 (2024), 278–299). What is taken as its own for each item, and what is pooled:

- *Sensitivity* (a spoken cell is read as spoken) and *specificity* (a silent one is left silent) belong to an item, since cues
  do: whoever writes the rule for visits says nothing about e-mail. Twelve articles say little of one item, though,
  so the items are taken to be relatives: their rates come from one beta distribution, whose mean and spread are learnt
  from all items (a beta-binomial hierarchy: A. Gelman et al., *Bayesian Data Analysis*, 3rd ed. (2013), ch. 5).
- *Stances of found cells* are pooled over items: the words for "rare" and "only if" are the same whatever they are said of,
  and an item alone has seldom one cell of each stance.
- *Stances of cells that were made up* are pooled likewise: there are hardly any.
"""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..code.codebook import ranks
from .positions import ordered_items
from .trust import position_agreement

SILENT = -1
STANCES = tuple(sorted(ranks(), key=ranks().get))
IDENTIFIED_COLUMNS = ["item", "spoken", "missed", "sensitivity", "silent", "made_up", "specificity", "identified", "why"]
NO_SPEAKER = "sensitivity is not identified: no coded article speaks of it"
NO_SILENT = "specificity is not identified: every coded article speaks of it"
NEITHER = "nothing is identified: no article was coded"
WORSE_THAN_CHANCE = "not defined: the reader finds it no more often where it is said than where it is not"


@dataclass(frozen=True)
class Misreading:
    """Counts of a validation sample: how cells of each true class were read.

    `found`, `missed` (spoken cells), `left`, `made_up` (silent cells): int arrays, one number an item of `items`.
    `stances`: 4 × 4, true rank × read rank of found cells, all items together; `invented`: 4, ranks of made-up cells.
    `articles` were coded.
    """

    items: tuple[str, ...]
    articles: int
    found: np.ndarray = field(repr=False)
    missed: np.ndarray = field(repr=False)
    left: np.ndarray = field(repr=False)
    made_up: np.ndarray = field(repr=False)
    stances: np.ndarray = field(repr=False)
    invented: np.ndarray = field(repr=False)


def misreading(gold, predicted, articles):
    """The counts of a hand coding against what the program reads in the same articles, as a `Misreading` record.

    `gold`, `predicted`: sequences of `Claim`; `articles`: the names of all that were coded, so that one without a claim
    counts as silent. Several codings can be given at once, one behind the other. Raises ValueError for a claim of an
    article that is not among them.

    Counts alone enter, and no text: an article that nobody may look into can serve.
    """
    names = sorted(set(articles))
    cells = position_agreement(gold, predicted)
    stray = sorted(set(cells["article"]) - set(names))
    if stray:
        raise ValueError(f"claims name the article {stray[0]!r}, which is not among `articles`; add it there")
    shape = (len(ordered_items()), len(names))
    sides = np.full((2, *shape), SILENT, dtype=np.int8)
    place = {item: row for row, item in enumerate(ordered_items())}
    column = {name: number for number, name in enumerate(names)}
    for row in cells[cells["item"].isin(place)].itertuples():
        for side, rank in enumerate((row.gold, row.predicted)):
            if not pd.isna(rank):
                sides[side, place[row.item], column[row.article]] = rank
    return counted(*sides, ordered_items())


def counted(true, read, items=None):
    """The `Misreading` record of two arrays of classes, items × articles (−1 silent, ranks 0 to 3)."""
    true, read = np.asarray(true), np.asarray(read)
    spoken, seen = true >= 0, read >= 0
    both, alone = spoken & seen, ~spoken & seen
    size = len(STANCES)
    stances = np.bincount(true[both].astype(int) * size + read[both], minlength=size * size).reshape(size, size)
    return Misreading(tuple(items) if items is not None else tuple(range(len(true))), true.shape[1], both.sum(axis=1),
                      (spoken & ~seen).sum(axis=1), (~spoken & ~seen).sum(axis=1), alone.sum(axis=1), stances,
                      np.bincount(read[alone].astype(int), minlength=size))


def identified(model):
    """What the coded articles tell of each item: `IDENTIFIED_COLUMNS`, one row an item.

    spoken, silent: coded cells that are; missed, made_up: of these, read as the other (int64). sensitivity, specificity:
    the plain shares (Float64), missing where there is no such cell. identified (bool): both are there, and their
    sum is above 1, without which no correction exists (W. Rogan & B. Gladen, 1978). `why` says in words why not, "" elsewhere.
    """
    spoken, silent = model.found + model.missed, model.left + model.made_up
    table = pd.DataFrame({"item": pd.Series(model.items, dtype=None if model.items else "str"), "spoken": spoken,
                          "missed": model.missed, "sensitivity": _share(model.found, spoken), "silent": silent,
                          "made_up": model.made_up, "specificity": _share(model.left, silent)})
    sums = _share(model.found, spoken) + _share(model.left, silent)
    chance = np.asarray((sums <= 1).fillna(False), dtype=bool)
    why = np.select([(spoken == 0) & (silent == 0), spoken == 0, silent == 0, chance],
                    [NEITHER, NO_SPEAKER, NO_SILENT, WORSE_THAN_CHANCE], "")
    table["identified"], table["why"] = why == "", pd.Series(why, dtype="str")
    return table[IDENTIFIED_COLUMNS].astype(dict.fromkeys(("spoken", "missed", "silent", "made_up"), "int64"))


def stance_shares(model):
    """How found cells of each true stance (rows) are read (columns): shares, Float64, missing in a row without a cell."""
    rows = model.stances.sum(axis=1)
    shares = np.divide(model.stances, rows[:, None], out=np.zeros((len(STANCES),) * 2), where=rows[:, None] > 0)
    table = pd.DataFrame(shares, index=pd.Index(STANCES, name="true"), columns=pd.Index(STANCES, name="read"), dtype="Float64")
    table.loc[rows == 0] = pd.NA
    return table


def _share(hits, total):
    share = pd.array(hits / np.maximum(total, 1), dtype="Float64")
    share[np.asarray(total) == 0] = pd.NA
    return share
