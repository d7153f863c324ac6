"""Errors counted from coded articles, formulas against hand-made numbers, draws against what must hold of them."""
import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from koujing.code.claims import Claim
from koujing.compare import carried, corrected, misreading as room
from koujing.compare.agreement import alpha, spread_by_item
from koujing.compare.positions import ordered_items, positions
from koujing.compare.posterior import sample

spec = importlib.util.spec_from_file_location("benchmark", Path(__file__).resolve().parents[1] / "benchmarks" / "misreading.py")
benchmark = importlib.util.module_from_spec(spec)
spec.loader.exec_module(benchmark)

ITEMS = ordered_items()
VISIT, MAIL = ITEMS.index("stage.visit"), ITEMS.index("channel.email")


def claim(article, stance="rare", item="stage.visit", **fields):
    return Claim(article, 0, 9, "quote", item, fields.pop("basis", "practice"), stance, **fields)


def exact(articles=40, size=18):
    """A record of a reader without any error, seen on many cells."""
    many = np.full(size, articles)
    return room.Misreading(ITEMS[:size], 2 * articles, many, many * 0, many.copy(), many * 0, np.eye(4, dtype=int) * 500,
                           np.zeros(4, int))


def test_cells_are_counted_by_item_and_stances_pooled():
    gold = [claim("a"), claim("b", "denied"), claim("c"), claim("d", "required", basis="norm"), claim("d", source="comment")]
    read = [claim("a"), claim("b", "routine"), claim("e", "conditional"), claim("e", "denied", "channel.email")]
    model = room.misreading(gold, read, "abcdef")
    assert (2, 1, 2, 1) == tuple(int(part[VISIT]) for part in (model.found, model.missed, model.left, model.made_up))
    assert (0, 0, 5, 1) == tuple(int(part[MAIL]) for part in (model.found, model.missed, model.left, model.made_up))
    assert {(1, 1): 1, (0, 3): 1} == {tuple(map(int, at)): int(model.stances[tuple(at)]) for at in np.argwhere(model.stances)}
    assert [1, 0, 1, 0] == model.invented.tolist() and 6 == model.articles
    with pytest.raises(ValueError, match="claims name the article 'e', which is not among `articles`"):
        room.misreading(gold, read, "abcd")


def test_what_no_coded_article_shows_is_not_identified_and_said_so():
    parts = np.array([[3, 0, 2, 0, 1], [1, 0, 0, 0, 3], [4, 5, 0, 0, 1], [0, 1, 0, 0, 3]])
    table = room.identified(room.Misreading(tuple("abcde"), 8, *parts, np.zeros((4, 4), int), np.zeros(4, int)))
    assert [True, False, False, False, False] == table["identified"].tolist()
    assert ["", room.NO_SPEAKER, room.NO_SILENT, room.NEITHER, room.WORSE_THAN_CHANCE] == table["why"].tolist()
    assert (0.75, 1.0) == tuple(table.loc[0, ["sensitivity", "specificity"]])
    assert [1, 2, 3] == np.flatnonzero(table["sensitivity"].isna() | table["specificity"].isna()).tolist()
    assert room.IDENTIFIED_COLUMNS == table.columns.tolist()


def test_stance_shares_leave_a_stance_missing_that_no_cell_has():
    table = room.stance_shares(replace(exact(), stances=np.array([[3, 1, 0, 0], [0] * 4, [0, 0, 2, 0], [0, 0, 0, 1]])))
    assert [0.75, 0.25] == table.loc["denied", ["denied", "rare"]].tolist() and table.loc["rare"].isna().all()


def test_rogan_gladen_undoes_the_reader():
    """At p = 0.3, Se = 0.9, Sp = 0.8 a share of 0.3 · 0.9 + 0.7 · 0.2 = 0.41 is read."""
    estimate, low, high = corrected.rogan_gladen(410, 1000, 90, 10, 80, 20)
    assert 0.3 == pytest.approx(float(estimate)) and 0 < low < 0.3 < high < 1
    wide = corrected.rogan_gladen(410, 1000, 9, 1, 8, 2)
    assert wide[2] - wide[1] > 2 * (high - low)
    assert [0, 1] == [float(corrected.rogan_gladen(n, 10, 9, 1, 8, 2)[0]) for n in (0, 10)]
    for counts in ((3, 0, 9, 1, 8, 2), (3, 5, 0, 0, 8, 2), (3, 5, 9, 1, 0, 0), (3, 5, 1, 9, 8, 2)):
        assert all(np.isnan(end) for end in corrected.rogan_gladen(*counts)), counts


