"""Clauses: where a cue's reach ends. A sentence becomes clauses, each with its cues, its frame and its subject.

The idea is that of NegEx and ConText (Chapman et al. 2001; Harkema et al. 2009: a cue, a direction, a termination),
extended to what Chinese articles do: condition frames (若…则, 在…情况下, …的), topics (至于…), contrast (而是, 但).
"""
import re
from itertools import pairwise

from .advice import mark_advice
from .clause import Clause
from .cues import flags_in
from .flags import flag
from .frames import YET, is_share, no_way
from .shape import BELIEVED, mark, may_have

BREAK = ",:;。!?—|"
CLOSING = BREAK + " ."  # what a clause's text does not end in
MAY_BREAK = re.compile(f"[{BREAK} ]")
CJK = re.compile("[\u3400-\u9fff]")
ONLY_IF = ("才", "方可", "方会", "方能")
AND = ("且", "并且", "而且", "同时又", "又")
CAN, CONDITION, CONSENT, CONTRAST, THEN = map(flag, (
    "#hedge.can", "condition", "condition.consent", "frame.contrast", "frame.then"))
ADVISING = flag("advice", "#duty.modal", "#ban.modal", "#hedge.can")
# 若失联会上门, 那就…: all before is the condition.
TAKEN_UP = re.compile("那|就|则|便|怎么|该|应|你|您|借款人|请|建议|不要|别|务必|要")


def split(text, events):
    """The clauses of one sentence (normalised text, events with offsets into it), frames, topics and advice marked."""
    flags, cuts = flags_in(events), _cuts(text)
    contrasts = {event.start for event in events if event.cue.flags & CONTRAST} if flags & CONTRAST else set()
    yet = {at for at in cuts if YET.match(text, at)} if "可" in text else ()  # 可银行真的在寄: but, and no may
    contrasts.update(yet)
    clauses = _bodies(text, sorted(cuts | contrasts), contrasts)
    _fill(clauses, events, yet)
    believed = BELIEVED.search(text) is not None
    before = None
    for clause in clauses:
        if believed or may_have(clause):
            mark(clause)
        if clause.frame:
            clause.settle()
        else:
            clause.unframed, clause.flags = clause.events, clause.all_flags
            if before is not None and before.frame_kind == "if" and before.frame[1] >= before.end - 1 \
                    and clause.text.startswith(AND) and clause is not clauses[-1]:
                clause.extend()
        before = clause
    if flags & CONDITION or any(clause.frame for clause in clauses):
        _relate(clauses)
    if flags & ADVISING or "未" in text or "没有" in text:
        mark_advice(clauses)
    return clauses


def _relate(clauses):
    """Take frames from clauses, or give them to such, by what the next clause says."""
    for clause, following in pairwise(clauses):
        if clause.parted and TAKEN_UP.match(following.head):
            clause.extend()
        elif is_share(clause, following):
            clause.frame, clause.frame_kind = None, ""
            clause.settle()
        elif no_way(clause, following):
            clause.extend()
    for clause, following in pairwise(clauses):  # 经用户授权, 平台才会联系: a condition without a word for if
        if not clause.all_flags & CONDITION or not following.all_flags & THEN or clause.conditions or clause.frame:
            continue
        named = clause.events["condition"]
        stated = [e for e in clause.of("stance") if not any(c.start <= e.start < c.end for c in named)]
        then = ("才", "方", "就不", "就没") if clause.all_flags & CONSENT else ("才", "方")
        if not stated and any(e.cue.flags & THEN and following.text.startswith(then, e.start - following.start)
                              for e in following.events["frame"]):
            clause.extend()


def _cuts(text):
    """The offsets at which clauses may begin or end: 0, the text's length, and behind each mark that is no part of a figure."""
    cuts, last = {0, len(text)}, len(text) - 1
    for match in MAY_BREAK.finditer(text):
        at = match.start()
        inside = 0 < at < last
        if match.group() == " ":
            breaking = inside and CJK.match(text, at - 1) and CJK.match(text, at + 1)
        else:
            breaking = not (inside and text[at - 1].isdigit() and text[at + 1].isdigit())
        if breaking:
            cuts.add(at + 1)
    return cuts


def _bodies(text, bounds, contrasts):
    """The clauses between the bounds that hold a word, without their events."""
    clauses, last_only = [], max(text.rfind(word) for word in ONLY_IF) if "才" in text or "方" in text else -1
    for start, end in pairwise(bounds):
        body = text[start:end].rstrip(CLOSING)
        head = body.lstrip()
        if head:
            clauses.append(Clause(start, end, body, text[end - 1], head, start in contrasts, last_only >= start))
    return clauses


def _fill(clauses, events, yet):
    """Put each event into the clause in which it begins; a 可 that is a but is no hedge."""
    following = iter(clauses)
    first = last = flags = 0
    clause = found = None
    for event in events:
        start, _, cue = event
        while start >= last:
            if clause:
                clause.all_flags = flags
            clause = next(following, None)
            if clause is None:
                return
            first, last, found, flags = clause.start, clause.end, clause.events, 0
        if start >= first and not (yet and start in yet and cue.flags & CAN):  # before that is what holds no word
            if cue.layer in found:
                found[cue.layer].append(event)
            else:
                found[cue.layer] = [event]
            flags |= cue.flags
    if clause:
        clause.all_flags = flags
