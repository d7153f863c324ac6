"""Which claims carry a finding: those whose change alone changes it, and the fewest whose change makes it fall.

A change of a claim is another stance, or that it is no claim at all. Claims that the reading missed are no part of this:
no change of what was read can fill a silent cell.
"""
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .findings import FINDINGS, OPERATOR, ROUTINE, SILENT, TORN, standing

COLUMNS = ["finding", "changes", "claims", "alone", "exact"]
DROPPED = None


@dataclass(frozen=True, slots=True)
class Move:
    """A way to change the standing: the rows of the claims that must change, and the cells that then stand otherwise.

    `cells`: `(item, article, rank, torn)`; `operators`: the operators then named, or None where the move leaves them.
    """

    rows: tuple[int, ...]
    cells: tuple[tuple[int, int, int, bool], ...] = ()
    operators: dict | None = None

    def made(self, at):
        """The standing after the move."""
        for cell in self.cells:
            at = at.with_cell(*cell)
        return at if self.operators is None else replace(at, operators=self.operators)


def overturning(claims, names):
    """For each finding what carries it: finding, changes, claims, alone, exact.

    `claims`: a table with a fresh index; `names`: the articles. `alone` (tuple of row numbers): claims any of whose
    changes alone changes the finding's numbers. `changes` (Int64, missing where no change of claims read can do it) and
    `claims` (tuple of row numbers): the fewest whose change makes the statement fall, or come to hold where it does not;
    `exact`: whether fewer are known not to do; else found by always taking the change that helps most for its claims.
    """
    base = standing(claims, names)
    ranks = _cells(claims, base)
    singles, moves = _singles(claims, base, ranks), _moves(claims, base, ranks)
    rows = []
    for name, finding in FINDINGS.items():
        numbers, margin = finding(base)
        alone, fells = set(), set()
        for move in singles:
            changed, after = finding(move.made(base))
            alone |= set(move.rows) if changed != numbers else set()
            fells |= set(move.rows) if (after > 0) != (margin > 0) else set()
        found = (min(fells),) if fells else _greedy(base, finding, moves)
        rows.append((name, len(found) if found else None, found or (), tuple(sorted(alone)),
                     1 <= len(found) <= 2))  # that one would do was tried for every claim
    return pd.DataFrame(rows, columns=COLUMNS).astype({"changes": "Int64"})


def _cells(claims, at):
    """`{(item, article): [(rank, row), …]}` of the claims that positions count, by numbers of items and articles."""
    kept = claims[(claims["basis"] == "practice") & (claims["source"] != "comment") & claims["item"].isin(at.items)]
    found = {}
    for row in kept.itertuples():
        found.setdefault((at.items.index(row.item), at.names.index(row.article)), []).append((int(row.rank), row.Index))
    return found


def _stand(ranks):
    """The position and whether it is torn, of a cell's ranks (codebook §6)."""
    if not ranks:
        return SILENT, False
    ranks = sorted(ranks)
    return ranks[(len(ranks) - 1) // 2], ranks[-1] - ranks[0] >= TORN


def _singles(claims, at, ranks):
    """Every outcome that a change of one claim can have, each once for a claim."""
    found = []
    for (item, article), held in ranks.items():
        now = _stand([rank for rank, _ in held])
        for place, (rank, row) in enumerate(held):
            rest = [other for at_place, (other, _) in enumerate(held) if at_place != place]
            outcomes = {_stand(rest)} | {_stand([*rest, other]) for other in range(ROUTINE + 1) if other != rank}
            found += [Move((row,), ((item, article, *outcome),)) for outcome in sorted(outcomes - {now})]
    return found + [Move((row,), operators=_operators(claims.drop(index=row))) for row in _told(claims).index]


def _moves(claims, at, ranks):
    """Moves of any number of claims: a cell to any rank or to silence, an item to one position, an operator dropped."""
    found, costs = [], {}
    for (item, article), held in ranks.items():
        for rank in (SILENT, *range(ROUTINE + 1)):
            move = Move(_to(held, rank), ((item, article, rank, False),))
            if rank != at.matrix[item, article] or at.torn[item, article]:
                found.append(replace(move, rows=_untorn(held, rank)) if at.torn[item, article] else move)
            costs[item, article, rank] = move if rank != at.matrix[item, article] else Move(())
    for item in np.flatnonzero((at.matrix != SILENT).all(axis=1)):
        for rank in range(ROUTINE + 1):
            parts = [costs[item, article, rank] for article in range(len(at.names))]
            if rows := tuple(row for part in parts for row in part.rows):
                found.append(Move(rows, tuple(cell for part in parts for cell in part.cells)))
    told = _told(claims)
    for rows in told.groupby("value").groups.values():
        found.append(Move(tuple(rows), operators=_operators(claims.drop(index=rows))))
    return found


def _to(held, rank):
    """The rows that must change so that the cell's median is this rank, the farthest first; all of them for silence."""
    if rank == SILENT:
        return tuple(row for _, row in held)
    middle = (len(held) - 1) // 2
    below, above = ([(abs(other - rank), row) for other, row in held if (other - rank) * side > 0] for side in (-1, 1))
    low, high = len(below) - middle, len(above) - (len(held) - 1 - middle)
    taken = sorted(below, reverse=True)[:max(0, low)] + sorted(above, reverse=True)[:max(0, high)]
    return tuple(row for _, row in taken)


def _untorn(held, rank):
    """The rows that must change so that the cell has this rank and its claims no longer contradict each other."""
    kept = max((sorted(row for other, row in held if low <= other < low + TORN) for low in range(ROUTINE)), key=len)
    outside = tuple(row for other, row in held if row not in kept)
    return tuple(dict.fromkeys((*outside, *_to(held, rank))))


def _greedy(base, finding, moves, most=40):
    """The rows of claims whose change makes the statement cross over, or () where these moves do not reach it."""
    margin = finding(base)[1]
    holds, at, taken, used = margin > 0, base, (), set()
    while len(taken) < most:
        best = None
        for number, move in enumerate(moves):
            fresh = tuple(row for row in move.rows if row not in taken)
            if not fresh or number in used:
                continue
            after = finding(move.made(at))[1]
            gain = (margin - after) if holds else (after - margin)
            if gain > 1e-12:
                key = (gain / len(fresh), -len(fresh), -number)
                best = max(best, (key, number, fresh, after)) if best else (key, number, fresh, after)
        if best is None:
            return ()
        _, number, fresh, margin = best
        at, taken, used = moves[number].made(at), taken + fresh, used | {number}
        if (margin > 0) != holds:
            return taken
    return ()


def _told(claims):
    return claims[(claims["item"] == OPERATOR) & (claims["source"] != "comment")]


def _operators(claims):
    return {value: frozenset(rows["article"]) for value, rows in _told(claims).groupby("value")}
