"""`koujing claims --engine …`: coding a collection of any size into a folder of Parquet."""
import re
import sys

from ..read.article import InputFault
from .defaults import ENGINES, LIMIT, SIZE

INTERRUPTED = 130  # a shell's exit status for a command ended by Ctrl-C
MEMORY = re.compile(r"\d+(\.\d+)?\s*[KMGT]i?B", re.I)


def add_switches(command):
    """Add the engine's switches to the parser of `claims`."""
    group = command.add_argument_group(
        "large collections", "with --engine, PATH may also be .jsonl, .parquet, .warc or .wet (also .gz), and -o is a folder")
    group.add_argument("--engine", choices=ENGINES,
                       help="code part after part into a folder: in this process, or on a Dask cluster")
    group.add_argument("--workers", type=whole, metavar="N", help="dask: so many processes of this machine; default: one a core")
    group.add_argument("--scheduler", metavar="ADDRESS", help="dask: a cluster that runs, as tcp://HOST:8786")
    group.add_argument("--memory", metavar="SIZE",
                       help="dask: memory of each local worker, as 2GB; one that needs more is started anew")
    group.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS",
                       help=f"of processor time for one article; 0: no limit; default: {LIMIT:g}")
    group.add_argument("--part", type=whole, default=SIZE, metavar="N", help=f"articles a part; default: {SIZE}")
    group.add_argument("--id", default="id", metavar="COLUMN", help="the column of names; default: id")
    group.add_argument("--text", default="text", metavar="COLUMN", help="the column of texts; default: text")
    group.add_argument("--crawl", action="store_true", help="of WARC and WET files, only Chinese pages on overdue loans")


def whole(text):
    """A whole number of one or more, from an argument. Raises ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError(f"{number} is less than one")
    return number


def collect(chosen):
    """The exit status of coding a collection: 0, 1 where some of it could not be coded. Raises `InputFault`."""
    if chosen.out is None:
        raise InputFault("--engine", "has no folder to write to", "give one: -o FOLDER")
    if chosen.review or chosen.texts or chosen.format != "jsonl":
        raise InputFault("--engine", "goes with none of --review, --texts, --format", "code without --engine, or leave them out")
    if chosen.memory and not MEMORY.fullmatch(chosen.memory.strip()):
        raise InputFault("--memory", f"{chosen.memory!r} is no amount of memory", "give one as 2GB or 800MB")
    if (chosen.workers or chosen.scheduler or chosen.memory) and chosen.engine != "dask":
        raise InputFault("--workers, --scheduler, --memory", "are of the engine dask", "add: --engine dask")
    from ..read.sources import Choice
    from .collection import code_collection
    from .progress import Progress

    progress = Progress(sys.stderr)
    try:
        outcome = code_collection(
            chosen.paths, chosen.out, chosen.engine, chosen.workers, chosen.scheduler, chosen.memory, chosen.limit or None,
            chosen.part, Choice() if chosen.crawl else None, chosen.id, chosen.text, progress)
    except KeyboardInterrupt:
        progress.say("interrupted; the same command goes on from here")
        return INTERRUPTED
    if outcome.twice:
        progress.say(f"{len(outcome.twice):,} names stand for more than one article, such as {outcome.twice[0]}")
    if outcome.errors:
        progress.say(f"{outcome.articles:,} articles coded, {outcome.errors:,} not: see the table errors")
    return 1 if outcome.errors else 0
