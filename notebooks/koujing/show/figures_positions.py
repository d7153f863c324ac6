"""The picture of every position: items against articles, with what else each article says, and on what condition."""
from ..code.codebook import FAMILIES, items as codebook_items, label, table as codebook_table
from .figures_many import MANY, position_counts
from .sheet import (
    MARGIN,
    SMALL,
    TEXT,
    box,
    canvas,
    corner,
    mark,
    nothing,
    sheet,
    silent_box,
    split_box,
    stance_key,
    strip,
    text_width,
)
from .style import WIDTH, condition_marks, families, of_rank, palette, short

INNER = WIDTH - 2 * MARGIN
LETTER = 7.5  # point size of the condition marks
LINE = 0.24  # inches: one line of the key
DRAWN = ["article", "item", "claims", "lowest", "highest", "position", "self_contradictory", "conditions_named"]
COUNT = "数字：论断数 number: claims"  # what the numbers in the cells are


def contact_matrix(positions, items=None, title="", caption=""):
    """None; draws items (rows, by family) against articles (columns), coloured by the article's position.

    `positions` as from `compare.positions.positions`: article, item, claims, lowest, highest, position,
    self_contradictory, conditions_named. Each cell holds the stance's mark, the number of claims, and a character for
    each condition that they name (`tables/condition_marks.csv`), or a filled corner where there is no room. A strip at
    the cell's edge is what the article says elsewhere, one rank off: at the left weaker, at the right firmer. A cell of
    an article that contradicts itself is cut in two, lowest and highest stance; a silent cell is paper with a dot.
    `items` chooses and orders the rows; without it all items of the table, in codebook order. More than 30 articles are
    counted instead (`figures_many.position_counts`), under a caption of their own.
    """
    if not len(positions):
        return nothing("contact_matrix", title, caption)
    articles = sorted(positions["article"].unique())
    chosen = list(items) if items is not None else [i for i in codebook_items() if i in set(positions["item"])]
    shown = positions[positions["item"].isin(chosen)]
    if len(articles) > MANY:
        return position_counts(shown, chosen, title)
    cells = {(row.article, row.item): row for row in shown.itertuples()}
    names = max([text_width(label(item), TEXT) for item in chosen] + [text_width(COUNT, SMALL)]) + 0.2
    column = min(1.5, (INNER - names) / max(1, len(articles)))
    narrow = column < 0.55
    height = 0.42 if narrow else 0.29
    tops, headings, y = {}, {}, 0.0
    for family in sorted({item.split(".")[0] for item in chosen}, key=FAMILIES.index):
        headings[y] = families()[family]
        y += 0.26
        for item in (item for item in chosen if item.startswith(f"{family}.")):
            tops[item] = y
            y += height
        y += 0.1
    widest = max(text_width(short(name, articles), TEXT) for name in articles)
    head = 0.24 if column > widest + 0.05 else widest + 0.1
    entries = _key_entries(shown, narrow, column < 1.1)
    key = 0.3 + LINE * (max([line for line, _, _ in _flow(entries)], default=-1) + 1)
    with sheet("contact_matrix", [shown[DRAWN]], key + head + y, title, caption) as place:
        stance_key(canvas(place(0, 0, INNER, LINE), INNER, LINE))
        if entries:
            _draw_key(canvas(place(0, LINE + 0.04, INNER, key - 0.3), INNER, key - 0.3), entries)
        axes = canvas(place(names, key + head, column * len(articles), y), column * len(articles), y)
        axes.set_xticks([(n + 0.5) * column for n in range(len(articles))], [short(a, articles) for a in articles])
        axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=-2,
                         labelrotation=0 if head == 0.24 else 90, labelcolor=palette()["ink"])
        axes.text(-0.08, -0.07, COUNT, size=SMALL, color=palette()["quiet"], ha="right",
                  va="center")
        axes.set_yticks([tops[item] + height / 2 for item in tops], [label(item) for item in tops])
        for at, heading in headings.items():
            axes.text(-names + 0.02, at + 0.15, heading, size=SMALL, color=palette()["quiet"], va="center")
            axes.plot([-names, column * len(articles)], [at + 0.03, at + 0.03], color=palette()["rule"],
                      linewidth=0.6, clip_on=False)
        for item, top in tops.items():
            for number, article in enumerate(articles):
                _position_cell(axes, number * column + 0.02, top + 0.02, column - 0.04, height - 0.04,
                               cells.get((article, item)), narrow)


