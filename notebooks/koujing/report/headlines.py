"""The few numbers that the collection opens with, from any claims on the same articles: the program's, or a hand coding's."""
from dataclasses import dataclass

import pandas as pd

from ..code.claims import frame
from ..code.codebook import label, ranks
from ..compare import agreement, positions
from ..compare.findings import RELIABLE
from ..compare.trust import load_coding
from ..show.phrases import count, figure, labelled, listing
from ..tables import claims_table, coded_articles, review_of
from .trial import scores_table

CODINGS = ("gold", "dev")  # those that may be the corpus at hand
TOLD = {  # what a row of `beside` says, by topic, in the order of the notebook
    "agree": ("articles", "items asked of each", "of these: all speak", "of these: all hold one position", "namely"),
    "hedge": ("visit: articles that speak of it", "visit: as routine", "family: articles that speak of it",
              "family: as routine"),
    "operator": ("articles", "of these: name an operator", "operators named", "articles each"),
    "self": ("articles", "of these: contradict themselves", "on"),
    "alpha": ("items that two articles or more speak of", "α (ordinal)", "answers in all", "of these: silence",
              "of these: denials"),
}


@dataclass(frozen=True, slots=True)
class Headlines:
    """The numbers of one reading of the articles. Items and articles are tuples of their names, the rest are counts.

    `alike` maps an item on which all hold one position to its stance; `speak` and `routine` map an item to the number
    of articles; `operators` maps a value of `fact.operator` to the articles that name it; `contradictory` are pairs
    (article, item). `cells` are answers, article × item.
    """

    articles: int
    items: tuple[str, ...]
    by_all: tuple[str, ...]
    alike: dict[str, str]
    speak: dict[str, int]
    routine: dict[str, int]
    operators: dict[str, tuple[str, ...]]
    contradictory: tuple[tuple[str, str], ...]
    alpha: agreement.Alpha
    cells: int
    silent: int
    denied: int

    @property
    def named(self):
        """The articles that name an operator, sorted."""
        return sorted({name for names in self.operators.values() for name in names})

    @property
    def torn(self):
        """The articles that contradict themselves, sorted."""
        return sorted({article for article, _ in self.contradictory})


def headlines(claims, names):
    """The `Headlines` of a table of claims (as `koujing.code.claims.frame` makes it) on the articles of these names."""
    placed = positions.positions(claims, names)
    wide = positions.matrix(placed)
    spread = agreement.spread_by_item(placed).set_index("item")
    by_all = spread[(spread["speak"] == len(names)) & (spread["speak"] > 0)]
    told = claims[(claims["item"] == "fact.operator") & (claims["source"] != "comment")]
    torn = placed[placed["self_contradictory"]]
    stances = {rank: stance for stance, rank in ranks().items()}
    return Headlines(
        articles=len(names), items=positions.ordered_items(), by_all=tuple(by_all.index),
        alike={item: stances[rank] for item, rank in by_all["lowest"][by_all["range"] == 0].items()},
        speak=wide.notna().sum(axis=1).to_dict(),
        routine=(wide == 3).sum(axis=1).to_dict(),
        operators={value: tuple(sorted(set(rows["article"]))) for value, rows in told.groupby("value")},
        contradictory=tuple(sorted(zip(torn["article"], torn["item"], strict=True),
                                   key=lambda pair: (positions.ordered_items().index(pair[1]), pair[0]))),
        alpha=agreement.alpha(wide), cells=len(placed),
        silent=int((placed["claims"] == 0).sum()), denied=int((placed["position"] == 0).sum()))


