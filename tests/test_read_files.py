"""Bytes to text: encodings, files that hold no text, folders, HTML."""

import random

import pytest

from koujing.read import encodings
from koujing.read.article import InputFault
from koujing.read.corpus import SHIPPED
from koujing.read.encodings import decode, likeness
from koujing.read.files import article_files, read_text
from koujing.read.markup import visible_text

SIMPLIFIED = (SHIPPED / "articles" / "004_3bbb9dac830e0b0d.txt").read_bytes().decode("utf-8")
TRADITIONAL = (SHIPPED / "coding/dev/articles/d16.txt").read_bytes().decode("utf-8").replace("‧", "-")
SHORT = "逾期后会收到短信。"
SHORT_TRADITIONAL = "逾期後會收到短訊，不會致電家人。"


@pytest.mark.parametrize(
    "text", [SIMPLIFIED, SHORT, "a\r\n" + SIMPLIFIED.replace("\n", "\r\n")], ids=["long", "short", "crlf"]
)
@pytest.mark.parametrize(
    "codec, found",
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_simplified_text_comes_back_from_every_encoding(text, codec, found):
    if codec == "gbk":
        text = text.replace("\u30fb", "·")
    assert (text, found) == decode(text.encode(codec))


@pytest.mark.parametrize("text", [TRADITIONAL, SHORT_TRADITIONAL], ids=["long", "short"])
@pytest.mark.parametrize(
    "codec, found", [("utf-8", "utf-8"), ("big5hkscs", "big5"), ("gb18030", "gb18030"), ("utf-16", "utf-16")]
)
def test_traditional_text_comes_back_from_every_encoding(text, codec, found):
    assert (text, found) == decode(text.encode(codec))


def test_one_long_file_gives_the_same_text_in_each_of_its_encodings():
    texts = {decode(TRADITIONAL.encode(codec))[0] for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs")}
    assert {TRADITIONAL} == texts


def test_line_ends_and_inner_marks_are_kept():
    assert ("一\r\n二\r三\n\ufeff四", "utf-8-sig") == decode("一\r\n二\r三\n\ufeff四".encode("utf-8-sig"))


def test_plain_ascii_is_text():
    assert ("overdue\n", "utf-8") == decode(b"overdue\n")


@pytest.mark.parametrize(
    "data, fault",
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \r\n\t", "is empty"),
        ("\u3000\n".encode(), "is empty"),
        (bytes(range(256)) * 8, "not"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "binary"),
        (b"text\0text", "binary"),
        (b"\x01\x02\x03\x04 text", "binary"),
        ("逾期".encode()[:-1] * 50, "is not in UTF-8"),
        (b"\xff\xfe\x00\xd8a", "damaged"),
        (b"\xef\xbb\xbf\xff\xff", "damaged"),
        (b"caf\xe9 au lait \xe0 la carte " * 20, "is not in UTF-8"),
    ],
)
def test_what_is_no_text_is_a_fault_in_one_line(data, fault):
    with pytest.raises(InputFault) as caught:
        decode(data, "some.txt")
    assert "some.txt" == caught.value.file
    assert fault in caught.value.fault
    assert caught.value.cure and "\n" not in str(caught.value)


def test_likeness_tells_a_right_reading_from_a_wrong_one():
    assert likeness(SIMPLIFIED) > 0.5 > 0.2 > likeness(SIMPLIFIED.encode("gb18030").decode("utf-16-le", "replace"))
    assert 0.0 == likeness("ascii only")


def test_missing_files_folders_and_oversize_are_faults(tmp_path, monkeypatch):
    for path in (tmp_path / "none.txt", tmp_path, tmp_path / ("x" * 300 + ".txt"), tmp_path / "a\0b.txt"):
        with pytest.raises(InputFault):
            read_text(path)
    large = tmp_path / "large.txt"
    large.write_text(SHORT, encoding="utf-8")
    monkeypatch.setattr("koujing.read.files.LARGEST", 5)
    with pytest.raises(InputFault, match="more than 5"):
        read_text(large)


def test_a_folder_lists_articles_by_path_and_nothing_hidden(tmp_path):
    for name in ("b.txt", "a/z.HTML", "a/b.md", "c.pdf", ".hidden/d.txt", "e.htm", "notes"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert ["a/b.md", "a/z.HTML", "b.txt", "e.htm"] == [
        p.relative_to(tmp_path).as_posix() for p in article_files(tmp_path)
    ]


PAGE = """<!DOCTYPE html><html><head><title>网站的标题</title><style>p{color:red}</style></head>
<body><nav><a href=x>首页</a></nav><h1>逾期会<em>上门</em>吗</h1><script>if (a < b) alert("<p>不会</p>")</script>
<p>一般不会上门&mdash;&#x53ea;发短信。<br/>真的。</p><!-- <p>会上门</p> -->
<table><tr><th>产品</th><th>上门</th></tr><tr><td>微粒贷</td><td>罕见</td></tr></table>
<ul><li title="a > b">电话</li><li>短信</ul><footer><p>版权所有</footer><p>3 < 5</body></html>"""


def test_html_gives_the_text_that_a_reader_sees(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="gb18030")
    text, encoding, _ = read_text(file)
    assert "gb18030" == encoding
    assert [
        "逾期会上门吗",
        "一般不会上门—只发短信。",
        "真的。",
        "产品 | 上门",
        "微粒贷 | 罕见",
        "电话",
        "短信",
        "3 < 5",
    ] == text.splitlines()


def test_the_title_of_the_head_stands_in_for_a_missing_heading():
    assert "甲 & 乙\n丙\n" == visible_text("<head><title>甲 &amp; 乙</title></head><body><p>丙</p>")


def test_html_without_text_is_a_fault(tmp_path):
    file = tmp_path / "empty.html"
    file.write_text("<html><script>x</script></html>")
    with pytest.raises(InputFault, match="holds no text"):
        read_text(file)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "</",
        '<a b="',
        "<a b='",
        "&#",
        "<nav>",
        "</nav>",
        "<script>",
        "<![CDATA[",
        "<nav><b></i>",
        "<title>",
        "<?",
        "<p x=y'>",
    ],
)
def test_hostile_markup_ends(piece):
    assert (
        len(visible_text("<p>前</p>" + piece * 15_000)) <= 3_000_000
    )  # minutes, were the time to grow with the square


def test_counting_stops_where_enough_common_characters_are_found():
    rng, common = random.Random(1), sorted(encodings.common())
    for _ in range(3000):
        share, size = rng.choice((0.1, 0.24, 0.25, 0.26, 0.5)), rng.choice((0, 1, 3, 10, 199, 200, 201, 500))
        text = "".join(rng.choice(common) if rng.random() < share else rng.choice("锟閫炬湡a \n") for _ in range(size))
        assert encodings._is_likely(text) == (encodings.likeness(text) >= encodings.LEAST_SCORE)
