"""What a month of Common Crawl would take: a simulation of the engine at sizes that were not tried, from rates that were.

    python benchmarks/cluster_model.py [--filter 0.000125] [--code 0.017] [--topic 0.001] [--check SECONDS WORKERS ARTICLES PART]

Each WET file is one part. A worker asks the scheduler for a part (one at a time is answered), fetches the file over a storage
that all share, filters its records, codes those that are on the topic, writes; it may die, and what it did of the part is then
done again by another. Times vary from part to part, and speeds from machine to machine. Prints hours, core-hours, what they
cost, and what part of the cores' time was spent on the work itself, for growing numbers of workers. Random, with a seed.

`--check`: simulate a run that was measured instead (seconds of one process, workers, articles, articles a part), and print how
long it should take, to be held against the clock.
"""
import argparse
import heapq
import math
import random
from dataclasses import dataclass, replace

PAGES, FILES, BYTES = 2.65e9, 71_520, 6.92 * 2**40  # of the crawl of August 2018, by its announcement; WET files, compressed
CHINESE, TOPIC = 0.05, 0.001  # assumed: of the pages, in Chinese; of these, on overdue loans
PRICE = 0.05  # USD a core-hour, assumed


@dataclass(frozen=True)
class Setting:
    """What a run is made of; times in seconds, rates in bytes a second."""

    parts: int = FILES
    filtering: float = 0.0  # a part
    coding: float = 0.0  # a part
    fetched: float = BYTES / FILES  # bytes a part
    workers: int = 2
    link: float = 100e6  # of one worker
    storage: float = 20e9  # of all together
    scheduling: float = 0.002  # a part, on the one scheduler
    start: float = 5.0  # of a worker
    deaths: float = 0.02  # a worker and hour
    spread: float = 0.25  # standard deviation of the logarithm of a part's time
    uneven: float = 0.1  # of a machine's speed


def simulate(setting, seed=0):
    """`(seconds, busy worker-seconds, parts done again)` of a run."""
    chance = random.Random(seed)
    pace = [math.exp(chance.gauss(0, setting.uneven)) for _ in range(setting.workers)]
    free = [(setting.start, worker) for worker in range(setting.workers)]
    heapq.heapify(free)
    fetch = setting.fetched / min(setting.link, setting.storage / setting.workers)
    scheduler = busy = end = 0.0
    again, left = 0, setting.parts
    while left:
        now, worker = heapq.heappop(free)
        scheduler = max(now, scheduler) + setting.scheduling
        varied = math.exp(chance.gauss(0, setting.spread) - setting.spread**2 / 2)
        work = (setting.filtering + setting.coding) * pace[worker] * varied
        taken = fetch + work
        death = chance.expovariate(setting.deaths / 3600) if setting.deaths else math.inf
        if death < taken:  # the part goes back; the worker is started anew
            again += 1
            heapq.heappush(free, (scheduler + death + setting.start, worker))
            continue
        left -= 1
        busy += work
        end = max(end, scheduler + taken)
        heapq.heappush(free, (scheduler + taken, worker))
    return end, busy, again


def main():
    """Simulate, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", type=float, default=0.000125, help="seconds a record of a WET file (crawl.py)")
    parser.add_argument("--code", type=float, default=0.017, help="seconds an article (survival.py)")
    parser.add_argument("--topic", type=float, default=TOPIC, help="share of the Chinese pages that are wanted")
    parser.add_argument("--check", type=float, nargs=4, metavar=("SECONDS", "WORKERS", "ARTICLES", "PART"))
    chosen = parser.parse_args()
    if chosen.check:
        seconds, workers, articles, part = chosen.check
        parts = math.ceil(articles / part)
        setting = Setting(parts=parts, coding=seconds / parts, fetched=0, workers=int(workers), deaths=0, uneven=0)
        print(f"{simulate(setting)[0]:.0f} s with {workers:.0f} workers, if they do not share what slows them")
        return
    wanted = PAGES * CHINESE * chosen.topic
    setting = Setting(filtering=PAGES / FILES * chosen.filter, coding=wanted / FILES * chosen.code)
    core_hours = FILES * (setting.filtering + setting.coding) / 3600
    print(f"{PAGES:,.0f} pages in {FILES:,} files, {BYTES / 2**40:.2f} TiB; {wanted:,.0f} pages wanted")
    print(f"filtering {FILES * setting.filtering / 3600:,.0f} core-hours, coding {FILES * setting.coding / 3600:,.1f}; "
          f"{core_hours * PRICE:,.0f} USD at {PRICE} USD a core-hour")
    print(f"{'workers':>8} {'hours':>8} {'core-hours':>11} {'USD':>7} {'at work':>8} {'again':>6}  slowest limit")
    for workers in (2, 16, 128, 512, 2048, 8192, 32768):
        chosen_setting = replace(setting, workers=workers)
        seconds, busy, again = simulate(chosen_setting)
        held = seconds * workers / 3600
        print(f"{workers:8,} {seconds / 3600:8.2f} {held:11,.0f} {held * PRICE:7,.0f} {busy / seconds / workers:8.2f} {again:6}"
              f"  {slowest(chosen_setting)}")


def slowest(setting):
    """What bounds the run from below the most, and its bound in hours."""
    work = setting.filtering + setting.coding
    bounds = {"the cores": setting.parts * work / setting.workers,
              "the storage": setting.parts * setting.fetched / setting.storage,
              "the scheduler": setting.parts * setting.scheduling,
              "one file, start to end": work + setting.fetched / setting.link}
    name = max(bounds, key=bounds.get)
    return f"{name} ({bounds[name] / 3600:.2f} h)"


if __name__ == "__main__":
    main()
