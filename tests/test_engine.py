"""The engine: parts coded by one process or a Dask cluster, the same bytes; interrupted, killed, poisoned, and taken up again."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import archives
import pandas as pd
import psutil
import pyarrow.parquet as pq
import pytest

import koujing as kj
from koujing.code.claims import frame
from koujing.compare import agreement, contradictions, positions, splits
from koujing.engine import cluster, collection, fingerprint, part, patience, progress, rows
from koujing.engine.collection import code_collection
from koujing.engine.dataset import PASSED, Dataset
from koujing.engine.tries import Tries
from koujing.read.article import InputFault
from koujing.report import scaled

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "corpus" / "coding" / "dev" / "articles"
GOOD = "微粒贷逾期后，平台会通过短信提醒借款人。\n"  # after it falls overdue, the platform reminds the borrower by text message


def files(out):
    """The bytes of every file of a folder of results by its path, hidden ones too."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(Path(out).rglob("*")) if path.is_file()}


def errors(out):
    """The errors of a folder of results: kind and fault by the article's name."""
    return {row["article"]: (row["kind"], row["fault"]) for row in Dataset(out).table("errors").to_pylist()}


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The development articles coded by one process, in parts of three."""
    out = tmp_path_factory.mktemp("coded") / "out"
    code_collection([ARTICLES], out, size=3)
    return out


def command(*arguments, **settings):
    """A running process of `koujing claims` with these arguments."""
    return subprocess.Popen([sys.executable, "-m", "koujing", "claims", *map(str, arguments)], cwd=ROOT / "notebooks",
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings)


def test_a_folder_of_results_holds_the_claims_that_a_table_of_claims_holds(coded):
    found = [claim for article in kj.load_corpus(ARTICLES) for claim in kj.extract(article)]
    pd.testing.assert_frame_equal(kj.read_claims(coded)[list(frame([]).columns)], frame(found))


def test_the_claims_have_the_lenders_and_limits_that_contradictions_ask_for(coded):
    columns = ["article", "start", "item", "basis", "lenders", "limits"]
    ours = kj.claims_table(kj.load_corpus(ARTICLES), reviewed=False)
    assert kj.read_claims(coded)[columns].to_dict("records") == ours[columns].to_dict("records")
    assert len(ours["lenders"].unique()) > 3 and ours["limits"].any()


def test_the_articles_table_has_every_article_and_how_many_claims_it_has(coded):
    articles = Dataset(coded).table("articles").to_pylist()
    assert [row["article"] for row in articles] == sorted(path.stem for path in ARTICLES.glob("*.txt"))
    counts = kj.read_claims(coded)["article"].value_counts()
    assert all(row["claims"] == counts.get(row["article"], 0) and row["characters"] > 100 for row in articles)


def test_a_local_cluster_writes_the_same_bytes(coded, tmp_path):
    done = command(ARTICLES, "--engine", "dask", "--workers", 2, "--memory", "1GB", "--part", 3, "-o", tmp_path / "out")
    _, said = done.communicate(timeout=120)
    assert done.returncode == 0, said
    assert files(tmp_path / "out") == files(coded)
    assert re.search(r"dashboard: http://127\.0\.0\.1:\d+/status", said)
    assert re.search(r"part 6 of 6 · 16 articles · \d+ claims · [\d.]+ articles/s\n$", said)


def test_only_what_is_missing_is_coded_again(coded, tmp_path, monkeypatch):
    out, read = tmp_path / "out", []
    shutil.copytree(coded, out)
    (out / "articles" / "part-000002.parquet").unlink()
    extract = part.extract
    monkeypatch.setattr(part, "extract", lambda article: read.append(article.name) or extract(article))
    outcome = code_collection([ARTICLES], out, size=3)
    assert len(read) == 3 and outcome.articles == 16
    assert files(out) == files(coded)


@pytest.mark.parametrize("change", [{"size": 4}, {"limit": 9.0}])
def test_the_results_of_another_run_are_neither_mixed_nor_lost(coded, change):
    before = files(coded)
    with pytest.raises(InputFault, match="holds the results of another run"):
        code_collection([ARTICLES], coded, **{"size": 3, **change})
    assert files(coded) == before


def test_notes_and_halves_that_ended_processes_left_are_removed(coded, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(coded, out)
    for name in ("unfinished/part-000001.json", "unfinished/.part-000002.json.x", "claims/.part-000000.parquet.y"):
        (out / name).write_bytes(b"half")
    code_collection([ARTICLES], out, size=3)
    assert files(out) == files(coded)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputFault, match="something else in it"):
        code_collection([ARTICLES], tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "thesis.txt"]


def spoiled(name):
    """Coding that fails on the articles whose names begin with `name`, each in the way that its name says."""
    extract = kj.extract

    def work(article):
        if article.name == f"{name}-slow":
            while True:
                pass
        if article.name == f"{name}-endless":
            re.match("(a|aa)+$", "a" * 60 + "b")  # grows with the power of the length
        if article.name == f"{name}-large":
            raise MemoryError
        if article.name == f"{name}-wrong":
            raise KeyError("a fault\nof ours")
        return extract(article)

    return work


@pytest.mark.parametrize("threaded", [False, True])
def test_a_poisoned_article_costs_its_own_row(tmp_path, monkeypatch, threaded):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    names = ["bad-slow", "bad-large", "bad-wrong", "good-1", "good-2"] + ["bad-endless"] * (not threaded)
    for name in names:
        (folder / f"{name}.txt").write_text(GOOD, encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "huge.txt").write_bytes(GOOD.encode() * 1_000_000)
    (folder / "empty.txt").write_bytes(b"")
    kj.extract(kj.load_corpus(ARTICLES)[0])  # loads the tables, which no article is to pay for
    monkeypatch.setattr(part, "extract", spoiled("bad"))
    if threaded:  # as in a worker, where no signal arrives
        thread = threading.Thread(target=code_collection, args=([folder], out), kwargs={"limit": 0.3})
        thread.start()
        thread.join(60)
    else:
        outcome = code_collection([folder], out, limit=0.3)
        assert (outcome.articles, outcome.errors) == (2, 7)
    found = errors(out)
    assert {kind for kind, _ in found.values()} <= set(rows.KINDS)
    kind, fault = found.pop("bad-slow")
    assert kind == "time" and fault.startswith("took more than 0.3 seconds of processor time; split it")
    assert found.pop("bad-large") == ("memory", "needs more memory than there is; split it")
    assert found.pop("bad-wrong") == ("failure", "KeyError: 'a fault\\nof ours'; report it with the article")
    assert threaded or found.pop("bad-endless")[0] == "time"
    assert {name: kind for name, (kind, _) in found.items()} == dict.fromkeys(("picture", "huge", "empty"), "input")
    assert all("; " in fault and "\n" not in fault and str(tmp_path) not in fault for _, fault in found.values())
    assert {row["place"] for row in Dataset(out).table("errors").to_pylist()} <= {f"{name}.txt" for name in [*names, *found]}
    assert sorted(set(kj.read_claims(out)["article"])) == ["good-1", "good-2"]


def test_time_that_is_up_late_disturbs_nobody():
    faults = []

    def work():
        try:
            for _ in range(300):
                try:
                    with patience.at_most(0.0005):
                        sum(range(30_000))
                except patience.TimeUp:
                    pass
            sum(range(200_000))
        except BaseException as fault:  # noqa: BLE001  what came too late
            faults.append(fault)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert not thread.is_alive() and faults == []


AFTER = """
import sys, threading
from koujing.engine.patience import at_most

