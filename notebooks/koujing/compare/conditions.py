"""Which condition does each article put on which contact, and who is contacted on what footing?

Counted are claims of practice that are no reader's comment (as in `positions`), on the people other than the borrower
and on visits, which touch whoever opens the door. A sentence may name several conditions; the codebook (§4) records
which, and not whether all of them are needed or any.
"""
import pandas as pd

from ..code.codebook import items, table
from .clashes import CASES
from .positions import checked

CONTACTS = tuple(item for item in items() if item.startswith("target.")) + ("stage.visit",)
UNNAMED = "none named"  # a claim that names no condition
REPORTED = "reported to have happened"
FOOTINGS = ("in any case", "if unreachable", "with consent", "on other conditions", "possibly", "rarely", "never", REPORTED)
BARE = {"routine": "in any case", "conditional": "possibly", "rare": "rarely", "denied": "never"}
NAMED = {"unreachable": "if unreachable", "consent": "with consent"}


def by_condition(claims, contacts=CONTACTS):
    """One row per article, contact and condition: article, item, condition, claims (int64, how many name it), stances.

    `claims` as for `positions.positions`. A claim that names no condition stands under `UNNAMED`; one that names two
    stands under both. `stances` such as "routine; rare", highest rank first. Sorted by article, item in the order of
    `contacts`, condition in codebook order, `UNNAMED` last. Raises ValueError as `positions.checked` does.
    """
    told = _told(claims, contacts)
    told = told.assign(condition=told["conditions"].map(lambda text: text.split("; ") if text else [UNNAMED]))
    order = [row["condition"] for row in table("conditions")] + [UNNAMED]
    return _counted(told.explode("condition"), "condition", contacts, order)


def wide(rows, contacts=CONTACTS):
    """`by_condition` as a table to read: a row per article and contact, a column per condition that is named, claims or 0."""
    order = [row["condition"] for row in table("conditions")] + [UNNAMED]
    counts = rows.pivot_table(index=["article", "item"], columns="condition", values="claims", aggfunc="sum", fill_value=0)
    counts = counts.reindex(columns=[name for name in order if name in counts.columns]).astype("int64")
    place = {item: number for number, item in enumerate(contacts)}
    return counts.rename_axis(columns=None).reset_index().sort_values(
        ["article", "item"], key=lambda column: column.map(place) if column.name == "item" else column,
        kind="stable").reset_index(drop=True)


def by_footing(claims, contacts=CONTACTS):
    """The claims that count, with one more column, `footing` (one of `FOOTINGS`); a claim on two footings stands twice.

    "in any case" is *routine* without a condition; "if unreachable" and "with consent" name that condition, whatever
    else they name and how seldom they call it; "on other conditions" names others only; "possibly", "rarely" and
    "never" name none. What a case or a user tells to have happened without a condition is `REPORTED`.
    """
    told = _told(claims, contacts)
    fields = zip(told["stance"], told["conditions"], told["source"], strict=True)
    return told.assign(footing=[_footing(*claim) for claim in fields]).explode("footing").reset_index(drop=True)


def footings(claims, contacts=CONTACTS):
    """On what footing each article has each contact made: article, item, footing, claims (int64), stances.

    A contact has as many rows as its article's claims put it on footings (`by_footing`). Sorted as `by_condition`.
    """
    return _counted(by_footing(claims, contacts), "footing", contacts, FOOTINGS)


def _told(claims, contacts):
    """The claims that count, with conditions as text; checked."""
    claims = checked(claims)
    conditions = claims["conditions"].fillna("") if "conditions" in claims.columns else pd.Series("", index=claims.index)
    counted = (claims["basis"] == "practice") & (claims["source"] != "comment") & claims["item"].isin(contacts)
    return claims.assign(conditions=conditions.astype(object))[counted]


def _footing(stance, conditions, source):
    """The footings of one claim, as a list."""
    if not conditions:
        return [REPORTED if stance == "routine" and source in CASES else BARE[stance]]
    return [NAMED[code] for code in NAMED if code in conditions.split("; ")] or ["on other conditions"]


def _counted(told, name, contacts, order):
    """Claims and stances by article, item and one more column, in the order given."""
    places = [{value: number for number, value in enumerate(values)} for values in (contacts, order)]
    rows = told.sort_values("rank", ascending=False, kind="stable").groupby(["article", "item", name], sort=True).agg(
        claims=("stance", "size"), stances=("stance", lambda found: "; ".join(dict.fromkeys(found)))).reset_index()
    rows = rows.assign(_item=rows["item"].map(places[0]), _name=rows[name].map(places[1]))
    rows = rows.sort_values(["article", "_item", "_name"], kind="stable").reset_index(drop=True)
    return rows[["article", "item", name, "claims", "stances"]].astype({"claims": "int64"})
