"""Evidence as HTML for a notebook's output: quotes, annotated articles, contradictions side by side.

Articles are untrusted: every text is escaped, and control characters that could turn or hide text are shown by their
code. Where styles are stripped (GitHub shows notebooks so), bold type and brackets still say what is what.
"""
import html
import re
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ..code.codebook import label
from ..code.explain import decisive
from .style import palette, short, stances

# C0 and C1 controls but tab and line feed; zero-width characters; marks that turn the direction of text
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Card:
    """What a cell shows: `html` in a browser, `text` elsewhere."""

    html: str
    text: str

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.text


def visible(text):
    """The text with control characters and direction marks written out, a carriage return left out.

    >>> visible("safe\u202etxt.exe")
    'safe⟨U+202E⟩txt.exe'
    """
    return CONTROLS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", str(text).replace("\r", ""))


def escape(text):
    """The text as HTML that shows it: escaped, controls visible, line breaks kept.

    >>> escape("<script>")
    '&lt;script&gt;'
    """
    return html.escape(visible(text)).replace("\n", "<br>")


def entry(page_head, text_head, quote, gloss):
    """One piece of evidence as (HTML, plain text): a head (HTML, plain text), the quote, and its English or ""."""
    page = f"<p>{page_head}</p><blockquote>“{escape(quote)}”" + (f"<br><i>{escape(gloss)}</i>" if gloss else "")
    return page + "</blockquote>", visible(f"{text_head}\n  “{quote}”" + (f"\n  {gloss}" if gloss else ""))


def stacked(entries, left_out=0, none="none"):
    """A card of entries beneath each other, and a line: how many more were left out, or `none` where there are none."""
    if left_out or not entries:
        rest = f"… and {left_out} more" if left_out else none
        entries = [*entries, (f"<p>{rest}</p>", rest)]
    return Card(f"<div>{''.join(page for page, _ in entries)}</div>", "\n".join(text for _, text in entries))


def side_of(head, page, gloss):
    """A table cell, half a card wide: a head and a quote, both as HTML, and its English or ""."""
    return f'<td style="text-align:left;vertical-align:top;width:50%">{head}<br>“{page}”' \
        + (f"<br><i>{escape(gloss)}</i>" if gloss else "") + "</td>"


def two_columns(rows, lines, left_out, more, none):
    """A card of table rows and their plain lines; then how many `more` were left out, or `none` where there are no rows."""
    if left_out or not rows:
        rest = f"… and {left_out} {more}" if left_out else none
        rows, lines = [*rows, f'<tr><td colspan="2">{rest}</td></tr>'], [*lines, rest]
    return Card(f'<table style="width:100%">{"".join(rows)}</table>', "\n".join(lines))


def quotes(claims, glosses=None, most=None):
    """A card with the evidence of each claim: its stance, what it is a claim about, where it stands, and the quote.

    `claims`: a table of claims (article, start, end, quote, item, stance; conditions, value and source are shown where
    they say something). `glosses` maps a quote, or (article, start), to English. `most`: only the first so many, and a
    line that says how many more there are.
    """
    shown = claims if most is None else claims.head(most)
    entries, names = [], list(claims["article"].unique())
    for (article, start, end), group in groupby(shown.to_dict("records"), itemgetter("article", "start", "end")):
        rows = list(group)  # claims in one sentence that follow one another share its quote
        quote, place = rows[0]["quote"], f"{short(article, names)} [{start}:{end}]"
        pages = [f"{chip(row['stance'])} <b>{escape(_about(row))}</b> · {escape(place)}" for row in rows]
        texts = [f"{stances()[row['stance']]['mark']} {row['stance']} | {_about(row)} | {place}" for row in rows]
        entries.append(entry("<br>".join(pages), "\n".join(texts), quote, _gloss(article, start, quote, glosses)))
    return stacked(entries, len(claims) - len(shown), "no claims")


def annotated(article, claims, glosses=None):
    """A card with the article's body and comments, every sentence that carries claims marked, and labelled with them.

    `claims`: the article's claims, as a table or as records; claims of other articles are passed over. `glosses` as in
    `quotes`. In plain text a marked sentence stands between 【 and 】.
    """
    rows = [row for row in _rows(claims) if row["article"] == article.name]
    spans = {}
    for row in sorted(rows, key=lambda row: (row["start"], row["end"])):
        last = next(reversed(spans), None)
        if last and row["start"] < last[1]:  # a hand coding may cut sentences another way: one mark for both
            spans[last[0], max(last[1], row["end"])] = [*spans.pop(last), row]
        else:
            spans[row["start"], row["end"]] = [row]
    marked, plain = [], []
    parts = [(start, end, name) for name in ("body", "comment") for start, end in article.ranges(name)]
    for start, end, kind in sorted(parts):
        if plain:
            plain.append("\n")
        if kind == "comment":
            marked.append("<p><b>[评论 comment]</b></p>")
            plain.append("[评论 comment] ")
        at, pieces = start, []
        for (first, last), group in sorted(spans.items()):
            if start <= first < end:
                pieces.append(escape(article.raw[at:first]) + _marked(article.raw[first:last], group, glosses))
                plain.append(visible(article.raw[at:first]) + _bracketed(article.raw[first:last], group, glosses))
                at = last
        plain.append(visible(article.raw[at:end]))
        marked.append(f"<p>{''.join(pieces)}{escape(article.raw[at:end])}</p>")
    text = re.sub(r"\n{3,}", "\n\n", "".join(plain)).strip("\n")
    head = f"{article.name}: {visible(article.title or '')}".rstrip(": ")
    body = re.sub(r"(<br>\s*){2,}", "<br>", "".join(marked))
    return Card(f"<div><p><b>{html.escape(head)}</b></p>{body}</div>", f"{visible(head)}\n{text}")


