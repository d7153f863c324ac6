"""Hostile texts: time grows with the length of a text and not with its square, whatever stands in it."""
import random
import time

import pytest

from koujing.code.extract import LONGEST, extract, stretches
from koujing.code.sequence import stage_sequence
from koujing.read.corpus import read_article

SENTENCE = "若借款人失联，平台可能会上门催收，也会打电话给家人、单位，但一般不会起诉"
PIECES = {
    "one sentence": SENTENCE + "，", "no punctuation": SENTENCE.replace("，", "").replace("、", ""), "brackets": "（《“【",
    "opening": "（", "titles": "《", "negation": "不会", "conditions": "如果失联", "list": "上门、", "blanks": "上门 ",
    "labels": "短信：", "bars": "上门|", "speech": "他说：“", "sentences": SENTENCE + "。", "lines": "会上门。\n",
    "headings": "Q1：会上门吗？\n", "rows": "短信 | 电话 | 上门\n", "comments": "网友评论\n会上门。\n", "links": "相关阅读\n",
    "traditional": "會上門催收", "unseen": "上\u200b门", "regional": "聯絡不上就寄存證信函", "dates": "2024-01-01",
    "full stops": "会.", "stray words": "采取短信催收的邮件方式。", "steps": "先短信提醒,再电话催收,无效后委外,",
    "delays": "超过过了", "numerals": "一二三", "months": "三月委外", "numbered": "1. 短信提醒。\n(1) 电话催收。\n",
    "days": "逾期3天：短信提醒。\n逾期9天：起诉。\n",
}


def seconds(tmp_path, piece, length):
    """The processor seconds that a page with so many characters of a piece takes to read and to code."""
    path = tmp_path / f"{length}.txt"
    filling = (piece * (length // len(piece) + 1))[:length]
    path.write_text(f"微粒贷逾期后会怎样\n\n微粒贷逾期后会上门催收。\n{filling}\n微粒贷逾期后会发短信提醒。\n", encoding="utf-8")
    start = time.process_time()
    article = read_article(path)
    claims = extract(article)
    stage_sequence(article, claims)
    taken = time.process_time() - start
    assert all(article.raw[claim.start:claim.end] == claim.quote for claim in claims)
    assert any(claim.item == "stage.visit" for claim in claims)  # what stands before is still read
    return taken


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_time_grows_with_the_length(tmp_path, piece):
    seconds(tmp_path, "热身。", 100)
    best = {1_500: float("inf"), 12_000: float("inf")}
    for _ in range(3):  # whatever else the machine does only adds to the time: the best of three is the text's own
        best = {length: min(taken, seconds(tmp_path, piece, length)) for length, taken in best.items()}
        if best[12_000] < 8 * 2.5 * max(best[1_500], 0.02):
            break
    assert best[12_000] < 8 * 2.5 * max(best[1_500], 0.02)  # eight times as long; the square would be 64 times


@pytest.mark.parametrize("piece", [SENTENCE + "，", "（", "《", "若"], ids=["clauses", "brackets", "titles", "ifs"])
def test_a_sentence_of_a_hundred_thousand_characters_ends(tmp_path, piece):
    assert seconds(tmp_path, piece, 100_000) < 20


def test_stretches_follow_each_other_and_end_at_marks():
    rng = random.Random(2)
    for _ in range(50):
        text = "".join(rng.choice("会上门打电话短信,: ") for _ in range(rng.randrange(3_000)))
        found = list(stretches(text))
        assert "".join(text[start:end] for start, end in found) == text
        assert all(0 < end - start <= LONGEST for start, end in found) or not text


def test_what_a_long_sentence_says_late_is_claimed(page):
    sentence = "平台" + "非常" * 400 + "讲究程序，银行会起诉借款人，催收人员不会上门。"
    found = {(claim.item, claim.stance): claim for claim in extract(page("微粒贷逾期后会怎样", "", sentence))}
    assert found["stage.legal_action", "routine"].quote == found["stage.visit", "denied"].quote == sentence
