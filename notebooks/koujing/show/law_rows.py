"""What both pictures of citations share: a row for each text, and the marks of the verdicts."""
from .sheet import MARGIN, SMALL, TEXT, canvas, key_label, text_width, wrap
from .style import WIDTH, palette, table

INNER = WIDTH - 2 * MARGIN
SHAPES = {"full": "o", "ring": "o", "cross": "x", "triangle": "^", "square": "s", "diamond": "D"}
LINE = 0.165  # inches: a line of a title
ENGLISH = 7.5  # point size of the English title


def text_rows(spans, width):
    """The rows of a picture, (record, top, height, Chinese lines, English lines), and their height, all in inches."""
    rows, y = [], 0.0
    for place, row in enumerate(spans.to_dict("records")):
        chinese, english = (wrap(row[name], width - 0.15, size) for name, size in (("title_zh", TEXT), ("title_en", ENGLISH)))
        if place and not row["cited"] and rows[-1][0]["cited"]:
            y += 0.3  # for the heading of those that nobody cites
        tall = LINE * (len(chinese) + len(english)) + 0.1
        rows.append((row, y, tall, chinese, english))
        y += tall
    return rows, y


def write_titles(labels, rows):
    """None; writes the titles of the rows on a canvas, and the heading of the texts that nobody cites above theirs."""
    for _, top, _, chinese, english in rows:
        for number, line in enumerate((*chinese, *english)):
            labels.text(0.02, top + 0.1 + number * LINE, line, size=TEXT if number < len(chinese) else ENGLISH, va="center",
                        color=palette()["ink" if number < len(chinese) else "quiet"])
    uncited = [top for row, top, *_ in rows if not row["cited"]]
    if uncited:
        labels.text(0.02, uncited[0] - 0.12, "为催收而定，无人引用 made for collecting, cited by none", size=SMALL,
                    color=palette()["accent"], va="center")


def verdicts_drawn(judged):
    """The rows of `tables/verdicts.csv` for verdicts on a text that is named, in the table's order."""
    given = set(judged.loc[judged["instrument_id"] != "", "verdict"])
    return [row for row in table("verdicts") if row["verdict"] in given]


def key_lines(rows):
    """The rows of `tables/verdicts.csv` in as many lines as a key of the figure's width needs."""
    lines, at = [[]], 0.0
    for row in rows:
        wide = 0.45 + text_width(f"{row['zh']} {row['en']}", SMALL)
        if at + wide > INNER:
            lines, at = [*lines, []], 0.0
        lines[-1].append(row)
        at += wide
    return lines


def draw_key(place, lines):
    """None; draws the lines of the key, each 0.24 inches high."""
    for number, rows in enumerate(lines):
        key, at = canvas(place(0, 0.24 * number, INNER, 0.24), INNER, 0.24), 0.08
        for row in rows:
            verdict_mark(key, at, 0.12, row)
            at = key_label(key, at + 0.14, f"{row['zh']} {row['en']}") + 0.08


def verdict_mark(axes, x, y, row):
    """None; draws the mark of a verdict, a row of `tables/verdicts.csv`: a shape, or its character."""
    colour = palette()[row["colour"]]
    if row["shape"] not in SHAPES:
        axes.text(x, y, row["shape"], size=TEXT, ha="center", va="center", color=colour)
    else:
        full = row["shape"] == "full"
        axes.plot([x], [y], marker=SHAPES[row["shape"]], markersize=7, markeredgewidth=1.6, clip_on=False, zorder=5,
                  linestyle="none", markerfacecolor=colour if full else palette()["paper"],
                  markeredgecolor=palette()["paper"] if full else colour)
