"""Claims as JSON Lines, CSV or Parquet, out and in."""
import codecs
import io
import re
from pathlib import Path

from ..code.claims import frame, from_json, to_json
from ..pages import csv_bytes
from ..read.article import InputFault
from ..read.guard import unguard

FORMATS = ("jsonl", "csv", "parquet")
ANEW = "write the file anew with `koujing claims`"
WHOLE = ("start", "end")
COUNTED = ("rank", "day_min", "day_max")  # whole numbers too, where they are there
OPTIONAL = ("value", "timing")  # texts that `frame` leaves missing, where CSV has an empty cell


def claims_bytes(claims, form, bom=True):
    """The claims in one of `FORMATS`, as bytes: JSON Lines keeps lists, CSV and Parquet have the columns of `frame`.

    `bom`: whether CSV begins with a byte order mark, by which Excel knows UTF-8.
    """
    if form == "jsonl":
        return "".join(to_json(claim) + "\n" for claim in claims).encode("utf-8")
    if form == "csv":
        data = csv_bytes(frame(claims))
        return data if bom else data.removeprefix(codecs.BOM_UTF8)
    buffer = io.BytesIO()
    frame(claims).to_parquet(buffer, index=False)
    return buffer.getvalue()


def read_claims(path):
    """The table of claims in a file of one of `FORMATS`, or in a folder that `koujing claims --engine` wrote, checked.

    A file's format is known by its ending. Columns as `frame` makes them; of a folder, sorted by article. Raises
    `InputFault`, which names the line and the cure: no such file, another format, no claims in it, a line that is no
    claim, or whatever `compare.positions.checked` refuses (an item or rank that is not in the codebook, a claim that
    stands twice).
    """
    from ..compare.positions import checked

    if Path(path).is_dir():
        return checked(_of_parts(Path(path)))
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


def _of_parts(folder):
    """The table of claims in the parts of a folder of results, articles by name, each one's claims in their order."""
    import pandas as pd

    paths = sorted((folder / "claims").glob("part-*.parquet"))
    if not paths:
        raise InputFault(folder, "holds no claims/part-*.parquet", "write it anew with `koujing claims --engine`")
    whole = pd.concat([_of_table(path, path.read_bytes(), "parquet") for path in paths], ignore_index=True)
    return whole.sort_values("article", kind="stable", ignore_index=True)


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
