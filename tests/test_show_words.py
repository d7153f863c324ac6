"""Words: only the article's own prose is counted, quietly, and without a trace on the machine."""
import subprocess
import sys
from pathlib import Path

import pytest
from show_data import article, coded_articles

from koujing.compare.trust import load_coding
from koujing.read.article import Damage
from koujing.show import words
from koujing.show.style import table

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.fixture(scope="module")
def articles():
    return coded_articles(load_coding("gold"))


@pytest.mark.parametrize("word", [row["word"] for row in table("userdict")])
def test_every_word_of_the_user_dictionary_is_cut_as_one(word):
    assert word in words.cut(f"据说{word}的事")


def test_stop_words_carry_no_claim():
    domain = {row["word"] for row in table("userdict")}
    assert domain & words.stop_words() == set()
    kept = {"不会", "可能", "不得", "通常", "一般", "罕见", "家人", "单位"}  # hedges and targets are what we look for
    assert kept & words.stop_words() == set()


def test_only_body_and_comments_are_counted():
    raw = "催收。页脚逾期。评论短信。"
    counts = words.word_counts([article("a", raw, body=[(0, 3)], comments=[(8, 13)])])
    assert counts["a"].to_dict() == {"催收": 1, "短信": 1, "评论": 1}


def test_an_inserted_word_is_not_counted_and_is_shown_apart():
    raw = "采取短信催收的邮件方式"
    stray = Damage(7, 9, "邮件", "inserted", "")
    dropped = Damage(2, 4, "短信", "dropped", "短信息")
    one = article("a", raw, damage=[stray, dropped])
    assert words.prose(one) == "采取短信催收的方式\n"
    assert "邮件" not in words.word_counts([one]).index
    assert words.inserted_counts([one])["a"].to_dict() == {"邮件": 1}


def test_the_inserted_words_are_listed_the_most_frequent_first(articles):
    raw = "邮件短信邮件短信家人催收"
    strays = [Damage(start, start + 2, raw[start:start + 2], "inserted", "") for start in (8, 0, 4)]
    table = words.inserted([article("b", raw, damage=strays), article("a", raw)])
    assert [("b", "邮件", 2), ("b", "家人", 1)] == list(table.itertuples(index=False, name=None))
    assert words.inserted(articles)["count"].sum() == words.inserted_counts(articles).to_numpy().sum() > 0
    assert list(words.inserted([]).columns) == ["article", "word", "count"]


def test_damage_outside_the_prose_cuts_nothing():
    stray = Damage(0, 2, "页头", "inserted", "")
    assert words.prose(article("a", "页头正文", body=[(2, 4)], damage=[stray])) == "正文\n"


def test_numbers_latin_single_characters_and_stop_words_are_left_out():
    counts = words.word_counts([article("a", "2024年,我们的App会上门催收3次。")])
    assert counts["a"].to_dict() == {"上门催收": 1}


def test_words_and_articles_come_in_order(articles):
    counts = words.word_counts(list(reversed(articles)))
    assert list(counts.index) == sorted(counts.index)
    assert list(counts.columns) == sorted(counts.columns)
    assert counts.equals(words.word_counts(articles))
    assert (counts.dtypes == "int64").all()
    assert counts.loc["催收"].sum() > 50


def test_an_article_without_words_is_there_with_zeros():
    counts = words.word_counts([article("a", "催收"), article("b", "")])
    assert counts.to_dict() == {"a": {"催收": 1}, "b": {"催收": 0}}
    assert words.word_counts([]).shape == (0, 0)


def test_what_is_inserted_is_not_counted_in_the_corpus(articles):
    with_damage = words.word_counts(articles)
    stray = words.inserted_counts(articles).sum(axis=1)
    assert stray.sum() == sum(place.kind == "inserted" for one in articles for place in one.damage) > 0
    assert "两天" in stray.index and "两天" not in with_damage.index


def test_the_first_cut_is_silent_and_leaves_no_file(tmp_path):
    script = ("import warnings; warnings.simplefilter('always'); from koujing.show import words; "
              "print(words.cut('催收'))")
    run = subprocess.run([sys.executable, "-c", script], cwd=NOTEBOOKS, capture_output=True, text=True, check=True,
                         env={"TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"})
    assert run.stdout == "['催收']\n"
    assert run.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_importing_the_room_loads_neither_jieba_nor_matplotlib():
    script = ("import sys; import koujing.show.figures, koujing.show.cards, koujing.show.words; "
              "print(sorted({'jieba', 'matplotlib', 'wordcloud', 'pandas'} & set(sys.modules)))")
    run = subprocess.run([sys.executable, "-c", script], cwd=NOTEBOOKS, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_every_word_is_counted_or_left_out_for_a_reason(articles):
    table = words.tally(articles)
    parts = table[["counted", "stop", "single", "other"]]
    assert parts.sum(axis=1).equals(table["words"])
    assert words.word_counts(articles).to_numpy().sum() == table["counted"].iloc[-1] == table["counted"].iloc[:-1].sum()


def test_words_left_out_are_told_apart():
    row = words.tally([article("a", "2024年,我们的App会上门催收3次。")]).iloc[0]
    assert [9, 1, 1, 4, 3] == [row[kind] for kind in ("words", "counted", "stop", "single", "other")]


def test_frequent_and_shared_words():
    counts = words.word_counts([article("a", "催收短信。催收。"), article("b", "催收家人。")])
    assert [("催收", 3, 2), ("家人", 1, 1), ("短信", 1, 1)] == \
        [(row.word, row.places, row.articles) for row in words.frequent(counts).itertuples()]
    assert [("催收", "collection", 1, 3)] == list(words.shared(counts).itertuples(index=False, name=None))
    assert 0 == len(words.frequent(counts.head(0))) == len(words.shared(counts.head(0)))


def test_two_parts_give_the_log_likelihood(articles):
    from koujing.compare.keyness import log_likelihood

    counts = words.word_counts(articles)
    for row in log_likelihood(counts).iloc[::40].itertuples():
        assert 2 * words.two_parts(counts, row.word, row.article)["term"].sum() == pytest.approx(row.ll, abs=1e-9)
    assert 0 == len(words.two_parts(counts, "", ""))
