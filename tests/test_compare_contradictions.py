"""Which pairs of claims cannot both hold, and which only seem to clash."""
from itertools import combinations

import pandas as pd
import pytest

from koujing.code.claims import Claim, frame
from koujing.code.codebook import ranks
from koujing.compare import contradictions as room
from koujing.compare.trust import load_coding


def claim(article, start, stance, item="stage.visit", **fields):
    return Claim(article, start, start + 5, f"quote {start}", item, fields.pop("basis", "practice"), stance, **fields)


def pairs(*claims):
    return room.contradictions(frame(claims))


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


def test_conditions_do_not_excuse_two_unconditional_stances():
    assert 1 == len(pairs(claim("a", 0, "routine", conditions=("consent",)),
                          claim("b", 0, "denied", conditions=("refusal",))))


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
    expected = 0
    practice = [one for one in load_coding(name).claims if one.basis == "practice" and one.source != "comment"]
    for one, other in combinations(practice, 2):
        if one.item == other.item == "fact.operator":
            expected += one.value != other.value
        elif one.item == other.item and abs(ranks()[one.stance] - ranks()[other.stance]) >= 2:
            named = set(one.conditions), set(other.conditions)
            conditional = "conditional" in (one.stance, other.stance)
            expected += not (conditional and all(named) and named[0] != named[1])
    assert expected > 0
    assert expected == len(room.contradictions(frame(load_coding(name).claims)))


def test_no_claims_give_empty_tables_with_their_columns():
    empty = pairs()
    assert room.COLUMNS == empty.columns.tolist() and empty.empty
    assert [*room.COLUMNS, "pairs"] == room.representative(empty).columns.tolist()
    assert room.SUMMARY_COLUMNS == room.summary(empty).columns.tolist()
    assert pairs(claim("a", 0, "rare")).empty
