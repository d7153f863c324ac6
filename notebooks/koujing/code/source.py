"""Whom a sentence credits (codebook §4, source), and the voice in which an article or section speaks."""
import re

from .citations import TITLE, is_contract

OFFICIAL_VOICE = re.compile("我行|本行|我司|本公司|我们银行")
FIRST_PERSON = re.compile("我(?!们|国|行|司|市|省)")
CASE_HEADING = re.compile("案例|真实经历|亲身经历|实例|故事")
REPLY = re.compile(r"[\[【]?(商家|官方|平台|银行|企业|客服)(回复|答复)")
APPEAL = re.compile("根据|按照|依据|依照|依|按|据")


def voice(article, text):
    """The source by default for each stretch of the text: sorted `(start, end, source)` ranges, `author` elsewhere."""
    prose = [s for s in article.sentences if s.region == "body"]
    if not prose:
        return ()
    body = "".join(text[s.start:s.end] for s in prose)
    whole = None
    if len(OFFICIAL_VOICE.findall(body)) >= 3 and len(FIRST_PERSON.findall(body)) < 3:
        whole = "official"
    ranges, case = [], False
    for sentence in prose:
        piece = text[sentence.start:sentence.end]
        if sentence.kind == "heading":
            case = bool(CASE_HEADING.search(piece)) and "分析" not in piece or bool(re.match("案例|故事", piece))
        elif re.match("案例|故事", piece):
            case = True
        source = "case" if case else whole
        if source:
            ranges.append((sentence.start, sentence.end, source))
    personal = len(FIRST_PERSON.findall(body)) >= max(6, len(body) / 120)
    if personal and not whole:
        ranges = [(s.start, s.end, "case") for s in prose if s.kind == "prose" and FIRST_PERSON.search(text[s.start:s.end])]
    return tuple(ranges)


def source_of(piece, events, sentence, tone):
    """The source of a sentence's claims, and the ids of the cues that gave it.

    The first credited wins (codebook §4); a bare anecdote cue counts only where nobody else is credited.
    """
    if sentence.region == "comment":
        return "comment", ("region.comment",)
    found = [(e.start, e.cue.means[0], e.cue.id) for e in events if e.cue.layer == "source" and e.cue.id != "say.case"]
    for match in TITLE.finditer(piece):
        if is_contract(match.group()):
            found.append((match.start(), "official", "title.contract"))
        elif APPEAL.search(piece[max(0, match.start() - 8):match.start()]) or re.search("要求|规定|禁止|明文|明确|提出|指出|把|将|第.{1,8}条", piece[match.end():match.end() + 12]):
            found.append((match.start(), "law", "title.law"))
    if found:
        _, source, rule = min(found)
        return source, (rule,)
    for start, end, source in tone:
        if start <= sentence.start < end:
            return source, (f"voice.{source}",)
    strong = [e for e in events if e.cue.id == "say.case"]
    if strong:
        return "case", ("say.case",)
    return "author", ()
