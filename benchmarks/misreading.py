"""Whether corrected intervals hold the truth: extractors of known bias read made-up corpora, and every interval is looked up.

    python benchmarks/misreading.py                  # measure: some two minutes on two cores that have nothing else to do
    python benchmarks/misreading.py --write          # and put the figures into misreading.csv beside this, and docs/misreading.md

For each reader, number of coded articles and size of corpus: true cells are drawn for the coded articles and for the corpus,
the reader misreads both, and the intervals are made from what it read and from the coded articles alone. Everything is
seeded. Each item has its own rates, drawn about the reader's mean; articles speak of an item with a chance that is drawn for
the item and anew for the corpus, so that coded articles and corpus differ. A third of the corpora have items that few speak
of, a third items that most do. What the intervals are to hold is said in `FIGURES`; the naive interval is Wilson's, or a
bootstrap over articles, of what was read.

Three readers break the model on purpose (`STRESS`): their errors heap up in single articles, they read the corpus worse than
the coded articles, or confuse other stances on each item. They are kept out of the averages.
"""
import argparse
import io
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):  # one thread a process: the processes are as many as the cores
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

from koujing.compare.carried import class_counts  # noqa: E402
from koujing.compare.consensus import of_counts  # noqa: E402
from koujing.compare.corrected import rogan_gladen  # noqa: E402
from koujing.compare.posterior import sample  # noqa: E402
from koujing.compare.reliability import alphas, coincidences  # noqa: E402
from koujing.exchange import replace  # noqa: E402

TABLE, PAGE = ROOT / "benchmarks" / "misreading.csv", ROOT / "docs" / "misreading.md"
ITEMS = 18
READERS = {  # mean sensitivity, mean specificity, share of found cells with the right stance
    "good": (0.97, 0.98, 0.95), "low recall": (0.60, 0.98, 0.95), "low precision": (0.95, 0.75, 0.95),
    "shifts stances": (0.95, 0.97, 0.60), "mixed": (0.75, 0.85, 0.75),
}
STRESS = {name: READERS["mixed"] for name in ("heaped errors", "reads the corpus worse", "stances by item")}
CODED, SIZES = (12, 30, 100), (5, 30, 200)
PREVALENCES = {"few speak": (0.05, 0.35), "any": (0.1, 0.9), "most speak": (0.65, 0.95)}
LIKENESS = 30            # of items' rates: a beta distribution's weight
SINGLE_MINDED = (1, 1.5, 2.5)  # weights of the distribution of an item's stances; in the hand codings 1.0 to 2.6
STANCES = np.array([0.15, 0.15, 0.2, 0.5])  # denied, rare, conditional, routine: their mean shares
INVENTED = np.array([0.1, 0.2, 0.2, 0.5])   # of cells that were made up
FIGURES = {
    "share": "the share of articles that speak of an item, in the population",
    "number": "the number of articles that speak of it, in the corpus",
    "routine": "the share of routine among those that speak of it, in the corpus",
    "consensus": "van der Eijk's A of an item, in the corpus",
    "alpha": "Krippendorff's ordinal alpha of the corpus",
}
COLUMNS = ["reader", "coded", "articles", "figure", "cases", "corrected", "width", "formula", "formula_width", "naive",
           "naive_width"]
DRAWS, RESAMPLES, CORPORA = 240, 200, 36


def confusion(right, shifts):
    """How a found cell of each rank is read: 4 × 4. A reader that shifts stances takes a rank for the next one."""
    rows = np.full((4, 4), (1 - right) / 3)
    if shifts:
        for rank in range(4):
            near = rank + 1 if rank < 3 else 2
            rows[rank] = (1 - right) * 0.15
            rows[rank, near] = (1 - right) * 0.7
    np.fill_diagonal(rows, 0)
    np.fill_diagonal(rows, 1 - rows.sum(axis=1))
    return rows


