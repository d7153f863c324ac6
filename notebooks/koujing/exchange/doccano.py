"""doccano: sequence labelling in JSON Lines, one article a line, `label` as `[start, end, name]`.

Offsets count code points: doccano keeps them as numbers beside a Python string, and its window converts. A label says
item and stance; all else stays in `claims`, a column that doccano keeps as it is. The file is ASCII (escapes), since
doccano guesses encodings.
"""
import json

from ..code.claims import to_json
from .annotations import Annotation, Document, code_name, code_of, coded, inherited, shown, stated
from .untrusted import carried, members, need, parsed, span


def write(documents):
    """The bytes of the lines, one for each document."""
    return "".join(json.dumps(_row(document)) + "\n" for document in documents).encode("ascii")


def read(path, data, author=""):
    """The documents in lines that doccano exported; in a zip of them, each file is named after its annotator."""
    if data[:2] == b"PK":
        files = {name: held for name, held in members(path, data).items() if name.lower().endswith(".jsonl")}
        return tuple(document for name, held in files.items()
                     for document in read(path, held, _annotator(name)))
    found = []
    text = data.removeprefix(b"\xef\xbb\xbf")
    for number, line in enumerate(text.split(b"\n"), 1):
        if line.strip():
            found.append(_document(path, parsed(path, line, f"line {number} "), author, f"line {number}"))
    return tuple(found)


def _annotator(name):
    """The annotator after whom a file of an export is named; a project that shares its labels exports them as "all"."""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return "" if stem in ("all", "unknown") else stem


def _row(document):
    labels = [[one.claim.start, one.claim.end, code_name(one.claim.item, one.claim.stance)] for one in document.annotations]
    claims = [json.loads(to_json(one.claim)) for one in document.annotations]
    return {"text": shown(document.text), "label": labels, "article": document.article, "claims": claims}


def _document(path, row, author, what):
    """The `Document` of one line."""
    text, article = (need(path, need(path, row, dict, what).get(name), str, f"the {name} of {what}")
                     for name in ("text", "article"))
    originals = carried(path, row.get("claims"), what)
    approver = row.get("annotation_approver")
    notes = need(path, row.get("Comments") or row.get("comments") or [], list, f"the comments of {what}")
    note = "; ".join(str(one.get("comment", "") if isinstance(one, dict) else one) for one in notes)
    found, strangers = [], []
    for label in need(path, row.get("label") or row.get("labels") or row.get("entities") or [], list, f"the labels of {what}"):
        start, end, name = _label(path, label, what)
        start, end = span(path, start, end, text, f"a label of {what}")
        item, stance = code_of(str(name))
        if not item:
            strangers.append(str(name))
            continue
        one = Annotation(coded(article, text, start, end, item, stance), author=author, note=note, accepted=bool(approver),
                         given=stated(stance, False))
        found.append(_completed(one, originals or ()))
    # An annotator who has not opened an article has no label in it; nobody rejects every claim without a word.
    opened = bool(found or strangers or note or approver or not originals)
    return Document(article, text, tuple(found), author or (approver if isinstance(approver, str) else ""), reviewed=opened,
                    originals=originals, strangers=tuple(strangers))


def _label(path, label, what):
    """`(start, end, name)` of a label, which is a list, or a dictionary where the project has relations."""
    if isinstance(label, dict):
        return label.get("start_offset"), label.get("end_offset"), label.get("label")
    label = need(path, label, list, f"a label of {what}")
    return tuple(label) if len(label) == 3 else (None, None, None)


def _completed(annotation, originals):
    """The annotation with what its label does not say, as in the claim that the line carries for this place and item."""
    claim = annotation.claim
    place = (claim.start, claim.end, claim.item)
    fits = sorted((one for one in originals if (one.start, one.end, one.item) == place),
                  key=lambda one: one.stance != claim.stance)
    if not fits:
        return annotation
    return Annotation(inherited(annotation, fits[0]), "", annotation.author, "", annotation.note, annotation.accepted)
