"""Shared text: what a spinner makes of an article is found again, what merely has the same topic is not."""
import difflib
import statistics

import pandas as pd
import pytest
from spinner import LEVELS, spin

from koujing import coded_articles, load_coding, load_corpus
from koujing.compare import reuse
from koujing.tables import letters, sentences_table

SEEDS = {"gold": (11, 12, 13, 14), "dev": (11, 12), "dev2": (11, 12)}  # others than those that the thresholds were chosen with
SPUN = "~spun"


def articles_of(name):
    return load_corpus() if name == "gold" else coded_articles(load_coding(name))


@pytest.fixture(scope="module", params=SEEDS)
def originals(request):
    return request.param, sentences_table(articles_of(request.param))


def table(rows):
    """A table of sentences from (article, text), one line each."""
    made, ends = [], {}
    for article, text in rows:
        start = ends.get(article, 0)
        ends[article] = start + len(text) + 1
        made.append((article, start, start + len(text), text, letters(text)))
    return pd.DataFrame(made, columns=["article", "start", "end", "quote", "text"])


def spun(sentences, level, seed):
    """Every article beside its spun copy, and for each spun sentence (article, start) those that it was made from."""
    rows, sources = [], {}
    for name, mine in sentences.groupby("article"):
        starts, at = mine["start"].tolist(), 0
        for text, made_from in spin(mine["quote"].tolist(), LEVELS[level], f"{name} {seed}"):
            sources[name + SPUN, at] = {(name, starts[number]) for number in made_from}
            rows.append((name + SPUN, text))
            at += len(text) + 1
    return pd.concat([sentences, table(rows)], ignore_index=True), sources


def measured(both, sources):
    """Precision and recall by letters of the spun sentences, each pair of an original and a spun sentence judged alone."""
    size = {(row.article, row.start): len(row.text) for row in both.itertuples()}
    right, wrong, found = 0, 0, set()
    for row in reuse.shared(both).itertuples():
        if SPUN in row.article_b and SPUN not in row.article_a:
            here = row.article_b, row.start_b
            true = (row.article_a, row.start_a) in sources[here]
            right, wrong = right + true * size[here], wrong + (not true) * size[here]
            found |= {here} if true else set()
    copied = sum(size[place] for place, made_from in sources.items() if made_from)
    return right / (right + wrong), sum(size[place] for place in found) / copied


def test_moderate_rewriting_is_found_and_little_else(originals):
    name, sentences = originals
    for seed in SEEDS[name]:
        both, sources = spun(sentences, "moderate", seed)
        precision, recall = measured(both, sources)
        assert precision >= 0.95 and recall >= 0.90, (name, seed, precision, recall)


def test_every_spun_copy_is_a_near_copy_and_nothing_else_is(originals):
    name, sentences = originals
    both, _ = spun(sentences, "moderate", SEEDS[name][0])
    groups = reuse.witnesses(reuse.overlap(reuse.shared(both), both), both).groupby("witness")["article"].agg(tuple)
    assert sorted((one, one + SPUN) for one in sentences["article"].unique()) == sorted(groups)


def test_moderate_rewriting_leaves_two_thirds_of_the_letters_and_short_runs():
    kept, runs = [], []
    for _, mine in sentences_table(load_corpus()).groupby("article"):
        copy = [letters(text) for text, _ in spin(mine["quote"].tolist(), LEVELS["moderate"], 11)]
        matcher = difflib.SequenceMatcher(None, "".join(mine["text"]), "".join(copy), autojunk=False)
        kept.append(matcher.ratio())
        runs.append(max(block.size for block in matcher.get_matching_blocks()))
    assert 0.55 < statistics.median(kept) < 0.75 and statistics.median(runs) <= 35


def test_the_articles_shipped_share_sentences_but_none_is_a_near_copy():
    sentences = sentences_table(load_corpus())
    shared = reuse.shared(sentences)
    texts = dict(zip(zip(sentences["article"], sentences["start"], strict=True), sentences["quote"], strict=True))
    assert all(texts[row.article_b, row.start_b] == row.quote_b for row in shared.itertuples())
    overlap = reuse.overlap(shared, sentences)
    assert ("000", "004") == (overlap["article_a"][0][:3], overlap["article_b"][0][:3])
    assert 5 == reuse.witnesses(overlap, sentences)["witness"].nunique()


def test_one_article_copied_five_times_is_one_witness():
    sentences = sentences_table(load_corpus())
    source = sentences[sentences["article"] == sentences["article"].min()]
    rows = [(f"copy {seed}", text) for seed in range(5)
            for text, _ in spin(source["quote"].tolist(), LEVELS["light"], seed)]
    other = sentences[sentences["article"] == sentences["article"].unique()[1]]
    both = pd.concat([table(rows), other], ignore_index=True)
    found = reuse.witnesses(reuse.overlap(reuse.shared(both), both), both)
    copies = found[found["article"].str.startswith("copy")]
    assert (5, 1, 2) == (len(copies), copies["witness"].nunique(), found["witness"].nunique())
    assert [copies["letters"].max()] == copies.loc[copies["kept"], "letters"].tolist()


