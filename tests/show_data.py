"""What the tests of the show room draw: tables from the hand codings, and ways to look at a figure."""
import random
from datetime import date, timedelta

import numpy as np
import pandas as pd
from matplotlib.text import Text

from koujing.code.claims import frame
from koujing.compare import agreement, keyness, order, positions, trust, verdicts
from koujing.read.article import Article, Region
from koujing.report import otherwise
from koujing.show import figures, style, words
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
        "alternatives": otherwise.alternatives(read_articles(coding)),
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


def many(data, number=500, seed=6):
    """The tables as if there were `number` articles: each drawn at random from those given, with about two thirds of its claims.

    The dates of publication lie between 2012 and 2026, one article in ten has none. The same for the same seed.
    """
    chance = random.Random(seed)
    known = sorted(data["published"])
    sources = {f"s{place:03d}_{chance.getrandbits(64):016x}": chance.choice(known) for place in range(number)}
    originals = {one.name: one for one in data["articles"]}
    claims, judged, orders = (dict(list(data[name].groupby("article"))) for name in ("claims", "verdicts", "sequences"))
    steps = {name: dict(zip(rows["item"], map(int, rows["step"]), strict=True)) for name, rows in orders.items()}

    def copied(tables):
        return pd.concat([tables[source].assign(article=name) for name, source in sources.items() if source in tables],
                         ignore_index=True)

    said = copied(claims)
    said = said[[chance.random() < 0.65 for _ in range(len(said))]].reset_index(drop=True)
    where = positions.positions(said, sorted(sources))
    orders = {name: {item: step if chance.random() < 0.8 else chance.randint(1, 6) for item, step in steps[source].items()}
              if source in steps else None for name, source in sources.items()}
    words_of = data["counts"]
    counts = pd.DataFrame({name: [min(chance.randint(0, 2 * count), 40) if count else 0 for count in words_of[source]]
                           for name, source in sources.items()}, index=words_of.index)
    compared = positions.matrix(where)
    return {
        "articles": [article(name, originals[source].raw, originals[source].ranges("body"), originals[source].ranges("comment"),
                             [place for place in originals[source].damage if chance.random() < 0.5])
                     for name, source in sources.items()],
        "claims": said, "positions": where, "counts": counts, "sequences": order.sequences(orders),
        "pairwise": agreement.pairwise(compared), "spread": agreement.spread_by_item(where),
        "intervals": agreement.consensus_intervals(compared, resamples=100),
        "keyness": keyness.log_likelihood(counts, minimum=5), "verdicts": copied(judged),
        "published": {name: None if chance.random() < 0.1 else str(date(2012, 1, 1) + timedelta(chance.randrange(14 * 365)))
                      for name in sources},
        "score": pd.DataFrame({"article": sorted(sources), "gold": [chance.randint(1, 60) for _ in sources],
                               "joint_f1": [round(chance.random(), 3) for _ in sources]}),
        "confusion": data["confusion"], "alternatives": data["alternatives"],
    }


def extents(figure):
    """Text and its box (x0, y0, x1, y1 in pixels) for every text to be seen."""
    found = [(text.get_text(), text.get_window_extent()) for text in figure.findobj(Text)
             if text.get_visible() and text.get_text().strip()]
    return [text for text, _ in found], np.array([box.extents for _, box in found]).reshape(-1, 4)


def faults(figure):
    """What keeps a figure from being read: text cut or one upon the other, marks over the edge, glyphs missing, see-through."""
    figure.canvas.draw()
    said, boxes = extents(figure)
    width, height = figure.canvas.get_width_height()
    found = [f"cut: {text}" for text, (x0, y0, x1, y1) in zip(said, boxes, strict=True)
             if x0 < 0 or y0 < 0 or x1 > width or y1 > height]
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    clash = np.argwhere(np.triu((high - low > 2).all(axis=2), k=1))  # two pixels of descender do not hurt
    found += [f"overlap: {said[one]} / {said[other]}" for one, other in clash]
    pixels = np.asarray(figure.canvas.buffer_rgba())
    edge = np.concatenate([pixels[:3].reshape(-1, 4), pixels[-3:].reshape(-1, 4), pixels[:, :3].reshape(-1, 4),
                           pixels[:, -3:].reshape(-1, 4)])
    found += ["edge: a mark runs over it"] if (edge[:, :3] != 255).any() else []
    found += ["see-through: a dark theme would shine through"] if (pixels[..., 3] != 255).any() else []
    found += [f"glyph: {char}" for char in style.missing(said)]
    return found + [f"small: {text.get_text()}" for text in figure.findobj(Text)
                    if text.get_text().strip() and text.get_fontsize() < 6.5]


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
    "decisions_grid": lambda data, **said: figures.decisions_grid(data["alternatives"], **said),
}
