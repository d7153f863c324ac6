"""The data dictionary of the tables that `koujing run` writes: each column's type, unit and meaning, from `columns.csv`."""
import csv
import json
from functools import cache
from pathlib import Path

ROWS = Path(__file__).parent / "columns.csv"
SIDES = {"_a": " (of the first of the two)", "_b": " (of the second of the two)"}
HEAD = """# Tables

Each is CSV in UTF-8 with a byte order mark, so that Excel too shows Chinese; `datapackage.json` (Frictionless Data) says
the same for programs. An empty cell is a missing value. A text that a spreadsheet would take for a formula has an
apostrophe before it, which is not part of it. Offsets count code points of `../texts/NAME.txt`.
"""


@cache
def rows():
    """The rows of `columns.csv` by table and column; a table "*" means every table, a column "" the table itself."""
    with open(ROWS, encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row for row in csv.DictReader(file)}


def key(table, column):
    """The key in `rows` of what describes a column: its own row, that of every table, or that of its two sides.

    >>> key("claims", "rank"), key("claims", "quote"), key("shared", "quote_b")
    (('claims', 'rank'), ('*', 'quote'), ('*', 'quote'))

    Raises KeyError where nothing describes it.
    """
    names = [column, column[:-2]] if column[-2:] in SIDES else [column]
    for place in ((where, name) for name in names for where in (table, "*")):
        if place in rows():
            return place
    raise KeyError(f"columns.csv describes no column {column!r} of {table!r}")


def fields(table, columns):
    """The description of each column, in order, as Frictionless fields: name, type, description, unit where it has one."""
    found = []
    for column in columns:
        place = key(table, column)
        row, side = rows()[place], SIDES.get(column[-2:], "") if place[1] != column else ""
        unit = {"unit": row["unit"]} if row["unit"] else {}
        found.append({"name": column, "type": row["type"], "description": row["meaning"] + side, **unit})
    return found


def package(tables):
    """The bytes of `datapackage.json` for the tables, given as name → columns."""
    resources = [{"name": name, "path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                  "description": rows()[name, ""]["meaning"], "schema": {"fields": fields(name, columns), "missingValues": [""]}}
                 for name, columns in tables.items()]
    said = {"name": "koujing-tables", "profile": "tabular-data-package", "resources": resources}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def page(tables, head=HEAD, ending=".csv"):
    """The bytes of `README.md` for the tables, given as name → columns; `ending`: what their files' names end in."""
    parts = [head]
    for name, columns in tables.items():
        parts += [f"\n## {name}{ending}\n\n{rows()[name, '']['meaning']}.\n\n"
                  "| column | type | unit | meaning |\n|:--|:--|:--|:--|\n"]
        parts += [f"| `{field['name']}` | {field['type']} | {field.get('unit', '')} | {field['description']} |\n"
                  for field in fields(name, columns)]
    return "".join(parts).encode("utf-8")
