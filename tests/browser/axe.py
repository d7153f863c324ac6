"""Accessibility faults of a page, as axe-core (Deque) finds them in the browser."""
SERIOUS = ("serious", "critical")


def axe_faults(page, impacts=SERIOUS, within=None):
    """The faults of these impacts as a list of `(rule, target, summary)`, a row for each element at fault.

    `within` is a CSS selector: only what stands in such elements is looked at. Rules: dequeuniversity.com/rules/axe.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=within).response["violations"]
    return [(rule["id"], " ".join(map(str, node["target"])), " ".join(node["failureSummary"].split()))
            for rule in found if rule["impact"] in impacts for node in rule["nodes"]]
