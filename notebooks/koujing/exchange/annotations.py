"""The record that every format shares: a claim with its id, author and date, and the text of an article as tools show it."""
import json
import re
import uuid
from dataclasses import dataclass, replace
from functools import cache

from ..code.claims import Claim
from ..code.codebook import table
from ..read.article import InputFault

MACHINE = "Koujing"  # the author of what nobody has touched
SPACE = uuid.UUID("0a9d3f5e-7c1b-5e44-9a86-3f0d6b2c71e8")  # drawn once: the name space of our ids
STANCED = ("item", "stance", "basis")  # what the name of a code says
FURTHER = ("value", "conditions", "timing", "source", "laws", "rules")  # what stands beside it
FIELDS = (*STANCED, *FURTHER)

# What XML 1.0 (section 2.2) has no way to write, and two that tools take for something else.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CODE = re.compile(r"\s*([^\s:：]+)\s*(?:[:：]\s*([^\s(（]+))?")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A claim as it stands in an exchanged file. Offsets count code points of the text it stands in.

    `id` stays the same from export to export; `given` are the `FIELDS` that the file states (the rest is as it was);
    `when` is an ISO date or ""; `note` is what the author wrote beside it; `accepted` where the tool marks it so.
    """

    claim: Claim
    id: str = ""
    author: str = MACHINE
    when: str = ""
    note: str = ""
    accepted: bool = False
    given: tuple[str, ...] = FIELDS


@dataclass(frozen=True, slots=True)
class Document:
    """One article in an exchanged file, as one author left it.

    `text` is None where the file holds no text; `originals` are the claims that were exported, where the file still
    holds them; `reviewed` is False where nobody has opened it; `strangers` are names of codes that are no items.
    """

    article: str
    text: str | None
    annotations: tuple[Annotation, ...]
    author: str = ""
    when: str = ""
    reviewed: bool = True
    originals: tuple[Claim, ...] | None = None
    strangers: tuple[str, ...] = ()


def identity(*parts):
    """A UUID that depends on the parts alone, as text."""
    return str(uuid.uuid5(SPACE, json.dumps(parts)))


def annotations(claims):
    """The claims as a tuple of annotations by the machine, each with an id of its own."""
    found, seen = [], {}
    for claim in claims:
        key = (claim.article, claim.start, claim.end, claim.item, claim.basis)
        seen[key] = seen.get(key, 0) + 1
        found.append(Annotation(claim, identity(*key, seen[key])))
    return tuple(found)


def document(article, claims):
    """The `Document` of an article and its claims, as it is exported. Raises `InputFault` for a name that is no text."""
    if UNFIT.search(article.name):
        raise InputFault(ascii(article.name), "its name holds characters that no tool can show", "rename the file")
    return Document(article.name, article.raw, annotations(claims))


def shown(raw):
    """The text as it is handed to tools: as many characters as the raw text, so that offsets hold in both.

    Line ends become "\\n" (a carriage return before one becomes a blank: browsers and Qt would drop or double it);
    what XML cannot hold becomes U+FFFD; a byte order mark at the start, which tools skip, becomes a word joiner.

    >>> shown("\\ufeff逾期\\r\\n上门\\x01")
    '\\u2060逾期 \\n上门\ufffd'
    """
    text = UNFIT.sub("\ufffd", raw.replace("\r\n", " \n").replace("\r", "\n"))
    return "\u2060" + text[1:] if text.startswith("\ufeff") else text


@cache
def stance_basis():
    """The basis of each stance of the codebook: {"routine": "practice", …}."""
    return {row["stance"]: row["basis"] for row in table("stances")}


@cache
def glosses(column, name):
    """The Chinese word of each code of a codebook table."""
    return {row[column]: row["zh"] for row in table(name)}


@cache
def code_name(item, stance=""):
    """The name of the code for an item, or for an item with a stance, with its Chinese gloss.

    >>> code_name("stage.visit", "rare"), code_name("stage.visit")
    ('stage.visit: rare (上门催收 罕见)', 'stage.visit (上门催收)')
    """
    words = " ".join(filter(None, (glosses("item", "items").get(item, ""), glosses("stance", "stances").get(stance, ""))))
    name = f"{item}: {stance}" if stance else item
    return f"{name} ({words})" if words else name


@cache
def code_of(name):
    """`(item, stance)` of the name of a code; the stance is "" where it names none, both where it names no item.

    >>> code_of("stage.visit: rare (上门催收 罕见)"), code_of("stage.visit"), code_of("my own theme")
    (('stage.visit', 'rare'), ('stage.visit', ''), ('', ''))
    """
    match = CODE.match(name)
    item, stance = (match[1], match[2] or "") if match else ("", "")
    known = item in {row["item"] for row in table("items")} and (not stance or stance in stance_basis())
    return (item, stance) if known else ("", "")


def stated(stance, further):
    """Which of `FIELDS` a file states that names an item, perhaps a stance, and perhaps the further fields."""
    return (*(STANCED if stance else STANCED[:1]), *(FURTHER if further else ()))


def coded(article, text, start, end, item, stance, basis="", **fields):
    """The `Claim` that a file states of a span; its basis is that of its stance unless given."""
    basis = basis or stance_basis().get(stance, "")
    return Claim(article, start, end, text[start:end] if text is not None else "", item, basis, stance, **fields)


def inherited(annotation, original):
    """The annotation's claim, with the fields that its file does not state as they were in the original claim."""
    missing = {name: getattr(original, name) for name in FIELDS if name not in annotation.given}
    return replace(annotation.claim, **missing)