def test_a_spun_passage_within_another_article_is_found_and_makes_no_near_copy():
    sentences = sentences_table(load_corpus())
    one, other = sentences["article"].unique()[:2]
    passage = sentences[sentences["article"] == one].iloc[8:13]
    planted = [text for text, _ in spin(passage["quote"].tolist(), LEVELS["light"], 3)]
    host = sentences.loc[sentences["article"] == other, "quote"].tolist()
    rows = [("host", text) for text in [*host[:20], *planted, *host[20:]]]
    both = pd.concat([sentences[sentences["article"] == one], table(rows)], ignore_index=True)
    shared = reuse.shared(both)
    assert set(shared["quote_b"]) <= set(planted) and len(set(shared["quote_b"])) >= len(planted) - 1
    assert set(shared["start_a"]) <= set(passage["start"])
    assert 2 == reuse.witnesses(reuse.overlap(shared, both), both)["witness"].nunique()


LAW = "催收人员应当主动说明所属机构并出示授权文件不得使用威胁或者侮辱性的语言"
CUT = "催收人员应当主动说明所属机构。并且还要出示授权文件,不得使用威胁或者侮辱性的语言"


def test_a_sentence_cut_in_two_is_found_in_both_parts():
    rows = [("a", LAW + "。"), ("a", "另外一句完全不同的话说的是天气晴朗适合出门。")]
    rows += [("b", part) for part in CUT.split("。")]
    assert [0, 15] == reuse.shared(table(rows))["start_b"].tolist()


def test_sentences_of_one_article_are_no_pair_and_the_first_by_name_is_side_a():
    found = reuse.shared(table([("z", LAW), ("a", "引言。"), ("a", LAW), ("a", LAW + "啊")]))
    assert {("a", "z")} == set(zip(found["article_a"], found["article_b"], strict=True))
    assert reuse.SHARED_COLUMNS == found.columns.tolist()
    assert (found["alike"] <= 1).all()


@pytest.mark.parametrize("rows", [[], [("a", "")], [("a", "短"), ("b", "短")], [("a", LAW), ("b", "")]])
def test_little_or_no_text_shares_nothing(rows):
    sentences = table(rows)
    shared = reuse.shared(sentences)
    overlap = reuse.overlap(shared, sentences)
    assert shared.empty and overlap.empty
    assert sorted({name for name, _ in rows}) == reuse.witnesses(overlap, sentences)["article"].tolist()


def test_an_article_without_a_sentence_is_a_witness_of_its_own():
    sentences = table([("a", LAW), ("b", LAW)])
    found = reuse.witnesses(reuse.overlap(reuse.shared(sentences), sentences), sentences, ["a", "b", "silent"])
    assert [("a", 1, True), ("b", 1, False), ("silent", 2, True)] == list(
        found[["article", "witness", "kept"]].itertuples(index=False, name=None))


def test_a_copy_of_a_copy_is_of_the_same_group_and_the_longest_is_kept():
    sentences = table([("a", "x"), ("b", "xxx"), ("c", "xx")])
    overlap = pd.DataFrame([("b", "c", .9), ("a", "b", .5)], columns=["article_a", "article_b", "share"])
    assert [1, 1, 1] == (found := reuse.witnesses(overlap, sentences))["witness"].tolist()
    assert [False, True, False] == found["kept"].tolist()
    assert [1, 2, 2] == reuse.witnesses(overlap, sentences, least=.6)["witness"].tolist()


def test_claims_in_shared_sentences_name_the_other_articles():
    sentences = table([("a", LAW), ("a", "无关"), ("b", LAW), ("c", LAW + "啊")])
    claims = pd.DataFrame({"article": ["a", "a", "b"], "start": [3, len(LAW) + 1, 0], "end": [9, len(LAW) + 3, 5]})
    assert ["b; c", "", "a; c"] == reuse.borrowed(claims, reuse.shared(sentences)).tolist()


def test_claims_told_in_shared_sentences_are_counted_for_each_pair_of_articles():
    sentences = table([("a", LAW), ("a", "无关"), ("b", LAW), ("c", "别的")])
    claims = pd.DataFrame({"article": ["a", "a", "a", "b", "c"], "start": [0, 3, len(LAW) + 1, 0, 0],
                           "end": [2, 9, len(LAW) + 3, 5, 2]})
    found = reuse.overlap_of_claims(claims, reuse.shared(sentences))
    assert [("a", "b", 3, 1, 2, 1, 1.0)] == list(found.itertuples(index=False, name=None))
    assert [1, 1, 2] == reuse.witnesses(found, sentences)["witness"].tolist()
    assert reuse.overlap_of_claims(claims.tail(1), reuse.shared(sentences)).empty


def test_the_order_of_the_rows_does_not_matter():
    sentences = sentences_table(load_corpus())
    mixed = sentences.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(reuse.shared(sentences), reuse.shared(mixed))


def test_wrong_sentences_are_refused_by_name():
    sentences = table([("a", LAW), ("b", LAW)])
    with pytest.raises(ValueError, match="lack the column 'text'; build the table with"):
        reuse.shared(sentences.drop(columns="text"))
    with pytest.raises(ValueError, match=r"row 1 \(article 'a', start 0\) stands twice; keep one"):
        reuse.shared(pd.concat([sentences.head(1), sentences.head(1)]))
