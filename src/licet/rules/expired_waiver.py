"""A waiver whose date has passed: what it covered counts again (design section 3)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.system import System
from licet.model.use import Waiver
from licet.model.vocabulary import Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "expired-waiver"


def cases(system: System) -> Iterator[Case]:
    """One case per expired waiver; what it covered is a finding of its own."""
    for waiver in system.config.waivers:
        if waiver.expires is not None and waiver.expires < system.now:
            yield _case(waiver)


def _case(waiver: Waiver) -> Case:
    def decide(_: Facts) -> Outcome:
        return Outcome(verdict=Verdict.WITH_DUTIES, why="renew or remove it")

    title = f"the waiver of {waiver.finding} for {waiver.component} expired on {waiver.expires}"
    return Case(key=f"{waiver.finding}:{waiver.component}", components=(PRODUCT,), title=title, decide=decide)


RULE = Rule(id=ID, risk="evidence", cases=cases)
