"""Claims of an article: each sentence's items with stance, basis, conditions, timing, source and laws (codebook §1-4)."""
import re
from dataclasses import dataclass, replace

from . import cues, scope, stance
from .citations import titles
from .claims import Claim
from .codebook import POLES, items, ranks
from .lists import contexts
from .normal import normalise
from .source import source_of, voice
from .timing import timing_of

PRACTICE = ("stage", "channel", "target")
BORROWER_OBJECT = re.compile("^((在|于|申请|借款|当初|之前).{0,10}(预留|填写|登记|提供|指定|设置|留下|填报)|的?(家|亲|父|母|爸|妈|单|公|所|通|紧|朋|同|好|联系人|预留|手机里|社))")
ENTERING = ("介入", "接手", "跟进", "阶段", "参与", "处理", "进行催收", "来催", "机构介入", "公司介入", "团队介入", ":")
CONTENT = re.compile("^(里|中|上)?(通常|一般|往往|会|将|都|内)*(包含|包括|载明|注明|列明|列出|写明|写着|写的|里写|里说|中写|中说|中提|中除|内容|附有|附带)")
PRONOUN = re.compile("与其|对其|其联系|他们|她们|这些人|此类人")
ASKING = ("找", "问", "询问", "打听", "联系", "打", "电话", "致电", "告知", "通知")
PRODUCT = re.compile("微粒贷|微粒")


@dataclass(frozen=True, slots=True)
class Mention:
    """An item found in one clause, before claims of a sentence are merged."""

    item: str
    basis: str
    stance: str
    explicit: bool
    at: int
    conditions: tuple = ()
    rules: tuple = ()
    value: str | None = None


def extract(article):
    """The claims of an article, ordered by sentence and item; offsets count code points in `article.raw`."""
    text = normalise(article.raw)
    stray = [(d.start, d.end) for d in article.damage if d.kind == "inserted"]
    events = [e for e in cues.find(text) if not any(start < e.end and e.start < end for start, end in stray)]
    tone = voice(article, text)
    claims = []
    at = 0
    for sentence, context in contexts(article, text):
        while at < len(events) and events[at].start < sentence.start:
            at += 1
        here = at
        while here < len(events) and events[here].start < sentence.end:
            here += 1
        inside = [e._replace(start=e.start - sentence.start, end=e.end - sentence.start)
                  for e in events[at:here] if e.end <= sentence.end]
        piece = text[sentence.start:sentence.end]
        if sentence.kind == "heading":
            continue
        if context.synthetic:
            piece = context.synthetic
            inside = cues.find(piece)
        mentions = read_sentence(piece, inside, context)
        claims += build(article, sentence, piece, inside, mentions, tone)
    return tuple(claims)


def build(article, sentence, piece, events, mentions, tone):
    """The claims of one sentence from its mentions: one per item and basis, sorted in codebook order."""
    quote = article.raw[sentence.start:sentence.end]
    source, source_rules = source_of(piece, events, sentence, tone)
    laws = titles(quote)
    if source == "law" or "title.contract" in source_rules or tone_contract(piece):
        mentions = [replace(m, basis="norm", stance="permitted") if m.basis == "practice" and "hedge.can" in m.rules
                    and m.item != "stage.credit_report" else m for m in mentions]
    order = {item: number for number, item in enumerate(items())}
    merged = {}
    for mention in mentions:
        key = (mention.item, mention.basis)
        merged[key] = _stronger(merged[key], mention) if key in merged else mention
    return [Claim(article.name, sentence.start, sentence.end, quote, m.item, m.basis, m.stance, m.value,
                  m.conditions, timing_of(quote, piece, m), source, laws,
                  tuple(dict.fromkeys(m.rules + source_rules)))
            for key, m in sorted(merged.items(), key=lambda entry: (order[entry[0][0]], entry[0][1]))]


def tone_contract(piece):
    """Whether the sentence quotes an article of a contract or law (第十一条)."""
    return bool(re.match(r"第[一二三四五六七八九十百0-9]{1,4}条", piece))


