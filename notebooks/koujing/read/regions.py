"""Which part of a page is the article: title, byline, body, readers' comments, furniture.

Every line that is not blank gets one label, by the cues of `tables/cues.csv` and by where it stands; runs of lines
of one label become regions. The general course of a page: path, title, byline | the text, now and then broken by a
repeated title or by who speaks next | links, comments, foot. A cue is only ever tried at the start of a line.
"""
import re

from .article import Region
from .cues import cue
from .lines import has_date, is_final, is_prose, plain, resemblance, split_lines

LONGEST_TITLE = 100
LONGEST_BYLINE = 90
HEADER = 40  # lines within which a title is looked for
LIKE_TITLE_ABOVE, LIKE_TITLE_WITHIN = 0.7, 0.9  # a spun copy stands above the text; within it only a copy counts
CLOSING = ("list", "footer")
PAIRS = re.compile(r"[^\s:：]{2,8}[:：][^。！？]{1,30}?(\s{1,8}|[|｜丨]|$)")
SAYS = re.compile(r"@?[^\s:：，。！？,!?]{1,20}\s?[:：]\s?\S")


def regions(raw):
    """The regions of a page, in order, disjoint; blank lines and line breaks between them belong to none."""
    return from_labels(split_lines(raw), labels(raw))


def from_labels(lines, marks):
    """Regions of runs of lines with one label; a comment starts anew at each "comment+"."""
    found, before = [], None
    for line, mark in zip(lines, marks, strict=True):
        if mark == before:
            found[-1][1] = line.end
        else:
            before = mark.rstrip("+")
            found.append([line.start, line.end, before])
    return tuple(Region(*parts) for parts in found)


def labels(raw, lines=None):
    """The label of each line that is not blank: a region kind, or "comment+" for the first line of a comment."""
    lines = split_lines(raw) if lines is None else lines
    kinds = [cue(line.text) for line in lines]
    marks, top, title = _above(lines, kinds)
    state, begun = "body", False
    for index in range(top, len(lines)):
        line = lines[index]
        kind = kinds[index]
        if kind in ("list", "footer"):
            state, mark = "closed", "furniture"
        elif kind in ("comments", "floor"):
            state, mark = "heads" if kind == "floor" else "comments", "furniture"
        elif kind == "voice":
            state, mark = "body", "furniture"
        elif kind == "says":
            mark = "comment+"
        elif kind == "furniture" or kind == "crumb" and not is_final(line.text):
            mark = "furniture"
        elif state == "body":
            mark = _within(line, title, lines, kinds, index)
        elif state == "closed":
            mark = "body" if _resumes(lines, kinds, index, begun) else "furniture"
            state = mark if mark == "body" else state
        else:
            state, mark = _comment(line, state, marks)
        begun = begun or mark == "body"
        marks.append(mark)
    return marks


def _title_line(lines, kinds):
    """The index of the line that is the title, or None where the page starts with its text."""
    for index in range(_path_line(lines, kinds) + 1, min(len(lines), HEADER)):
        text = lines[index].text
        kind = _above_kind(text, kinds[index])
        if kind in ("byline", "furniture"):
            continue
        if kind is not None or len(text) > LONGEST_TITLE or text.endswith(("。", "；", ";")):
            return None
        return index
    return None


def _path_line(lines, kinds):
    """The index of the line with the page's path where only a site's header stands above it, else -1."""
    for index, line in enumerate(lines[:HEADER]):
        if is_final(line.text) or len(line.text) > LONGEST_TITLE:
            return -1
        if _has_cue(line.text, kinds[index], ("crumb",)):
            return index if index > 1 else -1
    return -1


def _has_cue(text, first, kinds):
    """Whether a line starts with a cue of some kinds, given the kind of the first of all cues that it starts with."""
    return first is not None and (first in kinds or cue(text, kinds) is not None)


def _above_kind(text, kind):
    """The label of a line above the text by its cue alone, another cue's kind, or None."""
    if _has_cue(text, kind, ("byline", "crumb")):
        return "byline"
    if kind in ("furniture", *CLOSING):
        return "furniture"
    return kind or ("byline" if _is_byline(text) else None)


def _above(lines, kinds):
    """Labels of the lines above the text, how many they are, and the title."""
    at = _title_line(lines, kinds)
    title = lines[at].text if at is not None else None
    marks = []
    for index, line in enumerate(lines):
        kind = _above_kind(line.text, kinds[index])
        if index == at:
            marks.append("title")
        elif kind in ("byline", "furniture"):
            marks.append(kind)
        elif title and (index < at or _repeats(line.text, title, LIKE_TITLE_ABOVE, parts=True)):
            marks.append("furniture")
        else:
            break
    return marks, len(marks), title


def _is_byline(text):
    """Whether a line above the text is a byline: short, not a sentence, with a date or with label-value pairs."""
    if len(text) > LONGEST_BYLINE or is_final(text) or "，" in text or "。" in text:
        return False
    return has_date(text) or len(PAIRS.findall(text)) > 1


def _repeats(text, title, least, parts=False):
    """Whether a line repeats the title, whole or (above the text) up to its first mark of punctuation."""
    if len(text) > 2 * len(title) + 10:
        return False
    alike = abs(len(text) - len(title)) * 4 <= len(title) and resemblance(text, title) >= least
    if alike or plain(text) == plain(title):
        return True
    lead = re.split(r"[?？!！:：_|｜—-]", title, maxsplit=1)[0]
    return parts and lead != title and len(lead) >= 6 and plain(text) == plain(lead)


def _within(line, title, lines, kinds, index):
    """The label of a line inside the text: a repeated title and the name under a "best answer" are furniture."""
    if title and _repeats(line.text, title, LIKE_TITLE_WITHIN):
        return "furniture"
    follows = index and _has_cue(lines[index - 1].text, kinds[index - 1], ("voice",))
    if follows and len(line.text) <= LONGEST_BYLINE and has_date(line.text) and not is_final(line.text):
        return "furniture"
    return "body"


def _resumes(lines, kinds, index, begun):
    """Whether the text goes on after a list of links: a line of prose where it has not begun, else two running."""
    return is_prose(lines[index].text) and (
        not begun or index + 1 < len(lines) and is_prose(lines[index + 1].text) and kinds[index + 1] is None)


def _comment(line, state, marks):
    """`(state, label)` of a line among comments; "heads": each comment has a line with its writer above it."""
    text = line.text
    if len(text) <= LONGEST_BYLINE and has_date(text) and not is_final(text) and "，" not in text:
        return "heads", "furniture"
    if state == "heads":
        return state, "comment" if marks[-1].startswith("comment") else "comment+"
    return state, "comment+"
