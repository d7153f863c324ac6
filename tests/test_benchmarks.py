"""The benchmarks' own parts: corpora, terms, contestants of the project's environment, and the page made from results."""
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "peers")]

import cluster_model  # noqa: E402
import corpora  # noqa: E402
import growth  # noqa: E402
import measures  # noqa: E402
import page  # noqa: E402
import quotes  # noqa: E402
import results  # noqa: E402
import rounds  # noqa: E402
import survival  # noqa: E402
import terms  # noqa: E402
import worker  # noqa: E402

TEXT = "逾期后会不会联系家人\n\n平台会发送催收短信。一般不会联系家人，若失联，可能会上门催收。"
# will send SMS; as a rule will not contact the family; if out of reach may visit


@pytest.fixture(scope="module")
def job():
    return terms.job()


def only(rows):
    """The rows of the one text read."""
    found, = rows
    return found


@pytest.mark.parametrize("name", corpora.CORPORA)
def test_a_corpus_is_made_by_its_seed(name):
    first = corpora.take(name, 130)  # more than there are articles: a second round of them
    assert first == corpora.take(name, 130)
    other = corpora.take(name, 130, seed=1)
    assert set(first[:3]).isdisjoint(other)


@pytest.mark.parametrize("name", corpora.CORPORA)
def test_texts_are_like_articles(name):
    texts = corpora.take(name, 2 * len(corpora.articles()))
    mean = sum(map(len, texts)) / len(texts)
    assert mean == pytest.approx(sum(map(len, corpora.articles())) / len(corpora.articles()), rel=0.05)
    assert all(any(word in text for text in texts) for word in ("催收", "家人", "短信", "上门"))


def test_sentences_repeat_in_one_corpus_and_hardly_in_the_other():
    assert corpora.shared(corpora.take("repeated", 300)) > 0.3
    assert corpora.shared(corpora.take("distinct", 300)) < 0.05


def test_terms_are_literal_strings_of_our_cue_tables():
    chosen = terms.terms()
    literal, heads = terms.strings()
    assert terms.NUMBER == len({term.text for term in chosen}) == len(chosen)
    assert all(term.text in literal and term.text in heads for term in chosen)
    assert sorted(map(len, (term.text for term in chosen)), reverse=True) == [len(term.text) for term in chosen]
    known = {term.text: (term.role, term.label) for term in chosen}
    assert ("item", "channel.sms") == known["短信"]
    assert {"negation", "rare", "hedge", "condition"} <= {role for role, _ in known.values()}


def test_limits_find_every_term(job):
    import limits

    found = only(limits.alternation(job)([TEXT]))
    assert [TEXT[start:end] for start, end, _, _ in found] == [word for _, _, word, _ in found]
    assert {"失联", "上门催收"} <= {word for _, _, word, _ in found}
    begun = {TEXT[start:end] for _, start, end in only(limits.aho_corasick(job)([TEXT]))}
    assert {"短信", "家人", "上门", "不会", "失联"} <= begun
    assert TEXT == "".join(only(limits.jieba_words(job)([TEXT])))


def test_places_in_sentences_become_places_in_the_text():
    import chinese_tools

    assert [(0, "催收。"), (5, "催收。")] == list(chinese_tools.placed("催收。 \n催收。", ["催收。", "催收。"]))


def test_ours_gives_claims_and_the_same_as_lines_of_json():
    import ours

    claims = only(ours.extraction(None)([TEXT]))
    assert {("channel.sms", "routine"), ("stage.visit", "conditional")} <= {(claim.item, claim.stance) for claim in claims}
    assert len(claims) == len(only(ours.json_lines(None)([TEXT])))


def test_ours_places_quotes_where_they_are_or_nowhere():
    import ours

    tasks = quotes.tasks(20)
    assert tasks == quotes.tasks(20)
    assert all(task["text"][start:end].strip() for task in tasks for start, end in task["spans"])
    places = ours.anchoring(None)(tasks)
    verdicts = [quotes.verdict(place, truth) for task, found in zip(tasks, places, strict=True)
                for place, truth in zip(found, task["truth"], strict=True)]
    assert "elsewhere" not in verdicts and verdicts.count("right") > 0.8 * len(verdicts)


