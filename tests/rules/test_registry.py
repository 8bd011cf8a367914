"""The registry: every rule is listed, named after its file, tested and explained."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from licet import rules
from licet.model.analysis import RISK_KINDS
from licet.rules.case import Rule
from licet.rules.registry import RULES

ROOT = Path(__file__).resolve().parents[2]
IDS = [rule.id for rule in RULES]
VOCABULARY = {
    *("no-further-restrictions", "share-alike", "noncommercial-only", "research-only", "nonproduction-only"),
    *("act-withheld", "competing-model-training", "llm-improvement", "naming", "territory", "threshold"),
    *("disclose-source", "no-sharing-of-derivatives", "latest-policy", "data-protection", "field-of-use"),
    *("license-drift", "modified-text", "missing-license", "missing-text", "not-reviewed", "unresolved-reference"),
    *("unmet-duty", "policy", "expired-waiver"),
}
"""The names of findings in vocabulary section 10."""


def rule_modules() -> dict[str, Rule]:
    """Every module of the package that defines a rule."""
    found = {}
    for entry in iter_modules(rules.__path__):
        rule = getattr(import_module(f"{rules.__name__}.{entry.name}"), "RULE", None)
        if isinstance(rule, Rule):
            found[entry.name] = rule
    return found


def test_the_rules_are_those_of_the_vocabulary() -> None:
    assert set(IDS) == VOCABULARY
    assert len(IDS) == len(set(IDS))


def test_every_module_with_a_rule_is_listed_and_nothing_else() -> None:
    listed = sorted(rule_modules().values(), key=lambda rule: rule.id)
    assert listed == sorted(RULES, key=lambda rule: rule.id)


def test_a_rule_is_named_after_its_file() -> None:
    assert {name: rule.id for name, rule in rule_modules().items()} == {
        name: name.replace("_", "-") for name in rule_modules()
    }


def test_a_rule_has_a_column_in_the_risk_matrix() -> None:
    assert {rule.risk for rule in RULES} <= set(RISK_KINDS)


@pytest.mark.parametrize("rule_id", IDS)
def test_a_rule_has_tests_of_its_name(rule_id: str) -> None:
    path = ROOT / "tests" / "rules" / f"test_{rule_id.replace('-', '_')}.py"
    assert path.is_file()
    assert "def test_" in path.read_text("utf-8")


@pytest.mark.parametrize("rule_id", IDS)
def test_a_rule_has_a_page_of_its_name(rule_id: str) -> None:
    page = ROOT / "docs" / "rules" / f"{rule_id}.md"
    assert page.is_file()
    assert page.read_text("utf-8").startswith(f"# {rule_id}\n")


def test_there_is_no_page_and_no_test_of_a_rule_that_is_gone() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")} - {"README", "index"}
    assert pages <= set(IDS)


def test_a_rules_module_says_what_it_finds() -> None:
    for name in rule_modules():
        said = import_module(f"{rules.__name__}.{name}").__doc__ or ""
        assert re.fullmatch(r"[A-Z].{20,}\.", said.strip().splitlines()[0])
