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


def damage(raw, regions, model=None):
    """The damaged places in body and comments, in order, disjoint; by the model shipped unless another is given."""
    model = model or load()
    stretches = [(region.start, region.end) for region in regions if region.kind in ("body", "comment")]
    found = [place for stretch in stretches for place in (*_survivors(raw, *stretch), *_strays(raw, *stretch))]
    strays = inserted(raw, stretches, model)
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
    for survivor, pattern, repairs in _dropped():
        if raw.find(survivor, start, end) < 0:
            continue
        for match in pattern.finditer(raw, start, end):
            name = match.lastgroup
            yield Damage(*match.span(name), match.group(name), "dropped", repairs[name])


def _strays(raw, start, end):
    for pattern in _parted():
        for match in pattern.finditer(raw, start, end):
            yield Damage(*match.span("stray"), match.group("stray"), "inserted", "")


@cache
def _parted():
    """One pattern per pair of words that a keyword may not part; the words themselves are looked at, not taken."""
    words = "|".join(sorted((row["word"] for row in table("strays")), key=lambda word: (-len(word), word)))
    found = []
    for row in table("parted"):
        unless = f"(?!{row['unless']})" if row["unless"] else ""
        found.append(re.compile(f"(?:{row['left']}){unless}(?P<stray>{words})(?={row['right']})", re.M))
    return tuple(found)


@cache
def _dropped():
    """One pattern per survivor: `(what cannot be lacking where it matches, pattern, {group: repair})`."""
    found = []
    for number, row in enumerate(table("dropped")):
        before = f"(?:{row['before']})" if row["before"] else ""
        literal = row["survivor"] if re.escape(row["survivor"]) == row["survivor"] else ""
        found.append((literal, re.compile(f"{before}(?P<d{number}>{row['survivor']})(?={row['after']})", re.M),
                      {f"d{number}": row["repair"]}))
    return tuple(found)
