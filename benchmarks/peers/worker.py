"""One contestant in a process of its own, on one core: JSON lines in on standard input, JSON lines out on standard output.

    python worker.py MODULE MAKER DISTRIBUTION JOB.json DOCUMENTS.jsonl...

{"calibrate": corpus, "seconds": s}: how many documents make that long; {"go": corpus}: time over the next so many documents;
{"rows": text}: the rows of one text. Documents are taken in turn, so that a pass meets others than the one before.
"""
import importlib
import json
import os
import sys
import time
from importlib import metadata
from itertools import islice

FEWEST = 20  # documents in a pass, whatever they take
WARM = 30  # documents read before the clock starts, by which a tool has loaded what it loads on first use


def peak():
    """The most memory that the process ever held, in MB (VmHWM); None where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return None


def one_core():
    """Keep the process to one core, where the system can: the last that it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def version(distribution):
    """The version of what is measured."""
    if distribution == "koujing":
        import koujing

        return koujing.__version__
    return "Python " + sys.version.split()[0] if distribution == "re" else metadata.version(distribution)


class Turns:
    """The documents of one corpus, endlessly, in turn."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.documents = [json.loads(line) for line in file]
        self.at, self.number = 0, FEWEST

    def next(self, number):
        """The next documents, and how much they are: characters of text, or quotes to find."""
        taken = [self.documents[(self.at + step) % len(self.documents)] for step in range(number)]
        self.at += number
        return taken, sum(len(document if isinstance(document, str) else document["quotes"]) for document in taken)


def timed(read, turns, number):
    """One pass: what was read, in how many wall and processor seconds, to how many rows."""
    documents, size = turns.next(number)
    wall, cpu = time.perf_counter(), time.process_time()
    rows = sum(map(len, read(documents)))
    return {"documents": number, "size": size, "rows": rows, "cpu": time.process_time() - cpu,
            "wall": time.perf_counter() - wall}


def answer(read, corpora, asked):
    """The answer to one request: a dictionary."""
    if "rows" in asked:
        return {"rows": [list(row) if isinstance(row, tuple) else row for row in next(iter(read([asked["rows"]])))]}
    turns = corpora[asked.get("calibrate") or asked["go"]]
    if "go" in asked:
        return timed(read, turns, turns.number) | {"peak_mb": peak()}
    timed(read, turns, min(WARM, FEWEST))
    first = timed(read, turns, WARM)
    turns.number = max(FEWEST, int(WARM * asked["seconds"] / first["wall"]))
    return {"number": turns.number}


def main():
    """Make the contestant, say so, and answer until the input ends."""
    module, maker, distribution, job, *paths = sys.argv[1:]
    one_core()
    out = os.fdopen(os.dup(1), "w", buffering=1)  # what a tool prints must not come between the answers
    os.dup2(2, 1)
    corpora = {os.path.basename(path).partition(".")[0]: Turns(path) for path in paths}
    with open(job, encoding="utf-8") as file:
        told = json.load(file)
    start = time.perf_counter()
    read = getattr(importlib.import_module(module), maker)(told)
    list(islice(read([next(iter(corpora.values())).documents[0]]), 1)) if corpora else None
    print(json.dumps({"version": version(distribution), "load": time.perf_counter() - start, "peak_mb": peak()}), file=out)
    for line in sys.stdin:
        print(json.dumps(answer(read, corpora, json.loads(line))), file=out)


if __name__ == "__main__":
    main()
