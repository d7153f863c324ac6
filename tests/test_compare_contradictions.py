"""Which pairs of claims cannot both hold, and which only seem to clash."""
from itertools import combinations

import pandas as pd
import pytest

from koujing.code.claims import Claim, Timing, frame
from koujing.code.codebook import ranks
from koujing.compare import contradictions as room
from koujing.compare.trust import load_coding


def claim(article, start, stance, item="stage.visit", **fields):
    return Claim(article, start, start + 5, f"quote {start}", item, fields.pop("basis", "practice"), stance, **fields)


def pairs(*claims, **columns):
    """The contradictions among claims; further columns, such as lenders, in the claims' order."""
    return room.contradictions(frame(claims).assign(**columns))


def from_day(first, last=None):
    return Timing(f"{first} to {last}", first, last)


@pytest.mark.parametrize("one, other, distance", [
    ("routine", "denied", 3), ("routine", "rare", 2), ("conditional", "denied", 2),
    ("routine", "conditional", None), ("rare", "denied", None), ("rare", "conditional", None), ("rare", "rare", None)])
def test_stances_two_ranks_apart_clash(one, other, distance):
    found = pairs(claim("a", 0, one), claim("b", 0, other))
    assert ([] if distance is None else [distance]) == found["distance"].tolist()


def test_both_sides_carry_their_evidence():
    row = pairs(claim("b", 7, "denied", source="official"), claim("a", 3, "routine")).iloc[0]
    assert ("a", 3, 8, "quote 3", "routine", "author") == (
        row.article_a, row.start_a, row.end_a, row.quote_a, row.stance_a, row.source_a)
    assert ("b", 7, 12, "quote 7", "denied", "official") == (
        row.article_b, row.start_b, row.end_b, row.quote_b, row.stance_b, row.source_b)
    assert ("between", "routine against denied: 3 ranks apart") == (row.kind, row.why)


@pytest.mark.parametrize("other", [
    claim("b", 0, "prohibited", basis="norm"), claim("b", 0, "denied", source="comment"),
    claim("b", 0, "denied", item="stage.legal_action")])
def test_norm_comment_and_other_item_do_not_clash_with_practice(other):
    assert pairs(claim("a", 0, "routine"), other).empty


@pytest.mark.parametrize("one, other, clash", [
    (("consent",), ("severe_overdue",), False), (("consent",), ("consent",), True), (("consent",), (), True),
    ((), ("consent",), True), (("consent", "lawful"), ("lawful", "consent"), True)])
def test_different_conditions_can_both_hold(one, other, clash):
    found = pairs(claim("a", 0, "conditional", conditions=one), claim("b", 0, "denied", conditions=other))
    assert clash == (len(found) == 1)


@pytest.mark.parametrize("one, other, clash", [
    ("weilidai", "jiebei", False), ("weilidai", "jiebei; weilidai", True), ("weilidai", "", True), ("", "", True)])
def test_two_lenders_do_not_clash(one, other, clash):
    assert clash == bool(len(pairs(claim("a", 0, "routine"), claim("b", 0, "denied"), lenders=[one, other])))


@pytest.mark.parametrize("low, limits_low, high, limits_high, clash", [
    ("rare", "small_sum", "routine", "", False), ("rare", "small_sum", "routine", "small_sum", True),
    ("rare", "", "routine", "small_sum", True), ("denied", "mass", "conditional", "", False),
    ("denied", "unconsented", "conditional", "", False), ("denied", "unconsented", "routine", "", True),
    ("rare", "", "routine", "manner", False), ("denied", "", "routine", "manner", True),
    ("denied", "", "conditional", "open", False)])
def test_a_limited_sentence_clashes_within_its_limit(low, limits_low, high, limits_high, clash):
    assert clash == bool(len(pairs(claim("a", 0, low), claim("b", 0, high), limits=[limits_low, limits_high])))


@pytest.mark.parametrize("low, source_low, high, source_high, clash", [
    ("denied", "author", "routine", "user_report", True), ("rare", "author", "routine", "case", False),
    ("denied", "case", "routine", "author", False), ("denied", "user_report", "conditional", "author", False),
    ("rare", "user_report", "routine", "author", True), ("denied", "official", "routine", "law", True)])
