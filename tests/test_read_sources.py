"""Collections in parts: files, JSON lines and Parquet, sound and broken."""
import datetime
import gzip
import json
import os
import pickle
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from archives import PAGE, conversion, jsonl, parquet, warc

from koujing.read.article import InputFault
from koujing.read.corpus import SHIPPED, article_of, read_all, read_article
from koujing.read.sources import Part, documents, jsonl as lines, parquet as tables, parts

RECORDS = [{"id": f"p{number}", "text": f"{number}\n{PAGE}"} for number in range(25)]


def read(found):
    """`(documents, faults)` of what `parts` gave."""
    cut, faults = found
    return [document for part in cut for document in documents(part)], faults


def told(document):
    """The fault of a document, in one line, and that nothing else is in it."""
    assert document.data is None and document.name and document.fault.cure
    assert "\n" not in str(document.fault)
    return str(document.fault)


def test_a_folder_is_read_as_one_process_reads_it():
    cut, faults = parts([SHIPPED], size=2)
    assert () == faults and [(0, 2), (0, 2), (0, 1)] == [(part.first, part.last) for part in cut]
    made = tuple(article_of(found.data, found.name, found.suffix, found.row, found.where)
                 for part in cut for found in documents(part))
    assert read_all([SHIPPED])[0] == made
    assert cut == pickle.loads(pickle.dumps(cut)) and [0, 1, 2] == [part.number for part in cut]


