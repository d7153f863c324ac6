"""In which encoding bytes are text, and how sure that is.

A byte order mark decides; else strict UTF-8; else the reading with the most common Chinese characters. Where that leaves doubt,
charset-normalizer is asked for a second opinion. It is not asked first: of pieces of 16 characters it names 18 of 25 in GBK and
22 of 25 in Big5 rightly, the likeness to Chinese 60 of 60 and 57 of 57 (both all of them from 40 characters on).
"""
import codecs
import math
import re
from functools import cache

from .article import InputFault
from .cues import TABLES

SAMPLE = 200_000  # code points looked at when encodings are compared
LEAST_SCORE = 0.25  # real Chinese text scores 0.5 and more, text read in a wrong encoding below 0.1
SURE = 0.9  # a reading less sure than this is told
LONG = 20  # characters from which strict UTF-8 has no rival
SHORT = 8  # bytes or characters that say little
WEIGHT = 2.0  # log odds that one more common character gives a reading: 0.8 in right ones, 0.1 in wrong ones, ln 8
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # UTF-32's mark begins like UTF-16's
OTHER_FILES = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive or an Office file"), (b"\x89PNG", "a picture"),
               (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
               (b"{\\rtf", "an RTF file"), (b"\x1f\x8b", "a gzip archive"),
               (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"))
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
HEAD = 4096  # bytes of a page in which its charset is declared
FAMILIES = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "big5-hkscs": "big5", "utf-8": "utf-8"}
PIECE = 200  # characters looked at before one sees whether they are enough
CONTROLS = bytes((*range(9), *range(14, 32), 127))
LOST = "锟斤拷"  # what becomes of U+FFFD, saved as UTF-8 and read as GBK
MOST_LOST = 0.02  # the share of lost characters from which a text is refused


def decode(data, name="input"):
    """`(text, encoding)` of bytes: see `guess`.

    >>> decode("逾期后会收到短信。".encode("gbk"))
    ('逾期后会收到短信。', 'gb18030')
    """
    return guess(data, name)[:2]


def guess(data, name="input"):
    """`(text, encoding, confidence)` of bytes: by byte order mark, then strict UTF-8, then the best reading of the rest.

    Encodings: utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be, utf-32, gb18030 (GBK and GB2312 are parts of it), big5, hz.
    Confidence runs from 0 to 1: 1 for a mark and for UTF-8 of some length, else the odds between the two best readings by
    their common characters (`WEIGHT`); a charset that a page declares, or a second opinion, can raise it. Raises `InputFault`.
    """
    if not data:
        raise InputFault(name, "is empty", "remove it, or collect it again")
    for magic, what in OTHER_FILES:
        if data.startswith(magic):
            raise InputFault(name, f"is binary: {what}, whatever its name says", "save its text as .txt in UTF-8")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, encoding), encoding, name), encoding, 1.0
    utf8 = _plainly(data)
    if utf8 is not None:
        return _checked(utf8, "utf-8", name), "utf-8", 1.0
    readings = sorted(_readings(data), key=lambda reading: (-reading[0], reading[1] != "utf-8"))
    utf8 = next((text for _, encoding, text in readings if encoding == "utf-8"), None)
    if utf8 is not None and readings[0][1] != "hz" and (utf8.isascii() or len(utf8) > SHORT or readings[0][1] == "utf-8"):
        return _checked(utf8, "utf-8", name), "utf-8", 0.5 if len(data) < SHORT or _rivalled(utf8, readings) else 1.0
    if not readings or readings[0][0] < LEAST_SCORE:
        raise _unknown(data, name)
    score, encoding, text = readings[0]
    others = [common_in(other) for _, other_encoding, other in readings[1:] if other != text]
    confidence = min(score / 0.5, 1.0) / (1 + math.exp(-WEIGHT * (common_in(text) - max(others, default=0))))
    if confidence < SURE:
        declared = DECLARED.search(data[:HEAD])
        if declared and FAMILIES.get(declared.group(1).decode("ascii").lower()) == encoding or _second(data) == text:
            confidence = (confidence + 1) / 2
    return _checked(text, encoding, name), encoding, round(confidence, 2)


def _plainly(data):
    """The text of bytes that are UTF-8 beyond doubt: not short, all ASCII or with two or more other characters; else None."""
    text = None if b"\0" in data or b"~{" in data else _strictly(data, "utf-8")
    more = len(data) - len(text or "")  # bytes that a single further character cannot take, from four on
    return text if text is not None and LONG <= len(text) <= SAMPLE and (not more or more > 3) else None


