"""What a corpus consists of: every character, every damaged place and every date is accounted for."""
from dataclasses import replace

import pandas as pd
import pytest

from koujing.read.article import Damage, Sentence
from koujing.read.corpus import load_corpus
from koujing.report import inventory
from koujing.report.passed import passed_over
from koujing.tables import claims_table, damage_table


@pytest.fixture(scope="module")
def articles():
    return load_corpus()


def damaged(article, *places):
    """The article with these damaged places, and its body one sentence."""
    sentences = (Sentence(0, len(article.raw), "prose", "body", 0),)
    return replace(article, damage=places, sentences=sentences)


def test_every_character_is_in_a_region_or_between_two(articles):
    table = inventory.regions_table(articles)
    parts = table[["title", "byline", "body", "comment", "furniture", "between"]].sum(axis=1)
    assert parts.equals(table["characters"])
    assert (table["outside"] + table["body"] + table["comment"]).equals(table["characters"])
    assert sum(len(article.raw) for article in articles) == table["characters"].iloc[-1]


def test_the_sums_stand_in_the_last_row():
    table = pd.DataFrame({"article": ["a", "b"], "places": [1, 2]})
    assert [["a", 1], ["b", 2], ["all", 3]] == inventory.summed(table).to_numpy().tolist()
    assert [["all", 0]] == inventory.summed(table.head(0)).to_numpy().tolist()


def test_titles_and_parts_are_quoted_from_where_they_stand(articles):
    named = {article.name: article.raw for article in articles}
    for table in (inventory.titles(articles), inventory.page_of(articles)):
        assert len(table)
        for row in table.itertuples():
            assert named[row.article][row.start:row.end] == row.quote


def test_a_page_shows_each_kind_of_region_once(articles):
    notes = [note.split(":")[0] for note in inventory.page_of(articles)["note"]]
    assert {"title", "byline", "body", "comment", "furniture"} == set(notes)
    assert len(notes) == len(set(notes))


@pytest.mark.parametrize(("printed", "published", "date"), [
    ("2024-04-06 02:59:34", "2024-04-06", "whole"), ("20254/6", "2025-04-06", "damaged"), (None, None, "none")])
def test_a_date_is_whole_damaged_or_none(articles, printed, published, date):
    one = replace(articles[0], published=published, published_raw=printed)
    assert [date] == inventory.provenance_table([one])["date"].tolist()


def test_files_are_held_against_the_manifest(articles, tmp_path):
    assert {"as in the manifest"} == set(inventory.provenance_table(articles)["file"])
    other = replace(articles[0], sha256="0" * 64)
    assert ["not as in the manifest"] == inventory.provenance_table([other])["file"].tolist()
    assert ["no manifest"] == inventory.provenance_table([other], tmp_path)["file"].tolist()


def test_damage_is_marked_where_it_stands(page):
    article = page("催款途径是通过 、短信的邮件和催收手。")
    text = article.raw
    blank, stray, cut = text.index(" "), text.index("邮件"), text.index("手")
    one = damaged(article, Damage(blank, blank + 1, " ", "dropped", "电话"),
                  Damage(stray, stray + 2, "邮件", "inserted", ""), Damage(cut, cut + 1, "手", "dropped", "手段"))
    row = inventory.damaged_sentences([one]).iloc[0]
    assert "催款途径是通过⟨电话⟩、短信的⟦邮件⟧和催收手⟨段⟩。" == row["marked"].strip()
    assert ("1 inserted, 2 dropped", 3) == (row["note"], row["places"])


def test_the_worst_sentence_of_each_article_comes_first(articles):
    table = inventory.damaged_sentences(articles)
    hurt = [article.name for article in articles if article.damage]
    first = table.head(len(hurt))
    assert hurt == first["article"].tolist()
    worst = table.groupby("article")["places"].max()
    assert all(row.places == worst[row.article] for row in first.itertuples())


def test_damage_is_counted_by_kind_and_by_word(articles):
    counts, damage = inventory.damage_counts(articles), damage_table(articles)
    assert (counts["inserted"] + counts["dropped"]).equals(counts["places"])
    repairs = inventory.repairs_table(damage, {"手段": "means"})
    assert counts["dropped"].iloc[-1] == repairs["places"].sum() == (damage["kind"] == "dropped").sum()
    assert repairs["places"].is_monotonic_decreasing
    assert {"手段": "means"} == {row.word: row.english for row in repairs.itertuples() if row.english}
    assert 0 == len(inventory.repairs_table(damage.head(0), {}))


def test_what_stands_outside_body_and_comments_is_found(articles):
    assert 0 == len(inventory.misplaced(articles))
    one = next(article for article in articles if article.ranges("furniture") and article.damage)
    at = one.ranges("furniture")[0][0]
    astray = replace(one, sentences=(*one.sentences, Sentence(at, at + 1, "prose", "body", 0)))
    assert [at] == inventory.misplaced([astray])["start"].tolist()
    false = replace(one, damage=(replace(one.damage[0], text="误"),))
    assert [one.damage[0].start] == inventory.misplaced([false])["start"].tolist()


def test_damage_found_is_held_against_damage_marked_by_hand():
    table = inventory.damage_by_hand()
    assert ["inserted", "dropped"] * 3 == table["kind"].tolist()
    assert ["gold", "dev", "dev2"] == table["coding"].unique().tolist()
    assert (table["both"] <= table[["by_hand", "found"]].min(axis=1)).all()
    assert table[table["coding"] != "dev2"]["both"].min() > 0


def test_a_page_with_unseen_characters_at_every_edge_has_its_regions_and_lines(page):
    unseen = "\u00ad\u200b"
    lines = ("微粒贷逾期后会怎样", "来源：某某网", "平台会发送短信提醒借款人还款。", "相关阅读", "借呗逾期怎么办",
             "版权所有 某某网")
    article = page(*(f"{unseen}{line}{unseen}" for line in lines))
    found = inventory.page_of([article])
    assert {"title", "body", "furniture"} <= set(found["note"].str.split(":").str[0])
    assert all(article.raw[row.start:row.end] == row.quote and unseen[0] not in row.quote for row in found.itertuples())
    passed = passed_over([article], claims_table([article]))
    assert all(article.raw[row.start:row.end] == row.quote for row in passed.itertuples()) and len(passed) > 3
