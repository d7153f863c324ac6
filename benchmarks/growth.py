"""How our cost grows: with an article's length, with the number of articles (time and memory), with a second process; and where
the time goes.

    python benchmarks/growth.py length|stream|processes|profile [--rounds 5] [--seconds 2]      JSON lines on standard output

Called by compare.py, each measure in a process of its own. `stream` reads texts from standard input (corpora.py).
"""
import argparse
import json
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers"), str(HERE.parent / "notebooks")]

import corpora  # noqa: E402
from ours import extraction, json_lines  # noqa: E402
from worker import one_core, peak  # noqa: E402

LENGTHS = [1000 * 2**step for step in range(8)]  # characters: 1,000 to 128,000
MARKS = [digit * 10**power for power in range(2, 7) for digit in (1, 2, 5)]  # articles after which `stream` takes stock
CHUNK = 25  # articles that a process gets at a time
SAMPLE = 0.002  # seconds of processor time between two looks at where the program is


def length(chosen):
    """Processor seconds for one article of each length, the least of some rounds: articles joined, cut at that length."""
    read = extraction(None)
    text = "\n".join(islice(corpora.distinct(), 300))
    list(read([text[:LENGTHS[2]]]))
    best = dict.fromkeys(LENGTHS, float("inf"))
    for _ in range(chosen.rounds):
        for size in LENGTHS:
            start = time.process_time()
            list(read([text[:size]]))
            best[size] = min(best[size], time.process_time() - start)
    for size, cpu in best.items():
        yield {"measure": "length", "at": size, "characters": size, "cpu": cpu, "wall": "", "peak_mb": ""}


def stream(chosen):
    """Processor seconds and peak memory after so many articles, one read, counted and dropped after the other."""
    read = extraction(None)
    wall, cpu, characters, number, rows = time.perf_counter(), 0.0, 0, 0, 0
    for number, line in enumerate(sys.stdin, 1):
        text = json.loads(line)
        start = time.process_time()
        rows += sum(map(len, read([text])))
        cpu += time.process_time() - start
        characters += len(text)
        late = chosen.seconds and time.perf_counter() - wall > chosen.seconds
        if number in MARKS or late:
            yield {"measure": "number", "at": number, "characters": characters, "cpu": cpu,
                   "wall": time.perf_counter() - wall, "peak_mb": peak()}
        if late:
            break


def read_chunk(texts):
    """The claims of some texts as lines of JSON: what one process of several gives back."""
    return [line for lines in json_lines(None)(texts) for line in lines]


def processes(chosen):
    """Wall seconds of one process and of two over the same texts, claims given back; two, ready beforehand, in turn with one."""
    texts = corpora.take("distinct", 40)
    start = time.perf_counter()
    read_chunk(texts[20:])
    number = max(2 * CHUNK, int(20 * chosen.seconds / (time.perf_counter() - start)) // CHUNK * CHUNK)
    texts = corpora.take("distinct", number)
    chunks = [texts[at:at + CHUNK] for at in range(0, number, CHUNK)]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(read_chunk, [texts[:CHUNK]] * 4))
        for _ in range(chosen.rounds):
            for workers, work in ((1, map), (2, pool.map)):
                start = time.perf_counter()
                rows = sum(map(len, work(read_chunk, chunks)))
                yield {"measure": "processes", "at": workers, "characters": sum(map(len, texts)), "cpu": "",
                       "wall": time.perf_counter() - start, "peak_mb": "", "rows": rows}


def profile(chosen):
    """The share of processor time in each module of ours, by looking every 2 ms at the innermost of its functions that runs."""
    seen, package = Counter(), str(HERE.parent / "notebooks" / "koujing")

    def look(_, frame):
        while frame and not frame.f_code.co_filename.startswith(package):
            frame = frame.f_back
        if frame:
            seen[str(Path(frame.f_code.co_filename).relative_to(package).with_suffix(""))] += 1

    read, texts = extraction(None), corpora.take("distinct", 400)
    list(read(texts[:20]))
    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, SAMPLE, SAMPLE)
    start = time.process_time()
    while time.process_time() - start < chosen.seconds * chosen.rounds:
        list(read(texts))
    signal.setitimer(signal.ITIMER_PROF, 0)
    for module, number in seen.most_common():
        yield {"module": module, "share": number / seen.total(), "looks": number}


MEASURES = {"length": length, "stream": stream, "processes": processes, "profile": profile}


def main():
    """Print what a measure finds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    chosen = parser.parse_args()
    if chosen.measure != "processes":
        one_core()
    for row in MEASURES[chosen.measure](chosen):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
