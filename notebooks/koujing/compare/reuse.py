"""Text that articles share, however reworded, and which articles are therefore one witness.

Two sentences are held to be one text where their shingles (pairs of neighbouring letters) overlap far beyond what the
topic brings with it: a shingle weighs the less, the more sentences of the corpus have it. Pairs to look at come from
MinHash signatures (A. Broder, "On the resemblance and containment of documents", 1997), so that not every sentence is
held against every other. A pair that is alike enough by itself is a seed; around a seed, less will do, since a spinner
leaves the neighbours of a copied sentence in place.

The thresholds were chosen on articles that `tests/spinner.py` had spun. With other seeds, moderate spinning (two thirds
of the letters are left, in their order) of the 93 articles of corpus/articles, dev and dev2: precision 0.98 or more and
recall 0.92 or more by letters in every run; heavy spinning: recall 0.62 to 0.92. `tests/test_compare_reuse.py` measures it.
"""
import numpy as np
import pandas as pd

from .shingles import SHINGLE, measure

SENTENCE = ["article", "start", "end", "quote"]
SHARED_COLUMNS = [f"{name}_{side}" for side in "ab" for name in SENTENCE] + ["alike", "weight"]
OVERLAP_COLUMNS = ["article_a", "article_b", "sentences_a", "sentences_b", "shared_a", "shared_b", "letters_a", "letters_b",
                   "share"]
CLAIM_COLUMNS = ["article_a", "article_b", "claims_a", "claims_b", "shared_a", "shared_b", "share"]
WITNESS_COLUMNS = ["article", "witness", "letters", "kept"]

BANDS, ROWS = 64, 3  # 192 hashes: of pairs whose sets overlap by two fifths, 98 in 100 become candidates
SEED = 20250101  # of the hash functions
ALIKE, WEIGHT = 0.5, 8.0  # a seed: this share of the lighter sentence, worth so many shingles found nowhere else
NEIGHBOUR_ALIKE, NEIGHBOUR_WEIGHT = 0.3, 2.0  # beside a seed
REACH = 3  # sentences before or after a seed, in both articles
NEAR_COPY = 0.5  # the share of the shorter article that makes two articles one witness


def shared(sentences, weights=None, only=None):
    """The pairs of sentences of two articles that are one text, reworded or not: one row a pair.

    `sentences`: a table with article, start, end, quote, and `text`, what is compared: the letters of the sentence in
    one spelling, without blanks and punctuation. One row a sentence; `start` and `end` are offsets into the article.
    Columns: for the sides `_a` and `_b` article, start, end, quote; alike (float, the share of the lighter sentence's
    shingles, by weight, that both have); weight (float, of these; a shingle found in one sentence only weighs 1).
    Side a is the article that comes first by name. Sorted by articles and offsets. `weights`: what shingles weigh
    (default: `shingles.weights_of` them); `only`: the pairs that one article is in. Raises ValueError for a missing
    column, or a sentence that stands twice.
    """
    rows = checked(sentences)
    sets, alike_of = measure(rows["text"], weights)
    articles, places = pd.factorize(rows["article"])[0], rows.groupby("article").cumcount().to_numpy()
    first = np.searchsorted(articles, np.arange(articles.max() + 2 if len(rows) else 1))
    found = {}
    hub = None if only is None else rows["article"].eq(only).to_numpy()
    for one, other in _candidates(sets, articles):
        if hub is not None and not (hub[one] or hub[other]):
            continue
        alike, weight = alike_of(one, other)
        if alike >= ALIKE and weight >= WEIGHT:
            found[one, other] = alike, weight
    for one, other in list(found):
        for near in _around(one, articles, places, first):
            for beside in _around(other, articles, places, first):
                if (near, beside) not in found:
                    alike, weight = alike_of(near, beside)
                    if alike >= NEIGHBOUR_ALIKE and weight >= NEIGHBOUR_WEIGHT:
                        found[near, beside] = alike, weight
    pairs = _best(found, articles)
    sides = [rows[SENTENCE].iloc[[pair[side] for pair in pairs]].add_suffix(suffix).reset_index(drop=True)
             for side, suffix in enumerate(("_a", "_b"))]
    numbers = pd.DataFrame([found[pair] for pair in pairs], columns=["alike", "weight"], dtype=float)
    return pd.concat([*sides, numbers], axis=1)[SHARED_COLUMNS]


