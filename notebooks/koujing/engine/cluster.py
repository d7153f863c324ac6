"""The engine of many processes or machines: a local Dask cluster, or one that is running already."""
import os
from contextlib import contextmanager
from itertools import count, islice

from ..read.article import InputFault
from .fingerprint import program
from .part import code_part

AHEAD = 3  # parts given out for each worker: enough that none waits, few enough that a scheduler holds little
PATIENCE = 10  # seconds for a scheduler to answer
RETRIES = 2  # of a part that raises, as where a disk was full for a moment
NEEDS = "give the workers this version of the package (PYTHONPATH, or pip install), then call again"


def dask_cluster(tasks, checksum, workers=None, scheduler=None, memory=None, say=print, work=code_part):
    """Yield the `Tally` of each task, coded by the workers of a cluster, as each is done.

    `checksum`: the checksum of this package, which that of each worker must equal. `workers`: processes of a local cluster
    (default: one a core); `scheduler`: the address of a cluster that runs, whose workers see the same files. `memory`: of
    each local worker, as "2GB" (default: its share of the machine's); one that needs more is ended and started anew.
    `work`: what a worker does with a task. Raises `InputFault` where there is no such cluster, or it cannot code.
    """
    tasks = iter(tasks)
    first = next(tasks, None)
    if first is None:
        return
    with _client(workers, scheduler, memory) as client:
        if client.dashboard_link and scheduler is None:
            say(f"dashboard: {client.dashboard_link}")
        _same_everywhere(client, checksum)
        yield from _coded(client, first, tasks, work)


def _coded(client, first, tasks, work):
    """The tallies, with a few parts in the workers' hands at any time."""
    from distributed import KilledWorker, as_completed

    handed, numbers = {}, count()

    def hand_out(task):
        future = client.submit(work, task, key=f"koujing-part-{task.part.number}-{next(numbers)}", pure=False, retries=RETRIES)
        handed[future.key] = task
        return future

    many = AHEAD * len(client.scheduler_info(n_workers=-1)["workers"])
    waiting = as_completed([hand_out(task) for task in (first, *islice(tasks, many - 1))], loop=client.loop)
    for future in waiting:
        task = handed.pop(future.key)
        try:
            yield future.result()
        except KilledWorker:  # a scheduler gives up after some deaths; `Tries` will have found the record to blame
            waiting.add(hand_out(task))
            continue
        if (task := next(tasks, None)) is not None:
            waiting.add(hand_out(task))


@contextmanager
def _client(workers, scheduler, memory):
    """A client of the cluster at an address, or of a local one that ends with the block."""
    import dask
    from distributed import Client, LocalCluster

    with dask.config.set({"distributed.worker.use-file-locking": False}):
        if scheduler is None:
            with LocalCluster(n_workers=workers or os.cpu_count(), threads_per_worker=1, memory_limit=memory or "auto",
                              host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50) as cluster, \
                    Client(cluster) as client:
                yield client
            return
        try:
            client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputFault(scheduler, f"no scheduler answers ({str(error).partition(chr(10))[0]})",
                             "start one with `dask scheduler`, and give the address that it prints") from None
        with client:
            yield client


def _same_everywhere(client, checksum):
    """Raise `InputFault` where there is no worker, or one has not this version of the package."""
    found = client.run(_checksum, on_error="return")
    if not found:
        raise InputFault("the cluster", "has no worker", "start one with `dask worker ADDRESS`")
    for address, theirs in sorted(found.items()):
        if isinstance(theirs, Exception):
            raise InputFault(f"worker {address}", f"cannot load the package ({theirs})", NEEDS)
        if theirs != checksum:
            raise InputFault(f"worker {address}", "has another version of the package, which codes otherwise", NEEDS)


def _checksum():
    return program()

