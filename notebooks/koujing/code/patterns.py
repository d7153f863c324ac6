"""Patterns of the cue tables: sets of literal strings in short form, and how to look for them.

`(a|b|)c` stands for ac, bc and c; `{kin}` for the alternatives of that class in `classes.csv`. A pattern that stands for a few
strings is looked for as those strings; one that stands for many by its heads (strings with which each of its matches begins)
and, behind a head, a regular expression of plain alternations, which cannot backtrack far.
"""
import re
from itertools import product
from math import prod

PARTS = re.compile(r"\(\?:(?:\\.|[^\\)])*\)|(?:\\.|[^\\(])+", re.DOTALL)  # of a tail: a group, or what stands between groups
FEW = 64  # strings up to which a pattern is spelt out


def expand(pattern, classes=None):
    """The set of literal strings that a pattern stands for.

    >>> sorted(expand("(打|拨)电话|致电"))
    ['打电话', '拨电话', '致电']
    """
    return {string for parts in _sequences(pattern, classes) for string in map("".join, product(*parts)) if string}


def compiled(pattern, classes=None):
    """What to look for: pairs of a head and the regular expression of what must follow it, None where nothing must.

    >>> compiled("(打|拨)电话")
    [('打电话', None), ('拨电话', None)]
    """
    found = []
    for parts in _sequences(pattern, classes):
        if prod(map(len, parts)) <= FEW:
            found += [(string, None) for string in map("".join, product(*parts)) if string]
            continue
        heads, rest = [""], list(parts)
        while "" in heads:  # an optional opening is no head yet
            heads = ["".join(pair) for pair in product(heads, rest.pop(0))]
        tail = re.compile("".join(map(_alternation, rest))) if rest else None
        found += [(head, tail) for head in dict.fromkeys(heads)]
    return found


def openings(tail):
    """The set of characters with which a match of a tail that `compiled` gave may begin; None where it may be empty.

    >>> sorted(openings(compiled("打(来|去|)(" + "|".join(map(str, range(99))) + ")")[0][1]))[-2:]
    ['去', '来']
    """
    found = set()
    for group in PARTS.findall(tail.pattern):
        strings = group.removeprefix("(?:").removesuffix(")").split("|") if group.startswith("(?:") else [group]
        found |= {string.removeprefix("\\")[:1] for string in strings} - {""}
        if "" not in strings:
            return found
    return None


def _alternation(strings):
    """A group that takes the longest of the strings that fits first."""
    if len(strings) == 1:
        return re.escape(strings[0])
    return f"(?:{'|'.join(re.escape(string) for string in sorted(set(strings), key=lambda string: (-len(string), string)))})"


def _sequences(pattern, classes):
    """The alternatives of a pattern, each as a list of parts, each part the list of strings that may stand there.

    Raises `ValueError` where a bracket has no partner.
    """
    for name, alternatives in (classes or {}).items():
        pattern = pattern.replace("{" + name + "}", alternatives)
    sequences, rest = _alternatives(pattern, 0)
    if rest != len(pattern):
        raise ValueError(f"unbalanced bracket in {pattern!r}")
    return sequences


def _alternatives(pattern, at):
    """The sequences from `at` up to a closing bracket or the end, and where that is."""
    sequences, parts = [], []
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            sequences.append(parts)
            parts = []
        elif pattern[at] == "(":
            inner, at = _alternatives(pattern, at + 1)
            if at == len(pattern):
                raise ValueError(f"unbalanced bracket in {pattern!r}")
            parts.append([string for sequence in inner for string in map("".join, product(*sequence))])
        else:
            end = at + 1
            while end < len(pattern) and pattern[end] not in "()|":
                end += 1
            parts.append([pattern[at:end]])
            at = end - 1
        at += 1
    return [*sequences, parts], at
