"""The worked example of a codebook of one's own: its item and product come out everywhere, by rows of tables alone."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from koujing.compare.positions import ordered_items
from koujing.read.article import InputFault
from koujing.read.rows import VARIABLE, use_codebook
from koujing.report import overlaid
from koujing.show import phrases

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
ITEM = "stage.court_enforcement"

# What a notebook would ask, in a process that has the codebook laid over.
EVERYWHERE = """
import json
import matplotlib; matplotlib.use("Agg")
import matplotlib.pyplot as plt
import koujing as kj
from koujing import tables
from koujing.compare import agreement, order, positions
from koujing.report import passed
from koujing.show import cards, figures, phrases
from koujing.show.style import missing

item = "stage.court_enforcement"
articles = kj.load_corpus(FOLDER)
made = tables.all_tables(articles)
claims, placed = made["claims"], made["positions"]
figures_shown = []
figures.contact_matrix(placed, title="t", caption="c")
figures_shown.append([text.get_text() for text in plt.gcf().findobj(matplotlib.text.Text)])
steps = made["sequences"]
figures.stage_lanes(steps, placed, "t", "c", made["consensus"], order.dissents(steps, order.consensus(steps)))
figures_shown.append([text.get_text() for text in plt.gcf().findobj(matplotlib.text.Text)])
print(json.dumps({
    "order": list(positions.ordered_items()), "stages": list(order.stages()),
    "label": kj.label(item), "value": kj.label("ant_consumer"), "card": kj.label(item) in cards.quotes(claims)._repr_html_(),
    "claims": claims.loc[claims["item"] == item, "article"].tolist(),
    "operators": claims.loc[claims["item"] == "fact.operator", ["article", "value"]].values.tolist(),
    "positions": int((placed["item"] == item).sum()), "spread": int((made["spread"]["item"] == item).sum()),
    "sequence": made["sequences"].loc[made["sequences"]["item"] == item, "step"].tolist(),
    "contradictions": made["contradictions"].loc[made["contradictions"]["item"] == "fact.operator", "why"].tolist(),
    "families": int(passed.families_table(articles, claims).iloc[-1]["stage"]),
    "figures": [any("强制执行" in text for text in texts) for texts in figures_shown], "missing": missing([kj.label(item)]),
    "title": phrases.labelled([item]),
}, ensure_ascii=False))
"""


def process(code, **settings):
    environment = {name: value for name, value in os.environ.items() if name not in (VARIABLE, "KOUJING_CORPUS")}
    return subprocess.run([sys.executable, "-c", code], cwd=NOTEBOOKS, capture_output=True, text=True, encoding="utf-8",
                          env={**environment, **settings})


@pytest.fixture(scope="module")
def seen():
    done = process(EVERYWHERE.replace("FOLDER", repr(str(overlaid.EXAMPLE))), **{VARIABLE: str(overlaid.CODEBOOK)})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_new_item_stands_in_every_table_and_figure(seen):
    assert seen["order"] == [*ordered_items()[:8], ITEM, *ordered_items()[8:]] and seen["stages"][-1] == ITEM
    assert "强制执行 court enforcement" == seen["label"] == seen["title"] and [] == seen["missing"]
    assert ["huabei-wenda", "jiebei-jingli", "jiebei-liucheng"] == sorted(set(seen["claims"]))
    assert 3 == seen["positions"] and 1 == seen["spread"] and seen["card"] and seen["families"] > 3
    assert [True, True] == seen["figures"] and [2, 5] == sorted(seen["sequence"])


def test_the_new_product_is_asked_who_runs_it(seen):
    assert [["huabei-wenda", "ant_consumer"], ["jiebei-jingli", "ant"], ["jiebei-liucheng", "ant_consumer"]] == seen["operators"]
    assert "蚂蚁消费金融 Ant Consumer Finance" == seen["value"]
    assert ["different operators: ant against ant_consumer"] == seen["contradictions"]  # on 借呗; 花呗 is another product


def test_without_the_codebook_nothing_is_changed_and_with_it_only_what_its_rows_say():
    ours, laid = overlaid.claims_with(None), overlaid.claims_with(overlaid.CODEBOOK)
    assert not ours["item"].isin([ITEM, "fact.operator"]).any()
    changed = overlaid.compared(ours, laid)
    assert {ITEM, "fact.operator", "stage.legal_action"} == set(changed["item"])
    assert {"ours"} == set(changed.loc[changed["item"] == "stage.legal_action", "with"])
    shipped = NOTEBOOKS.parent / "corpus" / "articles"
    assert not len(overlaid.compared(overlaid.claims_with(None, shipped), overlaid.claims_with(overlaid.CODEBOOK, shipped)))


def test_the_rows_of_the_example_are_told_new_from_replaced():
    rows = overlaid.rows_laid_over().set_index("key")["what"]
    assert ("new", "replaced", "replaced") == (rows[ITEM], rows["jiebei"], rows["huabei"])


def test_a_codebook_that_comes_too_late_is_refused():
    assert ordered_items()
    with pytest.raises(InputFault, match="comes too late.*start anew"):
        use_codebook(overlaid.CODEBOOK)
    late = "import os, koujing as kj; kj.label('rare'); os.environ['KOUJING_CODEBOOK'] = 'x'; from koujing.show import style; "
    done = process(late + "style.palette()")
    assert done.returncode and "was changed after tables had been read" in done.stderr.splitlines()[-1]


def test_a_codebook_can_be_chosen_in_a_notebook_before_tables_are_read():
    code = f"import koujing as kj; kj.use_codebook({str(overlaid.CODEBOOK)!r}); print(kj.label({ITEM!r}))"
    assert "强制执行 court enforcement\n" == process(code).stdout


def test_an_item_can_be_dropped(tmp_path):
    (tmp_path / "items.csv").write_text("item,drop,family,pole,zh,en,label,asks\nchannel.email,yes,,,,,,\n", encoding="utf-8")
    rows = "id,drop,layer,means,needs,pattern,gloss,example,counter\nemail.word,yes,,,,,,,\n"
    (tmp_path / "cues_items.csv").write_text(rows, encoding="utf-8")
    code = "import koujing as kj; from koujing.compare.positions import ordered_items; print('channel.email' in ordered_items())"
    assert "False\n" == process(code, **{VARIABLE: str(tmp_path)}).stdout


def test_what_the_phrases_say_of_operators_hangs_on_the_corpus():
    from types import SimpleNamespace

    ours, other = SimpleNamespace(raw="微粒贷"), SimpleNamespace(raw="借呗")
    assert "WeBank" in phrases.background([ours, other]) and "" == phrases.background([other])
