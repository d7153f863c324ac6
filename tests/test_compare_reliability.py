"""Krippendorff's α against published values, its definition, the `krippendorff` package, and inputs without an answer."""
import warnings
from fractions import Fraction
from itertools import permutations, product

import krippendorff
import numpy as np
import pandas as pd
import pytest
from numbers_data import PUBLISHED

from koujing.compare import agreement as room


def by_definition(matrix, level):
    """α as 1 − D_o / D_e over all pairs, in exact fractions: no coincidence matrix, no shortcut."""
    units = [[Fraction(value) for value in row if value == value] for row in matrix]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]

    def ordinal(one, other):
        low, high = min(one, other), max(one, other)
        between = sum(low <= value <= high for value in values)
        return (between - Fraction(values.count(low) + values.count(high), 2)) ** 2 if low != high else 0

    distance = {"nominal": lambda one, other: one != other, "ordinal": ordinal,
                "interval": lambda one, other: (one - other) ** 2,
                "ratio": lambda one, other: ((one - other) / (one + other)) ** 2 if one != other else 0}[level]
    observed = sum(Fraction(sum(distance(*pair) for pair in permutations(unit, 2)), len(unit) - 1) for unit in units)
    expected = Fraction(sum(distance(*pair) for pair in permutations(values, 2)), len(values) - 1)
    return float(1 - observed / expected)


@pytest.mark.parametrize("level, value", [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)])
def test_alpha_of_the_published_example(level, value):
    found = room.alpha(PUBLISHED, level)
    assert value == round(found.value, 3)
    assert by_definition(PUBLISHED, level) == pytest.approx(found.value, abs=1e-12)
    assert (11, 40, "") == (found.items, found.values, found.why)


def test_alpha_equals_the_krippendorff_package_on_a_thousand_matrices():
    random, compared = np.random.default_rng(20), 0
    while compared < 1000:
        rows, columns = random.integers(2, 14), random.integers(2, 9)
        matrix = random.integers(0, random.integers(2, 6), size=(rows, columns)).astype(float)
        matrix[random.random(matrix.shape) < random.random()] = np.nan
        found = {level: room.alpha(matrix, level).value for level in room.LEVELS}
        if None in found.values():
            assert {None} == set(found.values())
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package warns of items that nobody speaks of
            expected = {level: krippendorff.alpha(reliability_data=matrix.T, level_of_measurement=level) for level in found}
        assert expected == pytest.approx(found, abs=1e-9)
        compared += 1


@pytest.mark.parametrize("rows, why", [
    (np.empty((0, 3)), "no item"), (np.empty((3, 0)), "no item"), ([[None, None], [None, None]], "no item"),
    ([[3], [1]], "no item"), ([[3, None], [None, 1]], "no item"), ([[3, 0], [1, None]], "only one item"),
    ([[3, 3], [3, 3]], "no variation"), ([[3, 3], [3, 3], [1, None]], "no variation")])
@pytest.mark.parametrize("level", room.LEVELS)
def test_where_alpha_is_not_defined_it_says_why(rows, why, level):
    matrix = np.array(rows, dtype=float)
    found = room.alpha(matrix, level)
    assert found.value is None and why in found.why
    for over in ("items", "articles"):
        interval = room.bootstrap(matrix, level, resamples=20, over=over)
        assert (None, None, None, found.why) == (interval.value, interval.low, interval.high, interval.why)
    left_out = room.influence(matrix, level)
    assert left_out["alpha"].isna().all() and left_out["change"].isna().all()
    assert left_out["why"].str.startswith("not defined: ").all()


def test_every_small_matrix_gives_a_number_or_a_reason():
    for cells in product([np.nan, 0, 1, 3], repeat=4):
        matrix = np.array(cells, dtype=float).reshape(2, 2)
        for level in room.LEVELS:
            found = room.alpha(matrix, level)
            assert (found.value is None) == bool(found.why) and found.value == found.value
            assert not room.pairwise(matrix)["agreement"].isna().any() or (~np.isnan(matrix)).all(axis=1).sum() == 0


@pytest.mark.parametrize("change, fault", [
    ({"level": "rank"}, "level is 'rank'; use one of nominal, ordinal, interval, ratio"),
    ({"matrix": [1, 2, 3]}, "1 dimensions; give one row per item"),
    ({"matrix": [[1, -2], [1, 1]], "level": "ratio"}, "holds -2, and a ratio scale has nothing below 0"),
    ({"matrix": pd.DataFrame({"a": [1, "often"]}, index=["x", "y"])}, "'often' in row 'y', column 'a'; give ranks as numbers"),
    ({"matrix": [[1, "often"]]}, "'often' in row 0, column 1; give ranks"),
    ({"matrix": [[1, 2], [np.inf, 1]]}, "infinite in row 1; give ranks that are finite"),
])
def test_what_is_no_matrix_of_ranks_is_refused_with_the_cure(change, fault):
    with pytest.raises(ValueError, match=fault):
        room.alpha(**{"matrix": PUBLISHED} | change)
