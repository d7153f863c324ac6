"""review.csv: what is a decision and what is not, each bad row named with its line and the cure."""

import pytest
from hypothesis import example, given, strategies as st
from invented import examples
from review_data import TEXT, on

from koujing.code.claims import Timing
from koujing.read.article import InputFault
from koujing.read.cells import row_bytes, rows
from koujing.read.guard import guard, unguard
from koujing.review.decisions import COLUMNS, Decision, lines, parse, read_decisions
from koujing.review.values import of_text, to_text
from koujing.reviewing import HEADER

EXAMPLES = examples(100)
ROW = {"when": "2026-11-22", "who": "Li", "action": "change", "article": "a", "start": "3", "end": "7", "quote": "会上门。",
       "before": "平台", "after": "", "item": "stage.visit", "field": "stance", "old": "routine", "new": "rare", "why": ""}


def file(*changes):
    """The bytes of a review whose rows are `ROW` with these changes."""
    return HEADER + b"".join(row_bytes((ROW | change).values()) for change in changes)


def fault(data):
    with pytest.raises(InputFault) as raised:
        parse(data, "review.csv")
    said = str(raised.value)
    assert "\n" not in said and said.startswith("review.csv: ")
    return said.removeprefix("review.csv: ")


def test_a_row_is_read_as_it_was_written():
    one, other = parse(file({}, {"quote": "=会\r。", "why": "'=1, \"so\""}), "review.csv")
    assert (one.start, one.end, one.line, one.was(), one.values()) == (3, 7, 2, {"stance": "routine"}, {"stance": "rare"})
    assert (other.quote, other.why, other.line) == ("=会\r。", "'=1, \"so\"", 3)
    assert HEADER + lines([one, other]) == file({}, {"quote": "=会\r。", "why": "'=1, \"so\""})


def test_a_spreadsheet_runs_no_cell_of_a_review():
    assert b",'=1+1," in file({"why": "x", "who": "=1+1"})


def test_there_may_be_no_review_and_an_empty_one(tmp_path):
    assert () == read_decisions(tmp_path / "review.csv") == parse(HEADER, "review.csv")
    (tmp_path / "review.csv").mkdir()
    with pytest.raises(InputFault, match="is no file"):
        read_decisions(tmp_path / "review.csv")


@pytest.mark.parametrize(("change", "words"), [
    ({"when": "soon"}, "line 3: when 'soon' is no date; write it as"),
    ({"action": "confirm"}, "line 3: action 'confirm' is unknown; use one of accept, reject, change, add"),
    ({"start": "-3"}, "line 3: start '-3' is no whole number"), ({"end": "9" * 5000}, "line 3: end '999"),
    ({"end": "8"}, "line 3: the quote has 4 characters, start and end say 5; count code points"),
    ({"quote": "", "end": "3"}, "line 3: quote is empty"), ({"article": ""}, "line 3: article is empty"),
    ({"item": "stage.party"}, "line 3: item 'stage.party' is not in the codebook"),
    ({"field": "quote"}, "line 3: field 'quote' does not go with change; use 'claim', or one of item, basis"),
    ({"action": "add"}, "line 3: field 'stance' does not go with add; use 'claim'"),
    ({"action": "reject"}, "line 3: field 'stance' does not go with reject; use 'claim'"),
    ({"new": "often"}, "line 3: stance 'often' is not in the codebook; use one of routine, conditional"),
    ({"new": ""}, "line 3: stance is empty; give its value"), ({"old": "often"}, "line 3: stance 'often' is not in"),
    ({"field": "claim", "old": "", "new": "{"}, "line 3: '{' is no JSON"),
    ({"field": "claim", "old": "", "new": "[" * 99999}, "line 3: '[[["),
    ({"field": "claim", "old": "", "new": '{"mood": 1}'}, "line 3: '{\"mood\": 1}' is no object of a claim's fields"),
    ({"action": "add", "field": "claim", "old": "", "new": "{}"}, "line 3: new has no stance"),
    ({"action": "add", "field": "claim", "old": "", "new": '{"item": "rule.hours", "stance": "rare"}'}, "line 3: two items"),
    ({"field": "timing", "old": "", "new": '{"text": "x", "day_min": "3"}'}, "line 3: timing is no time; write"),
    ({"field": "conditions", "old": "", "new": "consent; moon"}, "line 3: conditions 'moon' is not in the codebook"),
])
def test_a_bad_row_is_named_with_its_line_and_the_cure(change, words):
    assert fault(file({}, change)).startswith(words)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "line 1: the columns are not those of a review; begin it with when,who"),
    (b"a,b\n", "line 1: the columns are not those of a review"), (b"\xff\xfe", "line 1 is not UTF-8; save it as CSV in UTF-8"),
    (HEADER + b"\n\xff", "line 3 is not UTF-8"), (HEADER + b'a,"b', "line 2 is no row of a CSV file"),
    (HEADER + b"a,b\n", "line 2: has 2 cells and not 14; quote cells that hold commas"),
    (file({"before": "\n\n", "after": "\n"}) + b"x\n", "line 6: has 1 cells"),
])
def test_a_file_that_is_no_review_is_refused(data, words):
    assert fault(data).startswith(words)


@EXAMPLES
@given(st.binary(max_size=300).map(lambda data: HEADER + data) | st.binary(max_size=100)
       | st.lists(st.sampled_from(list(ROW)), max_size=3).flatmap(lambda names: st.fixed_dictionaries(
           {name: st.text(max_size=12) for name in names})).map(file))
@example(b"\xef\xbb\xbf" + HEADER)
def test_any_bytes_are_decisions_or_a_fault_with_its_line(data):
    try:
        found = parse(data, "review.csv")
    except InputFault as error:
        assert error.fault.startswith("line ") and error.cure
    else:
        assert all(isinstance(one, Decision) and one.end - one.start == len(one.quote) for one in found)


@EXAMPLES
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=5))
def test_any_cells_come_back_as_they_were(cells):
    assert [unguard(guard(cell)) for cell in cells] == cells
    data = row_bytes(["first"]) + row_bytes(cells)
    assert [(1, ["first"])] + [(2, cells)] * any(map(str.strip, cells)) == list(rows(data, "x"))


@pytest.mark.parametrize(("field", "value"), [
    ("conditions", ("consent", "lawful")), ("conditions", ()), ("laws", ("《民法典》",)), ("value", None), ("value", "ant"),
    ("timing", None), ("timing", Timing("三天后")), ("timing", Timing("一个月后", 30, None)), ("stance", "rare")])
def test_values_come_back_from_their_cells(field, value):
    assert value == of_text(field, to_text(field, value))


def test_what_the_commands_write_is_a_decision(page):
    article = page(*TEXT)
    made = [on(article, "stage.visit", "accept"), on(article, "channel.sms", "reject"),
            on(article, "stage.visit", "change", field="stance", old="rare", new="denied")]
    found = parse(HEADER + lines(made), "x")
    assert [one.action for one in found] == ["accept", "reject", "change"]
    assert found[0].values()["stance"] == "rare" and not found[1].values() and len(COLUMNS) == 14
