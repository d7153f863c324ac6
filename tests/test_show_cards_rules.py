"""Cards that answer "which cue fired?": the marks, the reach, the rows, and no markup from the article."""
from koujing.code.explain import explain, reach
from koujing.code.extract import extract
from koujing.show.cards_rules import explained

TEXT = "若借款人失联,微粒贷可能联系家人,但不会上门<b>。"  # if out of touch it may ring the family, but nobody calls


def claims(page):
    return {claim.item: claim for claim in extract(page(TEXT))}


def test_each_kind_of_cue_is_bracketed_and_the_clause_of_the_item_marked(page):
    text = explained([claims(page)["target.family"]]).text
    assert "｛失联｝,‖微粒贷〔可能〕联系【家人】‖,但不会上门" in text
    assert "family.word | 家人 | family members" in text


def test_the_reach_is_the_clause_that_names_the_item(page):
    claim = claims(page)["stage.visit"]
    assert ["但不会上门<b>"] == [claim.quote[start:end] for start, end in reach(claim)]
    assert {"上门": [(20, 22)]} == {row["words"]: row["places"] for row in explain(claim) if row["layer"] == "item"}


def test_what_an_article_says_is_no_markup(page):
    card = explained([claims(page)["stage.visit"]], {TEXT: "<i>gloss"})
    assert "&lt;b&gt;" in card.html and "上门<b>" not in card.html and "&lt;i&gt;gloss" in card.html


def test_more_claims_than_shown_are_counted(page):
    both = list(claims(page).values())
    assert explained(both, most=1).text.endswith("… and 1 more")
    assert "no claims" == explained([]).text
