"""`docs/benchmarks.md`, written from the stored results: what was measured, in tables; no number by hand."""
from statistics import median

import measures
import results
import rounds as running

TABLES = ("about", "corpora", "terms", "contestants", "rounds", "alignment", "growth", "commands", "profile")
MODULES = 12  # of the profile, before the rest is one row
LARGE = 1000  # from here on a figure has no decimals, but a separator


def figure(value):
    """A number to three digits.

    >>> figure(0.01234), figure(12.34), figure(123456.7), figure(None)
    ('0.0123', '12.3', '123,457', '–')
    """
    return "–" if value is None else f"{value:,.0f}" if abs(value) >= LARGE else f"{value:#.3g}".rstrip(".")


def spread(values):
    """The median, and the range in brackets where there is more than one.

    >>> spread([1.0, 2.0, 4.0]), spread([3]), spread([])
    ('2.00 (1.00–4.00)', '3.00', '–')
    """
    if len(values) < 2:
        return figure(*values or [None])
    return f"{figure(median(values))} ({figure(min(values))}–{figure(max(values))})"


def table(head, rows):
    """A Markdown table; the first column of words, the others of numbers."""
    cells = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in cells)


def page(known):
    """The text of the page; `known`: the tables of results by name, as lists of rows."""
    about = {row["what"]: row["value"] for row in known["about"]}
    texts = {row["corpus"]: row for row in known["corpora"]}
    shown = [TEXT["opening"], f"    {about.get('command', '')}", _machine(about), "## Targets", TEXT["targets"],
             _targets(known), TEXT["race"]]
    for corpus in ("repeated", "distinct"):
        shown += [f"## Against others, {corpus} corpus", _told(corpus, texts.get(corpus)),
                  _race(known, corpus, "extraction", "characters/s"), "Limits:", _race(known, corpus, "limit", "characters/s")]
    shown += ["## Finding quotes again", TEXT["alignment"], _race(known, "quotes", "alignment", "quotes/s"), _placed(known)]
    shown += ["## Growth", TEXT["growth"], _length(known), _stream(known), _processes(known)]
    shown += ["## Cold start", _commands(known), "## Where our time goes", TEXT["profile"], _profile(known)]
    shown += ["## What each was given", TEXT["given"], _terms(known), _given(known)]
    return "\n\n".join(part for part in shown if part) + "\n"


def _machine(about):
    cores, python = about.get("cores"), about.get("python")
    return f"Measured on {cores:g} cores with Python {python}, in {about['rounds']:g} rounds, with passes of about " \
           f"{about['seconds']:g} s of each contestant." if about else ""


def _targets(known):
    rows = []
    for target in measures.targets():
        found = measures.values(target, known)
        sign = "≥" if target["sense"] == "least" else "≤"
        each = " / ".join(figure(value) for value in found.values()) or "not measured"
        worst = (min if target["sense"] == "least" else max)(found.values(), default=None)
        rows.append([target["what"], f"{sign} {target['wanted']}", each,
                     measures.verdict(target, worst) if found else "–"])
    return table(["what", "wanted", "measured (repeated / distinct)", ""], rows)


def _told(corpus, row):
    return TEXT[corpus] if not row else (
        f"{TEXT[corpus]} {row['texts']:,.0f} texts of {row['characters'] / row['texts']:,.0f} characters; "
        f"{100 * row['shared']:.0f} % of the sentences of eight or more characters have stood in it before.")


def _race(known, corpus, kind, unit):
    """The table of the contestants of one kind on a corpus, ours first: how many times as fast we are, and what each does."""
    state, ours, rows = {row["name"]: row for row in known["contestants"]}, measures.OURS[kind], []
    for row in running.contestants():
        if row["kind"] != kind and row["name"] != ours:
            continue
        told = state.get(row["name"])
        speed = measures.speeds(known["rounds"], row["name"], corpus)
        if not speed:
            if told:
                rows.append([row["title"], told["state"], *["–"] * 6])
            continue
        cpu, wall = (measures.ratios(known["rounds"], ours, row["name"], corpus, clock) for clock in ("cpu", "wall"))
        rows.append([f"{row['title']} {told['version']}", spread(cpu), figure(median(wall)), figure(speed["units"]),
                     figure(speed["documents"]), figure(speed["rows"]), f"{speed['core']:.2f}", figure(speed["peak"])])
    return table(["", "we are … times as fast: median (range)", "by wall clock", unit, "texts/s", "rows a text",
                  "share of a core", "peak MB"], rows)


def _placed(known):
    titles = {row["name"]: row["title"] for row in running.contestants()}
    counts = {}
    for row in known["alignment"]:
        counts.setdefault(row["contestant"], {})[row["verdict"]] = row["quotes"]
    rows = [[titles[name], *(figure(each.get(verdict, 0) / sum(each.values())) for verdict in ("right", "elsewhere", "none")),
             f"{sum(each.values()):,.0f}"] for name, each in counts.items()]
    head = ["share of quotes", "placed right, or rightly not", "placed elsewhere", "not placed", "quotes"]
    return table(head, rows) if rows else ""


def _growth(known, measure):
    return [row for row in known["growth"] if row["measure"] == measure]


