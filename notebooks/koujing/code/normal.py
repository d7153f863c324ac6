"""One spelling for matching: what is seen, in simplified characters and mainland words, half-width, lower case.

Characters become characters one for one. The words of Taiwan and Hong Kong (`tables/regional.csv`) change lengths, and what
is not seen has none, so `spell` gives the way back to the raw text.
"""
import re
from dataclasses import replace
from functools import cache, lru_cache
from string import ascii_uppercase

from ..read.spelling import simplify
from ..read.view import View, view
from .codebook import table

PUNCTUATION = {
    "，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")", "｜": "|", "　": " ",
    "﹐": ",", "﹔": ";", "﹕": ":", "「": "“", "」": "”", "『": "“", "』": "”",
}
FULL_WIDTH = {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
FOLDED = {**FULL_WIDTH, **{capital: capital.lower() for capital in ascii_uppercase}, **PUNCTUATION}
FOLDABLE = re.compile(f"[{re.escape(''.join(FOLDED))}]")


def normalise(text):
    """The text in one spelling, of the same length: characters only, no words.

    >>> normalise("會用Ａpp提醒，並致電")
    '会用app提醒,并致电'
    """
    return fold(simplify(text))


def fold(text):
    """The text of simplified characters, half-width and in lower case, of the same length.

    >>> fold("用ＡＰＰ（微信）")
    '用app(微信)'
    """
    for char in set(FOLDABLE.findall(text)):  # no character of the one spelling is itself spelt anew, so in any order
        text = text.replace(char, FOLDED[char])
    return text


def spell(raw):
    """The `View` of a raw text in one spelling of characters and words.

    >>> spell("會以行動電話聯\u200b絡。").text
    '会以手机联系。'
    """
    seen = view(raw)
    text = normalise(seen.text)
    changes = _regional(text)
    seen = View(text, seen.starts, seen.ends)
    return seen.replaced(changes) if changes else seen


def spelled(article):
    """`(page, seen)`: the article with its raw text in one spelling and every offset in that, and the `View` behind it."""
    seen = _spell_page(article.raw)
    moved = {name: seen.spans_from_raw(getattr(article, name)) for name in ("regions", "sentences", "damage")}
    return replace(article, raw=seen.text, **moved), seen


@lru_cache(maxsize=1)
def _spell_page(raw):
    """`spell`; the last page is kept, since its claims and its order of stages are read one after the other."""
    return spell(raw)


@cache
def _regional_words():
    """The matcher of regional words, longest first, and the mainland word of each; None for what merely looks like one."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    words = {}
    for row in table("regional"):
        words |= dict.fromkeys(fold(row["regional"]).split("|"), row["mainland"])
        words |= dict.fromkeys(filter(None, fold(row["unless"]).split("|")))
    return AhoCorasick(list(words), MatchKind.LeftmostLongest, implementation=Implementation.DFA), list(words.values())


def _regional(text):
    """The `(start, end, mainland word)` of the regional words in a normalised text, in order."""
    matcher, words = _regional_words()
    return [(start, end, words[index]) for index, start, end in matcher.find_matches_as_indexes(text) if words[index]]
