"""Links as SPDX 3.0.1 relationships: the nearest types, `dependsOn` for all of them, and how complete each is."""

from collections.abc import Iterator
from typing import Final

from licet.report.bom import PREFIX, BillOfMaterials, manner, sentence
from licet.report.result import Link

_FORWARD: Final = {
    "modifies": ("descendantOf",),
    "fine-tunes": ("descendantOf",),
    "prunes": ("descendantOf",),
    "adapts": ("descendantOf",),
    "quantizes": ("descendantOf",),
    "converts": ("descendantOf",),
    "merges": ("descendantOf",),
    "distills-weights": ("descendantOf", "trainedOn"),
    "distills-outputs": ("descendantOf", "trainedOn"),
    "trains-on": ("trainedOn",),
    "evaluates-on": ("testedOn",),
    "extracts-from": ("descendantOf",),
    "retrieves-from": ("hasInput",),
    "embeds": ("contains",),
    "bundles": ("contains",),
    "rewarded-by": ("trainedOn",),
    "builds-with": ("usesTool",),
}
"""From the downstream part to the upstream one."""

_BACKWARD: Final = {"copies": "copiedTo", "generated-by": "generates"}
"""From the upstream part to the downstream one."""

_LINKED: Final = {"static": "hasStaticLink", "dynamic": "hasDynamicLink"}
_LEARNED: Final = frozenset({"model", "adapter"})
_ORIGINS: Final = frozenset({"descendantOf", "trainedOn"})

Element = dict[str, object]


def relationships(bill: BillOfMaterials, base: str) -> Iterator[Element]:
    """Every link in the types that are nearest to it, and as `dependsOn`, which every tool follows.

    A model of which no origin is known says so: it was trained on what nobody asserts.
    """
    told: set[str] = set()
    for number, link in enumerate(bill.links, start=1):
        for kind in _types(link):
            told |= {link["from"]} if kind in _ORIGINS else set()
            yield _link(bill, base, f"link-{number}-{kind}", link, kind)
    for part in bill.all:
        if part.kind in _LEARNED and part.id not in told:
            yield {
                "type": "Relationship",
                "spdxId": f"{base}origin-{part.ref}",
                "relationshipType": "trainedOn",
                "from": f"{base}{part.ref}",
                "to": ["NoAssertionElement"],
                "completeness": "noAssertion",
            }


def properties(told: dict[str, str]) -> Element:
    """Names and values that the model has no field for, as an extension."""
    return {
        "type": "extension_CdxPropertiesExtension",
        "extension_cdxProperty": [
            {"type": "extension_CdxPropertyEntry", "extension_cdxPropName": name, "extension_cdxPropValue": value}
            for name, value in told.items()
        ],
    }


def _types(link: Link) -> tuple[str, ...]:
    how = link["how"]
    if how in _BACKWARD:
        return (_BACKWARD[how], "dependsOn")
    linked = _LINKED.get(str(link["facts"].get("how", ""))) if how == "links" else None
    return (*((linked,) if linked else _FORWARD.get(how, ())), "dependsOn")


def _link(bill: BillOfMaterials, base: str, identity: str, link: Link, kind: str) -> Element:
    ends = [f"{base}{bill.refs[link['from']]}", f"{base}{bill.refs[link['to']]}"]
    if kind in _BACKWARD.values():
        ends.reverse()
    seen = sentence(link["evidence"])
    told = {f"{PREFIX}link": manner(link), f"{PREFIX}basis": link["basis"], f"{PREFIX}seen": seen}
    return {
        "type": "Relationship",
        "spdxId": f"{base}{identity}",
        "relationshipType": kind,
        "from": ends[0],
        "to": [ends[1]],
        "completeness": "incomplete" if bill.incomplete else "noAssertion",
        "comment": f"{link['from']} {link['how']} {link['to']}",
        "extension": [properties({name: value for name, value in told.items() if value})],
    }
