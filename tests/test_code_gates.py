"""What is looked for only where a cheaper sign stands: wherever the thing itself is, the sign is too."""
import pytest

from koujing.code import cues, order_marks, order_times, shape, source, timing
from koujing.code.codebook import table
from koujing.code.flags import FLAG
from koujing.code.normal import fold, normalise, spell
from koujing.compare import trust
from koujing.read.lines import FINAL
from koujing.tables import coded_articles

ENDS = ("时", "前", "的话")


@pytest.fixture(scope="module")
def texts():
    """Every sentence of the shipped articles and every example of the tables, in one spelling."""
    shown = [row[column] for name in (*cues.TABLES, "order_marks", "order_openers") for row in table(name)
             for column in ("example", "counter")]
    said = [article.text(sentence) for article in coded_articles(trust.load_coding("gold")) for sentence in article.sentences]
    rare = ("他说,会上门", "去年国庆前,差不多两个月", "短信→电话->上门", "m3,d15", "收到短信后")
    return [spell(text).text for text in (*said, *shown, *rare)]


@pytest.mark.parametrize("pattern, sign", [
    (timing.WHEN, timing.timed), (order_times.ROUGHLY, timing.timed), (order_times.DATE, order_times.DATED.search),
    (order_times.CODE, order_times.LETTER.search), (order_marks.ARROW, order_marks.POINTING.search),
    (source.SAYS, source.SPEAKING.search), (shape.WHILE, shape.SHAPING.search), (shape.RECEIVED, shape.SHAPING.search),
])
def test_where_a_pattern_matches_its_sign_stands(texts, pattern, sign):
    found = [text for text in texts if pattern.search(text)]
    assert found
    assert not [text for text in found if not sign(text)]


def test_a_clause_that_ends_in_a_frame_has_its_sign():
    assert all(shape.SHAPING.search(end) for end in (*ENDS, "除非"))


def test_an_opener_is_found_by_the_pattern_for_any(texts):
    openers, any_of_them = order_marks._openers()
    assert any(any_of_them.match(text) for text in texts)
    for text in texts:
        assert bool(any_of_them.match(text)) == any(pattern.match(text) for _, _, pattern in openers)


def test_no_cue_holds_what_ends_a_sentence():
    ends = {*fold(FINAL), ".", "\n"}
    for head, pairs in cues.load()[1].items():
        assert ends.isdisjoint(head), head
        for cue, tail in pairs:
            assert not tail or ends.isdisjoint(tail.pattern.replace("(?:", "")), cue.id


def test_a_text_that_names_an_item_is_searched(texts):
    item = FLAG["item"]
    for text in texts:
        found = cues.find(text)
        assert cues.find(text, naming=True) == found or not cues.flags_in(found) & item
    assert cues.find("他会来", naming=True) == [] != cues.find("他会来")


def test_every_flag_is_some_cues():
    known = cues.load()[0].values()
    assert [name for name, flag in FLAG.items() if not any(cue.flags & flag for cue in known)] == []


def test_simplified_texts_are_known_by_their_characters():
    assert normalise("逾期後會收到短訊") == "逾期后会收到短讯"
    assert normalise("•逾期后会收到短讯") == "•逾期后会收到短讯"
