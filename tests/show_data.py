"""What the tests of the show room draw: tables from the hand codings, and ways to look at a figure."""

import pandas as pd

from koujing.code.claims import frame
from koujing.compare import agreement, keyness, order, positions, trust, verdicts
from koujing.read.article import Article, Region
from koujing.show import figures, words
from koujing.tables import coded_articles as read_articles, verdicts_table


def article(name, raw, body=None, comments=(), damage=(), title="标题"):
    """An article made by hand; the body is all of `raw` unless ranges are given."""
    regions = [Region(*span, "body") for span in ([(0, len(raw))] if body is None else body)]
    regions += [Region(*span, "comment") for span in comments]
    return Article(name, raw, "utf-8", "", title, None, None, None, tuple(regions), (), tuple(damage))


def coded_articles(coding):
    """The articles of a hand coding, with the regions and the damage that people marked."""
    return [article(name, (coding.texts / f"{name}.txt").read_bytes().decode("utf-8", errors="replace"),
                    body=facts["body"], comments=facts["comments"], damage=coding.damage.get(name, ()),
                    title=facts["title"]) for name, facts in coding.articles.items()]


def tables(name):
    """Every table that a figure takes, from the hand coding of that name."""
    coding = trust.load_coding(name)
    articles = coded_articles(coding)
    claims = frame(coding.claims)
    where = positions.positions(claims, list(coding.articles))
    predicted = [claim for number, claim in enumerate(coding.claims) if number % 7]
    counts = words.word_counts(articles)
    return {
        "articles": articles, "claims": claims, "positions": where, "counts": counts,
        "sequences": order.sequences({one: facts["stage_sequence"] for one, facts in coding.articles.items()}),
        "pairwise": agreement.pairwise(positions.matrix(where)), "spread": agreement.spread_by_item(where),
        "keyness": keyness.log_likelihood(counts, minimum=3),
        "verdicts": verdicts_table(read_articles(coding)),
        "published": {one: facts["published"] for one, facts in coding.articles.items()},
        "score": trust.score_by_item(coding.claims, predicted),
        "confusion": trust.stance_confusion(coding.claims, predicted),
    }


def thirty(data):
    """The tables that grow with the number of articles, as if there were thirty, with long names among them."""
    names = [f"{number:03d}_{number * 7919:016x}" if number % 3 else f"an article with a long name {number}"
             for number in range(30)]
    known = sorted(data["positions"]["article"].unique())
    copies = [(name, known[number % len(known)]) for number, name in enumerate(names)]

    def copied(table):
        return pd.concat([table[table["article"] == source].assign(article=name) for name, source in copies],
                         ignore_index=True)

    grown = {key: copied(data[key]) for key in ("claims", "positions", "sequences", "keyness", "verdicts")}
    grown["published"] = {name: data["published"][source] for name, source in copies}
    grown["pairwise"] = agreement.pairwise(positions.matrix(grown["positions"]))
    grown["spread"] = agreement.spread_by_item(grown["positions"])
    grown["intervals"] = agreement.consensus_intervals(positions.matrix(grown["positions"]), resamples=200)
    originals = {one.name: one for one in data["articles"]}
    grown["articles"] = [article(name, originals[source].raw, originals[source].ranges("body"),
                                 originals[source].ranges("comment"), originals[source].damage)
                         for name, source in copies]
    return grown


DRAWINGS = {
    "contact_matrix": lambda data, **said: figures.contact_matrix(data["positions"], **said),
    "stage_lanes": lambda data, **said: figures.stage_lanes(data["sequences"], data["positions"], **said),
    "stage_lanes with consensus": lambda data, **said: figures.stage_lanes(
        data["sequences"], data["positions"], **said, consensus=(nearest := order.consensus(data["sequences"])).steps,
        dissents=order.dissents(data["sequences"], nearest)),
    "precedence_matrix": lambda data, **said: figures.precedence_matrix(order.precedence(data["sequences"]), **said),
    "agreement_matrix": lambda data, **said: figures.agreement_matrix(data["pairwise"], **said),
    "consensus_lollipops": lambda data, **said: figures.consensus_lollipops(data["spread"], data.get("intervals"), **said),
    "keyness_bars": lambda data, **said: figures.keyness_bars(data["keyness"], **said),
    "word_clouds": lambda data, **said: figures.word_clouds(data["keyness"], **said),
    "clouds_with_bars": lambda data, **said: figures.clouds_with_bars(data["keyness"], **said),
    "claims_by_family": lambda data, **said: figures.claims_by_family(data["claims"], **said),
    "damage_strip": lambda data, **said: figures.damage_strip(data["articles"], **said),
    "law_timeline": lambda data, **said: figures.law_timeline(
        data["verdicts"], verdicts.spans(data["verdicts"]), data["published"], **said),
    "word_cloud": lambda data, **said: figures.word_cloud(data["counts"].sum(axis=1), **said),
    "score_bars": lambda data, **said: figures.score_bars(data["score"], **said),
    "confusion": lambda data, **said: figures.confusion(data["confusion"], **said),
}
