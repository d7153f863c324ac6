"""Pictures of counts: claims by family, damage, and how well we read."""
from ..code.codebook import FAMILIES, label
from .figures_many import MANY, claim_counts, note
from .sheet import MARGIN, SMALL, TEXT, box, canvas, mark, nothing, sheet, text_width
from .style import WIDTH, families, ink_on, palette, ramp, short, stances

INNER = WIDTH - 2 * MARGIN


def claims_by_family(claims, title="", caption=""):
    """None; draws how many claims each article makes in each family of items: one row an article, one panel a family.

    `claims`: a table of claims with article and item, one row a claim. More than 30 articles are counted by their number
    of claims instead (`figures_many.claim_counts`), under a caption of their own.
    """
    if not len(claims):
        return nothing("claims_by_family", title, caption)
    articles = sorted(claims["article"].unique())
    counts = claims.groupby([claims["article"], claims["item"].str.split(".").str[0]]).size()
    if len(articles) > MANY:
        return claim_counts(counts.unstack(fill_value=0).reindex(columns=FAMILIES, fill_value=0), len(articles), title)
    names = max(text_width(short(a, articles), TEXT) for a in articles) + 0.15
    width, gap, row = (INNER - names) / len(FAMILIES), 0.2, 0.26
    largest, tall = counts.max(), len(articles) * row
    drawn = counts.rename_axis(["article", "family"]).rename("claims").to_frame()
    with sheet("claims_by_family", [drawn], 0.3 + tall, title, caption) as place:
        for number, family in enumerate(FAMILIES):
            values = [int(counts.get((article, family), 0)) for article in articles]
            axes = place(names + number * width, 0.3, width - gap, tall)
            axes.barh(range(len(articles)), values, height=0.62, color=palette()["bar"])
            axes.set(xlim=(0, largest * 1.25), ylim=(len(articles) - 0.5, -0.5), xticks=[])
            axes.axvline(0, color=palette()["rule"], linewidth=0.8)
            axes.set_yticks(range(len(articles)), [short(a, articles) for a in articles] if number == 0
                            else [""] * len(articles))
            axes.set_title(families()[family], size=TEXT, loc="left", color=palette()["ink"], pad=6)
            for at, value in enumerate(values):
                axes.annotate(str(value), (value, at), (4, 0), textcoords="offset points", size=SMALL,
                              va="center_baseline", color=palette()["ink"] if value else palette()["quiet"])


def damage_strip(articles, title="", caption=""):
    """None; draws each article as a strip, start to end: inserted words above, dropped characters below.

    `articles`: records with raw, regions and damage. Body is dark, readers' comments lighter, furniture pale.
    The strips are of one length; the numbers at their right count the damaged places. Of more than 30 articles the 30
    with most damage are drawn, the most damaged first.
    """
    if not articles:
        return nothing("damage_strip", title, caption)
    said, articles = "", sorted(articles, key=lambda article: article.name)
    if len(articles) > MANY:
        said = note(len(articles), f"画出受损最多的{MANY}篇", f"the {MANY} most damaged drawn")
        articles = sorted(articles, key=lambda article: -len(article.damage))[:MANY]
    names = max(text_width(short(a.name, [b.name for b in articles]), TEXT) for a in articles) + 0.2
    right, row = 2.3, 0.42
    width, tall = INNER - names - right, len(articles) * row
    shades = {"body": palette()["rule"], "comment": palette()["faint"]}
    with sheet("damage_strip", [_places(articles)], 0.36 + tall, title, caption, said) as place:
        key = canvas(place(names, 0, INNER - names, 0.26), INNER - names, 0.26)
        x = 0.0
        for colour, text in (("rule", "正文 body"), ("faint", "评论 comments"), ("wash", "页面杂项 furniture")):
            box(key, x, 0.06, 0.26, 0.13, palette()[colour])
            key.text(x + 0.32, 0.13, text, size=SMALL, va="center")
            x += 0.5 + text_width(text, SMALL)
        for colour, low, high, text in (("accent", 0.13, 0.02, "插入 inserted word"),
                                        ("ink", 0.24, 0.13, "脱字 dropped character")):
            key.plot([x + 0.06, x + 0.06], [low, high], color=palette()[colour], linewidth=1.4)
            key.text(x + 0.16, 0.13, text, size=SMALL, va="center")
            x += 0.34 + text_width(text, SMALL)
        axes = canvas(place(names, 0.36, width + right, tall), width + right, tall)
        axes.set_yticks([(n + 0.5) * row for n in range(len(articles))],
                        [short(a.name, [b.name for b in articles]) for a in articles])
        for number, article in enumerate(articles):
            _strip(axes, article, number * row, row, width, shades)


def _places(articles):
    """What is drawn of the articles, as a table: article, kind, start, end (of a region, or of damage), characters."""
    from pandas import DataFrame

    return DataFrame([(article.name, place.kind, place.start, place.end, len(article.raw)) for article in articles
                      for place in (*article.regions, *article.damage)],
                     columns=["article", "kind", "start", "end", "characters"])


