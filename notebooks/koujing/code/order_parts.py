"""The parts of a sentence that each tell one step: which stages stand in it, and what links it to the part before."""
import re
from bisect import bisect_left
from typing import NamedTuple

from .flags import flag
from .order_marks import Mark, arrows, opener, says, words
from .order_times import times

ITEM, FAILED = flag("item"), flag("condition.means_failed")
STOP = re.compile("[,;:、。!?|]")
CONNECTIVE = re.compile("与|和|及|以及|还有|跟|再|、")  # between stages that are listed in their order
TO_COME = re.compile("(?:之|以)?前(?!期|后|面|端|述|来|台|往)")  # behind a stage: 起诉前会先寄律师函
MESSAGE = re.compile(r"^[^“\"]{0,10}[“\"][^”\"]*(?:您|请于|请在|请尽快|你名下|你案|我司|【)")  # quoted in full
OPENS_WITHIN = 6  # characters before a time that still opens its sentence
LABEL = 14  # characters of a list item's name
CELLS = 2  # bars in the row of a table, at least
WHOLE = ("aside", "list")  # marks that govern the whole sentence
CUTTING = ("next", "later", "last")  # marks at which a new part begins
NEARLY = 2  # characters between a means and the word that it has failed


class Part(NamedTuple):
    """Stages told together in sentence `at`, an index into the article's sentences.

    `links` are the kinds of the marks that govern them; `dated` says whether a time does, `day` the day that it gives,
    `opens` whether it opens the sentence; `rare` are those of the stages that are said to be. `text` runs from the end of
    the part before; `topic` is what the line names before a colon, `story` whether an anecdote tells the part.
    """

    at: int
    text: str
    stages: tuple[str, ...]
    links: frozenset[str] = frozenset()
    dated: bool = False
    day: int | None = None
    opens: bool = False
    rare: frozenset[str] = frozenset()
    topic: str = ""
    story: bool = False

    def has(self, *kinds):
        """Whether a mark of one of the kinds governs the part."""
        return not self.links.isdisjoint(kinds)

    @property
    def all_rare(self):
        """Whether every stage of the part is said to be rare."""
        return self.rare.issuperset(self.stages)


def parts(at, piece, claims, events, topic="", carried=()):
    """The `Part`s of one normalised sentence in order, given those of its claims that may be steps, and its events.

    `topic` is what its line is about, `carried` the marks with which a sentence before it opened the line.
    """
    if MESSAGE.match(piece):
        return []
    whole = Part(at, piece, tuple(dict.fromkeys(claim.item for claim in claims)), topic=topic, story=claims[0].source == "case",
                 rare=frozenset(claim.item for claim in claims if claim.stance == "rare"))
    if piece.count("|") >= CELLS:
        return [whole]
    marks = sorted([*words(piece), *times(piece), *arrows(piece), *_failures(events)], key=lambda mark: mark.start)
    places, to_come = _places(piece, claims, events, marks)
    found = _linked(whole, marks, places, carried)
    if to_come:
        found.append(whole._replace(stages=tuple(to_come), links=frozenset({"next"})))
    return found


def opening_marks(piece):
    """A list of the mark with which a sentence without stages opens its line and governs it (第二个月, 声音变成了真人。)."""
    return [mark for mark in sorted(words(piece) + times(piece), key=lambda mark: mark.start)
            if mark.start <= OPENS_WITHIN and mark.kind in ("time", "first", "next", "later")][:1]


def _failures(events):
    """The events that name a means which has failed, as marks."""
    return [Mark(event.start, event.end, "failed") for event in events
            if event.cue.flags & FAILED]


def _label(piece):
    """Where the text of a list item begins behind its name (3. 内部催收阶段: …); 0 where it has none."""
    opening, colon = opener(piece), piece.find(":")
    return colon + 1 if opening and 0 < colon <= opening.end + LABEL and colon + 1 < len(piece) else 0


def _places(piece, claims, events, marks):
    """Pairs (offset, stage) for what the sentence tells, in order, and the stages that it only names as still to come."""
    label = _label(piece)
    behind = next((match.end() for match in STOP.finditer(piece, label)), len(piece)) if label else 0
    failed = {mark.start for mark in marks if mark.kind == "failed"}
    places, to_come = [], []
    for claim in claims:
        event = _event(claim, events, failed, label)
        if event and claims[1:] and TO_COME.match(piece, event.end):
            to_come.append(claim.item)
            continue
        place = event.start if event else 0
        if place < label:  # only the item's name tells the stage: all that the item says first governs it
            place = behind if behind < len(piece) else label
        places.append((place, claim.item))
    return sorted(places), to_come


def _event(claim, events, failed, label):
    """The event that made the claim: by preference behind the label, and not one that is said to have failed; or None."""
    named = {claim.item, "channel.phone"} if claim.item == "stage.phone_collection" else {claim.item}
    own = [event for event in events if event.cue.flags & ITEM and not named.isdisjoint(event.cue.means)]
    own = [event for event in own if event.cue.id in claim.rules] or own
    free = [event for event in own if failed.isdisjoint(range(event.end, event.end + NEARLY + 1))] or own
    return next((event for event in free if event.start >= label), next(iter(free), None))


def _linked(whole, marks, places, carried):
    """The parts of a sentence from its marks and the places of its stages: cut at stops and at marks, joined where unmarked."""
    kinds = {mark.kind for mark in marks}
    listed = len(places) > 1 and "list" in kinds and kinds.isdisjoint(("first", "put", *CUTTING)) \
        and not says(whole.text, "kinds")
    over_all = kinds.intersection(WHOLE)
    found, pending, begin, start, threatened = [], list(carried), 0, 0, False
    for stop in _stops(whole.text, marks, listed):
        here = _between(places, start, stop)
        own, start = _between(marks, start, stop), stop
        if not here:
            pending += own
            continue
        stages = tuple(dict.fromkeys(item for _, item in here))
        behind = [mark for mark in own if mark.kind == "failed" and mark.start > here[-1][0]]  # 短信提醒无效, …
        governing, pending = pending + [mark for mark in own if mark.kind != "failed" or mark.start < here[-1][0]], behind
        links = {mark.kind for mark in governing} - {"time", *WHOLE}
        moments = [mark for mark in governing if mark.kind == "time"]
        threatened = "threat" in links or threatened and not links and not moments
        if threatened:
            continue
        rare, text, begin = whole.rare.intersection(stages), whole.text[begin:stop], stop
        if found and not (links or moments or listed):
            known = found[-1]
            found[-1] = known._replace(stages=(*known.stages, *stages), text=known.text + text, rare=known.rare | rare)
            continue
        links |= over_all | ({"next"} if listed and found else set())
        found.append(whole._replace(
            text=text, stages=stages, links=frozenset(links), rare=rare, dated=bool(moments),
            day=next((mark.day for mark in moments if mark.day is not None), None),
            opens=any(mark.start <= OPENS_WITHIN or mark in carried for mark in moments)))
    return found


def _stops(piece, marks, listed):
    """Where a sentence is cut into what may be parts, in order."""
    stops = {len(piece), *(match.end() for match in STOP.finditer(piece)),
             *(mark.start for mark in marks if mark.kind in CUTTING)}
    return sorted(stops.union(match.start() for match in CONNECTIVE.finditer(piece)) if listed else stops)


def _between(found, start, stop):
    """Those of the sorted tuples that begin in a span."""
    return found[bisect_left(found, start, key=lambda one: one[0]):bisect_left(found, stop, key=lambda one: one[0])]
