"""The command line: `python -m koujing claims | articles | review | run | export | import | check | manifest | notebooks`.

Data goes to standard output, messages to standard error. Exit status: 0 all well; 1 some inputs skipped, or a check
found a difference; 2 nothing could be done.
"""
import argparse
import json
import os
import sys

from . import exchange
from .check import commands as tables_command
from .code.extract import extract
from .code.sequence import stage_sequence
from .engine import commands as collecting
from .read.article import InputFault
from .read.corpus import FOLDER_VARIABLE, article_record, notices, once, read_all


def main(arguments=None):
    """The exit status of one command."""
    parser = argparse.ArgumentParser(prog="koujing", description="What do these articles claim about debt collection?")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    claims = commands.add_parser("claims", help="code articles: one claim a line")
    claims.add_argument("--format", choices=exchange.FORMATS, default="jsonl", help="default: jsonl")
    claims.add_argument("--review", metavar="FILE", help="apply the decisions in this review.csv")
    claims.add_argument("--bom", action=argparse.BooleanOptionalAction, default=True,
                        help="begin CSV with a byte order mark, by which Excel knows UTF-8; default: yes")
    collecting.add_switches(claims)
    records = commands.add_parser("articles", help="read articles: one JSON object a line")
    for command in (claims, records):
        command.add_argument("paths", nargs="+", metavar="PATH", help="files or folders (.txt, .md, .html)")
        command.add_argument("-o", dest="out", metavar="FILE", help="write here instead of to standard output")
        command.add_argument("--texts", metavar="DIR", help="also write the texts that offsets count in, as DIR/NAME.txt")
        tables_command.add_switch(command)
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] not in ("claims", "articles"):  # these two start at once, without what only the others need
        _add_others(commands)
    chosen = parser.parse_args(arguments)
    try:
        if not tables_command.lay_over(chosen):
            return 2
        return chosen.work(chosen) if hasattr(chosen, "work") else _code(chosen)
    except InputFault as fault:
        print(f"koujing: {fault}", file=sys.stderr)
        return 2


def _add_others(commands):
    """Add to the parser's commands all but `claims` and `articles`."""
    from . import manifest, notebooks
    from .exchange import commands as exchanging

    run = commands.add_parser("run", help="execute every notebook against a corpus; write HTML pages and CSV tables")
    run.add_argument("--corpus", metavar="DIR", help="a folder of articles; default: the corpus shipped")
    run.add_argument("--out", metavar="DIR", default="out", help="default: out")
    tables_command.add_switch(run)
    run.set_defaults(work=lambda chosen: notebooks.run(chosen.corpus, chosen.out))
    tables_command.add_command(commands)
    manifest.add_command(commands)
    own = commands.add_parser("notebooks", help="execute the notebooks and store their outputs, canonically")
    own.add_argument("names", nargs="*", metavar="NOTEBOOK", help="default: all")
    own.add_argument("--check", action="store_true", help="change nothing; say which would change")
    own.set_defaults(work=lambda chosen: notebooks.refresh(chosen.names or None, chosen.check))
    for command in exchanging.add(commands):
        tables_command.add_switch(command)
    _add_review(commands)


def _code(chosen):
    """Read what the paths hold, report and count what cannot be read, and write claims or article records."""
    if getattr(chosen, "engine", None) or getattr(chosen, "workers", None) or getattr(chosen, "scheduler", None):
        return collecting.collect(chosen)
    articles, faults = read_all(chosen.paths)
    for fault in faults:
        print(f"koujing: {fault}", file=sys.stderr)
    if not articles:
        print("koujing: nothing was read", file=sys.stderr)
        return 2
    for notice in notices(once(articles)):
        print(f"koujing: {notice}", file=sys.stderr)
    every = len(articles) > 50
    lines, claims = [], []
    for number, article in enumerate(articles, 1):
        found = extract(article)
        claims += found
        if chosen.command == "articles":
            lines.append(json.dumps(article_record(article, stage_sequence(article, found)), ensure_ascii=False) + "\n")
        if every and (number % 50 == 0 or number == len(articles)):
            print(f"\rkoujing: {number} of {len(articles)} articles", end="", file=sys.stderr)
    if every:
        print(file=sys.stderr)
    if chosen.command == "claims" and chosen.review:
        claims = _decided(articles, claims, chosen.review)
    data = "".join(lines).encode("utf-8") if chosen.command == "articles" else \
        exchange.claims_bytes(claims, chosen.format, chosen.bom)
    if chosen.texts:
        exchange.write_texts(articles, chosen.texts)
    exchange.write(data, chosen.out)
    if faults:
        print(f"koujing: {len(articles)} read, {len(faults)} skipped", file=sys.stderr)
    return 1 if faults else 0


def _decided(articles, claims, path):
    """The claims after a person's decisions in the file; those that could not be anchored are reported."""
    from .review.corpus import reviewed
    from .review.fates import LOST

    if not os.path.lexists(path):
        raise InputFault(path, "no such file", "name a review.csv, or leave --review out")
    found = {article.name: [] for article in articles}
    for claim in claims:
        found[claim.article].append(claim)
    review = reviewed(articles, lambda article: tuple(found[article.name]), path=path)
    for fate in (fate for fate in review.fates if fate.fate in LOST):
        print(f"koujing: {path}: line {fate.decision.line}: {fate.fate} ({fate.note})", file=sys.stderr)
    return list(review.claims)


def _add_review(commands):
    """Add the command `review` to the parser's commands."""
    review = commands.add_parser("review", help="write a sheet of the claims most worth checking; add a filled one")
    review.add_argument("folder", nargs="?", metavar="DIR", help="a corpus; default: the corpus shipped")
    review.add_argument("-o", dest="out", metavar="FILE", help="write here (.csv; .html to read), not to standard output")
    review.add_argument("--most", type=int, metavar="N", help="the first so many claims only; default: all")
    review.add_argument("--add", metavar="SHEET", help="append the decisions in this filled sheet to DIR/review.csv, all or none")
    review.add_argument("--who", metavar="NAME", help="with --add: who decided")
    review.add_argument("--when", metavar="DATE", help="with --add: the day, as 2026-01-31; default: today")
    tables_command.add_switch(review)
    review.set_defaults(work=_review)


def _review(chosen):
    """Write a sheet, or append the decisions of one; the exit status."""
    from datetime import date

    from .read.corpus import SHIPPED
    from .report import review_sheet

    folder = chosen.folder or os.environ.get(FOLDER_VARIABLE) or SHIPPED
    if not os.path.isdir(folder):
        raise InputFault(folder, "no such folder", "name a folder of articles")
    if chosen.add and not (chosen.who or "").strip():
        raise InputFault(chosen.add, "nobody signs it", "say who decided: --who NAME")
    articles, faults = read_all([folder])
    for fault in faults:
        print(f"koujing: {fault}", file=sys.stderr)
    if not articles:
        print("koujing: nothing was read", file=sys.stderr)
        return 2
    articles = once(articles)
    if chosen.add:
        added = review_sheet.add(articles, chosen.add, folder, chosen.who, chosen.when or date.today().isoformat())
        print(f"koujing: {added} decisions added to {os.path.join(folder, 'review.csv')}", file=sys.stderr)
    else:
        sheet = review_sheet.sheet(articles, folder, chosen.most)
        page = str(chosen.out or "").lower().endswith((".html", ".htm"))
        exchange.write(review_sheet.as_page(sheet) if page else review_sheet.as_csv(sheet), chosen.out)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
