"""The cues of page furniture, bylines and comments, read from `tables/cues.csv`."""
import re
from functools import cache
from pathlib import Path

from .rows import rows

TABLES = Path(__file__).parent / "tables"
LONGEST_CUE = 120  # a cue stands at the start of a line; no line is looked at further than this
ORNAMENTS = " \t\u3000\u00a0#*=~_-—–·•●■◆★☆▶►>»<«|│【】[]()（）「」「」"


@cache
def table(name):
    """The rows of `tables/<name>.csv`, in file order, as dictionaries of strings."""
    return rows(TABLES, name)


@cache
def patterns():
    """`{kind: compiled pattern}` of all cues; kinds in the order in which a line is tried against them."""
    grouped = {}
    for row in table("cues"):
        grouped.setdefault(row["kind"], []).append(f"(?:{row['pattern']})")
    return {kind: re.compile("|".join(found)) for kind, found in grouped.items()}


def cue(line, kinds=None):
    """The kind of the first cue that the line starts with, or None; `kinds` narrows the choice.

    A line is tried as it stands, and without the ornaments around it ("【相关阅读】", "## 网友评论").

    >>> cue("【相关阅读】"), cue("相关阅读很多，但都没有说清楚。")
    ('list', None)
    """
    line = line.strip()
    head = line if len(line) <= LONGEST_CUE else line[:LONGEST_CUE] + "\0"  # no pattern ends in the middle of a line
    bare = head.strip(ORNAMENTS)
    for kind, pattern in patterns().items():
        if kinds is None or kind in kinds:
            if pattern.match(head) or bare != head and pattern.match(bare):
                return kind
    return None
