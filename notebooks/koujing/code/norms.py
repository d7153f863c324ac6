"""What a clause says to be required, permitted or prohibited: rule items, and contact practices called (un)lawful."""
from .codebook import POLES
from .mention import (
    PRACTICE,
    PRONOUN,
    WITH_CONTACT,
    Mention,
    asked_for,
    contacting,
    family,
    names_item,
    permits,
    reaches_borrower,
    targets,
)

# Rules that name a contact in order to bind it.
OF_CONTACT = ("rule.hours", "rule.frequency", "rule.record", "rule.identification")
HANDLED = ("个人信息", "敏感信息", "个人资料", "个人数据")
PHONE = "stage.phone_collection"
VIOLATING = ("侵犯", "侵害", "侵犯了", "侵害了", "侵犯他人", "涉嫌侵犯", "侵犯个人")
COUNTED_AS = ("视作", "视为", "认定为", "当作")  # 被视作骚扰: what an act counts as, not what is forbidden


def rules(clauses, at, context):
    """The mentions of rule items in clause `at`: the word itself, and a duty or ban that governs it."""
    clause = clauses[at]
    duty = context.duty or any(c.of("norm", "duty", "ban", framed=c.frame_kind != "if") for c in clauses[:at + 1]) \
        or any(c.of("norm", "ban") or c.of("norm", "duty") and not c.items() for c in clauses[at + 1:at + 2]) \
        or any(c.of("norm", "ban") for c in clauses[at + 2:at + 3] if not clauses[at + 1].of("stance")) \
        or any(event.cue.means[0] == "rule.hours" for event in clause.items()) and not names_item(clause, PRACTICE) \
        and any(c.of("norm", "duty") for c in clauses[at + 1:at + 2])
    avoiding = any(event.cue.means[0] == "avoid" for event in clause.events.get("advice", ()))
    cues = tuple(event.cue.id for event in clause.of("norm", framed=True))
    found = []
    consenting = any(event.cue.means[0] == "rule.consent" for c in clauses[max(at - 1, 0):at + 1]
                     for event in c.items(framed=True))
    supposed = clause.frame is not None and clause.text[:1] in "若如倘要假" \
        and any(event.start <= c.start + 2 for c in clauses[at + 1:at + 2] for event in c.events.get("advice", ()))
    for event in clause.items(framed=True):
        item = event.cue.means[0]
        if event.cue.id == "abuse.word" and clause.text.lstrip().startswith(("否则", "不然")):
            continue  # 否则会干扰…: why, and no rule
        if supposed and clause.frame[0] <= event.start < clause.frame[1]:
            continue  # 若对方辱骂您, 不要对骂
        if consenting and clause.words(event) in HANDLED:
            continue  # 处理个人信息应取得同意: the rule is consent
        if item not in POLES or clause.advice is not None and event.start >= clause.advice \
                or item == "rule.consent" and avoiding \
                or clause.before(event).endswith(COUNTED_AS):
            continue
        if _governed(event, clauses, at, duty):
            found.append(Mention(item, "norm", POLES[item], True, event.start, (), (event.cue.id, *cues)))
    return found


def _governed(event, clauses, at, duty):
    """Whether the clause holds what the rule item's row asks for (column `needs`)."""
    clause, needs = clauses[at], event.cue.needs
    if needs == "duty":  # a bank that says when it does not call states its rule
        return duty or event.cue.id == "hours.range" and any(c.of("stance", "neg") for c in clauses[at:at + 2])
    if needs == "lender":
        return duty or bool(clause.of("who", "lender"))
    if needs == "restrict":
        return any(other.start < event.end for other in clause.of("restrict", framed=True))
    return not needs or bool(clause.of(needs, framed=True))


def norms(clauses, at, codes):
    """The mentions in clause `at` of a contact practice as lawful or unlawful (codebook §3, basis norm)."""
    clause = clauses[at]
    if clause.question:
        return []
    acting = contacting(clause) or any(event.cue.id in WITH_CONTACT or event.cue.id == "abuse.word" for event in clause.items())
    allowing, banning = permits(clauses, at), clause.of("norm", "ban")
    if not banning and at + 1 < len(clauses) and not names_item(clauses[at + 1]):  # …, 这属于违规
        banning = [event for event in clauses[at + 1].of("norm", "ban")
                   if event.cue.id == "ban.noun" or clauses[at + 1].text.lstrip()[:1] in "这该此"
                   or targets(clause) and clauses[at + 1].of("contact")]
        acting = acting or bool(banning and (PRONOUN.search(clauses[at + 1].text) or clauses[at + 1].of("contact")))
    hours = any(family(event.cue.means[0]) == "rule" and event.cue.means[0] == "rule.hours"
                for c in clauses for event in c.items(framed=True))  # 晚上不得登门: the hour is barred, not the visit
    elsewhere = acting and targets(clause) and not reaches_borrower(clause)
    telling = any(event.cue.id.startswith("privacy.") and not clause.before(event).endswith(VIOLATING)
                  for event in clause.items())  # a ban on telling is privacy alone
    found = []
    for event in clause.items():
        if clause.advice is not None and event.start >= clause.advice or event.cue.needs == "message":
            continue
        for item in event.cue.means:
            kind = family(item)
            if allowing and kind in PRACTICE and event.cue.id != "out.noun" \
                    and (acting if kind == "target" else not (elsewhere and (kind == "channel" or item == PHONE))):
                found.append(Mention(item, "norm", "permitted", True, event.start, codes,
                                     (event.cue.id, allowing[0].cue.id)))
            elif banning and not telling and not (hours and item == "stage.visit") \
                    and (kind == "target" and acting or item == "stage.visit") \
                    and (item != "target.workplace" or asked_for(clause)):
                found.append(Mention(item, "norm", "prohibited", True, event.start, (),
                                     (event.cue.id, banning[0].cue.id)))
    return found
