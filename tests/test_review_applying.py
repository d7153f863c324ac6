"""Decisions applied to claims: the codebook holds, the later row wins, and every row has its fate."""
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from invented import examples
from review_data import TEXT, numbered, on, review

from koujing.code.codebook import items
from koujing.code.extract import extract
from koujing.compare.positions import checked
from koujing.review.applying import MARK, apply, joined, key
from koujing.review.corpus import count_line, fates_table, unanchored
from koujing.review.decisions import Decision, context
from koujing.review.values import to_json
from koujing.tables import frame


@pytest.fixture
def article(page):
    return page(*TEXT)


def of(found, item, basis="practice"):
    """The claims on an item after the review."""
    return [claim for claim in found.claims if claim.item == item and claim.basis == basis]


def fates(found):
    return [fate.fate for fate in found.fates]


def test_without_decisions_the_claims_are_those_extracted(article):
    found = review(article)
    assert (found.claims, found.marks, found.fates) == (extract(article), {}, ())
    assert "No claim has been reviewed by a person." == count_line(found)


def test_each_action_does_what_it_says_and_extraction_stays_as_it_is(article):
    before = extract(article)
    visit = on(article, "stage.visit", "change", field="stance", old="rare", new="denied")
    found = review(article, on(article, "channel.sms", "accept"), on(article, "stage.reminder", "reject"), visit,
                   replace(visit, action="add", item="target.family", field="claim", old="", new='{"stance": "rare"}'))
    assert ["applied"] * 4 == fates(found)
    assert [] == of(found, "stage.reminder") and ["denied"] == [claim.stance for claim in of(found, "stage.visit")]
    added = of(found, "target.family")[0]
    assert (added.quote, added.rules, added.stance, added.basis) == (visit.quote, (MARK,), "rare", "practice")
    assert {key(claim)[3]: found.marks.get(key(claim)) for claim in found.claims} == {
        "channel.sms": "accepted", "stage.visit": "changed", "target.family": "added", "target.emergency_contact": None,
        "fact.operator": None}
    assert extract(article) == before and MARK in of(found, "stage.visit")[0].rules
    assert f"3 of {len(before)} claims reviewed by a person, 1 changed, 1 rejected, 1 added." == count_line(found)


@pytest.mark.parametrize(("first", "second", "expected", "stances"), [
    (("change", "denied", "Li"), ("change", "routine", "Li"), ["superseded", "applied"], ["routine"]),
    (("change", "denied", "Li"), ("change", "routine", "Wu"), ["superseded", "applied"], ["routine"]),
    (("change", "denied", "Li"), ("change", "denied", "Li"), ["repeated", "applied"], ["denied"]),
    (("reject", "", "Li"), ("change", "denied", "Wu"), ["superseded", "applied"], ["denied"]),
    (("change", "denied", "Li"), ("reject", "", "Wu"), ["superseded", "applied"], []),
    (("reject", "", "Li"), ("reject", "", "Wu"), ["repeated", "applied"], []),
    (("reject", "", "Li"), ("accept", "", "Li"), ["superseded", "applied"], ["rare"]),
    (("change", "denied", "Li"), ("accept", "", "Wu"), ["superseded", "applied"], ["rare"]),
    (("accept", "", "Li"), ("change", "denied", "Wu"), ["superseded", "applied"], ["denied"]),
])
def test_the_later_row_wins_and_people_who_differ_are_named(article, first, second, expected, stances):
    def made(action, new, who):
        cells = {"field": "stance", "old": "rare", "new": new} if new else {}
        return on(article, "stage.visit", action, who, **cells)
    found = review(article, made(*first), made(*second))
    assert (expected, stances) == (fates(found), [claim.stance for claim in of(found, "stage.visit")])
    disagree = first[2] != second[2] and first[:2] != second[:2]
    named = [f"line 3 ({second[2]})" in found.fates[0].conflict, f"line 2 ({first[2]})" in found.fates[1].conflict]
    assert [disagree] * 2 == named


def test_two_fields_of_one_claim_do_not_supersede_each_other(article):
    found = review(article, on(article, "stage.visit", "change", field="stance", old="rare", new="conditional"),
                   on(article, "stage.visit", "change", field="conditions", new="consent; lawful"))
    claim, = of(found, "stage.visit")
    assert ["applied"] * 2 == fates(found) and (claim.stance, claim.conditions) == ("conditional", ("consent", "lawful"))


