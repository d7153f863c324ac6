"""The picture of what is cited: articles in time against the years in which each rule held."""
from datetime import date
from math import ceil

from .figures_cited import citation_counts
from .law_rows import INNER, draw_key, key_lines, text_rows, verdict_mark, verdicts_drawn, write_titles
from .sheet import SMALL, box, canvas, nothing, sheet, text_width
from .style import palette, short

NAMED = 8  # so many dated articles are named above their line; more are counted
DRAWN = ["article", "instrument_id", "verdict"]


def law_timeline(judged, spans, published, title="", caption=""):
    """None; draws the years in which each text was in force (rows) against the dates of the articles (lines).

    `judged` and `spans` as from `compare.verdicts`; `published`: article → ISO date or None. Cited texts stand above, with
    the verdict on each citation at the article's date; below, in paler bars, texts made for collecting that no article
    cites. Articles without a date have a column of their own at the right. A text without a bar has no known span.
    Citations of more than 8 dated articles are counted by year and by verdict (`figures_cited.citation_counts`), under a
    caption of their own.
    """
    from pandas import DataFrame

    if not len(judged):
        return nothing("law_timeline", title, caption)
    marks = {row["verdict"]: row for row in verdicts_drawn(judged)}
    dated = {name: date.fromisoformat(day) for name, day in published.items() if day}
    if len(dated) > NAMED:
        return citation_counts(judged, spans, published, title)
    first = min([day.year for day in dated.values()] + [2020]) - 1
    last = max([day.year for day in dated.values()] + [2026]) + 1
    names, undated = 3.55, 0.75
    width = INNER - names - undated - 0.1

    def x(day):
        """Inches from the left edge of the years."""
        return min(max((day.year + (day.timetuple().tm_yday - 1) / 366 - first) / (last - first), 0), 1) * width

    rows, y = text_rows(spans, names)
    key = key_lines(marks.values())
    head = 0.36 + 0.24 * len(key)
    drawn = [judged[DRAWN], spans.drop(columns="kind"), DataFrame(published.items(), columns=["article", "published"])]
    with sheet("law_timeline", drawn, head + y, title, caption) as place:
        draw_key(place, key)
        write_titles(canvas(place(0, head, names, y), names, y), rows)
        axes = canvas(place(names, head, width + undated + 0.1, y), width + undated + 0.1, y)
        for year in range(first, last):
            axes.plot([x(date(year, 1, 1))] * 2, [0, y], color=palette()["faint"], linewidth=0.6)
        for year in range(first, last, ceil(0.3 * (last - first) / width)):
            axes.text(x(date(year, 1, 1)) + 0.03, -0.04, str(year), size=7, color=palette()["quiet"], va="bottom")
        _articles(axes, dated, x, y)
        box(axes, width + 0.1, 0, undated, y, palette()["wash"])
        axes.text(width + 0.1 + undated / 2, -0.04, "无日期 undated", size=7, color=palette()["quiet"], ha="center", va="bottom")
        others = [short(name, list(published)) for name, day in published.items() if not day]
        said = ", ".join(others) if text_width(", ".join(others), SMALL) <= undated else f"{len(others)} articles"
        axes.text(width + 0.1 + undated / 2, -0.18, said, size=SMALL, color=palette()["accent"], ha="center", va="bottom")
        for row, top, tall, *_ in rows:
            _bar(axes, row, x, top + tall / 2, width)
            mine = judged[judged["instrument_id"] == row["instrument_id"]] if row["cited"] else judged[:0]
            where = mine["article"].where(mine["article"].isin(dated), "")
            for name, verdicts in mine["verdict"].groupby(where, sort=False):
                left = x(dated[name]) if name else width + 0.28
                for number, (verdict, times) in enumerate(verdicts.value_counts(sort=False).items()):
                    at = left + (0.16 if name else 0.27) * number
                    verdict_mark(axes, at, top + tall / 2, marks[verdict])
                    if times > 1:
                        axes.text(at + 0.08, top + tall / 2, f"×{times}", size=7, va="center_baseline", color=palette()["quiet"])


def _bar(axes, row, x, y, width):
    if not row["start"]:
        return
    start = date.fromisoformat((row["start"] + "-01")[:10])
    end = date.fromisoformat((row["end"] + "-28")[:10]) if row["end"] else None
    left, right = x(start), x(end) if end else width
    if right > 0:
        box(axes, left, y - 0.055, max(right - left, 0.02), 0.11, palette()["bar" if row["cited"] else "rule"])
    else:
        axes.text(0.04, y, f"◂ {row['end']}", size=7, va="center_baseline", color=palette()["quiet"])


def _articles(axes, dated, x, tall):
    """A line at each article's date, and the names side by side where they are close."""
    taken = -1.0
    for name, day in sorted(dated.items(), key=lambda pair: pair[1]):
        at = x(day)
        axes.plot([at, at], [0, tall], color=palette()["accent"], linewidth=0.9, linestyle=(0, (3, 2)))
        label = short(name, list(dated))
        at = max(at, taken)
        axes.text(at, -0.18, label, size=SMALL, color=palette()["accent"], ha="center", va="bottom")
        taken = at + text_width(label, SMALL) + 0.05
