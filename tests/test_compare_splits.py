"""Contradictions counted without listing them: the same numbers as the list gives, whatever the claims; and a few of each."""
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from invented import examples

from koujing.code.claims import Claim, Timing, frame
from koujing.compare import contradictions, splits
from koujing.compare.trust import load_coding
from koujing.tables import claims_table, coded_articles

ITEMS = ("stage.visit", "channel.sms", "fact.operator", "rule.no_abuse")
PRACTICE, NORM = ("routine", "conditional", "rare", "denied"), ("permitted", "required", "prohibited")


@st.composite
def one_claim(draw):
    """A claim's fields, of few values each, so that whatever lets a pair off occurs."""
    item = draw(st.sampled_from(ITEMS))
    basis = "practice" if item == "fact.operator" else draw(st.sampled_from(("practice", "practice", "norm")))
    stance = draw(st.sampled_from(PRACTICE if basis == "practice" else NORM))
    first, last = draw(st.sampled_from((None, 0, 10, 40))), draw(st.sampled_from((None, 5, 30, 90)))
    return {
        "article": draw(st.sampled_from("abcde")), "start": draw(st.integers(0, 3)), "item": item, "basis": basis,
        "stance": stance, "source": draw(st.sampled_from(("author", "official", "case", "user_report", "comment"))),
        "value": draw(st.sampled_from(("", "webank", "ant"))) if item == "fact.operator" else "",
        "conditions": draw(st.sampled_from(("", "", "consent", "unreachable", "consent; unreachable"))),
        "timing": draw(st.sampled_from(("", "初期", "后期", "another"))), "day_min": first, "day_max": last,
        "lenders": draw(st.sampled_from(("", "weilidai", "jiebei", "jiebei; weilidai"))),
        "limits": draw(st.sampled_from(("", "small_sum", "manner", "open", "state", "unconsented", "one_borrower", "inquiry",
                                        "dunning", "early; small_sum")))}


def as_claims(rows):
    """The table of claims with these fields, one for each sentence, item and basis."""
    empty = frame(()).assign(lenders="", limits="")
    table = pd.DataFrame(rows, columns=[*rows[0]] if rows else [*empty.columns]).drop_duplicates(contradictions_key())
    table = table.assign(end=table["start"] + 5, quote=[f"quote {start}" for start in table["start"]], rules="")
    return table.astype({"day_min": "Int64", "day_max": "Int64", "start": "int64"}).reset_index(drop=True)


def contradictions_key():
    return ["article", "start", "item", "basis"]


def listed(claims):
    """What `splits` should give, from the list of pairs."""
    rows, days = [], days_from(claims)
    pairs = contradictions.contradictions(claims)
    order = [(item, clash) for item in contradictions.items() for clash in contradictions.CLASHES]
    for key, group in sorted(pairs.groupby(["item", "clash"]), key=lambda part: order.index(part[0])):
        sides = [set(), set()]
        for row in group.itertuples():
            places = [(row.article_a, row.start_a, row.item), (row.article_b, row.start_b, row.item)]
            low = {"stance": lambda: PRACTICE.index(row.stance_a) > PRACTICE.index(row.stance_b),  # noqa: B023
                   "norm": lambda: row.stance_a == "prohibited", "operator": lambda: True,  # noqa: B023
                   "days": lambda: days[places[0]] < days[places[1]]}  # noqa: B023
            names = (row.article_a, row.article_b) if low[key[1]]() else (row.article_b, row.article_a)
            for side, name in zip(sides, names, strict=True):
                side.add(name)
        within = int((group["kind"] == "within").sum())
        sizes = [pd.NA] * 2 if key[1] == "operator" else list(map(len, sides))
        rows.append((*key, within, len(group) - within, len(group), len(sides[0] | sides[1]), *sizes))
    return rows


def days_from(claims):
    """The first day of each claim on practice, by article, start and item; 0 where it has none."""
    told = claims[claims["basis"] == "practice"]
    return dict(zip(zip(told["article"], told["start"], told["item"], strict=True), told["day_min"].fillna(0), strict=True))


def first_of(claims, most):
    """What `exemplary` should give, from the list of pairs: the first of each item that share no claim."""
    pairs = contradictions.contradictions(claims)
    taken, used, count = [], set(), {}
    for place, row in enumerate(pairs.itertuples()):
        basis = "norm" if row.clash == "norm" else "practice"
        mine = {(row.item, basis, row.article_a, row.start_a), (row.item, basis, row.article_b, row.start_b)}
        if count.get(row.item, 0) < most and not mine & used:
            used |= mine
            count[row.item] = count.get(row.item, 0) + 1
            taken.append(place)
    return pairs.iloc[taken].reset_index(drop=True)


