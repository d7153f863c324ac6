"""In which order articles put the stages of collection (codebook §6)."""
import numpy as np
import pandas as pd

from ..code.codebook import items

COLUMNS = ["article", "item", "step"]
PRECEDENCE_COLUMNS = ["first", "second", "before", "tie", "after", "articles"]


def stages():
    """The eight stage items, in codebook order."""
    return tuple(item for item in items() if item.startswith("stage."))


def sequences(article_sequences):
    """The stage sequences as a long table: article, item, step (int64, from 1; stages given together share a step).

    `article_sequences` maps an article's name to its sequence `{stage item: step}`, or to None where the article
    gives no order: such an article has no row. Sorted by article, step, item in codebook order.
    Raises ValueError for an item that is no stage, or a step that is not a whole number from 1.
    """
    rows = []
    for article in sorted(article_sequences):
        for item, step in (article_sequences[article] or {}).items():
            if item not in stages():
                raise ValueError(f"sequence of {article!r}: {item!r} is no stage; use one of {', '.join(stages())}")
            if isinstance(step, bool) or not isinstance(step, (int, np.integer)) or step < 1:
                raise ValueError(f"sequence of {article!r}: step {step!r} of {item!r} is not a whole number from 1; "
                                 "number the steps 1, 2, 3")
            rows.append((article, item, int(step)))
    rows.sort(key=lambda row: (row[0], row[2], stages().index(row[1])))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"step": "int64"})


def precedence(sequences):
    """Who puts which stage first: one row per ordered pair of different stages (56 rows), counts of articles.

    `sequences` is the long table of the function of that name. Columns: first, second; before (articles that put
    `first` in an earlier step), tie (in the same step), after (later), articles (that number both), all int64.
    `before + tie + after == articles`. Sorted by first, second in codebook order. For a matrix:
    `precedence(…).pivot(index="first", columns="second", values="before")`.
    """
    steps = sequences.pivot(index="article", columns="item", values="step").reindex(columns=list(stages()))
    steps = steps.to_numpy(dtype=float, na_value=np.nan)
    rows = []
    for one, first in enumerate(stages()):
        for other, second in enumerate(stages()):
            if one != other:
                gap = steps[:, other] - steps[:, one]
                counts = int((gap > 0).sum()), int((gap == 0).sum()), int((gap < 0).sum())
                rows.append((first, second, *counts, sum(counts)))
    return pd.DataFrame(rows, columns=PRECEDENCE_COLUMNS)
