"""The counts that each SPDX 3.0.1 profile asks of its elements; the official schema and shapes look at none of them.

Source: SPDX 3.0.1, AI, Dataset, Lite and Licensing profiles, "Profile conformance".
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from licet.conformance.fault import Fault, Table, rows, text, texts

PROFILES: Final = ("ai", "dataset", "lite", "licensing")
"""Profiles that ask for more than the schema; the last cannot be declared, as the model has no value for it."""

_PREFIXES: Final = {
    "ai": "ai_",
    "build": "build_",
    "dataset": "dataset_",
    "security": "security_",
    "expandedLicensing": "expandedlicensing_",
    "simpleLicensing": "simplelicensing_",
    "software": "software_",
}
_BOTH: Final = ("hasDeclaredLicense", "hasConcludedLicense")
_AI: Final = (
    *("releaseTime", "suppliedBy", "software_downloadLocation", "software_packageVersion", "software_primaryPurpose"),
)
_DATASET: Final = (
    *("releaseTime", "builtTime", "originatedBy", "dataset_datasetType", "software_downloadLocation"),
    "software_primaryPurpose",
)
_LITE: Final = ("software_copyrightText", "software_packageVersion", "suppliedBy")
_PACKAGES: Final = ("software_Package", "ai_AIPackage", "dataset_DatasetPackage")
_ARTIFACTS: Final = (*_PACKAGES, "software_File", "software_Snippet")
_COLLECTIONS: Final = ("SpdxDocument", "software_Sbom", "Bom", "Bundle")


def profile_faults(graph: list[Table], wanted: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Yield what the declared profiles, and the wanted ones, ask for in vain."""
    declared = {name for each in graph for name in texts(each.get("profileConformance"))}
    held = declared | set(wanted)
    licensed = Counter((text(each.get("from")), text(each.get("relationshipType"))) for each in graph)
    for element in graph:
        kind, place = text(element.get("type")), text(element.get("spdxId"))
        if "ai" in held and kind == "ai_AIPackage":
            yield from _lacking("ai", place, element, _AI)
            yield from _licensed("ai", place, licensed, _BOTH)
        if "dataset" in held and kind == "dataset_DatasetPackage":
            yield from _lacking("dataset", place, element, _DATASET)
            yield from _licensed("dataset", place, licensed, _BOTH)
            if len(texts(element.get("originatedBy"))) > 1:
                yield Fault(place=place, reason="profile dataset: originatedBy is told more than once")
        if "lite" in held:
            yield from _lite(element, licensed)
        if "licensing" in held and kind in _ARTIFACTS:
            yield from _licensed("licensing", place, licensed, ("hasConcludedLicense",))
    if declared:
        yield from _undeclared(graph, declared)


def _lacking(profile: str, place: str, element: Table, keys: tuple[str, ...]) -> Iterator[Fault]:
    for key in keys:
        if element.get(key) in (None, "", []):
            yield Fault(place=place, reason=f"profile {profile}: {key} is missing")


def _licensed(profile: str, place: str, told: Counter[tuple[str, str]], kinds: tuple[str, ...]) -> Iterator[Fault]:
    for kind in kinds:
        if told[place, kind] != 1:
            yield Fault(place=place, reason=f"profile {profile}: {told[place, kind]} relationships {kind}, not one")


def _lite(element: Table, licensed: Counter[tuple[str, str]]) -> Iterator[Fault]:
    kind, place = text(element.get("type")), text(element.get("spdxId"))
    if kind in _PACKAGES:
        yield from _lacking("lite", place, element, _LITE)
        yield from _licensed("lite", place, licensed, _BOTH)
        if not (element.get("software_downloadLocation") or element.get("software_packageUrl")):
            yield Fault(place=place, reason="profile lite: neither software_downloadLocation nor software_packageUrl")
    if kind in {"SpdxDocument", "software_Sbom"}:
        for key in ("element", "rootElement"):
            if not rows(element.get(key)):
                yield Fault(place=place, reason=f"profile lite: {key} is missing")
    if kind in {"Organization", "Person", "SoftwareAgent", "Agent"} and not text(element.get("name")):
        yield Fault(place=place, reason="profile lite: name is missing")


def _undeclared(graph: list[Table], declared: set[str]) -> Iterator[Fault]:
    """Profiles whose elements are used although no collection declares them."""
    used = {text(each.get("type")) for each in graph}
    place = next((text(each.get("spdxId")) for each in graph if each.get("type") in _COLLECTIONS), "/@graph")
    for profile, prefix in _PREFIXES.items():
        if profile not in declared and any(each.startswith(prefix) for each in used):
            reason = f"elements of the profile {profile} are used, but it is not declared"
            yield Fault(place=place, reason=reason, level="advice")
