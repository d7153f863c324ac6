"""What is wrong with single cells, by the kind of their column (`columns.csv`, `kinds.csv`)."""
import re
import warnings

from ..code.patterns import expand
from ..read.guard import FORMULA

COLOUR = re.compile("#[0-9a-f]{6}")
CLASS = re.compile(r"\{(\w+)\}")
POLES = ("required", "prohibited")
MOST_LITERALS = 1_000_000
WITHOUT_FORMULA = ("key", "text", "free", "known", "example", "counter", "item", "means", "pole", "mark")  # what exports may show
NOT_TEXT = ("free", "known", "item", "means", "pole")


def faults(kind, text, known):
    """`(fault, cure)` for what is wrong with a cell of a kind; none where it is well.

    `known`: the words in that column of our own table, for the kinds `fixed` and `known`.

    >>> list(faults("colour", "red", ())), list(faults("text", "短信", ()))
    ([("'red' is no colour", 'write it as #rrggbb, in small letters')], [])
    """
    if kind in WITHOUT_FORMULA and text.startswith(FORMULA) and text not in known:
        yield f"{text[:20]!r} begins like a formula, which a spreadsheet would run", "begin it with another character"
    if kind not in NOT_TEXT and kind != "regex" and not text.strip():
        yield "is empty", "fill it in"
    elif text != text.strip() and kind not in ("regex", "free", "example", "counter") and text not in known:
        yield f"{text!r} begins or ends with a blank", "remove the blank"
    elif kind in ("fixed", "known") and text not in known:
        words = ", ".join(word or "(empty)" for word in dict.fromkeys(known))
        yield f"{text!r} is unknown to the program", f"use one of {words}"
    elif kind in CHECKS:
        yield from CHECKS[kind](text)


def _colour(text):
    if not COLOUR.fullmatch(text):
        yield f"{text!r} is no colour", "write it as #rrggbb, in small letters"


def _number(text):
    try:
        float(text)
    except ValueError:
        yield f"{text!r} is no number", "write digits, and a point for the decimals"


def _mark(text):
    if len(text) != 1:
        yield f"{text!r} is {len(text)} characters", "give a single one"


def _pole(text):
    if text not in ("", *POLES):
        yield f"{text!r} is no pole", f"use one of {', '.join(POLES)}, or leave it empty"


def _regex(text):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            parsed = re._parser.parse(text)
            re.compile(text)
    except (re.error, RecursionError, OverflowError, FutureWarning) as error:
        yield f"is no regular expression ({error})", "mend it; a bracket meant as a character needs a backslash"
        return
    if text and _nested(parsed):
        yield "repeats a repetition, and can take for ever on a text that almost matches", "repeat once, or within {0,20}"


def _nested(parsed):
    """Whether something is repeated without bound that is nothing but a repetition itself, as in (a+)+ or (a|b*)+.

    Such a pattern takes exponential time on a text that almost matches. (第[0-9]+款)+ does not: 第 tells where each round begins.
    """
    for operator, argument in parsed:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            if argument[1] == re._constants.MAXREPEAT and _loose(argument[2]) or _nested(argument[2]):
                return True
        elif any(map(_nested, _inner(name, argument))):
            return True
    return False


def _loose(parsed):
    """Whether a sequence can be one unbounded repetition and nothing beside it."""
    endless = False
    for operator, argument in parsed:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            endless = endless or argument[1] == re._constants.MAXREPEAT or _loose(argument[2])
            if argument[0] and argument[1] != re._constants.MAXREPEAT and not _loose(argument[2]):
                return False
        elif name in ("BRANCH", "SUBPATTERN"):
            if not any(map(_loose, _inner(name, argument))):
                return False
            endless = True
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            return False
    return endless


def _inner(name, argument):
    """The sequences within an element of a parsed expression."""
    return {"BRANCH": lambda: argument[1], "SUBPATTERN": lambda: [argument[-1]],
            "ASSERT": lambda: [argument[1]], "ASSERT_NOT": lambda: [argument[1]]}.get(name, lambda: [])()


def pattern_faults(text, classes):
    """`(fault, cure)` of a pattern in short form, given the alternatives of each class."""
    for name in CLASS.findall(text):
        if name not in classes:
            yield f"names the class {{{name}}}, which is not in classes.csv", f"use one of {', '.join(classes)}, or add its row"
            return
    try:
        size = len(expand(text, classes))
    except (ValueError, MemoryError, RecursionError) as error:
        yield f"is no pattern ({error})", "give each opening bracket its closing one"
        return
    if not size or size > MOST_LITERALS:
        yield f"stands for {size:,} strings", f"write one that stands for 1 to {MOST_LITERALS:,}"


CHECKS = {"colour": _colour, "number": _number, "mark": _mark, "pole": _pole, "regex": _regex}
