"""Sentences by codebook §1, cut from body and comments, and which of them are headings."""
import re

from .article import Sentence
from .lines import BLANKS, CLOSERS, FINAL, is_chinese, is_final, split_lines

OPENERS = "“‘「『（(《【〈［["
STOP = re.compile(f"[{re.escape(FINAL)}]+[{re.escape(CLOSERS)}]*|[.]")
WORD = re.compile(r"[^\W_]")  # what `str.isalnum` is true of
NUMERALS = frozenset("一二三四五六七八九十百零〇")
LONGEST_HEADING = 40
MARKER = re.compile(r"""
    (?P<chinese>[一二三四五六七八九十]{1,3}\s?[、.．:：])               # 一、
  | (?P<chapter>第[一二三四五六七八九十\d]{1,3}[章节節部步条點点]分?)    # 第一部分
  | (?P<bracket>【[^】]{1,30}】)                                        # 【第1-3天】
  | (?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3}(?!\d))                        # 1.1
  | (?P<question>[QＱ]\s?\d{0,3}\s?[:：.、])                            # Q1：
  | (?P<labelled>(?:案例|误区|誤區|传言|傳言|谣言|问题|問題|步骤|步驟|阶段|階段|方法
       |建议|技巧|真相|表|图|要点|要點|三部曲之|情况|情形)
       \s?[一二三四五六七八九十\d]{1,3}(?:\s?[:：、.]|\s))              # 案例一：
  | (?P<number>\d{1,2}\s?[、.．:：)）](?!\d))                           # 1. 1、
  | (?P<ringed>[(（][一二三四五六七八九十\d]{1,3}[)）]\s?)              # （1）
  | (?P<circled>[①-⑳])
  | (?P<dash>[-–—·•‧●■◆*]\s?)
  | (?P<hash>\#{1,6}\s)                                                 # Markdown
""", re.X)
ALWAYS = ("chapter", "bracket", "decimal", "question", "labelled", "hash")  # headings wherever they are short and open
NUMERALS_ZH = "一二三四五六七八九十"
LISTED = ("number", "ringed", "circled", "chinese")  # headings only where they head a text, not where they make a list


def sentences(raw, regions, lines=None):
    """The sentences of the body and comment regions, in order; `lines` as `split_lines` gives them, where they are known."""
    found, every = [], split_lines(raw) if lines is None else lines
    for kind in ("body", "comment"):
        lines = _lines_within(every, [region for region in regions if region.kind == kind])
        rows = _rows(lines)
        for index, line in enumerate(lines):
            spans = [(line.start, line.end)] if index in rows else cut(raw, line.start, line.end)
            heading = kind == "body" and index not in rows and len(spans) == 1 and is_heading(lines, index)
            of_kind = "heading" if heading else "prose"
            found += [Sentence(start, end, of_kind, kind, line.number) for start, end in spans]
    return tuple(sorted(found, key=lambda sentence: sentence.start))


def cut(raw, start, end):
    """The `(start, end)` spans of the sentences in one line of the raw text; spans without a word are left out.

    >>> text = "1. 会短信提醒。他说：“不会上门。”真的?"
    >>> [text[start:end] for start, end in cut(text, 0, len(text))]
    ['1. 会短信提醒。', '他说：“不会上门。”', '真的?']
    """
    spans, begin = [], start
    for match in STOP.finditer(raw, start, end):
        stop = match.end()
        if stop <= begin:
            continue
        if raw[stop - 1] == ".":
            if not _full_stop(raw, start, stop - 1, end):
                continue
            while stop < end and raw[stop] in FINAL:
                stop += 1
            while stop < end and raw[stop] in CLOSERS:
                stop += 1
        _keep(spans, raw, begin, stop)
        begin = stop
    _keep(spans, raw, begin, end)
    return spans


def is_heading(lines, index):
    """Whether a line (of a list of `Line`) heads what follows: short, open-ended or a question, and not a list item."""
    text = lines[index].text
    marker = MARKER.match(text)
    kind = marker.lastgroup if marker else None
    if len(text) > LONGEST_HEADING + (marker.end() if marker else 0):
        return False
    if text.endswith(("？", "?")):
        return True
    if is_final(text) or text.endswith(("：", ":", "，", ",", "、")):
        return False
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    leads = len(following) > len(text) and (is_final(following) or _is_deeper(following, kind))
    if kind in ALWAYS:
        return kind != "decimal" and kind != "labelled" or leads or len(text) <= LONGEST_HEADING // 2
    if kind in LISTED:
        section = kind == "chinese" or kind == "ringed" and marker.group()[1] in NUMERALS_ZH and leads  # 一、 or （一）
        return not _same_kind(lines, index, kind) and (section or leads and not _has_content(text, marker))
    if kind == "dash":
        return False
    return len(text) <= LONGEST_HEADING and leads and not _follows_introduction(lines, index)


def _full_stop(raw, begin, at, end):
    """Whether the "." ends a sentence: after a Chinese character and before another, a mark, a blank or the line's end."""
    if at == begin or not is_chinese(raw[at - 1]):
        return False
    if at + 1 < end and not is_chinese(raw[at + 1]) and raw[at + 1] not in BLANKS + CLOSERS + OPENERS:
        return False
    return at - begin > 3 or any(character not in NUMERALS for character in raw[begin:at])


def _keep(spans, raw, begin, end):
    while begin < end and raw[begin] in BLANKS:
        begin += 1
    while end > begin and raw[end - 1] in BLANKS:
        end -= 1
    if WORD.search(raw, begin, end):
        spans.append((begin, end))


def _rows(lines):
    """Indices of the lines that are rows of a table: two lines or more running, with the same number of bars."""
    bars = [line.text.strip("|").count("|") for line in lines]
    return {i for i, n in enumerate(bars) if n and (i and bars[i - 1] == n or i + 1 < len(bars) and bars[i + 1] == n)}


def _is_deeper(text, kind):
    """Whether the following line is a heading of a lower level ("一、" above "1.1")."""
    marker = MARKER.match(text)
    return bool(marker) and marker.lastgroup != kind


def _same_kind(lines, index, kind):
    """Whether the lines next to this one carry a marker of the same kind: then they are items of a list."""
    for neighbour in (index - 1, index + 1):
        if 0 <= neighbour < len(lines):
            marker = MARKER.match(lines[neighbour].text)
            if marker and marker.lastgroup == kind:
                return True
    return False


def _has_content(text, marker):
    """Whether a numbered line says something after a colon ("1. 短信提醒:逾期后…")."""
    return bool(re.search("[:：，,]", text[marker.end():]))


def _lines_within(every, regions):
    """Those of the lines that lie in the given regions, which are in order."""
    found, lines = [], iter(every)
    line = next(lines, None)
    for region in regions:
        while line and line.start < region.end:
            if line.start >= region.start:
                found.append(line)
            line = next(lines, None)
    return found


def _follows_introduction(lines, index):
    return index > 0 and lines[index - 1].text.endswith(("：", ":"))
