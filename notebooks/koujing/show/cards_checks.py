"""Evidence cards for what was checked: citations and their verdicts, claims against the rules, sentences read wrongly."""
from ..code.codebook import label
from .cards import entry, escape, stacked
from .style import ink_on, palette, short, stances, table


def citations(judged, glosses=None, most=None):
    """A card with each citation: the verdict on it and why, where it stands, and the sentence that cites it.

    `judged` as from `compare.verdicts.verdicts`. `glosses` maps a quote to English. `most`: only the first so many, and a
    line that says how many more there are.
    """
    marks = {row["verdict"]: row for row in table("verdicts")}
    found = []
    for row in judged.to_dict("records"):
        mark = marks[row["verdict"]]
        chip = _chip(f"{mark['zh']} {mark['en']}", palette()[mark["colour"]])
        about = f"{row['title']} {row['title_en']}".strip()
        why = ". ".join(filter(None, (row["reason"], row["both_sides"])))
        found.append(_entry(judged, row, f"{chip} <b>{escape(about)}</b><br>{escape(why)}", f"[{mark['en']}] {about}: {why}",
                            glosses))
    return _card(found, most, "no title is cited")


def rulings(found, glosses=None, most=None):
    """A card with each claim about what is allowed or required: what the rules in force now say of it, and the sentence.

    `found` as from `compare.rulings.rulings`; `glosses` and `most` as for `citations`.
    """
    marks = {row["finding"]: row for row in table("findings")}
    entries = []
    for row in found.to_dict("records"):
        mark = marks[row["today"]]
        about = f"{label(row['item'])}, {label(row['stance'])}"
        source = f"{row['title_en']}, art. {row['rule_article']} ({row['rank']}, {row['confidence']})"
        said = f"{row['key_phrase_zh']} {row['rule_en']}".strip()
        rule = f"{'Decided by' if row['relation'] else 'Nearest rule'}: {source}: {said}" if row["title_en"] else ""
        chip = _chip(f"{mark['zh']} {mark['en']}", palette()[mark["colour"]])
        entries.append(_entry(found, row, f"{chip} <b>{escape(about)}</b><br>{escape(rule)}", f"[{mark['en']}] {about}. {rule}",
                              glosses))
    return _card(entries, most, "no claim")


def errors(errors, glosses=None, most=None):
    """A card with each sentence that was read wrongly: its errors by kind and item, what each side says, the quote.

    `errors` as from `compare.trust.errors`; `glosses` and `most` (of sentences) as for `citations`.
    """
    found = []
    for _, rows in errors.groupby(["article", "start", "end"], sort=False):
        pages, texts = [], []
        for row in rows.to_dict("records"):
            by_hand, read_as = (_said(row, side) for side in ("gold", "predicted"))
            about = f"{label(row['item'])}, {row['basis']}: by hand {by_hand}, read as {read_as}"
            pages.append(f"{_chip(row['error'], palette()['quiet'])} <b>{escape(about)}</b>")
            texts.append(f"[{row['error']}] {about}")
        found.append(_entry(errors, row, "<br>".join(pages), "\n".join(texts), glosses))
    return _card(found, most, "no error")


def _said(row, side):
    """What one side says of the item: its stance with mark and value, or "nothing"."""
    stance, value = row[f"stance_{side}"], row[f"value_{side}"]
    if not stance:
        return "nothing"
    return f"{stances()[stance]['mark']} {stance}" + (f" ({label(value)})" if value else "")


def _chip(text, colour):
    return f'<b style="background:{colour};color:{ink_on(colour)};padding:0 0.4em">[{escape(text)}]</b>'


def _entry(rows, row, page_head, text_head, glosses):
    """One entry as (HTML, plain text): a head, the place, the quote and its gloss."""
    place = f"{short(row['article'], list(rows['article'].unique()))} [{row['start']}:{row['end']}]"
    return entry(f"{page_head} · {escape(place)}", f"{text_head} | {place}", row["quote"], (glosses or {}).get(row["quote"], ""))


def _card(found, most, none):
    shown = found[:most]
    return stacked(shown, len(found) - len(shown), none)
