"""Sentences with and without claims: every one is accounted for, with its reason."""
from dataclasses import replace

import pytest

from koujing.read.article import Damage
from koujing.read.corpus import load_corpus
from koujing.report import passed, worked
from koujing.tables import claims_table


@pytest.fixture(scope="module")
def articles():
    return load_corpus()


@pytest.fixture(scope="module")
def claims(articles):
    return claims_table(articles)


def test_every_sentence_carries_a_claim_or_a_reason(articles, claims):
    over, total = passed.passed_over(articles, claims), passed.sentences_table(articles, claims).iloc[-1]
    prose = over["note"].isin(["question", "names no item", "names an item"]).sum()
    assert total["sentences"] == prose + total["with_claims"]
    assert len(claims) == total["claims"]
    headings = sum(sentence.kind == "heading" for article in articles for sentence in article.sentences)
    assert headings == (over["note"] == "heading").sum()


def test_reasons_are_told_apart(page):
    article = page("微粒贷逾期会上门吗", "", "微粒贷会不会上门催收呢？今天的天气很好，大家都出门散步去了。"
                   "你应当主动联系客服，避免上门催收。")
    over = passed.passed_over([article], claims_table([article]).head(0))
    reasons = dict(zip(over["quote"], over["note"], strict=True))
    assert "question" == reasons["微粒贷会不会上门催收呢？"]
    assert "names no item" == reasons["今天的天气很好，大家都出门散步去了。"]
    assert "names an item" == reasons["你应当主动联系客服，避免上门催收。"]


def test_a_stray_word_names_no_item(page):
    article = page("这是借款人的上门催收法律依据，需要大家认真对待和了解。")
    nothing = claims_table([article]).head(0)
    assert ["names an item"] == passed.passed_over([article], nothing)["note"].tolist()
    at = article.raw.index("上门催收")
    spun = replace(article, damage=(Damage(at, at + 4, "上门催收", "inserted", ""),))
    assert ["names no item"] == passed.passed_over([spun], nothing)["note"].tolist()


def test_passages_are_quoted_from_where_they_stand(articles, claims):
    named = {article.name: article.raw for article in articles}
    over = passed.passed_over(articles, claims)
    assert all(named[row.article][row.start:row.end] == row.quote for row in over.itertuples())
    assert set(over["note"]) <= set(passed.REASONS)


def test_the_reasons_add_up(articles, claims):
    over = passed.passed_over(articles, claims)
    table = passed.reasons_table(over)
    assert (len(over), over["item_named"].sum()) == (table["places"].sum(), table["item_named"].sum())
    assert list(passed.REASONS) == table["reason"].tolist()
    assert 0 == passed.reasons_table(over.head(0))["places"].sum()


def test_telling_passages_name_an_item_and_stand_by_reason(articles, claims):
    shown = passed.telling(passed.passed_over(articles, claims), most=1)
    assert shown["item_named"].all()
    assert [reason for reason in passed.REASONS if reason in set(shown["note"])] == shown["note"].tolist()


def test_tables_of_claims_add_up_to_the_claims(articles, claims):
    assert len(claims) == passed.families_table(articles, claims)["all"].iloc[-1]
    assert len(claims) == passed.stances_table(claims)["claims"].sum()
    assert len(claims) == passed.sources_table(articles, claims)["all"].sum()
    nothing = claims.head(0)
    assert 0 == passed.families_table(articles, nothing)["all"].sum() == passed.stances_table(nothing)["claims"].sum()


def test_a_false_quote_and_a_quote_from_the_furniture_are_found(articles, claims):
    assert 0 == len(passed.misquoted(articles, claims))
    wrong = claims.head(2).copy()
    wrong.loc[wrong.index[0], "quote"] = "误"
    assert [wrong.index[0]] == passed.misquoted(articles, wrong).index.tolist()
    article = next(article for article in articles if article.ranges("furniture"))
    start, end = article.ranges("furniture")[0]
    astray = claims.head(1).assign(article=article.name, start=start, end=end, quote=article.raw[start:end])
    assert 1 == len(passed.misquoted(articles, astray))
    assert len(claims) == len(passed.misquoted(articles, claims.assign(start=claims["start"] + 1)))
    assert len(claims) == len(passed.misquoted([], claims))


def test_a_word_is_shown_in_the_first_sentence_that_holds_it(page):
    import pandas as pd

    article = page("借款人会收到短信提醒，请大家注意查收。这笔借款已经逾期很久了，家人很担心。")
    shown = passed.sentences_with([article], pd.DataFrame({"article": [article.name] * 2, "word": ["借款", "火星"]}))
    assert ["这笔借款已经逾期很久了，家人很担心。"] == shown["quote"].tolist()  # 借款人 is another word
    assert "借款 (borrowing)" == shown["note"].iloc[0]


def test_the_worked_example_has_the_most_stances(claims):
    rows = worked.example(claims)
    assert 1 == rows["start"].nunique()
    practice = claims[claims["basis"] == "practice"]
    most = practice.groupby(["article", "start"])["stance"].nunique().max()
    assert most == rows[rows["basis"] == "practice"]["stance"].nunique() >= 2
    assert 0 == len(worked.example(claims.head(0)))


def test_clauses_make_up_the_sentence_and_rules_its_claims(articles, claims):
    rows = worked.example(claims)
    clauses = worked.clauses(articles, rows)
    assert rows["quote"].iloc[0].startswith(clauses["clause"].iloc[0])
    assert rows["quote"].iloc[0] == "".join(clauses["clause"])
    rules = worked.rules(articles, rows)
    assert set(rows["item"]) == set(rules["item"])
    assert {rule for text in rows["rules"] for rule in text.split("; ")} == set(rules["rule"])
    assert 0 == len(worked.clauses(articles, claims.head(0))) == len(worked.rules(articles, claims.head(0)))


def test_a_condition_and_a_contrast_are_read_as_such(page):
    article = page("若借款人失联，微粒贷可能会联系紧急联系人，但不会随意联系家人。")
    claims = claims_table([article])
    clauses = worked.clauses([article], claims)
    assert ["condition", "statement", "contrast"] == clauses["reading"].tolist()
    assert ["失联", "", ""] == clauses["conditions"].tolist()
