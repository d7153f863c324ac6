"""An editor to test with: it changes a text as people do, and says where each of its sentences stands afterwards.

Seeded. Insertions, deletions, rewordings (by the synonyms of `cases/reuse/`), moved paragraphs, copies of sentences.
"""
import itertools
import random
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from spinner import ANY_WORD, WORDS

from koujing.compare.trust import load_coding
from koujing.read.corpus import read_article
from koujing.review.anchoring import Anchor, anchor
from koujing.review.decisions import Decision, context
from koujing.tables import coded_articles

EDITS = ("insert", "delete", "reword", "move paragraph", "move sentence", "copy", "copy paragraph", "retype")
CHARACTERS = "的了也会被将可能一般通常已经并及时对此进行相关"


@dataclass
class Piece:
    """A stretch of the text: a sentence, or what stands between two. `of` numbers the sentence; None: not of the old text."""

    text: str
    of: int | None = None
    copied: bool = False


def edited(raw, spans, others, seed, most=6):
    """`(text, places, edits)` after one to `most` edits; `places[n]` lists the `(start, end)` where sentence n may be found.

    `spans`: the sentences' offsets in `raw`, in order and apart; `others`: sentences to insert. A sentence is where the
    original is, reworded or not; once that is gone, where its copies are (for copied and cut is moved); else nowhere.
    """
    chance = random.Random(seed)
    pieces, at = [], 0
    for number, (start, end) in enumerate(spans):
        pieces += [Piece(raw[at:start])] * (at < start) + [Piece(raw[start:end], number)]
        at = end
    pieces.append(Piece(raw[at:]))
    made = [chance.choice(EDITS) for _ in range(chance.randint(1, most))]
    for edit in made:
        pieces = _edit(pieces, edit, others, chance)
    places, at = {}, 0
    for piece in pieces:
        if piece.of is not None:
            places.setdefault((piece.of, piece.copied), []).append((at, at + len(piece.text)))
        at += len(piece.text)
    return "".join(piece.text for piece in pieces), [
        places.get((number, False)) or places.get((number, True)) or [] for number in range(len(spans))], made


def _edit(pieces, edit, others, chance):
    """The pieces after one edit at a place taken by chance."""
    told = [at for at, piece in enumerate(pieces) if piece.of is not None and not piece.copied]
    if not told:
        return pieces
    at, to = chance.choice(told), chance.randrange(len(pieces) + 1)
    one = pieces[at]
    if edit == "insert":
        return [*pieces[:to], Piece(chance.choice(others)), *pieces[to:]]
    if edit == "delete":
        return pieces[:at] + pieces[at + 1:]
    if edit in ("reword", "retype"):
        change = _reworded if edit == "reword" else _retyped
        return [*pieces[:at], Piece(change(one.text, chance), one.of), *pieces[at + 1:]]
    if edit == "copy":
        return [*pieces[:to], Piece(one.text, one.of, True), *pieces[to:]]
    first, last = _paragraph(pieces, at) if "paragraph" in edit else (at, at + 1)
    block = pieces[first:last]
    if edit == "copy paragraph":
        to = chance.choice([place for place in range(len(pieces) + 1) if not first < place < last])
        return [*pieces[:to], *(Piece(piece.text, piece.of, True) for piece in block), *pieces[to:]]
    rest = pieces[:first] + pieces[last:]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + block + rest[to:]


def _paragraph(pieces, at):
    """The pieces from the line break before a place up to and with the one after it, as `(first, last)`."""
    first = last = at
    while first and "\n" not in pieces[first - 1].text:
        first -= 1
    while last < len(pieces) and "\n" not in pieces[last].text:
        last += 1
    return first, min(last + 1, len(pieces))


def _reworded(text, chance):
    """The text with every other word that has a synonym replaced by one."""
    return ANY_WORD.sub(lambda word: chance.choice(WORDS[word[0]]) if chance.random() < 0.5 else word[0], text)


