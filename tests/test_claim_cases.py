"""Short cases by phenomenon and by voice (`cases/claims/*.jsonl`): each text, what it claims by the codebook, its gloss.

A case passes when items, bases, stances and values are exactly those coded. `known_failures.txt` names the cases that the
rules do not yet read right; when one starts to pass, the suite fails until its line is taken out.
"""
import json
from collections import Counter
from pathlib import Path

import pytest

from koujing.code.codebook import items, table
from koujing.code.extract import extract
from koujing.read.article import Article, Sentence
from koujing.read.regions import regions
from koujing.read.sentences import sentences

FOLDER = Path(__file__).parent / "cases" / "claims"
CASES = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
TITLE = "逾期问答"  # questions and answers on overdue loans
FAILING = set((FOLDER / "known_failures.txt").read_text(encoding="utf-8").split())


def article(text):
    """A page with a title and the text, less its furniture; a single line is prose, of several the reader tells headings."""
    raw = f"{TITLE}\n{text}"
    found = regions(raw)
    read = sentences(raw, found)
    if "\n" not in text:
        read = tuple(Sentence(s.start, s.end, "prose", s.region, s.line) for s in read)
    return Article("case", raw, "utf-8", "", None, None, None, None, found, read)


def told(case):
    """Whether the rules read the case right."""
    found = Counter((claim.item, claim.basis, claim.stance, claim.value) for claim in extract(article(case["text"])))
    return found == Counter((row["item"], row["basis"], row["stance"], row["value"]) for row in case["claims"])


def marks(case):
    """The mark of a case: an expected failure where it is listed as one."""
    return pytest.mark.xfail(strict=True) if case["id"] in FAILING else ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case)) for case in CASES])
def test_a_case_is_read_right(case):
    assert told(case), case["text"]


def test_cases_are_whole_and_many():
    ids = [case["id"] for case in CASES]
    stances = {row["stance"] for row in table("stances")}
    assert len(ids) == len(set(ids)) >= 600 and len({case["phenomenon"] for case in CASES}) >= 15
    assert set(ids) >= FAILING
    assert all(case["gloss"] and all(row["item"] in items() and row["stance"] in stances for row in case["claims"])
               for case in CASES)
