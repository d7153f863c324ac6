"""The order in which an article presents the stages as successive steps (codebook §6)."""
import re

from . import cues
from .normal import spell, spelled
from .order_chains import MEANS, chains
from .order_lists import list_orders
from .order_parts import opening_marks, parts

TELLERS = ("author", "official")  # whose permissions are steps (我行可委托第三方); a law's are where they are more than lawful
ANYWHERE = "stage.phone_collection"  # a means of most steps: that two chains have it says nothing of their order
TOPIC = re.compile("(?![0-9一二三四五六七八九十(第])[^,。:;]{1,8}:")  # what a line is about: 微粒贷:
LENDERS = re.compile(r"\|?\s*(?:产品|平台|机构|银行|名称|品牌|公司|贷款|借款|网贷|对象|各家)[^|]{0,6}\|[^|]*\|")  # heads a table
STRAY = "\0"  # stands for a character of a stray word


def stage_sequence(article, claims):
    """The steps of an article as `{stage: number}`, numbered from 1, or None where it gives no order.

    An order is told by a list of steps (`order_lists`) or by a chain of sentences (`order_chains`). The one with most
    steps is taken; a list that says that it tells steps may have one less. An article that compares lenders in a table
    gives each its own order, and so none in its prose.
    """
    eligible = [claim for claim in claims if _may_be_step(claim)]
    if len({claim.item for claim in eligible}) < 2:
        return None
    page, seen = spelled(article)
    pieces, found = _read(page, seen, eligible)
    told = list_orders(page, spell(page.title or "").text, pieces, found)
    listed = max(((_number(steps), said) for steps, said in told), key=lambda order: (_last(order[0]), order[1]),
                 default=({}, False))
    compared = any(LENDERS.match(piece) for piece in pieces.values())
    linked = {} if compared else _completed(chains(part for every in found.values() for part in every))
    best = listed[0] if _last(listed[0]) + listed[1] >= _last(linked) else linked
    return best if _last(best) > 1 else None


def _read(page, seen, claims):
    """The sentences of a page's body by index, less stray words (codebook §5), and their `Part`s.

    `claims` are those that may be steps, as in the raw text.
    """
    eligible = {}
    for claim in claims:
        eligible.setdefault(seen.from_raw(claim.start, claim.end)[0], []).append(claim)
    telling = {sentence.line for sentence in page.sentences if sentence.start in eligible}  # lines with a claim
    text, pieces, found, line, known = _sound(page), {}, {}, None, cues.of_page(page.raw)
    for at, sentence in enumerate(page.sentences):
        if sentence.region != "body":
            continue
        printed = text[sentence.start:sentence.end]
        piece = pieces[at] = printed.replace(STRAY, "")
        claimed = eligible.get(sentence.start, ())
        if sentence.line != line:
            line, named = sentence.line, TOPIC.match(piece)
            topic, carried = named.group() if named else "", ()
            if not claimed and line in telling and sentence.kind != "heading":
                carried = opening_marks(piece)
        if claimed:
            events = known.get(sentence.start) if len(piece) == len(printed) else None
            found[at] = parts(at, piece, claimed, cues.find(piece) if events is None else events, topic, carried)
            carried = ()
    return pieces, found


def _may_be_step(claim):
    """Whether the claim may be a step: a stage that happens, or that somebody may take; not one that is only called lawful."""
    if claim.source in ("comment", "user_report") or claim.item == "stage.credit_report" and claim.stance == "rare":
        return False
    return claim.item.startswith("stage.") and (
        claim.stance != "denied" if claim.basis == "practice"
        else claim.stance == "permitted" and (claim.source in TELLERS or "perm.law" not in claim.rules))


def _sound(page):
    """The page's text with `STRAY` for each character of a word that does not belong there (codebook §5)."""
    raw, pieces, end = page.raw, [], 0
    for place in page.damage:
        if place.kind == "inserted":
            pieces += [raw[end:place.start], STRAY * (place.end - place.start)]
            end = place.end
    return "".join(pieces) + raw[end:]


def _last(order):
    """The number of an order's last step; 0 where it has none."""
    return max(order.values(), default=0)


def _number(steps):
    """The steps numbered, each stage where it first stands; steps that bring nothing new take no number.

    >>> _number([["stage.reminder"], ["stage.internal", "stage.phone_collection"], ["stage.internal"], ["stage.visit"]])
    {'stage.reminder': 1, 'stage.internal': 2, 'stage.phone_collection': 2, 'stage.visit': 3}
    """
    order, step = {}, 0
    for stages in steps:
        new = [stage for stage in stages if stage not in order]
        if new:
            step += 1
            order |= dict.fromkeys(new, step)
    return order


def _completed(told):
    """The longest chain numbered, with what the others that agree with it tell of its beginning, its means and its end.

    An author's own chain goes before an anecdote's.
    """
    base = max(told, key=lambda chain: (len(chain.steps) > 1, not chain.parts[0].story, len(chain.steps)), default=None)
    if base is None or len(base.steps) < 2:
        return {}
    steps, first = [list(step) for step in base.steps], base.parts[0]
    for other in told:
        opening, order, known = other.parts[0], _number(other.steps), _number(steps)
        if other is base:
            continue
        if "stage.reminder" not in known and "stage.reminder" in other.steps[0] and opening.at < first.at \
                and (opening.dated or opening.has("first")):
            steps.insert(0, ["stage.reminder"])
        shared = [stage for stage in order if stage in known and stage != ANYWHERE]
        if len(other.steps) > 1:
            for step in steps:
                step += [stage for stage in MEANS if stage not in step
                         and any(mine in step and order.get(stage) == order[mine] for mine in shared)]
        if opening.at < first.at or opening.story != first.story:
            continue
        if any(known[stage] == _last(known) for stage in shared) or not shared and (
                opening.has("list") or ANYWHERE in other.steps[0] and known.get(ANYWHERE) == _last(known)):
            reach = max((order[stage] for stage in shared), default=0)
            steps += [[stage for stage in order if order[stage] == at and stage not in known]
                      for at in range(reach + 1, _last(order) + 1)]
    return _number(steps)
