"""The size of the user against the thresholds of a license (vocabulary 6, 10.6)."""

from collections.abc import Iterator

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License, Threshold
from licet.model.vocabulary import Act, Duty, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import METRIC_WORDS, Facts
from licet.rules.support import each_use, exempted, part_case
from licet.rules.triggers import uses

ID = "threshold"


def cases(system: System) -> Iterator[Case]:
    """One case per part and threshold above which rights end or a license must be asked for."""
    for terms, license_ in system.licensed():
        for condition in license_.conditions:
            if isinstance(condition, Threshold) and condition.effect != "display":
                yield _case(system, terms, license_, condition)


def _case(system: System, terms: Terms, license_: License, threshold: Threshold) -> Case:
    commercial_only = {*threshold.on} & set(Act) == {Act.USE_COMMERCIALLY}  # duties may stand beside the act

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if not uses(facts, exposure, license_) or (commercial_only and not facts.commercial()):
                continue
            if facts.above(threshold, license_) and not exempted(facts, license_, exposure, threshold.on):
                yield _exceeded(facts, threshold, exposure)

    size = f"{threshold.value:,} {METRIC_WORDS[threshold.metric]}"
    ends = "its license ends" if threshold.effect == "terminates" else "a license must be requested"
    return part_case(
        terms,
        license_,
        f"above {size}, {ends} for {terms.component.label}",
        outcomes,
        threshold.clause,
        suffix=f"{threshold.metric}:{threshold.value}",
        duty=Duty.REQUEST_LICENSE if threshold.effect == "need-license" else None,
    )


def _exceeded(facts: Facts, threshold: Threshold, exposure: Exposure) -> Outcome:
    """Above the threshold: whether a license that ends commercial rights ends the others too is left open."""
    if threshold.effect == "terminates" and not facts.commercial():
        why = "whether more than the commercial license ends above the size is not said"
        return Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)
    return Outcome(verdict=Verdict.BLOCKED, why="the user is larger than the license allows", path=exposure.path)


RULE = Rule(id=ID, risk="prohibition", cases=cases)
