"""The reader page: one HTML file that holds the articles, their claims and how they are linked, and loads nothing.

Articles are untrusted: their text travels as data, and the page's script makes text nodes of it. The policy in the page's
head lets that one script run, known by its hash, and no other.
"""
import base64
import hashlib
import html
import json
from pathlib import Path

from .style import palette, table

SOURCES = Path(__file__).parent / "reader"
COLOURS = ("paper", "ink", "quiet", "rule", "wash", "accent", "good", "doubt", "highlight", "control", "link", "marked")


def reader_page(evidence):
    """The bytes of the page that shows this evidence (`koujing.evidence.evidence`); the same evidence, the same bytes.

    Its words stand in both languages in `tables/reader.csv`, its colours in `tables/palette.csv`.
    """
    words = {row["key"]: [row["zh"], row["en"]] for row in table("reader")}
    script = _source("page.js")
    colours = "".join(f"--{name}:{palette()[name]};" for name in COLOURS)
    return _source("page.html").format(
        policy=_policy(script), style=f":root{{{colours}}}\n{_source('page.css')}", script=script,
        noscript=html.escape(" ".join(words["noscript"])), data=as_data(evidence | {"ui": words})).encode("utf-8", "replace")


def as_data(value):
    """The value as JSON that can stand within a `script` element: no text in it can end the element or open another.

    >>> as_data("</script><!--")
    '"\\\\u003c/script\\\\u003e\\\\u003c!--"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e") \
        .replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(script):
    """The page's content security policy: nothing but its own style and the script with this hash."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _source(name):
    return (SOURCES / name).read_text(encoding="utf-8")
