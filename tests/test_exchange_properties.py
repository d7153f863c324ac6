"""Any text, any spans, any fields survive every format; any bytes make rows or one line, never a traceback.

`KOUJING_EXAMPLES` sets how many examples each property is tried on (default below).
"""
import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from invented import examples
from torture import article

from koujing.code.claims import Claim, Timing, frame, to_json
from koujing.code.codebook import items, table
from koujing.exchange import FORMATS, claims_bytes
from koujing.exchange.annotations import Document, document
from koujing.exchange.claims import _of_lines, _of_table
from koujing.exchange.decisions import COLUMNS, decisions, review_bytes
from koujing.exchange.formats import TARGETS, detected, read_documents, write_bytes
from koujing.exchange.memo import built, fields, flat, memo
from koujing.exchange.places import placed
from koujing.read.article import InputFault
from koujing.read.guard import guard, unguard

BACK = [target for target, (_, _, reads) in TARGETS.items() if reads]
PROFILE = examples(25)

HARD = ["\r\n", "\r", "\n", "\t", "\ufeff", "\x00", "\x0b", "\x85", "\u2028", "\u200d", "😀", "👨‍👩‍👧", "𠀀", "e\u0301",
        "]]>", "<", "&amp;", '"', "'", "=", "+1", "@", ";", "; ", "[", "conditions: x", "逾期", "上门", "\ufffe", "\U0010ffff",
        "\\u0041", "-", "＝"]
CHARACTERS = st.characters(exclude_categories=["Cs"])
PIECES = st.one_of(st.sampled_from(HARD), CHARACTERS)
TEXT, WORDS = (st.lists(PIECES, max_size=size).map("".join) for size in (30, 5))
STANCES = [(row["basis"], row["stance"]) for row in table("stances")]
TIMING = st.builds(Timing, WORDS.filter(bool), st.none() | st.integers(0, 999), st.none() | st.integers(0, 999))


@st.composite
def coded(draw):
    """`(raw, claims)`: a text and claims on spans of it, nested and overlapping, each item and stance once on a span."""
    raw = draw(TEXT)
    found = {}
    for _ in range(draw(st.integers(0, 4)) if raw else 0):
        start = draw(st.integers(0, len(raw) - 1))
        end = draw(st.integers(start + 1, len(raw)))
        basis, stance = draw(st.sampled_from(STANCES))
        claim = Claim("a", start, end, raw[start:end], draw(st.sampled_from(items())), basis, stance,
                      draw(st.none() | WORDS.filter(bool)), tuple(draw(st.lists(WORDS, max_size=2))), draw(st.none() | TIMING),
                      draw(WORDS.filter(bool)), tuple(draw(st.lists(WORDS, max_size=2))), ("item.visit",))
        found[start, end, claim.item, stance] = claim
    return raw, tuple(found.values())


@pytest.mark.parametrize("target", BACK)
@given(both=coded())
@PROFILE
def test_any_text_and_spans_survive(target, both):
    raw, claims = both
    if target == "label-studio":  # its values and sources are choices of the codebook
        claims = tuple(claim for claim in claims if claim.value is None)
    read = read_documents(target, "file", write_bytes(target, (document(article("a", raw), claims),)))
    assert [] == [one.article for one in read if one.article != "a"] and len(read) == (1 if target != "webanno" or claims else 0)
    back = [mark.claim for one in read for mark in placed("file", one, raw).annotations]
    assert sorted(map(to_json, back)) == sorted(map(to_json, claims))
    assert () == decisions(claims, Document("a", raw, placed("file", read[0], raw).annotations), raw) if read else True


@given(both=coded(), note=TEXT)
@PROFILE
def test_any_memo_is_read_back(both, note):
    note = " ".join(note.split()).replace(":", "").replace("：", "")  # a note is lines that name no field
    for claim in both[1]:
        assert fields(memo(claim, note)) == (built(flat(claim)), note)


