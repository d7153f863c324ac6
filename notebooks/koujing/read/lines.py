"""Lines of the raw text, and what can be said of one line by itself."""
import re
from dataclasses import dataclass
from functools import lru_cache

BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
BLANKS = " \t\u3000\u00a0\ufeff\u200b\u200c\u200d\u2060"
FINAL = "。！？；!?;"
CLOSERS = "”’」』\"'）)】》〉］]"
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)\s?[日号]?")
DAMAGED_DATE = re.compile(r"""(?<!\d)(?:19|20)\d\d
    (?: \d{1,2} [-/.月] \d{1,2} (?!\d) 日?      # 20254/6
      | [-/.年] \d{1,2} (?!\d) 月? )            # 2025年4月""", re.X)
AGO = re.compile(r"\d{1,3}\s?(秒|分钟|小时|天|周|个月|月|年)前|昨天|前天|刚刚")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, stripped: `raw[start:end] == text`; `number` counts all lines from 0."""

    number: int
    start: int
    end: int
    text: str


def split_lines(raw):
    """The lines of `raw` that are not blank, in order."""
    found, begin, number = [], 0, 0
    for match in BREAK.finditer(raw):
        _keep(found, raw, begin, match.start(), number)
        begin, number = match.end(), number + 1
    _keep(found, raw, begin, len(raw), number)
    return found


def _keep(found, raw, begin, end, number):
    text = raw[begin:end]
    left = text.lstrip(BLANKS)
    kept = left.rstrip(BLANKS)
    if kept:
        start = begin + len(text) - len(left)
        found.append(Line(number, start, start + len(kept), kept))


def is_final(text):
    """Whether the text ends as a sentence does, closing quotation marks and brackets apart.

    >>> is_final("他说“会上门。”"), is_final("一、电话催收"), is_final("真相:假的.")
    (True, False, True)
    """
    bare = text[-8:].rstrip(CLOSERS)
    return bare.endswith(tuple(FINAL)) or len(bare) > 1 and bare[-1] == "." and is_chinese(bare[-2])


def is_chinese(character):
    """Whether the character is a Chinese one (CJK ideographs, extension A, compatibility, supplementary planes)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" \
        or "\uf900" <= character <= "\ufaff" or "\U00020000" <= character <= "\U0003ffff"


def is_prose(text):
    """Whether a line is a complete piece of prose: 30 characters or more, ended as a sentence, not cut off by dots."""
    return len(text) >= 30 and is_final(text) and not text.rstrip(CLOSERS).endswith(("...", "…"))


def has_date(text):
    """Whether a line holds a full date, or "3天前"."""
    return bool(DATE.search(text) or AGO.search(text) or DAMAGED_DATE.search(text))


def plain(text):
    """The text with nothing but letters, digits and Chinese characters, in lower case, to compare titles by."""
    return "".join(filter(str.isalnum, text.lower()))


@lru_cache(maxsize=64)
def _pairs(text):
    return frozenset(text[i:i + 2] for i in range(len(text) - 1))


def resemblance(first, second):
    """How alike two short texts are, 0 to 1: Dice's coefficient of their sets of character pairs."""
    one, two = _pairs(plain(first)), _pairs(plain(second))
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else float(plain(first) == plain(second) != "")