def readings(articles):
    """`{column: Headlines}`: the program's reading of the articles, and the hand coding's where there is one.

    Where a person has decided on claims, the reading with these decisions comes first, and the program's alone next.
    The program's column bears its joint F1 on the articles shipped, and on those that no rule was written on. A hand
    coding counts where it holds every one of the articles, and was made from the same bytes.
    """
    names = [article.name for article in articles]
    scores = scores_table(["gold", "blind"])["joint_f1"]
    measured = f"{scores['gold']:.2f} gold, {scores['blind']:.2f} unseen"
    found = {"program, reviewed": headlines(claims_table(articles), names)} if review_of(articles).decided else {}
    found[f"program (F1 {measured})"] = headlines(claims_table(articles, reviewed=False), names)
    hand = hand_coding(articles)
    if hand is not None:
        kept = [claim for claim in hand.claims if claim.article in names]
        found["by hand"] = headlines(frame(kept), names)
    return found


def hand_coding(articles):
    """The shipped hand coding that covers all of the articles, as a `Coding`; None where there is none."""
    wanted = {article.name: article.sha256 for article in articles}
    for name in CODINGS:
        coding = load_coding(name)
        if wanted and wanted.keys() <= coding.articles.keys():
            texts = {article.name: article.sha256 for article in coded_articles(coding)}
            if all(texts[article] == digest for article, digest in wanted.items()):
                return coding
    return None


def beside(readings, topic):
    """A data frame of one topic of `TOLD`: what is counted (rows), each reading (columns), counts and text mixed."""
    columns = {name: pd.Series(_told(reading, topic), dtype="object") for name, reading in readings.items()}
    return pd.DataFrame(columns).set_axis(list(TOLD[topic]))


def by_hand(readings, topic):
    """A sentence: whether the hand coding gives the numbers of the topic too, and where it does not."""
    if "by hand" not in readings:
        return "There is no hand coding of this corpus to hold against it."
    table = beside(readings, topic)
    other = table[table.iloc[:, 0] != table["by hand"]]
    if not len(other):
        return "The hand coding gives the same."
    return "The hand coding differs: " + "; ".join(f"{what}, {value}" for what, value in other["by hand"].items()) + "."


def verdict(reading):
    """The answer to the collection's question in one short sentence."""
    if reading.silent == reading.cells:
        return "They say nothing that was asked."
    if reading.articles == 1:
        return "One article tells one story, if it does not contradict itself."
    value = reading.alpha.value
    sound = value is not None and value >= RELIABLE and len(reading.operators) < 2 and not reading.contradictory
    return "Yes, where they speak at all." if sound else "Only in part."


def visits(reading):
    """How many of the articles that speak of a visit have it as routine, a sentence."""
    speak, routine = reading.speak.get("stage.visit", 0), reading.routine.get("stage.visit", 0)
    return f"A visit to the home is routine in {routine} of the {speak} that speak of it." if speak else \
        "None speaks of a visit to the home."


def asked(reading):
    """How many articles say who runs the product, and how many operators they name, a sentence."""
    if not reading.named:
        return "None says who runs the product."
    named = count(len(reading.named), "article names", "articles name")
    return f"Asked who runs the product, {named} {count(len(reading.operators), 'operator')}."


def _told(reading, topic):
    """The values of a topic's rows."""
    speak, routine = reading.speak, reading.routine
    return {
        "agree": [reading.articles, len(reading.items), len(reading.by_all), len(reading.alike), alike(reading)],
        "hedge": [counts.get(item, 0) for item in ("stage.visit", "target.family") for counts in (speak, routine)],
        "operator": [reading.articles, len(reading.named), len(reading.operators), operators(reading)],
        "self": [reading.articles, len(reading.torn), labelled(item for _, item in reading.contradictory)],
        "alpha": [reading.alpha.items, figure(reading.alpha.value), reading.cells, reading.silent, reading.denied],
    }[topic]


def alike(reading, none="none"):
    """The items on which all articles hold one position, each with its stance."""
    return listing([f"{label(item)} ({stance})" for item, stance in reading.alike.items()], none=none)


def operators(reading, none="none"):
    """The operators that are named, each with the number of articles, most first."""
    ranked = sorted(reading.operators.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return listing([f"{label(value)} in {len(names)}" for value, names in ranked], none=none)
