"""The system under judgement: terms per component and the ways they reach the product."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from licet.model.bom import PRODUCT, Component, Link, Problem
from licet.model.findings import Exposure, Terms
from licet.model.terms import License, Reading
from licet.model.use import Config
from licet.model.vocabulary import Kind

Ways = tuple[tuple[License | None, ...], ...]
"""The licenses under which something is released: any of the tuples, all members of one; None is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Everything a rule may look at.

    `exposures` maps a component id to the ways its terms reach the product, shortest path first; a component that
    no link reaches is in `unreached`, a link to an unknown id in `dangling`. `readings` are the contested points.
    `outbound` and `releases` are the known licenses behind the product's license and every `release_as`: one tuple
    per branch of an OR, whose members bind together; a branch with an unknown member holds None.
    `versions` are the later versions that an or-later release leaves open, by its id. `now` dates waivers and
    re-checks. `differs` are sentences on sources that disagree on the product's own license.
    """

    config: Config
    product: Component
    differs: tuple[str, ...] = ()
    terms: Mapping[str, Terms]
    links: tuple[Link, ...]
    exposures: Mapping[str, tuple[Exposure, ...]]
    unreached: tuple[str, ...] = ()
    dangling: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    readings: Mapping[str, Reading]
    outbound: Ways = ()
    releases: Mapping[str, Ways] = field(default_factory=dict)
    versions: Mapping[str, tuple[License, ...]] = field(default_factory=dict)
    now: date

    def label(self, component: str) -> str:
        """The name a person would use for a component id."""
        if component == PRODUCT:
            return self.config.product.name
        found = self.terms.get(component)
        return found.component.label if found else component

    def is_own(self, component: str) -> bool:
        """Whether we made the part and hold its rights; the product is ours."""
        if component == PRODUCT:
            return True
        found = self.terms.get(component)
        return bool(found and found.component.own)

    def kind(self, component: str) -> Kind:
        """What a component is; the product's kind as stated."""
        if component == PRODUCT:
            return self.config.product.kind
        found = self.terms.get(component)
        return found.component.kind if found else Kind.LIBRARY

    def licensed(self) -> tuple[tuple[Terms, License], ...]:
        """Every part of others that is under a known license and reaches the product, with each license it is under."""
        return tuple(
            (terms, license_)
            for name, terms in self.terms.items()
            if not terms.component.own and name in self.exposures
            for license_ in terms.licenses
        )
