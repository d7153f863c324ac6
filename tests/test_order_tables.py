"""Every row of the tables of order: it matches its example, and not its counter-example."""
import re

import pytest

from koujing.code import order_marks
from koujing.code.codebook import table
from koujing.code.normal import normalise

MARKS, OPENERS = table("order_marks"), table("order_openers")
OF_TEXTS = {"course", "kinds", "form", "preview", "closing", "tail"}  # kinds that are asked of headings and introductions


@pytest.mark.parametrize("row", MARKS, ids=lambda row: row["id"])
def test_a_mark_is_found_in_its_example_alone(row):
    def kinds(text):
        return {mark.kind for mark in order_marks.words(normalise(text), (row["kind"],))}

    assert row["kind"] in kinds(row["example"]) and row["kind"] in {*order_marks.LINKS, *OF_TEXTS}
    assert not re.search(row["pattern"], normalise(row["counter"]))
    assert re.search(row["pattern"], normalise(row["example"]))


@pytest.mark.parametrize("row", OPENERS, ids=lambda row: row["id"])
def test_an_opener_opens_its_example_alone(row):
    opened = order_marks.opener(normalise(row["example"]))
    assert opened.family == row["kind"] and opened.end > 0
    assert not re.match(row["pattern"], normalise(row["counter"]))
    assert re.match(row["pattern"], normalise(row["example"]))


@pytest.mark.parametrize("rows", [MARKS, OPENERS], ids=["marks", "openers"])
def test_rows_are_whole_and_have_an_id_of_their_own(rows):
    assert all(row["gloss"] and row["example"] and row["counter"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)


def test_openers_are_numbered_and_items_of_one_list_share_a_style():
    numbers = {"1. 甲": 1, "（二）乙": 2, "③丙": 3, "第四步：丁": 4, "十一、戊": 11, "逾期7天：己": 7}
    assert {text: order_marks.opener(normalise(text)).number for text in numbers} == numbers
    assert order_marks.opener("1. 甲").style == order_marks.opener("2. 乙").style != order_marks.opener("(2)乙").style
    assert order_marks.opener("①甲").style == order_marks.opener("②乙").style
