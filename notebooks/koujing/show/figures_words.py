"""Pictures of words: what sets each article apart, as bars and as clouds of the same numbers."""
from .sheet import MARGIN, SMALL, TEXT, box, canvas, nothing, sheet, text_width
from .style import WIDTH, check_glyphs, font_files, palette, ramp, short
from .words import glosses

INNER = WIDTH - 2 * MARGIN
PANELS = 3  # side by side
GAP = 0.25


def keyness_bars(keyness, article=None, title="", caption="", most=8):
    """None; draws for each article the words that set it apart most from the others, with glosses.

    `keyness` as from `compare.keyness.log_likelihood`: word, article, count, signed. Bars are the signed
    log-likelihood, positive ones only, the `most` largest; the same scale everywhere; the number is the count.
    `article` draws that one alone.
    """
    if not len(keyness):
        return nothing(title, caption)
    articles = [article] if article is not None else sorted(keyness["article"].unique())
    names = sorted(keyness["article"].unique())
    tops = {name: _top(keyness, name, most) for name in articles}
    largest = max([rows["signed"].max() for rows in tops.values() if len(rows)] + [1.0])
    across = 1 if len(articles) == 1 else PANELS
    width = (INNER - GAP * (across - 1)) / across
    row, head = 0.215, 0.3
    tall = head + most * row + 0.12
    lines = -(-len(articles) // across)
    with sheet(lines * tall, title, caption) as place:
        for number, name in enumerate(articles):
            left, top = number % across * (width + GAP), number // across * tall
            heading = canvas(place(left, top, width, head - 0.02), width, head - 0.02)
            heading.text(0, 0.12, short(name, names), size=10, va="center")
            heading.plot([0, width], [0.26, 0.26], color=palette()["rule"], linewidth=0.8)
            rows = tops[name]
            _bars(place(left + 1.75, top + head, width - 1.75, max(1, len(rows)) * row), rows, largest, 1.75)


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
    with sheet(4.2, title, caption) as place:
        _cloud(canvas(place(0, 0, INNER, 4.2), INNER, 4.2), dict(weights), INNER, 4.2, most)


def word_clouds(weights, title="", caption="", most=30):
    """None; draws a cloud for each article, named above it.

    `weights`: word, article, signed as from `compare.keyness.log_likelihood` (positive ones are drawn), or a frame
    words × articles of counts as from `words.word_counts`.
    """
    if "signed" in weights.columns:
        clouds = {name: dict(zip(rows["word"], rows["signed"], strict=True))
                  for name, rows in weights.groupby("article", sort=True)}
    else:
        clouds = {name: weights[name].to_dict() for name in sorted(weights.columns)}
    if not clouds:
        return nothing(title, caption)
    across = min(PANELS, len(clouds))
    width = (INNER - GAP * (across - 1)) / across
    head, tall = 0.32, width * 0.68
    with sheet(-(-len(clouds) // across) * (head + tall + 0.15), title, caption) as place:
        for number, (name, words) in enumerate(clouds.items()):
            left, top = number % across * (width + GAP), number // across * (head + tall + 0.15)
            heading = canvas(place(left, top, width, head - 0.04), width, head - 0.04)
            heading.text(0, 0.12, short(name, list(clouds)), size=10, va="center")
            heading.plot([0, width], [0.26, 0.26], color=palette()["rule"], linewidth=0.8)
            _cloud(canvas(place(left, top + head, width, tall), width, tall), words, width, tall, most)


def clouds_with_bars(weights, title="", caption="", tall=1.9, most=30):
    """None; draws for each article a cloud, and beside it the largest of the same weights as bars.

    `weights`: word, article, count, signed as from `compare.keyness.log_likelihood`; positive ones are drawn. Bars are
    drawn on one scale, the number is the count. `tall`: inches of a cloud; `most`: words in it; bars as many as fit.
    """
    positive = weights[weights["signed"] > 0]
    if not len(positive):
        return nothing(title, caption)
    names, row, head = sorted(positive["article"].unique()), 0.215, 0.32
    left, gloss = INNER * 0.56, 1.85
    width = INNER - left - GAP - gloss
    largest = positive["signed"].max()
    with sheet(len(names) * (head + tall + 0.15), title, caption) as place:
        for number, name in enumerate(names):
            mine = _top(positive, name, most)
            top = number * (head + tall + 0.15)
            heading = canvas(place(0, top, INNER, head - 0.04), INNER, head - 0.04)
            heading.text(0, 0.12, short(name, names), size=10, va="center")
            heading.plot([0, INNER], [0.26, 0.26], color=palette()["rule"], linewidth=0.8)
            _cloud(canvas(place(0, top + head, left, tall), left, tall),
                   dict(zip(mine["word"], mine["signed"], strict=True)), left, tall, most)
            rows = mine.head(int(tall / row))
            _bars(place(left + GAP + gloss, top + head, width, len(rows) * row), rows, largest, gloss)


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
    shade = {word: ramp(0.45 + 0.55 * weight / largest) for word, weight in positive}
    cloud = WordCloud(font_path=str(font_files()[0]), width=int(width * 200), height=int(height * 200), margin=8,
                      background_color=palette()["paper"], prefer_horizontal=1.0, relative_scaling=0.6,
                      max_words=most, min_font_size=smallest, max_font_size=biggest, random_state=1,
                      color_func=lambda word, **_: shade[word])
    axes.imshow(cloud.generate_from_frequencies(dict(positive)).to_array(), extent=(0, width, height, 0),
                interpolation="antialiased", aspect="auto")
