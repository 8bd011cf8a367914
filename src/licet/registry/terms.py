"""From sorts to classes: the licenses of each sort are identified and interpreted once, as those of a project's parts.

Sorts that come to the same kind and the same terms are one class, whatever words declared them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from licet.catalog import claims_of
from licet.identify import identify
from licet.interpret import interpret
from licet.model.bom import Bom, Claim, Component, Evidence
from licet.model.findings import Terms
from licet.model.vocabulary import Grade
from licet.propagate.lanes import PartClass
from licet.registry.gather import Sort

NOWHERE = "a link to something that the registry does not describe"


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes, their terms, and the class of each sort."""

    parts: tuple[PartClass, ...]
    terms: tuple[Terms, ...]
    of_sort: tuple[int, ...]


def classes_of(sorts: Sequence[Sort], path: str) -> Classes:
    """Find the terms of every sort; `path` names the registry in evidence."""
    components = tuple(_component(f"sort:{at:08}", sort, path) for at, sort in enumerate(sorts))
    identified = identify(Bom(components=components, links=()))
    found = interpret(identified, product_license="")
    parts: list[PartClass] = []
    terms: list[Terms] = []
    of_sort: list[int] = []
    known: dict[object, int] = {}
    for each in found:
        alike = _alike(each)
        if alike not in known:
            known[alike] = len(parts)
            bare = not (each.licenses or each.unread)
            parts.append(PartClass(terms=len(parts), kind=each.component.kind, bare=bare))
            terms.append(replace(each, component=replace(each.component, claims=(), evidence=())))
        of_sort.append(known[alike])
    return Classes(tuple(parts), tuple(terms), tuple(of_sort))


def _component(name: str, sort: Sort, path: str) -> Component:
    claims = tuple(claims_of(sort.entry)) if sort.entry else tuple(_claims(sort, path))
    return Component(id=name, kind=sort.kind, claims=claims, unresolved=NOWHERE if sort.absent else "")


def _claims(sort: Sort, path: str) -> list[Claim]:
    return [
        Claim(license=license_, name=name, grade=Grade.METADATA, evidence=Evidence(path=path), hub=sort.hub)
        for license_, name in sort.licenses
    ]


def _alike(terms: Terms) -> object:
    """All of the terms of a part that judging may look at, without the part itself."""
    licenses = tuple(license_.id for license_ in terms.licenses)
    unresolved = terms.component.unresolved
    told = (terms.expression, terms.chosen, licenses, terms.unread, terms.exception_unread, terms.grade)
    return (terms.component.kind, unresolved, told, terms.differs)
