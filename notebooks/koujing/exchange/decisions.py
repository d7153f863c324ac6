"""What a person decided: the differences between the claims that were exported and those that came back, as review rows."""
import json

from ..code.claims import to_json
from ..read.cells import row_bytes
from ..review.decisions import COLUMNS, WHOLE, Decision, context, lines
from .annotations import MACHINE, annotations, inherited
from .memo import flat


def decisions(originals, document, raw, who=""):
    """The decisions of a document's author on the claims that were exported of the article, in order of place.

    A claim that is gone is rejected, a new one added, each field that differs changed; one that stays as it was makes
    no row, unless the tool marks it accepted. `document` is placed in `raw`; `who` is the author where the file names
    none, or only the machine. Nothing follows from a document that nobody reviewed.
    """
    if not document.reviewed:
        return ()
    rows = []
    pairs, gone, new = _matched(annotations(originals), document.annotations)

    def row(action, claim, annotation=None, **more):
        author = (annotation.author if annotation and annotation.author != MACHINE else "") or document.author or who
        when = (annotation.when if annotation else "") or document.when
        before, after = context(raw, claim.start, claim.end)
        rows.append(Decision(when, author, action, claim.article, claim.start, claim.end, claim.quote, before, after, claim.item,
                             why=annotation.note if annotation else "", **more))

    for original, annotation in pairs:
        old, now = original.claim, inherited(annotation, original.claim)
        changes = differences(old, now)
        for field, was, becomes in changes:
            row("change", old, annotation, field=field, old=was, new=becomes)
        if annotation.accepted and not changes:
            row("accept", old, annotation, field=WHOLE, old=_which(old))
    for original in gone:
        row("reject", original.claim, field=WHOLE, old=_which(original.claim))
    for annotation in new:
        row("add", annotation.claim, annotation, field=WHOLE, new=to_json(annotation.claim))
    return tuple(sorted(rows, key=lambda one: (one.start, one.end, one.item, one.action, one.field)))


def differences(old, new):
    """`(field, old, new)` of each field in which two claims differ, as text, lists joined by "; "; rules are no decision."""
    def told(claim):
        said = {"item": claim.item, "stance": claim.stance, **flat(claim), "start": claim.start, "end": claim.end}
        del said["rules"]
        return {name: "; ".join(value) if isinstance(value, tuple) else str(value) for name, value in said.items()}
    was, becomes = told(old), told(new)
    return [(name, was[name], becomes[name]) for name in was if was[name] != becomes[name]]


def _matched(originals, found):
    """`(pairs, gone, new)`: which annotation is which original, by id, else by place and item, else by overlap and item."""
    keys = (lambda one: one.id or None,
            lambda one: (one.claim.start, one.claim.end, one.claim.item, one.claim.basis),
            lambda one: (one.claim.start, one.claim.end, one.claim.item))
    gone, new, pairs = list(originals), list(found), []
    for key in keys:
        waiting = {}
        for one in gone:
            waiting.setdefault(key(one), []).append(one)
        rest = []
        for one in new:
            fits = waiting.get(key(one)) if key(one) is not None else None
            if fits:
                pairs.append((fits.pop(0), one))
            else:
                rest.append(one)
        taken = {id(original) for original, _ in pairs}
        gone, new = [one for one in gone if id(one) not in taken], rest
    for one in tuple(new):  # a span that was drawn anew, shorter or longer
        fits = [old for old in gone if old.claim.item == one.claim.item
                and old.claim.start < one.claim.end and one.claim.start < old.claim.end]
        if len(fits) == 1:
            pairs.append((fits[0], one))
            gone = [old for old in gone if old is not fits[0]]
            new = [other for other in new if other is not one]
    return pairs, gone, new


def review_bytes(rows, header=True):
    """The decisions as CSV in UTF-8 with the columns of `corpus/review.csv`, guarded against formulas."""
    return (row_bytes(COLUMNS) if header else b"") + lines(rows)


def _which(claim):
    """What tells the claim from others of its sentence and item: a sentence may hold a norm and a practice."""
    return json.dumps({"basis": claim.basis, "stance": claim.stance})
