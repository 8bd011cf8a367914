"""What the kernel asks of judging while lanes are composed, answered by the rules themselves on systems of two parts.

Nothing here knows what a rule says: a part drops terms, or two parts may clash, where a rule makes a case of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from licet.judge.conclude import findings_of
from licet.licenses import readings
from licet.model.bom import PRODUCT, Component, Link
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.use import Config
from licet.model.vocabulary import Basis, Duty, How, Kind, Value
from licet.propagate import along
from licet.propagate.lanes import LINK_KINDS, Marks, as_terms_travel, kind_of_step
from licet.rules import license_drift
from licet.rules.case import Case
from licet.rules.registry import RULES
from licet.rules.support import sticky

_ONE, _OTHER = "one", "other"
_CLAIMS = frozenset({Value.YES, Value.CONDITIONAL})
_DROPPING = f"{_ONE}:{_OTHER}:"


@dataclass(slots=True)
class Rules:
    """The questions of the kernel about the classes of a registry; each is put to the rules once."""

    terms: Sequence[Terms]
    config: Config
    now: date
    _drift: dict[tuple[int, int, tuple[int, ...]], Case | None] = field(default_factory=dict)

    def marks(self) -> Marks:
        """The answers as the kernel takes them."""
        return Marks(
            drops=lambda derived, base, steps: self.drift(derived, base, steps) is not None,
            shares=cache(self._shares),
            clash=cache(self._clash),
            speaks=cache(self._speaks),
        )

    def drift(self, derived: int, base: int, steps: tuple[int, ...]) -> Case | None:
        """The case of `license-drift` where a part made from another declares less than the other's terms carry on.

        `steps` lead from the base downstream to the part.
        """
        key = (derived, base, steps)
        if key not in self._drift:
            self._drift[key] = self._look_for_drift(derived, base, steps)
        return self._drift[key]

    def _look_for_drift(self, derived: int, base: int, steps: tuple[int, ...]) -> Case | None:
        if not self.terms[derived].expression or not any(map(sticky, self.terms[base].licenses)):
            return None  # the rule asks these first, too
        parts = {_ONE: named(self.terms[derived], _ONE), _OTHER: named(self.terms[base], _OTHER)}
        travelled = as_terms_travel(steps)
        between = [f"between{at}" for at in range(len(travelled) - 1)]
        ends = [_ONE, *between, _OTHER]
        chain = zip(ends, reversed(travelled), ends[1:], strict=False)
        path = (stated(PRODUCT, How.EMBEDS, _ONE), *(stated(a, LINK_KINDS[kind_of_step(s)], b) for a, s, b in chain))
        exposure = Exposure(component=_OTHER, path=path, contact="inside", ours=False)
        judged = self._system(parts, {_OTHER: (exposure,)})
        return next((case for case in license_drift.RULE.cases(judged) if case.key.startswith(_DROPPING)), None)

    def _shares(self, part: int) -> bool:
        duties = (Duty.SHARE_ALIKE, Duty.DISCLOSE_SOURCE)
        return any(license_.duty(duty).value in _CLAIMS for license_ in self.terms[part].licenses for duty in duties)

    def _clash(self, one: int, other: int) -> bool:
        """Whether some rule makes a case of both parts together, however they come to the product."""
        parts = {_ONE: named(self.terms[one], _ONE), _OTHER: named(self.terms[other], _OTHER)}
        exposures = {name: _every_way(name) for name in parts}
        judged = self._system(parts, exposures)
        return any({_ONE, _OTHER} <= set(case.components) for rule in RULES for case in rule.cases(judged))

    def _speaks(self, part: int) -> bool:
        """Whether something is found on a part that is known and does not reach the product."""
        return bool(findings_of(self._system({_ONE: named(self.terms[part], _ONE)}, {})))

    def _system(self, parts: Mapping[str, Terms], exposures: Mapping[str, tuple[Exposure, ...]]) -> System:
        return System(
            config=replace(self.config, product=replace(self.config.product, license=""), waivers=()),
            product=Component(id=PRODUCT, kind=Kind.APPLICATION),
            terms=parts,
            links=(),
            exposures=exposures,
            readings=readings(),
            now=self.now,
        )


def named(terms: Terms, name: str) -> Terms:
    """The terms of a class as those of one part."""
    return replace(terms, component=replace(terms.component, id=name, name=name))


def stated(source: str, kind: str, target: str) -> Link:
    """A link of a kind such as `links:static`."""
    how, _, manner = kind.partition(":")
    facts: Mapping[str, str] = {"how": manner} if manner else {}
    return Link(source=source, how=How(how), target=target, basis=Basis.STATED, facts=facts)


@cache
def _every_way(name: str) -> tuple[Exposure, ...]:
    """A part as it is reached from the product by one link of each kind."""
    ways = (along((stated(PRODUCT, kind, name),), {}) for kind in LINK_KINDS)
    return tuple(way for way in ways if way is not None)
