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


def mark(char):
    """The token that a character other than a Chinese one is: "," "、" "。" " ", "0" a digit, "a" a letter, "“" the rest.

    >>> [mark(char) for char in "，；7x）"]
    [',', '。', '0', 'a', '“']
    """
    return MARKS.get(char) or ("0" if char.isdigit() else "a" if char.isalpha() else "“")


@dataclass(frozen=True, eq=False)
class Model:
    """Counts of words, of what follows each, and of parts of speech; `seams` of characters that stand side by side.

    `longest`: for each character the length of the longest word that begins with it.
    """

    words: dict[str, int]
    tags: dict[str, str]
    nexts: dict[str, dict[str, int]]
    tag_counts: dict[str, int]
    tag_nexts: dict[str, dict[str, int]]
    seams: dict[str, int]
    size: int
    longest: dict[str, int]
    kept: dict = field(default_factory=dict, repr=False)

    def tag(self, word):
        """The word's part of speech; a mark is its own, a word that was not seen is "x"."""
        return self.tags.get(word) or ("x" if is_chinese(word[0]) else word)

    def likelihood(self, first, second):
        """The logarithm of the probability that the second word follows the first."""
        found = self.kept.get((first, second))
        if found is None:
            if len(self.kept) > MEMORY:
                self.kept.clear()
            found = self.kept[first, second] = self._likelihood(first, second)
        return found

    def _likelihood(self, first, second):
        tag, after = self.tag(second), self.tag_nexts.get(self.tag(first), {})
        total, kinds = self.tag_counts.get(self.tag(first), 0) if after else 0, len(after) or 1  # the sum of `after`
        share = (self.tag_counts.get(tag, 0) + 0.5) / (self.size + 20)
        of_tag = (after.get(tag, 0) + kinds * share) / (total + kinds)
        if is_chinese(second[0]):
            of_tag *= (self.words.get(second, 0) or UNSEEN) / (self.tag_counts.get(tag, 0) + UNSEEN * SPELLINGS)
        seen = self.nexts.get(first, {})
        weight = BACKOFF * len(seen) or 1.0
        return log((seen.get(second, 0) + weight * of_tag) / ((self.words[first] if seen else 0) + weight))

    def read(self, text, left, right):
        """`(logarithm of the likelihood, [(start, end, word), …])` of the best reading of Chinese text between two words."""
        size, likelihood, known, longest = len(text), self.likelihood, self.words, self.longest
        best = [{} for _ in range(size + 1)]
        best[0][left] = (0.0, 0, None)
        for start in range(size):
            here = best[start]
            if not here:
                continue
            if len(here) > ENOUGH:
                here = dict(sorted(here.items(), key=lambda state: -state[1][0])[:ENOUGH])
            for end in range(start + 1, min(size, start + longest.get(text[start], 1)) + 1):
                word = text[start:end]
                if end == start + 1 or word in known:
                    best[end][word] = max([(state[0] + likelihood(last, word), start, last) for last, state in here.items()])
        score, last = max((state[0] + likelihood(word, right), word) for word, state in best[size].items())
        words, end = [], size
        while end:
            _, start, before = best[end][last]
            words.append((start, end, last))
            end, last = start, before
        return score, words[::-1]


def model(rows):
    """The `Model` of rows (word, part of speech, {next word: count})."""
    words, tags, nexts, seams, tag_counts, tag_nexts, longest = {}, {}, {}, {}, {}, {}, {}
    for word, tag, after in rows:
        tags[word], nexts[word], words[word] = tag, after, sum(after.values())
        longest[word[0]] = max(longest.get(word[0], 1), min(len(word), LONGEST_WORD))
    for word, after in nexts.items():
        tag_counts[tags[word]] = tag_counts.get(tags[word], 0) + words[word]
        beside = tag_nexts.setdefault(tags[word], {})
        for one, two in zip(word, word[1:], strict=False):
            seams[one + two] = seams.get(one + two, 0) + words[word]
        for following, count in after.items():
            beside[tags[following]] = beside.get(tags[following], 0) + count
            seams[word[-1] + following[0]] = seams.get(word[-1] + following[0], 0) + count
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
        after = {}
        for entry in row["next"].split("|"):
            word, _, count = entry.partition("=")
            after[word] = int(count or 1)
        rows.append((row["word"], row["tag"], after))
    return model(rows)
