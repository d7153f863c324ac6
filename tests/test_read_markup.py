"""HTML: the text of an article comes through whole in seven makes of page, and the page around it does not speak."""
import html
import time

import pytest

from koujing.code.extract import extract
from koujing.read.corpus import SHIPPED, read_article
from koujing.read.markup import visible_text

PATHS = [path for folder in ("articles", "coding/dev/articles") for path in sorted((SHIPPED / folder).glob("*.txt"))]
MENU = "".join(f"<li><a href=/{n}>{name}</a></li>" for n, name in enumerate(("首页", "贷款", "征信", "催收会上门")))
SIDE = "<h3>热门文章</h3><ul>" + "".join(f"<li><a href=/a{n}>{title}</a></li>" for n, title in enumerate(
    ("借呗逾期会上门催收吗", "信用卡逾期多久会被起诉", "网贷催收会联系家人，也会打单位电话"))) + "</ul>"
FOOT = "<p>关于我们 | 联系我们 | 版权声明</p><p>Copyright © 2024 某某网 版权所有</p>"


def blocks(lines, tag):
    """The lines as blocks, rows of a table as a table."""
    found, rows = [], []
    for line in [*lines, ""]:
        if line.count("|") > 1:
            rows.append("".join(f"<td>{html.escape(cell.strip())}</td>" for cell in line.strip("| ").split("|")))
            continue
        if rows:
            found.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
            rows = []
        if line:
            found.append(html.escape(line) + "<br>" if tag == "br" else f"<{tag}>{html.escape(line)}</{tag}>")
    return "\n".join(found)


def comments(texts):
    return "<h3>网友评论</h3>" + "".join(f"<li class=comment><p>{html.escape(text)}</p></li>" for text in texts) if texts else ""


def semantic(title, body, said):
    return (f"<!DOCTYPE html><html><head><title>{title}_某某网</title></head><body><header><nav><ul>{MENU}</ul></nav></header>"
            f"<main><article><h1>{title}</h1><div>发布时间：2024-01-01 来源：某某网</div>{blocks(body, 'p')}</article>"
            f"<aside>{SIDE}</aside><section>{comments(said)}</section></main><footer>{FOOT}</footer></body></html>")


def divisions(title, body, said):
    return (f"<html><head><title>{title}</title></head><body><div class=top><ul>{MENU}</ul></div><div><h1>{title}</h1>"
            f"<div>2024-01-01</div><div>{blocks(body, 'p')}</div><div>{comments(said)}</div></div><div>{SIDE}</div>"
            f"<div>{FOOT}</div></body></html>")


def breaks(title, body, said):
    return (f"<html><head><title>{title}</title></head><body><div><ul>{MENU}</ul></div><h1>{title}</h1><div>{blocks(body, 'br')}"
            f"</div><div><h3>相关阅读</h3>{SIDE}</div>{comments(said)}<div>{FOOT}</div></body></html>")


def frames(title, body, said):
    return (f"<table><tr><td colspan=2><a href=/>首页</a> <a href=/d>贷款</a></td></tr><tr><td>{SIDE}</td><td><h1>{title}</h1>"
            f"{blocks(body, 'p')}</td></tr><tr><td>{FOOT}</td></tr></table>{comments(said)}")


def lists(title, body, said):
    return f"<html><body><article><h1>{title}</h1><ul>{blocks(body, 'li')}</ul></article>{comments(said)}</body></html>"


def bare(title, body, said):
    return f"<h1>{title}</h1>{blocks(body, 'p')}{comments(said)}"


def plain_divisions(title, body, said):
    return (f"<div class=logo><a href=/>某某网</a></div><ul>{MENU}</ul><div><h1>{title}</h1>{blocks(body, 'div')}</div>"
            f"<div>{SIDE}</div>{comments(said)}<footer>{FOOT}</footer>")


MAKES = (semantic, divisions, breaks, frames, lists, bare, plain_divisions)


def told(article):
    return sorted((claim.item, claim.basis, claim.stance, claim.conditions, claim.source == "comment",
                   "".join(filter(str.isalnum, claim.quote))) for claim in extract(article))


@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.__name__)
def test_a_page_says_what_its_article_says(tmp_path, make):
    for number, path in enumerate(PATHS):
        article = read_article(path)
        body = [line for start, end in article.ranges("body") for line in article.raw[start:end].splitlines() if line.strip()]
        said = [article.raw[start:end] for start, end in article.ranges("comment")]
        file = tmp_path / f"{number}.html"
        file.write_text(make(html.escape(article.title or ""), body, said), encoding="utf-8")
        page = read_article(file)
        assert told(page) == told(article), path.name
        assert not [line for line in body if "|" not in line and " ".join(line.split()) not in " ".join(page.raw.split())]


@pytest.mark.parametrize("markup, lines", [
    ("<ul><li><a>首页</a></li><li><a>贷款</a></li></ul><p>正文。</p>", ["正文。"]),
    ("<p><a>全文都是一个链接。</a></p><p>正文。</p>", ["全文都是一个链接。", "正文。"]),  # a single line may be the article's
    ("<div><a>某某网</a></div><h1>标题</h1><p>正文。</p>", ["标题", "正文。"]),
    ("<h1><a>标题</a></h1><p>正文<a>里的链接</a>。</p>", ["标题", "正文里的链接。"]),
    ("<p>开<a href=x>始<p>没有关的链接。<p>还在。", ["开始", "没有关的链接。", "还在。"]),
    ("<table><tr><td><a>甲</a></td><td>乙</td></tr></table>", ["甲 | 乙"]),
    ("<p>微粒贷&nbsp;会&#8203;上门&#128512;</p>", ["微粒贷\xa0会\u200b上门\U0001f600"]),
])
def test_lists_of_links_go_and_words_stay(markup, lines):
    assert visible_text(markup).splitlines() == lines


@pytest.mark.parametrize("piece", ["<div>", "<b>", "<table><tr><td>", "<a href=x>", "<ul><li>", "<nav>", "</nav>", "<!--",
                                   "<a b=\""])
def test_a_hundred_kilobytes_of_unclosed_tags_take_no_time_and_lose_no_text(piece):
    markup = "<h1>标题</h1><p>会发短信。</p>" + piece * (100_000 // len(piece))
    start = time.process_time()
    text = visible_text(markup)
    assert time.process_time() - start < 3
    assert text.splitlines()[:2] == ["标题", "会发短信。"]


def test_what_stands_ten_thousand_elements_deep_is_read():
    assert visible_text("<div>" * 10_000 + "会上门。" + "</div>" * 10_000) == "会上门。\n"
