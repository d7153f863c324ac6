"""Files that somebody sent: what would climb out, blow up or lie is refused in one line; nothing is written half."""
import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from torture import ARTICLES, CLAIMS

from koujing.__main__ import main
from koujing.exchange import annotations, doccano, label_studio, refi, untrusted, write
from koujing.exchange.formats import TARGETS, detected, read_documents, write_bytes
from koujing.exchange.places import placed
from koujing.read.article import InputFault

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
BACK = [target for target, (_, _, reads) in TARGETS.items() if reads]
ONE = annotations.document(ARTICLES["plain"], CLAIMS["plain"][:3])
SOFA = b'<x:XMI xmlns:x="http://www.omg.org/XMI" xmlns:c="http:///uima/cas.ecore"><c:Sofa/></x:XMI>'
BOMB = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' +
        "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8)) + "]><x>&i;</x>")
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def fault(target, data):
    """The one line that reading the bytes gives."""
    with pytest.raises(InputFault) as raised:
        read_documents(target or detected("file", data), "file", data)
    assert "\n" not in str(raised.value) and str(raised.value).startswith("file: ")
    return str(raised.value)


def zipped(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, data in entries:
            bag.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["../evil.txt", "a/../../evil", "/etc/evil", "..\\evil", "C:\\evil", "C:evil", "a/\\..\\evil"])
@pytest.mark.parametrize("target", ["qdpx", "cas", "doccano"])
def test_a_path_out_of_the_zip_is_refused(target, name):
    good = {"qdpx": "project.qde", "cas": "a.xmi", "doccano": "a.jsonl"}[target]
    assert "would land outside its folder" in fault(target, zipped([(good, "<x/>"), (name, "x")]))


def test_a_link_in_a_zip_is_refused():
    link = zipfile.ZipInfo("Sources/link.txt")
    link.external_attr = 0o120777 << 16
    assert "holds a link" in fault("qdpx", zipped([("project.qde", "<x/>"), (link, "/etc/passwd")]))


def test_a_zip_bomb_is_refused_before_it_fills_memory(monkeypatch):
    monkeypatch.setattr(untrusted, "MOST", 1_000_000)
    data = zipped([("project.qde", b"<x>" + b" " * 3_000_000)])
    assert len(data) < 10_000 and "more than 1,000,000 bytes when unpacked" in fault("qdpx", data)
    lying = bytearray(data)
    at = data.rindex(b"PK\x01\x02")
    lying[at + 24:at + 28] = (100).to_bytes(4, "little")  # the size that the directory tells
    fault("qdpx", bytes(lying))
    monkeypatch.setattr(untrusted, "MOST_FILES", 10)
    assert "holds 11 files" in fault("qdpx", zipped([(f"{n}.txt", "") for n in range(11)]))


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, BOMB.encode("utf-16")], ids=["bomb", "outside", "bomb in UTF-16"])
def test_entities_are_refused(xml):
    assert "declares a document type" in fault("qdpx", zipped([("project.qde", xml)]))
    assert "declares a document type" in fault("cas", zipped([("a.xmi", xml)]))
    assert "declares a document type" in fault("cas", zipped([("a.xmi", "<x/>"), ("TypeSystem.xml", xml)]))
    assert "declares a document type" in fault("cas", xml.encode() if isinstance(xml, str) else xml)


@pytest.mark.parametrize("target, data, words", [
    ("label-studio", b"[" * 100_000, "is no JSON"), ("doccano", b'{"a":' * 100_000, "line 1 is no JSON"),
    ("webanno", b"[1" + b"0" * 10_000 + b"]", "is no JSON"), ("label-studio", b'"text"', "the export is no list"),
    ("label-studio", b"[{}]", "the data of task 1 is no dict"),
    ("label-studio", b'[{"data": {"article": 3}}]', "the article of task 1"),
    ("doccano", b'{"text": null}', "the text of line 1 is no str but NoneType"), ("doccano", b"\xff{}", "line 1 is no JSON"),
    ("doccano", b'{"text": "ab", "article": "a", "label": [[0, 3, "x"]]}', "runs from 0 to 3, outside its text"),
    ("doccano", b'{"text": "ab", "article": "a", "label": [[true, 2, "x"]]}', "is no int but bool"),
    ("doccano", b'{"text": "ab", "article": "a", "label": [[1.5, 2, "x"]]}', "is no int but float"),
    ("doccano", b'{"text": "ab", "article": "a", "claims": [{"start": "0"}]}', "line 1 carries a claim that is none"),
    ("webanno", b'{"items": [{"target": 3}]}', "the target of annotation 1 is no dict"),
    ("qdpx", b"PK\x03\x04nonsense", "is no whole zip file"), ("cas", b"<x>", "is no well-formed XML"),
    ("cas", b"<x/>", "has no text"), ("cas", SOFA, "is no CAS"), ("qdc", b"<CodeBook/>", "holds no decisions"),
    (None, b"", "is in none of the formats"),
    (None, b"PK\x03\x04", "is in none of the formats"), (None, b"\x00\x01", "say which with --from"),
])
def test_what_is_no_export_is_named(target, data, words):
    assert words in fault(target, data)


