"""Claims about what is allowed or required against the rules: supported, contradicted, stricter, looser, or no rule found."""
import pandas as pd

from . import law
from .register import CONFIDENCE, VALID, bounds, register, rules

FINDINGS = ("supported", "guideline", "stricter", "looser", "contradicted", "no rule found", "undated")
LEGAL = ("law", "regulation", "departmental_rule", "judicial")  # the kinds of text that bind by law
THIRD = "target.third_party"  # what is ruled of third persons is ruled of each of these
PERSONS = ("target.family", "target.friends", "target.workplace", "target.address_book")
COLUMNS = ["article", "start", "end", "item", "stance", "source", "then", "today", "relation", "rank", "instrument_id",
           "title_en", "rule_article", "rule_stance", "key_phrase_zh", "rule_en", "confidence", "quote"]
RULE_KEY = ["instrument_id", "article", "item", "stance"]
PERMISSIVE = ("contradicted", "looser", "supported", "stricter")  # which relation counts first where a claim permits
DEMANDING = ("supported", "stricter", "looser", "contradicted")  # and where it demands or forbids


def rulings(claims, published, folder=None):
    """One row a claim of basis norm, in order: `COLUMNS`; `then` and `today` are each one of `FINDINGS`.

    `claims`: a table of claims with `cap` (contacts a day, or missing), `hours` (a pair, barred from and to, or None)
    and `channel` ("sms", "phone" or ""). `then`: by the rules in force on the article's date, "undated" without one;
    `today`: by those that the register has in force. "supported": a rule of law says so; "guideline": only a standard or
    an association's text does, which is no law; "stricter": the claim asks more than the rule, "looser": less;
    "no rule found": none in the register, which proves nothing. The other columns are of the rule that decided today:
    `relation` to it, `rank` (law or guideline); where no rule of the register decides, the nearest one, or nothing.
    """
    known = {row["id"]: row for row in register(folder).to_dict("records")}
    bound = {tuple(row[name] for name in RULE_KEY): row for row in bounds(folder).to_dict("records")}
    book = [{**rule, "bound": bound.get(tuple(rule[name] for name in RULE_KEY), {}),
             "instrument": known[rule["instrument_id"]]} for rule in rules(folder).to_dict("records")]
    book = [rule for rule in book if rule["instrument"]["applies_to_bank_online_loans"] != "no"]
    rows = []
    for claim in claims.to_dict("records"):
        day = law.published_on(claim["article"], published)
        about = [rule for rule in book if rule["item"] == claim["item"] or rule["item"] == THIRD and claim["item"] in PERSONS]
        then = "undated" if day is None else _finding(claim, [
            rule for rule in about if law.in_force(rule["instrument"], day) == "yes"])[0]
        standing = [rule for rule in about if rule["instrument"]["status"] in VALID]
        today, relation, rule = _finding(claim, standing)
        shown = rule or min(standing, key=_order, default=None)
        rows.append((*(claim[name] for name in COLUMNS[:6]), then, today, relation, *_shown(shown), claim["quote"]))
    return pd.DataFrame(rows, columns=COLUMNS)


def gaps(claims, verdicts, folder=None):
    """For every item that is spoken of: which rules govern it today, and which articles name one of them.

    `claims`: item and article of each claim, comments left out; `verdicts` as from `compare.verdicts.verdicts`.
    Rules on a narrower act are left out; those on third persons count for family, friends, workplace and address book.
    Columns: item, articles (that speak of it), rules, instruments (ids in force that cover a bank's online loan and hold
    a rule on it, best confirmed first), legal (how many of them are law), named_by (articles that name one of them).
    """
    known = register(folder)
    standing = known[known["status"].isin(VALID) & (known["applies_to_bank_online_loans"] != "no")]
    narrower = bounds(folder).query("act != ''")[RULE_KEY]
    held = rules(folder).merge(narrower, on=RULE_KEY, how="left", indicator="narrower").query("narrower == 'left_only'")
    held = held.merge(standing[["id", "kind"]], left_on="instrument_id", right_on="id")
    held = held.sort_values("confidence", key=lambda column: column.map(CONFIDENCE.index), kind="stable")
    naming = verdicts.groupby("instrument_id")["article"].agg(set).to_dict()
    rows = []
    for item, articles in claims.groupby("item")["article"].agg(set).items():
        mine = held[held["item"].isin([item, THIRD] if item in PERSONS else [item])]
        ids = list(dict.fromkeys(mine["instrument_id"]))
        named = sorted(set().union(*(naming.get(one, set()) & articles for one in ids)))
        rows.append((item, len(articles), len(mine), "; ".join(ids),
                     mine.loc[mine["kind"].isin(LEGAL), "instrument_id"].nunique(), "; ".join(named)))
    return pd.DataFrame(rows, columns=["item", "articles", "rules", "instruments", "legal", "named_by"])


