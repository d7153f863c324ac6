"""Evidence that two articles share text: the two sentences side by side, what they have in common marked."""
from ..compare.reuse import blocks
from .cards import escape, side_of, two_columns, visible
from .style import palette, short


def shared_text(pairs, glosses=None, most=None):
    """A card with a table of two columns: in each row two sentences that are one text, the runs that both have marked.

    `pairs` as from `compare.reuse.shared`. `glosses` maps a quote to English. `most`: only the first so many, and a
    line that says how many more there are. In plain text a marked run stands between 【 and 】.
    """
    names = sorted({*pairs["article_a"], *pairs["article_b"]})
    shown = pairs if most is None else pairs.head(most)
    rows, lines = [], []
    for row in shown.to_dict("records"):
        runs = blocks(row["quote_a"], row["quote_b"])
        sides = []
        for side, of in (("a", 0), ("b", 1)):
            quote = row[f"quote_{side}"]
            place = f"{short(row[f'article_{side}'], names)} [{row[f'start_{side}']}:{row[f'end_{side}']}]"
            gloss = (glosses or {}).get(quote, "")
            pieces = _pieces(quote, [(run[of], run[of] + run[2]) for run in runs])
            page = "".join(_marked(text) if both else escape(text) for text, both in pieces)
            sides.append(side_of(f"<b>{escape(place)}</b>", page, gloss))
            plain = "".join(f"【{text}】" if both else text for text, both in pieces)
            lines.append(visible(f"{'| ' * of}{place}\n  “{plain}”" + (f"\n  {gloss}" if gloss else "")))
        rows.append(f"<tr>{''.join(sides)}</tr>")
    return two_columns(rows, lines, len(pairs) - len(shown), "more", "no shared text")


def _marked(text):
    return f'<b style="background:{palette()["highlight"]};color:{palette()["ink"]}">{escape(text)}</b>'


def _pieces(quote, runs):
    """The quote in pieces, each with whether it is one of the runs (start, end)."""
    pieces, at = [], 0
    for start, end in runs:
        pieces += [(quote[at:start], False), (quote[start:end], True)]
        at = end
    return [(text, both) for text, both in [*pieces, (quote[at:], False)] if text]
