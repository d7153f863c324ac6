"""How far to trust the figures of `trust.score`: their intervals over articles, by item and by genre of page.

An article is what was drawn, and its claims hang together: whole articles are resampled (a cluster bootstrap: A. Davison & D.
Hinkley, *Bootstrap Methods and their Application* (1997), ch. 3.8), all of a figure's counts at once. Claims are matched
once; every figure, of every item, genre and resample is then a sum of counts by article and item.
"""
import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from ..code.codebook import items
from ..read.article import InputFault
from ..read.corpus import SHIPPED
from .resampling import draw, too_few
from .trust import SCORE_KEYS, cells_of, is_right, match

COUNTS = ("gold", "predicted", "matched", "stance", "joint", "conditions", "conditions_predicted", "conditions_gold", "source",
          "cells", "cells_predicted", "cells_gold", "position")
SHARES = SCORE_KEYS[3:]
OVERALL_COLUMNS = ["figure", "of", "value", "low", "high", "why"]
PART_COLUMNS = ["articles", "claims", "found", "detection_f1", "detection_low", "detection_high", "joint_f1", "joint_low",
                "joint_high", "why"]
ONE_ARTICLE = "not defined: an interval takes two articles"
NO_CLAIM = "not defined: neither side has a claim"


def tallies(gold, predicted, articles):
    """What the figures are made of: int64 array articles (sorted) × 26 items (codebook order) × `COUNTS`.

    `gold`, `predicted`: sequences of `Claim`; `articles`: the names of all that were coded. Raises ValueError for a
    claim of another article.
    """
    rows = {name: place for place, name in enumerate(sorted(set(articles)))}
    columns, kinds = ({name: place for place, name in enumerate(names)} for names in (items(), COUNTS))
    counted = Counter()
    for kind, side in (("gold", gold), ("predicted", predicted)):
        counted.update((claim.article, claim.item, kind) for claim in side)
        counted.update((*cell, f"cells_{kind}") for cell in cells_of(side))
    for one, other in match(gold, predicted):
        coded, found = gold[one], predicted[other]
        named = set(coded.conditions), set(found.conditions)
        for kind, more in (("matched", 1), ("stance", coded.stance == found.stance), ("joint", is_right(coded, found)),
                           ("source", coded.source == found.source), ("conditions", len(named[0] & named[1])),
                           ("conditions_gold", len(named[0])), ("conditions_predicted", len(named[1]))):
            counted[coded.article, coded.item, kind] += int(more)
    sides = cells_of(gold), cells_of(predicted)
    for cell in sides[0].keys() & sides[1].keys():
        counted[*cell, "cells"] += 1
        counted[*cell, "position"] += int(sides[0][cell] == sides[1][cell])
    result = np.zeros((len(rows), len(columns), len(kinds)), dtype="int64")
    for (article, item, kind), number in counted.items():
        if article not in rows:
            raise ValueError(f"claims name the article {article!r}, which is not among `articles`; add it there")
        result[rows[article], columns[item], kinds[kind]] = number
    return result


def figures(counted):
    """The shares of `trust.score` from sums of `COUNTS` (… × 13), as a dictionary of arrays; a share of nothing is 0."""
    part = {name: np.asarray(counted[..., place], dtype=float) for place, name in enumerate(COUNTS)}
    found = {}
    for name, hits, said, coded in (("detection", "matched", "predicted", "gold"), ("joint", "joint", "predicted", "gold"),
                                    ("conditions", "conditions", "conditions_predicted", "conditions_gold"),
                                    ("cells", "cells", "cells_predicted", "cells_gold")):
        found[f"{name}_precision"] = _over(part[hits], part[said])
        found[f"{name}_recall"] = _over(part[hits], part[coded])
        found[f"{name}_f1"] = _over(2 * part[hits], part[said] + part[coded])
    found |= {"stance": _over(part["stance"], part["matched"]), "source": _over(part["source"], part["matched"]),
              "position": _over(part["position"], part["cells"])}
    return {name: found[name] for name in SHARES}


def validation(counted, resamples=1000, seed=0, confidence=0.95):
    """Each share of `trust.score` with its percentile-bootstrap interval over articles: `OVERALL_COLUMNS`; seeded.

    `counted` as from `tallies`. of (int64): how many the share is taken of (for an F1: both sides' claims). low and high
    (Float64) are missing for fewer than two articles; `why` says so, and below 20 articles that they mean little
    (`resampling.too_few`); "" elsewhere.
    """
    whole = counted.sum(axis=1)
    values, ends, why = figures(whole.sum(axis=0)), *_intervals(whole, resamples, seed, confidence)
    total = dict(zip(COUNTS, whole.sum(axis=0), strict=True))
    rows = [(name, int(sum(total[one] for one in _of(name))), float(values[name]), *ends[name], why) for name in SHARES]
    return pd.DataFrame(rows, columns=OVERALL_COLUMNS).astype(
        {"of": "int64", "low": "Float64", "high": "Float64", "why": "str"})


