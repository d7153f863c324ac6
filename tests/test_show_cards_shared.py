"""Shared text side by side: what both have is marked, everything is escaped, and nothing is nothing."""
import pandas as pd

from koujing.compare.reuse import SHARED_COLUMNS
from koujing.show.cards_shared import shared_text


def pair(one="若内部催收无效，可能委托", other="如果内部催收无效,或许委托"):
    return pd.DataFrame([("000_d7d50abeb46771f2", 3, 9, one, "004_3bbb9dac830e0b0d", 5, 11, other, .7, 9.)],
                        columns=SHARED_COLUMNS)


def test_what_both_have_is_marked_on_both_sides():
    card = shared_text(pair())
    assert "000 [3:9]\n  “若【内部催收无效】，可能【委托】”" in repr(card)
    assert "| 004 [5:11]\n  “如果【内部催收无效】,或许【委托】”" in repr(card)
    assert 4 == card._repr_html_().count("<b style=")


def test_an_english_rendering_stands_beneath_its_quote():
    card = shared_text(pair(), {"若内部催收无效，可能委托": "if in-house collection fails"})
    assert 1 == repr(card).count("if in-house") == card._repr_html_().count("<i>if in-house")


def test_markup_in_an_article_stays_text():
    card = shared_text(pair("<script>短信</script>", "<script>短信</script>x"))
    assert "<script>" not in card._repr_html_() and "&lt;script&gt;" in card._repr_html_()


def test_what_is_left_out_is_counted_and_nothing_shared_is_said():
    assert repr(shared_text(pd.concat([pair()] * 3), most=1)).endswith("… and 2 more")
    assert "no shared text" == repr(shared_text(pair().head(0)))
