"""The reader page in a browser, from disk, without a network: what people do with it, by pointer and by keyboard."""
import json
import re

import pytest
from axe import axe_faults
from test_show_reader import HOSTILE, read

from koujing import evidence, tables
from koujing.compare import trust
from koujing.read.corpus import load_corpus
from koujing.show.reader import reader_page

VIEWS = ("", "#view=article", "#view=pairs")
DENIAL = "首先,微粒贷的逾期行为并不会直接群发好友。"


def written(folder, found):
    path = folder / "reader.html"
    path.write_bytes(reader_page(found))
    return path.as_uri()


@pytest.fixture(scope="module")
def found():
    english = tables.glosses()
    glosses = dict(zip(english["quote"], english["gloss_en"], strict=True))
    return evidence.evidence(load_corpus(), glosses, {"gold": 0.5, "blind": 0.25})


@pytest.fixture(scope="module")
def shipped(found, tmp_path_factory):
    return written(tmp_path_factory.mktemp("reader"), found)


@pytest.fixture
def quiet(page):
    """A page that fails its test where the script fails or the browser refuses something."""
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    yield page
    assert [] == said


def counted(page):
    """How many claims the list's heading says there are, and how many cards stand below it."""
    return int(re.match(r"\d+", page.locator("#results h2").inner_text())[0]), page.locator("ol.claims > li").count()


