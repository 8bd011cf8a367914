"""Licenses that demand or forbid a word in a name, against each other and the published name (vocabulary 10.5)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.vocabulary import Duty, Value, Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.triggers import fires, own_models

ID = "naming"


def cases(system: System) -> Iterator[Case]:
    """One case per model of ours whose name a license prescribes."""
    demands: dict[str, list[tuple[Exposure, License]]] = {}
    for terms, license_ in system.licensed():
        if license_.duty(Duty.NAMING).value not in {Value.YES, Value.CONDITIONAL}:
            continue
        for exposure in system.exposures[terms.component.id]:
            for node in _models(system, exposure):
                demands.setdefault(node, []).append((exposure, license_))
    for node in sorted(demands):
        yield _case(system, node, demands[node])


def _models(system: System, exposure: Exposure) -> tuple[str, ...]:
    return own_models(Facts(system), exposure)


def published_name(system: System, node: str) -> str:
    """The name under which the product or a part of ours is published."""
    return system.label(node)


def prefix_of(license_: License) -> str:
    """The beginning that a license demands of a model's name."""
    return license_.duty(Duty.NAMING).parameters.get("prefix", "")


def _forbidden_by(license_: License) -> str:
    """The word that a license bans from the name of what is made from its work."""
    return license_.duty(Duty.NAMING).parameters.get("forbids", "")


def _case(system: System, node: str, demands: list[tuple[Exposure, License]]) -> Case:
    name = published_name(system, node)

    def decide(facts: Facts) -> Outcome:
        due = [(e, lic) for e, lic in demands if fires(facts, e, lic, lic.duty(Duty.NAMING))]
        prefixes = sorted({prefix_of(license_).casefold() for _, license_ in due if prefix_of(license_)})
        longest = max(prefixes, key=len, default="")
        if any(not longest.startswith(prefix) for prefix in prefixes):
            why = f'one name cannot begin with each of "{", ".join(prefixes)}"'
            return Outcome(verdict=Verdict.BLOCKED, why=why, path=due[0][0].path)
        for exposure, license_ in due:
            word = _forbidden_by(license_)
            if word and word.casefold() in name.casefold():
                why = f'"{name}" has "{word}" in it, which asks for written permission'
                return Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)
        if due and not name.casefold().startswith(longest):
            words = next(prefix_of(license_) for _, license_ in due if prefix_of(license_))
            return Outcome(verdict=Verdict.WITH_DUTIES, why=f'"{name}" must begin with "{words}"', path=due[0][0].path)
        return FINE

    clauses: list[Clause] = []
    for _, license_ in demands:
        clause = license_.duty(Duty.NAMING).clause
        if clause and clause not in clauses:
            clauses.append(clause)
    parts = tuple(dict.fromkeys(e.component for e, _ in demands))
    return Case(
        key=node,
        components=(*parts, node) if node != PRODUCT else parts,
        title=f"the published name must {_demanded(demands)}; it is {name}",
        decide=decide,
        clauses=tuple(clauses),
        duty=Duty.NAMING,
        capped=any(lic.draft or any(document.excerpt for document in lic.documents) for _, lic in demands),
    )


def _demanded(demands: list[tuple[Exposure, License]]) -> str:
    """What licenses ask of a name, in words."""
    prefixes = " and ".join(dict.fromkeys(f'"{prefix_of(one)}"' for _, one in demands if prefix_of(one)))
    banned = " or ".join(dict.fromkeys(f'"{_forbidden_by(one)}"' for _, one in demands if _forbidden_by(one)))
    parts = [f"begin with {prefixes}"] if prefixes else []
    return " and ".join([*parts, f"not contain {banned}"] if banned else parts) or "be as the license says"


RULE = Rule(id=ID, risk="duty", cases=cases)
