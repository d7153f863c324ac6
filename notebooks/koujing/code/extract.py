"""Claims of an article: items with stance, basis, conditions, timing, source and laws (codebook §1-4)."""
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from . import conditions, cues, scope, stance
from .citations import titles
from .claims import Claim
from .codebook import item_order
from .facts import operator
from .flags import flag
from .lists import contexts
from .mention import PRACTICE, Mention, family, inside, targets, visits
from .normal import spelled
from .norms import norms, rules
from .practice import practice
from .source import source_of, voice
from .timing import times_in, timing_of

ARTICLE_OF_A_TEXT = re.compile("第[一二三四五六七八九十百0-9]{1,4}条")
STRAY_NOUNS = ("短信", "邮件", "邮箱", "上门", "起诉", "律师函", "征信", "微信")  # what cannot qualify a person
ASKING = ("?", "吗", "么")
ADDING = re.compile("(加|添加|申请加|请求加)[^,]{0,12}$")
LONGEST = 300  # characters; the longest sentence of the coded articles has 96
ITEM, REACHED, REMINDER, COLLECT, OPERATOR, BY_CONTRACT = map(flag, (
    "item", "reached", "item.stage.reminder", "collect", "item.fact.operator", "#say.contract"))
STEP = flag("item.channel", "item.stage")
SPEAKS_LOUDER = {"rare": 3, "conditional": 2, "denied": 1}


def extract(article):
    """The claims of an article as a tuple, ordered by sentence and item; offsets count code points in `article.raw`."""
    page, seen = spelled(article)
    text, claims = page.raw, []
    tone, damage, found = voice(page, text), Damages(page.damage), cues.of_page(text)
    for sentence, context in contexts(page, text):
        if sentence.kind == "heading" or context.label:
            continue
        piece = context.synthetic or text[sentence.start:sentence.end]
        if len(piece) <= LONGEST and _asks(piece):
            continue
        places = damage.within(sentence.start, sentence.end) if damage.known and not context.synthetic else ()
        here = cues.find(piece, naming=not (context.items or places))  # no cue holds what ends a sentence: none reaches over that
        if not context.synthetic:
            found[sentence.start] = here
        here = repaired(here, places) if places else here
        mentions = []
        for start, end in stretches(piece):
            near = here if end - start == len(piece) else cues.within(here, start, end)
            mentions += moved(read_sentence(piece[start:end], near, context), start)
        if mentions:
            claims += build(article, seen, sentence, piece, here, mentions, tone)
    return tuple(claims)


class Damages:
    """The damaged places of a page, in order, to be asked for those of a sentence."""

    def __init__(self, known):
        self.known = known
        self.starts = [place.start for place in known]
        self.longest = max((place.end - place.start for place in known), default=0)

    def within(self, start, end):
        """The stray words that reach into the span and the remains of words that lie in it, with offsets into it."""
        near = self.known[bisect_left(self.starts, start - self.longest):bisect_left(self.starts, end)]
        return [replace(place, start=place.start - start, end=place.end - start) for place in near
                if place.end > start and (place.kind == "inserted" or start <= place.start and place.end <= end)]


def repaired(events, damage):
    """The events less those that a stray word made, with those of a word that only a blank stands for (codebook §5)."""
    if not damage:
        return events
    stray = [place for place in damage if place.kind == "inserted"]  # in order, disjoint
    ends = [place.end for place in stray]
    nearest = (bisect_right(ends, event.start) for event in events)  # the first that ends behind the event's start
    kept = [event for event, at in zip(events, nearest, strict=True)
            if at == len(stray) or stray[at].start >= event.end]
    heads = cues.load()[1]
    for place in damage:
        if place.kind == "dropped" and not place.text.strip():
            kept += [cues.Event(place.start, place.end, cue) for cue, tail in heads.get(place.repair, ()) if tail is None]
    return sorted(kept, key=lambda event: (event.start, -event.end, event.cue.id))


