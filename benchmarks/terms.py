"""What the peers look for: the most frequent literal strings of our own cue tables, the same list for all of them."""
import re
from dataclasses import dataclass
from functools import cache

import corpora

from koujing.code.codebook import table
from koujing.code.cues import TABLES
from koujing.code.normal import fold, normalise
from koujing.code.patterns import compiled

NUMBER = 456
HAN = re.compile("[\u4e00-\u9fff]+")  # terms of Chinese characters alone are spelt alike in raw and in normalised text
SENTENCE_ENDS = "。！？；!?;\n"
CLAUSE_BREAKS = "，,：:"
ROLES = {("stance", "neg"): "negation", ("stance", "rare"): "rare", ("stance", "hedge"): "hedge",
         ("frame", "if"): "condition", ("frame", "ifend"): "condition", ("frame", "when"): "condition"}


@dataclass(frozen=True, slots=True)
class Term:
    """A string to find: its `role` is item, negation, rare, hedge, condition or context; an item's `label` is its code."""

    text: str
    role: str
    label: str


@cache
def strings():
    """`{string: [row]}` of the cue tables, where a pattern is literal; and the set of all strings with which a cue begins."""
    classes = {row["class"]: fold(row["alternatives"]) for row in table("classes")}
    literal, heads = {}, set()
    for row in (row for name in TABLES for row in table(name)):
        for head, tail in compiled(fold(row["pattern"]), classes):
            heads.add(head)
            if tail is None and row["layer"] != "mask":  # a mask says what is not to be found
                literal.setdefault(head, []).append(row)
    return literal, sorted(heads)


@cache
def terms(number=NUMBER):
    """The terms, longest first: of every row its most frequent string, then the most frequent of all rows.

    Counted in the articles that the corpora are made from; ties by length, then by characters. Single characters only where
    they make a stance, a norm or a condition (未, not; 会, will; 若, if). A string of several rows has the role of the first,
    items before stances before context, as the tables stand.
    """
    from ahocorasick_rs import AhoCorasick

    literal = {string: rows for string, rows in strings()[0].items() if HAN.fullmatch(string) and _tells(string, rows[0])}
    known = sorted(literal)
    counts = dict.fromkeys(known, 0)
    for index, _, _ in AhoCorasick(known).find_matches_as_indexes(normalise("\n".join(corpora.articles())), overlapping=True):
        counts[known[index]] += 1
    ranked = sorted((string for string in known if counts[string]), key=lambda string: (-counts[string], -len(string), string))
    first = {}
    for string in ranked:
        for row in literal[string]:
            first.setdefault(row["id"], string)
    chosen = list(dict.fromkeys([*first.values(), *ranked]))[:number]
    return tuple(_term(string, literal[string][0]) for string in sorted(chosen, key=lambda string: (-len(string), string)))


def _tells(string, row):
    """Whether a string tells anything by itself: of single characters only those that make a stance, a norm or a condition."""
    return len(string) > 1 or row["layer"] in ("stance", "norm") or _term(string, row).role == "condition"


def _term(string, row):
    """The term of a string in its row of a cue table."""
    means = (row["means"].split() or [""])[0]
    role = {"item": "item", "condition": "condition"}.get(row["layer"]) or ROLES.get((row["layer"], means), "context")
    return Term(string, role, means if role == "item" else role)


def job():
    """What a contestant is told: terms as lists of text, role and label; all heads; where sentences and clauses end."""
    return {"terms": [[term.text, term.role, term.label] for term in terms()], "heads": strings()[1],
            "sentence_ends": SENTENCE_ENDS, "clause_breaks": CLAUSE_BREAKS}
