"""Judge: from terms and the ways they reach the product to findings, duties, questions and the verdict."""

from licet.judge.again import Record, judge_again, moved, record_of, try_again, weigh_again
from licet.judge.asked import asked_of
from licet.judge.capabilities import capability_matrix
from licet.judge.conclude import findings_of
from licet.judge.duties import duties_of
from licet.judge.judgement import judgement_of
from licet.judge.matrices import restriction_matrix, risk_matrix
from licet.judge.outbound import by_itself, outbound_of, outbound_part, separable
from licet.judge.uncollected import uncollected
from licet.model.analysis import Judgement
from licet.model.system import System
from licet.rules.facts import Facts

__all__ = [
    "Record",
    "asked_of",
    "by_itself",
    "capability_matrix",
    "judge",
    "judge_again",
    "moved",
    "outbound_of",
    "outbound_part",
    "record_of",
    "restriction_matrix",
    "risk_matrix",
    "separable",
    "try_again",
    "uncollected",
    "weigh_again",
]


@uncollected()
def judge(system: System) -> Judgement:
    """Judge a system; the product's verdict is the worst of its findings and duties (vocabulary 9.5)."""
    facts = Facts(system)
    return judgement_of(system, findings_of(system, facts=facts), duties_of(system, facts))
