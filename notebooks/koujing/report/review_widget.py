"""Deciding on claims in JupyterLab: one claim after another, the most doubtful and weighty first; each decision is a row."""
from datetime import date
from pathlib import Path

from ..code.codebook import table
from ..read.article import InputFault
from ..review.decisions import ACTIONS, review_path
from ..review.values import FIELDS
from ..reviewing import append, contents
from ..show.cards import escape
from .review_sheet import faults, of_row, sheet, twice

DECIDE = ACTIONS[:3]
CHOICES = {"stance": ("stances", "stance"), "source": ("sources", "source"), "value": ("operators", "value")}
HINTS = {"conditions": "codes, joined by semicolons", "laws": "titles, joined by semicolons",
         "timing": 'words, or {"text": "一个月后", "day_min": 30, "day_max": null}'}


def review_widget(articles, who, folder=None, when=None, most=50):
    """A widget that shows the claims most worth checking and appends each decision to the corpus's `review.csv`.

    `who` signs the rows; `folder` as for `claims_table`; `when`: the day (default: today). Its `children` are, in order: the
    claim (HTML), field, new value (a list or a line, by the field), why, the buttons accept, reject, change, skip, and what
    was done. Run the notebook's first cells again to see the tables with the decisions. Raises `InputFault` where
    `review.csv` is no review.
    """
    import ipywidgets as widgets

    rows = sheet(articles, folder, most).to_dict("records")
    texts, both, target = {article.name: article.raw for article in articles}, twice(articles), Path(review_path(folder))
    state = {"at": 0, "seen": contents(target)}
    shown, said = widgets.HTML(), widgets.HTML()
    field = widgets.Dropdown(options=FIELDS[2:], value="stance", description="field")
    new, line = widgets.Dropdown(description="new"), widgets.Text(description="new")
    why = widgets.Text(description="why", continuous_update=False)
    buttons = [widgets.Button(description=name) for name in (*DECIDE, "skip")]

    def basis():
        return rows[state["at"]]["basis"] if state["at"] < len(rows) else ""

    def show():
        done = state["at"] >= len(rows)
        shown.value = "<p>No claim is left to check.</p>" if done else card(rows[state["at"]], state["at"], len(rows))
        why.value, line.value, field.value = "", "", "stance"
        for button in buttons:
            button.disabled = done
        fit()

    def fit(_=None):
        listed = field.value in CHOICES
        new.layout.display, line.layout.display = ("", "none") if listed else ("none", "")
        name, column = CHOICES.get(field.value, ("stances", "stance"))
        new.options = [row[column] for row in table(name) if row.get("basis", basis()) == basis()]
        line.placeholder = HINTS.get(field.value, "")

    def decide(button):
        if button.description != "skip":
            value = (new.value if field.value in CHOICES else line.value) or ""
            row = {name: str(cell) for name, cell in rows[state["at"]].items()}
            row |= {"action": button.description, "field": field.value, "new": value, "why": why.value}
            try:
                one = of_row(row, texts, who, when or date.today().isoformat(), both)
                if fault := faults(articles, folder, [one])[0]:
                    raise ValueError(fault)
                added = append(target, [one], state["seen"])
            except (InputFault, ValueError) as error:
                said.value = f"<p><b>Not written:</b> {escape(str(error))}</p>"
                return
            state["seen"] = contents(target)
            said.value = f"<p>{escape(one.action)}: {added} row added to {escape(target.name)}.</p>"
        state["at"] += 1
        show()

    field.observe(fit, "value")
    for button in buttons:
        button.on_click(decide)
    show()
    return widgets.VBox([shown, field, new, line, why, widgets.HBox(buttons), said])


def card(row, at, total):
    """The HTML of one claim: its sentence in context, its English, its fields, and why it is worth a look."""
    said = {name: escape(str(value)) for name, value in row.items()}
    fields = "; ".join(f"{name} {said[name]}" for name in FIELDS[1:] if row[name])
    return (f"<p><b>{at + 1} of {total}: {said['label']}</b>, {said['article']} [{row['start']}:{row['end']}]</p>"
            f"<p>{said['before']}<mark>{said['quote']}</mark>{said['after']}</p>"
            f"<p><i>{said['english']}</i></p><p>{fields}</p><p>{said['reason']}</p>")
