"""The sheet of claims worth checking, for a spreadsheet or as a page, and a filled sheet read back as decisions."""
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from ..code.claims import Timing
from ..code.codebook import label
from ..pages import META, csv_bytes
from ..read.article import InputFault
from ..read.cells import rows
from ..review.corpus import reviewed
from ..review.decisions import ACTIONS, WHOLE, Decision, context, decision
from ..review.fates import FAILED
from ..review.values import FIELDS, of_text, to_json, to_text
from ..reviewing import append, contents
from ..show.cards import escape
from ..tables import claims_of, glosses
from .checking import worth_checking

FILLED = ("action", "field", "new", "why")  # what the person writes; `field` begins as the stance
COLUMNS = ["rank", *FILLED, "article", "start", "end", "before", "quote", "after", "english", "item", "label", "basis", "stance",
           "value", "conditions", "timing", "source", "laws", "reason", "error", "influence"]
STYLE = """body { font-family: sans-serif; line-height: 1.6; max-width: 46em; margin: 2em auto; padding: 0 1em; }
mark { background: #fde9b8; } .quiet { color: #555; } section { border-top: 1px solid #ccc; margin-top: 1.2em; }"""


def sheet(articles, folder=None, most=None):
    """A data frame of the claims most worth checking, ranked from 1, with empty cells for the person to fill: `COLUMNS`."""
    table = worth_checking(articles, folder).head(most)
    texts, english = {article.name: article.raw for article in articles}, glosses(folder)
    english = dict(zip(english["quote"], english["gloss_en"], strict=True))
    beside = [context(texts[row.article], row.start, row.end) for row in table.itertuples()]
    return table.assign(
        rank=range(1, len(table) + 1), action="", field="stance", new="", why="", error=table["error"].round(3),
        before=[before for before, _ in beside], after=[after for _, after in beside],
        english=[english.get(quote, "") for quote in table["quote"]], label=list(map(label, table["item"])),
        timing=[to_text("timing", timing(row)) for row in table.to_dict("records")],
        value=table["value"].astype("object").fillna(""))[COLUMNS]


def timing(row):
    """The `Timing` in a row of the claims table, None where it has none."""
    days = [None if row[name] is None or row[name] != row[name] or str(row[name]) == "<NA>" else int(row[name])
            for name in ("day_min", "day_max")]
    return Timing(row["timing"], *days) if isinstance(row["timing"], str) and row["timing"] else None


def as_csv(table):
    """The bytes of a sheet for a spreadsheet: UTF-8 with a byte order mark, no cell a formula."""
    return csv_bytes(table)


def as_page(table):
    """The bytes of a sheet as one HTML page to read, without scripts, every article's word escaped."""
    parts = []
    for row in table.to_dict("records"):
        said = {name: escape(str(value)) for name, value in row.items()}
        fields = ", ".join(f"{name} {said[name]}" for name in FIELDS[1:] if row[name])
        parts.append(f"""<section><h2>{said["rank"]}. {said["label"]}: {said["stance"]}</h2>
<p lang="zh">{said["before"]}<mark>{said["quote"]}</mark>{said["after"]}</p>
<p><i>{said["english"]}</i></p>
<p class="quiet">{said["article"]} [{said["start"]}:{said["end"]}] · {fields}</p>
<p>{said["reason"]}</p></section>""")
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8">{META}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Claims worth checking</title><style>{STYLE}</style></head>
<body>
<h1>Claims worth checking, the doubtful and weighty first</h1>
<p>{len(table):,} claims. Decide in the sheet for spreadsheets, which <code>koujing review</code> writes as CSV.</p>
{"".join(parts)}
</body>
</html>
""".encode()


def add(articles, path, folder, who, when):
    """How many decisions of the filled sheet at `path` were added to the folder's `review.csv`: all of them or none.

    Rows without an action are passed over. Raises `InputFault`, which names the sheet's row, for one that is no decision,
    whose text is not the article's, or that could not be applied.
    """
    target = Path(folder) / "review.csv"
    seen = contents(target)
    made = read_sheet(articles, path, who, when)
    if not made:
        raise InputFault(path, "holds no decision", f"fill the column action with one of {', '.join(ACTIONS)}")
    for (number, _), fault in zip(made, faults(articles, folder, [one for _, one in made]), strict=True):
        if fault:
            raise InputFault(path, f"row {number}: {fault}", "mend the row, or empty its action")
    return append(target, [one for _, one in made], seen)


def faults(articles, folder, decisions):
    """Why each decision could not be applied if it were added to the folder's review; "" where it could."""
    before = len(reviewed(articles, claims_of, folder).fates)
    after = reviewed(articles, claims_of, folder, more=decisions).fates[before:]
    return [f"{fate.fate} ({fate.note})" if fate.fate in FAILED else "" for fate in after]


def read_sheet(articles, path, who, when):
    """The decisions in a filled sheet as `(row, Decision)` in its order; rows are counted as a spreadsheet does, from 1."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "check the name") from None
    table, texts = rows(data, path), {article.name: article.raw for article in articles}
    header = next(table, (1, []))[1]
    needed = [*FILLED, "article", "start", "end", "quote", "item", *FIELDS[1:]]
    missing = [name for name in needed if name not in header]
    if missing:
        raise InputFault(path, f"line 1 lacks the column {missing[0]!r}", "fill a sheet of `koujing review`, saved as CSV UTF-8")
    found, both = [], twice(articles)
    for number, (_, cells) in enumerate(table, 2):
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
        if row["action"].strip():
            try:
                found.append((number, of_row({**row, "action": row["action"].strip().lower()}, texts, who, when, both)))
            except ValueError as error:
                fault, _, cure = str(error).partition("; ")
                raise InputFault(path, f"row {number}: {fault}", cure or "mend the cell") from None
    return found


def twice(articles):
    """The sentences that the program reads as a practice and as a norm of one item: a set of `(article, start, item)`."""
    count = Counter((claim.article, claim.start, claim.item) for article in articles for claim in claims_of(article))
    return {place for place, number in count.items() if number > 1}


def of_row(row, texts, who, when, twice=()):
    """The `Decision` in a row of a sheet, held against the articles' texts; raises ValueError, "fault; cure".

    `row`: a dictionary of the sheet's cells. `twice`: the sentences `(article, start, item)` with a practice and a norm.
    """
    start, end = (int(row[name]) if row[name].isascii() and row[name].isdigit() and len(row[name]) < 13 else -1
                  for name in ("start", "end"))
    raw = texts.get(row["article"])
    if raw is None or start < 0 or raw[start:end] != row["quote"]:
        raise ValueError("the quote is not what stands there in the article; write the sheet anew, and fill that")
    was = {name: of_text(name, row[name]) for name in FIELDS}
    field, new = (row["field"].strip() or "stance", row["new"].strip()) if row["action"] in ("change", "add") else (WHOLE, "")
    old = to_json(was)
    if row["action"] == "add":
        field, old, new = WHOLE, "", new if new.startswith("{") else to_json({"stance": of_text("stance", new)})
    elif row["action"] == "change" and field in FIELDS:
        value = of_text(field, new)
        if (row["article"], start, row["item"]) in twice and field != "stance":  # which of the two is meant?
            field, old, new = WHOLE, to_json({"basis": was["basis"], field: was[field]}), to_json({field: value})
        else:
            old, new = (to_text(field, one) for one in (was[field], value))
    before, after = context(raw, start, end)
    one = Decision(when, who, row["action"], row["article"], start, end, row["quote"], before, after, row["item"], field, old,
                   new, row["why"].strip())
    return decision({name: str(value) for name, value in asdict(one).items() if name != "line"})
