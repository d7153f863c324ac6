"""Claims against the rules: who asks more, who asks less, and where only a guideline says so."""
import csv

import pandas as pd
import pytest
from test_compare_law import folder

from koujing.code.bounds import barred_hours, channel_said, daily_cap
from koujing.compare import register as book, rulings as room
from koujing.read.article import InputFault
from koujing.read.corpus import load_corpus
from koujing.tables import rulings_table


def claim(item, stance="prohibited", **more):
    return {"article": "a", "start": 0, "end": 5, "item": item, "stance": stance, "source": "author", "quote": "quote",
            "conditions": "", "cap": None, "hours": None, "channel": ""} | more


def ruled(one, day="2026-06-01", **register_folder):
    return room.rulings(pd.DataFrame([one]), {"a": day}, **register_folder).iloc[0]


@pytest.mark.parametrize("one, then, today, instrument", [
    (claim("rule.frequency", cap=3, channel="sms"), "no rule found", "no rule found", "GBT_45251_2025"),
    (claim("rule.frequency", cap=3, channel="phone"), "guideline", "guideline", "GBT_45251_2025"),
    (claim("rule.frequency", cap=2, channel="phone"), "stricter", "stricter", "GBT_45251_2025"),
    (claim("rule.hours", hours=(22, 8)), "guideline", "guideline", "GBT_45251_2025"),
    (claim("rule.hours", hours=(21, 9)), "stricter", "stricter", "GBT_45251_2025"),
    (claim("rule.hours", hours=(23, 7)), "looser", "looser", "GBT_45251_2025"),
    (claim("rule.privacy", "required"), "supported", "supported", "PIPL"),
    (claim("rule.identification", "required"), "guideline", "guideline", "CBA_GUIDE_2026"),
    (claim("target.workplace", "permitted"), "contradicted", "contradicted", "INTERNET_LOAN_MEASURES"),
    (claim("target.family"), "supported", "supported", "INTERNET_LOAN_MEASURES"),
    (claim("target.emergency_contact", "permitted"), "looser", "looser", "GBT_45251_2025"),
    (claim("target.emergency_contact", "permitted", conditions="unreachable"), "guideline", "guideline", "GBT_45251_2025"),
    (claim("target.emergency_contact"), "stricter", "stricter", "GBT_45251_2025"),
    (claim("stage.legal_action", "permitted"), "supported", "supported", "CPL"),
    (claim("channel.sms", "permitted"), "no rule found", "no rule found", "")])
def test_a_claim_against_the_shipped_rules(one, then, today, instrument):
    row = ruled(one)
    assert (then, today, instrument) == (row["then"], row["today"], row["instrument_id"])
    assert set(row[["then", "today"]]) <= set(room.FINDINGS)


@pytest.mark.parametrize("text, hours", [
    ("晚间十点之后至早上八点之前不允许拨打", (22, 8)), ("夜里十点到早晨八点不打扰", (22, 8)),
    ("每日22:00至次日8:00不催收", (22, 8)), ("早上八点之前、晚上九点之后不能打电话", (21, 8)),
    ("应安排在早八点至晚九点之间", (21, 8)), ("每日20时至次日9时不外呼", (20, 9)),
    ("夜间不得打扰", None), ("22点以后不得催收", None), ("二十五点至三十点", None)])
def test_hours_at_which_a_sentence_bars_contact(text, hours):
    assert hours == barred_hours(text)


@pytest.mark.parametrize("text, cap, channel", [
    ("催收电话每天不能超过三次", 3, "phone"), ("短信一天最多两条", 2, "sms"), ("每日致电同一债务人不得超过3次", 3, "phone"),
    ("短信和电话都不得频繁", None, ""), ("每月不得多于两次", None, "")])
def test_the_number_a_day_and_the_channel_of_a_sentence(text, cap, channel):
    assert (cap, channel) == (daily_cap(text), channel_said(text))


def test_the_rules_of_the_day_decide():
    number = claim("rule.frequency", cap=3, channel="phone")
    findings = [ruled(number, day)["then"] for day in ("2024-04-07", "2024-06-01", "2025-06-01", None)]
    assert ["stricter", "guideline", "guideline", "undated"] == findings


@pytest.mark.parametrize("kind, stance, claimed, expected", [
    ("law", "prohibited", "prohibited", "supported"), ("standard", "prohibited", "prohibited", "guideline"),
    ("law", "prohibited", "permitted", "contradicted"), ("law", "conditional", "prohibited", "stricter"),
    ("law", "permitted", "required", "stricter"), ("law", "required", "permitted", "supported")])
def test_how_a_claim_stands_to_a_rule(tmp_path, kind, stance, claimed, expected):
    register_folder = folder(tmp_path, [{"kind": kind}], [{"item": "stage.visit", "stance": stance}])
    assert expected == ruled(claim("stage.visit", claimed), folder=register_folder)["today"]


