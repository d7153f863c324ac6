"""Every place where an article leans on a rule: 《titles》, names without marks, bodies, and "the said rules"."""
import re
from functools import cache

from .citations import TITLE
from .normal import spell
from .titles import Resolution, pattern, resolve
from .topics import topics

COLUMNS = ["article", "start", "end", "title", "how", "resolution", "key", "candidates", "why", "topics", "quote"]
HOW = ("marked", "unmarked", "body", "back")  # 《title》; a bare name; a body whose rules are invoked; a back-reference
SHORT = 4  # a name no longer than this may be the end of another word
OPEN = re.compile(r"《(?![^《》\n]{1,60}》)")


def cited(article, known, bodies=()):
    """A data frame of every citation in the article's body and comments, in order: `COLUMNS`.

    `known`: `titles.Names`. `bodies`: pairs (name, id) of regulators. `how` is one of `HOW`; `resolution` one of
    `titles.OUTCOMES`; `key` the register's key, or a body's id; `candidates` and `topics` are joined by "; ".
    A bare name counts once a sentence, and not where a 《title》 of the sentence is the same text. A back-reference
    ("该办法", the said measures) counts where the sentence before, on its line, names one text.
    """
    import pandas as pd

    rows, before, line = [], [], None
    for sentence in article.sentences:
        own = _marked(article, sentence, known)
        own += _unmarked(article, sentence, known, {row[6] for row in own if row[6]}) if sentence.kind == "prose" else []
        own += _bodies(article, sentence, tuple(bodies))
        named = [row for row in own if row[4] != "body" and row[5] == "resolved"]
        if not own and line == sentence.line and len({row[6] for row in before}) == 1:
            own = _back(article, sentence, before[-1])
        rows += own
        before, line = named or (before if own and line == sentence.line else []), sentence.line
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["article", "start", "end"], kind="stable").reset_index(drop=True)


def _row(article, sentence, start, end, title, how, found):
    quote = article.text(sentence)
    return (article.name, sentence.start + start, sentence.start + end, title, how, found.outcome, found.key,
            "; ".join(found.candidates), found.why, "; ".join(topics(quote)), quote)


def _marked(article, sentence, known):
    """The rows of the 《titles》, and of marks that never close."""
    text = article.text(sentence)
    rows = []
    for match in TITLE.finditer(text):
        found = resolve(match.group(), known)
        if found.outcome == "not found":
            found = _mended(article, sentence.start + match.start(), sentence.start + match.end(), known) or found
        rows.append(_row(article, sentence, *match.span(), match.group(), "marked", found))
    inside = [match.span() for match in TITLE.finditer(text)]
    rows += [_row(article, sentence, match.start(), match.end(), match.group(), "marked",
                  Resolution("abstain", why="the mark is never closed, or holds another title"))
             for match in OPEN.finditer(text) if not any(start <= match.start() < end for start, end in inside)]
    return rows


def _mended(article, start, end, known):
    """The resolution of a title in which stray words stand, or dropped ones are known (codebook §5), or None."""
    text, at = "", start
    for place in article.damage:
        if start <= place.start and place.end <= end:
            text += article.raw[at:place.start] + (place.repair if place.kind == "dropped" else "")
            at = place.end
    found = resolve(text + article.raw[at:end], known) if text else None
    if found and (found.key or found.candidates):
        return Resolution("damaged", candidates=found.candidates or (found.key,), why="it holds a stray or damaged word")
    return None


def _unmarked(article, sentence, known, seen):
    sight = spell(article.text(sentence))
    text = sight.text
    marked = [match.span() for match in TITLE.finditer(text)]
    rows = []
    for match in _finder(tuple(sorted(known.keys))).finditer(text):
        name, start = match.group(), match.start()
        loose = start and "\u4e00" <= text[start - 1] <= "\u9fff" and not pattern("before").match(text[start - 1])
        if any(left <= start < right for left, right in marked) or len(name) <= SHORT and loose \
                or pattern("after").match(text, match.end()):
            continue
        found = resolve(name, known)
        if found.key not in seen:
            seen.add(found.key)
            span = sight.to_raw(*match.span())
            rows.append(_row(article, sentence, *span, article.text(sentence)[slice(*span)], "unmarked", found))
    return rows


def _bodies(article, sentence, bodies):
    if not bodies:
        return []
    finder, ids, seen = _rulings(bodies), dict(bodies), spell(article.text(sentence))
    rows = []
    for match in finder.finditer(seen.text):
        name = next(group for group in match.groups() if group)
        start = seen.text.index(name, match.start())
        span = seen.to_raw(start, start + len(name))
        rows.append(_row(article, sentence, *span, article.text(sentence)[slice(*span)], "body",
                         Resolution("resolved", ids[name])))
    return rows


def _back(article, sentence, before):
    seen = spell(article.text(sentence))
    match = pattern("reference").search(seen.text)
    sort = pattern("sort").search(match.group()) if match else None
    if sort and not before[6].endswith(("法", "典") if sort.group() == "法" else sort.group()):
        return []
    return [_row(article, sentence, *seen.to_raw(*match.span()), before[3], "back", Resolution("resolved", before[6]))] \
        if match else []


@cache
def _finder(names):
    longest = sorted((name for name in names if len(name) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or "(?!)")


@cache
def _rulings(bodies):
    name = "({})".format("|".join(map(re.escape, sorted((one for one, _ in bodies), key=len, reverse=True))))
    return re.compile(pattern("ruling").pattern.replace("{body}", name))