def _length(known):
    rows = [[f"{row['at']:,.0f}", figure(1e3 * row["cpu"]), figure(1e6 * row["cpu"] / row["at"])]
            for row in _growth(known, "length")]
    return table(["characters in one article", "ms", "ms per 1,000 characters"], rows) if rows else ""


def _stream(known):
    rows = [[f"{row['at']:,.0f}", f"{row['characters']:,.0f}", figure(row["cpu"]), figure(1e6 * row["cpu"] / row["characters"]),
             figure(row["peak_mb"] or None)] for row in _growth(known, "number")]
    head = ["articles, one after the other", "characters", "s", "ms per 1,000 characters", "peak MB"]
    return table(head, rows) if rows else ""


def _processes(known):
    rows = _growth(known, "processes")
    if not rows:
        return ""
    return f"Two processes do {spread(measures.speedups(rows))} times the work of one, claims given back as lines of JSON " \
           f"({rows[0]['characters']:,.0f} characters; two processes that are ready)."


def _commands(known):
    of = {}
    for row in known["commands"]:
        of.setdefault(row["command"], []).append(row["seconds"])
    bare = median(of["bare"]) if "bare" in of else None
    rows = [[NAMES[name], figure(median(seconds) / bare), spread(seconds)] for name, seconds in of.items()]
    return table(["command", "to bare Python", "seconds: median (range)"], rows) if rows else ""


def _profile(known):
    rows = [[row["module"], f"{100 * row['share']:.1f} %"] for row in known["profile"][:MODULES]]
    rest = sum(row["share"] for row in known["profile"][MODULES:])
    return table(["module", "share of processor time"], [*rows, *([["the rest", f"{100 * rest:.1f} %"]] if rest else [])]) \
        if rows else ""


def _terms(known):
    number = {row["role"]: row["number"] for row in known["terms"]}
    heads = number.pop("all strings with which a cue begins", None)
    told = ", ".join(f"{number[role]:g} {what}" for role, what in ROLES.items() if role in number)
    return f"{sum(number.values()):g} terms: {told}. The Aho–Corasick pass looks for all {figure(heads)} strings with which " \
           "our cues begin." if number else ""


def _given(known):
    versions = {row["name"]: row for row in known["contestants"]}
    rows = [[row["title"], versions.get(row["name"], {}).get("version", ""), row["does"]] for row in running.contestants()]
    return "\n".join(["| | version | does |", "| --- | --- | --- |", *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def write(path, folder=results.FOLDER):
    """Write the page from the tables in a folder."""
    path.write_text(page({name: results.load(name, folder) for name in TABLES}), encoding="utf-8")


NAMES = {"bare": "`python -c pass`", "import": "`import koujing`",
         "claims": "`koujing claims`: cold start to the five articles' rows", "notebooks": "all notebooks executed and compared"}
ROLES = {"item": "name an item", "negation": "deny", "rare": "make rare", "hedge": "hedge", "condition": "condition",
         "context": "are other cues (norms, frames, sources …)"}
TEXT = {
    "opening": """\
# Benchmarks

The whole extraction of Koujing (decoded text → regions, sentences, damage, cues, scope, claims) against what one would build or
take instead, on the same texts, and against passes that only find terms or cut words. This page is written by the command from
`benchmarks/results/*.csv`. Peers live in environments of their own (`python benchmarks/compare.py --setup DIR`, pinned in
`benchmarks/peers/requirements-*.txt`); measuring needs no network.""",
    "targets": """\
Ratios say how many times as fast we are, by processor time in one run, on one core; the verdict is that of the worse corpus.""",
    "race": """\
Medians over rounds; in a round every contestant has one pass, in shuffled order, each in a process of its own, kept to the same
core, and a ratio is taken within a round. Speeds are by processor time; the share of a core tells how busy the machine was.
A process holds the texts of both corpora, which count in its peak.""",
    "repeated": "Articles that copy each other: sentences repeat, varied by stray words, lost characters and other digits.",
    "distinct": """\
Articles that share words only: nouns, verbs, adjectives and adverbs of two or more characters change places with others of their
length and part of speech, so that no memo of sentences could help; we keep none. Words stand where one would not expect them, so
the search for damage has more to look into than in any real article.""",
    "alignment": """\
LangExtract does its extraction by a language model; what can be compared is its aligner, which finds a quote's place in the text,
with our anchoring of decisions. Sentences of articles are sought in varied copies of them. Ours is given what stood around a
quote, as `review.csv` keeps it; the aligner takes quotes alone, and gives the best place that it finds.""",
    "growth": """\
Distinct texts, one process on one core; a row of the second table counts from the first article on, and the time limit ends it
(`--only growth --articles 200000 --limit 0` goes on to 200,000).""",
    "profile": """\
Looks every 2 ms of processor time, on the distinct corpus, at the innermost function of ours that runs; what it calls in other
packages counts as its own.""",
    "given": """\
All peers look for the same literal terms, derived from our cue tables (`benchmarks/terms.py`): of each row its most frequent
string in the articles that the corpora are made from, then the most frequent of all rows; Chinese characters only, and single
ones only for stances, norms and conditions. medspaCy and negspaCy get items and marks, the others all terms. None of the peers
does what the codebook asks: they know no regions, damage, framing, norms, sources, laws or days.""",
}
