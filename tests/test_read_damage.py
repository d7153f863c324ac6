"""Damage: every row of its tables, what the hand coding knows, and articles that nothing ails."""

import json
import random

import pytest

from koujing.read.article import Region
from koujing.read.corpus import SHIPPED, read_article
from koujing.read.cues import table
from koujing.read.damage import _dropped, _literals, _parted, _strays, _survivors, damage
from koujing.read.strays import occurrences

CODED = {"gold": SHIPPED / "articles", "dev": SHIPPED / "coding/dev/articles"}
LEAST = {"gold": (0.9, 0.8), "dev": (0.9, 0.5)}  # precision and recall; the tables were written with both sets in view
SPUN = ("001", "002", "003", "d12", "d13", "d14")


def places(text):
    return damage(text, (Region(0, len(text), "body"),))


@pytest.mark.parametrize("row", table("dropped"), ids=lambda row: row["id"])
def test_a_dropped_character_is_found_and_the_whole_word_is_left_alone(row):
    found = places(row["example"])
    assert [("dropped", row["survivor"], row["repair"])] == [
        (p.kind, p.text, p.repair) for p in found if p.repair == row["repair"]
    ]
    assert () == places(row["counter"])


@pytest.mark.parametrize("row", table("parted"), ids=lambda row: row["id"])
def test_a_keyword_that_parts_two_words_is_found_and_the_two_words_are_left_alone(row):
    strays = {word["word"] for word in table("strays")}
    found = [place for place in places(row["example"]) if place.kind == "inserted"]
    assert 1 == len(found) and found[0].text in strays and "" == found[0].repair
    assert () == places(row["counter"])


@pytest.mark.parametrize("name", CODED)
def test_damage_agrees_with_the_hand_coding(name):
    coded = [
        json.loads(line) for line in (SHIPPED / f"coding/{name}/damage.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    found = [(path.stem, place) for path in sorted(CODED[name].glob("*.txt")) for place in read_article(path).damage]
    pairs = [
        (i, j)
        for i, (stem, place) in enumerate(found)
        for j, row in enumerate(coded)
        if stem == row["article"]
        and place.kind == row["kind"]
        and place.start < row["end"]
        and row["start"] < place.end
    ]
    precision, recall = len({i for i, _ in pairs}) / len(found), len({j for _, j in pairs}) / len(coded)
    assert LEAST[name][0] <= precision
    assert LEAST[name][1] <= recall


@pytest.mark.parametrize("name", CODED)
def test_sound_articles_have_no_damage(name):
    sound = [path for path in sorted(CODED[name].glob("*.txt")) if not path.stem.startswith(SPUN)]
    assert len(sound) in (2, 13)
    assert {path.stem: () for path in sound} == {path.stem: read_article(path).damage for path in sound}


def test_damage_is_disjoint_ordered_and_inside_body_or_comments():
    for folder in CODED.values():
        for path in folder.glob("*.txt"):
            article = read_article(path)
            spans = article.ranges("body") + article.ranges("comment")
            assert all(one.end <= two.start for one, two in zip(article.damage, article.damage[1:], strict=False))
            for place in article.damage:
                assert article.text(place) == place.text != ""
                assert any(start <= place.start and place.end <= end for start, end in spans)


@pytest.mark.parametrize("unit", ["催收手", "的邮件方式", "的", "隐", " 、", "法律", "值得注意的催款"])
def test_hostile_sizes_end(unit):
    text = unit * 50_000
    assert all(place.start < place.end for place in places(text))


def test_looking_only_where_a_row_can_match_finds_what_its_pattern_does():
    rng, found = random.Random(3), 0
    lefts = [left for row in table("parted") for left in _literals(row["left"])]
    parts = ([row["word"] for row in table("strays")], lefts, [row["before"].split("|")[0] for row in table("dropped")],
             [row[column] for name in ("parted", "dropped") for row in table(name) for column in ("example", "counter")])
    for _ in range(1500):
        text = "".join(rng.choice(rng.choice(parts)) for _ in range(rng.randint(3, 25)))
        start, end = rng.randint(0, 3), len(text) - rng.randint(0, 3)
        strays = [match.span("stray") for number in range(len(table("parted")))
                  for match in _parted(number).finditer(text, start, end)]
        assert strays == [(place.start, place.end) for place in _strays(text, start, end, occurrences(text, start, end))]
        survivors = [match.span(name) for number in range(len(table("dropped"))) for name, _, pattern in [_dropped(number)]
                     for match in pattern.finditer(text, start, end)]
        assert survivors == [(place.start, place.end) for place in _survivors(text, start, end)]
        found += len(strays) + len(survivors)
    assert found > 500
