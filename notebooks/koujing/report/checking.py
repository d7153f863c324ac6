"""Which claims a person should look at first: those that are likely to be wrong, and on which findings rest."""
import pandas as pd

from ..code.codebook import label, ranks
from ..compare import contradictions
from ..compare.overturn import overturning
from ..compare.positions import ONE_CLAIM, ORDERED_FAMILIES
from ..review.doubts import least_certain
from ..show.style import table
from ..tables import claims_table

ADDED = ["error", "rule", "position_changes", "contradictions_gone", "carries", "influence", "worth", "reason"]
FEW = 60  # articles: among more, hardly a finding hangs on single claims, and the search for them takes long


def worth_checking(articles, folder=None):
    """The claims that no person has decided on, those first that are most worth it: a data frame.

    The columns of `claims_table`, and error (0 to 1: how often the least certain of its rules was wrong on written
    articles), rule (which that is), position_changes (what the article's position on the item becomes without the claim,
    "" where it stays), contradictions_gone (pairs of articles, or articles with themselves, that no longer contradict each other
    on the item without it), carries (the headline findings that fall if it, and as few others as can be, are read otherwise:
    `compare.overturn`; looked for among `FEW` articles or fewer), influence (how many of all these), worth (error × (1 +
    influence)), reason.
    """
    claims = claims_table(articles, folder=folder)
    found = contradictions.contradictions(claims)
    gone, stances = _gone(found), {rank: stance for stance, rank in ranks().items()}
    cells = {cell: sorted(rows) for cell, rows in _counted(claims).groupby(["article", "item"])["rank"]}
    carried, rows = _carried(claims, [article.name for article in articles]), []
    for row, claim in zip(claims.index, claims.to_dict("records"), strict=True):
        rule, error = least_certain(claim["rules"].split("; ") if claim["rules"] else ())
        moved = _moved(claim, cells.get((claim["article"], claim["item"]), []), stances)
        pairs = gone.get(tuple(claim[name] for name in ONE_CLAIM[:4]), 0)
        held = carried.get(row, {})
        influence = bool(moved) + pairs + len(held)
        rows.append((error, rule, moved, pairs, "; ".join(held), influence, error * (1 + influence),
                     _reason(claim, rule, error, moved, pairs, held)))
    told = pd.DataFrame(rows, columns=ADDED, index=claims.index).astype({"contradictions_gone": "int64", "influence": "int64"})
    whole = pd.concat([claims, told], axis=1)
    whole = whole[whole["reviewed"] == ""]
    return whole.sort_values(["worth", *ONE_CLAIM], ascending=[False] + [True] * 5, kind="stable").reset_index(drop=True)


def _counted(claims):
    """The claims that make positions (codebook §6)."""
    ordered = claims["item"].str.startswith(ORDERED_FAMILIES)
    return claims[(claims["basis"] == "practice") & (claims["source"] != "comment") & ordered]


def _moved(claim, cell, stances):
    """What the article's position becomes without the claim, in words; "" where it stays, or the claim makes none."""
    if claim["basis"] != "practice" or claim["source"] == "comment" or claim["rank"] not in cell:
        return ""
    rest = list(cell)
    rest.remove(claim["rank"])
    before, after = (stances[ranked[(len(ranked) - 1) // 2]] if ranked else "silent" for ranked in (cell, rest))
    return f"{before} → {after}" if before != after else ""


def _gone(pairs):
    """`{(article, start, end, item): number}`: contradictions, one per item and two articles, that rest on one claim alone."""
    found = {}
    for (item, *_), rows in pairs.groupby(["item", "article_a", "article_b"]):
        sides = [set(zip([item] * len(rows), rows[f"article_{side}"], rows[f"start_{side}"], rows[f"end_{side}"], strict=True))
                 for side in "ab"]
        for side in sides:
            if len(side) == 1:  # every pair has this claim
                (item, article, start, end), = side
                found[article, start, end, item] = found.get((article, start, end, item), 0) + 1
    return found


def _carried(claims, names):
    """`{row: {finding: how many claims carry it}}` of the claims whose other reading makes a headline finding fall."""
    found = {}
    if len(names) <= FEW:
        for told in overturning(claims, names).itertuples():
            for row in told.claims:
                found.setdefault(row, {})[told.finding] = len(told.claims)
    return found


def _reason(claim, rule, error, moved, pairs, held):
    """Why the claim is worth a look, in words."""
    parts = [f"rule {rule or '(none)'}: about {error:.0%} of its claims were wrong on written articles"]
    parts += [f"without it the article's position on {label(claim['item'])} goes {moved}"] if moved else []
    parts += [f"without it {pairs} contradiction{'s' * (pairs != 1)} on {label(claim['item'])} would vanish"] if pairs else []
    named = {row["finding"]: f"{row['zh']} {row['en']}" for row in table("headlines")}
    parts += [f"one of {count} claims that carry the finding on {named[finding]}" if count > 1 else
              f"the finding on {named[finding]} falls without it" for finding, count in held.items()]
    return "; ".join(parts)
