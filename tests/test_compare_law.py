"""The register, the fate of cited titles, and the rules that bind an item."""
import csv
from datetime import date

import pandas as pd
import pytest

from koujing.code.citations import is_contract, title_key
from koujing.code.codebook import items
from koujing.compare import law as room, register as book
from koujing.compare.trust import load_coding
from koujing.read.article import InputFault

HEADERS = {"instruments.csv": book.INSTRUMENT_COLUMNS, "rules.csv": book.RULE_COLUMNS}


def folder(path, instruments=({},), rules=({},)):
    """A register in `path`: one good row each, with the given cells changed."""
    instrument = dict.fromkeys(book.INSTRUMENT_COLUMNS, "") | {
        "id": "A", "title_zh": "甲法", "kind": "law", "status": "in_force", "effective_from": "2020-01-01",
        "applies_to_bank_online_loans": "yes", "confidence": "verified"}
    rule = dict.fromkeys(book.RULE_COLUMNS, "") | {
        "instrument_id": "A", "item": "rule.hours", "stance": "prohibited", "confidence": "verified"}
    for name, rows in (("instruments.csv", [instrument | row for row in instruments]),
                       ("rules.csv", [rule | row for row in rules])):
        with open(path / name, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADERS[name])
            writer.writeheader()
            writer.writerows(rows)
    return path


def citations(*titles, article="a"):
    rows = [(article, 10 * place, 10 * place + 9, title, title_key(title), "quote")
            for place, title in enumerate(titles)]
    return pd.DataFrame(rows, columns=["article", "start", "end", "title", "key", "quote"])


def fate(title, day, **register):
    row, = room.status(citations(title), {"a": day}, **register).itertuples()
    return row


@pytest.mark.parametrize("one, other", [
    ("《中华人民共和国合同法》", "合同法"), ("《 民法典 》", "中华人民共和国民法典"),
    ("《互联网金融逾期债务催收自律公约（试行）》", "互联网金融逾期债务催收自律公约(试行)"),
    ("《治安管理处罚法（2012年修正）》", "中华人民共和国治安管理处罚法(2025年修订)"),
    ("《个人信息保护法（2021）》", "<个人信息保护法>"), ("《“软暴力”意见》", "软暴力意见"),
    ("《贷后催收风控指引》", "贷后催收风控指引 (GB/T 45251-2025)")])
