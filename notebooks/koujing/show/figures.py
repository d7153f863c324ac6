"""Pictures of positions and agreement, and the names of all others. Every function draws its tables, shows, and returns None."""
from ..code.codebook import FAMILIES, items as codebook_items, label
from .figures_counts import claims_by_family, confusion, damage_strip, law_timeline, score_bars
from .figures_order import precedence_matrix, stage_lanes
from .figures_words import clouds_with_bars, keyness_bars, word_cloud, word_clouds
from .sheet import (
    MARGIN,
    SMALL,
    TEXT,
    box,
    canvas,
    mark,
    nothing,
    sheet,
    silent_box,
    split_box,
    stance_key,
    text_width,
)
from .style import WIDTH, families, ink_on, of_rank, palette, ramp, short

__all__ = ["agreement_matrix", "claims_by_family", "clouds_with_bars", "confusion", "contact_matrix", "damage_strip",
           "keyness_bars", "law_timeline", "precedence_matrix", "score_bars", "stage_lanes", "word_cloud", "word_clouds"]
INNER = WIDTH - 2 * MARGIN


def contact_matrix(positions, items=None, title="", caption=""):
    """None; draws items (rows, by family) against articles (columns), coloured by the article's position.

    `positions` as from `compare.positions.positions`: article, item, claims, lowest, highest, position,
    self_contradictory. Each cell holds the stance's mark and the number of claims; a cell of an article that
    contradicts itself is cut in two, lowest and highest stance; a silent cell is paper with a dot.
    `items` chooses and orders the rows; without it all items of the table, in codebook order.
    """
    if not len(positions):
        return nothing(title, caption)
    articles = sorted(positions["article"].unique())
    chosen = list(items) if items is not None else [i for i in codebook_items() if i in set(positions["item"])]
    cells = {(row.article, row.item): row for row in positions.itertuples()}
    names = max([text_width(label(item), TEXT) for item in chosen] + [0.8]) + 0.2
    column = min(1.5, (INNER - names) / max(1, len(articles)))
    narrow = column < 0.55
    height = 0.42 if narrow else 0.29
    tops, headings, y = {}, {}, 0.0
    for family in sorted({item.split(".")[0] for item in chosen}, key=FAMILIES.index):
        headings[y] = families()[family]
        y += 0.26
        for item in (item for item in chosen if item.startswith(f"{family}.")):
            tops[item] = y
            y += height
        y += 0.1
    widest = max(text_width(short(name, articles), TEXT) for name in articles)
    head = 0.24 if column > widest + 0.05 else widest + 0.1
    with sheet(0.3 + head + y, title, caption) as place:
        stance_key(canvas(place(0, 0, INNER, 0.24), INNER, 0.24))
        axes = canvas(place(names, 0.3 + head, column * len(articles), y), column * len(articles), y)
        axes.set_xticks([(n + 0.5) * column for n in range(len(articles))], [short(a, articles) for a in articles])
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=-2,
                         labelrotation=0 if head == 0.24 else 90, labelcolor=palette()["ink"])
        axes.text(-0.08, -0.07, "数字：论断数 number: claims", size=SMALL, color=palette()["quiet"], ha="right",
                  va="center")
        axes.set_yticks([tops[item] + height / 2 for item in tops], [label(item) for item in tops])
        for at, heading in headings.items():
            axes.text(-names + 0.02, at + 0.15, heading, size=SMALL, color=palette()["quiet"], va="center")
            axes.plot([-names, column * len(articles)], [at + 0.03, at + 0.03], color=palette()["rule"],
                      linewidth=0.6, clip_on=False)
        for item, top in tops.items():
            for number, article in enumerate(articles):
                _position_cell(axes, number * column + 0.02, top + 0.02, column - 0.04, height - 0.04,
                               cells.get((article, item)), narrow)


