"""Articles and claims that break exchange: every kind of character, line end, overlap and field that has ever been lost."""
from dataclasses import replace

from koujing.code.claims import Claim, Timing
from koujing.read.article import Article

EMOJI, FAMILY, RARE, MARKS = "😀", "👨‍👩‍👧", "𠀀𪚥", "e\u0301微\u20dd"  # astral, joined, CJK extension B, combining marks
TEXTS = {
    "plain": "微粒贷逾期后会发短信。催收人员一般不会上门。",
    "emoji": f"{EMOJI}微粒贷{FAMILY}逾期后会发短信。{EMOJI}{RARE}催收{MARKS}人员{EMOJI}一般不会上门。{FAMILY}",
    "crlf": f"{EMOJI}\r\n微粒贷逾期后会发短信。\r\n\r\n催收\r人员\n一般不会上门。\r\n",
    "bom": "\ufeff逾期后会发短信。\ufeff催收\t人员\t一般不会上门。",
    "markup & <b>": "短信 <b>\"&amp;\"</b> 'x' ]]> <![CDATA[ & \\u0041 {{x}} $text 上门。--><!-- 逾期",
    "control": "\x00短信\x01\x0b\x0c\x1f\x7f\x85\ufffe\uffff上门\u2028电话\u2029。\u200b",
    "formula": "=HYPERLINK(1)会发短信。\n+1会上门。\n@SUM(A1)\n'=x",
    "empty": "没有说法。",
}


def article(name, raw):
    """An `Article` of this text, without regions and sentences."""
    return Article(name, raw, "utf-8", "0" * 64, None, None, None, None, (), ())


ARTICLES = {name: article(name, raw) for name, raw in TEXTS.items()}


def claim(name, start, end, **fields):
    given = {"item": "stage.visit", "basis": "practice", "stance": "rare", "rules": ("item.visit", "stance.rare")} | fields
    return Claim(name, start, end, TEXTS[name][start:end], **given)


def all_spans(name):
    """Claims on every span of up to three characters, each with another item or stance, and on the whole."""
    raw, found = TEXTS[name], []
    for start in range(len(raw)):
        for end in range(start + 1, min(start + 4, len(raw) + 1)):
            found.append(claim(name, start, end))
    return (*found, claim(name, 0, len(raw), item="channel.sms", stance="routine"))


FIELDS = (  # every field, with what breaks lines, lists and markup
    claim("plain", 0, 11, item="channel.sms", stance="conditional", conditions=("consent", "unreachable")),
    claim("plain", 0, 11, item="stage.reminder", stance="routine", timing=Timing("逾期一个月后", 30, None), source="law"),
    claim("plain", 0, 11, item="stage.reminder", basis="norm", stance="permitted", laws=("《民法典》", "《甲; 乙》", "[x")),
    claim("plain", 11, 22, timing=Timing('"quoted" & <b>\r\n二\x01\u2028]]>', 0, 3), source="official"),
    claim("plain", 11, 20, timing=Timing("timing: x"), laws=("", " 《空》 "), rules=()),
    claim("plain", 13, 22, item="fact.operator", stance="routine", value="webank", source="comment"),
    claim("plain", 0, 1, item="rule.hours", basis="norm", stance="prohibited", timing=Timing("=1+1")),
)
CLAIMS = {name: all_spans(name) for name in TEXTS} | {"plain": (*all_spans("plain"), *FIELDS), "empty": ()}


def without(claims, **fields):
    """The claims with these fields set to other values."""
    return tuple(replace(one, **fields) for one in claims)
