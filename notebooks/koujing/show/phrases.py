"""Short pieces of prose for the notebooks' templates: made from tables, so that they read well on any corpus."""
from ..code.codebook import label
from .style import short


def count(number, one, many=None):
    """The number with its noun: singular for 1, else `many` (default: `one` with an s).

    >>> count(1, "article"), count(1250, "word"), count(0, "reply", "replies")
    ('1 article', '1,250 words', '0 replies')
    """
    return f"{int(number):,} {one if number == 1 else many or one + 's'}"


def listing(things, most=6, none="none"):
    """The things in order as a list in prose, at most so many and the number of the others; `none` where there are none.

    >>> listing(["a", "b", "c"]), listing(["a", "b", "c"], most=2), listing([])
    ('a, b and c', 'a, b and 1 more', 'none')
    """
    said = [str(thing) for thing in things]
    if len(said) > most:
        said = [*said[:most], f"{len(said) - most} more"]
    return " and ".join(part for part in (", ".join(said[:-1]), *said[-1:]) if part) or none


def articles_named(names, among=None, most=6, none="none"):
    """The short names of articles as a list in prose; `among`: all names of the corpus, where those are more.

    >>> articles_named(["000_d7d50abeb46771f2", "001_12a46af68e6344af"])
    '000 and 001'
    """
    names = list(names)
    return listing([short(name, list(names if among is None else among)) for name in names], most, none)


def glossed(words, english, most=6, none="none"):
    """The words as a list in prose, each with its English from a dictionary where that has it.

    >>> glossed(["短信", "微众"], {"短信": "SMS"})
    '短信 (SMS) and 微众'
    """
    return listing([f"{word} ({english[word]})" if english.get(word) else word for word in words], most, none)


def labelled(codes, most=8, none="none"):
    """The bilingual labels of codes (items, stances, conditions, sources) as a list in prose, each once, in order.

    >>> labelled(["channel.sms", "channel.sms", "channel.phone"])
    '短信 SMS and 电话 phone'
    """
    return listing([label(code) for code in dict.fromkeys(codes)], most, none)


def figure(number, digits=2, none="not defined"):
    """A number with so many decimals; `none` where it is missing.

    >>> figure(0.62719), figure(None)
    ('0.63', 'not defined')
    """
    from pandas import isna

    return none if isna(number) else f"{number:.{digits}f}"


def span(numbers, digits=0, none="none"):
    """The smallest and the largest of the numbers that are not missing: "4 to 6", or "4" where they are one.

    >>> span([6, 4, None]), span([0.5, 0.5], 1), span([])
    ('4 to 6', '0.5', 'none')
    """
    there = [number for number in numbers if figure(number, none=None)]
    return " to ".join(dict.fromkeys(figure(end, digits) for end in (min(there), max(there)))) if there else none