def qde(selection, path="a.txt"):
    return zipped([("project.qde", '<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>'
                    '<Code guid="1" name="stage.visit: rare"/></Codes></CodeBook>'
                    f'<Sources><TextSource name="plain" plainTextPath="internal://{path}">{selection}</TextSource></Sources></Project>'),
                   ("Sources/a.txt", "催收人员一般不会上门。".encode())])


def selected(start, end, memo=""):
    return (f'<PlainTextSelection startPosition="{start}" endPosition="{end}"><Description>{memo}</Description>'
            '<Coding><CodeRef targetGUID="1"/></Coding></PlainTextSelection>')


@pytest.mark.parametrize("data, words", [
    (qde(selected("x", 2)), "no whole numbers"), (qde(selected(0, 99)), "outside its text"),
    (qde(selected(-2, 2)), "outside its text"), (qde(selected(0, 2, "day_min: soon")), "a day that is no whole number"),
    (qde("", "../../etc/passwd"), "lacks the text"), (qde("", "b.txt"), "lacks the text")])
def test_a_project_that_lies_is_refused(data, words):
    assert words in fault("qdpx", data)


def test_a_text_that_was_edited_is_refused_and_no_span_is_anchored_wrongly():
    one = refi.read_project("file", refi.write_project((ONE,)))[0]
    with pytest.raises(InputFault, match="is another than the corpus has"):
        placed("file", one, ONE.text + "多了一句。")


def test_a_name_that_no_tool_can_show_is_refused():
    with pytest.raises(InputFault, match="rename the file"):
        annotations.document(annotations.replace(ARTICLES["plain"], name="a\udcff"), ())


# --- the commands ---

def read_rows(path):
    """The rows of a review file, its texts with their line ends as they are."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def corpus(tmp_path):
    """A folder with one article, of which five claims are read."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = "微粒贷逾期后会怎样\r\n\r\n😀微粒贷逾期后，平台会发送短信提醒借款人还款。\r\n催收人员一般不会上门。\r\n"
    (folder / "微粒贷.txt").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("target", BACK)
def test_export_and_import_give_no_decision_and_a_removal_gives_one(target, corpus, tmp_path, capsys):
    out, rows = tmp_path / "file", tmp_path / "rows.csv"
    assert 0 == main(["export", str(corpus), "--to", target, "-o", str(out)])
    assert 0 == main(["import", str(out), "--corpus", str(corpus), "-o", str(rows)])
    assert "0 decisions on 0 of 1 articles" in capsys.readouterr().err
    read = read_documents(target, out, out.read_bytes())
    raw = (corpus / "微粒贷.txt").read_bytes().decode()
    fewer = annotations.Document("微粒贷", raw, read[0].annotations[1:], reviewed=True)
    out.write_bytes(write_bytes(target, (fewer,)))
    if target == "label-studio":  # a prediction is no decision
        tasks = json.loads(out.read_bytes())
        out.write_text(json.dumps([task | {"annotations": [{"result": task["predictions"][0]["result"]}]} for task in tasks]))
    full = ["--exported", str(out.with_suffix(".full"))]
    out.with_suffix(".full").write_bytes(write_bytes(target, (annotations.Document("微粒贷", raw, read[0].annotations),)))
    assert 0 == main(["import", str(out), "--corpus", str(corpus), *full, "--who", "李", "-o", str(rows)])
    gone = read_rows(rows)
    assert [("李", "reject", read[0].annotations[0].claim.item)] == [(row["who"], row["action"], row["item"]) for row in gone]
    assert raw[int(gone[0]["start"]):int(gone[0]["end"])] == gone[0]["quote"]


