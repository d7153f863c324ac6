"""A message and its sender: what it is or says beside its sending, a threat that it only carries, a caller named by the call."""
import re

from .flags import flag
from .shape import OVERDUE

SPEAKING = re.compile("(里|中|上|里头)?(虽然|虽|明明|总|都)?(说|称|声称|扬言|威胁|放话|喊|吓唬|警告)")  # 短信里说要上门
READS = re.compile("(写着|写道|写的是|写明|内容是|内容为|显示|上写)$")
DEBT = re.compile("还款|还清|账单|催|欠|债|应还|本金|利息|罚息|处理|律师|法务|法院|专员|回电")
WHO_DID = re.compile("(来|过来|过)?的(那个|那位|那些|这个|这位|几个)?(催收|外访|外勤|专员|坐席|客服|工作人员|人员|小伙|姑娘)")
SUPPOSED = re.compile("[说称会要能将]|威胁|扬言|自称")
TELLING = ("说", "称", "告诉", "写", "内容", "显示")  # 来了提示, 说余额不足
# After a message's name: its content is described, not its sending (短信通常会包含…).
CONTENT = re.compile("(里|中|上)?(通常|一般|往往|会|将|都|内)*(包含|包括|载明|注明|列明|列出|写明|写着|写的|中提|中除|内容"
                     "|附有|附带)")
# After a letter's or a suit's name: what it is, says or costs, and not that it comes.
DEFINED = re.compile("不是|并不是|并?不(等于|等同于|代表|意味着)|之?前的|属于|是一种|是律师|是由|本身|具有|只陈述"
                     "|(送达|生效|下达)之?后"
                     "|的(成本|送达|内容|效力|真假|格式|性质|地址|落款|费用|门槛)")
ADDRESS = re.compile(r"[:\s是为]{0,2}[a-z0-9][a-z0-9._-]*@")
IS_A = re.compile("(?<!开)(?<!看)(?<!的)是一[种份封]$")  # 它只是一种书面催告
# After an item in a label: what the label is about instead (联系第三人的限制:).
ABOUT = re.compile("的?(限制|规定|原则|要求|条件|依据|合法性|时间|流程|节点|标准|成本|建议|风险|区别|后果|影响|应对|方法)")

CHANNEL, ITEM, COLLECT, NOTICE = map(flag, ("item.channel", "item", "collect", "notice"))
JUDGED, DENIED_OR_HEDGED = flag("stance", "verdict"), flag("stance.neg", "stance.rare", "stance.hedge")


def carries_a_bluff(event, clause, stance, ids):
    """Whether the channel is real though what it announces is not: the message came (短信里说要上门, 其实没人来)."""
    if not event.cue.flags & CHANNEL:
        return False
    return "rare.bluff" in ids or stance in ("rare", "denied") and not clause.flags & JUDGED \
        and bool(SPEAKING.match(clause.after(event)))


def idle(event, clauses, at):
    """Whether the clause ends in a message's words, none of which speak of the debt (短信上写着:您已开通免密支付)."""
    clause = clauses[at]
    if clause.closed_by != ":" or at + 1 == len(clauses) or not event.cue.flags & CHANNEL \
            or not READS.search(clause.after(event)):
        return False
    return not any(c.all_flags & ITEM or c.flags & COLLECT or OVERDUE.search(c.text) or DEBT.search(c.text)
                   for c in clauses[at + 1:])


def told_next(clauses, at):
    """Whether the next clause tells what a notice says: 第二天就来了提示, 说余额不足."""
    return at + 1 < len(clauses) and bool(clauses[at + 1].flags & NOTICE) and clauses[at + 1].head.startswith(TELLING)


def of_the_caller(event, clause):
    """Whether the event tells which collector the clause speaks of, whatever it denies of them (打电话来的催收员没打扰过朋友)."""
    if not clause.flags & DENIED_OR_HEDGED or not WHO_DID.match(clause.after(event)) or SUPPOSED.search(clause.before(event)):
        return False
    return all(event.end <= other.start for other in clause.of("stance", "neg", "rare", "hedge"))


def described(event, item, clause):
    """Whether the clause tells what a message, letter or suit is or says, or is about something else of the item."""
    rest = clause.after(event)
    if item == "channel.email" and ADDRESS.match(rest):
        return True
    if item.startswith("channel."):
        return bool(CONTENT.match(rest)) or _about(rest, clause)
    if item == "stage.lawyer_letter" and IS_A.search(clause.before(event)):
        return True
    letter_or_suit = item in ("stage.lawyer_letter", "stage.legal_action") and not clause.before(event).endswith(("收到", "接到"))
    return letter_or_suit and bool(DEFINED.match(rest) or CONTENT.match(rest)) or _about(rest, clause)


def _about(rest, clause):
    return clause.closed_by == ":" and bool(ABOUT.match(rest))
