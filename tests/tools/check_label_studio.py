"""What Label Studio's own software makes of our tasks: its reader of interfaces, its check of predictions, its converter.

Run from the project's folder, in an environment of its own (docs/exchange.md records the result):

    uv run --no-project --with-requirements tests/tools/label-studio.txt python tests/tools/check_label_studio.py
"""
import csv
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]


def main():
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface
    from torture import ARTICLES, CLAIMS, TEXTS

    from koujing.code.claims import to_json
    from koujing.exchange import label_studio
    from koujing.exchange.annotations import document, shown

    tasks = json.loads(label_studio.write([document(ARTICLES[name], CLAIMS[name]) for name in TEXTS]))
    config = label_studio.interface().decode()
    interface = LabelInterface(config)
    interface.validate()
    regions = 0
    for task in tasks:
        for prediction in task["predictions"]:
            assert not (errors := interface.validate_prediction(prediction, return_errors=True)), errors[:3]
            regions += len({result["id"] for result in prediction["result"]})
    print(f"interface valid; {len(tasks)} tasks, {regions} regions valid by LabelInterface.validate_prediction")

    done = [{**task, "id": number, "annotations": [{"id": number, "completed_by": {"email": "li@example.org"},
             "result": task["predictions"][0]["result"], "was_cancelled": False, "updated_at": "2026-11-02T00:00:00Z",
             "created_at": "2026-11-02T00:00:00Z", "lead_time": 1}]} for number, task in enumerate(tasks, 1)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.json").write_text(json.dumps(done), encoding="utf-8")
        converter = Converter(config, folder, download_resources=False)
        for form in ("JSON", "CSV"):
            converter.convert(str(Path(folder) / "in.json"), str(Path(folder) / form), form, is_dir=False)
        exported = next((Path(folder) / "JSON").glob("*.json")).read_bytes()
        back = label_studio.read("file", exported)
        found = {one.article: sorted(to_json(mark.claim) for mark in one.annotations) for one in back}
        expected = {name: sorted(to_json(claim) for claim in without_raw(CLAIMS[name], shown(TEXTS[name]))) for name in TEXTS}
        assert found == expected
        table = next((Path(folder) / "CSV").glob("*.csv"), Path(folder) / "CSV")
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    spans = 0
    for row in rows:
        for span in json.loads(row.get("item") or "[]"):
            assert row["text"][span["start"]:span["end"]] == span["text"], span
            spans += 1
    print(f"converter JSON there and back: {sum(map(len, found.values()))} claims the same; "
          f"CSV: {spans} spans, each of which its text gives when Python slices it (code points)")
    assert spans == sum(map(len, CLAIMS.values()))


def without_raw(claims, text):
    """The claims with the quotes that the tool shows; `places.placed` gives the article's own back."""
    from dataclasses import replace

    return [replace(claim, quote=text[claim.start:claim.end]) for claim in claims]


if __name__ == "__main__":
    main()
