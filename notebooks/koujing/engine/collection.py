"""Coding a collection: its parts, what is done already, who codes the rest, and what is said of it."""
from dataclasses import dataclass
from pathlib import Path

from ..read.article import InputFault
from ..read.rows import overlay
from ..read.sources import parts
from .dataset import Dataset
from .defaults import ENGINES, LIMIT, SIZE
from .fingerprint import described, program
from .part import Task, code_part
from .progress import Progress


@dataclass(frozen=True, slots=True)
class Outcome:
    """What coding a collection came to: articles, claims, errors, records passed over; names of articles that stand twice."""

    articles: int
    claims: int
    errors: int
    passed: int
    twice: tuple[str, ...]


def code_collection(paths, out, engine="process", workers=None, scheduler=None, memory=None, limit=LIMIT, size=SIZE, choice=None,
                    id_column="id", text_column="text", progress=None):
    """Code the articles under paths into a folder of results; the `Outcome`.

    `engine`: "process", this one, or "dask", with `workers`, `scheduler` and `memory` as of `cluster.dask_cluster`. `limit`:
    seconds of processor time for one article (None: no limit). `size`: articles a part. `choice`: which pages of a crawl
    (`read.sources.Choice`).
    A part that the folder has already is not coded again. What is to be said goes to `progress` (default: nowhere). Raises
    `InputFault` where nothing can be read, or the folder or cluster cannot be used.
    """
    if engine not in ENGINES:
        raise ValueError(f"there is no engine {engine!r}; there are {', '.join(ENGINES)}")
    progress = progress or Progress(None)
    found, faults = parts(paths, size, id_column, text_column)
    for fault in faults:
        progress.say(fault)
    if not found:
        raise faults[-1] if faults else InputFault(paths[0], "holds no article", "name files or folders")
    dataset, codebook = Dataset(out), overlay()
    dataset.begin(described(found, limit, choice, codebook))
    todo = []
    for part in found:
        tally = dataset.tally(part.number)
        if tally is None:
            todo.append(Task(part, str(Path(out).resolve()), limit, choice, codebook and str(codebook)))
        else:
            progress.kept(tally)
    progress.begin(len(found), len(todo))
    with progress:
        for tally in _tallies(todo, engine, workers, scheduler, memory, progress.say):
            progress.add(tally)
    dataset.tidy()
    return outcome(dataset, found, len(faults))


def _tallies(todo, engine, workers, scheduler, memory, say):
    """The `Tally` of each task, by the engine of that name, as each is done."""
    if engine == "process":
        return map(code_part, todo)
    from .cluster import dask_cluster

    return dask_cluster(todo, program(), workers, scheduler, memory, say)


def outcome(dataset, found, faults=0):
    """The `Outcome` in a folder of results of these parts; `faults` of paths count as errors."""
    tallies = [dataset.tally(part.number) for part in found]
    names = dataset.table("articles", ["article"])["article"].value_counts()
    twice = sorted(one["values"] for one in names.to_pylist() if one["counts"] > 1)
    return Outcome(sum(tally.articles for tally in tallies), sum(tally.claims for tally in tallies),
                   sum(tally.errors for tally in tallies) + faults, sum(tally.passed for tally in tallies), tuple(twice))
