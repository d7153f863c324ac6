"""The folder of results: a Parquet file a part in `claims/`, `articles/` and `errors/`, and `run.json`, what made them."""
import json
from dataclasses import dataclass
from pathlib import Path

from .. import dictionary
from ..exchange.files import write
from ..read.article import InputFault
from .rows import COLUMNS, parquet

PASSED = b"koujing_passed_over"
LAST = "articles"  # written last: a part is done when it has this file
UNFINISHED = "unfinished"
RUN = "run.json"
HEAD = """# Coded articles

Three tables in Parquet, a file a part; `run.json` says what made them. The same command goes on where it was interrupted.
Offsets count code points of an article's decoded text. `koujing.read_claims(FOLDER)` reads the claims, sorted by article.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What coding one part came to: how many articles, claims and errors, and how many records were passed over."""

    part: int
    articles: int
    claims: int
    errors: int
    passed: int


class Dataset:
    """The paths of a folder of results, and what is in it."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def file(self, table, number):
        """The path of a part's file of one table."""
        return self.folder / table / f"part-{number:06}.parquet"

    def tries(self, number):
        """The path of the note of a part's tries."""
        return self.folder / UNFINISHED / f"part-{number:06}.json"

    def files(self, table):
        """The files of a table, in the order of the parts."""
        return sorted((self.folder / table).glob("part-*.parquet"))

    def begin(self, said):
        """Make the folder for a run that `said` describes, a dictionary. Raises `InputFault` where it holds another run's."""
        path = self.folder / RUN
        if self.folder.is_dir() and any(self.folder.iterdir()) and not path.is_file():
            raise InputFault(self.folder, "is a folder with something else in it", "name a new folder")
        if path.is_file():
            try:
                before = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                before = {}
            other = sorted(key for key in {**said, **before} if said.get(key) != before.get(key))
            if other:
                raise InputFault(self.folder, f"holds the results of another run (other {', '.join(other)})",
                                 "name a new folder, or remove this one")
        for table in (*COLUMNS, UNFINISHED):
            try:
                (self.folder / table).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                fault = f"cannot be written ({error.strerror})"
                raise InputFault(self.folder, fault, "name a folder that you may write to") from None
        columns = {table: list(columns) for table, columns in COLUMNS.items()}
        write(dictionary.page(columns, HEAD, "/*.parquet"), self.folder / "README.md")
        write((json.dumps(said, indent=1) + "\n").encode(), path)

    def write(self, number, found):
        """Put a part's three files in place; its `Tally`."""
        passed = {PASSED: json.dumps(found.passed, ensure_ascii=False).encode()}
        for table in sorted(COLUMNS, key=LAST.__eq__):
            write(parquet(table, getattr(found, table), passed if table == LAST else None), self.file(table, number))
        return Tally(number, len(found.articles), len(found.claims), len(found.errors), sum(found.passed.values()))

    def tidy(self):
        """Remove what processes that were ended have left: files half-written, notes of tries. Only when every part is done."""
        for pattern in (*(f"{table}/.part-*" for table in COLUMNS), f"{UNFINISHED}/.part-*", f"{UNFINISHED}/part-*"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)

    def tally(self, number):
        """The `Tally` of a part that is done, from its files; None where it is not."""
        import pyarrow.parquet as pq

        if not self.file(LAST, number).is_file():
            return None
        try:
            metas = {table: pq.read_metadata(self.file(table, number)) for table in COLUMNS}
        except (OSError, ValueError):
            return None
        passed = json.loads((metas[LAST].metadata or {}).get(PASSED, b"{}"))
        return Tally(number, *(metas[table].num_rows for table in ("articles", "claims", "errors")), sum(passed.values()))

    def table(self, table, columns=None):
        """A table of all parts as an Arrow table, in the order of the parts."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from .rows import schema

        whole = schema(table)
        wanted = whole if columns is None else whole.empty_table().select(columns).schema
        parts = (pq.read_table(path, columns=wanted.names).replace_schema_metadata() for path in self.files(table))
        return pa.concat_tables([wanted.empty_table(), *parts])
