"""Whether a large collection survives: a worker killed half-way, poisoned articles, the machine's memory limited.

    python benchmarks/survival.py FOLDER [--articles 100000] [--workers 2] [--memory 4] [--part 500]

Writes a corpus with poisoned articles in it to FOLDER, codes it by one process and by a local cluster of which one worker is
killed when half of the parts are done, and compares the two folders byte for byte. `--memory`: GB for all processes of the
cluster together, by a control group where one can be made (Linux, as root); else said not to be limited. Prints a table.
"""
import argparse
import contextlib
import csv
import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from corpora import distinct, repeated

ROOT = Path(__file__).resolve().parents[1]
GROUPS = Path("/sys/fs/cgroup")
GB = 1 << 30
POISON = {
    "poison-large": "微粒贷逾期后会上门。" * 1_700_000,  # 51 MB in UTF-8
    "poison-binary": "".join(map(chr, range(1, 32))) * 1000,
    "poison-unpunctuated": "逾期后会打电话给家人上门催收起诉" * 100_000,
    "poison-nested": "《（“" * 100_000 + "会上门",
    "poison-blank": " \n" * 5000,
}


def write_corpus(path, articles, kind):
    """Write a Parquet file of so many articles, the poisoned ones spread evenly among them, to a path."""
    texts = {"distinct": distinct, "repeated": repeated}[kind]()
    places = {(number + 1) * articles // (len(POISON) + 1): name for number, name in enumerate(POISON)}
    schema, number = pa.schema([("id", pa.string()), ("text", pa.large_string())]), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while number < articles:
            ids, held = [], []
            for text in islice(texts, min(1000, articles - number)):
                ids.append(places.get(number, f"a{number:07}"))
                held.append(POISON.get(ids[-1], text))
                number += 1
            writer.write_table(pa.table({"id": ids, "text": held}, schema=schema))


@contextlib.contextmanager
def limited(gigabytes):
    """A function that a new process calls to have its memory limited together with its children's; None where it cannot be."""
    v1, v2 = GROUPS / "memory" / f"koujing-{os.getpid()}", GROUPS / f"koujing-{os.getpid()}"
    for group, setting in ((v1, "memory.limit_in_bytes"), (v2, "memory.max")):
        try:
            group.mkdir()
            (group / setting).write_text(str(int(gigabytes * GB)))
        except OSError:
            with contextlib.suppress(OSError):
                group.rmdir()
            continue
        try:
            yield lambda: (group / "cgroup.procs").write_text(str(os.getpid()))  # noqa: B023  the loop ends here
        finally:
            with contextlib.suppress(OSError):
                group.rmdir()
        return
    yield None


def watched(arguments, out, parts, kill=False, before=None):
    """`(seconds, peak bytes of all processes, processes killed)` of one run of `koujing claims`."""
    started, peak, killed = time.monotonic(), 0, 0
    command = [sys.executable, "-m", "koujing", "claims", *arguments, "-o", str(out)]
    run = subprocess.Popen(command, cwd=ROOT / "notebooks", preexec_fn=before)
    root = psutil.Process(run.pid)
    while run.poll() is None:
        time.sleep(0.5)
        with contextlib.suppress(psutil.Error):
            family = [root, *root.children(recursive=True)]
            peak = max(peak, sum(one.memory_info().rss for one in family))
            if kill and not killed and len(list((out / "articles").glob("part-*.parquet"))) >= parts / 2:
                worker = next(one for one in family if "spawn_main" in " ".join(one.cmdline()))
                worker.send_signal(signal.SIGKILL)
                killed = 1
    return time.monotonic() - started, peak, killed


def differing(one, other):
    """The paths of the files that two folders of results do not have alike."""
    names = {path.relative_to(folder) for folder in (one, other) for path in folder.rglob("*") if path.is_file()}
    held = {name: [path.read_bytes() for path in (one / name, other / name) if path.is_file()] for name in names}
    return sorted(str(name) for name, data in held.items() if len(data) < 2 or data[0] != data[1])


def main():
    """Run, compare, print; exit status 1 where anything was lost or differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", type=float, default=4)
    parser.add_argument("--part", type=int, default=500)
    parser.add_argument("--corpus", choices=["distinct", "repeated"], default="distinct")
    parser.add_argument("--write", action="store_true", help="write the table to benchmarks/results/survival.csv")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    corpus = chosen.folder / "corpus.parquet"
    write_corpus(corpus, chosen.articles, chosen.corpus)
    parts, common = chosen.articles / chosen.part, [str(corpus), "--part", str(chosen.part), "--limit", "20"]
    alone, cluster = chosen.folder / "alone", chosen.folder / "cluster"
    rows = [("one process", *watched([*common, "--engine", "process"], alone, parts), "no")]
    with limited(chosen.memory) as before:
        arguments = [*common, "--engine", "dask", "--workers", str(chosen.workers), "--memory", f"{chosen.memory / 4:g}GB"]
        rows.append((f"{chosen.workers} workers, one killed", *watched(arguments, cluster, parts, True, before),
                     f"{chosen.memory:g} GB" if before else "could not be"))
    differ = differing(alone, cluster)
    counts = {name: sum(pq.read_metadata(path).num_rows for path in (cluster / name).glob("*.parquet"))
              for name in ("articles", "claims", "errors")}
    table = [("run", "seconds", "articles_per_second", "peak_mb", "killed", "memory_limited")]
    table += [(name, f"{seconds:.0f}", f"{chosen.articles / seconds:.1f}", f"{peak / 1e6:.0f}", killed, limit)
              for name, seconds, peak, killed, limit in rows]
    for row in table:
        print(" | ".join(map(str, row)))
    print(f"{counts['articles']:,} articles, {counts['claims']:,} claims, {counts['errors']:,} errors; "
          f"{len(differ)} files differ {differ[:3] or ''}")
    for path in sorted((cluster / "errors").glob("*.parquet")):
        for row in pq.read_table(path).to_pylist():
            print(f"  {row['article']}: {row['kind']}: {row['fault']}")
    if chosen.write:
        with open(ROOT / "benchmarks" / "results" / "survival.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(table)
    return int(bool(differ) or counts["articles"] + counts["errors"] != chosen.articles)


if __name__ == "__main__":
    sys.exit(main())