def work():
    with at_most(9):
        pass
    sys.settrace(lambda *_: None)
    len([number for number in range(10)])
    print("goes on")

thread = threading.Thread(target=work)
thread.start()
thread.join()
"""


def test_a_limit_that_is_not_reached_leaves_nothing_behind():
    # a signal that nobody takes keeps Python's loop from ever passing the beginning of a function that is traced
    done = subprocess.run([sys.executable, "-c", AFTER], cwd=ROOT / "notebooks", capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("goes on\n", "")


def test_a_record_that_ends_two_processes_is_not_read_again(tmp_path):
    place, ended = tmp_path / "part.json", []
    for _ in range(6):
        tries = Tries(place)
        tries.__enter__()  # a process that ends leaves no context
        for number in range(5):
            if tries.deadly(number):
                continue
            tries.begin(number)
            if number == 3:
                ended.append(number)
                break
        else:
            tries.__exit__(None, None, None)
            break
    assert len(ended) == 3  # once before anything was noted, twice noted
    assert not place.exists()


def test_a_record_that_ends_its_worker_costs_its_own_row(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("a", "b", "deadly", "e", "f"):
        (folder / f"{name}.txt").write_text(GOOD, encoding="utf-8")
    found, _ = collection.parts([folder], 3)
    dataset = Dataset(out)
    dataset.begin({})
    tasks = [part.Task(one, str(out)) for one in found]

    def work(task):
        from koujing.engine import part

        extract = kj.extract

        def deadly(article):
            if article.name == "deadly":
                os._exit(1)
            return extract(article)

        part.extract = deadly
        return part.code_part(task)

    said = []
    tallies = list(cluster.dask_cluster(tasks, fingerprint.program(), workers=2, say=said.append, work=work))
    assert sum(tally.articles for tally in tallies) == 4
    assert errors(out) == {"deadly": ("crash", "ended the process that read it, twice; look at it by itself")}


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """A folder with the development articles eight times over, and their results in parts of four."""
    big, alone = tmp_path_factory.mktemp("big") / "in", tmp_path_factory.mktemp("big") / "out"
    big.mkdir()
    for path in ARTICLES.glob("*.txt"):
        for number in range(8):
            (big / f"{path.stem}-{number}.txt").write_bytes(path.read_bytes())
    code_collection([big], alone, size=4)
    return big, alone


def test_a_worker_that_is_killed_loses_nothing(tmp_path, big):
    (big, alone), out = big, tmp_path / "out"
    run = command(big, "--engine", "dask", "--workers", 2, "--part", 4, "-o", out)
    until = time.monotonic() + 90
    while not any((out / "articles").glob("*.parquet")) and time.monotonic() < until:
        time.sleep(0.02)
    workers = [child for child in psutil.Process(run.pid).children(recursive=True)
               if "spawn_main" in " ".join(child.cmdline())]
    assert len(workers) == 2
    workers[0].send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=180)
    assert run.returncode == 0, said
    assert files(out) == files(alone)


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path, big):
    (big, alone), out = big, tmp_path / "out"
    heeding = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}  # else a shell's background jobs heed none
    run = command(big, "--engine", "process", "--part", 4, "-o", out, **heeding)
    until = time.monotonic() + 60
    while not any((out / "articles").glob("*.parquet")) and time.monotonic() < until:
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130 and said.endswith("interrupted; the same command goes on from here\n"), said
    again = command(big, "--engine", "process", "--part", 4, "-o", out)
    _, said = again.communicate(timeout=60)
    assert again.returncode == 0 and re.search(r"\d+ of 32 parts \(\d+ articles\) are there already, and are kept", said)
    assert files(out) == files(alone)


@pytest.mark.parametrize(("arguments", "said"), [
    (["--engine", "process"], "has no folder to write to; give one: -o FOLDER"),
    (["--engine", "process", "-o", "OUT", "--format", "csv"], "goes with none of --review, --texts, --format"),
    (["--engine", "dask", "-o", "OUT", "--memory", "much"], "'much' is no amount of memory"),
    (["--workers", "2", "-o", "OUT"], "are of the engine dask; add: --engine dask"),
    (["--engine", "dask", "-o", "OUT", "--scheduler", "tcp://127.0.0.1:1"], "no scheduler answers"),
])
def test_a_wrong_call_gets_one_line(tmp_path, capsys, monkeypatch, arguments, said):
    from koujing.__main__ import main

    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    out = str(tmp_path / "out")
    assert main(["claims", str(ARTICLES), *(out if word == "OUT" else word for word in arguments)]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and said in shown.err and shown.err.count("\n") == 1


def test_workers_that_code_otherwise_are_refused(tmp_path):
    found, _ = collection.parts([ARTICLES], 3)
    with pytest.raises(InputFault, match="another version of the package, which codes otherwise"):
        list(cluster.dask_cluster([part.Task(found[0], str(tmp_path))], "another checksum", workers=1))


def test_a_cluster_at_an_address_writes_the_same_bytes(coded, tmp_path):
    with scaled.cluster() as address:
        code_collection([ARTICLES], tmp_path / "out", engine="dask", scheduler=address, size=3)
    assert files(tmp_path / "out") == files(coded)


def test_a_cluster_without_workers_is_refused(tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None, silence_logs=50) as empty, \
            pytest.raises(InputFault, match="has no worker; start one with `dask worker ADDRESS`"):
        code_collection([ARTICLES], tmp_path / "out", engine="dask", scheduler=empty.scheduler_address)


def test_every_engine_is_shown_to_write_the_same_bytes():
    table = scaled.engines_table([ARTICLES], size=8)
    assert list(table["parts"]) == [2, 2] and table["same_bytes"].all() and table["claims"].nunique() == 1
    assert re.fullmatch(r"koujing: part 2 of 2 · 16 articles · \d+ claims · … articles/s", scaled.progress_line([ARTICLES], 8))


def test_a_crawl_is_chosen_from_coded_and_accounted_for(tmp_path):
    pages = [archives.PAGE * 2, archives.ENGLISH, archives.JAPANESE, archives.COOKING, archives.PAGE * 2]
    archives.warc(tmp_path / "crawl.wet.gz", archives.other("warcinfo"), *map(archives.conversion, pages))
    run = command(tmp_path, "--engine", "process", "--crawl", "-o", tmp_path / "out")
    _, said = run.communicate(timeout=60)
    assert run.returncode == 0, said
    assert "2 articles" in said and "4 passed over" in said
    (found,) = Dataset(tmp_path / "out").files("articles")
    passed = json.loads(pq.read_metadata(found).metadata[PASSED])
    assert sum(passed.values()) == 4 and len(passed) >= 3
    places = Dataset(tmp_path / "out").table("articles", ["place"]).to_pylist()
    assert places == [{"place": "https://x.cn/1"}] * 2
    assert set(kj.read_claims(tmp_path / "out")["item"]) >= {"channel.sms", "channel.phone", "target.family"}


def test_names_that_stand_twice_are_told(tmp_path, capsys):
    from koujing.__main__ import main

    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_text(json.dumps({"id": "same", "text": GOOD}) + "\n", encoding="utf-8")
    assert main(["claims", str(tmp_path), "--engine", "process", "-o", str(tmp_path / "out")]) == 0
    assert "1 names stand for more than one article, such as same" in capsys.readouterr().err


def test_progress_says_what_is_left():
    told = progress.Progress(None)
    told.begin(10, 8)
    told.started = time.monotonic() - 10
    for number in range(2):
        told.add(kj.engine.dataset.Tally(number, 50, 100, 1, 3))
    assert re.fullmatch(r"part 2 of 10 · 100 articles · 200 claims · 2 errors · 6 passed over · 10\.[12] articles/s · 30 s left",
                        told.line())


def test_text_that_no_file_can_hold_is_written_as_a_mark():
    data = rows.parquet("errors", [("a", "b", "input", "half a pair: \ud800")])
    assert pd.read_parquet(__import__("io").BytesIO(data))["fault"][0] == "half a pair: ?"


def test_a_fault_survives_the_way_back_from_a_worker():
    import pickle

    fault = pickle.loads(pickle.dumps(InputFault("a.txt", "is empty", "remove it")))
    assert (fault.file, fault.fault, fault.cure, str(fault)) == ("a.txt", "is empty", "remove it", "a.txt: is empty; remove it")


def test_a_folder_of_results_is_compared_as_the_page_on_scale_says(coded):
    claims = kj.read_claims(coded)
    names = list(pd.read_parquet(coded / "articles", columns=["article"])["article"])
    placed = positions.positions(claims, names)
    alpha = agreement.bootstrap(positions.matrix(placed), resamples=50, over="articles")
    assert alpha.low < alpha.high
    counted = splits.splits(claims)
    assert counted["pairs"].sum() == len(contradictions.contradictions(claims))
    assert set(splits.exemplary(claims, 2)["item"]) == set(counted["item"])
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    for call in ("kj.read_claims", "positions.positions", "agreement.bootstrap", "splits.splits", "splits.exemplary"):
        assert f"{call}(" in page
