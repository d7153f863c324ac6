"""Tables of words are shown whole, flush left, and harmless."""
import pandas as pd

from koujing.show.cards_tables import text_table

ROWS = pd.DataFrame({"file": ["a.txt", "<b>"], "fault": ["x" * 200, "is \u202eempty"]})


def test_no_cell_is_cut_short():
    assert "x" * 200 in text_table(ROWS).html and "x" * 200 in repr(text_table(ROWS))


def test_text_is_escaped_and_controls_are_visible():
    page = text_table(ROWS).html
    assert "&lt;b&gt;" in page and "<b>" not in page
    assert "⟨U+202E⟩" in page and "\u202e" not in repr(text_table(ROWS))


def test_plain_text_has_a_line_a_row():
    assert ["file | fault", "a.txt | " + "x" * 200] == repr(text_table(ROWS)).split("\n")[:2]
