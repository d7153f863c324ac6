"""The cells of CSV files that people open in spreadsheets: guarded against formulas, and read back with their lines."""
import csv
import io

from .article import InputFault

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guard(cell):
    """The cell, made harmless to spreadsheets where it is text that begins like a formula; `unguard` gives it back.

    >>> guard("=HYPERLINK(1)"), guard("-5 days"), guard("催收"), guard(-5)
    ("'=HYPERLINK(1)", "'-5 days", '催收', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(FORMULA) else cell


def unguard(cell):
    """The text of a cell as it was before `guard`, whatever it was.

    >>> unguard("'=HYPERLINK(1)"), unguard("'tis"), unguard("催收"), unguard(guard("'=1"))
    ('=HYPERLINK(1)', "'tis", '催收', "'=1")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


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
