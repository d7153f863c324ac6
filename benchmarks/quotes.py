"""Tasks for aligners: sentences of an article as quotes, and a varied text of the article in which to find them again."""
import random
from itertools import islice

import corpora

from koujing.review.decisions import CONTEXT

QUOTES = 10  # of a text
LENGTHS = range(10, 61)  # characters of a quote


def tasks(number, seed=0):
    """The tasks: dictionaries of text, spans (of its sentences), quotes, and truth (where each quote's sentence now is, or None).

    A quote has its sentence's place in the unvaried article and what stood around it there, as a decision of `review.csv` has.
    """
    chance = random.Random(seed)
    return [_task(corpora.sentences(corpora.articles()[article]), pieces, chance)
            for article, pieces in islice(corpora.varied(seed), number)]


def _task(original, pieces, chance):
    """The task of finding sentences of an article, as it was, in the text that the pieces make."""
    raw, places, spans, at = "".join(original), {}, [], 0
    for number, text in pieces:
        span = _stripped(text, at)
        if span:
            places[number] = span
            spans.append(span)
        at += len(text)
    starts, at = [], 0
    for sentence in original:
        starts.append(at)
        at += len(sentence)
    able = [number for number, sentence in enumerate(original) if len(sentence.strip()) in LENGTHS]
    chosen = sorted(chance.sample(able, min(QUOTES, len(able))))
    quotes = []
    for number in chosen:
        start, end = _stripped(original[number], starts[number])
        quotes.append({"quote": raw[start:end], "start": start, "end": end, "before": raw[max(0, start - CONTEXT):start],
                       "after": raw[end:end + CONTEXT]})
    return {"text": "".join(text for _, text in pieces), "spans": spans, "quotes": quotes,
            "truth": [places.get(number) for number in chosen]}


def _stripped(text, at):
    """The span of a text that begins at `at`, without the blanks around it; None of blanks alone."""
    kept = text.strip()
    start = at + len(text) - len(text.lstrip())
    return (start, start + len(kept)) if kept else None


def verdict(place, truth):
    """Whether a place is right (it shares half of the sentence), elsewhere, or none; none is right for a sentence that is gone.

    >>> verdict((4, 9), (3, 9)), verdict((9, 12), (3, 9)), verdict(None, (3, 9)), verdict(None, None)
    ('right', 'elsewhere', 'none', 'right')
    """
    if not place or not truth:
        return "none" if truth else "elsewhere" if place else "right"
    common = min(place[1], truth[1]) - max(place[0], truth[0])
    return "right" if 2 * common >= max(truth[1] - truth[0], place[1] - place[0]) else "elsewhere"
