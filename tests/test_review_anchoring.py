"""Decisions find their sentences again in edited texts, or are listed: never put on another sentence."""
from collections import Counter
from dataclasses import replace

import pytest
from edits import trials
from hypothesis import given, strategies as st
from invented import examples

from koujing.review.anchoring import anchor
from koujing.review.decisions import Decision, context

A, B, C, D = ("微粒贷逾期后，平台会先发送短信，提醒借款人尽快还款。", "催收人员一般不会上门，除非金额很大。",
              "若借款人失联，平台可能会联系紧急联系人，请其代为转告。",
              "逾期记录会报送征信系统，影响以后的贷款。")
OTHER = "另外，利息按日计算，具体以合同为准。"


def spans(text):
    """The sentences of a text of our own, each up to its full stop."""
    ends = [place + 1 for place, char in enumerate(text) if char == "。"]
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def found(before, after, quote=B):
    """The anchor in the text `after` of a decision made on the (first) quote in the text `before`, and what stands there."""
    start = before.index(quote)
    end = start + len(quote)
    one = anchor(after, spans(after), Decision("", "", "", "", start, end, quote, *context(before, start, end), ""))
    return one.how, after[one.start:one.end] if one.found else None


@pytest.mark.parametrize(("after", "how", "text"), [
    (A + B + C + D, "here", B), (OTHER + A + B + C + D, "moved", B), (A + OTHER + B + C + D, "approximate", B),
    (C + D + A + B, "ambiguous", None), (D + A + B + C, "moved", B),
    (A + B.replace("一般", "通常") + C + D, "approximate", B.replace("一般", "通常")),
    (A + C + D, "missing", None), (OTHER + B + OTHER, "ambiguous", None), ("", "missing", None),
    (A + B + C + OTHER + A + B + C, "here", B), (OTHER + A + B + C + OTHER + A + B + C, "ambiguous", None),
    (D + B + OTHER + A + B + C, "moved", B), (A + C + D + OTHER + B, "ambiguous", None),
    (A + B.replace("一般", "通常") + C + D + OTHER + B, "ambiguous", None),
], ids=["same", "shifted", "beside", "end", "front", "reworded", "gone", "elsewhere", "empty", "copied behind", "copied twice",
        "copied before", "moved away", "reworded and copied"])
def test_a_sentence_is_found_or_given_up_with_a_reason(after, how, text):
    assert (how, text) == found(A + B + C + D, after)


def test_an_approximate_anchor_has_its_score_and_an_uncertain_one_its_reason():
    text = A + B.replace("一般", "通常") + C
    place = (A + B + C).index(B)
    one = Decision("", "", "", "", place, place + len(B), B, *context(A + B + C, place, place + len(B)), "")
    near, lost = anchor(text, spans(text), one), anchor(A, spans(A), one)
    assert near.how == "approximate" and 0.75 <= near.score < 1 and "reworded" in near.why
    assert not lost.found and lost.why and lost.score == 0


def test_a_row_without_context_counts_only_where_it_stood():
    one = Decision("", "", "", "", 0, len(B), B, "", "", "")
    assert "here" == anchor(B + C, spans(B + C), one).how
    assert "ambiguous" == anchor(C + B, spans(C + B), one).how


def test_the_first_and_the_last_sentence_are_found_when_text_is_put_before_and_behind():
    for quote in (A, D):
        assert ("moved", quote) == found(A + B + C + D, OTHER + A + B + C + D + OTHER, quote)


@pytest.mark.parametrize(("names", "seed"), [(["dev"], 1), (["dev2"], 2)])
def test_no_decision_is_put_on_another_sentence(names, seed):
    counts = Counter(trial.verdict for trial in trials(names, 1000, seed))
    assert counts["wrong"] == 0
    assert counts["right"] > 0.45 * sum(counts.values()) and counts["twin"] < 0.01 * sum(counts.values())


PIECES = ["会上门。", "不会", "短信", "\n", " ", "。", "联系家人", "𠀀", "😀", "\u200b", "a"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@examples(100)
@given(WORDS, WORDS, st.integers(0, 50), st.integers(1, 20), st.booleans())
def test_anchors_never_raise_and_exact_ones_quote_what_stands_there(before, after, start, size, bare):
    quote = before[start:start + size] or "会"
    one = Decision("", "", "", "", start, start + len(quote), quote, *context(before, start, start + len(quote)), "")
    made = anchor(after, spans(after), replace(one, before="", after="") if bare else one)
    assert made.why and (made.start is None) == (made.how in ("ambiguous", "missing"))
    if made.how in ("here", "moved"):
        assert after[made.start:made.end] == quote
    if made.found:
        assert 0 <= made.start < made.end <= len(after)
