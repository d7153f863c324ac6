"""What doccano itself makes of our lines: imported into its database, edited there by an annotator, exported, read back.

Run from the project's folder, in an environment of its own (docs/exchange.md records the result):

    uv run --no-project --with-requirements tests/tools/doccano.txt python tests/tools/check_doccano.py
"""
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]


def main():
    import backend  # doccano's own package is named so
    sys.path.insert(0, str(Path(backend.__file__ or next(iter(backend.__path__))).parent)
                    if backend.__file__ else next(iter(backend.__path__)))
    folder = tempfile.mkdtemp()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.development", "DATABASE_URL": f"sqlite:///{folder}/doccano.db",
                   "DATA_PATH": folder, "DOCCANO_HOME": folder}
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    call_command("create_roles", verbosity=0) if "create_roles" in django.core.management.get_commands() else None
    check(Path(folder))


def check(folder):
    from data_export.celery_tasks import create_collaborative_dataset
    from data_export.pipeline.factories import create_formatter, create_writer
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import create_file_format
    from data_import.pipeline.readers import FileName
    from django.contrib.auth.models import User
    from label_types.models import SpanType
    from labels.models import Span
    from projects.models import SequenceLabelingProject
    from torture import ARTICLES, CLAIMS, TEXTS

    from koujing.code.claims import to_json
    from koujing.exchange import doccano
    from koujing.exchange.annotations import code_name, document
    from koujing.exchange.decisions import decisions
    from koujing.exchange.places import placed

    lines = folder / "articles.jsonl"
    lines.write_bytes(doccano.write([document(ARTICLES[name], CLAIMS[name]) for name in TEXTS]))
    user = User.objects.create_user("李研究员", password="x")
    project = SequenceLabelingProject.objects.create(name="x", created_by=user, project_type="SequenceLabeling",
                                                     collaborative_annotation=True, allow_overlapping=True)
    given = {"column_data": "text", "column_label": "label", "encoding": "utf-8"}
    dataset = load_dataset("SequenceLabeling", create_file_format("JSONL"), [FileName(str(lines), str(lines), "articles.jsonl")],
                           project, **given)
    dataset.save(user)
    assert not dataset.errors, dataset.errors

    def exported():
        create_collaborative_dataset(project, str(folder), False, create_formatter(project, "JSONL"), create_writer("JSONL"))
        return {one.article: placed("file", one, TEXTS[one.article])
                for one in doccano.read("file", (folder / "all.jsonl").read_bytes(), "李研究员")}

    back = exported()
    for name in TEXTS:
        assert sorted(to_json(mark.claim) for mark in back[name].annotations) == sorted(map(to_json, CLAIMS[name])), name
        assert () == decisions(back[name].originals, back[name], TEXTS[name])
    print(f"imported, exported and read back: {len(TEXTS)} articles, {Span.objects.count()} spans the same, no decision")

    denied, _ = SpanType.objects.get_or_create(text=code_name("stage.visit", "denied"), project=project)
    span = Span.objects.filter(example__text__startswith="😀", label__text=code_name("stage.visit", "rare")).first()
    span.label = denied
    span.save()
    Span.objects.filter(example__text__startswith="短信 <b>").first().delete()
    rows = [row for name, one in exported().items() for row in decisions(one.originals, one, TEXTS[name])]
    told = sorted((row.action, row.article, row.field, row.old, row.new, row.who) for row in rows)
    change, reject = ("change", "emoji", "stance", "rare", "denied"), ("reject", "markup & <b>", "", "", "")
    assert told == [(*change, "李研究员"), (*reject, "李研究员")], told
    print(f"edited in its database: {len(rows)} rows: {[row[:3] for row in told]}")


if __name__ == "__main__":
    main()
