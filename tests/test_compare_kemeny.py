"""Median rankings with ties, against every weak order there is, and against an example worked out by others."""
import numpy as np
import pytest

from koujing.compare import kemeny

CASES = 1000


def weak_orders(objects):
    """Every way to put the objects into steps."""
    if not objects:
        yield ()
    for choice in range(1, 2 ** len(objects)):
        step = tuple(one for place, one in enumerate(objects) if choice >> place & 1)
        for rest in weak_orders([one for one in objects if one not in step]):
            yield (step, *rest)


ORDERS = {size: list(weak_orders(range(size))) for size in range(6)}
SCORES = {size: np.array([kemeny.scores(kemeny.of_ranking(order)) for order in orders]) for size, orders in ORDERS.items()}


def random_rankings(seed):
    """Some partial rankings with ties and gaps, of two to five objects."""
    chance = np.random.default_rng(seed)
    size = chance.integers(2, 6)
    places = chance.integers(1, size + 1, size=(chance.integers(1, 8), size)).astype(float)
    places[chance.random(places.shape) < chance.choice([0, 0.3, 0.6])] = np.nan
    return places


def test_there_are_as_many_weak_orders_as_fubini_says():
    assert [1, 1, 3, 13, 75, 541] == [len(ORDERS[size]) for size in range(6)]


def test_the_medians_are_those_of_an_exhaustive_search():
    several = 0
    for seed in range(CASES):
        places = random_rankings(seed)
        scores = kemeny.scores(places)
        found = kemeny.medians(scores)
        size = len(scores)
        reached = (SCORES[size] * scores).sum(axis=(1, 2))
        best = reached.max()
        optimal = {ORDERS[size][number] for number in np.flatnonzero(reached == best)}
        assert (best, len(optimal), optimal) == (found.score, found.count, set(found.rankings))
        assert sorted(map(len, found.rankings)) == list(map(len, found.rankings))
        for (one, other), said in found.relations.items():
            signs = {int(np.sign(spot[other] - spot[one])) for spot in map(kemeny.of_ranking, optimal)}
            assert signs == said
        apart = [kemeny.distance(places[0], ranking) for ranking in optimal]
        assert (min(apart), max(apart)) == found.extremes(places[0])
        several += len(optimal) > 1
    assert several > CASES / 5  # the cases with more than one median are among them


def test_for_complete_rankings_the_medians_are_the_nearest_by_kemeny_and_snell():
    for seed in range(50):
        places = np.random.default_rng(seed).integers(1, 5, size=(5, 4)).astype(float)
        apart = {ranking: sum(kemeny.distance(row, ranking) for row in places) for ranking in ORDERS[4]}
        assert {ranking for ranking in apart if apart[ranking] == min(apart.values())} == set(
            kemeny.medians(kemeny.scores(places)).rankings)


def test_the_capital_of_tennessee():
    """The textbook example of Kemeny and Young's rule: Memphis 42, Nashville 26, Chattanooga 15, Knoxville 17 voters."""
    memphis, nashville, chattanooga, knoxville = range(4)
    votes = [(42, (memphis, nashville, chattanooga, knoxville)), (26, (nashville, chattanooga, knoxville, memphis)),
             (15, (chattanooga, knoxville, nashville, memphis)), (17, (knoxville, chattanooga, nashville, memphis))]
    scores = sum(number * kemeny.scores(np.argsort(order).astype(float)) for number, order in votes)
    found = kemeny.medians(scores)
    assert (((nashville,), (chattanooga,), (knoxville,), (memphis,)),) == found.rankings
    assert 393 == (found.score / 2 + 100 * 6) / 2  # of 600 pairs ranked by voters, those that the median confirms


def test_ten_objects_are_ranked_and_eleven_refused():
    places = np.random.default_rng(1).permuted(np.tile(np.arange(10.0), (7, 1)), axis=1)
    found = kemeny.medians(kemeny.scores(places))
    nearby = [np.argsort(np.argsort(row, kind="stable")) for row in places]
    assert all(found.score >= (kemeny.scores(row.astype(float)) * kemeny.scores(places)).sum() for row in nearby)
    with pytest.raises(ValueError, match="11 objects.*10 at most: leave some out"):
        kemeny.medians(np.zeros((11, 11)))


def test_without_evidence_every_weak_order_is_a_median_and_the_list_is_cut():
    found = kemeny.medians(np.zeros((6, 6)), most=20)
    assert (4683, 20) == (found.count, len(found.rankings))
    assert ((0, 1, 2, 3, 4, 5),) == found.rankings[0]
    assert {frozenset((kemeny.BEFORE, kemeny.TIE, kemeny.AFTER))} == set(found.relations.values())


def test_nothing_to_rank_has_one_median_of_no_step():
    found = kemeny.medians(np.zeros((0, 0)))
    assert (1, ((),), {}) == (found.count, found.rankings, found.relations)


def test_tau_x_is_one_only_for_the_same_order_and_not_defined_for_one_object():
    assert 1 == kemeny.tau_x(np.array([1., 1, 2]), ((0, 1), (2,)))
    assert 1 > kemeny.tau_x(np.array([1., 2, 3]), ((0, 1), (2,)))
    assert kemeny.tau_x(np.array([np.nan, 1, np.nan]), ((0,), (1,), (2,))) is None
