"""What became of a cited title at an article's date, and which rules bind an item."""
from datetime import date

import pandas as pd

from ..code.citations import is_contract, title_key
from ..code.codebook import items
from .register import CONFIDENCE, VALID, register, rules, span

OUTCOMES = ("in force", "not yet in force", "repealed", "nonexistent", "not in the register", "contract")
STATUS_COLUMNS = ["article", "start", "end", "title", "key", "quote", "instrument_id", "title_en", "kind",
                  "register_status", "in_force_at_publication", "applies_to_bank_online_loans", "outcome"]
RULES_FOR_COLUMNS = ["instrument_id", "article", "item", "stance", "rule_en", "key_phrase_zh", "confidence",
                     "title_zh", "title_en", "kind", "status", "effective_from", "applies_to_bank_online_loans"]


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
    versions, rows = {}, []
    for row in register(folder).to_dict("records"):
        versions.setdefault(row["key"], []).append(row)
    for row in citations.to_dict("records"):
        day = published_on(row["article"], published)
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
    judged = [(in_force(row, day), row) for row in versions]
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


def in_force(row, day):
    """"yes", "no", or why that cannot be said, for a row of the register on a day (None: no date)."""
    if row["status"] == "nonexistent":
        return "no"
    start, end = span(row["effective_from"]), span(row["effective_to"])
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
    start = span(row["effective_from"])
    return start is not None and day < start[0]


def published_on(article, published):
    """The day an article bears, or None; raises ValueError where `published` holds no ISO date for it."""
    text = published.get(article)
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise ValueError(f"published of {article!r} is {text!r}; give YYYY-MM-DD, or None for no date") from None
