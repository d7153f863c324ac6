"""Pictures of many articles: what a column or a row an article would show, counted. Their captions say what is counted."""
from ..code.codebook import FAMILIES, label
from .sheet import (
    MARGIN,
    SMALL,
    TEXT,
    box,
    canvas,
    key_label,
    mark,
    sheet,
    silent_box,
    stance_key,
    text_width,
)
from .style import WIDTH, families, ink_on, of_rank, palette, ramp

INNER = WIDTH - 2 * MARGIN
MANY = 30  # articles: with more of them a row or a column each cannot be read at a notebook's width
RANKS = (3, 2, 1, 0)  # the firmest stance first
CLAIMS = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 9), (10, 19), (20, None))  # claims of an article: from, to


def note(articles, chinese, english):
    """The second line of a title: how many articles there are, and what is drawn of them.

    >>> note(500, "按立场计数", "counted by position")
    '500 篇文章，按立场计数 500 articles, counted by position'
    """
    return f"{articles:,} 篇文章，{chinese} {articles:,} articles, {english}"


def position_counts(positions, items, title=""):
    """None; draws for each item how many articles hold each position, and how many are silent: one bar an item.

    `positions` as for `contact_matrix`, `items` the rows in order. An article that contradicts itself is counted at its
    position, and once more in the number at the right.
    """
    articles = positions["article"].nunique()
    held = positions.assign(rank=positions["position"].where(positions["claims"] > 0).astype("Int64").fillna(-1))
    table = held.groupby(["item", "rank"]).size().unstack(fill_value=0).reindex(items, fill_value=0)
    table = table.reindex(columns=[*RANKS, -1], fill_value=0)
    table["contradict"] = positions.groupby("item")["self_contradictory"].sum().reindex(items, fill_value=0)
    names, right, row = max(text_width(label(item), TEXT) for item in items) + 0.2, 1.1, 0.29
    width = INNER - names - right
    tops, headings, y = {}, {}, 0.0
    for family in sorted({item.split(".")[0] for item in items}, key=FAMILIES.index):
        headings[y], y = families()[family], y + 0.26
        for item in (item for item in items if item.startswith(f"{family}.")):
            tops[item], y = y, y + row
        y += 0.1
    said = (f"n = {articles:,} articles, each counted once in every bar. Colour: the article's position on the item; white, at "
            "the right: it is silent, which is no denial. The number at the end: articles that contradict themselves on it.")
    with sheet("contact_matrix", [table], 0.62 + y, title, said, note(articles, "按立场计数", "counted by position")) as place:
        stance_key(canvas(place(0, 0, INNER, 0.24), INNER, 0.24), contradiction=False)
        axes = canvas(place(names, 0.62, INNER - names, y), INNER - names, y)
        axes.set_yticks([tops[item] + row / 2 for item in tops], [label(item) for item in tops])
        for at, heading in headings.items():
            axes.text(-names + 0.02, at + 0.15, heading, size=SMALL, color=palette()["quiet"], va="center")
            axes.plot([-names, INNER - names], [at + 0.03, at + 0.03], color=palette()["rule"], linewidth=0.6, clip_on=False)
        axes.text(width + right, -0.1, "自相矛盾 contradict", size=SMALL, color=palette()["accent"], ha="right", va="center")
        for item, top in tops.items():
            _position_bar(axes, top + 0.03, width, row - 0.06, table.loc[item], articles)
            count = int(table.loc[item, "contradict"])
            axes.text(width + right, top + row / 2, f"{count:,}" if count else "·", size=TEXT, ha="right", va="center_baseline",
                      color=palette()["accent" if count else "quiet"])


def _position_bar(axes, y, width, height, counts, articles):
    """One item's bar: a part for each stance, firmest first, and for silence; the count in each part that has room."""
    x = 0.0
    for rank in (*RANKS, -1):
        wide, count = width * int(counts[rank]) / articles, f"{int(counts[rank]):,}"
        if not counts[rank]:
            continue
        if rank < 0:
            box(axes, x, y, wide, height, palette()["paper"], edge=palette()["rule"], line=0.6)
            ink, room = palette()["quiet"], wide
        else:
            here = of_rank(rank)
            box(axes, x, y, wide, height, here["colour"], edge=palette()["rule"], line=0.4)
            ink, room = here["ink"], wide - 0.2
            if wide > 0.2:
                mark(axes, x + 0.12, y + height / 2, here["stance"], size=4.5)
        if room > text_width(count, SMALL) + 0.08:
            axes.text(x + wide - 0.05, y + height / 2, count, size=SMALL, color=ink, ha="right", va="center_baseline")
        x += wide


