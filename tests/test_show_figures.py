"""Every figure is drawn: nothing cut, nothing overlapping, every character there, the same bytes again."""
import io
import os
import re
import subprocess
import sys
import warnings
from itertools import product
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.patches import Polygon
from matplotlib.text import Text
from show_data import DRAWINGS, article, extents, faults, many, tables, thirty

from koujing.code.claims import Claim, frame
from koujing.compare import agreement, keyness, order, positions
from koujing.read.article import InputFault
from koujing.show import figures, sheet, style, words

matplotlib.use("Agg")
TITLE = ("Five articles tell five stories of whom the lender calls, 五篇文章五种说法, and none says on what ground "
         "it does so; 没有一篇说明依据何在, so the reader is left to guess")
CAPTION = ("Positions of n = 5 articles on 18 items. How to read it: darker is firmer; a cross is a denial, a dot is "
           "silence. 颜色越深，说法越肯定；叉号是否认，小点是未提。" * 2)
CELLS = 2  # the contact matrix: two keys come before its cells
GROWING = ("contact_matrix", "stage_lanes", "stage_lanes with consensus", "precedence_matrix", "agreement_matrix",
           "consensus_lollipops", "keyness_bars", "claims_by_family", "damage_strip", "law_timeline")
MANY_ARTICLES = ("contact_matrix", "stage_lanes", "stage_lanes with consensus", "agreement_matrix", "keyness_bars", "word_clouds",
                 "clouds_with_bars", "claims_by_family", "damage_strip", "law_timeline", "score_bars")


@pytest.fixture(scope="module")
def gold():
    return tables("gold")


@pytest.fixture(scope="module")
def corpora(gold):
    dev = tables("dev")
    return {"gold": gold, "dev": dev, "thirty": thirty(dev), "five hundred": many(dev)}


@pytest.fixture(autouse=True)
def closed():
    yield
    pyplot.close("all")


def drawn(name, data, **said):
    """The figure that the function drew, its texts rendered."""
    assert DRAWINGS[name](data, **said) is None
    figure = pyplot.gcf()
    figure.canvas.draw()
    return figure


def texts(figure):
    return extents(figure)[0]


def test_every_figure_is_in_the_table_of_drawings():
    assert {name.partition(" ")[0] for name in DRAWINGS} == set(figures.__all__)


@pytest.mark.parametrize("name, corpus", [*product(DRAWINGS, ("gold", "dev", "five hundred")), *product(GROWING, ("thirty",))])
def test_nothing_is_cut_and_no_two_texts_overlap(corpora, name, corpus):
    figure = drawn(name, corpora[corpus], title=TITLE, caption=CAPTION)
    assert faults(figure) == []
    assert "".join(texts(figure)).replace(" ", "").count("五篇文章五种说法") == 1


