"""Which articles are near copies of one another, for corpora in which not every pair can be looked at.

`reuse` holds every sentence against every other that might be its copy; where thousands of articles tell the same, that
table grows with their square. Here whole articles are held against each other: MinHash signatures of their shingles are
cut into bands, and articles that agree in a band are candidates (A. Broder, 1997; J. Leskovec, A. Rajaraman & J. Ullman,
*Mining of Massive Datasets*, ch. 3). Of two candidates the share of letters is taken that stands in sentences whose
shingles the other article has, and the bar is that of `reuse`.

First copies with few changes are found among all shingles; then spun ones among the shingles that few groups of copies
have, since what the topic brings with it would make candidates of all. An article that stands whole within another four
times as long is not found reliably, and passages that two articles share are not looked for.
"""
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .reuse import ALIKE, NEAR_COPY, NEIGHBOUR_WEIGHT, SEED, SHARED_COLUMNS, checked, numbered, shared
from .shingles import SHINGLE, weights_of

WHOLE = (24, 8)  # bands, rows: of pairs whose sets overlap by 0.8, 99 in 100 become candidates, by 0.4 2 in 100
WHOLE_ALIKE = 0.8  # the share of a sentence's shingles, each weighing 1, that a whole copy has
SPUN = (64, 3)  # of pairs that overlap by 0.4, 98 in 100, by 0.25 64 in 100, by 0.03 2 in 1,000
COMMON = 0.2  # the share of the groups of copies from which on a shingle is the topic's
WITHIN = 0.3  # of the smaller set, estimated, below which candidates are let go: a moderately spun copy keeps 0.4
NEXT = 8  # candidates of an article in one bucket: those that follow; where more are in it, they are one group
BLOCK = 2_000  # articles or candidates at a time
TOGETHER = 20  # copies that are held against the kept one at a time
CODES = 23  # bits of a shingle's number: 8 million, so that few of a corpus's shingles share one


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The shingles of a corpus as numbers: `codes` and the `sentence` of each, in order; `letters` of each sentence.

    `starts`: where each article's shingles begin, and where the last one's end; `firsts`: likewise its sentences. `sets`:
    the distinct codes of each article, sorted.
    """

    codes: np.ndarray
    sentence: np.ndarray
    letters: np.ndarray
    starts: np.ndarray
    firsts: np.ndarray
    sets: list


def near_copies(sentences, articles=None, least=NEAR_COPY):
    """Which articles are one witness: the columns of `reuse.witnesses` and nearly its groups; one row an article.

    `sentences` as for `reuse.shared`; `articles` and `least` as for `reuse.witnesses`. Raises ValueError as `shared`.
    """
    rows = checked(sentences)
    names = sorted(set(rows["article"]))
    found, parent = numbers(rows["text"], np.searchsorted(names, rows["article"])), list(range(len(names)))
    weights = np.ones(2 ** CODES, np.float32)
    _join(parent, found, weights, _candidates(found.sets, *WHOLE), WHOLE_ALIKE, least)
    weights, few = _weights(found.sets, parent)
    _join(parent, found, weights, _candidates([one[few[one]] for one in found.sets], *SPUN), ALIKE, least)
    return numbered({name: names[_root(parent, place)] for place, name in enumerate(names)}, rows, articles)


def shared_with_kept(sentences, witnesses):
    """The pairs of sentences that each article shares with the one kept of its witness: the columns of `reuse.shared`.

    `witnesses` as from `near_copies` of the same sentences. So many rows as the copies have sentences, while a list of all
    that copies of one text share with each other would grow with the square of their number.
    """
    rows = checked(sentences)
    weights, places = weights_of(rows["text"]), rows.groupby("article").indices
    found = [shared(rows.head(0))]
    for _, group in witnesses[witnesses["article"].isin(places)].groupby("witness"):
        kept = group.loc[group["kept"], "article"].iloc[0]
        copies = [name for name in group["article"] if name != kept]
        for start in range(0, len(copies), TOGETHER):
            part = np.concatenate([places[name] for name in (kept, *copies[start:start + TOGETHER])])
            found.append(shared(rows.iloc[part], weights, kept))
    return pd.concat([one for one in found if len(one)] or found, ignore_index=True).sort_values(
        ["article_a", "start_a", "article_b", "start_b"], kind="stable", ignore_index=True)[SHARED_COLUMNS]


def numbers(texts, articles):
    """The `Numbers` of sentences; `articles`: the number of each one's article, rising from 0 without a gap."""
    letters = texts.str.len().to_numpy("int64")
    firsts = np.searchsorted(articles, np.arange(articles[-1] + 2 if len(articles) else 1))
    parts, sentence, sets = [], [], []
    for first, end in zip(firsts, firsts[1:], strict=False):
        text = "".join(texts.iloc[first:end])
        of = np.repeat(np.arange(first, end, dtype=np.int32), letters[first:end])
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        mixed = np.zeros(max(0, len(points) - SHINGLE + 1), np.uint64)
        for place in range(SHINGLE):
            mixed = (mixed ^ points[place:place + len(mixed)]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(32)
        inside = of[:len(mixed)] == of[SHINGLE - 1:]  # none across two sentences
        parts.append((mixed[inside] >> np.uint64(64 - CODES)).astype(np.int32))
        sentence.append(of[:len(mixed)][inside])
        sets.append(_distinct(parts[-1]))
    starts = np.cumsum([0, *map(len, parts)])
    nothing = np.empty(0, np.int32)
    return Numbers(np.concatenate([nothing, *parts]), np.concatenate([nothing, *sentence]), letters, starts, firsts, sets)


def _join(parent, found, weights, pairs, alike, least):
    """None; makes one group of two candidates of which one has `least` of its letters from the other."""
    for one, other in zip(*(side.tolist() for side in pairs), strict=True):
        roots = _root(parent, one), _root(parent, other)
        if roots[0] != roots[1] and least <= max(_share(found, weights, one, other, alike),
                                                 _share(found, weights, other, one, alike)):
            parent[max(roots)] = min(roots)


def _weights(sets, parent):
    """What a shingle of each code weighs, as in `reuse`, and whether few enough groups have it; a group counts once."""
    counts, size = np.zeros(2 ** CODES, np.int32), 1
    for place, one in enumerate(sets):
        if parent[place] == place:
            counts[one] += 1
            size += 1
    weights = np.log(size / np.maximum(counts, 1).astype(np.float32)) / np.log(max(size, 2))
    return weights, counts <= max(COMMON * size, 2)


def _candidates(sets, bands, rows):
    """Pairs of sets that agree in a band and may have `WITHIN` in common: two arrays of numbers, the likeliest first."""
    signatures = _signatures(sets, bands * rows)
    keys = np.empty(0, np.int64)
    for band in range(bands):
        part = np.ascontiguousarray(signatures[:, band * rows:(band + 1) * rows])
        order = np.lexsort(part.T)  # stable: in a bucket, by place
        same = (part[order][1:] == part[order][:-1]).all(axis=1)
        bucket = np.cumsum(np.concatenate([[True], ~same])) if len(order) else order
        pairs = []
        for step in range(1, NEXT + 1):
            near = np.flatnonzero(bucket[step:] == bucket[:-step])
            pairs.append(order[near] * len(sets) + order[near + step])
        keys = _distinct(np.concatenate([keys, *pairs]))
    sizes = np.array([len(one) for one in sets], dtype=float)
    first, second = np.divmod(keys, max(len(sets), 1))
    within = np.empty(len(keys))
    for start in range(0, len(keys), BLOCK):
        one, other = first[start:start + BLOCK], second[start:start + BLOCK]
        alike = (signatures[one] == signatures[other]).mean(axis=1)
        least = np.minimum(sizes[one], sizes[other])
        within[start:start + BLOCK] = alike / (1 + alike) * (sizes[one] + sizes[other]) / np.maximum(least, 1) * (least > 0)
    order = np.argsort(-within, kind="stable")
    order = order[within[order] >= WITHIN]
    return first[order], second[order]


def _signatures(sets, size):
    """The MinHash signature of each set: uint32 array, sets × size."""
    from rensa import RMinHash

    blocks = [np.empty((0, size), np.uint32)]
    for start in range(0, len(sets), BLOCK):
        part = sets[start:start + BLOCK]
        hashes = np.concatenate(part).astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
        hashes = (hashes ^ hashes >> np.uint64(32)) * np.uint64(0xD6E8FEB86659FD93)
        ends = np.cumsum([0, *map(len, part)]).tolist()
        blocks.append(np.array(RMinHash.digest_matrix_from_flat_token_hashes(hashes, ends, size, SEED).to_rows(), np.uint32))
    return np.concatenate(blocks)


def _distinct(values):
    """The distinct values, sorted (np.unique hashes numbers, and takes 20 times as long where many are alike)."""
    values = np.sort(values)
    return values[np.concatenate([[True], values[1:] != values[:-1]])[:len(values)]]


def _share(found, weights, one, other, alike):
    """The share of an article's letters in sentences whose shingles the other has, by weight."""
    start, end = found.starts[one:one + 2]
    first, last = found.firsts[one:one + 2]
    codes, there = found.codes[start:end], found.sets[other]
    if not len(codes) or not len(there):
        return 0.0
    weight, sentence = weights[codes], found.sentence[start:end] - first
    both = there[np.minimum(np.searchsorted(there, codes), len(there) - 1)] == codes
    had, all_of = (np.bincount(sentence, part, last - first) for part in (weight * both, weight))
    letters = found.letters[first:last]
    return letters[(had >= alike * all_of) & (had >= NEIGHBOUR_WEIGHT)].sum() / letters.sum()


def _root(parent, place):
    """The first article of the group of one, and the way to it shortened."""
    while parent[place] != place:
        parent[place] = place = parent[parent[place]]
    return place
