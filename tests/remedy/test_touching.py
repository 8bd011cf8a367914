"""What a finding hangs on: its parts, all that lies between them and the product, and what its rule reads."""

from licet.model.bom import PRODUCT
from licet.model.findings import Finding, OwedDuty, Step
from licet.model.vocabulary import DutyStatus, How, Verdict
from licet.remedy.touching import COMMERCIAL, DELIVERY, LICENSE, READS, USES, Footprints
from licet.rules.registry import RULES
from tests.rules.build import link

LINKS = (
    link(PRODUCT, "links", "engine"),
    link("engine", "links", "parser"),
    link(PRODUCT, "links", "forms"),
    link("forms", "links", "parser"),
    link("parser", "links", "tables"),
    link(PRODUCT, "embeds", "model"),
)


def finding(rule: str, *parts: str, path: tuple[Step, ...] = ()) -> Finding:
    return Finding(key="k", rule=rule, verdict=Verdict.BLOCKED, severity="high", title="", components=parts, path=path)


def test_every_way_to_the_part_counts_and_nothing_behind_it_or_beside_it() -> None:
    found = Footprints(LINKS).of(finding("noncommercial-only", "parser"))
    assert found == {"part:parser", "part:engine", "part:forms", COMMERCIAL}


def test_all_parts_of_a_finding_count_and_those_of_its_path() -> None:
    step = Step(source="engine", how=How.LINKS, target="parser")
    found = Footprints(LINKS).of(finding("share-alike", "model", path=(step,)))
    assert {"part:model", "part:engine", "part:parser", "part:forms", LICENSE, DELIVERY} <= found
    assert "part:tables" not in found
    assert COMMERCIAL not in found


def test_a_circle_of_links_ends() -> None:
    circle = (link(PRODUCT, "links", "a"), link("a", "links", "b"), link("b", "links", "a"))
    assert Footprints(circle).of(finding("policy", "b")) == {"part:a", "part:b"}


def test_a_rule_that_nobody_listed_may_read_everything() -> None:
    assert Footprints(LINKS).of(finding("some-new-rule", "model")) == {"part:model", *USES}


def test_a_duty_may_read_everything() -> None:
    duty = OwedDuty(key="k", duty="keep-notices", status=DutyStatus.DUE, component="tables")
    assert Footprints(LINKS).of(duty) >= {"part:tables", "part:parser", "part:engine", "part:forms", *USES}


def test_what_is_listed_are_rules_and_facts_of_the_use() -> None:
    assert set(READS) <= {rule.id for rule in RULES}
    assert all(reads <= USES for reads in READS.values())
