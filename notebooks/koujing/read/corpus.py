"""Articles and corpora: from files and folders to `Article` records."""
import csv
import io
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

from .article import Article, InputFault
from .damage import damage
from .encodings import SURE
from .files import decoded, listing, read_file, read_text
from .guard import unguard
from .lines import split_lines
from .metadata import metadata
from .regions import from_labels, labels
from .sentences import sentences
from .spelling import respell
from .view import view

SHIPPED = Path(__file__).resolve().parents[3] / "corpus"
FOLDER_VARIABLE = "KOUJING_CORPUS"
SKIP_VARIABLE = "KOUJING_SKIP_FAULTS"  # set by `koujing run`, which has reported the faults itself


def read_article(path, manifest_row=None, name=None):
    """The `Article` in one file; what the manifest row says of it goes before what the page says.

    `name` is the file's stem unless given. Raises `InputFault`, also where the file differs from the row's sha256.
    """
    path = Path(path)
    return _article(read_file(path), name or path.stem, manifest_row, path)


def article_of(data, name, suffix=".txt", row=None, where=None):
    """The `Article` in bytes, whose encoding is guessed as that of a file is, or in a text that is decoded already.

    `suffix` ".html" or ".htm" makes it HTML; `row` is as for `read_article`; `where` is what a fault names (default: the name).
    Raises `InputFault` as `read_article` does.
    """
    where = where or name
    return _article(decoded(data, suffix, where), name, row, where)


def _article(file, name, row, where):
    """The `Article` in a `File`."""
    raw, sha256, row = file.text, file.sha256, row or {}
    if row.get("sha256") and row["sha256"].strip().lower() != sha256:
        raise InputFault(where, f"its sha256 begins {sha256[:12]}, the manifest has {row['sha256'].strip()[:12]}",
                         "restore the file, or correct its row in manifest.csv")
    seen = view(raw)
    plain, lines = respell(seen.text), split_lines(seen.text)
    respelled = lines if plain == seen.text else split_lines(plain)
    marks = labels(plain, respelled)
    found = from_labels(lines, marks)
    facts = metadata(lines, marks)
    facts |= {field: row[column].strip() for field, column in (
        ("title", "title"), ("published", "published"), ("published_raw", "published_raw"), ("author_or_site", "site"),
    ) if (row.get(column) or "").strip()}
    return Article(name, raw, file.encoding, sha256, regions=seen.spans_to_raw(found),
                   sentences=seen.spans_to_raw(sentences(plain, found, respelled)),
                   damage=as_printed(raw, seen.spans_to_raw(damage(plain, found))), confidence=file.confidence, **facts)


def as_printed(raw, places):
    """The damaged places with their text as the raw text has it."""
    return tuple(replace(place, text=raw[place.start:place.end]) for place in places)


def load_corpus(folder=None):
    """The articles of a corpus as a tuple, sorted by name.

    A folder with a `manifest.csv` is a corpus: each file, in `articles/` or beside the manifest, must have its row and match
    its sha256. Of any other folder, every .txt, .md and .html file under it is an article. Files with the same text are one
    article (`once`). Without a folder: the one that the environment variable KOUJING_CORPUS names, else the corpus shipped.
    Raises `InputFault` at the first file that cannot be read, unless KOUJING_SKIP_FAULTS is set and others can.
    """
    folder = Path(folder or os.environ.get(FOLDER_VARIABLE) or SHIPPED)
    articles, faults = read_all([folder])
    if faults and not (articles and os.environ.get(SKIP_VARIABLE)):
        raise faults[0]
    return once(articles)


def once(articles):
    """The articles without those whose text another has, blanks and line ends apart: a tuple, in order.

    The first of each text stays, and bears the names of the others as `copies`.
    """
    same = {}
    for article in articles:
        same.setdefault("\n".join(filter(None, map(str.strip, article.raw.splitlines()))), []).append(article)
    return tuple(replace(first, copies=tuple(other.name for other in others)) if others else first
                 for first, *others in same.values())


