"""Judge: from terms and the ways they reach the product to findings, duties, questions and the verdict."""

from licet.judge.asked import asked_of
from licet.judge.capabilities import capability_matrix
from licet.judge.conclude import Argued, findings_of
from licet.judge.duties import duties_of
from licet.judge.explore import Leaf
from licet.judge.matrices import restriction_matrix, risk_matrix
from licet.judge.outbound import by_itself, outbound_of, outbound_part, separable
from licet.judge.questions import questions_of
from licet.judge.waivers import apply_waivers
from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.vocabulary import DutyStatus, Verdict, worst
from licet.rules import expired_waiver
from licet.rules.case import FINE

__all__ = [
    "asked_of",
    "by_itself",
    "capability_matrix",
    "judge",
    "outbound_of",
    "outbound_part",
    "restriction_matrix",
    "risk_matrix",
    "separable",
]

_OWED = frozenset({DutyStatus.DUE, DutyStatus.PENDING})


def judge(system: System) -> Judgement:
    """Judge a system; the product's verdict is the worst of its findings and duties (vocabulary 9.5)."""
    argued, unused = apply_waivers(system, findings_of(system))
    argued += tuple(_unused(text, len(argued) + number) for number, text in enumerate(unused, start=1))
    owed = duties_of(system)
    findings = tuple(item.finding for item in argued)
    counted = [finding.verdict for finding in findings if not finding.waived_by]
    counted += [Verdict.WITH_DUTIES for item in owed if item.duty.status in _OWED]
    trees = [(item.finding.id, item.tree) for item in argued if not item.finding.waived_by]
    trees += [(item.duty.id, item.tree) for item in owed]
    return Judgement(
        verdict=worst(*counted),
        terms=tuple(system.terms[name] for name in sorted(system.terms)),
        findings=findings,
        duties=tuple(item.duty for item in owed),
        questions=questions_of(trees),
    )


def _unused(text: str, number: int) -> Argued:
    """A waiver that covers nothing is reported and changes no verdict."""
    finding = Finding(
        key=f"{expired_waiver.ID}:{text}",
        rule=expired_waiver.ID,
        verdict=Verdict.ALLOWED,
        severity="info",
        title=text,
        components=(PRODUCT,),
        because=("remove it, or mend its rule and component",),
        id=f"F{number}",
    )
    return Argued(finding=finding, tree=Leaf(FINE))
