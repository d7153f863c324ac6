"""Scoring against cases counted by hand, and against a hand coding that is spoilt on purpose."""
from dataclasses import replace

import pytest

from koujing.code.claims import Claim, frame
from koujing.code.codebook import ranks
from koujing.compare import trust as room
from koujing.compare.positions import positions
from koujing.read.article import InputFault

GOLD = room.load_coding("gold").claims


def claim(article="a", start=0, item="stage.visit", stance="rare", **fields):
    fields = {"end": start + 10, "basis": "practice"} | fields
    return Claim(article, start, fields.pop("end"), "quote", item, fields.pop("basis"), stance, **fields)


@pytest.mark.parametrize("end, matched", [(10, 1), (5, 1), (4, 1), (15, 1), (25, 1)])
def test_a_shorter_or_longer_span_that_covers_half_still_matches(end, matched):
    assert matched == room.score([claim()], [claim(end=end)])["matched"]


@pytest.mark.parametrize("start, matched", [(5, 1), (6, 0), (-5, 1), (-6, 0), (10, 0)])
def test_spans_must_overlap_by_half_of_the_shorter(start, matched):
    assert matched == room.score([claim()], [claim(start=start)])["matched"]


@pytest.mark.parametrize("change", [{"article": "b"}, {"item": "stage.reminder"}, {"basis": "norm"}])
def test_article_item_and_basis_must_be_equal(change):
    assert 0 == room.score([claim()], [replace(claim(), **change)])["matched"]


def test_an_empty_span_matches_nothing():
    assert 0 == room.score([claim(end=0)], [claim(end=0)])["matched"]


def test_each_claim_is_matched_once_and_the_largest_overlap_wins():
    gold = [claim(start=0), claim(start=8)]
    predicted = [claim(start=5), claim(start=8)]
    assert [(1, 1), (0, 0)] == room.match(gold, predicted)
    assert [(0, 0)] == room.match([claim()], [claim(), claim()]) == room.match([claim(), claim()], [claim()])


def test_a_small_case_counted_by_hand():
    gold = [claim(conditions=("consent", "lawful")), claim(start=20, stance="routine", source="law"),
            claim(start=40, item="fact.operator", stance="routine", value="webank"), claim("b", item="channel.sms")]
    predicted = [claim(conditions=("consent", "refusal", "unreachable")), claim(start=20, stance="denied"),
                 claim(start=40, item="fact.operator", stance="routine", value="ant"), claim("c"), claim("c", 50)]
    expected = {
        "gold": 4, "predicted": 5, "matched": 3, "detection_precision": 3 / 5, "detection_recall": 3 / 4,
        "detection_f1": 2 / 3, "stance": 2 / 3, "joint_precision": 1 / 5, "joint_recall": 1 / 4, "joint_f1": 2 / 9,
        "conditions_precision": 1 / 3, "conditions_recall": 1 / 2, "conditions_f1": 0.4, "source": 2 / 3,
        "cells_precision": 1 / 2, "cells_recall": 1 / 2, "cells_f1": 1 / 2, "position": 0}
    assert list(expected) == list(room.score(gold, predicted)) == list(room.SCORE_KEYS)
    assert expected == pytest.approx(room.score(gold, predicted))


def test_nothing_predicted_and_nothing_coded_are_zero():
    for gold, predicted in (([claim()], []), ([], [claim()]), ([], [])):
        found = room.score(gold, predicted)
        assert (len(gold), len(predicted)) == (found["gold"], found["predicted"])
        assert {0} == {found[key] for key in room.SCORE_KEYS[2:]}


def test_the_coding_against_itself_is_perfect_in_any_order():
    found = room.score(GOLD, GOLD[::-1])
    assert len(GOLD) == found["matched"]
    assert {1.0} == {found[key] for key in room.SCORE_KEYS[3:]}


def test_each_spoilt_field_lowers_its_own_figure():
    share = 1 - 35 / len(GOLD)
    dropped = room.score(GOLD, GOLD[35:])
    assert (1, pytest.approx(share), 1) == (
        dropped["detection_precision"], dropped["detection_recall"], dropped["stance"])
    sources = room.score(GOLD, [replace(one, source="case") for one in GOLD[:35]] + list(GOLD[35:]))
    assert pytest.approx(1 - sum(one.source != "case" for one in GOLD[:35]) / len(GOLD)) == sources["source"]
    assert 1 == sources["joint_f1"]
    flip = {"routine": "denied", "denied": "routine", "rare": "conditional", "conditional": "rare"}
    stances = room.score(GOLD, [replace(one, stance=flip.get(one.stance, "permitted")) for one in GOLD])
    assert (1, 0, sum(one.stance == "permitted" for one in GOLD) / len(GOLD)) == (
        stances["detection_f1"], stances["position"], pytest.approx(stances["stance"]))


def test_positions_behind_the_score_are_those_of_the_codebook():
    table = positions(frame(GOLD)).dropna(subset="position")
    cells = room.position_agreement(GOLD, GOLD)
    assert list(table[["article", "item", "position"]].itertuples(index=False, name=None)) == list(
        cells[["article", "item", "gold"]].itertuples(index=False, name=None))
    assert cells["equal"].all()


