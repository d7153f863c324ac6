"""Agreement against published values, the `krippendorff` package, planted corpora, and inputs without an answer."""
import warnings

import krippendorff
import numpy as np
import pandas as pd
import pytest

from koujing.compare import agreement as room

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), p. 4: 4 observers × 12 units
PUBLISHED = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
    [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan]]).T


def table(rows, articles="abcde"):
    rows = pd.DataFrame(rows).astype("Int64")
    return rows.set_axis(list(articles)[:rows.shape[1]], axis=1)


@pytest.mark.parametrize("level, value", [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_the_published_example(level, value):
    found = room.alpha(PUBLISHED, level)
    assert value == round(found.value, 3)
    assert (11, 40, "") == (found.items, found.values, found.why)


@pytest.mark.parametrize("level", room.LEVELS)
def test_alpha_equals_the_krippendorff_package(level):
    random = np.random.default_rng(20)
    compared = 0
    for _ in range(600):
        rows, columns = random.integers(2, 14), random.integers(2, 9)
        matrix = random.integers(0, random.integers(2, 6), size=(rows, columns)).astype(float)
        matrix[random.random(matrix.shape) < random.random()] = np.nan
        found = room.alpha(matrix, level)
        if found.value is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the package warns of items that nobody speaks of
                expected = krippendorff.alpha(reliability_data=matrix.T, level_of_measurement=level)
            assert expected == pytest.approx(found.value, abs=1e-9)
            compared += 1
    assert compared >= 300


@pytest.mark.parametrize("rows, why", [
    (np.empty((0, 3)), "no item"), ([[None, None], [None, None]], "no item"), ([[3], [1]], "no item"),
    ([[3, None], [None, 1]], "no item"), ([[3, 0], [1, None]], "only one item"),
    ([[3, 3], [3, 3]], "no variation"), ([[3, 3], [3, 3], [1, None]], "no variation")])
@pytest.mark.parametrize("level", room.LEVELS)
def test_where_alpha_is_not_defined_it_says_why(rows, why, level):
    matrix = np.array(rows, dtype=float)
    found = room.alpha(matrix, level)
    assert found.value is None and why in found.why
    interval = room.bootstrap(matrix, level, resamples=20)
    assert (None, None, found.why) == (interval.low, interval.high, interval.why)


def test_planted_consensus_is_one_and_split_is_below_zero():
    assert 1.0 == room.alpha(table([[3] * 5, [0] * 5, [2] * 5])).value
    split = room.alpha(table([[3, 3, 0, 0], [0, 0, 3, 3], [3, 3, 0, 0], [0, 0, 3, 3]]))
    assert split.value < 0


def test_a_lone_dissenter_stands_out():
    matrix = table([[3, 3, 3, 3, 0], [0, 0, 0, 0, 3], [2, 2, 2, 2, 1], [3, 3, 3, 3, 1]])
    change = room.influence(matrix).set_index("article")
    assert "e" == change["change"].idxmax()
    assert 1.0 == change.loc["e", "alpha"]
    pairs = room.pairwise(matrix).set_index(["article_a", "article_b"])["agreement"]
    assert (pairs.drop(index="e", level="article_b") == 1).all()
    assert (pairs.xs("e", level="article_b") == 0).all()


def test_pairwise_counts_only_items_that_both_speak_of():
    pairs = room.pairwise(table([[3, 3, None], [1, 2, None], [0, None, 0]], "bac"))
    assert [("a", "b", 2, 1, 0.5), ("a", "c", 0, 0, pd.NA), ("b", "c", 1, 1, 1.0)] == list(
        pairs.itertuples(index=False, name=None))


def test_spread_by_item_counts_silence_apart():
    rows = pd.DataFrame({"article": ["a", "b", "c"] * 2, "item": ["x"] * 3 + ["y"] * 3,
                         "position": pd.array([3, 1, pd.NA, pd.NA, pd.NA, pd.NA], dtype="Int64")})
    assert [("x", 2, 1, 1, 3, 2), ("y", 0, 3, pd.NA, pd.NA, pd.NA)] == list(
        room.spread_by_item(rows).itertuples(index=False, name=None))


@pytest.mark.parametrize("over, units", [("items", 12), ("articles", 4)])
def test_bootstrap_is_seeded_and_encloses_most_resamples(over, units):
    first, again = (room.bootstrap(PUBLISHED, resamples=400, seed=3, over=over) for _ in range(2))
    assert first == again
    assert not np.array_equal(room.draw(units, 400, 3), room.draw(units, 400, 4))
    assert first.low < first.value <= first.high
    assert (units, over) == (first.units, first.over)
    narrow = room.bootstrap(PUBLISHED, resamples=400, seed=3, over=over, confidence=0.5)
    assert first.low < narrow.low < narrow.high < first.high


@pytest.mark.parametrize("over, axis", [("items", 0), ("articles", 1)])
def test_bootstrap_equals_alpha_of_each_resampled_matrix(over, axis):
    resamples, units = 30, PUBLISHED.shape[axis]
    values = []
    for weights in room.draw(units, resamples, 5).astype(int):
        found = room.alpha(np.repeat(PUBLISHED, weights, axis=axis))
        assert found.value is not None
        values.append(found.value)
    low, high = np.percentile(values, [2.5, 97.5])
    interval = room.bootstrap(PUBLISHED, resamples=resamples, seed=5, over=over)
    assert (low, high) == pytest.approx((interval.low, interval.high), abs=1e-12)


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="nominal, ordinal, interval"):
        room.alpha(PUBLISHED, "ratio")
    with pytest.raises(ValueError, match="'items' or 'articles'"):
        room.bootstrap(PUBLISHED, over="words")
    with pytest.raises(ValueError, match="1 dimensions"):
        room.alpha([1, 2, 3])


def test_empty_input_gives_empty_tables_with_their_columns():
    empty = table([]).iloc[:, :0]
    assert room.PAIR_COLUMNS == room.pairwise(empty).columns.tolist()
    assert room.influence(empty).empty
