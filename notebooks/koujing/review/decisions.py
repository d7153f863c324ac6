"""A person's decisions on single claims: the rows of `review.csv`, read and checked (data dictionary: `corpus/README.md`)."""
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..code.codebook import items
from ..read.article import InputFault
from ..read.cells import row_bytes, rows
from ..read.corpus import FOLDER_VARIABLE, SHIPPED
from .values import CHANGEABLE, FIELDS, MAY_BE_EMPTY, of_object, of_text, parts

COLUMNS = ("when", "who", "action", "article", "start", "end", "quote", "before", "after", "item", "field", "old", "new", "why")
ACTIONS = ("accept", "reject", "change", "add")
WHOLE = "claim"  # what stands under `field` where a decision is about the claim as a whole
CONTEXT = 24  # characters kept on either side of the quote, to find it again


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: the columns of `review.csv` as text, offsets as numbers. `line` is where it stands in its file.

    `start` and `end` count code points of the text at the time of the decision: `raw[start:end] == quote` then.
    """

    when: str
    who: str
    action: str
    article: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    item: str
    field: str = ""
    old: str = ""
    new: str = ""
    why: str = ""
    line: int = 0

    def was(self):
        """What the row says of the claim as it was: a dictionary of its `parts`, empty where it says nothing."""
        return self._values(self.old) if self.old or self.field in MAY_BE_EMPTY else {}

    def values(self):
        """What the row says that the claim is: a dictionary of its `parts`; of an accepted claim that is what it was."""
        return self.was() if self.action == "accept" else {} if self.action == "reject" else self._values(self.new)

    def _values(self, text):
        if self.field in CHANGEABLE:  # words without days leave the days as they are
            return parts({self.field: of_text(self.field, text)}, words=bool(text) and not text.startswith("{"))
        return parts(of_object(text)) if text else {}


def review_path(folder=None):
    """The path of a corpus folder's `review.csv`; without a folder that of the corpus that `load_corpus` would read."""
    return Path(folder or os.environ.get(FOLDER_VARIABLE) or SHIPPED) / "review.csv"


def read_decisions(path):
    """The decisions in a file as a tuple, in its order; empty where there is no such file.

    Raises `InputFault`, which names the first line that is no decision, and the cure.
    """
    path = Path(path)
    if not os.path.lexists(path):
        return ()
    if not path.is_file():
        raise InputFault(path, "is no file", "put a table in its place, or move it away")
    try:
        return parse(path.read_bytes(), path)
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "check who may read it") from None


def parse(data, path):
    """The decisions in the bytes of a file of that name; raises as `read_decisions` does."""
    table = rows(data, path)
    line, header = next(table, (1, []))
    if tuple(header) != COLUMNS:
        raise InputFault(path, f"line {line}: the columns are not those of a review", f"begin it with {','.join(COLUMNS)}")
    found = []
    for line, cells in table:
        try:
            if len(cells) != len(COLUMNS):
                raise ValueError(f"has {len(cells)} cells and not {len(COLUMNS)}; quote cells that hold commas")
            found.append(decision(dict(zip(COLUMNS, cells, strict=True)), line))
        except ValueError as error:
            fault, _, cure = str(error).partition("; ")
            raise InputFault(path, f"line {line}: {fault}", cure or "mend the cell, or take the row out") from None
    return tuple(found)


def decision(row, line=0):
    """The `Decision` in a dictionary of the columns' texts; raises ValueError, "fault; cure", where it is none."""
    start, end = (_offset(column, row[column]) for column in ("start", "end"))
    one = Decision(**{**row, "start": start, "end": end, "line": line})
    _refuse(bool(one.when) and not _is_date(one.when), f"when {one.when[:40]!r} is no date", "write it as 2026-01-31")
    _refuse(one.action not in ACTIONS, f"action {one.action[:40]!r} is unknown", f"use one of {', '.join(ACTIONS)}")
    _refuse(not one.article, "article is empty", "give the file's name without its ending")
    _refuse(not one.quote, "quote is empty", "give the sentence as it stands in the text")
    _refuse(one.end - one.start != len(one.quote), f"the quote has {len(one.quote)} characters, start and end say "
            f"{one.end - one.start}", "count code points of the text, end after the last")
    _refuse(one.item not in items(), f"item {one.item[:40]!r} is not in the codebook", "use an item of code/tables/items.csv")
    _refuse(one.action == "add" and one.field != WHOLE or one.action == "change" and one.field not in (WHOLE, *CHANGEABLE)
            or one.action in ("accept", "reject") and one.field not in ("", WHOLE),
            f"field {one.field[:40]!r} does not go with {one.action}",
            f"use {WHOLE!r}" + (f", or one of {', '.join(FIELDS)}" if one.action == "change" else ""))
    was, said = one.was(), one.values()
    _refuse(one.action == "change" and not said, "new is empty", "give the fields that change")
    _refuse(one.action == "add" and "stance" not in said, "new has no stance", "give the claim's fields as a JSON object")
    for values in (was, said):
        _refuse(one.action != "change" and values.get("item", one.item) != one.item, "two items are named",
                "let the column item and the object agree")
    return one


def lines(decisions):
    """The bytes of the decisions' rows in a review file, without the header."""
    return b"".join(row_bytes([str(getattr(one, column)) for column in COLUMNS]) for one in decisions)


def context(raw, start, end):
    """`(before, after)`: up to `CONTEXT` characters on either side of a span of a text."""
    return raw[max(0, start - CONTEXT):start], raw[end:end + CONTEXT]


def _offset(column, text):
    _refuse(not (text.isascii() and text.isdigit() and len(text) < 13), f"{column} {text[:40]!r} is no whole number",
            "give an offset in code points")
    return int(text)


def _is_date(text):
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _refuse(bad, fault, cure):
    if bad:
        raise ValueError(f"{fault}; {cure}")
