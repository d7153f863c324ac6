"""W3C Web Annotation (JSON-LD): a page of annotations, standing off: it holds quotes and positions, not the articles.

Positions of a TextPositionSelector count code points from 0, the end exclusive (Web Annotation Data Model, section
4.2.5), here in the raw text that `koujing claims --texts DIR` and `koujing run` write, line ends as they were.
"""
import json
from dataclasses import replace
from urllib.parse import quote, unquote

from ..read.article import InputFault
from ..review.decisions import context
from .annotations import Annotation, Document, code_name, code_of, coded, stated
from .memo import fields, memo
from .untrusted import ANOTHER, need, parsed, span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MACHINE = {"type": "Software", "name": "Koujing"}


def write(documents):
    """The bytes of an AnnotationPage with one annotation for each claim."""
    items = [_item(annotation, document) for document in documents for annotation in document.annotations]
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read(path, data):
    """The documents that a page, a collection with its first page, a list or a single annotation speaks of, without text."""
    said = parsed(path, data)
    if isinstance(said, dict) and isinstance(said.get("first"), dict):
        said = said["first"]
    items = said if isinstance(said, list) else need(path, said, dict, "the file").get("items", [said])
    found, strangers = {}, {}
    for number, item in enumerate(need(path, items, list, "the list of annotations"), 1):
        what = f"annotation {number}"
        article, start, end, exact = _target(path, need(path, item, dict, what).get("target"), what)
        bodies = _bodies(path, item.get("body"), what)
        name = next((text for purpose, text in bodies if purpose == "tagging"), "")
        item_code, stance = code_of(name)
        found.setdefault(article, [])
        if not item_code:
            strangers.setdefault(article, []).append(name)
            continue
        try:
            further, note = fields(next((text for purpose, text in bodies if purpose == "describing"), ""))
        except ValueError:
            raise InputFault(path, f"{what} has a day that is no whole number", ANOTHER) from None
        claim = replace(coded(article, None, start, end, item_code, stance, **further), quote=exact)
        notes = [note, *(text for purpose, text in bodies if purpose == "commenting")]
        found[article].append(Annotation(claim, str(item.get("id", "")).removeprefix("urn:uuid:"), _creator(item),
                                         str(item.get("modified") or item.get("created") or "")[:10],
                                         "\n".join(filter(None, notes)), given=stated(stance, further)))
    return tuple(Document(article, None, tuple(ones), strangers=tuple(strangers.get(article, ())))
                 for article, ones in found.items())


def _target(path, target, what):
    """`(article, start, end, exact)` of an annotation's target."""
    target = need(path, target, dict, f"the target of {what}")
    source = target.get("source")
    source = need(path, source.get("id") if isinstance(source, dict) else source, str, f"the source of {what}")
    selectors = target.get("selector")
    selectors = selectors if isinstance(selectors, list) else [selectors]
    selectors = {str(one.get("type")): one for one in selectors if isinstance(one, dict)}
    place, words = (selectors.get(name, {}) for name in ("TextPositionSelector", "TextQuoteSelector"))
    exact = need(path, words.get("exact"), str, f"the quote of {what}")
    start, end = span(path, place.get("start", 0), place.get("end", len(exact) or 1), None, what)
    return unquote(source.rpartition("/")[2]).removesuffix(".txt"), start, end, exact


def _bodies(path, bodies, what):
    """`(purpose, text)` of each textual body; a body without a purpose is a tag."""
    bodies = bodies if isinstance(bodies, list) else [bodies]
    return [(str(body.get("purpose") or "tagging"), need(path, body.get("value"), str, f"a body of {what}"))
            for body in bodies if isinstance(body, dict)]


def _creator(item):
    """The name of whoever made the annotation."""
    creator = item.get("creator")
    creator = creator[0] if isinstance(creator, list) and creator else creator
    return str(creator.get("name") or creator.get("id") or "") if isinstance(creator, dict) else str(creator or "")


def _item(annotation, document):
    """One claim as an annotation: tagged with its item and stance, described by its other fields."""
    claim = annotation.claim
    before, after = context(document.text, claim.start, claim.end)
    return {
        "id": f"urn:uuid:{annotation.id}", "type": "Annotation", "motivation": "classifying", "creator": MACHINE,
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": code_name(claim.item, claim.stance)},
                 {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": memo(claim, annotation.note)}],
        "target": {"source": f"texts/{quote(document.article, safe='')}.txt", "selector": [
            {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
            {"type": "TextQuoteSelector", "exact": claim.quote, "prefix": before, "suffix": after}]}}
