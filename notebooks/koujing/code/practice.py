"""Stages, channels and targets that a clause says to happen, or not to (codebook §2, §3)."""
import re

from . import conditions, messages
from .flags import ONLY_BORROWER, PRACTICE, flag
from .frames import narrated
from .mention import (
    OF_PRACTICE,
    PRONOUN,
    Mention,
    asked_for,
    contacting,
    family,
    names_item,
    object_of_next,
    permits,
    reaches_borrower,
    targets,
)
from .needs import satisfied
from .norms import OF_CONTACT
from .roles import TO_THEM, acts, own_doing, received_by_others, visited_by_kin

SUPPOSED = re.compile("即便|即使|哪怕|就算|纵使|不管|无论|不论")  # against 虽然, 尽管, which grant what they say
BEFORE_LOAN = re.compile("(?:放款|借款|申请|开通|注册|下款|贷款|借钱)(?:之前|前|时|的时候)")
BY_READER = re.compile("(?:通过|在|登录|打开|进入|用).{1,14}(?:查询|申请|办理|还款|还清|查看|了解|咨询|提交|下载|投诉|反馈)")
HAVING = re.compile("接到|收到|遇到|碰到|接了|^想(知道|了解|问|弄|搞|看)")  # before advice: what came to the reader, or is asked
ABSENT = re.compile("没有|没设|没建|没养|不养|不建|砍掉|裁撤|未设|无|不设|撤|取消|解散|不存在|接管|介入|参与")  # denies a team
KNOWS = re.compile("(?:自己|内部|的人)?(?:也|都|其实|心里|很)*(?:明白|清楚|知道|承认|认为|表示|透露|坦言)")
BY_ITSELF = re.compile("(自己|自行|自主|自家人|先内部|内部|行里|自己先)催收?$")  # 自己催的并不多见: a verb, and no team
DEFINING = re.compile("(.{0,3}所谓)?.{1,8}(是指|指的是|就是指|即指)")  # 所谓上门催收是指…: a definition, and no claim
CONTRASTED = re.compile("(?:并不是|不是|是)(?:两码事|一回事|两回事|一个概念)$")  # 律师函和传票是两码事: words, no deeds
MEANS = re.compile("(是指|指的是|就是指|即指|指)")

TO_THE_BORROWER = ("stage.reminder", "stage.phone_collection", "stage.internal")  # what reaches nobody else
KIN = ("target.family", "target.friends")
ITEM, STANCE, CONTACT, WHO, LENDER, REACHED, NEG, BAN, RULE, HOURS, SOFTEN, AVOID, BY_CASE = map(flag, (
    "item", "stance", "contact", "who", "who.lender", "reached", "stance.neg", "norm.ban", "item.rule", "item.rule.hours",
    "stance.soften", "advice.avoid", "condition.case_by_case"))
PRACTISED, BAN_NOUN, MODAL_DUTY, EMERGENCY = map(flag, ("practice", "#ban.noun", "#duty.modal", "#emergency.word"))
MODAL, BIDDING, UNTRUE = flag("#duty.modal", "#ban.modal"), flag("norm.duty", "norm.ban"), flag("stance.neg", "stance.rare")