def _position_cell(axes, x, y, width, height, row, narrow):
    """One cell of the contact matrix: silence, a stance with its number of claims, or a cell cut in two."""
    if row is None or not row.claims:
        silent_box(axes, x, y, width, height)
        return
    low, high, here = of_rank(row.lowest), of_rank(row.highest), of_rank(row.position)
    middle, count = y + height / 2, str(row.claims)
    if row.self_contradictory:
        split_box(axes, x, y, width, height, low["colour"], high["colour"])
        mark(axes, x + width * 0.2, y + height * (0.28 if narrow else 0.5), low["stance"], size=3.8 if narrow else 6)
        mark(axes, x + width * (0.75 if narrow else 0.64), y + height * (0.28 if narrow else 0.5), high["stance"],
             size=3.8 if narrow else 6)
        axes.text(x + width * (0.75 if narrow else 0.84), y + height * 0.7 if narrow else middle, count,
                  size=6.5 if narrow else TEXT, color=high["ink"], ha="center", va="center_baseline")
        return
    edge = palette()["rule"] if here["rank"] == "0" else "none"
    box(axes, x, y, width, height, here["colour"], edge=edge, line=0.6)
    mark(axes, x + width * (0.5 if narrow else 0.38), y + height * (0.28 if narrow else 0.5), here["stance"],
         size=4.5 if narrow else 6)
    axes.text(x + width * (0.5 if narrow else 0.62), y + height * 0.7 if narrow else middle, count,
              size=6.5 if narrow else TEXT, color=here["ink"], ha="center", va="center_baseline")


def agreement_matrix(pairwise, title="", caption=""):
    """None; draws articles against articles: on how many of the items that both speak about they agree.

    `pairwise` as from `compare.agreement.pairwise`: article_a, article_b, shared_items, equal, agreement. A cell says
    "equal of shared"; with more than 20 articles it is colour alone.
    """
    if not len(pairwise):
        return nothing(title, caption)
    articles = sorted(set(pairwise["article_a"]) | set(pairwise["article_b"]))
    place_of = {article: number for number, article in enumerate(articles)}
    cells = max(1, len(articles) - 1)  # the first article needs no row, the last no column
    widest = max([text_width(short(a, articles), TEXT) for a in articles] + [0.3])
    side = min(1.6, (INNER - widest - 0.2) / cells)
    tall, size = (min(side, 0.42), TEXT) if side > 0.7 else (side, min(8, side * 15))
    written, turned = len(articles) <= 20, side < widest + 0.05
    width, height, foot = side * cells, tall * cells, widest + 0.15 if turned else 0.26
    with sheet(0.34 + height + foot, title, caption) as place:
        _ramp_key(canvas(place(0, 0, INNER, 0.24), INNER, 0.24), written)
        axes = canvas(place(widest + 0.2, 0.34, width, height), width, height)
        axes.set_xticks([(n + 0.5) * side for n in range(cells)], [short(a, articles) for a in articles[:-1]],
                        rotation=90 if turned else 0, color=palette()["ink"])
        axes.set_yticks([(n + 0.5) * tall for n in range(cells)], [short(a, articles) for a in articles[1:]])
        for row in pairwise.itertuples():
            first, second = sorted((place_of[row.article_a], place_of[row.article_b]))
            x, y = first * side + 0.02, (second - 1) * tall + 0.02
            if not row.shared_items:
                silent_box(axes, x, y, side - 0.04, tall - 0.04)
                continue
            colour = ramp(row.agreement)
            box(axes, x, y, side - 0.04, tall - 0.04, colour)
            if written:
                join = " of " if side > 0.7 else "/"
                axes.text(x + side / 2 - 0.02, y + tall / 2 - 0.02, f"{row.equal}{join}{row.shared_items}", size=size,
                          color=ink_on(colour), ha="center", va="center_baseline")


def _ramp_key(axes, written):
    """The key of the agreement matrix: a ramp from none to all, and how to read a cell."""
    axes.text(0, 0.12, "不同 0", size=SMALL, va="center")
    for number in range(40):
        box(axes, 0.45 + number * 0.04, 0.04, 0.042, 0.16, ramp(number / 39))
    axes.text(2.12, 0.12, "1 相同 same position", size=SMALL, va="center")
    silent_box(axes, 3.6, 0.04, 0.3, 0.16)
    axes.text(3.96, 0.12, "无共同项 no item in common", size=SMALL, va="center")
    if written:
        axes.text(6.0, 0.12, "数字：相同项/共同项 numbers: same, of items both speak about", size=SMALL, va="center")
