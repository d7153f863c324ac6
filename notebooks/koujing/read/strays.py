"""Keywords that a spinner may have put in (codebook §5), and what speaks for each: how its place reads without it.

`tables/strays.csv` lists what is searched for, by kind, since words of a kind stand in the same places; `tables/weights.csv`
what each piece of evidence weighs.
"""
from functools import cache
from math import log, log1p

from .cues import table
from .lines import is_chinese
from .readings import after, before, window

MOST_GAIN = 12.0  # a likelihood ratio (its logarithm) beyond which it says no more
WHOLE = 2.0       # how well the halves of one word go together


def keywords(text, start, end):
    """The `(start, end)` of the keywords in a stretch of text, in order, disjoint."""
    return [(first + start, last + start) for _, first, last in _matcher().find_matches_as_indexes(text[start:end])]


def candidates(text, start, end, model):
    """Those keywords in a stretch of text that meet a neighbour beside which they were not seen.

    A keyword before a mark of punctuation is none: what is inserted stands before a word.
    """
    return [(first, last) for first, last in keywords(text, start, end)
            if last < end and is_chinese(text[last])
            and (attributed(text, first, last, start) or seams(text, first, last, start, model) < 2)]


def seams(text, first, last, start, model):
    """How many of the neighbours of `text[first:last]` were seen beside it, character by character."""
    return (before(text, first, start) + text[first] in model.seams) + (text[last - 1] + text[last] in model.seams)


def attributed(text, first, last, start):
    """Whether 的 stands before the place: where the real page has all of its inserted words."""
    return before(text, first, start) == "的"


def features(text, first, last, start, end, model, times):
    """`(kind, features)` of the row set of `tables/weights.csv` that applies to `text[first:last]`; `times`: on the page."""
    left, right = window(text, first, last, start, end)
    one, two = before(text, left, start), after(text, right, end)
    with_it, words = model.read(text[left:right], one, two)
    without, joined = model.read(text[left:first] + text[last:right], one, two)
    word, kind = text[first:last], kinds()[text[first:last]]
    neighbours = (next((entry[2] for entry in words if entry[1] == first - left), before(text, first, start)),
                  next((entry[2] for entry in words if entry[0] == last - left), after(text, last, end)))
    ahead = next((entry[2] for entry in joined if entry[1] == first - left), one if first == left else "")
    behind = next((entry[2] for entry in joined if entry[0] == first - left), "")
    fits = _company(model)
    return "after 的" if attributed(text, first, last, start) else "elsewhere", {
        "base": 1.0, "gain": min(without - with_it, MOST_GAIN), "seams": float(seams(text, first, last, start, model)),
        "joined": log1p(model.nexts.get(ahead, {}).get(behind, 0)) if ahead and behind else WHOLE,
        "opens": float(before(text, first, start) == "。"), "often": log1p(model.words.get(word, 0)), "times": log(times),
        "left": _kinship(fits[0].get(kind, {}), neighbours[0], model),
        "right": _kinship(fits[1].get(kind, {}), neighbours[1], model), "filler": float(kind == "filler")}


def _kinship(beside, neighbour, model):
    """How much more often words of a kind stand beside the neighbour than by chance, as a logarithm."""
    chance = max(sum(beside.values()), 1) * (model.words.get(neighbour, 0) + 1) / model.size
    return log((beside.get(neighbour, 0) + 0.5 * chance) / chance)


@cache
def _company(model):
    """`({kind: {word before: count}}, {kind: {word after: count}})` of the keywords, as the model saw them."""
    ahead, behind = {}, {}
    for one, following in model.nexts.items():
        for two, count in following.items():
            for word, neighbour, beside in ((two, one, ahead), (one, two, behind)):
                if word in kinds():
                    counts = beside.setdefault(kinds()[word], {})
                    counts[neighbour] = counts.get(neighbour, 0) + count
    return ahead, behind


@cache
def kinds():
    """`{keyword: its kind}`."""
    return {row["word"]: row["kind"] for row in table("strays")}


@cache
def _matcher():
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(kinds()), matchkind=MatchKind.LeftmostLongest)
