"""Evidence cards that answer "which cue fired?": a claim's sentence with its cues marked, and the rows behind them."""
from ..code.codebook import label
from ..code.explain import explain, reach
from .cards import chip, escape, stacked, visible
from .style import palette

BRACKETS = {"item": "【】", "stance": "〔〕", "norm": "〔〕", "verdict": "〔〕", "condition": "｛｝", "source": "〈〉"}
OTHER = "⟨⟩"


def explained(claims, glosses=None, most=None):
    """A card with an entry for each `Claim` of the list: its sentence, marked, and the rules that fired.

    Item words stand in 【】, stance words in 〔〕, conditions in ｛｝, what is credited in 〈〉, each on the colour of its kind;
    the clause that names the item, to which stance and condition apply, is underlined (between ‖ in plain text).
    """
    shown = claims if most is None else claims[:most]
    return stacked([_entry(claim, glosses or {}) for claim in shown], len(claims) - len(shown), "no claims")


def _entry(claim, glosses):
    rules = explain(claim)
    page, text = _marked(claim, rules)
    head = f"{label(claim.item)} · {claim.basis} · {claim.article} [{claim.start}:{claim.end}]"
    rows = [(row["rule"], row["words"], row["gloss"]) for row in rules]
    listed = "".join(f"<li><code>{escape(rule)}</code> {escape(words)} <i>{escape(gloss)}</i></li>"
                     for rule, words, gloss in rows)
    plain = "\n".join(f"    {rule} | {words} | {gloss}" for rule, words, gloss in rows)
    english = glosses.get(claim.quote, "")
    translated = f"<br><i>{escape(english)}</i>" if english else ""
    return f"<p>{chip(claim.stance)} <b>{escape(head)}</b></p><blockquote>{page}{translated}<ul>{listed}</ul></blockquote>", \
        visible(f"{claim.stance} | {head}\n  {text}" + (f"\n  {english}" if english else "") + f"\n{plain}")


def _marked(claim, rules):
    """The quote as (HTML, plain text), its cues and the clause of its item marked; of cues that overlap, the first."""
    spans, last = [], 0
    for start, end, layer in sorted((start, end, row["layer"]) for row in rules for start, end in row["places"]):
        if start >= last:
            spans.append((start, end, layer))
            last = end
    edges = reach(claim)
    page, text = [], []
    cuts = sorted({0, len(claim.quote), *(at for span in spans for at in span[:2]), *(at for span in edges for at in span)})
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece, layer = claim.quote[start:end], next((kind for low, high, kind in spans if low <= start and end <= high), None)
        inside = any(low <= start and end <= high for low, high in edges)
        shown, plain = escape(piece), piece
        if layer:
            opening, closing = BRACKETS.get(layer, OTHER)
            first = any(low == start for low, _, _ in spans)
            final = any(high == end for _, high, _ in spans)
            shown = f'<b style="background:{palette()["highlight"]};color:{palette()["ink"]}">' \
                    f'{opening if first else ""}{shown}{closing if final else ""}</b>'
            plain = f"{opening if first else ''}{plain}{closing if final else ''}"
        page.append(f"<u>{shown}</u>" if inside else shown)
        text.append(("‖" if any(low == start for low, _ in edges) else "") + plain
                    + ("‖" if any(high == end for _, high in edges) else ""))
    return "".join(page), "".join(text)
