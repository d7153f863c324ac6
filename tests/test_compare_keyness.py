"""Log-likelihood against worked values."""
import math

import pandas as pd
import pytest

from koujing.compare import keyness as room


def test_log_likelihood_of_a_worked_example():
    # a 10 of 100 words, b 20 of 300: E1 = 100 · 30/400 = 7.5, E2 = 22.5
    counts = pd.DataFrame({"a": [10, 90], "b": [20, 280]}, index=["visit", "other"])
    row = room.log_likelihood(counts).set_index(["word", "article"]).loc[("visit", "a")]
    expected = 2 * (10 * math.log(10 / 7.5) + 20 * math.log(20 / 22.5))
    assert (10, 7.5) == (row["count"], row["expected"])
    assert expected == pytest.approx(row["ll"]) and expected == pytest.approx(row["signed"])


def test_sign_says_which_side_uses_the_word_more():
    found = room.log_likelihood(pd.DataFrame({"a": [9, 1], "b": [1, 9]}, index=["one", "two"]))
    signed = found.set_index(["word", "article"])["signed"]
    assert signed[("one", "a")] > 0 > signed[("two", "a")]
    assert signed[("one", "a")] == pytest.approx(-signed[("one", "b")])


def test_even_use_and_a_single_article_are_zero():
    assert [0, 0] == room.log_likelihood(pd.DataFrame({"a": [6], "b": [6]}, index=["x"]))["ll"].tolist()
    assert [0, 0] == room.log_likelihood(pd.DataFrame({"a": [6, 9]}, index=["x", "y"]))["ll"].round(9).tolist()
    assert [0, 0] == room.log_likelihood(pd.DataFrame({"a": [6], "b": [0]}, index=["x"]))["ll"].round(9).tolist()


def test_rare_words_have_no_row_but_count_towards_length():
    counts = pd.DataFrame({"a": [8, 4], "b": [8, 0]}, index=["kept", "rare"])
    found = room.log_likelihood(counts, minimum=5)
    assert ["kept", "kept"] == found["word"].tolist()
    assert [16 * 12 / 20, 16 * 8 / 20] == pytest.approx(found["expected"].tolist())


def test_rows_are_sorted_by_article_strength_and_word_whatever_comes_in():
    counts = pd.DataFrame({"b": [5, 5, 9], "a": [9, 9, 5]}, index=["y", "x", "z"])
    found = room.log_likelihood(counts)
    assert [("x", "a"), ("y", "a"), ("z", "a"), ("z", "b"), ("x", "b"), ("y", "b")] == list(
        zip(found["word"], found["article"], strict=True))
    pd.testing.assert_frame_equal(found, room.log_likelihood(counts.iloc[::-1, ::-1]))


@pytest.mark.parametrize("value", [-1, 1.5, None])
def test_a_count_that_is_none_is_refused_by_name(value):
    with pytest.raises(ValueError, match="of 'x' in 'a' is not a whole number"):
        room.log_likelihood(pd.DataFrame({"a": [value], "b": [1]}, index=["x"], dtype="Float64"))


def test_a_word_with_two_rows_is_refused():
    with pytest.raises(ValueError, match="'x' has two rows"):
        room.log_likelihood(pd.DataFrame({"a": [1, 2]}, index=["x", "x"]))


def test_no_words_give_an_empty_table_with_the_columns():
    assert room.COLUMNS == room.log_likelihood(pd.DataFrame()).columns.tolist()
