"""Pictures of words: what sets each article apart, as bars and as clouds of the same numbers."""
from .figures_many import note
from .sheet import MARGIN, SMALL, TEXT, box, canvas, nothing, sheet, text_width
from .style import DPI, WIDTH, check_glyphs, font_files, palette, short, word_ink
from .words import glosses

INNER = WIDTH - 2 * MARGIN
PANELS = 3  # side by side
BARS, CLOUDS = 12, 6  # articles: of more, so many are drawn
GAP = 0.25


def keyness_bars(keyness, article=None, title="", caption="", most=8):
    """None; draws for each article the words that set it apart most from the others, with glosses.

    `keyness` as from `compare.keyness.log_likelihood`: word, article, count, signed. Bars are the signed
    log-likelihood, positive ones only, the `most` largest; the same scale everywhere; the number is the count.
    `article` draws that one alone. Of more than 12 articles the 12 with the strongest words are drawn.
    """
    if not len(keyness):
        return nothing("keyness_bars", title, caption)
    names = sorted(keyness["article"].unique())
    articles, said = ([article], "") if article is not None else _strongest(keyness, names, BARS)
    keyness = keyness[keyness["article"].isin(articles)]
    tops = {name: _top(keyness, name, most) for name in articles}
    largest = max([rows["signed"].max() for rows in tops.values() if len(rows)] + [1.0])
    across = 1 if len(articles) == 1 else PANELS
    width = (INNER - GAP * (across - 1)) / across
    row, head = 0.215, 0.3
    tall = head + most * row + 0.12
    lines = -(-len(articles) // across)
    with sheet("keyness_bars", [_table(tops)], lines * tall, title, caption, said) as place:
        axes = canvas(place(0, 0, INNER, lines * tall), INNER, lines * tall)
        for number, (name, rows) in enumerate(tops.items()):
            left, top = number % across * (width + GAP), number // across * tall
            _heading(axes, left, top, width, short(name, names))
            _bars(axes, left, top + head, width, row, rows, largest, 1.75)


def _heading(axes, x, y, width, name):
    """The name of an article above what is drawn for it, with a line beneath."""
    axes.text(x, y + 0.12, name, size=10, va="center")
    axes.plot([x, x + width], [y + 0.26, y + 0.26], color=palette()["rule"], linewidth=0.8)


def _strongest(weights, names, most):
    """The articles to draw, and the note that says so: of more names than `most`, those with the strongest words first."""
    if len(names) <= most:
        return names, ""
    largest = weights[weights["signed"] > 0].groupby("article")["signed"].max()
    chosen = largest.round(9).sort_values(ascending=False, kind="stable").index[:most]
    return list(chosen), note(len(names), f"画出用词最突出的{most}篇", f"the {most} with the strongest words drawn")


def _table(tops):
    """What is drawn of each article's rows, one below the other: article, word, count, signed."""
    from pandas import concat

    return concat([rows[["article", "word", "count", "signed"]] for rows in tops.values()])


def _bars(axes, x, y, width, step, rows, largest, room):
    """Bars of `signed` with the words, glossed where there is room, at their left and the counts at their right."""
    for number, row in enumerate(rows.itertuples()):
        middle, wide = y + (number + 0.5) * step, (width - room) / 1.2 * row.signed / largest
        axes.text(x + room - 0.05, middle, _glossed(row.word, glosses(), room), size=SMALL, ha="right", va="center_baseline")
        box(axes, x + room, middle - 0.31 * step, wide, 0.62 * step, palette()["bar"])
        axes.text(x + room + wide + 0.06, middle, f"{row.count:,}", size=SMALL, va="center_baseline", color=palette()["quiet"])


def _top(keyness, article, most):
    mine = keyness[(keyness["article"] == article) & (keyness["signed"] > 0)]
    return mine.sort_values(["signed", "word"], ascending=[False, True], kind="stable").head(most)


def _glossed(word, english, room):
    """The word and its gloss, without the gloss where it has none or there is no room."""
    both = f"{word} {english.get(word, '')}".strip()
    return both if text_width(both, SMALL) <= room - 0.06 else word


def word_cloud(weights, title="", caption="", most=60):
    """None; draws one cloud; size follows weight. `weights` maps words to numbers (a dictionary or a Series)."""
    weights = dict(weights)
    with sheet("word_cloud", [_weights({"": weights})], 4.2, title, caption) as place:
        _cloud(canvas(place(0, 0, INNER, 4.2), INNER, 4.2), 0, 0, weights, INNER, 4.2, most)


def word_clouds(weights, title="", caption="", most=30):
    """None; draws a cloud for each article, named above it.

    `weights`: word, article, signed as from `compare.keyness.log_likelihood` (positive ones are drawn), or a frame
    words × articles of counts as from `words.word_counts`. Of more than 6 articles the 6 with the strongest words are drawn.
    """
    if "signed" not in weights.columns:
        weights = weights.rename_axis("word").reset_index().melt("word", var_name="article", value_name="signed")
    names = sorted(weights["article"].unique())
    chosen, said = _strongest(weights, names, CLOUDS)
    by_name = dict(list(weights[weights["article"].isin(chosen)].groupby("article")))
    clouds = {name: dict(zip(by_name[name]["word"], by_name[name]["signed"], strict=True)) for name in chosen}
    if not clouds:
        return nothing("word_clouds", title, caption)
    across = min(PANELS, len(clouds))
    width = (INNER - GAP * (across - 1)) / across
    head, tall = 0.32, width * 0.68
    high = -(-len(clouds) // across) * (head + tall + 0.15)
    with sheet("word_clouds", [_weights(clouds)], high, title, caption, said) as place:
        axes = canvas(place(0, 0, INNER, high), INNER, high)
        for number, (name, words) in enumerate(clouds.items()):
            left, top = number % across * (width + GAP), number // across * (head + tall + 0.15)
            _heading(axes, left, top, width, short(name, names))
            _cloud(axes, left, top + head, words, width, tall, most)


def clouds_with_bars(weights, title="", caption="", tall=1.9, most=30):
    """None; draws for each article a cloud, and beside it the largest of the same weights as bars.

    `weights`: word, article, count, signed as from `compare.keyness.log_likelihood`; positive ones are drawn. Bars are
    drawn on one scale, the number is the count. `tall`: inches of a cloud; `most`: words in it; bars as many as fit.
    Of more than 6 articles the 6 with the strongest words are drawn.
    """
    positive = weights[weights["signed"] > 0]
    if not len(positive):
        return nothing("clouds_with_bars", title, caption)
    names = sorted(positive["article"].unique())
    chosen, said = _strongest(positive, names, CLOUDS)
    positive = positive[positive["article"].isin(chosen)]
    tops, row, head = {name: _top(positive, name, most) for name in chosen}, 0.215, 0.32
    left, gloss = INNER * 0.56, 1.85
    largest = positive["signed"].max()
    with sheet("clouds_with_bars", [_table(tops)], len(tops) * (head + tall + 0.15), title, caption, said) as place:
        axes = canvas(place(0, 0, INNER, len(tops) * (head + tall + 0.15)), INNER, len(tops) * (head + tall + 0.15))
        for number, (name, mine) in enumerate(tops.items()):
            top = number * (head + tall + 0.15)
            _heading(axes, 0, top, INNER, short(name, names))
            _cloud(axes, 0, top + head, dict(zip(mine["word"], mine["signed"], strict=True)), left, tall, most)
            _bars(axes, left + GAP, top + head, INNER - left - GAP, row, mine.head(int(tall / row)), largest, gloss)


def _weights(clouds):
    """What clouds draw, as a table: article, word, weight, in the order of the words."""
    from pandas import DataFrame

    return DataFrame([(name, word, float(weight)) for name, words in clouds.items() for word, weight in sorted(words.items())
                      if weight > 0], columns=["article", "word", "weight"])


def _cloud(axes, x, y, weights, width, height, most):
    """The words, largest weight first, set horizontally; darker where the weight is larger; the same on every run."""
    from wordcloud import WordCloud

    positive = sorted(((word, float(weight)) for word, weight in weights.items() if weight > 0),
                      key=lambda pair: (-pair[1], pair[0]))[:most]
    if not positive:
        box(axes, x, y, width, height, palette()["wash"])
        axes.text(x + width / 2, y + height / 2, "没有词 no words", size=TEXT, ha="center", va="center",
                  color=palette()["quiet"])
        return
    check_glyphs(word for word, _ in positive)
    largest = positive[0][1]
    biggest = int(height * DPI / (4.4 if len(positive) > 15 else 3.4))
    smallest = max(19, biggest // 5)  # a smaller word would hide in the hole of a 门
    shade = {word: word_ink(weight / largest) for word, weight in positive}
    cloud = WordCloud(font_path=str(font_files()[0]), width=int(width * DPI), height=int(height * DPI), margin=10,
                      background_color=palette()["paper"], prefer_horizontal=1.0, relative_scaling=0.6,
                      max_words=most, min_font_size=smallest, max_font_size=biggest, random_state=1,
                      color_func=lambda word, **_: shade[word])
    axes.imshow(cloud.generate_from_frequencies(dict(positive)).to_array(), extent=(x, x + width, y + height, y),
                interpolation="antialiased", aspect="auto")
