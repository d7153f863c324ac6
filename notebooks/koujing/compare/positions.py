"""Where each article stands on each item (codebook §6), and the checks that every table of claims passes first.

A position is a rank: `denied` 0, `rare` 1, `conditional` 2, `routine` 3. Silence is missing, never 0.
"""
import numpy as np
import pandas as pd

from ..code.codebook import items, ranks, table

ORDERED_FAMILIES = ("stage.", "channel.", "target.")
COLUMNS = ["article", "item", "claims", "stances", "lowest", "highest", "position", "spread", "self_contradictory",
           "conditions_named"]
NORM_COLUMNS = ["article", "item", "stance", "claims"]
NEEDED = ("article", "start", "end", "quote", "item", "basis", "stance", "source")
ONE_CLAIM = ["article", "start", "end", "item", "basis"]  # codebook §1: one sentence, one claim per item and basis


def ordered_items():
    """The 18 items that take an ordered stance (stages, channels, targets), in codebook order."""
    return tuple(item for item in items() if item.startswith(ORDERED_FAMILIES))


def checked(claims):
    """The table of claims, with a fresh index and `rank` filled in from the stance, in order of article and offset.

    `rank` is Int64 and missing where `basis` is norm. Raises ValueError, in a sentence that names the row and the
    cure: a missing column, an unknown item, basis, stance, source or condition, a rank off the scale, a sentence that
    ends before it starts, a claim that stands twice.
    """
    missing = [name for name in NEEDED if name not in claims.columns]
    if missing:
        raise ValueError(f"claims lack the column {missing[0]!r}; build the table with koujing.code.claims.frame")
    stances = {row["stance"]: row["basis"] for row in table("stances")}
    _refuse(claims, ~claims["item"].isin(items()), "item", "use an item of code/tables/items.csv")
    _refuse(claims, ~claims["basis"].isin(("practice", "norm")), "basis", "use practice or norm")
    _refuse(claims, claims["stance"].map(stances) != claims["basis"], "stance",
            "use a stance of code/tables/stances.csv that goes with the row's basis")
    _refuse(claims, ~claims["source"].isin([row["source"] for row in table("sources")]), "source",
            "use a source of code/tables/sources.csv")
    if "conditions" in claims.columns:
        known = {row["condition"] for row in table("conditions")}
        said = claims["conditions"].map(lambda value: _conditions(value) <= known).astype(bool)
        _refuse(claims, ~said, "conditions", "use those of code/tables/conditions.csv, joined by semicolons")
    _refuse(claims, ~(claims["start"] < claims["end"]), "end", "give offsets with start before end", "is not after the start")
    rank = claims["stance"].map(ranks()).astype("Int64")
    if "rank" in claims.columns:
        given = pd.to_numeric(claims["rank"], errors="coerce")
        _refuse(claims, claims["rank"].notna() & (given != rank).fillna(True).astype(bool), "rank",
                "leave the rank out, or give the stance's own (denied 0 to routine 3)")
    _refuse(claims, claims.duplicated(ONE_CLAIM), "item",
            f"keep one claim per sentence, item and basis: claims.drop_duplicates({ONE_CLAIM})", "stands twice")
    order = claims.assign(rank=rank, _item=_item_order(claims["item"]))
    order = order.sort_values(["article", "start", "end", "_item", "basis"], kind="stable")
    return order.drop(columns="_item").reset_index(drop=True)


def positions(claims, articles=None, upper=False):
    """Where each article stands: one row per article × ordered item, silent ones included.

    `claims` is a table as `koujing.code.claims.frame` makes it; `articles` lists the names of all articles, so that
    one without a claim is there as silent (default: those that have a claim). Counted: basis practice, source other
    than comment. `upper` takes the upper of two middle ranks, which the codebook does not. Rows are sorted by article,
    then item in codebook order. Columns:

    article, item; claims (int64, how many); stances (such as "routine; rare", highest rank first, "" when silent);
    lowest, highest (ranks, Int64); position (Int64, the median rank, lower of the two middle ones where even);
    spread (highest − lowest, Int64); self_contradictory (bool, spread of 2 or more); conditions_named (those that any
    of the claims names, joined by "; " in codebook order, "" where none does).

    Raises ValueError for a table that `checked` refuses, and for a claim whose article is not among `articles`.
    """
    claims = checked(claims)
    names = _article_names(claims, articles)
    return _positions(claims[claims["source"] != "comment"], names, upper)


