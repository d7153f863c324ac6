"""The opening numbers, worked out by hand on small tables, and the map of the collection."""
import pandas as pd
import pytest

from koujing import coded_articles, load_coding, load_corpus
from koujing.code.claims import Claim, frame
from koujing.report import contents, headlines
from koujing.show.phrases import number_word, opening


def claim(article, start, item, stance, **more):
    return Claim(article, start, start + 2, "xx", item, more.pop("basis", "practice"), stance, **more)


@pytest.fixture
def reading():
    rows = [claim("a", 0, "channel.sms", "routine"), claim("b", 0, "channel.sms", "routine"),
            claim("a", 2, "stage.visit", "rare"), claim("b", 2, "stage.visit", "routine"),
            claim("b", 4, "target.friends", "denied"), claim("b", 6, "target.friends", "conditional"),
            claim("a", 6, "channel.email", "rare"),
            claim("a", 8, "fact.operator", "routine", value="webank"),
            claim("b", 8, "fact.operator", "routine", value="ant"),
            claim("b", 9, "fact.operator", "routine", value="webank", source="comment")]
    return headlines.headlines(frame(rows), ["a", "b"])


def test_what_all_speak_of_and_hold_alike(reading):
    assert ("stage.visit", "channel.sms") == reading.by_all
    assert {"channel.sms": "routine"} == reading.alike
    assert "短信 SMS (routine)" == headlines.alike(reading)


def test_speakers_routine_silence_and_denials(reading):
    assert (2, 1) == (reading.speak["stage.visit"], reading.routine["stage.visit"])
    assert (0, 0) == (reading.speak["target.family"], reading.routine["target.family"])
    assert (36, 30, 1) == (reading.cells, reading.silent, reading.denied)


def test_operators_are_the_articles_own_not_their_readers(reading):
    assert {"webank": ("a",), "ant": ("b",)} == reading.operators
    assert ["a", "b"] == reading.named


def test_who_contradicts_himself(reading):
    assert (("b", "target.friends"),) == reading.contradictory
    assert ["b"] == reading.torn


@pytest.mark.parametrize("topic", headlines.TOLD)
def test_every_topic_has_a_value_for_every_row(reading, topic):
    table = headlines.beside({"program": reading}, topic)
    assert list(headlines.TOLD[topic]) == list(table.index)
    assert table["program"].notna().all()


def test_the_hand_coding_agrees_differs_or_is_missing(reading):
    assert "no hand coding" in headlines.by_hand({"program": reading}, "agree")
    assert "gives the same" in headlines.by_hand({"program": reading, "by hand": reading}, "hedge")
    other = headlines.headlines(frame([]), ["a", "b"])
    said = headlines.by_hand({"program": reading, "by hand": other}, "hedge")
    assert "The hand coding differs: visit: articles that speak of it, 0; visit: as routine, 0." == said


@pytest.mark.parametrize(("names", "rows", "expected"), [
    (["a"], [], "They say nothing"), (["a"], [("a", "routine")], "One article"),
    (["a", "b"], [("a", "routine"), ("b", "denied")], "Only in part"),
])
def test_the_verdict_follows_the_claims(names, rows, expected):
    claims = [claim(article, 0, "stage.visit", stance) for article, stance in rows]
    assert headlines.verdict(headlines.headlines(frame(claims), names)).startswith(expected)


def test_contradictions_within_articles_stand_in_the_order_of_the_codebook():
    rows = [claim(article, start, item, stance) for article, item in (("a", "target.family"), ("b", "stage.visit"))
            for start, stance in ((0, "routine"), (2, "denied"))]
    assert (("b", "stage.visit"), ("a", "target.family")) == headlines.headlines(frame(rows), ["a", "b"]).contradictory


def test_full_agreement_is_a_yes():
    rows = [claim(article, start, item, stance) for article in "ab"
            for start, item, stance in ((0, "stage.visit", "rare"), (2, "channel.sms", "routine"))]
    assert headlines.verdict(headlines.headlines(frame(rows), ["a", "b"])).startswith("Yes")


def test_a_hand_coding_counts_only_where_it_holds_these_very_articles():
    dev = coded_articles(load_coding("dev"))
    assert "gold" == headlines.hand_coding(load_corpus()).name
    assert "dev" == headlines.hand_coding(dev[:2]).name
    assert headlines.hand_coding((*dev, *load_corpus())) is None
    assert headlines.hand_coding(()) is None


def test_the_map_names_every_notebook_but_the_first_and_links_it():
    articles = load_corpus()
    lines = contents.contents(articles).splitlines()[2:]
    stems = sorted(set(contents.questions()) & set(contents.found(articles)))
    assert [f"[{stem}]({stem}.ipynb)" for stem in stems] == [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert all(line.split(" | ")[1].endswith("?") for line in lines)


@pytest.mark.parametrize("articles", [(), coded_articles(load_coding("dev"))[:1]], ids=["none", "one"])
def test_the_map_reads_on_any_corpus(articles):
    assert all(said.endswith(".") and "nan" not in said for said in contents.found(articles).values())


def test_rules_are_counted_once_each_and_their_outcomes_said():
    laws = pd.DataFrame({"outcome": ["in force", "repealed", "in force", "nonexistent"]})
    assert ("Of 4 rules cited by title, 2 were in force, 1 had been repealed and 1 was searched for and not found"
            == contents.law_line(laws))
    assert "No rule is cited by title" == contents.law_line(laws.head(0))


def test_titles_begin_with_a_word_up_to_twelve():
    assert ["No", "Five", "Twelve", "13"] == [number_word(number) for number in (0, 5, 12, 13)]


def test_the_question_follows_the_corpus():
    dev = coded_articles(load_coding("dev"))
    assert "Five articles, one lender: do they tell the same story?" == opening(load_corpus())
    assert "16 articles, one question: do they tell the same story?" == opening(dev)
    assert opening(dev[:1]).endswith("does it tell one story?")
