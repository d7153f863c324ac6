"""How long the collection takes: imports, cold commands, extraction per core, the bootstrap, all notebooks. Run by hand:

    python benchmarks/speed.py [--rounds N] [--notebooks]

Prints a table of medians and ranges over N interleaved rounds (default 5). Absolute seconds depend on the machine; the column
`ratio` divides by the time of an empty Python process, or of jieba cutting the same texts, measured in the same rounds.
"""
import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
ARTICLES = Path(__file__).resolve().parents[1] / "corpus" / "articles"

COMMANDS = {
    "empty Python": ["-c", "pass"],
    "import koujing": ["-c", "import koujing"],
    "claims, five articles, cold": ["-m", "koujing", "claims", str(ARTICLES)],
}
EXTRACT = """
import sys, time
import koujing as kj
articles = kj.load_corpus()
kj.extract(articles[0])
start = time.perf_counter()
for _ in range(20):
    for article in articles:
        kj.extract(article)
print(20 * len(articles) / (time.perf_counter() - start))
"""
CUT = """
import sys, time
import koujing as kj
from koujing.show import words
articles = kj.load_corpus()
words.cut("热身")
start = time.perf_counter()
for _ in range(5):
    for article in articles:
        list(words.cut(article.raw))
print(5 * len(articles) / (time.perf_counter() - start))
"""
BOOTSTRAP = """
import sys, time
import numpy as np
from koujing.compare import agreement
random = np.random.default_rng(0)
matrix = random.integers(0, 4, size=(26, 5000)).astype(float)
matrix[random.random(matrix.shape) < 0.5] = np.nan
agreement.bootstrap(matrix[:, :50])
start = time.perf_counter()
agreement.bootstrap(matrix, resamples=1000, over="OVER")
print(time.perf_counter() - start)
"""


def seconds(arguments):
    """The wall seconds of one Python process run in the notebooks' folder."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=NOTEBOOKS, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def printed(code):
    """The number that a snippet prints."""
    return float(subprocess.run([sys.executable, "-c", code], cwd=NOTEBOOKS, capture_output=True, text=True, check=True).stdout)


def main():
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--notebooks", action="store_true", help="also execute all notebooks once a round")
    chosen = parser.parse_args()
    # of α: 1,000 resamples of 26 items × 5,000 articles, half of the cells silent; the aim is 0.2 s
    times = {name: [] for name in (*COMMANDS, "bootstrap over items", "bootstrap over articles")}
    rates = {"extract, articles/s": [], "jieba cut, articles/s": []}
    whole = []
    for number in range(chosen.rounds):
        print(f"round {number + 1} of {chosen.rounds}", file=sys.stderr)
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
        rates["extract, articles/s"].append(printed(EXTRACT))
        rates["jieba cut, articles/s"].append(printed(CUT))
        for over in ("items", "articles"):
            times[f"bootstrap over {over}"].append(printed(BOOTSTRAP.replace("OVER", over)))
        if chosen.notebooks:
            whole.append(seconds(["-m", "koujing", "notebooks", "--check"]))
    bare = statistics.median(times["empty Python"])
    print(f"{'what':32}{'median':>10}{'min':>10}{'max':>10}{'ratio':>10}")
    for name, values in [*times.items(), *([("all notebooks", whole)] if whole else [])]:
        middle = statistics.median(values)
        print(f"{name:32}{middle:10.3f}{min(values):10.3f}{max(values):10.3f}{middle / bare:10.1f}")
    cut = statistics.median(rates["jieba cut, articles/s"])
    for name, values in rates.items():
        middle = statistics.median(values)
        print(f"{name:32}{middle:10.1f}{min(values):10.1f}{max(values):10.1f}{middle / cut:10.2f}")


if __name__ == "__main__":
    main()
