"""There and back: the same spans and fields in every format, in each target's own unit, checked with the tools' own readers."""
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from torture import ARTICLES, CLAIMS, FIELDS, TEXTS

from koujing.code.claims import to_json
from koujing.code.codebook import items, table
from koujing.exchange import cas, doccano, label_studio, refi, web_annotation
from koujing.exchange.annotations import FIELDS as ALL_FIELDS, code_of, document, shown
from koujing.exchange.decisions import decisions
from koujing.exchange.formats import TARGETS, detected, read_documents, write_bytes
from koujing.exchange.places import placed

SCHEMA = Path(__file__).parent / "schemas" / "REFI-QDA-Project.xsd"
DOCUMENTS = tuple(document(ARTICLES[name], CLAIMS[name]) for name in TEXTS)
BACK = tuple(target for target, (_, _, reads) in TARGETS.items() if reads)
XML_QDA = "{urn:QDA-XML:project:1.0}"


def back(target, documents=DOCUMENTS):
    """The documents, written and read again, in their articles."""
    read = read_documents(target, "file", write_bytes(target, documents))
    return {one.article: placed("file", one, ARTICLES[one.article].raw) for one in read}


@pytest.mark.parametrize("target", BACK)
def test_every_span_and_field_comes_back(target):
    found = back(target)
    expected = {name for name in TEXTS if target != "webanno" or CLAIMS[name]}  # which speaks of claims, not of articles
    assert expected == set(found)
    for name in expected:
        assert sorted(to_json(one.claim) for one in found[name].annotations) == sorted(map(to_json, CLAIMS[name]))
        assert all(one.given == ALL_FIELDS for one in found[name].annotations)
    assert sum(len(one.annotations) for one in found.values()) == sum(map(len, CLAIMS.values())) > 700


@pytest.mark.parametrize("target", BACK)
def test_what_nobody_changed_makes_no_decision(target):
    for name, one in back(target).items():
        assert () == decisions(CLAIMS[name], one, TEXTS[name])


@pytest.mark.parametrize("target", TARGETS)
def test_a_format_is_known_by_its_content_and_written_the_same_each_time(target):
    data = write_bytes(target, DOCUMENTS)
    assert target == detected("file", data)
    assert data == write_bytes(target, DOCUMENTS)


@pytest.mark.parametrize("name", TEXTS)
def test_what_tools_show_has_as_many_characters_and_none_that_xml_forbids(name):
    text = shown(TEXTS[name])
    assert len(text) == len(TEXTS[name]) and "\r" not in text
    ElementTree.fromstring(ElementTree.tostring(_element(text), encoding="utf-8"))
    kept = [(old, new) for old, new in zip(TEXTS[name], text, strict=True) if old != new]
    assert all(old in "\r\ufeff" or not old.isprintable() for old, _ in kept)


def _element(text):
    element = ElementTree.Element("x")
    element.text = text
    return element


# --- REFI-QDA ---

def schema(text=None):
    """The published schema of projects, or of codebooks: the same types, below a root of another name."""
    import xmlschema
    text = text or SCHEMA.read_text(encoding="utf-8")
    return xmlschema.XMLSchema(text)


def test_a_project_is_valid_by_the_published_schema():
    with zipfile.ZipFile(io.BytesIO(refi.write_project(DOCUMENTS))) as bag:
        schema().validate(bag.read("project.qde").decode("utf-8"))
        schema().validate(zipfile.ZipFile(io.BytesIO(refi.write_project(DOCUMENTS[-1:]))).read("project.qde").decode("utf-8"))


def test_the_schema_refuses_what_it_should():
    import xmlschema
    with zipfile.ZipFile(io.BytesIO(refi.write_project(DOCUMENTS))) as bag:
        project = bag.read("project.qde").decode("utf-8")
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema().validate(project.replace("isCodable=", "codable="))


