"""The one value that every output is a reading of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from licet.model.bom import Bom, Identified
from licet.model.findings import (
    Finding,
    MayMatter,
    Outbound,
    OutboundPart,
    OwedDuty,
    Plan,
    Question,
    Remedy,
    Settled,
    Step,
    Terms,
)
from licet.model.terms import Clause
from licet.model.use import Config
from licet.model.vocabulary import Verdict

RISK_KINDS = ("prohibition", "copyleft", "use-restriction", "evidence", "data-protection", "duty")
"""The columns of the risk matrix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCell:
    """The worst verdict for one component and one kind of risk; `findings` are ids of findings and duties."""

    component: str
    kind: str
    verdict: Verdict
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionCell:
    """One restriction against the intended use: `use` is served, not-served or unknown."""

    tag: str
    component: str
    license: str
    strength: str
    section: str
    quote: str
    use: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CapableOf:
    """Why a part can serve a field: the ability, in words as `does`, and `why` it makes the field possible.

    `basis` tells what it is known from: the part's task, a modality, the task or modality of its base, or licet.toml,
    which states the field itself; `said` is the task, the modality, the base's id or the field.
    """

    component: str
    ability: str
    does: str
    basis: Literal["task", "modality", "base", "stated"]
    said: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityLimit:
    """A restriction that bears on a field of use: `tag` is its own, which may be broader than the field.

    `binds` are the capable parts that it binds by their own terms, as they are the part, contain it or are contained
    in it; it binds the use of the others through the product alone. `reading` is the contested point that it hangs on.
    `findings` are the ids of the findings on it, where the field is served or may be.
    """

    tag: str
    component: str
    clause: Clause
    strength: str
    qualifiers: tuple[str, ...] = ()
    reading: str = ""
    binds: tuple[str, ...] = ()
    path: tuple[Step, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityRow:
    """A field of use that the system can serve, and everything that restricts it.

    `use` is served, not-served or unknown. `limit` is prohibited where a license bars the field outright, conditional
    where it depends on a qualifier, a reading or a broader tag, none where no license restricts it, and unknown where
    none of those read does but some was not read.
    """

    tag: str
    use: str
    limit: Literal["prohibited", "conditional", "none", "unknown"]
    abilities: tuple[CapableOf, ...]
    limits: tuple[CapabilityLimit, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityMatrix:
    """What the system can do against what its licenses restrict.

    `untold` are the models, adapters and services of which nothing tells what they can do; `unread` the parts whose
    terms were not read in full, so that a row without limits is not known to be free.
    """

    rows: tuple[CapabilityRow, ...] = ()
    untold: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the judge found; the remedies are added later.

    `opened_by` are the smallest sets of answers that open the gate, where answers alone can; `may_matter` are the open
    facts of decisions that have too many. A changed system that is only tried has none of the last three.
    """

    verdict: Verdict
    terms: tuple[Terms, ...]
    findings: tuple[Finding, ...]
    duties: tuple[OwedDuty, ...]
    questions: tuple[Question, ...] = ()
    opened_by: tuple[Settled, ...] = ()
    may_matter: tuple[MayMatter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The whole result; all tuples are sorted, so the same input gives the same bytes.

    `assessed` is the day for which waivers and re-checks were judged; None where nobody told it.
    """

    version: str
    knowledge: str
    config: Config
    bom: Bom
    identified: tuple[Identified, ...]
    terms: tuple[Terms, ...]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    duties: tuple[OwedDuty, ...] = ()
    questions: tuple[Question, ...] = ()
    opened_by: tuple[Settled, ...] = ()
    may_matter: tuple[MayMatter, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    plan: Plan | None = None
    outbound: tuple[Outbound, ...] = ()
    outbound_parts: tuple[OutboundPart, ...] = ()
    risks: tuple[RiskCell, ...] = ()
    restrictions: tuple[RestrictionCell, ...] = ()
    capabilities: CapabilityMatrix = field(default_factory=CapabilityMatrix)
    counts: Mapping[str, int] = field(default_factory=dict)
    assessed: date | None = None

    @property
    def gate_fails(self) -> bool:
        """True where the verdict is as bad as the policy's `fail_on`, or worse."""
        return self.verdict.rank >= self.config.policy.fail_on.rank