def comments(claims, articles=None):
    """Where the readers' comments under each article stand: the columns of `positions`, source comment only."""
    claims = checked(claims)
    names = _article_names(claims, articles)
    return _positions(claims[claims["source"] == "comment"], names)


def matrix(positions):
    """Positions, 18 items (rows, codebook order) × articles (columns, sorted): Int64, missing when silent."""
    wide = positions.pivot(index="item", columns="article", values="position")
    return wide.reindex(ordered_items()).astype("Int64").rename_axis(index="item", columns="article")


def norms(claims):
    """What each article says is allowed, required or forbidden: article, item, stance, claims (how many).

    Basis norm, source other than comment, all items. Sorted by article, item in codebook order, stance.
    """
    claims = checked(claims)
    claims = claims[(claims["basis"] == "norm") & (claims["source"] != "comment")]
    counts = claims.groupby(["article", "item", "stance"], sort=True).size().rename("claims").reset_index()
    counts = counts.assign(_item=_item_order(counts["item"]))
    counts = counts.sort_values(["article", "_item", "stance"], kind="stable")
    return counts[NORM_COLUMNS].reset_index(drop=True).astype({"claims": "int64"})


def _positions(claims, names, upper=False):
    claims = claims[(claims["basis"] == "practice") & claims["item"].isin(ordered_items())]
    grid = pd.MultiIndex.from_product([names, ordered_items()], names=["article", "item"])
    by_rank = {rank: stance for stance, rank in ranks().items()}
    scale = sorted(by_rank)
    counts = pd.crosstab([claims["article"], claims["item"]], claims["rank"].astype("int64")) if len(claims) else None
    if counts is None:
        counts = pd.DataFrame(0, index=grid, columns=scale)
    counts = counts.reindex(index=grid, columns=scale, fill_value=0).to_numpy(dtype="int64")
    total = counts.sum(axis=1)
    spoken = total > 0
    taken = counts > 0
    lowest = taken.argmax(axis=1)
    highest = len(scale) - 1 - taken[:, ::-1].argmax(axis=1)
    middle = (np.maximum(total, 1) - (not upper)) // 2
    position = (counts.cumsum(axis=1) > middle[:, None]).argmax(axis=1)
    scale = np.array(scale)
    result = grid.to_frame(index=False)
    result["claims"] = total
    named = ["; ".join(by_rank[rank] for rank in scale[row][::-1]) for row in taken]
    result["stances"] = pd.Series(named, dtype="str")
    for name, where in (("lowest", lowest), ("highest", highest), ("position", position)):
        result[name] = pd.array(scale[where], dtype="Int64")
        result.loc[~spoken, name] = pd.NA
    result["spread"] = result["highest"] - result["lowest"]
    result["self_contradictory"] = (result["spread"] >= 2).fillna(False).astype(bool)
    result["conditions_named"] = pd.Series(_named(claims).reindex(grid, fill_value="").to_numpy(), dtype="str")
    return result[COLUMNS]


def _named(claims):
    """The conditions that the claims of each article on each item name, in codebook order: a Series of str."""
    order = [row["condition"] for row in table("conditions")]
    found = {}
    if "conditions" in claims.columns:
        for article, item, value in zip(claims["article"], claims["item"], claims["conditions"], strict=True):
            found.setdefault((article, item), set()).update(_conditions(value))
    index = pd.MultiIndex.from_tuples(found, names=["article", "item"]) if found else pd.MultiIndex.from_arrays([[], []])
    return pd.Series(["; ".join(sorted(names, key=order.index)) for names in found.values()], index=index, dtype="object")


def _conditions(value):
    """The conditions in one cell of a table of claims, as a set; empty where the cell is."""
    return set(value.split("; ")) - {""} if isinstance(value, str) else set()


def _article_names(claims, articles):
    found = set(claims["article"])
    if articles is None:
        return sorted(found)
    names = sorted(set(articles))
    stray = sorted(found - set(names))
    if stray:
        raise ValueError(f"claims name the article {stray[0]!r}, which is not among `articles`; "
                         "add it there, or drop its claims")
    return names


def _item_order(column):
    return column.map({item: place for place, item in enumerate(items())})


def _refuse(claims, bad, column, cure, fault=None):
    where = np.flatnonzero(np.asarray(bad, dtype=bool))
    if len(where):
        row = claims.iloc[where[0]]
        value = row[column].item() if hasattr(row[column], "item") else row[column]
        fault = fault or "is not in the codebook"
        raise ValueError(f"claims row {where[0]} (article {row['article']!r}, start {row['start']}): "
                         f"{column} {value!r} {fault}; {cure}")
