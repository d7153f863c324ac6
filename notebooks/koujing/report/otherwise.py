"""Had we coded otherwise: every headline finding again under other decisions, and what carries each.

Decisions and findings stand in `show/tables/otherwise.csv` and `headlines.csv`, with why somebody might decide so.
"""
from dataclasses import replace

import pandas as pd

from ..code.claims import frame
from ..code.codebook import ranks
from ..compare import findings, overturn
from ..show.style import table
from ..tables import claims_table, witnesses_table
from .contents import laws
from .headlines import hand_coding

EFFECTS = ("stands", "changes", "falls", "not asked")
COLUMNS = ["finding", "decision", "numbers", "effect"]
AS_CODED = "as coded"
MERGED = {"required": "routine", "permitted": "conditional", "prohibited": "denied"}  # a norm, read as practice
TESTIMONY = ("case", "user_report")


def alternatives(articles):
    """A data frame of every headline finding under every decision: finding, decision, numbers (in words), effect.

    effect: "stands" (the same numbers), "changes" (other numbers, but the finding's statement still holds, or still does
    not), "falls" (it no longer holds, or now does), or "not asked" where the decision has nothing to decide here: no
    damaged article, no copies, no hand coding. The first rows are those of "as coded".
    """
    claims, names = claims_table(articles), [article.name for article in articles]
    base = _findings(claims, names, articles)
    rows = [(name, AS_CODED, _words(name, *base[name]), "stands") for name in base]
    for row in table("otherwise"):
        other = DECISIONS[row["decision"]](claims, names, articles)
        rows += [(name, row["decision"], *_effect(name, base[name], other and other[name])) for name in base]
    return pd.DataFrame(rows, columns=COLUMNS)


def statements(articles):
    """`{finding: its statement, true of these articles as coded}`, in English."""
    claims, names = claims_table(articles), [article.name for article in articles]
    base = _findings(claims, names, articles)
    return {row["finding"]: row["statement" if base[row["finding"]][1] else "otherwise"] for row in table("headlines")}


def _effect(name, before, after):
    if after is None:
        return "", "not asked"
    effect = "falls" if before[1] != after[1] else "stands" if before[0] == after[0] else "changes"
    return _words(name, *after), effect


def _words(name, numbers, _):
    pattern = next(row["numbers"] for row in table("headlines") if row["finding"] == name)
    return pattern.format(*("not defined" if number is None else f"{number:.2f}" if isinstance(number, float) else number
                            for number in numbers))


def _findings(claims, names, articles, upper=False, split=None):
    """`{finding: (numbers, whether its statement holds)}`, in the order of the table; `split` overrides the torn cells."""
    at = findings.standing(claims, names, upper=upper)
    if split is not None:
        at = replace(at, torn=split(at))
    found, margins = findings.numbers(at), findings.margins(at)
    result = {name: (found[name], margins[name] > 0) for name in found}
    cited = laws([article for article in articles if article.name in set(names)])
    sound = int((cited["outcome"] == "in force").sum())
    result["law"] = (sound, len(cited)), sound < len(cited)
    return {row["finding"]: result[row["finding"]] for row in table("headlines")}


# Each decision: the findings under it, or None where it has nothing to decide.

def _three(claims, names, articles):
    # Of three stances only the two ends lie two ranks apart.
    ends = claims[~claims["stance"].isin(("conditional", "rare"))].reset_index(drop=True)
    torn = findings.standing(ends, names).torn
    return _findings(_recoded(claims, {"rare": "conditional"}), names, articles, split=lambda _: torn)


def _comments(claims, names, articles):
    return _findings(claims.assign(source=claims["source"].replace("comment", "author")), names, articles)


def _without_testimony(claims, names, articles):
    return _findings(claims[~claims["source"].isin(TESTIMONY)].reset_index(drop=True), names, articles)


def _norms(claims, names, articles):
    merged = claims.sort_values("basis", ascending=False, kind="stable")  # where a sentence has both, its practice counts
    merged = merged.assign(basis="practice", stance=merged["stance"].replace(MERGED))
    merged = merged.drop_duplicates(["article", "start", "end", "item"]).sort_index().reset_index(drop=True)
    return _findings(_ranked(merged), names, articles)


def _without_spun(claims, names, articles):
    damaged = {article.name: len(article.damage) for article in articles}
    worst = max(damaged, key=lambda name: (damaged[name], name), default=None)
    if len(names) < 2 or not damaged[worst]:
        return None
    return _of(claims, [name for name in names if name != worst], articles)


def _without_copies(claims, names, articles):
    kept = witnesses_table(articles).query("kept")["article"]
    return _of(claims, list(kept), articles) if len(kept) else None


def _by_hand(claims, names, articles):
    hand = hand_coding(articles)
    return hand and _findings(frame([claim for claim in hand.claims if claim.article in names]), names, articles)


def _of(claims, names, articles):
    return _findings(claims[claims["article"].isin(names)].reset_index(drop=True), names, articles)


def _recoded(claims, stances):
    """The claims with these practice stances replaced."""
    return _ranked(claims.assign(stance=claims["stance"].replace(stances)))


def _ranked(claims):
    """The claims with the ranks of their stances."""
    return claims.assign(rank=pd.array([ranks().get(stance) for stance in claims["stance"]], dtype="Int64"))


DECISIONS = {
    "three": _three,
    "conditional_rare": lambda claims, names, articles: _findings(_recoded(claims, {"conditional": "rare"}), names, articles),
    "comments": _comments,
    "no_reports": _without_testimony,
    "norms": _norms,
    "upper": lambda claims, names, articles: _findings(claims, names, articles, upper=True),
    "spun": _without_spun,
    "copies": _without_copies,
    "by_hand": _by_hand,
}


def carrying(articles):
    """A data frame of what carries each finding: says, fewest, known, alone, claims.

    One row a finding of `compare.overturn.overturning`: its statement, the fewest claims whose change makes it fall
    (Int64, missing where no change of claims read can), whether fewer are known not to do ("exactly" or "at most"), how
    many claims alone change its numbers, and the row numbers of the fewest in `claims_table`.
    """
    names = [article.name for article in articles]
    told = overturn.overturning(claims_table(articles), names)
    said = statements(articles)
    return pd.DataFrame({
        "says": told["finding"].map(said), "fewest": told["changes"],
        "known": ["" if pd.isna(one) else "exactly" if exact else "at most"
                  for one, exact in zip(told["changes"], told["exact"], strict=True)],
        "alone": told["alone"].map(len), "claims": told["claims"]}).set_index(told["finding"])


def tally(alternatives):
    """What the table of `alternatives` comes to: asked, falling, firm (numbers of findings), fatal (decisions, in English).

    `falling`: under some decision; `firm`: with the same numbers under all; `fatal`: under which any falls.
    """
    other = alternatives[alternatives["decision"] != AS_CODED]
    effects = other.groupby("finding")["effect"].agg(set)
    fatal = set(other.loc[other["effect"] == "falls", "decision"])
    return {"asked": len(effects), "falling": sum("falls" in found for found in effects),
            "firm": sum(found <= {"stands", "not asked"} for found in effects),
            "fatal": [row["en"] for row in table("otherwise") if row["decision"] in fatal]}
