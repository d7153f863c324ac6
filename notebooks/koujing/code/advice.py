"""From where a clause addresses the borrower, or announces, instead of saying what happens."""
import re

from .flags import flag

REASON = ("因为", "毕竟", "由于", "不然", "否则")  # after advice: why, which may be a claim
UNDECLARED = re.compile("(?:并未|没有|未|从未|并没有)[^,]{0,8}(?:声明|公布|公开说明|承诺过|提及)")  # said nowhere: no denial
TO_READER = ("请", "记得", "记住", "千万", "不妨", "别慌", "别怕", "别急", "不用慌", "不用理")  # whoever the subject before was
YOU_MAY = re.compile(r"\s*(?:可以|可(?!能)|不妨|应|要|先)")  # 可以客气地说明情况: advice from its first word
WHO, LENDER, BORROWER, ADVICE, STANCE = map(flag, ("who", "who.lender", "who.borrower", "advice", "stance"))
MODAL = flag("#duty.modal", "#ban.modal", "#hedge.can")


def mark_advice(clauses):
    """Mark from where each clause addresses the borrower: advice words, or 借款人 + 应/可以/要; announcements too."""
    advising = announcing = borrowing = lending = False
    for clause in clauses:
        start, flags = clause.start, clause.all_flags
        who = clause.of("who") if flags & WHO else ()
        lender = clause.of("who", "lender") if clause.flags & LENDER else ()
        if_borrower, borrowing = borrowing, bool(flags & BORROWER) and clause.frame_kind == "if" and any(
            event.cue.flags & BORROWER and event.start <= start + 3 for event in clause.events["who"])
        starts = []
        if flags & ADVICE:
            starts, announces = _advised(clause, lender, lending)
            announcing = announcing or announces
        silent = UNDECLARED.search(clause.text) if "未" in clause.text or "没有" in clause.text else None
        if silent:
            starts.append(start + silent.start())
        if clause.flags & MODAL:
            starts += _modal(clause, who, if_borrower)
        subject = clause.events["who"][0] if flags & WHO else None
        if subject and subject.start <= start + 6:
            lending = bool(subject.cue.flags & LENDER)
        elif clause.contrast:
            lending = False
        if announcing:
            starts.append(start)
        if starts:
            clause.advice, advising = min(starts), True
        elif advising:
            if any(event.start <= start + 4 for event in lender) or clause.contrast and clause.flags & STANCE \
                    or clause.head.startswith(REASON):
                advising = False
            else:
                clause.advice = start


def _advised(clause, lender, lending):
    """From where words of advice make the clause one, a list of offsets; and whether it announces what the text will tell."""
    starts, announces, start = [], False, clause.start
    for word in clause.events["advice"]:
        kind = word.cue.first
        if kind == "remedy" and not lender or kind == "please" and word.start <= start + 3 and not _stated_up_to(clause, word):
            starts.append(start)
        elif kind == "announce":
            starts.append(start)
            announces = True
        elif kind == "undeclared":
            starts.append(word.start)
        elif kind == "advice" and not (clause.frame_kind == "if" and clause.conditions
                                       and clause.frame[0] <= word.start < clause.frame[1]
                                       or clause.frame_kind == "if" and clause.head.startswith("只要")
                                       or any(event.start < word.start - 2 for event in lender)
                                       or lending and not lender and not clause.words(word).startswith(TO_READER)
                                       or _stated_up_to(clause, word)):
            starts.append(start if YOU_MAY.match(clause.text) and not lender else word.start)
    return starts, announces


def _stated_up_to(clause, word):
    """Whether a cue of stance ends where the word begins."""
    return bool(clause.flags & STANCE) and any(event.end == word.start for event in clause.of("stance"))


def _modal(clause, who, if_borrower):
    """From where a modal verb with the borrower as its subject makes the clause advice, a list of offsets."""
    starts, start = [], clause.start
    for event in (*clause.of("norm"), *clause.of("stance")):
        if not event.cue.flags & MODAL:
            continue
        before = [other for other in who if other.end <= event.start]
        if before:
            nearest = before[-1]
            if nearest.cue.flags & BORROWER and event.start - nearest.end <= 1 \
                    and not any(other.end <= nearest.start for other in clause.of("contact")):
                starts.append(nearest.start)
        elif event.start <= start + 1 and if_borrower:
            starts.append(event.start)
    return starts
