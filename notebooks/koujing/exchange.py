"""Formats in and out: claims as JSON Lines, CSV or Parquet, articles as text; every file whole or not at all."""
import errno
import io
import os
import re
import sys
import tempfile
from pathlib import Path

from .code.claims import frame, from_json, to_json
from .pages import csv_bytes
from .read.article import InputFault
from .read.guard import unguard

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)
FORMATS = ("jsonl", "csv", "parquet")
ANEW = "write the file anew with `koujing claims`"
WHOLE = ("start", "end")
COUNTED = ("rank", "day_min", "day_max")  # whole numbers too, where they are there
OPTIONAL = ("value", "timing")  # texts that `frame` leaves missing, where CSV has an empty cell


def replace(path, data):
    """Write bytes to a file by way of a temporary one beside it, so that a reader finds the old or the new, whole."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)  # mkstemp's own rights would hide the file from everybody else
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


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
    try:
        if path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            replace(path, data)
    except OSError as error:
        cure = "make room, or write elsewhere" if error.errno in FULL else "give a path in a folder that exists"
        raise InputFault(path or "standard output", f"cannot be written ({error.strerror})", cure) from None


def read_claims(path):
    """The table of claims in a file of one of `FORMATS`, known by its ending: columns as `frame` makes them, checked.

    Raises `InputFault`, which names the line and the cure: no such file, another format, no claims in it, a line that
    is no claim, or whatever `compare.positions.checked` refuses (an item or rank that is not in the codebook, a claim
    that stands twice).
    """
    from .compare.positions import checked

    form = Path(path).suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InputFault(path, f"ends in {form!r}, which is no format of claims", f"give one of {', '.join(FORMATS)}")
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "check the name") from None
    claims = _of_lines(path, data) if form == "jsonl" else _of_table(path, data, form)
    if not len(claims):
        raise InputFault(path, "holds no claims", "code articles first: `koujing claims FOLDER -o FILE`")
    try:
        return checked(claims)
    except ValueError as error:
        fault, _, cure = str(error).rpartition("; ")
        first = {"jsonl": 1, "csv": 2, "parquet": 0}[form]  # the line of row 0: a CSV file begins with a header
        kind = "row" if form == "parquet" else "line"
        fault = re.sub(r"^claims row (\d+)", lambda row: f"{kind} {int(row[1]) + first}", fault)
        raise InputFault(path, fault, cure) from None


def _of_lines(path, data):
    """The table of claims in JSON Lines."""
    claims = []
    try:
        lines = data.decode("utf-8-sig").split("\n")  # not splitlines: a quote may hold a separator that is no line end
    except UnicodeDecodeError as error:
        raise InputFault(path, f"is not UTF-8 (byte {error.start})", ANEW) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                claim = from_json(line)
            except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
                raise InputFault(path, f"line {number} is no claim ({error})", ANEW) from None
            texts = (claim.article, claim.quote, claim.item, claim.basis, claim.stance, claim.source)
            if any(type(getattr(claim, name)) is not int for name in WHOLE) or any(type(text) is not str for text in texts):
                raise InputFault(path, f"line {number} is no claim (a number or text is of another kind)", ANEW)
            claims.append(claim)
    try:
        return frame(claims)
    except (ValueError, TypeError) as error:
        raise InputFault(path, f"holds a claim that is no claim ({error})", ANEW) from None


def _of_table(path, data, form):
    """The table of claims in CSV or Parquet, its columns of the kinds that `frame` gives them."""
    import pandas as pd

    try:
        table = pd.read_parquet(io.BytesIO(data)) if form == "parquet" else \
            pd.read_csv(io.BytesIO(data), dtype="str", keep_default_na=False, encoding="utf-8-sig").map(unguard)
    except (ValueError, OSError) as error:  # what is wrong with the bytes; pandas' and Arrow's errors are ValueErrors
        raise InputFault(path, f"is no table of claims ({str(error).partition(chr(10))[0]})", ANEW) from None
    for column in (column for column in (*WHOLE, *COUNTED) if column in table.columns):
        text = table[column].astype("object").where(table[column].notna(), "")
        number = pd.to_numeric(text.replace("", None), errors="coerce")
        bad = (number.isna() & (text != "")) | (number % 1 != 0) & number.notna() | (column in WHOLE) & (text == "")
        if bad.any():
            row = int(bad.to_numpy().argmax())
            where = f"row {row}" if form == "parquet" else f"line {row + 2}"
            raise InputFault(path, f"{where}: {column} {text.iloc[row]!r} is no whole number", ANEW)
        table[column] = number.astype("int64" if column in WHOLE else "Int64")
    for column in (column for column in OPTIONAL if column in table.columns):
        table[column] = table[column].replace("", None)
    return table


def write_texts(articles, folder, replacing=False):
    """Write the text in which an article's offsets count to `folder/NAME.txt`, in UTF-8, line ends as they were.

    Of a page in HTML that is the text taken from it, of another file the file, decoded. Raises `InputFault` where it
    cannot, and before it would put one text in another's place, unless `replacing`.
    """
    for article in articles:
        name = re.sub(r'[\\/:*?"<>|]', "-", article.name)
        path, data = Path(folder) / f"{name}.txt", article.raw.encode("utf-8")
        if not replacing and path.is_file() and path.read_bytes() != data:
            raise InputFault(path, "is there already, and holds another text", "name a folder of its own for the texts")
        write(data, path)
