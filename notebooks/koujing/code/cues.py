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
from .patterns import compiled, openings

NOTHING = (0, 0)  # a span that hides none
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
    """The matcher of heads; what each head begins; for each rank `(cue, its layer, its plane)`, by cue id.

    A head begins pairs (rank, tail): a list of them, and others by the character that must come next, so few tails are tried.
    """
    import ahocorasick_rs

    known, heads = load()
    ranked = [(known[name], known[name].layer, _plane(known[name])) for name in sorted(known)]
    rank = {cue.id: at for at, (cue, _, _) in enumerate(ranked)}
    begun = []
    for head in sorted(heads):
        always, by_next = [], {}
        for cue, tail in heads[head]:
            opening = openings(tail) if tail else None
            if opening is None:
                always.append((rank[cue.id], tail))
            for char in opening or ():
                by_next.setdefault(char, []).append((rank[cue.id], tail))
        begun.append((always, by_next))
    return ahocorasick_rs.AhoCorasick(sorted(heads)), begun, ranked


def find(text):
    """Every event in a normalised text, by start; of events of one layer the longest wins, and masks hide theirs."""
    automaton, begun, ranked = _matcher()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        always, by_next = begun[index]
        following = by_next.get(text[end:end + 1]) if by_next else None
        for rank, tail in always + following if following else always:
            if tail is None:
                found.append((start, -end, rank))
            elif rest := tail.match(text, end):
                found.append((start, -rest.end(), rank))
    found.sort()
    reach = {}  # layer → the span that reaches furthest of those that began earlier, or here and longer
    kept = []
    for start, minus_end, rank in found:
        cue, layer, plane = ranked[rank]
        end, span = -minus_end, (-minus_end, -start)
        if layer == "mask":
            for masked in cue.means:
                reach[masked] = max(reach.get(masked, NOTHING), span)
            continue
        before, hidden = reach.get(plane, NOTHING), reach.get(layer, NOTHING)
        if (end > before[0] or span == before) and (plane == layer or end > hidden[0] or span == hidden):
            reach[plane] = span
            kept.append(Event(start, end, cue))
    return kept


def within(events, start, end):
    """The events that lie wholly in the span, with offsets into it; `events` as from `find`, by start."""
    here = events[bisect_left(events, (start,)):bisect_left(events, (end,))]
    return [Event(first - start, last - start, cue) for first, last, cue in here if last <= end]


def _plane(cue):
    """Within what the longest match wins: a layer; among items, a family (提醒短信 is a reminder and an SMS)."""
    return f"item.{cue.means[0].split('.')[0]}" if cue.layer == "item" else cue.layer
