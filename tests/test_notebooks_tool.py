"""Executing, filling, writing and showing notebooks, tried on tiny ones."""
import json
import re
from html.parser import HTMLParser

import pytest

from koujing import exchange, notebooks, pages
from koujing.prose import pieces
from koujing.read.article import InputFault


def code(source):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def prose(source, template=None):
    metadata = {"koujing": {"template": template}} if template is not None else {}
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


@pytest.fixture
def notebook_file(tmp_path):
    def write(*cells, name="tiny.ipynb"):
        path = tmp_path / name
        path.write_text(json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        return path

    return write


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def test_templates_are_filled_from_the_kernel_wherever_they_stand(notebook_file):
    path = notebook_file(
        prose("old", "# {speak} of {n}: {share:.2f}, {names['a']!r}, {', '.join(names)} and {{braces}}"),
        code("speak, n, names = 3, 1_000, {'a': 1}\nshare = speak / n"),
        prose("stays {speak}"),
        prose("old", "said \"it's\" {n:,}\ntwice"),
    )
    filled = sources(notebooks.execute(path))
    assert "# 3 of 1000: 0.00, 1, a and {braces}" == filled[0]
    assert "stays {speak}" == filled[2]
    assert "said \"it's\" 1,000\ntwice" == filled[3]


def test_a_value_never_becomes_markup(notebook_file):
    path = notebook_file(code("title = '<script>alert(1)</script>'"), prose("", "**{title}** <b>ours</b>"))
    assert "**&lt;script>alert(1)&lt;/script>** <b>ours</b>" == sources(notebooks.execute(path))[1]


def test_a_template_that_fails_is_named(notebook_file):
    path = notebook_file(code("n = 1"), prose("", "## {n} of {missing}"))
    with pytest.raises(InputFault) as fault:
        notebooks.execute(path)
    for said in (str(path), "cell-01", "## {n} of {missing}", "NameError", "missing"):
        assert said in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("template", ["{", "{a b}", "back\\slash", "'''\"\"\""])
def test_a_malformed_template_is_refused(template):
    with pytest.raises(ValueError):
        pieces(template)


@pytest.mark.parametrize("template", ["'", '"', "ends with '", 'ends with "', "'''", ""])
def test_quotes_in_a_template_stand(template):
    assert template == "".join(text for text, _ in pieces(template))


def test_an_error_is_refused_in_one_line(notebook_file):
    path = notebook_file(code("raise ValueError('first\\nsecond')"))
    with pytest.raises(InputFault, match="cell-00 raised ValueError: first;") as fault:
        notebooks.execute(path)
    assert "\n" not in str(fault.value)


def test_standard_error_is_refused(notebook_file):
    path = notebook_file(code("import warnings\nwarnings.warn('mind the gap')"))
    with pytest.raises(InputFault, match="cell-00 writes to standard error: .*mind the gap"):
        notebooks.execute(path)


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "broken.ipynb"
    for content in ("", "{}", "[1]", '{"cells": 5, "nbformat_minor": 5}'):
        path.write_text(content)
        with pytest.raises(InputFault, match="not a readable notebook"):
            notebooks.load(path)


def test_the_corpus_reaches_the_notebook_and_only_when_given(notebook_file, tmp_path, monkeypatch):
    monkeypatch.setenv("KOUJING_CORPUS", "of the user's shell")
    path = notebook_file(code("import os\nprint(os.environ.get('KOUJING_CORPUS'))"))
    assert "None\n" == notebooks.execute(path).cells[0].outputs[0].text
    assert f"{tmp_path}\n" == notebooks.execute(path, corpus=tmp_path).cells[0].outputs[0].text


def test_executing_again_gives_the_same_bytes_and_check_tells(notebook_file, capsys):
    path = notebook_file(
        prose("", "# {value}?"),
        code("print('a', flush=True)\nprint('b', flush=True)\nvalue = 1\nvalue"),
        code(""),
        code("from IPython.display import HTML\nHTML('<b>x</b>')"),
    )
    assert 0 == notebooks.refresh([path])
    first = path.read_bytes()
    assert 0 == notebooks.refresh([path]) == notebooks.refresh([path], check=True)
    assert first == path.read_bytes()
    stored = json.loads(first)
    assert notebooks.METADATA == stored["metadata"]
    assert [1, None, 2] == [cell["execution_count"] for cell in stored["cells"][1:]]
    assert ["stream", "execute_result"] == [output["output_type"] for output in stored["cells"][1]["outputs"]]
    assert ["cell-00", "cell-01", "cell-02", "cell-03"] == [cell["id"] for cell in stored["cells"]]
    assert first.endswith(b"}\n") and not first.endswith(b"\n\n")

    path.write_bytes(first.replace(b"value = 1", b"value = 2"))
    edited = path.read_bytes()
    capsys.readouterr()
    assert 1 == notebooks.refresh([path], check=True)
    assert "tiny.ipynb: would change" in capsys.readouterr().err
    assert edited == path.read_bytes()


def test_timing_and_view_state_are_removed_and_the_projects_own_metadata_stay(notebook_file):
    cell = {**code("1"), "metadata": {"execution": {"iopub.status.busy": "now"}, "scrolled": True, "tags": ["keep"]}}
    notebook = notebooks.load(notebook_file(cell, prose("", "kept")))
    stored = json.loads(notebooks.canonical(notebook))
    assert [{"tags": ["keep"]}, {"koujing": {"template": "kept"}}] == [cell["metadata"] for cell in stored["cells"]]


def test_a_failing_notebook_does_not_stop_the_others(notebook_file, capsys):
    bad = notebook_file(code("1 / 0"), name="a.ipynb")
    good = notebook_file(code("1 / 1"), name="b.ipynb")
    before = bad.read_bytes()
    assert 1 == notebooks.refresh([bad, good])
    said = capsys.readouterr().err.splitlines()
    assert [True, True] == ["ZeroDivisionError" in said[0], said[1] == "b.ipynb: written"]
    assert before == bad.read_bytes()


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "kept.txt"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        exchange.replace(path, "not bytes")
    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


class Loads(HTMLParser):
    """Collects what a browser would fetch or run for a page, and its content policies."""

    def __init__(self):
        super().__init__()
        self.fetched, self.tags, self.policies = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if ("http-equiv", "Content-Security-Policy") in attributes:
            self.policies.append(dict(attributes)["content"])
        for name, value in attributes:
            if name in {"src", "srcset", "data", "poster"} or (name == "href" and tag in {"link", "use", "base"}):
                self.fetched.append(value)


def test_a_page_fetches_and_runs_nothing_whatever_the_text(notebook_file):
    hostile = "</pre></script><script src=https://example.org/x.js></script><img src=https://example.org/y><!--"
    notebook = notebooks.execute(notebook_file(
        prose("", "# What of {text}?"),
        code(f"import pandas as pd\ntext = {hostile!r}\nprint(text)\npd.DataFrame({{text: [text]}})"),
        prose("[next](01-next.ipynb#part), [outside](https://example.org/01-next.ipynb)\n\nthe end"),
    ))
    page = pages.notebook_page(notebook, "tiny", ["tiny", "01-next"])
    text = page.decode("utf-8")
    loads = Loads()
    loads.feed(text)
    assert [] == [address for address in loads.fetched if not address.startswith("data:")]
    assert "script" not in loads.tags and "example.org" in text
    assert [pages.POLICY] == loads.policies and pages.POLICY.startswith("default-src 'none';")
    assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", text)
    assert 'href="01-next.html#part"' in text and 'href="https://example.org/01-next.ipynb"' in text
    assert "the end" in text.rpartition("</main>")[0]


def test_the_index_escapes_titles_and_links_every_page_and_table():
    page = pages.index_page([("00-start", "a <b> & c?"), ("01-next", "")], ["claims"]).decode("utf-8")
    assert '<a href="00-start.html">a &lt;b&gt; &amp; c?</a>' in page
    assert '<a href="01-next.html">01-next</a>' in page
    assert '<a href="tables/claims.csv">claims.csv</a>' in page


def test_csv_cells_cannot_be_formulas_and_numbers_stay():
    import pandas as pd

    table = pd.DataFrame({"=x": ["=1+1", "催收", None], "n": pd.array([-1, None, 2], dtype="Int64")})
    written = pages.csv_bytes(table)
    assert "'=x,n\n'=1+1,-1\n催收,\n,2\n" == written.decode("utf-8-sig")
    named = pages.csv_bytes(table.set_index("=x")).decode("utf-8-sig")
    assert named.splitlines()[1].startswith("'=1+1,")
