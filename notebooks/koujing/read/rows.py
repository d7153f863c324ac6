"""The rows of every table of the package, with those of the user's codebook laid over ours. No other place reads tables.

A codebook of one's own is a folder with CSV files named and columned as ours. The first column is a row's key (of `weights` the
first two). A row whose key is ours takes the place of ours; a row with a new key comes after ours; a row with `yes` in the
column `drop`, which only such a folder may have, takes ours away. What is not in the folder stays as it is.
"""
import csv
import io
import os
from pathlib import Path

from .article import InputFault

VARIABLE = "KOUJING_CODEBOOK"
DROP = "drop"
YES = "yes"
KEYS = {"weights": 2}  # how many of the first columns are the key, where more than one is
ROOMS = tuple(Path(__file__).parents[1] / room / "tables" for room in ("read", "code", "show"))
LARGEST = 8 * 1024 * 1024

_settled = []  # the overlay that the first table was read with: the results of two codebooks must never mix


def use_codebook(folder):
    """Lay the tables in a folder over ours, in this process and those that it starts; None: ours alone.

    Call it before anything is read. Raises `InputFault` where there is no such folder, or where tables have been read already
    with another codebook: what has been made of them is kept, and would be mixed with the new.
    """
    wanted = "" if folder is None else str(Path(folder).resolve())
    if wanted and not Path(wanted).is_dir():
        raise InputFault(folder, "is no folder", "give a folder with tables such as items.csv")
    if _settled and _settled[0] != wanted:
        raise InputFault(folder or VARIABLE, "comes too late: tables have been read with another codebook",
                         "start anew (in JupyterLab: restart the kernel), and choose the codebook first")
    os.environ[VARIABLE] = wanted
    if not wanted:
        del os.environ[VARIABLE]


def overlay():
    """The folder of the user's codebook (KOUJING_CODEBOOK), or None. Raises `InputFault` where it changed too late."""
    chosen = os.environ.get(VARIABLE) or ""
    if not _settled:
        _settled.append(chosen)
    if _settled[0] != chosen:
        raise InputFault(VARIABLE, "was changed after tables had been read",
                         "start anew (in JupyterLab: restart the kernel), and set it first")
    return Path(chosen) if chosen else None


def rows(folder, name):
    """The rows of `folder/<name>.csv` in order, as dictionaries of strings, with the user's laid over. Raises `InputFault`."""
    return tuple(row for row, _, _ in placed(folder, name, overlay()))


def placed(folder, name, own):
    """`(row, path, line)` for every row of our table `name` with that of the folder `own` laid over (None: ours alone)."""
    path = Path(folder) / f"{name}.csv"
    columns, ours = read(path)
    theirs = Path(own) / path.name if own else None
    if theirs is None or not os.path.lexists(theirs):
        return ours
    given, laid = read(theirs)
    if set(given) - {DROP} != set(columns):
        lacking = ", ".join(column for column in columns if column not in given)
        strange = ", ".join(column for column in given if column not in (*columns, DROP))
        wrong = (lacking and f"lacks the column {lacking}", strange and f"has the column {strange}")
        fault = " and ".join(filter(None, wrong))
        raise InputFault(f"{theirs}, line 1", fault, f"give it the columns {','.join(columns)}, and drop if you like")
    found = {key(name, row): (row, path, line) for row, path, line in ours}
    for row, where, line in laid:
        mark, place = row.pop(DROP, "").strip(), key(name, row)
        if mark not in ("", YES):
            raise InputFault(f"{where}, line {line}", f"{mark!r} stands under drop", f"write {YES}, or leave the cell empty")
        if mark and place not in found:
            fault = f"drops {place[0]!r}, which is not there"
            raise InputFault(f"{where}, line {line}", fault, "correct the key, or remove the row")
        found |= {place: (row, where, line)}
        if mark:
            del found[place]
    return tuple(found.values())


def key(name, row):
    """The key of a row of the table `name`, a tuple."""
    return tuple(row.values())[:KEYS.get(name, 1)]


def read(path):
    """`(columns, ((row, path, line), …))` of a CSV file in UTF-8; `line` is where the row begins. Raises `InputFault`.

    Every row has a cell for each column, and a key that no other row has.
    """
    path = Path(path)
    try:
        if not path.is_file():
            raise InputFault(path, "is no file", "give a CSV table of that name, or remove it")
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InputFault(path, f"is larger than {LARGEST:,} bytes", "give a smaller table")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "check its permissions") from None
    except UnicodeDecodeError as error:
        raise InputFault(path, f"is not UTF-8 (byte {error.start})", 'save it as "CSV UTF-8"') from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, seen, begins = [], {}, 1
    try:
        columns = next(reader, [])
        if not columns or len(set(columns)) != len(columns) or not all(map(str.strip, columns)):
            fault = "is no header: a column without a name, or one name twice"
            raise InputFault(f"{path}, line 1", fault, "name each column once")
        width = KEYS.get(path.stem, 1)
        for begins, cells in _lines(reader):
            if not any(map(str.strip, cells)):
                continue
            if len(cells) != len(columns):
                raise InputFault(f"{path}, line {begins}", f"has {len(cells)} cells where there are {len(columns)} columns",
                                 "put a cell that holds a comma between quotation marks")
            row = dict(zip(columns, cells, strict=True))
            place = tuple(cells[:width])
            if not place[0]:
                raise InputFault(f"{path}, line {begins}", f"has nothing under {columns[0]}", "give the row a key")
            if place in seen:
                fault = f"has the key {place[0]!r} of line {seen[place]}"
                raise InputFault(f"{path}, line {begins}", fault, "keep one of the two rows")
            seen[place] = begins
            found.append((row, path, begins))
    except csv.Error as error:
        raise InputFault(f"{path}, line {reader.line_num}", f"is no CSV ({error})", "save the table as CSV with commas") from None
    return tuple(columns), tuple(found)


def _lines(reader):
    """`(line on which it begins, cells)` for each row that follows."""
    while True:
        begins = reader.line_num + 1
        cells = next(reader, None)
        if cells is None:
            return
        yield begins, cells


def table_files():
    """The path of every table of ours, by name."""
    return {path.stem: path for folder in ROOMS for path in sorted(folder.glob("*.csv"))}
