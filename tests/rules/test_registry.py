"""The registry: every rule is listed, named after its file, tested and explained."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from licet import rules
from licet.licenses import ids, load
from licet.model.analysis import RISK_KINDS
from licet.model.terms import Territory, Threshold
from licet.model.vocabulary import Act, Duty, Value, Verdict
from licet.rules.case import Rule
from licet.rules.registry import RULES
from tests.rules.build import found, link, part, product, system, use, verdict

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


# -- no statement of a shipped record is left unjudged ------------------------------------------------------------

WORST_USE = use(
    commercial=True,
    delivery=["hosted-api", "distributed-weights", "dataset-release"],
    organization="company",
    seat="DE",
    territories=["worldwide"],
    sizes=dict.fromkeys(
        ("monthly_active_users", "daily_active_users", "annual_revenue_usd", "monthly_revenue_usd"), 10**12
    ),
    trains_models_on_outputs=True,
    publishes_outputs=True,
    makes_trained_model_available=True,
)
"""A use to which every limit of size, place and purpose applies."""

TAG_RULES = {
    "noncommercial-only": "modifies",
    "research-only": "modifies",
    "nonproduction-only": "modifies",
    "no-sharing-of-derivatives": "modifies",
    "competing-model-training": "distills-outputs",
    "llm-improvement": "distills-outputs",
}
"""Tags with a rule of their own, and a link by which the limit is met."""


def tagged() -> list[tuple[str, str]]:
    """Every record with every such tag."""
    return [(name, r.tag) for name in ids() for r in load(name).restrictions if r.tag in TAG_RULES]


def conditional(kind: type) -> list[str]:
    """Every record with a condition of a kind; a size that only asks for a notice is a duty."""
    return [
        name
        for name in ids()
        if any(isinstance(c, kind) and getattr(c, "effect", "") != "display" for c in load(name).conditions)
    ]


def worst(license_id: str, how: str, rule_id: str, name: str = "acme") -> Verdict:
    """The verdict of one rule where a model of ours meets every limit of one license."""
    item = part("part", license=license_id, modalities=["text", "image"])
    made = product(name, kind="model", modalities=["text"])
    return verdict(system([item], [link("product", how, "part")], use=WORST_USE, product=made), rule_id)


@pytest.mark.parametrize(("license_id", "tag"), tagged())
def test_no_tag_of_a_record_goes_unjudged(license_id: str, tag: str) -> None:
    assert worst(license_id, TAG_RULES[tag], tag).rank >= Verdict.REVIEW.rank


@pytest.mark.parametrize("license_id", conditional(Threshold))
def test_no_threshold_of_a_record_goes_unjudged(license_id: str) -> None:
    assert worst(license_id, "embeds", "threshold").rank >= Verdict.REVIEW.rank


@pytest.mark.parametrize("license_id", conditional(Territory))
def test_no_territory_of_a_record_goes_unjudged(license_id: str) -> None:
    assert worst(license_id, "embeds", "territory").rank >= Verdict.REVIEW.rank


@pytest.mark.parametrize("license_id", [name for name in ids() if load(name).duty(Duty.NAMING).value is Value.YES])
def test_no_naming_duty_of_a_record_goes_unjudged(license_id: str) -> None:
    word = load(license_id).duty(Duty.NAMING).parameters.get("forbids", "")
    assert worst(license_id, "fine-tunes", "naming") is (Verdict.ALLOWED if word else Verdict.WITH_DUTIES)
    if word:
        assert worst(license_id, "fine-tunes", "naming", name=f"my-{word.upper()}-kit") is Verdict.REVIEW


def ungranted() -> list[tuple[str, str]]:
    """Every record with every act that needs a permission and that it refuses or does not mention."""
    acts = (Act.MODIFY, Act.REDISTRIBUTE, Act.HOST)
    return [
        (name, act) for name in ids() for act in acts if load(name).permission(act).value in {Value.NO, Value.SILENT}
    ]


@pytest.mark.parametrize(("license_id", "act"), ungranted())
def test_no_act_that_a_record_does_not_grant_goes_unjudged(license_id: str, act: str) -> None:
    item = part("part", license=license_id)
    judged = system([item], [link("product", "modifies", "part")], use=WORST_USE, product=product(kind="model"))
    finding = next(finding for finding in found(judged, "act-withheld") if finding.act == act)
    assert finding.verdict.rank >= Verdict.REVIEW.rank
