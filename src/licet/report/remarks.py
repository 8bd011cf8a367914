"""What was judged, as remarks on parts: bills of materials carry them as annotations."""

from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT
from licet.report.lookup import Index
from licet.report.places import Clause
from licet.report.result import Finding, Result
from licet.report.words import VERDICTS

_ATTRIBUTED: Final = frozenset({"display", "naming"})
_OPEN: Final = frozenset({"due", "pending"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding or duty in a line; `about` is the id of a part."""

    id: str
    key: str
    about: str
    text: str


def remarks(index: Index) -> list[Remark]:
    """A remark for every finding, waived ones too, and for every duty that is due or pending, in their order."""
    told = [
        Remark(id=each["id"], key=each["key"], about=_about(each["components"]), text=_finding(index, each))
        for each in index.result["findings"]
    ]
    for duty in index.result["duties"]:
        if duty["status"] in _OPEN:
            advice = duty["how_to_meet"] or duty["duty"]
            text = f"duty {duty['status']} ({duty['duty']}): {advice}{_law(index, duty['clause'])}"
            told.append(Remark(id=duty["id"], key=duty["key"], about=duty["component"], text=text))
    return told


def attributions(result: Result) -> dict[str, tuple[str, ...]]:
    """What the licenses want displayed, by the part they belong to."""
    found: dict[str, list[str]] = {}
    for duty in result["duties"]:
        if duty["duty"] in _ATTRIBUTED and duty["status"] in _OPEN and duty["how_to_meet"]:
            found.setdefault(duty["component"], []).append(duty["how_to_meet"])
    return {part: tuple(dict.fromkeys(texts)) for part, texts in found.items()}


def _about(components: list[str]) -> str:
    return components[0] if components else PRODUCT


def _finding(index: Index, finding: Finding) -> str:
    laws = "".join(_law(index, clause) for clause in finding["clauses"])
    waived = f"; waived: {finding['waived_by']}" if finding["waived_by"] else ""
    return f"{VERDICTS[finding['verdict']]} ({finding['rule']}): {finding['title']}{laws}{waived}"


def _law(index: Index, clause: Clause | None) -> str:
    if clause is None:
        return ""
    quote = f' "{clause["quote"]}"' if clause["quote"] else ""
    return f" [{index.clause(clause)}{quote}]"
