"""How well Chinese words read in their order: a bigram model, small enough to be a table.

`tables/readings.csv` holds the words of the written articles and short cases of this project, each with its part of speech
(jieba's letter), how often it stands there, and what follows it; `benchmarks/damage_model.py` makes it. A pair that was not seen
falls back on how often the parts of speech follow each other (Witten and Bell 1991). It knows its subject and nothing else:
good for saying which of two readings of one place is the likelier, and for nothing more.
"""
import re
from dataclasses import dataclass, field
from functools import cache
from math import log
from operator import itemgetter

from .cues import table
from .lines import is_chinese

LONGEST_WORD = 7  # characters
BACKOFF = 3.0     # how much the parts of speech weigh, in units of the kinds of word seen to follow
UNSEEN = 0.05     # the count of a word that was not seen
SPELLINGS = 3000  # unseen words that a part of speech may have
ENOUGH = 6        # readings of a place that are followed up at once
REACH = 9         # characters at either side of a place that are read again
MEMORY = 200_000  # pairs of words whose likelihood is kept
MARKS = {**dict.fromkeys(",，﹐", ","), "、": "、", **dict.fromkeys("。;；:：!！?？\n\r", "。"),
         **dict.fromkeys(" \t\u3000\xa0", " ")}
CHINESE = re.compile("[\u3400-\u9fff]+")
BY_LIKELIHOOD = itemgetter(0)


def mark(char):
    """The token that a character other than a Chinese one is: "," "、" "。" " ", "0" a digit, "a" a letter, "“" the rest.

    >>> [mark(char) for char in "，；7x）"]
    [',', '。', '0', 'a', '“']
    """
    return MARKS.get(char) or ("0" if char.isdigit() else "a" if char.isalpha() else "“")


@dataclass(frozen=True, eq=False)
class Model:
    """Counts of words, of what follows each, and of parts of speech; `seams` of characters that stand side by side.

    `longest`: for two characters the length of the longest word that begins with them. `after[first][second]`: the logarithm of
    the probability that the second word follows the first.
    """

    words: dict[str, int]
    tags: dict[str, str]
    nexts: dict[str, dict[str, int]]
    tag_counts: dict[str, int]
    tag_nexts: dict[str, dict[str, int]]
    seams: set[str]
    size: int
    longest: dict[str, int]
    after: dict = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "after", _Likelihoods(self))

    def tag(self, word):
        """The word's part of speech; a mark is its own, a word that was not seen is "x"."""
        return self.tags.get(word) or ("x" if is_chinese(word[0]) else word)

    def read(self, text, left, right):
        """`(logarithm of the likelihood, [(start, end, word), …])` of the best reading of Chinese text between two words.

        A state is a word that ends at a place: `(logarithm, what follows it, word, where it starts, the state before)`. Of
        states that are alike the one with the later word is taken.
        """
        size, after, known, longest = len(text), self.after, self.words, self.longest
        best = [[] for _ in range(size + 1)]
        best[0].append((0.0, after[left], left, 0, None))
        for start, word in enumerate(text):
            here, end, last = best[start], start + 1, min(size, start + longest.get(text[start:start + 2], 1))
            if len(here) > ENOUGH:
                here = sorted(here, key=BY_LIKELIHOOD, reverse=True)[:ENOUGH]
            while True:
                behind = here[0]
                top = behind[0] + behind[1][word]
                if len(here) > 1:
                    for state in here:
                        score = state[0] + state[1][word]
                        if score >= top and (score > top or state[2] > behind[2]):
                            behind, top = state, score
                best[end].append((top, after[word], word, start, behind))
                while end < last:
                    end += 1
                    word = text[start:end]
                    if word in known:
                        break
                else:
                    break
        score, _, state = max((state[0] + state[1][right], state[2], state) for state in best[size])
        words, end = [], size
        while end:
            words.append((state[3], end, state[2]))
            end, state = state[3], state[4]
        return score, words[::-1]