def overlap(shared, sentences):
    """How much two articles share: one row per pair of articles that share a sentence, the most first.

    `shared` as from `shared`, of the same `sentences`. Columns: sentences_a, sentences_b (int64, that have a
    counterpart in the other article); shared_a, shared_b (int64, letters of these); letters_a, letters_b (int64, all
    of the article's); share (float, shared of all letters, of the article of which it is the larger part).
    """
    rows = checked(sentences)
    letters = rows["text"].str.len()
    total = letters.groupby(rows["article"]).sum()
    length = dict(zip(zip(rows["article"], rows["start"], strict=True), letters, strict=True))
    found = []
    for (one, other), group in shared.groupby(["article_a", "article_b"]):
        starts = [set(group["start_a"]), set(group["start_b"])]
        parts = [sum(length[article, start] for start in side) for article, side in zip((one, other), starts, strict=True)]
        share = max(parts[0] / total[one], parts[1] / total[other])
        found.append((one, other, *map(len, starts), *parts, total[one], total[other], share))
    table = pd.DataFrame(found, columns=OVERLAP_COLUMNS)
    table = table.astype(dict.fromkeys(OVERLAP_COLUMNS[2:-1], "int64") | {"share": float})
    return _ranked(table)


def witnesses(overlap, sentences, articles=None, least=NEAR_COPY):
    """Which articles are one witness: article, witness (int64, from 1), letters (int64), kept (bool); one row an article.

    Two articles are near copies where `share` in `overlap` is `least` or more; a near copy of a near copy is of the
    same group. `kept` is true for one article of each group, the longest: a headline number counts each witness once
    when it is computed from these alone. `articles`: the names of all (default: those that have a sentence).
    """
    names = sorted(set(sentences["article"]) if articles is None else set(articles))
    group = {name: name for name in names}
    for one, other in overlap.loc[overlap["share"] >= least, ["article_a", "article_b"]].itertuples(index=False):
        if one in group and other in group:
            old, new = sorted((_first(group, one), _first(group, other)), reverse=True)
            group[old] = new
    return numbered({name: _first(group, name) for name in names}, sentences, names)


def numbered(group, sentences, articles=None):
    """The table of `witnesses` from `{article: the first article of its group}`; one without a group is a witness alone."""
    letters = sentences["text"].str.len().groupby(sentences["article"]).sum()
    names = sorted(set(letters.index) if articles is None else set(articles))
    group = {name: group.get(name, name) for name in names}
    number = {of: place for place, of in enumerate(sorted(set(group.values())), 1)}
    table = pd.DataFrame({"article": pd.Series(names, dtype="str"),
                          "witness": pd.Series([number[group[name]] for name in names], dtype="int64"),
                          "letters": pd.Series([letters.get(name, 0) for name in names], dtype="int64")})
    longest = table.sort_values(["witness", "letters"], ascending=[True, False], kind="stable").drop_duplicates("witness")
    return table.assign(kept=table.index.isin(longest.index))[WITNESS_COLUMNS]


def overlap_of_claims(claims, shared):
    """How much of what two articles claim stands in text that they share: one row per pair of articles, the most first.

    `claims`: a table with article, start, end, one row a claim (or whatever is counted); `shared` as from `shared`. A
    claim counts where its sentence overlaps a shared one. Columns: claims_a, claims_b (int64, all of each article);
    shared_a, shared_b (int64, of these); share (float, of the article of which it is the larger part). `witnesses`
    takes this table as well: articles that tell the same in the same words are then one witness to it.
    """
    total = claims["article"].value_counts()
    rows = []
    for (one, other), group in shared.groupby(["article_a", "article_b"]):
        parts = [int((borrowed(claims[claims["article"] == article], group) != "").sum()) for article in (one, other)]
        if all(parts):
            sizes = int(total[one]), int(total[other])
            rows.append((one, other, *sizes, *parts, max(part / size for part, size in zip(parts, sizes, strict=True))))
    table = pd.DataFrame(rows, columns=CLAIM_COLUMNS)
    return _ranked(table.astype(dict.fromkeys(CLAIM_COLUMNS[2:-1], "int64") | {"share": float}))


