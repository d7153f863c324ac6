"""The register of laws: what is in it, what became of a cited title, which rules bind an item.

Two files of the corpus folder, `law/instruments.csv` and `law/rules.csv`; adding a law is adding a row.
"""
import calendar
import csv
import re
from datetime import date
from pathlib import Path

import pandas as pd

from ..code.citations import is_contract, title_key
from ..code.codebook import items
from ..read.article import InputFault
from ..read.corpus import SHIPPED

INSTRUMENT_COLUMNS = ("id", "title_zh", "title_en", "issuer", "kind", "status", "effective_from", "effective_to",
                      "applies_to_bank_online_loans", "notes", "source_url", "confidence")
RULE_COLUMNS = ("instrument_id", "article", "item", "stance", "rule_en", "key_phrase_zh", "source_url", "confidence")
CONFIDENCE = ("verified", "secondary", "unverified")  # from best to worst
CODES = {
    "kind": ("law", "regulation", "departmental_rule", "standard", "self_regulation", "judicial", "nonexistent"),
    "status": ("in_force", "amended", "trial", "repealed", "nonexistent"),
    "applies_to_bank_online_loans": ("yes", "no", "partly"),
    "confidence": CONFIDENCE,
    "item": items(),
    "stance": ("required", "permitted", "prohibited", "conditional"),
}
VALID = ("in_force", "amended", "trial")  # statuses of what binds today
DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")  # a month where the day is not known
OUTCOMES = ("in force", "not yet in force", "repealed", "nonexistent", "not in the register", "contract")
STATUS_COLUMNS = ["article", "start", "end", "title", "key", "quote", "instrument_id", "title_en", "kind",
                  "register_status", "in_force_at_publication", "applies_to_bank_online_loans", "outcome"]
RULES_FOR_COLUMNS = ["instrument_id", "article", "item", "stance", "rule_en", "key_phrase_zh", "confidence",
                     "title_zh", "title_en", "kind", "status", "effective_from", "applies_to_bank_online_loans"]


def register(folder=None):
    """The instruments, one row each in file order, all columns as text, with `key` (title as `title_key` reduces it).

    `folder` holds `instruments.csv` (default: the shipped `corpus/law`). Raises InputFault with the line and the cure
    for a missing file or column, a doubled or empty id, an unknown code, a date that is not ISO.
    """
    path = _folder(folder) / "instruments.csv"
    rows = _read(path, INSTRUMENT_COLUMNS)
    seen = {}
    for line, row in rows:
        if not row["id"] or row["id"] in seen:
            where = f"stands in line {seen[row['id']]} already" if row["id"] else "is empty"
            raise InputFault(path, f"line {line}: id {row['id']!r} {where}", "give each instrument an id of its own")
        seen[row["id"]] = line
        _check_codes(path, line, row)
        spans = [_days(path, line, row, name) for name in ("effective_from", "effective_to")]
        if all(spans) and spans[0][0] > spans[1][1]:
            raise InputFault(path, f"line {line}: effective_to {row['effective_to']} is before effective_from",
                             "correct one of the two dates")
    frame = pd.DataFrame([row for _, row in rows], columns=list(INSTRUMENT_COLUMNS), dtype="str")
    frame["key"] = pd.Series([title_key(title) for title in frame["title_zh"]], dtype="str")
    return frame


def rules(folder=None):
    """The rules, one row each in file order, all columns as text: which item, what the instrument says on it.

    Raises InputFault as `register` does, and for a rule whose instrument is not in the register.
    """
    path = _folder(folder) / "rules.csv"
    known = set(register(folder)["id"])
    rows = _read(path, RULE_COLUMNS)
    for line, row in rows:
        if row["instrument_id"] not in known:
            raise InputFault(path, f"line {line}: instrument {row['instrument_id']!r} is not in instruments.csv",
                             "add the instrument there, or correct the id")
        _check_codes(path, line, row)
    return pd.DataFrame([row for _, row in rows], columns=list(RULE_COLUMNS), dtype="str")


def lookup(key, folder=None):
    """The register's rows for one title, in file order: none, one, or several versions of a text.

    `key` is a title, or what `title_key` made of it.
    """
    known = register(folder)
    return known[known["key"] == title_key(key)].reset_index(drop=True)


