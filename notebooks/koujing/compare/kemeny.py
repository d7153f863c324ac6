"""Median rankings with ties: every weak order that lies nearest to a set of partial rankings, exactly.

A ranking gives places (numbers, small is early; NaN where it does not place an object). Its score matrix is that of
E. J. Emond and D. W. Mason, "A new rank correlation coefficient with application to the consensus ranking problem",
*Journal of Multi-Criteria Decision Analysis* 11 (2002): 1 where the row's object stands before the column's or ties
with it, -1 where it stands after, 0 where one of the two is not placed. The median maximises the sum of products with
the rankings' scores (τ_x unscaled: a ranking counts once for each pair that it places), which for rankings that place
everything is to minimise the distance of J. G. Kemeny and J. L. Snell (1962).
"""
from dataclasses import dataclass

import numpy as np

MOST = 10  # objects: the search looks at 3 ** n ways to cut an order in two
BEFORE, TIE, AFTER = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Medians:
    """All median rankings of `objects` objects, numbered from 0.

    `score` is the sum that is largest; `count`, how many rankings reach it; `rankings`, the first of these (see
    `medians`), each a tuple of steps, each step a tuple of objects. `relations` maps a pair (i, j), i < j, to what the
    medians say of it, a set of `BEFORE`, `TIE`, `AFTER`; more than one where the medians differ. `moves` holds, for each
    set of objects (a binary number) that may stand first, the sets that a median may put as the next step.
    """

    objects: int
    score: int
    count: int
    rankings: tuple[tuple[tuple[int, ...], ...], ...]
    relations: dict[tuple[int, int], frozenset[int]]
    moves: tuple[tuple[int, ...], ...]

    def extremes(self, places):
        """The least and the largest `distance` of a partial ranking (array of places) to any of the medians."""
        ahead = _before(places)
        cost = ahead.astype(int) - ahead.T  # 1 where before, -1 where after
        together = np.abs(cost)
        placed = ~np.isnan(places)
        both = np.outer(placed, placed) & ~np.eye(self.objects, dtype=bool)
        bits = _bits(self.objects)
        apart = bits @ np.where(both, 1 - cost, 0) @ bits.T
        joined = _within(bits, together) // 2
        ends = []
        for better in (min, max):
            best = {0: 0}
            for done, moves in enumerate(self.moves):
                for new in moves:
                    cost_here = best[done] + int(apart[done, new]) + int(joined[new])
                    known = best.get(done | new)
                    best[done | new] = cost_here if known is None else better(known, cost_here)
            ends.append(best[2 ** self.objects - 1])
        return tuple(ends)


def scores(places):
    """The sum of the score matrices of partial rankings: integers, objects × objects, 0 on the diagonal.

    `places`: array rankings × objects, NaN where a ranking does not place an object.

    >>> scores([[1, 2, 2], [2, 1, np.nan]]).tolist()
    [[0, 0, 1], [0, 0, 1], [-1, 1, 0]]
    """
    places = np.atleast_2d(np.asarray(places, dtype=float))
    total = np.zeros((places.shape[1],) * 2, dtype=int)
    for row in places:
        placed = ~np.isnan(row)
        ahead = _before(row)
        total += np.where(np.outer(placed, placed), np.where(ahead.T, -1, 1), 0)
    np.fill_diagonal(total, 0)
    return total


def medians(scores, most=1000):
    """All median rankings of a sum of score matrices, as `Medians`; those with the fewest steps first.

    Dynamic programming over the set of objects that stand first, exact with ties: 3 ** n cuts. At most `most` rankings
    are written out; `count`, `relations` and `extremes` cover all. Raises ValueError for more than `MOST` objects.

    >>> found = medians([[0, 2, 2], [-2, 0, 2], [-2, 2, 0]])
    >>> found.rankings, found.score
    ((((0,), (1, 2)),), 12)
    """
    scores = np.asarray(scores, dtype=int)
    size = len(scores)
    if size > MOST:
        raise ValueError(f"{size} objects to rank; the exact median is found for {MOST} at most: leave some out")
    bits = _bits(size)
    gain = (bits @ (scores - scores.T) @ bits.T + _within(bits, scores)[None, :]).tolist()
    whole = 2 ** size - 1
    best_to, best_from = [0] * (whole + 1), [0] * (whole + 1)
    for done in range(1, whole + 1):
        best_to[done] = max(best_to[done ^ new] + gain[done ^ new][new] for new in _parts(done))
    for done in range(whole - 1, -1, -1):
        best_from[done] = max(best_from[done | new] + gain[done][new] for new in _parts(whole ^ done))
    score = best_to[whole]
    moves = tuple(tuple(new for new in _parts(whole ^ done)
                        if best_to[done] + gain[done][new] + best_from[done | new] == score)
                  for done in range(whole + 1))
    ways, steps = [0] * (whole + 1), [size] * (whole + 1)
    ways[whole], steps[whole] = 1, 0
    for done in range(whole - 1, -1, -1):
        for new in moves[done]:
            ways[done] += ways[done | new]
            steps[done] = min(steps[done], 1 + steps[done | new])
    return Medians(size, score, ways[0], _first(moves, steps, whole, most), _relations(moves, size), moves)


