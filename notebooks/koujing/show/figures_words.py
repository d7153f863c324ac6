"""Pictures of words: what sets each article apart, as bars and as clouds of the same numbers."""
from .figures_many import MANY, note
from .sheet import MARGIN, SMALL, TEXT, box, canvas, nothing, sheet, text_width
from .style import WIDTH, check_glyphs, font_files, palette, short, word_ink
from .words import glosses

INNER = WIDTH - 2 * MARGIN
PANELS = 3  # side by side
CLOUDS = 9  # of more articles than these, so many
GAP = 0.25


def keyness_bars(keyness, article=None, title="", caption="", most=8):
    """None; draws for each article the words that set it apart most from the others, with glosses.

    `keyness` as from `compare.keyness.log_likelihood`: word, article, count, signed. Bars are the signed
    log-likelihood, positive ones only, the `most` largest; the same scale everywhere; the number is the count.
    `article` draws that one alone. Of more than 30 articles the 30 with the strongest words are drawn.
    """
    if not len(keyness):
        return nothing("keyness_bars", title, caption)
    names = sorted(keyness["article"].unique())
    articles, said = ([article], "") if article is not None else _strongest(keyness, MANY)
    tops = {name: _top(keyness, name, most) for name in articles}
    largest = max([rows["signed"].max() for rows in tops.values() if len(rows)] + [1.0])
    across = 1 if len(articles) == 1 else PANELS
    width = (INNER - GAP * (across - 1)) / across
    row, head = 0.215, 0.3
    tall = head + most * row + 0.12
    lines = -(-len(articles) // across)
    with sheet("keyness_bars", [_table(tops)], lines * tall, title, caption, said) as place:
        for number, name in enumerate(articles):
            left, top = number % across * (width + GAP), number // across * tall
            heading = canvas(place(left, top, width, head - 0.02), width, head - 0.02)
            heading.text(0, 0.12, short(name, names), size=10, va="center")
            heading.plot([0, width], [0.26, 0.26], color=palette()["rule"], linewidth=0.8)
            rows = tops[name]
            _bars(place(left + 1.75, top + head, width - 1.75, max(1, len(rows)) * row), rows, largest, 1.75)


def _strongest(weights, most):
    """The articles to draw, by name, and the note that says so: of more than `most`, those with the strongest words."""
    largest = weights.groupby("article")["signed"].max()
    if len(largest) <= most:
        return list(largest.index), ""
    chosen = largest.round(9).sort_values(ascending=False, kind="stable").index[:most]
    return list(chosen), note(len(largest), f"画出用词最突出的{most}篇", f"the {most} with the strongest words drawn")


def _table(tops):
    """What is drawn of each article's rows, one below the other: article, word, count, signed."""
    from pandas import concat

    return concat([rows[["article", "word", "count", "signed"]] for rows in tops.values()])


def _bars(axes, rows, largest, room):
    """Bars of `signed` with the words, glossed where there is room, at their left and the counts at their right."""
    axes.barh(range(len(rows)), rows["signed"], height=0.62, color=palette()["bar"])
    axes.set(xlim=(0, largest * 1.2), ylim=(max(1, len(rows)) - 0.5, -0.5), xticks=[])
    axes.set_yticks(range(len(rows)), [_glossed(word, glosses(), room) for word in rows["word"]], size=SMALL)
    for at, (value, count) in enumerate(zip(rows["signed"], rows["count"], strict=True)):
        axes.annotate(str(count), (value, at), (4, 0), textcoords="offset points", size=SMALL,
                      va="center_baseline", color=palette()["quiet"])


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
        _cloud(canvas(place(0, 0, INNER, 4.2), INNER, 4.2), weights, INNER, 4.2, most)


def word_clouds(weights, title="", caption="", most=30):
    """None; draws a cloud for each article, named above it.

    `weights`: word, article, signed as from `compare.keyness.log_likelihood` (positive ones are drawn), or a frame
    words × articles of counts as from `words.word_counts`. Of more than 9 articles the 9 with the strongest words are drawn.
    """
    if "signed" not in weights.columns:
        weights = weights.rename_axis("word").reset_index().melt("word", var_name="article", value_name="signed")
    chosen, said = _strongest(weights, CLOUDS)
    by_name = weights.groupby("article")
    clouds = {name: dict(zip((rows := by_name.get_group(name))["word"], rows["signed"], strict=True)) for name in chosen}
    if not clouds:
        return nothing("word_clouds", title, caption)
    across, names = min(PANELS, len(clouds)), sorted(weights["article"].unique())
    width = (INNER - GAP * (across - 1)) / across
    head, tall = 0.32, width * 0.68
    with sheet("word_clouds", [_weights(clouds)], -(-len(clouds) // across) * (head + tall + 0.15), title, caption, said) as place:
        for number, (name, words) in enumerate(clouds.items()):
            left, top = number % across * (width + GAP), number // across * (head + tall + 0.15)
            heading = canvas(place(left, top, width, head - 0.04), width, head - 0.04)
            heading.text(0, 0.12, short(name, names), size=10, va="center")
            heading.plot([0, width], [0.26, 0.26], color=palette()["rule"], linewidth=0.8)
            _cloud(canvas(place(left, top + head, width, tall), width, tall), words, width, tall, most)


def clouds_with_bars(weights, title="", caption="", tall=1.9, most=30):
    """None; draws for each article a cloud, and beside it the largest of the same weights as bars.

    `weights`: word, article, count, signed as from `compare.keyness.log_likelihood`; positive ones are drawn. Bars are
    drawn on one scale, the number is the count. `tall`: inches of a cloud; `most`: words in it; bars as many as fit.
    Of more than 9 articles the 9 with the strongest words are drawn.
    """
    positive = weights[weights["signed"] > 0]
    if not len(positive):
        return nothing("clouds_with_bars", title, caption)
    names, (chosen, said) = sorted(positive["article"].unique()), _strongest(positive, CLOUDS)
    tops, row, head = {name: _top(positive, name, most) for name in chosen}, 0.215, 0.32
    left, gloss = INNER * 0.56, 1.85
    width = INNER - left - GAP - gloss
    largest = positive["signed"].max()
    with sheet("clouds_with_bars", [_table(tops)], len(tops) * (head + tall + 0.15), title, caption, said) as place:
        for number, (name, mine) in enumerate(tops.items()):
            top = number * (head + tall + 0.15)
            heading = canvas(place(0, top, INNER, head - 0.04), INNER, head - 0.04)
            heading.text(0, 0.12, short(name, names), size=10, va="center")
            heading.plot([0, INNER], [0.26, 0.26], color=palette()["rule"], linewidth=0.8)
            _cloud(canvas(place(0, top + head, left, tall), left, tall),
                   dict(zip(mine["word"], mine["signed"], strict=True)), left, tall, most)
            rows = mine.head(int(tall / row))
            _bars(place(left + GAP + gloss, top + head, width, len(rows) * row), rows, largest, gloss)


def _weights(clouds):
    """What clouds draw, as a table: article, word, weight, in the order of the words."""
    from pandas import DataFrame

    return DataFrame([(name, word, float(weight)) for name, words in clouds.items() for word, weight in sorted(words.items())
                      if weight > 0], columns=["article", "word", "weight"])


def _cloud(axes, weights, width, height, most):
    """The words, largest weight first, set horizontally; darker where the weight is larger; the same on every run."""
    from wordcloud import WordCloud

    positive = sorted(((word, float(weight)) for word, weight in weights.items() if weight > 0),
                      key=lambda pair: (-pair[1], pair[0]))[:most]
    if not positive:
        box(axes, 0, 0, width, height, palette()["wash"])
        axes.text(width / 2, height / 2, "没有词 no words", size=TEXT, ha="center", va="center",
                  color=palette()["quiet"])
        return
    check_glyphs(word for word, _ in positive)
    largest = positive[0][1]
    biggest = int(height * 200 / 4.4)  # 200 pixels an inch
    smallest = max(26, biggest // 5)  # a smaller word would hide in the hole of a 门
    shade = {word: word_ink(weight / largest) for word, weight in positive}
    cloud = WordCloud(font_path=str(font_files()[0]), width=int(width * 200), height=int(height * 200), margin=8,
                      background_color=palette()["paper"], prefer_horizontal=1.0, relative_scaling=0.6,
                      max_words=most, min_font_size=smallest, max_font_size=biggest, random_state=1,
                      color_func=lambda word, **_: shade[word])
    axes.imshow(cloud.generate_from_frequencies(dict(positive)).to_array(), extent=(0, width, height, 0),
                interpolation="antialiased", aspect="auto")