def pair_counts(pairwise, title=""):
    """None; draws how many pairs of articles agree on which share of the items that both speak about, in tenths.

    `pairwise` as for `agreement_matrix`. Pairs that share no item come last, as silence.
    """
    from pandas import DataFrame

    from ..compare.agreement import pairs_of

    articles = len(set(pairwise["article_a"].unique()) | set(pairwise["article_b"].unique()))
    met = pairwise[pairwise["shared_items"] > 0]
    tenth = (met["equal"] * 10 // met["shared_items"]).astype("int64")
    counts = tenth.value_counts().reindex(range(10, -1, -1), fill_value=0)
    table = counts.rename_axis("tenths").rename("pairs").reset_index()
    silent = len(pairwise) - len(met)
    drawn = f", drawn at random of {pairs_of(articles):,}" if len(pairwise) < pairs_of(articles) else ""
    said = (f"n = {len(pairwise):,} pairs of articles{drawn}. A bar holds the pairs by the share of equal positions among the "
            f"items that both speak about (from the first number up to, not with, the second); with no item in common: "
            f"{silent:,}.")
    texts = ["1 全同 all equal", *(f"{low / 10:g}–{low / 10 + 0.1:.1f}" for low in range(9, -1, -1)), "无共同项 none in common"]
    values, row, names = [*table["pairs"], silent], 0.27, max(text_width("无共同项 none in common", TEXT), 1) + 0.2
    width = INNER - names - 1.0
    with sheet("agreement_matrix", [table, DataFrame({"silent": [silent]})], 0.3 + row * len(values), title, said,
               note(articles, "各对按一致程度计数", "their pairs counted by agreement")) as place:
        axes = canvas(place(names, 0.3, INNER - names, row * len(values)), INNER - names, row * len(values))
        axes.text(0, -0.13, "相同项的比例 share of equal positions, 文章对数 pairs of articles", size=SMALL,
                  color=palette()["quiet"], va="center")
        axes.set_yticks([(n + 0.5) * row for n in range(len(values))], texts)
        for number, value in enumerate(values):
            wide = width * value / max(*values, 1)
            last = number == len(values) - 1
            box(axes, 0, number * row + 0.03, wide, row - 0.06, palette()["paper"] if last else ramp(1 - number / 10),
                edge=palette()["rule"], line=0.6)
            axes.text(wide + 0.08, (number + 0.5) * row, f"{value:,}", size=SMALL, va="center_baseline",
                      color=palette()["ink" if value else "quiet"])


def step_counts(sequences, articles, stages, consensus=None, title=""):
    """None; draws stages (rows) against steps (columns): how many articles put the stage there.

    `sequences`: article, item, step; `articles`: how many there are; `stages`: the rows in order. `consensus` (item,
    step, open) frames the step of each stage in the order nearest to all, dashed where its place is open.
    """
    ordered = sequences.dropna(subset=["step"])
    orders, steps = ordered["article"].nunique(), int(ordered["step"].max())
    table = ordered.groupby(["item", "step"]).size().unstack(fill_value=0)
    table = table.reindex(index=stages, columns=range(1, steps + 1), fill_value=0)
    table["open"] = 0 if consensus is None else consensus.set_index("item")["open"].reindex(stages)
    table["agreed"] = 0 if consensus is None else consensus.set_index("item")["step"].reindex(stages)
    names, right, row = max(text_width(label(item), TEXT) for item in stages) + 0.2, 1.1, 0.36
    column = min(1.6, (INNER - names - right) / steps)
    said = (f"n = {orders:,} articles that give an order, of {articles:,}. Each cell: how many put the stage at that step; the "
            "darker, the more. At the right: how many place the stage at all."
            + ("" if consensus is None else " Framed: its step in the order nearest to all; dashed: its place there is open."))
    noted = note(articles, f"{orders:,} 篇给出次序，按步骤计数", f"the {orders:,} that give an order counted by step")
    with sheet("stage_lanes", [table], 0.34 + 0.3 + row * len(stages), title, said, noted) as place:
        key = canvas(place(0, 0, INNER, 0.24), INNER, 0.24)
        for number in range(40):
            box(key, number * 0.03, 0.04, 0.032, 0.16, ramp(number / 39))
        x = key_label(key, 1.26, "无到全部 none to all that give an order")
        if consensus is not None:
            box(key, x, 0.02, 0.3, 0.2, palette()["paper"], edge=palette()["accent"], line=1.6)
            key_label(key, x + 0.36, "共识 consensus")
        axes = canvas(place(names, 0.64, column * steps + right, row * len(stages)), column * steps + right, row * len(stages))
        axes.set_xticks([(n + 0.5) * column for n in range(steps)],
                        [f"第{n + 1}步 step {n + 1}" if column > 0.95 else str(n + 1) for n in range(steps)])
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=1)
        axes.set_yticks([(n + 0.5) * row for n in range(len(stages))], [label(item) for item in stages])
        for number, item in enumerate(stages):
            for step in range(1, steps + 1):
                count, place_of = int(table.loc[item, step]), ((step - 1) * column + 0.03, number * row + 0.03,
                                                               column - 0.06, row - 0.06)
                if count:
                    box(axes, *place_of, ramp(count / orders), edge=palette()["faint"], line=0.6)
                    axes.text((step - 0.5) * column, (number + 0.5) * row, f"{count:,}", size=TEXT if column > 0.5 else 7,
                              ha="center", va="center_baseline", color=ink_on(ramp(count / orders)))
                else:
                    silent_box(axes, *place_of)
                if table.loc[item, "agreed"] == step:
                    box(axes, *place_of, "none", edge=palette()["accent"], line=1.6)
                    axes.patches[-1].set_linestyle("--" if table.loc[item, "open"] else "-")
            placed = int(table.loc[item, range(1, steps + 1)].sum())
            axes.text(column * steps + 0.1, (number + 0.5) * row, f"{placed:,} of {orders:,}",
                      size=SMALL, va="center_baseline", color=palette()["quiet"])


