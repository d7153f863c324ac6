"""How many contacts a day, and at which hours, a sentence allows or bars."""
import re

from .normal import spell
from .timing import NUMBER, number

CAP = re.compile(rf"(?:每[天日]|一[天日]|当[天日]|[天日]内)[^,。;]{{0,14}}?({NUMBER})(?:次|通|个电话|条)")
PART = "晚[上间]?|深?夜[里间晚]?|凌晨|清晨|早上?|早晨|上午|下午|中午"
FROM, TO = (rf"(?P<{name}p>{PART})?(?P<{name}>{NUMBER})(?:时|点钟?|:00)(?:整)?(?:[以之]?[前后])?" for name in "ab")
WINDOW = re.compile(FROM + r"[^,。;0-9]{0,3}?(?:至|到|-|~|—+)(?:次日|第二天|隔天|翌日)?的?" + TO)
OUTSIDE = re.compile(TO + "(?<=前)[^。;]{0,8}?" + FROM + "(?<=后)")  # before eight, and after nine
CHANNELS = (("sms", re.compile("短信|信息|消息")), ("phone", re.compile("电话|拨打|通话|致电|来电|呼叫")))


def daily_cap(text):
    """The number of contacts a day that a text gives, or None.

    >>> daily_cap("一般来说一天不应超过三次"), daily_cap("不得频繁拨打")
    (3, None)
    """
    match = CAP.search(spell(text).text)
    return int(number(match.group(1))) if match else None


def barred_hours(text):
    """The hours (from, to) at which contact is barred, or None; a span of daytime counts as the hours allowed.

    >>> barred_hours("每日22时至次日8时不得催收"), barred_hours("晚上十点以后到早上八点"), barred_hours("只能在早8点到晚9点之间")
    ((22, 8), (22, 8), (21, 8))
    """
    outside = OUTSIDE.search(spell(text).text)
    match = outside or WINDOW.search(spell(text).text)
    if not match:
        return None
    start, end = (_hour(match.group(side + "p"), match.group(side)) for side in "ab")
    if outside:
        return (start, end) if 0 <= end < start <= 24 else None
    if not (0 <= start <= 24 and 0 <= end <= 24):
        return None
    return (end, start) if start < end else (start, end)


def channel_said(text):
    """"sms" or "phone" where a text names one of them only, else "".

    >>> channel_said("发送短信的频次"), channel_said("短信和电话")
    ('sms', '')
    """
    text = spell(text).text
    found = [channel for channel, pattern in CHANNELS if pattern.search(text)]
    return found[0] if len(found) == 1 else ""


def _hour(part, word):
    value = int(number(word))
    return value + 12 if part and part[0] in "晚夜下" and value < 12 else value
