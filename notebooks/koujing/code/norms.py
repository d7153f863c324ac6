"""What a clause says to be required, permitted or prohibited: rule items, and contact practices called (un)lawful."""
import re

from .codebook import poles
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
OWED = ("stage.lawyer_letter", "stage.credit_report", "stage.legal_action")  # steps that a rule may demand of the lender
GRANTED_BY = ("say.contract", "say.law")
COUNTS = {"最多", "上限", "每天最多", "为限"}
MUST = ("必须", "须", "应", "应当", "均须", "均应")
HANDLED = ("个人信息", "敏感信息", "个人资料", "个人数据")
PHONE = "stage.phone_collection"
VIOLATING = ("侵犯", "侵害", "侵犯了", "侵害了", "侵犯他人", "涉嫌侵犯", "侵犯个人")
UNNEEDED = re.compile("不以|无须|无需|毋须|不必|不需|不用")  # 不以同意为前提: no consent is asked for
# 夜里打来的, 一律投诉: what may be reported is forbidden.
REPORTED = re.compile("(?:一律|都|均|完全|直接|这些都)?(?:可以|可|能)?(?:直接|立刻|马上)?(?:向.{2,8})?(?:投诉|举报)")
COUNTED_AS = ("视作", "视为", "认定为", "当作")  # 被视作骚扰: what an act counts as, not what is forbidden


def rules(clauses, at, context):
    """The mentions of rule items in clause `at`: the word itself, and a duty or ban that governs it."""
    clause = clauses[at]
    named = [event for event in clause.items(framed=True) if event.cue.means[0] in poles()]
    if not named:
        return []
    duty = context.duty or any(c.of("norm", "duty", "ban", "sanction", framed=c.frame_kind != "if") for c in clauses[:at + 1]) \
        or any(c.of("norm", "ban", "sanction") or c.of("norm", "duty") and not c.items() for c in clauses[at + 1:at + 2]) \
        or any(c.of("norm", "ban") for c in clauses[at + 2:at + 3] if not clauses[at + 1].of("stance")) \
        or clause.text.endswith("的") and any(REPORTED.match(c.text) for c in clauses[at + 1:at + 2]) \
        or any(event.cue.means[0] == "rule.hours" for event in clause.items()) and not names_item(clause, PRACTICE) \
        and any(c.of("norm", "duty") for c in clauses[at + 1:at + 2])
    avoiding = any(event.cue.means[0] == "avoid" for event in clause.events.get("advice", ()))
    cues = tuple(event.cue.id for event in clause.of("norm", framed=True))
    counted = {c.words(e) for c in clauses for e in c.of("norm", "duty", "ban", "sanction", framed=True)} <= COUNTS
    found = []
    consenting = any(event.cue.means[0] == "rule.consent" for c in clauses[max(at - 1, 0):at + 1]
                     for event in c.items(framed=True))
    supposed = clause.frame is not None and clause.text[:1] in "若如倘要假" \
        and any(event.start <= c.start + 2 for c in clauses[at + 1:at + 2] for event in c.events.get("advice", ()))
    for event in named:
        item = event.cue.means[0]
        if event.cue.id == "abuse.word" and clause.text.lstrip().startswith(("否则", "不然")):
            continue  # 否则会干扰…: why, and no rule
        if supposed and clause.frame[0] <= event.start < clause.frame[1]:
            continue  # 若对方辱骂您, 不要对骂
        if consenting and clause.words(event) in HANDLED:
            continue  # 处理个人信息应取得同意: the rule is consent
        if item in ("rule.no_abuse", "rule.privacy") and counted and not context.duty and event.cue.needs == "duty":
            continue  # 最多嘴上吓唬: a bound on how much, and no duty
        if item == "rule.privacy" and clause.frame_kind == "although" and not clause.of("norm"):
            continue  # 不管欠多少, 都不得辱骂: the sum is conceded, and not to be kept secret
        if clause.advice is not None and event.start >= clause.advice \
                or item == "rule.consent" and avoiding \
                or clause.before(event).endswith(COUNTED_AS):
            continue
        if _governed(event, clauses, at, duty):
            found.append(Mention(item, "norm", poles()[item], True, event.start, (), (event.cue.id, *cues)))
    return found


