"""The order in which an article presents the stages as successive steps (codebook §6)."""
import re

from .normal import spell, spelled

ORDINAL = re.compile(r"[\s(\[【〔]*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|第[一二三四五六七八九十0-9]{1,3}[步阶轮]?段?)"
                     r"[\s.、)\]】:〕]")
SPAN = re.compile(r"[\s\[【(]*(?:逾期|第)?[0-9一二三四五六七八九十m]+(?:[-至到~—][0-9一二三四五六七八九十]+)?"
                  r"(?:天|日|个月|月|期|周|年)")
STEPS = re.compile("流程|阶段|步骤|顺序|时间表|时间线|三部曲|过程|先后|一步步|一件件|升级|分.{0,3}步")
NEXT = re.compile("^(?:其次|随后|然后|接着|接下来|之后|再往后|再之后|下一步|最后|最终|再者|第[二三四五]|进入)")
TRIGGER = re.compile("无效|未果|仍未|仍不|仍没|还不|没有效|无果|不管用|失败|不成|没用")
EARLY = re.compile("[头前首](?:几|[0-9一二两三四五六七八九十])|初期|早期|以内|之内|当天|当日|刚")
MOST_AT_ONCE = 3  # stages that one section of a course of events may bring; a section with more tells the whole
CHAIN_GAP = 3  # sentences that may stand between two steps of a chain


def stage_sequence(article, claims):
    """The steps of an article as `{stage: number}`, numbered from 1, or None where it gives no order.

    Three forms are looked for, in this order: an enumeration that says that it tells a course of events; a timeline of
    days; a chain of sentences each of which says that it follows (随后, 若…无效). Denied stages are no steps.
    """
    page, seen = spelled(article)
    told = [claim for claim in claims if claim.item.startswith("stage.") and claim.source != "comment"
            and claim.stance not in ("denied", "prohibited")]
    stages = {}
    for claim in told:
        if claim.basis == "practice":
            stages.setdefault(seen.from_raw(claim.start, claim.end)[0], []).append(claim.item)
    for steps in (*_enumerations(page, stages), _timeline(told), _chain(page, stages)):
        order = number(steps)
        if len(set(order.values())) >= 2:
            return order
    return None


def number(steps):
    """The steps numbered, each stage where it first stands; steps that bring nothing new take no number.

    >>> number([["stage.reminder"], ["stage.internal", "stage.phone_collection"], ["stage.internal"], ["stage.visit"]])
    {'stage.reminder': 1, 'stage.internal': 2, 'stage.phone_collection': 2, 'stage.visit': 3}
    """
    order, step = {}, 0
    for stages in steps:
        new = [stage for stage in stages if stage not in order]
        if new:
            step += 1
            order |= dict.fromkeys(new, step)
    return order


def _enumerations(page, stages):
    """For each list that tells a course of events, the stages of its steps; items before sections."""
    body = [(sentence, page.text(sentence)) for sentence in page.sentences if sentence.region == "body"]
    runs, open_runs, before = [], {}, ""
    for sentence, piece in body:
        opening = ORDINAL.match(piece) or SPAN.match(piece)
        kind = opening and re.sub("[0-9一二三四五六七八九十]+", "1", opening.group().strip())
        if sentence.kind == "heading":  # a heading ends the lists of items beneath the one before
            open_runs = {key: run for key, run in open_runs.items() if run["heading"] and (key == kind or not opening)}
        if opening:
            run = open_runs.get(kind)
            if run is None or _number(opening.group()) == 1:
                run = open_runs[kind] = {"steps": [], "heading": sentence.kind == "heading", "told": before,
                                          "days": bool(SPAN.match(piece))}
                runs.append(run)
            run["steps"].append([])
        for run in open_runs.values():
            run["steps"][-1] += stages.get(sentence.start, ())
        if sentence.kind == "heading" or not opening:
            before = piece
    told = []
    for run in runs:
        steps = [step for step in run["steps"] if step]
        if len(steps) >= 2 and (STEPS.search(run["told"]) or run["days"] or not run["heading"] and _rising(steps)
                                or run["heading"] and STEPS.search(spell(page.title or "").text)):
            crowded = max(len(set(step)) for step in steps) > MOST_AT_ONCE
            if not (run["heading"] and crowded):
                told.append((run["heading"], steps))
    return [steps for _, steps in sorted(told, key=lambda entry: (entry[0], -len(number(entry[1]))))]


def _rising(steps):
    """Whether two or more steps each open with another stage, the first of them with a reminder."""
    firsts = [step[0] for step in steps]
    return len(firsts) >= 2 and len(set(firsts)) == len(firsts) and firsts[0] == "stage.reminder"


def _number(opening):
    """The ordinal number in the opening of a list item; 0 where there is none."""
    found = re.search("[0-9]+", opening)
    if found:
        return int(found.group())
    return 1 if "一" in opening and "十" not in opening else 0


def _timeline(claims):
    """The stages by the first day on which they are said to happen; empty where fewer than two days are named."""
    days = {}
    for claim in claims:
        timing = claim.timing
        early = timing is not None and EARLY.search(spell(timing.text).text)
        if timing is None or timing.day_min is None and not early:
            continue
        day = 0 if early else timing.day_min
        days[claim.item] = min(day, days.get(claim.item, day))
    return [[item for item, day in days.items() if day == first] for first in sorted(set(days.values()))]


def _chain(page, stages):
    """The stages of neighbouring sentences of which each after the first says that it comes next."""
    steps, last = [], None
    for at, sentence in enumerate(page.sentences):
        if sentence.region != "body" or sentence.start not in stages:
            continue
        piece = page.text(sentence)
        follows = NEXT.match(piece) or TRIGGER.search(piece)
        if follows and steps and at - last <= CHAIN_GAP:
            steps.append(stages[sentence.start])
        elif len(steps) < 2:
            steps = [stages[sentence.start]]
        else:
            break
        last = at
    return steps
