"""The counts that each SPDX 3.0.1 profile asks of its elements; the official schema and shapes look at none of them.

Source: SPDX 3.0.1, AI, Dataset, Lite and Licensing profiles, "Profile conformance".
"""

from collections import Counter
from collections.abc import Iterable, Iterator
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
_NOTHING: Final[tuple[object, ...]] = (None, "", [])
_COLLECTIONS: Final = ("SpdxDocument", "software_Sbom", "Bom", "Bundle")


STRICT: Final = {"ai": ("ai_AIPackage", _AI), "dataset": ("dataset_DatasetPackage", _DATASET)}
"""Profiles that ask certain values of every package of one type: the type, and the keys."""


def profile_faults(graph: list[Table], wanted: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Yield what the declared profiles, and the wanted ones, ask for in vain."""
    declared = {name for each in graph for name in texts(each.get("profileConformance"))}
    held = declared | set(wanted)
    licensed = Counter((text(each.get("from")), text(each.get("relationshipType"))) for each in graph)
    for profile in STRICT:
        if profile in held:
            yield from _strict(profile, graph, licensed)
    for element in graph:
        if "lite" in held:
            yield from _lite(element, licensed)
        if "licensing" in held and text(element.get("type")) in _ARTIFACTS:
            yield from _licensed("licensing", text(element.get("spdxId")), licensed, ("hasConcludedLicense",))
    if declared:
        yield from _undeclared(graph, declared)


def _strict(profile: str, graph: list[Table], licensed: Counter[tuple[str, str]]) -> Iterator[Fault]:
    for place, missing in lacking(profile, graph).items():
        yield from (Fault(place=place, reason=f"profile {profile}: {key} is missing") for key in missing)
    for element in graph:
        if element.get("type") == STRICT[profile][0]:
            place = text(element.get("spdxId"))
            yield from _licensed(profile, place, licensed, _BOTH)
            if profile == "dataset" and len(texts(element.get("originatedBy"))) > 1:
                yield Fault(place=place, reason="profile dataset: originatedBy is told more than once")


def any_of(profile: str, graph: Iterable[Table]) -> bool:
    """Whether any element is of the type that a profile of `STRICT` is about."""
    return any(each.get("type") == STRICT[profile][0] for each in graph)


def lacking(profile: str, graph: Iterable[Table]) -> dict[str, tuple[str, ...]]:
    """The keys that a profile of `STRICT` asks of an element in vain, by its id; what has all is left out."""
    kind, keys = STRICT[profile]
    found = {
        text(each.get("spdxId")): tuple(key for key in keys if each.get(key) in _NOTHING)
        for each in graph
        if each.get("type") == kind
    }
    return {place: missing for place, missing in found.items() if missing}


def _lacking(profile: str, place: str, element: Table, keys: tuple[str, ...]) -> Iterator[Fault]:
    for key in keys:
        if element.get(key) in _NOTHING:
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
    for profile in STRICT:
        for at, missing in lacking(profile, graph).items() if profile not in declared else ():
            reason = f"{', '.join(missing)} would be needed to declare the profile {profile}"
            yield Fault(place=at, reason=reason, level="advice")
