"""The commands: data on standard output, one line for a fault, the exit status, the same bytes each time."""
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "corpus" / "articles"
TEXT = "微粒贷逾期后会怎样\n\n微粒贷逾期后，平台会发送短信提醒借款人还款。\n催收人员一般不会上门。\n"


def koujing(*arguments, **environment):
    """The finished process of one command, run from the notebooks' folder."""
    return subprocess.run([sys.executable, "-m", "koujing", *map(str, arguments)], cwd=ROOT / "notebooks", capture_output=True,
                          env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment}, check=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_claims_go_to_standard_output_one_a_line(folder):
    done = koujing("claims", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert {(row["article"], row["item"], row["stance"]) for row in rows} == {
        ("good", "channel.sms", "routine"), ("good", "stage.reminder", "routine"), ("good", "stage.visit", "rare")}
    assert all(TEXT[row["start"]:row["end"]] == row["quote"] and row["rules"] for row in rows)
    assert list(rows[0]) == ["article", "start", "end", "quote", "item", "basis", "stance", "value", "conditions",
                             "timing", "source", "laws", "rules"]


def test_the_same_input_gives_the_same_bytes():
    first = koujing("claims", ARTICLES, PYTHONHASHSEED="1", TZ="UTC")
    second = koujing("claims", ARTICLES, PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="C")
    assert first.stdout == second.stdout != b""


def test_articles_have_the_fields_of_the_contract():
    done = koujing("articles", ARTICLES)
    rows = {row["article"]: row for row in map(json.loads, done.stdout.decode().splitlines())}
    coded = json.loads((ROOT / "corpus/coding/gold/articles.json").read_text(encoding="utf-8"))
    assert done.returncode == 0 and set(rows) == set(coded)
    for name, row in rows.items():
        assert list(row) == ["article", "encoding", "sha256", "title", "published", "author_or_site", "body", "comments",
                             "damage", "stage_sequence"]
        assert (row["body"], row["comments"]) == (coded[name]["body"], coded[name]["comments"])
        assert row["stage_sequence"] == coded[name]["stage_sequence"]


def test_csv_and_parquet_hold_the_same_claims(folder, tmp_path):
    import pandas as pd

    out = tmp_path / "out"
    assert koujing("claims", folder / "good.txt", "--format", "csv", "-o", out / "claims.csv").returncode == 0
    assert koujing("claims", folder / "good.txt", "--format", "parquet", "-o", out / "claims.parquet").returncode == 0
    with open(out / "claims.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pd.read_parquet(out / "claims.parquet")
    assert [row["item"] for row in rows] == list(table["item"]) and len(rows) == 3
    assert [path.name for path in sorted(out.iterdir())] == ["claims.csv", "claims.parquet"]


@pytest.mark.parametrize("name, data, fault", [
    ("empty.txt", b"", "empty"), ("binary.txt", bytes(range(256)) * 20, ""),
    ("damaged.txt", b"\xff\xfe\xff\x00\xd8\x00\xd8", "")])
def test_a_bad_file_alone_is_one_line_and_status_2(tmp_path, name, data, fault):
    (tmp_path / name).write_bytes(data)
    done = koujing("claims", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, b"")
    line = done.stderr.decode().splitlines()[0]
    assert name in line and fault in line and ";" in line and b"Traceback" not in done.stderr


def test_a_bad_file_among_good_ones_is_skipped_and_counted(folder):
    (folder / "empty.txt").write_bytes(b"")
    done = koujing("claims", folder)
    assert done.returncode == 1 and done.stdout.count(b"\n") == 3
    assert b"empty.txt" in done.stderr and b"1 read, 1 skipped" in done.stderr


def test_a_missing_path_and_an_impossible_output_are_one_line(folder):
    assert koujing("claims", folder / "nowhere.txt").returncode == 2
    (folder / "file").write_text("x", encoding="utf-8")
    done = koujing("claims", folder / "good.txt", "-o", folder / "file" / "claims.jsonl")
    assert done.returncode == 2 and b"cannot be written" in done.stderr and b"Traceback" not in done.stderr


def test_a_changed_article_of_a_corpus_is_named(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = io.StringIO()
    csv.writer(rows).writerows([["file", "sha256"], ["a.txt", "0" * 64], ["b.txt", "0" * 64]])
    (tmp_path / "manifest.csv").write_text(rows.getvalue(), encoding="utf-8")
    done = koujing("claims", tmp_path)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2 and any("a.txt" in line and "sha256" in line for line in lines)
    assert any("b.txt" in line and "does not exist" in line for line in lines)


PAGE = "<nav><a>首页</a></nav><h1>微粒贷逾期后会怎样</h1><p>催收人员<b>一般</b>不会上门。</p>\r\n<p>會寄\u200b存證信函。</p>"


def test_the_texts_that_offsets_count_in_are_written_when_asked(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(PAGE, encoding="gb18030")
    (tmp_path / "in" / "text.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("utf-16"))
    done = koujing("claims", tmp_path / "in", "--texts", tmp_path / "texts")
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["page.html", "text.txt"]
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in (tmp_path / "texts").iterdir()}
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert {row["article"] for row in rows} == set(texts) == {"page", "text"}
    assert all(texts[row["article"]][row["start"]:row["end"]] == row["quote"] for row in rows)
    assert koujing("claims", tmp_path / "texts").stdout == done.stdout  # the text alone says the same


def test_no_text_takes_the_place_of_another(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.txt").write_text("mine", encoding="utf-8")
    done = koujing("claims", tmp_path / "page.html", "--texts", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"") and b"holds another text" in done.stderr
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == "mine"
