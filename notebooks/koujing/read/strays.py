"""Keywords that a spinner may have put in (codebook §5), and what speaks for each: how its place reads without it.

`tables/strays.csv` lists what is searched for, by kind, since words of a kind stand in the same places; `tables/weights.csv`
what each piece of evidence weighs.
"""
from collections import Counter
from functools import cache
from math import log, log1p

from .cues import table
from .lines import is_chinese
from .readings import after, before, window

MOST_GAIN = 12.0  # a likelihood ratio (its logarithm) beyond which it says no more
WHOLE = 2.0       # how well the halves of one word go together


def occurrences(text, start, end):
    """The `(start, end)` of every keyword in a stretch of text, also of those within another, in the order of their ends."""
    return [(first + start, last + start) for _, first, last in _matcher().find_matches_as_indexes(text[start:end], True)]


def disjoint(places):
    """Of `occurrences` the first, the longest that begins there, the next behind it, and so on."""
    longest, found, done = dict(places), [], 0  # of two that begin alike the longer ends later
    for first in sorted(longest):
        if first >= done:
            done = longest[first]
            found.append((first, done))
    return found


def keywords(text, start, end):
    """The `(start, end)` of the keywords in a stretch of text, in order, disjoint."""
    return disjoint(occurrences(text, start, end))


def candidates(text, start, end, model):
    """Those keywords in a stretch of text that meet a neighbour beside which they were not seen.

    A keyword before a mark of punctuation is none: what is inserted stands before a word.
    """
    return [place[:2] for place in odd(text, start, end, model, keywords(text, start, end))]


def odd(text, start, end, model, found):
    """`(start, end, whether 的 stands before, seams)` of the `candidates` among the keywords found."""
    known = model.seams
    for first, last in found:
        if last < end and is_chinese(text[last]):
            one = text[first - 1] if first > start and is_chinese(text[first - 1]) else before(text, first, start)
            joined = (one + text[first] in known) + (text[last - 1:last + 1] in known)
            if one == "的" or joined < 2:
                yield first, last, one == "的", joined


def features(text, first, last, start, end, model, times):
    """`(kind, features)` of the row set of `tables/weights.csv` that applies to `text[first:last]`; `times`: on the page."""
    left, right = window(text, first, last, start, end)
    near, following = before(text, first, start), after(text, last, end)
    one, two = near if left == first else before(text, left, start), following if right == last else after(text, right, end)
    with_it, words = model.read(text[left:right], one, two)
    without, joined = model.read(text[left:first] + text[last:right], one, two)
    word, kind = text[first:last], kinds()[text[first:last]]
    neighbours = (next((entry[2] for entry in words if entry[1] == first - left), near),
                  next((entry[2] for entry in words if entry[0] == last - left), following))
    ahead = next((entry[2] for entry in joined if entry[1] == first - left), one if first == left else "")
    behind = next((entry[2] for entry in joined if entry[0] == first - left), "")
    seams = (near + text[first] in model.seams) + (text[last - 1] + text[last] in model.seams)
    fits = _company(model)
    return "after 的" if near == "的" else "elsewhere", {
        "base": 1.0, "gain": min(without - with_it, MOST_GAIN), "seams": float(seams),
        "joined": log1p(model.nexts.get(ahead, {}).get(behind, 0)) if ahead and behind else WHOLE,
        "opens": float(near == "。"), "often": log1p(model.words.get(word, 0)), "times": log(times),
        "left": _kinship(fits[0].get(kind), neighbours[0], model),
        "right": _kinship(fits[1].get(kind), neighbours[1], model), "filler": float(kind == "filler")}


def _kinship(company, neighbour, model):
    """How much more often words of a kind stand beside the neighbour than by chance, as a logarithm."""
    beside, size = company or ({}, 0)
    chance = max(size, 1) * (model.words.get(neighbour, 0) + 1) / model.size
    return log((beside.get(neighbour, 0) + 0.5 * chance) / chance)


@cache
def _company(model):
    """What the model saw before the keywords, and after: `{kind: ({word: count}, sum)}` each."""
    ahead, behind, of_kind = {}, {}, kinds()
    for one, following in model.nexts.items():
        counts = behind.setdefault(of_kind[one], Counter()) if one in of_kind else None
        if counts is not None:
            counts.update(following)
        for two in following.keys() & of_kind.keys():
            beside = ahead.setdefault(of_kind[two], Counter())
            beside[one] += following[two]
    return tuple({kind: (dict(counts), sum(counts.values())) for kind, counts in side.items()} for side in (ahead, behind))


@cache
def kinds():
    """`{keyword: its kind}`."""
    return {row["word"]: row["kind"] for row in table("strays")}


@cache
def _matcher():
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick(list(kinds()), implementation=Implementation.DFA)
