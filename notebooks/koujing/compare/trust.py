"""How well claims are read: a hand coding, and the figures of a prediction against it.

Two claims match when they share article, item and basis and their spans overlap by at least half of the shorter one;
each is matched once, the largest overlap first.
"""
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from ..code.claims import Claim, from_json
from ..code.codebook import items, ranks, table
from ..read.article import Damage, InputFault
from ..read.corpus import SHIPPED
from .resampling import Interval, draw, percentiles

SCORE_KEYS = ("gold", "predicted", "matched", "detection_precision", "detection_recall", "detection_f1", "stance",
              "joint_precision", "joint_recall", "joint_f1", "conditions_precision", "conditions_recall",
              "conditions_f1", "source", "cells_precision", "cells_recall", "cells_f1", "position")
ERROR_COLUMNS = ["error", "article", "start", "end", "quote", "item", "basis", "stance_gold", "stance_predicted",
                 "value_gold", "value_predicted"]
POSITION_COLUMNS = ["article", "item", "gold", "predicted", "equal"]
CODING_ORDER = ("blind", "gold", "dev", "dev2")  # first the one that no rule was written in view of


@dataclass(frozen=True)
class Coding:
    """A hand coding: its claims, what it says of each article (as in articles.json), and the damage by article.

    `folder` is the coding's own folder, `texts` the one that holds the articles' text files.
    """

    name: str
    claims: tuple[Claim, ...] = field(repr=False)
    articles: dict[str, dict] = field(repr=False)
    damage: dict[str, tuple[Damage, ...]] = field(repr=False)
    folder: Path = field(repr=False)
    texts: Path = field(repr=False)


def codings(folder=None):
    """The names of a corpus's hand codings: blind, gold, dev, dev2, as far as they are there, then any others by name.

    `folder` is the corpus folder (default: the shipped one). The order is that of how far a score on them can be
    trusted: rules were written in view of all but the first.
    """
    corpus = Path(folder) if folder is not None else SHIPPED
    found = {path.parent.name for path in corpus.glob("coding/*/claims.jsonl")}
    return tuple(sorted(found, key=lambda name: (name not in CODING_ORDER, [*CODING_ORDER, name].index(name), name)))


def load_coding(name, folder=None):
    """The hand coding of that name, such as "gold" or "dev", as a `Coding` record.

    `folder` is the corpus folder (default: the shipped one); codings are the folders in its `coding/` that hold a
    `claims.jsonl`. Texts are the coding's own `articles/`, else the corpus's. Raises InputFault for a name that is
    not there, and for a file or line that cannot be read.
    """
    corpus = Path(folder) if folder is not None else SHIPPED
    known = sorted(codings(corpus))
    if name not in known:
        raise InputFault(corpus / "coding", f"there is no coding {name!r}", f"use one of: {', '.join(known) or 'none'}")
    here = corpus / "coding" / name
    claims = tuple(_lines(here / "claims.jsonl", from_json))
    damage = defaultdict(list)
    if (here / "damage.jsonl").exists():
        for row in _lines(here / "damage.jsonl", json.loads):
            damage[row.pop("article")].append(Damage(**row))
    articles = json.loads(_text(here / "articles.json"))
    texts = here / "articles" if (here / "articles").is_dir() else corpus / "articles"
    return Coding(name, claims, dict(sorted(articles.items())),
                  {article: tuple(places) for article, places in sorted(damage.items())}, here, texts)


def match(gold, predicted):
    """The matched pairs as positions `(in gold, in predicted)`, the largest overlap first within article and item."""
    by_key = defaultdict(list)
    for place, claim in enumerate(predicted):
        by_key[claim.article, claim.item, claim.basis].append(place)
    candidates = []
    for one, coded in enumerate(gold):
        for other in by_key[coded.article, coded.item, coded.basis]:
            found = predicted[other]
            overlap = min(coded.end, found.end) - max(coded.start, found.start)
            shorter = min(coded.end - coded.start, found.end - found.start)
            if shorter > 0 and overlap >= shorter / 2:
                candidates.append((-overlap, one, other))
    pairs, taken_gold, taken_predicted = [], set(), set()
    for _, one, other in sorted(candidates):
        if one not in taken_gold and other not in taken_predicted:
            taken_gold.add(one)
            taken_predicted.add(other)
            pairs.append((one, other))
    return pairs


