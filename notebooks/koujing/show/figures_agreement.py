"""Pictures of agreement: on each item among those who speak of it, and of each pair of articles."""
from ..code.codebook import label
from .figures_many import MANY, pair_counts
from .sheet import (
    MARGIN,
    SMALL,
    TEXT,
    box,
    canvas,
    key_label,
    mark,
    nothing,
    sheet,
    silent_box,
    stance_key,
    text_width,
)
from .style import WIDTH, ink_on, of_rank, palette, ramp, short

INNER = WIDTH - 2 * MARGIN
SPREAD = ["item", "speak", "silent", "lowest", "highest", "consensus", "why"]  # what is drawn of the table
PAIR = ["article_a", "article_b", "shared_items", "equal", "agreement"]
ROW = 0.27  # inches: one item
ENDS = ((-1, "−1", "两极 two camps"), (0, "0", "平均分散 evenly spread"), (1, "1", "一致 all alike"))


def consensus_lollipops(spread, intervals=None, title="", caption=""):
    """None; draws each item's consensus (van der Eijk's A, −1 to 1), the positions held, and how many articles speak.

    `spread` as from `compare.agreement.spread_by_item`: item, speak, silent, lowest, highest, consensus, why. The
    firmest consensus comes first, at equal consensus the one of more articles; items without one come last, with the
    reason in place of a lollipop. `intervals` as from `consensus_intervals`: a thin line from low to high where it has
    them. The boxes are the lowest and the highest position held, or the one position.
    """
    if not len(spread):
        return nothing("consensus_lollipops", title, caption)
    rows = spread.assign(_of=spread["consensus"].fillna(-2.0).astype(float))
    rows = rows.sort_values(["_of", "speak"], ascending=False, kind="stable")
    names = max(text_width(label(item), TEXT) for item in rows["item"]) + 0.2
    ends = {} if intervals is None else intervals.dropna(subset=["low", "high"]).set_index("item")[["low", "high"]].T.to_dict()
    articles = int((rows["speak"] + rows["silent"]).max())
    told = max(text_width(f"{articles} of {articles}", TEXT), 0.5)
    share = 1.2  # inches of the bar that shows how many speak
    plot = INNER - names - 0.35 - 0.55 - 0.95 - share - 0.1 - told
    tall = ROW * len(rows)
    drawn = [rows[SPREAD], *([] if intervals is None else [intervals[["item", "low", "high"]]])]
    with sheet("consensus_lollipops", drawn, 0.3 + 0.42 + tall, title, caption) as place:
        key = canvas(place(0, 0, INNER, 0.24), INNER, 0.24)
        x = stance_key(key, contradiction=False, silence=False)
        if ends:
            _whisker(key, x, x + 0.3, 0.12)
            key_label(key, x + 0.36, "区间：文章重抽样 interval: articles resampled")
        axes = canvas(place(names, 0.72, INNER - names, tall), INNER - names, tall)
        axes.set_yticks([(n + 0.5) * ROW for n in range(len(rows))], [label(item) for item in rows["item"]])
        left, unit = 0.2, (plot - 0.05) / 2  # where −1 stands, and the inches of 1
        places = {"value": plot + 0.42, "held": plot + 0.9, "share": plot + 1.85}
        for at, number, text in ENDS:
            axes.text(left + (at + 1) * unit, -0.1, number, size=SMALL, ha="center", va="center")
            axes.text(left + (at + 1) * unit, -0.27, text, size=SMALL, ha="center", va="center", color=palette()["quiet"])
            axes.plot([left + (at + 1) * unit] * 2, [0, tall], color=palette()["rule"], linewidth=0.8 if at == 0 else 0.5)
        for where, text in (("held", "立场 positions"), ("share", "提到的文章 articles that speak")):
            axes.text(places[where], -0.1, text, size=SMALL, va="center", color=palette()["quiet"])
        for number, row in enumerate(rows.itertuples()):
            _lollipop(axes, row, (number + 0.5) * ROW, left + unit, unit, ends.get(row.item), places)
            _coverage(axes, places["share"], (number + 0.5) * ROW, share, row.speak, row.speak + row.silent)
        for artist in (*axes.lines, *axes.patches):
            artist.set_clip_on(False)


