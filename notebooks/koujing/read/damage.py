"""Damaged places (codebook §5): words that a text spinner dropped in, and characters that a filter took out."""


def damage(raw, regions):
    """The damaged places in body and comments, in order."""
    return ()
