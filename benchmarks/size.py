"""What comparing costs at the size of a crawl: α, contradictions, near copies, pairs, all tables. Run by hand:

    python benchmarks/size.py [--rounds N] [--scale S] [--only PART ...]

Prints one line a measure: processor seconds (one thread, the median of N interleaved rounds where there are two to compare),
the ratio of what it is held against to it, and the memory at its peak beyond what the input takes (Linux). Every
part is a process of its own. `--scale 0.1` takes a tenth of the articles. Needs what requirements.txt lists for the tests.
"""
import argparse
import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks")]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
LOOP = 10  # resamples of the loop in a round; the rest is extrapolated


def timed(work):
    """What a piece of work gives, its processor seconds, and the MB that it holds at its peak beyond those before."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far is forgotten (Linux)
    before, start = status("VmRSS"), time.process_time()
    made = work()
    seconds = time.process_time() - start
    return made, seconds, max(0.0, status("VmHWM") - before)


def status(field):
    """A number of MB that Linux keeps of this process: VmRSS it holds now, VmHWM it held at its peak."""
    return int(re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text()).group(1)) / 1024


def line(what, seconds, held="", ratio=None, memory=None):
    """One measure, for the table."""
    return {"what": what, "seconds": seconds, "against": held, "ratio": ratio, "memory": memory}


def ranks(articles):
    """Positions of so many articles on 26 items, half of them silent."""
    random = np.random.default_rng(0)
    numbers = random.integers(0, 4, size=(26, articles)).astype(float)
    numbers[random.random(numbers.shape) < 0.5] = np.nan
    return numbers


def alpha(scale, rounds):
    """α over 50,000 articles × 26 items, 1,000 resamples, against a loop over the krippendorff package."""
    import krippendorff

    from koujing.compare import agreement

    numbers, random = ranks(round(50_000 * scale)), np.random.default_rng(1)
    agreement.bootstrap(numbers[:, :50])
    found = []
    for axis, over in enumerate(("items", "articles")):
        def ours(over=over):
            return agreement.bootstrap(numbers, over=over)

        def loop(axis=axis, units=numbers.shape[axis]):
            for _ in range(LOOP):
                drawn = np.take(numbers, random.integers(0, units, units), axis=axis)
                krippendorff.alpha(drawn.T, level_of_measurement="ordinal")

        memory = timed(ours)[2]
        times = [(timed(ours)[1], timed(loop)[1] * 1000 / LOOP) for _ in range(rounds)]
        ours, loop = map(statistics.median, zip(*times, strict=True))
        found.append(line(f"alpha, {numbers.shape[1]:,} articles, 1,000 resamples over {over}", ours,
                          f"loop over krippendorff, {loop:.0f} s (from {LOOP} resamples a round)", loop / ours, memory))
    return found


def claims_of(number):
    """A table of claims of so many articles: each tells four fifths of what one of 300 mixed articles claims."""
    import mixed
    import pandas as pd

    from koujing.read.corpus import read_article
    from koujing.tables import claims_table

    with tempfile.TemporaryDirectory() as folder:
        articles = [read_article(path) for path in mixed.written(mixed.texts(300), folder)]
    known = claims_table(articles, reviewed=False)
    random, places = np.random.default_rng(2), list(known.groupby("article").indices.values())
    chosen = [places[place] for place in random.integers(0, len(places), number)]
    rows = known.iloc[np.concatenate(chosen)].assign(
        article=np.repeat([f"{place:06d}" for place in range(number)], list(map(len, chosen))))
    return pd.DataFrame(rows[random.random(len(rows)) < 0.8]).reset_index(drop=True)


def contradictions(scale, rounds):
    """Contradictions counted and shown by example, against the list of all pairs."""
    from koujing.compare import contradictions as listed, splits

    found = []
    claims = claims_of(round(20_000 * scale))
    few = claims[claims["article"] < "000400"]
    splits.splits(few)
    for articles, part in ((few["article"].nunique(), few), (claims["article"].nunique(), claims)):
        made, ours, memory = timed(lambda part=part: (splits.splits(part), splits.exemplary(part)))
        said = f"splits and exemplary, {articles:,} articles, {len(part):,} claims, {made[0]['pairs'].sum():,} pairs"
        if part is few:
            every, loop, held = timed(lambda part=part: listed.contradictions(part))
            assert len(every) == made[0]["pairs"].sum()
            found.append(line(said, ours, f"list of all pairs, {loop:.1f} s, {held:.0f} MB", loop / ours, memory))
        else:
            found.append(line(said, ours, memory=memory))
    return found


def pairs(groups):
    """How many pairs are of one group, from an iterable of each member's group."""
    return sum(count * (count - 1) // 2 for count in Counter(groups).values())


def quality(found, true):
    """Precision and recall of pairs of articles in one group, in words; both `{article: group}`."""
    both = pairs((found[name], true[name]) for name in true)
    return f"precision {both / max(1, pairs(found.values())):.4f}, recall {both / max(1, pairs(true.values())):.4f}"


def copies(scale, rounds):
    """Near copies of 5,000 and 20,000 articles; and on 500 against the exact way."""
    import mixed

    from koujing.compare import copies as room, reuse

    found = []
    for number in (500, round(5_000 * scale), round(20_000 * scale)):
        made = list(mixed.texts(number))
        sentences, true = mixed.sentences_table(made), {name: of or name for name, _, of in made}
        del made
        table, ours, memory = timed(lambda sentences=sentences: room.near_copies(sentences))
        groups = dict(zip(table["article"], table["witness"], strict=True))
        said = f"near copies, {number:,} articles, {len(sentences):,} sentences; {quality(groups, true)} of the copies made"
        if found:
            found.append(line(said, ours, memory=memory))
            continue
        exact, loop, held = timed(lambda sentences=sentences: reuse.witnesses(
            reuse.overlap(reuse.shared(sentences), sentences), sentences))
        known = dict(zip(exact["article"], exact["witness"], strict=True))
        against = f"every sentence against all, {loop:.1f} s, {held:.0f} MB; {quality(groups, known)} of its groups"
        found.append(line(said, ours, against, loop / ours, memory))
    return found


def tables(scale, rounds):
    """All tables of 2,000 articles, and how much of it is extraction."""
    import mixed

    from koujing.read.corpus import read_article
    from koujing.tables import all_tables, claims_of as extracted

    with tempfile.TemporaryDirectory() as folder:
        articles = [read_article(path) for path in mixed.written(mixed.texts(round(2_000 * scale)), folder)]
    _, first, _ = timed(lambda: [extracted(article) for article in articles])
    made, rest, memory = timed(lambda: all_tables(articles))
    whole = status("VmHWM")
    return [line(f"all tables, {len(articles):,} articles, {sum(map(len, made.values())):,} rows; {whole:.0f} MB in all", rest,
                 f"extraction of their claims, {first:.1f} s", rest / first, memory)]


def agreeing(scale, rounds):
    """A sample of the pairs of 20,000 articles, and its closeness."""
    from koujing.compare import agreement

    numbers = ranks(round(20_000 * scale))
    agreement.pairwise(numbers[:, :50])
    made, ours, memory = timed(lambda: agreement.closeness(agreement.pairwise(numbers), numbers.shape[1]))
    return [line(f"agreement of {made['pairs'].sum():,} of {agreement.pairs_of(numbers.shape[1]):,} pairs of articles", ours,
                 memory=memory)]


PARTS = {"alpha": alpha, "contradictions": contradictions, "copies": copies, "agreement": agreeing, "tables": tables}


def main():
    """Run each part in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        print(json.dumps(PARTS[chosen.part](chosen.scale, chosen.rounds)))
        return
    print(f"{'seconds':>9}{'ratio':>8}{'MB':>7}  what")
    for part in chosen.only:
        print(f"{part} …", file=sys.stderr)
        done = subprocess.run([sys.executable, __file__, "--part", part, "--rounds", str(chosen.rounds), "--scale",
                               str(chosen.scale)], stdout=subprocess.PIPE, check=True, text=True,
                              env={**os.environ, **dict.fromkeys(THREADS, "1")})
        for row in json.loads(done.stdout.splitlines()[-1]):
            ratio = f"{row['ratio']:.1f}" if row["ratio"] else ""
            held = f"; against {row['against']}" if row["against"] else ""
            print(f"{row['seconds']:9.2f}{ratio:>8}{row['memory']:7.0f}  {row['what']}{held}", flush=True)


if __name__ == "__main__":
    main()
