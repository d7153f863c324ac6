"""Checking tables and folders: ours are sound, and each kind of fault is named with its file, line and cure."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

from koujing.check import cells, tables
from koujing.check.corpus import faults as corpus_faults
from koujing.read.rows import placed, read, table_files

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
ITEM = "item,family,pole,zh,en,label,asks\n"
STANCE = "stance,basis,rank,zh,en,colour,ink,means\n"
CUE = "id,layer,means,needs,pattern,gloss,example,counter\n"


def koujing(*arguments, **settings):
    """What the command line said, called in a process of its own, as tables are read once in each."""
    return subprocess.run([sys.executable, "-m", "koujing", *map(str, arguments)], cwd=NOTEBOOKS, capture_output=True, text=True,
                          encoding="utf-8", env={**os.environ, **settings})


def test_our_own_tables_have_no_fault():
    assert [] == tables.faults()


def test_every_column_of_every_table_has_a_kind():
    found = {name: list(columns) for name, columns in tables.kinds().items()}
    assert found == {name: list(read(path)[0]) for name, path in table_files().items()}
    assert {kind for columns in tables.kinds().values() for kind in columns.values()} == {
        row["kind"] for row, _, _ in read(tables.HERE / "kinds.csv")[1]}


@pytest.mark.parametrize("name, text, line, fault", [
    ("items.csv", ITEM + "stage.x,stage,,甲,x,甲 x,asks\n", 2, "has no cue"),
    ("items.csv", ITEM + "stage.x,stage,甲,x,甲 x,asks\n", 2, "has 6 cells"),
    ("items.csv", ITEM + "stage.x,step,,甲,x,甲 x,asks\n", 2, "'step' is unknown to the program"),
    ("items.csv", ITEM + "channel.x,stage,,甲,x,甲 x,asks\n", 2, "not named after its family"),
    ("items.csv", ITEM + "rule.hours,rule,never,甲,x,甲 x,asks\n", 2, "'never' is no pole"),
    ("items.csv", ITEM + "rule.hours,rule,,甲,x,甲 x,asks\n", 2, "pole is for items of the family rule"),
    ("items.csv", ITEM + "stage.visit,stage,,,x,甲 x,asks\n", 2, "zh is empty"),
    ("items.csv", ITEM + "stage.visit,stage,,甲,x,=1+1,asks\n", 2, "begins like a formula"),
    ("items.csv", ITEM + ",stage,,甲,x,甲 x,asks\n", 2, "has nothing under item"),
    ("items.csv", ITEM + "stage.visit,stage,,甲,x,甲 x,asks\n\nstage.visit,stage,,乙,y,乙 y,asks\n", 4, "has the key"),
    ("items.csv", "item,family,zh\nstage.x,stage,甲\n", 1, "lacks the column pole"),
    ("items.csv", "colour," + ITEM + "red,stage.x,stage,,甲,x,甲 x,asks\n", 1, "has the column colour"),
    ("items.csv", "item,item\na,b\n", 1, "one name twice"),
    ("items.csv", ITEM.strip() + ",drop\nstage.none,,,,,,,yes\n", 2, "drops 'stage.none', which is not there"),
    ("items.csv", ITEM.strip() + ",drop\nstage.visit,stage,,甲,x,甲 x,asks,no\n", 2, "'no' stands under drop"),
    ("stances.csv", "stance,drop,basis,rank,zh,en,colour,ink,means\nrare,yes,,,,,,,\n", None, "lacks the row rare"),
    ("stances.csv", STANCE + "rare,practice,1,罕见,rare,red,#000000,seldom\n", 2, "'red' is no colour"),
    ("stances.csv", STANCE + "rare,practice,1,罕见,rare,#94c4df,#94c4dd,seldom\n", 2, "contrast"),
    ("stances.csv", STANCE + "odd,practice,1,奇,odd,#94c4df,#000000,seldom\n", 2, "'odd' is unknown"),
    ("conditions.csv", "condition,zh,en,means\nrain,雨,rain,it rains\n", None, "no mark for the condition rain"),
    ("limits.csv", "limit,pattern,gloss,example,counter\nbig,(大额,big sums,大额欠款,小额\n", 2, "no regular expression"),
    ("limits.csv", "limit,pattern,gloss,example,counter\nbig,(?:大+)+额,big sums,大额欠款,小额\n", 2, "can take for ever"),
    ("cues_items.csv", CUE + "x.word,item,stage.none,,甲,x,甲,乙\n", 2, "means 'stage.none'"),
    ("cues_items.csv", CUE + "x.word,item,stage.visit,,(甲,x,甲,乙\n", 2, "unbalanced bracket"),
    ("cues_items.csv", CUE + "x.word,item,stage.visit,,{none}甲,x,甲,乙\n", 2, "names the class {none}"),
    ("cues_items.csv", CUE + "neg.will_not,item,stage.visit,,甲,x,甲,乙\n", None, "stands in"),
    ("cues_items.csv", CUE + "operator.none,item,fact.operator,tie,甲乙,x,甲乙,乙\n", 2, "names no operator"),
    ("itmes.csv", ITEM, None, "is no table of the codebook"),
])
def test_a_fault_of_a_table_is_named_with_file_line_and_cure(tmp_path, name, text, line, fault):
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = [row for row in map(str, tables.faults(tmp_path, laid_only=True)) if fault in row]
    assert len(said) == 1 and "; " in said[0] and "\n" not in said[0]
    assert line is None or f"{name}, line {line}: " in said[0]


def test_rows_are_held_against_their_examples_in_the_codebook_in_use(tmp_path):
    (tmp_path / "limits.csv").write_text("limit,pattern,gloss,example,counter\nbig,大额,big sums,小额,大额\n", encoding="utf-8")
    (tmp_path / "cues_items.csv").write_text(CUE + "x.word,item,stage.visit,,甲乙丙,x,丁戊,乙\n", encoding="utf-8")
    done = koujing("check", "--codebook", tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    for said in ("limits.csv, line 2: does not match its example '小额'; mend",
                 "limits.csv, line 2: matches its counter-example '大额'; mend",
                 "cues_items.csv, line 2: does not match its example '丁戊'; mend", "tables: 3 faults"):
        assert 1 == done.stderr.count(said), done.stderr


@pytest.mark.parametrize("data, fault", [
    (b"\xff\xfe\x00", "is not UTF-8"), (b"", "is no header"), (b'item,family\n"a,b\n', "is no CSV")])
def test_a_file_that_is_no_table_is_one_line(tmp_path, data, fault):
    (tmp_path / "items.csv").write_bytes(data)
    assert 1 == sum(fault in str(said) for said in tables.faults(tmp_path, laid_only=True))


def test_a_codebook_with_a_fault_is_not_used(tmp_path):
    (tmp_path / "items.csv").write_bytes(b"")
    done = koujing("claims", "--codebook", tmp_path, NOTEBOOKS / "none.txt")
    assert done.returncode == 2 and "is no header" in done.stderr and "none.txt" not in done.stderr


def test_a_codebook_that_is_no_folder_ends_with_status_2(tmp_path):
    done = koujing("check", "--codebook", tmp_path / "none")
    assert done.returncode == 2 and "is no folder; give a folder with tables" in done.stderr


@pytest.mark.parametrize("pattern, bad", [
    ("(a+)+", True), ("(?:a|b+)*", True), ("(?:a*b?)+", True), ("((a+))+b", True), ("(?=(?:a+)+)", True),
    ("(a+b)+", False), ("(?:第[0-9]+款)+", False), ("(?:ab){2,5}", False), ("a+b+", False), ("(?:a{1,3})+", False)])
def test_a_repetition_of_a_mere_repetition_is_refused(pattern, bad):
    assert bad == bool(list(cells.faults("regex", pattern, ())))


def test_rows_are_laid_over_ours_by_their_key(tmp_path):
    (tmp_path / "operators.csv").write_text("value,zh,en,drop\nnew,新,new,\nant,蚂,Ant!,\nother,,,yes\n", encoding="utf-8-sig")
    path = table_files()["operators"]
    ours = [row["value"] for row, _, _ in placed(path.parent, "operators", None)]
    laid = placed(path.parent, "operators", tmp_path)
    assert ["webank", "ant", "other"] == ours and ["webank", "ant", "new"] == [row["value"] for row, _, _ in laid]
    assert ({"value": "ant", "zh": "蚂", "en": "Ant!"}, tmp_path / "operators.csv", 3) == laid[1]


def test_a_corpus_is_checked_with_its_glosses(tmp_path):
    (tmp_path / "a.txt").write_text("借呗会发短信。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    rows = "article,start,end,quote,gloss_en\na,0,2,借呗,Jiebei\na,1,3,借呗,J\na,x,3,借呗,J\n"
    (tmp_path / "glosses.csv").write_text(rows, encoding="utf-8")
    expected = ("b.txt: is empty", "line 3: quote is not", "line 4: start or end")
    said = [str(fault) for fault in corpus_faults(tmp_path)]
    assert len(said) == 3 and all(part in line for part, line in zip(expected, said, strict=True))
