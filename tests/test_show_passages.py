"""Cards of passages: escaped, glossed, and saying what they leave out."""
import pandas as pd

from koujing.show.passages import passages

EVIL = "<script>alert(1)</script>\u202e"


def rows(**more):
    return pd.DataFrame({"article": ["a", "b"], "start": [0, 5], "end": [2, 9], "quote": ["短信", EVIL],
                         "note": ["furniture", EVIL], **more})


def test_what_a_page_says_never_becomes_markup():
    card = passages(rows(), {EVIL: EVIL})
    assert "<script>" not in card.html and "\u202e" not in card.html and "\u202e" not in card.text
    assert 3 == card.html.count("&lt;script&gt;")


def test_a_gloss_stands_under_its_quote_also_where_the_marked_text_is_shown():
    card = passages(rows(marked=["短⟨信⟩", "x"]), {"短信": "SMS"})
    assert "短⟨信⟩" in card.html and "“短信”" not in card.html
    assert card.html.index("短⟨信⟩") < card.html.index("SMS")
    assert "a [0:2]" in card.text and "SMS" in card.text


def test_it_says_how_many_are_left_out_and_when_there_are_none():
    assert "… and 1 more" in passages(rows(), most=1).text
    assert "more" not in passages(rows()).text
    assert "none" == passages(rows().head(0)).text