def test_a_rule_of_law_goes_before_a_guideline(tmp_path):
    register_folder = folder(tmp_path, [{}, {"id": "B", "title_zh": "乙法", "kind": "standard"}],
                             [{"item": "stage.visit", "instrument_id": "B"}, {"item": "stage.visit", "stance": "permitted"}])
    row = ruled(claim("stage.visit"), folder=register_folder)
    assert ("contradicted", "A", "law") == (row["today"], row["instrument_id"], row["rank"])


def test_rules_about_another_product_are_left_out(tmp_path):
    register_folder = folder(tmp_path, [{"applies_to_bank_online_loans": "no"}], [{"item": "stage.visit"}])
    assert "no rule found" == ruled(claim("stage.visit"), folder=register_folder)["today"]


def test_the_five_articles_as_read_by_hand():
    found = rulings_table(load_corpus())
    rows = {(row.article[:3], row.item, row.stance): row for row in found.itertuples()}
    assert "no rule found" == rows["002", "rule.frequency", "prohibited"].today
    assert "contradicted" == rows["002", "target.workplace", "permitted"].today
    assert "guideline" == rows["002", "rule.hours", "prohibited"].today
    assert ("guideline", "guideline") == tuple(rows["004", "rule.identification", "required"][7:9])
    assert len(found) == len(found.drop_duplicates(["article", "start", "item"]))


def test_gaps_name_the_rules_and_who_names_them():
    spoken = pd.DataFrame([("a", "rule.hours"), ("b", "rule.hours"), ("b", "channel.sms")], columns=["article", "item"])
    named = pd.DataFrame([("b", "GBT_45251_2025"), ("c", "CBA_GUIDE_2026")], columns=["article", "instrument_id"])
    found = room.gaps(spoken, named).set_index("item")
    assert (2, "b") == tuple(found.loc["rule.hours", ["articles", "named_by"]])
    assert {"GBT_45251_2025", "CBA_GUIDE_2026", "NIFA_PACT_2018"} == set(found.loc["rule.hours", "instruments"].split("; "))
    assert (0, "") == tuple(found.loc["channel.sms", ["rules", "named_by"]])


GOOD = {"aliases": {"instrument_id": "A", "alias": "甲"}, "subjects": {"instrument_id": "A", "topic": "visit", "says": "no",
                                                                   "confidence": "verified"},
        "bodies": {"id": "X", "confidence": "verified"},
        "bounds": {"instrument_id": "A", "item": "rule.hours", "stance": "prohibited"}}
HEADERS = {"aliases": book.ALIAS_COLUMNS, "subjects": book.SUBJECT_COLUMNS, "bodies": book.BODY_COLUMNS,
           "bounds": book.BOUND_COLUMNS}


@pytest.mark.parametrize("name, cells, fault", [
    ("aliases", {"instrument_id": "B"}, "line 2: instrument 'B' is not in instruments.csv; add"),
    ("aliases", {"alias": ""}, "the alias is empty"),
    ("subjects", {"topic": "weather"}, "line 2: topic 'weather' is not known; use one of collection"),
    ("subjects", {"says": "maybe"}, "line 2: says 'maybe' is not known; use one of yes, no"),
    ("bodies", {"id": ""}, "line 2: id '' is empty"), ("bodies", {"successor": "Y"}, "line 2: successor 'Y' has no row"),
    ("bodies", {"in_office_to": "2020/01/01"}, "line 2: in_office_to '2020/01/01' is not a date"),
    ("bodies", {"in_office_from": "2021-01", "in_office_to": "2020-01"}, "in_office_to 2020-01 is before in_office_from"),
    ("bounds", {"article": "9"}, "row 1 below the header: rules.csv has no such rule"),
    ("bounds", {"cap": "three"}, "cap 'three' is no number"), ("bounds", {"to_hour": "25"}, "to_hour '25' is no number up to 24"),
    ("bounds", {"conditions": "angry"}, "condition 'angry' is not known; use some of unreachable"),
    ("bounds", {"channel": "pigeon"}, "channel 'pigeon' is not known; use one of sms, phone")])
def test_a_faulty_file_of_the_register_is_refused_with_place_and_cure(tmp_path, name, cells, fault):
    folder(tmp_path)
    with open(tmp_path / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS[name], restval="")
        writer.writeheader()
        writer.writerow(GOOD[name] | cells)
    with pytest.raises(InputFault) as error:
        getattr(book, name)(tmp_path)
    assert fault in str(error.value) and f"{name}.csv" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", GOOD)
def test_the_shipped_files_are_valid_and_a_missing_one_is_empty(tmp_path, name):
    assert len(getattr(book, name)())
    assert getattr(book, name)(folder(tmp_path)).empty
