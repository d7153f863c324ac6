"""Corpora of any size for the benchmarks, made from the articles shipped and those written for development, with a seed.

    python benchmarks/corpora.py repeated|distinct NUMBER [--seed 0]        one text a line, as a JSON string

`repeated`: articles that copy each other. Each sentence of an article has 64 variants: itself in 70 %, else with a word put in,
a character lost, other digits, or the sentence left out; a text draws one of each, and changes the order of two neighbours.
`distinct`: articles that share words and nothing longer. Nouns, verbs, adjectives and adverbs of two or more characters
change places, in every sentence anew, with words of the same length and part of speech (jieba's dictionary) from anywhere in the
articles, as often as those stand there; digits change too. So texts keep the words, lines, punctuation and length of
articles, cues among them, and hardly a sentence stands in two texts: `shared` counts.
"""
import argparse
import json
import random
import re
import sys
from functools import cache
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("articles", "coding/dev/articles", "coding/dev2/articles")  # the blind articles stay out: nothing is tuned on them
SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]|[^。！？；!?;\n]+$")
DIGIT = re.compile(r"[0-9]")
VARIANTS = 64
# words put in where they make no sense, as in the damaged articles (codebook §5)
STRAY = ("邮件", "家人", "到了", "银行", "一般", "选择", "信用卡", "已经", "微信", "各种", "困难", "关注", "对方", "一直", "内容")
EXCHANGED = 0.6  # of the words that may be exchanged: a reader still knows the articles, and hardly a sentence is left
CONTENT = ("n", "v", "a", "d")  # the first letter of jieba's tags: nouns, verbs, adjectives, adverbs


@cache
def articles():
    """The texts of the articles that corpora are made from: a tuple of strings, in the order of folders and file names."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / "corpus" / folder).glob("*.txt"))]
    return tuple(path.read_text(encoding="utf-8") for path in paths)


def sentences(text):
    """The sentences of a text with their marks: a list of strings that together are the text."""
    return SENTENCE.findall(text)


def repeated(seed=0):
    """Endless texts in which sentences repeat, varied from the articles in turn (an iterator of strings)."""
    for _, pieces in varied(seed):
        yield "".join(text for _, text in pieces)


def varied(seed=0):
    """Endless texts as `repeated` gives them: (number of the article, pieces), a piece being (number of the sentence, text)."""
    chance = random.Random(seed)
    base = [[_variants(sentence, chance) for sentence in sentences(text)] for text in articles()]
    while True:
        for article in chance.sample(range(len(base)), len(base)):
            pieces = [(number, chance.choice(variants)) for number, variants in enumerate(base[article])]
            if len(pieces) > 1:
                at = chance.randrange(len(pieces) - 1)
                pieces[at:at + 2] = reversed(pieces[at:at + 2])
            yield article, pieces


def _variants(sentence, chance):
    """The variants of a sentence: a list of `VARIANTS` strings."""
    found = []
    for _ in range(VARIANTS):
        kind, size = chance.random(), len(sentence)
        if kind < 0.70 or size < 6:  # too short to lose anything
            found.append(sentence)
            continue
        at = chance.randrange(1, size - 1)
        if kind < 0.82:
            found.append(sentence[:at] + chance.choice(STRAY) + sentence[at:])
        elif kind < 0.92:
            found.append(sentence[:at] + sentence[at + 1:])
        elif kind < 0.97:
            found.append(_digits(sentence, chance))
        else:
            found.append("")
    return found


def distinct(seed=0):
    """Endless texts that share words and hardly a sentence (an iterator of strings)."""
    chance = random.Random(seed)
    base, pools = _words()
    while True:
        for article in chance.sample(base, len(base)):
            yield _digits("".join(chance.choice(pools[kind]) if kind and chance.random() < EXCHANGED else word
                                  for word, kind in article), chance)


@cache
def _words():
    """The articles as lists of (word, kind or None), and the words of each kind: of one length and one part of speech."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tags = {}
    with jieba.get_dict_file() as file:
        for line in file:
            word, _, tag = line.decode("utf-8").split(" ")
            tags[word] = tag[0]
    base, pools = [], {}
    for text in articles():
        base.append([])
        for word in jieba.cut(text):
            kind = (len(word), tags[word]) if len(word) > 1 and tags.get(word) in CONTENT else None
            base[-1].append((word, kind))
            if kind:
                pools.setdefault(kind, []).append(word)
    return base, pools


def _digits(text, chance):
    """The text with other digits."""
    return DIGIT.sub(lambda _: str(chance.randrange(1, 10)), text)


def shared(texts, shortest=8):
    """The share of sentences of `shortest` or more characters that also stand in another text, or elsewhere in their own."""
    seen, twice, number = set(), 0, 0
    for text in texts:
        for sentence in map(str.strip, sentences(text)):
            if len(sentence) >= shortest:
                number += 1
                twice += sentence in seen
                seen.add(sentence)
    return twice / number


CORPORA = {"repeated": repeated, "distinct": distinct}


def take(name, number, seed=0):
    """The first texts of a corpus: a list of strings."""
    return list(islice(CORPORA[name](seed), number))


def main():
    """Print the texts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", choices=CORPORA)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    try:
        for text in islice(CORPORA[chosen.corpus](chosen.seed), chosen.number):
            print(json.dumps(text))
    except BrokenPipeError:  # whoever reads has had enough
        sys.stderr.close()


if __name__ == "__main__":
    main()