def borrowed(claims, shared):
    """For each row of `claims`, the other articles that have its sentence too: a Series of text, "" where none has.

    `claims`: a table with article, start, end; `shared` as from `shared`. Names sorted, joined by "; ". A claim's
    sentence counts where it overlaps a shared one.
    """
    spans = {}
    for here, there in ("ab", "ba"):
        for row in zip(*(shared[name] for name in (f"article_{here}", f"start_{here}", f"end_{here}", f"article_{there}")),
                       strict=True):
            spans.setdefault(row[0], []).append(row[1:])
    said = ["; ".join(sorted({other for start, end, other in spans.get(row.article, ()) if start < row.end and row.start < end}))
            for row in claims[["article", "start", "end"]].itertuples()]
    return pd.Series(said, index=claims.index, dtype="str")


def blocks(one, other, least=SHINGLE):
    """The runs of text that two quotes have in common, in the order of the first: (start, start in the other, length).

    Runs of fewer than `least` characters are left out.

    >>> blocks("若内部催收无效,可能委托", "如果内部催收无效,或许委托")
    [(1, 2, 7), (10, 11, 2)]
    """
    from difflib import SequenceMatcher

    found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [tuple(block) for block in found if block.size >= least]


def _first(group, name):
    """The first article of a group, going from each to one before it; and the way shortened."""
    while group[name] != name:
        group[name] = name = group[group[name]]
    return name


def _ranked(table):
    """The pairs of articles, those that share most first."""
    return table.sort_values(["share", "article_a", "article_b"], ascending=[False, True, True], kind="stable",
                             ignore_index=True)


def checked(sentences):
    """The sentences in order of article and place. Raises ValueError for a missing column, or one that stands twice."""
    missing = [name for name in (*SENTENCE, "text") if name not in sentences.columns]
    if missing:
        raise ValueError(f"sentences lack the column {missing[0]!r}; build the table with koujing.tables.sentences_table")
    twice = np.flatnonzero(sentences.duplicated(["article", "start"]))
    if len(twice):
        row = sentences.iloc[twice[0]]
        raise ValueError(f"sentences row {twice[0]} (article {row['article']!r}, start {row['start']}) stands twice; "
                         "keep one: sentences.drop_duplicates(['article', 'start'])")
    return sentences.sort_values(["article", "start"], kind="stable", ignore_index=True)


def _best(found, articles):
    """The pairs that are the weightiest, within their two articles, for one of their sentences or the other; sorted.

    A sentence that was cut in two is the best that either part has; a sentence that says what its neighbour said has
    a better counterpart.
    """
    best = {}
    for (one, other), (_, weight) in found.items():
        for side in ((one, articles[other]), (articles[one], other, "b")):
            best[side] = max(best.get(side, 0.0), weight)
    return sorted((one, other) for (one, other), (_, weight) in found.items()
                  if weight in (best[one, articles[other]], best[articles[one], other, "b"]))


def _candidates(sets, articles):
    """Pairs of sentences of different articles whose signatures agree in a band, sorted."""
    from rensa import RMinHash, RMinHashLSH

    chosen = [number for number, one in enumerate(sets) if len(one) >= WEIGHT]
    signatures = RMinHash.from_token_sets([sorted(sets[number]) for number in chosen], num_perm=BANDS * ROWS, seed=SEED)
    index = RMinHashLSH(threshold=0.0, num_perm=BANDS * ROWS, num_bands=BANDS)
    index.insert_pairs(zip(chosen, signatures, strict=True))
    found = set()
    for number, near in zip(chosen, index.query_all(signatures), strict=True):
        found |= {(number, other) for other in near if number < other and articles[number] != articles[other]}
    return sorted(found)


def _around(number, articles, places, first):
    """The sentences of the article within reach of this one, this one included."""
    article = articles[number]
    return range(max(first[article], number - REACH), min(first[article + 1], number + REACH + 1))
