"""Pairs of articles: the items that both speak of, and of these the equal ones."""
import tracemalloc
from collections import Counter

import numpy as np
import pandas as pd
from numbers_data import table

from koujing.compare import agreement as room


def test_pairwise_counts_only_items_that_both_speak_of():
    pairs = room.pairwise(table([[3, 3, None], [1, 2, None], [0, None, 0]], "bac"))
    assert [("a", "b", 2, 1, 0.5), ("a", "c", 0, 0, pd.NA), ("b", "c", 1, 1, 1.0)] == list(
        pairs.itertuples(index=False, name=None))


def test_empty_input_gives_an_empty_table_with_its_columns():
    assert room.PAIR_COLUMNS == room.pairwise(table([]).iloc[:, :0]).columns.tolist()
    assert room.PAIR_COLUMNS == room.pairwise(table([[3], [1]])).columns.tolist()


def ranks(articles, seed=0):
    random = np.random.default_rng(seed)
    numbers = random.integers(0, 4, size=(9, articles)).astype(float)
    numbers[random.random(numbers.shape) < 0.5] = np.nan
    return numbers


def test_of_more_pairs_so_many_are_drawn_each_as_it_stands_in_the_whole_table():
    numbers = ranks(40)
    whole, drawn = room.pairwise(numbers), room.pairwise(numbers, most=300)
    assert (780, 300) == (len(whole), len(drawn)) and 780 == room.pairs_of(40)
    pd.testing.assert_frame_equal(drawn, whole.merge(drawn))
    assert not drawn.equals(room.pairwise(numbers, most=300, seed=1))
    pd.testing.assert_frame_equal(whole, room.pairwise(numbers, most=780))


def test_every_pair_is_as_likely_to_be_drawn():
    counts = Counter(pair for seed in range(400) for pair in room.pairwise(ranks(6), most=3, seed=seed)
                     [["article_a", "article_b"]].itertuples(index=False, name=None))
    assert 15 == len(counts) and 400 * 3 == counts.total()
    assert all(abs(count - 80) < 5 * 8 for count in counts.values()), "five standard deviations"


def test_closeness_counts_pairs_by_tenths_and_has_no_interval_where_all_are_counted():
    pairs = pd.DataFrame({"shared_items": [0, 10, 10, 3, 7], "equal": [0, 10, 9, 1, 0]})
    found = room.closeness(pairs, articles=3).set_index("tenth")
    assert {10: 1, 9: 1, 3: 1, 0: 1} == {tenth: count for tenth, count in found["pairs"].items() if count and tenth is not pd.NA}
    assert 1 == found["pairs"].iloc[-1] and found.index[-1] is pd.NA and 0.2 == found["share"].iloc[-1]
    assert found[["low", "high"]].isna().all(axis=None)
    assert room.closeness(pairs.head(0), 1)["share"].isna().all()


def test_the_interval_of_a_sample_holds_the_share_of_all_pairs():
    numbers = ranks(60)
    whole = room.closeness(room.pairwise(numbers), 60)["share"]
    held = []
    for seed in range(100):
        found = room.closeness(room.pairwise(numbers, most=200, seed=seed), 60)
        held += ((found["low"] <= whole) & (whole <= found["high"]))[whole > 0].tolist()
    assert 0.93 < np.mean(held) <= 1, "drawn without replacement, a little more often than 95 in 100"


def test_a_sample_needs_no_table_of_all_pairs():
    numbers = ranks(20_000)
    tracemalloc.start()
    assert room.MOST_PAIRS == len(room.pairwise(numbers))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6, "the table of all pairs is 8 GB"