def test_a_worker_goes_on_where_the_last_pass_ended(tmp_path, job):
    (tmp_path / "few.jsonl").write_text('"甲"\n"乙丙"\n"丁"\n', encoding="utf-8")
    turns = worker.Turns(tmp_path / "few.jsonl")
    assert (["甲", "乙丙"], 3) == turns.next(2)
    assert (["丁", "甲"], 2) == turns.next(2)


def test_a_contestant_answers_or_says_why_not(tmp_path):
    folder = tmp_path
    for name in corpora.CORPORA:
        (folder / f"{name}.jsonl").write_text('"会上门。"\n', encoding="utf-8")
    (folder / "job.json").write_text('{"terms": [["上门", "item", "stage.visit"]]}', encoding="utf-8")
    by_name = {row["name"]: row for row in rounds.contestants()}
    live, told = rounds.start(by_name["re_terms"], tmp_path, folder / "job.json", folder)
    assert "measured" == told["state"]
    assert {"rows": [[1, 3, "上门", None]]} == live.ask(rows="会上门。")
    measured = live.ask(go="repeated")
    assert (worker.FEWEST, 4 * worker.FEWEST, worker.FEWEST) == (measured["documents"], measured["size"], measured["rows"])
    live.end()
    none, told = rounds.start(by_name["medspacy"], tmp_path, folder / "job.json", folder)
    assert none is None and "not installed" in told["state"]
    none, told = rounds.start(by_name["aho_corasick"], tmp_path, folder / "job.json", folder)
    assert none is None and "KeyError: 'heads'" in told["state"]


def test_every_contestant_has_pinned_requirements():
    for row in rounds.contestants():
        assert (BENCHMARKS / "peers" / f"{row['module']}.py").is_file()
        if row["environment"]:
            pinned = (BENCHMARKS / "peers" / f"requirements-{row['environment']}.txt").read_text(encoding="utf-8")
            assert f"\n{row['distribution'].lower()}==" in pinned


def test_the_package_knows_no_peer():
    peers = ("spacy", "medspacy", "negspacy", "jionlp", "harvesttext", "langextract")
    for path in (BENCHMARKS.parent / "notebooks" / "koujing").rglob("*.py"):
        assert not [peer for peer in peers if f"import {peer}" in path.read_text(encoding="utf-8")], path


def test_flat_memory_is_told_from_growing():
    rows = [{"at": at, "peak_mb": 80 + at / 10} for at in (100, 200, 500, 1000)]
    assert 1 < measures.flatness(rows) == pytest.approx(180 / 90)
    assert measures.flatness(rows[:1]) is None


def stored(folder):
    """Results of two contestants in three rounds, of which the second took place on a busy machine."""
    rows = [{"corpus": "repeated", "contestant": name, "round": turn, "documents": 10, "size": 1000, "rows": 40, "cpu": cpu,
             "wall": wall, "peak_mb": peak} for name, cpu, peak in (("koujing", 1.0, 50.0), ("jieba", 2.5, 90.0))
            for turn, wall in ((1, cpu), (2, 3 * cpu), (3, cpu))]
    results.store("rounds", rows, folder)
    results.store("contestants", [
        {"name": "koujing", "version": "9.9", "load": 0.5, "load_mb": 40.0, "state": "measured"},
        {"name": "jieba", "version": "8.8", "load": 0.5, "load_mb": 40.0, "state": "measured"},
        {"name": "medspacy", "version": "", "load": "", "load_mb": "", "state": "does not run: no wheel"}], folder)
    results.store("growth", [{"measure": "length", "at": at, "characters": at, "cpu": at**2 / 1e6, "wall": "", "peak_mb": ""}
                             for at in growth.LENGTHS], folder)
    results.store("commands", [{"command": name, "round": 1, "seconds": seconds}
                               for name, seconds in (("bare", 0.02), ("import", 0.05), ("claims", 0.5))], folder)