def practice(clauses, at, said, bound, ruling, context):
    """The mentions of stages, channels and targets in clause `at`.

    Given are its `(stance, cue ids)`, its conditions, and the mentions that `norms.rules` finds in it.
    """
    clause, (stance, ids), (pairs, unnamed) = clauses[at], said, bound
    if stance is None or not clause.all_flags & PRACTISED:
        return []
    if _merely_supposed(clause, ids) or _banned(clauses, at, ids and stance in ("rare", "conditional")) \
            or permits(clauses, at) and not _belied(clauses, at, stance):
        return []
    codes = conditions.codes(pairs) if pairs else ()
    if not (codes and stance == "routine" and "case_by_case" not in codes and narrated(clauses, at)):
        stance, explicit = _under_condition(stance, bool(ids), codes, unnamed, context)
    else:
        explicit = True  # 他们找不到人, 就打给了我小姨: a fact, whatever led to it
    asserted = _asserted(clauses, at, context)
    if not asserted:
        return []
    acting = acts(clauses, at, context)
    asserted = [event for event in asserted if not event.cue.needs or satisfied(event, clauses, at, acting, context)]
    if not asserted:
        return []
    elsewhere = clause.flags & REACHED and (acting or any(not event.cue.needs for event in targets(clause))) \
        and not reaches_borrower(clause) or received_by_others(clauses, at)
    ruled = _ruled(clauses, at, stance, bool(ids), ruling)
    rules = (*ids, *(cue for _, cue in pairs)) if pairs else ids
    found = []
    for event in asserted:
        cue = event.cue
        if cue.family == "target" and own_doing(event, clause) or cue.first == "stage.visit" and visited_by_kin(event, clause):
            continue
        caller = messages.of_the_caller(event, clause)
        for item in cue.means:
            kind = family(item)
            if kind not in PRACTICE or ruled and kind != "target" \
                    or elsewhere and (not caller and kind == "channel" or item in TO_THE_BORROWER) \
                    or messages.described(event, item, clause) or messages.idle(event, clauses, at) \
                    or _passed_over(item, event, clauses, at, stance, ids):
                continue
            if cue.id == ONLY_BORROWER:
                if any(c.all_flags & REACHED for c in clauses):
                    continue  # the sentence names whom it means
                softened = any(c.all_flags & SOFTEN for c in clauses[:at + 1])
                found.append(Mention(item, "practice", "rare" if softened else "denied", True, event.start, (), (cue.id,)))
                continue
            word = "routine" if caller or messages.carries_a_bluff(event, clause, stance, ids) else stance
            found.append(Mention(item, "practice", word, explicit, event.start, codes, (cue.id, *rules)))
    return found


def _passed_over(item, event, clauses, at, stance, ids):
    """Whether the clause names the item and yet does not say that the lender does it, or does not."""
    clause = clauses[at]
    if item == "target.workplace" and not asked_for(clause):
        return True
    if item == "channel.online":  # what the reader finds there
        return bool(BEFORE_LOAN.search(clause.text)
                    or not ids and not clause.flags & LENDER and BY_READER.search(clause.text))
    if item == "stage.internal":
        if KNOWS.match(clause.after(event)):
            return True  # 催收部门自己也明白: whoever knows or says takes no case by it
        return stance in ("denied", "rare") and not ABSENT.search(clause.text) \
            and not BY_ITSELF.match(clause.words(event)) and not _team_kept_out(clauses, at)  # else it is who denies
    return not ids and item.startswith("target.") and _must(clauses, at)  # 联系亲友必须经授权: the object of a rule


def _must(clauses, at):
    """Whether a duty governs the clause: in it, or at the head of the next one (读取通讯录, 必须取得同意)."""
    if clauses[at].flags & MODAL_DUTY:
        return True
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    return following is not None and bool(following.flags & MODAL_DUTY) and not following.flags & REACHED and any(
        event.cue.flags & MODAL_DUTY and event.start - following.start <= 2 for event in following.of("norm"))


def _banned(clauses, at, hedged):
    """Whether what the clause names is forbidden rather than said; what is `hedged` may be unlawful (有的会违规联系)."""
    clause, following = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
    if clause.flags & BAN and (not hedged or any(not event.cue.flags & BAN_NOUN for event in clause.of("norm", "ban"))):
        return True
    if following is None or not following.flags & BAN:
        return False
    return not hedged and _condemned(clause, following) or object_of_next(clauses, at)


def _condemned(clause, following):
    """Whether the next clause only forbids what this one names (把电话打给老板, 属于违规; 联系人…, 不得拨打)."""
    return clause.flags & REACHED and not names_item(following, OF_PRACTICE) \
        and (following.flags & BAN_NOUN or following.flags & CONTACT and not contacting(clause))


def _belied(clauses, at, stance):
    """Whether what the clause allows is told in the next, by contrast, to be rare or not done (协议允许上门, 可真来的没几个)."""
    return stance in ("rare", "denied") and not clauses[at].flags & UNTRUE and any(
        c.contrast and not c.flags & ITEM for c in clauses[at + 1:at + 2])


def _team_kept_out(clauses, at):
    """Whether the clause only names the team that the next one keeps from the case (…的内催队伍, 前三天不会接管)."""
    return not clauses[at].flags & UNTRUE and any(
        not c.flags & ITEM and ABSENT.search(c.text) for c in clauses[at + 1:at + 2])


def _merely_supposed(clause, ids):
    """Whether a concession only supposes its items (即便拨打…) instead of granting them (即便确实存在…)."""
    return clause.frame_kind == "although" and not ids and "存在" not in clause.text and bool(SUPPOSED.search(clause.text))


