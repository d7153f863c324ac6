"""The picture of what is cited: articles in time against the years in which each rule held."""
from datetime import date

from .sheet import MARGIN, SMALL, TEXT, box, canvas, key_label, nothing, sheet, text_width, wrap
from .style import WIDTH, palette, short, table

INNER = WIDTH - 2 * MARGIN
NAMED = 8  # so many dated articles are named above their line
SHAPES = {"full": "o", "ring": "o", "cross": "x", "triangle": "^", "square": "s", "diamond": "D"}
LINE = 0.165


def law_timeline(judged, spans, published, title="", caption=""):
    """None; draws the years in which each text was in force (rows) against the dates of the articles (lines).

    `judged` and `spans` as from `compare.verdicts`; `published`: article → ISO date or None. Cited texts stand above, with
    the verdict on each citation at the article's date; below, in paler bars, texts made for collecting that no article
    cites. Articles without a date have a column of their own at the right. A text without a bar has no known span.
    """
    if not len(judged):
        return nothing(title, caption)
    marks = {row["verdict"]: row for row in table("verdicts")}
    dated = {name: date.fromisoformat(day) for name, day in published.items() if day}
    first = min([day.year for day in dated.values()] + [2020]) - 1
    last = max([day.year for day in dated.values()] + [2026]) + 1
    names, undated = 3.55, 0.75
    width = INNER - names - undated - 0.1

    def x(day):
        """Inches from the left edge of the years."""
        return min(max((day.year + (day.timetuple().tm_yday - 1) / 366 - first) / (last - first), 0), 1) * width

    rows, y = [], 0.0
    for place, row in enumerate(spans.to_dict("records")):
        lines = wrap(row["title_zh"], names - 0.15, TEXT) + wrap(row["title_en"], names - 0.15, 7.5)
        chinese = len(wrap(row["title_zh"], names - 0.15, TEXT))
        if place and not row["cited"] and rows[-1][0]["cited"]:
            y += 0.3
        rows.append((row, y, lines, chinese))
        y += LINE * len(lines) + 0.1
    key = _key_lines(marks, judged)
    head = 0.36 + 0.24 * len(key)
    with sheet(head + y, title, caption) as place:
        for number, entries in enumerate(key):
            _key(canvas(place(0, 0.24 * number, INNER, 0.24), INNER, 0.24), entries)
        labels = canvas(place(0, head, names, y), names, y)
        axes = canvas(place(names, head, width + undated + 0.1, y), width + undated + 0.1, y)
        for year in range(first, last):
            axes.plot([x(date(year, 1, 1))] * 2, [0, y], color=palette()["faint"], linewidth=0.6)
            axes.text(x(date(year, 1, 1)) + 0.03, -0.04, str(year), size=7, color=palette()["quiet"], va="bottom")
        _articles(axes, dated, x, y)
        box(axes, width + 0.1, 0, undated, y, palette()["wash"])
        axes.text(width + 0.1 + undated / 2, -0.04, "无日期 undated", size=7, color=palette()["quiet"], ha="center", va="bottom")
        others = [short(name, list(published)) for name, day in published.items() if not day]
        said = ", ".join(others) if text_width(", ".join(others), SMALL) <= undated else f"{len(others)} articles"
        axes.text(width + 0.1 + undated / 2, -0.18, said, size=SMALL, color=palette()["accent"], ha="center", va="bottom")
        for row, top, lines, chinese in rows:
            tall = LINE * len(lines) + 0.1
            for number, line in enumerate(lines):
                labels.text(0.02, top + 0.1 + number * LINE, line, size=TEXT if number < chinese else 7.5, va="center",
                            color=palette()["ink" if number < chinese else "quiet"])
            _bar(axes, row, x, top + tall / 2, width)
            mine = judged[judged["instrument_id"] == row["instrument_id"]] if row["cited"] else judged[:0]
            where = mine["article"].where(mine["article"].isin(dated), "")
            for name, verdicts in mine["verdict"].groupby(where, sort=False):
                left = x(dated[name]) if name else width + 0.28
                for number, (verdict, times) in enumerate(verdicts.value_counts(sort=False).items()):
                    at = left + (0.16 if name else 0.27) * number
                    _mark(axes, at, top + tall / 2, marks[verdict])
                    if times > 1 and (not name or len(dated) <= NAMED):
                        axes.text(at + 0.08, top + tall / 2, f"×{times}", size=7, va="center_baseline", color=palette()["quiet"])
        _heads(labels, rows)


def _heads(labels, rows):
    """The heading of the texts that nobody cites, in the gap above them."""
    uncited = [top for row, top, *_ in rows if not row["cited"]]
    if uncited:
        labels.text(0.02, uncited[0] - 0.12, "为催收而定，无人引用 made for collecting, cited by none", size=SMALL,
                    color=palette()["accent"], va="center")


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
    """A line at each article's date; named where they are few, side by side where they are close."""
    taken = -1.0
    for name, day in sorted(dated.items(), key=lambda pair: pair[1]):
        at = x(day)
        axes.plot([at, at], [0, tall], color=palette()["accent"], linewidth=0.9, linestyle=(0, (3, 2)))
        if len(dated) <= NAMED:
            label = short(name, list(dated))
            at = max(at, taken)
            axes.text(at, -0.18, label, size=SMALL, color=palette()["accent"], ha="center", va="bottom")
            taken = at + text_width(label, SMALL) + 0.05


def _key_lines(marks, judged):
    """The rows of `tables/verdicts.csv` that are drawn, in as many lines as the key needs."""
    lines, at = [[]], 0.0
    for row in marks.values():
        wide = 0.45 + text_width(f"{row['zh']} {row['en']}", SMALL)
        if row["verdict"] in set(judged.loc[judged["instrument_id"] != "", "verdict"]):
            if at + wide > INNER:
                lines, at = [*lines, []], 0.0
            lines[-1].append(row)
            at += wide
    return lines


def _key(key, rows):
    at = 0.08
    for row in rows:
        _mark(key, at, 0.12, row)
        at = key_label(key, at + 0.14, f"{row['zh']} {row['en']}") + 0.08


def _mark(axes, x, y, row):
    """The mark of a verdict, a row of `tables/verdicts.csv`: a shape, or its character."""
    colour = palette()[row["colour"]]
    if row["shape"] not in SHAPES:
        axes.text(x, y, row["shape"], size=TEXT, ha="center", va="center", color=colour)
    else:
        full = row["shape"] == "full"
        axes.plot([x], [y], marker=SHAPES[row["shape"]], markersize=7, markeredgewidth=1.6, clip_on=False, zorder=5,
                  linestyle="none", markerfacecolor=colour if full else palette()["paper"],
                  markeredgecolor=palette()["paper"] if full else colour)
