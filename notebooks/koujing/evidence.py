"""What the reader page holds: articles cut into runs, claims with the cues that fired, positions and pairs, as plain data.

Texts stand as the articles have them: whoever shows them escapes them. `spans` count UTF-16 code units within the quote,
as the strings of a browser do.
"""
from collections import Counter
from functools import lru_cache

import pandas as pd

from . import tables
from .code import cues
from .code.codebook import FAMILIES, items, table
from .code.explain import DECIDING, joined
from .code.normal import spell
from .compare import agreement, contradictions, positions, trust
from .show.style import condition_marks, families, short, stances

LISTED = ("conditions", "laws", "rules")  # columns of a claims table that hold several values, "; " between them
MOST = 20  # contradictions shown of one item: the pairs grow with the square of the articles


def evidence(articles, glosses=None, scores=None, folder=None):
    """Everything that the reader page shows of these articles, as dictionaries, lists, texts and numbers.

    `glosses` maps a quote to English. `scores` maps the name of a hand coding to the joint F1 measured on it
    (`measured`), shown as the error of the reading. `folder` as for `claims_table`. Keys: vocabulary,
    items, stances, …, articles, sentences, claims, rules, positions, summary, pairs, scores. Claims stand in the order of
    the table, articles by name.
    """
    claims = tables.claims_table(articles, folder=folder)
    articles = sorted(articles, key=lambda article: article.name)
    names = [article.name for article in articles]
    rows = [_listed(row) for row in claims.to_dict("records")]
    places = {place: number for number, place in enumerate(dict.fromkeys(_place(row) for row in rows))}
    quotes = {_place(row): row["quote"] for row in rows}
    placed = positions.positions(claims, names)
    steps = tables.sequences_table(articles, folder).groupby("article")[["item", "step"]].agg(list)
    held = {name: [] for name in names}
    for (name, start, end), number in places.items():
        held[name].append((start, end, number))
    return {
        "vocabulary": _vocabulary(),
        "items": list(items()),
        "ordered": list(positions.ordered_items()),
        "conditions": [row["condition"] for row in table("conditions")],
        "sources": [row["source"] for row in table("sources")],
        "stances": [{"code": code, "rank": int(row["rank"]) if row["rank"] else None, "mark": row["mark"], "shape": row["shape"],
                     "colour": row["colour"], "ink": row["ink"]} for code, row in stances().items()],
        "marks": condition_marks(),
        "articles": [{"name": article.name, "short": short(article.name, names), "title": article.title or "",
                      "site": article.author_or_site or "", "date": article.published or "",
                      "damage": len(article.damage), "parts": parts(article, held[article.name]),
                      "steps": list(zip(*steps.loc[article.name], strict=True)) if article.name in steps.index else []}
                     for article in articles],
        "sentences": [{"quote": quotes[place], "gloss": (glosses or {}).get(quotes[place], "")} for place in places],
        "claims": _claims(rows, places, names),
        "rules": _rules(rows),
        "positions": _positions(placed, names),
        "summary": _summary(placed, names),
        "pairs": _pairs(claims, names),
        "scores": scores or {},
    }


def measured(names=("gold", "blind")):
    """The joint F1 of our reading against these hand codings, `{name: score}`."""
    scores = {}
    for name in names:
        coding = trust.load_coding(name)
        found = [claim for article in tables.coded_articles(coding) for claim in tables.claims_of(article)]
        scores[name] = round(float(trust.score(coding.claims, found)["joint_f1"]), 2)
    return scores


def parts(article, sentences):
    """The whole raw text as parts `{"kind", "runs"}`, one a region; joined, the runs' texts are the text.

    A run is `[text, [sentence, …], repair]`: the numbers of the sentences that hold it, of those given as `(start, end,
    number)`, and None, or for a damaged place its repair ("" for a stray word). Text between the regions is furniture.
    """
    edges = {0, len(article.raw)} | {edge for region in article.regions for edge in (region.start, region.end)}
    cuts = sorted(edges | {edge for start, end, _ in sentences for edge in (start, end)}
                  | {edge for place in article.damage for edge in (place.start, place.end)})
    found, opened, coming = [], [], sorted(sentences, reverse=True)
    regions, damage = _lookup(article.regions), _lookup(article.damage)
    for start, end in zip(cuts, cuts[1:], strict=False):
        opened = [one for one in opened if one[1] > start]
        while coming and coming[-1][0] <= start:
            opened.append(coming.pop())
        region, place = regions(start), damage(start)
        kind = region.kind if region else "furniture"
        if not found or found[-1]["kind"] != kind or start in edges and kind != "furniture":
            found.append({"kind": kind, "runs": []})
        found[-1]["runs"].append([article.raw[start:end], [number for _, _, number in opened],
                                  place.repair if place else None])
    return found


def _lookup(spans):
    """A function that gives, for rising offsets, the span that holds the offset, or None."""
    waiting = sorted(spans, key=lambda span: span.start, reverse=True)

    def at(offset):
        while waiting and waiting[-1].end <= offset:
            waiting.pop()
        return waiting[-1] if waiting and waiting[-1].start <= offset else None
    return at


