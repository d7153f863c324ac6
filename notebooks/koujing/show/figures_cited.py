"""The picture of what many articles cite: each text by year and by verdict, counted."""
from datetime import date

from .figures_many import MANY, note
from .law_rows import INNER, draw_key, key_lines, text_rows, verdict_mark, verdicts_drawn, write_titles
from .sheet import SMALL, TEXT, box, canvas, sheet, text_width
from .style import ink_on, palette, ramp

YEARS = 9  # at most; what is earlier stands together in the first column
NAMES, VERDICT = 3.1, 0.36  # inches: the texts' names, and one verdict


def citation_counts(judged, spans, published, title=""):
    """None; draws how often each text (row) is cited in each year and how often each verdict is given.

    `judged`, `spans` and `published` as for `law_timeline`. The bar under a row's cells is the time in which the text was
    in force. Of more than 30 texts cited the 30 most cited are drawn; the most cited come first.
    """
    named = judged[judged["instrument_id"] != ""]
    times = named["instrument_id"].value_counts()
    order = spans.assign(times=spans["instrument_id"].map(times).fillna(0).astype("int64"))
    cited = order[order["cited"]].sort_values("times", ascending=False, kind="stable").head(MANY)
    rows, y = text_rows(order.loc[[*cited.index, *order.index[~order["cited"]]]], NAMES)
    years = named["article"].map(lambda name: int((published.get(name) or "0")[:4]))
    last = max([*years, 2000])
    first = max(min([year for year in years if year] + [last]), last - YEARS + 1)
    column = years.clip(lower=first - 1).where(years > 0, last + 1)  # earlier ones, and at the end the undated
    columns = sorted({*range(first, last + 1), *column})
    table = named.groupby([named["instrument_id"], column.rename("year"), named["verdict"]]).size().rename("citations")
    drawn, heads = verdicts_drawn(named), {first - 1: f"<{first}", last + 1: "无日期 n.d."}
    width = INNER - NAMES - 0.15 - VERDICT * len(drawn)
    side, lines = width / len(columns), key_lines(drawn)
    head, most = 0.4 + 0.24 * len(lines), named.groupby([named["instrument_id"], column]).size().max()
    said = (f"n = {len(named):,} citations of {len(times)} texts in {named['article'].nunique():,} of {len(published):,} "
            "articles. A cell counts the citations in articles of that year; the bar under it is the time in which the text was "
            "in force. At the right, the verdicts on them, at the articles' dates. Below: what was made for collecting such a "
            "loan, cited by none.")
    if len(times) > MANY:
        said = f"{said} Of the texts cited the {MANY} most cited are drawn."
    with sheet("law_timeline", [table.to_frame()], head + y, title, said,
               note(len(published), "引用按年份与判断计数", "their citations counted by year and verdict")) as place:
        draw_key(place, lines)
        write_titles(canvas(place(0, head, NAMES, y), NAMES, y), rows)
        axes = canvas(place(NAMES, head, INNER - NAMES, y), INNER - NAMES, y)
        for number, year in enumerate(columns):
            text = heads.get(year, str(year))
            axes.text((number + 0.5) * side, -0.1, text if text_width(text, 7) < side else text.split(" ")[-1], size=7,
                      color=palette()["quiet"], ha="center", va="center")
        for number, row in enumerate(drawn):
            verdict_mark(axes, width + 0.15 + (number + 0.5) * VERDICT, -0.1, row)
        for row, top, tall, *_ in rows:
            mine = table[row["instrument_id"]] if row["cited"] else None
            for number, year in enumerate(columns):
                count = int(mine.get(year, default=mine.iloc[:0]).sum()) if mine is not None else 0
                _cell(axes, number * side + 0.02, top + 0.03, side - 0.04, tall - 0.14, count, most)
            _in_force(axes, row, top + tall - 0.07, columns, side, first, last)
            for number, verdict in enumerate(drawn):
                count = int(mine[mine.index.get_level_values("verdict") == verdict["verdict"]].sum()) if mine is not None else 0
                axes.text(width + 0.15 + (number + 0.5) * VERDICT, top + tall / 2 - 0.03, f"{count:,}" if count else "·",
                          size=SMALL, ha="center", va="center_baseline", color=palette()["ink" if count else "quiet"])


def _cell(axes, x, y, width, height, count, most):
    """One text in one year: the darker, the more citations; pale where there are none."""
    colour = ramp(0.15 + 0.85 * count / most) if count else palette()["wash"]
    box(axes, x, y, width, height, colour)
    if count:
        axes.text(x + width / 2, y + height / 2, f"{count:,}", size=TEXT if width > 0.4 else 7, ha="center",
                  va="center_baseline", color=ink_on(colour))


def _in_force(axes, row, y, columns, side, first, last):
    """The bar of the time in which a text was in force, over the columns of the years, those before them in one."""
    if not row["start"]:
        return
    ends = [date.fromisoformat((row[name] + rest)[:10]) if row[name] else None
            for name, rest in (("start", "-01-01"), ("end", "-12-28"))]
    offset = columns.index(first)

    def x(day):
        """Inches from the left edge of the cells."""
        at = offset + day.year - first + (day.timetuple().tm_yday - 1) / 366
        return side * min(max(at, 0), offset + last + 1 - first)

    left, right = x(ends[0]), x(ends[1]) if ends[1] else side * (offset + last + 1 - first)
    if right > left:
        box(axes, left + 0.02, y - 0.025, right - left - 0.04, 0.05, palette()["bar" if row["cited"] else "rule"])
