"""What became of each decision: applied, superseded, already so, or why it could not be; and who disagrees with whom."""
from dataclasses import dataclass

from .anchoring import Anchor
from .decisions import Decision
from .values import SPAN, parts, to_text, values_of

APPLIED, SO, REPEATED, SUPERSEDED = "applied", "already so", "repeated", "superseded"
LOST = ("not anchored", "no such article")  # no place in a text
FAILED = (*LOST, "claim not found", "refused")  # what a person has to look at again


@dataclass(frozen=True, slots=True)
class Fate:
    """A decision, where its sentence was found, what became of it (`fate`), in words (`note`), and whom it contradicts.

    Fates: applied; already so (the program says the same now); repeated (a later row says the same); superseded (a later
    row says otherwise); not anchored, no such article, claim not found, refused (against the codebook).
    """

    decision: Decision
    anchor: Anchor
    fate: str
    note: str = ""
    conflict: str = ""


def fates(placed):
    """The `Fate` of each `(decision, anchor, slot, fault, values)` as a tuple: the slot as it is when all rows are taken."""
    return tuple(Fate(one[0], one[1], *_fate(*one)) for one in placed)


def _fate(decision, found, slot, fault, values):
    """`(fate, note, conflict)` of one decision."""
    if not found.found:
        return ("no such article" if found.why.startswith("no article") else "not anchored"), found.why, ""
    about = f"{found.why}; " if found.how == "approximate" else ""
    if slot is None:
        return "claim not found", about + fault, ""
    conflict = _conflict(decision, slot, values)
    if slot.fault and decision.action != "reject":
        return "refused", about + slot.fault, conflict
    fate, note = _standing(decision, slot, values)
    return fate, about + "; ".join(filter(None, (note, _outdated(decision, slot) if fate == APPLIED else ""))), conflict


def told(claim):
    """The parts of a claim, its offsets among them, as a dictionary."""
    return parts(values_of(claim)) | {"start": claim.start, "end": claim.end}


def _standing(decision, slot, values):
    """`(fate, note)` of a decision on a claim that the codebook allows."""
    last, stands = slot.verdicts[-1]
    if stands != (decision.action != "reject"):
        return SUPERSEDED, f"line {last.line} {'accepts' if stands else 'rejects'} it"
    if not values:  # a rejection, or an acceptance without values
        later = [row for row, _ in slot.verdicts if row.line > decision.line and row.action == decision.action]
        return (REPEATED, f"line {later[-1].line} says the same") if later else (APPLIED, "")
    final = {name: slot.said[name][-1] for name in values}
    other = [(row.line, name) for name, (row, value) in final.items() if value != values[name]]
    if other:
        line = other[-1][0]
        rest = "; the rest holds" if len(other) < len(values) else ""
        return SUPERSEDED, f"line {line} says otherwise of {', '.join(name for at, name in other if at == line)}{rest}"
    later = [row.line for row, _ in final.values() if row is not decision]
    if len(later) == len(values):
        return REPEATED, f"line {max(later)} says the same"
    there = told(slot.before) if slot.before else {}
    so = slot.before is not None and decision.action != "accept" and all(
        there[name] == value for name, value in values.items())
    return (SO, "the program says so too") if so else (APPLIED, "")


def _outdated(decision, slot):
    """What the program says now, where the decision was made on something else."""
    if slot.before is None:
        return ""
    there = told(slot.before)
    now = [(name, there[name]) for name, value in decision.was().items() if name not in SPAN and there[name] != value]
    return "; ".join(f"the program now says {name} {to_text(name, value) or 'none'}" for name, value in now)


def _conflict(decision, slot, values):
    """The rows of other people that say something else of the claim, in words; "" where nobody does."""
    found, stands = {}, decision.action != "reject"
    for row, other in slot.verdicts:
        if row.who != decision.who and other != stands:
            found[row.line] = f"line {row.line} ({row.who}) {'keeps' if other else 'rejects'} it"
    for name, value in values.items():
        for row, other in slot.said[name]:
            if row.who != decision.who and other != value:
                found.setdefault(row.line, f"line {row.line} ({row.who}): {name} {to_text(name, other) or 'none'}")
    return "; ".join(found[line] for line in sorted(found))
