"""Which sentences carry claims, which were passed over, and why: tables from articles and their claims."""
import pandas as pd

from ..code import cues
from ..code.codebook import FAMILIES, label, table
from ..code.extract import repaired
from ..code.normal import spelled
from ..read.lines import CLOSERS
from ..show.phrases import glossed
from ..show.style import short
from ..show.words import cut, glosses
from .inventory import KEY, lines_of, summed

REASONS = ("page furniture", "title or byline", "heading", "question", "names no item", "names an item")


def passed_over(articles, claims):
    """A data frame of every line or sentence without a claim: article, start, end, quote, note, item_named.

    `note` is the reason, one of `REASONS`: lines of page furniture, of title and byline, headings, questions, and
    sentences that name no item of the codebook, or name one and yet say nothing about it (advice, a bare condition,
    a promise of what will be covered; or a claim that was missed). `item_named`: whether a word for an item stands
    there.
    """
    claimed = set(zip(claims["article"], claims["start"], strict=True))
    rows = []
    for article in articles:
        page, seen = spelled(article)
        events = [event for event in repaired(cues.find(page.raw), page.damage) if event.cue.layer == "item"]
        for line in lines_of(article):
            region = next((r for r in article.regions if r.start <= line.start < r.end), None)
            if region and region.kind not in ("body", "comment"):
                reason = "page furniture" if region.kind == "furniture" else "title or byline"
                rows.append((article.name, line.start, line.end, article.text(line), reason,
                             bool(cues.within(events, *seen.from_raw(line.start, line.end)))))
        for sentence in article.sentences:
            if (article.name, sentence.start) not in claimed:
                start, end = seen.from_raw(sentence.start, sentence.end)
                named = bool(cues.within(events, start, end))
                asks = page.raw[start:end].rstrip(CLOSERS).endswith("?")
                reason = "heading" if sentence.kind == "heading" else "question" if asks else \
                    "names an item" if named else "names no item"
                rows.append((article.name, sentence.start, sentence.end, article.text(sentence), reason, named))
    found = pd.DataFrame(rows, columns=[*KEY, "quote", "note", "item_named"])
    return found.sort_values(["article", "start"], kind="stable").reset_index(drop=True)


def reasons_table(passed):
    """A data frame of how many places each reason of `passed_over` has: reason, places, item_named."""
    places = passed.groupby("note")["item_named"].agg(["size", "sum"]).reindex(REASONS, fill_value=0).astype("int64")
    return places.set_axis(["places", "item_named"], axis=1).rename_axis("reason").reset_index()


def sentences_table(articles, claims):
    """A data frame with one row an article: sentences of prose, those with a claim, claims; at the end the sums."""
    carrying = claims.drop_duplicates(["article", "start"]).groupby("article").size()
    made = claims.groupby("article").size()
    rows = [(article.name, sum(sentence.kind == "prose" for sentence in article.sentences),
             int(carrying.get(article.name, 0)), int(made.get(article.name, 0))) for article in articles]
    return summed(pd.DataFrame(rows, columns=["article", "sentences", "with_claims", "claims"]))


def families_table(articles, claims):
    """A data frame of claims by article and family of items, a column each, and all; the last row holds the sums."""
    family = claims["item"].str.split(".").str[0]
    names = [article.name for article in articles]
    found = _cross(claims["article"], family, names, list(FAMILIES))
    return summed(found.assign(all=found.sum(axis=1)).rename_axis("article").reset_index())


def stances_table(claims):
    """A data frame of claims by basis and stance: basis, stance, label, claims; a row for every stance there is."""
    found = claims.groupby(["basis", "stance"]).size()
    rows = [("practice" if row["rank"] else "norm", row["stance"], label(row["stance"])) for row in table("stances")]
    return pd.DataFrame([(*row, int(found.get(row[:2], 0))) for row in rows],
                        columns=["basis", "stance", "label", "claims"])


def sources_table(articles, claims):
    """A data frame of claims by source and article: source, label, a column an article (short name), all."""
    sources, names = [row["source"] for row in table("sources")], [article.name for article in articles]
    found = _cross(claims["source"], claims["article"], sources, names)
    found = found.assign(all=found.sum(axis=1)).rename(columns={name: short(name, names) for name in names})
    found.insert(0, "label", [label(source) for source in sources])
    return found.rename_axis("source").reset_index()


def _cross(rows, columns, all_rows, all_columns):
    """How often each value of one column meets each of another: a data frame with all of both, in order."""
    pairs = pd.Series(zip(rows, columns, strict=True), dtype=object).value_counts()
    return pd.DataFrame([[int(pairs.get((one, two), 0)) for two in all_columns] for one in all_rows],
                        index=pd.Index(all_rows), columns=all_columns)


def sentences_with(articles, words):
    """A data frame of the first sentence of an article that holds a word: article, start, end, quote, note: the word, glossed.

    `words`: a table with article and word; rows whose word stands in no sentence are left out.
    """
    named = {article.name: article for article in articles}
    rows = []
    for name, word in zip(words["article"], words["word"], strict=True):
        article = named[name]
        first = next((s for s in article.sentences if s.kind == "prose" and word in cut(article.text(s))), None)
        if first:
            rows.append((name, first.start, first.end, article.text(first), glossed([word], glosses())))
    return pd.DataFrame(rows, columns=[*KEY, "quote", "note"])


def misquoted(articles, claims):
    """The claims whose quote does not stand at its offsets, or not within body or comments: rows of the claims table.

    Empty when all is well. A claim of an article that is not among `articles` stands nowhere.
    """
    named = {article.name: article for article in articles}
    wrong = [row.article not in named or not _stands(named[row.article], row) for row in claims.itertuples()]
    return claims[pd.Series(wrong, index=claims.index, dtype=bool)]


def _stands(article, row):
    inside = article.ranges("body") + article.ranges("comment")
    return article.raw[row.start:row.end] == row.quote \
        and any(start <= row.start and row.end <= end for start, end in inside)


def telling(passed, most=2):
    """The first so many passages of each reason that name an item, by reason: rows of `passed_over`."""
    named = passed[passed["item_named"]].groupby("note").head(most)
    order = named["note"].map({reason: place for place, reason in enumerate(REASONS)})
    return named.loc[order.sort_values(kind="stable").index]
