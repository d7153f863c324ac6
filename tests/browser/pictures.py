"""The README's pictures: the main figure as the first notebook stores it, and the reader page as a browser shows it.

Called by `run.py pictures [PAGE]`; PAGE is an HTML file to show in place of the reader page of the corpus shipped.
"""
import base64
import sys
import tempfile
from pathlib import Path

from chromium import ROOT, launched, offline_page

FOLDER = ROOT / "docs" / "pictures"
START = ROOT / "notebooks" / "00-start-here.ipynb"
SIZE = {"width": 1200, "height": 900}
VIEW = "#view=pairs"  # of the reader page: sentences that cannot both hold, side by side


def finding():
    """The bytes of the first picture that 00-start-here stores."""
    from koujing.notebooks import load

    outputs = (output for cell in load(START).cells for output in cell.get("outputs", ()))
    return base64.b64decode(next(output.data["image/png"] for output in outputs if "image/png" in output.get("data", ())))


def reader(path):
    """Write the reader page of the corpus shipped to a file."""
    import koujing
    from koujing import evidence
    from koujing.show.reader import reader_page

    glosses = koujing.glosses().set_index("quote")["gloss_en"].to_dict()
    path.write_bytes(reader_page(evidence.evidence(koujing.load_corpus(), glosses, evidence.measured())))


def shown(path):
    """The bytes of a picture of an HTML file's top, 1200 by 900, the same on every machine: fonts of our own, no network."""
    with tempfile.TemporaryDirectory() as folder, launched(folder, system=False) as browser:
        with offline_page(browser, viewport=SIZE, device_scale_factor=1, reduced_motion="reduce",
                          color_scheme="light", locale="en-GB", timezone_id="UTC") as (page, asked):
            page.goto(f"{path.resolve().as_uri()}{VIEW}")
            page.evaluate("document.fonts.ready")
            picture = page.screenshot(animations="disabled", caret="hide")
    if asked:
        raise RuntimeError(f"{path}: asks the network for {asked[0]}; a page must hold all it shows")
    return smaller(picture)


def smaller(picture):
    """A picture with at most 256 colours, in PNG: a third of the bytes, and no difference to the eye on a page of text."""
    import io

    from PIL import Image

    packed = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main(arguments):
    """Write both pictures; 2 with one line on standard error where there is no browser or no such page."""
    from koujing.exchange import replace

    page = Path(arguments[0]) if arguments else None
    try:
        if page is not None and not page.is_file():
            raise FileNotFoundError(f"{page}: no such file; name an HTML page, or leave it out")
        with tempfile.TemporaryDirectory() as folder:
            if page is None:
                page = Path(folder) / "reader.html"
                reader(page)
            pictures = {"finding.png": finding(), "reader.png": shown(page)}
    except FileNotFoundError as fault:
        print(f"pictures: {fault}", file=sys.stderr)
        return 2
    for name, picture in pictures.items():
        replace(FOLDER / name, picture)
        print(f"{(FOLDER / name).relative_to(ROOT)}: {len(picture) // 1000} kB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
