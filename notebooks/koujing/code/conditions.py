"""Which conditions bind a clause's items (codebook §4, conditions)."""

from .flags import flag
from .mention import told_in
from .shape import CASES_ARE

LABEL_LENGTH = 8  # characters of a label such as 上门催收:
FREE = ((), False)  # what binds a clause that nothing binds
ITEM, REACHED, REMINDER, SPOKEN, BOUND, BY_CASE = map(flag, (
    "item", "reached", "item.stage.reminder", "spoken", "bound", "condition.case_by_case"))


def named(clause):
    """The `(condition, cue id)` pairs that the clause names, inside its frame or out of it."""
    if not clause.all_flags & BOUND:
        return ()
    return tuple((event.cue.first, event.cue.id) for event in clause.events["condition"] if event.cue.means)


def bind(clauses):
    """For each clause `(pairs, unnamed)`: the `(condition, cue id)` pairs that bind it, and whether one without a name does.

    A frame binds what follows it up to a contrast or semicolon; a frame after the last item binds backwards
    (…, 除非失联); a label takes the condition that follows its colon (上门:视地区而定).
    """
    if not any(clause.all_flags & BOUND or clause.frame_kind in ("if", "except") for clause in clauses):
        return [FREE] * len(clauses)
    bound, carried, unnamed = [], (), False
    for at, clause in enumerate(clauses):
        if clause.contrast or at and clauses[at - 1].closed_by == ";":
            carried, unnamed = (), False
        if clause.frame_kind in ("if", "except"):
            carried += clause.conditions
            unnamed = unnamed or clause.frame_kind == "if" and not clause.conditions
        loose = _loose(clause) if clause.flags & BOUND else ()
        bound.append((carried + loose, unnamed))
        if loose and not clause.flags & ITEM and clause.frame_kind != "although" and clause.advice is None:
            carried += tuple(pair for pair in loose if pair[0] != "consent" or clause.frame)
    if not any(clause.closed_by == ";" for clause in clauses):
        last = max((at for at, c in enumerate(clauses) if (c.all_flags if c.frame_kind == "time" else c.flags) & SPOKEN),
                   default=None)
        if last is not None:
            bound[last] = (bound[last][0] + _after(clauses[last + 1:]), bound[last][1])
    for at, clause in enumerate(clauses):
        later = told_in(clauses, at) if clause.flags & REACHED else None
        if later:  # 对于家人, 平台在联系不到本人时…
            bound[at] = (bound[at][0] + bound[later][0], bound[at][1] or bound[later][1])
    for at, clause in enumerate(clauses[1:], 1):
        if clauses[at - 1].closed_by == ":" and len(clauses[at - 1].text) <= LABEL_LENGTH and not clause.flags & ITEM:
            bound[at - 1] = (bound[at - 1][0] + named(clause), bound[at - 1][1])
    return [(tidy(pairs), without_name) if pairs else ((), without_name) for pairs, without_name in bound]


def _loose(clause):
    """The pairs that stand in the clause outside its frame; consent beside an item is no condition (预留的紧急联系人)."""
    notices = [event.end for event in clause.items() if event.cue.flags & REMINDER]  # 提示本期还没还上: what it tells
    return tuple((event.cue.first, event.cue.id) for event in clause.of("condition") if event.cue.means
                 and not (event.cue.first == "means_failed" and any(end <= event.start for end in notices))
                 and (clause.frame_kind != "although" or event.cue.first == "case_by_case")
                 and not (event.cue.first == "consent" and clause.flags & ITEM))


def _after(clauses):
    """The pairs that clauses behind the last item name for it."""
    framed = [pair for clause in clauses if clause.frame_kind in ("if", "except") for pair in clause.conditions]
    framed += [pair for clause in clauses[:1] if clause.all_flags & BOUND and CASES_ARE.search(clause.text)
               for pair in named(clause)]
    return tuple(framed + [pair for clause in clauses if clause.all_flags & BY_CASE
                           for pair in named(clause) if pair[0] == "case_by_case"])


def tidy(pairs):
    """The pairs without repeats; `case_by_case` only where no condition is named beside it (codebook §4).

    >>> tidy((("case_by_case", "a"), ("refusal", "b"), ("refusal", "b")))
    (('refusal', 'b'),)
    """
    pairs = tuple(dict.fromkeys(pairs))
    return tuple(pair for pair in pairs if pair[0] != "case_by_case") or pairs


def codes(pairs):
    """The conditions of some pairs, without repeats."""
    return tuple(dict.fromkeys(condition for condition, _ in pairs))
