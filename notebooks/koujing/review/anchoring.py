"""Where the sentence of a decision stands in a text that may have been edited since: found, or given up with a reason.

As annotation clients on the web do (Hypothesis, "Fuzzy anchoring"): first the offsets, then the exact quote with its
context, then a like sentence in a like place. Unlike them this one gives up rather than guess: a decision that is listed
as lost can be made again, one that sits on another sentence changes a result unseen. `docs/review.md` has the measures.
"""
from dataclasses import dataclass

from .decisions import CONTEXT

SURE = 0.9  # what stands beside the quote counts as what stood there: all but a character or two of 24
LIKE = 0.6  # it may be what stood there, reworded
FAR = 100  # characters from the quote within which what stood beside it may stand after an insertion
HALF = CONTEXT // 2  # of a context: what then has to stand there word for word
SEAM = 8  # characters on either side that show that the quote was cut out from between them
TEXT = 0.6  # Indel similarity of the quote to a sentence that may be the same, reworded
WHOLE = 0.75  # text and surroundings together, half and half; below, a like sentence of the same list comes as near
AHEAD = 0.1  # by which the sentence most like the quote must lead the next
MANY = 200  # occurrences of a quote; where there are more it tells nothing


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quote stands: `how` is here, moved, approximate; or ambiguous or missing, and then there is no place.

    `score` is 1 for an exact quote in its own surroundings, of an approximate anchor the likeness of text and surroundings;
    `why` says so in words.
    """

    how: str
    start: int | None = None
    end: int | None = None
    score: float = 0.0
    why: str = ""

    @property
    def found(self):
        """Whether there is a place."""
        return self.start is not None


def anchor(raw, spans, decision):
    """The `Anchor` of a decision in a text; `spans` are the `(start, end)` of its sentences, in order. Never raises.

    A quote counts where it stood, between the same words; else between those words elsewhere, unless a sentence like it
    stands in like surroundings; else where it stands once, with nothing like it elsewhere, between words like those that it
    stood between; else a sentence like it, in such a place. Offsets in code points.
    """
    start, end = decision.start, decision.end
    places = _occurrences(raw, decision.quote)
    if raw[start:end] == decision.quote:
        if min(_sides(raw, start, end, decision)) == 1.0 or not (decision.before or decision.after):
            return Anchor("here", start, end, 1.0, "where it stood")
    if not (decision.before or decision.after):
        return Anchor("ambiguous" if places else "missing", why="not where it stood, and the row has no context to know it by")
    return _exact(raw, spans, decision, places) or _approximate(raw, spans, decision, places)


def _exact(raw, spans, decision, places):
    """The anchor of the quote where it stands word for word, moved; None where no surroundings speak for it."""
    size = len(decision.quote)
    same = [place for place in places if min(_sides(raw, place, place + size, decision)) == 1.0]
    if len(same) == 1 and not any(max(_sides(raw, *span, decision)) >= LIKE for span in _rivals(raw, spans, decision, same[0])):
        return Anchor("moved", same[0], same[0] + size, 1.0, "the same words, moved")
    if len(places) != 1:
        return Anchor("ambiguous", why=f"the quote stands there {len(places)} times") if places else None
    place, end = places[0], places[0] + size
    sides = _sides(raw, place, end, decision)
    if not _both_sides(raw, decision, place, end, sides):
        return None
    if _cut_out(raw, decision) or _rivals(raw, spans, decision, place):
        return Anchor("ambiguous", why="the quote stands in other surroundings, and may not be the one that was meant")
    if min(sides) < LIKE:
        whole = round(0.5 + 0.25 * sum(sides), 2)
        return Anchor("approximate", place, end, whole, f"the same words, beside text put in: {whole:.2f} with surroundings")
    if place == decision.start:
        return Anchor("here", place, end, 1.0, "where it stood, beside other words")
    return Anchor("moved", place, end, 1.0, "the same words, moved")


def _approximate(raw, spans, decision, places):
    """The anchor of the sentence most like the quote in surroundings like its own; else the reason why there is none."""
    if places:
        return Anchor("ambiguous", why=f"the quote stands in other surroundings, at {places[0]}")
    like = sorted(_like(raw, spans, decision), reverse=True)
    if not like or _cut_out(raw, decision):
        return Anchor("missing", why="no sentence is like it")
    text, (start, end) = like[0]
    sides = _sides(raw, start, end, decision)
    whole = 0.5 * text + 0.25 * sum(sides)
    if whole < WHOLE or not _both_sides(raw, decision, start, end, sides):
        return Anchor("missing", why="no sentence is like it in like surroundings")
    if len(like) > 1 and like[1][0] > text - AHEAD:
        return Anchor("ambiguous", why="several sentences are like it")
    return Anchor("approximate", start, end, round(whole, 2), f"reworded: {text:.2f} of the words, {whole:.2f} with surroundings")


def _like(raw, spans, decision):
    """The sentences like the quote: `(Indel similarity, span)`."""
    from rapidfuzz import fuzz, process

    texts = [raw[start:end] for start, end in spans]
    return [(percent / 100, spans[at]) for _, percent, at in process.extract(
        decision.quote, texts, scorer=fuzz.ratio, score_cutoff=100 * TEXT, limit=None)]


def _rivals(raw, spans, decision, place):
    """The sentences like the quote that stand elsewhere than at `place`, as spans."""
    return [(start, end) for _, (start, end) in _like(raw, spans, decision)
            if end <= place or start >= place + len(decision.quote)]


def _both_sides(raw, decision, start, end, sides):
    """Whether what stood on both sides of the quote still does: one side as it was, the other alike, or further off."""
    near = raw[max(0, start - FAR):start], raw[end:end + FAR]
    ends = decision.before.strip()[-HALF:], decision.after.strip()[:HALF]
    return max(sides) >= SURE and all(side >= LIKE or len(kept) >= SEAM and kept in there
                                      for side, kept, there in zip(sides, ends, near, strict=True))


def _cut_out(raw, decision):
    """Whether what stood before the quote now runs straight on to what stood behind it: the quote has been taken out."""
    before, after = "".join(decision.before.split())[-SEAM:], "".join(decision.after.split())[:SEAM]
    return len(before) == len(after) == SEAM and before + after in "".join(raw.split())


def _sides(raw, start, end, decision):
    """How like what stands before and behind a span is to what stood before and behind the quote: two numbers up to 1."""
    return (_side(decision.before, raw[max(0, start - len(decision.before)):start], start == 0),
            _side(decision.after, raw[end:end + len(decision.after)], end == len(raw)))


def _side(kept, there, at_edge):
    from rapidfuzz import fuzz

    if not kept:  # the text began or ended there: if it no longer does, that speaks neither for the place nor against it
        return 1.0 if at_edge else LIKE
    return 1.0 if kept == there else fuzz.ratio(kept, there) / 100


def _occurrences(raw, quote):
    """Where a quote stands in a text, overlapping or not; none where it stands more than `MANY` times."""
    places, at = [], raw.find(quote)
    while at >= 0 and len(places) <= MANY:
        places.append(at)
        at = raw.find(quote, at + 1)
    return places if len(places) <= MANY else []
