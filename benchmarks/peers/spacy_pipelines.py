"""What one would build with spaCy: items with the stance of their clause, idiomatically, and tuned by hand."""
import re
from bisect import bisect_left


def blank(job):
    """A Chinese pipeline without models, one token a character, as terms need it (words of jieba would hide some)."""
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    nlp.max_length = 10**8
    return nlp


def sentencizer(nlp, job):
    """The pipeline with spaCy's sentencizer, which cuts where our sentences end."""
    nlp.add_pipe("sentencizer", config={"punct_chars": list(job["sentence_ends"])})


def phrases(nlp, job):
    """A PhraseMatcher of all terms: an item's under its code, a mark's under its role in capitals."""
    from spacy.matcher import PhraseMatcher

    labels = {}
    for text, role, label in job["terms"]:
        labels.setdefault(label if role == "item" else role.upper(), []).append(nlp.make_doc(text))
    matcher = PhraseMatcher(nlp.vocab)
    for label, docs in labels.items():
        matcher.add(label, docs)
    return matcher


def gapped(nlp):
    """A Matcher of what has a gap or variants: 不…会 (will not), 可能会 (may), 极少 (hardly ever), 在…情况下 (in case of)."""
    from spacy.matcher import Matcher

    def characters(word):
        return [{"TEXT": character} for character in word]

    matcher = Matcher(nlp.vocab)
    matcher.add("NEGATION", [[{"TEXT": "不"}, {"OP": "?"}, {"TEXT": "会"}], characters("没有"), characters("未") + [{"OP": "?"}]])
    matcher.add("RARE", [characters("一般不会"), characters("通常不会"), [{"TEXT": "极"}, {"TEXT": {"IN": ["少", "低"]}}]])
    matcher.add("HEDGE", [[{"TEXT": "可"}, {"TEXT": {"IN": ["能", "以"]}}, {"TEXT": "会", "OP": "?"}], characters("有权")])
    matcher.add("CONDITION", [[*characters("在"), {"OP": "*", "IS_PUNCT": False}, *characters("情况下")]])
    return matcher


def stance(marks):
    """The stance that a clause's marks make: the rarest that is said."""
    for mark, made in (("RARE", "rare"), ("CONDITION", "conditional"), ("NEGATION", "denied"), ("HEDGE", "conditional")):
        if mark in marks:
            return made
    return "routine"


def idiomatic(job):
    """A reader by the book: components in a pipeline, spans on the Doc, the stance as their extension."""
    from spacy.language import Language
    from spacy.tokens import Span
    from spacy.util import filter_spans

    nlp = blank(job)
    matcher, gaps, breaks = phrases(nlp, job), gapped(nlp), frozenset(job["clause_breaks"])
    Span.set_extension("stance", default=None, force=True)

    @Language.component("clause_stance")
    def clause_stance(doc):
        ends = sorted([token.i for token in doc if token.text in breaks] + [sentence.end - 1 for sentence in doc.sents])
        marks, items = {}, []
        for span in gaps(doc, as_spans=True):
            marks.setdefault(bisect_left(ends, span.start), set()).add(span.label_)
        for span in filter_spans(matcher(doc, as_spans=True)):
            if span.label_.isupper():
                marks.setdefault(bisect_left(ends, span.start), set()).add(span.label_)
            else:
                items.append(span)
        for span in items:
            span._.stance = stance(marks.get(bisect_left(ends, span.start), ()))
        doc.spans["claims"] = items
        return doc

    sentencizer(nlp, job)
    nlp.add_pipe("clause_stance")

    def read(texts):
        for doc in nlp.pipe(texts):
            yield [(span.start_char, span.end_char, span.label_, span._.stance) for span in doc.spans["claims"]]
    return read


def tuned(job):
    """A reader for speed: the phrases' offsets, and clauses by one regular expression over the text."""
    from spacy.util import filter_spans

    nlp = blank(job)
    matcher = phrases(nlp, job)
    clause_end = re.compile("[" + re.escape(job["sentence_ends"] + job["clause_breaks"]) + "]")

    def read(texts):
        for text in texts:
            ends = [match.start() for match in clause_end.finditer(text)]
            marks, items = {}, []
            for span in filter_spans(matcher(nlp.make_doc(text), as_spans=True)):
                label, start = span.label_, span.start_char
                if label.isupper():
                    marks.setdefault(bisect_left(ends, start), set()).add(label)
                else:
                    items.append((start, span.end_char, label))
            yield [(*item, stance(marks.get(bisect_left(ends, item[0]), ()))) for item in items]
    return read
