"""The tables that notebooks start from and `koujing run` exports, each from the articles alone."""
import os
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from .code.bounds import barred_hours, channel_said, daily_cap
from .code.citations import citations
from .code.cited import COLUMNS as CITED, cited
from .code.claims import frame
from .code.extract import extract
from .code.normal import spell
from .code.sequence import stage_sequence
from .code.subjects import with_subjects
from .compare import agreement, bounded, conditions, law, order, positions, register, rulings, splits, verdicts
from .read.corpus import FOLDER_VARIABLE, SHIPPED, read_article
from .review import corpus as review
from .review.applying import Review, key


@cache
def claims_of(article):
    """The claims of one article, extracted once."""
    return extract(article)


def claims_table(articles, reviewed=True, folder=None):
    """A data frame of every claim in the articles, one a row, a person's decisions applied.

    Columns as in `koujing.code.claims.frame`, and lenders, limits (`koujing.code.subjects.with_subjects`), reviewed
    ("", accepted, changed, added). `reviewed=False`: what the program extracted, alone. `folder`: the corpus whose
    `review.csv` counts (default: as `load_corpus`). Raises `InputFault` where that file is no review.
    """
    found = review_of(articles, folder) if reviewed else Review(sum(map(claims_of, articles), ()))
    marks = [found.marks.get(key(claim), "") for claim in found.claims]
    return with_subjects(frame(found.claims), articles).assign(reviewed=pd.Series(marks, dtype="str"))


def review_of(articles, folder=None):
    """The `Review` of the articles by the decisions in a corpus folder's `review.csv` (default: as `load_corpus`)."""
    return review.reviewed(articles, claims_of, folder)


def review_table(articles, folder=None):
    """A data frame of every decision in `review.csv` and what became of it: `koujing.review.corpus.fates_table`."""
    return review.fates_table(review_of(articles, folder))


def review_line(articles, folder=None):
    """How many claims a person has reviewed, and what came of it, in one line: `koujing.review.corpus.count_line`."""
    return review.count_line(review_of(articles, folder))


def articles_table(articles):
    """A data frame with one row an article: what it is, how long, and how damaged.

    Columns: article, title, published, author_or_site, encoding, confidence (how sure the encoding is, 0 to 1), characters,
    body_characters, comment_characters, furniture (characters that are neither), sentences (prose, in body and comments),
    damage (places), copies (names of files with the same text, joined by "; ": they are counted with this one).
    """
    rows = []
    for article in articles:
        body, comments = (sum(end - start for start, end in article.ranges(kind)) for kind in ("body", "comment"))
        rows.append((article.name, article.title, article.published, article.author_or_site, article.encoding,
                     article.confidence, len(article.raw), body, comments, len(article.raw) - body - comments,
                     sum(sentence.kind == "prose" for sentence in article.sentences), len(article.damage),
                     "; ".join(article.copies)))
    return pd.DataFrame(rows, columns=["article", "title", "published", "author_or_site", "encoding", "confidence",
                                       "characters", "body_characters", "comment_characters", "furniture", "sentences", "damage",
                                       "copies"])


def damage_table(articles):
    """A data frame of every damaged place: article, start, end, text, kind (inserted or dropped), repair."""
    return pd.DataFrame([(article.name, place.start, place.end, place.text, place.kind, place.repair)
                         for article in articles for place in article.damage],
                        columns=["article", "start", "end", "text", "kind", "repair"])


def citations_table(articles):
    """A data frame of every 《…》 title in body and comments, with its status in the register at the article's date.

    Columns: those of `koujing.compare.law.status`.
    """
    found = [citations(article) for article in articles]
    rows = pd.concat(found, ignore_index=True) if found else citations_of_nothing()
    return law.status(rows, published(articles))


def cited_table(articles, folder=None):
    """A data frame of every place that leans on a rule, named in 《…》 or not: `koujing.code.cited.COLUMNS`.

    `folder`: a register (default: the shipped `corpus/law`).
    """
    known, bodies = register.title_names(folder), register.body_names(folder)
    found = [cited(article, known, bodies) for article in articles]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=CITED)


def verdicts_table(articles, folder=None):
    """A data frame of every citation with the verdict on it: `koujing.compare.verdicts.verdicts`."""
    return verdicts.verdicts(cited_table(articles, folder), published(articles), folder)


def rulings_table(articles, folder=None, corpus=None, claims=None):
    """A data frame of every claim about what is allowed or required against the rules: `compare.rulings.rulings`.

    Readers' comments are left out. `folder`: a register; `corpus`: as `folder` of `claims_table`; `claims`: that table,
    where it is at hand.
    """
    claims = claims_table(articles, folder=corpus) if claims is None else claims
    norms = claims[(claims["basis"] == "norm") & (claims["source"] != "comment")]
    hours = [barred_hours(quote) for quote in norms["quote"]]
    said = norms.assign(cap=[daily_cap(quote) for quote in norms["quote"]], channel=list(map(channel_said, norms["quote"])),
                        hours=pd.Series(hours, index=norms.index, dtype=object))
    return rulings.rulings(said, published(articles), folder)


