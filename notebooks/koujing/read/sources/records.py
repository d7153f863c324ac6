"""The records of large collections: a part, a document, a choice."""
import re
from dataclasses import dataclass
from datetime import date

from ..article import InputFault

FACTS = ("title", "published", "published_raw", "site")
LONGEST = 500  # characters of a fact: a longer one is no title and no date
DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a collection that is read at a time, by one process; small enough to be done again.

    `kind`: files, jsonl, parquet or warc. `paths`: the files of this part, or the one container. `first` to `last`, half-open:
    of JSON lines the bytes, whole lines; of Parquet the rows; of files how many; 0 to 0 is a whole container. `names`: the name
    of the article at each path; of JSON lines and Parquet the columns of id and text. `rows`: the manifest row or None for
    each path of files.
    """

    number: int
    kind: str
    paths: tuple[str, ...]
    first: int
    last: int
    names: tuple[str, ...] = ()
    rows: tuple = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One record: what `article_of` makes an article of, or, with no `data`, the fault that kept it from being had.

    `data`: bytes in an encoding to be guessed, or a text that the container had decoded. `suffix` says whether it is HTML. `row`
    is what the manifest or the record says of the article beside its text. `where`: the file, or the container and the record
    in it, or the address of the page.
    """

    name: str
    data: bytes | str | None
    suffix: str
    row: dict | None
    where: str
    fault: InputFault | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pages of a crawl are wanted: those in a language ("zh" or None: all), those on the topic of `crawl_words.csv`."""

    language: str | None = "zh"
    topic: bool = True


def lost(name, where, fault, cure):
    """The `Document` of a record that cannot be had."""
    return Document(name, None, "", None, where, InputFault(where, fault, cure))


def beside(record):
    """What a record says of its article as the manifest would: title, published (ISO), published_raw, site; None for nothing.

    A date with a time loses the time; what is no date stands under published_raw.

    >>> beside({"title": " 逾期\\n怎么办 ", "published": "2024-03-05T08:00:00Z", "site": None})
    {'title': '逾期 怎么办', 'published': '2024-03-05'}
    >>> beside({"published": "last week"})
    {'published_raw': 'last week'}
    """
    row = {}
    for column in FACTS:
        value = record.get(column)
        value = value.isoformat() if isinstance(value, date) else value
        if isinstance(value, str) and value.strip():
            row[column] = " ".join(value[:LONGEST].encode("utf-8", "replace").decode("utf-8").split())
    if "published" in row and not _is_date(row["published"][:10]):
        row.setdefault("published_raw", row.pop("published"))
    elif "published" in row:
        row["published"] = row["published"][:10]
    return row or None


def _is_date(text):
    try:
        return bool(DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
