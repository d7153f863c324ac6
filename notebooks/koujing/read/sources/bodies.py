"""The body of an HTTP message as it was before transfer: chunks joined, compression undone, never beyond `LARGEST`."""
import io
import zlib

from warcio.bufferedreaders import ChunkedDataReader

from ..files import LARGEST

MEMBERS = 16  # gzip members of one body: a page has one, and each costs a copy of what follows
GZIP, ZLIB, RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def plain(data, transfer, coding):
    """The bytes of a body, with those of the headers Transfer-Encoding and Content-Encoding. Raises `ValueError`.

    Crawlers keep headers of what they have undone already: a body that is not compressed stays as it is. The result may have
    `LARGEST` + 1 bytes, and is then cut off.
    """
    if (transfer or "").strip().lower() == "chunked":
        data = ChunkedDataReader(io.BytesIO(data)).read(LARGEST + 1)
    coding = (coding or "").strip().lower()
    if coding in ("gzip", "x-gzip"):
        return _inflated(data, GZIP) if data.startswith(b"\x1f\x8b") else data
    if coding == "deflate":
        try:
            return _inflated(data, ZLIB)
        except ValueError:  # half of all servers leave the wrapper out (RFC 9110, 8.4.1.2)
            return _inflated(data, RAW)
    if coding in ("", "identity", "utf-8"):
        return data
    raise ValueError(f"is compressed as {ascii(coding[:20])}")


def _inflated(data, bits):
    found = b""
    for _ in range(MEMBERS):
        unpacking = zlib.decompressobj(bits)
        try:
            found += unpacking.decompress(data, LARGEST + 1 - len(found))
        except zlib.error:
            raise ValueError("is compressed, and damaged") from None
        if len(found) > LARGEST:
            return found
        if not unpacking.eof:
            raise ValueError("is compressed, and cut off")
        data = unpacking.unused_data
        if not data.startswith(b"\x1f\x8b"):
            return found
    raise ValueError(f"is compressed in more than {MEMBERS} pieces")
