"""The rows of a part's three tables, claims, articles and errors, and their Parquet bytes: the same input, the same bytes."""
import io
from dataclasses import dataclass, field

from ..code.codebook import ranks
from ..code.subjects import subjects

TEXT, WHOLE = "string", "int64"
COLUMNS = {
    "claims": {"article": TEXT, "start": WHOLE, "end": WHOLE, "quote": TEXT, "item": TEXT, "basis": TEXT, "stance": TEXT,
               "rank": WHOLE, "value": TEXT, "conditions": TEXT, "timing": TEXT, "day_min": WHOLE, "day_max": WHOLE,
               "source": TEXT, "laws": TEXT, "rules": TEXT, "lenders": TEXT, "limits": TEXT},
    "articles": {"article": TEXT, "place": TEXT, "encoding": TEXT, "sha256": TEXT, "title": TEXT, "published": TEXT,
                 "author_or_site": TEXT, "characters": WHOLE, "claims": WHOLE},
    "errors": {"article": TEXT, "place": TEXT, "kind": TEXT, "fault": TEXT},
}
KINDS = ("input", "time", "memory", "failure", "crash")


@dataclass(frozen=True, slots=True)
class Rows:
    """What coding a part found so far: a list of rows for each of `COLUMNS`, and how many records were passed over, by reason."""

    claims: list = field(default_factory=list)
    articles: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    passed: dict = field(default_factory=dict)

    def add(self, article, place, found):
        """Add an article and its claims, each with the lenders and limits of its sentence (`code.subjects`)."""
        about = subjects(article, {(claim.start, claim.end) for claim in found})
        self.claims.extend(_claim(claim) + about[claim.start, claim.end] for claim in found)
        self.articles.append((article.name, place, article.encoding, article.sha256, article.title, article.published,
                              article.author_or_site, len(article.raw), len(found)))

    def refuse(self, name, place, kind, fault):
        """Add a record that could not be coded, and why: `kind` is one of `KINDS`, `fault` one line."""
        self.errors.append((name, place, kind, " ".join(str(fault).split())))


def _claim(claim):
    """The row of a claim, as `koujing.code.claims.frame` has it."""
    timing = claim.timing
    return (claim.article, claim.start, claim.end, claim.quote, claim.item, claim.basis, claim.stance,
            ranks().get(claim.stance) if claim.basis == "practice" else None, claim.value, "; ".join(claim.conditions),
            timing and timing.text, timing and timing.day_min, timing and timing.day_max, claim.source,
            "; ".join(claim.laws), "; ".join(claim.rules))


def schema(table):
    """The Arrow schema of a table of `COLUMNS`; every column may hold nulls."""
    import pyarrow as pa

    return pa.schema([(name, getattr(pa, kind)()) for name, kind in COLUMNS[table].items()])


def parquet(table, rows, said=None):
    """The Parquet bytes of rows of a table; `said`: texts by key, kept with the schema."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = schema(table)
    columns = list(zip(*rows, strict=True)) or [()] * len(fields)
    data = pa.table([pa.array(map(_encodable, column) if one.type == pa.string() else column, one.type)
                     for column, one in zip(columns, fields, strict=True)],
                    schema=fields.with_metadata(said) if said else fields)
    buffer = io.BytesIO()
    pq.write_table(data, buffer, compression="zstd")
    return buffer.getvalue()


def _encodable(text):
    """The text; half a surrogate pair, which no encoding of files can hold, as the replacement character."""
    return text if text is None or text.isprintable() else text.encode("utf-8", "replace").decode("utf-8")
