"""The files that set the project up: requirements, commands, the font."""
import ast
import base64
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "notebooks" / "koujing"
FONTS = PACKAGE / "show" / "fonts"
TOOLS = ROOT / "tests" / "tools"  # programs that run by hand, each in an environment of its own
LINE = re.compile(r'(?P<name>[a-z0-9-]+)==(?P<version>[0-9.]+)(?:; python_version [<>=]+ "3\.\d+")? +# (?P<reason>.+)')

spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
run = importlib.util.module_from_spec(spec)
spec.loader.exec_module(run)


def parts():
    """The lines of requirements.txt under "Runtime" and under "Test"."""
    _, runtime, test = re.split(r"# --- (?:Runtime|Test).*\n", (ROOT / "requirements.txt").read_text(encoding="utf-8"))
    return [[line for line in part.splitlines() if line] for part in (runtime, test)]


def pinned(lines):
    return {LINE.fullmatch(line)["name"] for line in lines}


OURS = {path.stem for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")}  # modules that tests import


def third_party(files):
    """The distributions, by normal name, that provide what the files import."""
    providers, found = importlib.metadata.packages_distributions(), set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            for top in {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"koujing"} - OURS:
                found.add(re.sub(r"[-_.]+", "-", providers.get(top, [f"nothing provides {top}"])[0]).lower())
    return found


def tools():
    """The lines of the environments in `tests/tools`."""
    return [line for path in sorted(TOOLS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")]


@pytest.mark.parametrize("line", [*(line for part in parts() for line in part), *tools()])
def test_every_requirement_is_pinned_and_says_why(line):
    match = LINE.fullmatch(line)
    assert match, line
    assert len(match["reason"].split()) >= 2


def test_requirements_are_sorted_and_those_installed():
    for part in parts():
        assert part == sorted(part, key=lambda line: line.partition("==")[0])
    pins = {}
    for match in map(LINE.fullmatch, sum(parts(), [])):
        pins.setdefault(match["name"], set()).add(match["version"])
    assert {} == {name: importlib.metadata.version(name) for name, versions in pins.items()
                  if importlib.metadata.version(name) not in versions}


def test_every_import_is_required_where_it_belongs():
    runtime, test = map(pinned, parts())
    package = {path for path in PACKAGE.rglob("*.py") if FONTS not in path.parents}
    assert third_party(package) - runtime == set()
    tests = (path for path in (ROOT / "tests").rglob("*.py") if TOOLS not in path.parents)
    others = [*tests, ROOT / "conftest.py", *FONTS.glob("*.py")]
    assert third_party(others) - runtime - test == set()
    assert third_party([ROOT / "run.py"]) == set()


def test_the_help_names_every_command(capsys):
    assert 0 == run.main(["--help"])
    described = re.findall(r"^  ([a-z]+)  ", capsys.readouterr().out, re.MULTILINE)
    assert list(run.COMMANDS) == described


@pytest.mark.parametrize("arguments", [[], ["tset"], ["--venv"], ["--venv", "x"]])
def test_a_wrong_call_explains_itself_on_standard_error(arguments, capsys):
    assert 2 == run.main(arguments)
    said = capsys.readouterr()
    assert "" == said.out and "run.py" in said.err


def test_an_old_python_is_told_in_one_line(monkeypatch):
    monkeypatch.setattr(run, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match="needs Python 3.11 or newer, and this is [^\n]*$"):
        run.main(["lab"])


def test_a_python_that_cannot_make_environments_is_told_the_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3[0-9.]+-venv[^\n]*$"):
        run.environment(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SystemExit, match="holds files but no Python environment"):
        run.environment(tmp_path)
    assert [tmp_path / "thesis.txt"] == list(tmp_path.iterdir())


@pytest.fixture
def calls(monkeypatch):
    """The set-up steps that would run, recorded in place of running."""
    steps = []
    monkeypatch.setattr(run, "call", steps.append)
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    return steps


def filled(folder):
    python = run.python_in(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / "pyvenv.cfg").touch()
    return python


def test_an_environment_is_filled_once_and_again_when_the_requirements_change(calls, tmp_path, monkeypatch):
    python = filled(tmp_path)
    assert python == run.environment(tmp_path)
    assert [False, True] == ["venv" not in calls[0], "-r" in calls[1]]
    assert "--clear" not in calls[0]  # not made by us: kept
    run.environment(tmp_path)
    assert 2 == len(calls)
    monkeypatch.setattr(run, "wanted_stamp", lambda requirements: "changed")
    run.environment(tmp_path)
    assert 4 == len(calls) and "--clear" in calls[2]


def test_an_interrupted_set_up_is_repeated(calls, tmp_path, monkeypatch):
    filled(tmp_path)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(run, "call", lambda command: sys.exit("no network"))
        run.environment(tmp_path)
    run.environment(tmp_path)
    assert 2 == len(calls)


def test_uv_compiles_what_it_installs(calls, tmp_path, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "uv")
    filled(tmp_path)
    run.environment(tmp_path)
    assert "--without-pip" in calls[0] and "--compile-bytecode" in calls[1]


def test_the_package_is_importable_from_the_users_own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = "import koujing, os, pathlib; pathlib.Path('here.txt').write_text(koujing.__file__ + os.environ['TZ'])"
    assert 0 == run.run(sys.executable, ["-c", told], TZ="Asia/Shanghai")
    assert f"{PACKAGE / '__init__.py'}Asia/Shanghai" == (tmp_path / "here.txt").read_text()


def test_test_files_are_taken_from_where_the_user_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (["-k", "tests", "-x"], False) == run.resolved(["-k", "tests", "-x"])
    assert ([f"{tmp_path / 'test_a.py'}::test_b"], True) == run.resolved(["test_a.py::test_b"])


@pytest.mark.parametrize(("statuses", "arguments", "expected"), [
    ([0, 0, 0, 0, 0], [], 0),
    ([0, 0, 0, 1, 0], [], 1),
    ([0, 0, 0, 0, 1], [], 1),
    ([0, 1, 0, 0, 0], [], 1),
    ([2, 0, 0, 0, 0], [], 2),
    ([2, 0], ["tests/test_one.py"], 2),
    ([0, 0], ["tests/test_one.py"], 0),
    ([0, 0, 5, 5, 5], ["-k", "some"], 0),
    ([0, 5, 5, 5, 0], ["-m", "browser"], 0),
    ([0, 5, 5, 5, 5], ["-k", "none"], 5),
    ([0, 5, 0, 0, 0], [], 5),
    ([0, 0, 0, 0, 5], [], 5),
])
def test_the_tests_pass_only_where_every_step_does(statuses, arguments, expected, monkeypatch, tmp_path):
    (tmp_path / "00-a.ipynb").touch()
    monkeypatch.setattr(run, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    left = iter(statuses)
    monkeypatch.setattr(run, "run", lambda *_, **__: next(left))
    assert expected == run.test("python", arguments)
    assert [] == list(left)


def collected(*arguments):
    """The test files, relative to tests/, of which pytest would run something when called in the project's folder."""
    done = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-q", *arguments], cwd=ROOT,
                          capture_output=True, text=True, env={**os.environ, "KOUJING_CHROMIUM": sys.executable})
    return {line.partition("::")[0].removeprefix("tests/") for line in done.stdout.splitlines() if "::" in line}


def test_the_browser_tests_run_in_their_own_step_only(monkeypatch):
    steps = []
    monkeypatch.setattr(run, "run", lambda python, arguments, **_: steps.append(arguments) or 0)
    assert 0 == run.test("python", ["-k", "in_jupyterlab"])
    own = steps[-1]
    assert ["-m", "pytest", str(Path("tests") / "browser"), "-k", "in_jupyterlab"] == own
    assert {"browser/test_lab.py"} == collected(*own[2:])
    assert ["-m", "pytest", "-n", "2", "--dist", "loadfile", "-k", "in_jupyterlab"] == steps[1]
    assert set() == collected("tests", "--ignore-glob=*/tests/test_*.py", *own[3:])  # by its path alone is it found
    assert set() == collected("tests/browser", "-m", "not browser")


BROWSERLESS = {"KOUJING_CHROMIUM": "", "PATH": "", "PLAYWRIGHT_BROWSERS_PATH": "none", "CI": "", "KOUJING_REQUIRE_BROWSER": ""}


@pytest.mark.parametrize(("variables", "status"), [
    ({}, 0), ({"CI": "true"}, 1), ({"CI": "true", "KOUJING_REQUIRE_BROWSER": "0"}, 0)])
def test_a_missing_browser_is_said_aloud_and_fails_where_it_is_required(variables, status):
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "tests/browser/test_pages.py", "-k", "sound_page"],
                          cwd=ROOT, text=True, capture_output=True, env={**os.environ, **BROWSERLESS, **variables})
    assert status == done.returncode, done.stdout
    assert "!! The browser tests were NOT run: no Chromium found; install one" in done.stderr
    assert "apt-get install chromium" in done.stderr


def test_the_check_script_requires_a_browser_and_says_where_it_cannot_have_one(tmp_path):
    """The script on a machine without apt-get and without a browser; `run.py` is a stand-in that reports the variable."""
    copy = tmp_path / "project" / ".ci" / "run"
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", copy)
    (copy.parents[1] / "run.py").write_text("import os, sys; print(os.environ['KOUJING_REQUIRE_BROWSER'], sys.argv[3:])")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("bash", "dirname", "mktemp", "rm", "id", "env"):
        (programs / name).symlink_to(shutil.which(name))
    (programs / "python3").symlink_to(sys.executable)
    done = subprocess.run([programs / "bash", copy], capture_output=True, text=True, check=True, env={"PATH": str(programs)})
    assert "1 ['test']\n" == done.stdout
    assert "!! No Chromium, and it could not be installed" in done.stderr


def test_the_picture_of_the_finding_is_the_one_that_the_first_notebook_stores():
    notebook = json.loads((ROOT / "notebooks" / "00-start-here.ipynb").read_text(encoding="utf-8"))
    stored = [output["data"]["image/png"] for cell in notebook["cells"] for output in cell.get("outputs", ())
              if "image/png" in output.get("data", {})]
    picture = (ROOT / "docs" / "pictures" / "finding.png").read_bytes()
    assert base64.b64decode("".join(stored[0])) == picture
    assert 250_000 > len(picture)


def test_the_check_script_can_be_executed():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def characters():
    """What the shipped font can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "NotoSansSC-Koujing.otf") as font:
        return set(map(chr, font.getBestCmap()))


def test_the_font_draws_every_character_of_the_corpus_and_of_the_labels():
    labels = [PACKAGE / "code" / "tables" / f"{name}.csv" for name in ("items", "stances", "conditions", "sources")]
    files = [path for folder in (ROOT / "corpus", PACKAGE / "show" / "tables") for path in folder.rglob("*.*")]
    text = {char for path in files + labels for char in path.read_text(encoding="utf-8") if char.isprintable()}
    assert len(text) > 1000
    assert set() == text - characters()


def test_the_font_draws_simplified_and_traditional_chinese():
    gb2312 = {bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)
              if not (lead == 0xD7 and trail > 0xF9)}
    assert 6763 == len(gb2312)
    assert set() == (gb2312 | set("聯絡人徵信催收逾期繳款")) - characters()


def test_the_font_has_its_licence_beside_it_and_a_name_of_its_own():
    from matplotlib.font_manager import FontProperties

    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "Noto Sans SC Koujing" == FontProperties(fname=FONTS / "NotoSansSC-Koujing.otf").get_name()
