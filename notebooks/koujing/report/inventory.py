"""What a corpus consists of: tables of its pages' regions, titles, dates, files and damaged sentences."""
import os
from pathlib import Path

import pandas as pd

from ..compare.trust import load_coding
from ..read.article import REGION_KINDS
from ..read.corpus import FOLDER_VARIABLE, SHIPPED, manifest
from ..read.lines import DATE, split_lines
from ..read.view import view
from ..show.phrases import count
from ..tables import coded_articles

KEY = ["article", "start", "end"]


def regions_table(articles):
    """A data frame with one row an article: characters of each kind of region, of the blanks between, and of all.

    Columns: article, title, byline, body, comment, furniture, between, outside (all but body and comment), characters.
    The last row, "all", holds the sums.
    """
    rows = []
    for article in articles:
        sizes = {kind: sum(end - start for start, end in article.ranges(kind)) for kind in REGION_KINDS}
        rows.append((article.name, *sizes.values(), len(article.raw) - sum(sizes.values()),
                     len(article.raw) - sizes["body"] - sizes["comment"], len(article.raw)))
    return summed(pd.DataFrame(rows, columns=["article", *REGION_KINDS, "between", "outside", "characters"]))


def summed(table):
    """The table with a last row "all" of sums."""
    total = table.drop(columns="article").sum().astype("int64").to_frame().T.assign(article="all")
    return pd.concat([table, total[table.columns]], ignore_index=True)


def titles(articles):
    """A data frame of the titles as printed: article, start, end, quote, note (the date, and who signs)."""
    rows = [(article.name, region.start, region.end, article.text(region),
             ", ".join(part for part in (article.published, article.author_or_site) if part) or "no date, no name")
            for article in articles for region in article.regions if region.kind == "title"]
    return pd.DataFrame(rows, columns=[*KEY, "quote", "note"])


def lines_of(article):
    """The lines of an article that are not blank, as spans of its raw text that begin and end with what is seen."""
    seen = view(article.raw)
    return seen.spans_to_raw(split_lines(seen.text))


def page_of(articles):
    """A data frame of the page with the most regions, the first region of each kind: article, start, end, quote, note.

    The quote is the region's first line, or its first sentence; the note says what kind it is, and how many there are.
    """
    article = max(articles, key=lambda article: len(article.regions))
    rows, seen = [], set()
    for region in article.regions:
        if region.kind not in seen:
            seen.add(region.kind)
            pieces = [s for s in article.sentences if region.start <= s.start < region.end] \
                or [line for line in lines_of(article) if region.start <= line.start < region.end]
            ranges = article.ranges(region.kind)
            size = sum(end - start for start, end in ranges)
            note = f"{region.kind}: {count(len(ranges), 'region')}, {count(size, 'character')}"
            rows.append((article.name, pieces[0].start, pieces[0].end, article.text(pieces[0]), note))
    return pd.DataFrame(rows, columns=[*KEY, "quote", "note"])


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


def damage_counts(articles):
    """A data frame with one row an article: inserted, dropped, places; the last row, "all", holds the sums."""
    rows = [(article.name, *(sum(place.kind == kind for place in article.damage) for kind in ("inserted", "dropped")),
             len(article.damage)) for article in articles]
    return summed(pd.DataFrame(rows, columns=["article", "inserted", "dropped", "places"]))


def repairs_table(damage, english):
    """A data frame of the words that lost characters: word, english, places, articles; most frequent first.

    `damage` as from `damage_table`; `english` maps words to English.
    """
    dropped = damage[damage["kind"] == "dropped"].rename(columns={"repair": "word"})
    found = dropped.groupby("word")["article"].agg(places="size", articles="nunique").reset_index()
    found.insert(1, "english", found["word"].map(lambda word: english.get(word.strip(",，"), "")))
    return found.sort_values(["places", "word"], ascending=[False, True], kind="stable", ignore_index=True)


def misplaced(articles):
    """A data frame of sentences and damage that stand outside body and comments, or not where they say: article, start.

    Empty when all is well.
    """
    rows = []
    for article in articles:
        inside = article.ranges("body") + article.ranges("comment")
        rows += [(article.name, span.start) for span in (*article.sentences, *article.damage)
                 if not any(start <= span.start < span.end <= end for start, end in inside)]
        rows += [(article.name, place.start) for place in article.damage if article.text(place) != place.text]
    return pd.DataFrame(rows, columns=["article", "start"])


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
                inserted = sum(place.kind == "inserted" for place in places)
                note = f"{inserted} inserted, {len(places) - inserted} dropped"
                rows.append((article.name, sentence.start, sentence.end, article.text(sentence), note,
                             _marked(article, sentence, places), len(places)))
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


def damage_by_hand(names=("gold", "dev", "dev2")):
    """A data frame of how much of the damage that was marked by hand is found: coding, kind, by_hand, found, both.

    `names` are hand codings (`load_coding`). `both`: places found that overlap one of the same kind marked by hand.
    """
    rows = []
    for name in names:
        coding = load_coding(name)
        for kind in ("inserted", "dropped"):
            by_hand = found = both = 0
            for article in coded_articles(coding):
                marked = [place for place in coding.damage.get(article.name, ()) if place.kind == kind]
                seen = [place for place in article.damage if place.kind == kind]
                by_hand, found = by_hand + len(marked), found + len(seen)
                both += sum(any(one.start < two.end and two.start < one.end for two in marked) for one in seen)
            rows.append((name, kind, by_hand, found, both))
    return pd.DataFrame(rows, columns=["coding", "kind", "by_hand", "found", "both"])
