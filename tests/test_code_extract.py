"""Claims: invariants over every article that is shipped, measured quality, and sentences that decide."""
from pathlib import Path

import pytest

from koujing.code import cues
from koujing.code.citations import titles
from koujing.code.claims import FIELDS, Claim, Timing, frame, from_json, to_json
from koujing.code.codebook import items, poles, ranks, table
from koujing.code.explain import explain
from koujing.code.extract import extract, read_sentence
from koujing.code.lists import NOTHING
from koujing.code.normal import normalise
from koujing.code.timing import days
from koujing.compare import trust
from koujing.read.corpus import read_article
from koujing.tables import coded_articles

CODED = ("gold", "dev", "dev2")


@pytest.fixture(scope="module", params=CODED)
def coded(request):
    coding = trust.load_coding(request.param)
    articles = coded_articles(coding)
    return coding, articles, {article.name: extract(article) for article in articles}


def test_a_claims_quote_is_a_sentence_at_its_place(coded):
    _, articles, claims = coded
    for article in articles:
        sentences = {(sentence.start, sentence.end) for sentence in article.sentences if sentence.kind == "prose"}
        assert claims[article.name], article.name
        for claim in claims[article.name]:
            assert article.raw[claim.start:claim.end] == claim.quote
            assert (claim.start, claim.end) in sentences


def test_every_field_is_the_codebooks(coded):
    _, _, claims = coded
    conditions = {row["condition"] for row in table("conditions")}
    sources = {row["source"] for row in table("sources")}
    values = {row["value"] for row in table("operators")}
    known = set(cues.load()[0]) | {row["id"] for row in table("context_rules")}
    for claim in (claim for found in claims.values() for claim in found):
        assert claim.item in items()
        assert (claim.stance in ranks()) == (claim.basis == "practice")
        assert claim.basis == "practice" or claim.stance in ("required", "permitted", "prohibited")
        assert claim.item not in poles() or (claim.basis, claim.stance) == ("norm", poles()[claim.item])
        assert set(claim.conditions) <= conditions and claim.source in sources
        assert (claim.value in values) == (claim.item == "fact.operator")
        assert claim.laws == titles(claim.quote)
        assert claim.rules and set(claim.rules) <= known
        assert claim.timing is None or claim.timing.text in claim.quote


def test_one_claim_for_each_sentence_item_and_basis(coded):
    _, _, claims = coded
    keys = [(c.article, c.start, c.item, c.basis) for found in claims.values() for c in found]
    assert len(keys) == len(set(keys))


def test_comments_and_only_comments_have_the_source_comment(coded):
    _, articles, claims = coded
    for article in articles:
        comments = article.ranges("comment")
        for claim in claims[article.name]:
            inside = any(start <= claim.start < end for start, end in comments)
            assert inside == (claim.source == "comment")


@pytest.mark.parametrize("name, bar", [("gold", 0.94), ("dev", 0.85), ("dev2", 0.80)])
def test_extraction_stays_as_good_as_it_was(name, bar):
    coding = trust.load_coding(name)
    found = [claim for article in coded_articles(coding) for claim in extract(article)]
    assert trust.score(coding.claims, found)["joint_f1"] >= bar


def test_the_same_article_gives_the_same_claims(coded):
    _, articles, claims = coded
    assert extract(articles[0]) == claims[articles[0].name]


def stances(sentence):
    """The (item, basis, stance) triples that one sentence yields."""
    text = normalise(sentence)
    return {(mention.item, mention.basis, mention.stance) for mention in read_sentence(text, cues.find(text), NOTHING)}


