"""Whom a sentence credits (codebook §4, source), and the voice in which an article or section speaks."""
import re
from functools import cache

from .citations import TITLE, is_contract
from .codebook import table
from .cues import flags_in
from .flags import flag

OFFICIAL_VOICE = re.compile("我行|本行|我司|本公司|我们银行")
FIRST_PERSON = re.compile("我(?!们|国|行|司|市|省)")
CASE_HEADING = re.compile("案例|真实经历|亲身经历|实例|故事")
REPLY = re.compile(r"[\[【]?(商家|官方|平台|银行|企业|客服)(回复|答复)")
# An invented or real person of whom something is told: 小王, 李女士, 阿乐(化名), 家住…的…
LISTED = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,3}(?:[.、)）]|\.[0-9])")
SURNAMES = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏"
            "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文")
NAMED = re.compile(f"[小老][{SURNAMES}](?![组额型程])|阿[^里姨伯拉](?=[因在欠借说,逾收接被他她(])"
                   f"|[{SURNAMES}](?:某|先生|女士|小姐|阿姨|大姐|师傅)(?!们)|化名|家住")
GOES_ON = re.compile("(?<!其)[他她](?!们|人)|^(?:不久|随后|后来|最终|期间|几天后|三个月后|其中一家|今年|去年)")
RULES = re.compile(".{0,10}(?:要求|规定|禁止|明文|明确|提出|指出|写明|载明|划定|把|将|第.{1,8}条|对)")
SIGNED = re.compile("【[^】]{2,12}】|我司受|我行|本行")  # a quoted message that bank or agency signs
CREDITED, ANECDOTE = flag("credited"), flag("#say.case")
APPEAL = re.compile("根据|按照|依据|依照|依|按|据")


SAYS = re.compile("(?:说|称|表示|坦言|介绍|透露|指出|认为|告诉|回忆|反映|讲述|直言|声称|留言|忆述|证实|强调|解释|答复|回复|指)"
                  "(?:[,:]|道|我|记者|他|她|$)|的(?:说法|反馈|答复|回复|口径|反映)")
SPEAKING = re.compile("[说称示言绍露出为诉忆映述实调释复指的](?:[,:道我记他她说反答回口]|$)")  # wherever `SAYS` ends, and more
SPEAKER_REACH = 24  # characters before a verb of saying in which its speaker stands
SPEAKS_ON = re.compile("“|他还|她还|他说|她说|他表示|她表示|他认为|该负责人|该律师|该客服|该人士|他坦言|上述|对方")


def speaker(piece):
    """The source whom a verb of saying in the sentence credits by role, and where, or None.

    >>> speaker("某催收公司主管坦言,外访很少")
    (5, 'industry')
    """
    verb = SAYS.search(piece) if SPEAKING.search(piece) else None
    if not verb:
        return None
    reach = max(0, verb.start() - SPEAKER_REACH)
    found = [(match.start(), source) for source, roles in _roles()
             for match in roles.finditer(piece[reach:verb.start()])]
    return (reach + max(found)[0], max(found)[1]) if found else None


@cache
def _roles():
    """Pairs of a source and the pattern of the roles that speak for it."""
    return [(row["source"], re.compile(row["roles"])) for row in table("speakers")]


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
            case = bool(CASE_HEADING.search(piece)) and "分析" not in piece or piece.startswith(("案例", "故事"))
        elif piece.startswith(("案例", "故事", "实例")):
            case = True
        elif LISTED.match(piece):
            case = False
        source = "case" if case else whole
        if source:
            ranges.append((sentence.start, sentence.end, source))
    ranges += _speech(prose, text)
    if "official" not in {source for *_, source in ranges}:
        ranges += _anecdotes(prose, text, {start for start, *_ in ranges})
    personal = len(FIRST_PERSON.findall(body)) >= max(6, len(body) / 120)
    if personal and not whole:
        dense = len(FIRST_PERSON.findall(body)) >= len(body) / 60
        ranges = [(s.start, s.end, "case") for s in prose
                  if s.kind == "prose" and (dense or FIRST_PERSON.search(text[s.start:s.end]))]
    return tuple(ranges)


def _speech(prose, text):
    """Ranges for sentences that go on with somebody's speech in the same line: 他还说, 该负责人…, a quotation."""
    ranges, line, source = [], None, None
    for number, sentence in enumerate(prose):
        piece = text[sentence.start:sentence.end]
        said = speaker(piece)
        if said:
            line, source = sentence.line, said[1]
        elif line == sentence.line and SPEAKS_ON.match(piece):
            ranges.append((sentence.start, sentence.end, source))
        elif line != sentence.line:
            line = None
        following = prose[number + 1] if number + 1 < len(prose) else None
        if piece.startswith("“") and following is not None and following.line == sentence.line and not said:
            told = speaker(text[following.start:following.end])
            if told:
                ranges.append((sentence.start, sentence.end, told[1]))
    return ranges


def _anecdotes(prose, text, known):
    """Ranges for the sentences of an anecdote: a named person opens it, 他 or 她 carries it on in the same line."""
    ranges, line = [], None
    for sentence in prose:
        piece = text[sentence.start:sentence.end]
        if NAMED.search(piece):
            line = sentence.line
        elif line != sentence.line:
            line = None
        if line == sentence.line and sentence.start not in known and (NAMED.search(piece) or GOES_ON.search(piece)):
            ranges.append((sentence.start, sentence.end, "case"))
    return ranges


def source_of(piece, events, sentence, tone):
    """The source of a sentence's claims, and the ids of the cues that gave it.

    The first credited wins (codebook §4); a bare anecdote cue counts only where nobody else is credited.
    """
    if sentence.region == "comment":
        return "comment", ("region.comment",)
    flags = flags_in(events)
    found = [(e.start, e.cue.first, e.cue.id) for e in events if e.cue.flags & CREDITED] if flags & CREDITED else []
    for match in TITLE.finditer(piece) if "《" in piece else ():
        if is_contract(match.group()):
            found.append((match.start(), "official", "title.contract"))
        elif APPEAL.search(piece[max(0, match.start() - 8):match.start()]) or RULES.match(piece[match.end():]):
            found.append((match.start(), "law", "title.law"))
    if said := speaker(piece):
        found.append((*said, f"speaker.{said[1]}"))
    if found:
        _, source, rule = min(found)
        return source, (rule,)
    for start, end, source in tone:
        if start <= sentence.start < end:
            return source, (f"voice.{source}",)
    if SIGNED.search(piece):
        return "official", ("voice.signed",)
    if flags & ANECDOTE:
        return "case", ("say.case",)
    return "author", ()