def _stronger(first, second):
    """The mention that speaks for the sentence: the explicit one; of two explicit ones the rarer, then the conditional."""
    weight = {"rare": 3, "conditional": 2, "denied": 1}
    a, b = ((m.explicit, weight.get(m.stance, 0)) for m in (first, second))
    best = second if b > a else first
    return replace(best, rules=tuple(dict.fromkeys(first.rules + second.rules)))


def read_sentence(text, events, context):
    """The mentions in one normalised sentence."""
    if text.rstrip("”\"')）") .endswith("?"):
        return []
    events = [e for e in events if e.cue.id == "letter.law" or not _in_title(text, e)]
    events = _outside_visits(events)
    clauses = scope.split(text, events)
    if not any(c.events.get("item") for c in clauses) and not context.items:
        return []
    said = stance.stances(clauses)
    bound = bind_conditions(clauses)
    if context.items:
        named = tuple(pair for clause in clauses for pair in _codes(clause))
        bound = [(_tidy(pairs + named), unnamed) for pairs, unnamed in bound]
    collecting = context.collecting or any(c.of("collect", framed=c.frame_kind != "if") for c in clauses)
    mentions = []
    for at, clause in enumerate(clauses):
        mentions += _practice(clauses, at, said[at], bound[at], context)
        mentions += _rules(clauses, at, context)
        mentions += _norms(clauses, at, tuple(dict.fromkeys(code for code, _ in bound[at][0])))
    mentions += _operator(text, clauses)
    if context.items and not any(m.item.split(".")[0] in PRACTICE for m in mentions):
        inherited = tuple(dict.fromkeys(code for c in clauses for code, _ in _codes(c)))
        mentions += [Mention(item, "practice", "conditional", True, 0, inherited, context.rules) for item in context.items]
    mentions = _phone_collection(mentions, clauses, collecting)
    return mentions


def _in_title(text, event):
    opening = text.rfind("《", 0, event.start + 1)
    return opening >= 0 and text.find("》", opening) >= event.end


def _outside_visits(events):
    """The events without those targets that are only the place of a visit (到家里催收: 家里)."""
    visits = [(e.start, e.end) for e in events if e.cue.layer == "item" and e.cue.means[0] == "stage.visit"]
    return [e for e in events if not (e.cue.layer == "item" and e.cue.means[0].startswith("target.")
                                      and any(start <= e.start and e.end <= end for start, end in visits))]


def _codes(clause):
    return [(e.cue.means[0], e.cue.id) for e in clause.events.get("condition", ()) if e.cue.means]


def bind_conditions(clauses):
    """For each clause the `(code, cue id)` pairs that bind its items, and whether an unnamed condition does.

    A frame binds what follows it up to a contrast or semicolon; after the last item it binds backwards.
    """
    bound = []
    carried, unnamed = (), False
    for at, clause in enumerate(clauses):
        if clause.contrast or at and clauses[at - 1].closed_by == ";":
            carried, unnamed = (), False
        own = ()
        if clause.frame_kind == "if" or clause.frame_kind == "except":
            own = clause.conditions
            if not own and clause.frame_kind == "if":
                unnamed = True
        loose = [(e.cue.means[0], e.cue.id) for e in clause.of("condition") if e.cue.means
                 and (clause.frame_kind != "although" or e.cue.means[0] == "case_by_case")]
        if clause.items():
            loose = [pair for pair in loose if pair[0] not in ("consent",) or False]
        carried = carried + own
        bound.append((carried + tuple(loose), unnamed))
        if not clause.items() and clause.frame_kind != "although" and clause.advice is None:
            carried = carried + tuple(pair for pair in loose if pair[0] != "consent" or clause.frame)
    last = max((at for at, c in enumerate(clauses) if c.items()), default=-1)
    after = tuple(pair for clause in clauses[last + 1:] if clause.frame_kind in ("if", "except") for pair in clause.conditions)
    after += tuple(pair for clause in clauses[last + 1:] for pair in _codes(clause) if pair[0] == "case_by_case")
    if after and last >= 0 and not any(clause.closed_by == ";" for clause in clauses):
        bound[last] = (bound[last][0] + after, bound[last][1])
    for at, clause in enumerate(clauses[1:], 1):  # a label takes the condition of what follows it: 上门:视地区而定
        if clauses[at - 1].closed_by == ":" and len(clauses[at - 1].text) <= 8 and not clause.items():
            bound[at - 1] = (bound[at - 1][0] + tuple(_codes(clause)), bound[at - 1][1])
    return [(_tidy(pairs), unnamed) for pairs, unnamed in bound]


