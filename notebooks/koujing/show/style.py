"""One visual language: stance colours and marks, the palette, the font, short article names."""
import os
import re
import warnings
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ..code.codebook import table as codebook_table
from ..read.article import InputFault
from ..read.rows import rows

TABLES = Path(__file__).parent / "tables"
FONTS = Path(__file__).parent / "fonts"
FAMILY = "Koujing Sans"  # a name of our own: an installed Noto of another version must not step in
WIDTH = 10.0  # inches: the width of a notebook's output
DPI = 144


class MissingGlyphs(UserWarning):
    """A figure holds characters that none of the fonts can draw."""


@cache
def table(name):
    """The rows of `show/tables/<name>.csv`, in file order, as dictionaries of strings."""
    return rows(TABLES, name)


@cache
def palette():
    """Colour by name (`tables/palette.csv`): {"ink": "#1a1a1a", …}."""
    return {row["name"]: row["colour"] for row in table("palette")}


@cache
def stances():
    """Stance → its row of the codebook's table, with its `mark` and `shape` (`tables/marks.csv`).

    >>> stances()["routine"]["colour"], stances()["routine"]["mark"]
    ('#08306b', '●')
    """
    marks = {row["stance"]: row for row in table("marks")}
    return {row["stance"]: {**row, "mark": marks[row["stance"]]["mark"], "shape": marks[row["stance"]]["shape"]}
            for row in codebook_table("stances")}


def of_rank(rank):
    """The stance of a rank 0 … 3, a row of `stances()`."""
    return next(row for row in stances().values() if row["rank"] == str(int(rank)))


@cache
def condition_marks():
    """The character that stands for each condition in a figure's cell (`tables/condition_marks.csv`).

    >>> condition_marks()["unreachable"]
    '失'
    """
    return {row["condition"]: row["mark"] for row in table("condition_marks")}


@cache
def families():
    """The label of each item family: {"stage": "阶段 stages", …}."""
    return {row["family"]: f"{row['zh']} {row['en']}" for row in table("families")}


def luminance(colour):
    """The relative luminance, 0 (black) to 1 (white), of a colour "#rrggbb" (WCAG 2.2).

    >>> luminance("#ffffff")
    1.0
    """
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 4)


