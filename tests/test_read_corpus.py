"""Corpora: the one shipped, folders of any kind, and what is wrong with broken ones."""

import json
import shutil

import pytest

from koujing.read.article import InputFault
from koujing.read.corpus import FOLDER_VARIABLE, SHIPPED, article_record, load_corpus, manifest, read_all, read_article

NAMES = [
    "000_d7d50abeb46771f2",
    "001_12a46af68e6344af",
    "002_82101efb914fe24b",
    "003_3c6693a0252bcc99",
    "004_3bbb9dac830e0b0d",
]


@pytest.fixture
def corpus(tmp_path):
    """A copy of the corpus that a test may break."""
    shutil.copytree(SHIPPED / "articles", tmp_path / "articles")
    shutil.copy(SHIPPED / "manifest.csv", tmp_path)
    return tmp_path


def fault_of(folder):
    with pytest.raises(InputFault) as caught:
        load_corpus(folder)
    assert "\n" not in str(caught.value) and caught.value.cure
    return caught.value


def test_the_shipped_corpus_has_five_articles_sorted_by_name(monkeypatch):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert NAMES == [article.name for article in load_corpus()]


def test_the_manifest_agrees_with_the_pages():
    for file, row in manifest(SHIPPED).items():
        article = read_article(SHIPPED / "articles" / file)
        assert (row["sha256"], row["title"], row["published_raw"], row["site"]) == (
            article.sha256,
            article.title,
            article.published_raw or "",
            article.author_or_site or "",
        )
        assert row["published"] in ("", article.published)
        assert row["rights"]


def test_a_damaged_date_is_kept_as_printed():
    row = manifest(SHIPPED)["003_3c6693a0252bcc99.txt"]
    assert ("", "20254/6") == (row["published"], row["published_raw"])


def test_a_changed_byte_is_named(corpus):
    file = corpus / "articles" / f"{NAMES[2]}.txt"
    file.write_bytes(file.read_bytes() + b"\n")
    fault = fault_of(corpus)
    assert file.name in fault.file and "sha256" in fault.fault


def test_a_row_without_file_and_a_file_without_row_are_named(corpus):
    (corpus / "articles" / f"{NAMES[0]}.txt").rename(corpus / "articles" / "other.txt")
    articles, faults = read_all([corpus])
    assert NAMES[1:] == [article.name for article in articles]
    assert ["has no row in manifest.csv", "has a row in manifest.csv but does not exist"] == [
        fault.fault for fault in faults
    ]


@pytest.mark.parametrize(
    "text",
    ["", "file,sha256\n", "a,b\n1,2\n", "file,sha256\n,\n", "file,sha256\na.txt,1\na.txt,1\n", 'file,sha256\n"a\n'],
)
def test_a_broken_manifest_is_one_fault(corpus, text):
    (corpus / "manifest.csv").write_text(text)
    fault_of(corpus)


def test_what_the_manifest_says_goes_before_what_the_page_says(corpus):
    table = (corpus / "manifest.csv").read_text(encoding="utf-8")
    (corpus / "manifest.csv").write_text(table.replace(",,20254/6,", ",2025-04-07,20254/6,"), encoding="utf-8")
    assert "2025-04-07" == load_corpus(corpus)[3].published


def test_any_folder_is_a_corpus_and_the_environment_may_name_it(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("标题\n会打电话。", encoding="gb18030")
    (tmp_path / "sub" / "a.html").write_text("<h1>标题</h1><p>会发短信。", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert [("a", "utf-8"), ("b", "gb18030")] == [(article.name, article.encoding) for article in load_corpus()]


def test_a_bad_file_among_good_ones_is_skipped_and_reported(tmp_path):
    (tmp_path / "good.txt").write_text("标题\n会发短信。", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    articles, faults = read_all([tmp_path, tmp_path / "gone.txt"])
    assert ["good"] == [article.name for article in articles]
    assert ["binary.txt", "empty.txt", "gone.txt"] == sorted(fault.file.rsplit("/", 1)[-1] for fault in faults)


def test_folders_with_nothing_to_read_and_missing_folders_are_faults(tmp_path):
    assert "holds no article" in fault_of(tmp_path).fault
    assert "no such file or folder" in fault_of(tmp_path / "gone").fault


def test_files_of_one_stem_get_names_of_their_own(tmp_path):
    for name in ("a/x.txt", "b/x.txt", "b/x.md", "y.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("标题\n会发短信。", encoding="utf-8")
    articles, faults = read_all([tmp_path, tmp_path / "y.txt"])
    assert ["a-x", "b-x.md", "b-x.txt", "y"] == sorted(article.name for article in articles)
    assert () == faults


def test_the_record_of_an_article_has_the_fields_of_the_contract():
    article = load_corpus(SHIPPED)[3]
    record = article_record(article, {"stage.reminder": 1})
    assert [
        "article",
        "encoding",
        "sha256",
        "title",
        "published",
        "author_or_site",
        "body",
        "comments",
        "damage",
        "stage_sequence",
    ] == list(record)
    coded = json.loads((SHIPPED / "coding/gold/articles.json").read_text(encoding="utf-8"))[article.name]
    assert coded["comments"] == record["comments"]
    assert record == json.loads(json.dumps(record))


def test_the_same_text_in_any_encoding_is_the_same_article(tmp_path):
    raw = (SHIPPED / "articles" / f"{NAMES[1]}.txt").read_bytes().decode("utf-8")
    seen = set()
    for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"):
        file = tmp_path / f"{codec}.txt"
        file.write_bytes(raw.encode(codec))
        article = read_article(file)
        seen.add((article.raw, article.regions, article.sentences, article.damage))
    assert 1 == len(seen)