def _tidy(pairs):
    """Pairs without repeats; `case_by_case` only where no condition is named beside it (codebook §4)."""
    pairs = tuple(dict.fromkeys(pairs))
    named = [pair for pair in pairs if pair[0] != "case_by_case"]
    return tuple(named) or pairs


def _practice(clauses, at, said, bound, context):
    """Mentions of stages, channels and targets that the clause asserts."""
    clause = clauses[at]
    word, ids = said
    if word is None or clause.frame_kind == "although" and not ids and not clause.of("routine") and "存在" not in clause.text:
        return []
    pairs, unnamed = bound
    codes = tuple(dict.fromkeys(code for code, _ in pairs))
    explicit = bool(ids) or bool(codes)
    if codes and word != "rare":
        word = "conditional"
    elif unnamed and word in ("routine", "denied"):
        word, explicit = "conditional", True
    elif context.stance and word == "routine":
        word, explicit = context.stance, True
    hours = any(e.cue.means[0] == "rule.hours" for c in clauses for e in c.items(framed=True)) and word == "denied"
    ruled = _ruled(clauses, at, bool(ids)) or hours
    ban = clause.of("norm", "ban") or _permits(clauses, at)
    avoided = [e.start for e in clause.events.get("advice", ()) if e.cue.means[0] == "avoid"]
    acting = _acts(clauses, at, context)
    targets = acting and any(e.cue.means[0].startswith("target.") for e in clause.items())
    elsewhere = targets and not _borrower_object(clause)
    found = []
    for event in _named(clauses, at):
        if clause.advice is not None and event.start >= clause.advice or avoided and event.start > avoided[0]:
            continue
        for item in event.cue.means:
            family = item.split(".")[0]
            if family not in PRACTICE or ban or ruled and family != "target":
                continue
            if event.cue.needs and not _needs(event.cue.needs, clauses, at, event, acting, context):
                continue
            if elsewhere and (family == "channel" or item in ("stage.reminder", "stage.phone_collection")):
                continue
            if family == "channel" and CONTENT.match(clause.text[event.end - clause.start:]):
                continue
            if item == "target.workplace" and not _asked_for(clause):
                continue
            said_here = "routine" if "rare.bluff" in ids and family == "channel" else word
            found.append(Mention(item, "practice", said_here, explicit, event.start, codes,
                                 (event.cue.id, *ids, *(cue for _, cue in pairs))))
    return found


def _named(clauses, at):
    """The item events that the clause asserts, with those that a time or 除非 frame presupposes."""
    clause = clauses[at]
    found = clause.items()
    if clause.frame_kind == "time":
        found = found + [e for e in clause.items(framed=True) if e.cue.id in ("out.hand", "out.word") and e not in found]
    if clause.frame_kind == "time" and clause.text.endswith("前") and any(c.of("condition", "case_by_case") for c in clauses):
        found = clause.items(framed=True)
    if clause.frame_kind == "if" and any(code == "consent" for code, _ in clause.conditions) and at + 1 < len(clauses) \
            and not clauses[at + 1].items() and (clauses[at + 1].of("contact") or clauses[at + 1].of("stance", "neg")):
        found = found + [e for e in clause.items(framed=True) if e.cue.means[0].startswith("target.") and e not in found]
    if clause.frame_kind == "except":
        found = found + [e for e in clause.items(framed=True) if e.cue.id == "emergency.word" and e not in found]
    return found


