"""Whether a page is spun, and which of its keywords were inserted (codebook §5): each is evidence of the page, it of each.

A keyword in an odd place proves little: people write oddly. Several on one page, each of which stands there but once, do.
"""
from collections import Counter
from math import exp, log

from .readings import weigh
from .strays import attributed, candidates, features, keywords, seams

MOST_SAID = 2.5   # evidence of one keyword beyond which it says no more of the page
FEWEST = 3        # keywords that stand once on a page, beside strangers or after 的, without which it is not looked at
# How pages are spun: how likely a page is to be so, before one looks; the share of its keywords that are then inserted ones,
# of those after 的 and of the others. The real page does it after 的 only, the written ones anywhere, some much, some less.
MANNERS = ((0.12, 0.50, 0.01), (0.12, 0.05, 0.15), (0.12, 0.10, 0.35))


def inserted(text, stretches, model):
    """The `(start, end)` of the inserted words in stretches of a text, in order; none on a page that does not look spun."""
    times = Counter(text[first:last] for stretch in stretches for first, last in keywords(text, *stretch))
    places = [(first, last, start, end) for start, end in stretches for first, last in candidates(text, start, end, model)]
    telling = [place for place in places if times[text[place[0]:place[1]]] == 1
               and (attributed(text, *place[:3]) or not seams(text, *place[:3], model))]
    if len(telling) < FEWEST:
        return []
    ratios = {}
    for group in (telling, places):  # most pages are sound: a look at the most telling words will do
        for place in group:
            if place not in ratios:
                ratios[place] = weigh(*features(text, *place, model, times[text[place[0]:place[1]]]))
        if max(ratios.values()) < 0:
            return []
    follows = {place: attributed(text, *place[:3]) for place in places}
    pages = [log(1 - sum(prior for prior, _, _ in MANNERS))]
    for prior, *shares in MANNERS:
        pages.append(log(prior) + sum(log(1 + shares[not follows[place]] * (exp(min(ratio, MOST_SAID)) - 1))
                                      for place, ratio in ratios.items()))
    weights = [exp(page - max(pages)) for page in pages]
    found = []
    for place in places:
        odds = [shares[not follows[place]] / (1 - shares[not follows[place]]) * exp(ratios[place]) for _, *shares in MANNERS]
        chance = sum(weight * odd / (1 + odd) for weight, odd in zip(weights[1:], odds, strict=True)) / sum(weights)
        if chance > 0.5:
            found.append(place[:2])
    return found