def claim_counts(counts, articles, title=""):
    """None; draws how many articles make how many claims in each family: one panel a family, one row a number of claims.

    `counts`: articles × families, the claims of each article in each family (articles without any may be missing);
    `articles`: how many there are.
    """
    from pandas import DataFrame, Index

    texts = [str(low) if low == high else f"{low}–{high}" if high else f"{low}+" for low, high in CLAIMS]
    most = counts.to_numpy().max()
    table = DataFrame({family: [int(counts[family].between(low, most if high is None else high).sum()) for low, high in CLAIMS]
                       for family in FAMILIES}, index=Index(texts, name="claims"))
    table.iloc[0] += articles - len(counts)
    names, gap, row = 1.1, 0.2, 0.26
    width, tall = (INNER - names) / len(FAMILIES), len(texts) * row
    said = (f"n = {articles:,} articles with {int(counts.to_numpy().sum()):,} claims; one panel a family of items, one row a "
            "number of claims. A bar counts the articles that make so many; all panels are on one scale. A claim that is "
            "repeated counts again.")
    with sheet("claims_by_family", [table], 0.3 + tall, title, said,
               note(articles, "按论断数计数", "counted by how many claims they make")) as place:
        for number, family in enumerate(FAMILIES):
            axes = place(names + number * width, 0.3, width - gap, tall)
            axes.barh(range(len(texts)), table[family], height=0.62, color=palette()["bar"])
            axes.set(xlim=(0, max(1, table.to_numpy().max()) * 1.3), ylim=(len(texts) - 0.5, -0.5), xticks=[])
            axes.axvline(0, color=palette()["rule"], linewidth=0.8)
            axes.set_yticks(range(len(texts)), [f"{text} 条 claims" for text in texts] if number == 0 else [""] * len(texts))
            axes.set_title(families()[family], size=TEXT, loc="left", color=palette()["ink"], pad=6)
            for at, value in enumerate(table[family]):
                axes.annotate(f"{value:,}", (value, at), (4, 0), textcoords="offset points", size=SMALL,
                              va="center_baseline", color=palette()["ink"] if value else palette()["quiet"])
