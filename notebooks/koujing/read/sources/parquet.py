"""The records of a Parquet file, a few rows at a time."""
from contextlib import contextmanager
from pathlib import Path

from ..article import InputFault
from ..files import LARGEST, opened
from .jsonl import shown
from .names import naming
from .records import FACTS, Document, beside, lost

PIECES = 64  # into which a row group is cut at most: each piece has to decode what stands before it in the group
BATCH = 32  # rows that are in memory at a time


def ranges(path, size, columns):
    """The row ranges of parts of about `size` rows: whole row groups, or pieces of a large one. Raises `InputFault`."""
    with _opened(path, columns) as file:
        return list(_cut([file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)], size))


def documents(part):
    """A `Document` for each row of a part; one, with a fault, for all rows of a row group that cannot be read."""
    name, at, (path,) = naming(), 0, part.paths
    stem = Path(path).stem
    try:
        with _opened(path, part.names) as file:
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                first, last = max(part.first, at), min(part.last, at + rows)
                if first < last:
                    yield from _rows(file, group, range(first - at, last - at), at, part.names, name, path, stem)
                at += rows
    except InputFault as fault:
        yield Document(name(stem), None, "", None, path, fault)


def _rows(file, group, wanted, before, columns, name, path, stem):
    """A `Document` for each wanted row of a row group; `before` counts the rows of those before it."""
    at, done = 0, wanted.start
    batches = file.iter_batches(BATCH, row_groups=[group], columns=[*columns, *_facts(file.schema_arrow, columns)])
    while done < wanted.stop:
        try:
            batch = next(batches, None)
        except _broken() as error:
            batch, said = None, _line(error)
        else:
            said = "the file ends"
        if batch is None:
            yield lost(name(f"{stem}-{before + done}"), f"{path}, rows {before + done + 1} to {before + wanted.stop}",
                       f"cannot be read ({said})", "write the file again")
            return
        for row in range(max(done - at, 0), min(wanted.stop - at, len(batch))):
            yield _document(batch, row, f"{path}, row {before + at + row + 1}", columns, name, f"{stem}-{before + at + row}")
        at += len(batch)
        done = max(done, at)


def _document(batch, row, where, columns, name, otherwise):
    """The `Document` in one row of a record batch."""
    record, wrong = {}, set()
    for column in batch.schema.names:
        try:
            record[column] = batch.column(column)[row].as_py()
        except (UnicodeDecodeError, ValueError, OverflowError):  # Arrow does not look whether text is UTF-8, or a date is one
            wrong.add(column)
    identity, text = (record.get(column) for column in columns)
    if identity is None or not str(identity).strip():
        return lost(name(otherwise), where, f"the row has no id under {columns[0]!r}", "give it one")
    if not text or not text.strip():
        fault = "is not UTF-8" if columns[1] in wrong else "is empty"
        return lost(name(str(identity), otherwise), where, f"what stands under {columns[1]!r} {fault}", "write the row again")
    if len(text) > LARGEST:
        return lost(name(str(identity), otherwise), where, f"{len(text):,} characters is more than {LARGEST:,}", "split it")
    return Document(name(str(identity), otherwise), text, ".txt", beside(record), where)


def _facts(schema, columns):
    """The columns of facts that a file has, text or dates."""
    import pyarrow.types as types

    return [name for name in FACTS if name not in columns and schema.names.count(name) == 1
            for kind in (schema.field(name).type,)
            if _is_text(kind) or types.is_date(kind) or types.is_timestamp(kind)]


@contextmanager
def _opened(path, columns):
    """A `pyarrow.parquet.ParquetFile` that has the columns of id and text. Raises `InputFault`."""
    import pyarrow.parquet as pq

    with opened(path):  # a pipe or a folder is told as for any file
        pass
    try:
        file = pq.ParquetFile(path)
    except _broken() as error:
        raise InputFault(path, f"is no Parquet file ({_line(error)})", "write it again") from None
    with file:
        _check(path, file.schema_arrow, columns)
        yield file


def _check(path, schema, columns):
    """Whether id and text are there, once, of a type that they can have. Raises `InputFault`."""
    import pyarrow.types as types

    for column in columns:
        if schema.names.count(column) != 1:
            there = "two columns" if column in schema.names else "no column"
            raise InputFault(path, f"has {there} {column!r}; there are {shown(schema.names)}", "name the columns of id and text")
        kind = schema.field(column).type
        if not (_is_text(kind) or (types.is_integer(kind) if column == columns[0] else _is_text(kind, of_bytes=True))):
            raise InputFault(path, f"holds {str(kind)[:60]} under {column!r}, no text", "name the column that holds it")


def _is_text(kind, of_bytes=False):
    """Whether an Arrow type is text (or, `of_bytes`, bytes), also where a dictionary holds it."""
    import pyarrow.types as types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    if of_bytes and (types.is_binary(kind) or types.is_large_binary(kind)):
        return True
    return types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)


def _broken():
    """What Arrow raises for a file that is damaged, or no Parquet."""
    from pyarrow import ArrowException

    return ArrowException, OSError, ValueError


def _line(error):
    return " ".join(str(error).split())[:150]


def _cut(groups, size):
    """The `(first, last)` of parts of rows, from the number of rows in each row group.

    >>> list(_cut([100, 100, 100, 500, 20], 200))
    [(0, 200), (200, 300), (300, 467), (467, 634), (634, 820)]
    """
    first = at = 0
    for rows in groups:
        if at > first and at + rows - first > size:
            yield first, at
            first = at
        at += rows
        step = -(-rows // min(-(-rows // size), PIECES)) if rows else 0
        while rows > size and at - first > step:
            yield first, first + step
            first += step
    if at > first:
        yield first, at