def test_every_kind_of_file_in_a_folder_is_found_once(tmp_path):
    below = tmp_path / "articles.parquet"  # a folder, as Spark and Dask write
    below.mkdir()
    parquet(below / "part-0.parquet", RECORDS[:3])
    jsonl(tmp_path / "a.jsonl", RECORDS[:2])
    jsonl(tmp_path / "b.JSONL.gz", RECORDS[:4], packed=True)
    warc(tmp_path / "c.warc.wet.gz", conversion(PAGE))
    (tmp_path / "x.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    jsonl(tmp_path / ".hidden.jsonl", RECORDS)
    cut, faults = parts([tmp_path, tmp_path / "a.jsonl"])
    assert () == faults
    assert [("files", "x.txt"), ("jsonl", "a.jsonl"), ("parquet", "part-0.parquet"), ("jsonl", "b.JSONL.gz"),
            ("warc", "c.warc.wet.gz")] == [(part.kind, part.paths[0].rsplit(os.sep, 1)[1]) for part in cut]
    assert [1, 2, 3, 4, 1] == [len(list(documents(part))) for part in cut]


def test_files_of_one_stem_and_changed_files_are_told_as_in_a_corpus(tmp_path):
    shutil.copytree(SHIPPED / "articles", tmp_path / "articles")
    shutil.copy(SHIPPED / "manifest.csv", tmp_path)
    (tmp_path / "articles" / "new.txt").write_text(PAGE, encoding="utf-8")
    file = sorted((tmp_path / "articles").glob("0*.txt"))[0]
    file.write_bytes(file.read_bytes() + b"\n")
    cut, faults = parts([tmp_path])
    assert ["has no row in manifest.csv"] == [fault.fault for fault in faults]
    found = next(documents(cut[0]))
    with pytest.raises(InputFault, match="its sha256 begins"):
        article_of(found.data, found.name, found.suffix, found.row, found.where)
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(PAGE, encoding="utf-8")
    assert ("a-x", "b-x") == parts([tmp_path / "a", tmp_path / "b"])[0][0].names


def test_a_file_that_cannot_be_read_costs_its_own_document(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    (cut,), _ = parts([tmp_path, tmp_path / "gone.txt"])
    (tmp_path / "a.txt").unlink()
    lost, found, gone = documents(cut)
    assert ("a", "b", "gone") == (lost.name, found.name, gone.name)
    assert "no such file" in told(lost) and "no such file" in told(gone)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.warc", "a.wet.gz"])
def test_empty_missing_and_unreadable_containers_are_a_fault_each(tmp_path, name):
    assert "no such file" in str(*parts([tmp_path / name])[1])
    (tmp_path / name).write_bytes(b"")
    cut, (fault,) = parts([tmp_path / name])
    assert () == cut and ("holds no record" in fault.fault or "size is 0 bytes" in fault.fault)
    os.mkfifo(tmp_path / f"pipe{name}")
    assert "a pipe or a device" in str(*parts([tmp_path / f"pipe{name}"])[1])
    (tmp_path / "none").mkdir()
    assert "holds no article" in str(*parts([tmp_path / "none"])[1])


@pytest.mark.parametrize("size, ranges", [(1, 25), (10, 3), (25, 1), (200, 1)])
@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_container_is_cut_into_parts_that_give_every_record_once(tmp_path, kind, size, ranges):
    path = {"jsonl": jsonl, "parquet": parquet}[kind](tmp_path / f"a.{kind}", RECORDS)
    cut, _ = parts([path], size=size)
    assert ranges == len(cut) and all(before.last == after.first for before, after in zip(cut, cut[1:], strict=False))
    found = [document for part in cut for document in documents(part)]
    assert [(row["id"], row["text"]) for row in RECORDS] == [(document.name, document.data) for document in found]


def test_the_last_line_may_lack_its_end_and_blank_lines_are_no_records(tmp_path, monkeypatch):
    monkeypatch.setattr("koujing.read.sources.cut.BLOCK", 64)  # lines across blocks
    data = b"\xef\xbb\xbf" + b"\n\n".join(json.dumps(row).encode() for row in RECORDS)
    (tmp_path / "a.jsonl").write_bytes(data)
    found, _ = read(parts([tmp_path], size=7))
    assert [row["id"] for row in RECORDS] == [document.name for document in found]


@pytest.mark.parametrize("line, fault", [
    (b'{"id": "a", "text": "' + "催".encode()[:2] + b'"}', "is not UTF-8 (its byte 21)"),
    (b'{"id": "a", "text": ', "is no JSON"),
    (b"[" * 100_000, "is no JSON"),
    (b'["a", "b"]', "no JSON object"),
    (b'{"id": ' + b"9" * 5_000 + b', "text": "x"}', "is no JSON"),
    ({"name": "a", "text": PAGE}, "has no id: no text or number under 'id'; name the column that holds it; there are 'name',"),
    ({"id": None, "text": PAGE}, "has no id"), ({"id": True, "text": PAGE}, "has no id"),
    ({"id": " ", "text": PAGE}, "has no id"),
    ({"id": 5, "body": PAGE}, "has no text under 'text'"), ({"id": 5, "text": ["x"]}, "has no text"),
    ({"id": 5, "text": " \n"}, "has no text"),
    ({"id": "a", "text": "x" * 3_000}, "more than 2,000 bytes"),
])
@pytest.mark.parametrize("packed", [False, True])
def test_a_bad_line_costs_itself(tmp_path, monkeypatch, packed, line, fault):
    monkeypatch.setattr(lines, "LARGEST", 2_000 if isinstance(line, dict) else 200_000)
    path = jsonl(tmp_path / ("a.jsonl.gz" if packed else "a.jsonl"), [RECORDS[0], line, RECORDS[1]], packed)
    (first, lost, last), _ = read(parts([path]))
    assert fault in told(lost) and told(lost).startswith(f"{path}, {'line 2' if packed else 'byte '}")
    assert (RECORDS[0]["text"], RECORDS[1]["text"]) == (first.data, last.data)


def test_a_line_without_end_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LARGEST", 100_000)
    monkeypatch.setattr(lines, "HOPELESS", 3_000_000)
    with gzip.open(tmp_path / "a.jsonl.gz", "wb") as file:
        file.write(json.dumps(RECORDS[0]).encode() + b"\n")
        for _ in range(9):
            file.write(b" " * 1_000_000)
    (first, lost), _ = read(parts([tmp_path]))
    assert "p0" == first.name and "cannot be read on after line 1 (a line of more than 3,000,000 bytes)" in told(lost)


def test_ids_become_names_of_their_own(tmp_path):
    ids = ["a/b", "a\\b", "a\nb", "=1+1", "../../etc/passwd", "帖子", "帖子", "帖子-2", "..", "x" * 500, "x" * 501, 7,
           "7", "\ud800", "\u202egpj", "CON:"]
    path = jsonl(tmp_path / "a.jsonl", [json.dumps({"id": identity, "text": PAGE}).encode() for identity in ids])
    names = [document.name for document in read(parts([path]))[0]]
    assert len(ids) == len(set(names))
    assert ["a_b", "a_b-2", "a_b-3", "_1+1", "_.._etc_passwd", "帖子", "帖子-2", "帖子-2-2"] == names[:8]
    for name in names:
        assert name.isprintable() and not set(name) & set('/\\:*?"<>|') and 200 > len(name.encode()) and name.strip(". ") == name
        (tmp_path / f"{name}.txt").write_text("x")


def test_what_a_record_says_of_its_article_goes_with_it(tmp_path):
    row = RECORDS[0] | {"title": "题", "published": "2024-03-05 08:00", "site": "x.cn", "likes": 5}
    dated = RECORDS[0] | {"title": None, "published": datetime.datetime(2024, 3, 5), "site": "x.cn"}
    (first, second), _ = read(parts([jsonl(tmp_path / "a.jsonl", [row]), parquet(tmp_path / "b.parquet", [dated])]))
    assert {"title": "题", "published": "2024-03-05", "site": "x.cn"} == first.row
    assert {"published": "2024-03-05", "site": "x.cn"} == second.row
    article = article_of(first.data, first.name, first.suffix, first.row, first.where)
    assert ("题", "2024-03-05", "x.cn") == (article.title, article.published, article.author_or_site)


@pytest.mark.parametrize("table, fault", [
    ({"key": ["a"], "text": ["x"]}, "has no column 'id'; there are 'key', 'text'"),
    ({"id": ["a"], "body": ["x"]}, "has no column 'text'"),
    ({"id": [1.5], "text": ["x"]}, "holds double under 'id'"), ({"id": ["a"], "text": [5]}, "holds int64 under 'text'"),
    ({"id": ["a"], "text": [["x"]]}, "holds list<"), ({"id": ["a"], "text": [{"x": "y"}]}, "holds struct<"),
])
def test_a_parquet_file_without_the_columns_is_one_fault(tmp_path, table, fault):
    cut, (said,) = parts([parquet(tmp_path / "a.parquet", pa.table(table))])
    assert () == cut and fault in str(said) and "\n" not in str(said)


def test_columns_of_any_name_and_kind_of_text_are_read(tmp_path):
    texts = pa.array([PAGE, "催收会上门。"])
    for number, text in enumerate([texts, texts.cast(pa.large_string()), texts.dictionary_encode(), texts.cast(pa.string_view()),
                                   pa.array([PAGE.encode("gb18030"), "催收会上门。".encode()])]):
        table = pa.table({"the key": pa.array([3, 4], pa.uint32()), "a.b": text})
        path = parquet(tmp_path / f"{number}.parquet", table)
        found = [document for part in parts([path], id_column="the key", text_column="a.b")[0] for document in documents(part)]
        assert ["3", "4"] == [document.name for document in found]
        assert PAGE.strip() == article_of(found[0].data, "x").raw.strip()


def test_bad_rows_of_a_parquet_file_cost_themselves(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LARGEST", 500)
    broken = pa.array([PAGE.encode(), b"\xff\xfe", None, b"", b"x" * 600, PAGE.encode(), PAGE.encode()]).view(pa.string())
    table = pa.table({"id": ["a", "b", "c", "d", "e", None, "g"], "text": broken})
    found, _ = read(parts([parquet(tmp_path / "a.parquet", table)]))
    assert [PAGE, None, None, None, None, None, PAGE] == [document.data for document in found]
    for document, fault in zip(found[1:6], ("is not UTF-8", "is empty", "is empty", "more than 500", "has no id"), strict=True):
        assert fault in told(document) and ", row " in document.where


def test_a_damaged_row_group_costs_itself(tmp_path):
    path = tmp_path / "a.parquet"
    parquet(path, [{"id": row["id"], "text": row["id"] + PAGE * 3} for row in RECORDS], row_group_size=10, use_dictionary=False)
    column = pq.ParquetFile(path).metadata.row_group(1).column(1)
    data = bytearray(path.read_bytes())
    start = column.data_page_offset
    data[start + 40:start + column.total_compressed_size - 10] = b"\xff" * (column.total_compressed_size - 50)
    path.write_bytes(data)
    found, _ = read(parts([path]))
    assert [f"p{number}" for number in (*range(10), *range(20, 25))] == [found.name for found in found if not found.fault]
    lost, = (document for document in found if document.fault)
    assert "rows 11 to 20: cannot be read" in told(lost)
    path.write_bytes(data[:-300])
    assert "is no Parquet file" in str(*parts([path])[1])


def test_a_large_row_group_is_cut_into_few_pieces_and_a_small_one_not_at_all(tmp_path):
    path = parquet(tmp_path / "a.parquet", [{"id": str(number), "text": "x"} for number in range(1_000)])
    cut, _ = parts([path], size=1)
    assert tables.PIECES >= len(cut) > tables.PIECES / 2
    assert [str(number) for number in range(1_000)] == [document.name for part in cut for document in documents(part)]


def test_a_text_is_an_article_as_its_file_would_be(tmp_path):
    (tmp_path / "x.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "y.html").write_text(f"<p>{PAGE}</p>", encoding="utf-8")
    read = read_article(tmp_path / "x.txt")
    assert read == article_of(PAGE, "x") == article_of(PAGE.encode(), "x")
    assert (read.raw, read.sentences) == (article_of("\ufeff" + PAGE, "x").raw, article_of("\ufeff" + PAGE, "x").sentences)
    assert read_article(tmp_path / "y.html") == article_of(f"<p>{PAGE}</p>".encode(), "y", ".html")


@pytest.mark.parametrize("data, fault", [
    ("", "is empty"), (b"", "is empty"), (" \n", "is empty"), ("a\0b", "is binary"), ("\ud800", "half a character"),
    (b"%PDF-1.4", "a PDF"), (PAGE.encode().decode("cp1252", "ignore"), "saved once in a wrong encoding"),
    (b"x" * (16 * 1024 * 1024 + 1), "16,777,217 bytes is more"), ("\ufffd" * 50, "has lost 50"),
])
def test_a_text_that_is_no_article_is_told_where_it_stands(data, fault):
    with pytest.raises(InputFault) as caught:
        article_of(data, "x", where="a.jsonl, line 3")
    assert fault in caught.value.fault and "a.jsonl, line 3" == caught.value.file
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.cure) == (str(caught.value), caught.value.cure)


def test_parts_of_no_articles_are_refused():
    with pytest.raises(ValueError, match="parts of 0"):
        parts([SHIPPED], size=0)
    assert Part(0, "files", (), 0, 0) == Part(number=0, kind="files", paths=(), first=0, last=0, names=(), rows=())
