"""What people decided in a tool comes back as review rows, with the author, one row a changed field; nothing else does."""
import io
import json
import zipfile
from dataclasses import replace

import pytest
from torture import ARTICLES, FIELDS, TEXTS

from koujing.code.claims import Timing, from_json
from koujing.exchange import doccano, label_studio, refi
from koujing.exchange.annotations import Annotation, Document, annotations, code_name, document
from koujing.exchange.decisions import COLUMNS, decisions, review_bytes
from koujing.exchange.places import placed

RAW = TEXTS["plain"]
CLAIMS = tuple(sorted(FIELDS, key=lambda one: (one.start, one.end, one.item)))
SMS, VISIT = FIELDS[0], FIELDS[3]


def decided(edit, **about):
    """`(action, item, field, old, new)` of each row that an edit of the annotations makes, and the rows."""
    marks = edit(list(annotations(CLAIMS)))
    rows = decisions(CLAIMS, Document("plain", RAW, tuple(marks), **about), RAW)
    return [(row.action, row.item, row.field, row.old, row.new) for row in rows], rows


def changed(claim, **fields):
    def edit(marks):
        return [replace(mark, claim=replace(mark.claim, **fields)) if mark.claim == claim else mark for mark in marks]
    return edit


@pytest.mark.parametrize("fields, rows", [
    ({"stance": "denied"}, [("stance", "conditional", "denied")]),
    ({"stance": "required", "basis": "norm"}, [("basis", "practice", "norm"), ("stance", "conditional", "required")]),
    ({"conditions": ("consent",)}, [("conditions", "consent; unreachable", "consent")]),
    ({"item": "channel.online"}, [("item", "channel.sms", "channel.online")]),
    ({"timing": Timing("三天后", 3)}, [("day_min", "", "3"), ("timing", "", "三天后")]),
    ({"source": "official", "value": "x", "laws": ("《民法典》",)},
     [("laws", "", "《民法典》"), ("source", "author", "official"), ("value", "", "x")]),
    ({"start": 2, "end": 10}, [("end", "11", "10"), ("start", "0", "2")]),
    ({"rules": ()}, []),
])
def test_one_row_for_each_changed_field(fields, rows):
    assert [("change", "channel.sms", *row) for row in rows] == decided(changed(SMS, **fields))[0]


def test_a_row_names_the_claim_as_it_was_with_its_context():
    _, (row, _) = decided(changed(VISIT, start=12, end=20, quote=RAW[12:20]))
    assert (row.article, row.start, row.end, row.quote) == ("plain", VISIT.start, VISIT.end, VISIT.quote)
    assert RAW[:row.start].endswith(row.before) and RAW[row.end:].startswith(row.after) and row.before
    assert max(len(row.before), len(row.after)) <= 24


def test_a_span_that_is_gone_is_rejected_and_a_new_one_added():
    new = replace(SMS, start=11, end=15, quote=RAW[11:15], item="target.family", stance="denied", conditions=())
    rows, (gone, added) = decided(lambda marks: [mark for mark in marks if mark.claim != SMS] + [Annotation(new, author="李")])
    assert [("reject", "channel.sms", "", "", "")] == rows[:1] and ("add", "target.family", "claim", "") == rows[1][:4]
    assert new == from_json(added.new) and ("李", "") == (added.who, gone.who)


def test_without_ids_a_claim_is_known_by_place_and_item_and_a_redrawn_span_by_overlap():
    def anonymous(**fields):
        return lambda marks: [replace(mark, id="new") for mark in changed(VISIT, **fields)(marks)]
    assert [] == decided(anonymous())[0]
    assert [("change", "stage.visit", "stance", "rare", "denied")] == decided(anonymous(stance="denied"))[0]
    shifted = decided(anonymous(start=14, end=22, quote=RAW[14:22]))[0]
    assert [("change", "stage.visit", "start", "11", "14")] == shifted


def test_an_item_on_which_a_sentence_makes_two_claims_keeps_them_apart_by_basis():
    practice, norm = FIELDS[1], FIELDS[2]
    def edit(marks):
        return [replace(mark, id="") for mark in reversed(changed(norm, stance="required")(marks))]
    assert practice.item == norm.item and [("change", "stage.reminder", "stance", "permitted", "required")] == decided(edit)[0]