def contrast(one, other):
    """The contrast ratio, 1 to 21, of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(colour):
    """Black or paper, whichever is easier to read on the colour: a contrast of 4.5 or more on any.

    >>> ink_on("#08306b"), ink_on("#e3eef9")
    ('#ffffff', '#000000')
    """
    return max(palette()["paper"], palette()["black"], key=lambda ink: contrast(ink, colour))


def ramp(share):
    """The colour for a share from 0 to 1, on the scale used for agreement and for counts."""
    ends = [[int(palette()[name][at:at + 2], 16) for at in (1, 3, 5)] for name in ("ramp_low", "ramp_high")]
    share = min(max(float(share), 0.0), 1.0)
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(*ends, strict=True))


def word_ink(share):
    """The colour of a word whose weight is a share from 0 to 1 of the largest: the dark part of the ramp, easy to read.

    >>> contrast(word_ink(0), palette()["paper"]) >= 4.5
    True
    """
    return ramp(0.73 + 0.27 * min(max(float(share), 0.0), 1.0))


def short(name, names=()):
    """A name that fits a column heading: the number before the underscore, unless another of `names` has it too.

    Any other long name is cut in the middle.

    >>> short("000_d7d50abeb46771f2"), short("d01"), short("a-very-long-article-name")
    ('000', 'd01', 'a-very…-name')
    >>> short("000_d7d50abeb46771f2", ["000_d7d50abeb46771f2", "000_another"])
    '000_d7…771f2'
    """
    numbered = re.match(r"(\d+)_", name)
    if numbered and sum(other.startswith(numbered[0]) for other in set(names) | {name}) == 1:
        return numbered[1]
    return name if len(name) <= 12 else f"{name[:6]}…{name[-5:]}"


def font_files():
    """The font files to draw with, in order of preference: KOUJING_FONT where it is set, then `show/fonts`.

    Raises InputFault where KOUJING_FONT names no file, or no font is there at all.
    """
    chosen = os.environ.get("KOUJING_FONT")
    if chosen and not Path(chosen).is_file():
        raise InputFault(chosen, "KOUJING_FONT names no file", "set it to a font file (.otf or .ttf), or unset it")
    files = [Path(chosen)] if chosen else []
    files += sorted(path for path in FONTS.glob("*") if path.suffix.lower() in (".otf", ".ttf"))
    if not files:
        raise InputFault(FONTS, "there is no font file", "check the project out again, or set KOUJING_FONT to a font")
    return files


def faces():
    """All font files that a figure can take a character from: ours, then the one that comes with matplotlib."""
    from matplotlib import get_data_path

    return [*font_files(), Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"]


@cache
def _register(files):
    """The family names under which matplotlib now knows the font files, for `font.family`."""
    import logging
    from dataclasses import replace

    # its first run on a machine logs that it builds a font cache: no part of a notebook's output
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib import font_manager

    names = []
    for number, path in enumerate(files):
        entry = font_manager.ttfFontProperty(font_manager.get_font(path))
        names.append(FAMILY if number == 0 else f"{FAMILY} {number}")
        font_manager.fontManager.ttflist.append(replace(entry, name=names[-1], weight=400, style="normal"))
    return (*names, "DejaVu Sans")  # DejaVu comes with matplotlib, and has the rarer symbols


@contextmanager
def use():
    """A context in which matplotlib draws in our style: font, ink, quiet axes, fixed size and resolution."""
    names = list(_register(tuple(font_files())))
    import matplotlib

    ink, quiet, paper = (palette()[name] for name in ("ink", "quiet", "paper"))
    ours = {
        "font.family": names, "font.size": 9, "axes.unicode_minus": False, "text.color": ink,
        "figure.facecolor": paper, "savefig.facecolor": paper, "axes.facecolor": paper,
        "figure.dpi": DPI, "savefig.dpi": DPI, "figure.autolayout": False, "figure.constrained_layout.use": False,
        "axes.edgecolor": palette()["rule"], "axes.labelcolor": quiet, "axes.linewidth": 0.8,
        "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
        "axes.spines.bottom": False, "axes.grid": False, "axes.axisbelow": True,
        "xtick.color": quiet, "ytick.color": ink, "xtick.labelcolor": quiet, "ytick.labelcolor": ink,
        "xtick.major.size": 0, "ytick.major.size": 0, "xtick.labelsize": 9, "ytick.labelsize": 9,
        "hatch.linewidth": 0.5, "svg.hashsalt": "koujing", "text.usetex": False, "path.sketch": None,
        "text.parse_math": False,  # an article's "$" is text
    }
    base = {key: value for key, value in matplotlib.rcParamsDefault.items()
            if key.split(".")[0] in ("axes", "figure", "font", "lines", "patch", "savefig", "text", "xtick", "ytick")}
    with matplotlib.rc_context({**base, **ours}):
        yield


def missing(texts):
    """The characters in the texts that no font of ours can draw, sorted.

    >>> missing(["短信 SMS"])
    []
    """
    from matplotlib import font_manager

    covered = set()
    for path in faces():
        covered.update(font_manager.get_font(path).get_charmap())
    return sorted({char for text in texts for char in text if ord(char) not in covered and char != "\n"})


def check_glyphs(texts):
    """Whether every character can be drawn; where not, one warning that names the characters and the cure."""
    absent = missing(texts)
    if absent:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in absent[:10])
        more = f" and {len(absent) - 10} more" if len(absent) > 10 else ""
        warnings.warn(f"the fonts have no glyph for {named}{more}: set KOUJING_FONT to a font file that has them",
                      MissingGlyphs, stacklevel=2)
    return not absent
