"""The command `koujing check`, and the switch `--codebook` of the commands that read articles."""
import sys
from pathlib import Path

from ..read.article import InputFault
from ..read.rows import overlay, use_codebook


def add_command(commands):
    """Add `check` to the subparsers of the command line."""
    command = commands.add_parser("check", help="check the codebook's tables, and a folder of articles")
    command.add_argument("--corpus", metavar="DIR", help="also check a folder of articles")
    add_switch(command)
    command.set_defaults(work=lambda chosen: check(chosen.corpus))


def add_switch(command):
    """Add `--codebook DIR` to a command."""
    command.add_argument("--codebook", metavar="DIR", help="a folder with tables to lay over ours (see docs/own-articles.md)")


def lay_over(chosen):
    """Lay the codebook that a command was given over ours; whether it can be used. Its faults go to standard error."""
    if getattr(chosen, "codebook", None) is not None:
        use_codebook(chosen.codebook)
    if overlay() is None or chosen.command == "check":
        return True
    return not say(table_faults(laid_only=True))


def table_faults(laid_only=False):
    """The faults of the tables in use; `laid_only` as for `check.tables.faults`."""
    from .tables import faults

    return faults(overlay(), laid_only)


def check(corpus=None):
    """The exit status of checking the tables in use, and a folder of articles: 0, or 1 where something is wrong.

    Raises `InputFault` where the folder is none.
    """
    if corpus is not None and not Path(corpus).is_dir():
        raise InputFault(corpus, "is no folder", "name a folder of articles")
    found = table_faults()
    said = f"tables: {len(found)} faults"
    if corpus is not None:
        from .corpus import faults

        wrong = list(faults(corpus))
        found, said = found + wrong, f"{said}; corpus: {len(wrong)} faults"
    say(found)
    print(f"koujing: {said}", file=sys.stderr)
    return 1 if found else 0


def say(faults):
    """Print each fault on standard error; how many there were."""
    for fault in faults:
        print(f"koujing: {fault}", file=sys.stderr)
    return len(faults)
