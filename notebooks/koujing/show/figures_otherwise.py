"""The picture of what other decisions of coding would make of each finding."""
from .sheet import SMALL, TEXT, box, canvas, nothing, sheet, text_width
from .style import WIDTH, ink_on, palette, table

COLOURS = {"stands": "faint", "changes": "shift", "falls": "bad"}
MARKS = {"stands": "", "changes": "≠ ", "falls": "× "}
SAID = {"stands": "不变 stands", "changes": "≠ 数字变了 other numbers", "falls": "× 结论不成立 falls",
        "not asked": "· 不适用 nothing to decide"}
ROW, HEAD = 0.34, 0.42


def decisions_grid(alternatives, title="", caption=""):
    """None; draws the decisions (rows) against the findings (columns): their numbers, and whether each stands.

    `alternatives` as from `report.otherwise.alternatives`: finding, decision, numbers, effect. The first row is as coded.
    """
    if not len(alternatives):
        return nothing("decisions_grid", title, caption)
    decisions = {row["decision"]: row for row in table("otherwise")}
    known = set(alternatives["finding"])
    findings = [row for row in table("headlines") if row["finding"] in known]
    cells = {(row.decision, row.finding): row for row in alternatives.itertuples()}
    shown = list(dict.fromkeys(alternatives["decision"]))
    labels = [f"{decisions[name]['zh']} {decisions[name]['en']}" if name in decisions else "照原编码 as coded" for name in shown]
    names = max(text_width(text, SMALL) for text in labels) + 0.12
    column = (WIDTH - 0.24 - names) / len(findings)
    height = HEAD + ROW * len(shown)
    with sheet("decisions_grid", [alternatives], 0.3 + height, title, caption) as place:
        _key(canvas(place(0, 0, WIDTH - 0.24, 0.24), WIDTH - 0.24, 0.24))
        axes = canvas(place(names, 0.3, column * len(findings), height), column * len(findings), height)
        for number, finding in enumerate(findings):
            axes.text((number + 0.5) * column, 0.12, finding["zh"], size=SMALL, ha="center", va="center")
            axes.text((number + 0.5) * column, 0.28, finding["en"], size=6.5, ha="center", va="center", color=palette()["quiet"])
        for line, name in enumerate(shown):
            top = HEAD + line * ROW
            axes.text(-0.08, top + ROW / 2, labels[line], size=SMALL, ha="right", va="center")
            for number, finding in enumerate(findings):
                _cell(axes, number * column + 0.02, top + 0.02, column - 0.04, cells[name, finding["finding"]])


def _cell(axes, x, y, width, row):
    middle = x + width / 2, y + ROW / 2 - 0.02
    if row.effect == "not asked":
        box(axes, x, y, width, ROW - 0.04, palette()["paper"], edge=palette()["rule"], line=0.6)
        axes.text(*middle, "·", size=TEXT, ha="center", va="center_baseline", color=palette()["quiet"])
        return
    colour = palette()[COLOURS[row.effect]]
    box(axes, x, y, width, ROW - 0.04, colour)
    axes.text(*middle, MARKS[row.effect] + row.numbers, size=SMALL, ha="center", va="center_baseline", color=ink_on(colour))


def _key(axes):
    x = 0.0
    for effect, text in SAID.items():
        colour = palette()[COLOURS[effect]] if effect in COLOURS else palette()["paper"]
        box(axes, x, 0.03, 0.3, 0.18, colour, edge="none" if effect in COLOURS else palette()["rule"])
        axes.text(x + 0.37, 0.12, text, size=SMALL, va="center")
        x += 0.37 + text_width(text, SMALL) + 0.3
