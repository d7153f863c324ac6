"""Pictures of positions, stage sequences and agreement. Every function draws its tables, shows, and returns None."""
from ..code.codebook import items as codebook_items, label
from .figures_agreement import agreement_matrix, consensus_lollipops
from .figures_counts import claims_by_family, confusion, damage_strip, law_timeline, score_bars
from .figures_positions import contact_matrix
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
    stance_key,
    text_width,
    wrap,
)
from .style import WIDTH, of_rank, palette, short

__all__ = ["agreement_matrix", "claims_by_family", "clouds_with_bars", "confusion", "consensus_lollipops", "contact_matrix",
           "damage_strip", "keyness_bars", "law_timeline", "score_bars", "stage_lanes", "word_cloud", "word_clouds"]
INNER = WIDTH - 2 * MARGIN


def stage_lanes(sequences, positions, title="", caption=""):
    """None; draws a lane an article: its stages in the order it gives, coloured by its stance on each.

    `sequences`: article, item, step (as from `compare.order.sequences`); `positions` as for `contact_matrix`, which
    also names the articles that give no order. Stages of the same step stand one above the other.
    """
    articles = sorted(set(positions["article"]) | set(sequences["article"]))
    if not articles:
        return nothing(title, caption)
    ordered = sequences.dropna(subset=["step"])
    steps = int(ordered["step"].max()) if len(ordered) else 1
    spoken = {(row.article, row.item): row for row in positions.itertuples() if row.claims}
    names = max(text_width(short(a, articles), TEXT) for a in articles) + 0.25
    column = min(3.2, (INNER - names) / steps)
    two_lines = column < 2.1
    tall = 0.46 if two_lines else 0.32
    lanes, y = {}, 0.0
    for article in articles:
        mine = ordered[ordered["article"] == article]
        rows = int(mine.groupby("step").size().max()) if len(mine) else 1
        lanes[article] = (y, rows * (tall + 0.04) + 0.12, mine)
        y += lanes[article][1] + 0.08
    with sheet(0.34 + 0.3 + y, title, caption) as place:
        key = canvas(place(0, 0, INNER, 0.24), INNER, 0.24)
        x = stance_key(key, contradiction=False, silence=False)
        if any((row.article, row.item) not in spoken for row in ordered.itertuples()):
            box(key, x, 0.02, 0.3, 0.2, palette()["paper"], edge=palette()["rule"], line=0.6)
            key.text(x + 0.36, 0.12, "列出而无论断 placed, but no claim of practice", size=SMALL, va="center")
        axes = canvas(place(names, 0.64, column * steps, y), column * steps, y)
        axes.set_xticks([(n + 0.5) * column for n in range(steps)], [f"第{n + 1}步 step {n + 1}" for n in range(steps)])
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=1)
        axes.set_yticks([top + high / 2 for top, high, _ in lanes.values()], [short(a, articles) for a in lanes])
        for article, (top, high, mine) in lanes.items():
            box(axes, 0, top, column * steps, high, palette()["wash"])
            if not len(mine):
                axes.text(0.12, top + high / 2, "未说明次序 gives no order", size=TEXT, va="center_baseline",
                          color=palette()["quiet"])
            for step, group in mine.groupby("step"):
                stack = sorted(group["item"], key=codebook_items().index)
                start = top + (high - len(stack) * (tall + 0.04) + 0.04) / 2
                for number, item in enumerate(stack):
                    _stage_box(axes, (step - 1) * column + 0.1, start + number * (tall + 0.04), column - 0.2, tall,
                               item, spoken.get((article, item)), two_lines)
                if step > 1:
                    axes.annotate("", ((step - 1) * column + 0.09, top + high / 2),
                                  ((step - 1) * column - 0.09, top + high / 2),
                                  arrowprops={"arrowstyle": "-|>", "color": palette()["quiet"], "shrinkA": 0,
                                              "shrinkB": 0, "linewidth": 0.8, "mutation_scale": 7})


def _stage_box(axes, x, y, width, height, item, row, two_lines):
    """One stage in a lane; white where the article gives the stage a place but makes no claim about it."""
    here = of_rank(row.position) if row is not None else {"colour": palette()["paper"], "ink": palette()["ink"]}
    box(axes, x, y, width, height, here["colour"], edge=palette()["rule"], line=0.6)
    if row is not None:
        mark(axes, x + 0.14, y + height / 2, here["stance"], size=5.5)
    chinese, english = label(item).split(" ", 1)
    lines = [chinese, *wrap(english, width - 0.3, 7)[:1]] if two_lines else [f"{chinese} {english}"]
    for number, line in enumerate(lines):
        axes.text(x + 0.27, y + height * (number + 1) / (len(lines) + 1), line, color=here["ink"], va="center_baseline",
                  size=TEXT if number == 0 else 7)
