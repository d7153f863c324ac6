"""Tables of pairs that stay readable whatever the corpus: every pair of a small one, the pairs to look at of a large one.

The bounds are well above what a person collects by hand. `agreement.pairwise` has its own.
"""
from . import contradictions, copies, reuse, splits

MOST_ARTICLES = 500  # whose sentences are all held against each other: 30 seconds where all draw on the same few hundred
MOST_PAIRS = 20_000  # contradictions that are listed
EXEMPLARY = 20  # of an item, where there are more


def reused(sentences, names):
    """The tables `shared`, `overlap` and `witnesses` of module `reuse`, for the articles of these names.

    Of more than `MOST_ARTICLES`, the witnesses are those of `copies.near_copies`, and the other two tables hold what each
    article shares with the one that is kept of its witness.
    """
    if len(names) > MOST_ARTICLES:
        witnesses = copies.near_copies(sentences, names)
        shared = copies.shared_with_kept(sentences, witnesses)
        return shared, reuse.overlap(shared, sentences), witnesses
    shared = reuse.shared(sentences)
    overlap = reuse.overlap(shared, sentences)
    return shared, overlap, reuse.witnesses(overlap, sentences, names)


def contradicting(claims, split, glosses=None):
    """The table `contradictions.contradictions`; of more than `MOST_PAIRS`, `EXEMPLARY` pairs of each item.

    `split` as from `splits.splits`, which counts them all.
    """
    if int(split["pairs"].sum()) > MOST_PAIRS:
        return splits.exemplary(claims, EXEMPLARY, glosses)
    return contradictions.contradictions(claims, glosses)
