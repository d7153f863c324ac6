"""Every row of the cue tables: it matches its example, and not its counter-example."""
import pytest

from koujing.check import examples
from koujing.code import cues, patterns
from koujing.code.codebook import items, label, poles, ranks, table
from koujing.code.normal import normalise

ROWS = [row for name in cues.TABLES for row in table(name)]
CLASSES = {row["class"]: row["alternatives"] for row in table("classes")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_matches_its_example_and_not_its_counter_example(row):
    name = next(name for name in cues.TABLES if row in table(name))
    assert [] == list(examples.faults(name, row))


def test_ids_are_unique_and_every_item_has_a_row():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))
    assert {item for row in ROWS if row["layer"] == "item" for item in row["means"].split()} == set(items())


def test_the_vocabulary_is_the_codebooks():
    assert len(items()) == 26
    assert ranks() == {"routine": 3, "conditional": 2, "rare": 1, "denied": 0}
    assert set(poles()) == {item for item in items() if item.startswith("rule.")}
    assert label("channel.sms") == "短信 SMS"


def test_expansion_of_patterns():
    assert patterns.expand("a(b|c|)d|e") == {"abd", "acd", "ad", "e"}
    assert patterns.expand("({x})y", {"x": "1|2"}) == {"1y", "2y"}
    with pytest.raises(ValueError, match="unbalanced"):
        patterns.expand("a(b|c")
    with pytest.raises(ValueError, match="unbalanced"):
        patterns.expand("a)b")


def test_what_a_pattern_stands_for_is_what_is_looked_for():
    for row in ROWS:
        looked_for = patterns.compiled(row["pattern"], CLASSES)
        spelt = sorted(patterns.expand(row["pattern"], CLASSES))
        for string in spelt[::max(1, len(spelt) // 40)]:
            assert any(string == head if tail is None else string.startswith(head) and tail.fullmatch(string, len(head))
                       for head, tail in looked_for), (row["id"], string)
    many = "(a|ab)(b|)(c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s)"
    assert [head for head, _ in patterns.compiled(many)] == ["a", "ab"]
    assert patterns.compiled("(|x)(|y)z" + "(a|b|c|d|)" * 3)[0][0] == "z"


def test_a_tail_is_tried_wherever_it_may_match():
    tails = {tail for pairs in cues.load()[1].values() for _, tail in pairs if tail}
    assert len(tails) > 20
    for tail in tails:
        opening = patterns.openings(tail)
        assert (opening is None) == bool(tail.match("")), tail.pattern
        for char in opening or ():
            assert char in tail.pattern
    for row in ROWS:
        spelt = sorted(patterns.expand(row["pattern"], CLASSES))
        for head, tail in patterns.compiled(row["pattern"], CLASSES):
            opening = patterns.openings(tail) if tail else None
            for string in spelt[::max(1, len(spelt) // 40)]:
                if opening is not None and string.startswith(head) and tail.fullmatch(string, len(head)):
                    assert string[len(head)] in opening, (row["id"], string)
    tail = patterns.compiled("x" + "(a|b|c|d|)" * 3 + r"(-|e)")[0][1]
    assert patterns.openings(tail) == set("abcd-e")


def test_the_longest_match_of_a_layer_wins_and_masks_hide():
    found = {(event.start, event.end): event.cue.id for event in cues.find("不太会上门") if event.cue.layer == "stance"}
    assert found == {(0, 3): "rare.word"}
    assert not [event for event in cues.find("快递送货上门") if event.cue.layer == "item"]


def test_normalising_keeps_every_offset():
    text = "會用ＡＰＰ（微信）提醒，１２３；「好」\u3000\U0001f600"
    assert len(normalise(text)) == len(text)
    assert normalise("會用ＡＰＰ，") == "会用app,"
