"""Which cue fired? The rule rows behind a claim."""
from .cues import load
from .normal import normalise


def explain(claim):
    """A list of dictionaries, one for each rule of the claim: rule, layer, means, words (as they stand in the quote), gloss.

    `words` is empty for a rule that reads the sentence's surroundings (a list's introduction, the voice of the page).
    """
    cues, literals = load()
    text = normalise(claim.quote)
    rows = []
    for rule in claim.rules:
        cue = cues.get(rule)
        words = [literal for literal, owners in literals.items() if cue in owners and literal in text] if cue else []
        longest = [word for word in words if not any(word != other and word in other for other in words)]
        places = sorted((text.find(word), word) for word in longest)
        rows.append({"rule": rule, "layer": cue.layer if cue else "context", "means": " ".join(cue.means) if cue else "",
                     "words": " ".join(claim.quote[at:at + len(word)] for at, word in places),
                     "gloss": cue.gloss if cue else ""})
    return rows
