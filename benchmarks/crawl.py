"""How fast a web archive is passed through: unpacking alone, warcio alone, ours without and with a choice of pages. By hand:

    python benchmarks/crawl.py [--pages N] [--rounds N]

Writes a WET and a WARC file of N pages (default 5,000; 1.5 % on the topic, 5 % other Chinese, the rest English, a seed) to a
temporary folder and prints, for each way of reading, records and megabytes of text a second of processor time: the best of N
interleaved rounds (default 5), since other work on a machine only takes away. Those with the language told by the crawler need
not be looked at; `untold` are.
"""
import argparse
import gzip
import random
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))

from koujing.read.sources import Choice, Part, documents  # noqa: E402

ENGLISH = "the bank says that a loan which is overdue may be given to an agency that then calls those who owe it".split()
OFF = (0x4E00, 0x7000)  # code points of Chinese characters without sense, so without a word of the topic


def pages(number, chance):
    """`(text, language)` of so many pages."""
    on_topic = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "articles").glob("*.txt"))]
    for _ in range(number):
        drawn = chance.random()
        if drawn < 0.015:
            yield chance.choice(on_topic), "zho"
        elif drawn < 0.065:
            yield "".join(chr(chance.randrange(*OFF)) for _ in range(1500)), "zho"
        else:
            yield "naïve: " + " ".join(chance.choices(ENGLISH, k=700)), "eng"


def write(path, kind, told, found):
    """The pages as a file of "conversion" (WET) or "response" (WARC) records."""
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for text, language in found:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = text if kind == "conversion" else "<html><p>" + text.replace("\n", "<p>\n")
            record = writer.create_warc_record(
                "https://x.cn/", kind, payload=BytesIO(body.encode()), http_headers=http if kind == "response" else None,
                warc_content_type="text/plain" if kind == "conversion" else "",
                warc_headers_dict={"WARC-Identified-Content-Language": language} if told else {})
            writer.write_record(record)
            record.raw_stream.close()


def unpacked(path):
    """Unpack the file."""
    with gzip.open(path) as file:
        while file.read(1 << 16):
            pass


def by_warcio(path):
    """Read every record with warcio."""
    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            record.content_stream().read()


def ours(choose):
    """A way of reading: our documents of a choice."""
    def read(path):
        for _ in documents(Part(0, "warc", (str(path),), 0, 0), choose):
            pass
    return read


WAYS = {"unpacking alone": unpacked, "warcio alone": by_warcio, "all pages": ours(None), "language": ours(Choice(topic=False)),
        "topic": ours(Choice(language=None)), "language and topic": ours(Choice())}


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    found = list(pages(chosen.pages, random.Random(1)))
    size = sum(len(text.encode()) for text, _ in found) / 1e6
    print(f"{chosen.pages:,} pages, {size:.1f} MB of text")
    with tempfile.TemporaryDirectory() as folder:
        for name, kind, told in (("WET", "conversion", True), ("WET untold", "conversion", False), ("WARC", "response", False)):
            path = Path(folder, "crawl.warc.gz")
            write(path, kind, told, found)
            best = dict.fromkeys(WAYS, float("inf"))
            for _ in range(chosen.rounds):
                for way, read in WAYS.items():
                    start = time.process_time()
                    read(path)
                    best[way] = min(best[way], time.process_time() - start)
            for way, seconds in best.items():
                print(f"{name:12}{way:20}{chosen.pages / seconds:>10,.0f} records/s{size / seconds:>8.1f} MB/s"
                      f"{best['warcio alone'] / seconds:>8.2f} × warcio")


if __name__ == "__main__":
    main()
