"""Web archives: what is a page, what is wanted, and what damaged and hostile files do."""
import gzip
import tracemalloc
import zlib

import pytest
from archives import COOKING, ENGLISH, JAPANESE, KOREAN, PAGE, conversion, html, other, response, warc

from koujing.read.corpus import SHIPPED, article_of
from koujing.read.sources import Choice, bodies, documents, parts, warc as archives
from koujing.read.sources.choosing import is_chinese, on_topic

LONG = PAGE * 3
CHOICE = Choice()


def read(path, choose=None):
    """`(documents, counts)` of one container."""
    (part,), faults = parts([path])
    counts = {}
    assert () == faults
    return list(documents(part, choose, counts)), counts


def told(document):
    """The fault of a document, in one line, and that nothing else is in it."""
    assert document.data is None and document.name and document.fault.cure
    assert "\n" not in str(document.fault) and str(document.fault).isprintable()
    return str(document.fault)


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_read_and_all_else_is_counted(tmp_path, packed):
    records = [
        other("warcinfo"), other("metadata"), other("metadata"), response(html(LONG), "https://x.cn/1"),
        response(html(LONG), status="404 Not Found"), response(html(LONG), status="301 Moved"),
        response("body {}", kind="text/css"), response(LONG, kind=None), response(LONG, "https://x.cn/2", kind="Text/Plain"),
        ("resource", "https://x.cn/3", html(LONG).encode(), None, {"warc_content_type": "text/html"}),
        ("response", "dns:x.cn", b"20240305 x.cn 1.1.1.1", None, {"warc_content_type": "text/dns"}),
        conversion(LONG, "https://x.cn/4"),
    ]
    path = warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), *records, packed=packed)
    found, counts = read(path)
    assert [("https://x.cn/1", ".html"), ("https://x.cn/2", ".txt"), ("https://x.cn/3", ".html"), ("https://x.cn/4", ".txt")] == [
        (document.where, document.suffix) for document in found]
    assert {archives.NO_PAGE: 4, archives.NO_SUCCESS: 2, archives.NO_TEXT: 2} == counts
    assert all(36 == len(document.name) for document in found) and 4 == len({document.name for document in found})
    texts = {article_of(document.data, document.name, document.suffix).raw.replace("\n\n", "\n") for document in found}
    assert {LONG.replace("\n\n", "\n")} == texts


def test_a_file_that_is_gzipped_as_a_whole_is_read_too(tmp_path):
    warc(tmp_path / "a", conversion(LONG), conversion(LONG), packed=False)
    (tmp_path / "a.wet.gz").write_bytes(gzip.compress((tmp_path / "a").read_bytes()))
    assert 2 == len(read(tmp_path / "a.wet.gz")[0])


@pytest.mark.parametrize("page, why", [
    (conversion(LONG), None), (conversion(LONG, languages="zho"), None), (conversion(LONG, languages="eng,zho"), None),
    (conversion(LONG, languages="jpn,kor"), "language"), (conversion(ENGLISH), "language"),
    (conversion(ENGLISH + LONG[:60], languages="eng"), "language"),
    (conversion(ENGLISH * 9 + LONG, languages="eng,zho"), "language"),
    (conversion(COOKING), "topic"), (conversion(COOKING, languages="zho"), "topic"), (conversion("é" + ENGLISH), "topic"),
    (conversion(JAPANESE + "催收逾期网贷"), "language"), (conversion(KOREAN + "催收逾期网贷"), "language"),
    (conversion("催收逾期网贷"), "language"),
    (conversion("債権回収会社から返済期限超過の電話連絡。" * 9 + "催收逾期网贷"), "language"),
    (conversion("网贷网贷催收催收" + COOKING), "topic"), (conversion("贷款利息分期信用卡" + COOKING), "topic"),
    (conversion("贷款利息催收" + COOKING), None),
    (response(html(LONG).encode("gb18030"), kind="text/html; charset=gbk"), None), (response(html(LONG) * 2), None),
    (response(html("網貸逾期怎麼辦，催收會打電話，信用卡還款。" * 5).encode("big5"), kind="text/html"), None),
    (response(html(LONG).encode("utf-16"), kind="text/html"), "topic"),
    (response(html(JAPANESE + "催收逾期网贷")), "language"),
    (response(html("Réponse à l'échéance " * 99).encode("latin-1")), "topic"),
    (response(html(LONG, "<style>" + "a{color:red}" * 999 + "</style>")), None),
    (response(html(LONG).encode()[:-30] + "催".encode()[:2]), None),
])
def test_a_page_is_wanted_for_its_language_and_its_topic(tmp_path, page, why):
    found, counts = read(warc(tmp_path / "a.warc.gz", page), CHOICE)
    assert ([f"another {why}"] if why else []) == list(counts) and len(found) == (not why)


