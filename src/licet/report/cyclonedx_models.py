"""What CycloneDX says of models: where they come from (pedigree) and their cards."""

from dataclasses import dataclass
from typing import Final

from licet.report.bom import PREFIX, BillOfMaterials, Part
from licet.report.cyclonedx_licenses import licenses
from licet.report.phrases import use_line
from licet.report.result import Link, Result

_DERIVED: Final = frozenset(
    {
        *("copies", "modifies", "fine-tunes", "prunes", "adapts", "quantizes", "converts", "merges"),
        *("distills-weights", "distills-outputs", "extracts-from"),
    }
)
_DATA: Final = frozenset({"trains-on", "evaluates-on"})
_TYPES: Final = {"model": "machine-learning-model", "adapter": "machine-learning-model", "dataset": "data"}

Table = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The parts by id, and the links that leave each of them."""

    parts: dict[str, Part]
    leaving: dict[str, list[Link]]

    def of(self, part: Part) -> list[Link]:
        """The links that leave a part."""
        return self.leaving.get(part.id, [])


def links_of(bill: BillOfMaterials) -> Links:
    """Return the links of a bill by their downstream end."""
    leaving: dict[str, list[Link]] = {}
    for link in bill.links:
        leaving.setdefault(link["from"], []).append(link)
    return Links(parts={part.id: part for part in bill.all}, leaving=leaving)


def pedigree(part: Part, links: Links, version: str) -> Table:
    """What a part was made from, each ancestor with its own licenses."""
    derived = [link for link in links.of(part) if link["how"] in _DERIVED]
    if not derived:
        return {}
    ancestors = [_ancestor(links.parts[name], version) for name in dict.fromkeys(link["to"] for link in derived)]
    return {"ancestors": ancestors, "notes": "; ".join(f"{link['how']} {link['to']}" for link in derived)}


def model_card(result: Result, part: Part, links: Links) -> Table:
    """The card of a model: task, data it saw, the stated use of a product, and what its licenses restrict."""
    found = part.component
    data = dict.fromkeys(link["to"] for link in links.of(part) if link["how"] in _DATA)
    parameters: Table = {
        "task": found["task"] if found else "",
        "datasets": [{"ref": links.parts[each].ref} for each in data],
    }
    use = use_line(result) if part.id == "product" else ""
    restricted = [
        {
            "name": f"{PREFIX}restriction:{each['tag']}",
            "value": f'{each["strength"]} by {each["license"]} {each["section"]} "{each["quote"]}"',
        }
        for each in result["restriction_matrix"]
        if each["component"] == part.id
    ]
    card: Table = {
        "bom-ref": f"card-{part.ref}",
        "modelParameters": {name: value for name, value in parameters.items() if value},
        "considerations": {"useCases": [use]} if use else {},
        "properties": restricted,
    }
    return {name: value for name, value in card.items() if value}


def _ancestor(part: Part, version: str) -> Table:
    told: Table = {
        "type": _TYPES.get(part.kind, "library"),
        "name": part.name,
        "version": part.version,
        "licenses": licenses(part.licensing, version),
        "purl": part.purl,
        "properties": [{"name": f"{PREFIX}id", "value": part.id}],
    }
    return {name: value for name, value in told.items() if value}
