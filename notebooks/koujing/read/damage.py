"""Damaged places (codebook §5): words that a text spinner dropped in, and characters that a filter took out.

Inserted words are found by how the text reads without them (`strays`, `spun`), dropped characters, on a page that has such words,
by how it reads with them (`gaps`). What no page can mean is found on every page: survivors that stand where the whole word only
can (催收手, 逾期问: `tables/dropped.csv`), keywords that part two words which belong together (`tables/parted.csv`).
"""
import re
from functools import cache
from itertools import pairwise

from .article import Damage
from .cues import table
from .gaps import dropped
from .readings import load
from .spun import inserted
from .strays import disjoint, occurrences

LITERAL = re.compile(r"[^\\.^$*+?{}\[\]|()]+")
ALTERNATIVES = re.compile(rf"\(\?:(?P<choice>{LITERAL.pattern}(?:\|{LITERAL.pattern})*)\)(?P<tail>{LITERAL.pattern})?")


def damage(raw, regions, model=None):
    """The damaged places in body and comments, in order, disjoint; by the model shipped unless another is given."""
    model = model or load()
    stretches = [(region.start, region.end) for region in regions if region.kind in ("body", "comment")]
    words = [occurrences(raw, *stretch) for stretch in stretches]
    found = [place for stretch, places in zip(stretches, words, strict=True)
             for place in (*_survivors(raw, *stretch), *_strays(raw, *stretch, places))]
    strays = inserted(raw, stretches, [disjoint(places) for places in words], model)
    found += [Damage(start, end, raw[start:end], "inserted", "") for start, end in strays]
    if strays:
        found += _gaps(raw, stretches, strays, model)
    kept = []
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return tuple(kept)


def _gaps(raw, stretches, strays, model):
    """The dropped characters, looked for in the text without the stray words."""
    text, places, ends = "", [], [0]
    for start, end in stretches:
        cuts = [start, *(edge for stray in strays if start <= stray[0] < end for edge in stray), end]
        for first, last in zip(cuts[::2], cuts[1::2], strict=True):
            text += raw[first:last]
            places += range(first, last)
        ends.append(len(text))
    for first, last, word in dropped(text, list(pairwise(ends)), model):
        if places[last - 1] - places[first] == last - first - 1:  # no stray word inside
            yield Damage(places[first], places[last - 1] + 1, text[first:last], "dropped", word)


def _survivors(raw, start, end):
    for number in _survivors_in(raw, start, end):
        name, repair, pattern = _dropped(number)
        for match in pattern.finditer(raw, start, end):
            yield Damage(*match.span(name), match.group(name), "dropped", repair)


def _survivors_in(raw, start, end):
    """The rows of `tables/dropped.csv` that can match in a stretch, by what stands around their survivors, in order."""
    always, by_character, ahead = _around_survivors()
    found = set(always)
    for match in ahead.finditer(raw, start, end):
        at = match.start()
        for number, survivor, before in by_character[raw[at]]:
            if raw.startswith(survivor, at) and (not before or raw.endswith(before, start, at)):
                found.add(number)
    return sorted(found)


def _strays(raw, start, end, words):
    """`words`: where keywords stand; a row of `tables/parted.csv` matches only at one between what it has left and right."""
    always, by_left, lefts, right = _around_strays()
    found = {}
    for first, last in words:
        if right.match(raw, last, end):
            rows = always
            if raw.endswith(lefts, start, first):
                rows = *always, *(number for left, numbers in by_left if raw.endswith(left, start, first) for number in numbers)
            for number in rows:
                if _right(number).match(raw, last, end):
                    found.setdefault(number, []).append((first, last))
    for number, places in sorted(found.items()):
        matches = _between(raw, start, end, number, places) if number not in always else (
            match.span("stray") for match in _parted(number).finditer(raw, start, end))
        for first, last in matches:
            yield Damage(first, last, raw[first:last], "inserted", "")


def _between(raw, start, end, number, places):
    """Those of the places that a row whose left is plain matches, as its pattern would: the leftmost first, then behind it."""
    row, done = table("parted")[number], start
    unless = re.compile(row["unless"] or "(?!)", re.M)
    for begin, _, end_first, first in sorted((first - len(left), order, -last, first) for first, last in places
                                             for order, left in enumerate(_literals(row["left"]))
                                             if raw.endswith(left, start, first) and not unless.match(raw, first, end)):
        if begin >= done:
            done = -end_first
            yield first, done


def _literals(pattern):
    """All that a pattern of plain characters and alternatives matches, as a tuple; empty for any other.

    >>> _literals("的"), _literals("(?:客户|用户)的"), _literals("[^法自]")
    (('的',), ('客户的', '用户的'), ())
    """
    found = ALTERNATIVES.fullmatch(pattern)
    if found:
        return tuple(choice + (found["tail"] or "") for choice in found["choice"].split("|"))
    return tuple(pattern.split("|")) if all(map(LITERAL.fullmatch, pattern.split("|"))) else ()


@cache
def _around_strays():
    """`(rows, [(what stands on the left, rows), …], all that stands on the left, a pattern of all that may stand on the right)`.

    The rows whose left is not plain; the others by it.
    """
    by_left = {}
    for number, row in enumerate(table("parted")):
        by_left.setdefault(_literals(row["left"]), []).append(number)
    always = by_left.pop((), [])
    return always, tuple(by_left.items()), sum(by_left, ()), _any_of(f"(?:{row['right']})" for row in table("parted"))


def _any_of(patterns):
    """One pattern of several; one that matches everywhere where they have groups, which would be counted anew in it."""
    pattern = re.compile("|".join(patterns) or "(?!)", re.M)
    return re.compile("") if pattern.groups else pattern


@cache
def _right(number):
    return re.compile(table("parted")[number]["right"], re.M)


@cache
def _parted(number):
    """The pattern of a pair of words that a keyword may not part; the words themselves are looked at, not taken."""
    row, words = table("parted")[number], sorted((row["word"] for row in table("strays")), key=lambda word: (-len(word), word))
    unless = f"(?!{row['unless']})" if row["unless"] else ""
    return re.compile(f"(?:{row['left']}){unless}(?P<stray>{'|'.join(map(re.escape, words))})(?={row['right']})", re.M)


@cache
def _around_survivors():
    """`(rows, {character: [(row, survivor, what stands before it where that is plain)]}, pattern)`.

    The rows whose survivor is not plain; the others by its first character; these characters where the rest follows.
    """
    always, by_character, patterns = [], {}, []
    for number, row in enumerate(table("dropped")):
        survivor = row["survivor"]
        if LITERAL.fullmatch(survivor):
            by_character.setdefault(survivor[0], []).append((number, survivor, _literals(row["before"])))
            patterns.append(f"{survivor[0]}(?={survivor[1:]}(?:{row['after']}))")
        else:
            always.append(number)
    ahead = _any_of(patterns)
    return (range(len(table("dropped"))), {}, re.compile("(?!)")) if not ahead.pattern else (always, by_character, ahead)


@cache
def _dropped(number):
    """`(name of the group, repair, pattern)` of a survivor."""
    row = table("dropped")[number]
    before = f"(?:{row['before']})" if row["before"] else ""
    return f"d{number}", row["repair"], re.compile(f"{before}(?P<d{number}>{row['survivor']})(?={row['after']})", re.M)
