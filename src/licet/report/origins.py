"""The facts behind a finding as one would say them, and where each was stated."""

from dataclasses import dataclass

from licet.report.lookup import Index
from licet.report.result import Finding
from licet.report.words import clean, spoken

_STATED = " (stated)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFact:
    """A fact by name and value, with its source: a table of licet.toml, the scan, or nowhere."""

    name: str
    value: str
    origin: str


def facts_of(index: Index, finding: Finding) -> list[ToldFact]:
    """The facts of a finding.

    A fact is named by a key of the use (`commercial`), by a key and a part (`modified of engine`, `one work with
    engine`) or by the id of a question (`one-work:engine`); a value may end in `(stated)`.
    """
    return [
        ToldFact(
            name=_said(index, name), value=value.removesuffix(_STATED), origin=_origin(index, finding, name, value)
        )
        for name, value in finding["facts"].items()
    ]


def _said(index: Index, name: str) -> str:
    if " " in name:
        return clean(name)
    plain, _, about = name.partition(":")
    return f"{spoken(plain)}: {index.label(about)}" if about else spoken(plain)


def _origin(index: Index, finding: Finding, name: str, value: str) -> str:
    answers, positions = index.result["settings"]["answers"], index.result["settings"]["positions"]
    if name in answers:
        return "licet.toml [answers]"
    if name.removeprefix("reading:") in positions:
        return "licet.toml [positions]"
    if value.removesuffix(_STATED) in {"", "unknown"}:
        return "not stated"
    if _key(name.partition(":")[0]) in _stated_use(index):
        return "licet.toml [use]"
    return _of_part(index, finding, name) or ("licet.toml" if value.endswith(_STATED) else "found by the scan")


def _of_part(index: Index, finding: Finding, name: str) -> str:
    """The table of licet.toml that states a fact of the product, of a part or of a link on the path."""
    result = index.result
    key, _, label = name.partition(" of ")
    if label and label == clean(result["product"]["name"]):
        return "licet.toml [product]"
    for identity in finding["components"]:
        part = index.components.get(identity)
        if part and label in {"", index.label(identity)} and _key(key) in part["facts"]:
            return f"licet.toml, component {index.label(identity)}"
    key, _, label = name.partition(" with ")
    ends = {(step["from"], step["to"]) for step in finding["steps"]}
    for link in result["links"]:
        aimed = (link["from"], link["to"]) in ends and label in {"", index.label(link["to"])}
        if aimed and _key(key.partition(":")[0]) in link["facts"]:
            return f"licet.toml, link {index.label(link['from'])} to {index.label(link['to'])}"
    return ""


def _key(words: str) -> str:
    return words.strip().replace("-", "_").replace(" ", "_")


def _stated_use(index: Index) -> set[str]:
    use = index.result["use"]
    named = {name for name, value in use.items() if value is not None and name != "sizes"}
    return named | set(use["sizes"])
