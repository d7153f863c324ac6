"""Tables of the validation in words: every figure with its interval, and joint F1 by genre of page."""
import pandas as pd

from .misread import validated


def intervals(names):
    """A data frame of each figure of `trust.score` with its interval over articles, "0.97 (0.96 to 0.99)": figures × codings."""
    return pd.DataFrame({name: {row.figure: _with_ends(row.value, row.low, row.high) for row in validated(name)[0].itertuples()}
                         for name in names})


def by_genre(names):
    """A data frame of joint F1 by genre of page: coding, genre, articles, claims, joint F1 with its interval."""
    rows = pd.concat([validated(name)[2].assign(coding=name) for name in names], ignore_index=True)
    rows["joint F1"] = [_with_ends(*ends) for ends in zip(rows["joint_f1"], rows["joint_low"], rows["joint_high"], strict=True)]
    return rows[["coding", "genre", "articles", "claims", "joint_f1", "joint F1"]]


def _with_ends(value, low, high):
    return f"{value:.2f}" + ("" if pd.isna(low) else f" ({low:.2f} to {high:.2f})")
