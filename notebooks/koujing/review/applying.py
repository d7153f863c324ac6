"""A person's decisions applied to an article's claims: what becomes of each claim, and of each decision.

Rows are taken in the order of their file. Of two rows on the same claim and field the later one holds; a later row that
says what a claim is takes back an earlier rejection. Nothing is applied that the codebook forbids, and no row is lost:
each has its fate.
"""
from dataclasses import dataclass, field, replace

from ..code.claims import Claim
from ..code.codebook import items
from .anchoring import Anchor, anchor
from .fates import Fate, fates
from .values import SPAN, usual_basis, values_of, with_parts, wrong

MARK = "review"  # stands among a claim's rules where a person changed or added it


@dataclass(frozen=True, slots=True)
class Review:
    """The claims after the decisions, in the order of extraction; what was done to which; and every decision's fate.

    `marks` has accepted, changed or added for a claim's key `(article, start, end, item, basis)`; `rejected` are the
    program's claims that are gone; `extracted` counts the claims before.
    """

    claims: tuple[Claim, ...] = ()
    marks: dict[tuple, str] = field(default_factory=dict)
    rejected: tuple[Claim, ...] = ()
    fates: tuple[Fate, ...] = ()
    extracted: int = 0

    @property
    def decided(self):
        """Whether a person's decision holds on any claim."""
        return bool(self.marks or self.rejected)


@dataclass(slots=True)
class Slot:
    """A claim that decisions are about, while they are applied: `before` is the program's, None where a person added it.

    `said`: for each field the rows that say what it is, in order, as `(row, value)`; `verdicts`: the rows, as `(row, stands)`.
    """

    before: Claim | None
    base: Claim
    raw: str = field(repr=False)
    said: dict = field(default_factory=dict)
    verdicts: list = field(default_factory=list)
    fault: str = ""

    def now(self):
        """The claim as the rows so far have it."""
        return with_parts(self.base, {name: rows[-1][1] for name, rows in self.said.items()}, self.raw)

    @property
    def stands(self):
        """Whether it is a claim after all."""
        return self.before is not None if not self.verdicts else self.verdicts[-1][1]


def apply(article, claims, decisions):
    """The `Review` of one article: its claims (from `extract`), and the decisions that name it. The claims stay as they are."""
    spans = [(sentence.start, sentence.end) for sentence in article.sentences]
    slots = [Slot(claim, claim, article.raw) for claim in claims]
    placed = []
    for decision in decisions:
        found = anchor(article.raw, spans, decision)
        slot, fault = _slot(article, slots, decision, found) if found.found else (None, "")
        values = _placed(decision, found)
        if slot and found.how == "approximate" and set(SPAN) & set(values):
            slot, fault = None, "the sentence was reworded since: draw its span anew"
        if slot:
            for name, value in values.items():
                slot.said.setdefault(name, []).append((decision, value))
            slot.verdicts.append((decision, decision.action != "reject"))
        placed.append((decision, found, slot, fault, values))
    _check(slots)
    kept = [(slot, _final(slot)) for slot in slots if slot.fault and slot.before or not slot.fault and slot.stands]
    order = {item: place for place, item in enumerate(items())}
    kept.sort(key=lambda pair: (pair[1].start, pair[1].end, order[pair[1].item], pair[1].basis))
    marks = {key(claim): _mark(slot, claim) for slot, claim in kept if slot.verdicts and not slot.fault}
    return Review(tuple(claim for _, claim in kept), marks,
                  tuple(slot.before for slot in slots if slot.before and not slot.stands and not slot.fault),
                  fates(placed), len(claims))


def joined(reviews, rest=()):
    """One `Review` of several articles; `rest`: the decisions on articles that are not among them."""
    lost = Anchor("missing", why="no article of this name")
    marks = {name: mark for review in reviews for name, mark in review.marks.items()}
    every = sum((review.fates for review in reviews), ()) + fates([(decision, lost, None, "", {}) for decision in rest])
    return Review(sum((review.claims for review in reviews), ()), marks, sum((review.rejected for review in reviews), ()),
                  tuple(sorted(every, key=lambda fate: fate.decision.line)), sum(review.extracted for review in reviews))


def key(claim):
    """What makes a claim one of its kind (codebook §1): article, start, end, item, basis."""
    return claim.article, claim.start, claim.end, claim.item, claim.basis


def _slot(article, slots, decision, found):
    """`(slot, fault)`: the claim that a decision is about, a new one for what a person adds, or why there is none."""
    basis, item = _basis(decision), decision.item
    near = [slot for slot in slots if item in (slot.base.item, slot.now().item) and _overlap(slot.base, found)
            and basis in (None, slot.base.basis, slot.now().basis)]
    near = [slot for slot in near if slot.base.item == item and basis in (None, slot.base.basis)] or near
    same = [slot for slot in near if (slot.base.start, slot.base.end) == (found.start, found.end)] or near
    if len(same) == 1:
        return same[0], ""
    if same:
        return None, f"{len(same)} claims on {item} stand there: give the basis, or the stance that it has"
    if decision.action != "add":
        return None, f"the program has no such claim there{f', basis {basis}' if basis else ''}"
    stance = decision.values()["stance"]
    fresh = Claim(article.name, found.start, found.end, article.raw[found.start:found.end], item, basis, stance, rules=(MARK,))
    slots.append(Slot(None, fresh, article.raw))
    return slots[-1], ""


def _placed(decision, found):
    """What the decision says that the claim is, offsets as they are in the text now."""
    values = decision.values()
    if found.found:
        for name, then, now in (("start", decision.start, found.start), ("end", decision.end, found.end)):
            if name in values:
                values[name] += now - then
    return values


def _basis(decision):
    """The basis of the claim that a decision is about, as far as the row tells it; else None."""
    was = decision.was()
    said = decision.values() if decision.action == "add" else was
    if "basis" in said:
        return said["basis"]
    if decision.action == "add" or "stance" in said:
        return usual_basis(decision.item, said["stance"])
    return None


def _overlap(claim, found):
    """Whether two spans share half of the shorter one or more, as `koujing.compare.trust` matches claims."""
    shared = min(claim.end, found.end) - max(claim.start, found.start)
    return shared > 0 and 2 * shared >= min(claim.end - claim.start, found.end - found.start)


def _check(slots):
    """Set the fault of each slot whose decided claim the codebook forbids, or that would stand twice."""
    taken = {}
    for slot in sorted(slots, key=lambda slot: bool(slot.said)):  # those that nobody changed stay what they are
        if not slot.stands:
            continue
        slot.fault = wrong(slot.now()) if slot.said else ""
        if not slot.fault and taken.setdefault(key(slot.now()), slot) is not slot:
            slot.fault = f"there is a claim on {slot.now().item} in that sentence already"
        if slot.fault and slot.before:
            taken.setdefault(key(slot.before), slot)


def _final(slot):
    """The claim that a slot comes to, marked among its rules where a person changed it."""
    claim = slot.base if slot.fault else slot.now()
    changed = slot.before is not None and not _same(claim, slot.before)
    return replace(claim, rules=(*claim.rules, MARK)) if changed and MARK not in claim.rules else claim


def _mark(slot, claim):
    if slot.before is None:
        return "added"
    return "accepted" if _same(claim, slot.before) else "changed"


def _same(claim, other):
    return values_of(claim) == values_of(other) and (claim.start, claim.end) == (other.start, other.end)


