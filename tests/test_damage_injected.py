"""Damage neither makes nor kills a claim (codebook §5), as far as it goes: keywords put into sound articles, letters taken out.

How much that is depends on how thickly they lie. Both bars are measured ones: with 3 of 100 clauses hit, at most 2 of 100
claims may change; with 3 of 100 words hit, as thick as in the worst of the real articles, more do.
"""
import pytest
from spoiled import spoil

from koujing.code.extract import extract
from koujing.compare.trust import load_coding
from koujing.read.corpus import read_article

WORDS_A_CLAUSE = 6  # of the prose of the coded articles, on average
EVERY = 3           # every third of the sound articles


@pytest.fixture(scope="module")
def sound():
    """Pairs of a sound article and its claims, from the real and the development articles."""
    codings = [load_coding(name) for name in ("gold", "dev", "dev2")]
    articles = [read_article(path) for coding in codings for path in sorted(coding.texts.glob("*.txt"))
                if not coding.damage.get(path.stem)]
    return [(article, extract(article)) for article in articles[::EVERY]]


def by_place(claims, back):
    return {(back[claim.start], claim.item, claim.basis): (claim.stance, set(claim.conditions)) for claim in claims}


def changed(sound, folder, rate):
    """The share of claims that were made, killed or changed where that share of words is hit, and how many words were."""
    path, before, other, hits = folder / "spoiled.txt", 0, 0, 0
    for article, claims in sound:
        text, back, places = spoil(article, 1, rate)
        path.write_text(text, encoding="utf-8", newline="")
        one, two = by_place(claims, range(len(article.raw) + 1)), by_place(extract(read_article(path)), back)
        other += len(one.keys() ^ two.keys()) + sum(one[key] != two[key] for key in one.keys() & two.keys())
        before, hits = before + len(one), hits + len(places)
    return other / before, hits


def test_one_hit_clause_in_thirty_changes_hardly_a_claim(sound, tmp_path):
    share, hits = changed(sound, tmp_path, 0.03 / WORDS_A_CLAUSE)
    assert hits > 40
    assert share <= 0.02


def test_three_hit_words_in_a_hundred_change_few_claims(sound, tmp_path):
    share, hits = changed(sound, tmp_path, 0.03)
    assert hits > 200
    assert share <= 0.08
