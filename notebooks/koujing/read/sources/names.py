"""Names of articles from what a container calls its records."""
import re
import unicodedata

from ..guard import FORMULA

MOST = 180  # bytes of a name in UTF-8: file systems take 255 for the name with its suffix
FORBIDDEN = re.compile(r'[\s/\\:*?"<>|]+')  # what Windows or POSIX take no file name with, and blanks
HARMLESS = re.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")  # as most ids are


def safe(identity):
    """An id as the name of an article, which can be a file's stem and a spreadsheet's cell: no path, no formula, one line.

    >>> safe("a/b\\nc"), safe("=1+1"), safe("../../etc"), safe("帖子 12"), safe(" . ")
    ('a_b_c', '_1+1', '_.._etc', '帖子_12', '')
    """
    if HARMLESS.fullmatch(identity):
        return identity
    shown = "".join("_" if unicodedata.category(character)[0] == "C" else character for character in identity[:MOST])
    name = FORBIDDEN.sub("_", shown.strip().lstrip(". ")).encode("utf-8", "replace")[:MOST].decode("utf-8", "ignore").rstrip(". ")
    return f"_{name[1:]}" if name.startswith(FORMULA) else name


def naming():
    """A function that gives each id a name of its own: `safe`, and from the second of a name on -2, -3, …

    >>> name = naming()
    >>> name("a"), name("a"), name("a-2"), name("a")
    ('a', 'a-2', 'a-2-2', 'a-3')
    """
    taken = {}  # a name: how many records have asked for it

    def name(identity, otherwise="record"):
        wanted = found = safe(identity) or otherwise
        while found in taken:
            taken[wanted] += 1
            found = f"{wanted}-{taken[wanted]}"
        taken[found] = 1
        return found

    return name
