"""The pages of a WARC or WET file, a record at a time; what is no page, or not wanted, is counted and passed over.

warcio reads the records, from a reader of ours: its own holds a line of any length, takes damage for the end of a file, and
refuses files that are gzipped as a whole.
"""
import gzip
import logging
import zlib
from pathlib import Path

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from ..article import InputFault
from ..files import LARGEST, opened
from .bodies import plain
from .choosing import LANGUAGE, refused, why_not
from .names import naming
from .records import Document, lost

HEADERS = 1 << 20  # bytes of all the header lines of a record
HOPELESS = 1 << 34  # bytes of a record after which its end is no longer looked for
BLOCK = 1 << 15
KINDS = {"text/html": ".html", "text/plain": ".txt"}
PAGES = ("response", "resource", "conversion")
HTTP = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3"])
NO_PAGE, NO_SUCCESS, NO_TEXT = "no page", "a status other than 200", "neither HTML nor plain text"

logging.getLogger("warcio").addHandler(logging.NullHandler())  # it warns of addresses with blanks, on standard error


class _Reader(BufferedReader):
    """A reader for warcio that refuses header lines without end, and tells damage from the end."""

    lines = 0  # bytes of lines since the last record
    last = b""  # the line read last

    def readline(self, length=None):
        """The next line. Raises `ArchiveLoadFailed` where a record's lines come to more than `HEADERS`."""
        limit = min(length or HEADERS, HEADERS)
        line = self.buff.readline(limit) if self.buff else b""
        if not line.endswith(b"\n") and len(line) < limit:
            line += super().readline(limit - len(line))
        self.lines, self.last = self.lines + len(line), line
        if self.lines >= HEADERS:
            raise ArchiveLoadFailed(f"a header of more than {HEADERS:,} bytes")
        return line

    def _fillbuff(self, block_size=None):
        if self.empty():
            try:
                self._process_read(self.stream.read1(BLOCK))  # what could be unpacked before a damaged place is not lost
            except (EOFError, zlib.error) as error:  # warcio takes an EOFError for the end
                raise OSError(str(error)) from None


class _Records(WARCIterator):
    """warcio's iterator, silent where a record is longer than it says: what comes next is no record then, and is told."""

    INC_RECORD = ""


def documents(part, choose, counts):
    """A `Document` for each page of a file that `choose` wants; after a damaged place, none. Counts all others in `counts`."""
    name, number, (path,) = naming(), 0, part.paths
    stem = Path(path).name.partition(".")[0]
    try:
        with opened(path) as file:
            try:
                for number, record in enumerate(_records(file), 1):
                    found = _page(record, path, number, choose, name)
                    if isinstance(found, Document):
                        yield found
                    else:
                        counts[found] = counts.get(found, 0) + 1
                fault = None if number else ("holds no record", "remove it, or collect it again")
            except (ArchiveLoadFailed, OSError) as error:
                said = f"cannot be read on after record {number}" if number else "is no WARC file"
                fault = f"{said} ({_reason(error)})", "collect it again; what stands before was read"
            if fault:
                yield lost(name(f"{stem}-{number + 1}"), path, *fault)
    except InputFault as fault:
        yield Document(name(stem), None, "", None, path, fault)


def _records(file):
    """The records of an open file, gzipped record by record, as a whole, or not at all."""
    packed = file.peek(2)[:2] == b"\x1f\x8b"
    file = gzip.GzipFile(fileobj=file) if packed else file
    archive = _Records(file, no_record_parse=True)
    archive.reader = _Reader(file)
    for record in archive:
        archive.reader.lines = 0
        if archive.reader.last.rstrip(b"\r\n") or not archive.reader.last:
            raise ArchiveLoadFailed("a header that is cut off")
        if record.length is None:
            raise ArchiveLoadFailed("a record without a length")
        if record.length > HOPELESS:
            raise ArchiveLoadFailed(f"a record of {record.length:,} bytes")
        yield record


def _page(record, path, number, choose, name):
    """The `Document` of a record, or why it is passed over."""
    if record.rec_type not in PAGES:
        return NO_PAGE
    headers, http = {name.lower(): value for name, value in reversed(record.rec_headers.headers)}, None
    kind = headers.get("content-type", "")
    if record.rec_type == "response":
        try:
            http = HTTP.parse(record.raw_stream)
        except (EOFError, StatusAndHeadersParserException):
            return NO_PAGE
        if http.get_statuscode() != "200":
            return NO_SUCCESS
        kind = http.get_header("Content-Type") or ""
    suffix = KINDS.get(kind.partition(";")[0].strip().lower())
    if not suffix:
        return NO_TEXT
    languages = headers.get("warc-identified-content-language", "").replace(" ", "").split(",")
    if refused(languages, choose):
        return LANGUAGE
    identity = headers.get("warc-record-id", "").strip("<>").removeprefix("urn:uuid:")
    address = _printable(headers.get("warc-target-uri", ""))[:300]
    where, fault = f"{path}, record {number}" + (f" ({address})" if address else ""), None
    left = record.raw_stream.limit
    data = record.raw_stream.read(LARGEST + 1)
    if len(data) < min(left, LARGEST + 1):
        fault = "is cut off", "collect it again"
    else:
        try:
            data = plain(data, http.get_header("Transfer-Encoding"), http.get_header("Content-Encoding")) if http else data
        except ValueError as error:
            fault = str(error), "collect it again"
    if not fault:
        if passed_over := why_not(data[:LARGEST], suffix == ".html", choose, languages):
            return passed_over
        if len(data) > LARGEST:
            fault = f"more than {LARGEST:,} bytes", "leave it out"
    name = name(identity, f"{Path(path).name.partition('.')[0]}-{number}")
    return lost(name, where, *fault) if fault else Document(name, data, suffix, None, address or where)


def _reason(error):
    """The first words of an error, without the bytes of the file that warcio cites."""
    return _printable(str(error).partition(", first line")[0].partition("\n")[0])[:100] or "damaged"


def _printable(text):
    return text if text.isprintable() else "".join(filter(str.isprintable, text))
