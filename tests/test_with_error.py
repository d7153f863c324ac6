"""Headline numbers with the reader's error: those of the notebooks, those by hand, and an interval that holds them."""
import re

import pytest
from test_show_reader import read

from koujing import tables
from koujing.compare import trust
from koujing.compare.trust import load_coding
from koujing.report import with_error


@pytest.fixture(scope="module")
def gold():
    return tables.coded_articles(load_coding("gold"))


@pytest.mark.parametrize("topic", with_error.TOPICS)
def test_each_topic_has_both_readings_an_interval_where_it_is_one_of_positions_and_a_score(gold, topic):
    table = with_error.with_error(gold, topic)
    assert ["as read", "by hand", "error allows", "F1 unseen", "n"] == list(table.columns)
    counted, _, statistics = with_error.TOPICS[topic]
    assert set(statistics) <= set(table.index) and len(table)
    for name, row in table.iterrows():
        assert re.fullmatch(r"0\.\d\d|1\.00", row["F1 unseen"]) and row["n"] > 0
        if name not in statistics:
            assert row["error allows"] == with_error.NONE
            continue
        low, *rest = map(float, row["error allows"].split(" to "))
        assert low <= float(row["as read"]) <= (rest[0] if rest else low)


def test_the_numbers_by_hand_are_those_of_the_hand_coding(gold):
    coding = load_coding("gold")
    table = with_error.with_error(gold, "claims")
    assert len(coding.claims) == table.loc["claims", "by hand"]
    orders = with_error.with_error(gold, "orders")
    told = sum(facts["stage_sequence"] is not None for facts in coding.articles.values())
    assert told == orders.loc["articles that give an order", "by hand"]


def test_the_score_of_all_items_is_that_of_the_scorer():
    coding = load_coding(with_error.UNSEEN)
    claims = [claim for article in tables.coded_articles(coding) for claim in tables.claims_of(article)]
    score, coded = with_error.read_right(with_error.every_item())
    assert (trust.score(coding.claims, claims)["joint_f1"], len(coding.claims)) == (pytest.approx(score), coded)


def test_other_articles_have_no_column_by_hand_and_none_at_all_are_shown_too(tmp_path):
    articles = read(tmp_path, {"a.txt": "今天天气很好，适合出门散步。\n", "b.txt": "微粒贷逾期后会怎样\n逾期后会发短信提醒。\n"})
    for topic in with_error.TOPICS:
        assert "by hand" not in with_error.with_error(articles, topic).columns
        assert len(with_error.with_error((), topic))
