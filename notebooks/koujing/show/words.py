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
    spinner dropped in) and `furniture` (characters of the page outside body and comments). The last row, "all", holds
    the sums.
    """
    import pandas as pd

    rows = []
    for article in sorted(articles, key=lambda article: article.name):
        kinds = Counter(_kind(word) for word in cut(prose(article)) if any(map(str.isalnum, word)))
        inside = sum(end - start for kind in WORDS_IN for start, end in article.ranges(kind))
        rows.append((article.name, kinds.total(), *(kinds[kind] for kind in ("counted", "stop", "single", "other")),
                     sum(place.kind == "inserted" for place in article.damage), len(article.raw) - inside))
    table = pd.DataFrame(rows, columns=["article", "words", "counted", "stop", "single", "other", "inserted",
                                        "furniture"])
    total = table.drop(columns="article").sum().astype("int64").to_frame().T.assign(article="all")
    return pd.concat([table, total[table.columns]], ignore_index=True)


def _kind(word):
    if counted(word):
        return "counted"
    if word in stop_words():
        return "stop"
    return "single" if len(word) == 1 and "\u4e00" <= word <= "\u9fff" else "other"


def frequent(counts):
    """The words by frequency, a data frame: word, english, places (uses in all articles), articles (that use it).

    `counts` as from `word_counts`.
    """
    table = counts.agg(["sum"], axis=1).set_axis(["places"], axis=1).astype("int64") if len(counts) \
        else counts.reindex(columns=["places"])
    table = table.assign(articles=(counts > 0).sum(axis=1)).rename_axis("word").reset_index()
    table.insert(1, "english", table["word"].map(lambda word: glosses().get(word, "")))
    return table.sort_values(["places", "word"], ascending=[False, True], kind="stable", ignore_index=True)


def shared(counts):
    """The words that every article uses, a data frame: word, english, least (in the article that uses it least), all.

    `counts` as from `word_counts`; sorted by `least`, then `all`, descending.
    """
    common = counts[(counts > 0).all(axis=1)] if len(counts.columns) else counts
    table = common.agg(["min", "sum"], axis=1) if len(common) else common.reindex(columns=["min", "sum"])
    table = table.set_axis(["least", "all"], axis=1).astype("int64").rename_axis("word").reset_index()
    table.insert(1, "english", table["word"].map(lambda word: glosses().get(word, "")))
    return table.sort_values(["least", "all", "word"], ascending=[False, False, True], kind="stable", ignore_index=True)


def two_parts(counts, word, article):
    """A word in one article and in the others: part, count, all_words, expected, term = count · ln(count / expected).

    `counts` as from `word_counts`. Twice the sum of the terms is the word's log-likelihood
    (`koujing.compare.keyness.log_likelihood`). No rows for a word that is not there, such as "".
    """
    import math

    import pandas as pd

    columns = ["part", "count", "all_words", "expected", "term"]
    if word not in counts.index:
        return pd.DataFrame(columns=columns)
    lengths, uses = counts.sum(), counts.loc[word]
    rows = []
    for part, names in ((article, [article]), ("the others", [name for name in counts.columns if name != article])):
        count, length = int(uses[names].sum()), int(lengths[names].sum())
        expected = float(uses.sum() * length / lengths.sum())
        rows.append((part, count, length, expected, count * math.log(count / expected) if count else 0.0))
    return pd.DataFrame(rows, columns=columns)


def inserted_counts(articles):
    """How often each stray word was inserted into each article: a data frame words (sorted) × articles, int64."""
    return _frame({article.name: Counter(damage.text for damage in article.damage if damage.kind == "inserted")
                   for article in articles})


def inserted(articles):
    """The stray words that were inserted into each article, a data frame: article, word, count; the most frequent first."""
    counts = inserted_counts(articles)
    table = counts.reset_index().melt("word", var_name="article", value_name="count").query("count > 0")
    table = table[["article", "word", "count"]]
    return table.sort_values(["article", "count", "word"], ascending=[True, False, True], kind="stable", ignore_index=True)


def _frame(counts):
    import pandas as pd

    words = sorted({word for counter in counts.values() for word in counter})
    names = sorted(counts)
    return pd.DataFrame([[counts[name][word] for name in names] for word in words], dtype="int64",
                        index=pd.Index(words, name="word", dtype="str"),
                        columns=pd.Index(names, name="article", dtype="str"))