def test_a_codebook_is_valid_by_the_types_of_the_published_schema():
    # The standard's Codebook.xsd has the types of Project.xsd for codes; it could not be had as a file of its own.
    book = SCHEMA.read_text(encoding="utf-8").replace("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
    book = book.replace('<xsd:element name="Project" type="ProjectType">', '<xsd:element name="CodeBook" type="CodeBookType">', 1)
    book = book.replace('<xsd:element name="Codes" type="CodesType"/>\n\t\t</xsd:sequence>',
                        '<xsd:element name="Codes" type="CodesType"/>\n\t\t</xsd:sequence>\n\t\t'
                        '<xsd:attribute name="origin" type="xsd:string"/>', 1)
    schema(book).validate(refi.write_codebook().decode("utf-8"))


def test_a_codebook_names_every_item_with_every_stance_once():
    names = [name for name, _ in refi.read_codes("file", refi.write_codebook())]
    assert len(names) == len(set(names))
    codes = [code_of(name) for name in names if code_of(name)[0]]
    stances = [row["stance"] for row in table("stances")]
    assert codes == [(item, stance) for item in items() for stance in ["", *stances]]


def test_qualcoder_finds_each_quote_where_it_slices_its_text():
    # QualCoder reads the source with universal line ends, and slices a Python string (refi.py, load_codings_for_text).
    with zipfile.ZipFile(io.BytesIO(refi.write_project(DOCUMENTS))) as bag:
        root, seen = ElementTree.fromstring(bag.read("project.qde")), 0
        for source in root.iter(f"{XML_QDA}TextSource"):
            member = bag.read("Sources/" + source.get("plainTextPath").removeprefix("internal://"))
            text = io.TextIOWrapper(io.BytesIO(member), encoding="utf-8").read()
            raw = TEXTS[source.get("name")]
            for selection in source.iter(f"{XML_QDA}PlainTextSelection"):
                start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
                assert text[start:end] == selection.get("name") == shown(raw)[start:end]
                seen += 1
    assert seen == sum(map(len, CLAIMS.values()))


def test_no_two_codings_of_one_coder_are_the_same_code_on_the_same_span():
    # QualCoder keeps (code, source, start, end, coder) unique, and would load only one of two.
    with zipfile.ZipFile(io.BytesIO(refi.write_project(DOCUMENTS))) as bag:
        root = ElementTree.fromstring(bag.read("project.qde"))
    keys = [(source.get("guid"), one.get("startPosition"), one.get("endPosition"), code.get("targetGUID"))
            for source in root.iter(f"{XML_QDA}TextSource") for one in source.iter(f"{XML_QDA}PlainTextSelection")
            for code in one.iter(f"{XML_QDA}CodeRef")]
    assert len(keys) == len(set(keys)) > 700
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))


