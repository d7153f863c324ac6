"""Files written whole or not at all: a temporary one beside it, then a rename."""
import errno
import os
import re
import sys
from pathlib import Path

from ..read.article import InputFault

ROOM = "make room on the disk, or write elsewhere"
CURES = {getattr(errno, name, name): ROOM for name in ("ENOSPC", "EDQUOT", "EFBIG")}  # Windows lacks some
CURES |= {errno.EACCES: "give a path in a folder that you may write to"}


def replace(path, data):
    """Write bytes to a file by way of a temporary one beside it, so that a reader finds the old or the new, whole."""
    import tempfile

    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)  # mkstemp's own rights would hide the file from everybody else
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def write(data, path):
    """Write bytes to a file, or to standard output where `path` is None. Raises `InputFault` where it cannot."""
    try:
        if path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            replace(path, data)
    except OSError as error:
        if path is None:  # what is still buffered must not be tried again when Python ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        cure = CURES.get(error.errno, "give a path in a folder that exists")
        raise InputFault(path or "standard output", f"cannot be written ({error.strerror})", cure) from None


def write_texts(articles, folder, replacing=False):
    """Write the text in which an article's offsets count to `folder/NAME.txt`, in UTF-8, line ends as they were.

    Of a page in HTML that is the text taken from it, of another file the file, decoded. Raises `InputFault` where it
    cannot, and before it would put one text in another's place, unless `replacing`.
    """
    for article in articles:
        name = re.sub(r'[\\/:*?"<>|]', "-", article.name)
        path, data = Path(folder) / f"{name}.txt", article.raw.encode("utf-8")
        if not replacing and path.is_file() and path.read_bytes() != data:
            raise InputFault(path, "is there already, and holds another text", "name a folder of its own for the texts")
        write(data, path)
