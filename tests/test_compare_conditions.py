"""Which condition each article puts on which contact, and on what footing contact is made."""
import pytest

from koujing.code.claims import Claim, frame
from koujing.compare import conditions
from koujing.compare.trust import load_coding


def claim(article, start, stance, *named, item="target.family", **fields):
    return Claim(article, start, start + 5, f"quote {start}", item, fields.pop("basis", "practice"), stance, conditions=named,
                 **fields)


def footings(*claims):
    return list(conditions.footings(frame(claims))[["item", "footing", "claims", "stances"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("stance, named, source, expected", [
    ("routine", (), "author", "in any case"), ("routine", (), "user_report", "reported to have happened"),
    ("conditional", (), "case", "possibly"), ("rare", (), "author", "rarely"), ("denied", (), "case", "never"),
    ("rare", ("unreachable", "refusal"), "author", "if unreachable"), ("conditional", ("consent",), "law", "with consent"),
    ("conditional", ("lawful",), "author", "on other conditions")])
def test_the_footing_of_a_claim(stance, named, source, expected):
    assert [("target.family", expected, 1, stance)] == footings(claim("a", 0, stance, *named, source=source))


def test_two_conditions_put_a_claim_on_two_footings():
    assert ["if unreachable", "with consent"] == [
        row[1] for row in footings(claim("a", 0, "conditional", "consent", "lawful", "unreachable"))]


@pytest.mark.parametrize("left_out", [
    claim("a", 0, "routine", source="comment"), claim("a", 0, "permitted", basis="norm"),
    claim("a", 0, "routine", item="channel.sms")])
def test_comments_norms_and_other_items_are_left_out(left_out):
    assert [] == footings(left_out)


def test_conditions_are_counted_by_article_and_contact():
    rows = conditions.by_condition(frame([
        claim("a", 0, "conditional", "unreachable", "refusal"), claim("a", 9, "rare", "unreachable"), claim("a", 20, "denied"),
        claim("a", 30, "conditional", "large_amount", item="stage.visit"), claim("b", 0, "conditional", "consent")]))
    assert [("a", "target.family", "unreachable", 2, "conditional; rare"), ("a", "target.family", "refusal", 1, "conditional"),
            ("a", "target.family", "none named", 1, "denied"), ("a", "stage.visit", "large_amount", 1, "conditional"),
            ("b", "target.family", "consent", 1, "conditional")] == list(rows.itertuples(index=False, name=None))
    table = conditions.wide(rows)
    assert ["article", "item", "unreachable", "refusal", "large_amount", "consent", "none named"] == table.columns.tolist()
    assert [("a", "target.family", 2, 1, 0, 0, 1), ("a", "stage.visit", 0, 0, 1, 0, 0), ("b", "target.family", 0, 0, 0, 1, 0)] \
        == list(table.itertuples(index=False, name=None))


@pytest.mark.parametrize("name", ["gold", "dev"])
def test_every_claim_of_a_hand_coding_stands_under_each_of_its_conditions(name):
    claims = frame(load_coding(name).claims)
    counted = claims[(claims["basis"] == "practice") & (claims["source"] != "comment") & claims["item"].isin(conditions.CONTACTS)]
    named = counted["conditions"].map(lambda text: len(text.split("; ")) if text else 1)
    assert named.sum() == conditions.by_condition(claims)["claims"].sum() > 0


def test_no_claims_give_empty_tables():
    empty = frame([])
    assert conditions.by_condition(empty).empty and conditions.footings(empty).empty
    assert ["article", "item"] == conditions.wide(conditions.by_condition(empty)).columns.tolist()
