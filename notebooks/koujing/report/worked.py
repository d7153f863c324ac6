"""One sentence worked through: its clauses, the cues in each, and the rules behind each of its claims."""
import pandas as pd

from ..code import cues, scope
from ..code.explain import explain
from ..code.extract import repaired
from ..code.normal import spelled
from ..tables import review_of
from .inventory import KEY


def example(claims):
    """The claims of the sentence that shows most, rows of the claims table; no rows where there are no claims.

    Most means: different stances of practice in one sentence, then conditions; of equals the shorter, then the first.
    """
    practice = claims[claims["basis"] == "practice"]
    if not len(practice):
        return claims.head(0)
    sizes = practice.assign(length=practice["quote"].str.len(), named=practice["conditions"].str.count("[^; ]+")) \
        .groupby(KEY, sort=True).agg({"stance": "nunique", "named": "max", "length": "first"})
    best = sizes.sort_values(["stance", "named", "length"], ascending=[False, False, True], kind="stable").index[0]
    return claims[(claims[KEY] == list(best)).all(axis=1)]


def clauses(articles, rows):
    """A data frame of the clauses of the sentences that the claims `rows` quote: clause, reading, and words by layer.

    Columns: clause, reading (what scope made of it: a condition, advice, a contrast, …), items, stance, conditions:
    the words of each layer in the clause. Cues inside an inserted word are left out, as in extraction.
    """
    named = {article.name: article for article in articles}
    found = []
    for name, start, end in sorted(set(map(tuple, rows[KEY].to_numpy().tolist()))):
        page, seen = spelled(named[name])
        start, end = seen.from_raw(start, end)
        text, events = page.raw[start:end], repaired(cues.find(page.raw), page.damage)
        for clause in scope.split(text, cues.within(events, start, end)):
            first, last = seen.to_raw(start + clause.start, start + clause.end)
            found.append((named[name].raw[first:last], _reading(clause),
                          *(_found(text, clause, layer) for layer in ("item", "stance", "condition"))))
    return pd.DataFrame(found, columns=["clause", "reading", "items", "stance", "conditions"])


def _reading(clause):
    frames = {"if": "condition", "except": "unless", "although": "concession", "time": "time"}
    marks = [(bool(clause.frame_kind), frames.get(clause.frame_kind, "")), (clause.contrast, "contrast"),
             (clause.topic, "topic"), (clause.question, "question"), (clause.advice is not None, "advice"),
             (clause.example, "example")]
    return ", ".join(name for true, name in marks if true) or "statement"


def _found(text, clause, layer):
    return "; ".join(dict.fromkeys(text[event.start:event.end] for event in clause.events.get(layer, ())))


def picked(articles, rows):
    """The `Claim` records behind the rows of the claims table `rows`, in their order in the articles."""
    wanted = set(map(tuple, rows[["article", "start", "item", "basis"]].to_numpy().tolist()))
    named = [article for article in articles if article.name in set(rows["article"])]
    return [claim for claim in review_of(named).claims if (claim.article, claim.start, claim.item, claim.basis) in wanted]


def rules(articles, rows):
    """A data frame of the rules behind the claims `rows`: item, basis, stance, rule, words, means, gloss."""
    found = [{"item": claim.item, "basis": claim.basis, "stance": claim.stance, **rule}
             for claim in picked(articles, rows) for rule in explain(claim)]
    return pd.DataFrame(found, columns=["item", "basis", "stance", "rule", "words", "means", "gloss"])
