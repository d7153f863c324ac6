"""Decisions and reviews to test with."""
from dataclasses import replace

from koujing.code.extract import extract
from koujing.review.applying import apply
from koujing.review.decisions import Decision, context
from koujing.review.values import to_json, values_of

TEXT = ("微粒贷逾期后会怎样", "微粒贷逾期后，平台会发送短信提醒借款人还款。", "催收人员一般不会上门。",
        "若借款人失联，平台可能会联系紧急联系人。", "微粒贷由微众银行运营。")


def on(article, item, action, who="Li", basis=None, **cells):
    """The decision on the article's claim on an item; `old` is filled in as the commands do."""
    claim = next(claim for claim in extract(article) if claim.item == item and basis in (None, claim.basis))
    cells = {"field": "claim"} | cells
    if action in ("accept", "reject"):
        cells = {"old": to_json(values_of(claim))} | cells
    return Decision("2026-11-22", who, action, article.name, claim.start, claim.end, claim.quote,
                    *context(article.raw, claim.start, claim.end), item, **cells)


def numbered(decisions):
    """The decisions with the lines that they have in a file of their own."""
    return [replace(one, line=line) for line, one in enumerate(decisions, 2)]


def review(article, *decisions):
    """The `Review` of the article by these decisions, in this order."""
    return apply(article, extract(article), numbered(decisions))
