"""Passages that are no claims, as HTML: damaged sentences, sentences passed over, pieces of a page."""
from .cards import Card, escape, visible
from .style import short


def passages(rows, glosses=None, most=None):
    """A card with each passage: a note in bold, where it stands, the text, and its English where `glosses` has it.

    `rows`: article, start, end, quote, note; where there is a column `marked` it is shown in the quote's place.
    `glosses` maps a quote to English. `most`: only the first so many, and a line that says how many more there are.
    """
    shown = rows if most is None else rows.head(most)
    names = list(rows["article"].unique())
    blocks, lines = [], []
    for row in shown.to_dict("records"):
        text, gloss = row.get("marked", row["quote"]), (glosses or {}).get(row["quote"], "")
        place = f"{short(row['article'], names)} [{row['start']}:{row['end']}]"
        blocks.append(f"<p><b>{escape(row['note'])}</b> · {escape(place)}</p><blockquote>“{escape(text)}”"
                      + (f"<br><i>{escape(gloss)}</i>" if gloss else "") + "</blockquote>")
        lines.append(f"{row['note']} | {place}\n  “{text}”" + (f"\n  {gloss}" if gloss else ""))
    more = len(rows) - len(shown)
    if more or not len(rows):
        rest = f"… and {more} more" if more else "none"
        blocks.append(f"<p>{rest}</p>")
        lines.append(rest)
    return Card(f"<div>{''.join(blocks)}</div>", visible("\n".join(lines)))
