"""What a citation is worth at its article's date: sound, out of date, about another product, or not what the text says."""
from datetime import timedelta

import pandas as pd

from ..code.topics import topic_items, topic_name
from . import law
from .register import CONFIDENCE, bodies, bounds, register, rules, span, subjects

VERDICTS = ("ok", "unchecked", "misattributed", "inapplicable", "outdated", "not yet in force", "nonexistent",
            "damaged", "not found", "contract", "abstain")
UNSOUND = ("misattributed", "inapplicable", "outdated", "not yet in force", "nonexistent")
OF_TITLE = ("unchecked", "ok", *UNSOUND)  # verdicts on a text that the register has, or searched for
COLUMNS = ["article", "start", "end", "title", "how", "resolution", "instrument_id", "title_en", "kind",
           "in_force_at_publication", "applies_to_bank_online_loans", "verdict", "both_sides", "reason", "confidence",
           "candidates", "quote"]
GENERAL = "collection"  # the topic that every sentence on collecting names; a narrower one that the text covers goes before


def verdicts(cited, published, folder=None):
    """One row a citation, in order: `COLUMNS`; the verdict is one of `VERDICTS`.

    `cited`: rows as from `koujing.code.cited.cited`. `published`: article name → ISO date, or None. Tried in turn: does
    the text exist; was it in force (or the body in office) at the date; does it say what the sentence is about, by
    `subjects.csv` and `rules.csv`; does it cover a bank's online loan. "unchecked": in force, and the register does not
    say whether the text holds it. For an undated article `both_sides` says from when on the verdict holds, and what
    before. `candidates`: register titles that a damaged one may be. Raises ValueError and InputFault as `law.status` does.
    """
    titled = cited[(cited["resolution"] == "resolved") & (cited["how"] != "body")]
    fates = {(row["article"], row["start"], row["end"]): row for row in law.status(titled, published, folder).to_dict("records")}
    known, offices = (table.set_index("id").to_dict("index") for table in (register(folder), bodies(folder)))
    said = says(folder)
    together = {}
    for place, fate in fates.items():
        together.setdefault((place[0], fate["quote"]), []).append(fate["instrument_id"])
    rows = []
    for row in cited.to_dict("records"):
        fate = fates.get((row["article"], row["start"], row["end"]))
        if fate:
            others = [one for one in together[row["article"], row["quote"]] if one != fate["instrument_id"]]
            found = _of_title(row, fate, known[fate["instrument_id"]], said, others)
        elif row["resolution"] == "resolved":
            found = _of_body(row["key"], offices[row["key"]], offices, law.published_on(row["article"], published))
        else:
            found = {"verdict": row["resolution"], "reason": row["why"]}
        rows.append({**dict.fromkeys(COLUMNS, ""), **{name: row[name] for name in COLUMNS if name in row}, **found})
    return pd.DataFrame(rows, columns=COLUMNS).astype({"start": "int64", "end": "int64"})


def spans(judged, folder=None):
    """When each text was in force that is cited, or was made for collecting and covers a bank's online loan.

    `judged` as from `verdicts`. Columns: instrument_id, title_zh, title_en, kind, start, end (dates as in the register; ""
    where open or unknown), cited (bool). Cited ones first, in the order of their first citation, bodies among them; then
    the others in the order of their start.
    """
    known = register(folder).rename(columns={"effective_from": "start", "effective_to": "end"})
    offices = bodies(folder).rename(columns={"name_zh": "title_zh", "name_en": "title_en", "in_office_from": "start",
                                             "in_office_to": "end"}).assign(kind="body")
    rows = pd.concat([known, offices])[["id", "title_zh", "title_en", "kind", "start", "end"]].set_index("id", drop=False)
    named = [one for one in dict.fromkeys(judged["instrument_id"]) if one]
    about = subjects(folder).query("topic == @GENERAL and says == 'yes'")["instrument_id"]
    made_for = known[known["id"].isin(about) & (known["applies_to_bank_online_loans"] == "yes") & ~known["id"].isin(named)]
    order = named + made_for.sort_values("start", kind="stable")["id"].tolist()
    return rows.loc[order].rename(columns={"id": "instrument_id"}).assign(
        cited=[one in named for one in order]).reset_index(drop=True)