def test_rows_are_added_to_a_review_file_once_and_to_no_other(corpus, tmp_path, capsys):
    out, rows = tmp_path / "x.jsonl", tmp_path / "rows.csv"
    main(["export", str(corpus), "--to", "doccano", "-o", str(out)])
    line = json.loads(out.read_text(encoding="utf-8"))
    out.write_text(json.dumps(line | {"label": line["label"][1:]}), encoding="utf-8")
    for _ in range(2):
        assert 0 == main(["import", str(out), "--corpus", str(corpus), "-o", str(rows)])
        assert 1 == len(read_rows(rows))
    out.write_text(json.dumps(line | {"label": []}), encoding="utf-8")
    main(["import", str(out), "--corpus", str(corpus), "-o", str(rows)])
    assert 1 == len(read_rows(rows)) and "nobody opened 1 of them" in capsys.readouterr().err
    out.write_text(json.dumps(line | {"label": [], "Comments": ["无一成立"]}), encoding="utf-8")
    before = rows.read_bytes()
    main(["import", str(out), "--corpus", str(corpus), "-o", str(rows)])
    assert rows.read_bytes().startswith(before) and len(line["label"]) == len(read_rows(rows)) > 1
    rows.write_text("a,b\n1,2\n", encoding="utf-8")
    assert 2 == main(["import", str(out), "--corpus", str(corpus), "-o", str(rows)])
    assert "has other columns" in capsys.readouterr().err and "a,b\n1,2\n" == rows.read_text(encoding="utf-8")


def test_an_article_that_the_corpus_lacks_is_named_and_a_missing_file_is_one_line(corpus, tmp_path, capsys):
    out = tmp_path / "x.jsonl"
    out.write_bytes(doccano.write((ONE,)) + doccano.write((annotations.document(
        annotations.replace(ARTICLES["plain"], name="微粒贷", raw=(corpus / "微粒贷.txt").read_bytes().decode()), ()),)))
    assert 1 == main(["import", str(out), "--corpus", str(corpus)])
    assert "'plain' is no article of the corpus" in capsys.readouterr().err
    assert 2 == main(["import", str(tmp_path / "none"), "--corpus", str(corpus)])
    assert 2 == main(["import", str(tmp_path), "--corpus", str(corpus)])
    assert 2 == main(["export", "--to", "qdpx", "-o", str(out)])
    said = capsys.readouterr().err.splitlines()
    assert 3 == len(said) and all(line.startswith("koujing: ") for line in said)


def test_the_interface_of_label_studio_is_written_beside_the_tasks(corpus, tmp_path):
    assert 0 == main(["export", str(corpus), "--to", "label-studio", "-o", str(tmp_path / "tasks.json")])
    assert label_studio.interface() == (tmp_path / "tasks.interface.xml").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files as a full disk would, which POSIX alone has")
@pytest.mark.parametrize("arguments", [["claims"], ["export", "--to", "qdpx"], ["export", "--to", "label-studio"]])
def test_a_full_disk_is_one_line_and_leaves_the_old_file_whole(arguments, corpus, tmp_path):
    out = tmp_path / "full" / "file"
    out.parent.mkdir()
    out.write_bytes(b"old")
    limited = ("import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); sys.dont_write_bytecode = True\n"
               "from koujing.__main__ import main; sys.exit(main(sys.argv[1:]))")
    done = subprocess.run([sys.executable, "-c", limited, *arguments, str(corpus), "-o", str(out)], cwd=NOTEBOOKS,
                          capture_output=True, check=False)
    assert 2 == done.returncode and 1 == len(done.stderr.splitlines())
    assert b"cannot be written (File too large); make room on the disk" in done.stderr
    assert b"old" == out.read_bytes() and [out] == list(out.parent.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="writes to the device that is always full, which Linux has")
def test_standard_output_that_is_full_is_one_line(corpus):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "koujing", "claims", str(corpus)], stdout=full, stderr=subprocess.PIPE,
                              cwd=NOTEBOOKS, check=False)
    assert 2 == done.returncode and 1 == len(done.stderr.splitlines()) and b"No space left on device" in done.stderr


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputFault, match="cannot be written"):
        write(b"x", tmp_path / "file" / "below")