def test_the_page_says_what_the_results_say(tmp_path):
    stored(tmp_path)
    page.write(tmp_path / "page.md", tmp_path)
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    lines = written.splitlines()
    jieba = next(line for line in lines if line.startswith("| jieba.lcut 8.8 "))
    assert "| jieba.lcut 8.8 | 2.50 (2.50–2.50) | 2.50 | 400 | 4.00 | 4.00 | 1.00 | 90.0 |" == jieba
    assert any(line.startswith("| medspaCy") and "does not run: no wheel" in line for line in lines)
    target = {line.split(" | ")[0][2:]: line for line in lines if "≥" in line or "≤" in line}
    assert "| jieba.lcut alone | ≥ 10 | 2.50 | short by a factor of 4 |" == target["jieba.lcut alone"]
    assert "| 2.00 | short by a factor of 1.9 |" in target["cost linear in length: exponent"]
    assert "| 25.0 | short by a factor of 2.5 |" in target["cold start to the five articles' rows, to bare Python"]
    assert "| 0.0500 | met |" in target["import koujing, seconds"]
    assert "| not measured | – |" in target["spaCy, idiomatic"]


def test_the_stored_page_is_made_from_the_stored_results(tmp_path):
    page.write(tmp_path / "page.md")
    stored_page = BENCHMARKS.parent / "docs" / "benchmarks.md"
    assert stored_page.read_text(encoding="utf-8") == (tmp_path / "page.md").read_text(encoding="utf-8")


def test_a_cluster_without_faults_takes_the_work_divided_by_its_workers():
    plain = cluster_model.Setting(parts=600, coding=10, fetched=0, workers=20, scheduling=0, start=0, deaths=0, spread=0,
                                  uneven=0)
    seconds, busy, again = cluster_model.simulate(plain)
    assert seconds == pytest.approx(300) and busy == pytest.approx(6000) and again == 0


@pytest.mark.parametrize(("change", "limit"), [
    ({}, "the cores"), ({"scheduling": 5}, "the scheduler"), ({"fetched": 1e9, "storage": 1e8, "link": 1e8}, "the storage"),
    ({"workers": 100_000}, "one file, start to end")])
def test_what_bounds_a_run_is_told_and_bounds_it(change, limit):
    setting = cluster_model.Setting(**{"parts": 200, "coding": 10, "fetched": 1, "workers": 20, **change})
    told = cluster_model.slowest(setting)
    assert told.startswith(limit)
    bound = float(told.split("(")[1][:4])  # hours
    assert cluster_model.simulate(cluster_model.replace(setting, spread=0, uneven=0))[0] / 3600 >= bound - 0.01


def test_workers_that_die_do_work_again():
    setting = cluster_model.Setting(parts=200, coding=10, fetched=0, workers=20)
    calm, deadly = (cluster_model.simulate(cluster_model.replace(setting, deaths=deaths)) for deaths in (0, 60))
    assert calm[2] == 0 and deadly[2] > 5 and deadly[0] > calm[0]


def test_a_corpus_to_survive_has_its_poison_and_two_folders_are_compared(tmp_path):
    import pyarrow.parquet as pq

    survival.write_corpus(tmp_path / "corpus.parquet", 60, "repeated")
    ids = pq.read_table(tmp_path / "corpus.parquet", columns=["id"])["id"].to_pylist()
    assert len(ids) == len(set(ids)) == 60 and set(survival.POISON) <= set(ids)
    for name, text in (("one", "a"), ("other", "a"), ("third", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "part").write_text(text, encoding="utf-8")
    assert survival.differing(tmp_path / "one", tmp_path / "other") == []
    assert survival.differing(tmp_path / "one", tmp_path / "third") == ["part"]
    (tmp_path / "other" / "more").write_text("", encoding="utf-8")
    assert survival.differing(tmp_path / "one", tmp_path / "other") == ["more"]
