"""Label Studio: tasks in its JSON, with the claims as predictions, and the labelling interface that shows them.

Offsets of a `Text` count code points (pull request 1559 of 2021; "NER - Emoji" in its editor's tests), and "\\r\\n" as two,
shown as two line breaks: hence `shown`. A claim is a region: a label for its item, and controls of that region.
"""
import json
from xml.etree import ElementTree

from ..code.claims import to_json
from ..code.codebook import table
from ..read.article import InputFault
from .annotations import Annotation, Document, code_of, coded, shown, stance_basis
from .memo import built, flat
from .untrusted import ANOTHER, carried, need, parsed, span

CHOICES = {"stance": "stances", "value": "operators", "source": "sources", "conditions": "conditions"}
COLUMNS = {"stances": "stance", "operators": "value", "sources": "source", "conditions": "condition"}
TEXTS = ("timing", "laws", "rules", "why")
NUMBERS = ("day_min", "day_max")
LISTS = ("conditions", "laws", "rules")
KINDS = {"labels": "labels", "choices": "choices", "textarea": "text", "number": "number"}  # where each kind has its value


def write(documents):
    """The bytes of the tasks, one for each document."""
    return (json.dumps([_task(document) for document in documents], ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def interface():
    """The bytes of the labelling interface, to be pasted into the project's settings."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; }"
    labels = ElementTree.SubElement(view, "Labels", {"name": "item", "toName": "text", "showInline": "true"})
    for row in table("items"):
        ElementTree.SubElement(labels, "Label", {"value": row["label"], "alias": row["item"]})
    ElementTree.SubElement(view, "Text", {"name": "text", "value": "$text", "granularity": "symbol"})
    for name, codes in CHOICES.items():
        more = {"whenTagName": "item", "whenLabelValue": "fact.operator"} if name == "value" else {}
        choices = ElementTree.SubElement(view, "Choices", {
            "name": name, "toName": "text", "perRegion": "true", "showInline": "true",
            "choice": "multiple" if name in LISTS else "single", **more})
        for row in table(codes):
            ElementTree.SubElement(choices, "Choice", {"value": f"{row['zh']} {row['en']}", "alias": row[COLUMNS[codes]]})
    for name in TEXTS:
        ElementTree.SubElement(view, "TextArea", {"name": name, "toName": "text", "perRegion": "true", "editable": "true",
                                                  "placeholder": name, "rows": "1"})
    for name in NUMBERS:
        ElementTree.SubElement(view, "Number", {"name": name, "toName": "text", "perRegion": "true"})
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="utf-8") + b"\n"


def read(path, data):
    """The documents in tasks exported as JSON: one for each annotation; a task without any is not reviewed."""
    tasks = parsed(path, data)
    found = []
    for number, task in enumerate(need(path, [tasks] if isinstance(tasks, dict) else tasks, list, "the export"), 1):
        what = f"task {number}"
        held = need(path, need(path, task, dict, what).get("data"), dict, f"the data of {what}")
        article, text = (need(path, held.get(name), str, f"the {name} of {what}") for name in ("article", "text"))
        originals = carried(path, held.get("claims"), what)
        done = [one for one in need(path, task.get("annotations") or [], list, f"the annotations of {what}")
                if not need(path, one, dict, f"an annotation of {what}").get("was_cancelled")]
        drafts = [need(path, one, dict, f"a prediction of {what}") for one in
                  need(path, task.get("predictions") or [], list, f"the predictions of {what}") if not isinstance(one, int)]
        for one in done or drafts[:1] or [{}]:
            found.append(_document(path, article, text, one, originals, bool(done), what))
    return tuple(found)


def _task(document):
    text = shown(document.text)
    results = [result for annotation in document.annotations for result in _region(annotation, text)]
    claims = [json.loads(to_json(annotation.claim)) for annotation in document.annotations]
    return {"data": {"article": document.article, "text": text, "claims": claims},
            "predictions": [{"model_version": "Koujing", "result": results}]}


def _region(annotation, text):
    """The results of one claim: its label, and a result for each control that says something."""
    claim = annotation.claim
    said = {"stance": claim.stance, **flat(claim), "why": annotation.note}
    values = {"item": ("labels", [claim.item])}
    values |= {name: ("choices", list(said[name]) if name in LISTS else [said[name]]) for name in CHOICES if said[name]}
    values |= {name: ("textarea", list(said[name]) if name in LISTS else [said[name]]) for name in TEXTS if said[name]}
    values |= {name: ("number", int(said[name])) for name in NUMBERS if said[name]}
    place = {"start": claim.start, "end": claim.end, "text": text[claim.start:claim.end]}
    return [{"id": annotation.id, "from_name": name, "to_name": "text", "type": kind, "value": {**place, KINDS[kind]: value}}
            for name, (kind, value) in values.items()]


def _document(path, article, text, annotation, originals, reviewed, what):
    """The `Document` that one annotation, or prediction, of a task makes."""
    regions = {}
    for result in need(path, annotation.get("result") or [], list, f"a result of {what}"):
        value = need(path, need(path, result, dict, f"a result of {what}").get("value") or {}, dict, f"a value of {what}")
        name, region = result.get("from_name"), str(result.get("id"))
        kind = KINDS.get(str(result.get("type")))
        if kind and isinstance(name, str) and kind in value:
            regions.setdefault(region, {})[name] = value[kind]
            if kind == "labels":
                regions[region]["place"] = span(path, value.get("start"), value.get("end"), text, f"a region of {what}")
    by, when = annotation.get("completed_by"), annotation.get("updated_at") or annotation.get("created_at") or ""
    author = str(by.get("email") or by.get("id") or "") if isinstance(by, dict) else "" if by is None else str(by)
    found, strangers = [], []
    accepted = reviewed and annotation.get("ground_truth") is True
    for region, said in regions.items():
        for label in need(path, said.get("item", []), list, f"the label of a region of {what}"):
            item, stance = code_of(str(label))
            if item and "place" in said:
                one = _annotation(path, article, text, region, item, stance, said, what)
                found.append(Annotation(*one, author, str(when)[:10], _lines(said.get("why")), accepted))
            else:
                strangers.append(str(label))
    return Document(article, text, tuple(found), author, str(when)[:10], reviewed, originals, tuple(strangers))


def _annotation(path, article, text, region, item, stance, said, what):
    """`(claim, id)` of one region."""
    lists = {name: tuple(map(str, need(path, said.get(name, []), list, f"{name} of a region of {what}"))) for name in LISTS}
    one = {name: _lines(said.get(name)) for name in ("stance", "value", "source", "timing")}
    stance = one.pop("stance") or stance
    if stance and stance not in stance_basis():
        raise InputFault(path, f"{what} has the stance {stance[:40]!r}, which is not in the codebook", ANOTHER)
    days = {name: said.get(name) for name in NUMBERS}
    for name, day in days.items():
        if day is not None and (isinstance(day, bool) or not isinstance(day, (int, float)) or day != day or day % 1 or day < 0):
            raise InputFault(path, f"{what} has a {name} that is no whole number", ANOTHER)
    fields = built({**one, **lists, **{name: "" if day is None else str(int(day)) for name, day in days.items()}})
    return coded(article, text, *said["place"], item, stance, **fields), region


def _lines(value):
    """The text of a control, which Label Studio keeps as a list of its lines."""
    return "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
