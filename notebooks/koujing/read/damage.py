"""Damaged places (codebook §5): words that a text spinner dropped in, and characters that a filter took out.

Both are told by their neighbours, from tables: a survivor of a word between words beside which it cannot stand
(`tables/dropped.csv`), a search keyword (`tables/strays.csv`) that parts two words which belong together
(`tables/parted.csv`). What is not in the tables is not found: many inserted words read like Chinese.
"""
import re
from functools import cache

from .article import Damage
from .cues import table


def damage(raw, regions):
    """The damaged places in body and comments, in order, disjoint."""
    found = []
    for region in regions:
        if region.kind in ("body", "comment"):
            found += _places(raw, region.start, region.end)
    kept = []
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return tuple(kept)


def _places(raw, start, end):
    for pattern, repairs in _dropped():
        for match in pattern.finditer(raw, start, end):
            name = match.lastgroup
            yield Damage(*match.span(name), match.group(name), "dropped", repairs[name])
    for pattern in _parted():
        for match in pattern.finditer(raw, start, end):
            yield Damage(*match.span("stray"), match.group("stray"), "inserted", "")


@cache
def _dropped():
    """One pattern per survivor: `(pattern, {group: repair})`."""
    found = []
    for number, row in enumerate(table("dropped")):
        before = f"(?:{row['before']})" if row["before"] else ""
        found.append((re.compile(f"{before}(?P<d{number}>{row['survivor']})(?={row['after']})", re.M),
                      {f"d{number}": row["repair"]}))
    return tuple(found)


@cache
def _parted():
    """One pattern per pair of words that a keyword may not part; the words themselves are looked at, not taken."""
    strays = "|".join(sorted((row["word"] for row in table("strays")), key=lambda word: (-len(word), word)))
    found = []
    for row in table("parted"):
        unless = f"(?!{row['unless']})" if row["unless"] else ""
        found.append(re.compile(f"(?:{row['left']}){unless}(?P<stray>{strays})(?={row['right']})", re.M))
    return tuple(found)
