"""Deciding: the sheet of claims worth checking, the filled sheet taken back, the widget; review.csv only ever grows."""
import csv
import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from review_data import TEXT, on

import koujing as kj
from koujing.__main__ import main
from koujing.compare.contradictions import contradictions
from koujing.compare.overturn import overturning
from koujing.compare.positions import positions
from koujing.read.article import InputFault
from koujing.report import headlines
from koujing.report.checking import worth_checking
from koujing.report.review_sheet import COLUMNS
from koujing.review.decisions import context
from koujing.review.doubts import errors, least_certain
from koujing.reviewing import HEADER, append, contents

SHIPPED = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture
def corpus(tmp_path):
    """A folder with one article, `page.txt`."""
    (tmp_path / "page.txt").write_text("\n".join(TEXT) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def article(corpus):
    return kj.load_corpus(corpus)[0]


def filled(path, cells, name="sheet.csv"):
    """The path of the sheet with these cells written into it: `{row: {column: text}}`."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    for row, change in cells.items():
        rows[row] |= change
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    (path.parent / name).write_bytes(out.getvalue().encode("utf-8-sig"))
    return path.parent / name


@pytest.fixture
def sheet(corpus):
    assert 0 == main(["review", str(corpus), "-o", str(corpus / "empty.csv")])
    return corpus / "empty.csv"


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_rows_are_added_once_and_nothing_before_them_changes(corpus, article):
    path, visit, sms = corpus / "review.csv", on(article, "stage.visit", "reject"), on(article, "channel.sms", "accept")
    assert [1, 0, 1] == [append(path, [visit]), append(path, [replace(visit, when="2027-01-01")]), append(path, [visit, sms])]
    first = HEADER + contents(path).removeprefix(HEADER).split(b"\n2026")[0]
    assert contents(path).startswith(first) and 2 == len(rows(path))
    path.write_bytes(contents(path).rstrip(b"\n"))
    assert 1 == append(path, [on(article, "stage.visit", "accept", "Wu")]) and 3 == len(rows(path))


def test_a_file_that_changed_meanwhile_or_is_no_review_is_left_alone(corpus, article):
    path, one = corpus / "review.csv", on(article, "stage.visit", "reject")
    append(path, [one])
    seen = contents(path)
    append(path, [on(article, "channel.sms", "reject")])
    now = contents(path)
    with pytest.raises(InputFault, match="has changed meanwhile; look at it"):
        append(path, [replace(one, who="Wu")], seen)
    with pytest.raises(InputFault, match="action 'burn' is unknown"):
        append(path, [replace(one, action="burn")])
    assert now == contents(path)
    path.write_bytes(b"article,start\n")
    with pytest.raises(InputFault, match="not those of a review"):
        append(path, [one])
    assert b"article,start\n" == contents(path) and ["page.txt", "review.csv"] == sorted(os.listdir(corpus))


def test_the_sheet_ranks_doubtful_and_weighty_claims_first():
    articles = kj.load_corpus(SHIPPED)
    table = worth_checking(articles, SHIPPED)
    assert table["worth"].is_monotonic_decreasing and len(table) == len(kj.claims_table(articles, reviewed=False))
    assert (table["worth"] == table["error"] * (1 + table["influence"])).all() and table["error"].between(0, 1).all()
    claims, names = kj.claims_table(articles), [article.name for article in articles]
    moving, idle = table[table["position_changes"] != ""].head(3), table[table["influence"] == 0].head(3)
    for row in [*moving.itertuples(), *idle.itertuples()]:
        same = (claims["article"] == row.article) & (claims["start"] == row.start) & (claims["item"] == row.item)
        before, after = (positions(rest, names).set_index(["article", "item"])["position"] for rest in (
            claims, claims[~(same & (claims["basis"] == row.basis))]))
        place = (row.article, row.item)
        if place in before.index:
            assert (row.position_changes != "") == (str(before[place]) != str(after[place])), row
    row = table[table["contradictions_gone"] > 0].iloc[0]
    rest = claims[~((claims["article"] == row["article"]) & (claims["start"] == row["start"]) & (claims["item"] == row["item"]))]
    kept, left = (set(map(tuple, contradictions(some)[["item", "article_a", "article_b"]].to_numpy())) for some in (claims, rest))
    assert row["contradictions_gone"] == len(kept - left)


def test_claims_that_carry_a_headline_finding_say_so():
    articles = kj.load_corpus(SHIPPED)
    table, claims = worth_checking(articles, SHIPPED), kj.claims_table(articles)
    carrying = overturning(claims, [article.name for article in articles]).set_index("finding")["claims"]
    told = {(row.article, row.start, row.item, name) for row in table.itertuples() for name in row.carries.split("; ") if name}
    assert told == {(*claims.loc[row, ["article", "start", "item"]], name) for name, rows in carrying.items() for row in rows}
    weighty = table[table["carries"].str.contains("operator")].iloc[0]
    assert "运营方 operator falls without it" in weighty["reason"] and weighty["influence"] > weighty["contradictions_gone"]


def test_a_rule_seldom_seen_is_not_judged_on_a_case_or_two():
    known = errors()
    assert 0 < known[""] < 0.5 and ("", known[""]) == least_certain(())
    assert ("no.such.rule", known[""]) == least_certain(["no.such.rule"])
    worst = max(known, key=known.get)
    assert worst == least_certain([*known][:50] + [worst])[0] and known[worst] < 0.7
    here = {rule for article in kj.load_corpus(SHIPPED) for claim in kj.extract(article) for rule in claim.rules}
    assert len(here - set(known)) < 0.2 * len(here)  # else the table is out of date: benchmarks/rule_errors.py --write


def test_a_sheet_is_safe_in_a_spreadsheet_and_on_a_page(corpus, capsysbinary):
    (corpus / "page.txt").write_text("微粒贷逾期\n\n=1+1 <script>平台会发送短信。\n", encoding="utf-8")
    assert 0 == main(["review", str(corpus)])
    written = capsysbinary.readouterr().out
    assert written.startswith(b"\xef\xbb\xbfrank,action,field,new,why,") and b",'=1+1 <script>" in written
    assert 0 == main(["review", str(corpus), "-o", str(corpus / "s.html")])
    page = (corpus / "s.html").read_text(encoding="utf-8")
    assert "<script>" not in page and "&lt;script&gt;" in page and "default-src 'none'" in page


def test_a_filled_sheet_becomes_decisions_and_the_tables_have_them(corpus, article, sheet, capsys):
    numbers = {row["item"]: number for number, row in enumerate(rows(sheet))}
    path = filled(sheet, {
        numbers["stage.visit"]: {"action": "change", "new": "denied", "why": "=because"},
        numbers["channel.sms"]: {"action": " Reject "}, numbers["stage.reminder"]: {"action": "accept"},
        numbers["target.emergency_contact"]: {"action": "change", "field": "conditions", "new": "unreachable; lawful"},
        numbers["fact.operator"]: {"action": "add", "item": "target.family", "new": "rare"}})
    assert 0 == main(["review", str(corpus), "--add", str(path), "--who", "Li", "--when", "2026-11-22"])
    assert f"koujing: 5 decisions added to {corpus / 'review.csv'}\n" == capsys.readouterr().err
    found = kj.claims_table([article], folder=corpus).set_index("item")
    assert ("denied", "changed") == tuple(found.loc["stage.visit", ["stance", "reviewed"]])
    assert ("unreachable; lawful", "changed") == tuple(found.loc["target.emergency_contact", ["conditions", "reviewed"]])
    marks = {"stage.reminder": "accepted", "target.family": "added", "fact.operator": ""}
    assert marks.items() <= found["reviewed"].to_dict().items()
    assert "channel.sms" not in found.index and "channel.sms" in set(kj.claims_table([article], reviewed=False)["item"])
    table = kj.review_table([article], corpus)
    assert {"applied"} == set(table["fate"]) and "=because" in set(table["why"])
    assert "4 of 5 claims reviewed by a person, 2 changed, 1 rejected, 1 added." == kj.review_line([article], corpus)
    before = contents(corpus / "review.csv")
    assert 0 == main(["review", str(corpus), "--add", str(path), "--who", "Li"]) and before == contents(corpus / "review.csv")
    assert ["fact.operator"] == list(worth_checking([article], corpus)["item"])


@pytest.mark.parametrize(("cells", "words"), [
    ({1: {"action": "burn"}}, "row 3: action 'burn' is unknown"),
    ({1: {"action": "change", "new": "often"}}, "row 3: stance 'often'"),
    ({1: {"action": "change", "new": "required"}}, "row 3: refused (the stance required does not go"),
    ({1: {"action": "change", "field": "quote", "new": "x"}}, "row 3: field 'quote' does not go with change"),
    ({1: {"action": "reject", "start": "1"}}, "row 3: the quote is not what stands there"),
    ({1: {"action": "reject", "article": "3"}}, "row 3: the quote is not what stands there"),
    ({1: {"action": "reject", "item": "rule.hours"}}, "row 3: claim not found"), ({}, "holds no decision"),
])
def test_a_sheet_with_one_bad_row_adds_nothing(corpus, sheet, cells, words, capsys):
    path = filled(sheet, {0: {"action": "accept"}, **cells} if cells else {})
    assert 2 == main(["review", str(corpus), "--add", str(path), "--who", "Li"])
    assert f"koujing: {path}: {words}" in capsys.readouterr().err
    assert not (corpus / "review.csv").exists()


def test_wrong_calls_are_told_in_a_line(corpus, capsys):
    (corpus / "other.csv").write_bytes(b"a;b\n")
    for call, words in ((["review", str(corpus / "none")], "no such folder"),
                        (["review", str(corpus), "--add", "x.csv"], "nobody signs it; say who decided: --who NAME"),
                        (["review", str(corpus), "--add", "none.csv", "--who", "Li"], "cannot be read"),
                        (["review", str(corpus), "--add", str(corpus / "other.csv"), "--who", "Li"], "lacks the column 'action'"),
                        (["claims", str(corpus), "--review", str(corpus / "none.csv")], "no such file")):
        assert 2 == main(call)
        said = capsys.readouterr()
        assert words in said.err and 1 == said.err.count("\n") and not said.out


def test_claims_are_written_with_decisions_only_when_asked(corpus, article, capsysbinary):
    sms = replace(on(article, "channel.sms", "reject"), article="b")
    append(corpus / "review.csv", [on(article, "stage.visit", "reject"), sms])
    assert 0 == main(["claims", str(corpus)])
    plain = capsysbinary.readouterr().out
    assert 0 == main(["claims", str(corpus), "--review", str(corpus / "review.csv")])
    decided = capsysbinary.readouterr()
    gone = set(plain.splitlines()) - set(decided.out.splitlines())
    assert ["stage.visit"] == [json.loads(line)["item"] for line in gone]
    assert b": no such article (no article of this name)" in decided.err


def test_with_decisions_the_headlines_are_told_with_and_without(tmp_path, monkeypatch):
    articles = kj.load_corpus(SHIPPED)
    assert ["program", "by hand"] == [name.partition(" (")[0] for name in headlines.readings(articles)]
    shutil.copy(SHIPPED / "glosses.csv", tmp_path)
    torn = next(article for article in articles if article.name == headlines.headlines(
        kj.claims_table(articles), [article.name for article in articles]).torn[0])
    claims = [claim for claim in kj.extract(torn) if claim.item == "target.friends"]
    one = on(torn, "target.friends", "reject", old="")
    made = [replace(one, start=claim.start, end=claim.end, quote=claim.quote, before=before, after=after) for claim in claims
            for before, after in (context(torn.raw, claim.start, claim.end),)]
    append(tmp_path / "review.csv", made)
    monkeypatch.setenv("KOUJING_CORPUS", str(tmp_path))
    readings = headlines.readings(articles)
    table = headlines.beside(readings, "self").loc["of these: contradict themselves"]
    assert ["program, reviewed", 0, 1] == [next(iter(readings)), table.iloc[0], table.iloc[1]]


@pytest.fixture
def widget(corpus, article):
    shown, field, new, line, why, buttons, said = kj.review_widget([article], "Li", corpus, "2026-11-22").children
    press = {button.description: button.click for button in buttons.children}
    return shown, field, new, line, why, press, said, buttons


def test_the_widget_appends_what_is_decided(corpus, article, widget):
    shown, field, new, line, why, press, said, buttons = widget
    order = list(worth_checking([article], corpus)["item"])
    assert "1 of 5" in shown.value and "<mark>" in shown.value and not (corpus / "review.csv").exists()
    for item in order:
        if item == "stage.visit":
            assert ("routine", "conditional", "rare", "denied") == new.options
            new.value, why.value = "denied", "又一次"
            press["change"]()
        elif item == "target.emergency_contact":
            field.value, line.value = "conditions", "moon"
            assert "none" == new.layout.display
            press["change"]()
            assert "Not written" in said.value and "moon" in said.value
            line.value = "lawful"
            press["change"]()
        else:
            press[{"channel.sms": "reject", "stage.reminder": "accept"}.get(item, "skip")]()
    assert all(button.disabled for button in buttons.children) and "No claim is left" in shown.value
    found = {row["item"]: (row["action"], row["new"], row["why"], row["who"]) for row in rows(corpus / "review.csv")}
    assert {"stage.visit": ("change", "denied", "又一次", "Li"), "target.emergency_contact": ("change", "lawful", "", "Li"),
            "channel.sms": ("reject", "", "", "Li"), "stage.reminder": ("accept", "", "", "Li")} == found
    assert {"applied"} == set(kj.review_table([article], corpus)["fate"])


def test_the_widget_does_not_write_over_another_persons_rows(corpus, article, widget):
    *_, press, said, _ = widget
    append(corpus / "review.csv", [on(article, "stage.visit", "accept", "Wu")])
    press["reject"]()
    assert "Not written" in said.value and "changed meanwhile" in said.value and 1 == len(rows(corpus / "review.csv"))
