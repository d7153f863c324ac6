"""Bytes of a file that somebody sent, taken apart without harm: size caps, no entities, no path outside a zip.

Every function raises `InputFault` for what it refuses; `path` only names the file in it.
"""
import io
import json
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ..code.claims import from_json
from ..read.article import InputFault

MOST = 200_000_000  # bytes that one file may hold, packed or unpacked; 10,000 articles with their claims are below it
MOST_FILES = 25_000  # in one zip
ANOTHER = "export it again from the tool, or give another file"


def read_bytes(path):
    """The bytes of a regular file of no more than `MOST`."""
    try:
        about = Path(path).stat()
        if not stat.S_ISREG(about.st_mode):
            raise InputFault(path, "is no file", "give the file that the tool exported")
        if about.st_size > MOST:
            raise InputFault(path, f"has {about.st_size:,} bytes, more than {MOST:,}", "export fewer articles at a time")
        return Path(path).read_bytes()
    except OSError as error:
        raise InputFault(path, f"cannot be read ({error.strerror})", "check the name") from None


def members(path, data):
    """The files in a zip, by name, read into memory; nothing is written to disk.

    Refused: a name that is absolute or climbs out (zip slip), a link, an encrypted file, and more than `MOST` bytes
    unpacked, whatever the zip says of itself (zip bomb).
    """
    found, room = {}, MOST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bag:
            entries = bag.infolist()
            if len(entries) > MOST_FILES:
                raise InputFault(path, f"holds {len(entries):,} files, more than {MOST_FILES:,}", ANOTHER)
            for entry in entries:
                _refuse(path, entry)
                if entry.is_dir():
                    continue
                with bag.open(entry) as file:
                    found[entry.filename] = file.read(room + 1)
                room -= len(found[entry.filename])
                if room < 0:
                    raise InputFault(path, f"holds more than {MOST:,} bytes when unpacked", ANOTHER)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise InputFault(path, f"is no whole zip file ({_line(error)})", ANOTHER) from None
    return found


def _refuse(path, entry):
    """Raise `InputFault` for an entry that does not belong into a zip of data."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.partition("/")[0] or "\0" in name:
        raise InputFault(path, f"holds a file that would land outside its folder ({entry.filename[:60]!r})",
                         "do not unpack it; ask its sender")
    if stat.S_ISLNK(entry.external_attr >> 16) or entry.flag_bits & 1:
        raise InputFault(path, f"holds a link or an encrypted file ({entry.filename[:60]!r})", ANOTHER)


def tree(path, data):
    """The root element of XML without a document type, so without entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise InputFault(path, "declares a document type or entities, which no export needs", "ask its sender") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise InputFault(path, f"is no well-formed XML ({_line(error)})", ANOTHER) from None


def parsed(path, data, where=""):
    """What JSON in UTF-8 says; `where` names the line in a fault."""
    try:
        return json.loads(data.decode("utf-8-sig") if isinstance(data, bytes) else data)
    except (ValueError, RecursionError) as error:
        raise InputFault(path, f"{where}is no JSON ({_line(error)})", ANOTHER) from None


def text_of(path, data, name):
    """The text in UTF-8 of one file of a zip, without its byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFault(path, f"its file {name[:60]!r} is not UTF-8 (byte {error.start})", ANOTHER) from None


def need(path, value, kind, what):
    """The value, which must be of this kind."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(value, kind) or isinstance(value, bool) and bool not in kinds:
        names = " or ".join(one.__name__ for one in kinds)
        raise InputFault(path, f"{what} is no {names} but {type(value).__name__}", ANOTHER)
    return value


def span(path, start, end, text, what):
    """`(start, end)` of a span that lies in the text and is not empty; a text of None is without an end."""
    start, end = need(path, start, int, f"the start of {what}"), need(path, end, int, f"the end of {what}")
    if not 0 <= start < end or text is not None and end > len(text):
        raise InputFault(path, f"{what} runs from {start} to {end}, outside its text", ANOTHER)
    return start, end


def carried(path, rows, what):
    """The claims that a file carries along as they were exported, as a tuple; None where it carries none."""
    if rows is None:
        return None
    found = []
    for row in need(path, rows, list, f"the claims of {what}"):
        try:
            claim = from_json(json.dumps(need(path, row, dict, f"a claim of {what}")))
            texts = (claim.article, claim.quote, claim.item, claim.basis, claim.stance, claim.source, claim.value or "",
                     *claim.conditions, *claim.laws, *claim.rules, claim.timing.text if claim.timing else "")
            whole = all(type(number) is int for number in (claim.start, claim.end)) and 0 <= claim.start < claim.end
            if not whole or not all(type(text) is str for text in texts):
                raise TypeError
        except (TypeError, ValueError, KeyError, AttributeError):
            raise InputFault(path, f"{what} carries a claim that is none", ANOTHER) from None
        found.append(claim)
    return tuple(found)


def zipped(files):
    """The bytes of a zip of `{name: bytes}`, in their order, without times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            bag.writestr(entry, data)
    return buffer.getvalue()


def _line(error):
    """The first line of what an error says."""
    return (str(error) or type(error).__name__).partition("\n")[0][:120]
