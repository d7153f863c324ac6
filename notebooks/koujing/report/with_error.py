"""A notebook's headline numbers with the reader's error: as read, by hand, within what the error allows, and the score.

The error is that measured on the blind set, which no rule was written on (`compare.misreading`, `docs/misreading.md`).
"""
from functools import cache

import numpy as np
import pandas as pd

from ..code.claims import frame
from ..code.codebook import items as every_item
from ..code.subjects import with_subjects
from ..compare import carried, contradictions, corrected, order, positions, validation
from ..compare.trust import load_coding
from ..tables import claims_table, sequences_table
from .headlines import hand_coding
from .misread import found_in, reader_errors

UNSEEN = "blind"
DRAWS, SEED = 1000, 0
NONE = "–"  # no interval: the figure is not one of positions


def with_error(articles, topic):
    """A data frame of a topic's numbers: a row for each, columns as read, by hand, error allows, F1 unseen, n.

    `by hand` is there where a hand coding covers the articles. `error allows`: the 95 % interval of the number, the error of
    reading carried into it ("4 to 5"), for numbers of positions. `F1 unseen`: joint F1 on the items concerned, of `n`
    hand-coded claims in articles that no rule was written on. Topics: claims, orders, contacts, agreement, pairs, norms.
    """
    names = [article.name for article in articles]
    counted, families, statistics = TOPICS[topic]
    columns = {"as read": counted(claims_table(articles), sequences_table(articles), names)}
    hand = hand_coding(articles)
    if hand is not None:
        claims = with_subjects(frame([claim for claim in hand.claims if claim.article in set(names)]), articles)
        steps = order.sequences({name: hand.articles[name]["stage_sequence"] for name in names})
        columns["by hand"] = counted(claims, steps, names)
    rows = list(columns["as read"])
    stack = _stack(claims_table(articles), names) if statistics and names else None
    table = pd.DataFrame({name: pd.Series(told, dtype="object") for name, told in columns.items()}).loc[rows]
    table["error allows"] = [NONE if stack is None or row not in statistics else _allowed(stack, statistics[row])
                             for row in rows]
    score, coded = read_right([item for item in every_item() if item.startswith(families)])
    return table.assign(**{"F1 unseen": f"{score:.2f}", "n": coded})


def read_right(items):
    """The joint F1 on these items over the blind set, and how many hand-coded claims it rests on."""
    counted = _tallies().sum(axis=0)[[place for place, item in enumerate(every_item()) if item in set(items)]].sum(axis=0)
    told = dict(zip(validation.COUNTS, counted.tolist(), strict=True))
    both = told["gold"] + told["predicted"]
    return (2 * told["joint"] / both if both else 0.0), told["gold"]


@cache
def model():
    """The reader's errors as counted on the blind set: a `compare.misreading.Misreading`."""
    return reader_errors((UNSEEN,))


@cache
def _tallies():
    coding = load_coding(UNSEEN)
    return validation.tallies(coding.claims, found_in(UNSEEN), coding.articles)


def _stack(claims, names):
    return carried.draws(positions.matrix(positions.positions(claims, names)), model(), DRAWS, SEED)


def _allowed(stack, statistic):
    found = corrected.interval(stack, statistic)
    if found.low is None:
        return NONE
    low, high = (f"{end:.2f}" if end % 1 else f"{end:.0f}" for end in (found.low, found.high))
    return low if low == high else f"{low} to {high}"


def _rows(prefix):
    return [place for place, item in enumerate(positions.ordered_items()) if item.startswith(prefix)]


def _claims(claims, steps, names):
    return {"claims": len(claims), "of these: on what is allowed or required": int((claims["basis"] == "norm").sum()),
            "articles that make claims": claims["article"].nunique()}


def _orders(claims, steps, names):
    first = steps[steps["step"] == 1]
    pairs = order.consensus(steps).pairs
    return {"articles that give an order": steps["article"].nunique(),
            "of these: begin with a reminder": int((first["item"] == "stage.reminder").sum()),
            "pairs of stages that stand in opposite orders": int(((pairs["before"] > 0) & (pairs["after"] > 0)).sum())}


def _contacts(claims, steps, names):
    wide = positions.matrix(positions.positions(claims, names))
    channels, targets = wide.iloc[_rows("channel.")], wide.iloc[_rows("target.")]
    return {"channels that all name": int(channels.notna().all(axis=1).sum()),
            "articles that speak of contacting others": int(targets.notna().any().sum()),
            "positions on contacting others": int(targets.notna().sum().sum()),
            "of these: routine": int((targets == 3).sum().sum())}


def _agreement(claims, steps, names):
    wide = positions.matrix(positions.positions(claims, names))
    spoken, kinds = wide.notna().sum(axis=1), wide.nunique(axis=1)
    alpha = corrected.alpha_of(wide.fillna(-1).to_numpy(dtype="int64")[None])[0]
    return {"items that two articles or more speak of": int((spoken >= 2).sum()),
            "of these: one position": int(((spoken >= 2) & (kinds == 1)).sum()),
            "silent cells": int((wide.isna()).sum().sum()), "α (ordinal)": NONE if np.isnan(alpha) else f"{alpha:.2f}"}


def _pairs(claims, steps, names):
    kinds = contradictions.contradictions(claims)["kind"].value_counts()
    torn = positions.positions(claims, names).query("self_contradictory")["article"].nunique()
    return {"pairs between articles that cannot both hold": int(kinds.get("between", 0)),
            "pairs within an article": int(kinds.get("within", 0)), "articles that contradict themselves": int(torn)}


def _norms(claims, steps, names):
    norms = claims[(claims["basis"] == "norm") & (claims["source"] != "comment")]
    return {"claims on what is allowed or required": len(norms), "articles that make such claims": norms["article"].nunique()}


TOPICS = {  # what is counted, the families of items that it is counted on, and the same of drawn positions
    "claims": (_claims, ("",), {}),
    "orders": (_orders, ("stage.",), {}),
    "contacts": (_contacts, ("channel.", "target."), {
        "channels that all name": lambda stack: corrected.all_speak(stack)[:, _rows("channel.")].sum(axis=1),
        "articles that speak of contacting others": lambda stack: (stack[:, _rows("target.")] >= 0).any(axis=1).sum(axis=1),
        "positions on contacting others": lambda stack: (stack[:, _rows("target.")] >= 0).sum(axis=(1, 2)),
        "of these: routine": lambda stack: (stack[:, _rows("target.")] == 3).sum(axis=(1, 2))}),
    "agreement": (_agreement, ("stage.", "channel.", "target."), {
        "items that two articles or more speak of": lambda stack: (corrected.speaking(stack) >= 2).sum(axis=1),
        "of these: one position": lambda stack: corrected.one_position(stack).sum(axis=1),
        "silent cells": lambda stack: (stack < 0).sum(axis=(1, 2)), "α (ordinal)": corrected.alpha_of}),
    "pairs": (_pairs, ("stage.", "channel.", "target.", "fact."), {}),
    "norms": (_norms, ("rule.",), {}),
}
