"""From a path to decoded text, and what a folder holds."""
import hashlib
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .article import InputFault
from .encodings import guess, is_blank, sound
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
    return decoded(file_bytes(path), path.suffix, path)


def decoded(data, suffix, where):
    """The `File` that bytes, or a text decoded already, are; `suffix` says whether it is HTML. Raises `InputFault`.

    The checksum of a text is that of its UTF-8. `where` is what a fault names.
    """
    given = data
    if isinstance(given, str):
        try:
            data = given.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputFault(where, f"holds half a character at {error.start:,} (a lone surrogate)", "collect it again") from None
    if len(data) > LARGEST:
        raise InputFault(where, f"{len(data):,} bytes is more than {LARGEST:,}", "split it into one file per article")
    if isinstance(given, str):
        text, encoding, confidence = sound(given, where), "utf-8", 1.0
    else:
        text, encoding, confidence = guess(data, where)
    if suffix.lower() in (".html", ".htm"):
        text = visible_text(text)
    if is_blank(text):
        raise InputFault(where, "holds no text", "remove it, or collect it again")
    return File(text, encoding, confidence, hashlib.sha256(data).hexdigest())


def file_bytes(path):
    """The bytes of a regular file, at most `LARGEST`. Raises `InputFault`."""
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > LARGEST else file.read(LARGEST + 1)
        if max(size, len(data)) > LARGEST:
            raise InputFault(path, f"{max(size, len(data)):,} bytes is more than {LARGEST:,}",
                             "split it into one file per article")
        return data


@contextmanager
def opened(path):
    """The regular file at a path, open for reading bytes. Raises `InputFault`, also where it cannot be read on."""
    try:
        # A pipe without a writer would keep an ordinary open waiting for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            mode = os.fstat(handle).st_mode
            if not stat.S_ISREG(mode):
                raise InputFault(path, "is a folder" if stat.S_ISDIR(mode) else "is a pipe or a device, no file", "name a file")
            yield file
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


def listing(folder, suffixes=SUFFIXES):
    """`(paths, faults)` of the article files under a folder, sorted by path; hidden files and folders are left out.

    `suffixes`: how the names of the files end that are wanted.

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
            elif name.lower().endswith(suffixes):
                faults.append(InputFault(path, "is a folder, though it is named like a file; what is in it is read",
                                         "rename it, or remove it"))
        for path in (Path(above, name) for name in files if not name.startswith(".")):
            if not path.name.lower().endswith(suffixes):
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
