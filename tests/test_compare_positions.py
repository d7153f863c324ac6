"""Positions against codebook §6: counts, medians, silence, and refusals that name the row."""
import pandas as pd
import pytest

from koujing.code.claims import Claim, frame
from koujing.compare import positions as room


def claims(*rows, **fields):
    """A table of claims from (article, item, stance), each at an offset of its own."""
    made = [Claim(article, 10 * place, 10 * place + 5, "quote", item, fields.get("basis", "practice"), stance,
                  source=fields.get("source", "author")) for place, (article, item, stance) in enumerate(rows)]
    return frame(made)


def cell(table, article, item):
    return table.set_index(["article", "item"]).loc[(article, item)]


def with_conditions(*rows):
    """A table of claims from (article, item, stance, conditions), each at an offset of its own."""
    return frame([Claim(article, 10 * place, 10 * place + 5, "quote", item, "practice", stance, conditions=conditions)
                  for place, (article, item, stance, conditions) in enumerate(rows)])


def visits(*stances):
    return cell(room.positions(claims(*(("a", "stage.visit", stance) for stance in stances))), "a", "stage.visit")


@pytest.mark.parametrize("stances, position", [
    (["routine"], 3), (["rare", "routine"], 1), (["denied", "rare", "routine"], 1),
    (["routine", "routine", "rare", "denied"], 1), (["routine"] * 3 + ["denied"], 3), (["denied"] * 2, 0)])
def test_position_is_the_lower_median_rank(stances, position):
    assert position == visits(*stances).position


def test_stances_are_named_from_the_highest_rank_down():
    row = visits("denied", "routine", "denied")
    assert ("routine; denied", 0, 3, 3, 3) == (row.stances, row.lowest, row.highest, row.spread, row.claims)


@pytest.mark.parametrize("stances, expected", [
    (["routine", "conditional"], False), (["routine", "rare"], True), (["conditional", "denied"], True),
    (["rare", "denied"], False), (["routine"] * 4, False)])
def test_self_contradictory_from_two_ranks_apart(stances, expected):
    assert expected == visits(*stances).self_contradictory


def test_silence_is_missing_and_not_zero():
    table = room.positions(claims(("a", "stage.visit", "denied")), articles=["a", "silent"])
    assert 0 == cell(table, "a", "stage.visit").position
    silent = table[table["article"] == "silent"]
    assert 18 == len(silent)
    assert silent["position"].isna().all() and silent["spread"].isna().all()
    assert [0] == silent["claims"].unique().tolist()
    assert not silent["self_contradictory"].any()


def test_norms_and_comments_are_kept_apart():
    practice = claims(("a", "target.family", "rare"))
    norm = claims(("b", "target.family", "prohibited"), basis="norm")
    comment = claims(("c", "target.family", "routine"), source="comment")
    table = pd.concat([practice, norm, comment], ignore_index=True)
    found = room.positions(table)
    assert ["a"] == found.loc[found["claims"] > 0, "article"].tolist()
    assert [("b", "target.family", "prohibited", 1)] == list(room.norms(table).itertuples(index=False, name=None))
    said = room.comments(table)
    assert ["c"] == said.loc[said["claims"] > 0, "article"].tolist()


def test_matrix_has_items_in_codebook_order_and_articles_sorted():
    matrix = room.matrix(room.positions(claims(("z", "channel.sms", "routine"), ("a", "stage.visit", "rare"))))
    assert list(room.ordered_items()) == matrix.index.tolist()
    assert ["a", "z"] == matrix.columns.tolist()
    assert 3 == matrix.loc["channel.sms", "z"]
    assert 2 == matrix.notna().sum().sum()


def test_order_of_the_rows_does_not_matter():
    table = claims(("b", "stage.visit", "rare"), ("a", "channel.sms", "routine"), ("a", "stage.visit", "routine"))
    pd.testing.assert_frame_equal(room.positions(table), room.positions(table.iloc[::-1]))


def test_no_claims_give_an_empty_table_with_the_columns():
    empty = frame([])
    assert room.COLUMNS == room.positions(empty).columns.tolist() and room.positions(empty).empty
    assert room.NORM_COLUMNS == room.norms(empty).columns.tolist() and room.norms(empty).empty
    assert 18 == len(room.positions(empty, articles=["a"]))


@pytest.mark.parametrize("column, value, cure", [
    ("item", "stage.party", "items.csv"), ("stance", "often", "stances.csv"), ("stance", "required", "goes with"),
    ("basis", "rumour", "practice or norm"), ("source", "neighbour", "sources.csv"), ("rank", 7, "denied 0"),
    ("conditions", "consent; full moon", "conditions.csv"), ("end", 10, "start before end")])
def test_a_bad_cell_is_refused_with_row_and_cure(column, value, cure):
    table = claims(("a", "stage.visit", "rare"), ("b", "stage.visit", "rare"))
    table.loc[1, column] = value
    with pytest.raises(ValueError, match=rf"claims row 1 \(article 'b'.*{cure}"):
        room.positions(table)


def test_a_claim_that_stands_twice_is_refused():
    table = claims(("a", "stage.visit", "rare"))
    with pytest.raises(ValueError, match="row 1.*stands twice.*drop_duplicates"):
        room.positions(pd.concat([table, table]))


def test_a_missing_column_and_a_stray_article_are_refused():
    table = claims(("a", "stage.visit", "rare"))
    with pytest.raises(ValueError, match="column 'source'"):
        room.positions(table.drop(columns="source"))
    with pytest.raises(ValueError, match="article 'a', which is not among"):
        room.positions(table, articles=["b"])


def test_the_conditions_of_all_claims_on_an_item_are_named_once_in_codebook_order():
    said = with_conditions(("a", "stage.visit", "rare", ("consent", "unreachable")), ("a", "stage.visit", "routine", ()),
                           ("a", "stage.visit", "conditional", ("refusal", "consent")), ("b", "stage.visit", "rare", ()))
    placed = room.positions(said)
    assert "unreachable; refusal; consent" == cell(placed, "a", "stage.visit").conditions_named
    assert {""} == set(placed.loc[(placed["article"] == "b") | (placed["item"] != "stage.visit"), "conditions_named"])
    assert {""} == set(room.positions(said.drop(columns="conditions"))["conditions_named"])
