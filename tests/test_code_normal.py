"""One spelling: traditional characters, the words of Taiwan and Hong Kong, and when OpenCC is loaded."""
import subprocess
import sys
from pathlib import Path

import pytest

from koujing.code import cues, patterns
from koujing.code.codebook import table
from koujing.code.explain import explain
from koujing.code.extract import extract
from koujing.code.normal import fold, normalise, spell
from koujing.code.sequence import stage_sequence
from koujing.read.spelling import simplify

ROWS = table("regional")
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["regional"].split("|")[0])
def test_a_regional_word_becomes_the_mainlands_in_its_example_and_not_in_its_counter_example(row):
    words = normalise(row["regional"]).split("|")
    assert row["gloss"] and simplify(row["mainland"]) == row["mainland"]
    assert any(word in normalise(row["example"]) for word in words)
    assert row["mainland"] in spell(row["example"]).text
    assert row["mainland"] not in spell(row["counter"]).text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["regional"].split("|")[0])
def test_each_word_of_a_row_is_respelt_and_what_merely_looks_like_it_is_not(row):
    for word in normalise(row["regional"]).split("|"):
        assert spell(f"会,{word},").text == f"会,{row['mainland']},"
    for word in filter(None, normalise(row["unless"]).split("|")):
        assert any(part in word for part in normalise(row["regional"]).split("|")), word
        assert row["mainland"] not in spell(f"会,{word},").text


def test_no_regional_word_is_listed_twice_and_no_cue_needs_a_traditional_character():
    words = [word for row in ROWS for word in row["regional"].split("|")]
    assert len(words) == len(set(words))
    patterns = [row["pattern"] for name in cues.TABLES for row in table(name)] + [row["alternatives"] for row in table("classes")]
    assert [pattern for pattern in patterns if simplify(pattern) != pattern] == []


@pytest.mark.parametrize("row", [row for name in cues.TABLES for row in table(name) if row["layer"] != "mask"],
                         ids=lambda row: row["id"])
def test_a_cue_is_still_one_when_its_regional_words_are_respelt(row):
    literals = patterns.expand(fold(row["pattern"]), {row["class"]: fold(row["alternatives"]) for row in table("classes")})
    assert set(spell("\n".join(sorted(literals))).text.split("\n")) <= literals


def test_regional_words_are_respelt_in_simplified_characters_too():
    assert spell("聯絡人與網友").text == spell("联络人与网友").text == "联系人与网友"


def claimed(article):
    return {(claim.item, claim.stance, claim.quote) for claim in extract(article)}


@pytest.mark.parametrize("sentence, items", [
    ("平臺會以簡訊提醒借款人還款。", {"channel.sms", "stage.reminder"}),
    ("銀行會寄發存證信函給債務人。", {"stage.lawyer_letter"}),
    ("銀行會向法院聲請支付命令。", {"stage.legal_action"}),
    ("銀行會把債權委外給討債公司催收。", {"stage.outsourced"}),
    ("收數公司會上門追數。", {"stage.visit"}),
    ("逾期會留下聯徵紀錄，造成信用瑕疵。", {"stage.credit_report"}),
    ("財務公司會聯絡諮詢人。", {"target.emergency_contact"}),
    ("催收人員會打給公司的同仁。", {"target.workplace"}),
    ("客服會透過LINE傳訊息給借款人。", {"channel.online"}),
    ("業者不得外洩客戶的個資。", {"rule.privacy"}),
])
def test_sentences_of_taiwan_and_hong_kong_are_understood(page, sentence, items):
    article = page("微粒貸逾期後會怎樣", "", sentence)
    assert {(item, quote) for item, _, quote in claimed(article)} >= {(item, sentence) for item in items}


def test_a_quote_and_its_time_are_raw_where_lengths_differ(page):
    sentence = "逾期三\u200b十天後，行動電話聯\u200b絡不上時，銀行可能寄存證信函到住家。"
    [claim] = [claim for claim in extract(page("微粒貸逾期後會怎樣", "", sentence)) if claim.item == "stage.lawyer_letter"]
    assert claim.quote == sentence and claim.timing.text == "逾期三\u200b十天後" and claim.timing.day_min == 30
    [row] = [row for row in explain(claim) if row["rule"] == "letter.law"]
    assert row["words"] == "存證信函"


def test_the_order_of_stages_is_read_through_what_is_not_seen(page):
    steps = ["催收流程分為以下幾個階段：", "1. 逾期後，平臺會傳簡訊提醒借款人還款。", "2. 之後內部催收團隊會打電話催收。",
             "3. 最後，銀行會向法院起訴。"]
    article = page("微粒貸逾期後會怎樣", "", *("\u200b".join(step) for step in steps))
    order = stage_sequence(article, extract(article))
    assert (order["stage.reminder"], order["stage.internal"], order["stage.legal_action"]) == (1, 2, 3)


def test_damage_is_found_in_traditional_characters(page):
    article = page("微粒貸逾期後會怎樣", "", "平臺會採取一系列催收手，追討欠款。")
    assert [(place.text, place.kind, place.repair) for place in article.damage] == [("手", "dropped", "手段")]


def loaded(*texts):
    """Whether coding these texts loads OpenCC, in a process of its own."""
    code = ("import sys; from koujing.code.extract import extract; from koujing.read.corpus import read_article\n"
            "for path in sys.argv[1:]: extract(read_article(path))\nprint('opencc' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code, *map(str, texts)], cwd=NOTEBOOKS, capture_output=True, text=True,
                          check=True)
    return done.stdout == "True\n"


def test_opencc_is_loaded_only_for_traditional_text():
    corpus = NOTEBOOKS.parent / "corpus"
    assert not loaded(*sorted((corpus / "articles").glob("*.txt")))
    assert loaded(corpus / "coding" / "dev" / "articles" / "d16.txt")
