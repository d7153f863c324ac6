"""Pictures of the order of stages: each article's lane beside the consensus, and who puts which stage first."""
from ..code.codebook import items as codebook_items, label
from .figures_many import MANY, step_counts
from .sheet import (
    MARGIN,
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
    wrap,
)
from .style import WIDTH, ink_on, of_rank, palette, ramp, short

INNER = WIDTH - 2 * MARGIN
CONSENSUS = "共识 consensus"


def stage_lanes(sequences, positions, title="", caption="", consensus=None, dissents=None):
    """None; draws a lane an article: its stages in the order it gives, coloured by its stance on each.

    `sequences`: article, item, step (as from `compare.order.sequences`); `positions` as for `contact_matrix`, which
    also names the articles that give no order. Stages of the same step stand one above the other. `consensus` (item,
    step, articles, open: `steps` of `compare.order.consensus`) is drawn as a first lane, each stage with the number of
    orders that it stands in (where there is room), dashed where its place is open; `dissents` (article, first, second)
    frames the stages of an article that stand otherwise to each other than in the consensus. More than 30 articles are
    counted by stage and step instead (`figures_many.step_counts`), under a caption of their own.
    """
    articles = sorted(set(positions["article"]) | set(sequences["article"]))
    if not articles:
        return nothing("stage_lanes", title, caption)
    ordered = sequences.dropna(subset=["step"])[["article", "item", "step"]]
    if len(articles) > MANY and len(ordered):
        placed = codebook_items() if consensus is None else list(consensus["item"])
        stages = [item for item in placed if item in set(ordered["item"])]
        return step_counts(ordered, len(articles), stages, consensus, title)
    apart = set() if dissents is None else {(row.article, item) for row in dissents.itertuples()
                                            for item in (row.first, row.second)}
    agreed = {} if consensus is None else {row.item: row for row in consensus.itertuples()}
    if agreed:
        from pandas import concat

        ordered = concat([consensus[["item", "step"]].assign(article=CONSENSUS), ordered], ignore_index=True)
    steps = int(ordered["step"].max()) if len(ordered) else 1
    spoken = {(row.article, row.item): row for row in positions.itertuples() if row.claims}
    heads = {CONSENSUS: CONSENSUS} if agreed else {}
    heads |= {article: short(article, articles) for article in articles}
    names = max(text_width(name, TEXT) for name in heads.values()) + 0.25
    column = min(3.2, (INNER - names) / steps)
    two_lines = column < 2.1
    tall = 0.46 if two_lines else 0.32
    lanes, y = {}, 0.0
    for article in heads:
        mine = ordered[ordered["article"] == article]
        rows = int(mine.groupby("step").size().max()) if len(mine) else 1
        lanes[article] = (y, rows * (tall + 0.04) + 0.12, mine)
        y += lanes[article][1] + 0.08
    drawn = [ordered, positions.loc[positions["claims"] > 0, ["article", "item", "position"]],
             *(table for table in (consensus, dissents) if table is not None)]
    with sheet("stage_lanes", drawn, 0.34 + 0.3 + y, title, caption) as place:
        key = canvas(place(0, 0, INNER, 0.24), INNER, 0.24)
        x = stance_key(key, contradiction=False, silence=False)
        if any((row.article, row.item) not in spoken and row.article != CONSENSUS for row in ordered.itertuples()):
            box(key, x, 0.02, 0.3, 0.2, palette()["paper"], edge=palette()["rule"], line=0.6)
            x = key_label(key, x + 0.36, "列出而无论断 placed, but no claim")
        if apart:
            box(key, x, 0.02, 0.3, 0.2, palette()["paper"], edge=palette()["accent"], line=1.6)
            key_label(key, x + 0.36, "异于共识 apart from it")
        axes = canvas(place(names, 0.64, column * steps, y), column * steps, y)
        axes.set_xticks([(n + 0.5) * column for n in range(steps)], [f"第{n + 1}步 step {n + 1}" for n in range(steps)])
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=1)
        axes.set_yticks([top + high / 2 for top, high, _ in lanes.values()], [heads[a] for a in lanes])
        for article, (top, high, mine) in lanes.items():
            box(axes, 0, top, column * steps, high, palette()["wash"])
            if not len(mine):
                axes.text(0.12, top + high / 2, "未说明次序 gives no order", size=TEXT, va="center_baseline",
                          color=palette()["quiet"])
            for step, group in mine.groupby("step"):
                stack = sorted(group["item"], key=codebook_items().index)
                start = top + (high - len(stack) * (tall + 0.04) + 0.04) / 2
                for number, item in enumerate(stack):
                    place_of = (step - 1) * column + 0.1, start + number * (tall + 0.04), column - 0.2, tall
                    if article == CONSENSUS:
                        _agreed_box(axes, *place_of, item, agreed[item], len(set(sequences["article"])), two_lines)
                    else:
                        _stage_box(axes, *place_of, item, spoken.get((article, item)), two_lines,
                                   palette()["accent"] if (article, item) in apart else None)
                if step > 1:
                    axes.annotate("", ((step - 1) * column + 0.09, top + high / 2),
                                  ((step - 1) * column - 0.09, top + high / 2),
                                  arrowprops={"arrowstyle": "-|>", "color": palette()["quiet"], "shrinkA": 0,
                                              "shrinkB": 0, "linewidth": 0.8, "mutation_scale": 7})