def same(claims):
    found = splits.splits(claims)
    assert splits.COLUMNS == found.columns.tolist()
    assert listed(claims) == list(found.itertuples(index=False, name=None))
    pd.testing.assert_frame_equal(first_of(claims, 3), splits.exemplary(claims, 3), check_dtype=False)


@examples(50)
@given(st.lists(one_claim(), max_size=40))
def test_the_counts_are_those_of_the_list(rows):
    same(as_claims(rows))


@examples(10)
@given(st.lists(one_claim(), min_size=20, max_size=40))
def test_the_size_of_a_block_changes_nothing(rows):
    claims = as_claims(rows)
    usual, whole = splits.BLOCK, splits.splits(claims)
    try:
        splits.BLOCK = 3
        pd.testing.assert_frame_equal(whole, splits.splits(claims))
        pd.testing.assert_frame_equal(first_of(claims, 2), splits.exemplary(claims, 2), check_dtype=False)
    finally:
        splits.BLOCK = usual


@pytest.mark.parametrize("name", ["gold", "dev", "dev2"])
def test_the_counts_are_those_of_the_list_on_articles(name):
    coding = load_coding(name)
    claims = claims_table(coded_articles(coding), reviewed=False)
    assert len(listed(claims)) >= (2 if name == "gold" else 5)
    same(claims)


def test_a_span_that_ends_before_it_starts_clashes_with_its_like():
    claims = as_claims([{"article": name, "start": 0, "item": "stage.visit", "basis": "practice", "stance": "routine",
                         "source": "author", "day_min": 40, "day_max": 5, "timing": ""} for name in "abc"])
    assert [("stage.visit", "days", 0, 3, 3, 3, 3, 3)] == list(splits.splits(claims).itertuples(index=False, name=None))
    pd.testing.assert_frame_equal(first_of(claims, 3), splits.exemplary(claims, 3), check_dtype=False)


def test_words_for_a_time_that_no_denial_has_are_no_words_that_one_has():
    claims = as_claims([{"article": name, "start": 0, "item": "stage.visit", "basis": "practice", "stance": stance,
                         "source": "author", "day_min": None, "day_max": None, "timing": timing}
                        for name, stance, timing in (("a", "denied", "another"), ("b", "routine", "初期"),
                                                     ("c", "routine", "another"), ("d", "routine", ""))])
    assert [("stage.visit", "stance", 0, 1, 1, 2, 1, 1)] == list(splits.splits(claims).itertuples(index=False, name=None))


def test_a_split_tells_how_many_stand_on_each_side():
    claims = frame([Claim(name, 0, 5, "quote", "stage.visit", "practice", stance)
                    for name, stance in zip("abcdefg", ["denied"] * 2 + ["routine"] * 4 + ["rare"], strict=True)])
    assert [("stage.visit", "stance", 0, 12, 12, 7, 3, 4)] == list(splits.splits(claims).itertuples(index=False, name=None))
    shown = splits.exemplary(claims, 2)
    assert [("a", "c"), ("b", "d")] == list(shown[["article_a", "article_b"]].itertuples(index=False, name=None))


def test_ten_thousand_against_ten_thousand_are_counted_in_little_memory():
    random = np.random.default_rng(0)
    said = zip(random.choice(PRACTICE, 20_000), random.integers(1, 60, 20_000).tolist(), strict=True)
    claims = frame([Claim(f"{number:05d}", 0, 5, "quote", "stage.visit", "practice", stance,
                          timing=Timing(f"第{day}天", day, day))
                    for number, (stance, day) in enumerate(said)])
    tracemalloc.start()
    found, shown = splits.splits(claims), splits.exemplary(claims, 3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100e6 and 3 == len(shown)
    assert found.set_index("clash")["pairs"]["days"] > 10e6


def test_no_claim_splits_nothing():
    nothing = frame(())
    assert splits.splits(nothing).empty and splits.COLUMNS == splits.splits(nothing).columns.tolist()
    assert splits.exemplary(nothing).empty and contradictions.COLUMNS == splits.exemplary(nothing).columns.tolist()
