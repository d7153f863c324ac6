"""Articles made in any number from the sentences of those that were coded: mixed, reworded, and part of them near copies.

A new article draws its sentences, each reworded by the spinner of the tests, from those of `corpus/articles` and
`coding/dev` until it has about 1,000 characters; a copy is an earlier article spun as a whole. All of one topic, and every
sentence in hundreds of articles: the case in which shared text is hardest to tell from copied text.
"""
import random
import sys
from functools import cache
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]

from spinner import LEVELS, reworded, spin  # noqa: E402

from koujing import coded_articles, load_coding, load_corpus  # noqa: E402
from koujing.tables import letters  # noqa: E402

LENGTH = 1000  # characters
COPIES = 0.3  # the share of articles that are copies of one before
SPUN = ("light", "light", "moderate")  # how they are spun, one at random


@cache
def pool():
    """The sentences to draw from, as a sorted tuple of texts."""
    known = [*load_corpus(), *coded_articles(load_coding("dev"))]
    return tuple(sorted({article.text(sentence) for article in known for sentence in article.sentences
                         if sentence.region == "body" and sentence.kind == "prose"}))


def texts(number, seed=1, copies=COPIES):
    """So many articles, each as (name, its sentences, the name of the article that it copies or ""), in order; seeded."""
    chance, made = random.Random(seed), []
    for place in range(number):
        name = f"{place:06d}"
        if made and chance.random() < copies:
            source, sentences, of = made[chance.randrange(len(made))]
            sentences = [text for text, _ in spin(sentences, LEVELS[chance.choice(SPUN)], chance.random())]
            of = of or source
        else:
            sentences, of = [], ""
            while sum(map(len, sentences)) < LENGTH:
                sentences.append(reworded(chance.choice(pool()), LEVELS["light"], chance))
        made.append((name, sentences, of))
        yield made[-1]


def sentences_table(made):
    """A data frame as `koujing.tables.sentences_table` makes it, from articles of `texts`."""
    rows = []
    for name, sentences, _ in made:
        at = 0
        for text in sentences:
            rows.append((name, at, at + len(text), text, letters(text)))
            at += len(text)
    return pd.DataFrame(rows, columns=["article", "start", "end", "quote", "text"])


def written(made, folder):
    """The paths of the articles of `texts`, written to a folder as UTF-8, a sentence a line."""
    paths = []
    for name, sentences, _ in made:
        paths.append(Path(folder) / f"{name}.txt")
        paths[-1].write_text("\n".join(sentences) + "\n", encoding="utf-8")
    return paths
