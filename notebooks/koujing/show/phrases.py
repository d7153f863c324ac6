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
    """The things in order as a list in prose, at most so many and how many others; `none` where there are none.

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


def in_steps(steps, none="no stage"):
    """An order of stages as a clause: within a step, the first stage with the others; the steps joined by "then".

    `steps`: item, step.

    >>> import pandas as pd
    >>> in_steps(pd.DataFrame({"item": ["stage.reminder", "stage.visit", "stage.internal"], "step": [1, 2, 2]}))
    '提醒 reminder, then 上门催收 visit with 内部催收 in-house'
    """
    groups = [list(map(label, group)) for _, group in steps.groupby("step")["item"]]
    return ", then ".join(first + (f" with {listing(rest)}" if rest else "") for first, *rest in groups) or none


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


NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def number_word(number):
    """The number as a capitalised word up to twelve, in figures above: for the beginning of a title.

    >>> number_word(5), number_word(16)
    ('Five', '16')
    """
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}"


def opening(articles, lender="微粒贷"):
    """The collection's question, as a title: how many articles, and whether all of them are about one lender.

    `lender`: the name that then stands in the text of each, in simplified characters.
    """
    one = len(articles) == 1
    about = "one lender" if articles and all(lender in article.raw for article in articles) else "one question"
    return f"{number_word(len(articles))} article{'' if one else 's'}, {about}: " \
           f"{'does it tell one' if one else 'do they tell the same'} story?"


def tells_of(articles, word):
    """Whether any of the articles has the word, in simplified characters."""
    return any(word in article.raw for article in articles)


def background(articles):
    """What a reader should know of the operators of 微粒贷, where the articles speak of it; "" where they do not."""
    if not tells_of(articles, "微粒贷"):
        return ""
    return ("For background, and not counted from the articles: Weilidai (微粒贷) is a product of WeBank (微众银行), "
            "a bank founded by Tencent (腾讯) with others; Ant (蚂蚁) and its Alipay (支付宝) are a competitor. "
            "An article that has Weilidai run by Ant has the wrong company.")


def largest_share(counts):
    """Where most of something is, a clause to follow the total; empty where there is none, or one article only.

    `counts`: a Series of whole numbers by article.

    >>> import pandas as pd
    >>> largest_share(pd.Series({"000_d7d50abeb46771f2": 1, "001_12a46af68e6344af": 4}))
    ', 4 of them in 001'
    """
    if counts.sum() == 0 or len(counts) < 2:
        return ""
    name = counts.idxmax()
    return f", {counts.max():,} of them in {short(name, list(counts.index))}"


def leading(table, total, noun, none="none"):
    """The first word of a table of words and places, with its share of the total; `none` for an empty table.

    >>> import pandas as pd
    >>> leading(pd.DataFrame({"word": ["手段"], "english": ["means"], "places": [3]}), 5, "places")
    '手段 (means), 3 of 5 places'
    """
    if not len(table):
        return none
    first = table.iloc[0]
    word = glossed([first["word"]], {first["word"]: first["english"]})
    return f"{word}, {first['places']:,} of {total:,} {noun}"


def first_row(keyness):
    """The first row of a keyness table as a dictionary; of a table without rows a word "" and counts of 0."""
    return keyness.iloc[0].to_dict() if len(keyness) else \
        {"word": "", "article": "", "count": 0, "expected": 0.0, "ll": 0.0, "signed": 0.0}


def apart(keyness):
    """What the word with the largest `signed` says: the word, the article, its count and what was expected, to 0.1.

    `keyness`: word, english, article, count, expected, signed.

    >>> import pandas as pd
    >>> apart(pd.DataFrame({"word": ["家人"], "english": ["family"], "article": ["000_d7d50abeb46771f2"],
    ...                     "count": [11], "expected": [2.89], "signed": [18.2]}))
    '家人 (family), 11 times in 000, where even use would give 2.9'
    """
    if not len(keyness):
        return "none"
    best = keyness.loc[keyness["signed"].idxmax()]
    word = glossed([best["word"]], {best["word"]: best["english"]})
    times = count(best["count"], "time")
    name = short(best["article"], list(keyness["article"].unique()))
    return f"{word}, {times} in {name}, where even use would give {best['expected']:.1f}"


def families_counted(table):
    """How many claims each family of items has, the largest first, as a clause.

    `table`: a data frame with a column for each family, whose last row, "all", holds the sums.

    >>> import pandas as pd
    >>> families_counted(pd.DataFrame({"article": ["all"], "stage": [3], "fact": [2], "rule": [0]}))
    '3 of 5 claims are about stages and 2 about facts'
    """
    total = table.drop(columns=["article", "all"], errors="ignore").iloc[-1]
    ordered = total[total > 0].sort_values(ascending=False, kind="stable")
    said = [f"{number:,} about {name}s" for name, number in ordered.items()]
    if not said:
        return "0 claims in any family of items"
    verb = "is" if ordered.iloc[0] == 1 else "are"
    return listing([said[0].replace(" ", f" of {count(total.sum(), 'claim')} {verb} ", 1), *said[1:]])


def wrapped(text, width=90):
    """The text in lines of at most so many columns, broken at blanks; a Chinese character takes two columns.

    >>> print(wrapped("短信 (SMS), 电话 (phone)", width=12))
    短信 (SMS),
    电话 (phone)
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if sum(1 + (ord(char) > 0x2e7f) for char in longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
