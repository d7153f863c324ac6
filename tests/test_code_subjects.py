"""Which lenders a sentence is about, and to what part of the cases it limits itself."""
import pytest

from koujing.check import examples
from koujing.code.claims import Claim, frame
from koujing.code.codebook import table
from koujing.code.normal import normalise
from koujing.code.subjects import limits, main_lender, with_subjects
from koujing.read.article import Article, Damage

ROWS = [(name, row) for name in ("lenders", "limits") for row in table(name)]


def article(raw, damage=()):
    return Article("a", raw, "utf-8", "", None, None, None, None, (), (), damage)


def subjects(raw, quote, damage=()):
    """The lenders and limits of a claim in this sentence of this text."""
    start = raw.index(quote)
    claims = frame([Claim("a", start, start + len(quote), quote, "stage.visit", "practice", "rare")])
    return tuple(with_subjects(claims, [article(raw, damage)])[["lenders", "limits"]].iloc[0])


@pytest.mark.parametrize("name, row", ROWS, ids=[next(iter(row.values())) for _, row in ROWS])
def test_a_row_matches_its_example_and_not_its_counter_example(name, row):
    assert [] == list(examples.faults(name, row))


def test_codes_are_unique():
    for name, key in (("lenders", "lender"), ("limits", "limit")):
        codes = [row[key] for row in table(name)]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize("quote, expected", [
    ("催收人员很少上门。", "weilidai"), ("借呗很少上门。", "jiebei"), ("微粒贷、借呗都很少上门。", "weilidai; jiebei"),
    ("花唄很少上門。", "huabei")])
def test_a_sentence_is_about_the_lender_it_names_else_about_its_articles(quote, expected):
    assert expected == subjects(f"微粒贷逾期了怎么办。微粒贷会打电话吗。微粒贷会上门吗。{quote}", quote)[0]


def test_a_stray_name_is_no_lender():
    raw = "微粒贷逾期后花呗很少上门。"
    assert "weilidai" == subjects(raw, raw, (Damage(6, 8, "花呗", "inserted", ""),))[0]


@pytest.mark.parametrize("text, expected", [
    ("微粒贷会。借呗会。", "several"), ("我行会致电本人。", "own_bank"), ("平台会打电话。", ""), ("有的平台会打电话。", ""),
    ("我行的信用卡逾期后会致电。", "credit_card")])
def test_the_lender_of_an_article(text, expected):
    assert expected == main_lender(normalise(text))


def test_a_claim_of_an_unknown_article_has_no_subject():
    claims = frame([Claim("b", 0, 4, "很少上门", "stage.visit", "practice", "rare")])
    found = with_subjects(claims, [article("微粒贷")])
    assert ("", "") == (found["lenders"].iloc[0], found["limits"].iloc[0])


def test_no_claims_get_the_columns_too():
    assert {"lenders", "limits"} <= set(with_subjects(frame([]), []).columns)


def test_long_sentences_are_read_in_linear_time():
    assert ("mass",) == limits("好友" * 20_000 + "群发" + "未经" * 20_000)
