"""Stage sequences as a table, and who puts which stage first."""
import pandas as pd
import pytest

from koujing.compare import order as room

THREE = {"b": {"stage.visit": 2, "stage.reminder": 1}, "a": {"stage.reminder": 1, "stage.visit": 1}, "c": None,
         "d": {"stage.visit": 1, "stage.reminder": 2, "stage.legal_action": 3}}


def test_sequences_are_sorted_by_article_step_and_codebook_order():
    assert [("a", "stage.reminder", 1), ("a", "stage.visit", 1), ("b", "stage.reminder", 1), ("b", "stage.visit", 2),
            ("d", "stage.visit", 1), ("d", "stage.reminder", 2), ("d", "stage.legal_action", 3)] == list(
        room.sequences(THREE).itertuples(index=False, name=None))


def test_precedence_counts_before_tie_after():
    counts = room.precedence(room.sequences(THREE)).set_index(["first", "second"])
    assert [1, 1, 1, 3] == counts.loc[("stage.reminder", "stage.visit")].tolist()
    assert [0, 0, 1, 1] == counts.loc[("stage.legal_action", "stage.visit")].tolist()
    assert [0, 0, 0, 0] == counts.loc[("stage.internal", "stage.visit")].tolist()


def test_precedence_mirrors_itself_and_adds_up():
    counts = room.precedence(room.sequences(THREE))
    assert 56 == len(counts)
    assert (counts["before"] + counts["tie"] + counts["after"]).equals(counts["articles"])
    wide = counts.pivot(index="first", columns="second", values="before")
    assert wide.T.equals(counts.pivot(index="first", columns="second", values="after").rename_axis(
        index="second", columns="first"))


@pytest.mark.parametrize("sequence, fault", [
    ({"channel.sms": 1}, "is no stage"), ({"stage.visit": 0}, "whole number from 1"),
    ({"stage.visit": 1.5}, "whole number from 1"), ({"stage.visit": None}, "whole number from 1")])
def test_a_wrong_sequence_is_refused_by_name(sequence, fault):
    with pytest.raises(ValueError, match=f"sequence of 'x'.*{fault}"):
        room.sequences({"x": sequence})


def test_no_sequence_gives_no_rows_and_no_precedence():
    empty = room.sequences({"a": None})
    assert room.COLUMNS == empty.columns.tolist() and empty.empty
    assert 0 == room.precedence(empty)["articles"].sum()


def steps(**articles):
    """Sequences from texts such as a="reminder, phone_collection + internal, visit"."""
    return room.sequences({name: {f"stage.{stage}": number for number, step in enumerate(text.split(", "), 1)
                                  for stage in step.split(" + ")} for name, text in articles.items()})


def test_an_order_that_all_give_is_the_consensus_and_nobody_dissents():
    same = "reminder, phone_collection + internal, visit"
    table = steps(a=same, b=same, c="reminder, visit")
    found = room.consensus(table)
    assert 1 == found.count
    assert [1, 2, 2, 3] == found.steps["step"].tolist() and [3, 2, 2, 3] == found.steps["articles"].tolist()
    assert not found.steps["open"].any()
    assert [0, 0, 0] == room.distances(table, found)["distance"].tolist()
    assert [1, 1, 1] == room.distances(table, found)["tau_x"].tolist()
    assert room.dissents(table, found).empty and room.cycles(table).empty


def test_a_lone_dissenter_is_named_with_what_it_says():
    table = steps(a="reminder, visit", b="reminder, visit", c="visit, reminder")
    found = room.consensus(table)
    assert [("c", "stage.reminder", "stage.visit", "after", "before")] == list(
        room.dissents(table, found).itertuples(index=False, name=None))
    assert [("c", 2, 1, 2, -1.0), ("a", 2, 1, 0, 1.0), ("b", 2, 1, 0, 1.0)] == [
        (row.article, row.stages, row.pairs, row.distance, row.tau_x)
        for row in room.distances(table, found).itertuples()]


def test_a_split_leaves_several_medians_and_nobody_dissents_from_all_of_them():
    table = steps(a="reminder, visit", b="visit, reminder")
    found = room.consensus(table)
    assert 3 == found.count == len(found.rankings)
    assert ["before or together or after"] == found.pairs["consensus"].tolist()
    assert [1, 1] == found.steps["open"].tolist()
    assert room.dissents(table, found).empty
    assert [(0, 2), (0, 2)] == list(room.distances(table, found)[["least", "most"]].itertuples(index=False, name=None))


def test_stages_that_nobody_places_together_are_open():
    found = room.consensus(steps(a="reminder, visit", b="reminder, legal_action"))
    assert {("stage.legal_action", "stage.visit"): (0, "before or together or after")} == {
        (row.first, row.second): (row.articles, row.consensus) for row in found.pairs.itertuples() if " or " in row.consensus}
    assert 3 == found.count
    assert (("stage.reminder",), ("stage.legal_action", "stage.visit")) == found.rankings[0]


def test_majorities_that_go_in_a_circle_are_reported():
    table = steps(a="reminder, visit, legal_action", b="visit, legal_action, reminder", c="legal_action, reminder, visit")
    found = room.cycles(table)
    assert [1, 1, 1] == found["cycle"].tolist() and [2, 2, 2] == found["before"].tolist()
    assert found["first"].tolist() == [*found["second"].tolist()[-1:], *found["second"].tolist()[:-1]]
    assert {"stage.reminder", "stage.visit", "stage.legal_action"} == set(found["first"])


def test_two_circles_are_two_rows_of_circles():
    table = pd.concat([steps(a="reminder, visit, legal_action", b="visit, legal_action, reminder",
                             c="legal_action, reminder, visit"),
                       steps(d="internal, outsourced, lawyer_letter", e="outsourced, lawyer_letter, internal",
                             f="lawyer_letter, internal, outsourced")])
    assert [1, 1, 1, 2, 2, 2] == room.cycles(table)["cycle"].tolist()


def test_nothing_placed_gives_an_empty_consensus():
    table = room.sequences({"a": None})
    found = room.consensus(table)
    assert (1, (), ((),)) == (found.count, found.items, found.rankings)
    assert found.steps.empty and found.pairs.empty
    assert room.distances(table, found).empty and room.dissents(table, found).empty and room.cycles(table).empty
    assert room.CONSENSUS_COLUMNS == found.steps.columns.tolist()


def test_one_article_that_places_one_stage_has_a_distance_but_no_correlation():
    table = steps(a="reminder")
    row = room.distances(table, room.consensus(table)).iloc[0]
    assert (1, 0, 0) == (row["stages"], row["pairs"], row["distance"]) and pd.isna(row["tau_x"])


@pytest.mark.parametrize("change, fault", [
    ({"item": "channel.sms"}, r"row 0 \(article 'a'\): 'channel.sms' is no stage"),
    ({"step": 1.5}, "row 0 .* has no whole step from 1; number"), ({"step": None}, "row 0 .* has no whole step"),
    ({"item": "stage.visit"}, "row 1 .* is placed twice; keep its first step")])
def test_a_wrong_table_is_refused_by_row_and_cure(change, fault):
    table = steps(a="reminder, visit").astype({"step": "object"})
    table.loc[0, list(change)] = list(change.values())
    with pytest.raises(ValueError, match=fault):
        room.consensus(table)


def test_a_missing_column_is_refused_by_name():
    with pytest.raises(ValueError, match="lack the column 'step'; build the table with"):
        room.precedence(steps(a="reminder").drop(columns="step"))
