"""When a claim says that something happens: the words, and the days that they give (codebook §4, timing)."""
import re

from .claims import Timing

DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "首": 1}
NUMBER = r"(?:[0-9]{1,6}|[零〇一二两三四五六七八九十百半]{1,6})"  # bounded, so that time grows with length alone
UNIT = r"(?:个?(?:工作)?[天日]|个?(?:星期|礼拜)|周|个?月|年)"
TIMELESS = ("rule.consent", "rule.privacy", "rule.no_abuse", "rule.identification", "rule.record", "fact.operator")
CUT_OFF = re.compile("后|以上|起|开始|超过|满|逾(?!期)|过了|往后|未还|不还|左右")  # the span is open at its end
OPEN_END = re.compile("起|开始|往后|以后|之后")
DAYS = {"天": 1, "日": 1, "期": 7, "拜": 7, "周": 7, "月": 30, "年": 365}
WHEN = re.compile(  # what it may begin with comes first: the rest is tried there alone
    r"(?=[0-9零〇一二两三四五六七八九十百半几数第头前首当次初早中后随逾到还过从欠拖不超满约已达大])"
    rf"(?:逾期|到期还款日后|还款日后|还款日|到期|过了|从|欠款|拖欠|不足|超过|满|约|已达|达|大约){{0,4}}"
    rf"(?:第{NUMBER}(?:[-至到~、]第?{NUMBER})?{UNIT}(?:左右|开始|起|以后|之后|后|以内|内|往后|前后)?"
    rf"|(?:头|前|首){NUMBER}?(?:[-至到~]{NUMBER})?{UNIT}|(?:头|前)几[天日周]"
    rf"|{NUMBER}(?:[-至到~]{NUMBER})?{UNIT}(?:左右|以后|之后|后|以内|之内|内|以上|起|未还|不还)"
    rf"|(?:超过|满|逾|达到?|过了|不足|逾期){NUMBER}(?:[-至到~]{NUMBER})?{UNIT}"
    rf"|(?:当|次)[天日](?:起)?|初期|早期|后期|中期|一段时间后|几[天日]后|数[天日]后|随后几[天日]内|当[周月])")
UNITS = re.compile("[天日周月年拜段]")  # `WHEN` has one of these, or one of those:
PERIODS = ("初期", "早期", "后期", "中期", "星期")
SPAN = re.compile(rf"({NUMBER})(?:[-至到~、]第?({NUMBER}))?({UNIT})")
NEXT_DAY = re.compile("次[天日]")
AT_MOST = re.compile("以内|之内|内|不足|头|前(?!后)|首")
M_STAGE = re.compile(r"m([1-6])(?![0-9])")


def number(word):
    """The value of an Arabic or Chinese numeral below a thousand; 半 is a half.

    >>> number("三十八"), number("15"), number("十"), number("两")
    (38, 15, 10, 2)
    """
    if word.isdigit():
        return int(word)
    if word == "半":
        return 0.5
    total, digit = 0, None
    for char in word:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "十":
            total, digit = total + (1 if digit is None else digit) * 10, None
        elif char == "百":
            total, digit = total + (1 if digit is None else digit) * 100, None
    return total + (digit or 0)


def days(words):
    """The pair (day_min, day_max) that a normalised time expression gives, each None where it gives none.

    >>> days("逾期一个月后"), days("1-3天"), days("第45天"), days("三天之内")
    ((30, None), (1, 3), (45, 45), (None, 3))
    """
    stage = M_STAGE.search(words)
    if stage:
        return (int(stage.group(1)) - 1) * 30 + 1, int(stage.group(1)) * 30
    match = SPAN.search(words)
    if not match:
        return (1, None) if NEXT_DAY.search(words) else (None, None)
    size = DAYS[match.group(3)[-1]]
    low = int(number(match.group(1)) * (360 if size == 365 and match.group(1) == "半" else size))
    high = int(number(match.group(2)) * size) if match.group(2) else None
    if high:
        return low, high
    if AT_MOST.search(words):
        return None, low
    if OPEN_END.search(words) or CUT_OFF.search(words) and "第" not in words:
        return low, None
    if "第" in words:
        return (low, low) if match.group(3)[-1] in "天日" else (low - size, low)
    return low, None


def times_in(text):
    """The matches of `WHEN` in a normalised text, as a tuple.

    >>> [match.group() for match in times_in("逾期三天后,会上门")], times_in("逾期后会上门")
    (['逾期三天后'], ())
    """
    return tuple(WHEN.finditer(text)) if timed(text) else ()


def timed(text):
    """Whether a normalised text has a word of time, without which no time is told."""
    return bool(UNITS.search(text)) or "期" in text and any(period in text for period in PERIODS)


def timing_of(times, mention, printed):
    """The timing that binds a mention: the nearest time expression at or before it in its sentence, or None.

    `times` are the sentence's (`times_in`); `printed` gives the raw words of a span of the sentence, or is None where it
    is not read as printed (a table's row).
    """
    if not times or printed is None or mention.item in TIMELESS:
        return None
    best = times[0]
    for match in times:
        if match.start() <= mention.at:
            best = match
    return Timing(printed(*best.span()), *days(best.group()))