@pytest.mark.parametrize("fault, spoil", [
    ("cut", lambda figure: figure.text(0.95, 0.5, "a text that runs out of the paper")),
    ("overlap", lambda figure: figure.axes[CELLS].set_xticks([0.1, 0.2], ["one long label", "another long label"])),
    ("edge", lambda figure: figure.axes[CELLS].plot([0, -9], [0, 0], clip_on=False)),
    ("glyph", lambda figure: figure.text(0.5, 0.001, "\U00020BB7")),
    ("small", lambda figure: figure.text(0.001, 0.5, "a", size=5)),
    ("see-through", lambda figure: figure.set_facecolor("none")),
])
def test_the_search_for_faults_finds_each(gold, fault, spoil):
    figure = drawn("contact_matrix", gold)
    assert faults(figure) == []
    spoil(figure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert fault in {found.partition(":")[0] for found in faults(figure)}


@pytest.mark.parametrize("name", MANY_ARTICLES)
def test_five_hundred_articles_are_counted_or_selected_and_the_title_says_so(corpora, name):
    data = corpora["five hundred"]
    figure = drawn(name, data, title="Q", caption="as many as five")
    said = texts(figure)
    assert any(re.match(r"\d+ 篇文章，.+ \d+ articles, ", text) for text in said), said[:3]
    assert figure.get_size_inches()[1] <= 24
    assert sum(text in {style.short(one, list(data["published"])) for one in data["published"]} for text in said) <= 30


@pytest.mark.parametrize("name", MANY_ARTICLES)
def test_thirty_or_fewer_are_not_counted(gold, name):
    assert not any("articles, " in text and "篇文章，" in text for text in texts(drawn(name, gold, title="Q")))


def test_positions_of_many_articles_add_up(corpora):
    where = corpora["five hundred"]["positions"]
    figures.contact_matrix(where)
    cells = pyplot.gcf().axes[1]
    reach = max(patch.get_x() + patch.get_width() for patch in cells.patches)
    for rank in range(4):
        colour = style.of_rank(rank)["colour"]
        wide = sum(patch.get_width() for patch in cells.patches if matplotlib.colors.to_hex(patch.get_facecolor()) == colour)
        assert wide / reach * 500 == pytest.approx((where["position"] == rank).sum())


def words_of(figure):
    """All that a figure says, on one line."""
    return " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text))


def test_pairs_of_many_articles_add_up(corpora):
    pairs = corpora["five hundred"]["pairwise"]
    figures.agreement_matrix(pairs)
    bars = [int(text.get_text().replace(",", "")) for text in pyplot.gcf().axes[0].texts[1:]]
    assert sum(bars) == len(pairs) == 500 * 499 / 2
    assert bars[0] == (pairs["equal"] == pairs["shared_items"])[pairs["shared_items"] > 0].sum()
    assert bars[-1] == (pairs["shared_items"] == 0).sum()
    assert "drawn at random" not in words_of(pyplot.gcf())


def test_pairs_that_were_drawn_at_random_are_called_so(corpora):
    where = positions.matrix(corpora["five hundred"]["positions"])
    figures.agreement_matrix(agreement.pairwise(where, most=9_000))
    assert "n = 9,000 pairs of articles, drawn at random of 124,750." in words_of(pyplot.gcf())


def test_steps_of_many_articles_add_up(corpora):
    table = corpora["five hundred"]["sequences"]
    drawn("stage_lanes", corpora["five hundred"])
    counts = [int(text.get_text()) for text in pyplot.gcf().axes[1].texts if text.get_text().isdigit()]
    assert sum(counts) == len(table)
    assert max(counts) == table.groupby(["item", "step"]).size().max()


def test_claims_of_many_articles_add_up(corpora):
    claims = corpora["five hundred"]["claims"]
    figures.claims_by_family(claims)
    for panel in pyplot.gcf().axes:
        assert sum(patch.get_width() for patch in panel.patches) == claims["article"].nunique()


def test_citations_of_many_articles_add_up(corpora):
    data = corpora["five hundred"]
    named = data["verdicts"][data["verdicts"]["instrument_id"] != ""]
    figure = drawn("law_timeline", data)
    cells = [text for text in figure.axes[-1].texts if text.get_text().replace(",", "").isdigit() and len(text.get_text()) < 4]
    assert sum(int(text.get_text()) for text in cells) == 2 * len(named), "once by year, once by verdict"


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_text_of_a_figure_says_its_name_title_and_data_and_nothing_of_the_machine(corpora, name):
    label = drawn(name, corpora["gold"], title="A question").get_label()
    known = re.fullmatch(rf"{name.partition(' ')[0]}: A question \| data \d+ × \d+( \+ \d+ × \d+)*, sha256 [0-9a-f]{{12}}", label)
    assert known, label
    assert label == drawn(name, corpora["gold"], title="A question", caption="other words").get_label()
    assert label.rpartition(" ")[2] != drawn(name, corpora["dev"], title="A question").get_label().rpartition(" ")[2]


def test_the_consensus_lane_counts_the_orders_and_dashes_what_is_open():
    table = order.sequences({"a": {"stage.reminder": 1, "stage.visit": 2}, "b": {"stage.visit": 1, "stage.reminder": 2},
                             "c": {"stage.reminder": 1, "stage.legal_action": 2}, "d": None})
    where = positions.positions(frame([]), list("abcd"))
    nearest = order.consensus(table)
    figures.stage_lanes(table, where, consensus=nearest.steps, dissents=order.dissents(table, nearest))
    said = texts(pyplot.gcf())
    assert ["3 of 3", "1 of 3", "2 of 3"] == [text for text in said if " of " in text]
    styles = [patch.get_linestyle() for axes in pyplot.gcf().axes for patch in axes.patches]
    assert sum(style == "--" for style in styles) == (nearest.steps["open"] > 0).sum() > 0


def test_the_precedence_matrix_says_of_how_many_and_is_silent_where_nobody_places_both():
    table = order.sequences({"a": {"stage.reminder": 1, "stage.visit": 2}, "b": {"stage.reminder": 1, "stage.visit": 1},
                             "c": {"stage.legal_action": 1, "stage.reminder": 2}})
    figures.precedence_matrix(order.precedence(table))
    said = [text for text in texts(pyplot.gcf()) if " of " in text and "row" not in text]
    assert sorted(["1 of 2", "0 of 2", "1 of 1", "0 of 1"]) == sorted(said)
    assert 2 == sum("tie 1" in text for text in texts(pyplot.gcf()))



@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_is_ten_inches_wide_and_white_whatever_the_user_set(gold, name):
    with matplotlib.rc_context({"figure.facecolor": "black", "font.size": 30, "axes.grid": True,
                                "figure.dpi": 50, "savefig.bbox": "tight"}):
        figure = drawn(name, gold)
    assert figure.get_size_inches()[0] == 10
    assert figure.dpi == style.DPI
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert max(text.get_fontsize() for text in figure.findobj(Text)) <= 13
    assert not any(line.get_visible() for axes in figure.axes for line in axes.get_xgridlines())


def emptied(data):
    """The tables without rows, as a corpus gives that makes no claims."""
    return {key: [] if key == "articles" else {} if key == "published" else table * 0 if key == "confusion" else table.head(0)
            for key, table in data.items()}


@pytest.mark.parametrize("name", sorted(set(DRAWINGS) - {"word_cloud", "word_clouds"}))
def test_an_empty_table_draws_as_an_empty_answer(gold, name):
    said = texts(drawn(name, emptied(gold), title="A question"))
    assert "A question" in said
    assert any("nothing to draw" in text for text in said)


def test_one_article_is_enough():
    only = article("only", "微粒贷会发短信。逾期后催收。")
    claims = frame([Claim("only", 0, 8, "微粒贷会发短信。", "channel.sms", "practice", "routine")])
    where = positions.positions(claims)
    counts = words.word_counts([only])
    data = {"articles": [only], "claims": claims, "positions": where, "counts": counts,
            "sequences": order.sequences({"only": None}), "pairwise": agreement.pairwise(positions.matrix(where)),
            "spread": agreement.spread_by_item(where), "keyness": keyness.log_likelihood(counts, minimum=1)}
    for name in GROWING[:-1] + ("word_cloud", "word_clouds"):
        assert "Q" in texts(drawn(name, data, title="Q")), name


def test_contact_matrix_has_a_number_for_each_spoken_cell_and_a_dot_for_each_silent_one(gold):
    where = gold["positions"]
    figure = drawn("contact_matrix", gold)
    numbers = [int(text) for text in texts(figure) if text.isdigit() and len(text) < 3]
    assert sorted(numbers) == sorted(where.loc[where["claims"] > 0, "claims"])
    cells = figure.axes[CELLS]
    dots = [line for line in cells.lines if line.get_markersize() == 1.6]
    assert len(dots) == (where["claims"] == 0).sum()
    framed = [patch for patch in cells.patches
              if matplotlib.colors.to_hex(patch.get_edgecolor()) == style.palette()["accent"]]
    assert len(framed) == where["self_contradictory"].sum() == 1


def test_contact_matrix_colours_each_cell_by_its_position(gold):
    where = gold["positions"]
    cells = drawn("contact_matrix", gold).axes[CELLS]
    painted = [matplotlib.colors.to_hex(patch.get_facecolor()) for patch in cells.patches]
    for rank in range(4):
        expected = ((where["position"] == rank) & ~where["self_contradictory"]).sum()
        cut = ((where["lowest"] == rank) & where["self_contradictory"]).sum()
        cut += ((where["highest"] == rank) & where["self_contradictory"]).sum()
        beside = ((where["spread"] == 1) & (where["position"] != rank)
                  & ((where["lowest"] == rank) | (where["highest"] == rank))).sum()
        assert painted.count(style.of_rank(rank)["colour"]) == expected + cut + beside, rank


def test_contact_matrix_marks_the_conditions_that_are_named_and_explains_each(gold):
    where = gold["positions"]
    figure = drawn("contact_matrix", gold)
    marks = style.condition_marks()
    said = ["".join(marks[name] for name in value.split("; ")) for value in where["conditions_named"] if value]
    cells = [text.get_text() for text in figure.axes[CELLS].texts]
    assert sorted(said) == sorted(text for text in cells if set(text) <= set(marks.values()))
    key = [text.get_text() for text in figure.axes[CELLS - 1].texts]
    named = {name for value in where["conditions_named"] for name in value.split("; ") if name}
    assert {text[0] for text in key if text[1:2] == " "} == {marks[name] for name in named}


def test_contact_matrix_without_room_marks_a_corner_and_says_what_it_means(corpora):
    figure = drawn("contact_matrix", corpora["thirty"])
    named = corpora["thirty"]["positions"]["conditions_named"] != ""
    triangles = [patch for patch in figure.axes[CELLS].patches if isinstance(patch, Polygon) and len(patch.get_xy()) == 4]
    assert len(triangles) == named.sum() > 0
    assert any("corner: conditions are named" in text for text in texts(figure))


def test_contact_matrix_has_one_key_where_nothing_is_conditional(gold):
    plain = gold["positions"].assign(spread=0, lowest=gold["positions"]["position"], highest=gold["positions"]["position"],
                                     self_contradictory=False, conditions_named="")
    figures.contact_matrix(plain)
    assert len(pyplot.gcf().axes) == 2


def test_consensus_lollipops_stand_at_a_and_say_who_speaks(gold):
    spread = gold["spread"]
    figure = drawn("consensus_lollipops", gold)
    said = texts(figure)
    for row in spread.itertuples():
        assert f"{row.speak} of 5" in said
    values = sorted(f"{value:.2f}".replace("-", "−") for value in spread["consensus"].dropna())
    assert values == sorted(text for text in said if re.fullmatch("−?[01][.][0-9]{2}", text))
    assert (spread["speak"] == 1).sum() == said.count("仅一篇提到 one article only")
    assert (spread["speak"] == 0).sum() == said.count("无人提到 nobody speaks")
    axes = figure.axes[1]
    heads = [line.get_xdata()[0] for line in axes.lines if line.get_markersize() == 7]
    stems = [line.get_xdata() for line in axes.lines if line.get_linewidth() == 1.6]
    assert sorted(heads) == sorted(end for _, end in stems) and len(heads) == spread["consensus"].notna().sum()
    assert heads == sorted(heads, reverse=True), "the firmest consensus comes first"


def test_consensus_lollipops_draw_an_interval_where_there_is_one(corpora):
    figure = drawn("consensus_lollipops", corpora["thirty"])
    wide = [line for line in figure.axes[1].lines if line.get_marker() == "|"]
    assert len(wide) == corpora["thirty"]["intervals"]["low"].notna().sum() > 0
    assert any("articles resampled" in text for text in texts(figure))
    assert not any("articles resampled" in text for text in texts(drawn("consensus_lollipops", corpora["gold"])))


def test_contact_matrix_draws_the_items_chosen_in_the_order_given(gold):
    figures.contact_matrix(gold["positions"], items=["target.friends", "target.family"])
    labels = [label.get_text() for label in pyplot.gcf().axes[CELLS].get_yticklabels()]
    assert labels == ["好友 friends", "家人 family"]


def test_stage_lanes_say_who_gives_no_order(gold):
    said = texts(drawn("stage_lanes", gold))
    ordered = gold["sequences"]["article"].nunique()
    assert said.count("未说明次序 gives no order") == 5 - ordered == 2
    assert sum("提醒 reminder" in text for text in said) == (gold["sequences"]["item"] == "stage.reminder").sum()


def test_stage_lanes_draw_without_any_order(gold):
    figures.stage_lanes(gold["sequences"].head(0), gold["positions"])
    assert texts(pyplot.gcf()).count("未说明次序 gives no order") == 5


def test_agreement_matrix_gives_n_in_every_cell(gold):
    said = texts(drawn("agreement_matrix", gold))
    for row in gold["pairwise"].itertuples():
        assert f"{row.equal} of {row.shared_items}" in said


def test_keyness_bars_show_counts_and_glosses(gold):
    said = texts(drawn("keyness_bars", gold))
    assert "紧急联系人 emergency contact" in said
    top = gold["keyness"].sort_values(["article", "signed"], ascending=[True, False]).groupby("article").head(8)
    unglossed = [word for word in top["word"] if word in said]
    assert unglossed == [], "add them to glosses.csv"


def test_score_bars_put_the_best_first_and_say_n(gold):
    score = gold["score"].assign(joint_f1=np.linspace(0, 1, len(gold["score"])))
    figures.score_bars(score)
    labels = [label.get_text() for label in pyplot.gcf().axes[0].get_yticklabels()]
    assert labels[0] == "运营方 operator"
    assert f"n {score['gold'].iloc[-1]}" in texts(pyplot.gcf())


def test_law_timeline_puts_what_is_cited_first_and_names_the_dated_articles(gold):
    said = texts(drawn("law_timeline", gold))
    cited = said.index("中华人民共和国个人信息保护法")
    heading = next(place for place, text in enumerate(said) if "cited by none" in text)
    assert cited < said.index("银行保险机构消费者权益保护管理办法") and heading
    assert {"000", "001", "003", "004"} <= set(said) and "无日期 undated" in said


def test_law_timeline_marks_each_verdict_and_counts_repeats(gold):
    said = texts(drawn("law_timeline", gold))
    assert {"查无此法 not found anywhere", "已失效 out of date", "可靠 sound"} <= set(said)
    assert 1 == said.count("×2")
    assert not any("合同 a private paper" in text for text in said)


def test_a_dollar_sign_in_a_name_is_text(gold):
    figures.claims_by_family(gold["claims"].assign(article="a$x$"))
    assert "a$x$" in texts(pyplot.gcf())
    assert not any(text.get_parse_math() for text in pyplot.gcf().findobj(Text))


def test_a_missing_glyph_is_one_warning_that_names_character_and_cure(gold):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figures.claims_by_family(gold["claims"], title="一个罕见的字 𠮷")
    assert [warning.category for warning in caught] == [style.MissingGlyphs]
    assert "𠮷 (U+20BB7)" in str(caught[0].message)
    assert "KOUJING_FONT" in str(caught[0].message)


def test_a_missing_glyph_in_a_cloud_is_noticed_too():
    with pytest.raises(style.MissingGlyphs, match="U\\+20BB7"):
        figures.word_cloud({"𠮷": 3, "催收": 2})


def test_a_cloud_of_no_words_says_so():
    figures.word_cloud({})
    assert "没有词 no words" in texts(pyplot.gcf())


def test_a_font_that_is_not_there_is_an_input_fault(monkeypatch):
    monkeypatch.setenv("KOUJING_FONT", "no/such/font.otf")
    with pytest.raises(InputFault, match="KOUJING_FONT names no file"):
        style.font_files()


def test_no_font_at_all_is_an_input_fault(monkeypatch, tmp_path):
    monkeypatch.delenv("KOUJING_FONT", raising=False)
    monkeypatch.setattr(style, "FONTS", tmp_path)
    with pytest.raises(InputFault, match="there is no font file"):
        style.font_files()


def png(name, data):
    DRAWINGS[name](data, title=TITLE, caption=CAPTION)
    held = io.BytesIO()
    pyplot.gcf().savefig(held, format="png")
    pyplot.close("all")
    return held.getvalue()


def test_the_same_bytes_in_another_process():
    script = ("import hashlib, test_show_figures as t, show_data as d; data = d.tables('gold'); "
              "print([hashlib.sha256(t.png(name, data)).hexdigest() for name in ('contact_matrix', 'word_clouds')])")
    here = Path(__file__).parent
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}", "MPLBACKEND": "Agg",
                       "PYTHONPATH": os.pathsep.join([str(here), str(here.parent / "notebooks")])}
        run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True,
                             check=True)
        assert run.stderr == ""
        digests.add(run.stdout)
    assert len(digests) == 1


def test_text_width_is_never_less_than_what_is_drawn():
    with style.use():
        figure = pyplot.figure()
        for line in ("紧急联系人 emergency contact", "WWWW mmmm", "iiii llll", "《中华人民共和国民法典》"):
            drawn_width = figure.text(0, 0, line, size=9).get_window_extent().width / figure.dpi
            assert drawn_width <= sheet.text_width(line, 9) + 1 / figure.dpi
            assert sheet.text_width(line, 9) <= drawn_width * 1.1