def test_the_interval_is_that_of_lang_and_reiczigel():
    """Their equations 6, 7, 16 and 17, worked by hand for 20 of 100 read, 45 of 50 found, 38 of 40 left silent."""
    z = 1.959963985
    read, hit, quiet = (20 + z * z / 2) / (100 + z * z), 46 / 52, 39 / 42
    share = (read + quiet - 1) / (hit + quiet - 1)
    shift = 2 * z * z * (share * hit * (1 - hit) / 52 - (1 - share) * quiet * (1 - quiet) / 42)
    spread = read * (1 - read) / (100 + z * z) + share ** 2 * hit * (1 - hit) / 52 + (1 - share) ** 2 * quiet * (1 - quiet) / 42
    half = z * spread ** 0.5 / (hit + quiet - 1)
    found = corrected.rogan_gladen(20, 100, 45, 5, 38, 2)
    assert (0.15 / 0.85, share + shift - half, share + shift + half) == pytest.approx(tuple(map(float, found)))


def test_the_inverse_of_the_matrix_gives_the_true_shares_back():
    chances = np.array([[0.9, 0.05, 0.05], [0.1, 0.7, 0.2], [0.0, 0.3, 0.7]])
    shares = np.array([0.5, 0.2, 0.3])
    assert shares == pytest.approx(corrected.true_shares(shares @ chances * 1000, chances))
    assert [0, 1] == corrected.true_shares([1, 99], [[0.9, 0.1], [0.1, 0.9]]).tolist()
    two = corrected.true_shares([41, 59], [[0.9, 0.1], [0.2, 0.8]])
    assert float(corrected.rogan_gladen(41, 100, 90, 10, 80, 20)[0]) == pytest.approx(two[0])
    with pytest.raises(ValueError, match="cannot be told apart"):
        corrected.true_shares([1, 1], [[0.5, 0.5], [0.5, 0.5]])
    with pytest.raises(ValueError, match="nothing was read"):
        corrected.true_shares([0, 0], np.eye(2))


def test_draws_of_a_reader_without_error_stay_with_what_was_read():
    read = np.random.default_rng(4).integers(-1, 4, (18, 12))
    stack = carried.draws(np.where(read < 0, np.nan, read), exact(2000), n=60)
    assert (60, 18, 12) == stack.shape and np.int8 == stack.dtype
    assert 0.99 < (stack == read).mean()


