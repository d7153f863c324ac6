"""Cards of cited titles and of reading errors: complete, escaped, the same in HTML and in plain text."""
import re
from dataclasses import replace

import pandas as pd
import pytest
from show_data import tables
from test_show_cards import EVIL, Text

from koujing.code.codebook import label
from koujing.compare import trust
from koujing.show import cards_checks, style


@pytest.fixture(scope="module")
def judged():
    return tables("gold")["verdicts"]


@pytest.fixture(scope="module")
def errors():
    claims = trust.load_coding("gold").claims
    operator = next(claim for claim in claims if claim.item == "fact.operator" and claim.value == "webank")
    wrong = [replace(claims[1], stance="denied"), replace(operator, value="ant"), *claims[2:8]]
    return trust.errors([*claims[:2], operator], wrong)


def test_a_citation_shows_verdict_title_place_sentence_and_gloss(judged):
    row = judged[judged["verdict"] == "nonexistent"].iloc[0]
    card = cards_checks.citations(judged, glosses={row["quote"]: "It must obey."})
    for shown in (repr(card), Text(card.html).text()):
        assert f"{row['title']} {row['title_en']}" in shown and row["quote"] in shown and "It must obey." in shown
        assert f"{row['article'][:3]} [{row['start']}:{row['end']}]" in shown
        assert shown.count("not found anywhere") == (judged["verdict"] == "nonexistent").sum() == 3


def test_an_error_shows_both_sides(errors):
    card = cards_checks.errors(errors)
    for shown in (repr(card), Text(card.html).text()):
        for kind in ("missed", "spurious", "stance", "value"):
            assert shown.count(f"[{kind}]") == (errors["error"] == kind).sum() > 0
        assert "read as × denied" in shown and "by hand nothing" in shown and "read as nothing" in shown
        assert f"by hand ● routine ({label('webank')}), read as ● routine ({label('ant')})" in shown


def test_only_the_first_are_shown_and_the_rest_counted(judged, errors):
    sentences = errors[["article", "start", "end"]].drop_duplicates()
    for card, rows in ((cards_checks.citations(judged, most=2), judged),
                       (cards_checks.errors(errors, most=2), sentences)):
        assert card.html.count("<blockquote>") == 2
        assert f"… and {len(rows) - 2} more" in repr(card) and f"… and {len(rows) - 2} more" in card.html


def test_a_sentence_with_several_errors_is_quoted_once(errors):
    one = errors.iloc[[0, 0, 0]].assign(item=["stage.visit", "channel.sms", "channel.phone"])
    card = cards_checks.errors(one)
    assert 1 == card.html.count("<blockquote>") == repr(card).count(one["quote"].iloc[0])
    assert 3 == card.html.count(f"[{one['error'].iloc[0]}]")


def test_nothing_to_show_says_so(judged, errors):
    assert repr(cards_checks.citations(judged.head(0))) == "no title is cited"
    assert repr(cards_checks.errors(errors.head(0))) == "no error"


def test_an_article_cannot_add_a_tag_or_turn_the_text(judged, errors):
    cited = judged.head(1).assign(article=EVIL[:12], title=EVIL, quote=EVIL)
    for card in (cards_checks.citations(cited, {EVIL: EVIL}), cards_checks.errors(errors.assign(quote=EVIL))):
        page = Text(card.html)
        assert page.open == [] and page.tags <= {"div", "p", "b", "i", "br", "blockquote"}
        assert "<script>alert(1)</script>" in page.text()
        assert not re.search("[\x00\u202e]", card.html + repr(card))


def test_the_codings_that_are_shipped_are_described():
    described = pd.DataFrame(style.table("codings"))
    assert list(trust.CODING_ORDER) == described["coding"].tolist()
    assert set(trust.codings()) <= set(described["coding"])
    assert {"in sample", "out of sample"} == set(described["sample"])
