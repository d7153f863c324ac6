"""Claims files read back: the same table from every format, and a sentence with line and cure for every bad one."""
import json

import pytest

import koujing as kj
from koujing.code.claims import Claim, Timing, frame
from koujing.compare.positions import checked
from koujing.exchange import FORMATS, claims_bytes
from koujing.read.article import InputFault

CLAIMS = [
    Claim("a", 0, 9, "=逾期后会发短信。", "channel.sms", "practice", "routine", rules=("item.sms",)),
    Claim("a", 9, 20, "三天后\u2028，若失联，会上门。", "stage.visit", "practice", "conditional",
          conditions=("unreachable", "consent"), timing=Timing("三天后", 3, None), source="law",
          laws=("《民法典》", "《消费者权益保护法》")),
    Claim("b", 4, 8, "微众银行", "fact.operator", "practice", "routine", value="webank"),
    Claim("b", 9, 20, "可以上门。", "stage.visit", "norm", "permitted"),
]
RECORD = {"article": "a", "start": 0, "end": 5, "quote": "会上门。", "item": "stage.visit", "basis": "practice",
          "stance": "routine"}


def fault(path):
    """The one line that reading the file gives."""
    with pytest.raises(InputFault) as raised:
        kj.read_claims(path)
    said = str(raised.value)
    assert "\n" not in said and said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


@pytest.fixture
def lines(tmp_path):
    """What reading JSON Lines of these records (or raw lines) says."""
    def read(*records):
        path = tmp_path / "claims.jsonl"
        said = [record if isinstance(record, str) else json.dumps(RECORD | record) for record in records]
        path.write_text("\n".join(said), encoding="utf-8")
        return fault(path)
    return read


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_written_is_read_back(tmp_path, form):
    path = tmp_path / f"claims.{form}"
    path.write_bytes(claims_bytes(CLAIMS, form))
    found, expected = kj.read_claims(path), checked(frame(CLAIMS))
    assert list(expected) == list(found) and expected.dtypes.astype(str).to_dict() == found.dtypes.astype(str).to_dict()
    for column in expected:
        assert expected[column].isna().tolist() == found[column].isna().tolist(), column
        assert expected[column].dropna().tolist() == found[column].dropna().tolist()


@pytest.mark.parametrize("change, words", [
    ({"item": "stage.party"}, "line 2 (article 'a', start 0): item 'stage.party' is not in the codebook; use an item of"),
    ({"stance": "often"}, "line 2 (article 'a', start 0): stance 'often'"),
    ({"conditions": ["full moon"]}, "line 2 (article 'a', start 0): conditions 'full moon' is not in the codebook; use those of"),
    ({"end": 0}, "line 2 (article 'a', start 0): end 0 is not after the start; give offsets"),
    ({"start": "0"}, "line 2 is no claim (a number or text is of another kind)"),
    ({"quote": None}, "line 2 is no claim (a number or text is of another kind)"),
    ({"timing": {"when": 3}}, "line 2 is no claim"),
    ('{"article": "a"}', "line 2 is no claim"), ("[1, 2]", "line 2 is no claim"), ("{", "line 2 is no claim"),
    ("[" * 9999, "line 2 is no claim"),
])
def test_a_bad_line_is_named_with_the_cure(lines, change, words):
    said = lines({"start": 9, "end": 14}, change)
    assert said.startswith(words) and "; " in said


def test_a_claim_that_stands_twice_is_named(lines):
    assert "line 3 (article 'a', start 0): item 'stage.visit' stands twice; keep one claim" in lines({}, {"start": 1}, {})


def table(tmp_path, change, form="csv"):
    """What reading a table says whose second row is changed."""
    claims = frame(CLAIMS).astype("object")
    for column, value in change.items():
        claims.loc[1, column] = value
    path = tmp_path / f"claims.{form}"
    path.write_bytes(claims.to_csv(index=False).encode("utf-8"))
    return fault(path)


@pytest.mark.parametrize("change, words", [
    ({"rank": 7}, "line 3 (article 'a', start 9): rank 7 is not in the codebook; leave the rank out"),
    ({"rank": "2.5"}, "line 3: rank '2.5' is no whole number"), ({"start": ""}, "line 3: start '' is no whole number"),
    ({"day_min": "soon"}, "line 3: day_min 'soon' is no whole number"),
    ({"source": "neighbour"}, "line 3 (article 'a', start 9): source 'neighbour'"),
])
def test_a_bad_row_of_a_table_is_named_with_the_cure(tmp_path, change, words):
    said = table(tmp_path, change)
    assert said.startswith(words) and "; " in said


@pytest.mark.parametrize("name, content, words", [
    ("empty.jsonl", b"", "holds no claims; code articles first"), ("empty.csv", b"", "is no table of claims"),
    ("header.csv", claims_bytes([], "csv"), "holds no claims"),
    ("header.parquet", claims_bytes([], "parquet"), "holds no claims"),
    ("wrong.parquet", b"PAR1 not really", "is no table of claims"), ("wrong.jsonl", b"\xff\xfe", "is not UTF-8 (byte 0)"),
    ("other.csv", b"a,b\n1,2\n", "claims lack the column 'article'"), ("claims.xlsx", b"", "ends in 'xlsx', which is no format"),
    ("wrong.csv", b"a\xff\n", "is no table of claims"),
])
def test_a_file_that_holds_no_claims_is_refused(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    assert words in fault(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot be read (No such file or directory); check the name" == fault(tmp_path / "none.csv")
