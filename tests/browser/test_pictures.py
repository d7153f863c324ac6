"""The README's pictures are small, the same on every drawing, and those that are checked in."""
import io
from concurrent.futures import ThreadPoolExecutor

import pictures
import pytest
from PIL import Image

MOST = 250_000  # bytes


@pytest.fixture
def some_page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text('<!DOCTYPE html><meta charset="utf-8"><title>t</title><h1>催收</h1><input autofocus>', encoding="utf-8")
    return path


def shown(path):
    """The picture of a page, drawn in a thread: a second Playwright cannot start in one that has the tests' browser."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(pictures.shown, path).result()


def test_a_page_is_drawn_twice_alike(some_page):
    first = shown(some_page)
    assert first == shown(some_page)
    with Image.open(io.BytesIO(first)) as image:
        assert (1200, 900) == image.size
        assert len(image.convert("RGB").getcolors()) > 10


def test_a_page_that_asks_the_network_is_refused(some_page):
    some_page.write_text('<img src="https://example.org/a.png">', encoding="utf-8")
    with pytest.raises(RuntimeError, match="asks the network for https://example.org/a.png"):
        shown(some_page)


def test_the_picture_of_the_reader_is_there_and_small():
    with Image.open(pictures.FOLDER / "reader.png") as image:
        assert (1200, 900) == image.size
    assert MOST > (pictures.FOLDER / "reader.png").stat().st_size


def test_a_missing_page_is_told_in_one_line(tmp_path, capsys):
    assert 2 == pictures.main([str(tmp_path / "none.html")])
    assert capsys.readouterr().err.endswith("none.html: no such file; name an HTML page, or leave it out\n")