@given(both=coded())
@PROFILE
def test_any_claims_survive_every_table(both):
    claims = both[1]
    assert frame(claims).equals(_of_lines("file", claims_bytes(claims, "jsonl")))
    for form in ("csv", "parquet"):
        expected, found = frame(claims), _of_table("file", claims_bytes(claims, form), form)
        assert list(expected) == list(found)
        for column in expected:
            assert expected[column].isna().tolist() == found[column].isna().tolist()
            assert expected[column].dropna().tolist() == found[column].dropna().tolist()


@given(text=TEXT)
@PROFILE
def test_a_guarded_cell_begins_no_formula_and_is_given_back(text):
    assert unguard(guard(text)) == text and not guard(text).startswith(tuple("=+-@\t\r"))


@given(both=coded(), who=TEXT)
@PROFILE
def test_any_review_row_is_read_back(both, who):
    raw, claims = both
    rows = decisions(claims, Document("a", raw, ()), raw, who)
    read = list(csv.DictReader(io.StringIO(review_bytes(rows).decode("utf-8"), newline="")))
    assert [tuple(unguard(row[name]) for name in ("who", "action", "quote", "before", "after")) for row in read] == \
        [(row.who, "reject", row.quote, row.before, row.after) for row in rows] and len(rows) == len(claims)
    assert not read or tuple(read[0]) == COLUMNS


KEYS = ("data text article claims label labels result annotations predictions value start end target selector source exact type "
        "body items id from_name choices number completed_by @context first entities Comments purpose quote timing").split()
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(["stage.visit: rare", "a"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
                    max_leaves=30)
SEEDS = {target: write_bytes(target, (document(article("a", "😀逾期后会上门。\r\n"), (
    Claim("a", 1, 5, "逾期后会", "stage.visit", "practice", "rare", timing=Timing("逾期后", 1, 2)),)),)) for target in BACK}


@st.composite
def bitten(draw, target):
    """An exported file, some of whose bytes, inside its zip where it is one, are others."""
    data = SEEDS[target]
    if data[:2] == b"PK" and draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(data)) as bag:
            files = {name: bag.read(name) for name in bag.namelist()}
        name = draw(st.sampled_from(sorted(files)))
        files[name] = _bitten(draw, files[name])
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as bag:
            for other, held in files.items():
                bag.writestr(other, held)
        return buffer.getvalue()
    return _bitten(draw, data)


def _bitten(draw, data):
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 30))
        new = draw(st.binary(max_size=8) | st.sampled_from([b"", b'"', b"<x/>", b"-1", b"null", b"[]", b"{}", b"99999", b"1.5"]))
        data = data[:at] + new + data[at + length:]
    return data


def taken(target, data):
    """Read the bytes as `koujing import` does: documents or one line."""
    try:
        read = read_documents(target or detected("file", data), "file", data)
        for one in read:
            review_bytes(decisions(one.originals or (), placed("file", one, "😀逾期后会上门。\r\n"), "😀逾期后会上门。\r\n"))
    except InputFault as fault:
        assert "\n" not in str(fault)


@pytest.mark.parametrize("target", BACK)
@given(data=st.data())
@PROFILE
def test_an_export_with_other_bytes_in_it_is_read_or_refused(target, data):
    taken(target, data.draw(bitten(target)))


@given(data=st.binary(max_size=300), target=st.sampled_from([None, *BACK]))
@PROFILE
def test_any_bytes_are_refused_or_read(data, target):
    taken(target, data)


@given(said=JSON, target=st.sampled_from([None, "label-studio", "doccano", "webanno"]))
@PROFILE
def test_any_json_is_refused_or_read(said, target):
    taken(target, json.dumps(said).encode())


@given(data=st.binary(max_size=200) | JSON.map(lambda said: json.dumps(said).encode()), form=st.sampled_from(FORMATS))
@PROFILE
def test_any_bytes_as_claims_are_refused_or_read(data, form):
    import koujing as kj
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"claims.{form}"
        path.write_bytes(data)
        try:
            kj.read_claims(path)
        except InputFault as fault:
            assert "\n" not in str(fault)