def _under_condition(stance, explicit, codes, unnamed, context):
    """The stance with its conditions: rarity beats a condition, a condition beats the rest (codebook §3)."""
    if codes and stance != "rare":
        return "conditional", True
    if unnamed and stance in ("routine", "denied"):
        return "conditional", True
    if context.stance and stance == "routine":
        return context.stance, True
    return stance, explicit or bool(codes)


def _asserted(clauses, at, context):
    """The item events that the clause asserts: its own and what its frame presupposes, less advice and what to avoid."""
    clause, text = clauses[at], clauses[at].text
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    if CONTRASTED.search(text) or "指" in text and (
            DEFINING.match(text) or at and "所谓" in clauses[at - 1].text and MEANS.match(text)) \
            or following is not None and MEANS.match(following.text):
        return []
    if following is not None and following.advice == following.start and not clause.flags & (STANCE | WHO) \
            and HAVING.search(text):
        return []
    found = [*_presupposed(clauses, at), *clause.items()]
    avoided = [event.start for event in clause.events["advice"] if event.cue.flags & AVOID] if clause.all_flags & AVOID else ()
    limit = min([*avoided, clause.end if clause.advice is None else clause.advice])
    if context.synthetic and clause.closed_by == ":" and following is not None and following.flags & REACHED:
        found = [event for event in found if event not in targets(clause)]  # the cell names whom, not its header
    kept = [event for event in dict.fromkeys(found) if event.start < limit or event.start == limit and limit in avoided]
    return sorted(kept, key=_place) if len(kept) > 1 else kept


def _place(event):
    return event.start, event.end, event.cue.id


def _presupposed(clauses, at):
    """The events inside the clause's frame that the sentence takes for granted (codebook §1)."""
    clause = clauses[at]
    if not clause.frame or not clause.all_flags & ITEM:
        return ()
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    framed = clause.items(framed=True)
    if clause.frame_kind == "time":  # 转给外包以后…; 考虑上门前会评估…
        weighed = clause.text.endswith("前") and any(c.flags & BY_CASE for c in clauses)
        return framed if weighed else [event for event in framed if event.cue.id in ("out.hand", "out.word")]
    if clause.frame_kind == "except":  # 除非是紧急联系人
        return [event for event in framed if event.cue.flags & EMERGENCY]
    if clause.frame_kind != "if":
        return ()
    if "consent" in conditions.codes(clause.conditions) \
            and (clause.flags & CONTACT and not clause.flags & ITEM
                 or following is not None and following.flags & (CONTACT | NEG) and not names_item(following)):
        return targets(clause, framed=True)  # 没填过家人号码的, 就打不到
    main = next((c for c in clauses[at + 1:] if c.frame_kind != "if"), None)
    kin = any(event.cue.first in KIN for event in framed)
    if kin and main is not None and main.flags & CONTACT \
            and (main.all_flags & REACHED or PRONOUN.search(main.text) or TO_THEM.search(main.text)):
        emergency = [event for event in framed if event.cue.flags & EMERGENCY]
        if emergency:  # 填了亲属作紧急联系人, 该亲属会接到…
            return emergency if main.all_flags & REACHED else targets(clause, framed=True)
    if following is not None and not following.flags & REACHED and received_by_others(clauses, at + 1):
        return targets(clause, framed=True)  # 若家人是紧急联系人, 就会接到电话
    return ()


def _ruled(clauses, at, stance, stated, ruling):
    """Whether a duty governs the clause, so that what it names is the object of a rule and no description.

    The duty stands in the clause, or before it with no new statement between, or after a bare topic; or the clause
    names a contact only to bind it (hours, frequency, record, identification): `ruling` are its mentions of rules.
    """
    clause = clauses[at]
    if clause.flags & BIDDING and (not stated or any(
            not event.cue.flags & BAN_NOUN for event in clause.of("norm", "duty", "ban"))):
        return True
    if any(mention.item in OF_CONTACT for mention in ruling) or stance == "denied" and any(c.all_flags & HOURS for c in clauses):
        return True
    for before in reversed(clauses[:at]):
        if before.flags & MODAL:
            return not stated and not clause.contrast and not clause.flags & LENDER
        if before.closed_by == ";" or before.contrast:
            break
    return not stated and any(c.flags & BIDDING for c in clauses[at:]) and any(c.all_flags & RULE for c in clauses)