def until(page, expression):
    """Wait until the expression holds; the browser's own way of waiting evaluates text, which the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never held: {expression}")


def test_from_a_cell_to_its_quotes_and_to_the_place_in_the_article(quiet, shipped, found):
    quiet.goto(shipped)
    quiet.locator("a.cell[href*='target.friends'][href*='002_']").click()
    wanted = [claim for claim in found["claims"] if claim["item"] == "target.friends" and claim["a"] == 2]
    assert (len(wanted), len(wanted)) == counted(quiet)
    quotes = quiet.locator("ol.claims blockquote").all_inner_texts()
    assert [found["sentences"][claim["s"]]["quote"] for claim in wanted] == quotes
    quiet.locator("ol.claims > li", has_text=DENIAL).locator("a.to-article").click()
    mark = quiet.locator(".mark[aria-expanded=true]")
    assert DENIAL == mark.inner_text()
    box = mark.bounding_box()
    assert 0 <= box["y"] and box["y"] + box["height"] <= 900
    assert "neg.will_not" in quiet.locator("#pop").inner_text()
    quiet.go_back()
    assert len(wanted) == counted(quiet)[0]


def test_a_link_to_a_claim_opens_it(quiet, shipped, found):
    claim = next(claim for claim in found["claims"] if found["sentences"][claim["s"]]["quote"] == DENIAL)
    quiet.goto(shipped)
    with_link = quiet.locator("a.cite")
    quiet.goto(f"{shipped}#claim={claim['id']}")
    quiet.reload()
    assert DENIAL == quiet.locator(".mark[aria-expanded=true]").inner_text()
    assert with_link.first.get_attribute("href").replace("%3A", ":") == f"#claim={claim['id']}"
    quiet.goto(f"{shipped}#claim=nobody:1-2:channel.sms:practice")
    quiet.reload()
    assert "nobody:1-2:channel.sms:practice" in quiet.locator("#view h2").inner_text()


def values_of(claim, names):
    """The values of a claim that each filter asks for."""
    return {"article": [names[claim["a"]]], "condition": claim.get("conditions") or ["none"],
            **{name: [claim[name]] for name in ("item", "stance", "basis", "source")}}


@pytest.mark.parametrize("name", ["item", "article", "stance", "basis", "source", "condition"])
def test_every_filter_leaves_the_claims_that_fit(quiet, shipped, found, name):
    quiet.goto(shipped)
    options = quiet.locator(f"select[data-filter={name}] option")
    values = [value for value in options.evaluate_all("all => all.map(one => one.value)") if value]
    assert len(values) >= 2
    names = [article["name"] for article in found["articles"]]
    total = 0
    for value in values:
        quiet.select_option(f"select[data-filter={name}]", value)
        wanted = sum(value in values_of(claim, names)[name] for claim in found["claims"])
        assert (wanted, min(wanted, 100)) == counted(quiet)
        assert value in quiet.url
        total += wanted
    assert total >= len(found["claims"])
    quiet.locator("#results button", has_text="Clear").click()
    assert len(found["claims"]) == counted(quiet)[0]


def test_searching_sorting_and_showing_more(quiet, shipped, found):
    quiet.goto(shipped)
    assert (len(found["claims"]), 100) == counted(quiet)
    quiet.locator("#results button", has_text="more").click()
    assert (len(found["claims"]), min(200, len(found["claims"]))) == counted(quiet)
    quiet.locator("input[type=search]").fill("群发好友")
    until(quiet, "document.querySelectorAll('ol.claims > li').length < 50")
    quotes = quiet.locator("ol.claims blockquote").all_inner_texts()
    assert quotes and all("群发好友" in quote for quote in quotes)
    quiet.locator("input[type=search]").fill("MASS MESSAGES")  # the English counts, too, whatever its case
    until(quiet, "document.querySelector('#results h2').textContent.length && "
                            "!document.querySelector('ol.claims blockquote').textContent.includes('短信与电话提醒')")
    assert counted(quiet)[0] > 0
    quiet.locator("input[type=search]").fill("")
    until(quiet, f"document.querySelector('#results h2').textContent.startsWith('{len(found['claims'])}')")
    quiet.select_option("select[data-filter=sort]", "stance")
    order = [row["code"] for row in found["stances"]]
    chips = quiet.locator("ol.claims .head .chip")
    ranks = [order.index(code) for code in chips.evaluate_all("all => all.map(one => one.dataset.stance)")]
    assert ranks == sorted(ranks) and len(set(ranks)) > 1


def test_the_language_is_switched_and_remembered(quiet, shipped):
    quiet.goto(shipped)
    assert "en" == quiet.locator("html").get_attribute("lang")
    assert quiet.locator(".gloss").count() > 0
    quiet.locator("#language").click()
    assert "zh-CN" == quiet.locator("html").get_attribute("lang")
    assert ("谁说了什么", 0) == (quiet.locator("#overview-title").inner_text(), quiet.locator(".gloss").count())
    assert [] == re.findall(r"[A-Za-z]{3,}", quiet.locator("#overview").inner_text() + quiet.locator("#tabs").inner_text())
    quiet.reload()
    assert "zh-CN" == quiet.locator("html").get_attribute("lang")
    quiet.locator("#language").click()
    assert "Who says what" == quiet.locator("#overview-title").inner_text()


def test_by_keyboard_alone_from_the_matrix_to_the_article_and_back(quiet, shipped):
    quiet.goto(shipped)
    for _ in range(20):
        quiet.keyboard.press("Tab")
        if quiet.evaluate("document.activeElement.matches('a.cell')"):
            break
    start = quiet.evaluate("document.activeElement.getAttribute('aria-label')")
    for key in ("ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
        quiet.keyboard.press(key)
    assert start == quiet.evaluate("document.activeElement.getAttribute('aria-label')")
    quiet.keyboard.press("ArrowDown")
    assert start != quiet.evaluate("document.activeElement.getAttribute('aria-label')")
    quiet.keyboard.press("Enter")
    until(quiet, "document.activeElement.matches('#results h2')")
    for _ in range(20):
        quiet.keyboard.press("Tab")
        if quiet.evaluate("document.activeElement.matches('a.to-article')"):
            break
    quiet.keyboard.press("Enter")
    until(quiet, "document.activeElement.matches('.mark[aria-expanded=true]')")
    first = quiet.evaluate("document.activeElement.textContent")
    quiet.keyboard.press("ArrowDown")
    assert first != quiet.evaluate("document.activeElement.textContent")
    assert 1 == quiet.locator("#pop").count()
    quiet.keyboard.press("Tab")
    assert quiet.evaluate("document.activeElement.matches('#pop a.cite')")
    quiet.keyboard.press("Escape")
    assert (0, True) == (quiet.locator("#pop").count(), quiet.evaluate("document.activeElement.matches('.mark')"))


def test_what_appears_on_hover_stays_under_the_pointer_and_goes_with_it(quiet, shipped):
    quiet.goto(f"{shipped}#view=article")
    quiet.locator(".mark").nth(1).hover()
    assert quiet.locator("#pop").is_visible()
    quiet.locator("#pop").hover()
    quiet.wait_for_timeout(400)
    assert quiet.locator("#pop").is_visible()
    quiet.mouse.move(5, 5)
    until(quiet, "!document.getElementById('pop')")


def test_contradictions_stand_side_by_side(quiet, shipped, found):
    quiet.goto(f"{shipped}#view=pairs")
    assert len(found["pairs"]) == quiet.locator(".pair").count() > 0
    first, second = quiet.locator(".pair").first.locator(".sides > div").all()
    one, other = first.bounding_box(), second.bounding_box()
    assert abs(one["y"] - other["y"]) < 2 and one["x"] + one["width"] <= other["x"]
    second.locator("a.to-article").click()
    assert 1 == quiet.locator(".mark[aria-expanded=true]").count()


def test_the_text_of_an_article_is_text_and_nothing_else(quiet, tmp_path):
    articles = read(tmp_path, {"a<b>&'.txt": HOSTILE})
    quiet.goto(written(tmp_path, evidence.evidence(articles)))
    title = quiet.title()
    assert quiet.locator("ol.claims > li").count() >= 2
    quotes = "".join(quiet.locator("ol.claims blockquote").all_inner_texts())
    assert "⟨U+202E⟩" in quotes and "⟨U+200B⟩" in quotes
    for view in ("#view=article", "#view=pairs"):
        quiet.goto(quiet.url.partition("#")[0] + view)
        quiet.wait_for_timeout(100)
    quiet.goto(quiet.url.partition("#")[0] + "#view=article")
    quiet.locator(".mark").first.click()
    assert title == quiet.title()
    assert 0 == quiet.locator("img, iframe, object, #view script, #view style").count()
    body = "".join(quiet.locator("#article-body p").all_inner_texts())
    assert "<img src=x onerror=" in body and "⟨U+2066⟩" in body and "\u202e" not in body


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
@pytest.mark.parametrize("width", [1300, 420])
def test_no_serious_fault_of_accessibility(browser, shipped, language, width):
    import chromium

    with chromium.offline_page(browser, locale=language, viewport={"width": width, "height": 900}) as (page, asked):
        for view in VIEWS:
            page.goto("about:blank")
            page.goto(shipped + view)
            if view == "#view=article":
                page.locator(".mark").first.click()
                page.locator("details summary").first.evaluate("one => one.parentElement.open = true")
            assert [] == axe_faults(page), view
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, "the page scrolls sideways"
        assert [] == asked


def test_five_hundred_articles_are_counted_and_stay_fluent(quiet, tmp_path):
    articles = tables.coded_articles(trust.load_coding("dev"))
    few = evidence.evidence(articles)
    many = repeated(few, 500)
    quiet.goto(written(tmp_path, many))
    assert "500" in quiet.locator("#overview-title").inner_text()
    numbers = [int(text) for text in quiet.locator("#matrix tbody tr:not(.family)").first.locator("td").all_inner_texts()]
    assert 500 == sum(numbers)
    link = quiet.locator("a.cell").first
    positions = [row for row in many["positions"]["stage.reminder"] if row]
    assert int(link.inner_text()) == sum(row[2] == 3 for row in positions)
    taken = quiet.evaluate("""() => new Promise(done => {
        const start = performance.now();
        document.querySelector('a.cell').click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    })""")
    assert quiet.locator("ol.claims > li").count() == 100
    print(f"a click among {len(many['claims'])} claims took {taken:.0f} ms")
    assert [] == axe_faults(quiet)


def repeated(found, times):
    """The evidence as of so many articles, made of copies of these under other names."""
    many = json.loads(json.dumps(found))
    size, sentences = len(found["articles"]), len(found["sentences"])
    copies = range(-(-times // size))
    many["articles"] = [{**article, "name": f"{article['name']}-{copy}", "short": f"{copy}-{article['short'][:6]}", "parts": [
        {"kind": part["kind"], "runs": [[text, [number + copy * sentences for number in inside], repair]
                                        for text, inside, repair in part["runs"]]} for part in article["parts"]]}
        for copy in copies for article in found["articles"]][:times]
    many["sentences"] = found["sentences"] * len(copies)
    many["claims"] = [{**claim, "id": f"{copy}:{claim['id']}", "a": claim["a"] + copy * size,
                       "s": claim["s"] + copy * sentences}
                      for copy in copies for claim in found["claims"] if claim["a"] + copy * size < times]
    many["positions"] = {item: (cells * len(copies))[:times] for item, cells in found["positions"].items()}
    return many