def test_what_tools_write_is_taken_too_parts_of_a_timing_and_spans_drawn_anew(page):
    article = page("微粒贷逾期", "另外，微粒贷逾期三天后，平台会发送短信提醒借款人还款。")
    claim = next(claim for claim in extract(article) if claim.item == "channel.sms")
    row = replace(on(article, "channel.sms", "change", who="", field="day_min", old="3", new="5"), when="")
    found = review(article, row, replace(row, field="timing", old=claim.timing.text, new="五天后"),
                   replace(row, field="start", old=str(claim.start), new=str(claim.start + 3)))
    now, = of(found, "channel.sms")
    assert ["applied"] * 3 == fates(found) and ("五天后", 5) == (now.timing.text, now.timing.day_min)
    assert (claim.start + 3, "微粒贷逾期三天") == (now.start, now.quote[:7]) and article.raw[now.start:now.end] == now.quote
    assert ["refused"] == fates(review(article, replace(row, field="end", old=str(claim.end), new="0")))
    gone = review(article, replace(row, field="timing", old="", new=""))
    assert ["applied", None] == [*fates(gone), of(gone, "channel.sms")[0].timing]


def test_what_the_program_says_by_now_is_told(article):
    so = on(article, "stage.visit", "change", field="stance", old="routine", new="rare")
    other = replace(so, new="denied")
    kept = replace(so, action="accept", field="claim", old='{"basis": "practice", "stance": "routine"}', new="")
    assert [("already so", "the program says so too")] == [(fate.fate, fate.note) for fate in review(article, so).fates]
    for one, stance in ((other, "denied"), (kept, "routine")):
        found = review(article, one)
        assert ("applied", "the program now says stance rare") == (found.fates[0].fate, found.fates[0].note)
        assert [stance] == [claim.stance for claim in of(found, "stage.visit")]


@pytest.mark.parametrize(("cells", "fate", "note"), [
    ({"field": "stance", "new": "required"}, "refused", "the stance required does not go with the basis practice"),
    ({"field": "value", "new": "ant"}, "refused", "the value ant does not go with the item stage.visit"),
    ({"field": "item", "new": "rule.hours"}, "refused", "the basis practice does not go with the item rule.hours"),
    ({"item": "target.family", "field": "stance", "old": "rare", "new": "denied"}, "claim not found", "no such claim there"),
    ({"field": "stance", "old": "permitted", "new": "prohibited"}, "claim not found", "no such claim there, basis norm"),
    ({"quote": "催收人员从来都不会到借款人的家里去。"}, "not anchored", "no sentence is like it"),
    ({"before": "", "after": "", "start": 0, "end": 11}, "not anchored", "no context"),
])
def test_what_cannot_be_applied_is_told_and_changes_nothing(article, cells, fate, note):
    one = on(article, "stage.visit", "change", **{"field": "stance", "new": "denied"} | {
        name: value for name, value in cells.items() if name in ("field", "old", "new")})
    found = review(article, replace(one, **{name: cells[name] for name in ("item", "quote", "before", "after", "start", "end")
                                            if name in cells}))
    assert (fate, found.claims) == (found.fates[0].fate, extract(article)) and note in found.fates[0].note
    assert not found.marks and "1 " in count_line(found).partition(";")[2]


def test_a_claim_may_move_to_another_item_but_not_onto_one_that_is_there(article):
    sms = on(article, "channel.sms", "change", field="item", old="channel.sms", new="channel.email")
    found = review(article, sms)
    assert [1, 0] == [len(of(found, item)) for item in ("channel.email", "channel.sms")]
    assert ["refused"] == fates(review(article, replace(sms, new="stage.reminder")))
    freed = review(article, replace(sms, new="stage.reminder"), on(article, "stage.reminder", "reject"))
    assert ["applied"] * 2 == fates(freed) and 1 == len(of(freed, "stage.reminder"))


def test_of_a_practice_and_a_norm_the_row_says_which(page):
    article = page("微粒贷逾期", "根据《借款合同》，平台有权上门催收，通常会上门。")
    bases = {claim.basis for claim in extract(article) if claim.item == "stage.visit"}
    assert {"practice", "norm"} == bases
    one = on(article, "stage.visit", "reject", basis="norm")
    assert {"practice"} == {claim.basis for claim in review(article, one).claims if claim.item == "stage.visit"}
    unclear = review(article, replace(one, old=""))
    assert ["claim not found"] == fates(unclear) and "2 claims on stage.visit stand there" in unclear.fates[0].note


