"""Folders as they are found: what is no article or cannot be read, texts that stand twice, doubtful encodings, manifests."""
import csv
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from koujing import manifest
from koujing.read.article import InputFault
from koujing.read.corpus import load_corpus, notices, once, read_all, read_article
from koujing.read.encodings import SURE, garbled, guess
from koujing.read.files import LARGEST, listing, passed_over, read_file
from koujing.tables import articles_table

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
TEXT = "借呗逾期后会怎么样\n\n借呗逾期后，平台会发送短信提醒。三个月后可能起诉，一般不会上门催收。\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="no pipes and links there")


def koujing(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "koujing", *map(str, arguments)], cwd=NOTEBOOKS, capture_output=True, timeout=60,
                          **options)


@pytest.mark.parametrize("codec, encoding", [
    ("utf-8", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ("hz", "hz")])
def test_a_text_of_some_length_is_read_surely_in_every_encoding(codec, encoding):
    assert (TEXT, encoding, 1.0) == guess(TEXT.encode(codec))


@pytest.mark.parametrize("text, codec", [
    ("紧急", "utf-16-le"), ("樓", "big5"), ("×", "utf-8"), ("天数", "utf-16-le"), ("，", "gbk"), ("被找", "big5hkscs"),
    ("失业", "gbk")])
def test_a_piece_of_few_bytes_is_never_misread_in_silence(text, codec):
    read, _, confidence = guess(text.encode(codec))
    assert read == text or confidence < SURE


def test_a_charset_that_the_page_declares_and_a_second_opinion_make_surer():
    bare = guess("逾期，x".encode("gbk"))
    declared = guess(b'<meta charset="gb2312">' + "逾期，x".encode("gbk"))
    assert bare[1] == declared[1] == "gb18030" and bare[2] <= declared[2]


@pytest.mark.parametrize("through", ["gb18030", "latin-1"])
def test_a_text_that_was_saved_in_a_wrong_encoding_is_refused(through):
    spoiled = (TEXT * 3).encode("utf-8").decode(through, "replace")
    assert garbled(spoiled) and not garbled(TEXT)
    with pytest.raises(InputFault, match="wrong encoding"):
        guess(spoiled.encode("utf-8"))
    with pytest.raises(InputFault, match="has lost"):
        guess((TEXT + "锟斤拷" * 9).encode("utf-8"))


def test_what_cannot_be_decoded_is_named_as_what_it_looks_like():
    with pytest.raises(InputFault, match="takes it for"):
        guess(("대출 연체 후에는 문자로 알려 드립니다. " * 20).encode("euc-kr"))
    with pytest.raises(InputFault, match="binary: a PDF"):
        guess(b"%PDF-1.7\n" + TEXT.encode())


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with open(path, "wb") as file:
        file.truncate(50 * 1024 * 1024)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputFault, match=f"52,428,800 bytes is more than {LARGEST:,}; split it"):
        read_file(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # kilobytes


@POSIX
def test_everything_that_is_no_article_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "inner.txt").write_text("另一篇\n\n微粒贷会打电话催收。\n", encoding="gbk")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "renamed.txt").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 9)
    done = koujing("claims", tmp_path)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1 and b"Traceback" not in done.stderr
    for name, fault in (("empty.txt", "is empty"), ("folder.txt", "is a folder"), ("pipe.txt", "is a pipe"),
                        ("broken.txt", "link to nothing"), ("self.txt", "link to nothing"), ("circle", "not followed"),
                        ("renamed.txt", "a PDF"), ("picture.txt", "is")):
        assert 1 == sum(f"/{name}: " in line and fault in line and "; " in line for line in lines), name
    assert lines[-1] == "koujing: 2 read, 8 skipped"
    assert {b'"good"', b'"inner"'} == {line.split(b",")[0].split(b": ")[1] for line in done.stdout.splitlines()}
    for name in ("pipe.txt", "broken.txt"):
        assert 2 == koujing("claims", tmp_path / name).returncode


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "locked.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "closed").mkdir()
    for path in (tmp_path / "locked.txt", tmp_path / "closed"):
        path.chmod(0)
    articles, faults = read_all([tmp_path])
    (tmp_path / "closed").chmod(0o700)
    assert ["good"] == [article.name for article in articles]
    assert 2 == sum("check its permissions" in str(fault) for fault in faults)


