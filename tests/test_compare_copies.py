"""Near copies without looking at every pair: the groups are those of the exact way, for spun copies and big families too."""
import random
from itertools import combinations

import pandas as pd
import pytest
from spinner import LEVELS, spin
from test_compare_reuse import LAW, SPUN, articles_of, spun, table

from koujing.compare import copies, reuse
from koujing.tables import sentences_table


def exact(sentences):
    return reuse.witnesses(reuse.overlap(reuse.shared(sentences), sentences), sentences)


def pairs(witnesses):
    """The pairs of articles that are one witness."""
    return {pair for _, names in witnesses.groupby("witness")["article"] for pair in combinations(sorted(names), 2)}


@pytest.mark.parametrize("name, level", [("gold", "moderate"), ("dev", "light"), ("dev", "moderate"), ("dev2", "moderate")])
def test_spun_copies_are_found_and_nothing_else(name, level):
    both, _ = spun(sentences_table(articles_of(name)), level, 11)
    originals = {one for one in both["article"] if not one.endswith(SPUN)}
    assert {(one, one + SPUN) for one in originals} == pairs(copies.near_copies(both))


def test_the_table_is_that_of_the_exact_way():
    both, _ = spun(sentences_table(articles_of("dev")), "light", 12)
    pd.testing.assert_frame_equal(exact(both), copies.near_copies(both))


def test_the_words_of_a_big_family_of_copies_do_not_become_the_topics():
    sentences = sentences_table(articles_of("dev"))
    source = sentences[sentences["article"] == sentences["article"].min()]
    rows = [(f"copy {seed:02d}", text) for seed in range(60)
            for text, _ in spin(source["quote"].tolist(), LEVELS["light"], seed)]
    both = pd.concat([table(rows), sentences], ignore_index=True)
    found = copies.near_copies(both).set_index("article")["witness"]
    family = found[found == found["copy 00"]]
    assert 61 == len(family) and source["article"].iloc[0] in family
    assert found.nunique() == sentences["article"].nunique()


def test_so_much_of_an_article_makes_a_near_copy_and_less_does_not():
    sentences = sentences_table(articles_of("gold"))
    one, other = (sentences.loc[sentences["article"] == name, "quote"].tolist() for name in sentences["article"].unique()[:2])
    for share, groups in ((0.65, 1), (0.3, 2)):
        part = one[:round(share * len(one))]
        mixed = table([("a", text) for text in one] + [("b", text) for text in [*part, *other[:len(one) - len(part)]]])
        assert groups == copies.near_copies(mixed)["witness"].nunique() == exact(mixed)["witness"].nunique(), share


def test_a_bucket_of_any_size_costs_each_article_so_many_candidates(monkeypatch):
    rows = [(f"{number:03d}", LAW) for number in range(120)]
    looked = []
    share = copies._share
    monkeypatch.setattr(copies, "_share", lambda *given: looked.append(given[2:]) or share(*given))
    assert 1 == copies.near_copies(table(rows))["witness"].nunique()
    assert len(looked) <= 2 * 119


def test_the_order_of_the_rows_and_the_size_of_a_block_do_not_matter(monkeypatch):
    both, _ = spun(sentences_table(articles_of("gold")), "light", 5)
    whole = copies.near_copies(both)
    monkeypatch.setattr(copies, "BLOCK", 3)
    pd.testing.assert_frame_equal(whole, copies.near_copies(both.sample(frac=1, random_state=2)))


@pytest.mark.parametrize("rows", [[], [("a", "")], [("a", "短"), ("b", "短")], [("a", LAW), ("b", "")],
                                  [("a", "x\U00020000"), ("b", "")]])
def test_little_or_no_text_is_a_copy_of_nothing(rows):
    found = copies.near_copies(table(rows), ["silent", *{name for name, _ in rows}])
    assert len(found) == found["witness"].nunique() == len({name for name, _ in rows}) + 1
    assert reuse.WITNESS_COLUMNS == found.columns.tolist()


def test_a_shingle_has_one_number_wherever_it_stands_and_none_spans_two_sentences():
    texts = ["催收人员", "会上门", "", "人员", "员会"]
    found = copies.numbers(pd.Series(texts), [0, 0, 1, 2, 3])
    assert 5 == len(found.sets[0]) and not len(found.sets[1])
    assert set(found.sets[2]) < set(found.sets[0]) and not set(found.sets[3]) & set(found.sets[0])
    assert [0, 5, 5, 6, 7] == found.starts.tolist() and [0, 2, 3, 4, 5] == found.firsts.tolist()


def test_wrong_sentences_are_refused_by_name():
    with pytest.raises(ValueError, match="lack the column 'text'"):
        copies.near_copies(table([("a", LAW)]).drop(columns="text"))


def test_distinct_values_are_those_of_a_set():
    chance = random.Random(4)
    for size in (0, 1, 2, 50):
        values = [chance.randrange(9) for _ in range(size)]
        assert sorted(set(values)) == copies._distinct(values).tolist()


def test_copies_list_what_they_share_with_the_one_that_is_kept():
    sentences = sentences_table(articles_of("gold"))
    rows = [(f"{name} copy {seed}", text) for name, mine in list(sentences.groupby("article"))[:2] for seed in range(3)
            for text, _ in spin(mine["quote"].tolist(), LEVELS["light"], seed)]
    both = pd.concat([sentences, table(rows)], ignore_index=True)
    found = copies.near_copies(both)
    some = copies.shared_with_kept(both, found)
    kept = dict(zip(found["witness"], found["article"].where(found["kept"]), strict=True)) and set(
        found.loc[found["kept"], "article"])
    assert all((row.article_a in kept) != (row.article_b in kept) for row in some.itertuples())
    every = reuse.shared(both)
    witness = dict(zip(found["article"], found["witness"], strict=True))
    of_kept = every[[witness[row.article_a] == witness[row.article_b] and bool({row.article_a, row.article_b} & kept)
                     for row in every.itertuples()]].reset_index(drop=True)
    pd.testing.assert_frame_equal(of_kept, some)
    assert 6 == len(reuse.overlap(some, both))
    assert reuse.SHARED_COLUMNS == copies.shared_with_kept(both.head(0), found.head(0)).columns.tolist()