def test_each_half_of_the_choice_stands_alone(tmp_path):
    path = warc(tmp_path / "a.warc.gz", *map(conversion, (LONG, COOKING, JAPANESE + "催收逾期网贷", ENGLISH, LONG[:40])),
                response(html(COOKING).encode("gb18030"), kind="text/html"), response(html("é" * 99).encode("latin-1")))
    found = {choice: [document.data for document in read(path, choice)[0]] for choice in (
        Choice(topic=False), Choice(language=None), Choice(None, False), None)}
    assert [3, 3, 7, 7] == list(map(len, found.values()))


def test_every_coded_article_would_be_kept_in_any_encoding():
    texts = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*.txt"))]
    assert len(texts) > 120
    for encoding in ("utf-8", "gb18030"):
        assert all(on_topic(text.encode(encoding)) and is_chinese(text.encode(encoding)) for text in texts)


@pytest.mark.parametrize("body, headers", [
    (gzip.compress(html(LONG).encode()), {"Content_Encoding": "gzip"}),
    (gzip.compress(html(LONG).encode()[:99]) + gzip.compress(html(LONG).encode()[99:]), {"Content_Encoding": "X-GZIP"}),
    (zlib.compress(html(LONG).encode()), {"Content_Encoding": "deflate"}),
    (zlib.compress(html(LONG).encode())[2:-4], {"Content_Encoding": "deflate"}),
    (html(LONG).encode(), {"Content_Encoding": "gzip"}), (html(LONG).encode(), {"Content_Encoding": "identity"}),
    (b"%x\r\n%s\r\n0\r\n\r\n" % (len(html(LONG).encode()), html(LONG).encode()), {"Transfer_Encoding": "chunked"}),
    (b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(html(LONG).encode(), mtime=0)), gzip.compress(html(LONG).encode(), mtime=0)),
     {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    (html(LONG).encode(), {"Transfer_Encoding": "chunked"}),
])
def test_what_was_done_for_transfer_is_undone(tmp_path, body, headers):
    (found,), _ = read(warc(tmp_path / "a.warc.gz", response(body, **headers)), CHOICE)
    assert html(LONG).encode() == found.data


@pytest.mark.parametrize("body, coding, fault", [
    (gzip.compress(b"x" * 40_000_000), "gzip", "more than 1,000,000 bytes"),
    (zlib.compress(b"x" * 40_000_000), "deflate", "more than 1,000,000 bytes"),
    (b"x" * 1_000_001, None, "more than 1,000,000 bytes"),
    (gzip.compress(html(LONG).encode())[:-20], "gzip", "is compressed, and cut off"),
    (gzip.compress(b"x" * 99_999)[:20] + b"\xff" * 30, "gzip", "is compressed, and "),
    (b"\xff" * 30, "deflate", "is compressed, and damaged"), (b"\xff" * 30, "br", "is compressed as 'br'"),
    (b"\xff" * 30, "催\x1b[2J", "is compressed as "),
    (gzip.compress(b"") * 99, "gzip", "in more than 16 pieces"),
], ids=["bomb", "bomb of zlib", "large", "cut off", "damaged", "no zlib", "unknown", "unknown and rude", "pieces"])
def test_bombs_and_damaged_pages_cost_themselves(tmp_path, monkeypatch, body, coding, fault):
    for module in (archives, bodies):
        monkeypatch.setattr(module, "LARGEST", 1_000_000)
    path = warc(tmp_path / "a.warc.gz", response(LONG), response(body, "https://x.cn/bad", Content_Encoding=coding),
                response(LONG))
    tracemalloc.start()
    (first, lost, last), _ = read(path)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert fault in told(lost) and f"{path}, record 2 (https://x.cn/bad)" == lost.where
    assert first.data == last.data == LONG.encode()
    assert held < 10_000_000


