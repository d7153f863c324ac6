"""Formats in and out: claims as JSON Lines, CSV or Parquet; every file whole or not at all."""
import io
import sys

from .code.claims import frame, to_json
from .notebooks import replace
from .pages import csv_bytes
from .read.article import InputFault

FORMATS = ("jsonl", "csv", "parquet")


def claims_bytes(claims, form):
    """The claims in one of `FORMATS`, as bytes: JSON Lines keeps lists, CSV and Parquet have the columns of `frame`."""
    if form == "jsonl":
        return "".join(to_json(claim) + "\n" for claim in claims).encode("utf-8")
    if form == "csv":
        return csv_bytes(frame(claims))
    buffer = io.BytesIO()
    frame(claims).to_parquet(buffer, index=False)
    return buffer.getvalue()


def write(data, path):
    """Write bytes to a file, or to standard output where `path` is None. Raises `InputFault` where it cannot."""
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        replace(path, data)
    except OSError as error:
        raise InputFault(path, f"cannot be written ({error.strerror})", "give a path in a folder that exists") from None
