"""Our whole extraction against what one would use instead, in one run; writes `docs/benchmarks.md`.

    python benchmarks/compare.py --setup DIR     make the peers' environments in DIR, once; the project's is not touched
    python benchmarks/compare.py --peers DIR     measure (about ten minutes), store benchmarks/results/*.csv, write the page
    python benchmarks/compare.py --peers DIR --rounds 1 --seconds 1 --articles 500         a quick look
    python benchmarks/compare.py --only growth --articles 200000 --limit 0                 the whole stream, however long
    python benchmarks/compare.py --only page     write the page anew from the stored results

Run it by the Python of the project's environment. Progress on standard error. A peer that is not installed, or does not run, is
stated as such on the page. What `--only` leaves out keeps its stored results.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT / "notebooks"), str(ROOT)]

import commands  # noqa: E402
import page  # noqa: E402
import results  # noqa: E402
import rounds  # noqa: E402

import run  # noqa: E402

PAGE = ROOT / "docs" / "benchmarks.md"
PARTS = ("rounds", "growth", "commands", "profile", "page")


def setup(folder):
    """Make an environment for each file of the peers' requirements."""
    for requirements in sorted((HERE / "peers").glob("requirements-*.txt")):
        name = requirements.stem.partition("-")[2]
        run.environment(folder / name, requirements)
        rounds.say(f"{name}: ready")


def measured(measure, texts=None, **options):
    """The rows that a measure of `growth.py` prints, in a process of its own."""
    arguments = [f"--{name}={value}" for name, value in options.items()]
    done = subprocess.Popen([sys.executable, str(HERE / "growth.py"), measure, *arguments], stdin=texts, stdout=subprocess.PIPE,
                            env={**os.environ, **rounds.ONE_THREAD}, text=True)
    rows = []
    for line in done.stdout:
        rows.append(json.loads(line))
        if measure == "stream":
            rounds.say(f"{rows[-1]['at']:,} articles: {rows[-1]['cpu']:.1f} s, {rows[-1]['peak_mb'] or 0:.0f} MB")
    if done.wait():
        raise SystemExit(f"growth.py {measure} failed, see above")
    return rows


def growth(chosen):
    """Measure and store how cost grows."""
    rounds.say("length ...")
    rows = measured("length", rounds=chosen.rounds)
    rounds.say("number ...")
    generator = [sys.executable, str(HERE / "corpora.py"), "distinct", str(chosen.articles)]
    with subprocess.Popen(generator, stdout=subprocess.PIPE) as texts:  # a process of its own, so that its memory is not ours
        rows += measured("stream", texts.stdout, seconds=chosen.limit)
        texts.stdout.close()
    rounds.say("processes ...")
    for row in measured("processes", rounds=chosen.rounds, seconds=2 * chosen.seconds):
        rows.append({key: row[key] for key in rows[0]})
    results.store("growth", rows)


def about(chosen):
    """Store what the run was: the machine in numbers, the command."""
    options = [f"--{name} {getattr(chosen, name)}" for name in ("rounds", "seconds", "documents", "seed", "articles", "limit")]
    results.store("about", [{"what": what, "value": value} for what, value in (
        ("command", f"python benchmarks/compare.py --peers DIR {' '.join(map(str, options))}"),
        ("cores", os.cpu_count()), ("python", "{}.{}.{}".format(*sys.version_info[:3])), ("rounds", chosen.rounds),
        ("seconds", chosen.seconds))])


def main(arguments=None):
    """Set up, or measure what was chosen and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--setup", type=Path, metavar="DIR", help="make the peers' environments there, and end")
    parser.add_argument("--peers", type=Path, metavar="DIR", default=ROOT / ".peers", help="where --setup made them")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="of a pass of one contestant; default: 2")
    parser.add_argument("--documents", type=int, default=2000, help="texts of each corpus; default: 2000")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=20000, help="of the stream that shows memory and time; default: 20000")
    parser.add_argument("--limit", type=float, default=90, help="seconds of that stream at most, 0 for no limit; default: 90")
    parser.add_argument("--notebooks", action="store_true", help="also execute all notebooks, once")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}")
    chosen = parser.parse_args(arguments)
    if chosen.setup:
        return setup(chosen.setup.resolve())
    if "rounds" in chosen.only:
        about(chosen)
        rounds.compete(chosen.peers.resolve(), chosen.rounds, chosen.seconds, chosen.documents, chosen.seed)
    if "growth" in chosen.only:
        growth(chosen)
    if "commands" in chosen.only:
        rounds.say("commands ...")
        results.store("commands", commands.measured(2 * chosen.rounds - 1, chosen.notebooks))
    if "profile" in chosen.only:
        rounds.say("profile ...")
        results.store("profile", measured("profile", rounds=chosen.rounds, seconds=chosen.seconds))
    page.write(PAGE)
    rounds.say(f"written: {PAGE.relative_to(ROOT)}")
    return None


if __name__ == "__main__":
    sys.exit(main())