def status(citations, published, folder=None):
    """What became of each cited title, one row a citation, sorted by article and offset.

    `citations`: a table with article, start, end, title, key, quote (`koujing.code.citations.citations`).
    `published`: article name → ISO date, or None where the article bears no date (a missing name counts as None).
    Added columns: instrument_id, title_en, kind, register_status (today's), applies_to_bank_online_loans (all "" where
    the register has no row); in_force_at_publication: "yes", "no", "undated: …" or "unsure: …" with the reason, or "";
    outcome, one of `OUTCOMES`: for a dated article as of its date, for an undated one as of the register.
    "nonexistent" only where the register has a row that says so; a title without a row is "not in the register".
    Where the register has several versions of a text, the one valid at the date is taken.
    Raises ValueError for a date that is not ISO, InputFault as `register` does.
    """
    known = register(folder)
    versions = {key: group.to_dict("records") for key, group in known.groupby("key", sort=False)}
    rows = []
    for row in citations.to_dict("records"):
        day = _published(row["article"], published)
        rows.append({**row, **_verdict(row, versions.get(row["key"], []), day)})
    frame = pd.DataFrame(rows, columns=STATUS_COLUMNS).sort_values(["article", "start", "end", "title"], kind="stable")
    return frame.reset_index(drop=True).astype({"start": "int64", "end": "int64"})


def rules_for(item, folder=None):
    """What the instruments in force now say on one item, best confirmed first (verified, secondary, unverified).

    Columns: instrument_id, article, item, stance, rule_en, key_phrase_zh, confidence (the rule's), title_zh, title_en,
    kind, status, effective_from, applies_to_bank_online_loans. Equal confidence keeps the file's order.
    Raises ValueError for an unknown item.
    """
    if item not in items():
        raise ValueError(f"{item!r} is no item; use one of code/tables/items.csv, such as 'rule.hours'")
    about = ["id", "title_zh", "title_en", "kind", "status", "effective_from", "applies_to_bank_online_loans"]
    binding = register(folder)
    binding = binding.loc[binding["status"].isin(VALID), about]
    found = rules(folder)
    found = found[found["item"] == item].merge(binding, left_on="instrument_id", right_on="id", validate="many_to_one")
    found = found.sort_values("confidence", key=lambda column: column.map(CONFIDENCE.index), kind="stable")
    return found[RULES_FOR_COLUMNS].reset_index(drop=True)


def _verdict(citation, versions, day):
    """The columns that `status` adds to one citation."""
    if not versions:
        outcome = "contract" if is_contract(citation["title"]) else "not in the register"
        return {"instrument_id": "", "title_en": "", "kind": "", "register_status": "", "in_force_at_publication": "",
                "applies_to_bank_online_loans": "", "outcome": outcome}
    judged = [(_in_force(row, day), row) for row in versions]
    then, row = min(judged, key=lambda pair: (pair[0] != "yes", pair[1]["status"] not in VALID))
    if row["status"] == "nonexistent":
        outcome = "nonexistent"
    elif then == "yes":
        outcome = "in force"
    elif then == "no":
        outcome = "not yet in force" if _before(row, day) else "repealed"
    else:
        outcome = "in force" if row["status"] in VALID else "repealed"
    return {"instrument_id": row["id"], "title_en": row["title_en"], "kind": row["kind"],
            "register_status": row["status"], "in_force_at_publication": then,
            "applies_to_bank_online_loans": row["applies_to_bank_online_loans"], "outcome": outcome}


def _in_force(row, day):
    """"yes", "no", or why that cannot be said, for a row of the register on a day (None: no date)."""
    if row["status"] == "nonexistent":
        return "no"
    start, end = _span(row["effective_from"]), _span(row["effective_to"])
    if day is None:
        since = f"from {row['effective_from']}" if start else "from a day that the register does not give"
        return f"undated: in force {since}" + (f" to {row['effective_to']}" if end else "")
    if (start and day < start[0]) or (end and day > end[1]):
        return "no"
    if (start and day < start[1]) or (end and day > end[0]):
        return f"unsure: {row['effective_from']} to {row['effective_to'] or 'now'} is all the register gives"
    if start is None or (row["status"] == "repealed" and end is None):
        return "unsure: the register does not give the day"
    return "yes"


def _before(row, day):
    start = _span(row["effective_from"])
    return start is not None and day < start[0]


def _span(text):
    """The first and last day that a date can mean: the same day twice, or a whole month; None for no date."""
    if not text:
        return None
    if len(text) == 10:
        return (date.fromisoformat(text),) * 2
    year, month = map(int, text.split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _published(article, published):
    text = published.get(article)
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise ValueError(f"published of {article!r} is {text!r}; give YYYY-MM-DD, or None for no date") from None


def _folder(folder):
    return Path(folder) if folder is not None else SHIPPED / "law"


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


def _check_codes(path, line, row):
    for name, known in CODES.items():
        if name in row and row[name] not in known:
            raise InputFault(path, f"line {line}: {name} {row[name]!r} is not known", f"use one of {', '.join(known)}")


def _days(path, line, row, name):
    text = row[name]
    try:
        if text and not DATE.fullmatch(text):
            raise ValueError
        return _span(text)
    except ValueError:
        raise InputFault(path, f"line {line}: {name} {text!r} is not a date",
                         "write YYYY-MM-DD, or YYYY-MM where the day is not known") from None
