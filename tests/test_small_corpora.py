"""The notebooks' prose on corpora that lack something: claims, a second article, dates, Chinese, our lender.

The notebooks' code cells are run here, without kernels and figures, and their templates filled: `koujing run` in small.
"""
import json
import re
from pathlib import Path

import pytest

from koujing.prose import pieces
from koujing.read.corpus import FOLDER_VARIABLE
from koujing.report import contents, headlines, inventory, judged, trial
from koujing.show import figures

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
NAMES = [f"0{number}" for number in range(9)]  # 09 reads the codings shipped, whatever the corpus; 10 is run by the collection
CORPORA = {
    "no claim": ("如何泡一杯好茶\n\n先把水烧开，再放入茶叶。\n",
                 "周末去公园\n\n天气很好，我们去公园散步。\n"),
    "one article": ("微粒贷逾期会上门吗\n2024-05-06 10:20\n\n首先会发短信。随后会委托第三方催收。一般不会上门催收。\n",),
    "no dates": ("借呗逾期会怎么样\n\n借呗逾期后会发短信提醒。借呗一般不会上门催收。\n",
                 "花呗逾期会怎么样\n\n花呗逾期后不会联系家人，会打电话催收，也会发短信。\n"),
    "English": ("Collection in China\n\nCollectors call. Nobody visits the home.\n", "Overdue\n\nA reminder is sent.\n"),
}
ODD = re.compile(r"\b0 of 0\b|not defined over|: none\b|\bno stage\b|\b1 articles\b|0 articles")


def filled(path):
    """The notebook's markdown cells in order, as they read once all code cells have run: (id, text, whether computed)."""
    space, texts = {"__name__": "__main__"}, []
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
    for cell in (cell for cell in cells if cell["cell_type"] == "markdown"):
        ours = cell["metadata"].get("koujing", {})
        others = (other["template"] for other in ours.get("otherwise", ()) if eval(other["if"], space))
        template = next(others, ours.get("template"))
        if template is None:
            texts.append((cell["id"], "".join(cell["source"]), False))
        else:
            parts = [text if part is None else eval(part, space) for text, part in pieces(template)]
            texts.append((cell["id"], "".join(parts), True))
    return texts


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    for name in dir(figures):
        if callable(getattr(figures, name)):
            monkeypatch.setattr(figures, name, lambda *_, **__: None)
    for module, name in ((trial, "scores_table"), (headlines, "scores_table"), (contents, "scores_table"),
                         (inventory, "damage_by_hand"), (judged, "judged_pairs")):
        monkeypatch.setattr(module, name, COUNTED.setdefault(name, Once(getattr(module, name))))


class Once:
    """A function of the shipped codings, called once for all notebooks."""

    def __init__(self, function):
        self.function, self.known = function, {}

    def __call__(self, *arguments):
        key = repr(arguments)
        if key not in self.known:
            self.known[key] = self.function(*arguments)
        return self.known[key]


COUNTED = {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("corpus", CORPORA)
def test_the_prose_is_true_of_a_corpus_that_lacks_something(corpus, name, tmp_path, monkeypatch):
    for number, text in enumerate(CORPORA[corpus]):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.chdir(NOTEBOOKS)
    (path,) = NOTEBOOKS.glob(f"{name}-*.ipynb")
    texts = filled(path)
    assert any(computed for _, _, computed in texts)
    computed = "\n".join(text for _, text, from_cells in texts if from_cells)
    assert not re.search(r"\bnan\b|<NA>|\bNone\b(?! (?:of|speaks|says|that))|inf\b", computed)
    headings = [line for line in computed.splitlines() if line.startswith("#")]
    assert [] == [line for line in headings if ODD.search(line)]
    everything = "\n".join(text for _, text, _ in texts)
    ours = re.sub(r"(?s)The articles that come with this collection.*?all that follows", "", everything)
    assert not re.search(r"\b[Ff]ive articles(?! shipped)|\b00[0-4]\b|_[0-9a-f]{16}", ours)
    if corpus in ("no claim", "English"):
        assert "has the wrong company" not in ours and "Weilidai is a product" not in ours