def _retyped(text, chance):
    """The text with one to six characters left out, put in or replaced, or cut off at one end."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(("", *CHARACTERS)) + text[at + chance.randint(0, 2):]
    return re.sub(r"[。；\n]", "，", text[:-1]) + text[-1:] if text.strip() else "略"


@dataclass(frozen=True)
class Trial:
    """One decision, the edited text, where its sentence may be found (nowhere: it is gone), what was found, and the verdict.

    Verdicts: right; listed (not anchored); wrong; twin: not right, but the very sentence between the same words (12
    characters, blanks aside), of which the text has, or had when the decision was made, two. A row cannot tell them apart.
    `group`: (whether passages were repeated before the decision, edits at most).
    """

    decision: Decision
    text: str
    places: list
    edits: list
    found: Anchor
    became: str
    verdict: str
    group: tuple


def trials(names, least, seed):
    """Yield `Trial`s, `least` or somewhat more: decisions on the coded sentences of the codings, each article edited anew.

    Before the decisions, some sentences and paragraphs of every other text were repeated elsewhere in it.
    """
    articles = [article for name in names for article in coded_articles(load_coding(name))]
    coded = {claim.quote for name in names for claim in load_coding(name).claims}
    others = [article.text(sentence) for article in articles for sentence in article.sentences]
    made = 0
    for number in itertools.count():
        for article in articles:
            raw, chance = article.raw, random.Random(f"{seed} {number} {article.name}")
            group = repeated, most = bool(number % 2), (6, 30)[number // 2 % 2]
            for _ in range(repeated * chance.randint(1, 6)):
                raw = _repeated(raw, _spans(raw), chance)
            spans = _spans(raw)
            text, places, edits = edited(raw, spans, others, chance.random(), most)
            sentences = _spans(text)
            for (start, end), right in zip(spans, places, strict=True):
                if raw[start:end] in coded:
                    one = Decision("2026-01-01", "a", "accept", article.name, start, end, raw[start:end],
                                   *context(raw, start, end), "stage.visit")
                    yield _trial(one, raw, text, sentences, right, edits, group)
                    made += 1
            if made >= least:
                return


def _repeated(raw, spans, chance):
    """The text with one sentence or line of it once more, somewhere."""
    start, end = chance.choice(spans)
    if chance.random() < 0.5:
        start, end = raw.rfind("\n", 0, start) + 1, raw.find("\n", end) + 1 or len(raw)
    to = chance.choice(spans)[0]
    return raw[:to] + raw[start:end] + raw[to:]


def _trial(decision, raw, text, sentences, places, edits, group):
    found = anchor(text, sentences, decision)
    became = "gone" if not places else "same" if text[slice(*places[0])] == decision.quote else "reworded"
    right = found.found and any(2 * (min(found.end, end) - max(found.start, start)) >= min(found.end - found.start, end - start)
                                for start, end in places)
    verdict = "right" if right else "listed" if not found.found else "wrong"
    if verdict == "wrong" and (_twins(decision, raw, decision.start) > 1 or _twins(decision, text, found.start, raw)):
        verdict = "twin"
    return Trial(decision, text, places, edits, found, became, verdict, group)


def _twins(decision, text, at, old=None):
    """How often a text has the decision's quote between the words that surround it at a place; `old`: if those are its own."""
    def beside(text, start):
        end = start + len(decision.quote)
        return "".join(text[:start].split())[-12:], "".join(text[end:].split())[:12]

    if old is not None and beside(text, at) != beside(old, decision.start):
        return 0
    places = [match.start() for match in re.finditer(re.escape(decision.quote), text)]
    return sum(beside(text, place) == beside(text, at) for place in places)


def _spans(text):
    """The offsets of the sentences that reading finds in a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_bytes(text.encode("utf-8"))
        return [(sentence.start, sentence.end) for sentence in read_article(path).sentences]
