"""The command `koujing manifest`: a folder's articles with checksums, and with titles, dates and sites as read off the pages."""
import csv
import io
import sys
from pathlib import Path

from . import exchange
from .read.article import InputFault
from .read.corpus import manifest, read_article
from .read.files import listing
from .read.guard import guard

COLUMNS = ("file", "sha256", "title", "published", "published_raw", "site", "rights")


def add_command(commands):
    """Add `manifest` to the subparsers of the command line."""
    command = commands.add_parser("manifest", help="list a folder's articles with checksum, title, date and site, as CSV")
    command.add_argument("folder", metavar="DIR", help="a folder of articles")
    command.add_argument("-o", dest="out", metavar="FILE", help="default: DIR/manifest.csv, whose cells are kept where filled in")
    command.set_defaults(work=lambda chosen: write_manifest(chosen.folder, chosen.out))


def write_manifest(folder, out=None):
    """The exit status of writing the manifest of a folder: 0, or 1 where a file was skipped or a row fits no file.

    What a manifest in the folder has already is kept, with its further columns; only empty cells are filled. Raises `InputFault`
    where nothing can be read or written.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputFault(folder, "is no folder", "name a folder of articles")
    known = manifest(folder) if (folder / "manifest.csv").is_file() else {}
    found, faults = rows(folder, known)
    for fault in faults:
        print(f"koujing: {fault}", file=sys.stderr)
    if not found:
        raise InputFault(folder, "holds no article", "give a folder with .txt, .md or .html files")
    columns = [*COLUMNS, *(column for column in next(iter(known.values()), ()) if column not in COLUMNS)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guard(row.get(column) or "") for column in columns] for row in found)
    path = Path(out) if out else folder / "manifest.csv"
    exchange.write(text.getvalue().encode("utf-8-sig"), path)
    print(f"koujing: {len(found)} articles in {path}, {len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


def rows(folder, known):
    """`(rows, faults)` of a folder's manifest, by file; `known` as from `read.corpus.manifest`.

    With a manifest, articles stand in `articles/` where there is such a folder, else beside it (`read.corpus.home`).
    """
    above = folder / "articles" if (folder / "articles").is_dir() else folder
    paths, faults = listing(above)
    found = {}
    for path in paths:
        file = path.relative_to(above).as_posix()
        try:
            article = read_article(path)
        except InputFault as fault:
            faults.append(fault)
            continue
        row = known.get(file, {})
        if row.get("sha256") and row["sha256"].strip().lower() != article.sha256:
            faults.append(InputFault(path, "differs from the sha256 in its row, which is kept",
                                     "restore the file, or empty that cell"))
        read = (file, article.sha256, article.title, article.published, article.published_raw, article.author_or_site, "")
        found[file] = {**row, **{column: row.get(column) or value for column, value in zip(COLUMNS, read, strict=True)}}
    for file in sorted(known.keys() - found.keys()):
        faults.append(InputFault(above / file, "has a row but cannot be read; the row is kept",
                                 "restore the file, or remove the row"))
        found[file] = known[file]
    return [found[file] for file in sorted(found)], faults
