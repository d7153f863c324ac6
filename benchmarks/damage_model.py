"""The model by which damage is found: how well it does on articles that it was not made from, and its two tables.

    python benchmarks/damage_model.py            # measure
    python benchmarks/damage_model.py --write    # make read/tables/readings.csv and the weights in read/tables/weights.csv

`readings.csv` counts the words of the written articles (`corpus/coding/dev` and `dev2`, their coded damage undone) and of the
short cases of the tests. The five real articles are no part of it, nor are the blind ones. The weights are fitted by logistic
regression on sound written articles that were spoiled on purpose (`tests/spoiled.py`), each read by a model made without it.
"""
import argparse
import csv
import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from functools import cache, partial
from math import log
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]

from spoiled import censor, spoil  # noqa: E402

from koujing.code.normal import normalise  # noqa: E402
from koujing.compare.trust import load_coding  # noqa: E402
from koujing.read import gaps, readings, strays  # noqa: E402
from koujing.read.corpus import read_article  # noqa: E402
from koujing.read.damage import damage  # noqa: E402
from koujing.read.lines import is_chinese  # noqa: E402
from koujing.show.words import cut, tokenizer  # noqa: E402

TABLES = ROOT / "notebooks" / "koujing" / "read" / "tables"
CASES = ROOT / "tests" / "cases" / "claims"
WRITTEN = ("dev", "dev2")
FOLDS = 5
SPOILED = 4           # times that each sound article is spoiled in each manner for the fit
MANNERS = {           # as the pages at hand are: keywords anywhere or after 的 only, characters gone anywhere or by a filter
    "anywhere": partial(spoil, kinds=("inserted",), rate=0.015),
    "after 的": partial(spoil, kinds=("inserted",), rate=0.3, after="的"),
    "any character": partial(spoil, kinds=("dropped",)),
    "filter": censor,
}
KINDS = ("after 的", "elsewhere", "dropped")
RIDGE = 2.0
PIECES = re.compile("[\u3400-\u9fff]+|[0-9]+|[a-z]+|[ \u3000]+|.", re.S)


def written():
    """`(articles, coded damage by name)` of the written articles, by name."""
    codings = [load_coding(name) for name in WRITTEN]
    articles = [read_article(path) for coding in codings for path in coding.texts.glob("*.txt")]
    return sorted(articles, key=lambda article: article.name), {k: v for coding in codings for k, v in coding.damage.items()}


def mended(raw, places):
    """The raw text as it was meant: without its inserted words, its broken ones whole."""
    text, done = [], 0
    for place in sorted(places, key=lambda place: place.start):
        text += [raw[done:place.start], place.repair or ""]
        done = place.end
    return "".join(text) + raw[done:]


