"""Where a span of an exchanged text lies in the raw text of the article, whatever the tool did to blanks and line ends."""
import bisect
from dataclasses import replace

from ..read.article import InputFault
from .annotations import shown

BLANK = frozenset("\ufeff\u2060\ufffd")  # beside white space: what `shown` puts, and tools drop


def placed(path, document, raw):
    """The document with its annotations' offsets and quotes in the raw text.

    A text that differs from the one exported by more than blanks and line ends is refused with `InputFault`: a span of
    it could be anchored wrongly without anybody noticing.
    """
    if document.text is None:
        moved = tuple(_by_quote(path, annotation, raw) for annotation in document.annotations)
        return replace(document, annotations=moved)
    where = _map(document.text, raw)
    if where is None:
        raise InputFault(path, f"its text of {document.article!r} is another than the corpus has",
                         "give the folder that was exported with --corpus")
    moved = []
    for annotation in document.annotations:
        claim = annotation.claim
        start, end = where(claim.start, claim.end)
        if start < end:
            moved.append(replace(annotation, claim=replace(claim, start=start, end=end, quote=raw[start:end])))
    return replace(document, annotations=tuple(moved))


def _map(text, raw):
    """A function from a span of the text to the span of the raw text; None where the two differ in more than blanks."""
    if text == shown(raw):
        return lambda start, end: (start, end)
    here, there = _solid(text), _solid(raw)
    if [text[at] for at in here] != [raw[at] for at in there]:
        return None

    def where(start, end):
        first, last = bisect.bisect_left(here, start), bisect.bisect_left(here, end)
        return (there[first], there[last - 1] + 1) if first < last else (0, 0)
    return where


def _solid(text):
    """The offsets of the characters that no tool drops or exchanges."""
    fit = shown(text)
    return [at for at, character in enumerate(fit) if not character.isspace() and character not in BLANK]


def _by_quote(path, annotation, raw):
    """The annotation where its quote stands: at its offsets, or at the only place that fits it."""
    claim = annotation.claim
    if raw[claim.start:claim.end] == claim.quote:
        return annotation
    start = raw.find(claim.quote)
    if start < 0 or raw.find(claim.quote, start + 1) >= 0:
        raise InputFault(path, f"the quote at {claim.start} of {claim.article!r} does not stand there",
                         "give the folder that was exported with --corpus")
    return replace(annotation, claim=replace(claim, start=start, end=start + len(claim.quote)))
