"""From a path to decoded text, and what a folder holds."""
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from .article import InputFault
from .encodings import guess, is_blank
from .markup import visible_text

SUFFIXES = (".txt", ".md", ".html", ".htm")
OWN = ("manifest.csv", "review.csv", "glosses.csv")  # what a corpus folder may hold beside its articles
LARGEST = 16 * 1024 * 1024  # bytes; the longest article of the coded sets has 10,000


@dataclass(frozen=True, slots=True)
class File:
    """What was read from a file: its text, its encoding and how sure that is (0 to 1), and the checksum of its bytes."""

    text: str
    encoding: str
    confidence: float
    sha256: str


def read_text(path):
    """`(text, encoding, sha256)` of one article file: see `read_file`."""
    found = read_file(path)
    return found.text, found.encoding, found.sha256


def read_file(path):
    """The `File` at a path; of HTML, the visible text.

    Offsets count code points of `text`: a byte order mark is no part of it, line ends stay as they are. No more than `LARGEST`
    bytes are read. Raises `InputFault` where the file is missing, empty, too large, binary, in no known encoding, or no file.
    """
    path = Path(path)
    data = _bytes(path)
    text, encoding, confidence = guess(data, path)
    if path.suffix.lower() in (".html", ".htm"):
        text = visible_text(text)
    if is_blank(text):
        raise InputFault(path, "holds no text", "remove it, or collect it again")
    return File(text, encoding, confidence, hashlib.sha256(data).hexdigest())


def _bytes(path):
    """The bytes of a regular file, at most `LARGEST`. Raises `InputFault`."""
    try:
        # A pipe without a writer would keep an ordinary open waiting for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            mode, size = os.fstat(handle).st_mode, os.fstat(handle).st_size
            if not stat.S_ISREG(mode):
                raise InputFault(path, "is a folder" if stat.S_ISDIR(mode) else "is a pipe or a device, no file", "name a file")
            data = b"" if size > LARGEST else file.read(LARGEST + 1)
            if max(size, len(data)) > LARGEST:
                raise InputFault(path, f"{max(size, len(data)):,} bytes is more than {LARGEST:,}",
                                 "split it into one file per article")
            return data
    except FileNotFoundError:
        if os.path.islink(path):
            raise InputFault(path, "is a link to nothing", "restore what it points to, or remove it") from None
        raise InputFault(path, "there is no such file or folder", "check the name") from None
    except IsADirectoryError:
        raise InputFault(path, "is a folder", "name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputFault(path, f"cannot be read ({reason})", "check its permissions and its name") from None


def article_files(folder):
    """The article files under a folder, sorted by path: see `listing`."""
    return listing(folder)[0]


def listing(folder):
    """`(paths, faults)` of the article files under a folder, sorted by path; hidden files and folders are left out.

    Faults: a folder that cannot be read or has a file's name, a link to nothing, a pipe. Links to files are followed, links to
    folders are not, since they can lead in a circle or out of the collection; each is a fault.
    """
    folder, found, faults = Path(folder), [], []

    def unreadable(error):
        faults.append(InputFault(error.filename, f"cannot be read ({error.strerror})", "check its permissions"))

    for above, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = Path(above, name)
            if path.is_symlink():
                faults.append(InputFault(path, "is a link to a folder, which is not followed", "name that folder itself"))
            elif path.suffix.lower() in SUFFIXES:
                faults.append(InputFault(path, "is a folder, though it is named like a file; what is in it is read",
                                         "rename it, or remove it"))
        for path in (Path(above, name) for name in files if not name.startswith(".")):
            if path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_file():
                found.append(path)
            else:
                what = "is a link to nothing" if path.is_symlink() else "is a pipe or a device, no file"
                faults.append(InputFault(path, what, "remove it, or put the file there"))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix()), faults


def passed_over(folder):
    """The files under a folder that are no articles by their names, sorted; hidden files and a corpus's own tables apart."""
    found = [path for path in Path(folder).rglob("*") if path.is_file() and path.suffix.lower() not in SUFFIXES
             and path.name not in OWN and not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())
