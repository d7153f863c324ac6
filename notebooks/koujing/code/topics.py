"""What a sentence says a rule is about, by `tables/topics.csv`: collecting, visits, hours, privacy …"""
import re
from functools import cache

from .codebook import table
from .normal import spell


@cache
def _patterns():
    return tuple((row["topic"], re.compile(row["pattern"])) for row in table("topics"))


@cache
def topic_items():
    """The codebook item of each topic, "" where it has none, in the table's order."""
    return {row["topic"]: row["item"] for row in table("topics")}


def topic_name(topic):
    """What a topic is in English.

    >>> topic_name("hours")
    'hours of contact'
    """
    return next(row["en"] for row in table("topics") if row["topic"] == topic)


def topics(text):
    """The topics that a text names, in the table's order.

    >>> topics("对于上门催收，法规要求必须遵守公序良俗")
    ('collection', 'good_morals', 'visit')
    """
    text = spell(text).text
    return tuple(topic for topic, pattern in _patterns() if pattern.search(text))
