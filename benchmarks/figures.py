"""How long each figure takes for many articles, made at random from the written ones (`tests/show_data.py`). Run by hand:

    python benchmarks/figures.py [--articles N] [--rounds N]

Prints, for each figure, the median of the processor's seconds for drawing it and making its picture, and its size in inches.
The tables are made beforehand. Absolute seconds depend on the machine.
"""
import argparse
import io
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]


def seconds(draw, data, rounds):
    """The median seconds of drawing the figure and making its PNG, and the figure's height in inches."""
    from matplotlib import pyplot

    taken = []
    for _ in range(rounds):
        start = time.process_time()
        draw(data, title="A title", caption="A caption")
        pyplot.gcf().savefig(io.BytesIO(), format="png")
        taken.append(time.process_time() - start)
        height = pyplot.gcf().get_size_inches()[1]
        pyplot.close("all")
    return statistics.median(taken), height


def main():
    """Print the table; the exit status is 0."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()

    import matplotlib
    matplotlib.use("Agg")
    from show_data import DRAWINGS, many, tables

    data = many(tables("dev"), chosen.articles)
    print(f"{'figure, ' + str(chosen.articles) + ' articles':<32}{'s':>6}{'inches':>8}")
    for name, draw in DRAWINGS.items():
        taken, height = seconds(draw, data, chosen.rounds)
        print(f"{name:<32}{taken:>6.2f}{height:>8.1f}")


if __name__ == "__main__":
    main()
