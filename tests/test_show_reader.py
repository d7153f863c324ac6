"""The reader page as a file: whole in itself, safe with any text, its words in both languages, the same bytes again."""
import base64
import hashlib
import json
import re

from koujing import evidence
from koujing.read.corpus import load_corpus
from koujing.show import reader, style

HOSTILE = ("</script><script>document.title='taken'</script>\n"
           "逾期后微粒贷会发短信</style><img src=x onerror=\"document.title='taken'\">提醒借款人还款。\n"
           "微粒贷不会联系<b>家人</b>\u202e，也不会\u200b\u2066联系\"好友\"&amp;'同事'。\n"
           "<!-- 微粒贷会打电话催收。 --> ${alert(1)} {{7*7}}\n")


def read(folder, files):
    """The articles of a folder with these files, `{name: text}`."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_corpus(folder)


def page_of(folder, files):
    return reader.reader_page(evidence.evidence(read(folder, files))).decode("utf-8")


def test_the_page_of_the_five_articles_is_small_and_the_same_again():
    found = evidence.evidence(load_corpus())
    page = reader.reader_page(found)
    assert 100_000 < len(page) < 3_000_000
    assert page == reader.reader_page(evidence.evidence(load_corpus()))


def test_no_text_of_an_article_becomes_markup(tmp_path):
    page = page_of(tmp_path, {"a.txt": HOSTILE})
    assert 2 == page.count("<script") == page.count("</script>")
    assert "<img" not in page and 1 == page.count("</style>") and "<!--" not in page
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1]
    shown = "".join(run[0] for part in json.loads(data)["articles"][0]["parts"] for run in part["runs"])
    assert HOSTILE == shown


def test_only_our_script_may_run_and_nothing_may_be_loaded(tmp_path):
    page = page_of(tmp_path, {"a.txt": HOSTILE})
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    allowed = f"style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'" == policy
    head = page.partition('<script type="application/json"')[0]
    assert not re.search(r'\b(?:src|href)="(?!#)|url\(|@import', head)
    makes_markup_or_asks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|fetch\(|XMLHttp|https?:"
    assert not re.search(makes_markup_or_asks, script)


def test_every_word_of_the_page_is_in_the_table_in_both_languages():
    rows = {row["key"]: row for row in style.table("reader")}
    script = reader._source("page.js")
    used = set(re.findall(r'\bui\("(\w+)"', script)) | set(re.findall(r'\b(?:pick|coded|row|tab)\("(\w+)"', script))
    used |= {key for key in rows if re.search(rf'"{key}"', script)} | {"noscript"}
    built = re.findall(r"ui\(`(\w+)\$\{", script)
    assert {"sort_", "pair_", "pair_kind_"} == set(built)
    used |= {key for key in rows if key.startswith(tuple(built))}
    assert set(rows) == used
    assert all(row["zh"] and row["en"] for row in rows.values())
    for row in rows.values():
        if not row["key"].startswith("pair_"):
            assert set(re.findall(r"\{\w+\}", row["zh"])) == set(re.findall(r"\{\w+\}", row["en"])), row["key"]


def test_text_on_the_page_has_contrast_enough():
    colours = style.palette()
    assert set(reader.COLOURS) <= set(colours)
    grounds = [colours[name] for name in ("paper", "wash", "highlight", "marked")]
    assert all(style.contrast(colours["ink"], ground) >= 7 for ground in grounds)
    assert all(style.contrast(colours[name], colours["paper"]) >= 4.5 for name in ("quiet", "link", "good", "accent"))
    assert style.contrast(colours["control"], colours["paper"]) >= 3


def test_a_lone_surrogate_does_not_stop_the_page(tmp_path):
    found = evidence.evidence(read(tmp_path, {"a.txt": "微粒贷逾期后会发短信提醒。\n"}))
    found["articles"][0]["title"] = "\ud800"
    assert b"?" in reader.reader_page(found)
