"""The map of the collection: each notebook's question, and one thing that it finds in the articles at hand."""
import json

from .. import notebooks
from ..compare import agreement, contradictions, positions
from ..show import words
from ..show.phrases import count, listing
from ..show.style import short
from ..tables import articles_table, citations_table, claims_table, damage_table, sequences_table
from .trial import scores_table

BECAME = (  # outcomes of `koujing.compare.law`, in words for one and for many
    ("in force", "was in force", "were in force"),
    ("not yet in force", "was not yet in force", "were not yet in force"),
    ("repealed", "had been repealed", "had been repealed"),
    ("nonexistent", "was searched for and not found", "were searched for and not found"),
    ("not in the register", "is not in the register", "are not in the register"),
)


def questions():
    """`{stem: first heading}` of the collection's notebooks, in reading order."""
    found = {}
    for path in notebooks.paths():  # as JSON, since the library that knows notebooks takes seconds to load
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        lines = (line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).splitlines())
        found[path.stem] = next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), "")
    return found


def found(articles):
    """`{stem: sentence}`: one computed finding for each numbered notebook, on these articles."""
    claims = claims_table(articles)
    names = [article.name for article in articles]
    placed = positions.positions(claims, names)
    scores = scores_table(["gold", "dev", "blind"])
    return {
        "01-corpus": _damage(articles), "02-words": _words(articles), "03-claims": _claims(articles, claims),
        "04-stages": _stages(articles), "05-contacts": _contacts(placed), "06-agreement": _closest(placed),
        "07-contradictions": _contradictions(claims), "08-law": law_line(laws(articles)) + ".",
        "09-trust": f"Claim and stance are read right with F1 {scores['joint_f1']['gold']:.2f} on the real articles, "
                    f"{scores['joint_f1']['blind']:.2f} on written ones that no rule had seen.",
        "10-your-corpus": f"The same code finds {count(int(scores['found']['dev']), 'claim')} in another folder, of "
                          f"{count(int(scores['articles']['dev']), 'article')}.",
    }


def contents(articles):
    """The map as a Markdown table: notebook, question, one finding."""
    findings = found(articles)
    rows = [f"| [{stem}]({stem}.ipynb) | {question} | {findings[stem]} |"
            for stem, question in questions().items() if stem in findings]
    return "\n".join(["| notebook | it asks | it finds, for example |", "|:--|:--|:--|", *rows])


def laws(articles):
    """A data frame with one row for each law that the articles cite by title: title, title_en, outcome, applies, cited_by.

    Contracts are left out. `outcome` as in `koujing.compare.law.OUTCOMES`; `applies` (yes, partly, no, or "") says
    whether it is about a bank's online loans; `cited_by`: how many articles. In order of the first citation.
    """
    cited = citations_table(articles)
    cited = cited[cited["outcome"] != "contract"]
    cited = cited.rename(columns={"applies_to_bank_online_loans": "applies"})
    columns = ["title", "title_en", "outcome", "applies"]
    rows = cited.groupby(["key", "outcome"], sort=False).agg(
        **{name: (name, "first") for name in ("title", "title_en", "applies")}, cited_by=("article", "nunique"))
    return rows.reset_index()[[*columns, "cited_by"]]


def law_line(laws):
    """How many of the laws cited by title were in force, and what became of the others, as a sentence without its stop."""
    outcomes = laws["outcome"].value_counts()
    if not len(outcomes):
        return "No rule is cited by title"
    said = [f"{outcomes[outcome]} {one if outcomes[outcome] == 1 else many}"
            for outcome, one, many in BECAME if outcome in outcomes]
    return f"Of {count(len(laws), 'rule')} cited by title, {listing(said)}"


def _damage(articles):
    places = damage_table(articles)
    kinds = places["kind"].value_counts()
    return (f"{count(len(places), 'damaged place')} in {places['article'].nunique()} of {len(articles)} articles: "
            f"{kinds.get('inserted', 0)} stray words, {kinds.get('dropped', 0)} with characters lost.")


def _words(articles):
    counts = words.word_counts(articles).sum(axis=1)
    if not len(counts):
        return "No word is counted."
    word = counts.sort_values(ascending=False, kind="stable").index[0]
    english = f" ({words.glosses()[word]})" if word in words.glosses() else ""
    return f"The word used most is {word}{english}, {int(counts[word])} times."


def _claims(articles, claims):
    spoken = len(claims.drop_duplicates(["article", "start", "end"]))
    sentences = int(articles_table(articles)["sentences"].sum())
    return f"{count(len(claims), 'claim')}, in {spoken} of {count(sentences, 'sentence')}."


def _stages(articles):
    steps = sequences_table(articles)
    first = steps[steps["step"] == 1]
    begins = int((first["item"] == "stage.reminder").sum())
    return (f"{steps['article'].nunique()} of {count(len(articles), 'article')} give an order; "
            f"{begins} of these begin with 提醒 a reminder.")


def _contacts(placed):
    spoken = placed[placed["item"].str.startswith("target.")].groupby("item")["claims"].agg(lambda n: int((n > 0).sum()))
    return f"{int((spoken == 1).sum())} of {len(spoken)} kinds of other people are spoken of by one article alone."


def _closest(placed):
    every = agreement.pairwise(positions.matrix(placed))
    pairs = every.dropna()
    if not len(pairs):
        return "No two articles speak of the same item."
    best = pairs.sort_values(["agreement", "shared_items"], ascending=False, kind="stable").iloc[0]
    named = [short(best[side], list(placed["article"].unique())) for side in ("article_a", "article_b")]
    drawn = "" if len(every) == agreement.pairs_of(placed["article"].nunique()) else f" of {len(every):,} pairs drawn at random"
    return (f"The closest two{drawn}, {named[0]} and {named[1]}, hold the same position on {best['equal']} of the "
            f"{best['shared_items']} items that both speak of.")


def _contradictions(claims):
    kinds = contradictions.contradictions(claims)["kind"].value_counts()
    return (f"{count(kinds.get('between', 0), 'pair')} of sentences contradict each other between articles, "
            f"{kinds.get('within', 0)} within one.")