def _lollipop(axes, row, y, zero, unit, ends, places):
    """One item's stem and head, or why it has none; its value, and the positions held."""
    if row.why:
        reason = "仅一篇提到 one article only" if row.speak else "无人提到 nobody speaks"
        axes.text(zero + 0.08, y, reason, size=SMALL, va="center_baseline", color=palette()["quiet"])
    else:
        head = zero + float(row.consensus) * unit
        axes.plot([zero, head], [y, y], color=palette()["bar"], linewidth=1.6, solid_capstyle="butt")
        if ends:
            low, high = (zero + float(ends[end]) * unit for end in ("low", "high"))
            _whisker(axes, low, high, y)
        axes.plot([head], [y], marker="o", markersize=7, color=palette()["bar"], markeredgewidth=0)
        axes.text(places["value"], y, f"{row.consensus:.2f}".replace("-", "−"), size=TEXT, ha="center", va="center_baseline")
    for number, rank in enumerate(sorted({int(row.lowest), int(row.highest)}, reverse=True) if row.speak else []):
        here, x = of_rank(rank), places["held"] + number * 0.36
        box(axes, x, y - 0.1, 0.3, 0.2, here["colour"], edge=palette()["rule"], line=0.5)
        mark(axes, x + 0.15, y, here["stance"], size=5.5)


def _whisker(axes, low, high, y):
    """An interval, with a small bar at each end."""
    axes.plot([low, high], [y, y], color=palette()["accent"], linewidth=1.0, marker="|", markersize=6)


def _coverage(axes, x, y, width, speak, articles):
    """How many of the articles speak: a bar, cut into articles where they are few, and the numbers."""
    box(axes, x, y - 0.07, width, 0.14, palette()["faint"])
    box(axes, x, y - 0.07, width * speak / max(1, articles), 0.14, palette()["bar"])
    for cut in range(1, articles if articles <= 20 else 0):
        axes.plot([x + width * cut / articles] * 2, [y - 0.07, y + 0.07], color=palette()["paper"], linewidth=1.2)
    axes.text(x + width + 0.1, y, f"{speak} of {articles}", size=TEXT, va="center_baseline",
              color=palette()["ink" if speak else "quiet"])


def agreement_matrix(pairwise, title="", caption=""):
    """None; draws articles against articles: on how many of the items that both speak about they agree.

    `pairwise` as from `compare.agreement.pairwise`: article_a, article_b, shared_items, equal, agreement. A cell says
    "equal of shared"; with more than 20 articles it is colour alone. Pairs of more than 30 are counted by their
    agreement instead (`figures_many.pair_counts`), under a caption of their own.
    """
    if not len(pairwise):
        return nothing("agreement_matrix", title, caption)
    articles = sorted(set(pairwise["article_a"].unique()) | set(pairwise["article_b"].unique()))
    if len(articles) > MANY:
        return pair_counts(pairwise, title)
    place_of = {article: number for number, article in enumerate(articles)}
    cells = max(1, len(articles) - 1)  # the first article needs no row, the last no column
    widest = max([text_width(short(a, articles), TEXT) for a in articles] + [0.3])
    side = min(1.6, (INNER - widest - 0.2) / cells)
    tall, size = (min(side, 0.42), TEXT) if side > 0.7 else (side, min(8, side * 15))
    written, turned = len(articles) <= 20, side < widest + 0.05
    width, height, foot = side * cells, tall * cells, widest + 0.15 if turned else 0.26
    with sheet("agreement_matrix", [pairwise[PAIR]], 0.34 + height + foot, title, caption) as place:
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