def corpus(random, reader, rates, stances, count, size):
    """`(shares that speak, true, read)` of `count` corpora: corpora × items (× articles), −1 silent."""
    bounds = np.array([list(PREVALENCES.values())[place % 3] for place in range(count)])
    speak = random.uniform(bounds[:, :1], bounds[:, 1:], (count, ITEMS))
    weights = np.array([SINGLE_MINDED[place // 3 % 3] for place in range(count)])[:, None, None] * STANCES
    spread = random.standard_gamma(np.broadcast_to(weights, (count, ITEMS, 4))) + 1e-12
    ends = np.cumsum(spread / spread.sum(axis=-1, keepdims=True), axis=-1)[..., None, :-1]
    cells = (count, ITEMS, size)
    true = np.where(random.random(cells) < speak[..., None], (random.random(cells)[..., None] > ends).sum(axis=-1), -1)
    sensitivity, specificity = (rate[..., None] for rate in rates)
    if reader == "heaped errors":  # an article's errors go together: its odds of being read well vary threefold and more
        odds = np.exp(1.2 * random.standard_normal((count, 1, size)))
        sensitivity, specificity = (rate * odds / (1 - rate + rate * odds) for rate in (sensitivity, specificity))
    seen = np.where(true >= 0, random.random(cells) < sensitivity, random.random(cells) > specificity)
    rows = np.concatenate([np.broadcast_to(INVENTED, (*stances.shape[:2], 1, 4)), stances], axis=2).cumsum(axis=-1)[..., :-1]
    end = rows[np.arange(count)[:, None, None], np.arange(ITEMS)[None, :, None], true + 1]
    return speak, true, np.where(seen, (random.random(cells)[..., None] > end).sum(axis=-1), -1)


def world(random, reader, coded, size, count):
    """`(coded true, coded read, shares that speak, true, read)` of `count` corpora and the articles coded for each."""
    *means, right = (READERS | STRESS)[reader]
    rates = [random.beta(mean * LIKENESS, (1 - mean) * LIKENESS, (count, ITEMS)) for mean in means]
    stances = np.broadcast_to(confusion(right, reader in ("shifts stances", "mixed", *STRESS)), (count, ITEMS, 4, 4))
    if reader == "stances by item":
        loose = random.standard_gamma(np.maximum(stances * 6, 1e-3)) + 1e-12
        stances = loose / loose.sum(axis=-1, keepdims=True)
    _, known, known_read = corpus(random, reader, rates, stances, count, coded)
    if reader == "reads the corpus worse":
        rates = [np.clip(rate - 0.1, 0.05, 1) for rate in rates]
    return known, known_read, *corpus(random, reader, rates, stances, count, size)


def validated(true, read):
    """The counts of a `Misreading` record for each corpus."""
    spoken, seen = true >= 0, read >= 0
    pairs = [[((true == one) & (read == two)).sum(axis=(1, 2)) for two in range(4)] for one in range(-1, 4)]
    pairs = np.moveaxis(np.array(pairs), -1, 0)
    return {"found": (spoken & seen).sum(axis=-1), "missed": (spoken & ~seen).sum(axis=-1),
            "left": (~spoken & ~seen).sum(axis=-1), "made_up": (~spoken & seen).sum(axis=-1),
            "stances": pairs[:, 1:], "invented": pairs[:, 0]}


def of_matrix(counts):
    """`{figure: values}` of counts of classes (… × items × 5) that depend on the corpus alone."""
    held = counts[..., 1:].astype(float)
    speak, flat = held.sum(axis=-1), held.reshape(-1, *held.shape[-2:])
    found = alphas(coincidences(flat).sum(axis=1), (flat.sum(axis=2) >= 2).sum(axis=1), np.arange(4.0), "ordinal")
    return {"number": speak, "consensus": of_counts(held), "alpha": found.reshape(held.shape[:-2]),
            "routine": np.divide(held[..., 3], speak, out=np.full(speak.shape, np.nan), where=speak > 0)}


def ends(values):
    """The ends of the middle 95 % of the draws (axis 1); NaN where fewer than half of them have a value."""
    values = np.where(np.isnan(values).mean(axis=1, keepdims=True) > 0.5, np.nan, values)
    ordered, there = np.sort(values, axis=1), (~np.isnan(values)).sum(axis=1)
    places = [np.clip(np.ceil(tail * there).astype(int) - 1, 0, None)[:, None] for tail in (0.025, 0.975)]
    return [np.take_along_axis(ordered, place, axis=1)[:, 0] for place in places]


def wilson(positive, tested, z=1.959964):
    """Wilson's interval of a share."""
    middle, width = positive + z * z / 2, z * np.sqrt(positive * (tested - positive) / tested + z * z / 4)
    return (middle - width) / (tested + z * z), (middle + width) / (tested + z * z)


def bootstrapped(read, random):
    """Counts of classes when articles are drawn anew: corpora × resamples × items × 5."""
    count, _, size = read.shape
    weights = random.multinomial(size, np.full(size, 1 / size), (count, RESAMPLES)).astype(np.float32)
    ticks = (read[..., None] == np.arange(-1, 4)).astype(np.float32)  # corpora × items × articles × classes
    return np.einsum("cra,cias->cris", weights, ticks, optimize=True)


def looked_up(scenario):
    """Rows of `COLUMNS` for one `(reader, coded, size, corpora, seed, joint)`."""
    reader, coded, size, count, seed, joint = scenario
    random = np.random.default_rng(seed)
    known, known_read, speak, true, read = world(random, reader, coded, size, count)
    rates, seen = validated(known, known_read), class_counts(read)
    truth = of_matrix(class_counts(true)) | {"share": speak}
    identified = (rates["found"] + rates["missed"] > 0) & (rates["left"] + rates["made_up"] > 0)
    drawn = sample(seen, rates, random, draws=DRAWS, joint=joint)
    found = {"corrected": {figure: ends(values) for figure, values in
                           (of_matrix(drawn["true"]) | {"share": drawn["speaking"]}).items()}}
    positive = seen[..., 1:].sum(axis=-1)
    parts = [rates[name] for name in ("found", "missed", "left", "made_up")]
    found["formula"] = {"share": rogan_gladen(positive, size, *parts)[1:]}
    again = of_matrix(bootstrapped(read, random))
    found["naive"] = {figure: ends(values) for figure, values in again.items()} | {
        "share": wilson(positive, size), "number": (positive, positive)}
    rows = []
    for figure in FIGURES:
        use = ~np.isnan(truth[figure]) & (identified if truth[figure].ndim == 2 else True)
        use &= ~np.isnan(found["corrected"][figure][0])
        row = [reader, coded, size, figure, int(use.sum())]
        for name in ("corrected", "formula", "naive"):
            low, high = found[name].get(figure, (np.nan, np.nan))
            there = use & ~np.isnan(low + np.zeros(use.shape))
            held = (low - 1e-9 <= truth[figure]) & (truth[figure] <= high + 1e-9)
            row += [held[there].mean(), (high - low)[there].mean()] if there.any() else [np.nan, np.nan]
        rows.append(row)
    return rows


def measure(corpora=CORPORA, readers=(*READERS, *STRESS), coded=CODED, sizes=SIZES, joint=True, processes=2, seed=2026):
    """The table of coverage, `COLUMNS`: one row for each reader, number coded, size and figure. Shares from 0 to 1.

    Readers that break the model meet the middle number of coded articles and size alone.
    """
    scenarios = [(reader, known, size, corpora, [seed, place], joint) for place, (reader, known, size) in enumerate(
        (reader, known, size) for reader in readers for known in coded for size in sizes
        if reader in READERS or (known, size) == (coded[len(coded) // 2], sizes[len(sizes) // 2]))]
    with ProcessPoolExecutor(processes) if processes > 1 else nullcontext() as pool:
        found = list((pool.map if pool else map)(looked_up, scenarios))
    return pd.DataFrame([row for rows in found for row in rows], columns=COLUMNS)


def averages(table, by="reader"):
    """The coverage of each figure, averaged over scenarios: one row for each figure and value of `by`."""
    names = ["corrected", "formula", "naive", "width", "naive_width"]
    return table.groupby(["figure", by], sort=False)[names].mean()


def page(table):
    """The tables of the page on misreading, as `{heading: lines of Markdown}`."""
    inside, stress = table[table["reader"].isin(READERS)], table[table["reader"].isin(STRESS)]
    inside, stress, parts = inside.assign(all="all"), stress.assign(stress=stress["reader"]), {}
    for by, rows in (("all", inside), ("reader", inside), ("articles", inside), ("coded", inside), ("stress", stress)):
        parts[by] = _lines(averages(rows, by), list(rows[by].unique()))
    parts["outside"] = "\n".join(f"| {figure} | {(held < 0.93).sum()} | {(held > 0.97).sum()} | {len(held)} |"
                                 for figure, held in inside.groupby("figure", sort=False)["corrected"])
    return parts


def _lines(means, names):
    """Rows of Markdown: for each figure and name the coverage corrected, naive, and how wide the two are."""
    lines = []
    for figure in FIGURES:
        for name in names:
            mean = means.loc[(figure, name)]
            numbers = [f"{mean['corrected']:.3f}", f"{mean['naive']:.3f}", f"{mean['width']:.2f}", f"{mean['naive_width']:.2f}"]
            lines.append(f"| {' | '.join([figure, *([] if name == 'all' else [str(name)]), *numbers])} |")
    return "\n".join(lines)


def written(text, parts):
    """The page with its tables put in between their marks (`<!-- table NAME -->` and `<!-- end -->`)."""
    for name, lines in parts.items():
        before, mark, rest = text.partition(f"<!-- table {name} -->\n")
        text = "\n".join([before + mark + rest.split("\n")[0], rest.split("\n")[1], lines, rest[rest.index("<!-- end -->"):]])
    return text


def main():
    """Measure, and print the averages; with --write, put them into the table and the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the figures into the table and the page")
    parser.add_argument("--corpora", type=int, default=CORPORA, help=f"made-up corpora in each scenario (default: {CORPORA})")
    parser.add_argument("--cut", action="store_true", help="let the coded articles alone inform the rates")
    asked = parser.parse_args()
    table = measure(asked.corpora, joint=not asked.cut)
    if asked.write:
        out = io.StringIO()
        table.to_csv(out, index=False, float_format="%.3f", lineterminator="\n")
        replace(TABLE, out.getvalue().encode("utf-8"))
        replace(PAGE, written(PAGE.read_text(encoding="utf-8"), page(pd.read_csv(TABLE))).encode("utf-8"))
    for name, lines in page(table).items():
        print(f"{name}: figure, corrected, naive, width, width of the naive", lines, sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
