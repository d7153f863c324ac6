"""A claim's further fields (all but item, stance, basis) as lines that a person can edit: `conditions: refusal; consent`.

REFI-QDA has no place for attributes of a coding, but a description, which tools show as its memo or comment.
"""
import json
import re

from ..code.claims import Timing

LISTS = ("conditions", "laws", "rules")
NAMES = ("value", "conditions", "timing", "day_min", "day_max", "source", "laws", "rules")
LINE = re.compile(rf"\s*({'|'.join(NAMES)})\s*[:：]\s?(.*)", re.ASCII)
PLAIN = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")  # the rest is written as JSON


def flat(claim):
    """The claim's further fields by name, as text, lists as tuples; empty ones are "" or ()."""
    timing = claim.timing or Timing("")
    days = {name: "" if getattr(timing, name) is None else str(getattr(timing, name)) for name in ("day_min", "day_max")}
    return {"basis": claim.basis, "value": claim.value or "", "conditions": claim.conditions, "timing": timing.text, **days,
            "source": claim.source, "laws": claim.laws, "rules": claim.rules}


def memo(claim, note=""):
    """The memo of a claim: a line for each field that says something, then the note.

    >>> from koujing.code.claims import Claim
    >>> print(memo(Claim("a", 0, 2, "上门", "stage.visit", "practice", "routine", conditions=("consent", "lawful"))))
    conditions: consent; lawful
    source: author
    """
    lines = [f"{name}: {written(value)}" for name, value in flat(claim).items() if value and name in NAMES]
    return "\n".join([*lines, *filter(None, [note])])


def fields(text):
    """`(fields, note)` of a memo: the claim's further fields that it states, and its other lines.

    A memo that names any field states them all: one that is missing was emptied. A memo that names none states
    nothing. Raises ValueError where a day is no whole number.

    >>> fields("conditions: consent\\nI asked the bank")[0]["conditions"], fields("I asked the bank")
    (('consent',), ({}, 'I asked the bank'))
    """
    found, note = {}, []
    for line in (text or "").split("\n"):
        match = LINE.fullmatch(line)
        if match:
            found[match[1]] = unwritten(match[2].strip(), match[1] in LISTS)
        elif line.strip():
            note.append(line.strip())
    return (built(found) if found else {}), "\n".join(note)


def built(found):
    """The keyword arguments of a `Claim` from its further fields as text, as `flat` gives them."""
    days = {name: int(found[name]) if found.get(name) else None for name in ("day_min", "day_max")}
    said = found.get("timing") or ""
    timing = Timing(said, **days) if said or any(day is not None for day in days.values()) else None
    result = {"value": found.get("value") or None, "timing": timing, "source": found.get("source") or "author"}
    return result | {name: tuple(found.get(name) or ()) for name in LISTS}


def written(value):
    """A text, or a tuple of texts, on one line; as JSON where that line would not give it back."""
    many = isinstance(value, tuple)
    line = "; ".join(value) if many else value
    fits = PLAIN.fullmatch(line) and line == line.strip() and line[0] not in '"[' and unwritten(line, many) == value
    return line if fits else json.dumps(value)


def unwritten(line, many):
    """The text, or the tuple of texts, on one line."""
    if line[:1] in ('"', "["):
        try:
            said = json.loads(line)
            if many and isinstance(said, list) and all(isinstance(one, str) for one in said):
                return tuple(said)
            if not many and isinstance(said, str):
                return said
        except (ValueError, RecursionError):
            pass
    return tuple(part.strip() for part in line.split(";") if part.strip()) if many else line
