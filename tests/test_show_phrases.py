"""Pieces of prose read well for none, for one and for many."""
import pandas as pd

from koujing.show import phrases


def test_codes_are_labelled_once_in_the_order_given():
    assert "家人 family and 短信 SMS" == phrases.labelled(["target.family", "channel.sms", "target.family"])
    assert "nobody" == phrases.labelled([], none="nobody")


def test_missing_figures_are_said_in_words():
    assert ["0.63", "not defined", "not defined", "not defined"] == [
        phrases.figure(value) for value in (0.627, None, float("nan"), pd.NA)]
    assert ["1", "silent"] == [phrases.figure(1.0, 0), phrases.figure(None, none="silent")]


def test_a_span_has_two_ends_unless_they_are_one():
    assert ["4 to 6", "4", "none", "none"] == [phrases.span(values) for values in ([6, 4, 5], [4, pd.NA], [None], [])]
    assert "0.40 to 1.00" == phrases.span(pd.Series([1.0, 0.4, None], dtype="Float64"), 2)


def test_where_most_of_something_is():
    counts = pd.Series({"000_d7d50abeb46771f2": 1, "001_12a46af68e6344af": 4})
    assert ", 4 of them in 001" == phrases.largest_share(counts)
    assert "" == phrases.largest_share(counts * 0) == phrases.largest_share(counts.tail(1))


def test_phrases_from_empty_tables():
    nothing = pd.DataFrame(columns=["word", "english", "article", "count", "expected", "signed", "places"])
    assert "none" == phrases.apart(nothing) == phrases.leading(nothing, 0, "places")
    assert "" == phrases.first_row(nothing)["word"]
    assert "0 claims in any family of items" == phrases.families_counted(pd.DataFrame({"article": ["all"], "stage": [0]}))


def test_one_family_alone_is_said_in_the_singular():
    table = pd.DataFrame({"article": ["all"], "stage": [0], "target": [1], "all": [1]})
    assert "1 of 1 claim is about targets" == phrases.families_counted(table)


def test_wrapped_lines_keep_every_word():
    text = "短信 (SMS), 电话 (phone), 上门催收 (collection visit) and 律师函 (lawyer's letter)"
    lines = phrases.wrapped(text, 30).split("\n")
    assert text == " ".join(lines)
    assert 1 < len(lines) and max(len(line) + sum(ord(char) > 0x2e7f for char in line) for line in lines) <= 30
