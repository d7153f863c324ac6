"""Decisions written down: rows added to a corpus's `review.csv`, which nothing ever rewrites."""
from dataclasses import replace
from pathlib import Path

from . import exchange
from .read.article import InputFault
from .review.decisions import COLUMNS, lines, parse, read_decisions

HEADER = (",".join(COLUMNS) + "\n").encode("ascii")


def append(path, decisions, seen=None):
    """How many rows were added to the review at `path`: those of the decisions that it does not have yet, all or none.

    The file is begun where there is none; its bytes stay as they are. A row that differs from one there only in its day is
    the same. `seen`: the file's bytes when the decisions were made (`contents`), where that matters. Raises `InputFault`
    where the file is no review, has changed meanwhile or cannot be written, or where a row would not be read back.
    """
    path = Path(path)
    here = {replace(one, when="", line=0) for one in read_decisions(path)}
    before = contents(path)
    if seen is not None and before != seen:
        raise InputFault(path, "has changed meanwhile", "look at it, and try again")
    fresh = [one for one in dict.fromkeys(decisions) if replace(one, when="", line=0) not in here]
    if not fresh:
        return 0
    start = before or HEADER
    data = start + (b"" if start.endswith((b"\n", b"\r")) else b"\n") + lines(fresh)
    kept = parse(data, path)[-len(fresh):]
    if [replace(one, line=0) for one in kept] != [replace(one, line=0) for one in fresh]:
        raise InputFault(path, "would not give the new rows back", "take out what no CSV file can hold")
    if contents(path) != before:
        raise InputFault(path, "has changed meanwhile", "look at it, and try again")
    exchange.write(data, path)
    return len(fresh)


def contents(path):
    """The bytes of a review file; b"" where there is none."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "check who may read it") from None
