"""The visual language: stance shades in order for every eye, and every row of the room's tables."""
import math
import re
from itertools import combinations, pairwise

import matplotlib
import pytest
from matplotlib import pyplot

from koujing.code.codebook import FAMILIES, ranks
from koujing.compare.verdicts import VERDICTS
from koujing.show import sheet, style

matplotlib.use("Agg")

# Linear-light RGB as dichromats see it: Machado, Oliveira & Fernandes (2009), severity 1.0
DICHROMATS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    """The three channels in linear light, from 0 to 1."""
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def shades():
    """The colours of the four stances, the firmest first."""
    return [style.of_rank(rank)["colour"] for rank in (3, 2, 1, 0)]


def lab(light):
    """L*, a* and b* (CIE 1976, D65) of linear RGB; channels that a simulation puts outside 0 to 1 are cut."""
    red, green, blue = (min(max(channel, 0), 1) for channel in light)
    xyz = ((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505, 0.2126 * red + 0.7152 * green + 0.0722 * blue,
           (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    x, y, z = (value ** (1 / 3) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen_by(eye, colour):
    """L*, a* and b* of the colour, as the dichromat sees it (or "all", as everybody else does)."""
    light = linear(colour)
    return lab(light if eye == "all" else [sum(weight * channel for weight, channel in zip(row, light, strict=True))
                                           for row in DICHROMATS[eye]])


def test_the_lightness_of_the_scale_itself():
    assert seen_by("all", "#ffffff")[0] == pytest.approx(100) and seen_by("all", "#000000")[0] == pytest.approx(0)
    assert seen_by("all", "#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    assert math.dist(seen_by("deutan", "#b8450f"), seen_by("deutan", "#6c7f2a")) < \
        math.dist(seen_by("all", "#b8450f"), seen_by("all", "#6c7f2a")) / 2, "red and green draw together"


def test_in_grey_neighbours_are_fifteen_steps_of_lightness_apart():
    light = [seen_by("all", colour)[0] for colour in shades()]
    assert all(pale - dark >= 15 for dark, pale in pairwise(light)), light  # a just noticeable difference is about 1


@pytest.mark.parametrize("eye", ["all", *DICHROMATS])
def test_neighbouring_shades_differ_by_fifteen_for_every_eye(eye):
    seen = [seen_by(eye, colour) for colour in shades()]
    assert all(math.dist(one, other) >= 15 for one, other in pairwise(seen)), seen  # ΔE*ab; 2.3 is just noticeable
    norms = [seen_by(eye, style.stances()[stance]["colour"]) for stance in ("required", "permitted", "prohibited")]
    assert all(math.dist(one, other) >= 12 for one, other in combinations(norms, 2)), norms


def test_silence_is_no_shade_of_denial():
    figure, axes = pyplot.subplots()
    sheet.silent_box(axes, 0, 0, 1, 1)
    sheet.mark(axes, 0.5, 0.5, "denied")
    silent, denied = axes.lines
    assert (silent.get_marker(), denied.get_marker()) == ("o", "x")
    assert denied.get_markersize() >= 3 * silent.get_markersize()
    face = matplotlib.colors.to_hex(axes.patches[0].get_facecolor())
    assert face == style.palette()["paper"] != style.of_rank(0)["colour"]
    assert matplotlib.colors.to_hex(axes.patches[0].get_edgecolor()) == style.palette()["rule"]
    pyplot.close(figure)


def test_stance_shades_grow_lighter_as_the_stance_grows_weaker():
    light = [style.luminance(colour) for colour in shades()]
    assert light == sorted(light)
    assert all(style.contrast(dark, pale) >= 1.5 for dark, pale in pairwise(shades())), "in grey two look alike"


@pytest.mark.parametrize("eye", DICHROMATS)
def test_stance_shades_keep_their_order_for_colour_blind_readers(eye):
    seen = [[sum(weight * channel for weight, channel in zip(row, linear(colour), strict=True))
             for row in DICHROMATS[eye]] for colour in shades()]
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in seen]
    assert all((pale + 0.05) / (dark + 0.05) >= 1.5 for dark, pale in pairwise(light))


def test_every_ink_can_be_read_on_its_colour():
    for row in style.stances().values():
        assert style.contrast(row["colour"], row["ink"]) >= 4.5, row["stance"]  # WCAG 2.2, 1.4.3
    for share in range(101):
        colour = style.ramp(share / 100)
        assert style.contrast(colour, style.ink_on(colour)) >= 4.5, share
        assert style.contrast(style.word_ink(share / 100), style.palette()["paper"]) >= 4.5, share
    for name in ("ink", "quiet", "accent", "good", "bad", "doubt"):
        assert style.contrast(style.palette()[name], style.palette()["paper"]) >= 4.5, name
    for name in ("ink", "quiet", "accent"):
        assert style.contrast(style.palette()[name], style.palette()["wash"]) >= 4.5, f"{name} on wash"


def test_each_stance_has_a_mark_and_a_shape_of_its_own():
    rows = style.stances().values()
    assert {row["stance"] for row in rows} == {row["stance"] for row in style.table("marks")}
    assert len({row["mark"] for row in rows}) == len({row["shape"] for row in rows}) == len(rows)


def test_the_paper_is_white_so_that_a_dark_theme_changes_nothing():
    assert style.palette()["paper"] == "#ffffff"


@pytest.mark.parametrize("name", [path.stem for path in sorted(style.TABLES.glob("*.csv"))])
def test_every_row_is_whole_and_no_key_stands_twice(name):
    rows = style.table(name)
    for number, row in enumerate(rows, start=2):
        assert None not in row and None not in row.values(), f"line {number}"
        assert all(value and value == value.strip() for value in row.values()), f"line {number}: {row}"
    keys = [next(iter(row.values())) for row in rows]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_palette_rows_are_colours():
    assert [row["name"] for row in style.table("palette") if not re.fullmatch("#[0-9a-f]{6}", row["colour"])] == []


def test_families_and_verdicts_are_those_of_the_other_rooms():
    assert set(style.families()) == set(FAMILIES)
    assert {row["verdict"] for row in style.table("verdicts")} == set(VERDICTS)
    assert {row["colour"] for row in style.table("verdicts")} <= set(style.palette())


def test_of_rank_follows_the_codebook():
    assert {stance: int(style.of_rank(rank)["rank"]) for stance, rank in ranks().items()} == ranks()
    assert style.of_rank(0)["stance"] == "denied"


@pytest.mark.parametrize("name, names, expected", [
    ("000_d7d50abeb46771f2", ["000_d7d50abeb46771f2", "001_12a46af68e6344af"], "000"),
    ("000_d7d50abeb46771f2", ["000_d7d50abeb46771f2", "000_12a46af68e6344af"], "000_d7…771f2"),
    ("12", [], "12"),
    ("_private", [], "_private"),
    ("some very long file name", [], "some v… name"),
])
def test_short_names(name, names, expected):
    assert style.short(name, names) == expected


def test_our_font_has_every_character_of_tables_and_codebook():
    from koujing.code.codebook import table
    said = [value for name in ("items", "stances", "conditions", "sources", "operators") for row in table(name)
            for value in row.values()]
    said += [value for path in style.TABLES.glob("*.csv") for row in style.table(path.stem) for value in row.values()]
    assert style.missing(said) == []
    assert style.missing(["𠮷"]) == ["𠮷"]
