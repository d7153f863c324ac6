"""Van der Eijk's A against the paper's example, published implementations, its definition, and inputs without an answer."""
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from koujing.compare import agreement as room
from koujing.compare.consensus import INTERVAL_COLUMNS, SPREAD_COLUMNS, _pattern
from koujing.compare.positions import matrix as wide, ordered_items

# The paper's example (p. 331), cut into layers: pattern and its agreement
LAYERS = {"1111111": 0, "1111110": 1 / 6, "0111110": 2 / 6, "0011110": 3 / 6, "0011100": 4 / 6, "0010100": 7 / 15,
          "0000100": 1}
# Values printed by the R package agrmt 1.42 and its documentation
PRINTED = {(30, 40, 210, 130, 530, 50, 10): 0.611333333333333, (0, 100, 0, 0, 0): 1, (20, 20, 20, 20, 20): 0,
           (10, 30, 50, 30, 10): 0.384615384615385, (50, 30, 10, 5, 5): 0.575, (99999, 0, 0, 0, 99999): -1,
           (40, 10, 0, 10, 40): -0.655555555555556, (60, 0, 10, 20, 30): 0,
           (5, 10, 20, 40, 50, 40, 20, 10, 5, 0): 0.505555555555556,
           (50, 20, 5, 0, 0, 0, 5, 20, 50, 0): -0.349814814814815, (0, 2, 2): 0.5, (2, 0, 2): -1, (2, 2, 2): 0}
ROUNDED = {(24, 28, 32, 62, 135, 304, 416): 0.61, (16, 26, 82, 210, 293, 270, 103): 0.48, (2, 0, 1, 1): 0.08}


def by_definition(counts):
    """A of a distribution, layer by layer and triple by triple."""
    left, total, size = list(counts), 0.0, len(counts)
    while any(left):
        height = min(count for count in left if count)
        filled = [count > 0 for count in left]
        triples = [(filled[one], filled[two], filled[three]) for one, two, three in combinations(range(size), 3)]
        peak = triples.count((True, True, False)) + triples.count((False, True, True))
        gap = triples.count((True, False, True))
        unimodal = ((size - 2) * peak - (size - 1) * gap) / ((size - 2) * (peak + gap)) if peak + gap else 1
        total += height * sum(filled) * unimodal * (1 - (sum(filled) - 1) / (size - 1))
        left = [count - height if count else 0 for count in left]
    return total / sum(counts)


@pytest.mark.parametrize("pattern", LAYERS)
def test_the_layers_of_the_papers_example(pattern):
    assert LAYERS[pattern] == pytest.approx(float(_pattern(np.array([int(place) for place in pattern]))), abs=1e-12)


@pytest.mark.parametrize("counts", PRINTED)
def test_published_values(counts):
    assert PRINTED[counts] == pytest.approx(room.consensus(counts).value, abs=1e-9)


@pytest.mark.parametrize("counts", ROUNDED)
def test_published_values_of_two_digits(counts):
    assert ROUNDED[counts] == round(room.consensus(counts).value, 2)


def test_every_distribution_of_a_few_voices_follows_the_definition():
    for counts in product(range(4), repeat=4):
        if sum(counts) >= 2:
            assert by_definition(counts) == pytest.approx(room.consensus(counts).value, abs=1e-9)
            assert -1 <= room.consensus(counts).value <= 1
            assert room.consensus(counts).value == pytest.approx(room.consensus(counts[::-1]).value, abs=1e-12)


@pytest.mark.parametrize("counts, why", [((0, 0, 0, 0), "nobody speaks"), ((0, 1, 0, 0), "one article speaks")])
def test_fewer_than_two_voices_have_no_consensus(counts, why):
    found = room.consensus(counts)
    assert (None, sum(counts)) == (found.value, found.voices) and why in found.why


@pytest.mark.parametrize("counts, fault", [
    ([1, 2], "three categories or more, this one has 2"), ([[1, 2, 3]], "2 dimensions"), ([1, -1, 3], "a count is -1; give"),
    ([1, float("nan"), 3], "a count is nan; give")])
def test_what_is_no_distribution_is_refused(counts, fault):
    with pytest.raises(ValueError, match=fault):
        room.consensus(counts)


def long(positions):
    """The long table of positions of these articles, {item: ranks}, None for silence."""
    names = [f"a{number:02}" for number in range(len(next(iter(positions.values()))))]
    rows = [(name, item, rank) for item, ranks in positions.items()
            for name, rank in zip(names, ranks, strict=True)]
    return pd.DataFrame(rows, columns=["article", "item", "position"]).astype({"position": "Int64"})


def test_spread_by_item_counts_silence_apart():
    spread = room.spread_by_item(long({"x": [3, 1, None], "y": [None] * 3, "z": [None, 2, None], "w": [0, 3, None]}))
    assert SPREAD_COLUMNS == list(spread)
    nobody, one = "not defined: nobody speaks", "not defined: one article speaks"
    assert [("x", 2, 1, 1, 3, 2, pytest.approx(by_definition([0, 1, 0, 1])), ""), ("y", 0, 3, *[pd.NA] * 4, nobody),
            ("z", 1, 2, 2, 2, 0, pd.NA, one), ("w", 2, 1, 0, 3, 3, -1.0, "")] == list(spread.itertuples(index=False, name=None))


def test_spread_of_an_empty_table_has_its_columns():
    assert SPREAD_COLUMNS == list(room.spread_by_item(long({"x": []})))


def test_intervals_enclose_the_consensus_where_articles_are_many():
    random = np.random.default_rng(0)
    rows = {item: [*random.integers(0, 4, size=28), None, None] for item in ordered_items()[:3]}
    rows[ordered_items()[3]] = [2] + [None] * 29
    placed = long(rows)
    found = room.consensus_intervals(wide(placed), resamples=300, seed=1)
    assert found.equals(room.consensus_intervals(wide(placed), resamples=300, seed=1))
    assert INTERVAL_COLUMNS == list(found) and list(ordered_items()) == list(found["item"])
    spread = room.spread_by_item(placed).set_index("item")["consensus"]
    for row in found.head(3).itertuples():
        assert row.low < spread[row.item] < row.high and row.defined == 300 and row.why == ""
    lone, silent = found.iloc[3], found.iloc[4]
    assert lone.low is pd.NA and 0 < lone.defined < 150 and "most resamples" in lone.why
    assert silent.low is pd.NA and silent.defined == 0


def test_few_articles_get_no_interval_but_the_reason():
    found = room.consensus_intervals(wide(long({"stage.visit": [3, 1, 2, 2, 0]})))
    assert found["low"].isna().all() and {0} == set(found["defined"])
    assert found["why"].str.contains("too few to mean anything: 5 articles").all()
    assert room.consensus_intervals(np.empty((0, 30))).empty