def score(gold, predicted):
    """The figures of a prediction against a coding, as a flat dictionary of counts and shares from 0 to 1.

    `gold`, `predicted`: sequences of `Claim`. Keys (`SCORE_KEYS`): gold, predicted, matched (counts);
    detection_precision, _recall, _f1 (of article, sentence, item, basis); stance (share of matched claims with the
    gold stance); joint_… (a match must also have the gold stance and value); conditions_… (micro, over matched
    claims); source (share of matched); cells_… (which article × item cells are filled at all); position (share of
    cells filled on both sides that have the same median rank). A share of nothing is 0.

    >>> claim = Claim("a", 0, 9, "…", "stage.visit", "practice", "rare")
    >>> score([claim], [claim])["joint_f1"], score([claim], [])["joint_f1"]
    (1.0, 0.0)
    """
    pairs = [(gold[one], predicted[other]) for one, other in match(gold, predicted)]
    shared = sum(len(set(one.conditions) & set(other.conditions)) for one, other in pairs)
    named_gold = sum(len(set(one.conditions)) for one, _ in pairs)
    named_predicted = sum(len(set(other.conditions)) for _, other in pairs)
    cells_gold, cells_predicted = cells_of(gold), cells_of(predicted)
    both = cells_gold.keys() & cells_predicted.keys()
    right = sum(is_right(one, other) for one, other in pairs)
    return {
        "gold": len(gold), "predicted": len(predicted), "matched": len(pairs),
        **_shares("detection", len(pairs), len(predicted), len(gold)),
        "stance": sum(one.stance == other.stance for one, other in pairs) / max(1, len(pairs)),
        **_shares("joint", right, len(predicted), len(gold)),
        **_shares("conditions", shared, named_predicted, named_gold),
        "source": sum(one.source == other.source for one, other in pairs) / max(1, len(pairs)),
        **_shares("cells", len(both), len(cells_predicted), len(cells_gold)),
        "position": sum(cells_gold[cell] == cells_predicted[cell] for cell in both) / max(1, len(both)),
    }


def score_by_item(gold, predicted):
    """The figures of `score` for each item that either side has, in codebook order: item, then `SCORE_KEYS`."""
    present = {claim.item for claim in (*gold, *predicted)}
    return _score_by("item", [item for item in items() if item in present], gold, predicted)


def score_by_article(gold, predicted):
    """The figures of `score` for each article that either side has, sorted: article, then `SCORE_KEYS`."""
    return _score_by("article", sorted({claim.article for claim in (*gold, *predicted)}), gold, predicted)


def score_interval(gold, predicted, resamples=1000, seed=0, confidence=0.95):
    """Percentile-bootstrap interval of joint F1 over articles, as an `Interval` record; seeded.

    With five articles it shows how uneven they are, and no more. None and `why` for fewer than two articles.
    """
    names = sorted({claim.article for claim in (*gold, *predicted)})
    right = Counter(gold[one].article for one, other in match(gold, predicted) if is_right(gold[one], predicted[other]))
    sizes = Counter(claim.article for claim in (*gold, *predicted))
    value = score(gold, predicted)["joint_f1"] if names else None
    if len(names) < 2:
        return Interval(value, None, None, "not defined: it takes two articles", "articles", len(names), resamples, 0,
                        confidence)
    weights = draw(len(names), resamples, seed)
    hits, total = (weights @ np.array([counts[name] for name in names], dtype=float) for counts in (right, sizes))
    low, high = percentiles(2 * hits / total, confidence)  # F1 = 2 · right / (gold + predicted)
    return Interval(value, low, high, "", "articles", len(names), resamples, resamples, confidence)