def test_what_the_file_does_not_state_stays_as_it_was():
    def edit(marks):
        return [replace(mark, claim=replace(mark.claim, conditions=(), timing=None), given=("item", "stance", "basis"))
                for mark in marks]
    assert [] == decided(edit)[0]


def test_only_what_the_tool_marks_is_accepted_and_only_what_somebody_opened_is_decided():
    def accepted(marks):
        return [replace(mark, accepted=True) for mark in changed(SMS, stance="denied")(marks)]
    rows, _ = decided(accepted)
    assert ["change"] == [row[0] for row in rows if row[1] == "channel.sms"]
    assert len(CLAIMS) - 1 == sum(row[0] == "accept" for row in rows)
    assert [] == decided(lambda marks: [], reviewed=False)[0] and len(CLAIMS) == len(decided(lambda marks: [])[0])


def test_the_author_is_the_files_else_the_one_given():
    mark = replace(annotations([SMS])[0], accepted=True)
    def who(mark, document="", given=""):
        return decisions([SMS], Document("plain", RAW, (mark,), author=document), RAW, given)[0].who
    assert ("", "陈") == (who(mark), who(mark, given="陈"))
    assert ("文", "李") == (who(mark, "文", "陈"), who(replace(mark, author="李"), "文", "陈"))


def test_rows_have_the_columns_of_the_review_file_and_run_no_formula():
    raw = TEXTS["formula"]
    gone = replace(SMS, article="formula", start=0, end=len(raw), quote=raw, stance="=1")
    rows = decisions([gone], Document("formula", raw, (), author="@SUM(A1)"), raw)
    lines = review_bytes(rows).decode("utf-8")
    columns = "when,who,action,article,start,end,quote,before,after,item,field,old,new,why"
    assert columns == lines.splitlines()[0] == ",".join(COLUMNS)
    assert ",'@SUM(A1),reject,formula,0," in lines and "\"'=HYPERLINK(1)" in lines


# --- as the tools write it ---

DOCUMENT = document(ARTICLES["plain"], CLAIMS)


def rows_of(document, who=""):
    found = decisions(document.originals or CLAIMS, placed("file", document, RAW), RAW, who)
    return [(row.action, row.item, row.field, row.old, row.new, row.who, row.when, row.why) for row in found]


def label_studio_export(edit, **about):
    """The documents of the tasks, annotated from our predictions and edited as Label Studio writes it."""
    task = json.loads(label_studio.write((DOCUMENT,)))[0]
    results = edit(task.pop("predictions")[0]["result"])
    annotation = {"result": results, "completed_by": {"id": 3, "email": "li@example.org"}, "was_cancelled": False,
                  "created_at": "2026-11-01T08:00:00.000Z", "updated_at": "2026-11-02T09:30:00.000Z"} | about
    return label_studio.read("file", json.dumps([task | {"id": 7, "annotations": [annotation]}]).encode())


def test_label_studio_edits_come_back_with_the_annotators_address():
    ids = {mark.claim: mark.id for mark in DOCUMENT.annotations}
    def edit(results):
        kept = [one for one in results if one["id"] != ids[FIELDS[6]]]
        for one in kept:
            if one["id"] == ids[SMS] and one["from_name"] == "stance":
                one["value"]["choices"] = ["denied"]
        new = {"id": "fresh", "to_name": "text"}
        place = {"start": 11, "end": 15, "text": RAW[11:15]}
        return [*kept, {**new, "from_name": "item", "type": "labels", "value": {**place, "labels": ["stage.legal_action"]}},
                {**new, "from_name": "stance", "type": "choices", "value": {**place, "choices": ["rare"]}},
                {**new, "from_name": "day_min", "type": "number", "value": {**place, "number": 30}},
                {**new, "from_name": "why", "type": "textarea", "value": {**place, "text": ["看第二句"]}}]
    found = rows_of(label_studio_export(edit)[0])
    author = ("li@example.org", "2026-11-02")
    assert found[0] == ("reject", "rule.hours", "", "", "", *author, "")
    assert found[1] == ("change", "channel.sms", "stance", "conditional", "denied", *author, "")
    assert found[2][:4] == ("add", "stage.legal_action", "claim", "") and found[2][5:] == (*author, "看第二句")
    added = from_json(found[2][4])
    assert (added.quote, added.stance, added.basis, added.timing.day_min) == (RAW[11:15], "rare", "practice", 30)
    assert 3 == len(found)


