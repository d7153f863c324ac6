"""One browser, one JupyterLab and one set of pages for all browser tests; a missing browser is said aloud."""
import os
import sys
from pathlib import Path

import chromium
import lab as jupyter
import pytest

MISSING = "\n!! The browser tests were NOT run: no Chromium found; {cure}\n"


def required():
    """Whether a missing browser is a failure: on a machine that checks changes, or where asked for."""
    return "1" == os.environ.get("KOUJING_REQUIRE_BROWSER") or os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_configure(config):
    config.browser_is_there = chromium.find() is not None


def pytest_collection_modifyitems(config, items):
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker("browser")
        if not config.browser_is_there and not required():
            item.add_marker(pytest.mark.skip(reason="no Chromium found"))


def pytest_unconfigure(config):
    if not config.browser_is_there:
        print(MISSING.format(cure=chromium.CURE), file=sys.stderr, flush=True)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    with chromium.launched(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    with jupyter.serving(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture
def page(browser):
    """A page without a network; the test fails where it asks for anything but files, `data:` and `blob:`."""
    with chromium.offline_page(browser, viewport={"width": 1200, "height": 900}) as (page, asked):
        yield page
    assert [] == asked


@pytest.fixture
def shots(tmp_path):
    """The folder that takes the screenshots: the one named by KOUJING_SHOTS, or a temporary one."""
    folder = Path(os.environ.get("KOUJING_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
