"""Each record against the reference reading of the same license, statement by statement.

The reference (../shared/examples/gold_terms.jsonl) was read by hand and holds some errors: a difference that the text
decides in the record's favor is listed in EXPLAINED with its reason, and an entry that explains nothing fails.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from licet.licenses import find, load
from licet.model.terms import License, Territory, Threshold
from licet.model.vocabulary import TAGS, Act, Duty, Trigger

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "examples" / "gold_terms.jsonl"

EXPLAINED: Mapping[tuple[str, str], str] = {
    (
        "ODbL-1.0",
        "duties.disclose-source.triggers",
    ): "4.6 speaks of Derivative Databases and what was produced from them: without a modification nothing is owed",
    (
        "ODbL-1.0",
        "duties.share-alike.triggers",
    ): "4.4.a speaks of Derivative Databases: the database itself, unmodified, makes nothing share-alike",
    (
        "ODbL-1.0",
        "duties.display.triggers",
    ): "4.3 wants the notice for whoever views, accesses or interacts with a produced work, on a network as well",
    (
        "LicenseRef-licet-mg-by-os",
        "duties.disclose-ai-output.triggers",
    ): "2.c is the same text as in MG-BY, and section 1 makes offering the model as a hosted service a distribution",
    (
        "LicenseRef-scancode-llama-3.1-license-2024",
        "restrictions.adult-content",
    ): "policy 1.1 names sexual solicitation and obscene material for minors, not adult content at large",
    ("LicenseRef-scancode-llama-3.1-license-2024", "restrictions.surveillance"): "policy 2.1 names espionage alone",
    (
        "LicenseRef-scancode-llama-3.1-license-2024",
        "restrictions.undisclosed-dangers",
    ): "policy 4 asks to disclose known dangers of the system",
    (
        "LicenseRef-scancode-llama-3.3-license-2024",
        "restrictions.adult-content",
    ): "policy 1.1 names sexual solicitation and obscene material for minors, not adult content at large",
    ("LicenseRef-scancode-llama-3.3-license-2024", "restrictions.surveillance"): "policy 2.1 names espionage alone",
    (
        "LicenseRef-scancode-llama-3.3-license-2024",
        "restrictions.undisclosed-dangers",
    ): "policy 4 asks to disclose known dangers of the system",
    (
        "LicenseRef-scancode-llama-4-cla-2025",
        "restrictions.adult-content",
    ): "policy 1.1 names sexual solicitation and obscene material for minors, not adult content at large",
    ("LicenseRef-scancode-llama-4-cla-2025", "restrictions.surveillance"): "policy 2.1 names espionage alone",
    (
        "LicenseRef-scancode-llama-4-cla-2025",
        "restrictions.undisclosed-dangers",
    ): "policy 4 asks to disclose known dangers of the system",
    (
        "LicenseRef-licet-tencent-hunyuan-large",
        "restrictions.critical-infrastructure",
    ): "Exhibit A 14 covers high-stakes automated decisions in the field alone",
    (
        "LicenseRef-licet-tencent-hunyuan-large",
        "restrictions.law-enforcement-justice",
    ): "Exhibit A 14 covers high-stakes automated decisions in the field alone",
    (
        "LicenseRef-licet-tencent-hunyuan-large",
        "restrictions.migration-asylum",
    ): "Exhibit A 14 covers high-stakes automated decisions in the field alone",
    (
        "LicenseRef-licet-tencent-hunyuan-large",
        "restrictions.self-harm",
    ): "Exhibit A 3 speaks of harm to yourself or others",
    (
        "LicenseRef-licet-seamless",
        "duties.flow-down.what",
    ): "1.b.i passes the whole agreement on: only under this Agreement",
    ("LicenseRef-licet-seamless", "restrictions.harm"): "policy 2 names harm to individuals",
    ("LicenseRef-licet-seamless", "restrictions.surveillance"): "policy 2.a names espionage alone",
    ("LicenseRef-licet-seamless", "restrictions.undisclosed-dangers"): "policy 4 asks to disclose known dangers",
    (
        "LicenseRef-licet-dinov3",
        "duties.flow-down.what",
    ): "1.b.i passes the whole agreement on: only under this Agreement",
    ("LicenseRef-licet-dinov3", "restrictions.surveillance"): "1.b.v names espionage alone",
    (
        "LicenseRef-scancode-fair-ai-public-1.0",
        "duties.disclose-source.triggers",
    ): "Notices: over a network only for those who modify the software",
    (
        "LicenseRef-scancode-fair-ai-public-1.0",
        "duties.share-alike.triggers",
    ): "Notices: over a network only for those who modify the software",
    (
        "LicenseRef-scancode-openai-tou-20241211",
        "restrictions.legal-advice",
    ): "Accuracy: not a substitute for professional advice",
    (
        "LicenseRef-scancode-openai-tou-20241211",
        "restrictions.medical-advice",
    ): "Accuracy: not a substitute for professional advice",
    ("LicenseRef-licet-mistral-mnpl-0.1", "restrictions.managed-service"): "3.2 names hosted and managed services",
    (
        "CC-BY-NC-4.0",
        "derivatives.merges",
    ): "4.b is the same text as in CC-BY-4.0, where the reference says conditional",
}
"""(id of the record, key of the statement): why the record differs from the reference."""

Said = dict[str, object]


@cache
def reference() -> Mapping[str, dict[str, Any]]:
    if not GOLD.is_file():
        return {}
    lines = map(json.loads, GOLD.read_text("utf-8").splitlines())
    return {line["id"]: line for line in lines}


def events(triggers: Iterable[Any]) -> list[list[str]]:
    """Triggers in one order: any of the lists, all events of a list."""
    groups = [entry["all"] if isinstance(entry, dict) else [entry] for entry in triggers]
    return sorted(sorted(str(Trigger(event)) for event in group) for group in groups)


def said_by_reference(gold: dict[str, Any]) -> Said:
    said: Said = {"complete": gold["complete"]}
    for act, entry in gold["permits"].items():
        said[f"permits.{act}"] = entry["value"]
    for duty, entry in gold["duties"].items():
        said[f"duties.{duty}"] = entry["value"]
        said[f"duties.{duty}.triggers"] = events(entry["triggers"])
        for key, value in entry.get("parameters", {}).items():
            said[f"duties.{duty}.{key}"] = value
    for tag in TAGS:
        said[f"restrictions.{tag}"] = sorted(
            {entry["strength"] for entry in gold["restrictions"] if entry["tag"] == tag}
        )
    said |= {f"derivatives.{how}": value for how, value in gold["derivatives"].items()}
    sizes = [(entry["metric"], entry["value"]) for entry in gold["conditions"] if entry["kind"] == "threshold"]
    said["conditions.threshold"] = sorted(sizes)
    regions = [entry["excluded"] for entry in gold["conditions"] if entry["kind"] == "territory"]
    said["conditions.territory"] = sorted(region for excluded in regions for region in excluded)
    return said


def said_by_record(terms: License, keys: Iterable[str]) -> Said:
    return {key: statement(terms, key) for key in keys}


def statement(terms: License, key: str) -> object:
    table, _, rest = key.partition(".")
    name, _, part = rest.partition(".")
    match table:
        case "permits":
            return terms.permission(Act(name)).value
        case "duties" if part == "triggers":
            return sorted(sorted(group) for group in terms.duty(Duty(name)).triggers)
        case "duties":
            term = terms.duty(Duty(name))
            return term.parameters.get(part) if part else term.value
        case "restrictions":
            return sorted({str(entry.strength) for entry in terms.restrictions if entry.tag == name})
        case "derivatives":
            return terms.derivation(name).value
        case "conditions" if name == "threshold":
            return sorted((entry.metric, entry.value) for entry in terms.conditions if isinstance(entry, Threshold))
        case "conditions":
            return sorted(
                region for entry in terms.conditions if isinstance(entry, Territory) for region in entry.excluded
            )
        case _:
            return terms.complete


def differences(license_id: str, gold: dict[str, Any]) -> dict[tuple[str, str], tuple[object, object]]:
    """What differs: the statement's key with the reference's answer and the record's."""
    expected = said_by_reference(gold)
    found = said_by_record(load(license_id), expected)
    return {(license_id, key): (expected[key], found[key]) for key in expected if expected[key] != found[key]}


def record_of(gold: dict[str, Any]) -> str | None:
    found = {find(name) for name in (gold["id"], *gold["aliases"])} - {None}
    assert len({load(str(name)).documents for name in found}) <= 1, "the reference's names belong to several records"
    return min(map(str, found), default=None)


@pytest.mark.parametrize("gold_id", sorted(reference()) or ["absent"])
def test_record_says_what_the_reference_says(gold_id: str) -> None:
    if gold_id not in reference():
        pytest.skip("the reference reading ../shared/examples/gold_terms.jsonl is not at hand")
    license_id = record_of(reference()[gold_id])
    assert license_id, f"no record goes by {gold_id} or its aliases"
    found = differences(license_id, reference()[gold_id])
    assert {key: values for key, values in found.items() if key not in EXPLAINED} == {}
    assert sorted(key for key in EXPLAINED if key[0] == license_id and key not in found) == []
