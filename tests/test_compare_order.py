"""Stage sequences as a table, and who puts which stage first."""
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