def _agreed_box(axes, x, y, width, height, item, row, orders, two_lines):
    """One stage of the consensus, its frame dashed where it is open; where there is room, in how many orders it stands."""
    _stage_box(axes, x, y, width, height, item, None, two_lines, palette()["ink"], "--" if row.open else "-")
    if not two_lines:
        axes.text(x + width - 0.06, y + height / 2, f"{row.articles} of {orders}", size=7, color=palette()["quiet"],
                  ha="right", va="center_baseline")


def _stage_box(axes, x, y, width, height, item, row, two_lines, frame=None, dashes="-"):
    """One stage in a lane; white where the article gives the stage a place but makes no claim about it."""
    here = of_rank(row.position) if row is not None else {"colour": palette()["paper"], "ink": palette()["ink"]}
    box(axes, x, y, width, height, here["colour"], edge=frame or palette()["rule"], line=1.4 if frame else 0.6)
    axes.patches[-1].set_linestyle(dashes)
    if row is not None:
        mark(axes, x + 0.14, y + height / 2, here["stance"], size=5.5)
    chinese, english = label(item).split(" ", 1)
    lines = [chinese, *wrap(english, width - 0.3, 7)[:1]] if two_lines else [f"{chinese} {english}"]
    for number, line in enumerate(lines):
        axes.text(x + 0.27, y + height * (number + 1) / (len(lines) + 1), line, color=here["ink"], va="center_baseline",
                  size=TEXT if number == 0 else 7)


def precedence_matrix(precedence, order=(), title="", caption=""):
    """None; draws stages (rows) against stages (columns): how many articles put the row's stage before the column's.

    `precedence` as from `compare.order.precedence`: first, second, before, tie, after, articles. `order`: the stages to
    draw, in order (without it, those that two articles or one place together, in codebook order). A cell says "before
    of articles", and beneath it how many put both in one step. A cell of a pair that no article places is silent.
    """
    known = set(precedence.loc[precedence["articles"] > 0, "first"])
    stages = list(order) or [item for item in codebook_items() if item in known]
    if len(stages) < 2:
        return nothing("precedence_matrix", title, caption)
    shown = precedence[precedence["first"].isin(stages) & precedence["second"].isin(stages)]
    cells = {(row.first, row.second): row for row in shown.itertuples()}
    names = max(text_width(label(item), TEXT) for item in stages) + 0.15
    side, tall, head = min(1.3, (INNER - names) / len(stages)), 0.4, 0.36
    width, height = side * len(stages), tall * len(stages)
    with sheet("precedence_matrix", [shown], 0.34 + head + height, title, caption) as place:
        key = canvas(place(0, 0, INNER, 0.24), INNER, 0.24)
        for number in range(40):
            box(key, number * 0.03, 0.04, 0.032, 0.16, ramp(number / 39))
        x = key_label(key, 1.26, "0 到全部 none to all")
        silent_box(key, x, 0.04, 0.3, 0.16)
        x = key_label(key, x + 0.36, "无文章同提 no article places both")
        key_label(key, x, "每格：行先于列的文章数 row before column, of the articles that place both")
        axes = canvas(place(names, 0.34 + head, width, height), width, height)
        axes.set_yticks([(number + 0.5) * tall for number in range(len(stages))], [label(item) for item in stages])
        for number, item in enumerate(stages):
            chinese, english = label(item).split(" ", 1)
            for line, (text, size) in enumerate(((chinese, TEXT), (wrap(english, side - 0.04, 7)[0], 7))):
                axes.text((number + 0.5) * side, -0.28 + line * 0.15, text, size=size, ha="center", va="center")
            for at, other in enumerate(stages):
                if at != number:
                    _precedence_cell(axes, number * side + 0.02, at * tall + 0.02, side - 0.04, tall - 0.04,
                                     cells.get((other, item)))


def _precedence_cell(axes, x, y, width, height, row):
    """One cell of the precedence matrix: "before of articles", and those that put both in one step."""
    if row is None or not row.articles:
        silent_box(axes, x, y, width, height)
        return
    colour = ramp(row.before / row.articles)
    box(axes, x, y, width, height, colour, edge=palette()["faint"], line=0.6)
    join = " of " if width > 0.75 else "/"
    axes.text(x + width / 2, y + height * (0.34 if row.tie else 0.5), f"{row.before}{join}{row.articles}", size=TEXT,
              color=ink_on(colour), ha="center", va="center_baseline")
    if row.tie:
        axes.text(x + width / 2, y + height * 0.76, f"同步 tie {row.tie}", size=7, color=ink_on(colour), ha="center",
                  va="center_baseline")