def _ruled(clauses, at, stated):
    """Whether a duty governs the clause, so that what it names is the object of a rule and no description.

    The duty stands in the clause itself, before it with no new statement between, or after a bare topic.
    """
    if clauses[at].of("norm", "duty", "ban"):
        return True
    for before in reversed(clauses[:at]):
        if before.of("norm", "duty", "ban"):
            return not stated and not clauses[at].contrast and not clauses[at].of("who", "lender")
        if before.closed_by == ";" or before.contrast:
            break
    rules = any(e.cue.means[0].startswith("rule.") for c in clauses for e in c.items(framed=True))
    return not stated and rules and any(c.of("norm", "duty", "ban") for c in clauses[at:])


def _permits(clauses, at):
    """The permission cues that govern the clause: its own, those it exemplifies, or those of a verdict after it."""
    clause = clauses[at]
    found = clause.of("norm", "permit")
    if not found and at and not clause.contrast and not clause.of("who", "lender") and not clause.of("stance"):
        found = clauses[at - 1].of("norm", "permit")
    if not found and at + 1 < len(clauses) and not clauses[at + 1].items() and not clause.of("stance"):
        found = clauses[at + 1].of("norm", "permit")
    return found


def _asked_for(clause):
    """Whether a workplace is more than the place of a visit: somebody is rung or asked for there (codebook §3, places)."""
    visits = [e for e in clause.items() if e.cue.means[0] == "stage.visit"]
    if not visits:
        return True
    return any(not any(v.start <= e.start < v.end for v in visits) and clause.text[e.start - clause.start:].startswith(ASKING)
               for e in clause.of("contact"))


def _acts(clauses, at, context):
    """Whether somebody is contacted in the clause, or in the one before that it goes on with."""
    clause = clauses[at]
    spans = [(e.start, e.end) for e in clause.items(framed=True) if e.cue.means[0].startswith("target.")]
    for event in clause.of("contact", framed=True):
        if not any(start <= event.start and event.end <= end for start, end in spans):
            return True
    if context.acting:
        return True
    following = clauses[at + 1:at + 2]
    near = following if clause.topic or clause.question or clause.text.startswith(("除了", "除")) \
        or not clause.of("stance") and any(PRONOUN.search(c.text) and not c.items() for c in following) else []
    if at and not clause.of("who", "lender") and (clause.example or clause.text[:1] in "、并或甚及"
                                                  or not clause.of("stance") and len(clause.text) <= 8):
        near = near + clauses[at - 1:at]
    return any(c.of("contact") for c in near)


def _needs(kind, clauses, at, event, acting, context):
    """Whether the clause holds what the item's row asks for beside its own word."""
    clause = clauses[at]
    if context.synthetic and kind in ("act", "notice"):
        return True
    if kind == "act":
        return acting if event.cue.means[0].startswith("target.") else context.acting or any(
            not event.start <= e.start < event.end for e in clause.of("means"))
    if kind == "handover":
        after = clause.text[event.end - clause.start:]
        return context.listing or after.startswith(ENTERING) or any(e.end <= event.start for e in clause.of("handover"))
    if kind == "notice":
        return any(e.end <= event.start or e.start >= event.end for e in clause.of("notice")) and not clause.question
    if kind == "harm":
        return any(not event.start <= e.start < event.end for e in clause.of("harm"))
    return bool(clause.of(kind))


def _borrower_object(clause):
    """Whether the borrower is the one contacted in the clause: 联系借款人, 给你打, 与本人沟通."""
    contacts = {e.end for e in clause.of("contact")}
    for event in clause.of("who", "borrower"):
        before, after = clause.text[:event.start - clause.start], clause.text[event.end - clause.start:]
        if not BORROWER_OBJECT.match(after) and (event.start in contacts or before.endswith(("给", "向", "与", "和", "跟", "对"))):
            return True
    return False


