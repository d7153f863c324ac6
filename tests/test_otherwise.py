"""Had we coded otherwise: each decision does what it says, and the effect on each finding is computed."""
import pytest
from test_show_reader import read

from koujing import tables
from koujing.compare.trust import load_coding
from koujing.report import otherwise
from koujing.show.style import table


@pytest.fixture(scope="module")
def gold():
    return tables.coded_articles(load_coding("gold"))


@pytest.fixture(scope="module")
def found(gold):
    return otherwise.alternatives(gold).set_index(["decision", "finding"])


def test_every_finding_is_asked_under_every_decision(found):
    decisions, named = ([row[key] for row in table(name)] for name, key in (("otherwise", "decision"), ("headlines", "finding")))
    assert set(decisions) == set(otherwise.DECISIONS)
    assert set(found.index) == {(decision, finding) for decision in ("as coded", *decisions) for finding in named}
    assert set(found["effect"]) <= set(otherwise.EFFECTS)
    assert {"stands"} == set(found.loc["as coded", "effect"])


def test_an_effect_says_what_became_of_the_numbers(found):
    for (_, finding), row in found.iterrows():
        same = row["numbers"] == found.loc[("as coded", finding), "numbers"]
        assert same == (row["effect"] == "stands") or row["effect"] == "falls"


def article(stances, comment=""):
    text = "微粒贷逾期后的处理\n" + "".join(f"微粒贷{stance}\n" for stance in stances)
    return text + (f"网友评论：\n{comment}\n" if comment else "")


WORDS = {"routine": "会上门催收。", "conditional": "可能会上门催收。", "rare": "一般不会上门催收。", "denied": "不会上门催收。"}


def by(tmp_path, decision, *stances, finding="self"):
    articles = read(tmp_path, {"a.txt": article([WORDS[stance] for stance in stances])})
    coded = tables.claims_table(articles)
    assert list(stances) == coded.loc[coded["item"] == "stage.visit", "stance"].tolist()
    rows = otherwise.alternatives(articles).set_index(["decision", "finding"])
    return rows.loc[("as coded", finding), "numbers"], rows.loc[(decision, finding), "numbers"]


def test_of_three_stances_only_the_ends_contradict(tmp_path):
    assert ("1 of 1", "0 of 1") == by(tmp_path, "three", "conditional", "denied")
    (tmp_path / "b").mkdir()
    assert ("1 of 1", "1 of 1") == by(tmp_path / "b", "three", "routine", "denied")


def test_conditional_as_rare_contradicts_routine(tmp_path):
    assert ("0 of 1", "1 of 1") == by(tmp_path, "conditional_rare", "routine", "conditional")


def test_the_upper_median_counts_more_routine(tmp_path):
    assert ("0 of 1", "1 of 1") == by(tmp_path, "upper", "routine", "conditional", finding="visit")


def test_norms_become_practice(tmp_path):
    articles = read(tmp_path, {"a.txt": "微粒贷逾期后的处理\n催收人员不得上门催收。\n"})
    rows = otherwise.alternatives(articles).set_index(["decision", "finding"])
    assert ("0 of 0", "0 of 1") == (rows.loc[("as coded", "visit"), "numbers"], rows.loc[("norms", "visit"), "numbers"])


def test_what_has_nothing_to_decide_is_not_asked(tmp_path):
    articles = read(tmp_path, {"a.txt": article([WORDS["routine"]]), "b.txt": article([WORDS["denied"]])})
    effects = otherwise.alternatives(articles).groupby("decision")["effect"].agg(set)
    assert {"not asked"} == effects["by_hand"] == effects["spun"]


def test_the_most_damaged_article_is_the_one_left_out(gold, found):
    damaged = max(gold, key=lambda article: len(article.damage))
    rest = [article for article in gold if article is not damaged]
    alone = otherwise.alternatives(rest).set_index(["decision", "finding"])
    assert found.loc["spun", "numbers"].to_dict() == alone.loc["as coded", "numbers"].to_dict()


def test_the_statements_are_true_as_coded(gold, tmp_path):
    assert "an article contradicts itself" == otherwise.statements(gold)["self"]
    articles = read(tmp_path, {"a.txt": article([WORDS["routine"]])})
    assert "no article contradicts itself" == otherwise.statements(articles)["self"]


def test_what_carries_a_finding_is_named(gold):
    rows, claims = otherwise.carrying(gold), tables.claims_table(gold)
    assert set(rows.index) == {row["finding"] for row in table("headlines")} - {"law"}
    assert {"", "exactly", "at most"} >= set(rows["known"])
    named = claims.loc[list(rows.loc["operator", "claims"])]
    assert {"fact.operator"} == set(named["item"]) and len(named) == rows.loc["operator", "fewest"]


def test_the_tally_is_that_of_the_table(found):
    told = otherwise.tally(found.reset_index())
    falls = found[found["effect"] == "falls"].reset_index()
    assert (falls["finding"].nunique(), falls["decision"].nunique()) == (told["falling"], len(told["fatal"]))
    other = found.reset_index().query("decision != 'as coded'")
    firm = [name for name, rows in other.groupby("finding") if not {"changes", "falls"} & set(rows["effect"])]
    assert (len(firm), other["finding"].nunique()) == (told["firm"], told["asked"])
