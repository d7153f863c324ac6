"""What is wrong with the tables, ours and those laid over them: every fault with file, line and cure."""
import csv
import os
from functools import cache
from pathlib import Path

from ..read.article import InputFault
from ..read.rows import overlay, placed, read, table_files
from . import across, cells

HERE = Path(__file__).parent
MOST = 20  # of one table: more are the consequences of one


@cache
def kinds():
    """`{table: {column: kind}}` as `columns.csv` has it."""
    found = {}
    with open(HERE / "columns.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], {})[row["column"]] = row["kind"]
    return found


def faults(own=None, laid_only=False):
    """Every `InputFault` of our tables with those of the folder `own` laid over (None: ours alone), as a list.

    First files, headers, keys and cells; then what one table says of another; then, where all that is well, whether each row
    matches its example. The last asks the program's own matchers, so `own` must be the codebook in use (`read.rows.overlay`).
    `laid_only`: rows of ours are checked only in tables that `own` has a part of (a new cue can hide an old one).
    """
    found, tables = list(_strangers(own)), {}
    for name, path in table_files().items():
        try:
            tables[name] = placed(path.parent, name, own)
        except InputFault as fault:
            found.append(fault)
    classes = {row["class"]: row["alternatives"] for row, _, _ in tables.get("classes", ())}
    laid = {name for name, rows in tables.items() if any(path != table_files()[name] for _, path, _ in rows)
            or own is not None and (Path(own) / f"{name}.csv").is_file()}
    if laid & {*across.CUES, "classes"}:
        laid |= {*across.CUES}
    chosen = laid if laid_only else set(tables)
    for name, rows in ((name, rows) for name, rows in tables.items() if name in chosen):
        found += [fault for _, fault in zip(range(MOST), _of_cells(name, rows, classes), strict=False)]
    if not found:
        found += list(across.faults(tables))
    if not found and (own is None and overlay() is None or own is not None and overlay() == Path(own).resolve()):
        found += list(_of_examples(tables, chosen))
    return found


def _strangers(own):
    """Faults of files in the folder `own` that are no table of ours."""
    if own is None:
        return
    known = table_files()
    try:
        names = sorted(os.listdir(own))
    except OSError as error:
        yield InputFault(own, f"cannot be read ({error.strerror})", "give a folder with tables such as items.csv")
        return
    for name in names:
        if name.lower().endswith(".csv") and Path(name).stem not in known:
            yield InputFault(Path(own) / name, "is no table of the codebook", f"name it as one of {', '.join(sorted(known))}")
    if not any(Path(name).stem in known and name.endswith(".csv") for name in names):
        yield InputFault(own, "holds no table of the codebook", "put tables such as items.csv there")


def _of_cells(name, rows, classes):
    """Faults of the cells of one table."""
    columns, ours = read(table_files()[name])
    known = {column: [row[column] for row, _, _ in ours] for column in columns}
    for row, path, line in rows:
        for column, kind in kinds().get(name, {}).items():
            found = cells.faults(kind, row[column], known[column])
            for fault, cure in cells.pattern_faults(row[column], classes) if kind == "pattern" else found:
                yield InputFault(f"{path}, line {line}", f"{column} {fault}", cure)
    there = {next(iter(row.values())) for row, _, _ in rows}
    first = columns[0]
    for key in known[first] if kinds().get(name, {}).get(first) == "fixed" else ():
        if key not in there:
            yield InputFault(table_files()[name].name, f"lacks the row {key}, which the program needs", "do not drop it")


def _of_examples(tables, chosen):
    """Faults of rows that miss their example or match their counter-example."""
    from . import examples

    for name in (name for name in examples.MATCHERS if name in chosen):
        for row, path, line in tables[name]:
            for fault in examples.faults(name, row):
                yield InputFault(f"{path}, line {line}", fault, "mend the pattern, or the example")
