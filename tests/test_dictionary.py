"""The data dictionary: every column of every table is described, and nothing else is."""
import json
import re

import pytest

import koujing as kj
from koujing import dictionary
from koujing.engine.rows import COLUMNS

TYPES = {"str": "string", "object": "string", "int64": "integer", "Int64": "integer", "float64": "number", "Float64": "number",
         "bool": "boolean", "boolean": "boolean"}


@pytest.fixture(scope="module")
def tables():
    return kj.all_tables(kj.load_corpus())


def test_every_column_is_described_with_its_type(tables):
    for name, table in tables.items():
        told = {field["name"]: field["type"] for field in dictionary.fields(name, table.columns)}
        assert told == {column: TYPES[str(kind)] for column, kind in table.dtypes.items()}, name


def test_every_description_describes_a_column_or_a_table(tables):
    used = {dictionary.key(name, column) for name, table in tables.items() for column in table.columns}
    used |= {dictionary.key(name, column) for name, columns in COLUMNS.items() for column in columns}
    assert set(dictionary.rows()) == used | {(name, "") for name in {*tables, *COLUMNS}}


def test_a_column_that_nothing_describes_is_refused():
    with pytest.raises(KeyError, match="describes no column 'mood' of 'claims'"):
        dictionary.fields("claims", ["mood"])


def test_a_number_has_a_unit_or_a_meaning_that_tells_its_scale():
    for place, row in dictionary.rows().items():
        assert row["meaning"] and (place[1] == "" or row["type"] in ("string", "integer", "number", "boolean")), place
        assert row["type"] != "number" or row["unit"] or "weight" in row["meaning"], place


def test_the_package_and_the_page_name_the_same_columns(tables):
    columns = {name: list(table.columns) for name, table in tables.items()}
    package = json.loads(dictionary.package(columns))
    assert {one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]} == columns
    assert all(one["path"] == f"{one['name']}.csv" for one in package["resources"])
    page = dictionary.page(columns).decode("utf-8")
    told = {part.split(".csv")[0]: re.findall(r"^\| `(\w+)` \|", part, re.M) for part in page.split("\n## ")[1:]}
    assert told == columns


def test_an_offset_of_two_sides_says_which():
    first, second = dictionary.fields("shared", ["start_a", "start_b"])
    assert first["unit"] == "code points" and "first of the two" in first["description"] and "second" in second["description"]
