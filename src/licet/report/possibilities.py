"""The shapes in the document of what is possible: fields of use, and licenses to release under."""

from typing import TypedDict

from licet.report.places import Clause, Step


class Outbound(TypedDict):
    """Whether the product, or a part, may be released under a license: yes, no or unknown, and the clauses why."""

    license: str
    possible: str
    because: list[str]
    clauses: list[Clause]


class OutboundPart(TypedDict):
    """The licenses under which a part of ours may be released by itself; `wanted` is the one stated for it."""

    component: str
    kind: str
    wanted: str
    delivery: str
    licenses: list[Outbound]


class CapableOf(TypedDict):
    """Why a part can serve a field of use; `basis` is task, modality, base or stated, `said` the word it rests on."""

    component: str
    ability: str
    does: str
    basis: str
    said: str
    why: str


class CapabilityLimit(TypedDict):
    """A restriction that bears on the field; `binds` are the capable parts that it binds by their own terms."""

    tag: str
    component: str
    clause: Clause
    strength: str
    qualifiers: list[str]
    reading: str
    binds: list[str]
    path: list[str]
    steps: list[Step]
    findings: list[str]


class CapabilityRow(TypedDict):
    """A field that the system can serve: `use` is served, not-served or unknown.

    `limit` is prohibited, conditional, none or unknown.
    """

    tag: str
    use: str
    limit: str
    abilities: list[CapableOf]
    limits: list[CapabilityLimit]
    questions: list[str]


class CapabilityMatrix(TypedDict):
    """What the system can do against its licenses; `untold` can do what nobody tells, `unread` may restrict more."""

    rows: list[CapabilityRow]
    untold: list[str]
    unread: list[str]
