"""From findings and duties to the judgement: waivers, the verdict, the questions."""

from collections.abc import Iterable
from dataclasses import replace

from licet.judge.conclude import Argued
from licet.judge.duties import Owed
from licet.judge.explore import Leaf, settle
from licet.judge.interplay import opening
from licet.judge.pattern import pattern_of
from licet.judge.questions import doubts_of, merged
from licet.judge.waivers import apply_waivers
from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.vocabulary import DutyStatus, Verdict, worst
from licet.rules import expired_waiver
from licet.rules.case import FINE

_OWED = frozenset({DutyStatus.DUE, DutyStatus.PENDING})


def judgement_of(system: System, found: tuple[Argued, ...], owed: tuple[Owed, ...]) -> Judgement:
    """Conclude from the findings and duties of a system, in their order (vocabulary 9.5)."""
    argued = _with_waivers(system, found)
    trees = [(item.finding.id, item.tree) for item in argued if not item.finding.waived_by]
    trees += [(item.duty.id, item.tree) for item in owed if item.duty.status in _OWED]
    patterns = [(name, pattern_of(tree)) for name, tree in trees]
    return replace(
        _outcome(system, argued, owed),
        questions=merged(patterns),
        opened_by=opening([pattern for _, pattern in patterns], system.config.policy.fail_on),
        may_matter=doubts_of(trees),
    )


def outcome_of(system: System, found: tuple[Argued, ...], owed: tuple[Owed, ...]) -> Judgement:
    """The same without its questions and what would open the gate, which cost more than all the rest."""
    return _outcome(system, _with_waivers(system, found), owed)


def _outcome(system: System, argued: tuple[Argued, ...], owed: tuple[Owed, ...]) -> Judgement:
    return Judgement(
        verdict=_verdict(argued, owed),
        terms=tuple(system.terms[name] for name in sorted(system.terms)),
        findings=tuple(item.finding for item in argued),
        duties=tuple(item.duty for item in owed),
    )


def _with_waivers(system: System, found: tuple[Argued, ...]) -> tuple[Argued, ...]:
    """The findings, marked where a waiver covers them, and one for each waiver that covers none."""
    argued, unused = apply_waivers(system, found)
    return (*argued, *(_unused(text, len(argued) + number) for number, text in enumerate(unused, start=1)))


def weight_of(system: System, found: tuple[Argued, ...], owed: Iterable[Owed]) -> tuple[int, int]:
    """How bad a system is: the rank of its verdict, and the sum of the ranks of its findings."""
    argued, _ = apply_waivers(system, found)
    return _verdict(argued, owed).rank, sum(item.finding.verdict.rank for item in found)


def _verdict(argued: Iterable[Argued], owed: Iterable[Owed]) -> Verdict:
    counted = [item.finding.verdict for item in argued if not item.finding.waived_by]
    return worst(*counted, *(settle(item.tree) for item in owed if item.duty.status in _OWED))


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
