"""Which cue fired? The rule rows behind a claim, where their words stand, and how far they reach."""
from . import cues, scope
from .codebook import table
from .normal import spell

DECIDING = ("item", "stance", "norm", "condition")  # layers; whom a sentence credits, or addresses, decides no stance


def explain(claim):
    """A list of dictionaries, one for each rule of the claim: rule, layer, means, words, gloss, places.

    `words` as they stand in the quote, and `places` their `(start, end)` in it; both are empty for a rule that reads the
    sentence's surroundings (a list's introduction, a table's header, the voice of the page).
    """
    seen, known = spell(claim.quote), cues.load()[0]
    events = cues.find(seen.text)
    context = {row["id"]: row["gloss"] for row in table("context_rules")}
    rows = []
    for rule in claim.rules:
        cue = known.get(rule)
        places = list(dict.fromkeys(seen.to_raw(event.start, event.end) for event in events if event.cue is cue)) if cue else []
        words = dict.fromkeys(claim.quote[start:end] for start, end in places)
        rows.append({"rule": rule, "layer": cue.layer if cue else "context", "means": " ".join(cue.means) if cue else "",
                     "words": " ".join(words), "gloss": cue.gloss if cue else context.get(rule, ""), "places": places})
    return rows


def reach(claim):
    """The `(start, end)` spans, within the quote, of the clauses that name the claim's item; empty where none does."""
    seen = spell(claim.quote)
    return [seen.to_raw(clause.start, clause.start + len(clause.text)) for clause in scope.split(seen.text, cues.find(seen.text))
            if any(event.cue.id in claim.rules and claim.item in event.cue.means for event in clause.items(framed=True))]


def decisive(quote, rules, timing=""):
    """The spans of a quote, as offsets into it, whose words decide a claim: of its item, stance, conditions and time.

    `rules`: ids of the claim's rules; `timing`: the words of its time, where that decides. Spans that touch are one.

    >>> quote = "微粒贷并不会群发好友"
    >>> [quote[start:end] for start, end in decisive(quote, ["friends.word", "neg.will_not"])]
    ['并不会', '好友']
    """
    seen = spell(quote)
    spans = [seen.to_raw(event.start, event.end) for event in cues.find(seen.text)
             if event.cue.id in rules and event.cue.layer in DECIDING]
    if timing and timing in quote:
        spans.append((quote.find(timing), quote.find(timing) + len(timing)))
    return joined(spans)


def joined(spans):
    """The spans in order as a list, those that touch or overlap made one.

    >>> joined([(4, 6), (0, 2), (2, 3)])
    [(0, 3), (4, 6)]
    """
    found = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
