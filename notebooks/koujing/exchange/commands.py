"""`koujing export` and `koujing import`: coded articles for other tools, and what people decided there."""
import re
import sys
from dataclasses import replace
from pathlib import Path

from ..code.extract import extract
from ..read.article import InputFault
from ..read.corpus import SHIPPED, read_all
from .annotations import document
from .decisions import COLUMNS, decisions, review_bytes
from .files import write
from .formats import TARGETS, detected, read_documents, write_bytes
from .places import placed
from .untrusted import read_bytes


def add(commands):
    """Add the two commands to the subparsers; their parsers."""
    out = commands.add_parser("export", help="code articles, and write them for a tool that people code with")
    out.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (.txt, .md, .html); a codebook needs none")
    out.add_argument("--to", required=True, choices=TARGETS, help="the format")
    out.add_argument("-o", dest="out", required=True, metavar="FILE", help="where to write it")
    out.set_defaults(work=export)
    back = commands.add_parser("import", help="read what people decided in such a tool: one decision a row")
    back.add_argument("file", metavar="FILE", help="what the tool exported")
    back.add_argument("--from", dest="source", choices=TARGETS, help="its format; default: found out")
    back.add_argument("--corpus", metavar="DIR", help="the articles that were exported; default: the corpus shipped")
    back.add_argument("--exported", metavar="FILE", help="what `koujing export` wrote; default: the articles are coded anew")
    back.add_argument("--who", default="", metavar="NAME", help="who decided, where the file does not say")
    back.add_argument("-o", dest="out", metavar="FILE", help="add the rows to this file; default: standard output")
    back.set_defaults(work=import_)
    return out, back


def export(chosen):
    """The exit status of `koujing export`: 0, or 1 where an article was skipped. Raises `InputFault`."""
    articles, faults = read_all(chosen.paths) if chosen.paths else ((), ())
    _tell(faults)
    if not articles and chosen.to != "qdc":
        raise faults[-1] if faults else InputFault("export", "has no article", "name files or folders")
    write(write_bytes(chosen.to, tuple(document(article, extract(article)) for article in articles)), chosen.out)
    if chosen.to == "label-studio":
        from .label_studio import interface
        beside = Path(chosen.out).with_suffix(".interface.xml")
        write(interface(), beside)
        print(f"koujing: paste {beside} into the project's labelling interface, then import the tasks", file=sys.stderr)
    if faults:
        print(f"koujing: {len(articles)} read, {len(faults)} skipped", file=sys.stderr)
    return 1 if faults else 0


def import_(chosen):
    """The exit status of `koujing import`: 0, or 1 where something was skipped. Raises `InputFault`."""
    articles, faults = read_all([chosen.corpus or SHIPPED])
    known = {article.name: article for article in articles}
    exported = {one.article: tuple(mark.claim for mark in one.annotations) for one in _read(chosen.exported)} \
        if chosen.exported else {}
    rows, skipped, strangers, seen, closed = [], list(faults), [], set(), set()
    for one in _read(chosen.file, chosen.source):
        article = known.get(one.article) or known.get(re.sub(r"^\d+_|\.(txt|md|html?)$", "", one.article))
        if article is None:
            skipped.append(InputFault(chosen.file, f"{one.article[:80]!r} is no article of the corpus",
                                      "give the folder that was exported with --corpus"))
            continue
        try:
            here = placed(chosen.file, one, article.raw)
        except InputFault as fault:
            skipped.append(fault)
            continue
        originals = exported.get(article.name, one.originals)
        originals = extract(article) if originals is None else originals
        rows += decisions(originals, renamed(here, article.name), article.raw, chosen.who)
        strangers += one.strangers
        closed |= set() if one.reviewed else {article.name}
        seen.add(article.name)
    _tell(skipped)
    if not seen:
        raise InputFault(chosen.file, "has nothing on any article of the corpus", "give its folder with --corpus")
    write(_appended(chosen.out, rows), chosen.out)
    told = f"{len(rows)} decision{'' if len(rows) == 1 else 's'} on {len({row.article for row in rows})} of {len(seen)} articles"
    more = f"; left out: codings with codes that are no items ({', '.join(sorted(set(strangers)))[:200]!r})" if strangers else ""
    unread = f"; nobody opened {len(closed)} of them" if closed else ""
    print(f"koujing: {told}{unread}{more}", file=sys.stderr)
    return 1 if skipped else 0


def renamed(one, name):
    """The document with its article's name as the corpus has it."""
    marks = tuple(replace(mark, claim=replace(mark.claim, article=name)) for mark in one.annotations)
    return replace(one, article=name, annotations=marks)


def _read(path, source=None):
    """The documents in a file, in the format named or found out."""
    data = read_bytes(path)
    return read_documents(source or detected(path, data), path, data)


def _appended(path, rows):
    """The bytes of a review file with the rows after those that it holds; rows that it holds already are left out."""
    new = review_bytes(rows)
    if path is None or not Path(path).is_file() or not (old := read_bytes(path)).strip():
        return new
    header, _, lines = new.partition(b"\n")
    if old.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].strip() != header:
        raise InputFault(path, "is there already, and has other columns", f"name another file; ours are {','.join(COLUMNS)}")
    held = old if old.endswith(b"\n") else old + b"\n"
    return held + b"".join(one for one in map(lambda row: review_bytes([row], header=False), rows) if b"\n" + one not in held)


def _tell(faults):
    """Print each fault on a line of standard error."""
    for fault in faults:
        print(f"koujing: {fault}", file=sys.stderr)