def test_the_same_text_counts_once_whatever_its_encoding_and_line_ends(tmp_path):
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "乙.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("gbk"))
    (tmp_path / "丙").mkdir()
    (tmp_path / "丙" / "甲.txt").write_text("另一篇\n\n微粒贷会打电话催收。\n", encoding="utf-16")
    articles, faults = read_all([tmp_path])
    assert (3, ()) == (len(articles), faults) and 3 == len({article.name for article in articles})
    kept = once(articles)
    assert [article.copies for article in kept] == [article.copies for article in load_corpus(tmp_path)]
    assert 2 == len(kept) and 1 == sum(len(article.copies) for article in kept)
    assert 1 == sum("holds the same text as" in line for line in notices(kept))
    table = articles_table(kept)
    assert 1 == (table["copies"] != "").sum()
    assert [1.0, 1.0] == list(table["confidence"])


def test_links_to_files_are_read_and_hidden_ones_are_not(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".b.txt").write_text(TEXT, encoding="utf-8")
    assert (["a.txt"], []) == ([path.name for path in listing(tmp_path)[0]], listing(tmp_path)[1])


def manifest_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_a_manifest_is_written_kept_and_read(tmp_path, capsys):
    (tmp_path / "子").mkdir()
    page = "逾期会上门吗\n发布时间：2024-05-06 来源：某某网\n\n借呗逾期后会发短信。\n"
    (tmp_path / "子" / "甲.txt").write_text(page, encoding="gbk")
    (tmp_path / "=b.txt").write_text(TEXT, encoding="utf-8")
    assert 0 == manifest.write_manifest(tmp_path)
    rows = manifest_of(tmp_path / "manifest.csv")
    assert {"'=b.txt", "子/甲.txt"} == set(rows)
    assert ("逾期会上门吗", "2024-05-06", "某某网") == tuple(rows["子/甲.txt"][name] for name in ("title", "published", "site"))
    assert {"=b", "甲"} == {article.name for article in load_corpus(tmp_path)}

    text = (tmp_path / "manifest.csv").read_text(encoding="utf-8-sig")
    changed = text.replace("2024-05-06,", "2023-01-01,").replace("rights\n", "rights,note\n").replace(",\n", ",,\n")
    changed = changed.replace("某某网,,", "某某网,mine,kept")
    (tmp_path / "manifest.csv").write_text(changed, encoding="utf-8")
    (tmp_path / "c.txt").write_text("微粒贷会打电话催收。\n", encoding="utf-8")
    assert 0 == manifest.write_manifest(tmp_path)
    rows = manifest_of(tmp_path / "manifest.csv")
    kept = rows["子/甲.txt"]
    assert 3 == len(rows) and ("2023-01-01", "mine", "kept") == (kept["published"], kept["rights"], kept["note"])
    assert "2023-01-01" == next(article for article in load_corpus(tmp_path) if article.name == "甲").published

    (tmp_path / "c.txt").write_text("微粒贷不会打电话催收。\n", encoding="utf-8")
    assert 1 == manifest.write_manifest(tmp_path) and "differs from the sha256" in capsys.readouterr().err
    with pytest.raises(InputFault, match="sha256"):
        load_corpus(tmp_path)


def test_a_manifest_of_nothing_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(InputFault):
            manifest.write_manifest(folder)
    assert [] == list(tmp_path.iterdir())


@POSIX
def test_a_full_disk_leaves_no_half_of_a_file(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    done = koujing("claims", tmp_path / "good.txt", "-o", tmp_path / "out.jsonl", preexec_fn=small)
    assert done.returncode == 2 and b"cannot be written" in done.stderr and b"make room" in done.stderr
    assert b"Traceback" not in done.stderr and ["good.txt", "out.jsonl"] == sorted(os.listdir(tmp_path))
    assert "old" == (tmp_path / "out.jsonl").read_text(encoding="utf-8")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device there")
def test_a_full_standard_output_is_one_line(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "koujing", "claims", str(tmp_path)], cwd=NOTEBOOKS, stdout=full,
                              stderr=subprocess.PIPE, timeout=60)
    assert b"standard output: cannot be written" in done.stderr and b"Traceback" not in done.stderr


def test_two_thousand_small_files_are_read_in_time_that_grows_with_them(tmp_path):
    for number in range(2_000):
        (tmp_path / f"{number:04}.txt").write_text(f"{number}\n\n借呗逾期后会发短信。\n", encoding="utf-8")
    articles, faults = read_all([tmp_path])
    assert (2_000, ()) == (len(articles), faults) and 2_000 == len(once(articles))


def test_files_of_other_kinds_are_named_and_a_markdown_title_is_its_text(tmp_path):
    for name in ("a.md", "notes.docx", "manifest.csv", ".hidden.pdf", "deep/scan.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# 微粒贷逾期会怎样\n\n逾期后会发短信提醒借款人。\n", encoding="utf-8")
    assert ["deep/scan.pdf", "notes.docx"] == [path.relative_to(tmp_path).as_posix() for path in passed_over(tmp_path)]
    article = read_article(tmp_path / "a.md")
    assert "微粒贷逾期会怎样" == article.title and article.raw.startswith("# ")
