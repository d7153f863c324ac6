"""What the program reads wrongly in the hand codings, sorted by cause, and what a reader of the findings should keep in mind.

Causes were decided by reading each sentence, its coding and the rules that fired (`code.explain`). They stand in
`corpus/coding/causes.csv`; the list of causes is `show/tables/causes.csv`. Rules change, so an error may be new (its cause is
`NOT_SORTED`), and a row may speak of an error that is no more: such a row is left out, and counted by `stale`.
"""
from pathlib import Path

import pandas as pd

from ..compare.trust import ERROR_COLUMNS, errors, is_right, load_coding, match
from ..read.article import InputFault
from ..read.corpus import SHIPPED
from ..show.style import table
from .misread import UNSEEN, found_in

NOT_SORTED = "not yet sorted"
READ = ("gold", "dev")  # the codings whose errors have been sorted
KEY = ["coding", "article", "start", "end", "item", "basis", "error"]
FILE_COLUMNS = [*KEY, "cause", "note", "gloss"]
COLUMNS = [*ERROR_COLUMNS, "rules", "cause", "en", "note", "gloss"]


def caused(name, folder=None):
    """Today's errors on a hand coding with their causes, a row each, in the order of `compare.trust.errors`.

    Its columns, and rules (ids of the rules of the wrong claim, parted by blanks; "" for a miss), cause (`NOT_SORTED` where
    the table has no row for it), en (the cause in English), note (which words), gloss (English of what decides); the last two
    are "" where not sorted. `folder`: the corpus (default: the shipped one). Raises InputFault for a coding that is not there,
    a table of causes that cannot be read, and for blind: whoever reads its errors can no longer be tested on it.
    """
    found = _errors(name, folder)
    joined = found.merge(sorted_errors(folder), on=KEY, how="left", validate="one_to_one")
    joined["cause"] = joined["cause"].fillna(NOT_SORTED)
    joined["en"] = joined["cause"].map(_listed("en"))
    return joined.fillna({"note": "", "gloss": ""})[COLUMNS]


def stale(name, folder=None):
    """How many rows of the table of causes speak of an error on this coding that the program no longer makes."""
    rows = sorted_errors(folder)
    rows = rows[rows["coding"] == name]
    return len(rows) - len(rows.merge(_errors(name, folder), on=KEY))


def by_cause(names=READ, folder=None):
    """How many of today's errors each cause has: cause, en, a column for each coding of `names`, errors (of all), int64.

    The most frequent first, ties in the order of the list; `NOT_SORTED`, where it has any, last. A cause without an error has
    no row.
    """
    order = [*_listed("en")]
    counts = {name: caused(name, folder)["cause"].value_counts() for name in names}
    result = pd.DataFrame(counts, index=pd.Index(order, name="cause"), columns=list(names)).fillna(0).astype("int64")
    result = result.assign(errors=result.sum(axis=1), last=result.index == NOT_SORTED)
    result = result[result["errors"] > 0].sort_values(["last", "errors"], ascending=[True, False], kind="stable")
    result.insert(0, "en", result.index.map(_listed("en")))
    return result.drop(columns="last").reset_index()


def keep_in_mind(names=READ, most=5, folder=None):
    """What readers of the findings should keep in mind: one sentence for each of the `most` most frequent causes, a tuple."""
    said = {row["cause"]: row["keep_in_mind"] for row in table("causes")}
    return tuple(said[cause] for cause in by_cause(names, folder)["cause"] if cause in said)[:most]


def sorted_errors(folder=None):
    """The rows of `coding/causes.csv` of a corpus folder as a data frame (`FILE_COLUMNS`); none where it has no such file.

    Raises InputFault where it is no such table, names a cause that is not in the list, or names an error twice.
    """
    path = Path(folder if folder is not None else SHIPPED) / "coding" / "causes.csv"
    if not path.exists():
        return pd.DataFrame(columns=FILE_COLUMNS, dtype="str").astype({"start": "int64", "end": "int64"})
    try:
        rows = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, usecols=FILE_COLUMNS,
                           dtype=dict.fromkeys(FILE_COLUMNS, "str") | {"start": "int64", "end": "int64"})
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())
        raise InputFault(path, f"is no table of causes ({said})", f"give it the columns {','.join(FILE_COLUMNS)}") from None
    strange = sorted(set(rows["cause"]) - {row["cause"] for row in table("causes")})
    if strange:
        raise InputFault(path, f"names the cause {strange[0]!r}", "use one of show/tables/causes.csv")
    if rows.duplicated(KEY).any():
        again = rows[rows.duplicated(KEY)].iloc[0]
        raise InputFault(path, f"names an error twice ({again['article']}, {again['start']}, {again['item']})",
                         "keep one of the two rows")
    return rows[FILE_COLUMNS]


def _listed(column):
    """`{cause: cell}` of the list of causes, with `NOT_SORTED` last."""
    return {row["cause"]: row[column] for row in table("causes")} | {NOT_SORTED: NOT_SORTED}


def _errors(name, folder):
    """Today's errors on a coding, with the columns coding and rules."""
    if name in UNSEEN:
        raise InputFault(name, "its errors are not to be read: it tests rules that have not been written in view of it",
                         f"use one of: {', '.join(READ)}")
    gold, predicted = load_coding(name, folder).claims, found_in(name, folder)
    pairs = match(gold, predicted)
    fired = {_place(gold[one], "wrong"): predicted[other].rules for one, other in pairs
             if not is_right(gold[one], predicted[other])}
    matched = {other for _, other in pairs}
    fired |= {_place(claim, "spurious"): claim.rules for place, claim in enumerate(predicted) if place not in matched}
    found = errors(gold, predicted)
    kinds = found["error"].replace({"stance": "wrong", "value": "wrong"})
    places = zip(*(found[key] for key in KEY[1:-1]), kinds, strict=True)
    return found.assign(coding=name, rules=[" ".join(fired.get(place, ())) for place in places])


def _place(claim, kind):
    return *(getattr(claim, key) for key in KEY[1:-1]), kind
