"""Coding one part of a collection: the work of a process or worker. A poisoned article costs its own row, never the part."""
import gc
import os
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass

from ..code.extract import extract
from ..read.article import InputFault
from ..read.corpus import article_of
from ..read.rows import use_codebook
from ..read.sources import Choice, Part, documents
from .dataset import Dataset
from .defaults import LIMIT
from .patience import TimeUp, at_most
from .rows import Rows
from .tries import Tries


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given: a part, where the results go, and how it is coded."""

    part: Part
    out: str
    limit: float | None = LIMIT
    choice: Choice | None = None
    codebook: str | None = None


def code_part(task):
    """The `Tally` of a part, whose three files are in place when this returns; at once where they were already."""
    dataset = Dataset(task.out)
    if (done := dataset.tally(task.part.number)) is not None:
        return done
    use_codebook(task.codebook)
    found, tries = Rows(), Tries(dataset.tries(task.part.number))
    counts = Counter()
    with tries, uncollected():
        for number, document in enumerate(documents(task.part, task.choice, counts)):
            place = inside(task.part, document.where)
            if tries.deadly(number):
                found.refuse(document.name, place, "crash", "ended the process that read it, twice; look at it by itself")
                continue
            tries.begin(number)
            code_document(document, place, task.limit, found)
        found.passed.update(sorted(counts.items()))
        tally = dataset.write(task.part.number, found)
    return tally


@contextmanager
def uncollected():
    """Let Python's collector of cycles rest, and run once at the end: it finds next to none, and takes an eighth of the time."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()
        gc.collect()


def inside(part, where):
    """Where a document stands, without the folder of its part's file: results are the same wherever the files lie."""
    folder = os.path.dirname(part.paths[0])
    return where.removeprefix(os.path.join(folder, "")) if folder else where


def code_document(document, place, limit, found):
    """Add to the `Rows` the claims of a document, or why there are none."""
    if document.fault is not None:
        found.refuse(document.name, place, "input", f"{document.fault.fault}; {document.fault.cure}")
        return
    try:
        with at_most(limit):
            article = article_of(document.data, document.name, document.suffix, document.row, document.where)
            claims = extract(article)
    except InputFault as fault:
        found.refuse(document.name, place, "input", f"{fault.fault}; {fault.cure}")
    except TimeUp:
        fault = f"took more than {limit:g} seconds of processor time; split it, or give it more by --limit"
        found.refuse(document.name, place, "time", fault)
    except MemoryError:
        found.refuse(document.name, place, "memory", "needs more memory than there is; split it")
    except Exception as error:  # a fault of ours: reported with the article that shows it, and the rest goes on
        found.refuse(document.name, place, "failure", f"{type(error).__name__}: {error}; report it with the article")
    else:
        found.add(article, place, claims)

