"""Executing notebooks, and writing them so that the same run gives the same bytes."""
import asyncio
import atexit
import functools
import itertools
import json
import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import exchange
from .prose import fill
from .read.article import InputFault
from .read.rows import VARIABLE, overlay

FOLDER = Path(__file__).resolve().parents[1]

# What stays of a cell's metadata; the rest (times, folded outputs, scroll positions) changes without a change.
KEPT = ("koujing", "tags")
METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"}}

# Seconds that one cell may take.
CELL_TIMEOUT = 600

# Kernels at a time.
AT_ONCE = 2

_numbers = itertools.count(1)


@functools.cache
def _socket_folder():
    # The system's temporary folder, since the path of a socket must stay below about 100 characters.
    folder = tempfile.mkdtemp(prefix="kj-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def connection():
    """The options of a kernel manager that let it talk over file-system sockets, which cannot collide as ports do.

    Empty on Windows, which has none.
    """
    if os.name != "posix":
        return {}
    return {"transport": "ipc", "connection_file": os.path.join(_socket_folder(), f"k{next(_numbers)}.json")}


def paths():
    """The paths of the collection's notebooks, in reading order."""
    return sorted(FOLDER.glob("*.ipynb"))


def load(path):
    """The notebook in a file; cells without an id are numbered, the same on every reading.

    Raises `InputFault` where the file is no notebook.
    """
    import nbformat

    try:
        raw = json.loads(Path(path).read_text(encoding="utf-8"))
        for number, cell in enumerate(raw["cells"]):
            cell.setdefault("id", f"cell-{number:02}")
        raw["nbformat_minor"] = max(5, raw["nbformat_minor"])
        notebook = nbformat.reads(json.dumps(raw), as_version=4)
        nbformat.validate(notebook)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError) as fault:
        said = str(fault).partition("\n")[0]
        raise InputFault(path, f"not a readable notebook ({said})", "open and save it in JupyterLab") from None
    return notebook


def execute(path, corpus=None, codebook=None):
    """The notebook in a file, executed in its own folder, its prose filled; the file itself is left alone.

    With `corpus`, a folder, the notebook reads that corpus in place of the one shipped; with `codebook`, a folder of tables,
    these are laid over ours. Raises `InputFault` where a cell fails or writes to standard error, or a template cannot be filled.
    """
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    settings = {name: value for name, value in os.environ.items() if name not in ("KOUJING_CORPUS", VARIABLE)}
    if codebook is not None:
        settings[VARIABLE] = str(Path(codebook).resolve())
    if corpus is not None:
        settings["KOUJING_CORPUS"] = str(Path(corpus).resolve())
        settings["KOUJING_SKIP_FAULTS"] = "1"
    notebook = load(path)
    manager = AsyncKernelManager(kernel_name="python3", **connection())
    # Ended at once, since a kernel that is asked to end may report the interruption in the midst of our messages.
    client = NotebookClient(notebook, km=manager, timeout=CELL_TIMEOUT, record_timing=False, coalesce_streams=True,
                            shutdown_kernel="immediate",
                            resources={"metadata": {"path": str(Path(path).resolve().parent)}})
    asyncio.run(_run_cells(path, client, settings))
    return notebook


async def _run_cells(path, client, settings):
    """Run the client's notebook in a kernel with these environment variables, and fill its prose from that kernel."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    async with client.async_setup_kernel(env=settings, cleanup_kc=True):
        for index, cell in enumerate(client.nb.cells):
            try:
                await client.async_execute_cell(cell, index)
            except CellExecutionError as fault:
                said = f"{fault.ename}: {fault.evalue}".partition("\n")[0]
                raise InputFault(path, f"cell {cell.id} raised {said}", "run it in JupyterLab and mend it") from None
            except (CellTimeoutError, DeadKernelError) as fault:
                said = str(fault).partition("\n")[0]
                raise InputFault(path, f"cell {cell.id} did not finish ({said})", "run it in JupyterLab") from None
        _refuse_noise(path, client.nb)
        await fill(path, client.nb, client)


def _refuse_noise(path, notebook):
    """Raise `InputFault` where an output is an error or standard error: neither belongs in a report."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                raise InputFault(path, f"cell {cell.id} holds the error {output.ename}", "mend the cell")
            if output.get("name") == "stderr":
                said = output.text.strip().partition("\n")[0]
                raise InputFault(path, f"cell {cell.id} writes to standard error: {said}", "remove the warning's cause")


