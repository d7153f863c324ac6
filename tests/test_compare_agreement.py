"""Pairs of articles: the items that both speak of, and of these the equal ones."""
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