def test_a_page_in_another_language_is_passed_over_however_large(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST", 1_000)
    path = warc(tmp_path / "a.warc.gz", response(ENGLISH * 20), response(html(LONG * 20)))
    (lost,), counts = read(path, CHOICE)
    assert {"another language": 1} == counts and "more than 1,000 bytes" in told(lost)


@pytest.mark.parametrize("data", [b"hello\n" * 99, b"x" * 3_000_000, b"\x1f\x8b" + b"x" * 99, PAGE.encode(),
                                  b"\n" * 99, b"%PDF-1.4"])
def test_what_is_no_archive_is_one_fault(tmp_path, data, capfd):
    (tmp_path / "a.warc").write_bytes(data)
    (lost,), counts = read(tmp_path / "a.warc")
    assert {} == counts and ("is no WARC file" in told(lost) or "without a length" in told(lost) or "no record" in told(lost))
    assert ("", "") == capfd.readouterr()


def test_a_header_without_end_is_not_held(tmp_path):
    with gzip.open(tmp_path / "a.warc.gz", "wb") as file:
        file.write(b"WARC/1.0\r\nX: ")
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    (lost,), _ = read(tmp_path / "a.warc.gz")
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "is no WARC file" in told(lost) and held < 15_000_000


def test_header_lines_without_end_are_not_held(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000)
    (lost,), _ = read(tmp_path / "a.warc")
    assert "a header of more than 1,048,576 bytes" in told(lost)


def test_all_that_stands_before_a_cut_is_read(tmp_path):
    path = tmp_path / "a.warc.gz"
    warc(path, *[conversion(LONG)] * 5)
    path.write_bytes(path.read_bytes()[:-20])
    found, _ = read(path)
    assert [LONG.encode()] * 4 == [document.data for document in found[:4]] and told(found[-1])


@pytest.mark.parametrize("change, fault", [
    (lambda data: data.replace(b"Content-Length", b"Content-Lengtx"), "without a length"),
    (lambda data: data.replace(b"Content-Length: ", b"Content-Length: 9"), "is cut off"),
    (lambda data: data.replace(b"Content-Length: ", b"Content-Length: -"), "cannot be read on after record 1"),
    (lambda data: data.replace(b"Content-Length: ", b"Content-Length: 99999999999\r\nX: "), "a record of 99,999,999,999"),
    (lambda data: data[:-40], "is cut off"),
    (lambda data: data + b"rest\n\nrest\n", "cannot be read on after record 1"),
])
def test_lengths_that_are_wrong_and_files_cut_off_are_told(tmp_path, change, fault, capfd):
    path = warc(tmp_path / "a.warc", conversion(LONG), packed=False)
    data = change((tmp_path / "a.warc").read_bytes())
    (tmp_path / "a.warc").write_bytes(data)
    found, _ = read(path)
    assert any(fault in told(document) for document in found if document.fault)
    assert ("", "") == capfd.readouterr()


def test_odd_addresses_and_ids_are_made_harmless(tmp_path, capfd):
    page = "response", "https://x.cn/a b\x1b[31m/" + "x" * 999, LONG.encode(), response("")[3], {
        "warc_headers_dict": {"WARC-Record-ID": "<urn:x:../../=1>"}}
    (found, again), _ = read(warc(tmp_path / "a.warc.gz", page, page))
    assert found.where.isprintable() and 300 >= len(found.where)
    assert ("urn_x_.._.._=1", "urn_x_.._.._=1-2") == (found.name, again.name)
    assert ("", "") == capfd.readouterr()
