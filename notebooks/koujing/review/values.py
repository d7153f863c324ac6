"""The values of a claim's fields (codebook §2-4) as the cells of `review.csv` hold them, and what may stand together."""
import json
from dataclasses import replace

from ..code.claims import Timing
from ..code.codebook import items, table

FIELDS = ("item", "basis", "stance", "value", "conditions", "timing", "source", "laws")  # what a person may change
DAYS = ("day_min", "day_max")  # parts of the timing, which tools change one by one
SPAN = ("start", "end")  # of the sentence, as tools redraw it
CHANGEABLE = (*FIELDS, *DAYS, *SPAN)
LISTS = ("conditions", "laws")
PLACE = ("article", "start", "end", "quote", "rules")  # fields that a row has columns for, or that are not a person's
MAY_BE_EMPTY = ("value", "timing", *LISTS, *DAYS)
OPERATOR = "fact.operator"


def of_text(field, text):
    """The value in a cell: text, a tuple (joined by ";" in the cell), a `Timing` or None. Raises ValueError, "fault; cure".

    >>> of_text("conditions", "consent; lawful"), of_text("value", ""), of_text("timing", "三天后")
    (('consent', 'lawful'), None, Timing(text='三天后', day_min=None, day_max=None))
    """
    text = text.strip()
    if field in (*DAYS, *SPAN):
        if text and not (text.isascii() and text.isdigit() and len(text) < 10) or not text and field in SPAN:
            raise ValueError(f"{field} {text[:40]!r} is no whole number; give {'days' if field in DAYS else 'an offset'}")
        return int(text) if text else None
    if field == "timing" and text.startswith("{"):
        return of_json(field, _loads(text))
    if field in LISTS:
        return of_json(field, [part.strip() for part in text.split(";") if part.strip()])
    return of_json(field, ({"text": text} if field == "timing" else text) if text else None)


def of_object(text):
    """The fields in a cell that holds a JSON object, as a dictionary of values, `PLACE` left out.

    Raises ValueError, "fault; cure".
    """
    found = _loads(text)
    if not isinstance(found, dict) or not set(found) <= {*FIELDS, *PLACE}:
        raise ValueError(f"{text[:40]!r} is no object of a claim's fields; use the fields {', '.join(FIELDS)}")
    return {field: of_json(field, value) for field, value in found.items() if field in FIELDS}


def of_json(field, value):
    """The value of a field as JSON has it: a list becomes a tuple, an object a `Timing`. Raises ValueError, "fault; cure"."""
    if field in LISTS:
        value = [] if value is None else value
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ValueError(f"{field} is no list of texts; join the parts by semicolons")
        _known(field, value)
        return tuple(value)
    if value is None or value == "":
        if field not in MAY_BE_EMPTY:
            raise ValueError(f"{field} is empty; give its value")
        return None
    if field == "timing":
        return _timing(value)
    _known(field, [value])
    return value


def to_json(values):
    """A dictionary of values as the JSON object of a cell.

    >>> to_json({"stance": "rare", "conditions": ("consent",), "timing": Timing("三天后", 3)})
    '{"stance": "rare", "conditions": ["consent"], "timing": {"text": "三天后", "day_min": 3, "day_max": null}}'
    """
    plain = {field: {"text": value.text, "day_min": value.day_min, "day_max": value.day_max} if isinstance(value, Timing)
             else value for field, value in values.items()}
    return json.dumps(plain, ensure_ascii=False)


def to_text(field, value):
    """A value as the cell of its field: `of_text` reads it back.

    >>> to_text("conditions", ("consent", "lawful")), to_text("value", None)
    ('consent; lawful', '')
    """
    if isinstance(value, Timing):
        return to_json({"timing": value})[len('{"timing": '):-1]
    return "; ".join(value) if field in LISTS else "" if value is None else str(value)


def values_of(claim):
    """The fields of a claim that a person may change, as a dictionary."""
    return {field: getattr(claim, field) for field in FIELDS}


def parts(values, words=False):
    """A dictionary of fields with the timing as its words (or None), day_min and day_max; `words`: its words alone.

    >>> parts({"stance": "rare", "timing": Timing("三天后", 3)})
    {'stance': 'rare', 'timing': '三天后', 'day_min': 3, 'day_max': None}
    """
    found = {name: value for name, value in values.items() if name != "timing"}
    if "timing" not in values:
        return found
    timing = values["timing"] or Timing(None)
    return found | ({"timing": timing.text} if words else
                    {"timing": timing.text, "day_min": timing.day_min, "day_max": timing.day_max})


def with_parts(claim, said, raw):
    """The claim with what is said of its parts (`parts`, start, end); its quote is what then stands there in `raw`."""
    now = parts(values_of(claim)) | {"start": claim.start, "end": claim.end} | said
    timing = Timing(now["timing"], now.pop("day_min"), now.pop("day_max"))
    return replace(claim, **now | {"timing": timing if timing.text else None, "quote": raw[now["start"]:now["end"]]})


def wrong(claim):
    """What the codebook forbids in a claim, in words; "" where all its fields go together (§2, §3)."""
    if not 0 <= claim.start < claim.end == claim.start + len(claim.quote):
        return f"there is no text from {claim.start} to {claim.end}"
    stances = {row["stance"]: row["basis"] for row in table("stances")}
    family = claim.item.partition(".")[0]
    if stances.get(claim.stance) != claim.basis:
        return f"the stance {claim.stance} does not go with the basis {claim.basis}"
    if family == "rule" and claim.basis != "norm" or family == "fact" and claim.basis != "practice":
        return f"the basis {claim.basis} does not go with the item {claim.item}"
    if (claim.item == OPERATOR) != (claim.value is not None):
        return f"the value {claim.value} does not go with the item {claim.item}"
    return ""


def usual_basis(item, stance):
    """The basis of a claim that names none: that of its stance, or of its item."""
    return next((row["basis"] for row in table("stances") if row["stance"] == stance),
                "norm" if item.startswith("rule.") else "practice")


def _known(field, values):
    known = {"item": items, "basis": lambda: ("practice", "norm"), "stance": lambda: _column("stances", "stance"),
             "value": lambda: _column("operators", "value"), "conditions": lambda: _column("conditions", "condition"),
             "source": lambda: _column("sources", "source")}
    if field not in known:
        return
    for value in values:
        if not isinstance(value, str) or value not in known[field]():
            raise ValueError(f"{field} {str(value)[:40]!r} is not in the codebook; use one of {', '.join(known[field]())}")


def _column(name, column):
    found = tuple(row[column] for row in table(name))
    return (*found, "other") if name == "operators" and "other" not in found else found


def _timing(value):
    days = (None, *([] if not isinstance(value, dict) else [value.get("day_min"), value.get("day_max")]))
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or set(value) - {"text", "day_min", "day_max"} \
            or any(day is not None and (type(day) is not int or not 0 <= day < 10 ** 6) for day in days):
        raise ValueError('timing is no time; write {"text": "一个月后", "day_min": 30, "day_max": null}')
    return Timing(**value)


def _loads(text):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"{text[:40]!r} is no JSON; write an object of fields") from None
