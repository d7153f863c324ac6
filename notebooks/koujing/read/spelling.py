"""One spelling of characters: traditional ones as simplified ones by OpenCC, letters and digits half-width, one for one.

OpenCC's conversion of words is not used: made for software, it turns 通讯录 (address book) into 通信录, 法律程序 (legal
proceedings) into 法律进程, 通话记录 (call log) into 联系历史. The words that matter here are rows of
`code/tables/regional.csv`.
"""
import re
from functools import cache

from .lines import is_chinese

ALPHANUMERIC = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code).isalnum()}
FULL_WIDTH = re.compile(f"[{''.join(map(chr, ALPHANUMERIC))}]")
MARKS_LACKING = "—·•"  # what is no character of Python's GB 2312, yet common
TRIALS = 4  # how often one looks behind another such mark


def respell(text):
    """The text in one spelling, of the same length.

    >>> respell("逾期３天後會收到ＡＰＰ通知，之後可能致電家人。")
    '逾期3天后会收到APP通知，之后可能致电家人。'
    """
    text = simplify(text)
    return text.translate(ALPHANUMERIC) if FULL_WIDTH.search(text) else text


def simplify(text):
    """The text in simplified characters, of the same length; OpenCC is loaded only where GB 2312 lacks some character.

    >>> simplify("逾期後會收到短訊")
    '逾期后会收到短讯'
    """
    return _converter()(text) if _has_others(text) else text


def _has_others(text):
    """Whether a text has Chinese characters that GB 2312 lacks: all that simplified texts are written in, rare names apart."""
    for mark in MARKS_LACKING:
        text = text.replace(mark, "")
    for _ in range(TRIALS):
        try:
            text.encode("gb2312")
        except UnicodeEncodeError as error:
            if any(map(is_chinese, text[error.start:error.end])):
                return True
            text = text[error.end:]
        else:
            return False
    return any(map(is_chinese, set(text) - _common()))


@cache
def _common():
    """The Chinese characters of GB 2312."""
    codes = bytes(byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low))
    return frozenset(codes.decode("gb2312", "ignore"))


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("tw2s").convert  # of the configurations for characters the one that also knows 隨著 and 憑藉
