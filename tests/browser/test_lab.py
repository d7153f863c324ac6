"""Every notebook in JupyterLab: opened, run from the menu, looked at, saved, and equal to what is stored."""
import json
from urllib.parse import urlsplit

import lab as jupyter
import pytest
from chromium import ROOT
from PIL import Image

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURES = f"() => [...document.querySelectorAll('{jupyter.PANEL} .jp-OutputArea-output img')]"
WIDTHS = f"async () => Promise.all(({PICTURES})().map(async e => (await e.decode(), e.naturalWidth)))"


def stored(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def joined(text):
    return "".join(text) if isinstance(text, list) else text


def outputs(notebook):
    """Each code cell's outputs: every stream as one text, every other output as its kind and what it holds, by type."""
    found = []
    for cell in code_cells(notebook):
        streams, others = {}, []
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                streams[output["name"]] = streams.get(output["name"], "") + joined(output["text"])
            else:
                data = {kind: joined(text).strip() for kind, text in output.get("data", {}).items()}
                others.append((output["output_type"], data))
        found.append((cell["id"], streams, others))
    return found


def shown_in(kind):
    return f'{jupyter.PANEL} [data-mime-type="application/vnd.jupyter.{kind}"]'


@pytest.fixture(scope="module")
def window(browser):
    """A browser window for all notebooks, so that JupyterLab's own scripts are fetched and compiled once."""
    context = browser.new_context(viewport=jupyter.SIZE)
    context.set_default_timeout(jupyter.SECONDS * 1000)
    yield context
    context.close()


@pytest.fixture
def visit(window, lab, shots):
    """Open and run a notebook, photograph it, and give the page, the addresses it asked for, and what was saved."""
    visited = []

    def go(path, look, settings=None):
        jupyter.set_up(lab, settings or {})
        page, asked = window.new_page(), []
        visited.append((page, path.name))
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        jupyter.opened(page, lab, path.name)
        jupyter.run_all(page, lab, path.name, len(code_cells(stored(path))))
        pictures = jupyter.photographed(page, shots, look)
        return page, asked, pictures, jupyter.saved(page, lab, path.name)

    yield go
    for page, name in visited:
        page.close()
        jupyter.left(lab, name)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_in_jupyterlab_and_gives_what_is_stored(path, visit):
    page, asked, pictures, saved = visit(path, path.stem)
    assert (0, 0) == (page.locator(shown_in("error")).count(), page.locator(shown_in("stderr")).count())
    count = len(code_cells(stored(path)))
    assert list(range(1, count + 1)) == [cell["execution_count"] for cell in code_cells(saved)]
    assert outputs(stored(path)) == outputs(saved)
    drawn = sum("image/png" in data for _, _, others in outputs(saved) for _, data in others)
    widths = page.evaluate(WIDTHS)
    assert drawn == len(widths) and all(width > 300 for width in widths)
    assert {"127.0.0.1"} == {urlsplit(address).hostname for address in asked} - {None}
    assert pictures


def test_the_dark_theme_shows_the_first_notebook(visit):
    page, _, pictures, saved = visit(NOTEBOOKS[0], f"dark-{NOTEBOOKS[0].stem}", jupyter.DARK)
    assert "false" == page.locator("body").get_attribute("data-jp-theme-light")
    assert outputs(stored(NOTEBOOKS[0])) == outputs(saved)
    with Image.open(pictures[0]) as picture:
        assert 100 > picture.convert("L").getpixel((3, 3))
