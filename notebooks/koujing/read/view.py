"""What a reader sees of a text, and the way back: offsets in the view become offsets in the raw text.

Characters that show nothing (zero-width spaces and joiners, direction marks, soft hyphens, variation selectors) are left
out, so that a word with one inside stays that word. Pictographs and the blanks of typesetters stand as plain blanks: they
end no sentence and are no word. Only ❗ and ❓ do what their likes in print do.
"""
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

UNSEEN = re.compile("[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
                    "\U000e0000-\U000e0fff]+")
# What ★☆■●◆▶ and ringed digits say in lists and ratings is read elsewhere, so they stay.
BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u231a-\u23ff\u2600-\u2604\u2607-\u26ff\u2700-\u2752\u2756"
                   "\u2758-\u2775\u2795-\u27bf\u2b1b-\u2b1c\u2b50\u2b55\u20e3\U0001f000-\U0001faff]")
# Most of what is seen as it is, so that a text with nothing else is passed over.
PLAIN = re.compile("[\x00-\x9f\xa1-\xac\xae-\u034e\u2010-\u2029\u2460-\u25ff\u2605\u2606\u2e80-\ufdff\uff00-\uffef]*+")
MARKS = dict(zip("❗❕❓❔", "！！？？", strict=True))


@dataclass(frozen=True, slots=True)
class View:
    """A text and where each of its characters stands in the raw text: at `raw[starts[i]:ends[i]]`.

    Without `starts` and `ends` every offset is the same in both.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def to_raw(self, start, end):
        """The span of the raw text that a span of the view shows."""
        if self.starts is None or not self.text:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return at, at
        return self.starts[start], self.ends[end - 1]

    def from_raw(self, start, end):
        """The span of the view that shows a span of the raw text."""
        if self.starts is None:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def spans_to_raw(self, records):
        """Records with `start` and `end` in the view, as a tuple of such records in the raw text."""
        return self._moved(records, self.to_raw)

    def spans_from_raw(self, records):
        """Records with `start` and `end` in the raw text, as a tuple of such records in the view."""
        return self._moved(records, self.from_raw)

    def _moved(self, records, way):
        if self.starts is None:
            return tuple(records)
        return tuple(replace(record, start=span[0], end=span[1])
                     for record in records for span in [way(record.start, record.end)])

    def replaced(self, changes):
        """The view with other words in some places: `changes` are `(start, end, words)`, in order, disjoint.

        A word of the same length keeps the place of each character; of another length, each of its characters has the
        place of the whole.
        """
        if self.starts is None and all(len(words) == end - start for start, end, words in changes):
            text = list(self.text)
            for start, end, words in changes:
                text[start:end] = words
            return View("".join(text)) if changes else self
        text, starts, ends, at = [], array("l"), array("l"), 0
        old_starts = self.starts if self.starts is not None else range(len(self.text))
        old_ends = self.ends if self.ends is not None else range(1, len(self.text) + 1)
        for start, end, words in [*changes, (len(self.text), len(self.text), "")]:
            kept = end if len(words) == end - start else start
            text += [self.text[at:start], words]
            starts.extend(old_starts[at:kept])
            ends.extend(old_ends[at:kept])
            if kept < end:
                starts.extend([old_starts[start]] * len(words))
                ends.extend([old_ends[end - 1]] * len(words))
            at = end
        return View("".join(text), starts, ends)


def view(raw):
    """What a reader sees of a raw text, as a `View`.

    >>> seen = view("会上\u200b门\U0001f600。")
    >>> seen.text, seen.to_raw(1, 3), seen.from_raw(1, 4)
    ('会上门 。', (1, 4), (1, 3))
    """
    if PLAIN.match(raw).end() == len(raw):
        return View(raw)
    text = BLANK.sub(" ", raw)
    for drawn, printed in MARKS.items():
        text = text.replace(drawn, printed)
    unseen = [found.span() for found in UNSEEN.finditer(text)]
    if not unseen:
        return View(text)
    return View(text).replaced([(start, end, "") for start, end in unseen])
