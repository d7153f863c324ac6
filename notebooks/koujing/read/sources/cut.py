"""A collection cut into parts, by names, metadata and line ends alone: no text is read."""
from pathlib import Path

from ..article import InputFault
from ..corpus import home, named, sources
from ..files import listing, opened
from . import parquet
from .records import Part

KINDS = {"parquet": (".parquet",), "jsonl": (".jsonl", ".jsonl.gz"), "warc": (".warc", ".warc.gz", ".wet", ".wet.gz")}
CONTAINERS = sum(KINDS.values(), ())
BLOCK = 1 << 20  # bytes in which line ends are looked for


def parts(paths, size=200, id_column="id", text_column="text"):
    """`(parts, faults)` of files, folders and containers: `Part` records of about `size` articles, and `InputFault`s.

    First the files, sorted by the names of their articles, then the containers, sorted by path. A folder is read as
    `read.corpus.read_all` reads it; containers in it count too. Whatever is compressed as a whole, and every WARC, is one part.
    `id_column` and `text_column` are looked up in JSON lines and Parquet.
    """
    if size < 1:
        raise ValueError(f"parts of {size} articles")
    files, containers, faults = _gathered(paths)
    rows = sorted(named(files), key=lambda row: row[0])
    found = [("files", tuple(str(path) for _, path, _ in piece), 0, len(piece), tuple(name for name, _, _ in piece),
              tuple(row for _, _, row in piece))
             for piece in (rows[start:start + size] for start in range(0, len(rows), size))]
    for path in sorted(containers):
        try:
            kind, columns = kind_of(path), (id_column, text_column)
            ranges = list(_ranges(path, kind, size, columns))
            if not ranges:
                raise InputFault(path, "holds no record", "remove it, or collect it again")
            found += [(kind, (path,), first, last, columns if kind != "warc" else ()) for first, last in ranges]
        except InputFault as fault:
            faults.append(fault)
    return tuple(Part(number, *fields) for number, fields in enumerate(found)), tuple(faults)


def kind_of(path):
    """The kind of container that a file is by its name, or None.

    >>> kind_of("CC-MAIN-2024.warc.wet.gz"), kind_of("posts.JSONL"), kind_of("page.html")
    ('warc', 'jsonl', None)
    """
    name = Path(path).name.lower()
    return next((kind for kind, suffixes in KINDS.items() if name.endswith(suffixes)), None)


def _gathered(paths):
    """`([(path, manifest row)], container paths, faults)`, a container once however it was named."""
    files, containers, faults = [], {}, []
    for path in map(Path, paths):
        if path.is_dir():
            found, wrong = sources(path)
            held, unheld = listing(home(path), CONTAINERS)
            told = {str(fault) for fault in wrong}
            wrong = [*wrong, *(fault for fault in unheld if str(fault) not in told and not Path(fault.file).is_dir())]
            if not found and not held and not wrong:
                wrong = [InputFault(path, "holds no article", "give a folder with .txt, .md or .html files, or containers")]
            files += found
            faults += wrong
        elif kind_of(path):
            held = [path]
        else:
            files, held = [*files, (path, None)], []
        for container in held:
            containers.setdefault(container.resolve(), str(container))
    return files, containers.values(), faults


def _ranges(path, kind, size, columns):
    """The `(first, last)` of each part of a container. Raises `InputFault`."""
    if kind == "parquet":
        return parquet.ranges(path, size, columns)
    if kind == "warc" or path.lower().endswith(".gz"):
        return _whole(path)
    return _lines(path, size)


def _whole(path):
    """One range for a container that is not empty."""
    with opened(path) as file:
        return [(0, 0)] if file.read(1) else []


def _lines(path, size):
    """The byte ranges of so many whole lines each."""
    with opened(path) as file:
        start = offset = lines = 0
        while block := file.read(BLOCK):
            at, ends = 0, block.count(b"\n")
            while lines + ends >= size:
                for _ in range(size - lines):
                    at = block.index(b"\n", at) + 1
                ends -= size - lines
                yield start, offset + at
                start, lines = offset + at, 0
            lines += ends
            offset += len(block)
        if offset > start:
            yield start, offset
