"""The visible text of an HTML page. Nothing is fetched, nothing is run, and no page takes more than linear time.

The standard library's `html.parser` takes minutes for a hostile page of 100 kB (time grows with the square of the
number of unclosed tags), so the page is cut into tags and text here.
"""
import html
import re
from collections import Counter

BLOCKS = frozenset("address article aside blockquote body br caption center dd details dialog div dl dt fieldset "
                   "figcaption figure form h1 h2 h3 h4 h5 h6 header hr li main ol option p pre section summary table "
                   "tbody tfoot thead tr ul".split())
CELLS = frozenset(("td", "th"))
DROPPED = frozenset("button footer head iframe nav noscript select svg template".split())
UNPARSED = frozenset("script style textarea title xmp".split())  # what is in them is no markup
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})|<!--|<[!?]")
QUOTE_OR_END = re.compile("[>\"']")
SPACES = re.compile(r"[ \t\r\n\f]+")


def visible_text(markup):
    """The text that a reader of the page sees: a line for each block, cells of a row joined by " | ".

    Scripts, styles, `<nav>`, `<footer>` and the head are left out; the head's title stands in where there is no `<h1>`.

    >>> visible_text("<nav>首页</nav><h1>标题</h1><p>逾期后会收到<b>短信</b>&hellip;</p>")
    '标题\\n逾期后会收到短信…\\n'
    """
    parts, title, headed, open_elements, counts = [], "", False, [], Counter()
    for tag, closing, text in _pieces(markup):
        if tag == "":
            if not open_elements:
                parts.append(SPACES.sub(" ", html.unescape(text)))
        elif tag in UNPARSED:
            title = title or (html.unescape(text) if tag == "title" else "")
        elif tag in DROPPED:
            if not closing:
                open_elements.append(tag)
                counts[tag] += 1
            elif counts[tag]:  # elements that were never closed end with the one around them
                while (last := open_elements.pop()) != tag:
                    counts[last] -= 1
                counts[tag] -= 1
        elif tag in ("body", "main", "article") and not closing:
            open_elements.clear()
            counts.clear()
            parts.append("\n")
        elif tag in BLOCKS:
            headed = headed or tag == "h1" and not open_elements
            parts.append("\n")
        elif tag in CELLS and not closing:
            parts.append(" | ")
    if title and not headed:
        parts.insert(0, SPACES.sub(" ", title) + "\n")
    lines = (SPACES.sub(" ", line).strip(" |") for line in "".join(parts).split("\n"))
    return "".join(line + "\n" for line in lines if line)


def _pieces(markup):
    """`(tag, closes, "")` for a tag, `("", False, text)` for text, `(tag, False, content)` for `UNPARSED`."""
    position, quoted = 0, True
    while found := TAG.search(markup, position):
        yield "", False, markup[position:found.start()]
        position = found.end()
        if found.group() == "<!--":
            position = _after(markup, "-->", position)
            continue
        position, quoted = _tag_end(markup, position, quoted)
        tag = (found.group(2) or "").lower()
        if tag in UNPARSED and not found.group(1):
            end = re.compile(f"</{tag}", re.IGNORECASE).search(markup, position)
            yield tag, False, markup[position:end.start() if end else len(markup)]
            position = _after(markup, ">", end.end()) if end else len(markup)
        elif tag and tag not in UNPARSED:
            yield tag, bool(found.group(1)), ""
    yield "", False, markup[position:]


def _tag_end(markup, position, quoted):
    """`(where the tag ends, whether quotes count)`: once a quote swallows the page, none counts any more."""
    start = position
    while quoted:
        found = QUOTE_OR_END.search(markup, position)
        if found and found.group() == ">":
            return found.end(), True
        partner = markup.find(found.group(), found.end()) if found else -1
        if partner < 0:
            break
        position = partner + 1
    return _after(markup, ">", start), False


def _after(markup, mark, position):
    end = markup.find(mark, position)
    return len(markup) if end < 0 else end + len(mark)
