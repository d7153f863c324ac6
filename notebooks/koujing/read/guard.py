"""Cells of CSV files that a spreadsheet must not run."""
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guard(cell):
    """The cell, made harmless to spreadsheets where it is text that begins like a formula; `unguard` gives it back.

    >>> guard("=HYPERLINK(1)"), guard("-5 days"), guard("催收"), guard(-5)
    ("'=HYPERLINK(1)", "'-5 days", '催收', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(FORMULA) else cell


def unguard(cell):
    """The text of a cell as it was before `guard`, whatever it was.

    >>> unguard("'=HYPERLINK(1)"), unguard("'tis"), unguard("催收"), unguard(guard("'=1"))
    ('=HYPERLINK(1)', "'tis", '催收', "'=1")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell
