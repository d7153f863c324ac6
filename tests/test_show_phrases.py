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
