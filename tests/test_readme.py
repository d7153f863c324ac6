"""What the two READMEs promise is what the collection holds: the same answer, numbers, questions, commands and links."""
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_report_notebooks import COLLECTION, NO_RESULT, ROOT, numbers, read, shown

START = read(ROOT / "notebooks" / "00-start-here.ipynb")
ENGLISH, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
BOTH = pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])


def section(text, heading):
    """What stands under a heading of level 2, up to the next one."""
    return re.split(r"^## ", text.split(f"\n## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0].strip()


def answer():
    """The first paragraph of 00-start-here."""
    return START[0]["source"].partition("\n")[2].strip()


def results(text):
    return numbers(NO_RESULT.sub(" ", text))


def test_the_bottom_line_is_the_answer_of_the_first_notebook():
    assert answer().split() == section(ENGLISH, "The bottom line").split("\n\n")[0].split()


def test_the_chinese_conclusion_has_the_same_numbers():
    assert results(answer()) == results(section(CHINESE, "结论").split("\n\n")[0])


@pytest.mark.parametrize(("text", "heading"), [(ENGLISH, "Limits"), (CHINESE, "局限")], ids=["en", "zh"])
def test_scores_are_those_that_the_first_notebook_shows(text, heading):
    line = next(line for line in re.split(r"\n- ", section(text, heading)) if "F1" in line)
    scores = {number for number in re.findall(r"\b0\.\d\d\b|(?<!\d)0\.\d\d(?!\d)", line)}
    table = next(cell for cell in START if cell["id"] == "trust-table")
    assert 2 == len(scores)
    assert set() == {score for score in scores if score not in shown([table])}


@BOTH
def test_every_notebook_is_linked(text):
    assert set(COLLECTION) == set(re.findall(r"\]\(notebooks/([\w-]+)\.ipynb\)", text))


def test_the_reading_order_asks_what_the_notebooks_ask():
    table = dict(re.findall(r"^\| \[([\w-]+)\]\(.*?\) \| (.+?) \|$", ENGLISH, re.MULTILINE))
    asked = {name: read(ROOT / "notebooks" / f"{name}.ipynb")[0]["source"].splitlines()[0] for name in COLLECTION}
    assert COLLECTION == list(table)
    assert asked == {name: f"# {question}" for name, question in table.items()}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [] == [link for link in links if "://" not in link and not (ROOT / link).exists()]


@BOTH
def test_commands_exist(text):
    help_text = subprocess.run([sys.executable, "run.py", "--help"], cwd=ROOT, capture_output=True, text=True).stdout
    named = set(re.findall(r"python3 run\.py (\w+)", text))
    assert {"lab", "test", "koujing"} == named
    assert {command for command in named if re.search(rf"^  {command} ", help_text, re.MULTILINE)} == named
    from koujing.__main__ import main
    for command, options in re.findall(r"python3 run\.py koujing (\w+) ([^#\n]*)", text):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert 0 == end.value.code, options


@BOTH
def test_the_python_named_is_the_oldest_that_run_py_takes(text):
    oldest = re.search(r"^OLDEST = \((\d+), (\d+)\)", Path(ROOT / "run.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"Python {oldest[1]}.{oldest[2]}" in text


def test_the_citation_names_the_version_and_the_licence():
    from koujing import __version__

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "\nlicense: MIT\n" in citation and "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
