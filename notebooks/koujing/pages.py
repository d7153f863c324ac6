"""What `koujing run` writes: notebooks as pages that need no network, tables as CSV, and the page that links them."""
import csv
import html
import re

from .read.guard import guard

# No script runs and nothing is fetched, whatever an article's text holds: a page shows, and does nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'"
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'

# Links that are not known by their colour alone, and contrasts of at least 4.5 to 1 (WCAG 2.2, 1.4.1 and 1.4.3), where
# the template's own style has less.
LEGIBLE = """<style>
html:root { --jp-cell-prompt-not-active-opacity: 1; --jp-mirror-editor-number-color: #006400;
            --jp-mirror-editor-operator-color: #7a1fc0; }
html .jp-RenderedHTMLCommon a:link { text-decoration: underline; }
</style>"""

# nbconvert's template without the scripts that it would load (require.js, MathJax, Mermaid); pictures have their own words.
TEMPLATE = f"""{{%- extends 'lab/index.html.j2' -%}}
{{%- block html_head_js -%}}{META}{LEGIBLE}{{%- endblock html_head_js -%}}
{{%- block html_head_js_mathjax -%}}{{%- endblock html_head_js_mathjax -%}}
{{%- block html_head_js_mermaidjs -%}}{{%- endblock html_head_js_mermaidjs -%}}
{{%- block data_png scoped -%}}
<div class="jp-RenderedImage jp-OutputArea-output {{{{ extra_class }}}}">
<img src="data:image/png;base64,{{{{ output.data['image/png'] | escape_html }}}}"
alt="{{{{ (output | get_metadata('alt', 'image/png') or '') | escape_html }}}}">
</div>
{{%- endblock data_png -%}}
"""

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
{meta}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Koujing</title>
<style>body {{ font-family: sans-serif; line-height: 1.6; max-width: 42em; margin: 2em auto; padding: 0 1em; }}</style>
</head>
<body>
<main>
<h1>Koujing: do they tell the same story?</h1>
<p><a href="reader.html">The reader</a>: who says what, each claim with its sentence, and the articles with their claims
marked. 谁说了什么，原句与文章。</p>
<h2>Notebooks</h2>
<ol start="0">
{pages}
</ol>
<h2>Tables</h2>
<ul>
{tables}
</ul>
</main>
</body>
</html>
"""

def title(notebook):
    """The text of the notebook's first heading, or "" where it has none."""
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), "")


def notebook_page(notebook, name, names):
    """The bytes of an HTML page that shows an executed notebook, whole in one file.

    Links to the notebooks in `names` become links to their pages.
    """
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(extra_loaders=[DictLoader({"koujing.html.j2": TEMPLATE})], template_file="koujing.html.j2")
    shown = notebook.copy()
    shown.metadata = {**notebook.metadata, "title": title(notebook) or name}
    page, _ = exporter.from_notebook_node(shown, resources={"metadata": {"name": name}})
    known = "|".join(map(re.escape, names)) or r"(?!)"
    return re.sub(rf'(href="(?:\./)?(?:{known}))\.ipynb(["#])', r"\1.html\2", page).encode("utf-8")


def csv_bytes(table):
    """The bytes of a data frame as CSV, which Excel too reads as UTF-8 (byte order mark) and runs no cell of.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    guarded = table.rename(columns=guard).map(guard)
    index = guarded.index.names != [None]
    if index:
        guarded.index = guarded.index.map(guard)
        guarded.index.names = table.index.names
    # Python below 3.13 leaves a carriage return bare that stands alone in a cell, and readers take it for a line end.
    bare = guarded.map(lambda cell: isinstance(cell, str) and "\r" in cell).to_numpy().any()
    quoting = csv.QUOTE_NONNUMERIC if bare else csv.QUOTE_MINIMAL
    return guarded.to_csv(index=index, lineterminator="\n", quoting=quoting).encode("utf-8-sig")


def index_page(titles, tables):
    """The bytes of the page that links the notebooks' pages, given as `(name, title)`, and the tables, by name."""
    pages = [f'<li><a href="{html.escape(name)}.html">{html.escape(words or name)}</a></li>' for name, words in titles]
    files = [f'<li><a href="tables/{html.escape(name)}.csv">{html.escape(name)}.csv</a></li>' for name in tables]
    return INDEX.format(meta=META, pages="\n".join(pages), tables="\n".join(files)).encode("utf-8")
