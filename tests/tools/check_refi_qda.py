"""What a reader of REFI-QDA projects that others wrote, by models generated from the schema, makes of ours.

Run from the project's folder, in an environment of its own (docs/exchange.md records the result):

    uv run --no-project --with-requirements tests/tools/refi-qda.txt python tests/tools/check_refi_qda.py
"""
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]


def main():
    from pyrefiqda.refiproject import RefiProject
    from torture import ARTICLES, CLAIMS, TEXTS

    from koujing.exchange import refi
    from koujing.exchange.annotations import document, shown

    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "x.qdpx", Path(folder) / "out"
        path.write_bytes(refi.write_project([document(ARTICLES[name], CLAIMS[name]) for name in TEXTS]))
        project, seen = RefiProject.load(path, str(out)), 0
        for source in project.sources.text_source:
            text = (out / "Sources" / source.plain_text_path.removeprefix("internal://")).read_bytes().decode("utf-8")
            assert text == shown(TEXTS[source.name])
            spans = sorted((one.start_position, one.end_position) for one in source.plain_text_selection)
            assert spans == sorted((one.start, one.end) for one in CLAIMS[source.name])
            seen += len(spans)
    print(f"pyrefiqda: {len(project.sources.text_source)} sources with their texts, {seen} selections at the same positions")
    assert seen == sum(map(len, CLAIMS.values()))


if __name__ == "__main__":
    main()
