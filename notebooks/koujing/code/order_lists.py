"""Orders told by a list: numbered items or sections, lines that open with a time, the rows of a table."""
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from .order_marks import Opener, opener, says
from .order_times import times

MOST_AT_ONCE = 3  # new stages that one section of a course of events may bring; a section with more tells the whole
HEAD = 24  # characters at the start of an item in which a time says when its step comes
LABELLED = re.compile(r"\s*(?:以内|之内|内|以上|以后|之后|后|左右|起|当天|之间|期间|阶段|逾期){0,3}\s*(?:[(][^)]{1,12}[)])?"
                      r"(?:[:|】)\]\s—–-]|$)")  # behind a time that names an item: 逾期1-3天:


@dataclass(slots=True)
class Run:
    """Successive items of one style, each the indices of its sentences; `told` are the texts before it: near, and heading."""

    family: str
    heading: bool
    told: tuple[str, str]
    number: int = 0
    day: int | None = None
    items: list[list[int]] = field(default_factory=list)


def list_orders(article, title, pieces, parts):
    """Pairs (steps, whether the article says that they are steps) of the lists that give an order; steps are lists of stages.

    `pieces` are the normalised body sentences by index into `article.sentences`, `parts` their `Part`s, `title` the
    normalised title. Of nested lists the inner one tells the order.
    """
    found, begun = [], []  # begun: where the lists found begin, negated, so in order
    for run in reversed(_runs(article, pieces)):
        sections = run.heading and run.family == "plain"
        if sections and any(_holds(item, begun) for item in run.items):
            continue
        items = [[part for at in item for part in parts.get(at, ()) if not (part.has("aside") and part.all_rare)]
                 for item in run.items]
        said = _said(run, title)
        kept = items if said else _marked(items, [pieces[item[0]] for item in run.items], run.heading)
        steps = [step for item in kept for step in _steps(item)]
        if len(steps) > 1 and not (sections and _crowded(kept)):
            found.append((steps, said))
            begun.append(-run.items[0][0])
    return found[::-1]


def _holds(item, begun):
    """Whether a list that was found begins within the item."""
    at = bisect_left(begun, -item[-1])
    return at < len(begun) and begun[at] <= -item[0]


def _crowded(items):
    """Whether an item brings so many new stages that it tells a whole course of events rather than a step."""
    known = set()
    for item in items:
        new = {stage for part in item for stage in part.stages} - known
        if len(new) > MOST_AT_ONCE:
            return True
        known |= new
    return False


def _said(run, title):
    """Whether the items' own openers (第一阶段, 逾期7天) or the texts before them say that they are steps."""
    near, heading = run.told
    return run.family != "plain" or says(near, "course") and not says(near, "preview") \
        or says(heading, "course") and not says(near, "kinds") or run.heading and says(title, "course")


def _marked(items, heads, sections):
    """The items as far as times or failed means put them in order; none where they do not, or where one tells its own order."""
    kept, latest, marked, timed, gap = [], None, False, 0, False
    for item, head in zip(items, heads, strict=True):
        own, told = _day(head), {part.day for part in item} - {None}
        if own is None and len(told) > 1 or sections and _goes_on(item):
            return []
        if own is None and told and (not sections or item[0].day is not None):
            own = item[0].day if sections else told.pop()
        failed = bool(item) and item[0].has("failed")
        if own is not None and latest is not None and own < latest or gap and own is None and not failed:
            break
        if own is None and not failed and _no_step(item, head):
            continue
        if item:
            marked |= bool(kept) and (failed or own is not None and latest is not None and own > latest)
            timed += failed or own is not None
            kept.append(item)
        gap, latest = not item, latest if own is None else own
    return kept if marked and (not sections or timed * 3 >= len(kept) * 2) else []


def _no_step(item, head):
    """Whether an unmarked item is on the kinds of collection, or only on the credit record."""
    return says(head[:HEAD], "form") or {stage for part in item for stage in part.stages} == {"stage.credit_report"}