def test_label_studio_accepts_what_is_ground_truth_and_leaves_what_was_skipped_or_not_opened():
    assert {"accept"} == {row[0] for row in rows_of(label_studio_export(list, ground_truth=True)[0])}
    assert [] == rows_of(label_studio_export(list)[0])
    assert [] == rows_of(label_studio_export(lambda results: [], was_cancelled=True)[0])
    assert len(CLAIMS) == len(rows_of(label_studio_export(lambda results: [])[0]))


def test_doccano_edits_come_back_with_the_annotators_file_name():
    row = json.loads(doccano.write((DOCUMENT,)))
    labels = [label for label in row["label"] if label[2] != code_name("rule.hours", "prohibited")]
    labels = [[start, end, code_name("stage.visit", "denied") if (start, end) == (VISIT.start, VISIT.end) else name]
              for start, end, name in labels] + [[11, 15, code_name("stage.legal_action", "rare")]]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bag:
        back = row | {"id": 1, "label": labels, "Comments": ["见第二句"]}
        bag.writestr("陈研究员.jsonl", json.dumps(back, ensure_ascii=False) + "\n")
    found = rows_of(doccano.read("file", buffer.getvalue())[0])
    assert [("reject", "rule.hours"), ("add", "stage.legal_action"), ("change", "stage.visit")] == [row[:2] for row in found]
    assert ("stance", "rare", "denied", "陈研究员", "", "见第二句") == found[2][2:]
    approved = doccano.read("file", json.dumps(row | {"annotation_approver": "文"}).encode())[0]
    assert {("accept", "文")} == {(row[0], row[5]) for row in rows_of(approved)}


def test_qualcoder_edits_come_back_with_the_coder():
    """A memo edited, a coding removed and one made, as QualCoder's export writes them: every id is new."""
    import re
    with zipfile.ZipFile(io.BytesIO(refi.write_project((DOCUMENT,)))) as bag:
        files = {name: bag.read(name).decode() for name in bag.namelist()}
    qde = files["project.qde"].replace("conditions: consent; unreachable", "conditions: consent\n银行证实")
    hours = re.search(r'<PlainTextSelection [^>]*startPosition="0" endPosition="1".*?</PlainTextSelection>', qde, re.S)
    code = re.search(r'guid="([^"]+)" name="stage.legal_action: rare', qde)[1]
    user = "11111111-1111-4111-8111-111111111111"
    made = (f'<PlainTextSelection guid="22222222-2222-4222-8222-222222222222" startPosition="11" endPosition="15" '
            f'name="{RAW[11:15]}" creatingUser="{user}" creationDateTime="2026-11-03T00:00:00Z">'
            f'<Coding guid="33333333-3333-4333-8333-333333333333" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
            f'</PlainTextSelection>')
    qde = qde.replace(hours[0], made).replace("</Users>", f'<User guid="{user}" name="王"/></Users>')
    fresh = iter(range(10**6))
    qde = re.sub(r'(<PlainTextSelection guid=)"[^"]+"',
                 lambda match: f'{match[1]}"44444444-4444-4444-8444-{next(fresh):012}"', qde)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bag:
        for name, text in {**files, "project.qde": qde}.items():
            bag.writestr(name, text)
    found = rows_of(refi.read_project("file", buffer.getvalue())[0])
    assert [("reject", "rule.hours"), ("change", "channel.sms"), ("add", "stage.legal_action")] == [row[:2] for row in found]
    assert ("conditions", "consent; unreachable", "consent", "王", "", "银行证实") == found[1][2:]
    assert ("王", "2026-11-03") == found[2][5:7] and RAW[11:15] == from_json(found[2][4]).quote
