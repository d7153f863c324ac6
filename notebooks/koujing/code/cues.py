"""Cue tables and their matcher: every place in a text where a row of `tables/cues_*.csv` matches.

The strings with which a match may begin are found in one Aho-Corasick pass (Aho and Corasick 1975), so time grows with the
length of the text, whatever the number of rows.
"""
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .codebook import table
from .flags import flags_of
from .normal import fold
from .patterns import compiled, openings

TABLES = ("cues_items", "cues_stance", "cues_context")
LONGEST = 63  # characters of a cue, at most
FORM_BITS = 16  # of a form's number
FORM = (1 << FORM_BITS) - 1


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


class _Matcher(NamedTuple):
    """The matcher of heads and what each begins, by its index.

    A *form* is a cue at a length, as a number: of forms with one start the one to be taken first is the smaller, that is the
    longer, then by cue id. `forms` has what a form stands for: `(its length, cue, plane, layer, masked)`, the last three of them
    indices of `reach` in `find`. Heads stand in an order that tells their kinds apart: the first `items` may begin an item; those
    from `first` to `last` begin more than the form that they spell out (`spelt`, 0 where none), which `begun` has.
    """

    automaton: object
    items: int
    first: int
    last: int
    spelt: list
    begun: dict
    forms: dict
    reaches: int


class _Forms(dict):
    """The forms, each made when it is first met: the length of what a tail matches is not known before."""

    def __init__(self, known):
        super().__init__()
        self.cues = [known[name] for name in sorted(known)]
        self.ranks = {cue.id: rank for rank, cue in enumerate(self.cues)}
        self.places = {}

    def number(self, name, length):
        """The number of the form of a cue at a length."""
        return (LONGEST - length) * len(self.cues) + self.ranks[name]

    def __missing__(self, number):
        lacking, rank = divmod(number, len(self.cues))
        cue = self.cues[rank]
        masked = tuple(map(self._place, cue.means)) if cue.layer == "mask" else ()
        self[number] = LONGEST - lacking, cue, self._place(_plane(cue)), self._place(cue.layer), masked
        return self[number]

    def _place(self, name):
        return self.places.setdefault(name, len(self.places))


@cache
def _matcher():
    """The `_Matcher` of all cues.

    A head of one character is lengthened by those that must come next, since single characters are found everywhere.
    """
    import ahocorasick_rs

    known, heads = load()
    forms = _Forms(known)
    spelt, always, by_next, naming = {}, {}, {}, set()
    opened = {tail: openings(tail) for tail in {tail for pairs in heads.values() for _, tail in pairs if tail}}  # many share one
    for head, pairs in heads.items():
        for cue, tail in pairs:
            opening = opened[tail] if tail else None
            longer = [head + char for char in opening] if opening and len(head) == 1 else [head]
            naming.update(longer if cue.layer == "item" else ())
            for one in longer:
                if tail is None:
                    spelt.setdefault(one, []).append(forms.number(cue.id, len(head)))
                elif opening is None or one is not head:
                    always.setdefault(one, []).append((cue.id, tail, len(head)))
                else:
                    for char in opening:
                        by_next.setdefault(one, {}).setdefault(char, []).append((cue.id, tail, len(head)))
    more = {*always, *by_next, *(head for head, numbers in spelt.items() if len(numbers) > 1)}
    order = sorted({*spelt, *more}, key=lambda head: (head not in naming, (head in naming) == (head in more), head))
    kinds = [(head in naming, head in more) for head in order]
    first, last = kinds.count((True, False)), len(order) - kinds.count((False, False))
    begun = {}
    for index in range(first, last):
        tails = tuple(always.get(order[index], ()))
        after = {char: (*tails, *others) for char, others in by_next.get(order[index], {}).items()}
        begun[index] = tuple(spelt.get(order[index], ())[1:]), after, tails
    return _Matcher(ahocorasick_rs.AhoCorasick(order), len(naming), first, last,
                    [spelt.get(head, (0,))[0] for head in order], begun, forms, len(known) + len(TABLES))


def find(text, naming=False):
    """Every event in a normalised text, by start; of events of one layer the longest wins, and masks hide theirs.

    With `naming`, none are looked for in a text in which no item's cue may begin.
    """
    automaton, items, first, last, spelt, begun, forms, reaches = _matcher()
    matches = automaton.find_matches_as_indexes(text, overlapping=True)
    if naming and (not matches or min(matches)[0] >= items):
        return []
    found = []  # numbers that sort by start, then by form
    append = found.append
    for index, start, end in matches:
        if form := spelt[index]:
            append((start << FORM_BITS) + form)
        if first <= index < last:
            others, after, tails = begun[index]
            for form in others:
                append((start << FORM_BITS) + form)
            for name, tail, at in after.get(text[end:end + 1], tails) if after else tails:
                if rest := tail.match(text, start + at):
                    append((start << FORM_BITS) + forms.number(name, rest.end() - start))
    found.sort()
    # By plane and layer, the span that reaches furthest of those that began earlier, or here and longer: of spans in order one is
    # the larger number, or the same, where it ends later, or is the same.
    reach, width = [0] * reaches, len(text).bit_length()
    kept, event = [], tuple.__new__
    for match in found:
        start = match >> FORM_BITS
        length, cue, plane, layer, masked = forms[match & FORM]
        end = start + length
        span = (end << width) - start
        if masked:
            for one in masked:
                if span > reach[one]:
                    reach[one] = span
        elif span >= reach[plane] and span >= reach[layer]:
            reach[plane] = span
            kept.append(event(Event, (start, end, cue)))
    return kept


@lru_cache(maxsize=1)
def of_page(text):
    """The events of a normalised page's sentences, by where they start, as far as they have been looked for.

    The last page's are kept, since its claims and its order of stages are read one after the other.
    """
    return {}


def within(events, start, end):
    """The events that lie wholly in the span, with offsets into it; `events` as from `find`, by start."""
    here = events[bisect_left(events, (start,)):bisect_left(events, (end,))]
    return [Event(first - start, last - start, cue) for first, last, cue in here if last <= end]


def flags_in(events):
    """The flags of all events in one number."""
    flags = 0
    for _, _, cue in events:
        flags |= cue.flags
    return flags


def _plane(cue):
    """Within what the longest match wins: a layer; among items, a family (提醒短信 is a reminder and an SMS)."""
    return f"item.{cue.family}" if cue.layer == "item" else cue.layer