@pytest.mark.parametrize("sentence, expected", [
    # The bank will send a text message to remind the borrower.
    ("银行会发送短信提醒借款人还款。", {("channel.sms", "practice", "routine"), ("stage.reminder", "practice", "routine")}),
    # Collectors generally do not call in person.
    ("催收人员一般不会上门。", {("stage.visit", "practice", "rare")}),
    # Collectors do not call in person.
    ("催收人员不会上门。", {("stage.visit", "practice", "denied")}),
    # If the borrower cannot be reached, the platform contacts family members.
    ("若借款人失联，平台会联系其家人。", {("target.family", "practice", "conditional")}),
    # It does not contact family arbitrarily.
    ("平台不会随意联系借款人的家人。", {("target.family", "practice", "rare")}),
    # It is not ruled out that it sues.
    ("平台不排除向法院起诉。", {("stage.legal_action", "practice", "conditional")}),
    # Family must not be harassed.
    ("催收人员不得骚扰借款人的家属。", {("rule.no_abuse", "norm", "prohibited"), ("target.family", "norm", "prohibited")}),
    # Others must not be told of the debt: privacy alone.
    ("催收人员不得向同事透露欠款信息。", {("rule.privacy", "norm", "required")}),
    # The creditor has the right to call in person.
    ("债权人有权上门催收。", {("stage.visit", "norm", "permitted")}),
    # Will it call in person? (a question claims nothing)
    ("微粒贷会不会上门催收？", set()),
    # The borrower should contact customer service in time. (advice)
    ("借款人应及时联系客服，说明情况。", set()),
    # This article will discuss visits. (announcement)
    ("本文将介绍上门催收的流程。", set()),
    # Not A but B: the contrast stops the denial.
    ("微粒贷不会上门催收，而是通过电话进行催收。",
     {("stage.visit", "practice", "denied"), ("channel.phone", "practice", "routine"),
      ("stage.phone_collection", "practice", "routine")}),
    # A call to the family is no channel to the borrower.
    ("催收人员会打电话给借款人的父母。", {("target.family", "practice", "routine")}),
    # Delivery to the door, not a visit of collectors.
    ("商家支持送货上门。", set()),
])
def test_sentences_that_decide(sentence, expected):
    assert stances(sentence) == expected


def test_the_operator_is_the_one_not_denied():
    text = normalise("微粒贷是微众银行的产品，不是支付宝的。")
    [mention] = [m for m in read_sentence(text, cues.find(text), NOTHING) if m.item == "fact.operator"]
    assert mention.value == "webank"


@pytest.mark.parametrize("words, expected", [
    ("逾期一个月后", (30, None)), ("1-3天", (1, 3)), ("第45天", (45, 45)), ("三天之内", (None, 3)),
    ("逾期超过90天", (90, None)), ("头一个星期", (None, 7)), ("半年以后", (180, None)), ("几天后", (None, None)),
])
def test_days(words, expected):
    found = days(words)
    assert found == expected


def test_claims_survive_json_and_fill_the_table():
    claim = Claim("a", 0, 3, "会上门", "stage.visit", "practice", "routine", timing=Timing("一个月后", 30),
                  conditions=("consent", "lawful"), laws=("《民法典》",), rules=("visit.word",))
    assert from_json(to_json(claim)) == claim
    assert list(FIELDS)[:12] == ["article", "start", "end", "quote", "item", "basis", "stance", "value", "conditions",
                                 "timing", "source", "laws"]
    row = frame([claim]).iloc[0]
    assert (row["rank"], row["conditions"], row["day_min"], row["rules"]) == (3, "consent; lawful", 30, "visit.word")
    assert frame([]).empty


def test_explaining_a_claim_names_the_words_that_fired():
    article = read_article(sorted(Path(trust.SHIPPED, "articles").glob("*.txt"))[0])
    claim = next(claim for claim in extract(article) if claim.stance == "rare")
    shown = explain(claim)
    assert [row["rule"] for row in shown] == list(claim.rules)
    assert any(row["layer"] == "stance" and row["words"] and row["words"].split()[0] in claim.quote for row in shown)


HOSTILE = ["若" * 20_000, "不会" * 20_000, "(" * 20_000, "上门、" * 20_000, "《" * 20_000, "他说：“" * 5_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
def test_hostile_sentences_end(tmp_path, text):
    path = tmp_path / "hostile.txt"
    path.write_text("微粒贷逾期会怎样\n\n微粒贷逾期后会上门催收。\n" + text + "\n微粒贷逾期后会发短信提醒。\n", encoding="utf-8")
    assert isinstance(extract(read_article(path)), tuple)
