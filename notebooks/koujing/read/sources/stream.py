"""The documents of one part, whatever its kind."""
from pathlib import Path

from ..article import InputFault
from ..files import file_bytes
from . import jsonl, parquet
from .records import Document


def documents(part, choose=None, counts=None):
    """A `Document` for each record of a part, in order; what cannot be had is one too, with its fault and no data.

    `choose`: the `Choice` of pages of a WARC file (other kinds hold what their maker chose); None takes all. `counts`: a
    dictionary in which the records of a WARC file that are passed over are counted, by reason. Each record is one or the other.
    Never more than one record is in memory (of Parquet, 32 rows).
    """
    if part.kind == "warc":
        from . import warc

        return warc.documents(part, choose, {} if counts is None else counts)
    return {"files": _files, "jsonl": jsonl.documents, "parquet": parquet.documents}[part.kind](part)


def _files(part):
    """A `Document` for each file of a part."""
    for path, name, row in zip(part.paths, part.names, part.rows or [None] * len(part.paths), strict=True):
        try:
            data, fault = file_bytes(path), None
        except InputFault as wrong:
            data, fault = None, wrong
        yield Document(name, data, Path(path).suffix.lower(), row, path, fault)
