"""The browser of the tests and of the README's pictures: where it is, which fonts it has, pages without a network."""
import contextlib
import os
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "notebooks" / "koujing" / "show" / "fonts"
NAMES = ("chromium", "chromium-browser", "google-chrome")
CURE = ("install one (Debian, Ubuntu: apt-get install chromium; elsewhere: python -m playwright install chromium), "
        "or name it in KOUJING_CHROMIUM")

# No start page, no updates, no telemetry, one way to draw; and no host name leads anywhere, whoever asks for it.
FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-lcd-text", "--font-render-hinting=none",
         "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")
LOCAL = ("file:", "data:", "blob:", "about:")

FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  {folders}
  <cachedir>{cache}</cachedir>
  {system}
  <match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC Koujing</string></edit></match>
</fontconfig>
"""
SYSTEM = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'


def find():
    """The path of a Chromium: in KOUJING_CHROMIUM, on the PATH, or Playwright's own; None where there is none.

    Raises `FileNotFoundError` where KOUJING_CHROMIUM names no program.
    """
    named = os.environ.get("KOUJING_CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise FileNotFoundError(f"KOUJING_CHROMIUM: {named} is no program; name a browser, or unset it")
        return found
    return next(filter(None, map(shutil.which, NAMES)), None) or playwrights_own()


def playwrights_own():
    """The path of the Chromium that `playwright install chromium` has put on this machine, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def font_settings(folder, system=True):
    """The path of a fontconfig file, written into a folder, that knows the shipped Chinese font.

    With `system` the machine's own fonts come first; without, all text is drawn in the shipped font and in those that
    come with matplotlib, which makes a picture the same on every machine.
    """
    from matplotlib import get_data_path

    folders = [FONTS] if system else [FONTS, Path(get_data_path()) / "fonts" / "ttf"]
    path = Path(folder) / "fonts.conf"
    path.write_text(FONTCONFIG.format(
        folders="".join(f"<dir>{escape(str(name))}</dir>" for name in folders), cache=escape(str(folder)),
        system=SYSTEM if system else ""), encoding="utf-8")
    return path


@contextlib.contextmanager
def launched(folder, system=True):
    """A running browser; `folder` keeps what it needs meanwhile. Raises `FileNotFoundError` where there is none."""
    from playwright.sync_api import sync_playwright

    path = find()
    if path is None:
        raise FileNotFoundError(f"no Chromium found; {CURE}")
    fonts = font_settings(folder, system)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(FLAGS), env={**os.environ, "FONTCONFIG_FILE": str(fonts)}, timeout=120_000)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def offline_page(browser, **options):
    """A page without a network, and the list of the addresses that it asked for all the same, none of which it got."""
    context = browser.new_context(offline=True, **options)
    asked = []

    def answer(route):
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    try:
        context.route("**/*", answer)
        page = context.new_page()
        page.on("websocket", lambda socket: asked.append(socket.url))
        yield page, asked
    finally:
        context.close()
