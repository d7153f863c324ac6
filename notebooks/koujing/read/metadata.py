"""Title, date, and author or site of a page, from the lines above and around its text."""
import re
from datetime import date

from .cues import ORNAMENTS, cue, table
from .lines import BLANKS, DATE, has_date
from .regions import LONGEST_BYLINE

LOOSE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]?\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)(?:\s?[日号])?")
COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
ANY_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[-/.年\d]{1,6}[-/.月日号\d]{0,4}(?:\s{1,4}\d{1,2}:\d{2}(?::\d{2})?)?")
NAME_END = re.compile(r"[\s\u3000]{2,}|\u3000|[|｜丨/，,;；\[【]|\s\S{2,6}[:：]|\s(?:19|20)\d\d")
NOBODY = re.compile("(网络|互联网|本站|未知|佚名|不详|原创|转载|整理|admin|匿名|管理员|小编|.{0,4}(时间|日期)$)")
ROLE_TAIL = re.compile(
    r"(微信)?(视频号|公众号|头条号|百家号|的博客)?"
    r"(文字版|文字稿|整理|原创|转载|首发|发布|发表|编辑)?[\s·:：-]*$")
HANDLE = re.compile(r"[(（](?:ID|id|微信|微信号|公众号)[:：][^)）]*[)）]")
CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def metadata(lines, marks):
    """A dict of `title`, `published` (ISO date), `published_raw`, `author_or_site`; None where the page is silent."""
    above = [line.text for line, mark in zip(lines, marks, strict=True) if mark == "byline"]
    first = next((i for i, mark in enumerate(marks) if mark == "body"), len(marks))
    head = [line.text for line, mark in zip(lines[:first], marks[:first], strict=True)
            if mark in ("byline", "furniture")]
    title = next((line.text for line, mark in zip(lines, marks, strict=True) if mark == "title"), None)
    title = title and re.sub(r"^#{1,6}\s+", "", title)  # Markdown's mark of a heading
    published, raw = _published(above or head)
    return {"title": title, "published": published, "published_raw": raw,
            "author_or_site": _chosen_answerer(lines, marks) or _author(head)}


def iso_date(text):
    """The first date in a text as YYYY-MM-DD, or None: also one whose first separator was lost.

    >>> iso_date("2024年9月3日 第117期"), iso_date("20254/6"), iso_date("2024-13-40")
    ('2024-09-03', '2025-04-06', None)
    """
    for pattern in (DATE, LOOSE_DATE, COMPACT_DATE):
        for match in pattern.finditer(text):
            year, month, day = (int(part) for part in match.groups())
            try:
                return date(year, month, day).isoformat()
            except ValueError:  # 13 months, or 30 February
                continue
    return None


def _published(lines):
    """`(iso, raw)` of the first line that holds a date, whole or damaged."""
    for text in lines:
        if found := ANY_DATE.search(text):
            return iso_date(text), found.group().strip(BLANKS)
    return None, None


def _author(lines):
    """The name behind the most telling label; else what stands before a date; else the site in the page's path."""
    for row in table("authors"):
        label = re.compile(row["pattern"])
        for text in lines:
            for match in label.finditer(text):
                name = _name(text[match.end():])
                if name:
                    return name
    for text in lines:
        found = ANY_DATE.search(text)
        if found and not cue(text, ("crumb",)) and not re.match(r"[^\s(（]{2,8}[:：于]", text):
            name = _name(text[:found.start()])
            if name:
                return name
    for text in lines:
        if re.search("[>»›]", text):
            site = re.split("[>»›]", text)[0].strip(BLANKS)
            if not re.match(r"首页|首頁|主页|当前位置|您|你|位置|网站首页|(?i:home)|\d", site):
                return _name(site)
    return None


def _chosen_answerer(lines, marks):
    """Who wrote the answer that a question page chose: the name under its heading."""
    for line, following, mark in zip(lines, lines[1:], marks[1:], strict=False):
        if mark == "furniture" and cue(line.text, ("voice",)) and cue(following.text) is None \
                and len(following.text) <= LONGEST_BYLINE and has_date(following.text):
            return _name(re.split("[(（]", following.text)[0])
    return None


def _name(text):
    """The name at the start of what follows a label, or None where it is no name."""
    text = HANDLE.sub("", text.strip(BLANKS + ":：|｜丨"))
    text = CLOCK.sub("", NAME_END.split(text, maxsplit=1)[0] if text else "")
    text = ROLE_TAIL.sub("", text).strip(ORNAMENTS.replace("）", "").replace(")", ""))
    return text if text and len(text) <= 40 and not NOBODY.match(text) and not text.isdigit() else None
