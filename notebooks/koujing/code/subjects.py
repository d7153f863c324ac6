"""Whom and how much a claim's sentence is about: the lenders that it names, and what it limits itself to.

A sentence about another lender, or about small sums only, contradicts nothing that is said of this one, or of all sums.
Both are read off the sentence by `tables/lenders.csv` and `tables/limits.csv` and stand beside the claims, in columns
of their own: the record of a claim (codebook §1-4) has no such field.
"""
import re
from functools import cache

from .codebook import table
from .normal import spell

SEVERAL = "several"  # a sentence without a name, in an article that compares lenders
OWN_BANK = "own_bank"  # a bank's own page that names no product of the table
OWN_VOICE = re.compile("我行|本行")
MAIN = 0.5  # the share of all namings that makes a lender the one that an article is about
COLUMNS = ("lenders", "limits")


@cache
def _patterns(name):
    """The compiled patterns of a table, by the code of its first column."""
    return {next(iter(row.values())): re.compile(row["pattern"]) for row in table(name)}


def lenders(text):
    """The codes of the lenders that a normalised text names, in the order of the table, as a tuple.

    >>> lenders("微粒贷和借呗都不上门"), lenders("平台不会上门")
    (('weilidai', 'jiebei'), ())
    """
    return tuple(code for code, pattern in _patterns("lenders").items() if pattern.search(text))


def limits(text):
    """The codes of `limits.csv` that a normalised sentence limits itself to, as a tuple.

    >>> limits("几百元的账单,一般不会马上起诉")
    ('small_sum', 'early')
    """
    return tuple(code for code, pattern in _patterns("limits").items() if pattern.search(text))


def main_lender(text):
    """The lender that a normalised article is about: named most, and in over half of all namings (rows with `named` yes).

    `SEVERAL` where none is, `OWN_BANK` where a bank writes of itself and names none, "" where nobody is named.

    >>> main_lender("借呗会打电话,借呗也发短信,微粒贷不会"), main_lender("借呗会,微粒贷不会"), main_lender("网贷会")
    ('jiebei', 'several', '')
    """
    patterns = _patterns("lenders")
    counts = {row["lender"]: len(patterns[row["lender"]].findall(text)) for row in table("lenders") if row["named"] == "yes"}
    total = sum(counts.values())
    if not total:
        return OWN_BANK if OWN_VOICE.search(text) else ""
    best = max(counts, key=counts.get)
    return best if counts[best] > MAIN * total else SEVERAL


def with_subjects(claims, articles):
    """The claims table with two more columns, `lenders` and `limits`: codes, joined by "; ".

    `claims` as from `koujing.code.claims.frame`; `articles` those that it quotes. A sentence that names no lender is
    about its article's (`main_lender`); stray words (codebook §5) name none. Claims of other articles stay empty.
    """
    places = list(zip(claims["article"], claims["start"], claims["end"], strict=True))
    spans = {article.name: set() for article in articles}
    for name, start, end in places:
        spans.get(name, set()).add((start, end))
    said = {(article.name, *span): pair for article in articles for span, pair in subjects(article, spans[article.name]).items()}
    found = [said.get(place, ("", "")) for place in places]
    return claims.assign(**{column: [pair[place] for pair in found] for place, column in enumerate(COLUMNS)})


def subjects(article, spans):
    """The `(lenders, limits)` of sentences of an article, by their `(start, end)`: codes, joined by "; ", as `with_subjects`."""
    if not spans:
        return {}
    text = _undamaged(article)
    main, found = main_lender(spell(text).text), {}
    for start, end in spans:
        sentence = spell(text[start:end]).text
        found[start, end] = "; ".join(lenders(sentence)) or main, "; ".join(limits(sentence))
    return found


def _undamaged(article):
    """The article's raw text, with blanks in the place of stray words."""
    text = list(article.raw)
    for place in article.damage:
        if place.kind == "inserted":
            text[place.start:place.end] = " " * (place.end - place.start)
    return "".join(text)
