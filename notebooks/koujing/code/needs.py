"""Whether a clause holds what the row of an item asks for beside its own word (column `needs` of `cues_items.csv`)."""
import re

from . import messages
from .flags import flag

AUTOMATIC = re.compile("机器人|语音播报|自动语音|系统自动|自动发|推送|服务通知|app(?:通知|消息)")
TAKING = tuple("由与和给向请至到入")  # before an agency's name: it is given the case
# After an agency's name: what makes it the taker of the case and no mere subject.
ENTERING = ("专人", "负责", "承接", "接管", "代为", "介入", "接手", "跟进", "阶段", "参与", "处理", "进行催收", "来催",
            "机构介入", "公司介入", "团队介入", ":")
ITEM, NOTICE, HARM, CHANNEL = map(flag, ("item", "notice", "harm", "item.channel"))


def satisfied(event, clauses, at, acting, context):
    """Whether the clause holds what the item's row asks for beside its own word (column `needs`)."""
    clause, needs = clauses[at], event.cue.needs
    if context.synthetic and context.acting and needs in ("act", "notice"):
        return True
    if needs == "act":
        return acting if event.cue.family == "target" else context.acting or _apart(clause, "means", event)
    if needs == "handover":
        if context.listing or clause.after(event).startswith(ENTERING):
            return True
        apart = [other for other in clause.of("handover") if not event.start <= other.start < event.end]
        return any(other.end <= event.start for other in apart) or bool(apart) and clause.before(event).endswith(TAKING)
    if needs == "signed":
        return any("【" in c.text and "】" in c.text for c in clauses) or any(AUTOMATIC.search(c.text) for c in clauses[:at + 1])
    if needs == "message":
        return any(c.flags & CHANNEL for c in clauses[:at + 1])
    if needs == "harm":  # 征信这块躲不过去, 已经报上去了
        return _apart(clause, "harm", event) or any(c.flags & HARM and not c.flags & ITEM for c in clauses[at + 1:at + 2])
    if needs == "notice":
        return (bool(clause.flags & NOTICE) or messages.told_next(clauses, at)) and not clause.question
    return _apart(clause, needs, event)


def _apart(clause, layer, event):
    """Whether the clause has an event of the layer that does not begin within this one."""
    return any(not event.start <= other.start < event.end for other in clause.of(layer))