def _place(row):
    return row["article"], row["start"], row["end"]


def _listed(row):
    """A row of a claims table with lists where it has several values, and None where it has none."""
    row = {name: None if not isinstance(value, (list, str)) and pd.isna(value) else value for name, value in row.items()}
    return row | {name: [part for part in (row.get(name) or "").split("; ") if part] for name in LISTED}


def identifiers(rows):
    """A short name for each claim that stays the same while its place does: `article:start-end:item:basis`.

    A second claim of the same name gets ".2" after it, and so on.

    >>> row = {"article": "000", "start": 4, "end": 9, "item": "channel.sms", "basis": "practice"}
    >>> identifiers([row, row])
    ['000:4-9:channel.sms:practice', '000:4-9:channel.sms:practice.2']
    """
    seen, names = Counter(), []
    for row in rows:
        name = f"{row['article']}:{row['start']}-{row['end']}:{row['item']}:{row['basis']}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return names


def _claims(rows, places, names):
    """Each claim: id, a (number of its article), s (of its sentence), its codes, and `cues`, `[rule, words]` that fired."""
    numbers = {name: number for number, name in enumerate(names)}
    kept = ("item", "basis", "stance", "conditions", "source", "value", "timing", "laws", "reviewed")
    found = []
    for name, row in zip(identifiers(rows), rows, strict=True):
        fired = [(cue, span) for cue, span in _fired(row["quote"]) if cue.id in row["rules"]]
        words = {rule: [] for rule in row["rules"]}
        for cue, (start, end) in fired:
            words[cue.id].append(row["quote"][start:end])
        spans = joined([span for cue, span in fired if cue.layer in DECIDING])
        found.append({"id": name, "a": numbers[row["article"]], "s": places[_place(row)], "at": [row["start"], row["end"]],
                      **{field: row[field] for field in kept if row.get(field)},
                      "cues": [[rule, " ".join(dict.fromkeys(texts))] for rule, texts in words.items()],
                      "spans": [[_units(row["quote"][:start]), _units(row["quote"][:end])] for start, end in spans]})
    return found


@lru_cache(maxsize=4096)
def _fired(quote):
    """The cues in a quote with their spans in it, as a tuple of `(cue, (start, end))`; claims of one sentence share it."""
    seen = spell(quote)
    return tuple((event.cue, seen.to_raw(event.start, event.end)) for event in cues.find(seen.text))


def _units(text):
    """The length of a text in UTF-16 code units.

    >>> _units("催😀")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _rules(rows):
    """`{rule: [layer, gloss]}` of every rule that a claim names."""
    known = cues.load()[0]
    context = {row["id"]: row["gloss"] for row in table("context_rules")}
    return {rule: [known[rule].layer, known[rule].gloss] if rule in known else ["context", context.get(rule, "")]
            for rule in sorted({rule for row in rows for rule in row["rules"]})}


def _positions(placed, names):
    """`{item: [cell, …]}`, a cell an article: None for silence, else [claims, lowest, position, highest, conditions]."""
    numbers = {name: number for number, name in enumerate(names)}
    cells = {item: [None] * len(names) for item in positions.ordered_items()}
    for row in placed[placed["claims"] > 0].itertuples():
        cells[row.item][numbers[row.article]] = [
            int(row.claims), int(row.lowest), int(row.position), int(row.highest),
            [name for name in row.conditions_named.split("; ") if name]]
    return cells


def _summary(placed, names):
    """Of how many items all articles speak (`spoken`), and on how many of these they hold one position (`one`)."""
    spread = agreement.spread_by_item(placed)
    spoken = spread[spread["speak"] == len(names)]
    return {"spoken": len(spoken), "one": int((spoken["lowest"] == spoken["highest"]).sum())}


def _pairs(claims, names):
    """The contradictions, one for an item and two articles: item, kind, clash, distance, why, pairs, and two sides.

    Of an item the first `MOST` in order of distance, and with each how many there are of the item (`of`).
    """
    numbers = {name: number for number, name in enumerate(names)}
    found = contradictions.representative(contradictions.contradictions(claims))
    found["of"] = found.groupby("item")["item"].transform("size")
    found = found.groupby("item", sort=False).head(MOST)
    return [{"item": row["item"], "kind": row["kind"], "clash": row["clash"], "distance": row["distance"],
             "why": row["why"], "pairs": row["pairs"], "of": row["of"],
             "sides": [{"a": numbers[row[f"article_{side}"]], "at": [row[f"start_{side}"], row[f"end_{side}"]],
                        "stance": row[f"stance_{side}"], "value": row[f"value_{side}"]} for side in "ab"]}
            for row in found.to_dict("records")]


def _vocabulary():
    """`{code: [Chinese, English]}` of items, families, stances, conditions, sources and operators."""
    named = {row[key]: [row["zh"], row["en"]] for name, key in (
        ("items", "item"), ("stances", "stance"), ("conditions", "condition"), ("sources", "source"), ("operators", "value"))
        for row in table(name)}
    return named | {family: families()[family].split(" ", 1) for family in FAMILIES}
