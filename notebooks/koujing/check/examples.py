"""Whether a row matches its example and not its counter-example, asked of the program's own matchers, table by table."""
import re

from ..code import cues, order_marks, patterns
from ..code.codebook import table
from ..code.normal import fold, normalise, spell
from ..code.source import speaker
from ..code.topics import topics
from ..read import cues as page
from ..read.article import Region
from ..read.damage import damage


def faults(name, row):
    """What is wrong with the examples of a row of the table `name`, in words; none where all is well."""
    if name not in MATCHERS:
        return
    matches = MATCHERS[name]
    if not matches(row, row["example"]):
        yield f"does not match its example {row['example']!r}"
    if name == "titles" and row["kind"] in ("before", "after"):
        return  # their counter-examples stand at another place of the text, which no pattern sees
    if matches(row, row["counter"]):
        yield f"matches its counter-example {row['counter']!r}"


def _cue(row, text):
    text = normalise(text)
    if row["layer"] == "mask":  # what a mask hides is not found, so its strings are looked for
        classes = {one["class"]: fold(one["alternatives"]) for one in table("classes")}
        return any(literal in text for literal in patterns.expand(fold(row["pattern"]), classes))
    return row["id"] in {event.cue.id for event in cues.find(text)}


def _regex(row, text):
    return bool(re.search(row["pattern"], normalise(text)))


def _opener(row, text):
    opened = order_marks.opener(normalise(text))
    fits = bool(re.match(row["pattern"], normalise(text)))
    return fits and (text != row["example"] or opened.family == row["kind"] and opened.end > 0)


def _speaker(row, text):
    found = speaker(normalise(text))
    return found is not None and found[1] == row["source"]


def _regional(row, text):
    return row["mainland"] in spell(text).text


def _line(row, text):
    pattern = re.compile(row["pattern"])
    return bool(pattern.match(text) or pattern.match(text.strip(page.ORNAMENTS)))


def _dropped(row, text):
    found = damage(text, (Region(0, len(text), "body"),))
    if text == row["example"]:
        return any((place.kind, place.text, place.repair) == ("dropped", row["survivor"], row["repair"]) for place in found)
    return bool(found)


def _parted(row, text):
    found = damage(text, (Region(0, len(text), "body"),))
    if text == row["example"]:
        return [place.kind for place in found].count("inserted") == 1
    return bool(found)


def _title(row, text):
    from ..compare.register import body_names

    names = "|".join(re.escape(name) for name, _ in body_names())
    shape, text = re.compile(row["pattern"].replace("{body}", f"(?:{names})")), normalise(text)
    if row["kind"] == "back":
        return bool(re.search(f"(?:{row['pattern']})$", text))
    if row["kind"] == "front":
        return bool(shape.match(text))
    return bool((shape.fullmatch if row["kind"] in ("generic", "press", "paper", "cut") else shape.search)(text))


MATCHERS = {
    **dict.fromkeys(cues.TABLES, _cue), **dict.fromkeys(("lenders", "limits", "products", "order_marks"), _regex),
    **dict.fromkeys(("authors", "cues"), _line), "order_openers": _opener, "speakers": _speaker, "regional": _regional,
    "dropped": _dropped, "parted": _parted, "titles": _title,
    "topics": lambda row, text: row["topic"] in topics(text),
}
