"""The register of laws, as its files in the corpus folder hold it, checked: `law/*.csv`; adding a law is adding a row.

`instruments.csv` and `rules.csv` must be there; `aliases.csv` (other names), `bodies.csv` (regulators), `subjects.csv`
(what a text is silent on) and `bounds.csv` (numbers and conditions in rules) may be left out.
"""
import calendar
import csv
import os
import re
from datetime import date
from pathlib import Path

import pandas as pd

from ..code.citations import title_key
from ..code.codebook import items, table
from ..code.normal import normalise
from ..code.titles import names
from ..code.topics import topic_items
from ..read.article import InputFault
from ..read.corpus import FOLDER_VARIABLE, SHIPPED

INSTRUMENT_COLUMNS = ("id", "title_zh", "title_en", "issuer", "kind", "status", "effective_from", "effective_to",
                      "applies_to_bank_online_loans", "notes", "source_url", "confidence")
RULE_COLUMNS = ("instrument_id", "article", "item", "stance", "rule_en", "key_phrase_zh", "source_url", "confidence")
ALIAS_COLUMNS = ("instrument_id", "alias", "note")
BODY_COLUMNS = ("id", "name_zh", "name_en", "aliases", "in_office_from", "in_office_to", "successor", "note", "source_url",
                "confidence")
SUBJECT_COLUMNS = ("instrument_id", "topic", "says", "article", "note", "confidence")
BOUND_COLUMNS = ("instrument_id", "article", "item", "stance", "channel", "cap", "from_hour", "to_hour", "conditions", "act")
CONFIDENCE = ("verified", "secondary", "unverified")  # from best to worst
CODES = {
    "kind": ("law", "regulation", "departmental_rule", "standard", "self_regulation", "judicial", "nonexistent"),
    "status": ("in_force", "amended", "trial", "repealed", "nonexistent"),
    "applies_to_bank_online_loans": ("yes", "no", "partly"),
    "confidence": CONFIDENCE,
    "item": items(),
    "stance": ("required", "permitted", "prohibited", "conditional"),
    "topic": tuple(topic_items()),
    "says": ("yes", "no"),
    "channel": ("", "sms", "phone"),
}
CONDITIONS = tuple(row["condition"] for row in table("conditions"))
VALID = ("in_force", "amended", "trial")  # statuses of what binds today
DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")  # a month where the day is not known


def register(folder=None):
    """The instruments, one row each in file order, all columns as text, with `key` (title as `title_key` reduces it).

    `folder` holds `instruments.csv` (default: the shipped `corpus/law`). Raises InputFault with the line and the cure
    for a missing file or column, a doubled or empty id, an unknown code, a date that is not ISO.
    """
    path = _folder(folder) / "instruments.csv"
    rows = _read(path, INSTRUMENT_COLUMNS)
    _check_ids(path, rows, "instrument")
    for line, row in rows:
        _check_codes(path, line, row)
        _check_span(path, line, row, "effective_from", "effective_to")
    frame = pd.DataFrame([row for _, row in rows], columns=list(INSTRUMENT_COLUMNS), dtype="str")
    frame["key"] = pd.Series([title_key(title) for title in frame["title_zh"]], dtype="str")
    return frame


def rules(folder=None):
    """The rules, one row each in file order, all columns as text: which item, what the instrument says on it.

    Raises InputFault as `register` does, and for a rule whose instrument is not in the register.
    """
    path = _folder(folder) / "rules.csv"
    return _of_instruments(path, RULE_COLUMNS, folder)


def aliases(folder=None):
    """Other names of instruments, one row each: instrument_id, alias, note; empty where there is no `aliases.csv`.

    Raises InputFault as `rules` does, and for an empty name.
    """
    path = _folder(folder) / "aliases.csv"
    found = _of_instruments(path, ALIAS_COLUMNS, folder, must=False)
    for place, alias in enumerate(found["alias"]):
        if not alias.strip():
            raise InputFault(path, f"row {place + 1} below the header: the alias is empty", "write the name, or drop the row")
    return found


def bodies(folder=None):
    """The regulators and associations, one row each, with `aliases` joined by ";"; empty where there is no `bodies.csv`.

    Raises InputFault as `register` does, and for a successor that has no row.
    """
    path = _folder(folder) / "bodies.csv"
    rows = _read(path, BODY_COLUMNS) if path.is_file() else []
    _check_ids(path, rows, "body")
    known = {row["id"] for _, row in rows}
    for line, row in rows:
        _check_codes(path, line, row)
        _check_span(path, line, row, "in_office_from", "in_office_to")
        if row["successor"] and row["successor"] not in known:
            raise InputFault(path, f"line {line}: successor {row['successor']!r} has no row", "add one, or correct the id")
    return pd.DataFrame([row for _, row in rows], columns=list(BODY_COLUMNS), dtype="str")


def subjects(folder=None):
    """What instruments speak of and what they are silent on, one row a topic: says "yes" or "no", article, note.

    Empty where there is no `subjects.csv`. Raises InputFault as `rules` does.
    """
    return _of_instruments(_folder(folder) / "subjects.csv", SUBJECT_COLUMNS, folder, must=False)


