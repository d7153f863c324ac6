"""Which pairs of claims on one item clash, by stance, days, norm or operator; and what lets both hold after all.

The definition, with its reasons, stands in `corpus/coding/README.md`. Functions take the claims' columns as arrays
(`columns`) and return pairs of row numbers, so that time grows with the pairs that are looked at and no more.
"""
from types import SimpleNamespace

import numpy as np
import pandas as pd

APART = 2  # codebook §6: two ranks apart or more
ONCE = ("stage.internal", "stage.outsourced", "stage.lawyer_letter", "stage.legal_action", "stage.visit")
SLACK = 5  # days: a month is 28 to 31 of them, and counts as 30
CASES = ("case", "user_report")  # sources that tell what befell one borrower
PARTS = ("small_sum", "early", "agreed", "paid_up", "abroad", "own_staff", "mass")  # codes of code/tables/limits.csv
ABUSE = "rule.no_abuse"
ALLOWED, BARRED = ("permitted", "required"), "prohibited"


def columns(claims):
    """The columns of checked claims that clashes are judged by, as a namespace of arrays; codes as sets of bits.

    `claims` may lack conditions, timing, days, value, lenders and limits: then they say nothing.
    """
    count = len(claims)
    text = {name: claims[name].fillna("").to_numpy(object) if name in claims.columns else np.full(count, "", object)
            for name in ("conditions", "timing", "value", "lenders", "limits", "stance", "source", "item")}
    days = {name: pd.to_numeric(claims[name]).to_numpy("float64", na_value=np.nan) if name in claims.columns
            else np.full(count, np.nan) for name in ("day_min", "day_max")}
    marks = [found.split("; ") for found in text["limits"]]
    part = np.array(["; ".join(code for code in found if code in PARTS) for found in marks], object)
    limited = {code: np.array([code in found for found in marks], bool)
               for code in ("one_borrower", "manner", "open", "state", "unconsented", "inquiry", "dunning")}
    places = list(zip(claims["article"], claims["start"], strict=True))
    abusive = {place for place, item in zip(places, text["item"], strict=True) if item == ABUSE}
    return SimpleNamespace(
        rank=claims["rank"].to_numpy("float64", na_value=np.nan), stance=text["stance"], item=text["item"],
        value=text["value"], timing=text["timing"], source=text["source"],
        conditions=_bits(text["conditions"]), lenders=_bits(text["lenders"]), part=_bits(part),
        case=np.isin(text["source"].astype(str), CASES) | limited["one_borrower"], limited=limited,
        first=np.where(np.isnan(days["day_min"]), 0, days["day_min"]),
        last=np.where(np.isnan(days["day_max"]), np.inf, days["day_max"]),
        dated=~(np.isnan(days["day_min"]) & np.isnan(days["day_max"])),
        on_abuse=np.array([place in abusive for place in places], bool))


def by_stance(one, rows):
    """Pairs among the rows (one item, practice) whose stances lie `APART` or more and cannot both hold."""
    rank = one.rank[rows]
    found = [np.array(np.meshgrid(rows[rank == low], rows[rank == high])).reshape(2, -1)
             for low in range(4) for high in range(low + APART, 4)]
    low, high = np.concatenate(found, axis=1)
    return _kept(low, high, ~(_other_lenders(one, low, high) | _other_conditions(one, low, high)
                              | _limited(one, low, high) | _other_time(one, low, high) | _one_case(one, low, high)))


def by_days(one, rows):
    """Pairs among the rows (one item of `ONCE`, practice) that have the step happen at days that lie apart."""
    rows = rows[one.dated[rows] & ~one.case[rows] & (one.rank[rows] >= APART)]
    first, second = _every_pair(rows)
    apart = (gap(one, first, second) > SLACK) & ~(one.limited["state"][first] & one.limited["state"][second])
    return _kept(first, second, apart & ~_other_lenders(one, first, second) & ~_other_conditions(one, first, second))


def by_norm(one, rows):
    """Pairs among the rows (one item, norm) of which one allows what the other bars.

    A ban on abuse bars no contact; a lender's own ban may be stricter than the law; what is allowed under a condition and
    barred under one can be the same rule.
    """
    allowed, barred = rows[np.isin(one.stance[rows].astype(str), ALLOWED)], rows[one.stance[rows] == BARRED]
    barred = barred[~one.on_abuse[barred]]
    allowed, barred = np.array(np.meshgrid(allowed, barred), dtype="int64").reshape(2, -1)
    own = (one.source[barred] == "official") & (one.source[allowed] != "official")
    both = (one.conditions[allowed] != 0) & (one.conditions[barred] != 0)
    asking = one.limited["inquiry"][allowed] & one.limited["dunning"][barred]
    return _kept(allowed, barred, ~(own | both | asking))


def by_operator(one, rows):
    """Pairs among the rows (claims on the operator) that name different ones for one product."""
    first, second = _every_pair(rows[one.value[rows] != ""])
    return _kept(first, second, (one.value[first] != one.value[second]) & ~_other_lenders(one, first, second))


def gap(one, first, second):
    """How many days lie between the two ranges of each pair; 0 or less where they meet or overlap."""
    return np.maximum(one.first[second] - one.last[first], one.first[first] - one.last[second])


def _other_lenders(one, first, second):
    return _disjoint(one.lenders[first], one.lenders[second])


def _other_conditions(one, first, second):
    named = (one.conditions[first] != 0) & (one.conditions[second] != 0)
    return named & (one.conditions[first] != one.conditions[second])


def _limited(one, low, high):
    """Whether the rarity, denial or ban is limited to a part that the other claim is not about."""
    consenting = one.limited["unconsented"][low] & (one.stance[high] == "conditional")
    return ((one.part[low] & ~one.part[high]) != 0) | consenting | one.limited["open"][high]


def _other_time(one, low, high):
    """Whether the rarity or denial is of a time, and the other claim not known to be of that time."""
    timed = one.dated[low] | (one.timing[low] != "")
    meet = one.dated[low] & one.dated[high] & (gap(one, low, high) <= 0)
    return timed & ~(meet | (one.timing[low] == one.timing[high]))


def _one_case(one, low, high):
    """Whether a single case is all that stands against a statement that it does not exclude.

    That something happened excludes that it never does; that it did not happen to somebody excludes nothing. Nor does
    a sentence that says how a thing is done exclude that it is seldom done.
    """
    denied = one.rank[low] == 0
    return (one.case[low] & denied) | ((one.case[high] | one.limited["manner"][high]) & ~denied)


def _every_pair(rows):
    first, second = np.triu_indices(len(rows), k=1)
    return rows[first], rows[second]


def _kept(first, second, keep):
    """The pairs to keep, the earlier row first."""
    return np.sort(np.array([first[keep], second[keep]], dtype="int64"), axis=0)


def _bits(column):
    """Each cell's codes (joined by "; ") as bits of a whole number; 0 for none."""
    known = sorted({code for text in set(column) for code in text.split("; ") if code})
    codes = {code: place for place, code in enumerate(known)}
    values = {text: sum(1 << codes[code] for code in set(text.split("; ")) if code) for text in set(column)}
    return np.array([values[text] for text in column], dtype="int64")


def _disjoint(one, other):
    return (one != 0) & (other != 0) & ((one & other) == 0)
