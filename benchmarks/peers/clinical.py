"""Tools that tell negated from affirmed mentions in clinical notes, given our terms as rules in Chinese."""
import warnings

from spacy_pipelines import blank, sentencizer

BEHIND = ("罕见", "极少", "不常见", "可能性极低")  # rare, hardly ever, uncommon, improbable: said after what they deny
NO_NEGATION = ("不仅", "不但", "不得不")  # not only, not just, have no choice but


def _texts(job, *roles):
    """The terms of some roles."""
    return [text for text, role, _ in job["terms"] if role in roles]


def medspacy_context(job):
    """A reader by medspaCy: TargetMatcher for items, ConText for what modifies them within a sentence and a clause."""
    warnings.simplefilter("ignore")
    import medspacy  # noqa: F401, registers the components
    from medspacy.context import ConTextRule
    from medspacy.target_matcher import TargetRule

    nlp = blank(job)
    sentencizer(nlp, job)
    nlp.add_pipe("medspacy_target_matcher").add(
        [TargetRule(text, label) for text, role, label in job["terms"] if role == "item"])
    nlp.add_pipe("medspacy_context", config={"rules": None}).add([
        *(ConTextRule(text, "NEGATED_EXISTENCE", direction="FORWARD") for text in _texts(job, "negation")),
        *(ConTextRule(text, "POSSIBLE_EXISTENCE", direction="BIDIRECTIONAL") for text in _texts(job, "rare", "hedge")),
        *(ConTextRule(text, "HYPOTHETICAL", direction="FORWARD") for text in _texts(job, "condition")),
        *(ConTextRule(mark, "TERMINATE", direction="TERMINATE") for mark in job["clause_breaks"])])

    def read(texts):
        for doc in nlp.pipe(texts):
            yield [(span.start_char, span.end_char, span.label_, "denied" if span._.is_negated else "conditional" if (
                span._.is_uncertain or span._.is_hypothetical) else "routine") for span in doc.ents]
    return read


def negspacy_negex(job):
    """A reader by negspaCy: EntityRuler for items, NegEx for those that are negated."""
    from negspacy.negation import Negex  # noqa: F401, registers the component

    nlp = blank(job)
    sentencizer(nlp, job)
    items = [(text, label) for text, role, label in job["terms"] if role == "item"]
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": text} for text, label in items])
    nlp.add_pipe("negex", config={"ent_types": sorted({label for _, label in items}), "neg_termset": {
        "pseudo_negations": list(NO_NEGATION), "preceding_negations": _texts(job, "negation"),
        "following_negations": list(BEHIND), "termination": list(job["clause_breaks"])}})

    def read(texts):
        for doc in nlp.pipe(texts):
            yield [(span.start_char, span.end_char, span.label_, "denied" if span._.negex else "routine") for span in doc.ents]
    return read
