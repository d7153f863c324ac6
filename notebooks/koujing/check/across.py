"""What is wrong with what one table says of another: codes that no row has, cues without an item, colours too pale to read."""
from ..read.article import InputFault
from ..read.rows import read, table_files

CUES = ("cues_items", "cues_stance", "cues_context")
READABLE = 4.5  # the contrast that WCAG 2.2 asks of text (1.4.3)
SEEN = 3.0  # and of marks (1.4.11), which is what stands on a stance's colour
TEXTS = ("ink", "quiet", "good", "doubt", "bad", "accent")  # what is written on paper


def faults(tables):
    """Every `InputFault` of the tables together: `{name: ((row, path, line), …)}`, sound in themselves."""
    for part in (_of_cues, _of_items, _of_codes, _of_colours):
        yield from part(tables)


def _codes(tables, name):
    return {next(iter(row.values())) for row, _, _ in tables[name]}


def _of_cues(tables):
    allowed = {layer: _codes(tables, f"{layer}s") for layer in ("item", "condition", "source")}
    operators, ids = _codes(tables, "operators"), {}
    for name in CUES:
        ours = {word for row, _, _ in read(table_files()[name])[1] for word in row["means"].split()}
        for row, path, line in tables[name]:
            where, means, known = f"{path}, line {line}", row["means"].split(), allowed.get(row["layer"], ours)
            unknown = [word for word in means if word not in known]
            if unknown:
                yield InputFault(where, f"means {unknown[0]!r}, which is unknown to the layer {row['layer']}",
                                 f"use one of {', '.join(sorted(known))}, or add its row")
            if row["id"] in ids:
                yield InputFault(where, f"id {row['id']!r} stands in {ids[row['id']]} too", "give the row another id")
            ids[row["id"]] = where
            if means == ["fact.operator"] and row["id"].partition(".")[2] not in operators:
                yield InputFault(where, f"id {row['id']!r} names no operator",
                                 "call it operator.VALUE, where VALUE is a row of operators.csv")


def _of_items(tables):
    coded = {item for row, _, _ in tables["cues_items"] for item in row["means"].split()}
    for row, path, line in tables["items"]:
        where, (family, dot, word) = f"{path}, line {line}", row["item"].partition(".")
        if family != row["family"] or not dot or not word.replace("_", "").isalnum() or not word.isascii():
            yield InputFault(where, f"item {row['item']!r} is not named after its family", f"call it {row['family']}.word")
        if (row["family"] == "rule") != bool(row["pole"]):
            yield InputFault(where, "pole is for items of the family rule, and for each of them",
                             "fill it in there, and nowhere else")
        if row["item"] not in coded:
            yield InputFault(where, f"item {row['item']!r} has no cue", "add a row to cues_items.csv whose means is the item")


def _of_codes(tables):
    items = _codes(tables, "items")
    for row, path, line in tables["topics"]:
        if row["item"] and row["item"] not in items:
            yield InputFault(f"{path}, line {line}", f"item {row['item']!r} is not in items.csv", "use one that is, or none")
    for condition in sorted(_codes(tables, "conditions") - _codes(tables, "condition_marks")):
        yield InputFault("condition_marks.csv", f"has no mark for the condition {condition}", "add its row")


def _of_colours(tables):
    from ..show.style import contrast

    def pale(where, what, one, other, least):
        if contrast(one, other) < least:
            yield InputFault(where, f"{what} has a contrast below {least} to 1", "make one darker or the other lighter")

    for row, path, line in tables["stances"]:
        where = f"{path}, line {line}"
        yield from pale(where, f"ink {row['ink']} on colour {row['colour']}", row["colour"], row["ink"], SEEN)
    found = {row["name"]: (row["colour"], f"{path}, line {line}") for row, path, line in tables["palette"]}
    for name in TEXTS:
        yield from pale(found[name][1], f"{name} {found[name][0]} on paper", found[name][0], found["paper"][0], READABLE)
