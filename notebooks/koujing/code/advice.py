"""From where a clause addresses the borrower, or announces, instead of saying what happens."""
import re

REASON = ("因为", "毕竟", "由于", "不然", "否则")  # after advice: why, which may be a claim
UNDECLARED = re.compile("(?:并未|没有|未|从未|并没有)[^,]{0,8}(?:声明|公布|公开说明|承诺过|提及)")  # said nowhere: no denial
TO_READER = ("请", "记得", "记住", "千万", "不妨", "别慌", "别怕", "别急", "不用慌", "不用理")  # whoever the subject before was
YOU_MAY = re.compile(r"\s*(?:可以|可(?!能)|不妨|应|要|先)")  # 可以客气地说明情况: advice from its first word
MODALS = ("duty.modal", "ban.modal", "hedge.can")


def mark_advice(clauses):
    """Mark from where each clause addresses the borrower: advice words, or 借款人 + 应/可以/要; announcements too."""
    advising = announcing = borrowing = lending = False
    for clause in clauses:
        who = clause.of("who")
        conditional_borrower, borrowing = borrowing, clause.frame_kind == "if" and bool(
            [e for e in clause.events.get("who", ()) if e.cue.means[0] == "borrower" and e.start <= clause.start + 3])
        lender = [e for e in who if e.cue.means[0] == "lender"]
        starts = []
        for word in clause.events.get("advice", ()):
            kind = word.cue.means[0]
            if kind == "remedy" and not lender or kind == "please" and word.start <= clause.start + 3 \
                    and not any(e.end == word.start for e in clause.of("stance")):
                starts.append(clause.start)
            elif kind in ("announce", "undeclared"):
                starts.append(clause.start if kind != "undeclared" else word.start)
                announcing = announcing or kind == "announce"
            elif kind == "advice" and not (clause.frame_kind == "if" and clause.conditions
                                           and clause.frame[0] <= word.start < clause.frame[1]
                                           or clause.frame_kind == "if" and clause.text.lstrip().startswith("只要")
                                           or any(e.start < word.start - 2 for e in lender)
                                           or lending and not lender and not clause.words(word).startswith(TO_READER)
                                           or any(e.end == word.start for e in clause.of("stance"))):
                starts.append(clause.start if YOU_MAY.match(clause.text) and not lender else word.start)
        silent = UNDECLARED.search(clause.text)
        if silent:
            starts.append(clause.start + silent.start())
        modal = [e for e in clause.of("norm") + clause.of("stance") if e.cue.id in MODALS]
        for event in modal:
            before = [e for e in who if e.end <= event.start]
            reached = any(e.end <= before[-1].start for e in clause.of("contact")) if before else False
            if before and before[-1].cue.means[0] == "borrower" and event.start - before[-1].end <= 1 and not reached:
                starts.append(before[-1].start)
            elif not before and event.start <= clause.start + 1 and conditional_borrower:
                starts.append(event.start)
        subject = [e for e in clause.events.get("who", ()) if e.start <= clause.start + 6]
        lending = subject[0].cue.means[0] == "lender" if subject else lending and not clause.contrast
        if announcing:
            starts.append(clause.start)
        if starts:
            clause.advice, advising = min(starts), True
        elif any(e.start <= clause.start + 4 for e in lender) or clause.contrast and clause.of("stance") \
                or clause.text.lstrip().startswith(REASON):
            advising = False
        elif advising:
            clause.advice = clause.start
