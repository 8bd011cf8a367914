"""What Licet derives for a pair of licenses from their terms: may code under one be in a work under the other?"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from benchmarks.osadl.matrix import NO, UNKNOWN, YES
from licet.assemble import build_system
from licet.interpret import alternatives, interpret
from licet.judge.conclude import findings_of
from licet.licenses import normalize
from licet.model.bom import PRODUCT, Bom, Component, Identified, Link
from licet.model.findings import Finding
from licet.model.terms import Clause
from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Basis, Delivery, Grade, How, Kind, Verdict, worst
from licet.rules import license_drift, no_further_restrictions, share_alike

_RULES: Final = (share_alike.RULE, license_drift.RULE, no_further_restrictions.RULE)
_NOW: Final = date(2026, 1, 1)
_USE: Final = Use(commercial=True, delivery=(Delivery.DISTRIBUTED_BINARY, Delivery.DISTRIBUTED_SOURCE), fields=())
_PART: Final = "part"
_FACTS: Final = {"keeps_original_names": False}
"""A changed version is renamed where its license lets one choose between that and share-alike."""
_SOURCE: Final = "source-offered:product:"
"""Questions on offering the source under the part's license: the work's own license is for its source as well."""
_ANSWER: Final = {
    Verdict.ALLOWED: YES,
    Verdict.WITH_DUTIES: YES,
    Verdict.REVIEW: UNKNOWN,
    Verdict.BLOCKED: NO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """The answer, in the words of the matrix, and what it rests on."""

    answer: str
    findings: tuple[Finding, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the worst finding, none where nothing stands against it."""
        return self.findings[0].clauses if self.findings else ()


def derive(leading: str, subordinate: str, how: str = "copies") -> Derived:
    """Judge a work under `leading` that takes in a part under `subordinate`, given away as binary and as source.

    `how` is the link: `copies` for code that is in the work itself, `links` for a library that is linked statically.
    Of an or-later license the version that is judged best is taken.
    """
    part = Component(id=_PART, name="the part", kind=Kind.LIBRARY, facts=_FACTS)
    identified = Identified(component=part, concluded=normalize(subordinate), grade=Grade.TEXT)
    options = alternatives([identified])
    branches = options[0].branches if options else ("",)
    tried = [_judged(leading, identified, branch, how) for branch in branches]
    return min(tried, key=lambda derived: list(_ANSWER.values()).index(derived.answer))


def _judged(leading: str, part: Identified, branch: str, how: str) -> Derived:
    facts = {"how": "static"} if how == How.LINKS else {}
    link = Link(source=PRODUCT, how=How(how), target=_PART, basis=Basis.STATED, facts=facts)
    name = normalize(part.concluded)
    config = Config(
        product=Product(name="the work", license=normalize(leading), kind=Kind.APPLICATION),
        use=_USE,
        answers={_SOURCE + name: False},
        path="licet.toml",
    )
    chosen = {_PART: branch} if branch else {}
    terms = interpret([part], product_license=config.product.license, chosen=chosen)
    system = build_system(config, terms, (link,), Bom(components=(part.component,), links=(link,)), _NOW)
    findings = tuple(argued.finding for argued in findings_of(system, _RULES))
    verdict = worst(*(finding.verdict for finding in findings))
    return Derived(answer=_ANSWER[verdict], findings=findings)
