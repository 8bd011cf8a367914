"""What turns duties from due into met: notices, displays, terms passed through, texts, names, registration."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT
from licet.model.findings import Finding, OwedDuty
from licet.model.vocabulary import Duty, DutyStatus, Verdict, worst
from licet.remedy import edits
from licet.remedy.scene import Candidate

OWED: Final = frozenset({DutyStatus.DUE, DutyStatus.PENDING})
_BY_FINDING: Final[Mapping[str, str]] = {
    "naming": Duty.NAMING,
    "share-alike": Duty.SHARE_ALIKE,
    "disclose-source": Duty.DISCLOSE_SOURCE,
}
"""Rules whose findings say how a duty is met or why it cannot be; then the duty by itself has no remedy."""

_KINDS: Final[Mapping[str, tuple[str, int]]] = {
    **dict.fromkeys(
        (Duty.KEEP_NOTICES, Duty.GIVE_LICENSE_COPY, Duty.STATE_CHANGES, Duty.DISPLAY, Duty.DISCLOSE_AI_OUTPUT),
        ("add-notice", 1),
    ),
    Duty.FLOW_DOWN: ("pass-through-terms", 2),
    Duty.NAMING: ("rename", 1),
    Duty.REGISTER: ("acquire-license", 1),
    Duty.REQUEST_LICENSE: ("acquire-license", 4),
    Duty.DISCLOSE_SOURCE: ("open-source-product", 3),
    Duty.SHARE_ALIKE: ("change-outbound-license", 2),
    Duty.CONTENT_FILTER: ("change-use", 3),
    Duty.FOLLOW_POLICY: ("change-use", 2),
}
"""By which kind of remedy a duty is met, and at what cost; what is not listed is done over time and never settled."""


def meeting(judgement: Judgement) -> tuple[Candidate, ...]:
    """One candidate per kind of remedy and part with duties that are due, with an edit that takes them as met."""
    groups: dict[tuple[str, str], list[OwedDuty]] = {}
    judged = {
        (_BY_FINDING[finding.rule], name)
        for finding in standing(judgement)
        if finding.rule in _BY_FINDING
        for name in finding.components
    }
    copyleft = {name for duty, name in judged if duty != Duty.NAMING}
    judged |= {(duty, name) for name in copyleft for duty in (Duty.SHARE_ALIKE, Duty.DISCLOSE_SOURCE)}
    for duty in judgement.duties:
        kind = _kind(duty)
        if duty.status is DutyStatus.DUE and kind and (duty.duty, duty.component) not in judged:
            groups.setdefault((kind, duty.component), []).append(duty)
    return tuple(_meet(kind, component, duties) for (kind, component), duties in groups.items())


def texts(judgement: Judgement) -> Candidate | None:
    """The open step that puts missing license texts beside their parts: what they then say is judged anew."""
    missing = tuple(missing_texts(judgement))
    if not missing:
        return None
    title = missing[0].how_to_meet
    if len(missing) > 1:
        title = f"put the license texts of {len(missing)} parts beside them"
    return Candidate(kind="obtain-text", target=PRODUCT, title=title, cost=1)


def missing_texts(judgement: Judgement) -> Iterator[OwedDuty]:
    """The duties to keep a license text that is not at hand."""
    return (duty for duty in judgement.duties if duty.duty == "missing-text" and duty.status is DutyStatus.DUE)


def _kind(duty: OwedDuty) -> str:
    known = _KINDS.get(duty.duty)
    return known[0] if known else ""


def place_of(duty: OwedDuty) -> str:
    """What a change writes that meets a duty; it meets those of the same kind of the same part."""
    return f"met:{_kind(duty)}:{duty.component}"


def _meet(kind: str, component: str, duties: list[OwedDuty]) -> Candidate:
    place = place_of(duties[0])
    return Candidate(
        kind=kind,
        target=component,
        title="; ".join(dict.fromkeys(duty.how_to_meet for duty in duties)),
        cost=max(_KINDS[duty.duty][1] for duty in duties),
        edit=edits.met(place),
        assumes=("the licensor grants it",) if any(duty.duty == Duty.REQUEST_LICENSE for duty in duties) else (),
        effect=place,
        slot=place,
        places=frozenset({place}),
    )


def failing_duties(judgement: Judgement, met: frozenset[str]) -> tuple[OwedDuty, ...]:
    """The duties that are owed and not taken as met."""
    return tuple(duty for duty in judgement.duties if duty.status in OWED and place_of(duty) not in met)


def standing(judgement: Judgement) -> tuple[Finding, ...]:
    """The findings that count."""
    return tuple(finding for finding in judgement.findings if not finding.waived_by)


def verdict_of(judgement: Judgement, met: Iterable[str] = ()) -> Verdict:
    """The verdict, with some duties taken as met."""
    done = frozenset(met)
    if not done:
        return judgement.verdict
    owed = (Verdict.WITH_DUTIES for _ in failing_duties(judgement, done))
    return worst(*(finding.verdict for finding in standing(judgement)), *owed)
