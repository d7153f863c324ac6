"""The headline findings as numbers and as statements, from the positions of the articles; and how near they are to falling.

Every finding has numbers, which its sentence names, and a statement that holds or does not: `margin` is above 0 where it
holds. So another way of coding can leave a finding as it is, change its numbers, or make it fall.
"""
from dataclasses import dataclass, replace

import numpy as np

from . import positions, reliability

SILENT = -1
ROUTINE = 3
TORN = 2  # ranks that an article's claims on one item must lie apart (codebook §6)
RELIABLE = 0.8  # the level that K. Krippendorff asks of α before conclusions rest on it (Content Analysis, ch. 11)
OPERATOR = "fact.operator"
EMPTY = -1.0  # the margin of a statement about nothing


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where the articles stand: `matrix` of ranks, items × articles, `SILENT` where silent; `torn`, whether a cell's
    claims contradict each other; `operators`, `{operator: the articles that name it}`.
    """

    names: tuple[str, ...]
    items: tuple[str, ...]
    matrix: np.ndarray
    torn: np.ndarray
    operators: dict[str, frozenset[str]]

    def row(self, item):
        """The ranks of one item."""
        return self.matrix[self.items.index(item)]

    def with_cell(self, item, article, rank, torn):
        """The same with another rank in one cell; both are numbers of a row and a column."""
        matrix, cells = self.matrix.copy(), self.torn.copy()
        matrix[item, article], cells[item, article] = rank, torn
        return replace(self, matrix=matrix, torn=cells)


def standing(claims, names, upper=False):
    """The `Standing` of the articles of these names, from a table of claims; `upper` takes the upper median of two."""
    placed = positions.positions(claims, names, upper=upper)
    shape = len(positions.ordered_items()), len(names)
    order = sorted(names)
    ranks = positions.matrix(placed)[order].to_numpy(dtype=float, na_value=SILENT).astype("int8").reshape(shape)
    torn = placed.pivot(index="item", columns="article", values="self_contradictory")
    torn = torn.reindex(index=list(positions.ordered_items()), columns=order).to_numpy(dtype=bool).reshape(shape)
    told = claims[(claims["item"] == OPERATOR) & (claims["source"] != "comment")]
    return Standing(tuple(order), positions.ordered_items(), ranks, torn,
                    {value: frozenset(rows["article"]) for value, rows in told.groupby("value")})


def _agree(at):
    spoken = (at.matrix != SILENT).all(axis=1) if at.names else np.zeros(len(at.items), bool)
    alike = spoken & (at.matrix.min(axis=1, initial=ROUTINE) == at.matrix.max(axis=1, initial=SILENT))
    return (int(spoken.sum()), int(alike.sum()), len(at.items)), len(at.items) / 2 - alike.sum()


def _routine(item):
    def finding(at):
        row = at.row(item)
        speak, routine = int((row != SILENT).sum()), int((row == ROUTINE).sum())
        return (routine, speak), speak / 2 - routine if speak else EMPTY
    return finding


def _operator(at):
    return (len(frozenset().union(*at.operators.values())), len(at.operators)), len(at.operators) - 1.5


def _self(at):
    torn = int(at.torn.any(axis=0).sum())
    return (torn, len(at.names)), torn - 0.5


def _silence(at):
    silent = int((at.matrix == SILENT).sum())
    return (silent, at.matrix.size), silent - at.matrix.size / 2


def _alpha(at):
    value = alpha_of(at.matrix)
    return (value if value is None else round(value, 2),), EMPTY if value is None else RELIABLE - value


FINDINGS = {
    "agree": _agree, "visit": _routine("stage.visit"), "family": _routine("target.family"), "operator": _operator,
    "self": _self, "silence": _silence, "alpha": _alpha,
}


def numbers(at):
    """`{finding: its numbers}` of a `Standing`, in the order of `FINDINGS`.

    agree: items that all speak of, of these with one position, items; visit, family: articles that call it routine, that
    speak of it; operator: articles that name one, operators named; self: articles that contradict themselves, articles;
    silence: silent cells, cells; alpha: Krippendorff's ordinal α to two decimals, None where it is not defined.
    """
    return {name: finding(at)[0] for name, finding in FINDINGS.items()}


def margins(at):
    """`{finding: how far its statement is from falling}`, above 0 where it holds.

    The statements: all hold one position on fewer than half of the items; a visit, a call to family, is routine in fewer
    than half of the articles that speak of it; more than one operator is named; an article contradicts itself; more than
    half of the answers are silence; α is below `RELIABLE`.
    """
    return {name: float(finding(at)[1]) for name, finding in FINDINGS.items()}


def alpha_of(matrix):
    """Krippendorff's ordinal α of ranks, `SILENT` where silent; None where it is not defined (`reliability.alpha`)."""
    counts = np.stack([(matrix == rank).sum(axis=1) for rank in range(ROUTINE + 1)], axis=1).astype(float)
    kept = counts[counts.sum(axis=1) >= 2]
    used = kept.sum(axis=0) > 0
    if len(kept) < 2 or used.sum() < 2:
        return None
    scale = np.flatnonzero(used).astype(float)
    return float(reliability.alphas(reliability.coincidences(kept[:, used]).sum(axis=0)[None], len(kept), scale, "ordinal")[0])
