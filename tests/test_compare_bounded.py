"""Tables of pairs: all pairs of a small corpus, and of a large one what their rows say that they hold."""
from dataclasses import replace

import pandas as pd
import pytest

import koujing as kj
from koujing.compare import agreement, bounded, contradictions, positions, reuse, splits
from koujing.dictionary import rows
from koujing.report import contents
from koujing.tables import coded_articles, sentences_table


@pytest.fixture(scope="module")
def articles():
    known = (*kj.load_corpus(), *coded_articles(kj.load_coding("dev")))
    return (*known, replace(known[-1], name="a copy"))


def test_small_corpora_keep_every_pair(articles):
    claims, sentences = kj.claims_table(articles), sentences_table(articles)
    pd.testing.assert_frame_equal(contradictions.contradictions(claims), bounded.contradicting(claims, splits.splits(claims)))
    pd.testing.assert_frame_equal(reuse.shared(sentences), bounded.reused(sentences, [one.name for one in articles])[0])


def test_of_a_large_corpus_the_tables_have_the_same_columns_and_fewer_rows(articles, monkeypatch):
    small = kj.all_tables(articles)
    monkeypatch.setattr(bounded, "MOST_ARTICLES", 5)
    monkeypatch.setattr(bounded, "MOST_PAIRS", 5)
    monkeypatch.setattr(bounded, "EXEMPLARY", 1)
    monkeypatch.setattr(agreement.pairwise, "__defaults__", (30, 0))
    large = kj.all_tables(articles)
    assert {name: list(table.columns) for name, table in small.items()} == {
        name: list(table.columns) for name, table in large.items()}
    assert {name: table.dtypes.tolist() for name, table in small.items()} == {
        name: table.dtypes.tolist() for name, table in large.items()}
    for name in ("agreement", "contradictions", "shared", "overlap"):
        assert 0 < len(large[name]) < len(small[name]), name
    assert 30 == len(large["agreement"]) == large["closeness"]["pairs"].sum()
    assert large["closeness"]["low"].notna().all() and small["closeness"]["low"].isna().all()
    assert large["contradictions"]["item"].is_unique
    for name in ("splits", "witnesses"):
        pd.testing.assert_frame_equal(small[name], large[name])


def test_the_dictionary_names_the_bounds():
    assert f"more than {agreement.MOST_PAIRS:,} pairs" in rows()["agreement", ""]["meaning"]
    assert f"more than {bounded.MOST_PAIRS:,}, the first {bounded.EXEMPLARY} of" in rows()["contradictions", ""]["meaning"]
    assert f"more than {bounded.MOST_ARTICLES} articles" in rows()["shared", ""]["meaning"]


def test_the_closest_two_of_a_sample_are_called_so(articles, monkeypatch):
    placed = positions.positions(kj.claims_table(articles))
    assert "drawn" not in contents._closest(placed)
    monkeypatch.setattr(agreement.pairwise, "__defaults__", (30, 0))
    assert contents._closest(placed).startswith("The closest two of 30 pairs drawn at random, ")
