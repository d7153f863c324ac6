"""Shingles, the runs of letters that texts are compared by: what each weighs, and what two texts have in common."""
import math
from collections import Counter

SHINGLE = 2  # letters; a spun sentence keeps few runs of three, and single letters are the topic's


def weights_of(texts):
    """What each shingle of these texts weighs: 1 where one text has it, near 0 where all do."""
    counts, size = Counter(), 1
    for text in texts:
        counts.update(shingles_of(text))
        size += 1
    return {shingle: math.log(size / count) / math.log(size) for shingle, count in counts.items()}


def shingles_of(text):
    """The set of a text's shingles."""
    return {text[at:at + SHINGLE] for at in range(len(text) - SHINGLE + 1)}


def measure(texts, weights=None):
    """The set of shingles of each text, and a function of two texts' numbers: what both have, as a part and by weight.

    The part is that of the lighter text. `weights`: what each shingle weighs (default: `weights_of` the texts).
    """
    sets, weights = list(map(shingles_of, texts)), weights_of(texts) if weights is None else weights
    totals = [math.fsum(weights[shingle] for shingle in one) for one in sets]

    def alike(one, other):
        both = math.fsum(weights[shingle] for shingle in sets[one] & sets[other])
        return (both / min(totals[one], totals[other]) if both else 0.0), both

    return sets, alike