def stretches(text):
    """The `(start, end)` stretches in which a sentence is read: one, unless it is longer than any that is written.

    Time grows with the square of a sentence's clauses; so text without punctuation is read in linear time.

    >>> list(stretches("会上门。")), [end for _, end in stretches("会上门," * 300)]
    ([(0, 4)], [300, 600, 900, 1200])
    """
    start = 0
    while len(text) - start > LONGEST:
        limit = start + LONGEST
        cut = max(text.rfind(mark, start + LONGEST // 2, limit) for mark in scope.BREAK + " ")
        yield start, (cut + 1 or limit)
        start = cut + 1 or limit
    yield start, len(text)


def moved(mentions, by):
    """The mentions so many characters further on."""
    return [mention._replace(at=mention.at + by) for mention in mentions] if by else mentions


def read_sentence(text, events, context):
    """The mentions in one normalised sentence, given its events and what it inherits by its place."""
    if _asks(text):
        return []
    if "《" in text:
        events = [event for event in events if event.cue.id == "letter.law" or not _in_title(text, event)]
    flags = cues.flags_in(events)
    if not context.items and not flags & ITEM:
        return []
    clauses = scope.split(text, events)
    for clause in clauses:
        if clause.all_flags & REACHED:
            _drop_places(clause)
            _drop_strays(clause)
        if "微信好友" in clause.text:
            _drop_added(clause)
    said, bound = stance.stances(clauses), conditions.bind(clauses)
    if context.items:  # a case in a list of cases: all that it names is its condition
        named = tuple(pair for clause in clauses for pair in conditions.named(clause))
        bound = [(conditions.tidy(pairs + named), unnamed) for pairs, unnamed in bound]
    mentions = []
    for at, clause in enumerate(clauses):
        if not clause.all_flags & ITEM:
            continue
        ruling = rules(clauses, at, context)
        mentions += practice(clauses, at, said[at], bound[at], ruling, context)
        mentions += ruling
        mentions += norms(clauses, at, bound[at][0], said[at][0])
    mentions += operator(text, clauses) if flags & OPERATOR else []
    if context.items and not any(family(mention.item) in PRACTICE for mention in mentions):
        mentions += [Mention(item, "practice", "conditional", True, 0, conditions.codes(named), context.rules)
                     for item in context.items]
    if context.collecting or flags & COLLECT and any(
            (c.flags if c.frame_kind == "if" else c.all_flags) & COLLECT for c in clauses):
        mentions += _phone_collection(mentions, clauses)
    return mentions


def _asks(text):
    """Whether a normalised sentence is a question: it claims nothing."""
    return text.rstrip("”\"') ").endswith(ASKING)


def _in_title(text, event):
    """Whether the event stands inside 《…》."""
    opening = text.rfind("《", 0, event.start + 1)
    return opening >= 0 and text.find("》", opening) >= event.end


def _drop_places(clause):
    """Take out of the clause those targets that are only the place of a visit (到家里催收: 家里)."""
    doors = visits(clause)
    if doors:
        clause.drop([event for event in targets(clause, framed=True) if inside(event, doors)])


def _drop_added(clause):
    """Take out of the clause 微信好友 as what somebody is made (加借款人母亲的微信好友): no friends of the borrower's."""
    clause.drop([event for event in clause.items(framed=True) if "微信好友" in clause.words(event)
                 and ADDING.search(clause.before(event))])


def _drop_strays(clause):
    """Take out of the clause a message or step whose noun stands right before a target's (用户的上门家人): a stray word (§5)."""
    starts = {event.start for event in targets(clause, framed=True)}
    clause.drop([event for event in clause.items(framed=True) if event.end in starts and event.cue.flags & STEP
                 and clause.words(event) in STRAY_NOUNS])


def _phone_collection(mentions, clauses):
    """The mentions of `stage.phone_collection` that go with those of the telephone: it collects (codebook §2)."""
    found = []
    for mention in mentions:
        if mention.item == "channel.phone":
            at, clause = next((at, clause) for at, clause in enumerate(clauses) if mention.at < clause.end)
            if clause.flags & COLLECT or not any(c.flags & REMINDER for c in clauses[at:at + 2]):
                found.append(mention._replace(item="stage.phone_collection", rules=(*mention.rules, "act.collect")))
    return found


def build(article, seen, sentence, piece, events, mentions, tone):
    """The claims of one sentence of the view `seen` from its mentions: one for each item and basis, in codebook order."""
    start, end = seen.to_raw(sentence.start, sentence.end)
    quote = article.raw[start:end]

    def printed(first, last):
        return article.raw[slice(*seen.to_raw(sentence.start + first, sentence.start + last))]

    said = printed if len(piece) == sentence.end - sentence.start else None  # a table's row is not read as printed
    source, source_rules = source_of(piece, events, sentence, tone)
    binding = "title.contract" in source_rules or cues.flags_in(events) & BY_CONTRACT
    if source == "law" or binding or piece.startswith("第") and ARTICLE_OF_A_TEXT.match(piece):
        reported = any("credit.full" in mention.rules for mention in mentions)  # 可以报送, and not 可以影响征信
        mentions = [_permission(mention) if reported or mention.item != "stage.credit_report" else mention
                    for mention in mentions]
    merged, order = {}, item_order()
    for mention in mentions:
        key = (order.get(mention.item), mention.basis)
        if key[0] is not None:
            merged[key] = _louder(merged[key], mention) if key in merged else mention
    times, laws = times_in(piece) if said else (), titles(quote)
    return [Claim(article.name, start, end, quote, mention.item, mention.basis, mention.stance, mention.value, mention.conditions,
                  timing_of(times, mention, said), source, laws, tuple(dict.fromkeys(mention.rules + source_rules)))
            for _, mention in (sorted(merged.items()) if len(merged) > 1 else merged.items())]


def _permission(mention):
    """The mention; as a permission where 可以 under a law or contract made it (codebook §3)."""
    if mention.basis == "practice" and "hedge.can" in mention.rules:
        return mention._replace(basis="norm", stance="permitted")
    return mention


def _louder(first, second):
    """The mention that speaks for the sentence: the explicit one; of two such the rarer, then the conditional."""
    louder = (second.explicit, SPEAKS_LOUDER.get(second.stance, 0)) > (first.explicit, SPEAKS_LOUDER.get(first.stance, 0))
    best = second if louder else first
    if first.rules == second.rules:
        return best
    return best._replace(rules=tuple(dict.fromkeys(first.rules + second.rules)))
