"""What is wrong with a folder of articles: its files, manifest, glosses and register."""
import csv
import io
from pathlib import Path

from ..read.article import InputFault
from ..read.corpus import read_all
from ..read.files import read_text

GLOSSES = ("article", "start", "end", "quote", "gloss_en")


def faults(folder):
    """Every `InputFault` of a corpus folder, in the order: articles and manifest, `glosses.csv`, the register in `law/`."""
    folder = Path(folder)
    articles, found = read_all([folder])
    yield from found
    if (folder / "glosses.csv").is_file():
        yield from _of_glosses(folder / "glosses.csv", {article.name: article.raw for article in articles})
    if (folder / "law" / "instruments.csv").is_file():
        yield from _of_register(folder / "law")


def _of_glosses(path, texts):
    """Faults of a table of English renderings: a missing column, an offset that is no number, a quote that stands elsewhere."""
    try:
        rows = csv.DictReader(io.StringIO(read_text(path)[0], newline=""), strict=True)
        lacking = [column for column in GLOSSES if column not in (rows.fieldnames or ())]
        if lacking:
            yield InputFault(f"{path}, line 1", f"lacks the column {lacking[0]}", f"give it the columns {','.join(GLOSSES)}")
            return
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            if not all((row[column] or "").isdigit() for column in ("start", "end")):
                yield InputFault(where, "start or end is no whole number", "count characters of the decoded text")
            elif row["article"] in texts and texts[row["article"]][int(row["start"]):int(row["end"])] != row["quote"]:
                yield InputFault(where, "quote is not what stands at its offsets", "correct start and end, or remove the row")
    except InputFault as fault:
        yield fault
    except csv.Error as error:
        yield InputFault(path, f"is no CSV table ({error})", "save it as CSV with commas")


def _of_register(folder):
    """The first fault of each table of a register of rules."""
    from ..compare import register

    for load in (register.register, register.rules, register.aliases, register.bodies, register.subjects, register.bounds):
        try:
            load(folder)
        except InputFault as fault:
            yield fault
