"""The codebook's vocabulary, read from `tables/*.csv`: items, stances, conditions, sources, operators."""
from functools import cache
from pathlib import Path

from ..read.rows import rows

TABLES = Path(__file__).parent / "tables"
FAMILIES = ("stage", "channel", "target", "rule", "fact")


@cache
def table(name):
    """The rows of `tables/<name>.csv`, in file order, as dictionaries of strings."""
    return rows(TABLES, name)


@cache
def items():
    """The item codes in codebook order, 26 of ours: family by family, within a family as the table has them."""
    return tuple(sorted((row["item"] for row in table("items")), key=lambda item: FAMILIES.index(item.split(".")[0])))


@cache
def item_order():
    """`{item: its place}` in codebook order."""
    return {item: place for place, item in enumerate(items())}


@cache
def poles():
    """The natural pole of each rule item, codebook §3: `required` or `prohibited`."""
    return {row["item"]: row["pole"] for row in table("items") if row["pole"]}


@cache
def ranks():
    """The rank of each practice stance: `denied` 0 … `routine` 3 (codebook §3)."""
    return {row["stance"]: int(row["rank"]) for row in table("stances") if row["rank"]}


@cache
def label(code):
    """The bilingual label of a code: `label("channel.sms")` is "短信 SMS"."""
    for name, key in (("items", "item"), ("stances", "stance"), ("conditions", "condition"),
                      ("sources", "source"), ("operators", "value")):
        for row in table(name):
            if row[key] == code:
                return row.get("label") or f"{row['zh']} {row['en']}"
    raise KeyError(code)