def test_spellings_of_one_title_share_a_key(one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize("one, other", [
    ("《刑法修正案（十一）》", "《刑法修正案（十）》"), ("《金融法（草案）》", "《金融法》"),
    ("《合同法》", "《劳动合同法》"),
    ("《消费者权益保护法》", "《消费者权益保护法实施条例》"), ("《中华人民共和国》", "《》")])
def test_different_texts_keep_different_keys(one, other):
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize("title, expected", [
    ("《借款合同》", True), ("《用户服务协议》", True), ("《信用卡领用合约》", True), ("《借款合同（2023版）》", True),
    ("《个人信息授权书》", True), ("《合同法》", False), ("《自律公约》", False),
    ("《征信业管理条例》", False), ("《民法典》", False)])
def test_contracts_are_told_from_laws(title, expected):
    assert expected == is_contract(title)


def test_the_shipped_register_is_valid_and_found_by_every_title():
    known = room.register()
    assert len(known) == known["id"].nunique() > 0
    for row in known.itertuples():
        assert row.id in room.lookup(f"《{row.title_zh}》")["id"].tolist()
    assert set(room.rules()["instrument_id"]) <= set(known["id"])
    assert set(room.rules()["item"]) <= set(items())


@pytest.mark.parametrize("cells, day, then, outcome", [
    ({}, "2021-05-01", "yes", "in force"), ({}, "2020-01-01", "yes", "in force"),
    ({}, "2019-12-31", "no", "not yet in force"), ({}, None, "undated: in force from 2020-01-01", "in force"),
    ({"status": "repealed", "effective_to": "2022-06-30"}, "2022-06-30", "yes", "in force"),
    ({"status": "repealed", "effective_to": "2022-06-30"}, "2022-07-01", "no", "repealed"),
    ({"status": "repealed", "effective_to": "2022-06-30"}, None, "undated: in force from 2020-01-01 to 2022-06-30",
     "repealed"),
    ({"effective_from": "2020-03"}, "2020-03-15", "unsure: 2020-03 to now is all the register gives", "in force"),
    ({"effective_from": "2020-03"}, "2020-04-01", "yes", "in force"),
    ({"effective_from": ""}, "2020-04-01", "unsure: the register does not give the day", "in force"),
    ({"status": "nonexistent", "kind": "nonexistent", "effective_from": ""}, "2020-04-01", "no", "nonexistent")])
def test_status_at_the_date_of_publication(tmp_path, cells, day, then, outcome):
    row = fate("《甲法》", day, folder=folder(tmp_path, [cells]))
    assert (then, outcome) == (row.in_force_at_publication, row.outcome)
    assert outcome in room.OUTCOMES


@pytest.mark.parametrize("day, version", [("2021-01-01", "OLD"), ("2023-01-01", "NEW"), (None, "NEW")])
def test_the_version_valid_at_the_date_is_taken(tmp_path, day, version):
    old = {"id": "OLD", "title_zh": "甲法(2012年修正)", "status": "repealed", "effective_to": "2022-06-30"}
    new = {"id": "NEW", "title_zh": "甲法(2022年修订)", "effective_from": "2022-07-01"}
    register = folder(tmp_path, [old, new], [{"instrument_id": "NEW"}])
    row = fate("《甲法》", day, folder=register)
    assert (version, "in force") == (row.instrument_id, row.outcome)


def test_a_title_without_a_row_is_never_called_nonexistent():
    row = fate("《全国文明催收法》", "2024-01-01")
    assert ("not in the register", "", "") == (row.outcome, row.in_force_at_publication, row.instrument_id)
    assert "contract" == fate("《借款合同》", None).outcome


def test_citations_of_the_gold_coding_meet_their_known_fate():
    coding = load_coding("gold")
    cited = sorted({(claim.article, claim.start, claim.end, title, title_key(title), claim.quote)
                    for claim in coding.claims for title in claim.laws})
    found = room.status(pd.DataFrame(cited, columns=room.STATUS_COLUMNS[:6]),
                        {name: row["published"] for name, row in coding.articles.items()})
    expected = {"个人信息保护法": "in force", "借款合同": "contract", "催收管理办法": "nonexistent",
                "合同法": "repealed", "民事诉讼法": "in force", "洁支付条例": "nonexistent"}
    assert expected == dict(zip(found["key"], found["outcome"], strict=True))


def test_rules_for_an_item_are_in_force_and_best_confirmed_first(tmp_path):
    instruments = [{}, {"id": "GONE", "title_zh": "乙法", "status": "repealed", "effective_to": "2021-01-01"},
                   {"id": "TRIAL", "title_zh": "丙法", "status": "trial"}]
    rules = [{"article": "1", "confidence": "unverified"}, {"article": "2", "confidence": "secondary"},
             {"article": "3"}, {"article": "4", "instrument_id": "GONE"}, {"article": "5", "item": "rule.record"},
             {"article": "6", "instrument_id": "TRIAL"}]
    found = room.rules_for("rule.hours", folder(tmp_path, instruments, rules))
    assert ["3", "6", "2", "1"] == found["article"].tolist()
    assert room.RULES_FOR_COLUMNS == room.rules_for("channel.email", tmp_path).columns.tolist()
    assert room.rules_for("channel.email", tmp_path).empty
    with pytest.raises(ValueError, match="is no item"):
        room.rules_for("rule.party")


@pytest.mark.parametrize("instruments, rules, fault", [
    ([{}, {}], [{}], "instruments.csv: line 3: id 'A' stands in line 2 already; give"),
    ([{"id": ""}], [{}], "line 2: id '' is empty"),
    ([{"kind": "gossip"}], [{}], "line 2: kind 'gossip' is not known; use one of law"),
    ([{"status": "maybe"}], [{}], "line 2: status 'maybe'"), ([{"confidence": ""}], [{}], "line 2: confidence ''"),
    ([{"effective_from": "1.1.2020"}], [{}], "line 2: effective_from '1.1.2020' is not a date; write YYYY-MM-DD"),
    ([{"effective_from": "2020-13"}], [{}], "effective_from '2020-13' is not a date"),
    ([{"effective_to": "2021-02-30"}], [{}], "effective_to '2021-02-30' is not a date"),
    ([{"effective_to": "2019-12-31"}], [{}], "is before effective_from"),
    ([{}], [{"instrument_id": "B"}], "rules.csv: line 2: instrument 'B' is not in instruments.csv"),
    ([{}], [{}, {"item": "rule.party"}], "rules.csv: line 3: item 'rule.party' is not known"),
    ([{}], [{"stance": "often"}], "rules.csv: line 2: stance 'often' is not known")])
def test_a_faulty_register_is_refused_with_file_line_and_cure(tmp_path, instruments, rules, fault):
    with pytest.raises(InputFault) as error:
        room.rules(folder(tmp_path, instruments, rules))
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content, fault", [
    (None, "cannot be read"), (b"", "the column 'id' is missing"), (b"id,title_zh\n", "column 'title_en' is missing"),
    ("id\n甲".encode("gb18030"), "cannot be read"), (b",".join(name.encode() for name in book.INSTRUMENT_COLUMNS)
                                                  + b"\nA,B\n", "line 2: the row has not 12 cells")])
def test_a_file_that_is_no_register_is_refused(tmp_path, content, fault):
    if content is not None:
        (tmp_path / "instruments.csv").write_bytes(content)
    with pytest.raises(InputFault, match=fault):
        room.register(tmp_path)


def test_a_date_that_is_not_iso_is_refused_by_article():
    with pytest.raises(ValueError, match="published of 'a' is '2024年1月'"):
        room.status(citations("《民法典》"), {"a": "2024年1月"})
    assert date(2020, 2, 29) == book.span("2020-02")[1]


def test_no_citations_give_an_empty_table_with_the_columns():
    assert room.STATUS_COLUMNS == room.status(citations(), {}).columns.tolist()
