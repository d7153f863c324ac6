"""What nothing that reads these texts will beat by much: passes that only find terms, or only cut words."""
import re


def alternation(job):
    """A reader by the standard library: one regular expression of all terms, the longest first."""
    find = re.compile("|".join(re.escape(text) for text, _, _ in job["terms"])).finditer

    def read(texts):
        for text in texts:
            yield [(match.start(), match.end(), match[0], None) for match in find(text)]
    return read


def aho_corasick(job):
    """A reader by ahocorasick-rs: every place of every string with which one of our cues begins (rows: index, start, end)."""
    from ahocorasick_rs import AhoCorasick

    find = AhoCorasick(job["heads"]).find_matches_as_indexes

    def read(texts):
        for text in texts:
            yield find(text, overlapping=True)
    return read


def jieba_words(job):
    """A reader by jieba: the words."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()

    def read(texts):
        for text in texts:
            yield jieba.lcut(text)
    return read
