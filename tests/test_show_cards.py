"""Cards show evidence: escaped, readable without styles, the same text each time."""
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from show_data import article, coded_articles

from koujing.code.claims import Claim, Timing, frame
from koujing.compare.contradictions import contradictions, representative
from koujing.compare.trust import load_coding
from koujing.show import cards
from koujing.show.style import palette

EVIL = "<script>alert(1)</script>\"' onload=x</style>\u202egpj.exe\x00 ]]>&amp;会上门。"


class Text(HTMLParser):
    """The tags and the text of a piece of HTML."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.said = set(), [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)
        assert {name for name, _ in attrs} <= {"style", "colspan"}, attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)

    def text(self):
        return "".join(self.said)


@pytest.fixture(scope="module")
def coding():
    return load_coding("gold")


@pytest.fixture(scope="module")
def claims(coding):
    return frame(coding.claims)


def evil_claims():
    common = {"article": EVIL[:12], "start": 0, "end": len(EVIL), "quote": EVIL, "item": "stage.visit",
              "basis": "practice", "source": "case"}
    return frame([Claim(stance="routine", **common), Claim(stance="denied", **common)])


def evil_cards():
    table = evil_claims()
    pairs = pd.DataFrame([{"item": "stage.visit", "kind": "within", "distance": 3, "why": EVIL, "pairs": 1,
                           **{f"{name}_{side}": table[name].iloc[number] for number, side in enumerate("ab")
                              for name in ("article", "start", "end", "quote", "stance", "conditions", "source")}}])
    one = article(EVIL[:12], EVIL, title=EVIL)
    return {"quotes": cards.quotes(table, glosses={EVIL: EVIL}), "annotated": cards.annotated(one, table),
            "pairs": cards.contradiction_pairs(pairs, glosses={EVIL: EVIL})}


@pytest.mark.parametrize("name", ["quotes", "annotated", "pairs"])
def test_an_article_cannot_add_a_tag_or_turn_the_text(name):
    card = evil_cards()[name]
    page = Text(card._repr_html_())
    assert page.open == []
    assert page.tags <= {"div", "p", "b", "i", "br", "blockquote", "table", "tr", "td", "th"}
    assert "<script>alert(1)</script>" in page.text()
    assert "⟨U+202E⟩gpj.exe⟨U+0000⟩" in page.text()
    for shown in (card.html, repr(card)):
        assert not re.search("[\x00\u202e]", shown)


def test_quotes_give_article_offsets_stance_and_gloss(claims):
    family = claims[claims["item"] == "target.family"]
    first = family.iloc[0]
    card = cards.quotes(family, glosses={(first["article"], first["start"]): "It differs."}, most=2)
    place = f"{first['article'][:3]} [{first['start']}:{first['end']}]"
    for shown in (repr(card), Text(card.html).text()):
        assert place in shown and first["quote"] in shown and "It differs." in shown
        assert "家人 family" in shown and "conditional" in shown
        assert f"… and {len(family) - 2} more" in shown
        assert family.iloc[2]["quote"] not in shown


def test_quotes_of_no_claims_say_so(claims):
    assert repr(cards.quotes(claims.head(0))) == "no claims"


def test_a_card_is_the_same_text_each_time_and_names_no_memory(claims):
    first, second = (repr(cards.quotes(claims, most=5)) for _ in range(2))
    assert first == second
    assert "0x" not in first


def test_without_styles_stance_and_sentence_are_bold_and_bracketed(claims):
    bare = re.sub(' style="[^"]*"', "", cards.quotes(claims, most=1).html)
    assert "<b>[● 常规 routine]</b>" in bare


def test_annotated_marks_every_claim_sentence_and_loses_no_text(coding, claims):
    for one in coded_articles(coding):
        card = cards.annotated(one, claims)
        mine = claims[claims["article"] == one.name]
        assert repr(card).count("】[") == mine[["start", "end"]].drop_duplicates().shape[0]
        without_labels = re.sub('<b [^>]*font-size[^>]*>[^<]*</b>|<p><b>[^<]*</b></p>', "", card.html)
        prose = sorted(span for kind in ("body", "comment") for span in one.ranges(kind))
        raw = "".join(cards.visible(one.raw[start:end]) for start, end in prose)
        assert re.sub(r"\s", "", Text(without_labels).text()) == re.sub(r"\s", "", raw)


def test_annotated_takes_records_and_labels_them():
    raw = "他们会打电话。别的不说。"
    claim = Claim("a", 0, 7, raw[:7], "channel.phone", "practice", "routine")
    card = cards.annotated(article("a", raw), (claim, Claim("b", 0, 7, "x", "stage.visit", "practice", "rare")))
    assert repr(card) == "a: 标题\n【他们会打电话。】[● 电话 phone]别的不说。"


def test_annotated_joins_spans_that_overlap():
    raw = "一二三四五六七八九十"
    table = (Claim("a", 0, 5, raw[:5], "channel.phone", "practice", "routine"),
             Claim("a", 3, 8, raw[3:8], "channel.sms", "practice", "rare"))
    assert repr(cards.annotated(article("a", raw), table)).endswith(
        "【一二三四五六七八】[● 电话 phone; ○ 短信 SMS]九十")


def test_annotated_leaves_furniture_out():
    raw = "正文会打电话。页脚链接"
    assert "页脚" not in repr(cards.annotated(article("a", raw, body=[(0, 7)]), ()))


def test_claims_of_one_sentence_share_its_quote(claims):
    sentence = claims[claims.duplicated(["article", "start"], keep=False)].sort_values(["article", "start"])
    sentence = sentence[sentence["start"] == sentence["start"].iloc[0]]
    assert len(sentence) > 1
    for shown in (repr(card := cards.quotes(sentence)), Text(card.html).text()):
        assert shown.count(sentence["quote"].iloc[0]) == 1
        assert shown.count(f":{sentence['end'].iloc[0]}]") == len(sentence)


def test_contradiction_pairs_stand_side_by_side(claims):
    pairs = representative(contradictions(claims))
    card = cards.contradiction_pairs(pairs, most=2)
    assert card.html.count("<td") == 2 * 2 + 1
    top = pairs.iloc[0]
    for shown in (repr(card), Text(card.html).text()):
        assert top["quote_a"] in shown and top["quote_b"] in shown and top["why"] in shown
        assert f"… and {len(pairs) - 2} more pairs" in shown


def test_a_pair_says_whom_each_side_is_credited_to_and_on_what_condition(claims):
    pairs = representative(contradictions(claims)).head(1).assign(
        source_a="user_report", conditions_a="", source_b="author", conditions_b="consent; lawful")
    for shown in (repr(card := cards.contradiction_pairs(pairs)), Text(card.html).text()):
        assert "] (来源 source: 用户反映 user report)" in shown
        assert "] (授权同意 consent; 法律允许 lawful)" in shown
        assert "作者" not in shown


def test_no_contradiction_says_so(claims):
    assert repr(cards.contradiction_pairs(contradictions(claims.head(0)))) == "no contradiction"


def test_the_words_that_decide_a_pair_are_marked_and_nothing_else_is():
    claims = frame([
        Claim("a", 0, 11, "微粒贷<b>会群发好友", "target.friends", "practice", "routine", rules=("friends.word", "routine.will")),
        Claim("b", 0, 9, "不会去联系她的好友", "target.friends", "practice", "denied",
              rules=("friends.word", "neg.will_not"))])
    card = cards.contradiction_pairs(contradictions(claims, {"不会去联系她的好友": "no friends"}))
    assert "【不会去】联系她的【好友】" in repr(card) and "【好友】" in repr(card).split("\n")[2]
    assert "&lt;b&gt;" in card.html and "<b>会" not in card.html and "<i>no friends</i>" in card.html
    assert 2 <= card.html.count(f"background:{palette()['highlight']}")


def test_days_that_clash_are_marked_too():
    claims = frame([Claim(name, 0, 12, f"逾期{day}天后会转给外包公司", "stage.outsourced", "practice", "routine",
                          timing=Timing(f"{day}天后", day, day), rules=("out.noun",)) for name, day in (("a", 30), ("b", 180))])
    assert "逾期【30天后】会" in repr(cards.contradiction_pairs(contradictions(claims)))
