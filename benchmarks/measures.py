"""From stored results to the figures of the page: ratios, exponents, verdicts."""
import csv
import math
from collections import defaultdict
from pathlib import Path
from statistics import median

OURS = {"extraction": "koujing", "limit": "koujing", "alignment": "koujing_anchor"}  # what a contestant is compared with
FEW = 100  # articles below which the time of the stream is that of warming up


def targets():
    """The rows of `targets.csv`."""
    with open(Path(__file__).resolve().parent / "targets.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ratios(rounds, ours, theirs, corpus, clock="cpu"):
    """How many times as fast we are, round by round: their seconds per character (or quote) over ours; a list."""
    cost = {(row["contestant"], row["round"]): row[clock] / row["size"] for row in rounds if row["corpus"] == corpus}
    turns = sorted({turn for _, turn in cost})
    return [cost[theirs, turn] / cost[ours, turn] for turn in turns if {(theirs, turn), (ours, turn)} <= cost.keys()]


def speeds(rounds, name, corpus):
    """A contestant's figures on a corpus: units and documents a second, rows a document, share of a core, MB; or None."""
    rows = [row for row in rounds if (row["contestant"], row["corpus"]) == (name, corpus)]
    if not rows:
        return None
    return {"units": median(row["size"] / row["cpu"] for row in rows),
            "documents": median(row["documents"] / row["cpu"] for row in rows),
            "rows": median(row["rows"] / row["documents"] for row in rows),
            "core": median(row["cpu"] / row["wall"] for row in rows),
            "peak": max((row["peak_mb"] for row in rows if row["peak_mb"] != ""), default=None)}


def exponent(points):
    """The slope of the straight line through the logarithms of (x, y) points: 1 where y grows as x does (least squares).

    >>> round(exponent([(1, 5), (10, 50), (100, 500)]), 3), round(exponent([(1, 1), (10, 100)]), 3)
    (1.0, 2.0)
    """
    xs, ys = zip(*((math.log(x), math.log(y)) for x, y in points), strict=True)
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def flatness(rows):
    """Peak memory after the last article over that after a tenth of them (or the first mark behind it)."""
    rows = sorted((row for row in rows if row["peak_mb"] != ""), key=lambda row: row["at"])
    early = next((row for row in rows if row["at"] >= rows[-1]["at"] / 10), None)
    return rows[-1]["peak_mb"] / early["peak_mb"] if early and early is not rows[-1] else None


def values(target, known):
    """What was measured for a target: `{corpus or "": value}`, empty where nothing was; `known`: the tables by name."""
    growth = [row for row in known["growth"] if row["measure"] == target["of"]]
    of = defaultdict(list)
    for row in known["commands"]:
        of[row["command"]].append(row["seconds"])
    if target["measure"] == "ratio":
        found = {corpus: ratios(known["rounds"], "koujing", target["of"], corpus) for corpus in ("repeated", "distinct")}
        return {corpus: median(each) for corpus, each in found.items() if each}
    if target["measure"] == "exponent":
        points = [(row["characters"], row["cpu"]) for row in growth if target["of"] == "length" or row["at"] >= FEW]
        value = exponent(points) if len(points) > 1 else None
    elif target["measure"] == "memory":
        value = flatness(growth) if growth else None
    elif target["measure"] == "processes":
        value = median(speedups(growth)) if growth else None
    elif target["measure"] == "command":
        value = median(of[target["of"]]) / median(of["bare"]) if of[target["of"]] else None
    else:
        value = median(of[target["of"]]) if of[target["of"]] else None
    return {} if value is None else {"": value}


def speedups(rows):
    """One process's wall seconds over those of two, round by round."""
    one, two = ([row["wall"] for row in rows if row["at"] == workers] for workers in (1, 2))
    return [first / second for first, second in zip(one, two, strict=True)]


def verdict(target, value):
    """Whether the target is met, else by which factor it is missed.

    >>> verdict({"sense": "least", "wanted": "15", "goal": "30"}, 5.0), verdict({"sense": "most", "wanted": "10", "goal": ""}, 9)
    ('short by a factor of 3', 'met')
    >>> [verdict({"sense": "least", "wanted": "15", "goal": "30"}, value) for value in (16, 31)]
    ['met', 'met, and the goal of 30']
    """
    wanted, goal = float(target["wanted"]), target["goal"]
    missed = wanted / value if target["sense"] == "least" else value / wanted
    if missed > 1:
        return f"short by a factor of {missed:.3g}"
    return f"met, and the goal of {goal}" if goal and value >= float(goal) else "met"
