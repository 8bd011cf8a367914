"""What can bear on a finding: the parts it hangs on, and the facts of the use that its rule reads.

A decision looks at the ways from the product to the parts of the finding, at the terms on these ways, and at some
facts of the use. So two sets of changes that agree on all of these leave the finding as it is. The plan's proof rests
on this; properties over random systems hold the rules to it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Finding, OwedDuty

Places = frozenset[str]
"""What a change writes, or a finding reads: `part:ID`, `name:ID`, or a fact of the use."""

COMMERCIAL: Final = "commercial"
DELIVERY: Final = "delivery"
FIELDS: Final = "fields"
LICENSE: Final = "license"
OUTPUTS: Final = "outputs"
PUBLISHED: Final = "published-outputs"
SIZES: Final = "sizes"
TERRITORIES: Final = "territories"
NAMES: Final = "names"
USES: Final[Places] = frozenset({COMMERCIAL, DELIVERY, FIELDS, LICENSE, OUTPUTS, PUBLISHED, SIZES, TERRITORIES, NAMES})
"""Every fact that some change writes; `names` stands for the published names of the product and of parts of ours."""

_WORK: Final = frozenset({LICENSE, DELIVERY, PUBLISHED, OUTPUTS})
READS: Final[Mapping[str, Places]] = {
    "noncommercial-only": frozenset({COMMERCIAL}),
    "research-only": frozenset({COMMERCIAL}),
    "nonproduction-only": frozenset({COMMERCIAL, DELIVERY}),
    "act-withheld": frozenset({COMMERCIAL, DELIVERY, PUBLISHED, OUTPUTS}),
    "share-alike": _WORK,
    "no-further-restrictions": _WORK,
    "disclose-source": _WORK,
    "license-drift": frozenset({LICENSE, DELIVERY}),
    "no-sharing-of-derivatives": frozenset({DELIVERY}),
    "competing-model-training": frozenset({OUTPUTS}),
    "llm-improvement": frozenset({OUTPUTS}),
    "territory": frozenset({TERRITORIES}),
    "threshold": frozenset({COMMERCIAL, SIZES}),
    "field-of-use": frozenset({FIELDS, DELIVERY, COMMERCIAL}),
    "data-protection": frozenset({FIELDS}),
    "missing-license": frozenset(),
    "modified-text": frozenset(),
    "missing-text": frozenset(),
    "policy": frozenset(),
}
"""The facts of the use that a rule may read; a rule that is not listed may read them all."""


class Footprints:
    """The places that findings and duties hang on, in one system; a change adds no part and no link to it."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._users: dict[str, set[str]] = {}
        for link in links:
            self._users.setdefault(link.target, set()).add(link.source)
        self._known: dict[str, Places] = {}

    def of(self, item: Finding | OwedDuty) -> Places:
        """The places that a finding or a duty hangs on."""
        if isinstance(item, OwedDuty):
            return self._parts((item.component,)) | USES
        steps = (end for step in item.path for end in (step.source, step.target))
        return self._parts((*item.components, *steps)) | READS.get(item.rule, USES)

    def _parts(self, names: Iterable[str]) -> Places:
        found: set[str] = set()
        for name in dict.fromkeys(names):
            found |= self._downstream(name)
        return frozenset(found)

    def _downstream(self, name: str) -> Places:
        """The part and everything on some way from the product to it."""
        if name not in self._known:
            seen = {name}
            queue = [name]
            while queue:
                more = self._users.get(queue.pop(), set()) - seen
                seen |= more
                queue += more
            self._known[name] = frozenset(f"part:{each}" for each in seen - {PRODUCT})
        return self._known[name]
