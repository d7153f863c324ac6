"""Whatever stands in a container: every record comes out once, as it went in, or as a fault, and nothing raises."""
import tempfile
from pathlib import Path

from archives import conversion, jsonl, other, parquet, response, warc
from hypothesis import example, given, settings, strategies as st

from koujing.read.article import Article, InputFault
from koujing.read.corpus import article_of
from koujing.read.sources import Choice, documents, parts

CHINESE = st.text(alphabet="逾期催收网贷信用卡还款会打电话。，\n a<>&é", max_size=60)
TEXTS = st.one_of(CHINESE, st.text(max_size=40))
IDS = st.one_of(st.sampled_from(["a", "a-2", "A", "", " ", "../a", "=1"]), st.text(max_size=12), st.integers())
ROWS = st.lists(st.tuples(IDS, TEXTS), min_size=1, max_size=30)
SIZES = st.integers(1, 12)


def read(path, size=200, choose=None):
    """`(documents of each part, counts)`."""
    cut, faults = parts([path], size=size)
    counts = {}
    assert () == faults
    return [list(documents(part, choose, counts)) for part in cut], counts


def sound(found):
    """That names are unique in each part and could be files, and each document has data or a fault, and is an article or none."""
    for part in found:
        assert len(part) == len({document.name for document in part})
        for document in part:
            assert (document.data is None) == (document.fault is not None) and document.name
            assert not set(document.name) & set('/\\\n\r\t\0:*?"<>|') and 255 > len(f"{document.name}.html".encode())
            if document.data is not None:
                try:
                    article = article_of(document.data, document.name, document.suffix, document.row, document.where)
                    assert isinstance(article, Article) and article.raw
                except InputFault as fault:
                    assert "\n" not in str(fault)


def check(found, rows):
    """That the documents are the rows, and that only rows without an id or a text are lost."""
    sound(found)
    flat = [document for part in found for document in part]
    assert len(rows) == len(flat)
    for document, (identity, text) in zip(flat, rows, strict=True):
        assert document.data == (text if str(identity).strip() and text.strip() else None)


@settings(deadline=None, max_examples=60)
@given(rows=ROWS, size=SIZES, packed=st.booleans())
def test_json_lines_come_back(rows, size, packed):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl.gz" if packed else "a.jsonl")
        jsonl(path, [{"id": identity, "text": text} for identity, text in rows], packed)
        check(read(path, size)[0], rows)


@settings(deadline=None, max_examples=60)
@given(rows=ROWS, size=SIZES, group=st.integers(1, 20))
def test_rows_of_parquet_come_back(rows, size, group):
    with tempfile.TemporaryDirectory() as folder:
        path = parquet(Path(folder, "a.parquet"), [{"id": str(identity), "text": text} for identity, text in rows],
                       row_group_size=group)
        check(read(path, size)[0], rows)


PAGES = st.lists(st.one_of(
    TEXTS.map(conversion), TEXTS.map(response), st.just(other("metadata")), st.binary(max_size=40).map(response),
    st.builds(conversion, TEXTS, languages=st.sampled_from(["zho", "eng", "eng,zho", "?"])),
    st.builds(response, TEXTS,
              status=st.sampled_from(["200 OK", "4"]), Content_Encoding=st.sampled_from(["gzip", "br", "deflate"])),
    st.builds(response, TEXTS, Transfer_Encoding=st.just("chunked")),
), min_size=1, max_size=12)


@settings(deadline=None, max_examples=80)
@given(pages=PAGES, packed=st.booleans(), choose=st.sampled_from([None, Choice(), Choice(topic=False), Choice(language=None)]))
def test_every_record_of_an_archive_is_read_lost_or_counted(pages, packed, choose):
    with tempfile.TemporaryDirectory() as folder:
        found, counts = read(warc(Path(folder, "a.warc"), *pages, packed=packed), choose=choose)
    sound(found)
    assert len(pages) == sum(map(len, found)) + sum(counts.values())
    if choose is None:
        plain = [body for kind, _, body, http, _ in pages if kind == "conversion"]
        assert plain == [document.data for part in found for document in part if document.data is not None
                         and document.suffix == ".txt"]


@settings(deadline=None, max_examples=60)
@example(texts=[*"<<<<<<", "é" + "。" * 13], packed=False, share=0.978515625)  # within the last record's header
@given(texts=st.lists(CHINESE.filter(str.strip), min_size=1, max_size=8), packed=st.booleans(), share=st.floats(0, 1))
def test_a_file_cut_off_anywhere_gives_what_stands_before(texts, packed, share):
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(jsonl(Path(folder, "a.jsonl.gz" if packed else "a.jsonl"),
                           [{"id": str(number), "text": text} for number, text in enumerate(texts)], packed))
        crawl = Path(warc(Path(folder, "a.warc"), *map(conversion, texts), packed=packed))
        for path, expected in ((lines, texts), (crawl, [text.encode() for text in texts])):
            whole = path.read_bytes()
            end = 1 + int(share * (len(whole) - 1))
            path.write_bytes(whole[:end])
            found, _ = read(path)
            sound(found)
            kept = [document.data for document in found[0] if document.data is not None]
            assert expected[:len(kept)] == kept
            assert 1 >= sum(document.fault is not None for document in found[0])
            if packed and len(kept) < len(texts) and whole[end:end + 2] != b"\x1f\x8b":  # not between two records
                assert found[0][-1].fault


@settings(deadline=None, max_examples=80)
@given(texts=st.lists(CHINESE, min_size=1, max_size=4), kind=st.sampled_from(["jsonl", "jsonl.gz", "warc", "warc.gz"]),
       places=st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_never_raise(texts, kind, places):
    with tempfile.TemporaryDirectory() as folder:
        path, packed = Path(folder, f"a.{kind}"), kind.endswith("gz")
        if kind.startswith("jsonl"):
            jsonl(path, [{"id": str(number), "text": text} for number, text in enumerate(texts)], packed)
        else:
            warc(path, *map(response, texts), packed=packed)
        data = bytearray(path.read_bytes())
        for at, byte in places:
            data[at % len(data)] = byte
        path.write_bytes(data)
        for choose in (None, Choice()):
            sound(read(path, choose=choose)[0])


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=300), kind=st.sampled_from(["jsonl", "jsonl.gz", "warc", "wet.gz", "parquet"]))
def test_any_bytes_under_any_name_never_raise(data, kind):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"a.{kind}").write_bytes(data)
        cut, faults = parts([folder])
        assert cut or faults
        for part in cut:
            sound([list(documents(part, Choice(), {}))])
