"""The records of a file of JSON lines, gzipped or not, a line at a time."""
import gzip
import json
import zlib
from pathlib import Path

from ..article import InputFault
from ..files import LARGEST, opened
from .names import naming
from .records import Document, beside, lost

HOPELESS = 1 << 34  # bytes after which the end of a line is no longer looked for
BROKEN = (EOFError, OSError, zlib.error)  # what a damaged or cut gzip file raises


def documents(part):
    """A `Document` for each line of a part that is not blank; after a damaged place in a gzip file, none."""
    name, at, (path,) = naming(), f"{part.paths[0]}, start", part.paths
    stem = Path(path).name.partition(".")[0]
    try:
        with opened(path) as raw:
            packed = path.lower().endswith(".gz")
            raw.seek(part.first)
            try:
                for number, offset, line in _lines(gzip.GzipFile(fileobj=raw) if packed else raw, part.first, part.last):
                    at = f"{path}, line {number}" if packed else f"{path}, byte {offset}"
                    if line is None:
                        fault = f"is a line of more than {LARGEST:,} bytes"
                        yield lost(name(f"{stem}-{offset}"), at, fault, "split it, or leave it out")
                    elif line.strip():
                        yield _document(line, at, part.names, name, f"{stem}-{offset}")
            except BROKEN as error:
                reason = str(error) or "cut off"
                yield lost(name(f"{stem}-end"), path, f"cannot be read on after {at.removeprefix(f'{path}, ')} ({reason})",
                           "collect it again; what stands before was read")
    except InputFault as fault:
        yield Document(name(stem), None, "", None, path, fault)


def _lines(stream, first, last):
    """`(number, offset, line)` of each line from `first` to `last` (0: to the end); None for one that is too long."""
    number, offset = 0, first
    while not last or offset < last:
        line = stream.readline(LARGEST + 1)
        if not line:
            return
        number, begins, offset = number + 1, offset, offset + len(line)
        if len(line) > LARGEST:
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
                offset += len(line)
                if offset - begins > HOPELESS:
                    raise EOFError(f"a line of more than {HOPELESS:,} bytes")
            line = None
        yield number, begins, line


def _document(line, where, columns, name, otherwise):
    """The `Document` in one line of bytes."""
    id_column, text_column = columns
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        return lost(name(otherwise), where, f"the line is not UTF-8 (its byte {error.start})", "save it as UTF-8")
    except (ValueError, RecursionError) as error:
        fault = f"the line is no JSON ({str(error)[:100]})"
        return lost(name(otherwise), where, fault, "write one JSON object a line")
    if not isinstance(record, dict):
        return lost(name(otherwise), where, "the line is no JSON object", "write one JSON object a line")
    identity, text = record.get(id_column), record.get(text_column)
    if isinstance(identity, bool) or not isinstance(identity, (str, int)) or not str(identity).strip():
        return lost(name(otherwise), where, f"the record has no id: no text or number under {id_column!r}",
                    f"name the column that holds it; there are {shown(record)}")
    if not isinstance(text, str) or not text.strip():
        return lost(name(str(identity), otherwise), where, f"the record has no text under {text_column!r}",
                    f"name the column that holds it; there are {shown(record)}")
    return Document(name(str(identity), otherwise), text, ".txt", beside(record), where)


def shown(columns, most=12):
    """The names of columns in one line, not more than `most`.

    >>> shown(["id", "a\\nb", "c"], most=2)
    "'id', 'a\\\\nb' and 1 more"
    """
    names = [repr(str(column)[:40]) for column in columns]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "") or "no columns"
