"""Titles as articles spell them: real ones resolve, invented ones never do, damaged ones get candidates."""
import csv
from pathlib import Path

import pytest

from koujing.check import examples
from koujing.code.cited import cited
from koujing.code.codebook import table
from koujing.code.titles import OUTCOMES, names, pattern, resolve
from koujing.compare import register
from koujing.compare.trust import load_coding
from koujing.tables import cited_table, coded_articles

KNOWN = register.title_names()
BODIES = register.body_names()

# Spellings as articles, notices and forums use them: prefix, year, edition, trial note, issuer, traditional characters,
# marks, short names; and titles that nobody issued, spelled like real ones (no instrument).
with open(Path(__file__).parent / "cases" / "titles.csv", encoding="utf-8", newline="") as rows:
    CASES = [(row["instrument_id"], row["title"]) for row in csv.DictReader(rows)]
REAL = [case for case in CASES if case[0]]
INVENTED = [title for one, title in CASES if not one]


@pytest.mark.parametrize("instrument, title", REAL)
def test_a_real_title_resolves_in_every_spelling(instrument, title):
    found = resolve(title, KNOWN)
    assert ("resolved", instrument) == (found.outcome, id_of(found.key, instrument))


def id_of(key, wanted):
    """The id of the register's row with this key; the wanted one where a text has several versions."""
    ids = register.register().query("key == @key")["id"].tolist()
    return wanted if wanted in ids else "; ".join(ids)


def test_precision_and_recall_over_real_and_invented_titles():
    assert len({title for _, title in REAL}) == len(REAL) >= 60
    found = [(one, resolve(title, KNOWN)) for one, title in REAL]
    resolved = [(one, result) for one, result in found if result.outcome == "resolved"]
    right = sum(id_of(result.key, one) == one for one, result in resolved)
    wrong = sum(resolve(title, KNOWN).outcome == "resolved" for title in INVENTED)
    assert right / (len(resolved) + wrong) >= 0.98
    assert right / len(REAL) >= 0.95


@pytest.mark.parametrize("title", INVENTED)
def test_an_invented_title_is_never_resolved(title):
    assert resolve(title, KNOWN).outcome == "not found"
    assert resolve(title.strip("《》"), KNOWN).outcome == "not found"


def test_there_are_thirty_invented_titles():
    assert len(set(INVENTED)) >= 30


@pytest.mark.parametrize("title, candidate", [
    ("《消费者权益保法》", "消费者权益保护法"), ("《个人信息保法》", "个人信息保护法"), ("《个人信息□护法》", "个人信息保护法"),
    ("《商业银行信用卡业务监督管理办》", "商业银行信用卡业务监督管理办法"), ("《征信业管理条列》", "征信业管理条例"),
    ("《□洁支付条例》", "洁支付条例"), ("《互联网金融逾期□□催收自律公约》", "互联网金融逾期债务催收自律公约"),
    ("《商业银行互联网贷款管理暂行□法》", "商业银行互联网贷款管理暂行办法")])
def test_a_damaged_title_gets_candidates_and_is_not_resolved(title, candidate):
    found = resolve(title, KNOWN)
    assert ("damaged", "") == (found.outcome, found.key)
    assert candidate in found.candidates


def test_a_hole_that_fits_nothing_gets_the_titles_that_end_alike():
    assert {"洁支付条例", "保障农民工工资支付条例", "保障中小企业款项支付条例"} == set(resolve("□洁支付条例", KNOWN).candidates)


@pytest.mark.parametrize("title, outcome", [
    ("《借款合同》", "contract"), ("《用户服务协议》", "contract"), ("《律师函》", "contract"), ("《催收告知书》", "contract"),
    ("《办法》", "abstain"), ("《管理办法》", "abstain"), ("《相关规定》", "abstain"), ("《江城日报》", "abstain"),
    ("《》", "abstain")])
def test_what_is_no_title_of_a_rule(title, outcome):
    assert outcome == resolve(title, KNOWN).outcome


def test_a_name_of_two_texts_abstains_with_both():
    known = names(["甲类贷款管理办法", "乙类贷款管理办法"], [("贷款办法", "甲类贷款管理办法"), ("贷款办法", "乙类贷款管理办法")])
    found = resolve("贷款办法", known)
    assert ("abstain", ("甲类贷款管理办法", "乙类贷款管理办法")) == (found.outcome, found.candidates)


def how_cited(article):
    return [(row.title, row.how, row.resolution) for row in cited(article, KNOWN, BODIES).itertuples()]


@pytest.mark.parametrize("line, expected", [
    ("依据个保法，不得泄露您的信息。", [("个保法", "unmarked", "resolved")]),
    ("根据民法典和自律公约，不得骚扰他人。", [("民法典", "unmarked", "resolved"), ("自律公约", "unmarked", "resolved")]),
    ("遵守个人信息保护法律法规，不得外泄。", []),
    ("按照劳动合同法的规定，公司应当发工资。", []),
    ("他是刑法学教授，研究催收多年。", []),
    ("《民法典》里写着，民法典保护隐私，催收也要遵守。", [("《民法典》", "marked", "resolved")]),
    ("按照银保监会的相关规定，不得暴力催收。", [("银保监会", "body", "resolved")]),
    ("遇到骚扰可以向银保监会投诉，催收会收敛。", []),
    ("根据《民法典，催收人员不得骚扰。", [("《", "marked", "abstain"), ("民法典", "unmarked", "resolved")]),
    ("应当遵守《关于修改《甲》的决定》的要求，不得催收。", [("《", "marked", "abstain"), ("《甲》", "marked", "not found")]),
    ("《征信业管理条例》管征信。该条例要求事先告知本人。", [("《征信业管理条例》", "marked", "resolved"),
                                             ("《征信业管理条例》", "back", "resolved")]),
    ("《征信业管理条例》管征信。该公约要求事先告知本人。", [("《征信业管理条例》", "marked", "resolved")]),
    ("《民法典》和《刑法》都有规定。该法要求遵守。", [("《民法典》", "marked", "resolved"), ("《刑法》", "marked", "resolved")])])
def test_what_counts_as_a_citation(page, line, expected):
    assert expected == how_cited(page(line))


def test_every_marked_title_of_every_coding_gets_an_outcome():
    for name in ("gold", "dev", "dev2"):
        articles = coded_articles(load_coding(name))
        found = cited_table(articles)
        assert set(found["resolution"]) <= set(OUTCOMES)
        starts = {article.name: set(found.loc[found["article"] == article.name, "start"]) for article in articles}
        passed = [(article.name, at) for article in articles for sentence in article.sentences
                  for at in range(sentence.start, sentence.end) if article.raw[at] == "《" and at not in starts[article.name]]
        assert [] == passed, "silent passes"


@pytest.mark.parametrize("row", table("titles"), ids=lambda row: row["id"])
def test_a_row_of_what_stands_around_titles_matches_its_example(row):
    assert [] == list(examples.faults("titles", row))


@pytest.mark.parametrize("row", table("topics"), ids=lambda row: row["topic"])
def test_a_topic_matches_its_example_and_not_its_counter_example(row):
    assert [] == list(examples.faults("topics", row))


def test_the_patterns_of_titles_are_read_by_kind():
    assert pattern("hole").search("□") and not pattern("hole").search("法")
