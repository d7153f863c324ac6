"""From a path to decoded text: which bytes are text, in which encoding, and what a folder holds."""
import codecs
import hashlib
from functools import cache
from pathlib import Path

from .article import InputFault
from .cues import TABLES
from .markup import visible_text

SUFFIXES = (".txt", ".md", ".html", ".htm")
LARGEST = 64 * 1024 * 1024
SAMPLE = 200_000  # code points looked at when encodings are compared
LEAST_SCORE = 0.25  # real Chinese text scores 0.5 and more, text read in a wrong encoding below 0.1
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # UTF-32's mark begins like UTF-16's

def read_text(path):
    """`(text, encoding, sha256)` of one article file; of HTML, the visible text.

    Offsets count code points of `text`: a byte order mark is no part of it, line ends stay as they are.
    Raises `InputFault` where the file is missing, empty, too large, binary or in no known encoding.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputFault(path, f"{size:,} bytes is more than {LARGEST:,}", "split it into one file per article")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputFault(path, "there is no such file or folder", "check the name") from None
    except IsADirectoryError:
        raise InputFault(path, "is a folder", "name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputFault(path, f"cannot be read ({reason})", "check its permissions and its name") from None
    text, encoding = decode(data, path)
    if path.suffix.lower() in (".html", ".htm"):
        text = visible_text(text)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise InputFault(path, "holds no text", "remove it, or collect it again")
    return text, encoding, hashlib.sha256(data).hexdigest()


def decode(data, name="input"):
    """`(text, encoding)` of bytes: by byte order mark, then strict UTF-8, then the best reading of the rest.

    Encodings: utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be, utf-32, gb18030 (GBK and GB2312 are parts of it), big5.
    Raises `InputFault`.

    >>> decode("逾期后会收到短信。".encode("gbk"))
    ('逾期后会收到短信。', 'gb18030')
    """
    if not data:
        raise InputFault(name, "is empty", "remove it, or collect it again")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, encoding), encoding, name)
    if b"\0" not in data:
        text = _strictly(data, "utf-8")
        if text is not None:
            return _checked(text, "utf-8", name)
    readings = [(likeness(text), encoding, text) for encoding, text in _readings(data) if text is not None]
    score, encoding, text = max(readings, default=(0, None, None), key=lambda reading: reading[0])
    if score >= LEAST_SCORE:
        return _checked(text, encoding, name)
    if b"\0" in data:
        raise InputFault(name, "is binary, not text", "give the article as .txt, .md or .html")
    raise InputFault(name, "is not in UTF-8, UTF-16, GB18030 or Big5", "save it as UTF-8")


@cache
def common():
    """The most frequent characters of modern written Chinese, simplified and traditional, and CJK punctuation."""
    return frozenset((TABLES / "common.txt").read_text(encoding="utf-8").replace("\n", "")) | {"\u3000"}


def likeness(text):
    """The share of common Chinese characters and punctuation among the non-ASCII characters of `text`, 0 to 1."""
    foreign = [character for character in text[:SAMPLE] if character > "\x7f"]
    return sum(map(common().__contains__, foreign)) / len(foreign) if foreign else 0.0


def article_files(folder):
    """The article files under a folder, sorted by path; hidden files and folders are left out."""
    folder = Path(folder)
    found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()
             and not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _readings(data):
    if len(data) % 2 == 0:
        yield "utf-16-le", _strictly(data, "utf-16-le")
        yield "utf-16-be", _strictly(data, "utf-16-be")
    if b"\0" not in data:
        yield "gb18030", _strictly(data, "gb18030")
        yield "big5", _strictly(data, "cp950") or _strictly(data, "big5hkscs")


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _checked(text, encoding, name):
    if text is None:
        raise InputFault(name, f"starts like {encoding} but is damaged", "collect it again, or save it as UTF-8")
    controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 32), 127))
    if "\0" in text or controls * 100 > len(text):
        raise InputFault(name, "is binary, not text", "give the article as .txt, .md or .html")
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise InputFault(name, "is empty", "remove it, or collect it again")
    return text, encoding
