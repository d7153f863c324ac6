"""Results of the benchmarks: CSV tables in `results/`, from which the page is written."""
import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "results"
DIGITS = 6  # significant digits of a stored number


def store(name, rows, folder=FOLDER):
    """Write rows (dictionaries with the same keys) as the table of that name; no rows leave the table that there is."""
    if rows:
        Path(folder).mkdir(exist_ok=True)
        with open(Path(folder) / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows({column: _short(cell) for column, cell in row.items()} for row in rows)


def _short(cell):
    return f"{cell:.{DIGITS}g}" if isinstance(cell, float) else cell


def load(name, folder=FOLDER):
    """The rows of a table: dictionaries, numbers as floats; an empty list where nothing was measured yet."""
    path = Path(folder) / f"{name}.csv"
    if not path.is_file():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return [{column: _number(cell) for column, cell in row.items()} for row in csv.DictReader(file)]


def _number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell
