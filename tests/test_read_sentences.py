"""Sentences by codebook §1, and headings."""

import json

import pytest

from koujing.read.corpus import SHIPPED, read_article
from koujing.read.lines import split_lines
from koujing.read.regions import regions
from koujing.read.sentences import cut, sentences

CODED = {"gold": SHIPPED / "articles", "dev": SHIPPED / "coding/dev/articles"}


def texts(raw):
    return [raw[start:end] for start, end in cut(raw, 0, len(raw))]


def kinds(body):
    """`{text: kind}` of the sentences of a page with this body."""
    raw = "这一页的标题是逾期\n作者：某人\n" + body
    return {raw[s.start : s.end]: s.kind for s in sentences(raw, regions(raw))}


def claims(name):
    with open(SHIPPED / f"coding/{name}/claims.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("name", CODED)
def test_every_coded_claim_is_a_sentence_of_ours_and_no_heading(name):
    articles = {path.stem: read_article(path) for path in sorted(CODED[name].glob("*.txt"))}
    found = {(stem, s.start, s.end): s for stem, article in articles.items() for s in article.sentences}
    for claim in claims(name):
        sentence = found[claim["article"], claim["start"], claim["end"]]
        assert claim["quote"] == articles[claim["article"]].text(sentence)
        assert "prose" == sentence.kind, claim["quote"]
        assert ("comment" if claim["source"] == "comment" else "body") == sentence.region or claim[
            "source"
        ] != "comment"


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "一般会发短信。也会打电话!真的?对；是;好！",
            ["一般会发短信。", "也会打电话!", "真的?", "对；", "是;", "好！"],
        ),
        ("并不常见.以下是详细分析", ["并不常见.", "以下是详细分析"]),
        ("假的. 真的.", ["假的.", "真的."]),
        ("利率3.2%左右,见1.1节.完", ["利率3.2%左右,见1.1节.", "完"]),
        ("1. 短信提醒:会发短信。", ["1. 短信提醒:会发短信。"]),
        ("一.短信提醒", ["一.短信提醒"]),
        ("App.微信都会提醒", ["App.微信都会提醒"]),
        ("他说：“不会上门。”然后走了。", ["他说：“不会上门。”", "然后走了。"]),
        ("（不会上门。）「會。」他說。", ["（不会上门。）", "「會。」", "他說。"]),
        ("真的会来吗？！不会……吧", ["真的会来吗？！", "不会……吧"]),
        ("\u3000\u3000会打电话。 \u3000 会上门。", ["会打电话。", "会上门。"]),
        ("。。。", []),
        ("★★", []),
        ("", []),
        ("---", []),
    ],
)
def test_where_sentences_end(text, expected):
    assert expected == texts(text)


def test_line_breaks_end_sentences_and_lines_are_numbered():
    raw = "标题\r\n\r\n会发短信,\r\n也会打电话。不会上门。\r\n"
    found = sentences(raw, regions(raw))
    assert [("会发短信,", 2), ("也会打电话。", 3), ("不会上门。", 3)] == [(raw[s.start : s.end], s.line) for s in found]


def test_a_row_of_a_table_is_one_sentence():
    found = kinds(
        "说明在这里，表格在下面。\n产品 | 上门 | 单位\n"
        "微粒贷 | 罕见。一般不会；除非失联 | 不联系\n借呗 | 不上门 | 不联系\n完了。"
    )
    assert "微粒贷 | 罕见。一般不会；除非失联 | 不联系" in found
    assert "prose" == found["借呗 | 不上门 | 不联系"]


@pytest.mark.parametrize(
    "heading",
    [
        "一、短信提醒",
        "第一部分 电话催收",
        "1.1 催收流程",
        "【第1-3天】温和期",
        "Q1：会上门吗？",
        "案例一：小王忘记还款",
        "传言二:好友都会收到群发消息",
        "会不会打给单位？",
        "短信提醒",
        "1. 成本考量",
        "## 电话催收",
        "（一）内部催收",
        "二、上门催收:可能性与法律依据",
        "表1　各家催收方式",
        "微粒贷会不会群发好友",
    ],
)
def test_headings(heading):
    found = kinds(
        f"先说结论，一般不会上门，短信倒是会发。\n{heading}\n逾期三天之内平台一般会发短信提醒，之后由客服打电话，再往后就难说了。"
    )
    assert "heading" == found[heading]


@pytest.mark.parametrize(
    "body, prose",
    [
        ("途径有以下几种:\n(1)电话;\n(2)短信;\n通常先打电话，电话不通才改用短信和邮件。", "(1)电话;"),
        (
            "途径有以下几种:\n1. 短信提醒\n2. 电话催收\n3. 上门催收\n通常先打电话，电话不通才改用短信和邮件。",
            "3. 上门催收",
        ),
        ("途径有以下几种:\n1. 短信提醒\n2. 电话催收\n通常先打电话，电话不通才改用短信和邮件。", "1. 短信提醒"),
        (
            "以下情况会打给家人:\n‧ 失联一个月\n‧ 家人就是紧急联系人\n除此之外，一般不会打给家里任何一个人。",
            "‧ 失联一个月",
        ),
        (
            "流程如下：\n1. 短信提醒:逾期后,借款人会收到催款短信。\n2. 电话催收:会打电话。\n就是这样。",
            "1. 短信提醒:逾期后,借款人会收到催款短信。",
        ),
        (
            "我逾期三个月了 什么都经历过\n第三天微信弹了提醒 又来一条短信\n第九天电话来了 问我怎么不还",
            "第三天微信弹了提醒 又来一条短信",
        ),
        ("在以下情况下可能会联系家人:\n本人失联\n很多人担心这一点，其实只要电话打得通就不会。", "本人失联"),
    ],
)
def test_list_items_and_unpunctuated_lines_are_prose(body, prose):
    assert "prose" == kinds(body)[prose]


@pytest.mark.parametrize("name", CODED)
def test_sentences_are_ordered_stripped_and_inside_their_regions(name):
    for path in sorted(CODED[name].glob("*.txt")):
        article = read_article(path)
        spans = {kind: article.ranges(kind) for kind in ("body", "comment")}
        for one, two in zip(article.sentences, article.sentences[1:], strict=False):
            assert one.end <= two.start
        lines = {line.number: line for line in split_lines(article.raw)}
        for sentence in article.sentences:
            text = article.text(sentence)
            assert text and text == text.strip()
            assert any(start <= sentence.start and sentence.end <= end for start, end in spans[sentence.region])
            assert lines[sentence.line].start <= sentence.start and sentence.end <= lines[sentence.line].end


def test_every_word_of_body_and_comments_is_in_a_sentence():
    for folder in CODED.values():
        for path in folder.glob("*.txt"):
            article = read_article(path)
            kept = "".join(article.text(s) for s in article.sentences)
            whole = "".join(
                article.raw[start:end] for kind in ("body", "comment") for start, end in article.ranges(kind)
            )
            assert sorted(c for c in whole if c.isalnum()) == sorted(c for c in kept if c.isalnum())


@pytest.mark.parametrize(
    "unit, times",
    [
        ("逾期会短信", 150_000),
        ("。", 215_000),
        (".", 215_000),
        ("一.", 150_000),
        ("”", 215_000),
        ("？”", 80_000),
        (" ", 215_000),
        ("1. ", 80_000),
        ("a|b\n", 25_000),
        ("一、会\n", 25_000),
    ],
)
def test_hostile_sizes_end(unit, times):
    raw = "标题\n正文在这里，" + unit * times
    assert all(s.start < s.end for s in sentences(raw, regions(raw)))
