"""Contestants against each other: one live process each, passes of equal length in shuffled rounds, in one run."""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

import corpora
import quotes
import results
import terms

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parent / "notebooks"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
                            "RAYON_NUM_THREADS"), "1")


def contestants():
    """The rows of `peers/contestants.csv`, in order."""
    with open(HERE / "peers" / "contestants.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def python_in(folder):
    """The interpreter of an environment."""
    return Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class Live:
    """A contestant's process: what it says of itself when it is ready, and its answers to requests."""

    def __init__(self, row, python, job, paths):
        environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(NOTEBOOKS), "PYTHONWARNINGS": "ignore"}
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [str(python), str(HERE / "peers" / "worker.py"), row["module"], row["maker"], row["distribution"], str(job),
             *map(str, paths)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True, encoding="utf-8",
            bufsize=1, env=environment)
        self.row = row

    def answer(self):
        """The next answer, a dictionary; raises `RuntimeError` with the last line of complaint where the process ended."""
        line = self.process.stdout.readline()
        if not line:
            said = self.end()
            raise RuntimeError(said[-1] if said else f"ended with status {self.process.returncode}")
        return json.loads(line)

    def ask(self, **request):
        """The answer to a request; raises `RuntimeError` as `answer` does."""
        with suppress(BrokenPipeError):  # it has ended: `answer` says why
            self.process.stdin.write(json.dumps(request) + "\n")
        return self.answer()

    def end(self):
        """Let the process end; the lines of what it complained of."""
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
        with self.errors:
            self.errors.seek(0)
            return self.errors.read().decode("utf-8", "replace").strip().splitlines()


def say(message):
    """Report progress on standard error."""
    print(message, file=sys.stderr, flush=True)


def start(row, peers, job, folder):
    """`(process or None, row of contestants.csv in results)`: the contestant ready to read, or the reason why it is not."""
    python = Path(sys.executable) if not row["environment"] else python_in(Path(peers) / row["environment"])
    known = {"name": row["name"], "version": "", "load": "", "load_mb": "", "state": "measured"}
    if not python.exists():
        return None, known | {"state": "not installed (--setup)"}
    names = ["quotes"] if row["kind"] == "alignment" else list(corpora.CORPORA)
    live = Live(row, python, job, [folder / f"{name}.jsonl" for name in names])
    try:
        ready = live.answer()
        return live, known | {"version": ready["version"], "load": ready["load"], "load_mb": ready["peak_mb"]}
    except RuntimeError as error:
        return None, known | {"state": f"does not run: {error}"}


def prepare(folder, documents, seed):
    """Write the corpora, the tasks of quotes and the job into a folder: the tasks, the rows of `corpora.csv` and `terms.csv`."""
    about = []
    for name in corpora.CORPORA:
        texts = corpora.take(name, documents, seed)
        _write_lines(folder / f"{name}.jsonl", texts)
        about.append({"corpus": name, "texts": len(texts), "characters": sum(map(len, texts)), "shared": corpora.shared(texts)})
    tasks = quotes.tasks(110, seed)
    _write_lines(folder / "quotes.jsonl", tasks)
    (folder / "job.json").write_text(json.dumps(terms.job()), encoding="utf-8")
    roles = Counter(term.role for term in terms.terms())
    return tasks, about, [{"role": role, "number": number} for role, number in
                          [*sorted(roles.items()), ("all strings with which a cue begins", len(terms.strings()[1]))]]


def _write_lines(path, values):
    """Write values as lines of JSON."""
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")


def compete(peers, number, seconds, documents, seed):
    """Run the rounds, and store results: corpora, terms, contestants, rounds, alignment."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        say("making the corpora ...")
        tasks, about, roles = prepare(folder, documents, seed)
        ready, known, turns = {}, [], []
        for row in contestants():
            live, told = start(row, peers, folder / "job.json", folder)
            known.append(told)
            say(f"{row['title']}: {told['state']} {told['version']}")
            if live:
                ready[row["name"]] = live
                turns += [(row["name"], corpus) for corpus in (["quotes"] if row["kind"] == "alignment" else corpora.CORPORA)]
        rows, chance = [], random.Random(seed)
        for turn in range(number + 1):  # in the first each finds how much makes a pass
            chance.shuffle(turns)
            for name, corpus in turns:
                if name not in ready:
                    continue
                try:
                    answer = ready[name].ask(**({"go": corpus} if turn else {"calibrate": corpus, "seconds": seconds}))
                except RuntimeError as error:
                    next(told for told in known if told["name"] == name)["state"] = f"does not run: {error}"
                    del ready[name]
                    continue
                rows += [{"corpus": corpus, "contestant": name, "round": turn} | answer] if turn else []
            say(f"round {turn} of {number}" if turn else "measuring ...")
        placed = [row for name, live in ready.items() if live.row["kind"] == "alignment" for row in _placed(name, live, tasks)]
        for live in ready.values():
            live.end()
    results.store("corpora", about)
    results.store("terms", roles)
    results.store("contestants", known)
    results.store("rounds", rows)
    results.store("alignment", placed)


def _placed(name, live, tasks):
    """How many quotes an aligner puts in the right place, elsewhere, or nowhere: rows of `alignment.csv`."""
    counts = Counter()
    for task in tasks:
        places = live.ask(rows=task)["rows"]
        counts.update(quotes.verdict(place, truth) for place, truth in zip(places, task["truth"], strict=True))
    return [{"contestant": name, "verdict": verdict, "quotes": counts[verdict]} for verdict in ("right", "elsewhere", "none")]
