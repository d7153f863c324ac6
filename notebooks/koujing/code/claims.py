"""The claim record (codebook §1-4), its JSON Lines form, and the table of claims."""
import json
from dataclasses import dataclass, fields

from .codebook import ranks


@dataclass(frozen=True, slots=True)
class Timing:
    """When, in the article's words, and in days where the words give days (codebook §4)."""

    text: str
    day_min: int | None = None
    day_max: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: `article.raw[start:end] == quote`; `rules` are the ids of the table rows that fired."""

    article: str
    start: int
    end: int
    quote: str
    item: str
    basis: str
    stance: str
    value: str | None = None
    conditions: tuple[str, ...] = ()
    timing: Timing | None = None
    source: str = "author"
    laws: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


FIELDS = tuple(field.name for field in fields(Claim))


def to_json(claim):
    """The claim as one line of JSON, fields in the order of the record, without a line break."""
    timing = claim.timing
    row = {name: getattr(claim, name) for name in FIELDS}
    row["timing"] = timing and {"text": timing.text, "day_min": timing.day_min, "day_max": timing.day_max}
    return json.dumps(row, ensure_ascii=False)


def from_json(line):
    """The claim in one line of JSON, as `to_json` or a hand coding wrote it."""
    row = json.loads(line)
    row["timing"] = row.get("timing") and Timing(**row["timing"])
    for name in ("conditions", "laws", "rules"):
        row[name] = tuple(row.get(name) or ())
    return Claim(**{name: row[name] for name in FIELDS if name in row})


def frame(claims):
    """A data frame with one row a claim; lists are joined by "; ", `rank` is missing for norms.

    Columns: article, start, end, quote, item, basis, stance, rank, value, conditions, timing, day_min,
    day_max, source, laws, rules.
    """
    import pandas as pd

    rows = [(c.article, c.start, c.end, c.quote, c.item, c.basis, c.stance,
             ranks().get(c.stance) if c.basis == "practice" else None,
             c.value, "; ".join(c.conditions), c.timing.text if c.timing else None,
             c.timing.day_min if c.timing else None, c.timing.day_max if c.timing else None,
             c.source, "; ".join(c.laws), "; ".join(c.rules)) for c in claims]
    table = pd.DataFrame(rows, columns=["article", "start", "end", "quote", "item", "basis", "stance", "rank",
                                        "value", "conditions", "timing", "day_min", "day_max", "source",
                                        "laws", "rules"])
    return table.astype({"start": "int64", "end": "int64", "rank": "Int64", "day_min": "Int64", "day_max": "Int64"})
