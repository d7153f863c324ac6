"""Stages, channels and targets that a clause says to happen, or not to (codebook §2, §3)."""
import re

from . import conditions, messages
from .frames import narrated
from .mention import (
    ONLY_BORROWER,
    PRACTICE,
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
from .norms import OF_CONTACT, rules
from .roles import TO_THEM, acts, own_doing, received_by_others, visited_by_kin

# After an agency's name: what makes it the taker of the case and no mere subject.
SUPPOSED = re.compile("即便|即使|哪怕|就算|纵使|不管|无论|不论")  # against 虽然, 尽管, which grant what they say
BEFORE_LOAN = re.compile("(?:放款|借款|申请|开通|注册|下款|贷款|借钱)(?:之前|前|时|的时候)")
BY_READER = re.compile("(?:通过|在|登录|打开|进入|用).{1,14}(?:查询|申请|办理|还款|还清|查看|了解|咨询|提交|下载|投诉|反馈)")
AUTOMATIC = re.compile("机器人|语音播报|自动语音|系统自动|自动发|推送|服务通知|app(?:通知|消息)")
HAVING = re.compile("接到|收到|遇到|碰到|接了|^想(知道|了解|问|弄|搞|看)")  # before advice: what came to the reader, or is asked
TAKING = tuple("由与和给向请至到入")  # before an agency's name: it is given the case
ABSENT = re.compile("没有|没设|没建|没养|不养|不建|砍掉|裁撤|未设|无|不设|撤|取消|解散|不存在|接管|介入|参与")  # denies a team
KNOWS = re.compile("(?:自己|内部|的人)?(?:也|都|其实|心里|很)*(?:明白|清楚|知道|承认|认为|表示|透露|坦言)")
BY_ITSELF = re.compile("(自己|自行|自主|自家人|先内部|内部|行里|自己先)催收?$")  # 自己催的并不多见: a verb, and no team
ENTERING = ("专人", "负责", "承接", "接管", "代为", "介入", "接手", "跟进", "阶段", "参与", "处理", "进行催收", "来催",
            "机构介入", "公司介入", "团队介入", ":")
DEFINING = re.compile("(.{0,3}所谓)?.{1,8}(是指|指的是|就是指|即指)")  # 所谓上门催收是指…: a definition, and no claim
CONTRASTED = re.compile("(?:并不是|不是|是)(?:两码事|一回事|两回事|一个概念)$")  # 律师函和传票是两码事: words, no deeds
MEANS = re.compile("(是指|指的是|就是指|即指|指)")


def practice(clauses, at, said, bound, context):
    """The mentions of stages, channels and targets in clause `at`, given its `(stance, cue ids)` and its conditions."""
    clause, (stance, ids), (pairs, unnamed) = clauses[at], said, bound
    if stance is None or not any(family(item) in PRACTICE for event in clause.items(framed=True) for item in event.cue.means):
        return []
    hedged = ids and stance in ("rare", "conditional")  # 有的会违规联系
    banned = [event for event in clause.of("norm", "ban") if not (event.cue.id == "ban.noun" and hedged)] \
        or not hedged and _condemned(clauses, at) or object_of_next(clauses, at) and clauses[at + 1].of("norm", "ban")
    if _merely_supposed(clause, ids) or banned or permits(clauses, at) and not _belied(clauses, at, stance):
        return []
    codes = conditions.codes(pairs)
    if not (codes and stance == "routine" and "case_by_case" not in codes and narrated(clauses, at)):
        stance, explicit = _under_condition(stance, bool(ids), codes, unnamed, context)
    else:
        explicit = True  # 他们找不到人, 就打给了我小姨: a fact, whatever led to it
    acting = acts(clauses, at, context)
    asserted = [event for event in _asserted(clauses, at, context) if _satisfied(event, clauses, at, acting, context)]
    if not asserted:
        return []
    elsewhere = any(acting or not event.cue.needs for event in targets(clause)) and not reaches_borrower(clause) \
        or received_by_others(clauses, at)
    ruled = _ruled(clauses, at, stance, bool(ids), context)
    found = []
    for event in asserted:
        if family(event.cue.means[0]) == "target" and own_doing(event, clause) \
                or event.cue.means[0] == "stage.visit" and visited_by_kin(event, clause):
            continue
        for item in event.cue.means:
            kind = family(item)
            caller = messages.of_the_caller(event, clause)
            message = not caller and kind == "channel" or item in ("stage.reminder", "stage.phone_collection", "stage.internal")
            if kind not in PRACTICE or messages.described(event, item, clause) or messages.idle(event, clauses, at) \
                    or ruled and kind != "target" or elsewhere and message \
                    or item == "target.workplace" and not asked_for(clause):
                continue
            if kind == "target" and not ids and _must(clauses, at):
                continue  # 联系亲友必须经授权: the object of a rule
            if item == "channel.online" and (BEFORE_LOAN.search(clause.text) or BY_READER.search(clause.text) and not ids
                                             and not clause.of("who", "lender")):
                continue  # what the reader finds there
            if item == "stage.internal" and KNOWS.match(clause.after(event)):
                continue  # 催收部门自己也明白: whoever knows or says takes no case by it
            if item == "stage.internal" and stance in ("denied", "rare") and not ABSENT.search(clause.text) \
                    and not BY_ITSELF.match(clause.words(event)) and not _team_kept_out(clauses, at):
                continue  # the team is the subject of what is denied
            if event.cue.id == ONLY_BORROWER:
                if any(targets(c, framed=True) for c in clauses):
                    continue  # the sentence names whom it means
                softened = any(c.of("stance", "soften", framed=True) for c in clauses[:at + 1])
                found.append(Mention(item, "practice", "rare" if softened else "denied", True, event.start, (), (event.cue.id,)))
                continue
            word = "routine" if caller or messages.carries_a_bluff(event, clause, stance, ids) else stance
            found.append(Mention(item, "practice", word, explicit, event.start, codes,
                                 (event.cue.id, *ids, *(cue for _, cue in pairs))))
    return found


def _must(clauses, at):
    """Whether a duty governs the clause: in it, or at the head of the next one (读取通讯录, 必须取得同意)."""
    following = [c for c in clauses[at + 1:at + 2] if not targets(c)]
    return any(event.cue.id == "duty.modal" and (c is clauses[at] or event.start - c.start <= 2)
               for c in [clauses[at], *following] for event in c.of("norm"))


def _condemned(clauses, at):
    """Whether the next clause only forbids what this one names (把电话打给老板, 属于违规; 联系人…, 不得拨打)."""
    following = [c for c in clauses[at + 1:at + 2] if not names_item(c, PRACTICE)]
    return bool(targets(clauses[at])) and any(
        event.cue.id == "ban.noun" or c.of("contact") and not contacting(clauses[at])
        for c in following for event in c.of("norm", "ban"))


def _belied(clauses, at, stance):
    """Whether what the clause allows is told in the next, by contrast, to be rare or not done (协议允许上门, 可真来的没几个)."""
    return stance in ("rare", "denied") and not clauses[at].of("stance", "rare", "neg") and any(
        c.contrast and not c.items() for c in clauses[at + 1:at + 2])


def _team_kept_out(clauses, at):
    """Whether the clause only names the team that the next one keeps from the case (…的内催队伍, 前三天不会接管)."""
    return not clauses[at].of("stance", "neg", "rare") and any(
        not c.items() and ABSENT.search(c.text) for c in clauses[at + 1:at + 2])


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
    clause = clauses[at]
    following = clauses[at + 1] if at + 1 < len(clauses) else None
    if CONTRASTED.search(clause.text) or DEFINING.match(clause.text) \
            or MEANS.match(clause.text) and at and "所谓" in clauses[at - 1].text \
            or following is not None and MEANS.match(following.text):
        return []
    if following is not None and following.advice == following.start and HAVING.search(clause.text) \
            and not clause.of("stance") and not clause.of("who"):
        return []
    found = _presupposed(clauses, at) + clause.items()
    avoided = [event.start for event in clause.events.get("advice", ()) if event.cue.means[0] == "avoid"]
    limit = min([*avoided, clause.end if clause.advice is None else clause.advice])
    if context.synthetic and clause.closed_by == ":" and at + 1 < len(clauses) and targets(clauses[at + 1]):
        found = [event for event in found if event not in targets(clause)]  # the cell names whom, not its header
    kept = (event for event in dict.fromkeys(found)
            if event.start < limit or event.start == limit and limit in avoided)
    return sorted(kept, key=lambda event: (event.start, event.end, event.cue.id))


def _presupposed(clauses, at):
    """The events inside the clause's frame that the sentence takes for granted (codebook §1)."""
    clause, following = clauses[at], clauses[at + 1:at + 2]
    framed = clause.items(framed=True)
    if clause.frame_kind == "time":  # 转给外包以后…; 考虑上门前会评估…
        weighed = clause.text.endswith("前") and any(c.of("condition", "case_by_case") for c in clauses)
        return framed if weighed else [event for event in framed if event.cue.id in ("out.hand", "out.word")]
    if clause.frame_kind == "if" and "consent" in conditions.codes(clause.conditions) \
            and (clause.of("contact") and not clause.items()
                 or any(not names_item(c) and (c.of("contact") or c.of("stance", "neg")) for c in following)):
        return targets(clause, framed=True)  # 没填过家人号码的, 就打不到
    main = next((c for c in clauses[at + 1:] if c.frame_kind != "if"), None)
    kin = {"target.family", "target.friends"} & {event.cue.means[0] for event in framed}
    if clause.frame_kind == "if" and kin and main is not None and main.of("contact") \
            and (targets(main, framed=True) or PRONOUN.search(main.text) or TO_THEM.search(main.text)):
        emergency = [event for event in framed if event.cue.id == "emergency.word"]
        if emergency:  # 填了亲属作紧急联系人, 该亲属会接到…
            return emergency if targets(main, framed=True) else targets(clause, framed=True)
    if clause.frame_kind == "if" and following and not targets(following[0]) and received_by_others(clauses, at + 1):
        return targets(clause, framed=True)  # 若家人是紧急联系人, 就会接到电话
    if clause.frame_kind == "except":  # 除非是紧急联系人
        return [event for event in framed if event.cue.id == "emergency.word"]
    return []


def _ruled(clauses, at, stance, stated, context):
    """Whether a duty governs the clause, so that what it names is the object of a rule and no description.

    The duty stands in the clause, or before it with no new statement between, or after a bare topic; or the clause
    names a contact only to bind it (hours, frequency, record, identification).
    """
    clause = clauses[at]
    if any(event.cue.id != "ban.noun" or not stated for event in clause.of("norm", "duty", "ban")) \
            or any(mention.item in OF_CONTACT for mention in rules(clauses, at, context)):
        return True
    named = {event.cue.means[0] for c in clauses for event in c.items(framed=True)}
    if stance == "denied" and "rule.hours" in named:
        return True
    for before in reversed(clauses[:at]):
        if any(event.cue.id in ("duty.modal", "ban.modal") for event in before.of("norm")):
            return not stated and not clause.contrast and not clause.of("who", "lender")
        if before.closed_by == ";" or before.contrast:
            break
    return not stated and any(family(item) == "rule" for item in named) \
        and any(c.of("norm", "duty", "ban") for c in clauses[at:])


def _satisfied(event, clauses, at, acting, context):
    """Whether the clause holds what the item's row asks for beside its own word (column `needs`)."""
    clause, needs = clauses[at], event.cue.needs
    layer = "means" if needs == "act" else needs
    apart = [other for other in clause.of(layer) if not event.start <= other.start < event.end]
    if not needs or context.synthetic and context.acting and needs in ("act", "notice"):
        return True
    if needs == "act":
        return acting if family(event.cue.means[0]) == "target" else context.acting or bool(apart)
    if needs == "handover":
        after, before = clause.after(event), clause.before(event)
        return context.listing or after.startswith(ENTERING) or any(other.end <= event.start for other in apart) \
            or bool(apart) and before.endswith(TAKING)
    if needs == "signed":
        return any("【" in c.text and "】" in c.text for c in clauses) or any(AUTOMATIC.search(c.text) for c in clauses[:at + 1])
    if needs == "message":
        return any(family(other.cue.means[0]) == "channel" for c in clauses[:at + 1] for other in c.items())
    if needs == "harm":  # 征信这块躲不过去, 已经报上去了
        return bool(apart) or any(c.of("harm") and not c.items() for c in clauses[at + 1:at + 2])
    if needs == "notice":
        return bool(clause.of("notice") or messages.told_next(clauses, at)) and not clause.question
    return bool(apart)
