"""The engines on a folder of articles: coded by this process, and by a Dask cluster at an address."""
import io
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from ..engine.collection import code_collection
from ..engine.progress import Progress

COLUMNS = ["engine", "parts", "articles", "claims", "errors", "same_bytes"]
RATE = re.compile(r"[\d.,]+ articles/s")


def engines_table(paths, size=4):
    """A data frame of what each engine makes of the same articles, in parts of `size`: one row an engine.

    Columns: engine; parts, articles, claims, errors (int64); same_bytes (bool): whether every file of the folder of results
    is that of the first engine. The cluster has one worker, within this process, and ends before this returns.
    """
    rows, first = [], None
    with tempfile.TemporaryDirectory() as folder, cluster() as address:
        for engine, settings in (("this process", {}), ("a Dask cluster", {"engine": "dask", "scheduler": address})):
            out = Path(folder, engine)
            outcome = code_collection(paths, out, size=size, **settings)
            held = {path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
            first = first or held
            parts = len(list((out / "claims").glob("*.parquet")))
            rows.append((engine, parts, outcome.articles, outcome.claims, outcome.errors, held == first))
    return pd.DataFrame(rows, columns=COLUMNS)


@contextmanager
def cluster():
    """The address of a cluster with one worker, which ends with the block; it stands for one of yours."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
                      dashboard_address=None, silence_logs=50) as cluster:
        yield cluster.scheduler_address


def progress_line(paths, size=4):
    """The last line that coding these articles says on standard error, with "…" for the rate, which differs from run to run."""
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        code_collection(paths, Path(folder, "out"), size=size, progress=Progress(said))
    return RATE.sub("… articles/s", said.getvalue().splitlines()[-1])