def test_one_borrowers_case_excludes_a_flat_denial_and_nothing_else(low, source_low, high, source_high, clash):
    assert clash == bool(len(pairs(claim("a", 0, low, source=source_low), claim("b", 0, high, source=source_high))))


@pytest.mark.parametrize("low, high, clash", [
    (from_day(None, 60), None, False), (from_day(None, 60), from_day(90), False), (from_day(None, 60), from_day(30), True),
    (None, from_day(30), True), (Timing("初期"), None, False), (Timing("初期"), Timing("初期"), True)])
def test_a_denial_for_a_time_clashes_with_what_is_said_of_that_time(low, high, clash):
    assert clash == bool(len(pairs(claim("a", 0, "denied", timing=low), claim("b", 0, "routine", timing=high))))


@pytest.mark.parametrize("one, other, why", [
    (from_day(30, 60), from_day(180), "days 30 to 60 against from day 180: 120 days apart"),
    (from_day(45, 45), from_day(None, 30), "day 45 against up to day 30: 15 days apart"),
    (from_day(60, 60), from_day(61, 120), None), (from_day(30), from_day(90), None), (from_day(30), Timing("后来"), None)])
def test_a_step_taken_once_clashes_on_days_that_lie_apart(one, other, why):
    found = pairs(claim("a", 0, "routine", "stage.outsourced", timing=one),
                  claim("b", 0, "conditional", "stage.outsourced", timing=other))
    assert ([] if why is None else [("days", why, 2)]) == list(
        found[["clash", "why", "distance"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("fields", [{"item": "stage.reminder"}, {"item": "stage.credit_report"}, {"item": "channel.sms"},
                                    {"item": "stage.outsourced", "source": "case"}])
def test_days_of_what_recurs_or_of_one_case_do_not_clash(fields):
    assert pairs(claim("a", 0, "routine", timing=from_day(1, 3), **fields),
                 claim("b", 0, "routine", timing=from_day(60), **fields)).empty


def test_what_still_lasts_on_two_days_does_not_clash():
    still = [claim(name, 0, "routine", "stage.internal", timing=from_day(day, day)) for name, day in (("a", 20), ("b", 60))]
    assert 1 == len(pairs(*still, limits=["state", ""])) and pairs(*still, limits=["state", "state"]).empty


def norm(article, stance, **fields):
    return claim(article, 0, stance, "target.workplace", basis="norm", **fields)


@pytest.mark.parametrize("one, other, clash", [
    ({}, {}, True), ({"conditions": ("consent",)}, {}, True), ({"conditions": ("consent",)}, {"conditions": ("consent",)}, False),
    ({}, {"source": "official"}, False), ({"source": "official"}, {"source": "official"}, True)])
def test_permission_clashes_with_prohibition(one, other, clash):
    found = pairs(norm("a", "permitted", **one), norm("b", "prohibited", **other))
    assert ([("norm", "permitted against prohibited")] if clash else []) == list(
        found[["clash", "why"]].itertuples(index=False, name=None))


def test_a_ban_on_abuse_is_no_ban_on_contact():
    abuse = claim("b", 0, "prohibited", "rule.no_abuse", basis="norm")
    assert pairs(norm("a", "permitted"), norm("b", "prohibited"), abuse).empty


def test_asking_after_the_borrower_is_not_dunning():
    assert pairs(norm("a", "permitted"), norm("b", "prohibited"), limits=["inquiry", "dunning"]).empty


def test_comments_are_listed_apart_and_only_against_their_own_article():
    claims = frame([claim("a", 0, "routine"), claim("a", 9, "denied", source="comment"),
                    claim("a", 20, "routine", source="comment"), claim("b", 0, "denied")])
    assert [("a", "b")] == list(room.contradictions(claims)[["article_a", "article_b"]].itertuples(index=False, name=None))
    row, = room.against_comments(claims).itertuples()
    assert (0, 9, "author", "comment") == (row.start_a, row.start_b, row.source_a, row.source_b)


def test_a_row_carries_timing_gloss_and_the_rules_that_fired():
    found = room.contradictions(frame([claim("a", 0, "routine", timing=Timing("初期"), rules=("visit.word",)),
                                       claim("b", 7, "denied")]), {"quote 7": "seven"}).iloc[0]
    assert ("初期", "", "visit.word") == (found.timing_a, found.gloss_a, found.rules_a)
    assert ("", "seven", "") == (found.timing_b, found.gloss_b, found.rules_b)


def test_every_kind_of_clash_is_counted():
    found = pairs(claim("a", 0, "routine"), claim("a", 9, "denied"), norm("a", "permitted"), norm("b", "prohibited"))
    assert [("stance", 1, 0, 1), ("operator", 0, 0, 0), ("norm", 0, 1, 1), ("days", 0, 0, 0)] == list(
        room.clash_counts(found).itertuples(index=False, name=None))


def test_two_operators_clash_and_one_operator_does_not():
    found = pairs(*(claim(name, 0, "routine", item="fact.operator", value=value)
                    for name, value in (("a", "webank"), ("b", "ant"), ("c", "webank"))))
    assert [("a", "b"), ("b", "c")] == list(zip(found["article_a"], found["article_b"], strict=True))
    assert "different operators: webank against ant" == found["why"][0]


def test_rows_are_ranked_by_distance_then_item_then_place():
    found = pairs(claim("a", 0, "routine"), claim("a", 10, "rare"), claim("b", 0, "denied"),
                  claim("a", 20, "routine", item="stage.reminder"), claim("b", 9, "rare", item="stage.reminder"))
    assert [("stage.visit", 3, "between"), ("stage.reminder", 2, "between"), ("stage.visit", 2, "within")] == list(
        found[["item", "distance", "kind"]].itertuples(index=False, name=None))


def test_representative_keeps_the_farthest_first_pair_and_counts_the_rest():
    found = pairs(claim("a", 0, "rare"), claim("a", 10, "denied"), claim("b", 0, "routine"), claim("b", 10, "routine"))
    assert 4 == len(found)
    row, = room.representative(found).itertuples()
    assert (3, 10, 0, 4) == (row.distance, row.start_a, row.start_b, row.pairs)


def test_summary_counts_by_item_and_kind():
    found = pairs(claim("a", 0, "routine"), claim("a", 10, "denied"), claim("b", 0, "routine"))
    assert [("stage.visit", 1, 1, 2)] == list(room.summary(found).itertuples(index=False, name=None))


def test_order_of_the_claims_does_not_matter():
    claims = frame(load_coding("dev").claims)
    shuffled = claims.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(room.contradictions(claims), room.contradictions(shuffled))


@pytest.mark.parametrize("name", ["gold", "dev"])
def test_pairs_of_a_hand_coding_equal_a_plain_count(name):
    """Stances and operators only, by a loop over all pairs; no lenders and limits, as the coding has none."""
    expected = 0
    practice = [one for one in load_coding(name).claims if one.basis == "practice" and one.source != "comment"]
    for one, other in combinations(practice, 2):
        if one.item == other.item == "fact.operator":
            expected += one.value != other.value
        elif one.item == other.item and abs(ranks()[one.stance] - ranks()[other.stance]) >= 2:
            low, high = sorted((one, other), key=lambda claim: ranks()[claim.stance])
            cases = [claim.source in ("case", "user_report") for claim in (low, high)]
            single = cases[0] and low.stance == "denied" or cases[1] and low.stance != "denied"
            conditions = low.conditions and high.conditions and set(low.conditions) != set(high.conditions)
            expected += not (single or conditions or low.timing and not of_one_time(low.timing, high.timing))
    assert expected > 0
    assert expected == room.contradictions(frame(load_coding(name).claims))["clash"].isin(("stance", "operator")).sum()


def of_one_time(low, high):
    spans = [(time.day_min or 0, float("inf") if time.day_max is None else time.day_max)
             if time and (time.day_min, time.day_max) != (None, None) else None for time in (low, high)]
    return bool(high) and low.text == high.text or all(spans) and max(spans)[0] <= min(spans[0][1], spans[1][1])


def test_no_claims_give_empty_tables_with_their_columns():
    empty = pairs()
    assert room.COLUMNS == empty.columns.tolist() and empty.empty
    assert [*room.COLUMNS, "pairs"] == room.representative(empty).columns.tolist()
    assert room.SUMMARY_COLUMNS == room.summary(empty).columns.tolist()
    assert pairs(claim("a", 0, "rare")).empty
