"""Trials of the reader: files from memory, encodings, a claim's fields, scores."""
import pytest

from koujing.code.claims import FIELDS, frame
from koujing.report import trial


def test_every_encoding_gives_the_same_text_and_the_same_claims():
    table = trial.encodings_table()
    assert list(trial.ENCODINGS) == list(table["written_in"]) == list(table["read_as"])
    assert table["same_text"].all()
    assert 1 == table["claims"].nunique() and table["claims"].min() > 0


def test_one_file_among_the_bad_ones_is_read():
    articles, faults = trial.read_files(trial.FAULTY)
    assert ["good"] == [article.name for article in articles]
    table = trial.faults_table(faults)
    assert sorted(set(trial.FAULTY) - {"good.txt"}) == sorted(table["file"])
    assert (table["fault"].str.len() > 0).all() and (table["cure"].str.len() > 0).all()


def test_faults_bear_no_path():
    _, faults = trial.read_files({"empty.txt": b""})
    assert ["empty.txt"] == list(trial.faults_table(faults)["file"])
    assert "/" not in trial.faults_table(faults).to_string()


def test_each_field_of_a_claim_is_explained_in_the_order_of_the_record():
    assert list(FIELDS) == list(trial.fields_table(frame([]))["field"])
    assert (trial.fields_table(frame([]))["meaning"].str.len() > 10).all()


def test_scores_stand_beside_the_size_of_their_coding():
    scores = trial.scores_table(["gold", "dev"])
    assert [5, 16] == list(scores["articles"])
    assert [175, 384] == list(scores["claims"])
    assert scores.loc["gold", "joint_f1"] <= scores.loc["gold", "detection_f1"]


@pytest.mark.parametrize("name", ["gold", "dev"])
def test_scores_do_not_change_from_call_to_call(name):
    assert trial.scores_table([name]).equals(trial.scores_table([name]))