def canonical(notebook):
    """The bytes of an executed notebook with all removed that changes between runs of the same notebook.

    Metadata are reduced to the kernel's and the language's name, executions numbered from 1, keys sorted. Cell ids and
    the project's own metadata stay.
    """
    import nbformat

    notebook = nbformat.from_dict(json.loads(json.dumps(notebook)))
    notebook.metadata = METADATA
    count = 0
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in KEPT if key in cell.metadata}
        if cell.cell_type != "code":
            continue
        count += bool(cell.source.strip())
        cell.execution_count = count if cell.source.strip() else None
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    nbformat.validate(notebook)
    return (nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n").encode("utf-8")


def refresh(chosen=None, check=False):
    """The exit status of executing all notebooks (or those chosen) and writing them: 0, or 1 where one failed.

    With `check` nothing is written, and the status is 1 also where a file would change. Each notebook gets a line on
    standard error.
    """
    return _each([Path(path) for path in chosen or paths()], functools.partial(_refresh_one, check=check))


def _refresh_one(path, check):
    fresh = canonical(execute(path))
    if fresh == path.read_bytes():
        return "unchanged", True
    if check:
        return "would change; `run.py notebooks` writes it anew", False
    exchange.replace(path, fresh)
    return "written", True


def run(corpus=None, out="out"):
    """The exit status of executing every notebook against a corpus folder: 0, or 1 where a notebook or an article failed.

    Writes into `out` one self-contained page a notebook, `reader.html` (matrix, claims and articles, linked),
    `tables/*.csv` with their dictionary, `index.html`, and `texts/*.txt`, in which the tables' offsets count. Default:
    the corpus shipped. An article that cannot be read is reported on standard error, skipped and counted. Raises
    `InputFault` where the corpus is no folder or holds no usable article.
    """
    from . import dictionary, evidence, pages, tables
    from .read.corpus import SHIPPED, home, notices, once, read_all
    from .read.files import passed_over
    from .review.decisions import review_path
    from .show.reader import reader_page

    if corpus is not None and not Path(corpus).is_dir():
        raise InputFault(corpus, "no such folder", "name a folder that holds articles/")
    articles, faults = read_all([corpus or SHIPPED])
    if not articles:
        raise faults[0]
    articles = once(articles)
    for said in (*faults, *notices(articles)):
        print(f"koujing: {said}", file=sys.stderr)
    if other := passed_over(home(corpus or SHIPPED)):
        print(f"koujing: no .txt, .md or .html, and passed over: {', '.join(path.name for path in other[:5])}"
              f"{f' and {len(other) - 5} more' * (len(other) > 5)}", file=sys.stderr)
    out = Path(out)
    made = tables.all_tables(articles, corpus)
    if len(made["unanchored"]):
        print(f"koujing: {review_path(corpus)}: {len(made['unanchored'])} of {len(made['review'])} decisions were not anchored; "
              f"{out / 'tables' / 'unanchored.csv'} lists them", file=sys.stderr)
    for name, table in made.items():
        exchange.write(pages.csv_bytes(table), out / "tables" / f"{name}.csv")
    columns = {name: list(table.columns) for name, table in made.items()}
    exchange.write(dictionary.page(columns), out / "tables" / "README.md")
    exchange.write(dictionary.package(columns), out / "tables" / "datapackage.json")
    exchange.write_texts(articles, out / "texts", replacing=True)
    english = tables.glosses()
    glosses = dict(zip(english["quote"], english["gloss_en"], strict=True))
    exchange.write(reader_page(evidence.evidence(articles, glosses, evidence.measured(), corpus)), out / "reader.html")
    names, titles = [path.stem for path in paths()], {}

    def page(path):
        notebook = execute(path, corpus, overlay())
        titles[path.stem] = pages.title(notebook)
        exchange.write(pages.notebook_page(notebook, path.stem, names), out / f"{path.stem}.html")
        return "written", True

    status = _each(paths(), page)
    exchange.write(pages.index_page(sorted(titles.items()), sorted(made)), out / "index.html")
    if faults:
        print(f"koujing: {len(articles)} articles read, {len(faults)} skipped", file=sys.stderr)
    return 1 if faults else status


def _each(chosen, work):
    """Run `work` on each path, two at a time, with a line for each on standard error, in order; 1 where one failed."""
    def safely(path):
        try:
            said, fine = work(path)
            return f"{path.name}: {said}", fine
        except InputFault as fault:
            return str(fault), False

    failed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line, fine in pool.map(safely, chosen):
            print(line, file=sys.stderr)
            failed += not fine
    return int(failed > 0)
