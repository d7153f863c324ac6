"""Words of the articles' own prose, cut by jieba with our dictionary: counts, and what the spinner inserted."""
import warnings
from collections import Counter
from functools import cache

from .style import table

WORDS_IN = ("body", "comment")  # furniture is the site's, not the article's


@cache
def tokenizer():
    """jieba's tokenizer with our words (`tables/userdict.csv`), silent, without its shared cache file."""
    import logging

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its byte-compilation and its import of pkg_resources
        import jieba
    jieba.setLogLevel(logging.ERROR)
    cutter = jieba.Tokenizer()
    # what `initialize` does, less the cache: it saves no time, and writes a file that every user of a machine shares
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    for row in table("userdict"):
        cutter.add_word(row["word"])
    return cutter


@cache
def stop_words():
    """The words left out of every count (`tables/stopwords.csv`), as a set."""
    return frozenset(row["word"] for row in table("stopwords"))


@cache
def glosses():
    """English for frequent words: {"借款人": "borrower", …}, from the tables glosses, userdict and stopwords."""
    return {row["word"]: row["en"] for name in ("stopwords", "userdict", "glosses") for row in table(name)}


def cut(text):
    """The words of a text, in order; dictionary words only, since jieba's guesses at unknown words are often wrong.

    >>> cut("微粒贷不会联系紧急联系人")
    ['微粒贷', '不会', '联系', '紧急联系人']
    """
    return tokenizer().lcut(text, HMM=False)


def counted(word):
    """Whether a word is counted: two Chinese characters or more, and no stop word.

    >>> counted("催收"), counted("的"), counted("2024"), counted("我们")
    (True, False, False, False)
    """
    return len(word) > 1 and all("\u4e00" <= char <= "\u9fff" for char in word) and word not in stop_words()


def prose(article):
    """The article's body and comments, stray words left out, a line break between ranges."""
    kept = []
    for start, end in sorted(span for kind in WORDS_IN for span in article.ranges(kind)):
        at = start
        for stray in sorted(article.damage, key=lambda damage: damage.start):
            if stray.kind == "inserted" and start <= stray.start and stray.end <= end and at <= stray.start:
                kept.append(article.raw[at:stray.start])
                at = stray.end
        kept.append(article.raw[at:end] + "\n")
    return "".join(kept)


def word_counts(articles):
    """How often each article uses each word: a data frame words (sorted) × articles (sorted by name), int64.

    Counted are the words of body and comments (`prose`) that `counted` lets through; furniture, words that a spinner
    inserted, stop words, numbers and single characters are not.
    """
    counts = {article.name: Counter(filter(counted, cut(prose(article)))) for article in articles}
    return _frame(counts)


def tally(articles):
    """What became of the words, a data frame with one row an article: article, words, counted, and what was left out.

    `words` are all that were cut from body and comments, marks of punctuation apart, and `words` = `counted` + `stop`
    (stop words) + `single` (single characters) + `other` (numbers, Latin). Not among them: `inserted` (words that a
    spinner dropped in) and `furniture` (characters of the page outside body and comments).
    """
    import pandas as pd

    rows = []
    for article in sorted(articles, key=lambda article: article.name):
        kinds = Counter(_kind(word) for word in cut(prose(article)) if any(map(str.isalnum, word)))
        inside = sum(end - start for kind in WORDS_IN for start, end in article.ranges(kind))
        rows.append((article.name, kinds.total(), *(kinds[kind] for kind in ("counted", "stop", "single", "other")),
                     sum(place.kind == "inserted" for place in article.damage), len(article.raw) - inside))
    return pd.DataFrame(rows, columns=["article", "words", "counted", "stop", "single", "other", "inserted",
                                       "furniture"])


def _kind(word):
    if counted(word):
        return "counted"
    if word in stop_words():
        return "stop"
    return "single" if len(word) == 1 and "\u4e00" <= word <= "\u9fff" else "other"


def inserted_counts(articles):
    """How often each stray word was inserted into each article: a data frame words (sorted) × articles, int64."""
    return _frame({article.name: Counter(damage.text for damage in article.damage if damage.kind == "inserted")
                   for article in articles})


def _frame(counts):
    import pandas as pd

    words = sorted({word for counter in counts.values() for word in counter})
    names = sorted(counts)
    return pd.DataFrame([[counts[name][word] for name in names] for word in words], dtype="int64",
                        index=pd.Index(words, name="word", dtype="str"),
                        columns=pd.Index(names, name="article", dtype="str"))
