"""A figure laid out in inches: the title above, the caption below, and room between that drawings fill."""
import unicodedata
import warnings
from contextlib import contextmanager
from functools import cache

from .digest import said
from .style import WIDTH, check_glyphs, faces, palette, stances, use

MARGIN = 0.12  # inches of paper around everything
TITLE, NOTE, TEXT, SMALL = 13, 10, 9, 8  # point sizes


def text_width(text, points):
    """The width in inches of a line of text in our font, 2 % added for the rounding to pixels.

    >>> round(text_width("短信", 10), 2)
    0.28
    """
    return 1.02 * sum(map(_ems, text)) * points / 72


@cache
def _ems(char):
    """The advance of a character in the first font that has it, in ems; one em where none has it."""
    from matplotlib.ft2font import FT2Font, LoadFlags

    for path in faces():
        face = FT2Font(str(path))
        if face.get_char_index(ord(char)):
            face.set_size(100, 72)
            return face.load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100
    return 1.0


def wrap(text, inches, points):
    """The lines of the text, each at most so wide; broken at blanks, and anywhere between Chinese characters.

    >>> wrap("do they tell the same story", 1.0, 10)
    ['do they tell the', 'same story']
    """
    lines = []
    for paragraph in str(text).split("\n"):
        pieces = []
        for char in paragraph:
            wide = unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] != "P"
            if pieces and not wide and not pieces[-1].endswith(" "):
                pieces[-1] += char
            else:
                pieces.append(char)
        line = ""
        for piece in pieces:
            if line and text_width((line + piece).rstrip(), points) > inches:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return [line for line in lines if line]


@contextmanager
def sheet(name, data, height, title="", caption="", note=""):
    """A context that draws one figure, `height` inches of drawing between title and caption, and shows it.

    Yields `place(left, top, width, height)`, which makes an axes at inches from the drawing's upper left corner.
    `name` is the drawing function's, `data` the tables that are drawn, for the figure's text (`digest.said`). `note` is
    a second line of the title: of a figure that counts or selects articles because they are many, that it does.
    On leaving: a warning where glyphs are missing (`style.check_glyphs`), and the figure is shown.
    """
    with use():
        from matplotlib import pyplot

        inner = WIDTH - 2 * MARGIN
        title_lines, note_lines = wrap(title, inner, TITLE), wrap(note, inner, NOTE)
        caption_lines = wrap(caption, inner, SMALL)
        above = len(title_lines) * TITLE * 1.35 / 72
        head = above + len(note_lines) * NOTE * 1.4 / 72 + (0.12 if title_lines or note_lines else 0)
        foot = len(caption_lines) * SMALL * 1.4 / 72 + (0.12 if caption_lines else 0)
        total = head + height + foot + 2 * MARGIN
        figure = pyplot.figure(figsize=(WIDTH, total))
        figure.set_label(said(name, " | ".join(filter(None, (title, note))), data))

        def write(lines, top, size, colour, step):
            for number, line in enumerate(lines):
                figure.text(MARGIN / WIDTH, 1 - (MARGIN + top + number * size * step / 72) / total, line, size=size,
                            va="top", ha="left", color=palette()[colour])

        def place(left, top, width, tall):
            return figure.add_axes(((MARGIN + left) / WIDTH, 1 - (MARGIN + head + top + tall) / total,
                                    width / WIDTH, tall / total))

        write(title_lines, 0, TITLE, "ink", 1.35)
        write(note_lines, above, NOTE, "accent", 1.4)
        write(caption_lines, head + height + 0.12, SMALL, "quiet", 1.4)
        yield place
        show(figure, " ".join(filter(None, (title, note, caption))))


def nothing(name, title, caption):
    """None; draws the sheet of a table without rows, so that an empty answer is seen as one."""
    with sheet(name, (), 0.5, title, caption) as place:
        axes = canvas(place(0, 0, WIDTH - 2 * MARGIN, 0.5), WIDTH - 2 * MARGIN, 0.5)
        box(axes, 0, 0, WIDTH - 2 * MARGIN, 0.5, palette()["wash"])
        axes.text(0.15, 0.25, "没有可画的数据 nothing to draw: the table is empty", size=TEXT, va="center_baseline",
                  color=palette()["quiet"])


def show(figure, alt):
    """None; shows the figure where the backend can (a notebook), else leaves it the current figure.

    In a notebook the output's text is the figure's label (`digest.said`), and the picture's alternative text `alt`.
    """
    from matplotlib import get_backend, pyplot
    from matplotlib.text import Text

    complete = check_glyphs(artist.get_text() for artist in figure.findobj(Text) if artist.get_visible())
    with warnings.catch_warnings():
        if not complete:  # matplotlib would repeat it, once a character
            warnings.filterwarnings("ignore", message="Glyph .* missing")
        if "inline" in get_backend().lower():
            from IPython import get_ipython
            from IPython.display import display

            bundle, metadata = get_ipython().display_formatter.format(figure)
            for kind in bundle:
                if kind.startswith("image/"):
                    metadata.setdefault(kind, {})["alt"] = alt
            pyplot.close(figure)
            display({**bundle, "text/plain": figure.get_label()}, metadata=metadata, raw=True)
        elif get_backend().lower() not in ("agg", "pdf", "ps", "svg", "cairo", "template"):
            pyplot.show()


