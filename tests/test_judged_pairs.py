"""How well contradictions are found, against pairs of claims judged by reading them."""
import pandas as pd
import pytest

from koujing.read.article import InputFault
from koujing.report import judged


@pytest.fixture(scope="module")
def pairs():
    return judged.judged_pairs()


def test_the_set_is_large_and_at_least_half_of_it_is_hard_negatives(pairs):
    assert len(pairs) >= 150 and pairs["pair"].is_unique
    assert 0 < pairs["contradiction"].sum() <= len(pairs) / 2
    assert set(pairs["half"]) == set(judged.HALVES) and pairs["reason"].ne("").all()


@pytest.mark.parametrize("half", ["tuning", "held out", "all"])
def test_contradictions_are_found_with_precision_and_recall(pairs, half):
    row = judged.measured(pairs).set_index("half").loc[half]
    assert row["precision"] >= 0.90
    assert row["recall"] >= 0.85


def test_operators_alone_do_not_carry_the_figures(pairs):
    row = judged.measured(pairs[pairs["item"] != "fact.operator"]).set_index("half").loc["all"]
    assert row["precision"] >= 0.90 and row["recall"] >= 0.85


def test_pairs_drawn_after_the_rule_was_written_are_judged_nearly_as_well(pairs):
    row = judged.measured(pairs).set_index("half").loc["fresh"]
    assert row["precision"] >= 0.85 and row["recall"] >= 0.85


def test_a_share_of_nothing_is_missing(pairs):
    assert judged.measured(pairs.head(0))[["precision", "recall"]].isna().all(axis=None)


def test_a_pair_that_is_in_no_coding_is_refused(pairs, tmp_path, monkeypatch):
    rows = pd.read_csv(judged.FILE)
    rows.loc[0, "start_b"] += 1
    rows.to_csv(tmp_path / "pairs.csv", index=False)
    monkeypatch.setattr(judged, "FILE", tmp_path / "pairs.csv")
    with pytest.raises(InputFault, match="pair p001, side b: no such claim in coding dev2"):
        judged.judged_pairs()