def _strip(axes, article, top, row, width, shades):
    """One article's strip, its damage, and the two counts."""
    scale = width / max(1, len(article.raw))
    middle = top + row / 2
    box(axes, 0, middle - 0.06, width, 0.12, palette()["wash"])
    for region in article.regions:
        if region.kind in shades:
            box(axes, region.start * scale, middle - 0.06, (region.end - region.start) * scale, 0.12,
                shades[region.kind])
    for kind, colour, reach in (("inserted", "accent", -0.17), ("dropped", "ink", 0.17)):
        for place in article.damage:
            if place.kind == kind:
                axes.plot([place.start * scale] * 2, [middle + reach / 3, middle + reach], color=palette()[colour],
                          linewidth=1.1, solid_capstyle="butt")
    counts = [sum(place.kind == kind for place in article.damage) for kind in ("inserted", "dropped")]
    said = f"插入 {counts[0]} inserted, 脱字 {counts[1]} dropped" if any(counts) else "未见受损 no damage found"
    axes.text(width + 0.12, middle, said,
              size=SMALL, va="center_baseline", color=palette()["ink"] if any(counts) else palette()["quiet"])


def score_bars(score, figure="joint_f1", title="", caption=""):
    """None; draws one figure of the score for each item (or article), the best first, with n, the hand-coded claims.

    `score` as from `compare.trust.score_by_item` or `score_by_article`: item or article, gold, and the figure (0 to 1).
    Of more than 30 articles the 30 read worst are drawn.
    """
    if not len(score):
        return nothing("score_bars", title, caption)
    name = "item" if "item" in score.columns else "article"
    rows = score.sort_values([figure, "gold", name], ascending=[False, False, True], kind="stable")
    said = ""
    if name == "article" and len(rows) > MANY:
        said, rows = note(len(rows), f"画出读得最差的{MANY}篇", f"the {MANY} read worst drawn"), rows.tail(MANY)
    labels = [label(code) if name == "item" else short(code, list(rows[name])) for code in rows[name]]
    names = max([text_width(text, TEXT) for text in labels] + [0.5]) + 0.15
    row, right = 0.235, 0.75
    tall = max(1, len(rows)) * row
    with sheet("score_bars", [rows[[name, "gold", figure]]], 0.28 + tall, title, caption, said) as place:
        axes = place(names, 0.28, INNER - names - right, tall)
        axes.barh(range(len(rows)), [1.0] * len(rows), height=0.5, color=palette()["wash"])
        axes.barh(range(len(rows)), rows[figure], height=0.5, color=palette()["bar"])
        axes.set(xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5))
        axes.set_yticks(range(len(rows)), labels)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=2)
        for at in (0.25, 0.5, 0.75):
            axes.axvline(at, color=palette()["paper"], linewidth=0.8)
        for at, (value, n) in enumerate(zip(rows[figure], rows["gold"], strict=True)):
            axes.text(1.012, at, f"{value:.2f}", size=SMALL, va="center_baseline")
            axes.text(1.06, at, f"n {n}", size=SMALL, va="center_baseline", color=palette()["quiet"])


def confusion(matrix, title="", caption=""):
    """None; draws how often a claim with each hand-coded stance (rows) was given each stance (columns).

    `matrix` as from `compare.trust.stance_confusion`: stances × stances, counts. Stances that never occur are left out.
    The frame marks what was read right.
    """
    seen = [stance for stance in matrix.index if matrix.loc[stance].sum() or matrix[stance].sum()]
    if not seen:
        return nothing("confusion", title, caption)
    names, column, row = 1.75, 1.1, 0.36
    largest = max(1, int(matrix.to_numpy().max()))
    texts = [f"{stances()[stance]['zh']} {stance}" for stance in seen]
    width, tall = column * len(seen), row * len(seen)
    with sheet("confusion", [matrix.loc[seen, seen].rename_axis("stance")], 0.62 + tall, title, caption) as place:
        axes = canvas(place(names, 0.62, width, tall), width, tall)
        axes.set_xticks([(n + 0.5) * column for n in range(len(seen))], texts, size=SMALL, color=palette()["ink"],
                        va="baseline")
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=2)
        axes.set_yticks([(n + 0.5) * row for n in range(len(seen))], texts, size=SMALL)
        axes.tick_params(axis="y", pad=22)
        axes.text(0, -0.42, "机器读作 read by the machine as →", size=SMALL, color=palette()["quiet"], va="center")
        axes.text(-names, -0.16, "人工编码 hand-coded ↓", size=SMALL, color=palette()["quiet"], va="center")
        for one, stance in enumerate(seen):
            box(axes, -0.26, one * row + 0.07, 0.2, row - 0.14, stances()[stance]["colour"], edge=palette()["rule"])
            mark(axes, -0.16, (one + 0.5) * row, stance, size=4.5)
            for other, read_as in enumerate(seen):
                count = int(matrix.loc[stance, read_as])
                colour = ramp(count / largest) if count else palette()["paper"]
                box(axes, other * column + 0.02, one * row + 0.02, column - 0.04, row - 0.04, colour,
                    edge=palette()["ink"] if one == other else palette()["faint"], line=1.0 if one == other else 0.6)
                axes.text((other + 0.5) * column, (one + 0.5) * row, str(count) if count else "·", size=TEXT,
                          ha="center", va="center_baseline", color=ink_on(colour) if count else palette()["quiet"])
        for patch in axes.patches:
            patch.set_clip_on(False)
        for line in axes.lines:
            line.set_clip_on(False)