def canvas(axes, width, height):
    """The axes, made into paper: one unit is an inch, the origin is the upper left corner, nothing is drawn yet."""
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    return axes


def mark(axes, x, y, stance, size=6, ink=None):
    """None; draws a stance's mark, a disc, half disc, ring or cross, so that colour is never alone."""
    row = stances()[stance]
    shape = {"full": "o", "half": "o", "ring": "o", "cross": "x", "plus": "+", "diamond": "d", "minus": "_"}
    ink = ink or row["ink"]
    style = {"marker": shape[row["shape"]], "markersize": size, "markeredgecolor": ink, "markeredgewidth": 1.1,
             "markerfacecolor": ink if row["shape"] == "full" else "none"}
    if row["shape"] == "half":
        style.update(fillstyle="left", markerfacecolor=ink, markerfacecoloralt="none")
    axes.plot([x], [y], linestyle="none", clip_on=False, **style)


def box(axes, x, y, width, height, colour, edge="none", line=0.8):
    """None; draws a rectangle whose upper left corner is at x, y."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, linewidth=line))


def split_box(axes, x, y, width, height, left_colour, right_colour):
    """None; draws a rectangle cut by a slanted line: what it says at its lowest, and at its highest."""
    from matplotlib.patches import Polygon

    lean, middle = min(0.08, width / 8), x + width * 0.46
    box(axes, x, y, width, height, right_colour)
    axes.add_patch(Polygon([(x, y), (middle + lean, y), (middle - lean, y + height), (x, y + height)],
                           facecolor=left_colour, edgecolor="none"))
    axes.plot([middle + lean, middle - lean], [y, y + height], color=palette()["paper"], linewidth=1.2,
              solid_capstyle="butt")
    box(axes, x, y, width, height, "none", edge=palette()["accent"], line=1.6)


def strip(axes, x, y, width, height, colour, right):
    """The inches that it takes; draws a strip of another colour inside a box, at its right or its left edge."""
    wide = min(0.09, width / 4)
    box(axes, x + width - wide if right else x, y, wide, height, colour)
    inner = x + width - wide if right else x + wide
    axes.plot([inner, inner], [y, y + height], color=palette()["paper"], linewidth=1.2, solid_capstyle="butt")
    return wide


def corner(axes, x, y, ink):
    """None; draws a mark in the corner of a box that ends at x, y (right, bottom): there is more than it has room for."""
    from matplotlib.patches import Polygon

    x, y = x - 0.025, y - 0.025  # not on the edge, where white ink would look like a corner cut off
    axes.add_patch(Polygon([(x, y), (x - 0.08, y), (x, y - 0.08)], facecolor=ink, edgecolor="none"))


def silent_box(axes, x, y, width, height):
    """None; draws silence: paper with a thin outline and a small grey dot, unlike any stance."""
    box(axes, x, y, width, height, palette()["paper"], edge=palette()["rule"], line=0.6)
    axes.plot([x + width / 2], [y + height / 2], marker="o", markersize=1.6, color=palette()["quiet"],
              markeredgewidth=0)


def stance_key(axes, contradiction=True, silence=True):
    """The inches used; draws the key of the four stances in one line, on a canvas 0.24 inches high."""
    x = 0.0
    entries = [row for row in stances().values() if row["rank"]]
    for row in entries:
        box(axes, x, 0.02, 0.3, 0.2, row["colour"], edge=palette()["rule"], line=0.5)
        mark(axes, x + 0.15, 0.12, row["stance"], size=5.5)
        x = key_label(axes, x + 0.36, f"{row['zh']} {row['en']}")
    if silence:
        silent_box(axes, x, 0.02, 0.3, 0.2)
        x = key_label(axes, x + 0.36, "未提 silent")
    if contradiction:
        low, high = entries[-1], entries[0]
        split_box(axes, x, 0.02, 0.5, 0.2, low["colour"], high["colour"])
        mark(axes, x + 0.12, 0.12, low["stance"], size=5)
        mark(axes, x + 0.37, 0.12, high["stance"], size=5)
        x = key_label(axes, x + 0.56, "自相矛盾 contradicts itself: its lowest and highest stance")
    return x


def key_label(axes, x, label):
    """Where the next entry of a key starts; writes the label of this one at x."""
    axes.text(x, 0.12, label, size=SMALL, va="center", ha="left")
    return x + text_width(label, SMALL) + 0.2