def test_draws_are_seeded_and_whole():
    read = np.random.default_rng(4).integers(-1, 4, (18, 5)).astype(float)
    first, again, other = (carried.draws(read.clip(0), exact(3), 50, seed) for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()
    assert {-1, 0, 1, 2, 3} >= set(np.unique(first).tolist())


def test_a_poor_reader_widens_and_shifts():
    """A reader that overlooks four cells of ten: more articles speak than it reads."""
    read = np.full((18, 30), np.nan)
    read[:, :9] = 3
    poor = replace(exact(60), found=np.full(18, 36), missed=np.full(18, 24))
    sure, unsure = (corrected.interval(carried.draws(read, model, 200), lambda stack: corrected.speaking(stack)[:, 0])
                    for model in (exact(60), poor))
    assert sure.low <= 9 <= sure.high and sure.high - sure.low <= 3
    assert unsure.estimate >= 12 and unsure.high - unsure.low > 3


def test_draws_refuse_other_items_and_what_is_no_rank():
    with pytest.raises(ValueError, match="the matrix has other items"):
        carried.draws(np.zeros((3, 2)), exact())
    with pytest.raises(ValueError, match="something that is no rank"):
        carried.draws(np.full((18, 2), 4.0), exact())


def test_statistics_of_draws_are_those_of_the_matrix():
    read = np.random.default_rng(7).integers(-1, 4, (18, 9))
    stack, wide = read[None].astype(np.int8), np.where(read < 0, np.nan, read)
    assert alpha(wide).value == pytest.approx(corrected.alpha_of(stack)[0])
    table = pd.DataFrame({"item": np.repeat(ITEMS, 9), "position": pd.array(wide.ravel(), dtype="Int64")})
    whole = spread_by_item(table)
    assert whole["speak"].tolist() == corrected.speaking(stack)[0].tolist()
    assert whole["consensus"].astype(float).to_numpy() == pytest.approx(corrected.consensus_of(stack)[0])
    alike = np.array([[[3, 3, -1], [3, 2, 3], [-1, -1, 0], [1, 1, 1]]])
    assert [[True, False, False, True]] == corrected.one_position(alike).tolist()
    assert [[False, True, False, True]] == corrected.all_speak(alike).tolist()
    shares = corrected.share_of(3)(np.array([[[3, 0], [-1, -1]]]))[0]
    assert 0.5 == shares[0] and np.isnan(shares[1])


def test_an_interval_has_ends_that_were_drawn_or_says_why_not():
    stack = np.arange(100)[:, None, None]
    found = corrected.interval(stack, lambda drawn: drawn[:, 0, 0])
    assert (49, 2, 97, 100) == (found.estimate, found.low, found.high, found.defined)
    none = corrected.interval(stack, lambda drawn: np.where(drawn[:, 0, 0] < 49, 1.0, np.nan))
    assert (None, None, None, 49, corrected.UNSTABLE) == (none.estimate, none.low, none.high, none.defined, none.why)
    assert 0.25 == corrected.chance(stack, lambda drawn: drawn[:, 0, 0] < 25)
    table = corrected.by_item(np.repeat(stack, 2, axis=1), lambda drawn: drawn[..., 0], ["x", "y"])
    assert [2.0, 2.0] == table["low"].tolist() and ["x", "y"] == table["item"].tolist()


def test_the_table_gives_no_corrected_figure_where_none_is_identified():
    claims = pd.DataFrame([{"article": name, "start": 0, "end": 9, "quote": "q", "item": "stage.visit", "basis": "practice",
                            "stance": "routine", "source": "author"} for name in "abc"])
    known = exact(20)
    known.found[MAIL] = 0
    table = corrected.corrected_table(positions(claims, "abcde"), known, n=120)
    assert corrected.COLUMNS == table.columns.tolist() and list(ITEMS) == table["item"].tolist()
    visit, mail = table.iloc[VISIT], table.iloc[MAIL]
    assert (5, 3, 0.6) == (visit["articles"], visit["speak"], pytest.approx(visit["rogan_gladen"]))
    assert visit["low"] <= 3 <= visit["high"] and 0 < visit["share_low"] < 0.6 < visit["share_high"] < 1
    assert not mail["identified"] and room.NO_SPEAKER == mail["why"]
    assert mail[corrected.COLUMNS[3:11]].isna().all() and not visit[corrected.COLUMNS[3:11]].isna().any()


def test_items_that_were_coded_little_lean_on_the_others():
    """One item has a single coded cell, found; of the others two cells in three were overlooked, and so probably are its own."""
    seen = np.zeros((1, 18, 5), int)
    seen[..., 0], seen[..., 4] = 23, 7
    rates = {"found": np.full((1, 18), 20), "missed": np.full((1, 18), 40), "left": np.full((1, 18), 60),
             "made_up": np.full((1, 18), 0), "stances": np.eye(4, dtype=int)[None] * 90, "invented": np.zeros((1, 4), int)}
    rates["found"][0, 0], rates["missed"][0, 0] = 1, 0
    true = sample(seen, rates, np.random.default_rng(1), draws=200)["true"][0, :, :, 1:].sum(axis=-1)
    assert 17 < true[:, 1:].mean() < 25 and abs(true[:, 0].mean() - true[:, 1:].mean()) < 3


@pytest.mark.parametrize(("coded", "fewest"), [(200, 85), (10, 65)])
def test_a_stance_that_is_taken_for_another_is_given_back_not_the_other_way(coded, fewest):
    """The reader takes six rarities of ten for conditions and no condition for a rarity: 40 and 60 are 100 rarities."""
    seen = np.zeros((1, 18, 5), int)
    seen[..., 2], seen[..., 3] = 40, 60
    stances = np.eye(4) * coded
    stances[1] = 0, 0.4 * coded, 0.6 * coded, 0
    rates = {"found": np.full((1, 18), 500), "missed": np.full((1, 18), 0), "left": np.full((1, 18), 500),
             "made_up": np.full((1, 18), 0), "stances": stances[None], "invented": np.zeros((1, 4), int)}
    true = sample(seen, rates, np.random.default_rng(1), draws=120, burn=150)["true"][0].mean(axis=(0, 1))
    assert true[2] > fewest and true[1] < 3, true


def test_corrected_intervals_hold_the_truth_where_naive_ones_do_not():
    """A small run of the benchmark: a reader that overlooks and invents, 30 coded articles, 30 to read."""
    table = benchmark.measure(corpora=6, readers=("mixed",), coded=(30,), sizes=(30,), processes=1, seed=5).set_index("figure")
    assert benchmark.COLUMNS == table.reset_index()[benchmark.COLUMNS].columns.tolist()
    for figure in ("share", "number", "consensus", "routine"):
        assert 0.9 <= table.loc[figure, "corrected"], figure
        assert table.loc[figure, "naive"] < 0.8, figure
    assert table.loc["share", "formula"] > 0.9 > table.loc["share", "naive"]


def test_the_written_table_is_of_every_scenario():
    table = pd.read_csv(benchmark.TABLE)
    assert benchmark.COLUMNS == table.columns.tolist()
    inside = table[table["reader"].isin(benchmark.READERS)]
    scenarios = len(benchmark.READERS) * len(benchmark.CODED) * len(benchmark.SIZES) * len(benchmark.FIGURES)
    assert scenarios == len(inside) and set(benchmark.STRESS) == set(table["reader"]) - set(benchmark.READERS)
    held = inside.groupby("figure")[["corrected", "naive"]].mean()
    assert held["corrected"].between(0.93, 0.97).all() and (held["corrected"] > held["naive"] + 0.1).all()
    by_reader = inside.groupby(["figure", "reader"])["corrected"].mean()
    assert by_reader.between(0.93, 0.975).all(), by_reader


def test_the_page_shows_the_tables_of_the_benchmark():
    text, table = benchmark.PAGE.read_text(encoding="utf-8"), pd.read_csv(benchmark.TABLE)
    parts = benchmark.page(table)
    assert text == benchmark.written(text, parts)
    assert all(lines in text for lines in parts.values()) and 5 == parts["all"].count("\n") + 1