def _rivalled(utf8, readings):
    """Whether a piece of UTF-8 is so short that another reading, all common characters, may be the right one."""
    foreign = sum(character > "\x7f" for character in utf8[:SAMPLE])
    rival = max((common_in(text) for _, encoding, text in readings if encoding != "utf-8"), default=0)
    return 0 < foreign < 2 and rival > 0 or len(utf8) < LONG and rival * 4 >= len(utf8) and common_in(utf8) < rival


def sound(text, name="input"):
    """A text that was decoded elsewhere, without a byte order mark. Raises `InputFault` as `guess` does of what it decodes."""
    return _checked(text.removeprefix("\ufeff"), "utf-8", name)


@cache
def common():
    """The most frequent characters of modern written Chinese, simplified and traditional, and CJK punctuation."""
    return frozenset((TABLES / "common.txt").read_text(encoding="utf-8").replace("\n", "")) | {"\u3000"}


def likeness(text):
    """The share of common Chinese characters and punctuation among the non-ASCII characters of `text`, 0 to 1."""
    foreign = [character for character in text[:SAMPLE] if character > "\x7f"]
    return sum(map(common().__contains__, foreign)) / len(foreign) if foreign else 0.0


def _is_likely(text):
    """Whether the `likeness` of a text is at least `LEAST_SCORE`; one looks no further than is needed to say so."""
    foreign, found = len(text) - len(text.encode("ascii", "ignore")), 0
    for at in range(0, len(text) if foreign else 0, PIECE):
        found += sum(map(common().__contains__, text[at:at + PIECE]))
        if found / foreign >= LEAST_SCORE:
            return True
    return False


def is_blank(text):
    """Whether a text holds nothing but blanks and byte order marks."""
    return not text.replace("\ufeff", "").strip()


def common_in(text):
    """How many common Chinese characters a text holds, up to the odds that matter (20)."""
    return min(sum(map(common().__contains__, text[:SAMPLE])), 20)


def _readings(data):
    """`(likeness, encoding, text)` for each encoding in which the bytes are text; pieces of ASCII have a likeness of 0."""
    named = [("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")] if len(data) % 2 == 0 else []
    if b"\0" not in data:
        named += [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("big5", "cp950"), ("big5", "big5hkscs")]
        named += [("hz", "hz")] if b"~{" in data and data.isascii() else []
    done = set()
    for encoding, codec in named:
        text = None if encoding in done else _strictly(data, codec)
        if text is not None and not (encoding.startswith("utf-16") and "\0" in text):
            done.add(encoding)
            yield likeness(text), encoding, text


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _second(data):
    """The text as charset-normalizer reads it, or None."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    return best and _strictly(data, best.encoding)


def _unknown(data, name):
    """The `InputFault` of bytes that are in no encoding of ours."""
    if b"\0" in data:
        return InputFault(name, "is binary, not text", "give the article as .txt, .md or .html")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    like = f" (charset-normalizer takes it for {best.encoding})" if best and best.encoding not in ("ascii", "utf_8") else ""
    return InputFault(name, f"is not in UTF-8, UTF-16, GB18030 or Big5{like}", "save it as UTF-8")


def _checked(text, encoding, name):
    """The text, where it can be one. Raises `InputFault`."""
    if text is None:
        raise InputFault(name, f"starts like {encoding} but is damaged", "collect it again, or save it as UTF-8")
    ascii_part = text.encode("ascii", "ignore")
    controls = len(ascii_part) - len(ascii_part.translate(None, CONTROLS))
    if "\0" in text or controls * 100 > len(text):
        raise InputFault(name, "is binary, not text", "give the article as .txt, .md or .html")
    if is_blank(text):
        raise InputFault(name, "is empty", "remove it, or collect it again")
    lost = text.count("\ufffd") + 3 * text.count(LOST)
    if lost > MOST_LOST * len(text.strip()) and lost > 2:
        raise InputFault(name, f"has lost {lost:,} of its {len(text):,} characters, by being saved in a wrong encoding",
                         "collect it again")
    if garbled(text):
        raise InputFault(name, "was saved once in a wrong encoding: its characters are not those that were written",
                         "collect it again, or turn it back with a tool such as ftfy")
    return text


def garbled(text):
    """Whether a text is UTF-8 that was read as GB18030 or as Western European, and saved again (mojibake).

    >>> garbled("逾期后会收到短信".encode().decode("gb18030", "replace")), garbled("逾期后会收到短信")
    (True, False)
    """
    piece = text[:SAMPLE]
    if _is_likely(piece) or sum(character > "\x7f" for character in piece) < 8:
        return False
    for codec in ("gb18030", "cp1252", "latin-1"):
        back = piece.encode(codec, "ignore").decode("utf-8", "ignore")
        if likeness(back) >= 2 * LEAST_SCORE and sum(character > "\x7f" for character in back) * 6 >= len(piece):
            return True
    return False
