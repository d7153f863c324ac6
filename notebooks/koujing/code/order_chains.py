"""Orders told in prose: neighbouring sentences, or parts of one, that say that each follows the one before."""
import re
from dataclasses import dataclass, field

GAP = 5  # sentences from one step of a chain to the next, at most
FAR = 12  # the same where a time opens the later one: a story goes on
JOIN = 2  # sentences from a step to one that tells more of it
WITHIN = 12  # characters in which a sentence names the agent whose step it tells more of
MEANS = ("stage.phone_collection", "stage.lawyer_letter", "stage.internal")  # what may belong to another step
AGENTS = {
    "stage.outsourced": re.compile("第三方|外包|委外|外判|催收公司|催收机构|合作机构|受托|机构|对方|他们|它们|该公司"),
    "stage.internal": re.compile("专员|专人|坐席|催收员|工作人员|他们|团队|前者"),
}
MEANWHILE = re.compile("(?:此时|这时|同时|在?(?:此|这|该)(?:一|个)?(?:阶段|期间|时期)|在此期间|期间)")


@dataclass(slots=True)
class Chain:
    """Steps (lists of stages) told one after another, and the `Part`s that told them, by sentence."""

    steps: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    current: int = -1        # the step told of last
    at: int = 0              # the sentence that last spoke of the chain's stages
    day: int | None = None   # the day of the latest step that has one
    started: bool = False    # its first part is said to be a beginning: 首先, 逾期第一天; a reminder is one

    def knows(self, stages):
        """Those of the stages that the chain has."""
        return {stage for step in self.steps for stage in step}.intersection(stages)

    def tell(self, how, part):
        """Add the part's stages as a new step (`next`), before the current one (`before`), or to one (`join`, `known`)."""
        usual = part.stages if part.all_rare else [stage for stage in part.stages if stage not in part.rare]
        if how == "known" or how == "next" and self.knows(part.stages).issuperset(part.stages):
            if set(self.steps[self.current]).isdisjoint(part.stages):
                self.current = next(at for at, step in enumerate(self.steps) if not set(step).isdisjoint(part.stages))
        elif how == "next":
            self.steps.append([])
            self.current = len(self.steps) - 1
        elif how == "before":
            self.steps.insert(self.current, [])
        step = self.steps[self.current]
        step += [stage for stage in usual if stage not in step and (how != "known" or stage in MEANS)]
        if how == "before":
            self.current += 1


def chains(parts):
    """The chains of an article's `Part`s, in order, those of one step among them."""
    found, chain = [], None
    for part in parts:
        if part.has("aside") and not part.dated or _credit_in_passing(part):
            continue
        how = _relation(chain, part) if chain else "start"
        if how == "start":
            chain = Chain(started=_begins(part))
            found.append(chain)
            how = "next"
        if how != "skip":
            chain.tell(how, part)
            chain.parts.append(part)
        if how != "skip" or chain.knows(part.stages) and part.at - chain.at <= FAR:
            chain.at = part.at
            chain.day = part.day if part.day is not None else chain.day
    return found


def _relation(chain, part):
    """How the part goes on from the chain: `start` (a new one), `next`, `before`, `join`, `known` or `skip`."""
    last, apart, going = chain.parts[-1], part.at - chain.at, chain.started or len(chain.steps) > 1
    near = apart <= (FAR if chain.started and (part.opens or part.has("put")) else GAP)
    if part.story != last.story and apart > GAP or part.topic and last.topic and part.topic != last.topic:
        return "start"
    if near and part.has("before"):
        return "before"
    if "stage.reminder" in part.stages and not chain.knows(("stage.reminder",)) and not part.has("next", "later", "last"):
        return "start"  # a reminder begins a course of events
    if apart <= JOIN and _tells_more(chain, part):
        return "join"
    if near and (part.has("next", "later", "failed", "put") or going and part.has("last")) or _delayed(last, part):
        return "next"
    if near and going and part.dated and not part.all_rare:
        return _by_time(chain, part, apart)
    if apart <= JOIN and chain.knows(part.stages) and not part.all_rare:
        return "known"
    return "start" if not part.all_rare and (len(chain.steps) < 2 or part.has("first", "list")) else "skip"


def _begins(part):
    """Whether the part is said to begin a course of events: by a word, by a day of default, by being a reminder."""
    return part.has("first", "list") or part.day is not None or "stage.reminder" in part.stages


def _by_time(chain, part, apart):
    """How a part with a time goes on from a chain that has begun."""
    if part.day is None or chain.day is None or part.day > chain.day:
        return "next" if part.day is not None or part.opens else "skip"
    if part.day == chain.day and apart <= JOIN:
        return "join"
    return "start" if part.has("first") else "skip"


def _delayed(last, part):
    """Whether the part comes after a long delay, beside its first step: 先由行内团队处理, 逾期较久的委托合作机构."""
    return part.has("long") and part.at == last.at and last.has("first")


def _tells_more(chain, part):
    """Whether the part tells by which means the last step goes: 第三方会寄律师函, 此时电话更频繁."""
    if part.dated or part.has("next", "later", "last", "put", "failed") or not {"stage.visit", *MEANS}.issuperset(part.stages):
        return False
    agents = [AGENTS[stage] for stage in chain.steps[chain.current] if stage in AGENTS]
    return bool(MEANWHILE.match(part.text)) or any(agent.search(part.text, 0, WITHIN) for agent in agents)


def _credit_in_passing(part):
    """Whether the part tells of the credit record alone, which goes with any default, and not as what comes next."""
    return part.stages == ("stage.credit_report",) and (part.all_rare or not part.has("next", "later", "last"))