def test_position_agreement_leaves_silence_missing():
    cells = room.position_agreement([claim(), claim("b")], [claim(stance="denied"), claim("c", stance="routine")])
    assert [("a", 1, 0, False), ("b", 1, None, None), ("c", None, 3, None)] == [
        (row.article, *(None if value is pd_missing else value for value in (row.gold, row.predicted, row.equal)))
        for pd_missing in [cells["gold"].dtype.na_value] for row in cells.itertuples()]


def test_by_item_and_by_article_split_the_whole():
    predicted = [*GOLD[20:], claim("stray")]
    for table, key in ((room.score_by_item(GOLD, predicted), "item"),
                       (room.score_by_article(GOLD, predicted), "article")):
        whole = room.score(GOLD, predicted)
        assert [whole[name] for name in room.SCORE_KEYS[:3]] == table[list(room.SCORE_KEYS[:3])].sum().tolist()
        assert [key, *room.SCORE_KEYS] == table.columns.tolist()
        assert table[key].is_unique
    assert "stray" == room.score_by_article(GOLD, predicted)["article"].iloc[-1]


def test_errors_are_named_and_account_for_the_joint_score():
    operator = claim(start=60, item="fact.operator", stance="routine", value="ant")
    gold = [claim(), claim(start=20), claim(start=40), operator]
    predicted = [claim(stance="denied"), claim(start=20), claim(start=90), replace(operator, value="webank")]
    found = room.errors(gold, predicted)
    assert [("stance", 0, "rare", "denied"), ("missed", 40, "rare", ""), ("value", 60, "routine", "routine"),
            ("spurious", 90, "", "rare")] == list(
        found[["error", "start", "stance_gold", "stance_predicted"]].itertuples(index=False, name=None))
    assert ("ant", "webank") == tuple(found.loc[2, ["value_gold", "value_predicted"]])
    assert room.ERROR_COLUMNS == room.errors(gold, gold).columns.tolist() and room.errors(gold, gold).empty


def test_stance_confusion_has_gold_in_rows():
    confusion = room.stance_confusion([claim(), claim(start=20), claim(start=40)],
                                      [claim(stance="denied"), claim(start=20)])
    assert (1, 1, 2) == (confusion.loc["rare", "denied"], confusion.loc["rare", "rare"], confusion.to_numpy().sum())
    assert list(ranks()) == confusion.index.tolist()[:4] == confusion.columns.tolist()[:4]


def test_interval_is_seeded_and_encloses_the_score():
    predicted = [one for place, one in enumerate(GOLD) if place % 3 or one.article == GOLD[0].article]
    interval = room.score_interval(GOLD, predicted, resamples=300, seed=1)
    assert interval == room.score_interval(GOLD, predicted, resamples=300, seed=1)
    assert interval.low < room.score(GOLD, predicted)["joint_f1"] == interval.value < interval.high < 1
    assert (1, 1) == (room.score_interval(GOLD, GOLD).low, room.score_interval(GOLD, GOLD).high)
    lone = room.score_interval([claim()], [claim()])
    assert (1.0, None, None) == (lone.value, lone.low, lone.high) and "two articles" in lone.why


@pytest.mark.parametrize("name", ["gold", "dev"])
def test_a_coding_quotes_its_texts(name):
    coding = room.load_coding(name)
    assert {one.article for one in coding.claims} <= set(coding.articles)
    assert set(coding.damage) <= set(coding.articles)
    assert f"Coding(name='{name}')" == repr(coding)
    for article in coding.articles:
        raw = (coding.texts / f"{article}.txt").read_text(encoding="utf-8")
        for one in coding.claims:
            assert one.article != article or one.quote == raw[one.start:one.end]


def test_a_name_or_line_that_is_no_coding_is_refused(tmp_path):
    with pytest.raises(InputFault, match="no coding 'gould'; use one of: .*dev, .*gold"):
        room.load_coding("gould")
    with pytest.raises(InputFault, match="use one of: none"):
        room.load_coding("gold", tmp_path)
    here = tmp_path / "coding" / "mine"
    here.mkdir(parents=True)
    (here / "claims.jsonl").write_text('\n{"article": 1\n', encoding="utf-8")
    with pytest.raises(InputFault, match="claims.jsonl: line 2: not a row of a coding"):
        room.load_coding("mine", tmp_path)
    (here / "claims.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputFault, match="articles.json: cannot be read"):
        room.load_coding("mine", tmp_path)


def test_codings_are_listed_with_the_one_that_no_rule_has_seen_first(tmp_path):
    for name in ("zebra", "dev", "gold", "apple", "blind", "empty"):
        (tmp_path / "coding" / name).mkdir(parents=True)
        if name != "empty":
            (tmp_path / "coding" / name / "claims.jsonl").touch()
    assert ("blind", "gold", "dev", "apple", "zebra") == room.codings(tmp_path)
    assert () == room.codings(tmp_path / "coding")
    assert {"gold", "dev"} <= set(room.codings())
