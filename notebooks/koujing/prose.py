"""Filling computed numbers into a notebook's prose.

A markdown cell whose metadata hold `{"koujing": {"template": "... {expression} ..."}}` gets its text from the
template: after all code cells have run, each `{expression}` is evaluated in the notebook's own kernel, as in an
f-string. So the prose follows the data, here and on any other corpus. Edit such a cell's template, not its text.

Where a corpus lacks what a text speaks of (no claim, no order, one article), another text takes its place: `{"otherwise": [{"if":
expression, "template": ...}, ...]}` beside the template; the first whose expression is true is filled.
"""
import ast
import functools

from .read.article import InputFault


def pieces(template):
    """The parts of a template in order, each as `(text, None)` or `(None, expression)`, the expression an f-string.

    Raises `ValueError` where the template is no f-string.

    >>> pieces("## Finding 1: {speak} of {n:,}")
    [('## Finding 1: ', None), (None, "f'{speak}'"), (' of ', None), (None, "f'{n:,}'")]
    """
    quotes = '"""' if template.endswith("'") or "'''" in template else "'''"
    if "\\" in template or quotes in template or template.endswith(quotes[0]):
        raise ValueError("a template may hold no backslash and no triple quotes")
    try:
        parsed = ast.parse(f"f{quotes}{template}{quotes}", mode="eval").body
        return [(part.value, None) if isinstance(part, ast.Constant)
                else (None, ast.unparse(ast.JoinedStr(values=[part]))) for part in parsed.values]
    except SyntaxError as fault:
        raise ValueError(f"not an f-string: {fault.msg}") from None


async def fill(path, notebook, client):
    """Replace, in `notebook`, the text of every cell that has a template by the template's, filled.

    `client` is the nbclient client whose kernel has run the notebook's code cells. Raises `InputFault` where a template
    cannot be filled, naming the notebook, the cell and the template.
    """
    for cell in notebook.cells:
        template = cell.metadata.get("koujing", {}).get("template")
        if template is None:
            continue
        blame = functools.partial(InputFault, path, cure="mend the template in the cell's metadata")
        for other in cell.metadata["koujing"].get("otherwise", ()):
            if await _holds(cell, other["if"], client, blame):
                template = other["template"]
                break
        try:
            parts = pieces(template)
        except ValueError as fault:
            raise blame(fault=f"cell {cell.id}, template {template!r}: {fault}") from None
        asked = {str(number): part for number, (_, part) in enumerate(parts) if part is not None}
        reply = await client.async_wait_for_reply(client.kc.execute("", silent=True, user_expressions=asked))
        values = reply["content"]["user_expressions"]
        for number, part in asked.items():
            if values[number]["status"] != "ok":
                said = f"{values[number]['ename']}: {values[number]['evalue']}"
                raise blame(fault=f"cell {cell.id}, template {template!r}: {part} raised {said}")
        # A value may be an article's words, and must not become markup in a page.
        shown = {number: ast.literal_eval(value["data"]["text/plain"]).replace("<", "&lt;")
                 for number, value in values.items()}
        cell.source = "".join(shown[str(number)] if text is None else text for number, (text, _) in enumerate(parts))


async def _holds(cell, condition, client, blame):
    """Whether an expression is true in the client's kernel. Raises `InputFault` where it cannot be evaluated."""
    reply = await client.async_wait_for_reply(client.kc.execute("", silent=True, user_expressions={"0": f"bool({condition})"}))
    value = reply["content"]["user_expressions"]["0"]
    if value["status"] != "ok":
        raise blame(fault=f"cell {cell.id}, condition {condition!r} raised {value['ename']}: {value['evalue']}")
    return value["data"]["text/plain"] == "True"