def notices(articles):
    """What a reader of results should know of the articles' files, a line each: an encoding not sure, the same text twice."""
    for article in articles:
        if article.confidence < SURE:
            yield (f"{article.name}: read as {article.encoding}, with a confidence of {article.confidence:.2f} only; "
                   "look at its text, and save it as UTF-8 to be sure")
        for copy in article.copies:
            yield f"{copy}: holds the same text as {article.name}; the two count as one article"


def read_all(paths):
    """`(articles, faults)`: what could be read in files and folders, sorted by name; an `InputFault` for the rest."""
    given, faults = [], []
    for path in map(Path, paths):
        if path.is_dir():
            found, wrong = sources(path)
            given += found
            faults += wrong
            if not found and not wrong:
                faults.append(InputFault(path, "holds no article", "give a folder with .txt, .md or .html files"))
        else:
            given.append((path, None))
    articles = []
    for name, path, row in named(given):
        try:
            articles.append(read_article(path, row, name))
        except InputFault as fault:
            faults.append(fault)
    return tuple(sorted(articles, key=lambda article: article.name)), tuple(faults)


def article_record(article, stage_sequence=None):
    """The article as the dictionary of one line of `python -m koujing articles`."""
    return {
        "article": article.name, "encoding": article.encoding, "sha256": article.sha256, "title": article.title,
        "published": article.published, "author_or_site": article.author_or_site,
        "body": [list(span) for span in article.ranges("body")],
        "comments": [list(span) for span in article.ranges("comment")],
        "damage": [{"start": place.start, "end": place.end, "text": place.text, "kind": place.kind,
                    "repair": place.repair} for place in article.damage],
        "stage_sequence": stage_sequence,
    }


def manifest(folder):
    """`{file: row}` of the manifest of a corpus folder, in its order. Raises `InputFault`."""
    path = Path(folder) / "manifest.csv"
    text, _, _ = read_text(path)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise InputFault(path, f"is not a CSV table ({error})", "save it as CSV with commas") from None
    if not rows or not {"file", "sha256"} <= rows[0].keys():
        raise InputFault(path, "has no rows with the columns file and sha256", "see corpus/README.md for its columns")
    found = {}
    for row in rows:
        row = {column: unguard(cell or "") for column, cell in row.items() if column is not None}
        file = row["file"].strip()
        if not file or file in found:
            fault = f"has two rows for {file}" if file else "has a row without a file"
            raise InputFault(path, fault, "keep one row for each file")
        found[file] = row
    return found


def home(folder):
    """Where the articles of a corpus folder are: in its `articles/` where there is a manifest beside that, else in it."""
    articles = Path(folder) / "articles"
    return articles if articles.is_dir() and (Path(folder) / "manifest.csv").is_file() else Path(folder)


def sources(folder):
    """`([(path, manifest row)], faults)` of a folder."""
    articles = home(folder)
    paths, faults = listing(articles)
    if not (folder / "manifest.csv").is_file():
        return [(path, None) for path in paths], faults
    try:
        rows = manifest(folder)
    except InputFault as fault:
        return [], [fault]
    files = {path.relative_to(articles).as_posix(): path for path in paths}
    faults += [InputFault(articles / file, "has no row in manifest.csv", "add its row (`koujing manifest`), or remove the file")
               for file in files if file not in rows]
    faults += [InputFault(articles / file, "has a row in manifest.csv but does not exist",
                          "restore it, or remove its row") for file in rows if file not in files]
    return [(path, rows[file]) for file, path in files.items() if file in rows], faults


def named(given):
    """`(name, path, row)` for each `(path, row)` once; files of one stem are told apart by folder, then by suffix."""
    unique = {path.resolve(): (path, row) for path, row in given}
    for longer in (lambda path: path.stem, lambda path: f"{path.resolve().parent.name}-{path.stem}",
                   lambda path: f"{path.resolve().parent.name}-{path.name}", lambda path: "-".join(path.parts[-4:])):
        counts = Counter(longer(path) for path, _ in unique.values())
        for key in [key for key, (path, _) in unique.items() if counts[longer(path)] == 1]:
            path, row = unique.pop(key)
            yield longer(path), path, row
    for number, (path, row) in enumerate(unique.values(), 1):
        yield f"{path.stem}-{number}", path, row
