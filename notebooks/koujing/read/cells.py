"""The cells of CSV files that people open in spreadsheets: guarded against formulas, and read back with their lines."""
import csv
import io

from .article import InputFault
from .guard import guard, unguard


def rows(data, path):
    """Each row of the bytes of a CSV file as `(line, cells)`, unguarded; `line` is where it begins; blank rows are left out.

    Raises `InputFault`, which names the line, for bytes that are not UTF-8 and quotation marks that do not close.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise InputFault(path, f"line {line} is not UTF-8", "save it as CSV in UTF-8") from None
    found, line = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    while True:
        try:
            cells = next(found, None)
        except csv.Error as error:
            raise InputFault(path, f"line {line} is no row of a CSV file ({error})", "check its quotation marks") from None
        if cells is None:
            return
        cells = [unguard(cell) for cell in cells]
        if any(map(str.strip, cells)):
            yield line, cells
        line = found.line_num + 1


def row_bytes(cells):
    r"""One row of a CSV file as bytes, guarded, with its end of line.

    >>> row_bytes(["=1", "a,b", "a\rb"])
    b'\'=1,"a,b","a\rb"\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(map(guard, cells))  # with "\n" alone, Python 3.11 quotes no "\r"
    return out.getvalue()[:-2].encode("utf-8") + b"\n"
