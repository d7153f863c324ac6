"""The view of a text and the way back: what is not seen is skipped, and every offset finds its raw character."""
import random

import pytest

from koujing.read.article import Region
from koujing.read.lines import is_chinese
from koujing.read.spelling import _common, _has_others, respell, simplify
from koujing.read.view import PLAIN, View, view

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\ufe0f\U000e0061"


@pytest.mark.parametrize("raw, text", [
    ("会上门。", "会上门。"),
    ("会\u200b上\ufeff门。", "会上门。"),
    ("\ufeff会上门\u200d", "会上门"),
    ("家人\U0001f468\u200d\U0001f469\u200d\U0001f467会", "家人   会"),
    ("会上门❗️真的❓", "会上门！真的？"),
    ("1️⃣短信", "1 短信"),
    ("★★☆ ●第一 ①", "★★☆ ●第一 ①"),
    ("甲\xa0乙\u2009丙\u3000丁", "甲 乙 丙\u3000丁"),
    ("𠮷\u200b野", "𠮷野"),
    (UNSEEN, ""),
    ("", ""),
])
def test_what_a_reader_sees(raw, text):
    assert view(raw).text == text


def test_every_span_comes_back_to_its_own_characters():
    rng = random.Random(5)
    for _ in range(200):
        plain = "".join(rng.choice("会上门打电话𠮷,。\n") for _ in range(rng.randrange(1, 30)))
        raw = "".join(rng.choice(UNSEEN) * rng.randrange(3) + character for character in plain) + rng.choice(UNSEEN)
        seen = view(raw)
        assert seen.text == plain
        for start in range(len(plain)):
            for end in range(start + 1, len(plain) + 1):
                first, last = seen.to_raw(start, end)
                assert view(raw[first:last]).text == plain[start:end]
                assert raw[first] == plain[start] and raw[last - 1] == plain[end - 1]  # nothing unseen at either end
                assert seen.from_raw(first, last) == (start, end)


def test_a_word_of_another_length_has_the_place_of_the_whole():
    seen = view("拨\u200b打行动\u200b电话吗").replaced([(2, 6, "手机")])
    assert seen.text == "拨打手机吗"
    assert [seen.to_raw(at, at + 1) for at in range(5)] == [(0, 1), (2, 3), (3, 8), (3, 8), (8, 9)]
    assert seen.to_raw(2, 4) == (3, 8) and seen.from_raw(3, 8) == (2, 4)


def test_a_word_of_the_same_length_keeps_the_place_of_each_character():
    seen = View("会联络家人").replaced([(1, 3, "联系")])
    assert seen.text == "会联系家人" and [seen.to_raw(at, at + 1) for at in range(5)] == [(n, n + 1) for n in range(5)]


def test_records_move_there_and_back():
    seen, regions = view("\u200b标题\n\u200b正\u200b文"), (Region(0, 2, "title"), Region(3, 5, "body"))
    raw = seen.spans_to_raw(regions)
    assert [(region.start, region.end, region.kind) for region in raw] == [(1, 3, "title"), (5, 8, "body")]
    assert seen.spans_from_raw(raw) == regions


def test_an_empty_span_stays_empty():
    seen = view("甲\u200b乙")
    assert (seen.to_raw(1, 1), seen.to_raw(2, 2), view("").to_raw(0, 0)) == ((2, 2), (3, 3), (0, 0))


def test_simplifying_keeps_the_length_of_every_character_and_of_any_text():
    every = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x2A6E0))))
    assert len(simplify(every)) == len(every)
    rng, common = random.Random(3), "會說後裡面隻乾著於瞭藉覆徵與學體醜鬱台臺裏麵髮發復複幹榦松鬆這樣還單臟髒\U0001f600a。"
    for _ in range(500):
        text = "".join(rng.choice(common) for _ in range(40))
        assert len(simplify(text)) == len(text)


@pytest.mark.parametrize("traditional, simplified", [
    ("隨著時間", "随着时间"), ("回覆", "回复"), ("憑藉", "凭借"), ("瞭解", "了解"), ("徵信", "征信"),
    ("家裡和家裏", "家里和家里"), ("為與爲", "为与为"), ("説明", "说明"),
    ("乾隆", "乾隆"), ("著名", "著名"), ("ＡＰＰ３", "APP3")])
def test_characters_are_simplified_by_the_words_they_stand_in(traditional, simplified):
    assert respell("債" + traditional) == "债" + simplified


def test_simplified_text_is_left_as_it_is():
    assert simplify("中乾评级认为，显著的是著作权。") == "中乾评级认为，显著的是著作权。"


def test_a_text_that_is_passed_over_has_nothing_to_change():
    plain = [chr(code) for code in range(0x110000) if PLAIN.fullmatch(chr(code))]
    assert len(plain) > 40_000
    assert plain == list(view("".join(plain) + "\u200b").text)


def test_characters_that_simplified_texts_lack_are_found_behind_any_mark():
    found = {chr(code) for code in range(0x10000) if _has_others(f"会—{chr(code)}短")}
    assert found == {chr(code) for code in range(0x10000) if is_chinese(chr(code))} - _common()
    assert _has_others("€" * 9 + "會") and not _has_others("€" * 9 + "会")