def qualcoder(text, start, end, name, codes="stage.visit: rare", **more):
    """A project as QualCoder writes it: new ids, its own users, the selected text as name."""
    given = {"memo": "", "user": "李研究员", "origin": "QualCoder-3.9"} | more
    qde = f"""<?xml version="1.0" encoding="utf-8"?><Project xmlns="{XML_QDA[1:-1]}" name="x" origin="{given["origin"]}">
    <Users><User guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440860" name="{given["user"]}"/></Users>
    <CodeBook><Codes><Code guid="2dfba8c9-59f5-4424-99d6-ea9bce18134b" isCodable="true" name="{codes}"/></Codes></CodeBook>
    <Sources><TextSource guid="76414714-63c4-4a25-a47e-66fef80bd52e" name="emoji" plainTextPath="internal://a.txt">
    <PlainTextSelection guid="08cbced0-d736-44c8-8fd6-eb4d29fe46c5" startPosition="{start}" endPosition="{end}" name="{name}"
    creatingUser="5c94bc9e-db8c-4f1d-9cd6-e900c7440860" creationDateTime="2026-11-02T03:36:36Z">
    <Description>{given["memo"]}</Description><Coding guid="76414714-63c4-4a25-a47e-66fef80bd52f">
    <CodeRef targetGUID="2dfba8c9-59f5-4424-99d6-ea9bce18134b"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bag:
        bag.writestr("project.qde", qde)
        bag.writestr("sources/a.txt", text)
    return refi.read_project("x.qdpx", buffer.getvalue())[0]


def test_a_coding_made_in_qualcoders_window_behind_an_emoji_lands_on_its_text():
    raw = TEXTS["emoji"]
    start = raw.index("不会上门")
    units = len(raw[:start].encode("utf-16-le")) // 2
    assert units > start
    one = qualcoder(shown(raw), units, units + 4, "不会上门")
    assert (start, start + 4, "李研究员", "2026-11-02") == (
        one.annotations[0].claim.start, one.annotations[0].claim.end, one.annotations[0].author, one.annotations[0].when)
    assert start == qualcoder(shown(raw), start, start + 4, "不会上门").annotations[0].claim.start


def test_nvivo_counts_utf_16_whatever_it_names_a_selection():
    raw = TEXTS["emoji"]
    start = raw.index("不会上门")
    units = len(raw[:start].encode("utf-16-le")) // 2
    one = qualcoder(shown(raw), units, units + 4, "1", origin="NVivo 14").annotations[0].claim
    assert (start, start + 4) == (one.start, one.end)


def test_codes_of_ones_own_are_left_out_and_named():
    one = qualcoder(shown(TEXTS["emoji"]), 0, 2, "", codes="my theme")
    assert ((), ("my theme",)) == (one.annotations, one.strangers)


@pytest.mark.parametrize("changed", [
    lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text.strip(),
    lambda text: text.replace(" \n", "\n"), lambda text: text.replace("\n", "\n ")])
def test_a_text_whose_blanks_and_line_ends_a_tool_changed_is_still_the_same(changed):
    raw = TEXTS["crlf"]
    text = changed(shown(raw))
    start = text.index("一般")
    one = placed("file", qualcoder(text, start - text.startswith("\ufeff"), start - text.startswith("\ufeff") + 6, ""), raw)
    assert "一般不会上门" == one.annotations[0].claim.quote == raw[one.annotations[0].claim.start:one.annotations[0].claim.end]


# --- the others ---

def test_label_studio_counts_code_points():
    tasks = json.loads(label_studio.write(DOCUMENTS))
    results = [(task["data"], result) for task in tasks for result in task["predictions"][0]["result"]
               if result["type"] == "labels"]
    assert len(results) == sum(map(len, CLAIMS.values()))
    for data, result in results:
        value = result["value"]
        assert list(data["text"])[value["start"]:value["end"]] == list(value["text"])  # [...text] in JavaScript
        assert "\r" not in data["text"]


def test_every_result_names_a_control_of_the_interface_and_a_choice_of_it():
    view = ElementTree.fromstring(label_studio.interface())
    controls = {element.get("name"): element for element in view if element.get("name")}
    kinds = {"labels": "Labels", "choices": "Choices", "textarea": "TextArea", "number": "Number"}
    for task in json.loads(label_studio.write(DOCUMENTS)):
        for result in task["predictions"][0]["result"]:
            control = controls[result["from_name"]]
            assert control.tag == kinds[result["type"]] and control.get("toName") == result["to_name"] == "text"
            if result["type"] in ("labels", "choices"):
                assert set(result["value"][result["type"]]) <= {option.get("alias") for option in control}


def test_doccano_lines_are_ascii_and_labels_are_spans_of_the_text():
    lines = doccano.write(DOCUMENTS).decode("ascii").splitlines()
    assert len(lines) == len(DOCUMENTS)
    for line in map(json.loads, lines):
        for (start, end, name), claim in zip(line["label"], line["claims"], strict=True):
            assert line["text"][start:end] == shown(TEXTS[line["article"]])[claim["start"]:claim["end"]]
            assert code_of(name) == (claim["item"], claim["stance"])


def test_web_annotations_say_what_the_model_demands():
    page = json.loads(web_annotation.write(DOCUMENTS))
    assert ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage") == (page["@context"], page["type"])
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) > 700
    for item in page["items"]:
        assert "Annotation" == item["type"] and re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", item["id"])
        assert re.fullmatch(r"texts/[\w.%~-]+\.txt", item["target"]["source"], re.ASCII)
        place, words = item["target"]["selector"]
        name = next(name for name in TEXTS if item["target"]["source"] == f"texts/{_quoted(name)}.txt")
        assert TEXTS[name][place["start"]:place["end"]] == words["exact"]
        assert TEXTS[name][:place["start"]].endswith(words["prefix"]) and TEXTS[name][place["end"]:].startswith(words["suffix"])


def _quoted(name):
    from urllib.parse import quote
    return quote(name, safe="")


def test_a_cas_counts_utf_16_and_cassis_covers_each_quote():
    from cassis import load_cas_from_xmi, load_typesystem
    with zipfile.ZipFile(io.BytesIO(cas.write(DOCUMENTS))) as bag:
        system = load_typesystem(io.BytesIO(bag.read("TypeSystem.xml")))
        for name in ("emoji", "crlf", "control", "bom"):
            data = bag.read(f"{name}.xmi")
            loaded = load_cas_from_xmi(io.BytesIO(data), system)
            marks = loaded.select("webanno.custom.Claim")
            covered = [mark.get_covered_text() for mark in marks]
            assert sorted(covered) == sorted(shown(TEXTS[name])[one.start:one.end] for one in CLAIMS[name])
            units = sorted((int(element.get("begin")), int(element.get("end")))
                           for element in ElementTree.fromstring(data) if element.tag.endswith("}Claim"))
            assert units == sorted((_units(name, one.start), _units(name, one.end)) for one in CLAIMS[name])


def _units(name, offset):
    return len(shown(TEXTS[name])[:offset].encode("utf-16-le")) // 2


def test_a_cas_states_each_field_as_a_feature():
    one = document(ARTICLES["plain"], FIELDS[1:2])
    with zipfile.ZipFile(io.BytesIO(cas.write((one,)))) as bag:
        element = next(element for element in ElementTree.fromstring(bag.read("plain.xmi")) if element.tag.endswith("}Claim"))
    expected = {"item": "stage.reminder", "stance": "routine", "timing": "逾期一个月后", "day_min": "30", "source": "law"}
    assert expected == {name: element.get(name) for name in expected} and element.get("day_max") is None