def says(folder=None):
    """What the register knows of each instrument: {id: {topic: (yes or no, article, note, confidence)}}.

    From `rules.csv`, by the topic's item (rules on a narrower act left out), and over it `subjects.csv`.
    """
    found = {}
    narrower = {(row.instrument_id, row.article, row.item, row.stance) for row in bounds(folder).itertuples() if row.act}
    for rule in rules(folder).itertuples():
        if (rule.instrument_id, rule.article, rule.item, rule.stance) in narrower:
            continue
        for topic, item in topic_items().items():
            if item == rule.item:
                found.setdefault(rule.instrument_id, {}).setdefault(topic, ("yes", rule.article, rule.rule_en, rule.confidence))
    for row in subjects(folder).itertuples():
        found.setdefault(row.instrument_id, {})[row.topic] = (row.says, row.article, row.note, row.confidence)
    return found


def _of_title(row, fate, instrument, said, others):
    """The columns for a citation whose text the register has."""
    about = {"instrument_id": fate["instrument_id"], "title_en": fate["title_en"], "kind": fate["kind"],
             "in_force_at_publication": fate["in_force_at_publication"], "confidence": instrument["confidence"],
             "applies_to_bank_online_loans": fate["applies_to_bank_online_loans"],
             "both_sides": _both_sides(instrument) if fate["in_force_at_publication"].startswith("undated") else ""}
    if fate["outcome"] == "nonexistent":
        return about | {"verdict": "nonexistent", "reason": "searched for and not found"}
    if fate["outcome"] == "repealed":
        return about | {"verdict": "outdated", "reason": f"repealed or superseded after {instrument['effective_to']}"}
    if fate["outcome"] == "not yet in force":
        return about | {"verdict": "not yet in force", "reason": f"in force only from {instrument['effective_from']}"}
    elsewhere = {topic for one in others for topic, (answer, *_) in said.get(one, {}).items() if answer == "yes"}
    content, reason, confidence = _content(row["topics"].split("; "), said.get(fate["instrument_id"], {}), elsewhere)
    if content == "no":
        return about | {"verdict": "misattributed", "reason": reason, "confidence": confidence}
    if fate["applies_to_bank_online_loans"] == "no":
        return about | {"verdict": "inapplicable", "reason": "in force, but not for a loan that a bank makes online"}
    if content == "yes":
        return about | {"verdict": "ok", "reason": reason, "confidence": confidence}
    return about | {"verdict": "unchecked", "reason": "in force; the register does not say whether it holds this"}


def _content(topics, answers, elsewhere):
    """("yes", "no" or ""; why; how sure) of a text for the topics of a sentence: does it speak of them?

    Silence on one narrow topic is enough for "no", unless another text cited there speaks of it. Where nothing is known of
    the narrow topics, nothing is said.
    """
    narrow = [topic for topic in topics if topic != GENERAL] or topics
    absent = [topic for topic in narrow if answers.get(topic, "?")[0] == "no" and topic not in elsewhere]
    held = [topic for topic in narrow if answers.get(topic, "?")[0] == "yes"]
    deciding = absent or held
    if not deciding:
        return "", "", ""
    confidence = max((answers[topic][3] for topic in deciding), key=CONFIDENCE.index)
    if absent:
        notes = dict.fromkeys(filter(None, (answers[topic][2] for topic in absent)))
        return "no", f"silent on {', '.join(map(topic_name, absent))}: {'; '.join(notes)}", confidence
    places = dict.fromkeys(filter(None, (answers[topic][1] for topic in held)))
    return "yes", f"speaks of {', '.join(map(topic_name, held))}" + (f" (art. {'; '.join(places)})" if places else ""), confidence


def _of_body(code, body, offices, day):
    """The columns for a citation of a body's rules: was it in office?"""
    end = span(body["in_office_to"])
    about = {"instrument_id": code, "title_en": body["name_en"], "kind": "body", "confidence": body["confidence"]}
    if not end:
        return about | {"verdict": "unchecked", "reason": "in office; no title is named, so there is nothing to look up"}
    since = (end[1] + timedelta(days=1)).isoformat()
    successor = offices.get(body["successor"], {}).get("name_en", "another body")
    if day is not None and day <= end[0]:
        return about | {"verdict": "unchecked", "reason": f"in office until {body['in_office_to']}; no title is named"}
    sides = f"outdated if written since {since}; in office before" if day is None else ""
    return about | {"verdict": "outdated", "both_sides": sides, "reason": f"gave way to the {successor} on {since}"}


def _both_sides(instrument):
    """From when on, or until when, an undated article may lean on a text."""
    start, end = span(instrument["effective_from"]), span(instrument["effective_to"])
    if end:
        return f"outdated if written since {(end[1] + timedelta(days=1)).isoformat()}; in force before"
    return f"in force if written since {instrument['effective_from']}" if start else "the register gives no day"