def contradiction_pairs(pairs, glosses=None, most=None):
    """A card with a table of two columns: in each row two quotes that cannot both hold.

    `pairs` as from `compare.contradictions.contradictions` or `representative`; `glosses` as in `quotes`, for quotes
    without a gloss of their own. The words that decide each side are marked, in plain text by 【】, where the side has the
    rules that found them. Conditions and source stand beside the place where they say something.
    """
    names = sorted({*pairs["article_a"], *pairs["article_b"]})
    shown = pairs if most is None else pairs.head(most)
    rows, lines = [], []
    for row in shown.to_dict("records"):
        standing = f" (one of {row['pairs']} such pairs)" if row.get("pairs", 1) > 1 else ""
        title = f"{label(row['item'])}: {row['why']}{standing}"
        sides = []
        lines.append(visible(title))
        for side in "ab":
            place = f"{short(row[f'article_{side}'], names)} [{row[f'start_{side}']}:{row[f'end_{side}']}]"
            quote, stance = row[f"quote_{side}"], row[f"stance_{side}"]
            gloss = row.get(f"gloss_{side}") or _gloss(row[f"article_{side}"], row[f"start_{side}"], quote, glosses)
            place += _further(row, f"_{side}")
            page, text = _emphasised(quote, _deciding(row, f"_{side}"))
            sides.append(side_of(f"{chip(stance)} {escape(place)}", page, gloss))
            lines.append(visible(f"  {stances()[stance]['mark']} {stance} | {place}\n    “{text}”")
                         + (f"\n    {visible(gloss)}" if gloss else ""))
        rows.append(f'<tr><th colspan="2" style="text-align:left">{escape(title)}</th></tr><tr>{"".join(sides)}</tr>')
    return two_columns(rows, lines, len(pairs) - len(shown), "more pairs", "no contradiction")


def _rows(claims):
    """Claims as dictionaries, from a table or from `Claim` records."""
    if not hasattr(claims, "columns"):
        from ..code.claims import frame
        claims = frame(claims)
    return claims.to_dict("records")


def _about(row):
    """The item's label, with what the further fields say."""
    return label(row["item"]) + _further(row)


def _further(row, side=""):
    """In brackets, what the further fields of a row, or of a side of a pair ("_a", "_b"), say; "" for nothing."""
    conditions, value, source = (found if isinstance(found := row.get(f"{name}{side}"), str) else ""
                                 for name in ("conditions", "value", "source"))
    extra = [label(code) for code in (*conditions.split("; "), value) if code]
    if source not in ("", "author"):
        extra.append(f"来源 source: {label(source)}")
    return f" ({'; '.join(extra)})" if extra else ""


def _deciding(row, side):
    """The spans of the quote on this side of a pair ("_a", "_b") that decide it; none where no rules are known."""
    rules = row.get(f"rules{side}") or ""
    timing = row.get(f"timing{side}") if row.get("clash") == "days" else ""
    return decisive(row[f"quote{side}"], rules.split("; ") if rules else (), timing or "")


def _emphasised(quote, spans):
    """The quote with these spans marked, as (HTML, plain text)."""
    style = f"background:{palette()['highlight']};color:{palette()['ink']}"
    page, text, at = "", "", 0
    for start, end in spans:
        page += f'{escape(quote[at:start])}<b style="{style}">{escape(quote[start:end])}</b>'
        text += f"{quote[at:start]}【{quote[start:end]}】"
        at = end
    return page + escape(quote[at:]), text + quote[at:]


def _gloss(article, start, quote, glosses):
    glosses = glosses or {}
    return glosses.get((article, start)) or glosses.get(quote) or ""


def chip(stance):
    """The stance's mark and name on its colour; in brackets and bold, for where colours are stripped."""
    row = stances()[stance]
    return (f'<b style="background:{row["colour"]};color:{row["ink"]};padding:0 0.4em">'
            f"[{row['mark']} {row['zh']} {row['en']}]</b>")


def _labels(group):
    """Each claim of a sentence once: (stance, item's label)."""
    return list(dict.fromkeys((row["stance"], label(row["item"])) for row in group))


def _marked(text, group, glosses):
    chips = " ".join(f'<b style="background:{stances()[stance]["colour"]};color:{stances()[stance]["ink"]};'
                     f'padding:0 0.3em;font-size:85%">[{stances()[stance]["mark"]} {escape(item)}]</b>'
                     for stance, item in _labels(group))
    style = f"background:{palette()['highlight']};color:{palette()['ink']};font-weight:normal"
    gloss = _gloss(group[0]["article"], group[0]["start"], group[0]["quote"], glosses)
    english = f"<i>{escape(gloss)}</i> " if gloss else ""
    return f'<b style="{style}">{escape(text)}</b> {chips} {english}'


def _bracketed(text, group, glosses):
    labels = "; ".join(f"{stances()[stance]['mark']} {item}" for stance, item in _labels(group))
    gloss = _gloss(group[0]["article"], group[0]["start"], group[0]["quote"], glosses)
    return f"【{visible(text)}】[{labels}]" + (f" ({visible(gloss)})" if gloss else "")
