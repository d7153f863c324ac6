"""The records that reading produces: an article, its regions, its sentences, its damage.

Every offset counts Unicode code points in `Article.raw`, the decoded file, and is half-open: `raw[start:end]`.
"""
from dataclasses import dataclass

REGION_KINDS = ("title", "byline", "body", "comment", "furniture")


class InputFault(Exception):
    """What is wrong with one input, in one line: the file, the fault, the cure."""

    def __init__(self, file, fault, cure):
        super().__init__(f"{file}: {fault}; {cure}")
        self.file, self.fault, self.cure = str(file), fault, cure

    def __reduce__(self):  # an exception is unpickled with its one message, which is not what made this one
        return InputFault, (self.file, self.fault, self.cure)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the raw text of one kind (`REGION_KINDS`). Regions do not overlap."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by codebook §1, cut from body or comments, stripped of surrounding blanks.

    `kind` is "prose" or "heading" (a heading is never a claim); `region` is "body" or "comment";
    `line` numbers the line of the raw text that holds it, so that lists and tables can be followed.
    """

    start: int
    end: int
    kind: str
    region: str
    line: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged place (codebook §5): `inserted` (the span is stray) or `dropped` (the span is what survived)."""

    start: int
    end: int
    text: str
    kind: str
    repair: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its raw text and everything that reading found in it, as offsets into `raw`.

    `confidence`: how sure the encoding is, 0 to 1. `copies`: the names of articles with the same text that it stands for.
    """

    name: str
    raw: str
    encoding: str
    sha256: str
    title: str | None
    published: str | None
    published_raw: str | None
    author_or_site: str | None
    regions: tuple[Region, ...]
    sentences: tuple[Sentence, ...]
    damage: tuple[Damage, ...] = ()
    confidence: float = 1.0
    copies: tuple[str, ...] = ()

    def text(self, span):
        """The raw text of a region, sentence or damage."""
        return self.raw[span.start:span.end]

    def ranges(self, kind):
        """The `(start, end)` ranges of one kind of region, in order."""
        return [(r.start, r.end) for r in self.regions if r.kind == kind]
