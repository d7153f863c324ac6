"""What a sentence inherits: from the sentence that introduces its list, or from the header row of its table."""
import re
from dataclasses import dataclass, replace

from . import cues

INTRO = re.compile("以下|如下|下列|几种|几类|几个|几步|几点|几方面|分为|分成|不外乎|包括|两类|三类|两种|三种|主要有")
CASES = re.compile("(以下|下列|如下|下面|这|有)[几两三四五六]?(种|类|个|些|点)?(特殊|特定)?"
                   "(情况|情形|条件|场景|时候|前提|客户|用户|账户|人群|因素)|情况如下|情形如下")
FINAL = tuple("。.!?;")
LABEL_LENGTH = 12  # characters of a list item's name with its number and full stop
CONTENTS = re.compile(r"[【\[(]?(?:文章|本文|内容)?(?:目录|导航|提纲)[】\])]?:?")
ENTRY_LENGTH = 30  # characters of an entry in a table of contents
FINAL = ("。", ";", "!", "?")
CASE_STAGES = ("stage.visit", "stage.legal_action", "stage.outsourced", "stage.lawyer_letter")
LIST_LINE = re.compile(r"\s*([(\[【]?([0-9]{1,2}|[一二三四五六七八九十]{1,2})[.、)\]】:]|第[一二三四五六]|其[一二三四五]"
                       r"|[-·•●◆■▪‧*–①-⑩]|[^,。;!?:]{1,12}:)")

NUMBERED = re.compile(r"\s*([(\[【]?([0-9]{1,2}|[一二三四五六七八九十]{1,2})[.、)\]】:]|第[一二三四五六]|其[一二三四五]"
                      r"|[-·•●◆■▪‧*–①-⑩])")
DUTIES = re.compile("遵守|注意|要求|规定|禁止|不得|必须|应|须|原则|规矩|红线|限制")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a sentence by its place: see the fields of `Mention` and the needs of the item table."""

    items: tuple = ()        # items that a list of cases specifies (…在以下情况可能联系家人:)
    stance: str | None = None
    acting: bool = False     # the introduction names an act of contact
    listing: bool = False    # the introduction announces stages
    collecting: bool = False
    duty: bool = False
    synthetic: str = ""      # a table row, each cell behind its header
    rules: tuple = ()
    label: bool = False      # the sentence only names a list item, whose text follows


NOTHING = Context()


def contexts(article, text):
    """Pairs of (sentence, `Context`) for every sentence of the article."""
    current, header, caption, contents = NOTHING, None, False, False
    every = article.sentences
    for before, sentence, following in zip((None, *every), every, (*every[1:], None), strict=False):
        piece = text[sentence.start:sentence.end]
        new_line = before is None or before.line != sentence.line
        contents = bool(CONTENTS.fullmatch(piece)) or contents and len(piece) <= ENTRY_LENGTH and bool(LIST_LINE.match(piece)) \
            and not piece.endswith(FINAL)
        if contents:  # an entry of a table of contents is no claim
            yield sentence, replace(NOTHING, label=True)
            continue
        label = new_line and len(piece) <= LABEL_LENGTH and piece.endswith(("。", ".")) and NUMBERED.match(piece) \
            and following is not None and following.line == sentence.line
        if label:  # "1、智能外呼。" before its text: the name of the item, no claim
            current = NOTHING if current.items else current
            yield sentence, replace(current, label=True)
            continue
        if sentence.kind == "heading":
            current, header = NOTHING, None
            caption = "催" in piece
            yield sentence, NOTHING
            continue
        if piece.count("|") >= 2:
            cells = [cell.strip() for cell in piece.strip("| ").split("|")]
            if header is None or len(header) != len(cells):
                header = cells
                yield sentence, Context(synthetic="-")
            elif all(not cell.strip("-: ") for cell in cells):
                yield sentence, Context(synthetic="-")
            else:
                row = ";".join(f"{name}:{cell}" for name, cell in zip(map(plain, header), cells, strict=True))
                terse = not any(cell.endswith(FINAL) for cell in cells)  # a cell that is a sentence names its own verbs
                yield sentence, Context(synthetic=row, acting=terse, listing=terse, collecting=caption or "催" in row)
            continue
        header = None
        caption = "催" in piece
        if current is not NOTHING and new_line and not LIST_LINE.match(piece):
            current = NOTHING
        yield sentence, current
        if piece.endswith(":") and INTRO.search(piece):
            current = introduction(piece)


def plain(header):
    """A column's header without the form of a question: 报不报征信 → 报征信.

    >>> plain("是否上门"), plain("报不报征信")
    ('上门', '报征信')
    """
    return re.sub(r"(.)不\1|是否会?|会不会|有没有|吗$", r"\1", header)


def introduction(piece):
    """The context that an introducing sentence gives to its list."""
    events = cues.find(piece)
    layers = {event.cue.layer for event in events}
    items = tuple(dict.fromkeys(item for event in events if event.cue.layer == "item" for item in event.cue.means
                                if item.startswith("target.") or item in CASE_STAGES))
    named = items if CASES.search(piece) and ("contact" in layers or set(items) & set(CASE_STAGES)) else ()
    return Context(items=named, stance="conditional" if named else None, acting="contact" in layers,
                   listing="阶段" in piece or "流程" in piece or "步" in piece or "催收" in piece,
                   collecting="collect" in layers, duty=bool(DUTIES.search(piece)),
                   rules=tuple(dict.fromkeys(event.cue.id for event in events if event.cue.layer == "item")))
