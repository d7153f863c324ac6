"""The house: which room may import which, and what the import of the package costs."""
import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "notebooks" / "koujing"
ROOMS = ("read", "code", "review", "compare", "show", "report")  # a room imports itself and what stands before

TOP = {"tables", "notebooks", "pages", "evidence", "reviewing", "engine"}  # modules beside the rooms that a report may draw on


def imported(path):
    """The dotted names within the package that a module imports."""
    found, here = set(), path.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[:len(here) - node.level + 1]
            names = [(node.module or "").split(".")[0]] if node.module else [alias.name for alias in node.names]
            found |= {".".join((*base, name)) for name in names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("koujing."):
            found.add(node.module.removeprefix("koujing."))
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_itself_and_rooms_to_its_left(room):
    allowed = set(ROOMS[:ROOMS.index(room) + 1]) | (TOP if room == "report" else set())
    modules = sorted((PACKAGE / room).rglob("*.py"))
    assert modules
    for path in modules:
        outside = {name for name in imported(path) if name.split(".")[0] not in allowed}
        assert not outside, f"{path.name} imports {sorted(outside)}"


def test_what_a_report_draws_on_knows_no_report():
    for name in TOP:
        modules = sorted((PACKAGE / name).rglob("*.py")) or [PACKAGE / f"{name}.py"]
        assert "report" not in {found.split(".")[0] for path in modules for found in imported(path)}


def test_comparing_knows_no_chinese():
    for path in sorted((PACKAGE / "compare").glob("*.py")):
        code = path.read_text(encoding="utf-8")
        strings = [node.value for node in ast.walk(ast.parse(code))
                   if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        documentation = {ast.get_docstring(node, clean=False) for node in ast.walk(ast.parse(code))
                         if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))}
        chinese = [text for text in strings if text not in documentation and any("\u4e00" <= char <= "\u9fff" for char in text)]
        assert not chinese, f"{path.name}: {chinese[:3]}"


def test_the_import_loads_nothing_heavy_and_prints_nothing():
    done = subprocess.run(
        [sys.executable, "-c", "import koujing, sys; koujing.extract; "
         "print(sorted({'matplotlib', 'jieba', 'wordcloud', 'dask', 'pandas'} & set(sys.modules)))"],
        cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_every_public_name_resolves():
    import koujing

    assert len(koujing.__all__) >= 12
    for name in koujing.__all__:
        assert getattr(koujing, name) is not None
    with pytest.raises(AttributeError, match="koujing has no 'nothing'"):
        koujing.nothing  # noqa: B018
