"""A text spinner to test with: it rewrites an article as content farms do, and says what became of each sentence.

Synonyms, dropped particles, clauses and sentences in another order, sentences cut and joined, filler words, whole
sentences of other matter, sentences left out. Seeded; the tables are in `cases/reuse/`.
"""
import csv
import random
import re
from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parent / "cases" / "reuse"
PARTICLES = re.compile("[的了也都将会着]")


@dataclass(frozen=True)
class Level:
    """How likely each change is, at each place where it could be made."""

    synonym: float
    particle: float
    clauses: float
    filler: float
    cut: float
    join: float
    swap: float
    stray: float
    omit: float


LEVELS = {"light": Level(.25, .1, .05, .1, .05, .05, .05, .05, 0),
          "moderate": Level(.65, .4, .3, .4, .25, .15, .2, .15, .1),
          "heavy": Level(.9, .6, .5, .6, .4, .2, .4, .3, .2)}


def rows(name):
    with open(TABLES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def synonyms():
    """Each word of the table with those that may stand for it."""
    found = {}
    for row in rows("synonyms"):
        found.setdefault(row["word"], []).append(row["synonym"])
    return found


WORDS = synonyms()
ANY_WORD = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))


def spin(sentences, level, seed):
    """The spun sentences in their new order, each with the numbers of the sentences that it was made from (none: stray).

    `sentences`: texts; `level`: a `Level`.
    """
    chance = random.Random(seed)
    order = [number for number in range(len(sentences)) if chance.random() >= level.omit]
    for at in range(len(order) - 1):
        if chance.random() < level.swap:
            order[at], order[at + 1] = order[at + 1], order[at]
    told = []
    for number in order:
        text = reworded(sentences[number], level, chance)
        if told and told[-1][1] and chance.random() < level.join:
            before, sources = told.pop()
            told.append((before.rstrip("。;；") + "," + text, (*sources, number)))
        else:
            told += [(part, (number,)) for part in cut(text, level, chance)]
        if chance.random() < level.stray:
            told.append((chance.choice(rows("strays"))["text"], ()))
    return told


def reworded(text, level, chance):
    """The sentence with other words, fewer particles, clauses changed about, a filler before or within."""
    text = ANY_WORD.sub(lambda word: chance.choice(WORDS[word[0]]) if chance.random() < level.synonym else word[0], text)
    text = PARTICLES.sub(lambda word: "" if chance.random() < level.particle else word[0], text)
    clauses = re.split("[,，]", text)
    if len(clauses) > 2 and chance.random() < level.clauses:
        at = chance.randrange(len(clauses) - 2)  # the last clause keeps the sentence's end
        clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
    if chance.random() < level.filler:
        clauses.insert(chance.randrange(len(clauses)), chance.choice(rows("fillers"))["text"])
    return "，".join(clauses)


def cut(text, level, chance):
    """The sentence, or two of it."""
    places = [found.start() for found in re.finditer("，", text) if 8 < found.start() < len(text) - 8]
    if places and chance.random() < level.cut:
        at = chance.choice(places)
        return [text[:at] + "。", text[at + 1:]]
    return [text]