def _governed(event, clauses, at, duty):
    """Whether the clause holds what the rule item's row asks for (column `needs`)."""
    clause, needs = clauses[at], event.cue.needs
    if needs == "duty":  # a bank that says when it does not call states its rule
        return duty or event.cue.id == "hours.range" and any(c.of("stance", "neg") for c in clauses[at:at + 2])
    if needs == "lender":
        return duty or bool(clause.of("who", "lender"))
    if needs == "restrict":
        return any(other.start < event.end or other.cue.means[0] == "after" and not UNNEEDED.search(clause.text)
                   for other in clause.of("restrict", framed=True))
    return not needs or bool(clause.of(needs, framed=True))


def _required(clause, event):
    """Whether a duty of the lender's in the clause governs a step that follows it (银行必须先寄出书面催告函)."""
    if event.cue.means[0] not in OWED or event.cue.needs or clause.of("norm", "ban") or clause.of("stance", "neg", "rare"):
        return False
    duties = [e for e in clause.of("norm", "duty") if e.cue.id == "duty.modal" and e.end <= event.start
              and clause.words(e) in MUST]
    owing = any(e.end <= duties[0].start for e in clause.of("who", "borrower")) if duties else True
    return bool(duties) and not owing


def norms(clauses, at, codes, said):
    """The mentions in clause `at`, whose stance is `said`, of a contact practice as lawful or unlawful (codebook §3, norm)."""
    clause = clauses[at]
    if clause.question:
        return []
    allowing, banning, by_next = permits(clauses, at), clause.of("norm", "ban"), False
    if not banning and at + 1 < len(clauses) and not names_item(clauses[at + 1]):  # …, 这属于违规
        banning = [event for event in clauses[at + 1].of("norm", "ban")
                   if event.cue.id == "ban.noun" or clauses[at + 1].text.lstrip()[:1] in "这该此"
                   or targets(clause) and clauses[at + 1].of("contact")]
        by_next = bool(banning and (PRONOUN.search(clauses[at + 1].text) or clauses[at + 1].of("contact")))
    granting = said in ("rare", "denied") and [event for event in clause.of("stance", "hedge") if event.cue.id == "hedge.can"] \
        and any(event.cue.id in GRANTED_BY for event in clause.events.get("source", ()))  # 合同里写着可以上门, 真来的没几个
    if not (allowing or banning or granting or clause.of("norm", "duty")):
        return []
    acting = by_next or contacting(clause) or any(event.cue.id in WITH_CONTACT or event.cue.id == "abuse.word"
                                                  for event in clause.items())
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
            if kind == "stage" and not telling and _required(clause, event):
                found.append(Mention(item, "norm", "required", True, event.start, (), (event.cue.id, "duty.modal")))
            elif granting and kind == "stage":
                found.append(Mention(item, "norm", "permitted", True, event.start, codes, (event.cue.id, "hedge.can")))
            elif allowing and kind in PRACTICE and event.cue.id != "out.noun" \
                    and (acting if kind == "target" else not (elsewhere and (kind == "channel" or item == PHONE))):
                found.append(Mention(item, "norm", "permitted", True, event.start, codes,
                                     (event.cue.id, allowing[0].cue.id)))
            elif banning and not telling and not (hours and item == "stage.visit") \
                    and (kind == "target" and acting or item == "stage.visit") \
                    and (item != "target.workplace" or asked_for(clause)):
                found.append(Mention(item, "norm", "prohibited", True, event.start, (),
                                     (event.cue.id, banning[0].cue.id)))
    return found
