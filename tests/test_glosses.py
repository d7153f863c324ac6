"""Every sentence that is quoted as evidence has an English rendering, and every rendering its sentence."""
import json
import re
from pathlib import Path

import pytest

from koujing.compare.trust import load_coding
from koujing.read.corpus import load_corpus
from koujing.tables import glosses

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
QUOTED = re.compile(r"“([^”]+)”")  # how evidence cards set a quote in plain text


@pytest.fixture(scope="module")
def rendered():
    return set(glosses()["quote"])


@pytest.fixture(scope="module")
def sentences():
    """Every sentence of the articles, without the stray words' marks that a card may add."""
    return {article.text(sentence) for article in load_corpus() for sentence in article.sentences}


def quoted(path, sentences):
    """The sentences of the articles that a notebook's stored outputs quote."""
    found = set()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            text = "".join(output.get("text", "")) + "".join("".join(part) for kind, part in output.get("data", {}).items()
                                                            if kind == "text/plain")
            found |= set(QUOTED.findall(text)) & sentences
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_sentence_that_a_notebook_quotes_is_rendered_in_english(path, rendered, sentences):
    assert set() == quoted(path, sentences) - rendered, "add an English rendering to corpus/glosses.csv"


def test_the_search_for_quotes_finds_some(sentences):
    assert sum(len(quoted(path, sentences)) for path in NOTEBOOKS) > 20


def test_every_hand_coded_sentence_is_rendered_in_english(rendered):
    assert set() == {claim.quote for claim in load_coding("gold").claims} - rendered


def test_a_rendering_is_english_and_stands_at_its_sentence():
    raw = {article.name: article.raw for article in load_corpus()}
    table = glosses()
    assert all(raw[row.article][row.start:row.end] == row.quote for row in table.itertuples())
    assert not table["quote"].duplicated().any()
    assert all(len(row.gloss_en) > len(row.quote) for row in table.itertuples()), "a rendering is longer than its Chinese"
