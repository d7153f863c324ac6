"""Cue tables and their matcher: every place in a text where a row of `tables/cues_*.csv` matches.

A pattern is a set of literal strings in short form: `(a|b|)c` stands for ac, bc and c, and `{kin}` for the
alternatives of that class in `classes.csv`. All literals are found in one Aho-Corasick pass (Aho and Corasick 1975),
so time grows with the length of the text alone, whatever the number of rows.
"""
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from .codebook import table
from .normal import normalise

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


def expand(pattern, classes=None):
    """The set of literal strings that a pattern stands for.

    >>> sorted(expand("(打|拨)电话|致电"))
    ['打电话', '拨电话', '致电']
    """
    for name, alternatives in (classes or {}).items():
        pattern = pattern.replace("{" + name + "}", alternatives)
    strings, rest = _alternatives(pattern, 0)
    if rest != len(pattern):
        raise ValueError(f"unbalanced bracket in {pattern!r}")
    return {string for string in strings if string}


def _alternatives(pattern, at):
    """The strings of `a|b|…` from `at` up to a closing bracket or the end, and where that is."""
    strings, parts = [], [[""]]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            strings += map("".join, product(*parts))
            parts = [[""]]
        elif pattern[at] == "(":
            inner, at = _alternatives(pattern, at + 1)
            if at == len(pattern):
                raise ValueError(f"unbalanced bracket in {pattern!r}")
            parts.append(inner)
        else:
            parts.append([pattern[at]])
        at += 1
    return strings + list(map("".join, product(*parts))), at


@cache
def load():
    """All cues by id, and the cues that each literal string stands for."""
    classes = {row["class"]: row["alternatives"] for row in table("classes")}
    cues, literals = {}, {}
    for row in (row for name in TABLES for row in table(name)):
        cue = Cue(row["id"], row["layer"], tuple(row["means"].split()), row.get("needs", ""), row["gloss"])
        if cue.id in cues:
            raise ValueError(f"two cue rows are called {cue.id}")
        cues[cue.id] = cue
        for literal in normalise("\n".join(sorted(expand(row["pattern"], classes)))).split("\n"):
            literals.setdefault(literal, []).append(cue)
    return cues, literals


@cache
def _matcher():
    import ahocorasick_rs

    literals = sorted(load()[1])
    return ahocorasick_rs.AhoCorasick(literals), [load()[1][literal] for literal in literals]


def find(text):
    """Every event in a normalised text, by start; of events of one layer the longest wins, and masks hide theirs."""
    automaton, cues = _matcher()
    found = [Event(start, end, cue)
             for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
             for cue in cues[index]]
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
