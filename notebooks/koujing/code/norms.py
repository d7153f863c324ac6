"""What a clause says to be required, permitted or prohibited: rule items, and contact practices called (un)lawful."""
import re

from . import conditions
from .codebook import poles
from .flags import PRACTICE, flag
from .mention import (
    OF_PRACTICE,
    PRONOUN,
    WITH_CONTACT,
    Mention,
    asked_for,
    contacting,
    family,
    names_item,
    permits,
    reaches_borrower,
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

ITEM, STANCE, NORM, CONTACT, SOURCE, LENDER, NEG, BAN, DUTY = map(flag, (
    "item", "stance", "norm", "contact", "source", "who.lender", "stance.neg", "norm.ban", "norm.duty"))
POLE, REACHED, HOURS, CONSENT, AVOID = map(flag, ("pole", "reached", "item.rule.hours", "item.rule.consent", "advice.avoid"))
CAN, BAN_NOUN, MODAL_DUTY, RANGE = map(flag, ("#hedge.can", "#ban.noun", "#duty.modal", "#hours.range"))
RULING, BARRED = flag("norm.duty", "norm.ban", "norm.sanction"), flag("norm.ban", "norm.sanction")
VERDICTS, UNTRUE = flag("norm.permit", "norm.ban"), flag("stance.neg", "stance.rare")


def rules(clauses, at, context):
    """The mentions of rule items in clause `at`: the word itself, and a duty or ban that governs it."""
    clause = clauses[at]
    if not clause.all_flags & POLE:
        return []
    duty = context.duty or _bidden(clauses, at)
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    avoiding = clause.all_flags & AVOID
    cues = tuple(event.cue.id for event in clause.of("norm", framed=True))
    found = []
    consenting = (clause.all_flags | (clauses[at - 1].all_flags if at else 0)) & CONSENT
    supposed = clause.frame is not None and clause.text[0] in "若如倘要假" and following is not None \
        and any(event.start <= following.start + 2 for event in following.events.get("advice", ()))
    named = [event for event in clause.items(framed=True) if event.cue.flags & POLE]
    for event in named:
        item = event.cue.first
        if event.cue.id == "abuse.word" and clause.head.startswith(("否则", "不然")):
            continue  # 否则会干扰…: why, and no rule
        if supposed and clause.frame[0] <= event.start < clause.frame[1]:
            continue  # 若对方辱骂您, 不要对骂
        if consenting and clause.words(event) in HANDLED:
            continue  # 处理个人信息应取得同意: the rule is consent
        if item in ("rule.no_abuse", "rule.privacy") and event.cue.needs == "duty" and not context.duty and _only_counts(clauses):
            continue  # 最多嘴上吓唬: a bound on how much, and no duty
        if item == "rule.privacy" and clause.frame_kind == "although" and not clause.flags & NORM:
            continue  # 不管欠多少, 都不得辱骂: the sum is conceded, and not to be kept secret
        if clause.advice is not None and event.start >= clause.advice \
                or item == "rule.consent" and avoiding \
                or clause.before(event).endswith(COUNTED_AS):
            continue
        if _governed(event, clauses, at, duty):
            found.append(Mention(item, "norm", poles()[item], True, event.start, (), (event.cue.id, *cues)))
    return found


def _bidden(clauses, at):
    """Whether a duty, ban or sanction governs what clause `at` names: one up to it, or one in what follows."""
    clause = clauses[at]
    if any((c.flags if c.frame_kind == "if" else c.all_flags) & RULING for c in clauses[:at + 1]):
        return True
    if at + 1 == len(clauses):
        return False
    following = clauses[at + 1]
    return bool(following.flags & BARRED or following.flags & DUTY and not following.flags & ITEM
                or at + 2 < len(clauses) and clauses[at + 2].flags & BAN and not following.flags & STANCE
                or clause.text.endswith("的") and REPORTED.match(following.text)
                or following.flags & DUTY and clause.flags & HOURS and not names_item(clause, OF_PRACTICE))


def _only_counts(clauses):
    """Whether no words of duty stand in the sentence but those that bound how often."""
    return all(clause.words(event) in COUNTS for clause in clauses if clause.all_flags & RULING
               for event in clause.of("norm", "duty", "ban", "sanction", framed=True))


def _governed(event, clauses, at, duty):
    """Whether the clause holds what the rule item's row asks for (column `needs`)."""
    clause, needs = clauses[at], event.cue.needs
    if not needs:
        return True
    if needs == "duty":  # a bank that says when it does not call states its rule
        return duty or event.cue.flags & RANGE and any(c.flags & NEG for c in clauses[at:at + 2])
    if needs == "lender":
        return duty or clause.flags & LENDER
    if needs == "restrict":
        return any(other.start < event.end or other.cue.first == "after" and not UNNEEDED.search(clause.text)
                   for other in clause.of("restrict", framed=True))
    return bool(clause.of(needs, framed=True))


def _required(clause, event):
    """Whether a duty of the lender's in the clause governs a step that follows it (银行必须先寄出书面催告函)."""
    if not clause.flags & MODAL_DUTY or event.cue.first not in OWED or event.cue.needs or clause.flags & (BAN | UNTRUE):
        return False
    duties = [e for e in clause.of("norm", "duty") if e.cue.flags & MODAL_DUTY and e.end <= event.start
              and clause.words(e) in MUST]
    return bool(duties) and not any(e.end <= duties[0].start for e in clause.of("who", "borrower"))


def norms(clauses, at, pairs, said):
    """The mentions in clause `at` of a contact practice as lawful or unlawful (codebook §3, norm).

    Given are the `(condition, cue id)` pairs that bind the clause, and its stance `said`.
    """
    clause, following = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
    near = clause.flags | (clauses[at - 1].flags if at else 0) | (following.flags if following else 0)
    may = said in ("rare", "denied") and clause.flags & CAN and clause.all_flags & SOURCE
    if clause.question or not (near & VERDICTS or clause.flags & DUTY or may):
        return []
    allowing, banning, by_next = permits(clauses, at), clause.of("norm", "ban") if clause.flags & BAN else (), False
    if not banning and following and following.flags & BAN and not names_item(following):  # …, 这属于违规
        calls = following.flags & CONTACT
        banning = [event for event in following.of("norm", "ban")
                   if event.cue.flags & BAN_NOUN or following.head[0] in "这该此" or calls and clause.flags & REACHED]
        by_next = bool(banning and (calls or PRONOUN.search(following.text)))
    granting = may and any(event.cue.id in GRANTED_BY for event in clause.events["source"])  # 合同里写着可以上门, 真来的没几个
    if not (allowing or banning or granting or clause.flags & DUTY):
        return []
    codes = conditions.codes(pairs)
    acting = by_next or contacting(clause) or any(event.cue.id in WITH_CONTACT or event.cue.id == "abuse.word"
                                                  for event in clause.items())
    hours = any(c.all_flags & HOURS for c in clauses)  # 晚上不得登门: the hour is barred, not the visit
    elsewhere = acting and clause.flags & REACHED and not reaches_borrower(clause)
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