def published(articles):
    """The ISO date of each article by its name; None where it bears none."""
    return {article.name: article.published for article in articles}


def citations_of_nothing():
    """An empty data frame with the columns of `citations`."""
    return pd.DataFrame(columns=["article", "start", "end", "title", "key", "contract", "quote"])


def sequences_table(articles, folder=None):
    """A data frame of the stage sequences: article, item, step (codebook §6); no row for an article without an order.

    Read off the claims of `claims_table`, and `folder` as there.
    """
    claims = {article.name: [] for article in articles}
    for claim in review_of(articles, folder).claims:
        claims[claim.article].append(claim)
    return order.sequences({article.name: stage_sequence(article, tuple(claims[article.name])) for article in articles})


def sentences_table(articles):
    """A data frame of every sentence of the articles' own text, headings included: article, start, end, quote, text.

    `text` is what `koujing.compare.reuse` compares: the letters of the quote, as `letters` gives them.
    """
    rows = [(article.name, sentence.start, sentence.end, quote, letters(quote))
            for article in articles for sentence in article.sentences if sentence.region == "body"
            for quote in (article.text(sentence),)]
    return pd.DataFrame(rows, columns=["article", "start", "end", "quote", "text"])


def shared_table(articles):
    """A data frame of the pairs of sentences that two articles share, reworded or not: `koujing.compare.reuse.shared`.

    Of a large corpus what each article shares with the one kept of its witness: `koujing.compare.bounded.reused`.
    """
    return bounded.reused(sentences_table(articles), [article.name for article in articles])[0]


def witnesses_table(articles):
    """A data frame of which articles are one witness, being near copies: `koujing.compare.reuse.witnesses`.

    A headline number is de-duplicated by computing it again from the articles whose `kept` is true.
    """
    return bounded.reused(sentences_table(articles), [article.name for article in articles])[2]


def letters(quote):
    """The letters and digits of a text, in one spelling (`code.normal`), without blanks and punctuation.

    >>> letters("會用Ａpp提醒， 並致電。")
    '会用app提醒并致电'
    """
    return "".join(filter(str.isalnum, spell(quote).text))


def glosses(folder=None):
    """A data frame of English renderings of sentences: article, start, end, quote, gloss_en.

    From `glosses.csv` of the corpus folder (default: as `load_corpus`); empty where the folder has none.
    """
    path = Path(folder or os.environ.get(FOLDER_VARIABLE) or SHIPPED) / "glosses.csv"
    columns = ["article", "start", "end", "quote", "gloss_en"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    return pd.read_csv(path, usecols=columns, dtype={"start": "int64", "end": "int64"}, encoding="utf-8-sig")


def coded_articles(coding):
    """The articles of a hand coding as a tuple, sorted by name, read from the files that were coded."""
    return tuple(_read_once(path, path.stat().st_mtime_ns)
                 for path in (coding.texts / f"{name}.txt" for name in sorted(coding.articles)))


@lru_cache(maxsize=512)
def _read_once(path, _changed):
    """The article in a file, read again only when the file has changed: each number by hand asks for the same files."""
    return read_article(path)


def all_tables(articles, folder=None):
    """Every table that `koujing run` writes as CSV, by name; `folder` as for `claims_table`.

    Tables of pairs do not grow with the square of a large corpus: `compare.bounded` and `agreement.pairwise` tell what
    they then hold.
    """
    claims, decided = claims_table(articles, folder=folder), review_table(articles, folder)
    names = [article.name for article in articles]
    placed = positions.positions(claims, names)
    english, split, sentences = glosses(), splits.splits(claims), sentences_table(articles)
    rendered = dict(zip(english["quote"], english["gloss_en"], strict=True))
    shared, overlap, witnesses = bounded.reused(sentences, names)
    pairs = agreement.pairwise(positions.matrix(placed))
    steps = sequences_table(articles, folder)
    nearest = order.consensus(steps)
    return {
        "articles": articles_table(articles),
        "claims": claims,
        "damage": damage_table(articles),
        "positions": placed,
        "norms": positions.norms(claims),
        "comments": positions.comments(claims, names),
        "spread": agreement.spread_by_item(placed),
        "agreement": pairs,
        "closeness": agreement.closeness(pairs, len(names)),
        "contradictions": bounded.contradicting(claims, split, rendered),
        "splits": split,
        "conditions": conditions.by_condition(claims),
        "footings": conditions.footings(claims),
        "sequences": steps,
        "consensus": nearest.steps,
        "precedence": nearest.pairs,
        "shared": shared,
        "overlap": overlap,
        "witnesses": witnesses,
        "citations": citations_table(articles),
        "verdicts": verdicts_table(articles),
        "rulings": rulings_table(articles, claims=claims),
        "review": decided,
        "unanchored": review.unanchored(decided),
    }
