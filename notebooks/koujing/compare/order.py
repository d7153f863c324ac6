"""In which order articles put the stages of collection (codebook §6), and the order that lies nearest to all of them.

An article's sequence is a partial ranking: stages of one step tie, a stage that it gives no step has none. The
consensus is a median ranking in the sense of `kemeny`; an article votes on a pair of stages only where it places both.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..code.codebook import items
from . import kemeny

COLUMNS = ["article", "item", "step"]
PRECEDENCE_COLUMNS = ["first", "second", "before", "tie", "after", "articles"]
CONSENSUS_COLUMNS = ["item", "step", "articles", "open"]
DISTANCE_COLUMNS = ["article", "stages", "pairs", "distance", "least", "most", "tau_x"]
DISSENT_COLUMNS = ["article", "first", "second", "article_says", "consensus_says"]
CYCLE_COLUMNS = ["cycle", "first", "second", "before", "after", "articles"]
WORDS = {kemeny.BEFORE: "before", kemeny.TIE: "together", kemeny.AFTER: "after"}


@dataclass(frozen=True, slots=True)
class Consensus:
    """The median ranking(s) of the stages that an article places: tables `steps`, `pairs`, and `count` of medians.

    `items`: these stages, in codebook order; `rankings`: the medians, each a tuple of steps, each a tuple of stages,
    the shortest first and at most 1,000 of the `count` that there are. The first is the one that `steps` shows.
    `steps`: item, step; articles (that place it); open (of the other stages, how many it has no one relation to in all
    medians). `pairs`: the columns of `precedence` for pairs of these stages, in the order that makes `before` the
    larger, and `consensus`: "before", "together" or "after", several with "or" where the medians differ.
    """

    items: tuple[str, ...]
    count: int
    rankings: tuple[tuple[tuple[str, ...], ...], ...]
    steps: pd.DataFrame
    pairs: pd.DataFrame
    medians: kemeny.Medians


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


def checked(sequences):
    """The long table of `sequences`, as given. Raises ValueError, naming the row and the cure.

    Refused: a missing column, an item that is no stage, a step that is no whole number from 1, a stage that an
    article places twice.
    """
    missing = [name for name in COLUMNS if name not in sequences.columns]
    if missing:
        raise ValueError(f"sequences lack the column {missing[0]!r}; build the table with koujing.compare.order.sequences")
    steps = pd.to_numeric(sequences["step"], errors="coerce")
    for bad, fault in ((~sequences["item"].isin(stages()), "is no stage; use one of " + ", ".join(stages())),
                       (~((steps >= 1) & (steps % 1 == 0)), "has no whole step from 1; number the steps 1, 2, 3"),
                       (sequences.duplicated(["article", "item"]), "is placed twice; keep its first step")):
        where = np.flatnonzero(bad)
        if len(where):
            row = sequences.iloc[where[0]]
            raise ValueError(f"sequences row {where[0]} (article {row['article']!r}): {row['item']!r} {fault}")
    return sequences


def places(sequences):
    """The steps as a table articles (rows, sorted) × stages (columns, codebook order): float, missing where not placed."""
    wide = checked(sequences).pivot(index="article", columns="item", values="step")
    return wide.reindex(columns=list(stages())).astype(float)


def precedence(sequences):
    """Who puts which stage first: one row per ordered pair of different stages (56 rows), counts of articles.

    `sequences` is the long table of the function of that name. Columns: first, second; before (articles that put
    `first` in an earlier step), tie (in the same step), after (later), articles (that number both), all int64.
    `before + tie + after == articles`. Sorted by first, second in codebook order. For a matrix:
    `precedence(…).pivot(index="first", columns="second", values="before")`.
    """
    steps = places(sequences).to_numpy()
    rows = []
    for one, first in enumerate(stages()):
        for other, second in enumerate(stages()):
            if one != other:
                gap = steps[:, other] - steps[:, one]
                counts = int((gap > 0).sum()), int((gap == 0).sum()), int((gap < 0).sum())
                rows.append((first, second, *counts, sum(counts)))
    return pd.DataFrame(rows, columns=PRECEDENCE_COLUMNS)


def consensus(sequences):
    """The `Consensus` of a long table of sequences: the order of stages that lies nearest to all articles' orders.

    A stage that no article places has no place in it. Without any sequence everything in it is empty, `count` is 1.
    """
    table = places(sequences)
    table = table.loc[:, table.notna().any()]
    found = kemeny.medians(kemeny.scores(table.to_numpy()))
    named = tuple(table.columns)
    rankings = tuple(tuple(tuple(named[place] for place in step) for step in ranking) for ranking in found.rankings)
    unsure = [sum(len(said) > 1 for pair, said in found.relations.items() if place in pair) for place in range(len(named))]
    steps = pd.DataFrame({"item": pd.Series(named, dtype="str"), "step": kemeny.of_ranking(found.rankings[0]).astype("int64"),
                          "articles": table.notna().sum().to_numpy(), "open": np.array(unsure, dtype="int64")})
    pairs = precedence(sequences)
    pairs = pairs[pairs["first"].isin(named) & pairs["second"].isin(named)]
    shown = (pairs["before"] > pairs["after"]) | (pairs["before"] == pairs["after"]) & (
        pairs["first"].map(stages().index) < pairs["second"].map(stages().index))
    pairs = pairs[shown].reset_index(drop=True)
    pairs["consensus"] = pd.Series([_said(found, named.index(row.first), named.index(row.second))
                                    for row in pairs.itertuples()], dtype="str")
    return Consensus(named, found.count, rankings, steps.sort_values(["step"], kind="stable", ignore_index=True)
                     [CONSENSUS_COLUMNS], pairs, found)


def distances(sequences, consensus):
    """How far each article's order lies from the consensus: one row per article, the farthest first.

    Columns: stages (that it places), pairs (of these); distance to the ranking in `consensus.steps`, 2 for a pair the
    other way round and 1 for one together in one of the two only; least, most (to any of the medians); all int64.
    tau_x (Float64, 1 is the same order, -1 the reverse, missing where it places one stage only).
    """
    table = places(sequences)[list(consensus.items)]
    rows = []
    for article, row in table.iterrows():
        size = int(row.notna().sum())
        here, median = row.to_numpy(), consensus.medians.rankings[0]
        rows.append((article, size, size * (size - 1) // 2, kemeny.distance(here, median),
                     *consensus.medians.extremes(here), kemeny.tau_x(here, median)))
    found = pd.DataFrame(rows, columns=DISTANCE_COLUMNS).astype(dict.fromkeys(DISTANCE_COLUMNS[1:-1], "int64"))
    found["tau_x"] = found["tau_x"].astype("Float64")
    return found.sort_values(["distance", "article"], ascending=[False, True], kind="stable", ignore_index=True)


def dissents(sequences, consensus):
    """Each pair of stages on which an article says what no median does: article, first, second, article_says, consensus_says.

    Sorted by article, then in the order of `consensus.pairs`.
    """
    table = places(sequences)
    rows = []
    for article, row in table.iterrows():
        for pair in consensus.pairs.itertuples():
            gap = row[pair.second] - row[pair.first]
            says = WORDS[int(np.sign(gap))] if gap == gap else None
            if says and says not in pair.consensus.split(" or "):
                rows.append((article, pair.first, pair.second, says, pair.consensus))
    return pd.DataFrame(rows, columns=DISSENT_COLUMNS)


def cycles(sequences):
    """The circles that majorities go in: cycle (int64, from 1), first, second, before, after, articles.

    Of the articles that place two stages, a majority is more that put one before the other than the other way. Where
    majorities put a before b, b before c and c before a, no order pleases them all. Stages that can all be reached
    from each other by majorities are one tangle; of each, the shortest circle is given, one row a step of it. Empty
    where there is none.
    """
    won = precedence(sequences).query("before > after").set_index(["first", "second"])
    beats = {stage: [second for first, second in won.index if first == stage] for stage in stages()}
    rows, tangled = [], set()
    for stage in stages():
        if stage in tangled:
            continue
        paths = _paths(beats, stage)
        tangle = {other for other in paths if other == stage or stage in _paths(beats, other)}
        if stage in paths:
            tangled |= tangle
            circle = min((_paths(beats, member)[member] for member in stages() if member in tangle), key=len)
            number = 1 + len({row[0] for row in rows})
            rows += [(number, *step, *won.loc[step, ["before", "after", "articles"]])
                     for step in zip(circle, circle[1:], strict=False)]
    return pd.DataFrame(rows, columns=CYCLE_COLUMNS).astype(
        {name: "int64" for name in CYCLE_COLUMNS if name not in ("first", "second")})


def _paths(beats, start):
    """The shortest path by majorities from a stage to each that it reaches, itself included only by a circle."""
    found, edge = {}, [(start,)]
    while edge:
        path, *edge = edge
        for stage in beats[path[-1]]:
            if stage not in found:
                found[stage] = (*path, stage)
                edge.append(found[stage])
    return found


def _said(medians, first, second):
    """What the medians say of two objects: a word, or words joined by "or"."""
    low, high = sorted((first, second))
    said = medians.relations[low, high]
    return " or ".join(WORDS[way] for way in (1, 0, -1) if (way if first < second else -way) in said)
