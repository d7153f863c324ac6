"""Words and signs that put stages in order (首先, 随后, 无效, →), and what opens an item of a list (1., 第一阶段, D15).

The words are rows of `tables/order_marks.csv`, the openers rows of `tables/order_openers.csv`: regular expressions over
normalised text, since order hangs on what stands beside a word (先短信 but not 先生).
"""
import re
from functools import cache
from typing import NamedTuple

from .codebook import table

# The kinds of marks that say in a sentence how its stages follow those before.
LINKS = ("before", "first", "next", "later", "long", "last", "put", "failed", "aside", "list", "threat")
ORNAMENTS = " \t|[【(#*·•‧●■◆-–—→▶“\""  # what may stand before the opener of an item
NUMERALS = "一二三四五六七八九十"
COUNTED = re.compile(f"[0-9{NUMERALS}①-⑳]+")
ARROW = re.compile("-+>|=+>|[→⇒➡➔⟶↓>]+")
POINTING = re.compile("[>→⇒➡➔⟶↓]")  # what every arrow has
DASH = re.compile("—+|--+")


class Mark(NamedTuple):
    """A sign of order at `text[start:end]`: its kind (`LINKS`, or `time`), and the day on which a time begins, if it has one."""

    start: int
    end: int
    kind: str
    day: int | None = None


class Opener(NamedTuple):
    """What opens an item: its family (plain, nth, time), its style, its number (0 where it has none), where it ends."""

    family: str
    style: str
    number: int
    end: int


@cache
def _pattern(kinds):
    """One pattern for all rows of the kinds, and the kind of each of its groups."""
    rows = [(row["id"].replace(".", "_"), row) for row in table("order_marks") if row["kind"] in kinds]
    return re.compile("|".join(f"(?P<{name}>{row['pattern']})" for name, row in rows)), {name: row["kind"] for name, row in rows}


def words(text, kinds=LINKS):
    """The marks of the given kinds in a normalised text, in order.

    >>> [mark.kind for mark in words("首先发短信,随后打电话,最后起诉")]
    ['first', 'next', 'last']
    """
    pattern, kind_of = _pattern(kinds)
    return [Mark(*match.span(), kind_of[match.lastgroup]) for match in pattern.finditer(text)]


def says(text, kind):
    """Whether a normalised text holds a mark of the kind: `course` (流程), `kinds` (方式), `preview`, `form`, `closing`, `tail`.

    >>> says("催收分为三个阶段:", "course"), says("常见的催收方式:", "course")
    (True, False)
    """
    return _pattern((kind,))[0].search(text) is not None


def arrows(text):
    """The arrows in a text as marks of kind `next`; dashes where there are two or more: 短信—电话—起诉."""
    found = list(ARROW.finditer(text)) if POINTING.search(text) else []
    dashes = list(DASH.finditer(text)) if "—" in text or "--" in text else []
    return [Mark(*match.span(), "next") for match in found + (dashes if len(dashes) > 1 else [])]


@cache
def _openers():
    """The openers in order, and one pattern for any of them."""
    rows = table("order_openers")
    return [(row["kind"], row["id"], re.compile(row["pattern"])) for row in rows], \
        re.compile("|".join(f"(?:{row['pattern']})" for row in rows))


def opener(text):
    """The `Opener` of a normalised sentence, or None; items of one list have the same style.

    >>> opener("(二)逾期8至30天:人工跟进").number, opener("第一阶段:短信提醒").family, opener("他会上门")
    (2, 'nth', None)
    """
    openers, any_of_them = _openers()
    bare = text.lstrip(ORNAMENTS)
    pieces = [piece for piece in ((text,) if bare == text else (text, bare)) if any_of_them.match(piece)]
    for family, name, pattern in openers if pieces else ():
        for piece in pieces:
            match = pattern.match(piece)
            if match:
                style = f"{name} {COUNTED.sub('1', match.group().strip())}" if family == "plain" else family
                return Opener(family, style, _number(match.group()), len(text) - len(piece) + match.end())
    return None


def _number(opening):
    """The ordinal number in the opening of an item; 0 where there is none, 11 for any above ten in characters."""
    found = COUNTED.search(opening.rstrip(" .、:").rpartition(".")[2])  # 2.3 is the third of its section
    if not found:
        return 0
    counted = found.group()
    if counted[0].isdecimal():
        return int(re.match("[0-9]+", counted).group())
    if counted[0] not in NUMERALS:
        return ord(counted[0]) - ord("①") + 1
    return NUMERALS.index(counted) + 1 if len(counted) == 1 else 11
