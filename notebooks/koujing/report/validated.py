"""Tables of the validation: every figure with its interval, by genre of page, and how the score grew with the rules."""
import pandas as pd

from ..compare import validation
from ..read.corpus import SHIPPED


def intervals(codings, read):
    """A data frame of each figure of `trust.score` with its interval over articles, "0.97 (0.96 to 0.99)": figures × codings.

    `codings`: `{name: Coding}`; `read`: `{name: claims}`. Intervals are percentile bootstraps over articles.
    """
    return pd.DataFrame({name: {row.figure: _with_ends(row.value, row.low, row.high)
                                for row in validation.validation(_tallied(codings, read, name)).itertuples()}
                         for name in codings})


def by_genre(codings, read):
    """A data frame of joint F1 by genre of page: coding, genre, articles, claims, joint F1 with its interval."""
    parts = []
    for name in codings:
        table = validation.validation_by_genre(_tallied(codings, read, name), codings[name].articles, validation.genres(name))
        table.insert(0, "coding", name)
        parts.append(table)
    rows = pd.concat(parts, ignore_index=True)
    rows["joint F1"] = [_with_ends(*ends) for ends in zip(rows["joint_f1"], rows["joint_low"], rows["joint_high"], strict=True)]
    return rows[["coding", "genre", "articles", "claims", "joint_f1", "joint F1"]]


def learning_curve():
    """A data frame of the milestones of the rules: committed, subject, rules, wordings, blind, gold, dev (joint F1).

    From `corpus/coding/learning_curve.csv`, which `benchmarks/learning_curve.py` writes.
    """
    return pd.read_csv(SHIPPED / "coding" / "learning_curve.csv").drop(columns="commit")


def _tallied(codings, read, name):
    return validation.tallies(codings[name].claims, read[name], codings[name].articles)


def _with_ends(value, low, high):
    return f"{value:.2f}" + ("" if pd.isna(low) else f" ({low:.2f} to {high:.2f})")
