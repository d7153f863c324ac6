"""Koujing: what Chinese web articles claim about debt collection, how far they agree, and what the rules say.

    import koujing as kj
    articles = kj.load_corpus()
    claims = kj.claims_table(articles)

Data goes one way: read → code → compare → show. The names below are loaded on first use, so that the import is quick.
"""
from importlib import import_module

_HOMES = {
    "read.article": ("Article", "InputFault"),
    "read.corpus": ("load_corpus", "read_article"),
    "read.rows": ("use_codebook",),
    "code.claims": ("Claim",),
    "code.codebook": ("label",),
    "code.explain": ("explain",),
    "code.extract": ("extract",),
    "code.sequence": ("stage_sequence",),
    "compare.trust": ("load_coding", "score"),
    "engine.collection": ("code_collection",),
    "exchange": ("read_claims",),
    "report.review_widget": ("review_widget",),
    "tables": ("all_tables", "articles_table", "citations_table", "claims_table", "coded_articles", "damage_table", "glosses",
               "review_line", "review_table", "rulings_table", "sentences_table", "sequences_table", "shared_table",
               "verdicts_table", "witnesses_table"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__version__ = "0.1.0"
__all__ = sorted(_HOME)


def __getattr__(name):
    """The public name, from the module that defines it."""
    if name not in _HOME:
        raise AttributeError(f"koujing has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__():
    return sorted([*globals(), *__all__])
