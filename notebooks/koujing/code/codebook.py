"""The codebook's vocabulary, read from `tables/*.csv`: items, stances, conditions, sources, operators."""
import csv
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
FAMILIES = ("stage", "channel", "target", "rule", "fact")
POLES = {  # the natural pole of each rule item, codebook §3
    "rule.consent": "required", "rule.privacy": "required", "rule.identification": "required",
    "rule.record": "required", "rule.no_abuse": "prohibited", "rule.hours": "prohibited",
    "rule.frequency": "prohibited",
}


@cache
def table(name):
    """The rows of `tables/<name>.csv`, in file order, as dictionaries of strings."""
    with open(TABLES / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def items():
    """The 26 item codes in codebook order."""
    return tuple(row["item"] for row in table("items"))


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
