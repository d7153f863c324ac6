"""What the reader page holds: whole texts, every claim at its place, the cues that fired, pairs and positions."""
import json

import pytest
from test_show_reader import HOSTILE, read

from koujing import evidence, tables
from koujing.compare import trust
from koujing.read.article import Damage


@pytest.fixture(scope="module", params=["gold", "dev"])
def held(request):
    articles = tables.coded_articles(trust.load_coding(request.param))
    return articles, evidence.evidence(articles)


def test_the_parts_of_an_article_are_its_whole_text(held):
    articles, found = held
    for article, shown in zip(articles, found["articles"], strict=True):
        assert article.raw == "".join(text for part in shown["parts"] for text, _, _ in part["runs"])
        comments = [article.raw[start:end] for start, end in article.ranges("comment")]
        assert comments == ["".join(run[0] for run in part["runs"]) for part in shown["parts"] if part["kind"] == "comment"]
        strays = [text for part in shown["parts"] for text, _, repair in part["runs"] if repair == ""]
        assert "".join(place.text for place in article.damage if place.kind == "inserted") == "".join(strays)


def test_every_claim_stands_in_its_sentence_and_the_sentence_in_its_article(held):
    articles, found = held
    runs = {}
    for shown in found["articles"]:
        for part in shown["parts"]:
            for text, sentences, _ in part["runs"]:
                for number in sentences:
                    runs[number] = runs.get(number, "") + text
    table = tables.claims_table(articles)
    assert len(table) == len(found["claims"]) == len({claim["id"] for claim in found["claims"]}) > 100
    for row, claim in zip(table.to_dict("records"), found["claims"], strict=True):
        article = next(article for article in articles if article.name == row["article"])
        assert row["quote"] == found["sentences"][claim["s"]]["quote"] == runs[claim["s"]] == article.raw[slice(*claim["at"])]
        assert [row[name] for name in ("item", "basis", "stance", "source")] == \
            [claim[name] for name in ("item", "basis", "stance", "source")]
        assert row["rules"].split("; ") == [rule for rule, _ in claim["cues"]]


def test_most_claims_show_the_words_that_decide_them(held):
    _, found = held
    decided = [claim for claim in found["claims"] if claim["spans"]]
    assert len(decided) > 0.9 * len(found["claims"])
    for claim in decided:
        quote, words = found["sentences"][claim["s"]]["quote"], " ".join(words for _, words in claim["cues"])
        assert all(quote[start:start + 1] in words for start, _ in claim["spans"])


def test_every_code_has_a_name_in_both_languages(held):
    _, found = held
    codes = {code for claim in found["claims"]
             for code in (claim["item"], claim["stance"], claim["source"], *claim.get("conditions", ()), claim.get("value"))}
    assert codes - {None} <= set(found["vocabulary"])
    assert all(zh and en for zh, en in found["vocabulary"].values())
    assert {rule for claim in found["claims"] for rule, _ in claim["cues"]} == set(found["rules"])


def test_both_sides_of_a_pair_are_claims(held):
    _, found = held
    known = {(claim["a"], *claim["at"], claim["item"], claim["stance"], claim.get("value") or "") for claim in found["claims"]}
    sides = [(side["a"], *side["at"], pair["item"], side["stance"], side["value"])
             for pair in found["pairs"] for side in pair["sides"]]
    assert sides and set(sides) <= known


def test_of_many_pairs_the_farthest_are_kept_and_the_rest_are_counted(monkeypatch):
    articles = tables.coded_articles(trust.load_coding("dev"))
    whole = evidence.evidence(articles)["pairs"]
    monkeypatch.setattr(evidence, "MOST", 2)
    kept = evidence.evidence(articles)["pairs"]
    for item in {pair["item"] for pair in whole}:
        rows = [pair for pair in whole if pair["item"] == item]
        assert rows[:2] == [pair for pair in kept if pair["item"] == item]
        assert {len(rows)} == {pair["of"] for pair in rows}
    assert len(kept) < len(whole)


def test_spans_count_as_a_browser_counts(tmp_path):
    articles = read(tmp_path, {"a.txt": "逾期之后的处理\n😀😀逾期后微粒贷会发短信提醒𠮷先生。\n"})
    found = evidence.evidence(articles)
    claim = next(claim for claim in found["claims"] if claim["item"] == "channel.sms")
    units = found["sentences"][claim["s"]]["quote"].encode("utf-16-le")
    assert "短信" in [units[2 * start:2 * end].decode("utf-16-le") for start, end in claim["spans"]]


def test_sentences_that_overlap_share_their_runs(tmp_path):
    article, = read(tmp_path, {"a.txt": "一二三四五六七八九十\n"})
    runs = [run for part in evidence.parts(article, [(0, 6, 0), (4, 8, 1)]) for run in part["runs"] if run[1]]
    assert [["一二三四", [0]], ["五六", [0, 1]], ["七八", [1]]] == [run[:2] for run in runs]
    assert evidence._lookup((Damage(2, 3, "三", "inserted", ""),))(3) is None


def test_an_article_without_claims_and_no_article_at_all_are_shown_too(tmp_path):
    found = evidence.evidence(read(tmp_path, {"a.txt": "今天天气很好，适合出门散步。\n"}))
    assert ([], [], 1) == (found["claims"], found["pairs"], len(found["articles"]))
    assert [None] == found["positions"]["channel.sms"]


def test_the_measured_error_is_that_of_the_scorer():
    coding = trust.load_coding("gold")
    claims = [claim for article in tables.coded_articles(coding) for claim in tables.claims_of(article)]
    assert {"gold": round(trust.score(coding.claims, claims)["joint_f1"], 2)} == evidence.measured(["gold"])


def test_it_is_plain_data_and_the_same_again(tmp_path):
    articles = read(tmp_path, {"a.txt": HOSTILE})
    first, second = (json.dumps(evidence.evidence(articles), ensure_ascii=False) for _ in range(2))
    assert first == second
