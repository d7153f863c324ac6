"""Trying the reader: a few files from memory, one text in every encoding, and what a claim's fields mean."""
import tempfile
from pathlib import Path

import pandas as pd

from ..code.extract import extract
from ..compare.trust import load_coding, score
from ..read.corpus import read_all
from ..show.style import table
from ..tables import claims_of, coded_articles

# Written for this trial, in traditional characters, since Big5 has no others.
SENTENCE = "微粒貸逾期後，會通過短信、電話提醒借款人還款。"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5")

# One good file among bad ones, as folders of collected pages have them.
FAULTY = {
    "cut-off.txt": b"\xff\xfe" + SENTENCE.encode("utf-16-le")[:-1],
    "empty.txt": b"",
    "good.txt": SENTENCE.encode("utf-8"),
    "korean.txt": "대출 연체 후에는 문자로 알려 드립니다.".encode("euc-kr"),
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(64)),
}


def read_files(files):
    """`(articles, faults)` of files given as `{name: bytes}`, by way of a temporary folder.

    >>> articles, faults = read_files({"a.txt": SENTENCE.encode("big5"), "b.txt": b""})
    >>> articles[0].encoding, len(faults)
    ('big5', 1)
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        return read_all([folder])


def encodings_table(text=SENTENCE, encodings=ENCODINGS):
    """One row an encoding: written_in, bytes, read_as, same_text (bool), claims (how many)."""
    rows = []
    for encoding in encodings:
        data = text.encode(encoding)
        (article,), _ = read_files({"trial.txt": data})
        rows.append((encoding, len(data), article.encoding, article.raw == text, len(extract(article))))
    return pd.DataFrame(rows, columns=["written_in", "bytes", "read_as", "same_text", "claims"])


def faults_table(faults):
    """One row for each `InputFault`: file (its name alone), fault, cure."""
    return pd.DataFrame([(Path(one.file).name, one.fault, one.cure) for one in faults],
                        columns=["file", "fault", "cure"], dtype="str")


def fields_table(claims):
    """One row for each field of a claim: field, example (of the first claim in the table), meaning.

    `claims` as from `claims_table`, or with no rows: then the example is empty. Meanings: `show/tables/fields.csv`.
    """
    first = claims.iloc[0] if len(claims) else {}
    rows = []
    for row in table("fields"):
        value = first.get(row["field"], "")
        rows.append((row["field"], "" if pd.isna(value) else str(value), row["meaning"]))
    return pd.DataFrame(rows, columns=["field", "example", "meaning"], dtype="str")


def scores_table(names, folder=None):
    """One row a hand coding, by its name: articles, claims (coded), found, detection_f1, joint_f1, position.

    The figures are those of `koujing.compare.trust.score`, of the program against the coding; `folder` as for
    `load_coding`.
    """
    rows = []
    for name in names:
        coding = load_coding(name, folder)
        found = [claim for article in coded_articles(coding) for claim in claims_of(article)]
        figures = score(coding.claims, found)
        rows.append((len(coding.articles), figures["gold"], figures["predicted"], figures["detection_f1"],
                     figures["joint_f1"], figures["position"]))
    return pd.DataFrame(rows, index=pd.Index(names, name="coding"),
                        columns=["articles", "claims", "found", "detection_f1", "joint_f1", "position"])
