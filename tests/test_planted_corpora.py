"""Corpora with a known answer, written as text: from sentences to positions to agreement, the plant is found again."""
import pytest

from koujing.compare import agreement, positions
from koujing.read.corpus import load_corpus
from koujing.report.headlines import headlines, verdict
from koujing.tables import claims_table

SAYS = {
    "sms yes": "平台会发送短信。", "email rare": "平台极少发邮件。", "visit yes": "催收人员会上门催收。",
    "visit no": "催收人员不会上门。", "family yes": "催收人员会联系借款人的家人。", "family no": "催收人员不会联系借款人的家人。",
    "friends yes": "平台会给借款人的好友发短信。", "friends no": "平台不会联系借款人的好友。",
    "sue may": "平台可能会起诉借款人。", "weather": "今天天气很好，适合出门散步。",
}
COMMON = ["sms yes", "email rare", "sue may", "visit no"]
HARSH, MILD = ["visit yes", "family yes", "friends yes"], ["visit no", "family no", "friends no"]
CORPORA = {
    "consensus": [COMMON] * 5, "split": [HARSH] * 3 + [MILD] * 3,
    "lone dissenter": [[*MILD, "sms yes"]] * 4 + [[*HARSH, "sms yes"]], "all silent": [["weather"]] * 5,
    "one article": [COMMON], "one copied five times": [["visit yes", "family no", "sms yes", "friends yes"]] * 5,
}


@pytest.fixture
def planted(tmp_path):
    """Positions, their matrix, spread and α of a planted corpus."""
    def plant(name):
        (tmp_path / "articles").mkdir()
        for number, sentences in enumerate(CORPORA[name]):
            text = "微粒贷逾期后会怎样\n\n" + "".join(f"{SAYS[sentence]}\n" for sentence in sentences)
            text += f"今天天气很好，走了{number + 3}里路。\n"  # else it would be the same file again, and count once
            (tmp_path / "articles" / f"a{number}.txt").write_text(text, encoding="utf-8")
        articles = load_corpus(tmp_path)
        names, claims = [article.name for article in articles], claims_table(articles)
        placed = positions.positions(claims, names)
        wide = positions.matrix(placed)
        spread = agreement.spread_by_item(placed).set_index("item")
        return claims, wide, spread[spread["speak"] > 0], agreement.alpha(wide), headlines(claims, names)
    return plant


def test_consensus(planted):
    _, wide, spread, alpha, read = planted("consensus")
    assert {"channel.sms": 3, "channel.email": 1, "stage.legal_action": 2, "stage.visit": 0} == spread["lowest"].to_dict()
    assert {5} == set(spread["speak"]) and {1.0} == set(spread["consensus"])
    assert (1.0, 4, 20) == (alpha.value, alpha.items, alpha.values)
    assert (agreement.pairwise(wide)["equal"] == 4).all()
    over = agreement.bootstrap(wide, over="articles")
    assert (1.0, 1.0) == (over.low, over.high) and "too few to mean anything" in over.caution
    assert "Yes, where they speak at all." == verdict(read)


def test_split(planted):
    _, wide, spread, alpha, read = planted("split")
    assert {"stage.visit", "target.family", "target.friends"} == set(spread.index)
    assert {-1.0} == set(spread["consensus"]) and {(0, 3)} == set(zip(spread["lowest"], spread["highest"], strict=True))
    assert alpha.value < 0
    pairs = agreement.pairwise(wide)
    camp = pairs["article_a"].isin(["a0", "a1", "a2"]) == pairs["article_b"].isin(["a0", "a1", "a2"])
    assert (pairs.loc[camp, "agreement"] == 1).all() and (pairs.loc[~camp, "agreement"] == 0).all()
    assert "Only in part." == verdict(read)


def test_a_lone_dissenter(planted):
    _, wide, spread, alpha, _ = planted("lone dissenter")
    change = agreement.influence(wide).set_index("article")
    assert "a4" == change["change"].idxmax() and 1.0 == change.loc["a4", "alpha"]
    assert (change["change"].drop("a4") < 0).all()
    pairs = agreement.pairwise(wide).set_index(["article_a", "article_b"])
    assert ((pairs["equal"] == 4) == (pairs.index.get_level_values("article_b") != "a4")).all()
    assert 1.0 == spread.loc["channel.sms", "consensus"]
    contested = spread.drop("channel.sms")["consensus"]
    assert set(contested) == {agreement.consensus([4, 0, 0, 1]).value} and (contested < 1).all()
    assert alpha.value < 1


def test_all_silent(planted):
    claims, wide, spread, alpha, read = planted("all silent")
    assert not len(claims) and spread.empty and wide.isna().all(axis=None)
    assert (None, agreement.alpha([[None]]).why) == (alpha.value, alpha.why)
    assert agreement.pairwise(wide)["agreement"].isna().all()
    assert agreement.influence(wide)["why"].str.startswith("not defined: no item").all()
    assert "They say nothing that was asked." == verdict(read)


def test_one_article(planted):
    _, wide, spread, alpha, read = planted("one article")
    assert alpha.value is None and "no item has the position of two articles" in alpha.why
    assert spread["consensus"].isna().all() and {"not defined: one article speaks"} == set(spread["why"])
    assert agreement.pairwise(wide).empty and agreement.influence(wide)["alpha"].isna().all()
    assert verdict(read).startswith("One article tells one story")


def test_one_copied_five_times_agrees_with_itself_and_the_numbers_cannot_tell(planted):
    claims, wide, spread, alpha, _ = planted("one copied five times")
    assert 5 * 4 == len(claims) and 4 == len(claims.drop(columns="article").drop_duplicates())
    assert (1.0, 1.0) == (alpha.value, spread["consensus"].min())
    assert {0.0} == set(agreement.influence(wide)["change"])
    assert {1.0} == set(agreement.pairwise(wide)["agreement"])
