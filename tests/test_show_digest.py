"""The text of a figure: equal data give equal digests, whatever their types and platform; changed data do not."""
import base64
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

from koujing import notebooks, pages
from koujing.show.digest import digest, plain, said

TABLE = pd.DataFrame({"item": ["channel.sms", "短信"], "count": [3, 0], "share": [1 / 3, None], "own": [True, False]})
SAME = "e4a96c1bcb0e"


def test_the_digest_is_the_same_on_every_system_and_python():
    assert digest([TABLE]) == SAME


@pytest.mark.parametrize("change", [
    lambda table: table.astype({"count": "int32"}), lambda table: table.astype({"count": "Int64", "share": "Float64"}),
    lambda table: table.astype({"count": "float64"}), lambda table: table.astype("object"),
    lambda table: table.astype({"item": "object"}), lambda table: table.astype({"own": "boolean", "item": "category"}),
    lambda table: table.assign(share=[np.nextafter(1 / 3, 1), np.nan]), lambda table: table.set_index("item"),
    lambda table: table.set_axis([7, 9]), lambda table: table.assign(share=pd.Series([1 / 3, pd.NA], dtype="object")),
])
def test_types_indexes_and_last_bits_change_nothing(change):
    assert digest([change(TABLE)]) == SAME


@pytest.mark.parametrize("change", [
    lambda table: table.assign(count=[3, 1]), lambda table: table.assign(share=[0.33333, None]), lambda table: table[::-1],
    lambda table: table.rename(columns={"own": "other"}), lambda table: table[["count", "item", "share", "own"]],
    lambda table: table.assign(item=["channel.sms", "短"]), lambda table: table.head(1),
    lambda table: table.assign(count=["3", "0"]),
    lambda table: table.assign(share=[1 / 3, 0]),
])
def test_every_change_of_a_value_a_name_or_the_order_changes_the_digest(change):
    assert digest([change(TABLE)]) != SAME


def test_two_tables_are_not_one():
    assert len({digest([TABLE, TABLE]), digest([pd.concat([TABLE, TABLE])]), digest([TABLE]), digest([])}) == 4


def test_a_cell_is_plain_json():
    cells = [np.int64(3), np.float64(3), np.bool_(True), pd.NA, pd.NaT, None, np.nan, "a", ("a", 1.0), np.str_("b"), -0.0, 1e-12]
    assert json.dumps([plain(cell) for cell in cells]) == '[3, 3, true, null, null, null, null, "a", ["a", 1], "b", 0, "1e-12"]'


def test_what_is_said_of_two_tables():
    assert said("f", "T", [TABLE, TABLE.head(1)]).startswith("f: T | data 2 × 4 + 1 × 4, sha256 ")
    assert said("f", "T", []).startswith("f: T | data none, sha256 ")




def test_in_a_notebook_the_picture_comes_with_its_text_and_an_alternative_text(tmp_path):
    code = ("from koujing.show import figures\n"
            "figures.word_cloud({'催收': 3, '短信': 1}, title='A \"title\" <b>', caption='n = 2 words.')")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, id="one"), nbformat.v4.new_code_cell("1", id="two")])
    path = tmp_path / "book.ipynb"
    nbformat.write(book, path)
    (tmp_path / "koujing").symlink_to(Path(notebooks.__file__).parent)
    done = notebooks.execute(path)
    [output] = done.cells[0].outputs
    assert output.data["text/plain"].startswith('word_cloud: A "title" <b> | data 2 × 3, sha256 ')
    assert output.metadata["image/png"]["alt"] == 'A "title" <b> n = 2 words.'
    assert base64.b64decode(output.data["image/png"]).startswith(b"\x89PNG")
    assert len(done.cells[1].outputs) == 1, "the figure is not shown again"
    page = pages.notebook_page(done, "book", ["book"]).decode("utf-8")
    found, reader = [], HTMLParser()
    reader.handle_starttag = lambda tag, attributes: found.append(dict(attributes)["alt"]) if tag == "img" else None
    reader.feed(page)
    assert found == ['A "title" <b> n = 2 words.']


def test_the_digest_costs_no_import_of_pandas():
    script = "import sys, koujing.show.digest; print({'pandas', 'numpy', 'matplotlib'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(notebooks.__file__).parents[1], capture_output=True,
                          text=True, check=True)
    assert done.stdout == "set()\n"