def _finding(claim, candidates):
    """(finding, relation, rule) of a claim by these rules.

    A rule of law goes before any guideline, and one that covers the loan wholly before one that does in part. Where the
    claim gives a number, a rule that gives none decides only if no other does.
    """
    order = PERMISSIVE if claim["stance"] == "permitted" else DEMANDING
    found = [(one, rule) for rule in candidates if (one := relation(claim, rule))]
    if claim["hours"] is not None or not pd.isna(claim["cap"]):
        found = [pair for pair in found if pair[1]["bound"].get("cap") or pair[1]["bound"].get("from_hour")] or found
    if not found:
        return "no rule found", "", None
    best, rule = min(found, key=lambda pair: (*_order(pair[1])[:2], order.index(pair[0]), _order(pair[1])))
    return "guideline" if best == "supported" and rule["instrument"]["kind"] not in LEGAL else best, best, rule


def relation(claim, rule):
    """How a claim stands to one rule: "supported", "stricter", "looser", "contradicted"; "" where they do not meet.

    They do not meet where the rule is about a narrower act, or about another channel than the claim.
    """
    bound = rule["bound"]
    if bound.get("act") or bound.get("channel") and claim["channel"] not in ("", bound["channel"]):
        return ""
    if claim["item"] == "rule.hours" and claim["stance"] != "permitted":
        return _of_hours(claim["hours"], bound)
    if claim["item"] == "rule.frequency" and claim["stance"] != "permitted":
        return _of_number(claim["cap"], bound)
    said, ruled = claim["stance"], rule["stance"]
    if claim["item"].startswith("rule."):
        if said == "permitted":
            return {"conditional": "looser", "permitted": "supported"}.get(ruled, "contradicted")
        return {"conditional": "stricter", "permitted": "stricter"}.get(ruled, "supported")
    if said == ruled or (said, ruled) == ("permitted", "required"):
        return "supported"
    if ruled == "conditional" and said == "permitted":
        return "supported" if _conditions_met(claim, bound) else "looser"
    if ruled == "conditional" or (said, ruled) == ("required", "permitted"):
        return "stricter"
    return "contradicted"


def _conditions_met(claim, bound):
    """Whether a claim states the conditions that the rule sets; one that names none in particular will do where it has none."""
    said, asked = (set(filter(None, str(text or "").split("; "))) for text in (claim["conditions"], bound.get("conditions")))
    return asked <= said if asked else bool(said)


def _of_number(cap, bound):
    if cap is None or pd.isna(cap):
        return "supported"
    if not bound.get("cap"):
        return "stricter"
    ruled = int(bound["cap"])
    return "supported" if cap == ruled else "stricter" if cap < ruled else "looser"


def _of_hours(hours, bound):
    if hours is None or not isinstance(hours, tuple):
        return "supported"
    if not bound.get("from_hour"):
        return "stricter"
    claimed, ruled = _barred(*hours), _barred(int(bound["from_hour"]), int(bound["to_hour"]))
    if claimed == ruled:
        return "supported"
    return "stricter" if claimed > ruled else "looser" if claimed < ruled else "contradicted"


def _barred(start, end):
    """The hours of the day, as a set, from one hour to another, over midnight where need be."""
    return {hour % 24 for hour in range(start, end + (24 if end <= start else 0))}


def _order(rule):
    """Rules that cover the loan wholly, and those best confirmed, first; legal ones before guidelines."""
    return (rule["instrument"]["kind"] not in LEGAL, rule["instrument"]["applies_to_bank_online_loans"] != "yes",
            CONFIDENCE.index(rule["confidence"]))


def _shown(rule):
    if rule is None:
        return ("",) * 8
    instrument = rule["instrument"]
    return ("law" if instrument["kind"] in LEGAL else "guideline", rule["instrument_id"], instrument["title_en"], rule["article"],
            rule["stance"], rule["key_phrase_zh"], rule["rule_en"], rule["confidence"])
