"""The report notebooks keep their promises: a question, an answer, findings whose numbers their own cells show.

Checked on the stored outputs; that these are what the code gives is nbval's business (`run.py test`).
"""
import ast
import html
import json
import re
import statistics
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in PATHS]
COLLECTION = ["00-start-here", "01-corpus", "02-words", "03-claims", "04-stages", "05-contacts", "06-agreement",
              "07-contradictions", "08-law", "09-trust", "10-your-corpus"]

# What a reader does not take for a result: code, links, markup, paragraph and finding numbers, list markers.
NO_RESULT = re.compile(r"```.*?```|`[^`\n]*`|!?\[[^\]]*\]\([^)]*\)|<[^>]*>|https?://\S+|§+\s*[\d.]+(?:[-–,]\s*[\d.]+)*"
                       r"|\b[Ff]indings? \d+|^\s*\d+\.\s", re.DOTALL | re.MULTILINE)
DIGEST = re.compile(r" \| data .+, sha256 [0-9a-f]{12}")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def joined(text):
    return text if isinstance(text, str) else "".join(text)


def read(path):
    """The cells of a notebook file, their sources and texts as strings."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": joined(cell["source"])} for cell in cells]


@pytest.fixture(params=PATHS, ids=NAMES)
def cells(request):
    return read(request.param)


def of_kind(cells, kind):
    return [cell for cell in cells if cell["cell_type"] == kind]


def prose(text):
    """Markdown without what is no result."""
    return NO_RESULT.sub(" ", text)


def numbers(text):
    """The numbers in a text, as values: 1,250 and 1250 are one, and so are 0.5 and 0.50. Signs are not looked at."""
    return {Decimal(match.replace(",", "")) for match in NUMBER.findall(text)}


def shown(cells):
    """All that the stored outputs of these cells say, without markup."""
    texts = []
    for output in (output for cell in of_kind(cells, "code") for output in cell["outputs"]):
        data = output.get("data", {})
        texts.append(joined(output.get("text", "")))
        if "text/html" in data:  # what is seen; the plain text beside it is not
            page = re.sub(r"<style.*?</style>", " ", joined(data["text/html"]), flags=re.DOTALL)
            texts.append(html.unescape(re.sub(r"<[^>]*>", " ", page)))
        else:
            texts += [joined(text) for kind, text in data.items() if kind in ("text/plain", "text/markdown")]
    return DIGEST.sub("", "\n".join(texts))  # its digits are no numbers


def findings(cells):
    """Each `## Finding` heading with its cell, and the cells from there to the next heading of level 1 or 2."""
    starts = [(number, line) for number, cell in enumerate(cells) if cell["cell_type"] == "markdown"
              for line in cell["source"].splitlines() if re.match(r"##? ", line)]
    ends = [number for number, _ in starts[1:]] + [len(cells)]
    return [(line, cells[start], cells[start:max(end, start + 1)])
            for (start, line), end in zip(starts, ends, strict=True) if re.match(r"## Finding \d+", line)]


def unsupported(text, cells):
    """The numbers of a text that no output of the cells shows, sorted."""
    return sorted(numbers(prose(text)) - numbers(shown(cells)))


def test_the_collection_is_complete():
    assert NAMES == COLLECTION


def test_every_code_cell_was_run_once_in_order(cells):
    code = [cell for cell in of_kind(cells, "code") if cell["source"].strip()]
    assert list(range(1, len(code) + 1)) == [cell["execution_count"] for cell in code] != []


def test_every_cell_that_ends_in_a_value_shows_it(cells):
    assert any(cell["outputs"] for cell in of_kind(cells, "code"))
    silent = []
    for cell in of_kind(cells, "code"):
        tree = ast.parse(cell["source"])
        imports = any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in tree.body)
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not imports and not cell["outputs"]:
            silent.append(cell["source"])
    assert [] == silent


def test_no_output_is_an_error_a_warning_or_a_trace_of_the_machine(cells):
    outputs = [output for cell in of_kind(cells, "code") for output in cell["outputs"]]
    assert [] == [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
    text = shown(cells)
    assert not re.search(r"\bat 0x[0-9a-f]+", text)
    assert str(ROOT) not in text and str(Path.home()) + "/" not in text


def test_reports_define_nothing(cells):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [] == [cell["source"] for cell in of_kind(cells, "code")
                  if any(isinstance(node, kinds) for node in ast.walk(ast.parse(cell["source"])))]


def test_code_cells_are_short(cells):
    lengths = [sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in cell["source"].splitlines())
               for cell in of_kind(cells, "code")]
    assert statistics.median(lengths) <= 3


def test_the_title_asks(cells):
    assert "markdown" == cells[0]["cell_type"]
    title = cells[0]["source"].splitlines()[0]
    assert re.fullmatch(r"# .+\?", title)


@pytest.mark.parametrize("section", ["What this does not show", "Checks"])
def test_limits_and_checks_have_their_section(cells, section):
    assert any(re.search(rf"^##+ {section}\b", cell["source"], re.MULTILINE) for cell in of_kind(cells, "markdown"))


def test_the_answer_comes_first_with_numbers_that_the_notebook_shows(cells):
    opening = cells[0]["source"].partition("\n")[2].strip() or cells[1]["source"]
    assert numbers(prose(opening))
    assert [] == unsupported(opening, cells)


def test_every_number_of_a_finding_stands_in_the_outputs_beneath_it(cells):
    assert {} == {line: missing for line, _, under in findings(cells) if (missing := unsupported(line, under))}


def test_the_numbers_of_findings_are_computed_not_typed(cells):
    assert [] == [line for line, cell, _ in findings(cells)
                  if numbers(prose(line)) and "template" not in cell["metadata"].get("koujing", {})]


def test_no_number_in_prose_that_no_cell_shows(cells):
    assert {} == {cell["source"]: missing for cell in of_kind(cells, "markdown")
                  if (missing := unsupported(cell["source"], cells))}


def test_a_finding_has_one_figure_at_most(cells):
    figures = {line: sum("image/png" in output.get("data", {}) for cell in of_kind(under, "code")
                         for output in cell["outputs"]) for line, _, under in findings(cells)}
    assert {} == {line: count for line, count in figures.items() if count > 1}


def test_every_figure_says_its_title_and_the_digest_of_its_data_and_has_an_alternative_text(cells):
    pictures = [output for cell in of_kind(cells, "code") for output in cell["outputs"] if "image/png" in output.get("data", {})]
    for output in pictures:
        said, alt = joined(output["data"]["text/plain"]), output["metadata"]["image/png"]["alt"]
        title = re.fullmatch(r"[a-z_]+: (.+?)" + DIGEST.pattern, said)
        assert title and alt.startswith(title[1]) and len(alt) > len(title[1]) + 40, said
        assert re.search(r"\bn = \d", alt), f"no n in the caption: {alt}"


def test_shares_are_counted_out_never_percentages(cells):
    assert [] == [cell["source"] for cell in of_kind(cells, "markdown")
                  if re.search(r"%|\bper ?cent\b|百分之", prose(cell["source"]))]


def test_the_reader_of_numbers_itself():
    text = "## Finding 12: 3 of 1,250 (§3.2, §1-4) `x = 9` [see 03](03-claims.ipynb) <b id=7>0.50</b>\n\n1. done"
    assert {Decimal(3), Decimal(1250), Decimal("0.5")} == numbers(prose(text))
    output = {"output_type": "execute_result", "data": {"text/html": ["<td rowspan=4>3</td>"], "text/plain": ["99"]}}
    under = [{"cell_type": "code", "source": "", "outputs": [output, {"output_type": "stream", "text": ["1250\n"]}]}]
    assert [Decimal("0.5")] == unsupported(text, under)
    assert [Decimal(4)] == unsupported("4", under)


def test_the_reader_of_findings_itself():
    def heading(text):
        return {"cell_type": "markdown", "source": text}

    code = {"cell_type": "code", "source": "", "outputs": []}
    walked = [heading("# Title?"), heading("## Finding 1: a"), code, heading("### within"), code,
              heading("## Finding 2: b"), code, heading("## Checks"), code]
    found = [(line, len(under)) for line, _, under in findings(walked)]
    assert [("## Finding 1: a", 4), ("## Finding 2: b", 2)] == found