def _rules(clauses, at, context):
    """Mentions of rule items: the word itself, and a duty or ban that governs it."""
    clause = clauses[at]
    found = []
    duty = context.duty or any(c.of("norm", "duty", "ban", framed=True) for c in clauses[:at + 1]) \
        or any(c.of("norm", "ban") or c.of("norm", "duty") and not c.items() for c in clauses[at + 1:at + 2])
    avoided = [e for e in clause.events.get("advice", ()) if e.cue.means[0] == "avoid"]
    for event in clause.items(framed=True):
        for item in event.cue.means:
            if item not in POLES or clause.advice is not None and event.start >= clause.advice:
                continue
            denied = event.cue.id == "hours.range" and any(c.of("stance", "neg") for c in clauses[at:at + 2])
            if event.cue.needs == "duty" and not duty and not denied:
                continue
            if event.cue.needs == "paper" and not clause.of("paper", framed=True):
                continue
            if event.cue.needs == "lender" and not (clause.of("who", "lender") or duty):
                continue
            restricting = [e for e in clause.of("restrict", framed=True) if e.start < event.end]
            if event.cue.needs == "restrict" and not restricting or item == "rule.consent" and avoided:
                continue
            if clause.text[:event.start - clause.start].endswith(("视作", "视为", "认定为", "当作")):
                continue
            near = [e.cue.id for e in clause.of("norm", framed=True)]
            found.append(Mention(item, "norm", POLES[item], True, event.start, (), (event.cue.id, *near)))
    return found


def _norms(clauses, at, codes):
    """Mentions of a contact practice as lawful or unlawful (codebook §3, basis norm)."""
    clause = clauses[at]
    if clause.question:
        return []
    permits = _permits(clauses, at)
    bans = clause.of("norm", "ban")
    if not bans and at + 1 < len(clauses) and not clauses[at + 1].items():
        bans = [e for e in clauses[at + 1].of("norm", "ban") if e.cue.id == "ban.noun"]
    spans = [(e.start, e.end) for e in clause.items()]
    acting = any(not any(start <= e.start and e.end <= end for start, end in spans) for e in clause.of("contact")) \
        or any(e.cue.id in ("workplace.firm", "family.phone", "book.blast") for e in clause.items())
    targets = acting and any(e.cue.means[0].startswith("target.") for e in clause.items()) and not _borrower_object(clause)
    telling = any(e.cue.id.startswith("privacy.") for e in clause.items())
    found = []
    for event in clause.items():
        if clause.advice is not None and event.start >= clause.advice:
            continue
        for item in event.cue.means:
            family = item.split(".")[0]
            if permits and family in PRACTICE and (acting if family == "target" else not (targets and family == "channel")) \
                    and event.cue.id != "out.noun":
                found.append(Mention(item, "norm", "permitted", True, event.start, codes, (event.cue.id, permits[0].cue.id)))
            elif bans and not telling and (family == "target" and acting or item == "stage.visit") \
                    and (item != "target.workplace" or _asked_for(clause)):
                found.append(Mention(item, "norm", "prohibited", True, event.start, (), (event.cue.id, bans[0].cue.id)))
    return found


def _operator(text, clauses):
    """The mention of who runs Weilidai, where one sentence ties product and operator together."""
    if not PRODUCT.search(text):
        return []
    best = None
    for clause in clauses:
        ties = clause.of("tie", framed=True)
        for event in clause.items():
            if event.cue.means[0] != "fact.operator" or not ties or clause.advice is not None:
                continue
            before = text[max(clause.start, event.start - 6):event.start]
            if re.search("不是|并非|不属于|不归|而非|以为|跟|与$", before) or re.match("没|无", text[event.end:event.end + 1]):
                continue
            if best is None:
                best = Mention("fact.operator", "practice", "routine", True, event.start, (),
                               (event.cue.id, ties[0].cue.id), event.cue.id.split(".")[1])
    return [best] if best else []


def _phone_collection(mentions, clauses, collecting):
    """The mentions, with `stage.phone_collection` added where the telephone collects (codebook §2)."""
    if not collecting:
        return mentions
    added = []
    for mention in mentions:
        if mention.item != "channel.phone" or mention.basis not in ("practice", "norm"):
            continue
        clause = next(c for c in clauses if c.start <= mention.at < c.end or c is clauses[-1])
        reminding = any(e.cue.means[0] == "stage.reminder" for e in clause.items())
        if not reminding or clause.of("collect"):
            added.append(replace(mention, item="stage.phone_collection", rules=(*mention.rules, "act.collect")))
    return mentions + added
