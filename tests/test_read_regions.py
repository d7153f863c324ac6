"""Regions, title, date and author: the hand-coded articles, made-up pages, and every row of the tables."""

import json
import re
from pathlib import Path

import pytest

from koujing.read import cues
from koujing.read.article import REGION_KINDS
from koujing.read.corpus import SHIPPED, read_article
from koujing.read.lines import split_lines
from koujing.read.metadata import iso_date, metadata
from koujing.read.regions import labels, regions

CODED = {
    (name, stem): (folder / f"{stem}.txt", facts)
    for name, folder in (("gold", SHIPPED / "articles"), ("dev", SHIPPED / "coding/dev/articles"))
    for stem, facts in json.loads((SHIPPED / f"coding/{name}/articles.json").read_text(encoding="utf-8")).items()
}
LETTERS = {"title": "T", "byline": "Y", "body": "B", "comment+": "C", "comment": "c", "furniture": "F"}


def pages():
    """The made-up pages: `{name: [labelled line, …]}`."""
    found = {}
    for line in (Path(__file__).parent / "cases/pages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line[3:], [])
        elif found:
            lines.append(line)
    return found


@pytest.mark.parametrize("coded", CODED, ids="-".join)
def test_body_and_comments_are_those_of_the_hand_coding(coded):
    path, facts = CODED[coded]
    article = read_article(path)
    assert facts["body"] == [list(span) for span in article.ranges("body")]
    assert facts["comments"] == [list(span) for span in article.ranges("comment")]


@pytest.mark.parametrize("coded", CODED, ids="-".join)
def test_title_date_and_author_are_those_of_the_hand_coding(coded):
    path, facts = CODED[coded]
    article = read_article(path)
    assert (facts["title"], facts["published"], facts["author_or_site"]) == (
        article.title,
        article.published,
        article.author_or_site,
    )


@pytest.mark.parametrize("name", pages())
def test_lines_of_a_page_get_their_labels(name):
    lines = pages()[name]
    raw = "\n".join(line[2:] for line in lines)
    expected = [(line[0], line[2:].strip()) for line in lines if line]
    assert expected == [(LETTERS[mark], line.text) for mark, line in zip(labels(raw), split_lines(raw), strict=True)]


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n", "\u2028", "\n\u3000\u3000"])
def test_line_ends_blank_lines_and_indents_change_no_label(name, end):
    lines = [line[2:].strip() for line in pages()[name] if line]
    assert labels("\n".join(lines)) == labels(end.join(lines))


@pytest.mark.parametrize("table", ["cues", "authors"])
def test_each_row_matches_its_example_and_not_its_counter_example(table):
    rows = cues.table(table)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        pattern = re.compile(row["pattern"])

        def found(line, pattern=pattern):
            return pattern.match(line) or pattern.match(line.strip(cues.ORNAMENTS))

        assert found(row["example"]), row["id"]
        assert not found(row["counter"]), row["id"]
        assert row["gloss"], row["id"]


def test_each_cue_example_is_known_as_its_kind_or_one_before_it():
    kinds = list(cues.patterns())
    for row in cues.table("cues"):
        assert kinds.index(cues.cue(row["example"])) <= kinds.index(row["kind"]), row["id"]
        assert row["kind"] == cues.cue(row["example"], (row["kind"],)), row["id"]


def test_a_counter_example_is_body_when_it_stands_in_a_text():
    lead = "逾期之后的流程\n逾期之后，平台一般会先发短信提醒，大约一个星期以后再由客服打电话。\n"
    for row in cues.table("cues"):
        if row["kind"] != "byline" and len(row["counter"]) > 8:
            assert "body" == labels(lead + row["counter"] + "\n然后才是电话。")[2], row["id"]


@pytest.mark.parametrize(
    "text, date",
    [
        ("发布时间:2024-04-06 02:59:34", "2024-04-06"),
        ("2024年9月3日　第117期", "2024-09-03"),
        ("20254/6", "2025-04-06"),
        ("2024/13/1", None),
        ("2024.3.4", "2024-03-04"),
        ("20240304", "2024-03-04"),
        ("逾期30天", None),
        ("2024-2-30", None),
    ],
)
def test_dates(text, date):
    assert date == iso_date(text)


def test_a_damaged_date_keeps_its_raw_form():
    raw = "标题在这里\n20254/6\n正文在这里，说的是逾期之后会收到短信。"
    lines = split_lines(raw)
    assert ("2025-04-06", "20254/6") == tuple(
        metadata(lines, labels(raw))[key] for key in ("published", "published_raw")
    )


def check(raw):
    """The regions of `raw`, after asserting what holds of all regions."""
    found = regions(raw)
    for region in found:
        assert 0 <= region.start < region.end <= len(raw)
        assert region.kind in REGION_KINDS
        assert raw[region.start : region.end].strip()
    assert all(one.end <= two.start for one, two in zip(found, found[1:], strict=False))
    covered = "".join(raw[region.start : region.end] for region in found)
    assert [c for c in raw if c.isalnum()] == [c for c in covered if c.isalnum()]
    return found


def test_regions_are_disjoint_ordered_and_lose_no_letter():
    for path, _ in CODED.values():
        check(path.read_text(encoding="utf-8"))
    for lines in pages().values():
        check("\n".join(line[2:] for line in lines))


@pytest.mark.parametrize(
    "raw",
    [
        "标题",
        "\n\n标题\n\n",
        "相关内容",
        "网友评论\n甲：会上门。",
        "To Top",
        "a",
        "2024-01-01",
        "\u3000。\n。",
        "楼主",
        "> > >\n>",
        "\ufeff标题\n正文。",
        "#\n# \n##",
        "|\n|\n|",
        "\U00020000\n😀",
    ],
)
def test_scraps_of_pages(raw):
    check(raw)


@pytest.mark.parametrize(
    "unit, times",
    [
        ("逾期", 250_000),
        ("a > ", 80_000),
        ("相关内容\n", 25_000),
        ("标签:", 25_000),
        ("，", 250_000),
        (" ", 150_000),
        ("甲 > 乙\n", 15_000),
        ("2024-1-1 ", 15_000),
        ("赞(1) ", 80_000),
        ("2楼\n会上门。\n", 15_000),
        ("标题标题标题\n", 15_000),
        ("\n", 250_000), ("相关内容\n" + "短\n" * 9, 10_000),
    ],
)
def test_hostile_sizes_end(unit, times):
    check("标题\n" + unit * times)
