"""Intervals of the validation against the plain score, and the tables beside the codings: genres and learning curve."""
import csv

import numpy as np
import pytest

from koujing.code.claims import Claim
from koujing.code.codebook import items
from koujing.compare import trust, validation as room
from koujing.read.article import InputFault
from koujing.report import misread

GOLD = trust.load_coding("gold")
HALF = [claim for place, claim in enumerate(GOLD.claims) if place % 3 or claim.article == GOLD.claims[0].article]


def claim(article, stance="rare", item="stage.visit", start=0, **fields):
    return Claim(article, start, start + 9, "quote", item, "practice", stance, **fields)


def counted(gold, predicted, articles="abcd"):
    return room.tallies(gold, predicted, articles)


def test_sums_of_tallies_give_the_score():
    predicted = [*HALF, claim(GOLD.claims[0].article, item="channel.email", start=99_000)]
    whole = room.tallies(GOLD.claims, predicted, GOLD.articles)
    assert (5, 26, len(room.COUNTS)) == whole.shape
    score = trust.score(GOLD.claims, predicted)
    assert {name: score[name] for name in room.SHARES} == pytest.approx(
        {name: float(value) for name, value in room.figures(whole.sum(axis=(0, 1))).items()})
    table = trust.score_by_item(GOLD.claims, predicted).set_index("item")
    for item, row in table.iterrows():
        found = room.figures(whole[:, items().index(item)].sum(axis=0))
        assert row[list(room.SHARES)].to_dict() == pytest.approx({name: float(value) for name, value in found.items()}), item


def test_the_interval_of_joint_f1_is_that_of_the_score():
    table = room.validation(room.tallies(GOLD.claims, HALF, GOLD.articles)).set_index("figure")
    interval = trust.score_interval(GOLD.claims, HALF)
    assert (interval.value, interval.low, interval.high) == pytest.approx(tuple(table.loc["joint_f1", ["value", "low", "high"]]))
    assert interval.caution == table.loc["joint_f1", "why"] != ""
    assert list(room.SHARES) == table.index.tolist()
    assert (len(GOLD.claims), len(HALF)) == tuple(table.loc[["joint_recall", "joint_precision"], "of"])
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()


def test_one_article_has_no_interval_and_no_claim_no_figure():
    table = room.validation(counted([claim("a")], [claim("a")], "a"))
    assert {room.ONE_ARTICLE} == set(table["why"]) and table["low"].isna().all()
    genres = room.validation_by_genre(counted([claim("a")], [claim("a")]), "abcd", {"a": "news", "b": "news", "c": "x", "d": "w"})
    assert ["news", "w", "x"] == genres["genre"].tolist()
    assert [1.0, None, None] == [None if value != value else value for value in genres["joint_f1"].astype(object).fillna(np.nan)]
    assert [room.NO_CLAIM] * 2 == genres["why"].tolist()[1:]


def test_items_count_the_articles_that_have_them():
    table = room.validation_by_item(counted([claim("a"), claim("b")], [claim("b"), claim("c"), claim("c", item="channel.email")]))
    assert [("stage.visit", 3, 2, 2), ("channel.email", 1, 0, 1)] == list(
        table[["item", "articles", "claims", "found"]].itertuples(index=False, name=None))
    assert [0.5, 0.0] == table["joint_f1"].tolist() and room.ONE_ARTICLE == table["why"].iloc[1]


def test_a_claim_of_another_article_is_refused():
    with pytest.raises(ValueError, match="claims name the article 'z'"):
        counted([claim("z")], [])


@pytest.mark.parametrize("name", trust.codings())
def test_every_coded_article_has_one_genre_with_its_reason(name):
    coding = trust.load_coding(name)
    with open(coding.folder.parent / "genres.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["coding"] == name]
    assert sorted(coding.articles) == sorted(row["article"] for row in rows)
    assert room.genres(name) == {row["article"]: row["genre"] for row in rows}
    index = coding.folder / "index.tsv"
    said = {} if not index.exists() else {row["stem"]: row["genre"] for row in csv.DictReader(
        index.read_text(encoding="utf-8").splitlines(), delimiter="\t")}
    assert all(row["why"] and row["why"] == said.get(row["article"], row["why"]) for row in rows)
    assert all(("spun" in row["why"] or "words put in" in row["why"]) == (row["genre"] == "machine-spun page") for row in rows)


def test_a_table_of_genres_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputFault, match="genres.csv: cannot be read"):
        room.genres("gold", tmp_path)
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "genres.csv").write_text("coding,article\ngold,a\n", encoding="utf-8")
    with pytest.raises(InputFault, match="lacks the column 'genre'"):
        room.genres("gold", tmp_path)


def test_the_reader_is_validated_on_a_coding():
    overall, by_item, by_genre = misread.validated("gold")
    score = trust.score(GOLD.claims, misread.found_in("gold"))
    assert score["joint_f1"] == pytest.approx(overall.set_index("figure").loc["joint_f1", "value"])
    assert score["gold"] == by_item["claims"].sum() == by_genre["claims"].sum()
    assert {"farm page": 4, "machine-spun page": 1} == dict(zip(by_genre["genre"], by_genre["articles"], strict=True))


def test_the_reader_errs_seldom_on_what_it_has_not_seen():
    errors = misread.reader_errors()
    cells = errors.found + errors.missed + errors.left + errors.made_up
    assert 12 == errors.articles and 18 * 12 == cells.sum()
    assert errors.missed.sum() < 0.1 * errors.found.sum() and errors.stances.sum() == errors.found.sum()
    both = misread.reader_errors(("blind", "gold"))
    assert 17 == both.articles and (both.found >= errors.found).all()


def test_the_learning_curve_is_in_order_and_whole():
    table = misread.learning_curve()
    assert ["commit", "committed", "subject", "rules", "wordings", "blind", "gold", "dev"] == table.columns.tolist()
    assert table["committed"].is_monotonic_increasing and table["rules"].is_monotonic_increasing
    assert table["commit"].is_unique and len(table) >= 10 and not table.isna().any(axis=None)
    assert table[["blind", "gold", "dev"]].apply(lambda column: column.between(0.5, 1)).all(axis=None)
    assert 0.03 < table["blind"].iloc[-1] - table["blind"].iloc[0]
    now = trust.score(trust.load_coding("blind").claims, misread.found_in("blind"))["joint_f1"]
    assert abs(now - table["blind"].iloc[-1]) < 0.05  # it was measured on the version of its day
