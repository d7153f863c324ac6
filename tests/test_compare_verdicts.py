"""What each citation is worth at its article's date: the twelve of the five articles, and the rules behind them."""
import pandas as pd
import pytest
from test_compare_law import folder

from koujing.code.cited import COLUMNS
from koujing.compare import verdicts as room
from koujing.compare.law import register
from koujing.read.corpus import load_corpus
from koujing.tables import verdicts_table

# Made by hand from the texts, before any program: article, what is cited, and the verdict on it, in the articles' order.
BY_HAND = [
    ("000", "《个人信息保护法》", "ok"), ("000", "《民法典》", "ok"),
    ("002", "《中华人民共和国催收管理办法》", "nonexistent"), ("002", "《中华人民共和国合同法》", "outdated"),
    ("002", "《中华人民共和国民事诉讼法》", "misattributed"), ("002", "《中华人民共和国合同法》", "outdated"),
    ("002", "《中华人民共和国债权法》", "nonexistent"), ("002", "《中华人民共和国消费者权益保护法》", "misattributed"),
    ("002", "《中华人民共和国洁支付条例》", "nonexistent"), ("003", "中国银保监会", "outdated"),
    ("004", "《商业银行信用卡业务监督管理办法》", "inapplicable"), ("004", "《商业银行信用卡业务监督管理办法》", "misattributed")]


@pytest.fixture(scope="module")
def judged():
    return verdicts_table(load_corpus())


def test_the_twelve_citations_get_the_verdicts_made_by_hand(judged):
    rules = judged[judged["verdict"] != "contract"]
    assert BY_HAND == [(row.article[:3], row.title, row.verdict) for row in rules.itertuples()]
    assert {"contract"} == set(judged.loc[judged["title"] == "《借款合同》", "verdict"])


def test_article_001_cites_nothing(judged):
    assert not judged["article"].str.startswith("001").any()


def test_an_undated_article_gets_both_sides(judged):
    sides = judged[judged["title"] == "《中华人民共和国合同法》"]["both_sides"]
    assert {"outdated if written since 2021-01-01; in force before"} == set(sides)
    assert (judged.loc[~judged["article"].str.startswith("002"), "both_sides"] == "").all()


def test_the_last_citation_of_004_refers_back(judged):
    assert ["marked", "back"] == judged.loc[judged["article"].str.startswith("004"), "how"].tolist()


def cited(*rows, quote="quote"):
    """Citations as (title, topics): of one sentence, resolved by their key."""
    made = [{"article": "a", "start": 10 * place, "end": 10 * place + 5, "title": title, "how": "marked",
             "resolution": "resolved", "key": title, "candidates": "", "why": "", "topics": topics, "quote": quote}
            for place, (title, topics) in enumerate(rows)]
    return pd.DataFrame(made, columns=COLUMNS)


def verdict(*rows, day="2024-06-01", **register_folder):
    return room.verdicts(cited(*rows), {"a": day}, **register_folder)["verdict"].tolist()


@pytest.mark.parametrize("title, day, expected", [
    ("合同法", "2020-06-01", "ok"), ("合同法", "2021-01-01", "outdated"), ("个人信息保护法", "2021-10-31", "not yet in force"),
    ("催收管理办法", "2021-10-31", "nonexistent")])
def test_the_date_decides_first(title, day, expected):
    assert [expected] == verdict((title, "privacy" if title.startswith("个人") else "claim"), day=day)


@pytest.mark.parametrize("topics, expected", [
    ("court", "ok"), ("collection; court", "ok"), ("collection", "misattributed"), ("court; clock", "misattributed"),
    ("collection; spouse", "unchecked"), ("", "unchecked")])
def test_silence_on_what_is_claimed_is_misattribution(topics, expected):
    assert [expected] == verdict(("民事诉讼法", topics))


def test_what_another_text_of_the_sentence_says_is_not_held_against_the_first():
    assert ["misattributed"] == verdict(("民事诉讼法", "court; no_abuse"))
    assert ["ok", "ok"] == verdict(("民事诉讼法", "court; no_abuse"), ("民法典", "court; no_abuse"))


@pytest.mark.parametrize("body, day, expected, sides", [
    ("CBIRC", "2023-05-17", "unchecked", ""), ("CBIRC", "2023-05-18", "outdated", ""), ("NFRA", "2024-01-01", "unchecked", ""),
    ("CBIRC", None, "outdated", "outdated if written since 2023-05-18; in office before")])
def test_a_body_is_judged_by_its_time_in_office(body, day, expected, sides):
    row, = room.verdicts(cited((body, "")).assign(how="body"), {"a": day}).to_dict("records")
    assert (expected, sides) == (row["verdict"], row["both_sides"])


def test_what_does_not_resolve_keeps_its_outcome_and_reason():
    rows = cited(("甲", "")).assign(resolution="damaged", key="", candidates="乙法", why="lost")
    row, = room.verdicts(rows, {}).to_dict("records")
    assert ("damaged", "lost", "乙法", "") == (row["verdict"], row["reason"], row["candidates"], row["instrument_id"])


def test_a_register_of_two_files_is_enough(tmp_path):
    register_folder = folder(tmp_path, [{}, {"id": "B", "title_zh": "乙法", "applies_to_bank_online_loans": "no"}])
    assert ["ok", "inapplicable"] == verdict(("甲法", "hours"), ("乙法", "hours"), folder=register_folder)
    assert ["A", "B"] == register(register_folder)["id"].tolist()


def test_no_citations_give_an_empty_table():
    assert room.COLUMNS == room.verdicts(cited(), {}).columns.tolist()
    assert room.VERDICTS[:2] == room.OF_TITLE[1::-1]
