"""How decisions find their sentences again after the text was edited: right, listed, or wrong (which must be none).

    python benchmarks/anchoring.py [--decisions 20000] [--seed 0] [--codings dev dev2]

Each trial edits one written article (`tests/edits.py`: one to six edits, or one to thirty), and anchors a decision on
each of its coded sentences. `tests/test_review_anchoring.py` does the same with fewer.
"""
import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]

from edits import trials  # noqa: E402


def main():
    """Print the counts by what became of the sentence, and by how it was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--decisions", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--codings", nargs="+", default=["dev"])
    chosen = parser.parse_args()
    counts, by, groups, wrong = Counter(), Counter(), Counter(), []
    for trial in trials(chosen.codings, chosen.decisions, chosen.seed):
        counts[trial.verdict] += 1
        by[trial.became, trial.found.how, trial.verdict] += 1
        groups[trial.group, trial.verdict] += 1
        wrong += [trial] * (trial.verdict == "wrong")
    total = sum(counts.values())
    print(f"{total:,} decisions: " + ", ".join(f"{n:,} {name} ({n / total:.3f})" for name, n in counts.most_common()))
    for (became, how, verdict), number in sorted(by.items()):
        print(f"  {became:10} {how:12} {verdict:7} {number:,}")
    for (repeated, most), verdict in sorted(groups):
        print(f"  {'passages repeated' if repeated else 'text as it is'}, up to {most} edits: {verdict} "
              f"{groups[(repeated, most), verdict]:,}")
    for trial in wrong[:20]:
        print(f"wrong: {trial.decision.quote!r} at {trial.found}, not {trial.places}, after {trial.edits}")
        print(f"  was: {trial.decision.before!r} … {trial.decision.after!r}")
        print(f"  is:  {trial.text[max(0, trial.found.start - 24):trial.found.start]!r} … "
              f"{trial.text[trial.found.end:trial.found.end + 24]!r}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
