"""Short pieces of prose on text that articles share, made from the tables of `compare.reuse`."""
from .phrases import articles_named, count, figure


def same_text(witnesses, none="no two articles"):
    """The articles that are one witness, named by group: "000 and 004"; `none` where each is a witness of its own.

    `witnesses` as from `compare.reuse.witnesses`.

    >>> import pandas as pd
    >>> same_text(pd.DataFrame({"article": ["000_a", "001_b", "004_c"], "witness": [1, 2, 1]}))
    '000 and 004'
    """
    names = list(witnesses["article"])
    groups = [articles_named(group, names) for _, group in witnesses.groupby("witness")["article"] if len(group) > 1]
    return "; ".join(groups) or none


def told_once(witnesses, pairs, once):
    """A sentence: whether orders are told in one text, and what becomes of the number of pairs when that counts once.

    `witnesses` as from `compare.reuse.witnesses`, of the articles with an order; `pairs`, `once`: how many pairs of
    stages two or more articles place, and two or more witnesses.

    >>> import pandas as pd
    >>> said = told_once(pd.DataFrame({"article": ["000_a", "001_b", "004_c"], "witness": [1, 2, 1]}), 6, 1)
    >>> said.split(". ")[0]
    'But the 3 orders have at most 2 independent sources: 000 and 004 tell theirs in the same text, reworded'
    >>> said.split(". ")[1]
    'With that text counted once, two or more place 1 pair instead of 6.'
    >>> told_once(pd.DataFrame({"article": ["000_a"], "witness": [1]}), 0, 0)
    'No two orders are told in the same text.'
    """
    sources = witnesses["witness"].nunique()
    if sources == len(witnesses):
        return "No two orders are told in the same text."
    return (f"But the {count(len(witnesses), 'order')} have at most {count(sources, 'independent source')}: "
            f"{same_text(witnesses)} tell theirs in the same text, reworded. With that text counted once, two or more place "
            f"{count(once, 'pair')} instead of {pairs}.")


def most_shared(overlap):
    """Which two articles share most text, a clause to follow their number; empty where none share any.

    `overlap` as from `compare.reuse.overlap`.

    >>> import pandas as pd
    >>> row = {"article_a": "000_a", "article_b": "004_c", "sentences_a": 5, "sentences_b": 6, "share": 0.2}
    >>> most_shared(pd.DataFrame([row]))
    ', most of all 000 and 004 (5 sentences of the one and 6 of the other, 0.20 of the text of one)'
    """
    if not len(overlap):
        return ""
    row = overlap.iloc[0]
    named = articles_named([row["article_a"], row["article_b"]], {*overlap["article_a"], *overlap["article_b"]})
    return (f", most of all {named} ({count(row['sentences_a'], 'sentence')} of the one and {row['sentences_b']} of the "
            f"other, {figure(row['share'])} of the text of one)")
