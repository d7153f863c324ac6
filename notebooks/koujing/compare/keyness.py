"""Which words set an article apart from the others: Dunning's log-likelihood.

T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19 (1993);
in the two-term form of P. Rayson and R. Garside, "Comparing Corpora using Frequency Profiling" (2000).
"""
import numpy as np
import pandas as pd

COLUMNS = ["word", "article", "count", "expected", "ll", "signed"]


def log_likelihood(counts, minimum=5):
    """How unevenly a word is spread between one article and all others: word, article, count, expected, ll, signed.

    `counts`: DataFrame words × articles of whole numbers ≥ 0. `minimum`: words with fewer occurrences in all articles
    together have no row (they still count towards the length of the texts). `expected` is the count that the word
    would have in the article if all texts used it alike; `ll` = 2 (a ln(a/E1) + b ln(b/E2)) ≥ 0; `signed` is `ll`,
    negative where the article uses the word less than the others. 3.84 and 6.63 are the 5 % and 1 % points for one
    comparison; over thousands of words they say little. Sorted by article, signed (descending), word.
    Raises ValueError for a negative, missing or fractional count, or a word that has two rows.

    >>> counts = pd.DataFrame({"a": [10, 90], "b": [0, 100]}, index=["visit", "loan"])
    >>> float(log_likelihood(counts).query("word == 'visit' and article == 'a'")["ll"].round(2).iloc[0])
    13.86
    """
    values = _checked(counts)
    lengths = values.sum(axis=0)
    totals = values.sum(axis=1, keepdims=True)
    rest, rest_lengths = totals - values, lengths.sum() - lengths
    share = totals / max(lengths.sum(), 1)
    expected, rest_expected = share * lengths, share * rest_lengths
    strength = np.maximum(2 * (_weighed(values, expected) + _weighed(rest, rest_expected)), 0.0)
    kept = np.flatnonzero(totals[:, 0] >= minimum)
    rows, columns = (grid.ravel() for grid in np.meshgrid(kept, np.arange(values.shape[1]), indexing="ij"))
    result = pd.DataFrame({
        "word": counts.index.to_numpy(dtype=object)[rows], "article": counts.columns.to_numpy(dtype=object)[columns],
        "count": values[rows, columns].astype("int64"), "expected": expected[rows, columns],
        "ll": strength[rows, columns],
        "signed": np.where(values < expected, -strength, strength)[rows, columns]}, columns=COLUMNS)
    # rounded, so that the last bit of a logarithm never decides the order of two equal words
    order = result.assign(signed=result["signed"].round(9)).sort_values(
        ["article", "signed", "word"], ascending=[True, False, True], kind="stable")
    return result.loc[order.index].reset_index(drop=True)


def _weighed(count, expected):
    """count · ln(count / expected), 0 where the count is 0."""
    ratio = np.divide(count, expected, out=np.ones_like(expected), where=count > 0)
    return count * np.log(ratio)


def _checked(counts):
    if counts.index.has_duplicates:
        word = counts.index[counts.index.duplicated()][0]
        raise ValueError(f"the word {word!r} has two rows; add them up: counts.groupby(level=0).sum()")
    values = counts.to_numpy(dtype=float, na_value=np.nan)
    bad = np.argwhere(~(values >= 0) | (values != np.floor(values)))
    if len(bad):
        row, column = bad[0]
        raise ValueError(f"count {values[row, column]} of {counts.index[row]!r} in {counts.columns[column]!r} "
                         "is not a whole number from 0; fill gaps with counts.fillna(0)")
    return values
