"""Short texts by the way they present an order (`cases/sequences.jsonl`): each text, the stage sequence that it gives by
codebook §6 or null, its gloss, and whether it was written before the rules or after.

`sequences_known_failures.txt` names the cases that the rules do not yet read right; when one starts to pass, the suite fails
until its line is taken out.
"""
import json
from pathlib import Path

import pytest

from koujing.code.codebook import items
from koujing.code.extract import extract
from koujing.code.sequence import stage_sequence
from koujing.read.article import Article, Region
from koujing.read.corpus import read_article
from koujing.read.sentences import sentences

FOLDER = Path(__file__).parent / "cases"
CODING = Path(__file__).parents[1] / "corpus" / "coding"
CASES = [json.loads(line) for line in (FOLDER / "sequences.jsonl").read_text(encoding="utf-8").splitlines()]
FAILING = set((FOLDER / "sequences_known_failures.txt").read_text(encoding="utf-8").split())


def told(case):
    """The sequence that the rules read in the case."""
    text = case["text"]
    regions = (Region(0, len(text), "body"),)
    article = Article("case", text, "utf-8", "", None, None, None, None, regions, sentences(text, regions))
    return stage_sequence(article, extract(article))


def marks(case):
    """The mark of a case: an expected failure where it is listed as one."""
    return pytest.mark.xfail(strict=True) if case["id"] in FAILING else ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case)) for case in CASES])
def test_a_case_gives_its_sequence(case):
    assert told(case) == case["sequence"], case["text"]


def test_cases_are_whole_and_many():
    ids = [case["id"] for case in CASES]
    stages = {item for item in items() if item.startswith("stage.")}
    assert len(ids) == len(set(ids)) >= 30 and set(ids) >= FAILING
    assert all(case["gloss"] and case["written"] in ("before", "after") for case in CASES)
    assert sum(case["written"] == "before" for case in CASES) * 2 >= len(CASES)
    assert sum(case["sequence"] is None for case in CASES) >= 8
    for sequence in (case["sequence"] for case in CASES if case["sequence"]):
        assert set(sequence) <= stages and len(sequence) >= 2
        assert set(sequence.values()) == set(range(1, max(sequence.values()) + 1))


@pytest.mark.parametrize(("name", "least"), [("dev", 15), ("dev2", 75)])
def test_written_articles_keep_the_sequences_read_right(name, least):
    coded = json.loads((CODING / name / "articles.json").read_text(encoding="utf-8"))
    right, invented = 0, []
    for stem, facts in coded.items():
        article = read_article(CODING / name / "articles" / f"{stem}.txt")
        found = stage_sequence(article, extract(article))
        right += found == facts["stage_sequence"]
        invented += [stem] if found and not facts["stage_sequence"] else []
    assert right >= least and invented == []
