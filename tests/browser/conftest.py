"""One browser, one JupyterLab and one set of pages for all browser tests; a missing browser is said aloud."""
import os
import sys
from pathlib import Path

import chromium
import lab as jupyter
import pytest

MISSING = "\n!! The browser tests were NOT run: no Chromium found; {cure}\n"
FOUND, MISSED = pytest.StashKey(), pytest.StashKey()


def required():
    """Whether a missing browser is a failure: KOUJING_REQUIRE_BROWSER, else on a machine that checks changes (CI)."""
    asked = os.environ.get("KOUJING_REQUIRE_BROWSER") or os.environ.get("CI") or ""
    return asked.lower() in {"1", "true", "yes"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    config.stash[FOUND] = chromium.find() if ours else None
    for item in ours:
        item.add_marker("browser")
        if not config.stash[FOUND] and not required():
            item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    # After -k and -m: what was not asked for is not missing.
    chosen = any(Path(__file__).parent in item.path.parents for item in session.items)
    session.config.stash[MISSED] = chosen and not session.config.stash.get(FOUND, None)


def pytest_unconfigure(config):
    if config.stash.get(MISSED, False):
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
