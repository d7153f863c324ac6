"""The same text in the spellings and layouts that pages come in: plain functions of a text and a seeded generator."""
import html
import re
from functools import cache

SENTENCE_END = re.compile("(?<=[。！？；])")
HALF = str.maketrans("，。；：？！（）", ",.;:?!()")
FULL = {code: chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
SKIES = ("\U0001f600", "\U0001f4de\U0001f3fb", "❗️", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "✅", "☎️")
UNSEEN = ("\u200b", "\ufeff", "\u200d", "\u00ad", "\u2060")


@cache
def converter(configuration):
    from opencc import OpenCC

    return OpenCC(configuration).convert


def traditional(text, rng):
    return converter("s2t")(text)


def taiwanese(text, rng):
    return converter("s2twp")(text)


def hong_kong(text, rng):
    return converter("s2hkp")(text)


def full_width(text, rng):
    return text.translate(FULL)


def half_width(text, rng):
    return text.translate(HALF)


def unpunctuated(text, rng):
    return re.sub("[，。；：？！、,;:?!“”]", "", text)


def crlf(text, rng):
    return text.replace("\n", "\r\n")


def emoji(text, rng):
    return SENTENCE_END.sub(lambda _: rng.choice(SKIES) if rng.random() < 0.5 else "", text)


def zero_width(text, rng):
    return "".join(character + rng.choice(UNSEEN) if rng.random() < 0.2 and character != "\r" else character
                   for character in text)


def wide_blanks(text, rng):
    return "\n".join("\u3000\u3000" + line if line else line for line in SENTENCE_END.sub(
        lambda _: "\u3000" if rng.random() < 0.3 else "", text).split("\n"))


def hard_blanks(text, rng):
    return "\n".join("\xa0" + line.replace(" ", "\xa0") if line else line for line in SENTENCE_END.sub(
        lambda _: "\xa0" if rng.random() < 0.3 else "", text).split("\n"))


def rare_characters(text, rng):
    """A reader's name in characters beyond the basic plane, in a paragraph of its own after the first long one."""
    return re.sub("(?m)^(.{60,})\n", "\\1\n网友𠮷𡈽𠀋路过，没有说话。\n", text, count=1)


def numbered(text, rng):
    """Every line as the answer to a numbered question."""
    lines = [line for line in text.split("\n") if line]
    return "\n".join([lines[0], *(part for number, line in enumerate(lines[1:], 1)
                                  for part in (f"{number}. 问：这一条怎么看？", f"答：{line}"))]) + "\n"


def table(text, rng):
    """Every line as a row of a table behind its number."""
    lines = [line for line in text.split("\n") if line]
    rows = [f"{number} | {line} | 无" for number, line in enumerate(lines[1:], 1)]
    return "\n".join([lines[0], "序号 | 内容 | 备注", *rows]) + "\n"


def twice(text, rng):
    """Every sentence said twice running."""
    return "\n".join("".join(piece * 2 if piece.endswith(("。", "！", "；")) else piece for piece in SENTENCE_END.split(line))
                     for line in text.split("\n"))


def page(text, rng):
    """A page around the text, in one of three makes."""
    title, *lines = [html.escape(line) for line in text.split("\n") if line]
    menu = "<ul><li><a href=/>首页</a></li><li><a href=/d>贷款</a></li><li><a href=/z>征信</a></li></ul>"
    foot = "<p>关于我们 | 联系我们</p><p>Copyright © 2024 某某网 版权所有</p>"
    make = rng.randrange(3)
    if make == 0:
        return (f"<!DOCTYPE html><html><head><title>{title}</title></head><body><nav>{menu}</nav><article><h1>{title}</h1>"
                + "".join(f"<p>{line}</p>\n" for line in lines) + f"</article><footer>{foot}</footer></body></html>")
    if make == 1:
        return (f"<html><head><title>{title}_某某网</title></head><body><div class=top>{menu}</div><h1>{title}</h1><div>"
                + "<br/>\n".join(lines) + f"</div><div>{foot}</div></body></html>")
    return (f"<html><head><title>{title}</title></head><body><table><tr><td>{menu}</td></tr><tr><td><h1>{title}</h1>"
            + "".join(f"<div><span>{line}</span></div>" for line in lines) + f"</td></tr><tr><td>{foot}</td></tr></table>")


SAME = (traditional, taiwanese, hong_kong, full_width, half_width, crlf, emoji, zero_width, wide_blanks, hard_blanks,
        rare_characters, page)
OTHER = (unpunctuated, numbered, table, twice)