def _goes_on(item):
    """Whether the parts of an item bring new stages one after another."""
    return any(part.has("next", "later", "failed") and not set(part.stages) <= set(item[0].stages) for part in item[1:])


def _day(piece):
    """The day on which an item's first words put it, or None."""
    return next((mark.day for mark in times(piece[:HEAD]) if mark.day is not None), None)


def _steps(item):
    """The steps of one item: one, but for what a sentence says to come after (寄律师函, 之后起诉) or a later time opens."""
    steps, last, day = [], None, None
    for part in item:
        after = last is not None and last.at == part.at and part.has("next", "last") and not part.has("failed")
        later = day is not None and part.opens and part.day is not None and part.day > day
        if after or later or not steps:
            steps.append([])
        steps[-1] += [stage for stage in part.stages if stage not in steps[-1]]
        last, day = part, part.day if part.day is not None else day
    return steps


def _runs(article, pieces):
    """The lists of two items or more, by their first sentence."""
    runs, current, near, above, line = [], {}, "", "", None
    for at, piece in pieces.items():
        sentence = article.sentences[at]
        heading, new_line, line = sentence.kind == "heading", sentence.line != line, sentence.line
        opening, told = _opening(piece, heading, new_line, current)
        if heading:
            current = {key: run for key, run in current.items() if opening and run.heading}
        elif current and new_line and not opening and says(piece, "closing"):
            current = {key: run for key, run in current.items() if run.heading}
        if opening:
            key, day = (opening.style, heading), _day(piece)
            run = current.get(key)
            if run and _continues(run, opening, day):
                inner = list(current)[list(current).index(key) + 1:]
                current = {one: kept for one, kept in current.items() if one not in inner}
            else:
                current.pop(key, None)
                run = current[key] = Run(opening.family, heading, (told or near, above))
                runs.append(run)
            run.number, run.day = opening.number, run.day if day is None else day
            run.items.append([])
        for run in current.values():
            run.items[-1].append(at)
        near, above = piece if heading or not opening else near, piece if heading else above
    return [run for run in (_trimmed(article, pieces, run) for run in runs) if len(run.items) > 1]


def _continues(run, opening, day):
    """Whether an opener goes on with a list: with a higher number, or at no earlier time."""
    if run.family == "plain":
        return opening.number > run.number
    return day is None or run.day is None or day >= run.day


def _opening(piece, heading, new_line, current):
    """The `Opener` of a sentence that begins an item, and what introduces it in the same sentence; (None, "") if it does not.

    Within a line that is only the next item of a list, or the first behind a colon (分为几个阶段: 1. …). A prose line that
    merely begins with a time is no item; a heading that names one anywhere (微粒贷逾期7天会怎样) is.
    """
    found = opener(piece)
    if found and found.family == "time" and not heading and not LABELLED.match(piece, found.end):
        found = None
    if found and (new_line or found.family == "plain" and any(style == found.style for style, _ in current)):
        return found, ""
    if heading and not found:
        named = [mark for mark in times(piece) if mark.day is not None]
        return (Opener("time", "time.heading", 0, named[0].end) if named else None), ""
    before, colon, behind = piece.rpartition(":")
    found = opener(behind) if colon else None
    return (found, before) if found and found.family == "plain" and found.number == 1 else (None, "")


def _trimmed(article, pieces, run):
    """The run less closing sections, its last item no longer, in lines, than the longest before it: the rest is no item's."""
    if run.heading:
        run.items = [item for item in run.items if not says(pieces[item[0]], "tail")]
    if len(run.items) > 1:
        lines = [list(dict.fromkeys(article.sentences[at].line for at in item)) for item in run.items]
        allowed = set(lines[-1][:max(map(len, lines[:-1]))])
        run.items[-1] = [at for at in run.items[-1] if article.sentences[at].line in allowed]
    return run