def validation_by_item(counted, resamples=1000, seed=0, confidence=0.95):
    """Detection and joint F1 of each item that either side has, with intervals over articles: item, then `PART_COLUMNS`.

    articles (int64): in how many either side has the item; claims (coded), found. An interval over the few articles that
    speak of an item says little: `why`.
    """
    names = [place for place in range(len(items())) if counted[:, place, :2].any()]
    rows = [_part(counted[:, place], resamples, seed, confidence) for place in names]
    table = pd.DataFrame(rows, columns=PART_COLUMNS)
    table.insert(0, "item", pd.Series([items()[place] for place in names], dtype="str"))
    return _typed(table)


def validation_by_genre(counted, articles, kinds, resamples=1000, seed=0, confidence=0.95):
    """Detection and joint F1 of each genre of page, with intervals: genre, then `PART_COLUMNS`, most articles first.

    `counted` as from `tallies` for these `articles`; `kinds`: `{article: genre}`, as `genres` gives it. Raises KeyError for
    an article without a genre.
    """
    names = sorted(set(articles))
    groups = Counter(kinds[name] for name in names)
    order = sorted(groups, key=lambda kind: (-groups[kind], kind))
    rows = [_part(counted[[kinds[name] == kind for name in names]].sum(axis=1), resamples, seed, confidence, everyone=True)
            for kind in order]
    table = pd.DataFrame(rows, columns=PART_COLUMNS)
    table.insert(0, "genre", pd.Series(order, dtype="str"))
    return _typed(table)


def genres(coding, folder=None):
    """The genre of each article of a hand coding, `{article: genre}`, from `coding/genres.csv` of a corpus folder.

    `folder`: the corpus (default: the shipped one). Raises InputFault where the table or one of its columns is missing.
    """
    path = Path(folder if folder is not None else SHIPPED) / "coding" / "genres.csv"
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return {row["article"]: row["genre"] for row in csv.DictReader(file) if row["coding"] == coding}
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "put the table of genres there") from None
    except KeyError as error:
        raise InputFault(path, f"lacks the column {error}", "give it the columns coding, article, genre, why") from None


def _part(counted, resamples, seed, confidence, everyone=False):
    """The figures of a row of `PART_COLUMNS` from counts by article."""
    there = counted if everyone else counted[counted[:, :2].any(axis=1)]
    total = counted.sum(axis=0)
    if not total[:2].any():
        return [len(there), 0, 0, *[None] * 6, NO_CLAIM]
    values, (ends, why) = figures(total), _intervals(there, resamples, seed, confidence)
    return [len(there), total[0], total[1], values["detection_f1"], *ends["detection_f1"], values["joint_f1"], *ends["joint_f1"],
            why]


def _intervals(counted, resamples, seed, confidence):
    """`({figure: (low, high)}, why)` from counts by article; a resample without a claim on either side is left out."""
    if len(counted) < 2:
        return {name: (None, None) for name in SHARES}, ONE_ARTICLE
    drawn = draw(len(counted), resamples, seed).astype(float) @ counted
    tails = [(1 - confidence) / 2 * 100, (1 + confidence) / 2 * 100]
    values = figures(drawn[drawn[:, :2].any(axis=1)])
    ends = {name: tuple(map(float, np.percentile(found, tails))) for name, found in values.items()}
    return ends, too_few(len(counted))


def _of(name):
    """The counts that a figure is a share of."""
    if name in ("stance", "source"):
        return ("matched",)
    if name == "position":
        return ("cells",)
    kind, _, which = name.rpartition("_")
    prefix = "" if kind in ("detection", "joint") else f"{kind}_"
    return {"precision": (f"{prefix}predicted",), "recall": (f"{prefix}gold",),
            "f1": (f"{prefix}predicted", f"{prefix}gold")}[which]


def _over(part, whole):
    return np.divide(part, whole, out=np.zeros(np.shape(part)), where=whole > 0)


def _typed(table):
    whole = dict.fromkeys(("articles", "claims", "found"), "int64") | {"why": "str"}
    return table.astype(whole | dict.fromkeys(PART_COLUMNS[3:9], "Float64"))