def test_an_added_claim_is_the_programs_once_it_finds_it_and_can_be_changed_later(article):
    add = on(article, "stage.visit", "add", new='{"stance": "rare"}')
    assert ["already so"] == fates(review(article, add))
    fresh = replace(add, item="target.family")
    found = review(article, fresh, replace(fresh, action="change", field="stance", new="denied"))
    assert ["denied"] == [claim.stance for claim in of(found, "target.family")]
    assert [] == of(review(article, fresh, replace(fresh, action="reject", new="")), "target.family")


def test_in_an_edited_article_decisions_are_kept_moved_or_listed(page, article):
    made = [on(article, "stage.visit", "reject"), on(article, "channel.sms", "change", field="stance", new="rare"),
            on(article, "fact.operator", "reject")]
    edited = page(TEXT[0], "另外，请以合同为准。", TEXT[1].replace("发送", "发出"), *TEXT[2:4])
    found = apply(edited, extract(edited), numbered(made))
    assert ["moved", "approximate", "missing"] == [fate.anchor.how for fate in found.fates]
    assert ["applied", "applied", "not anchored"] == fates(found)
    table = fates_table(found)
    assert ["fact.operator"] == unanchored(table)["item"].tolist() and "reworded" in table["note"][1]
    assert "1 approximate anchor, 1 not anchored" in count_line(found)


def test_decisions_on_other_articles_are_listed_in_order(article):
    one, other = numbered([replace(on(article, "stage.visit", "reject"), article="b"), on(article, "stage.visit", "reject")])
    found = joined([apply(article, extract(article), [other])], [one])
    assert [("no such article", 2), ("applied", 3)] == [(fate.fate, fate.decision.line) for fate in found.fates]


STANCES = ("routine", "rare", "denied", "required", "prohibited")
VALUES = {"stance": st.sampled_from(STANCES), "conditions": st.sampled_from(["", "consent", "consent; lawful"]),
          "basis": st.sampled_from(["norm", "practice"]), "item": st.sampled_from(items()), "value": st.sampled_from(["", "ant"]),
          "source": st.sampled_from(["law", "comment"]), "start": st.sampled_from(["0", "9", "99"]),
          "end": st.sampled_from(["0", "30"]), "day_max": st.sampled_from(["", "3"]),
          "timing": st.sampled_from(["", "三天后"]), "laws": st.just("《民法典》")}
LINES = st.lists(st.sampled_from([*TEXT, "另外，请以合同为准。", "平台可以上门。", "催收人员通常不会上门。"]), max_size=7)


@st.composite
def decisions(draw, text):
    """Decisions of all kinds on spans of a text, sentences and others."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = draw(st.integers(start + 1, max(start + 1, len(text))))
        quote = draw(st.sampled_from(TEXT)) if draw(st.booleans()) else text[start:end] or "会"
        start = text.find(quote) if quote in text else start
        action = draw(st.sampled_from(["accept", "reject", "change", "add"]))
        field = draw(st.sampled_from(list(VALUES))) if action == "change" else "claim"
        new = draw(VALUES[field]) if action == "change" else ""
        new = to_json({"stance": draw(VALUES["stance"]), "basis": draw(VALUES["basis"])}) if action == "add" else new
        found.append(Decision("2026-11-22", draw(st.sampled_from(["Li", "Wu"])), action, "page", start, start + len(quote), quote,
                              *context(text, start, start + len(quote)), draw(st.sampled_from(items())), field, "", new))
    return found


@examples(60)
@given(st.data())
def test_whatever_is_decided_every_claim_quotes_its_place_and_keeps_to_the_codebook(page, data):
    before, after = (page(*data.draw(LINES) or ["空"]) for _ in range(2))
    made = data.draw(decisions(before.raw))
    found = apply(after, extract(after), numbered(made))
    assert all(after.raw[claim.start:claim.end] == claim.quote for claim in found.claims)
    checked(frame(found.claims))
    assert [fate.decision.line for fate in found.fates] == list(range(2, 2 + len(made)))
    assert set(found.marks) <= {key(claim) for claim in found.claims}
