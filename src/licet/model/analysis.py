"""The one value that every output is a reading of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from licet.model.bom import Bom, Identified
from licet.model.findings import Finding, Outbound, OwedDuty, Plan, Question, Remedy, Terms
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
class Judgement:
    """What the judge found; the remedies are added later."""

    verdict: Verdict
    terms: tuple[Terms, ...]
    findings: tuple[Finding, ...]
    duties: tuple[OwedDuty, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The whole result; all tuples are sorted, so the same input gives the same bytes."""

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
    remedies: tuple[Remedy, ...] = ()
    plan: Plan | None = None
    outbound: tuple[Outbound, ...] = ()
    risks: tuple[RiskCell, ...] = ()
    restrictions: tuple[RestrictionCell, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def gate_fails(self) -> bool:
        """True where the verdict is as bad as the policy's `fail_on`, or worse."""
        return self.verdict.rank >= self.config.policy.fail_on.rank
