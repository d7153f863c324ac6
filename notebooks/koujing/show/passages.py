"""Passages that are no claims, as HTML: damaged sentences, sentences passed over, pieces of a page."""
from .cards import entry, escape, stacked
from .style import short


def passages(rows, glosses=None, most=None):
    """A card with each passage: a note in bold, where it stands, the text, and its English where `glosses` has it.

    `rows`: article, start, end, quote, note; where there is a column `marked` it is shown in the quote's place.
    `glosses` maps a quote to English. `most`: only the first so many, and a line that says how many more there are.
    """
    shown = rows if most is None else rows.head(most)
    names = list(rows["article"].unique())
    entries = []
    for row in shown.to_dict("records"):
        place = f"{short(row['article'], names)} [{row['start']}:{row['end']}]"
        entries.append(entry(f"<b>{escape(row['note'])}</b> · {escape(place)}", f"{row['note']} | {place}",
                             row.get("marked", row["quote"]), (glosses or {}).get(row["quote"], "")))
    return stacked(entries, len(rows) - len(shown))
