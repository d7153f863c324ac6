"""Cue tables and their matcher: every place in a text where a row of `tables/cues_*.csv` matches.

The strings with which a match may begin are found in one Aho-Corasick pass (Aho and Corasick 1975), so time grows with the
length of the text, whatever the number of rows.
"""
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .codebook import table
from .flags import flags_of
from .normal import fold
from .patterns import compiled, openings

TABLES = ("cues_items", "cues_stance", "cues_context")
# A match in one number that sorts by start, then the longer first, then cue id: its start, what it lacks of `LONGEST`, a rank.
LENGTH_BITS, RANK_BITS = 10, 12
START_BITS, LONGEST = LENGTH_BITS + RANK_BITS, (1 << LENGTH_BITS) - 1
RANK = (1 << RANK_BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One row of a cue table. `means` are item codes, a stance word, a condition, a frame, or the layers masked.

    Derived, since asked at every place where the cue is found: `first`, what it means first ("" where nothing), `family`, that
    item's family ("" but for items), and `flags` (see `flags`).
    """

    id: str
    layer: str
    means: tuple[str, ...]
    needs: str
    gloss: str
    first: str
    family: str
    flags: int


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
        cue = _cue(row["id"], row["layer"], tuple(row["means"].split()), row.get("needs", ""), row["gloss"])
        if cue.id in cues:
            raise ValueError(f"two cue rows are called {cue.id}")
        cues[cue.id] = cue
        for head, tail in compiled(fold(row["pattern"]), classes):
            heads.setdefault(head, []).append((cue, tail))
    return cues, heads


def _cue(name, layer, means, needs, gloss):
    first = means[0] if means else ""
    family = first.split(".")[0] if layer == "item" else ""
    return Cue(name, layer, means, needs, gloss, first, family, flags_of(name, layer, means, needs))


@cache
def _matcher():
    """The matcher of heads; by head what it begins (`_Begun.packed`), items' heads first; their number; ranks; number of reaches.

    Ranks follow cue ids; a rank stands for `(cue, plane, layer, masked)`, the last three of them indices of `reach` in `find`.
    A head of one character is lengthened by those that must come next: single characters are many.
    """
    import ahocorasick_rs

    known, heads = load()
    if len(known) > RANK:
        raise ValueError(f"more than {RANK} cue rows")
    names = sorted(known)
    rank, reaches = {name: at for at, name in enumerate(names)}, {}
    ranked = []
    for name in names:
        cue = known[name]
        places = [reaches.setdefault(one, len(reaches)) for one in (_plane(cue), cue.layer)]
        masked = cue.means if cue.layer == "mask" else ()
        ranked.append((cue, *places, tuple(reaches.setdefault(one, len(reaches)) for one in masked)))
    begun = {}
    for head, pairs in heads.items():
        for cue, tail in pairs:
            opening = openings(tail) if tail else None
            if tail is None:
                _begun(begun, head).spelt.append((LONGEST - len(head) << RANK_BITS) + rank[cue.id])
            elif opening is None:
                _begun(begun, head).always.append((rank[cue.id], tail, len(head)))
            elif len(head) == 1:
                for char in opening:
                    _begun(begun, head + char).always.append((rank[cue.id], tail, 1))
            else:
                for char in opening:
                    _begun(begun, head).by_next.setdefault(char, []).append((rank[cue.id], tail, len(head)))
    named = {rank[name] for name in names if known[name].layer == "item"}
    ordered = sorted(begun, key=lambda head: (named.isdisjoint(begun[head].ranks()), head))
    items = sum(not named.isdisjoint(begun[head].ranks()) for head in ordered)
    return ahocorasick_rs.AhoCorasick(ordered), [begun[head].packed() for head in ordered], items, ranked, len(reaches)


@dataclass(slots=True)
class _Begun:
    """What a head begins: matches that it spells out, less their start, and triples (rank, tail, where that stands from the start).

    The triples are tried always, or where a character comes next, so that few tails are tried.
    """

    spelt: list = field(default_factory=list)
    always: list = field(default_factory=list)
    by_next: dict = field(default_factory=dict)

    def ranks(self):
        """The ranks of the cues that may begin here."""
        return {match & RANK for match in self.spelt} | {
            rank for triples in (self.always, *self.by_next.values()) for rank, *_ in triples}

    def packed(self):
        """`(match spelt out or 0, further ones, triples by next character, triples for any other)`."""
        by_next = {char: (*self.always, *triples) for char, triples in self.by_next.items()}
        return self.spelt[0] if self.spelt else 0, tuple(self.spelt[1:]), by_next, tuple(self.always)


def _begun(begun, head):
    if head not in begun:
        begun[head] = _Begun()
    return begun[head]


def find(text, naming=False):
    """Every event in a normalised text, by start; of events of one layer the longest wins, and masks hide theirs.

    With `naming`, none are looked for in a text in which no item's cue may begin.
    """
    automaton, begun, items, ranked, reaches = _matcher()
    matches = automaton.find_matches_as_indexes(text, overlapping=True)
    if naming and (not matches or min(matches)[0] >= items):
        return []
    found = []
    append = found.append
    for index, start, end in matches:
        spelt, further, by_next, always = begun[index]
        if spelt:
            append((start << START_BITS) + spelt)
            for match in further:
                append((start << START_BITS) + match)
        if by_next or always:
            for rank, tail, at in by_next.get(text[end:end + 1], always) if by_next else always:
                if rest := tail.match(text, start + at):
                    append((start << START_BITS) + (LONGEST + start - rest.end() << RANK_BITS) + rank)
    found.sort()
    # By plane and layer, the span that reaches furthest of those that began earlier, or here and longer: its end, less its start
    # in the lower half; so of spans in order one is larger than another, or the same, where it ends later, or is the same.
    reach = [0] * reaches
    kept, event = [], tuple.__new__
    for match in found:
        start = match >> START_BITS
        end = start + LONGEST - (match >> RANK_BITS & LONGEST)
        cue, plane, layer, masked = ranked[match & RANK]
        span = (end << 32) - start
        if masked:
            for one in masked:
                if span > reach[one]:
                    reach[one] = span
        elif span >= reach[plane] and span >= reach[layer]:
            reach[plane] = span
            kept.append(event(Event, (start, end, cue)))
    return kept


def within(events, start, end):
    """The events that lie wholly in the span, with offsets into it; `events` as from `find`, by start."""
    here = events[bisect_left(events, (start,)):bisect_left(events, (end,))]
    return [Event(first - start, last - start, cue) for first, last, cue in here if last <= end]


def _plane(cue):
    """Within what the longest match wins: a layer; among items, a family (提醒短信 is a reminder and an SMS)."""
    return f"item.{cue.family}" if cue.layer == "item" else cue.layer