def _key_entries(shown, narrow, tight):
    """What the second key explains of the rows shown, as (mark, label): "strip", "corner", or a condition's character."""
    spoken = shown[shown["claims"] > 0]
    strips = [("strip", "边条：另一处的说法，差一级 edge: said elsewhere, one rank off")] if (spoken["spread"] == 1).any() else []
    named = {name for value in spoken["conditions_named"] for name in value.split("; ") if name}
    rows = [(condition_marks()[row["condition"]], row["en"]) for row in codebook_table("conditions") if row["condition"] in named]
    cut = spoken["self_contradictory"] & spoken["conditions_named"].str.contains(";")
    corners = [("corner", "角标：另有条件 corner: conditions are named")] if rows and (narrow or tight or cut.any()) else []
    return [*strips, *corners, *([("条件 conditions:", ""), *rows] if rows and not narrow else [])]


def _flow(entries):
    """Where each entry of the key stands: (line, x, entry), broken into lines of the figure's width."""
    line, x, placed = 0, 0.0, []
    for entry in entries:
        drawn = entry[0] in ("strip", "corner")
        width = 0.36 + text_width(entry[1], SMALL) if drawn else text_width(" ".join(entry), SMALL)
        if x and (x + width > INNER or not entry[1]):  # the conditions begin a line of their own
            line, x = line + 1, 0.0
        placed.append((line, x, entry))
        x += width + 0.16
    return placed


def _draw_key(axes, entries):
    """The second key: the strip at a cell's edge, and the character of each condition."""
    for line, x, (sign, text) in _flow(entries):
        y = line * LINE + 0.12
        if sign in ("strip", "corner"):
            box(axes, x, y - 0.1, 0.3, 0.2, of_rank(2)["colour"])
            if sign == "strip":
                strip(axes, x, y - 0.1, 0.3, 0.2, of_rank(3)["colour"], right=True)
            else:
                corner(axes, x + 0.3, y + 0.1, of_rank(2)["ink"])
            axes.text(x + 0.36, y, text, size=SMALL, va="center")
        else:
            axes.text(x, y, f"{sign} {text}".strip(), size=SMALL, va="center",
                      color=palette()["ink" if text else "quiet"])


def _position_cell(axes, x, y, width, height, row, narrow):
    """One cell: silence, a stance with its number of claims and its conditions, or a cell cut in two."""
    if row is None or not row.claims:
        silent_box(axes, x, y, width, height)
        return
    low, high, here = of_rank(row.lowest), of_rank(row.highest), of_rank(row.position)
    middle, count = y + height / 2, str(row.claims)
    at, end, ink, half = x, x + width, here["ink"], height * (0.28 if narrow else 0.5)
    if row.self_contradictory:
        split_box(axes, x, y, width, height, low["colour"], high["colour"])
        mark(axes, x + width * 0.2, y + half, low["stance"], size=3.8 if narrow else 6)
        at, ink, here = x + width * 0.48, high["ink"], high
    else:
        box(axes, x, y, width, height, here["colour"], edge=palette()["rule"] if here["rank"] == "0" else "none", line=0.6)
        for other, right in ((low, False), (high, True)):
            if other["rank"] != here["rank"]:
                wide = strip(axes, x, y, width, height, other["colour"], right)
                end -= wide if right else 0
    room = end - at
    if narrow:
        mark(axes, at + room * 0.5, y + half, here["stance"], size=3.8 if row.self_contradictory else 4.5)
        axes.text(at + room * 0.5, y + height * 0.7, count, size=6.5, color=ink, ha="center", va="center_baseline")
    else:
        mark(axes, at + 0.2, y + half, here["stance"], size=6)
        axes.text(at + 0.4, middle, count, size=TEXT, color=ink, ha="center", va="center_baseline")
    named = "".join(condition_marks()[name] for name in row.conditions_named.split("; ") if name)
    letters = 0 if narrow else int((room - 0.63) / text_width("条", LETTER))
    if len(named) > letters >= 2:
        named = f"{named[:letters - 1]}…"
    if named and len(named) <= letters:
        axes.text(end - 0.1, middle, named, size=LETTER, color=ink, ha="right", va="center_baseline")
    elif named:
        corner(axes, end, y + height, ink)
