"""Whether a page is spun, and which of its keywords were inserted (codebook §5): each is evidence of the page, it of each.

A keyword in an odd place proves little: people write oddly. Several on one page, each of which stands there but once, do.
"""
from collections import Counter
from math import exp, log

from .readings import weigh
from .strays import features, odd

MOST_SAID = 2.5   # evidence of one keyword beyond which it says no more of the page
FEWEST = 3        # keywords that stand once on a page, beside strangers or after 的, without which it is not looked at
# How pages are spun: how likely a page is to be so, before one looks; the share of its keywords that are then inserted ones,
# of those after 的 and of the others. The real page does it after 的 only, the written ones anywhere, some much, some less.
MANNERS = ((0.12, 0.50, 0.01), (0.12, 0.05, 0.15), (0.12, 0.10, 0.35))


def inserted(text, stretches, keywords, model):
    """The `(start, end)` of the inserted words in stretches of a text, in order; none on a page that does not look spun.

    `keywords`: those of each stretch, disjoint.
    """
    times = Counter(text[first:last] for found in keywords for first, last in found)
    follows, telling = {}, []
    for (start, end), found in zip(stretches, keywords, strict=True):
        for first, last, attributed, seams in odd(text, start, end, model, found):
            place = first, last, start, end
            follows[place] = attributed
            if times[text[first:last]] == 1 and (attributed or not seams):
                telling.append(place)
    if len(telling) < FEWEST:
        return []
    places = list(follows)
    ratios = {}
    for group in (telling, places):  # most pages are sound: a look at the most telling words will do
        for place in group:
            if place not in ratios:
                ratios[place] = weigh(*features(text, *place, model, times[text[place[0]:place[1]]]))
        if max(ratios.values()) < 0:
            return []
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