def bounds(folder=None):
    """Numbers, hours and conditions of rules, by instrument_id, article, item, stance; empty where there is no `bounds.csv`.

    `cap`: contacts a day; `from_hour`, `to_hour`: when contact is barred; `conditions`: codes joined by "; "; `act`:
    the narrower act that the rule is about, where it is not the item as such. Raises InputFault as `rules` does, and
    for a number that is none, an unknown condition, a rule that is not in `rules.csv`.
    """
    path = _folder(folder) / "bounds.csv"
    found = _of_instruments(path, BOUND_COLUMNS, folder, must=False)
    key = ["instrument_id", "article", "item", "stance"]
    known = set(map(tuple, rules(folder)[key].to_numpy())) if len(found) else set()
    for place, row in enumerate(found.to_dict("records"), start=1):
        where = f"row {place} below the header"
        if tuple(row[name] for name in key) not in known:
            raise InputFault(path, f"{where}: rules.csv has no such rule", "make the first four cells those of a rule there")
        for name, most in (("cap", 1000), ("from_hour", 24), ("to_hour", 24)):
            if row[name] and not (row[name].isdigit() and int(row[name]) <= most):
                raise InputFault(path, f"{where}: {name} {row[name]!r} is no number up to {most}", "write one, or nothing")
        for code in filter(None, row["conditions"].split("; ")):
            if code not in CONDITIONS:
                raise InputFault(path, f"{where}: condition {code!r} is not known", f"use some of {', '.join(CONDITIONS)}")
    return found


def title_names(folder=None):
    """Every name of every instrument, as `koujing.code.titles.Names`: titles and aliases."""
    known, other = register(folder), aliases(folder)
    titles = known.set_index("id")["title_zh"]
    return names(titles, [(row.alias, titles[row.instrument_id]) for row in other.itertuples()],
                 known.loc[known["status"] == "nonexistent", "title_zh"])


def body_names(folder=None):
    """Every name of every body as pairs (name, id)."""
    return tuple((normalise(name.strip()), row.id) for row in bodies(folder).itertuples()
                 for name in [row.name_zh, *row.aliases.split(";")] if name.strip())


def span(text):
    """The first and last day that a date can mean: the same day twice, or a whole month; None for no date."""
    if not text:
        return None
    if len(text) == 10:
        return (date.fromisoformat(text),) * 2
    year, month = map(int, text.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _folder(folder):
    """The register's folder: the one given, that of the corpus in use, or the shipped one."""
    if folder is not None:
        return Path(folder)
    own = Path(os.environ.get(FOLDER_VARIABLE) or SHIPPED) / "law"
    return own if (own / "instruments.csv").is_file() else SHIPPED / "law"


def _read(path, columns):
    """The rows of a CSV file as (line where the row ends, dictionary)."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise InputFault(path, f"line 1: the column {missing[0]!r} is missing", "add it to the header")
            rows = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        fault = error.strerror if isinstance(error, OSError) else str(error)
        raise InputFault(path, f"cannot be read ({fault})", "put a UTF-8 CSV file there") from None
    for line, row in rows:
        if None in row or None in row.values():
            raise InputFault(path, f"line {line}: the row has not {len(columns)} cells",
                             "quote cells that hold a comma, and fill in empty ones")
    return rows


def _of_instruments(path, columns, folder, must=True):
    """The rows of a file whose `instrument_id` is in the register, as a data frame; none where it need not be there."""
    rows = _read(path, columns) if must or path.is_file() else []
    known = set(register(folder)["id"]) if rows else set()
    for line, row in rows:
        if row["instrument_id"] not in known:
            raise InputFault(path, f"line {line}: instrument {row['instrument_id']!r} is not in instruments.csv",
                             "add the instrument there, or correct the id")
        _check_codes(path, line, row)
    return pd.DataFrame([row for _, row in rows], columns=list(columns), dtype="str")


def _check_ids(path, rows, noun):
    seen = {}
    for line, row in rows:
        if not row["id"] or row["id"] in seen:
            where = f"stands in line {seen[row['id']]} already" if row["id"] else "is empty"
            raise InputFault(path, f"line {line}: id {row['id']!r} {where}", f"give each {noun} an id of its own")
        seen[row["id"]] = line


def _check_span(path, line, row, first, last):
    spans = [_days(path, line, row, name) for name in (first, last)]
    if all(spans) and spans[0][0] > spans[1][1]:
        raise InputFault(path, f"line {line}: {last} {row[last]} is before {first}", "correct one of the two dates")


def _check_codes(path, line, row):
    for name, known in CODES.items():
        if name in row and row[name] not in known:
            raise InputFault(path, f"line {line}: {name} {row[name]!r} is not known",
                             f"use one of {', '.join(filter(None, known))}")


def _days(path, line, row, name):
    text = row[name]
    try:
        if text and not DATE.fullmatch(text):
            raise ValueError
        return span(text)
    except ValueError:
        raise InputFault(path, f"line {line}: {name} {text!r} is not a date",
                         "write YYYY-MM-DD, or YYYY-MM where the day is not known") from None
