"""The headline findings as numbers and statements, and the claims that carry them."""
from itertools import product

import numpy as np
import pytest

from koujing.code.claims import Claim, frame
from koujing.compare import agreement, findings, overturn, positions
from koujing.compare.trust import load_coding
from koujing.report.headlines import headlines

STANCES = ("denied", "rare", "conditional", "routine")


def table(*rows):
    """A table of claims `(article, item, stance, operator or None)`, each in a sentence of its own."""
    return frame([Claim(article, 10 * at, 10 * at + 9, f"{at:09d}", item, "practice", stance, value=value)
                  for at, (article, item, stance, value) in enumerate(rows)])


@pytest.mark.parametrize("name", ["gold", "dev"])
def test_the_numbers_are_those_of_the_opening(name):
    coding = load_coding(name)
    claims, names = frame(coding.claims), list(coding.articles)
    said, found = headlines(claims, names), findings.numbers(findings.standing(claims, names))
    assert found == {
        "agree": (len(said.by_all), len(said.alike), len(said.items)),
        "visit": (said.routine["stage.visit"], said.speak["stage.visit"]),
        "family": (said.routine["target.family"], said.speak["target.family"]),
        "operator": (len(said.named), len(said.operators)), "self": (len(said.torn), said.articles),
        "silence": (said.silent, said.cells), "alpha": (round(said.alpha.value, 2),)}


def test_alpha_of_whole_ranks_is_krippendorffs():
    random = np.random.default_rng(3)
    for _ in range(200):
        matrix = random.integers(-1, 4, (6, random.integers(1, 6))).astype("int8")
        wanted = agreement.alpha(np.where(matrix < 0, np.nan, matrix)).value
        assert findings.alpha_of(matrix) == (wanted if wanted is None else pytest.approx(wanted, abs=1e-12))


def test_the_upper_median_is_taken_where_asked():
    claims = table(("a", "stage.visit", "rare", None), ("a", "stage.visit", "conditional", None))
    assert (1, 2) == tuple(findings.standing(claims, ["a"], upper=upper).row("stage.visit")[0] for upper in (False, True))
    assert [1] == positions.positions(claims)["position"].dropna().tolist()


def test_statements_hold_or_not():
    claims = table(("a", "stage.visit", "routine", None), ("b", "stage.visit", "denied", None),
                   ("a", "fact.operator", "routine", "webank"), ("b", "fact.operator", "routine", "ant"))
    margins = findings.margins(findings.standing(claims, ["a", "b"]))
    assert {"agree": True, "visit": False, "family": False, "operator": True, "self": False, "silence": True,
            "alpha": False} == {name: margin > 0 for name, margin in margins.items()}


def recoded(claims, row, stance):
    """The claims with one of another stance, or without it."""
    if stance is None:
        return claims.drop(index=row)
    changed = claims.copy()
    changed.loc[row, "stance"], changed.loc[row, "rank"] = stance, STANCES.index(stance)
    return changed


def all_findings(claims, names):
    at = findings.standing(claims, names)
    return {name: (numbers, margin > 0) for name, (numbers, margin) in
            ((name, finding(at)) for name, finding in findings.FINDINGS.items())}


def tried(claims, names, rows):
    """`{finding: (may its numbers change, may it cross over)}` of every way of changing these claims."""
    before, seen = all_findings(claims, names), []
    for stances in product((None, *STANCES), repeat=len(rows)):
        changed = claims
        for row, stance in zip(rows, stances, strict=True):
            changed = recoded(changed, row, stance)
        seen.append(all_findings(changed, names))
    return {name: tuple(any(after[name][part] != old[part] for after in seen) for part in (0, 1))
            for name, old in before.items()}


def random_claims(seed):
    random = np.random.default_rng(seed)
    names = ["a", "b", "c"][:random.integers(2, 4)]
    rows = [(names[random.integers(len(names))], str(random.choice(["stage.visit", "target.family", "channel.sms"])),
             STANCES[random.integers(4)], None) for _ in range(random.integers(3, 8))]
    rows += [(name, "fact.operator", "routine", str(random.choice(["webank", "ant"]))) for name in names if random.random() < 0.5]
    return table(*rows), names


@pytest.mark.parametrize("seed", range(6))
def test_what_carries_a_finding_is_what_trying_every_change_finds(seed):
    claims, names = random_claims(seed)
    told = {row.finding: row for row in overturn.overturning(claims, names).itertuples()}
    practice = claims.index[claims["item"] != "fact.operator"]
    results = {row: tried(claims, names, [row]) for row in practice}
    for finding in set(findings.FINDINGS) - {"operator"}:
        assert {row for row, found in results.items() if found[finding][0]} == set(told[finding].alone), finding
        assert any(found[finding][1] for found in results.values()) == (len(told[finding].claims) == 1)
    before = all_findings(claims, names)["operator"][0]
    named = claims.index.difference(practice)  # these have no other stance to change to
    assert {row for row in named if all_findings(claims.drop(index=row), names)["operator"][0] != before} == \
        set(told["operator"].alone)


@pytest.mark.parametrize("seed", range(4))
def test_the_claims_named_do_make_it_fall(seed):
    claims, names = random_claims(100 + seed)
    for row in overturn.overturning(claims, names).itertuples():
        if row.finding == "operator" or not 1 <= len(row.claims) <= 2:
            continue
        assert tried(claims, names, row.claims)[row.finding][1], row


def test_no_claims_carry_nothing():
    told = overturn.overturning(frame([]), ["a", "b"])
    assert list(findings.FINDINGS) == told["finding"].tolist()
    assert told["changes"].isna().all() and not any(map(len, told["alone"]))