def distance(places, ranking):
    """How far a partial ranking lies from a complete one: 2 for a pair reversed, 1 where one ties and the other parts.

    Pairs that `places` (array, NaN where not placed) does not compare count nothing. `ranking` as in `Medians`.

    >>> distance(np.array([1, 2, np.nan]), ((1,), (0, 2)))
    2
    """
    here, there = np.asarray(places, dtype=float), of_ranking(ranking)
    placed = ~np.isnan(here)
    signs = [np.sign(row[None, placed] - row[placed, None]) for row in (here, there)]
    return int(np.abs(signs[0] - signs[1]).sum() / 2)


def tau_x(places, ranking):
    """The rank correlation τ_x of Emond and Mason over the objects that `places` ranks; None where these are fewer than 2.

    >>> tau_x(np.array([1, 2, 2]), ((0,), (1, 2))), tau_x(np.array([2, 1, np.nan]), ((0,), (1,), (2,)))
    (1.0, -1.0)
    """
    here = np.asarray(places, dtype=float)
    placed = ~np.isnan(here)
    size = int(placed.sum())
    if size < 2:
        return None
    there = np.where(placed, of_ranking(ranking), np.nan)
    return float((scores(here) * scores(there)).sum() / (size * (size - 1)))


def of_ranking(ranking):
    """The places of a ranking's objects, an array: the number of each one's step, from 1.

    >>> of_ranking(((1,), (0, 2))).tolist()
    [2.0, 1.0, 2.0]
    """
    places = np.zeros(sum(map(len, ranking)))
    for number, step in enumerate(ranking, 1):
        places[list(step)] = number
    return places


def _before(places):
    """Whether the row's object is placed before the column's."""
    with np.errstate(invalid="ignore"):
        return np.asarray(places)[:, None] < np.asarray(places)[None, :]


def _bits(size):
    """The members of every subset: subsets × objects, 0 or 1, the subsets numbered as binary numbers."""
    return np.arange(2 ** size)[:, None] >> np.arange(size) & 1


def _within(bits, table):
    """The sum of a table's cells within each subset."""
    return np.einsum("si,ij,sj->s", bits, table, bits)


def _parts(whole):
    """The non-empty subsets of a set."""
    part = whole
    while part:
        yield part
        part = (part - 1) & whole


def _members(subset):
    return tuple(place for place in range(subset.bit_length()) if subset >> place & 1)


def _first(moves, steps, whole, most):
    """The first `most` optimal rankings, those with the fewest steps first, then the lowest objects."""
    found = []
    for length in range(steps[0], whole.bit_length() + 1):
        stack = [(0, ())]
        while stack and len(found) < most:
            done, taken = stack.pop()
            if done == whole:
                found += [taken] * (len(taken) == length)
                continue
            ahead = [(new, _members(new)) for new in moves[done]]
            for new, step in sorted(ahead, key=lambda move: move[1], reverse=True):
                if len(taken) + 1 + steps[done | new] <= length:
                    stack.append((done | new, (*taken, step)))
    return tuple(found)


def _relations(moves, size):
    """What the optimal rankings say of each pair: every optimal move lies on an optimal ranking."""
    found = {(one, other): set() for one in range(size) for other in range(one + 1, size)}
    for done, ahead in enumerate(moves):
        for new in ahead:
            members = _members(new)
            for pair in ((one, other) for one in members for other in members if one < other):
                found[pair].add(TIE)
            for early in _members(done):
                for late in members:
                    found[min(early, late), max(early, late)].add(BEFORE if early < late else AFTER)
    return {pair: frozenset(said) for pair, said in found.items()}
