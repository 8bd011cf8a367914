"""The common use cases of licenses, and those of AI, against every license of the system."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from licet.model.analysis import Analysis
from licet.model.terms import License
from licet.model.vocabulary import Act, Duty, How, Trigger, Value
from licet.report.markdown import escaped
from licet.report.words import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCase:
    """One thing done with a part: the act it needs, the event it is, the link it makes, the duties it is about."""

    title: str
    act: Act | None = None
    event: Trigger | None = None
    how: How | None = None
    duties: tuple[Duty, ...] = ()


CASES: Final = (
    UseCase(title="distributed as a binary", act=Act.REDISTRIBUTE, event=Trigger.DISTRIBUTION),
    UseCase(title="distributed as source", act=Act.REDISTRIBUTE, event=Trigger.DISTRIBUTION),
    UseCase(title="integrated so that its terms may reach the whole", how=How.LINKS, duties=(Duty.SHARE_ALIKE,)),
    UseCase(title="modified", act=Act.MODIFY, event=Trigger.MODIFICATION),
    UseCase(title="beside parts under other terms", duties=(Duty.FLOW_DOWN, Duty.SHARE_ALIKE)),
    UseCase(title="attribution", duties=(Duty.KEEP_NOTICES, Duty.GIVE_LICENSE_COPY, Duty.DISPLAY, Duty.NAMING)),
    UseCase(title="weights distributed", act=Act.REDISTRIBUTE, event=Trigger.DISTRIBUTION),
    UseCase(title="fine-tuned", act=Act.MODIFY, how=How.FINE_TUNES, event=Trigger.MODIFICATION),
    UseCase(title="merged", act=Act.MODIFY, how=How.MERGES, event=Trigger.MODIFICATION),
    UseCase(title="quantized", act=Act.MODIFY, how=How.QUANTIZES),
    UseCase(title="an adapter made for it", act=Act.MODIFY, how=How.ADAPTS),
    UseCase(title="queried at run time", how=How.RETRIEVES_FROM),
    UseCase(title="offered over a network", act=Act.HOST, event=Trigger.NETWORK_ACCESS),
    UseCase(title="outputs used", act=Act.USE_OUTPUTS, event=Trigger.PUBLISHING_OUTPUTS),
    UseCase(title="outputs used for training", act=Act.TRAIN_ON_OUTPUTS, how=How.DISTILLS_OUTPUTS),
    UseCase(title="used commercially", act=Act.USE_COMMERCIALLY, event=Trigger.COMMERCIAL_USE),
)
"""ISO/IEC 5230 3.3.2.1 names the first six; the others are those of AI."""


def use_case_matrix(analysis: Analysis) -> str:
    """Return the matrix as Markdown, one table for each license of the system."""
    known = {license_.id: license_ for terms in analysis.terms for license_ in terms.licenses}
    lines = [
        "# Use cases of the licenses in the system",
        "",
        "What each license says, by its own words; whether it bears on this product, the findings tell. Silence is no",
        "permission.",
    ]
    for name in sorted(known):
        lines += ["", f"## {escaped(known[name].name)}", "", *_table(known[name])]
    return "\n".join(lines) + "\n"


def _table(license_: License) -> Iterator[str]:
    yield "| use | permitted | a derivative by its words | duties |"
    yield "|---|---|---|---|"
    for case in CASES:
        yield f"| {case.title} | {_permitted(license_, case)} | {_derives(license_, case)} | {_owed(license_, case)} |"


def _permitted(license_: License, case: UseCase) -> str:
    if case.act is None:
        return ""
    said = license_.permission(case.act)
    return f"{said.value}, §{escaped(said.clause.section)}" if said.clause else str(said.value)


def _derives(license_: License, case: UseCase) -> str:
    if case.how is None:
        return ""
    said = license_.derivation(case.how)
    return f"{said.value}, §{escaped(said.clause.section)}" if said.clause else str(said.value)


def _owed(license_: License, case: UseCase) -> str:
    """The duties that the event of a case makes due, and those that the case is about."""
    told = []
    for duty, term in license_.duties.items():
        due = case.event is not None and any(case.event in group for group in term.triggers)
        if term.value in {Value.YES, Value.CONDITIONAL} and (due or duty in case.duties):
            told.append(f"{spoken(duty)} §{escaped(term.clause.section) if term.clause else '?'}")
    return ", ".join(told)