def errors(gold, predicted):
    """What went wrong, one row an error, sorted by article, offset and item.

    error: "missed" (in gold only), "spurious" (predicted only), "stance" (matched, another stance) or "value"
    (matched, same stance, another operator). article, start, end, quote, item, basis are the gold claim's, or the
    spurious one's; stance_gold, stance_predicted, value_gold, value_predicted are "" where that side has none.
    """
    pairs = match(gold, predicted)
    rows = []
    for one, other in pairs:
        coded, found = gold[one], predicted[other]
        if not is_right(coded, found):
            rows.append(_error("stance" if coded.stance != found.stance else "value", coded, coded, found))
    taken_gold, taken_predicted = ({pair[side] for pair in pairs} for side in (0, 1))
    rows += [_error("missed", claim, claim, None) for place, claim in enumerate(gold) if place not in taken_gold]
    rows += [_error("spurious", claim, None, claim) for place, claim in enumerate(predicted)
             if place not in taken_predicted]
    order = {item: place for place, item in enumerate(items())}
    rows.sort(key=lambda row: (row["article"], row["start"], row["end"], order.get(row["item"], -1), row["basis"],
                               row["error"]))
    return pd.DataFrame(rows, columns=ERROR_COLUMNS).astype({"start": "int64", "end": "int64"})


def stance_confusion(gold, predicted):
    """How often matched claims with each gold stance (rows) are given each stance (columns): 7 × 7, int64."""
    stances = [row["stance"] for row in table("stances")]
    counts = Counter((gold[one].stance, predicted[other].stance) for one, other in match(gold, predicted))
    return pd.DataFrame([[counts[one, other] for other in stances] for one in stances], dtype="int64",
                        index=pd.Index(stances, name="gold"), columns=pd.Index(stances, name="predicted"))


def position_agreement(gold, predicted):
    """The position of each article × item cell that either side fills: article, item, gold, predicted, equal.

    gold, predicted: median ranks (Int64, missing where that side is silent); equal: boolean, missing where one side
    is silent. Sorted by article, item in codebook order. `equal.mean()` is the `position` of `score`.
    """
    sides = [cells_of(gold), cells_of(predicted)]
    order = {item: place for place, item in enumerate(items())}
    cells = sorted(sides[0].keys() | sides[1].keys(), key=lambda cell: (cell[0], order.get(cell[1], -1)))
    result = pd.DataFrame([(*cell, *(side.get(cell) for side in sides)) for cell in cells],
                          columns=POSITION_COLUMNS[:4]).astype({"gold": "Int64", "predicted": "Int64"})
    result["equal"] = result["gold"] == result["predicted"]
    return result


def is_right(coded, found):
    """Whether a found claim has the coded one's stance and value."""
    return coded.stance == found.stance and (coded.value or None) == (found.value or None)


def cells_of(claims):
    """The median rank of each (article, item) that has a practice claim of the article's own, as in codebook §6."""
    found = defaultdict(list)
    for claim in claims:
        if (claim.basis == "practice" and claim.source != "comment" and claim.stance in ranks()
                and not claim.item.startswith("fact.")):
            found[claim.article, claim.item].append(ranks()[claim.stance])
    return {cell: sorted(taken)[(len(taken) - 1) // 2] for cell, taken in found.items()}


def _shares(name, hits, predicted, gold):
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    return {f"{name}_precision": precision, f"{name}_recall": recall,
            f"{name}_f1": 2 * precision * recall / both if both else 0.0}


def _score_by(name, keys, gold, predicted):
    groups = [defaultdict(list), defaultdict(list)]
    for side, claims in zip(groups, (gold, predicted), strict=True):
        for claim in claims:
            side[getattr(claim, name)].append(claim)
    rows = [{name: key, **score(groups[0][key], groups[1][key])} for key in keys]
    whole = dict.fromkeys(SCORE_KEYS, "float64") | dict.fromkeys(("gold", "predicted", "matched"), "int64")
    return pd.DataFrame(rows, columns=[name, *SCORE_KEYS]).astype(whole)


def _error(kind, where, coded, found):
    row = {"error": kind, **{name: getattr(where, name) for name in ERROR_COLUMNS[1:7]}}
    for name in ("stance", "value"):
        row[f"{name}_gold"] = (coded and getattr(coded, name)) or ""
        row[f"{name}_predicted"] = (found and getattr(found, name)) or ""
    return row


def _text(path):
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputFault(path, f"cannot be read ({error})", "put the coding's UTF-8 file there") from None


def _lines(path, parse):
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if line.strip():
            try:
                yield parse(line)
            except (ValueError, TypeError, KeyError) as error:
                raise InputFault(path, f"line {number}: not a row of a coding ({error})",
                                 "write one JSON object a line with the fields of the codebook") from None
