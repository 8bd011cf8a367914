"""Where the licensee sits and the product is used, against excluded regions (vocabulary 6, 10.6)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import License, Territory
from licet.model.vocabulary import Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import each_use, exempted, part_case
from licet.rules.triggers import uses

ID = "territory"


def cases(system: System) -> Iterator[Case]:
    """One case per part and excluded region."""
    for terms, license_ in system.licensed():
        for at, condition in enumerate(license_.conditions):
            if isinstance(condition, Territory):
                yield _case(system, terms, license_, condition, at)


def _case(system: System, terms: Terms, license_: License, territory: Territory, at: int) -> Case:
    label = terms.component.label

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if not uses(facts, exposure, license_) or not facts.inside_territory(territory):
                continue
            bound = not territory.multimodal_only or _multimodal(facts, terms)
            if bound and not exempted(facts, license_, exposure, territory.on):
                verdict = Verdict.REVIEW if territory.other_terms else Verdict.BLOCKED
                why = "other terms, which were not read, govern there" if territory.other_terms else "it is excluded"
                yield Outcome(verdict=verdict, why=why, path=exposure.path)

    places = ", ".join(territory.excluded)
    title = (
        f"other terms govern {label} in {places}" if territory.other_terms else f"{label} grants no rights in {places}"
    )
    return part_case(terms, license_, title, outcomes, territory.clause, suffix=str(at))


def _multimodal(facts: Facts, terms: Terms) -> bool:
    """Whether the part takes or gives more than text."""
    modalities = terms.component.modalities
    if modalities is None:
        asks = f"Is {terms.component.label} a multimodal model (images, sound or video beside text)?"
        return facts.of_part(terms.component.id, "multimodal", asks)
    facts.used[f"modalities of {terms.component.label}"] = ", ".join(modalities) or "none"
    return bool(set(modalities) - {"text"})


RULE = Rule(id=ID, risk="prohibition", cases=cases)
