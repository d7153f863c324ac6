"""The reader held against the hand codings: how it errs, cell by cell, and its figures with their intervals."""
from functools import cache

import pandas as pd

from ..compare.misreading import misreading
from ..compare.trust import load_coding
from ..compare.validation import genres, tallies, validation, validation_by_genre, validation_by_item
from ..read.corpus import SHIPPED
from ..tables import claims_of, coded_articles

UNSEEN = ("blind",)  # no rule was written in view of it


@cache
def found_in(name, folder=None):
    """The claims that the program takes down in a hand coding's articles, as a tuple; read once."""
    return tuple(claim for article in coded_articles(load_coding(name, folder)) for claim in claims_of(article))


def reader_errors(names=UNSEEN, folder=None):
    """How the program reads the cells of hand-coded articles, as a `compare.misreading.Misreading` record.

    `names`: codings, taken together; the default is the one that no rule was written in view of. On the others the program does
    better, or worse, than on a new article: their rules were made on them, and some were written to be hard. Raises
    InputFault for a coding that is not there.
    """
    codings = [load_coding(name, folder) for name in names]
    return misreading([claim for coding in codings for claim in coding.claims],
                      [claim for name in names for claim in found_in(name, folder)],
                      [article for coding in codings for article in coding.articles])


def validated(name, folder=None):
    """`(overall, by item, by genre)`: the tables of `compare.validation` for a hand coding."""
    return tuple(table.copy() for table in _validated(name, folder))


@cache
def _validated(name, folder):
    coding = load_coding(name, folder)
    counted = tallies(coding.claims, found_in(name, folder), coding.articles)
    return (validation(counted), validation_by_item(counted),
            validation_by_genre(counted, coding.articles, genres(name, folder)))


def learning_curve():
    """The joint F1 of milestones of the program on today's hand codings: `corpus/coding/learning_curve.csv`, in order."""
    return pd.read_csv(SHIPPED / "coding" / "learning_curve.csv", encoding="utf-8", dtype={"commit": "str"})
