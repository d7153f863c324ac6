"""How the score on unseen text rose as rules were added: each milestone of the history, run again on today's codings.

    python benchmarks/learning_curve.py            # measure
    python benchmarks/learning_curve.py --write    # and put the figures into corpus/coding/learning_curve.csv

The commits are those of the table's first column: a row with no more than a commit is filled in. Each is checked out into a
temporary folder, its `koujing claims` reads today's articles, and today's scorer compares them with today's coding. A version
that cannot run is reported on standard error, and left out. It takes some two seconds a milestone. Of the blind set nothing
but the score is looked at.
"""
import argparse
import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))

from koujing.code.claims import from_json  # noqa: E402
from koujing.compare.trust import load_coding, score  # noqa: E402
from koujing.exchange import replace  # noqa: E402

TABLE = ROOT / "corpus" / "coding" / "learning_curve.csv"
CODINGS = ("blind", "gold", "dev")
COLUMNS = ("commit", "committed", "subject", "rules", "wordings", *CODINGS)
LONGEST = 60  # characters of a subject


def git(*arguments):
    """What a git command prints, without the line end."""
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True,
                          encoding="utf-8").stdout.rstrip("\n")


def rules(folder):
    """How many rows the cue tables of a version have, and how many wordings stand in them, parted by bars."""
    rows = []
    for path in sorted(Path(folder, "notebooks/koujing/code/tables").glob("cues_*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return len(rows), sum(row["pattern"].count("|") + 1 for row in rows)


def claims(folder, coding):
    """What a version takes down in a coding's articles of today. Raises CalledProcessError where it cannot run."""
    done = subprocess.run([sys.executable, "-m", "koujing", "claims", coding.texts], capture_output=True, text=True, check=True,
                          encoding="utf-8", cwd=Path(folder, "notebooks"),
                          env=os.environ | {"PYTHONPATH": str(Path(folder, "notebooks"))})
    return [from_json(line) for line in done.stdout.splitlines()]


def measured(commit):
    """The row of one milestone, as a dictionary of texts with `COLUMNS`."""
    committed, subject = git("show", "-s", "--format=%cd%x09%s", "--date=format:%Y-%m-%d %H:%M", commit).split("\t")
    with tempfile.TemporaryDirectory() as folder:
        git("worktree", "add", "--detach", "--force", folder, commit)
        try:
            rows, wordings = rules(folder)
            figures = [score(coding.claims, claims(folder, coding))["joint_f1"] for coding in map(load_coding, CODINGS)]
        finally:
            git("worktree", "remove", "--force", folder)
    short = subject if len(subject) <= LONGEST else subject[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return dict(zip(COLUMNS, (commit, committed, short, str(rows), str(wordings), *(f"{figure:.3f}" for figure in figures)),
                    strict=True))


def main():
    """Measure every commit of the table; with --write, put the figures into it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the figures into the table")
    write = parser.parse_args().write
    with open(TABLE, encoding="utf-8", newline="") as file:
        commits = [row["commit"] for row in csv.DictReader(file)]
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    for commit in commits:
        try:
            row = measured(commit)
        except subprocess.CalledProcessError as error:
            print(f"{commit}: left out, it cannot run ({(error.stderr or '').strip().splitlines()[-1:]})", file=sys.stderr)
            continue
        table.writerow(row)
        print(*row.values(), sep="\t", flush=True)
    if write:
        replace(TABLE, out.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()
