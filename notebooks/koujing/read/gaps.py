"""Dropped characters (codebook §5): survivors of words that read much better whole.

A page is read word by word; what reads badly and is a known word less one character may be that word. A filter that takes a
character out of a word does so wherever the word stands, so a page's survivors of one word speak for each other.
"""
from collections import Counter
from functools import cache
from itertools import pairwise
from math import log, log1p

from .lines import is_chinese
from .readings import CHINESE, after, before, weigh

LONGEST = 5  # characters of a word that is looked for without one of them
OFTEN = 3    # times that a word must have been seen
LEAST = -4.0  # gain below which one does not look closer
STRETCH = 400  # characters that are read at once


def dropped(text, stretches, model):
    """The `(start, end, word)` of what survives of words that lack one character, in order, disjoint."""
    found = sorted(((weigh("dropped", seen), *place) for place, seen in candidates(text, stretches, model)),
                   key=lambda entry: (-entry[0], entry[1]))
    kept = []
    for odds, first, last, word in found:
        if odds > 0 and all(last <= other[0] or other[1] <= first for other in kept):
            kept.append((first, last, word))
    return sorted(kept)


def candidates(text, stretches, model):
    """For each word or two that may lack a character: `((start, end, whole word), features)` of the likeliest."""
    found = []
    for start, end in stretches:
        for run in CHINESE.finditer(text, start, end):
            for first in range(run.start(), run.end(), STRETCH):
                last = min(first + STRETCH, run.end())
                found += _lacking(_words(text, first, last, start, end, model), model)
    same = Counter((place[1] - place[0], place[2]) for place, seen in found if seen["gain"] > 0)
    for place, seen in found:
        yield place, seen | {"same": log(max(same[place[1] - place[0], place[2]], 1))}


def _words(text, first, last, start, end, model):
    """The best reading of Chinese text, with its neighbours: `[(start, end, word), …]`."""
    one, two = before(text, first, start), after(text, last, end)
    _, words = model.read(text[first:last], one, two)
    return [(first, first, one), *((first + begin, first + stop, word) for begin, stop, word in words), (last, last, two)]


def _lacking(words, model):
    """The `((start, end, whole word), features)` of the words and pairs of words that may lack a character."""
    wholes, after, likely = _wholes(model), model.after, None
    names = [word for _, _, word in words]
    for at in range(1, len(words) - 1):
        for stop in (at + 1, at + 2):
            if stop >= len(words):
                break
            rest = names[at] if stop == at + 1 else names[at] + names[at + 1]
            if rest not in wholes:
                continue
            likely = likely or [after[one][two] for one, two in pairwise(names)]
            one, two, as_is = names[at - 1], names[stop], sum(likely[at - 1:stop])
            follows = after[one]
            gain, word = max([(follows[word] + after[word][two] - as_is, word) for word in wholes[rest]])
            if gain > LEAST:
                yield (words[at][0], words[stop - 1][1], word), {
                    "base": 1.0, "gain": gain, "word": log1p(model.words[word]), "alone": log1p(model.words.get(rest, 0)),
                    "left": float(word in model.nexts.get(one, ())), "right": float(two in model.nexts.get(word, ())),
                    "left as is": log1p(model.nexts.get(one, {}).get(words[at][2], 0)),
                    "right as is": log1p(model.nexts.get(words[stop - 1][2], {}).get(two, 0)),
                    "head": float(word.endswith(rest))}


@cache
def _wholes(model):
    """For what is left of a word that lost one character, the words that it may be."""
    found = {}
    for word, count in model.words.items():
        if count >= OFTEN and 2 <= len(word) <= LONGEST and all(map(is_chinese, word)):
            for at in range(len(word)):
                found.setdefault(word[:at] + word[at + 1:], set()).add(word)
    return {rest: tuple(sorted(words)) for rest, words in found.items()}
