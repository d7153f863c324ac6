"""Cue tables and their matcher: every place in a text where a row of `tables/cues_*.csv` matches.

The strings with which a match may begin are found in one Aho-Corasick pass (Aho and Corasick 1975), so time grows with the
length of the text, whatever the number of rows.
"""
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .codebook import table
from .normal import fold
from .patterns import compiled

TABLES = ("cues_items", "cues_stance", "cues_context")


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a cue table. `means` are item codes, a stance word, a condition, a frame, or the layers masked."""

    id: str
    layer: str
    means: tuple[str, ...]
    needs: str
    gloss: str


class Event(NamedTuple):
    """A cue found at `text[start:end]`."""

    start: int
    end: int
    cue: Cue


@cache
def load():
    """All cues by id, and for each string with which a cue may begin, pairs of the cue and what must follow it or None."""
    classes = {row["class"]: fold(row["alternatives"]) for row in table("classes")}
    cues, heads = {}, {}
    for row in (row for name in TABLES for row in table(name)):
        cue = Cue(row["id"], row["layer"], tuple(row["means"].split()), row.get("needs", ""), row["gloss"])
        if cue.id in cues:
            raise ValueError(f"two cue rows are called {cue.id}")
        cues[cue.id] = cue
        for head, tail in compiled(fold(row["pattern"]), classes):
            heads.setdefault(head, []).append((cue, tail))
    return cues, heads


@cache
def _matcher():
    import ahocorasick_rs

    heads = sorted(load()[1])
    return ahocorasick_rs.AhoCorasick(heads), [load()[1][head] for head in heads]


def find(text):
    """Every event in a normalised text, by start; of events of one layer the longest wins, and masks hide theirs."""
    automaton, cues = _matcher()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        for cue, tail in cues[index]:
            rest = tail and tail.match(text, end)
            if tail is None or rest:
                found.append(Event(start, rest.end() if rest else end, cue))
    found.sort(key=lambda event: (event.start, -event.end, event.cue.id))
    reach = {}  # layer → the span that reaches furthest of those that began earlier, or here and longer
    kept = []
    for event in found:
        cue, span = event.cue, (event.end, -event.start)
        if cue.layer == "mask":
            for layer in cue.means:
                reach[layer] = max(reach.get(layer, (0, 0)), span)
            continue
        layer = _plane(cue)
        hidden = reach.get(cue.layer, (0, 0))
        if event.end > reach.get(layer, (0, 0))[0] or span == reach[layer]:
            if event.end > hidden[0] or span == hidden or layer == cue.layer:
                reach[layer] = span
                kept.append(event)
    return kept


def within(events, start, end):
    """The events that lie wholly in the span, with offsets into it; `events` as from `find`, by start."""
    first, last = (bisect_left(events, at, key=lambda event: event.start) for at in (start, end))
    return [event._replace(start=event.start - start, end=event.end - start)
            for event in events[first:last] if event.end <= end]


def _plane(cue):
    """Within what the longest match wins: a layer; among items, a family (提醒短信 is a reminder and an SMS)."""
    return f"item.{cue.means[0].split('.')[0]}" if cue.layer == "item" else cue.layer
