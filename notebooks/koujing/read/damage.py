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


def damage(raw, regions, model=None):
    """The damaged places in body and comments, in order, disjoint; by the model shipped unless another is given."""
    model = model or load()
    stretches = [(region.start, region.end) for region in regions if region.kind in ("body", "comment")]
    words = [occurrences(raw, *stretch) for stretch in stretches]
    found = [place for stretch, places in zip(stretches, words, strict=True)
             for place in (*_survivors(raw, *stretch), *_strays(raw, *stretch, {last for _, last in places}))]
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
    """The rows of `tables/dropped.csv` that can match in a stretch, since what must follow their survivor does, in order."""
    literal, ahead = _survivor_ends()
    places = [match.start() for match in ahead.finditer(raw, start, end)] if ahead else [start]
    return [number for number, survivor in enumerate(literal)
            if not (ahead and survivor) or any(raw.startswith(survivor, at) for at in places)]


def _strays(raw, start, end, ends):
    """`ends`: where keywords end; a row of `tables/parted.csv` matches only where what it has on the right follows one."""
    ahead = _right_of_strays()
    if ahead is not None:
        ends = [at for at in ends if ahead.match(raw, at, end)]
    for number in range(len(table("parted"))):
        if ends and any(_right(number).match(raw, at, end) for at in ends):
            for match in _parted(number).finditer(raw, start, end):
                yield Damage(*match.span("stray"), match.group("stray"), "inserted", "")


@cache
def _right_of_strays():
    """One pattern of all that may stand on the right of a keyword that parts two words; None where it cannot be made."""
    pattern = re.compile("|".join(f"(?:{row['right']})" for row in table("parted")), re.M)
    return None if pattern.groups else pattern  # groups that a row refers to would be counted anew


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
def _survivor_ends():
    """`(survivors, pattern)`: the literal survivors, "" for another, and one pattern of what must follow each of them, which
    takes its first character only; None where it cannot be made."""
    rows = table("dropped")
    literal = [row["survivor"] if LITERAL.fullmatch(row["survivor"]) else "" for row in rows]
    pattern = re.compile("|".join(f"{survivor[0]}(?={survivor[1:]}(?:{row['after']}))"
                                  for survivor, row in zip(literal, rows, strict=True) if survivor) or "(?!)", re.M)
    return literal, None if pattern.groups else pattern


@cache
def _dropped(number):
    """`(name of the group, repair, pattern)` of a survivor."""
    row = table("dropped")[number]
    before = f"(?:{row['before']})" if row["before"] else ""
    return f"d{number}", row["repair"], re.compile(f"{before}(?P<d{number}>{row['survivor']})(?={row['after']})", re.M)
