"""The worked example of a codebook of one's own: what its tables change in the claims of its articles."""
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd

from ..code.claims import frame, from_json
from ..read.article import InputFault
from ..read.corpus import FOLDER_VARIABLE, SHIPPED
from ..read.rows import VARIABLE, overlay, read, table_files

EXAMPLE = SHIPPED / "examples" / "jiebei"
CODEBOOK = EXAMPLE / "codebook"
PACKAGE = Path(__file__).resolve().parents[2]


def rows_laid_over(codebook=CODEBOOK):
    """A data frame of the rows of a codebook: table, key, what (`new`, `replaced` or `dropped`)."""
    found = []
    for path in sorted(Path(codebook).glob("*.csv")):
        ours = {next(iter(row.values())) for row, _, _ in read(table_files()[path.stem])[1]}
        for row, _, _ in read(path)[1]:
            key = next(iter(row.values()))
            what = "dropped" if row.get("drop") else "replaced" if key in ours else "new"
            found.append((path.name, key, what))
    return pd.DataFrame(found, columns=["table", "key", "what"], dtype="str")


def claims_with(codebook, folder=EXAMPLE):
    """The table of claims (`code.claims.frame`) in a folder, coded with a codebook laid over ours; None: with ours alone.

    In a process of its own, since tables are read once in each. Raises `InputFault`, with the first line that was said.
    """
    settings = {name: value for name, value in os.environ.items() if name not in (FOLDER_VARIABLE, VARIABLE)}
    command = [sys.executable, "-m", "koujing", "claims", str(folder), *(["--codebook", str(codebook)] if codebook else [])]
    done = subprocess.run(command, cwd=PACKAGE, env=settings, capture_output=True, text=True, encoding="utf-8")
    if done.returncode == 2:
        said = done.stderr.partition("\n")[0]
        raise InputFault(codebook or folder, f"cannot be used ({said})", "see `koujing check`")
    return frame([from_json(line) for line in done.stdout.splitlines()])


def compared(before, after):
    """A data frame of the claims in one of two tables only: article, item, stance, value, quote, with (`ours`, `laid over`)."""
    key = ["article", "start", "item", "stance", "value", "quote"]
    both = before[key].merge(after[key], how="outer", on=key, indicator=True)
    both = both[both["_merge"] != "both"].sort_values(["article", "start", "item"], kind="stable")
    side = both["_merge"].map({"left_only": "ours", "right_only": "laid over"}).astype("str")
    both = both.assign(**{"with": side}).fillna({"value": ""}).reset_index(drop=True)
    return both[["article", "item", "stance", "value", "quote", "with"]]


def in_use():
    """A sentence: whether a codebook is laid over ours at the moment."""
    laid = overlay()
    return f"The folder {laid.name} is laid over our tables." if laid else "Our own tables are in use, with nothing laid over."
