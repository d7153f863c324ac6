"""What a cited title stands for: a title of the register, a damaged one, a private paper, or nothing that is known.

The register comes in as `Names`; what may stand around a title, and what is none, is in `tables/titles.csv`.
"""
import re
from dataclasses import dataclass
from functools import cache

from .citations import is_contract, title_key
from .codebook import table
from .normal import normalise

OUTCOMES = ("resolved", "damaged", "contract", "not found", "abstain")
SHORTEST_REPAIR = 6  # a shorter title with a character lost could be too many others
MOST_LOST = 2
TAIL = 4  # characters after a hole that a candidate must share
POINTS = re.compile(r"[-—–·:,.、;!]")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a title: one of `OUTCOMES`; the register's key where resolved; else candidates; and why."""

    outcome: str
    key: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Every name in the register, by `spelling`: the keys of the titles that it can mean.

    `full`: whole titles only. `strict`: titles met only as they stand, since what is like them was not searched for.
    """

    keys: dict[str, tuple[str, ...]]
    full: tuple[str, ...]
    strict: frozenset[str] = frozenset()


def names(titles, aliases=(), strict=()):
    """The `Names` of the register's titles, and of other names for them as pairs (alias, title); `strict`: some titles.

    >>> known = names(["中华人民共和国民法典"], [("法典", "中华人民共和国民法典")])
    >>> known.keys
    {'民法典': ('民法典',), '法典': ('民法典',)}
    """
    keys = {}
    for title in titles:
        for form in sorted(_forms(spelling(title)), key=len, reverse=True):
            if form == spelling(title) or len(form) >= SHORTEST_REPAIR and not _kind("generic").fullmatch(form):
                keys.setdefault(form, []).append(title_key(title))
    for alias, title in aliases:
        keys.setdefault(spelling(alias), []).append(title_key(title))
    full = tuple(dict.fromkeys(spelling(title) for title in titles))
    # A whole title goes before what is left of a longer one.
    return Names({form: (found[0],) if form in full else tuple(dict.fromkeys(found)) for form, found in keys.items()}, full,
                 frozenset(map(spelling, strict)))


def spelling(title):
    """The title's `title_key` in one spelling: simplified characters, lower case, no points.

    >>> spelling("《個人信息保護法》"), spelling("GB/T 45251-2025")
    ('个人信息保护法', 'gb/t452512025')
    """
    return POINTS.sub("", title_key(normalise(title)))


def resolve(title, known):
    """The `Resolution` of a title as printed, with or without 《》.

    A title resolves where it is a name of the register, or becomes one when issuer, year, edition, article or words of
    announcement are taken off. A lost or exchanged character never resolves: it gives candidates.

    >>> known = names(["中华人民共和国个人信息保护法"])
    >>> [resolve(one, known).outcome for one in ("《個人信息保護法（2021）》", "《个人信息保法》", "《催收法》")]
    ['resolved', 'damaged', 'not found']
    """
    key = spelling(title)
    if _kind("hole").search(key):
        found = _with_holes(key, known)
        return Resolution("damaged", candidates=found, why="characters of it cannot be read")
    for form in sorted(_forms(key), key=len, reverse=True):
        if form in known.keys and (form == key or form not in known.strict):
            meant = known.keys[form]
            if len(meant) == 1:
                return Resolution("resolved", meant[0])
            return Resolution("abstain", candidates=meant, why="the name can mean several texts")
    if is_contract(title) or _kind("paper").fullmatch(key):
        return Resolution("contract", why="a private paper, no rule")
    if not key or _kind("generic").fullmatch(key) or _kind("press").fullmatch(key):
        return Resolution("abstain", why="no title of a rule")
    if found := _repaired(key, known):
        return Resolution("damaged", candidates=found, why="it lacks characters of a title, or has one exchanged")
    cut = "; it ends within a word" if _kind("cut").fullmatch(key) else ""
    return Resolution("not found", why=f"no title of the register is like it{cut}")


def _forms(key):
    """The key, and what is left of it when what may stand around a title is taken off, again and again."""
    found, fresh = {key}, [key]
    while fresh:
        form = fresh.pop()
        front, back = _kind("front").match(form), _kind("back_end").search(form)
        shorter = {form[front.end():] if front else "", form[:back.start()] if back else ""}
        shorter |= {title_key(one) for one in shorter}
        fresh += [one for one in shorter - found if len(one) >= 2]
        found |= {one for one in shorter if len(one) >= 2}
    return found


def _with_holes(key, known):
    """Titles that a title with unread characters may be: those that fit, else those with its end."""
    parts = _kind("hole").split(key)
    shape = re.compile(".{1,3}".join(map(re.escape, parts)))
    fits = [known.keys[full][0] for full in known.full if shape.fullmatch(full)]
    tail = parts[-1][-TAIL:]
    return tuple(fits or [known.keys[full][0] for full in known.full if len(tail) == TAIL and full.endswith(tail)])


def _repaired(key, known):
    """Titles from which a key differs by at most `MOST_LOST` lost characters, or by one exchanged one."""
    if len(key) < SHORTEST_REPAIR:
        return ()
    return tuple(dict.fromkeys(known.keys[full][0] for full in known.full
                               if _lost(key, full) or _exchanged(key, full)))


def _lost(key, full):
    if not 0 < len(full) - len(key) <= MOST_LOST or key[0] != full[0]:
        return False
    rest = iter(full)
    return all(char in rest for char in key)


def _exchanged(key, full):
    return len(key) == len(full) and sum(one != other for one, other in zip(key, full, strict=True)) == 1


@cache
def _kind(kind):
    """The pattern of one kind of row in `tables/titles.csv`."""
    if kind == "back_end":
        return re.compile(f"(?:{_kind('back').pattern})$")
    return re.compile("|".join(row["pattern"] for row in table("titles") if row["kind"] == kind))


def pattern(kind):
    """The compiled pattern of one kind of row in `tables/titles.csv`, such as "before"."""
    return _kind(kind)
