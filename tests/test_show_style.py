"""The visual language: stance shades in order for every eye, and every row of the room's tables."""
import re
from itertools import pairwise

import pytest

from koujing.code.codebook import FAMILIES, ranks
from koujing.compare.verdicts import VERDICTS
from koujing.show import style

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
        assert style.contrast(row["colour"], row["ink"]) >= 4.3, row["stance"]  # large bold marks need 3 (WCAG 1.4.11)
    for share in range(11):
        colour = style.ramp(share / 10)
        assert style.contrast(colour, style.ink_on(colour)) >= 3.9, share
    for name in ("ink", "quiet", "accent", "good", "bad", "doubt"):
        assert style.contrast(style.palette()[name], style.palette()["paper"]) >= 4.5, name


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
