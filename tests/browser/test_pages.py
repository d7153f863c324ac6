"""What `koujing run` writes, opened from disk without a network; and that the checks used on it can fail."""
import pytest
from axe import axe_faults
from chromium import find, font_settings, offline_page

SOUND = ('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title></head>'
         "<body><main><h1>催收 collection</h1>{}</main></body></html>")
BAD = {
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "color-contrast": '<p style="color: #bbb; background: #fff">pale</p>',
    "label": "<input>",
    "button-name": "<button></button>",
}


@pytest.fixture
def write(tmp_path):
    """The address of a file that holds a sound page with this in its midst."""
    def write(content=""):
        path = tmp_path / "page.html"
        path.write_text(SOUND.format(content), encoding="utf-8")
        return path.as_uri()

    return write


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_page_is_found_faulty(rule, page, write):
    page.goto(write(BAD[rule]))
    faults = axe_faults(page)
    assert [rule] == [name for name, _, _ in faults]
    assert all(target and summary for _, target, summary in faults)


def test_a_sound_page_has_no_faults_and_lesser_impacts_are_asked_for(page, write):
    page.goto(write())
    assert [] == axe_faults(page)
    page.goto(write("<h4>skips two</h4>"))
    assert [] == axe_faults(page)
    assert ["heading-order"] == [name for name, _, _ in axe_faults(page, ("moderate",))]


@pytest.mark.parametrize("content", [
    '<img src="https://example.org/a.png" alt="">', '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
    '<script>fetch("https://example.org/").catch(() => 0)</script>'])
def test_a_page_that_asks_the_network_is_caught(content, browser, write):
    with offline_page(browser) as (page, asked):
        page.goto(write(content))
        page.wait_for_load_state("networkidle")
        assert 1 == len(asked)


def test_a_chinese_character_is_drawn_by_the_font_that_comes_along(page, write):
    page.goto(write())
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert 11 + 2 == sum(font["glyphCount"] for font in fonts)
    assert any("Noto Sans" in font["familyName"] for font in fonts)


def test_a_browser_is_named_or_none(monkeypatch, tmp_path):
    program = tmp_path / "my-browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("KOUJING_CHROMIUM", str(program))
    assert str(program) == find()
    monkeypatch.setenv("KOUJING_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match="KOUJING_CHROMIUM: .*none is no program"):
        find()


def test_pictures_are_drawn_without_the_machines_own_fonts(tmp_path):
    assert "/etc/fonts" in font_settings(tmp_path).read_text(encoding="utf-8")
    assert "/etc/fonts" not in font_settings(tmp_path, system=False).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The folder that `koujing run` fills, from two of the notebooks: one with a figure and tables, one with cards."""
    from koujing import notebooks

    folder = tmp_path_factory.mktemp("out")
    chosen = [path for path in notebooks.paths() if path.stem[:2] in {"00", "07"}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notebooks, "paths", lambda: chosen)
        assert 0 == notebooks.run(out=folder)
    return folder


def test_the_list_of_pages_is_accessible_and_leads_to_what_is_there(out, page):
    page.goto((out / "index.html").as_uri())
    assert [] == axe_faults(page, ("minor", "moderate", "serious", "critical"))
    links = page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(links) > 10
    assert [] == [link for link in links if not (out / link).is_file()]


@pytest.mark.parametrize("name", ["00-start-here", "07-contradictions"])
def test_a_notebooks_page_is_accessible_and_whole(name, out, page):
    page.goto((out / f"{name}.html").as_uri())
    assert [] == axe_faults(page)
    widths = page.locator("main img, body img").evaluate_all("all => all.map(image => image.naturalWidth)")
    assert all(width > 300 for width in widths)
    assert page.locator("h1").count() >= 1
