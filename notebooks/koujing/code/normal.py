"""One spelling for matching: simplified characters, half-width punctuation, lower case.

The map goes from one character to one character, so every offset in the normalised text is one in the raw text.
"""
from functools import cache

from .codebook import table

PUNCTUATION = str.maketrans({
    "。": "。", "，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")", "｜": "|", "　": " ",
    "﹐": ",", "﹔": ";", "﹕": ":", "\xa0": " ", "、": "、", "「": "“", "」": "”", "『": "“", "』": "”",
})


@cache
def _map():
    letters = {ord(row["traditional"]): row["simplified"] for row in table("traditional")}
    full_width = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    capitals = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    return {**full_width, **capitals, **letters, **PUNCTUATION}


def normalise(raw):
    """The text in one spelling, of the same length.

    >>> normalise("會用Ａpp提醒，並致電")
    '会用app提醒,并致电'
    """
    return raw.translate(_map())
