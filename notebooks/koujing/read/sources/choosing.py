"""Which pages of a crawl are Chinese and on the topic, told from their bytes before anything costly is done with them.

Language, as no detector of languages is needed to tell Chinese characters from kana, hangul and letters: a page is Chinese where
it has `LEAST_HAN` Chinese characters, those are at least half of what is not ASCII, kana and hangul are at most a tenth as many,
and, where it is text and no markup, Latin letters at most `HAN_WORTH` times as many. Simplified or traditional does not matter.
Topic, by the words of `tables/crawl_words.csv`: `LEAST_WORDS` of them, one of which is about collection.
Passed by are pages that write their characters as HTML entities, and texts in HZ.
"""
from collections import Counter
from functools import cache
from string import ascii_letters

from ahocorasick_rs import BytesAhoCorasick, Implementation

from ..cues import table
from ..encodings import LEAST_SCORE, MARKS, likeness

LEAST_HAN = 50  # characters: a menu, or two sentences; with fewer there is nothing to code
HAN_WORTH = 4  # Latin letters that say as much as a Chinese character (a word has five, most Chinese words two characters)
OTHER = 0.1  # kana and hangul for one Chinese character: Japanese has more than 1, a Chinese page cites some
LEAST_WORDS = 3  # topic words on a page: menus of banks and newspapers have one or two
ABOUT = "collection"  # the kind of word that must be among them
MOST = 1 << 20  # bytes in which topic words are looked for
SAMPLE = 3_000  # bytes of characters beyond ASCII by which it is told which of the older encodings is right
LANGUAGE, TOPIC = "another language", "another topic"
CHINESE = "zho"  # Chinese in ISO 639-3, as Common Crawl writes it
HAN = bytes(range(0xE4, 0xEA))  # what characters U+4000 to U+9FFF begin with in UTF-8
HANGUL = bytes(range(0xEA, 0xEE))
KANA = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
ASCII = bytes(range(0x80))
NO_LEAD = bytes((*range(0x00, 0xC2), *range(0xF5, 0x100)))  # bytes that no character beyond ASCII begins with


def refused(languages, choose):
    """Whether a page is in another language by what its maker found it to be in (ISO 639-3), before it is looked at."""
    return bool(choose and choose.language and any(languages) and CHINESE not in languages)


def why_not(data, markup, choose, languages=("",)):
    """Why a page is passed over (`LANGUAGE` or `TOPIC`), or None for one that is wanted.

    `data`: its bytes; `markup`: whether they are HTML; `languages`: as for `refused`, most of the page first.
    """
    if choose is None:
        return None
    if refused(languages, choose) or choose.language and data.isascii():
        return LANGUAGE
    if choose.topic and not on_topic(data):
        return TOPIC
    if choose.language and languages[0] != CHINESE and not is_chinese(data, markup):
        return LANGUAGE
    return None


def on_topic(data):
    """Whether bytes hold enough words of `crawl_words.csv`, in UTF-8, GB18030 or Big5.

    >>> on_topic("网贷逾期后，催收会打电话".encode("gbk")), on_topic("本店支持信用卡分期".encode())
    (True, False)
    """
    automaton, meanings = _words()
    found = {meanings[pattern] for pattern, _, _ in automaton.find_matches_as_indexes(data[:MOST], overlapping=True)}
    seen = Counter(encoding for encoding, _, _ in found)
    return any(seen[encoding] >= LEAST_WORDS for encoding, _, kind in found if kind == ABOUT)


@cache
def _words():
    """`(automaton, meanings)`: every word in every encoding and spelling, and `(encoding, word, kind)` of each, by its number."""
    meanings = {}
    for encoding in ("utf-8", "gb18030", "big5"):
        for row in table("crawl_words"):
            for form in filter(None, (row["word"], row["also"])):
                data = form.encode(encoding, "ignore")
                if data.decode(encoding) == form:
                    meanings.setdefault(data, (encoding, row["word"], row["kind"]))
    automaton = BytesAhoCorasick(list(meanings), implementation=Implementation.DFA)
    return automaton, tuple(meanings.values())


def is_chinese(data, markup=False):
    """Whether bytes, in any encoding that articles are read in but HZ, are Chinese text; of `markup` the tags do not count.

    >>> page = "逾期后会收到短信，也会接到电话。" * 5
    >>> is_chinese(page.encode()), is_chinese(page.encode("gbk")), is_chinese("お支払いの期限が過ぎています。".encode() * 9)
    (True, True, False)
    """
    data = _utf8(data)
    leads = data.translate(None, NO_LEAD)
    han, hangul = (len(leads) - len(leads.translate(None, of)) for of in (HAN, HANGUL))
    if han < LEAST_HAN or 2 * han < len(leads) or sum(map(data.count, KANA)) + hangul > OTHER * han:
        return False
    return markup or len(data) - len(data.translate(None, ascii_letters.encode())) <= HAN_WORTH * han


def _utf8(data):
    """The bytes of a text in UTF-8; b"" where it is in no encoding in which it looks Chinese."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "ignore").encode("utf-8", "ignore")
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:  # a page that was cut off within a character
            return data[:error.start]
    readings = [data.decode(codec, "ignore").encode("utf-8") for codec in ("gb18030", "big5")]
    score, best = max((likeness(text.translate(None, ASCII)[:SAMPLE].decode("utf-8", "ignore")), text) for text in readings)
    return best if score >= LEAST_SCORE else b""
