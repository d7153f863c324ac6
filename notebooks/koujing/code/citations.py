"""Titles of laws and contracts as articles print them (《…》): the key that joins a title to the register."""
import re
import unicodedata
from functools import lru_cache

from ..read.spelling import simplify
from ..read.view import view

MARKS = re.compile(r"[《》〈〉<>「」『』“”‘’\"'\s\u200b\ufeff]")
COUNTRY = "中华人民共和国"
# In brackets: a year or a version, 试行 "trial", or a standard's number. A draft (草案) stays: it is another text.
EDITION = re.compile(
    r"\((?:(?:19|20)\d{2}年?(?:第?[一二三四五六七八九十\d]*次?(?:修正案?|修订版?|修改|版|本|年?公布))?"
    r"|(?:最新)?(?:修正|修订)(?:版|本)?|最新版?|暂行|试行(?:版|稿)?"
    r"|[A-Z]{1,4}(?:/[A-Z]{1,2})?\d+(?:\.\d+)?-(?:19|20)\d{2})\)", re.IGNORECASE)
CONTRACT_ENDINGS = ("合同", "合同书", "协议", "协议书", "合约", "契约", "条款", "借据", "借条", "授权书")


def title_key(title):
    """The title without marks, blanks, the country's name, and bracketed year, edition, trial note, standard number.

    Other brackets become half-width and stay, since they tell texts apart.

    >>> title_key("《中华人民共和国合同法》")
    '合同法'
    >>> title_key("互联网金融逾期债务催收自律公约（试行）") == title_key("《互联网金融逾期债务催收自律公约》")
    True
    >>> title_key("《刑法修正案（十一）》")
    '刑法修正案(十一)'
    """
    key = MARKS.sub("", unicodedata.normalize("NFKC", view(title).text))
    key = EDITION.sub("", key)
    shorter = key.removeprefix(COUNTRY)
    return shorter or key


@lru_cache(maxsize=1024)
def is_contract(title):
    """Whether the title names a private agreement (合同 contract, 协议 agreement, 条款 terms …) and not a law.

    >>> is_contract("《借款合同》"), is_contract("《中华人民共和国合同法》")
    (True, False)
    """
    return title_key(simplify(title)).endswith(CONTRACT_ENDINGS)


TITLE = re.compile(r"《[^《》\n]{1,60}》")


def titles(text):
    """The 《…》 titles in a text as printed, brackets included, in order and without repeats.

    >>> titles("按《民法典》和《借款合同》，依《民法典》")
    ('《民法典》', '《借款合同》')
    """
    return tuple(dict.fromkeys(TITLE.findall(text))) if "《" in text else ()


def citations(article):
    """A data frame of every 《…》 title in the article's body and comments, claim or not.

    Columns: article, start, end, title (as printed), key (`title_key`), contract (`is_contract`), quote (its sentence).
    """
    import pandas as pd

    rows = [(article.name, sentence.start + match.start(), sentence.start + match.end(), match.group(),
             title_key(match.group()), is_contract(match.group()), article.text(sentence))
            for sentence in article.sentences for match in TITLE.finditer(article.text(sentence))]
    return pd.DataFrame(rows, columns=["article", "start", "end", "title", "key", "contract", "quote"])
