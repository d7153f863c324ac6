"""Bootstrap and leave-one-out against α of each matrix made by hand, and the words where an interval means nothing."""
import tracemalloc
from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pytest
from numbers_data import PUBLISHED, table

from koujing.compare import agreement as room, resampling
from koujing.compare.resampling import FEWEST, draw, too_few


@pytest.mark.parametrize("over, units", [("items", 12), ("articles", 4)])
def test_bootstrap_is_seeded_and_encloses_most_resamples(over, units):
    first, again = (room.bootstrap(PUBLISHED, resamples=400, seed=3, over=over) for _ in range(2))
    assert first == again
    assert not np.array_equal(draw(units, 400, 3), draw(units, 400, 4))
    assert first.low < first.value <= first.high
    assert (units, over) == (first.units, first.over)
    narrow = room.bootstrap(PUBLISHED, resamples=400, seed=3, over=over, confidence=0.5)
    assert first.low < narrow.low < narrow.high < first.high


@pytest.mark.parametrize("level", room.LEVELS)
@pytest.mark.parametrize("over, axis", [("items", 0), ("articles", 1)])
def test_bootstrap_equals_alpha_of_each_resampled_matrix(over, axis, level):
    silent = np.nan
    sparse = np.array([[3, 1, silent, silent], [silent, silent, 2, 2], [silent, 3, 3, silent]])  # some have no value
    for matrix in (PUBLISHED, sparse):
        resamples, values = 130, []
        for weights in draw(matrix.shape[axis], resamples, 5).astype(int):
            values.append(room.alpha(np.repeat(matrix, weights, axis=axis), level).value)
        there = [value for value in values if value is not None]
        interval = room.bootstrap(matrix, level, resamples=resamples, seed=5, over=over)
        assert len(there) == interval.defined
        assert tuple(np.percentile(there, [2.5, 97.5])) == pytest.approx((interval.low, interval.high), abs=1e-9)
    assert interval.defined < resamples


def test_an_interval_needs_half_of_the_resamples():
    interval = room.bootstrap([[3, 3, *[None] * 6], [*[None] * 6, 0, 1]], resamples=200, over="articles")
    assert interval.value is not None and interval.defined < 100
    assert (None, None) == (interval.low, interval.high) and "most resamples" in interval.why


def test_draw_takes_as_many_units_as_there_are():
    rows = draw(7, 31, 0)
    assert (31, 7) == rows.shape
    assert {7.0} == set(rows.sum(axis=1))
    assert (abs(rows.mean(axis=0) - 1) < 0.5).all(), "each as often as the others, but for chance"
    assert (0, 7) == draw(7, 0, 0).shape


def test_the_size_of_a_block_changes_nothing(monkeypatch):
    whole = draw(7, 31, 0), room.bootstrap(PUBLISHED, resamples=31, over="articles")
    monkeypatch.setattr(resampling, "BLOCK", 20)
    assert np.array_equal(whole[0], draw(7, 31, 0))
    assert whole[1] == room.bootstrap(PUBLISHED, resamples=31, over="articles")


@pytest.mark.parametrize("level", room.LEVELS)
def test_influence_equals_alpha_without_the_article(level):
    random = np.random.default_rng(1)
    for _ in range(40):
        matrix = random.integers(0, 4, size=(5, 5)).astype(float)
        matrix[random.random(matrix.shape) < 0.5] = np.nan
        found, whole = room.influence(matrix, level), room.alpha(matrix, level)
        for row in found.itertuples():
            without = room.alpha(np.delete(matrix, row.article, axis=1), level)
            if without.value is None:
                assert row.alpha is pd.NA and row.change is pd.NA and row.why == without.why
            else:
                assert without.value == pytest.approx(row.alpha, abs=1e-9)
                assert row.why == whole.why
                assert row.change is pd.NA if whole.value is None else \
                    without.value - whole.value == pytest.approx(row.change, abs=1e-9)


def test_few_articles_get_a_caution_in_words_and_many_none():
    few = room.bootstrap(table([[3, 3, 0, 1, 2], [0, 0, 1, 2, 2], [3, 3, 3, 1, 0]]), over="articles")
    assert few.low is not None
    assert "too few to mean anything: 5 articles can be drawn in only 126 ways" in few.caution
    many = np.random.default_rng(0).integers(0, 4, size=(30, FEWEST)).astype(float)
    assert ["", ""] == [room.bootstrap(many, over=over, resamples=50).caution for over in ("items", "articles")]
    assert "wide margins" in room.bootstrap(many[:5], resamples=50).caution
    assert "" == room.bootstrap([[3, 3]], over="articles").caution, "no interval, no caution: `why` says it"
    assert too_few(FEWEST - 1) and not too_few(FEWEST)


@pytest.mark.parametrize("units", range(5))
def test_the_number_of_different_resamples(units):
    assert room.different_draws(units) == (len(list(combinations_with_replacement(range(units), units))) if units else 0)


def test_another_thing_to_resample_is_refused():
    with pytest.raises(ValueError, match="'items' or 'articles'"):
        room.bootstrap(PUBLISHED, over="words")


def test_an_empty_table_has_its_columns():
    empty = table([]).iloc[:, :0]
    assert room.influence(empty).empty and ["article", "alpha", "change", "why"] == list(room.influence(empty))


def test_memory_does_not_grow_with_the_resamples_over_articles():
    random = np.random.default_rng(0)
    matrix = random.integers(0, 4, size=(26, 10_000)).astype(float)
    peaks = []
    for resamples in (2_000, 6_000):
        tracemalloc.start()
        room.bootstrap(matrix, resamples=resamples, over="articles")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert max(peaks) < 100e6 and peaks[1] < 1.1 * peaks[0], "the draws alone are 480 MB"
