"""Shapes of clauses that open a frame or keep one from opening: the small words beside 若 and 时 (see `scope`)."""
import re

from .flags import flag

YET = re.compile("可(?=[我你您他她它这那真偏却谁今昨]|还是|还有|也|没|从没|从不|从来|从未|不会|后来|前天|前几|前阵|上个月"
                 "|上周|到头|到了|事实|实际|结果|现在|现实|最后|最终|其实|几乎|根本|压根|家里|家人|催收|对方|银行|平台"
                 "|机构|法院|律师(?!函)|同事|朋友|单位|公司)")  # 可银行真的在寄: but
WEIGHED = re.compile(r"\s*(?:这|那)?(?:得看|要看|取决于|关键看|主要看|就看|全看)")  # 得看…的时候: what it depends on is no frame
UNTIMED = re.compile("(?:超|及|按|准|临|暂|限|小|同|实|届|顿|有|平)时$")  # 账单已超时: no time frame
BY_ALONE = re.compile(r"\s*[单光仅只](?:靠|凭)")  # 单靠短信是催不回来的: no condition
NO_WAY = re.compile("无从|打不到|打不进|打不过去|没法|无法|没办法|无处|不存在|够不着|到不了|找不到|联系不到|没有渠道")
NARRATED = re.compile("(?:打给|打到|联系|找到|找上|找|通知|发给|转给|交给|打|发|问)了(?!解)")
OPEN = re.compile("[会将要]|可能|可以|才")
ITEM, RARE, NEG, NO_CONSENT, WILL_NOT, IF_INTRO = map(flag, (
    "item", "stance.rare", "stance.neg", "#cond.consent", "#neg.will_not", "#if.intro"))


def is_share(clause, following):
    """Whether the clause names a practice whose share the next one tells, and no condition (小额账户委外的, 比例不到百分之一)."""
    return clause.frame == (clause.start, clause.end) and not clause.conditions and clause.text.endswith("的") \
        and bool(clause.all_flags & ITEM and not following.flags & ITEM and following.flags & RARE)


def no_way(clause, following):
    """Whether the clause says what the lender was not given, and the next that it has no way (没填过号码, 也就无从打给家人)."""
    if clause.frame or not clause.all_flags & NO_CONSENT:
        return False
    barred = following.flags & WILL_NOT or NO_WAY.search(following.text)
    return bool(following.flags & ITEM and clause.flags & NEG and barred)


def narrated(clauses, at):
    """Whether clause `at` tells what was done once, for a reason that no 如果 opens: a fact, and no condition (codebook §3)."""
    return bool(NARRATED.search(clauses[at].text) and not OPEN.search(clauses[at].text)) \
        and not any(clause.all_flags & IF_INTRO for clause in clauses)


def speaks(clause, intro):
    """Whether the words before a conditional word say something of their own, and are not just its subject."""
    before = clause.before(intro).strip()
    named = [event for event in clause.items(framed=True) if event.end <= intro.start]
    said = [event for layer in ("stance", "who") for event in clause.events.get(layer, ()) if event.end <= intro.start]
    calls = [event for event in clause.events.get("contact", ()) if event.end <= intro.start
             and not any(item.start <= event.start < item.end for item in named)]
    if named and not calls and not said and named[-1].end == intro.start:
        return False  # 留的手机号和邮箱要是换了
    return not named or bool(said) or len(before) > sum(event.end - event.start for event in named) + 1


def when_end(text, intro, clause):
    """Where a time frame such as 在催收时 ends: after its 时, 中 or 前, else with its own word."""
    after = clause.after(intro)
    ends = [at for at in (after.find(word) for word in ("时", "中", "前", "过程中")) if 0 <= at <= 8]
    return intro.end + (min(ends) + 1 if ends and text[intro.end - clause.start - 1] not in "时中" else 0)
