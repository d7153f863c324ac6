"""Errors on the hand codings sorted by cause: the table against the coded texts, and the joins against what the reader does."""
from dataclasses import replace

import pandas as pd
import pytest

from koujing.code.codebook import items
from koujing.compare import trust
from koujing.read.article import InputFault
from koujing.report import causes
from koujing.report.misread import found_in
from koujing.show.style import table
from koujing.tables import coded_articles

LIST = [row["cause"] for row in table("causes")]
ROWS = causes.sorted_errors()


def corpus(folder, text):
    """A corpus folder that has the coding gold and a table of causes of this text."""
    (folder / "coding").mkdir()
    (folder / "coding" / "gold").symlink_to(trust.SHIPPED / "coding" / "gold")
    (folder / "articles").symlink_to(trust.SHIPPED / "articles")
    (folder / "coding" / "causes.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_list_is_short_and_every_cause_of_it_is_used():
    assert 8 <= len(LIST) <= 12
    assert set(LIST) == set(ROWS["cause"]) and causes.NOT_SORTED not in LIST
    assert all(row["keep_in_mind"].endswith(".") for row in table("causes"))


@pytest.mark.parametrize("name", causes.READ)
def test_every_row_names_a_sentence_of_the_coded_text_and_says_what_decided(name):
    rows, coding = ROWS[ROWS["coding"] == name], trust.load_coding(name)
    sentences = {(claim.article, claim.start, claim.end) for claim in [*coding.claims, *found_in(name)]}
    sentences |= {(article.name, sentence.start, sentence.end)
                  for article in coded_articles(coding) for sentence in article.sentences}
    assert len(rows) and set(zip(rows["article"], rows["start"], rows["end"], strict=True)) <= sentences
    assert set(rows["item"]) <= set(items()) and set(rows["basis"]) <= {"practice", "norm"}
    assert set(rows["error"]) <= {"missed", "spurious", "stance", "value"}
    assert rows[["note", "gloss"]].ne("").all(axis=None)
    raw = {article.name: article.raw for article in coded_articles(coding)}
    quotes = [raw[article][start:end] for article, start, end in zip(rows["article"], rows["start"], rows["end"], strict=True)]
    words = rows["note"].str.extract("([\u4e00-\u9fff]{2,})", expand=False)
    said = [any(part in quote for part in (word, *(word[at:at + 2] for at in range(len(word) - 1))))
            for word, quote in zip(words, quotes, strict=True)]
    assert all(said), rows[[not one for one in said]][["article", "start", "note"]]


def test_no_row_speaks_of_the_blind_coding_and_none_can_be_asked_for():
    assert set(causes.READ) == set(ROWS["coding"])
    with pytest.raises(InputFault, match="blind: its errors are not to be read"):
        causes.caused("blind")


@pytest.mark.parametrize("name", causes.READ)
def test_at_least_nine_in_ten_errors_of_today_are_sorted(name):
    found = causes.caused(name)
    assert causes.COLUMNS == found.columns.tolist()
    assert (found["cause"] != causes.NOT_SORTED).mean() >= 0.9


@pytest.mark.parametrize("name", causes.READ)
def test_errors_are_those_of_the_score_each_with_the_rules_of_the_wrong_claim(name):
    found, coding, read = causes.caused(name), trust.load_coding(name), found_in(name)
    pd.testing.assert_frame_equal(found[trust.ERROR_COLUMNS], trust.errors(coding.claims, read))
    assert found["rules"].eq("").tolist() == found["error"].eq("missed").tolist()
    fired = {(claim.article, claim.item, claim.basis, claim.stance, " ".join(claim.rules)) for claim in read}
    wrong = found[found["error"] != "missed"]
    assert set(wrong[["article", "item", "basis", "stance_predicted", "rules"]].itertuples(index=False, name=None)) <= fired


@pytest.mark.parametrize("error, stance, rules", [("spurious", "conditional", "visit.word hedge.may"),
                                                  ("stance", "routine", "visit.word"), ("missed", "rare", "")])
def test_an_error_takes_the_cause_of_its_own_row(tmp_path, monkeypatch, error, stance, rules):
    coded = trust.load_coding("gold").claims
    claim = next(one for one in coded if one.item == "stage.visit" and one.basis == "practice" and one.stance == "conditional")
    read = list(coded)
    read.remove(claim)
    gold = read if error == "spurious" else coded
    if error != "missed":
        read = [*read, replace(claim, stance=stance, rules=tuple(rules.split()))]
    monkeypatch.setattr(causes, "found_in", lambda name, folder=None: tuple(read))
    monkeypatch.setattr(causes, "load_coding", lambda name, folder=None: replace(trust.load_coding("gold"), claims=gold))
    place = f"gold,{claim.article},{claim.start},{claim.end}"
    header = ",".join(causes.FILE_COLUMNS)
    other = {"missed": "stance", "stance": "spurious", "spurious": "missed"}[error]
    folder = corpus(tmp_path, f"{header}\n{place},stage.visit,practice,{error},list,a,b\n"
                              f"{place},stage.visit,practice,{other},norm,c,d\ndev,x,0,1,stage.visit,practice,missed,norm,c,d\n")
    row, = causes.caused("gold", folder).to_dict("records")
    assert ("list", "a", "b", rules) == (row["cause"], row["note"], row["gloss"], row["rules"])
    assert 1 == causes.stale("gold", folder)
    (folder / "coding" / "causes.csv").write_text(f"{header}\n{place},stage.visit,norm,{error},list,a,b\n", encoding="utf-8")
    row, = causes.caused("gold", folder).to_dict("records")
    assert {"cause": causes.NOT_SORTED, "en": causes.NOT_SORTED, "note": "", "gloss": "", "rules": rules}.items() <= row.items()


def test_causes_are_counted_over_codings_the_most_frequent_first():
    counted = causes.by_cause()
    parts = {name: causes.caused(name) for name in causes.READ}
    assert ["cause", "en", *causes.READ, "errors"] == counted.columns.tolist()
    assert {name: len(part) for name, part in parts.items()} == counted[list(causes.READ)].sum().to_dict()
    assert counted["errors"].tolist() == (counted["gold"] + counted["dev"]).tolist()
    known = counted[counted["cause"] != causes.NOT_SORTED]
    assert known["errors"].is_monotonic_decreasing
    first = known.iloc[0]
    assert first["dev"] == parts["dev"]["cause"].eq(first["cause"]).sum() > 0


def test_a_reader_is_told_of_the_most_frequent_causes_only():
    said = {row["cause"]: row["keep_in_mind"] for row in table("causes")}
    frequent = [cause for cause in causes.by_cause()["cause"] if cause in said]
    assert tuple(said[cause] for cause in frequent[:3]) == causes.keep_in_mind(most=3)
    assert len(causes.keep_in_mind()) == 5
    alone = [cause for cause in causes.by_cause(["gold"])["cause"] if cause in said]
    assert tuple(said[cause] for cause in alone[:2]) == causes.keep_in_mind(["gold"], 2)


def test_what_is_not_sorted_stands_last_and_tells_a_reader_nothing(tmp_path):
    header = ",".join(causes.FILE_COLUMNS)
    error = causes.caused("gold").iloc[0]
    one = ",".join(["gold", *(str(error[name]) for name in causes.KEY[1:])])
    folder = corpus(tmp_path, f"{header}\n{one},damage,a,b\n")
    counted = causes.by_cause(["gold"], folder)
    assert ["damage", causes.NOT_SORTED] == counted["cause"].tolist() and 1 == counted["gold"].iloc[0] < counted["gold"].iloc[1]
    assert 1 == len(causes.keep_in_mind(["gold"], folder=folder))
    (folder / "coding" / "causes.csv").unlink()
    assert {causes.NOT_SORTED} == set(causes.caused("gold", folder)["cause"]) and 0 == causes.stale("gold", folder)


@pytest.mark.parametrize("text, fault", [
    ("coding,article\ngold,a\n", "is no table of causes"),
    ("", "is no table of causes"),
    (",".join(causes.FILE_COLUMNS) + "\ngold,a,one,2,stage.visit,practice,missed,list,x,y\n", "is no table of causes"),
    (",".join(causes.FILE_COLUMNS) + "\ngold,a,1,2,stage.visit,practice,missed,weather,x,y\n", "names the cause 'weather'"),
    (",".join(causes.FILE_COLUMNS) + 2 * "\ngold,a,1,2,stage.visit,practice,missed,list,x,y" + "\n", "names an error twice"),
])
def test_a_table_of_causes_that_is_none_is_refused(tmp_path, text, fault):
    with pytest.raises(InputFault, match=fault) as refused:
        causes.sorted_errors(corpus(tmp_path, text))
    assert "\n" not in str(refused.value)