def cases():
    """The texts of the short cases."""
    lines = (line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


@cache
def parts_of_speech():
    """`{word: letter}` from jieba's dictionary."""
    with tokenizer().get_dict_file() as file:
        return {word: tag[0] for word, _, tag in (line.decode("utf-8").split() for line in file)}


def tokens(text):
    """The words and marks of a text."""
    pieces = PIECES.findall(normalise(text))
    return [word for piece in pieces for word in (cut(piece) if is_chinese(piece[0]) else [readings.mark(piece[0])])]


def rows(texts):
    """Rows (word, part of speech, {next word: count}) of `readings.csv`, by word."""
    after = {}
    for words in texts:
        for one, two in zip(["。", *words], [*words, "。"], strict=True):
            after.setdefault(one, Counter())[two] += 1
    tags = parts_of_speech()
    return [(word, tags.get(word, "x") if is_chinese(word[0]) else word, dict(sorted(after[word].items())))
            for word in sorted(after)]


def models(articles, coded, folds=FOLDS):
    """One model for each fold, made from the short cases and the articles of the other folds."""
    texts = [tokens(mended(article.raw, coded.get(article.name, ()))) for article in articles]
    short = [tokens(text) for text in cases()]
    return [readings.model(rows([text for at, text in enumerate(texts) if at % folds != fold] + short)) for fold in range(folds)]


def examples(article, manner, seed, model):
    """`{kind: [(features, whether it is damage), …]}` of the candidates in the article once it is spoiled in a manner."""
    text, back, places = MANNERS[manner](article, f"fit {seed}")
    stretches = [(bisect_left(back, region.start), bisect_left(back, region.end))
                 for region in article.regions if region.kind in ("body", "comment")]
    found = {kind: [] for kind in KINDS}
    inserted = {place[:2] for place in places if place[2] == "inserted"}
    if inserted:
        times = Counter(text[first:last] for stretch in stretches for first, last in strays.keywords(text, *stretch))
        for start, end in stretches:
            for first, last in strays.candidates(text, start, end, model):
                if (first, last) in inserted or not any(one < last and first < two for one, two in inserted):
                    kind, seen = strays.features(text, first, last, start, end, model, times[text[first:last]])
                    found[kind].append((seen, (first, last) in inserted))
    else:  # as in use: what was inserted is out of the text before characters are missed
        lost = {place[:2]: place[3] for place in places}
        found["dropped"] = [(seen, lost.get(place[:2]) == place[2]) for place, seen in gaps.candidates(text, stretches, model)]
    return found


def fit(pairs):
    """The weights of a logistic regression, `{feature: weight}`, by Newton's method with a ridge."""
    names = list(pairs[0][0])
    x, y = np.array([[seen[name] for name in names] for seen, _ in pairs]), np.array([float(true) for _, true in pairs])
    weights = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + RIDGE * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def weights(articles, coded, made):
    """`{kind: {feature: weight}}`, from sound articles spoiled in every manner.

    Those of inserted words give a likelihood ratio, those of dropped characters odds.
    """
    found = {kind: [] for kind in KINDS}
    for at, article in enumerate(articles):
        for seed in range(SPOILED if not coded.get(article.name) else 0):
            for manner in MANNERS:
                for kind, pairs in examples(article, manner, seed, made[at % len(made)]).items():
                    found[kind] += pairs
    fitted = {kind: fit(pairs) for kind, pairs in found.items()}
    for kind in ("after 的", "elsewhere"):
        true = sum(true for _, true in found[kind])
        fitted[kind]["base"] -= log(true / (len(found[kind]) - true))
    return fitted


def write_weights(fitted):
    """None; puts the weights into their table, whose other columns are kept."""
    path = TABLES / "weights.csv"
    with open(path, encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {"weight": f"{fitted[row['kind']][row['feature']]:.3f}"} for row in table)


def write_readings(counted):
    """None; writes the table of words: what follows each, parted by bars, with its count where that is not 1."""
    with open(TABLES / "readings.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word", "tag", "next"])
        for word, tag, after in counted:
            writer.writerow([word, tag, "|".join(next_ if count == 1 else f"{next_}={count}" for next_, count in after.items())])


def held_out(articles, coded, made):
    """Rows (set, kind, found, right, coded, seen): coded damage against what a model made without the article finds."""
    gold = load_coding("gold")
    real = [read_article(path) for path in sorted(gold.texts.glob("*.txt"))]
    whole = readings.load()
    pages = [("gold", article, gold.damage.get(article.name, ()), whole) for article in real]
    pages += [("dev" if article.name.startswith("d") else "dev2", article, coded.get(article.name, ()), made[at % len(made)])
              for at, article in enumerate(articles)]
    sums = {}
    for name, article, places, model in pages:
        found = damage(article.raw, article.regions, model)
        for kind in ("inserted", "dropped"):
            ours, theirs = [p for p in found if p.kind == kind], [p for p in places if p.kind == kind]
            right = sum(any(p.start < q.end and q.start < p.end for q in theirs) for p in ours)
            seen = sum(any(p.start < q.end and q.start < p.end for p in ours) for q in theirs)
            row = sums.setdefault((name, kind), [0, 0, 0, 0])
            sums[name, kind] = [a + b for a, b in zip(row, (len(ours), right, len(theirs), seen), strict=True)]
    return [(*key, *row) for key, row in sums.items()]


def main():
    """Measure; with --write, make the tables first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="make the two tables")
    articles, coded = written()
    made = models(articles, coded)
    if parser.parse_args().write:
        write_weights(weights(articles, coded, made))
        write_readings(rows([tokens(mended(article.raw, coded.get(article.name, ()))) for article in articles]
                            + [tokens(text) for text in cases()]))
        readings.load.cache_clear(), readings.table.cache_clear(), readings._weights.cache_clear()
    print(f"{'set':6}{'kind':10}{'found':>7}{'right':>7}{'coded':>7}{'seen':>7}{'P':>7}{'R':>7}")
    for name, kind, found, right, places, seen in held_out(articles, coded, made):
        print(f"{name:6}{kind:10}{found:7}{right:7}{places:7}{seen:7}{right / max(1, found):7.2f}{seen / max(1, places):7.2f}")


if __name__ == "__main__":
    main()
