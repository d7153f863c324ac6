"""The validation's tables in words: the figures of the scorer with their ends, every article in one genre."""
import re

import pytest

from koujing import tables
from koujing.compare import trust
from koujing.report import validated


@pytest.fixture(scope="module")
def sets():
    codings = {name: trust.load_coding(name) for name in ("blind", "gold")}
    read = {name: [claim for article in tables.coded_articles(coding) for claim in tables.claims_of(article)]
            for name, coding in codings.items()}
    return codings, read


def test_every_figure_has_its_interval_and_is_the_scorers(sets):
    codings, read = sets
    table = validated.intervals(sets[0])
    for name, coding in codings.items():
        told = trust.score(coding.claims, read[name])
        for figure, text in table[name].items():
            value, low, high = map(float, re.fullmatch(r"(\S+) \((\S+) to (\S+)\)", text).groups())
            assert value == pytest.approx(told[figure], abs=0.005) and low <= value <= high


def test_every_article_has_one_genre_and_one_article_has_no_interval(sets):
    table = validated.by_genre(sets[0])
    for name, coding in sets[0].items():
        rows = table[table["coding"] == name]
        assert (len(coding.articles), len(coding.claims)) == (rows["articles"].sum(), rows["claims"].sum())
    assert {True} == {("(" in row["joint F1"]) == (row["articles"] > 1) for _, row in table.iterrows()}
