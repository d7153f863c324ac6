"""The times in a sentence that can put stages in order: days of default, M1 and D15, dates of a story."""
import re

from .order_marks import Mark
from .timing import NUMBER, OPEN_END, UNIT, days, timed, times_in

DATE = re.compile(r"(?:去年|今年|前年|当年|次年|同年|20[0-9]{2}年)?(?<![个0-9一二三四五六七八九十两逾满过])"
                  r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份|初|底|中旬|上旬|下旬|末"
                  r"|[0-9一二三四五六七八九十]{1,3}[日号]?)?(?:起|开始|以后|之后)?"
                  r"|(?:春节|过年|元旦|国庆|五一|端午|中秋|年|开春|入秋|入冬)(?:前|后|之后|以后)|年底|开春")
DATED = re.compile("[月年节旦庆一午秋冬春]")  # what every `DATE` has one of
LETTER = re.compile("[mdt]")  # and every `CODE`
ROUGHLY = re.compile(r"(?=[0-9零〇一二两三四五六七八九十百半将接大差拖熬到])"
                     rf"(?:{NUMBER}{UNIT}(?:半|多)?(?:上下|前后|多(?!次)|有余|出头|的?时候?|那天|到了|一到|刚过)"
                     rf"|[一二两三四五六]个半月|(?:将近|接近|大约|差不多|拖到|熬到|到了){NUMBER}{UNIT})")
CODE = re.compile(r"(?<![a-z0-9])(?:m\s?\+?\s?([0-9]{1,2})|(?:day|d|t\s?\+)\s?([0-9]{1,3}))(?![0-9a-z])")
STILL = re.compile(r"[^,。;]{0,4}(?:仍|未|还没|还不|没有?还|不还)")  # 十日内仍未还清: after the ten days


def times(text):
    """The times in a normalised text as marks of kind `time`, in order; `day` is the day of default on which one begins.

    A date of the calendar has no day. "Within ten days" counts as the day before the tenth, so that it comes before
    "after ten days" and after "the first day".

    >>> [mark.day for mark in times("逾期三天内短信提醒,第31天起外包,m4以后起诉")]
    [2, 31, 91]
    """
    found = [Mark(*match.span(), "time", _first_day(text, match, span)) for match in times_in(text)
             for span in [days(match.group())] if any(span)]
    for match in CODE.finditer(text) if LETTER.search(text) else ():
        month, day = match.groups()
        found.append(Mark(*match.span(), "time", int(day) if day else max(int(month) - 1, 0) * 30 + 1))
    if timed(text):
        found += [Mark(*match.span(), "time", days(match.group())[0]) for match in ROUGHLY.finditer(text)]
    if DATED.search(text):
        found += [Mark(*match.span(), "time") for match in DATE.finditer(text)]
    kept = []
    for mark in sorted(found, key=lambda mark: (mark.start, mark.day is None, -mark.end)) if len(found) > 1 else found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _first_day(text, match, span):
    """The day on which a time expression begins that gives the `days` of `span`."""
    words, (low, high) = match.group(), span
    if low is None:
        return high if STILL.match(text, match.end()) else high - 1
    if "第" in words and "月" in words and OPEN_END.search(words) and low % 30 == 0:
        return low - 30  # the fourth month begins on day 90
    return low
