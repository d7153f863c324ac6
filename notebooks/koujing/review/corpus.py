"""A corpus and its `review.csv`: the claims after the decisions, and every decision with its fate as a table."""
from dataclasses import replace

from .applying import Review, apply, joined
from .decisions import read_decisions, review_path
from .fates import LOST

COLUMNS = ["line", "when", "who", "action", "article", "item", "field", "old", "new", "why", "fate", "note", "conflict",
           "anchor", "score", "start", "end", "start_now", "end_now", "quote"]


def reviewed(articles, claims_of, folder=None, path=None, more=()):
    """The `Review` of the articles' claims, given by `claims_of(article)`, with the decisions of a corpus folder.

    `folder` as for `decisions.review_path`, or `path`: the file itself; `more`: decisions to take as if they stood below
    those. Raises `InputFault` where the file is no review.
    """
    there, by_article = read_decisions(path or review_path(folder)), {}
    last = there[-1].line if there else 1
    for decision in (*there, *(replace(one, line=last + number) for number, one in enumerate(more, 1))):
        by_article.setdefault(decision.article, []).append(decision)
    reviews = [apply(article, claims_of(article), by_article.pop(article.name)) if article.name in by_article
               else Review(claims_of(article), extracted=len(claims_of(article))) for article in articles]
    return joined(reviews, sorted((one for rest in by_article.values() for one in rest), key=lambda one: one.line))


def fates_table(review):
    """A data frame of every decision and its fate, in the order of the file.

    Columns: line (of the file), when, who, action, article, item, field, old, new, why (as in the file); fate, note,
    conflict (`koujing.review.fates`); anchor (here, moved, approximate, ambiguous, missing), score (of an approximate
    anchor, 0 to 1); start, end (then), start_now, end_now (Int64, missing where there is no anchor); quote (then).
    """
    import pandas as pd

    rows = [[fate.decision.line, *(getattr(fate.decision, column) for column in COLUMNS[1:10]), fate.fate, fate.note,
             fate.conflict, fate.anchor.how, fate.anchor.score, fate.decision.start, fate.decision.end, fate.anchor.start,
             fate.anchor.end, fate.decision.quote] for fate in review.fates]
    whole = ("line", "start", "end", "start_now", "end_now")
    kinds = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(whole, "Int64") | {"score": "float64"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(kinds)


def unanchored(fates):
    """The rows of `fates_table` whose sentence was not found again, or not for sure."""
    return fates[fates["fate"].isin(LOST)].reset_index(drop=True)


def count_line(review):
    """The line that every notebook prints: how many claims a person has reviewed, and what came of it.

    >>> count_line(Review(extracted=175))
    'No claim has been reviewed by a person.'
    """
    if not review.fates:
        return "No claim has been reviewed by a person."
    marks = list(review.marks.values())
    counts = [(marks.count("changed"), "changed"), (len(review.rejected), "rejected"), (marks.count("added"), "added")]
    touched = len(review.rejected) + sum(mark != "added" for mark in marks)
    said = f"{touched:,} of {review.extracted:,} claims reviewed by a person, " + ", ".join(f"{n:,} {word}" for n, word in counts)
    kinds = [("approximate anchor", sum(fate.anchor.how == "approximate" for fate in review.fates)),
             ("not anchored", sum(fate.fate in LOST for fate in review.fates)),
             ("without effect", sum(fate.fate in ("claim not found", "refused") for fate in review.fates)),
             ("in conflict", sum(bool(fate.conflict) for fate in review.fates))]
    doubts = [f"{number:,} {kind}" for kind, number in kinds if number]
    return said + (f"; of {len(review.fates):,} decisions {', '.join(doubts)} (kj.review_table)" if doubts else "") + "."
