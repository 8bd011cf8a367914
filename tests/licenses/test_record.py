"""Records: what docs/licenses.md allows becomes a `License`; everything else is a fault, and all faults are told."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from licet.errors import KnowledgeError
from licet.licenses import parse_record
from licet.model.terms import Clause, Document, OtherCondition, StatementReading, Territory, Threshold
from licet.model.vocabulary import Act, Category, Duty, Reach, Strength, Trigger, Value

Data = dict[str, Any]
Change = Callable[[Data], object]
PLACE = {"section": "2", "locator": "you may do so"}
CLAUSE = Clause(license="Toy-1.0", document="license", section="2", quote="you may do so")


def toy() -> Data:
    """A small record that keeps the contract."""
    return {
        "id": "Toy-1.0",
        "name": "Toy License",
        "kind": "model",
        "category": "use-restricted",
        "complete": True,
        "reviewed": "2026-11",
        "documents": [
            {"name": "license", "source": "somewhere", "sha256": "0" * 64},
            {"name": "policy", "source": "elsewhere", "sha256": "1" * 64, "excerpt": True},
        ],
        "permits": {"host": {"value": "yes", **PLACE}},
        "duties": {"keep-notices": {"value": "yes", "triggers": ["on-distribution"], **PLACE}},
    }


def test_statements_become_values_with_their_place() -> None:
    data = toy()
    data["permits"]["modify"] = {"value": "silent", "note": "nothing is said"}
    data["restrictions"] = [
        {
            "tag": "legal-advice",
            "strength": "conditional",
            "qualifiers": ["unlicensed"],
            "document": "policy",
            "section": "1.4",
            "locator": "unlicensed practice",
        },
    ]
    terms = parse_record(data, source="toy.toml")
    assert (terms.id, terms.category, terms.complete) == ("Toy-1.0", Category.USE_RESTRICTED, True)
    assert terms.documents[1] == Document(name="policy", source="elsewhere", sha256="1" * 64, excerpt=True)
    assert terms.permits[Act.HOST].value is Value.YES
    assert terms.permits[Act.HOST].clause == CLAUSE
    assert terms.permits[Act.MODIFY].clause is None
    assert terms.permits[Act.MODIFY].note == "nothing is said"
    restriction = terms.restrictions[0]
    assert (restriction.strength, restriction.qualifiers) == (Strength.CONDITIONAL, ("unlicensed",))
    assert restriction.clause.document == "policy"


def test_triggers_are_any_of_sets_that_must_all_happen() -> None:
    data = toy()
    both = {"all": ["on-network-access", "on-modification"]}
    data["duties"]["keep-notices"]["triggers"] = ["on-distribution", both]
    duty = parse_record(data, source="toy.toml").duties[Duty.KEEP_NOTICES]
    assert duty.triggers == (
        frozenset({Trigger.DISTRIBUTION}),
        frozenset({Trigger.NETWORK_ACCESS, Trigger.MODIFICATION}),
    )


def test_parameters_become_texts() -> None:
    data = toy()
    data["duties"]["termination"] = {"value": "yes", "parameters": {"cure_days": 30, "at_will": False}, **PLACE}
    data["duties"]["share-alike"] = {"value": "yes", "parameters": {"scope": "library"}, **PLACE}
    duties = parse_record(data, source="toy.toml").duties
    assert duties[Duty.TERMINATION].parameters == {"cure_days": "30", "at_will": "false"}
    assert duties[Duty.SHARE_ALIKE].reach is Reach.LIBRARY


def test_conditions_by_kind() -> None:
    data = toy()
    size = {"metric": "MAU", "value": 700, "effect": "need-license", "measured_at": date(2024, 7, 23)}
    data["conditions"] = [
        {"kind": "threshold", "on": ["host", "request-license"], **size, **PLACE},
        {"kind": "territory", "excluded": ["EU", "KR"], "tested_on": ["place-of-use"], **PLACE},
        {"kind": "change-date", "years": 4, **PLACE},
        {"kind": "trade-controls", **PLACE},
    ]
    threshold, territory, change, trade = parse_record(data, source="toy.toml").conditions
    assert isinstance(threshold, Threshold)
    assert (threshold.value, threshold.measured, threshold.measured_at) == (700, "current", "2024-07-23")
    assert threshold.on == ("host", "request-license")
    assert isinstance(territory, Territory)
    assert (territory.excluded, territory.tested_on) == (("EU", "KR"), ("place-of-use",))
    assert isinstance(change, OtherCondition)
    assert change.parameters == {"years": "4"}
    assert isinstance(trade, OtherCondition)
    assert trade.kind == "trade-controls"


def test_derivatives_carry_the_clause_that_stands_beside_them() -> None:
    data = toy()
    data["derivatives"] = {"fine-tunes": "yes", "adapts": "silent", "links:dynamic": "no"}
    data["derivative_clauses"] = {
        "fine-tunes": PLACE,
        "adapts": {"inferred": "likely-yes"},
        "links:dynamic": PLACE,
    }
    terms = parse_record(data, source="toy.toml")
    assert terms.derivation("fine-tunes").clause == CLAUSE
    assert terms.derivation("adapts").inferred == "likely-yes"
    assert terms.derivation("links:dynamic").value is Value.NO
    assert terms.derivation("links:static").value is Value.SILENT


def test_what_a_license_says_of_other_licenses() -> None:
    data = toy() | {
        "compatible_with": ["MPL-2.0"],
        "treats_as_restriction": ["indemnify"],
        "no_further_restrictions": PLACE,
        "readings": [{"id": "network-reach", "statements": ["permits.host", "conditions.threshold"]}],
        "licensor": "Toy makers",
        "sells_exceptions": True,
    }
    terms = parse_record(data, source="toy.toml")
    assert (terms.compatible_with, terms.treats_as_restriction) == (("MPL-2.0",), ("indemnify",))
    assert terms.no_further_restrictions == CLAUSE
    assert terms.readings == (
        StatementReading(id="network-reach", statements=("permits.host", "conditions.threshold")),
    )
    assert (terms.licensor, terms.sells_exceptions) == ("Toy makers", True)


def _set(*path: str | int, to: object) -> Change:
    def change(data: Data) -> None:
        place: Any = data
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_set("licence", to=1), "unknown key 'licence'"),
        (_set("permits", "hots", to={"value": "silent"}), "permits: unknown key 'hots'; did you mean 'host'?"),
        (_set("permits", "host", "locater", to="x"), "permits.host: unknown key 'locater'; did you mean 'locator'?"),
        (_set("permits", "host", "value", to="maybe"), "permits.host.value: unknown word 'maybe'"),
        (_set("permits", "host", to={"value": "no"}), "permits.host: needs a section and a locator"),
        (
            _set("permits", "host", to={"value": "silent", "section": "1"}),
            "permits.host: needs a section and a locator",
        ),
        (_set("permits", "host", "locator", to="a " * 16), "permits.host.locator: has more than 15 words"),
        (_set("permits", "host", "document", to="annex"), "permits.host.document: no document 'annex' is listed"),
        (_set("permits", "host", "section", to=2), "permits.host.section: must be text, in quotes"),
        (_set("permits", to=[]), "permits: must be a table"),
        (_set("duties", "keep-notices", "triggers", to=["on-paper"]), "duties.keep-notices.triggers: unknown word"),
        (_set("duties", "keep-notices", "triggers", to=[{"all": []}]), "duties.keep-notices.triggers: unknown word"),
        (_set("duties", "keep-notices", "triggers", to="on-any-use"), "duties.keep-notices.triggers: must be a list"),
        (
            _set("duties", "keep-notices", "parameters", to={"prefix": "x"}),
            "duties.keep-notices.parameters: unknown key 'prefix'",
        ),
        (
            _set("duties", "share-alike", to={"value": "yes", "parameters": {"scope": "all"}, **PLACE}),
            "duties.share-alike.parameters.scope: unknown word 'all'",
        ),
        (_set("conditions", to=[{"kind": "weather", **PLACE}]), "conditions[1].kind: unknown word 'weather'"),
        (_set("conditions", to=[{"kind": "exempt", **PLACE}]), "conditions[1].who: is missing"),
        (
            _set(
                "conditions", to=[{"kind": "threshold", "metric": "MAU", "effect": "display", "value": True, **PLACE}]
            ),
            "conditions[1].value: must be a whole number",
        ),
        (
            _set("conditions", to=[{"kind": "territory", "excluded": ["Europe"], **PLACE}]),
            "conditions[1].excluded: must list regions",
        ),
        (
            _set("restrictions", to=[{"tag": "gamblin", "strength": "prohibited", **PLACE}]),
            "restrictions[1].tag: unknown word 'gamblin'; did you mean 'gambling'?",
        ),
        (
            _set("restrictions", to=[{"tag": "harm", "strength": "prohibited"}]),
            "restrictions[1]: needs a section and a locator",
        ),
        (_set("derivatives", to={"adapts": "yes"}), "derivative_clauses.adapts: needs a section and a locator"),
        (_set("derivatives", to={"adapts:static": "silent"}), "derivatives: unknown link 'adapts:static'"),
        (_set("derivative_clauses", to={"merges": PLACE}), "derivative_clauses: unknown key 'merges'"),
        (_set("readings", to=[{"id": "x", "statements": ["permits.fly"]}]), "unknown statement 'permits.fly'"),
        (_set("documents", 0, "sha256", to="abc"), "documents[1].sha256: must be 64 hexadecimal digits"),
        (_set("documents", to=[]), "documents: is missing"),
        (_set("id", to="../Toy"), "id: must be an id"),
        (_set("reviewed", to="2026-13"), "reviewed: must be a year and month"),
        (_set("complete", to="yes"), "complete: must be true or false"),
        (_set("name", to=" "), "name: is empty"),
        (_set("aliases", to="toy"), "aliases: must be a list"),
        (_set("restrictions", to={}), "restrictions: must be a list of tables"),
        (_set("restrictions", to=[1]), "restrictions[1]: must be a table"),
        (_set("permits", "host", to={"section": "1", "locator": "x"}), "permits.host.value: is missing"),
        (_set("aliases", to=["", 3]), "aliases: must hold texts only"),
        (lambda data: data.pop("category"), "category: is missing"),
    ],
)
def test_a_breach_of_the_contract_is_told(change: Change, fault: str) -> None:
    data = deepcopy(toy())
    change(data)
    with pytest.raises(KnowledgeError) as caught:
        parse_record(data, source="toy.toml")
    assert any(line.startswith("toy.toml: ") and fault in line for line in str(caught.value).splitlines())


def test_all_faults_of_a_file_are_told_together_and_each_once() -> None:
    data = toy() | {"kind": "toy", "reviewed": "soon", "colour": "red"}
    with pytest.raises(KnowledgeError) as caught:
        parse_record(data, source="toy.toml")
    assert sorted(str(caught.value).splitlines()) == [
        "toy.toml: kind: unknown word 'toy'",
        "toy.toml: reviewed: must be a year and month such as 2026-01",
        "toy.toml: unknown key 'colour'",
    ]


def test_faults_show_no_control_characters_and_have_an_end() -> None:
    data = toy() | {f"\x1b[31m{number}": 1 for number in range(200)}
    with pytest.raises(KnowledgeError) as caught:
        parse_record(data, source="toy.toml")
    lines = str(caught.value).splitlines()
    assert lines[-1] == "toy.toml: 150 further faults"
    assert "\x1b" not in str(caught.value)
