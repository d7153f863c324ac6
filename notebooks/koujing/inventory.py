"""What a corpus consists of, and what became of it: regions, dates, damaged sentences, sentences without a claim.

Tables for the first notebooks, from the articles (and their claims) alone.
"""
import os
from pathlib import Path

import pandas as pd

from .code import cues
from .code.normal import normalise
from .compare.trust import load_coding
from .read.article import REGION_KINDS
from .read.corpus import FOLDER_VARIABLE, SHIPPED, manifest
from .read.lines import CLOSERS, DATE, split_lines
from .tables import coded_articles

REASONS = ("page furniture", "title or byline", "heading", "question", "names no item", "names an item")
KEY = ["article", "start", "end"]


def regions_table(articles):
    """A data frame with one row an article: characters of each kind of region, of the blanks between, and of all.

    Columns: article, title, byline, body, comment, furniture, between, characters.
    """
    rows = []
    for article in articles:
        sizes = [sum(end - start for start, end in article.ranges(kind)) for kind in REGION_KINDS]
        rows.append((article.name, *sizes, len(article.raw) - sum(sizes), len(article.raw)))
    return pd.DataFrame(rows, columns=["article", *REGION_KINDS, "between", "characters"])


def regions_of(article, width=24):
    """A data frame of one article's regions in order: start, end, kind, characters, begins (its first `width`)."""
    return pd.DataFrame([(region.start, region.end, region.kind, region.end - region.start,
                          " ".join(article.text(region).split())[:width]) for region in article.regions],
                        columns=["start", "end", "kind", "characters", "begins"])


def provenance_table(articles, folder=None):
    """A data frame of what each page says of its origin, and whether the file is the one that the manifest lists.

    Columns: article, printed (the date as it stands on the page), date (whole, damaged or none), published (as read),
    author_or_site, sha256 (its first 12 digits), file: "as in the manifest", "not as in the manifest" or "no manifest".
    `folder` as for `load_corpus`.
    """
    folder = Path(folder or os.environ.get(FOLDER_VARIABLE) or SHIPPED)
    listed = manifest(folder) if (folder / "manifest.csv").is_file() else {}
    sums = {Path(file).stem: row["sha256"].strip().lower() for file, row in listed.items()}
    rows = []
    for article in articles:
        printed = article.published_raw or article.published or ""
        date = "none" if not printed else "whole" if DATE.search(printed) else "damaged"
        file = "no manifest" if article.name not in sums else \
            "as in the manifest" if sums[article.name] == article.sha256 else "not as in the manifest"
        rows.append((article.name, printed, date, article.published or "", article.author_or_site or "",
                     article.sha256[:12], file))
    return pd.DataFrame(rows, columns=["article", "printed", "date", "published", "author_or_site", "sha256", "file"])


def damaged_sentences(articles):
    """A data frame of the sentences with damage: article, start, end, quote, note, marked, places.

    `marked` is the sentence with an inserted word as ⟦word⟧ and what a dropped character leaves as 手⟨段⟩; `note` says
    how many of each. The worst sentence of each article comes first, then the second of each, and so on.
    """
    rows = []
    for article in articles:
        for sentence in article.sentences:
            places = [place for place in article.damage if sentence.start <= place.start < sentence.end]
            if places:
                kinds = [sum(place.kind == kind for place in places) for kind in ("inserted", "dropped")]
                rows.append((article.name, sentence.start, sentence.end, article.text(sentence),
                             f"{kinds[0]} inserted, {kinds[1]} dropped", _marked(article, sentence, places), sum(kinds)))
    table = pd.DataFrame(rows, columns=[*KEY, "quote", "note", "marked", "places"])
    table = table.sort_values(["article", "places", "start"], ascending=[True, False, True], kind="stable")
    turn = table.groupby("article").cumcount()
    return table.assign(turn=turn).sort_values(["turn", "article"], kind="stable").drop(columns="turn") \
        .reset_index(drop=True)


def _marked(article, sentence, places):
    pieces, at = [], sentence.start
    for place in places:
        lost = place.repair[len(place.text):] if place.repair.startswith(place.text) else place.repair
        mark = f"⟦{place.text}⟧" if place.kind == "inserted" else \
            f"{place.text if lost != place.repair else ''}⟨{lost}⟩"
        pieces += [article.raw[at:place.start], mark]
        at = place.end
    return "".join(pieces) + article.raw[at:sentence.end]


def damage_by_hand(name="gold"):
    """A data frame of how much of the damage that was marked by hand is found: kind, by_hand, found, also_by_hand.

    `name` is a hand coding (`load_coding`); a place is found when one of the same kind overlaps it, or stands in it.
    """
    coding = load_coding(name)
    found = {article.name: article.damage for article in coded_articles(coding)}
    rows = []
    for kind in ("inserted", "dropped"):
        places = {article: [place for place in marked if place.kind == kind] for article, marked in found.items()}
        hand = {article: [place for place in coding.damage.get(article, ()) if place.kind == kind] for article in found}
        rows.append((kind, sum(map(len, hand.values())), sum(map(len, places.values())),
                     sum(any(one.start < two.end and two.start < one.end for two in hand[article])
                         for article, here in places.items() for one in here)))
    return pd.DataFrame(rows, columns=["kind", "by_hand", "found", "also_by_hand"])


def passed_over(articles, claims):
    """A data frame of every line or sentence without a claim: article, start, end, quote, note, item_named.

    `note` is the reason, one of `REASONS`: lines of page furniture, of title and byline, headings, questions, and
    sentences that name no item of the codebook, or name one and yet say nothing about it (advice, a bare condition,
    a promise of what will be covered; or a claim that was missed). `item_named`: whether a word for an item stands there.
    """
    claimed = set(zip(claims["article"], claims["start"], strict=True))
    rows = []
    for article in articles:
        text = normalise(article.raw)
        for line in split_lines(article.raw):
            region = next((r for r in article.regions if r.start <= line.start < r.end), None)
            if region and region.kind not in ("body", "comment"):
                reason = "page furniture" if region.kind == "furniture" else "title or byline"
                rows.append((article.name, line.start, line.end, line.text, reason, _names_item(line, text)))
        for sentence in article.sentences:
            if (article.name, sentence.start) not in claimed:
                named = _names_item(sentence, text)
                asks = text[sentence.start:sentence.end].rstrip(CLOSERS).endswith("?")
                reason = "heading" if sentence.kind == "heading" else "question" if asks else \
                    "names an item" if named else "names no item"
                rows.append((article.name, sentence.start, sentence.end, article.text(sentence), reason, named))
    table = pd.DataFrame(rows, columns=[*KEY, "quote", "note", "item_named"])
    return table.sort_values(["article", "start"], kind="stable").reset_index(drop=True)


def reasons_table(passed):
    """A data frame of how many places each reason of `passed_over` has: reason, places, item_named."""
    places = passed.groupby("note")["item_named"].agg(["size", "sum"]).reindex(REASONS, fill_value=0).astype("int64")
    return places.set_axis(["places", "item_named"], axis=1).rename_axis("reason").reset_index()


def _names_item(span, text):
    return any(event.cue.layer == "item" for event in cues.find(text[span.start:span.end]))
