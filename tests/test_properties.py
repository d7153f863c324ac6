"""What holds of reading and coding whatever comes in: any bytes, any text. More examples: KOUJING_EXAMPLES=5000."""
import tempfile
from pathlib import Path

from hypothesis import given, strategies as st
from invented import examples

from koujing.code.extract import extract
from koujing.code.sequence import stage_sequence
from koujing.read.article import InputFault
from koujing.read.corpus import SHIPPED, as_printed, read_article
from koujing.read.encodings import guess, likeness
from koujing.read.markup import visible_text

CHECKED = examples(40)

# Pieces of the trade, joined at random: words that rules know, marks, line ends, characters outside the basic plane, unseen ones.
PIECES = st.sampled_from([
    "微粒贷", "借呗", "逾期", "会", "不会", "可能", "一般不会", "上门催收", "短信", "电话", "催收", "紧急联系人", "家人",
    "通讯录", "起诉", "律师函", "若", "如果", "联系不上", "，", "。", "；", "：", "！", "？", "\n", "\r\n", "\r", "\u2028",
    "《个人信息保护法》", "《", "》", "根据", "不得", "第一步", "1、", "2.", "一、", "逾期30天", "相关阅读", "网友评论",
    "发布时间：2024-05-06", "来源：某网", "的邮件", "手", "问", " ", "\u3000", "\u200b", "\ufeff", "😀", "𠮷", "簡訊", "聯絡",
    "ＡＰＰ", "a", "7", "(", ")", "“", "”", "微众银行", "是由", "=1+1", "<b>", "| 上门 | 罕见 |"])
TAGS = st.sampled_from(["<p>", "<br>", "</p>", "<table><tr><td>", "<script>", "<!--", "&#x1F600;", "<a href=x>", "<h1>"])
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=60).map("".join)
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "hz"])


def article(data, suffix=".txt"):
    """The article in a file of these bytes; None where reading refuses it, in one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            return read_article(path)
        except InputFault as fault:
            assert fault.fault and fault.cure and "\n" not in str(fault)
            return None


def sorted_and_apart(spans):
    return all(first.end <= second.start for first, second in zip(spans, spans[1:], strict=False))


def holds(found):
    """Whether everything that is said of an article stands in its text, in order."""
    size = len(found.raw)
    for spans in (found.regions, found.sentences, found.damage):
        assert all(0 <= span.start < span.end <= size for span in spans) and sorted_and_apart(spans)
    regions = [region for region in found.regions if region.kind in ("body", "comment")]
    for sentence in found.sentences:
        assert any(region.start <= sentence.start and sentence.end <= region.end for region in regions)
        assert found.text(sentence) == found.text(sentence).strip()
    assert found.damage == tuple(as_printed(found.raw, found.damage))
    claims = extract(found)
    starts = {(sentence.start, sentence.end) for sentence in found.sentences}
    for claim in claims:
        assert found.raw[claim.start:claim.end] == claim.quote and (claim.start, claim.end) in starts and claim.rules
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    steps = stage_sequence(found, claims)
    assert steps is None or set(steps.values()) == set(range(1, max(steps.values(), default=0) + 1))
    return claims


@CHECKED
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_one_line(data):
    try:
        text, encoding, confidence = guess(data)
    except InputFault as fault:
        assert "\n" not in str(fault) and fault.cure
        return
    assert text.strip() and "\0" not in text and 0 <= confidence <= 1
    codec = {"big5": None, "utf-16": None, "utf-32": None, "utf-8-sig": None}.get(encoding, encoding)
    assert codec is None or text == data.decode(codec)


@CHECKED
@given(TEXTS, CODECS)
def test_a_text_comes_back_from_its_encoding_or_the_doubt_is_told(text, codec):
    try:
        data = text.encode(codec)
        read, encoding, confidence = guess(data)
    except (UnicodeError, InputFault):
        return
    # Texts of more than a few common characters, most of them Chinese, as articles are.
    if len(text) >= 40 and likeness(text) > 0.7 and codec != "hz" and "\ufeff" not in text:
        assert read == text or confidence < 0.9 or codec == "big5" and encoding == "big5"


@CHECKED
@given(TEXTS)
def test_what_is_said_of_any_text_stands_in_it(text):
    found = article(text.encode("utf-8", "ignore"))
    if found is not None:
        holds(found)


@CHECKED
@given(TEXTS, TAGS)
def test_what_is_said_of_any_page_stands_in_its_text(text, tag):
    found = article((tag + text.replace("。", "。" + tag)).encode("utf-8", "ignore"), ".html")
    if found is not None:
        holds(found)
    assert "\0" not in visible_text(text.replace("\0", ""))


@CHECKED
@given(st.binary(min_size=1, max_size=60), st.integers(0, 8_000))
def test_bytes_put_into_a_real_article_break_nothing(data, at):
    real = sorted((SHIPPED / "articles").glob("*.txt"))[at % 5].read_bytes()[:3_000]
    found = article(real[:at % 3_000] + data + real[at % 3_000:])
    if found is not None:
        holds(found)


def test_the_pieces_make_claims():
    assert holds(article("微粒贷逾期\n\n逾期后会发短信。可能上门催收。".encode()))