class _Likelihoods(dict):
    """For each word what follows it, made when it is first asked for; begun anew after `MEMORY` pairs of words."""

    __slots__ = ("model", "by_tag", "forms", "pairs")

    def __init__(self, model):
        self.model, self.by_tag, self.forms, self.pairs = model, {}, {}, 0

    def __missing__(self, word):
        model = self.model
        tag, seen = model.tag(word), model.nexts.get(word) or {}
        weight = BACKOFF * len(seen) or 1.0
        whole = (model.words[word] if seen else 0) + weight
        found = self[word] = _After(self, tag, self.by_tag.setdefault(tag, {}), seen, weight, whole)
        return found

    def of_tag(self, tag, second):
        """The probability that a word of the part of speech `second` follows one of `tag`."""
        model, after = self.model, self.model.tag_nexts.get(tag, {})
        total, kinds = model.tag_counts.get(tag, 0) if after else 0, len(after) or 1  # the sum of `after`
        share = (model.tag_counts.get(second, 0) + 0.5) / (model.size + 20)
        return (after.get(second, 0) + kinds * share) / (total + kinds)

    def form(self, word):
        """`(part of speech, the word's share of it)`, kept."""
        model, tag, share = self.model, self.model.tag(word), 1.0
        if is_chinese(word[0]):
            share = (model.words.get(word, 0) or UNSEEN) / (model.tag_counts.get(tag, 0) + UNSEEN * SPELLINGS)
        found = self.forms[word] = tag, share
        return found

    def forget(self):
        """None; begins anew."""
        self.pairs = 0
        self.clear()
        self.by_tag.clear()
        self.forms.clear()


class _After(dict):
    """The logarithm of the probability of each word after one word, made when it is first asked for."""

    __slots__ = ("all", "tag", "by_tag", "seen", "weight", "whole")

    def __init__(self, *parts):
        self.all, self.tag, self.by_tag, self.seen, self.weight, self.whole = parts

    def __missing__(self, word):
        kept, by_tag = self.all, self.by_tag
        tag, share = kept.forms.get(word) or kept.form(word)
        if tag not in by_tag:
            by_tag[tag] = kept.of_tag(self.tag, tag)
        found = self[word] = log((self.seen.get(word, 0) + self.weight * (by_tag[tag] * share)) / self.whole)
        kept.pairs += 1
        if kept.pairs > MEMORY:
            kept.forget()
        return found


def model(rows):
    """The `Model` of rows (word, part of speech, {next word: count})."""
    words, tags, nexts, seams, tag_counts, tag_nexts, longest = {}, {}, {}, set(), {}, {}, {}
    for word, tag, after in rows:
        tags[word], nexts[word], words[word] = tag, after, sum(after.values())
        if len(word) > longest.get(word[:2], 1):
            longest[word[:2]] = min(len(word), LONGEST_WORD)
    for word, after in nexts.items():
        tag_counts[tags[word]] = tag_counts.get(tags[word], 0) + words[word]
        beside = tag_nexts.setdefault(tags[word], {})
        for following, count in after.items():
            tag = tags[following]
            beside[tag] = beside.get(tag, 0) + count
        last = word[-1]
        seams.update([word[at:at + 2] for at in range(len(word) - 1)], [last + following[0] for following in after])
    return Model(words, tags, nexts, tag_counts, tag_nexts, seams, sum(words.values()), longest)


def before(text, at, start):
    """The character or mark before a place, "。" at the start; a blank behind a mark is not seen.

    >>> before("限。 朋友", 3, 0), before("友 朋友", 2, 0)
    ('。', ' ')
    """
    while at > start and mark(text[at - 1]) == " " and (at - 1 == start or not is_chinese(text[at - 2])):
        at -= 1
    return "。" if at <= start else text[at - 1] if is_chinese(text[at - 1]) else mark(text[at - 1])


def after(text, at, end):
    """The character or mark that stands at a place, "。" at the end."""
    return "。" if at >= end else text[at] if is_chinese(text[at]) else mark(text[at])


def window(text, first, last, start, end):
    """`(left, right)`: how far the Chinese text around a place is read again, within `start` and `end`."""
    left, right = first, last
    while left > start and first - left < REACH and is_chinese(text[left - 1]):
        left -= 1
    while right < end and right - last < REACH and is_chinese(text[right]):
        right += 1
    return left, right


def weigh(kind, features):
    """The logarithm of the odds that a place is damaged, given its features by name (`tables/weights.csv`)."""
    weights = _weights()[kind]
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


@cache
def _weights():
    found = {}
    for row in table("weights"):
        found.setdefault(row["kind"], {})[row["feature"]] = float(row["weight"])
    return found


@cache
def load():
    """The model of `tables/readings.csv`."""
    rows = []
    for row in table("readings"):
        entries = row["next"].split("|")
        after = dict.fromkeys(entries, 1)
        if "=" in row["next"]:
            for entry in entries:
                if "=" in entry:
                    del after[entry]
                    word, count = entry.split("=")
                    after[word] = int(count)
        rows.append((row["word"], row["tag"], after))
    return model(rows)
