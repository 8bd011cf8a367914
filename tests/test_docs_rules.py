"""The pages of rules: every example raises its rule, every quotation is a clause of the record it names."""

import re
import sysconfig
from datetime import date
from pathlib import Path

import pytest

from licet.licenses import clauses, ids, load
from licet.model.analysis import Analysis
from licet.model.vocabulary import Verdict
from licet.pipeline import analyze
from licet.rules.registry import RULES
from tools.example_texts import exact_text

PAGES = Path(__file__).resolve().parents[1] / "docs" / "rules"
IDS = [rule.id for rule in RULES]
TODAY = date(2026, 12, 1)
KINDS = {
    *("replace-component", "isolate-as-service", "acquire-license", "open-source-product", "change-outbound-license"),
    *("change-use", "rename", "add-notice", "pass-through-terms", "obtain-text", "answer-question", "retrain"),
    "drop-component",
}
"""The kinds of remedy (design section 6)."""

_BLOCK = re.compile(r"^```(\w+)(?: ([\w./-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUOTE = re.compile(r'^- `([^`\n]+)` §([^:\n]+): "([^\n]+)"$', re.MULTILINE)
_RESULT = re.compile(r"^The finding is \*\*([a-z-]+)\*\*\.$", re.MULTILINE)
_KIND = re.compile(r"`([a-z-]+)`")
_LINES = 80
"""Most lines of one page, the files of its example included."""


def page(rule_id: str) -> str:
    """The text of a rule's page."""
    return (PAGES / f"{rule_id}.md").read_text("utf-8")


def known_text() -> str:
    """A license text as some installed package carries it: none is pasted into a page."""
    found = exact_text(Path(sysconfig.get_paths()["purelib"]), "MIT")
    if found is None:
        pytest.skip("no installed package carries a plain license text")
    return found.decode("utf-8") + "\n"


def example(rule_id: str, folder: Path) -> Analysis:
    """The result for the page's example: blocks of TOML are licet.toml, or the file that the fence names."""
    text = page(rule_id)
    for language, name, content in _BLOCK.findall(text[text.index("## Example") :]):
        if name or language == "toml":
            path = folder / (name or "licet.toml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(known_text() + content if language == "added" else content, "utf-8")
    return analyze(folder, now=TODAY)


@pytest.mark.parametrize("rule_id", IDS)
def test_the_example_raises_the_rule_as_the_page_says(rule_id: str, tmp_path: Path) -> None:
    """The verdict is the one that the page gives, and every remedy offered is of a kind that the page names."""
    result = example(rule_id, tmp_path)
    findings = [finding for finding in result.findings if finding.rule == rule_id]
    assert findings
    text = page(rule_id)
    assert {finding.verdict for finding in findings} >= {Verdict(word) for word in _RESULT.findall(text)}
    wanted = {name for finding in findings for name in finding.remedies}
    offered = {remedy.kind for remedy in result.remedies if remedy.id in wanted}
    cleared = text[text.index("## What clears it") : text.index("## Example")]
    assert offered <= set(_KIND.findall(cleared)) & KINDS


@pytest.mark.parametrize("rule_id", IDS)
def test_quotations_are_clauses_of_the_records(rule_id: str) -> None:
    for license_id, section, quote in _QUOTE.findall(page(rule_id)):
        assert license_id in ids()
        assert (section, quote) in {(clause.section, clause.quote) for _, clause in clauses(load(license_id))}
        assert len(quote.split()) <= 15


@pytest.mark.parametrize("rule_id", IDS)
def test_a_page_is_short_and_has_its_parts(rule_id: str) -> None:
    text = page(rule_id)
    assert text.startswith(f"# {rule_id}\n\n")
    assert 25 <= len(text.splitlines()) <= _LINES
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert parts == ["Why", "How it decides", "Verdicts", "What clears it", "Example"]


@pytest.mark.parametrize("rule_id", ["noncommercial-only", "threshold", "territory", "naming", "field-of-use"])
def test_a_rule_that_reads_clauses_quotes_some(rule_id: str) -> None:
    assert len(_QUOTE.findall(page(rule_id))) >= 2
