"""A table of words, set flush left: a data frame sets its cells flush right, as is good for numbers only."""
from .cards import Card, escape, visible


def text_table(rows):
    """A card with the table's rows, text flush left, without its index.

    `rows`: a data frame; every cell is shown as its text, escaped, none cut short.
    """
    left = 'style="text-align:left;vertical-align:top"'
    head = "".join(f"<th {left}>{escape(name)}</th>" for name in rows.columns)
    lines = [[str(cell) for cell in row] for row in rows.itertuples(index=False)]
    body = "".join(f"<tr>{''.join(f'<td {left}>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    text = "\n".join(" | ".join(map(visible, line)) for line in [list(map(str, rows.columns)), *lines])
    return Card(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", text)
