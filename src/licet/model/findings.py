"""What the judge concludes: findings, duties, questions, remedies, plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from licet.model.bom import Component, Evidence, Link
from licet.model.terms import Clause, License, Profile
from licet.model.use import Waiver
from licet.model.vocabulary import CONTAINING, LEARNING, Act, Delivery, Duty, DutyStatus, Grade, How, Verdict

Severity = Literal["high", "medium", "low", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path: the downstream part uses the upstream one in the way `how`."""

    source: str
    how: How
    target: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The licenses of one component as interpreted: every license in `licenses` binds (AND).

    `unread` names licenses whose terms are not known, `profiles` are what is known of some of them all the same, and
    `called_like` the ids of licenses that such a name may stand for;
    `exception_unread` is true where a WITH exception was not read, so a prohibition may be lifted. `chosen` is the
    branch taken of an OR.
    """

    component: Component
    expression: str
    grade: Grade
    licenses: tuple[License, ...] = ()
    unread: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    called_like: tuple[str, ...] = ()
    exception_unread: bool = False
    chosen: str = ""
    text_at_hand: bool = False
    modified_text: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One way in which a component's terms reach the product.

    `path` runs from the product upstream to the component. `ours` is true where the last step is our own act
    (its downstream end is the product, ours, or modified by us); otherwise it is the publisher's act.
    `contact` says how the product touches the part: it holds it (inside), learned from it (trained), reaches it
    as a separate program (apart), used it while building (tool), or holds what it produced (output).

    `way` is the path as terms travel it: who trains on data that a part generated distills its outputs, whatever the
    data went through in between, so that these links are one, `distills-outputs`.
    """

    component: str
    path: tuple[Link, ...]
    contact: Literal["inside", "trained", "apart", "tool", "output"]
    ours: bool
    way: tuple[Link, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work the way out once: rules ask for it often."""
        object.__setattr__(self, "way", _way(self.path))

    @property
    def last(self) -> Link:
        """The link that touches the component."""
        return self.path[-1]

    @property
    def received(self) -> bool:
        """Whether something learned from the part's outputs by way of data, which somebody else may have made."""
        return len(self.way) < len(self.path)


def _way(path: tuple[Link, ...]) -> tuple[Link, ...]:
    if not any(link.how is How.GENERATED_BY for link in path):
        return path
    way: list[Link] = []
    outputs: list[Link] = []  # from the part that generated them downstream; nothing learned from them yet
    for link in reversed(path):
        if outputs and link.how in LEARNING:
            way.append(replace(outputs[0], source=link.source, how=How.DISTILLS_OUTPUTS, evidence=link.evidence))
            outputs = []
        elif link.how is How.GENERATED_BY or (outputs and link.how in CONTAINING):
            outputs.append(link)
        else:
            way += [*outputs, link]
            outputs = []
    return tuple(reversed((*way, *outputs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOutcome:
    """The verdict under one position on a contested point, and the names of those who published the position."""

    id: str
    position: str
    verdict: Verdict
    held_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The fewest answers, by question, that settle a verdict whatever is answered to the other open facts."""

    answers: Mapping[str, str]
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class MayMatter:
    """An open fact of a decision that has more of them than can be tried together: it may change a verdict.

    `about` names the component, or `product`; `bears_on` lists finding and duty ids.
    """

    id: str
    asks: str
    about: str
    bears_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One conclusion with its reasons; it cannot exist without components.

    `key` is the finding's identity between runs, `id` its number in this run. `facts` are the facts it rests on,
    as text. `because` is the argument in sentences, for `licet explain`. `waiver` is the one that `waived_by` tells of.
    `questions` are the open facts on which the verdict depends, `settled_by` the smallest sets of answers that settle
    it, the shortest first; `may_matter` are the open facts of which that is not known, as they are too many.
    """

    key: str
    rule: str
    verdict: Verdict
    severity: Severity
    title: str
    components: tuple[str, ...]
    path: tuple[Step, ...] = ()
    clauses: tuple[Clause, ...] = ()
    act: Act | None = None
    tags: tuple[str, ...] = ()
    duty: Duty | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[ReadingOutcome, ...] = ()
    questions: tuple[str, ...] = ()
    settled_by: tuple[Settled, ...] = ()
    may_matter: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    waived_by: str = ""
    waiver: Waiver | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedDuty:
    """A duty as it stands for this use; `duty` is a vocabulary duty or `missing-text`."""

    key: str
    duty: str
    status: DutyStatus
    component: str
    trigger: str = ""
    path: tuple[Step, ...] = ()
    clause: Clause | None = None
    how_to_meet: str = ""
    questions: tuple[str, ...] = ()
    may_matter: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question whose answer can change a verdict; `verdict_if` maps answers to the verdict then.

    `decides` lists finding and duty ids; `about` names the component, or `product`. `moves` is true where the answer
    can change the verdict of the whole, alone or with others, and None where that is not known.
    """

    id: str
    asks: str
    about: str
    decides: tuple[str, ...]
    verdict_if: Mapping[str, Verdict]
    moves: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A change that was re-judged: it clears `clears` and raises nothing new.

    `cost` runs from 1 (a line of text) to 5 (a negotiation or a rebuild); `weight` is that cost times the factor that
    `[policy.costs]` gives its kind. `open_step` is true where the outcome depends on what is learned, so that it can be
    no part of a proven plan. `together` are the ids of the remedies without which it does not help or does harm; it is
    offered as a step of the plan with them alone. `title` is the advice in words.
    """

    key: str
    kind: str
    target: str
    title: str
    cost: int
    assumes: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    verdict_after: Verdict | None = None
    open_step: bool = False
    weight: int = 0
    together: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The cheapest set of remedies that clears the gate; `optimal` only where that was proven.

    `cost` is the sum of the remedies' weights, `bound` what any set that clears the gate costs at least: the two are
    equal where the plan is optimal; else `unproven` says why the proof is missing. `considered` counts the sets judged.
    """

    remedies: tuple[str, ...] = ()
    cost: int = 0
    optimal: bool = False
    verdict_after: Verdict = Verdict.ALLOWED
    considered: int = 0
    bound: int = 0
    unproven: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """Whether something may be released under a license; `clauses` are those that rule it out, or may."""

    license: str
    possible: Literal["yes", "no", "unknown"]
    because: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundPart:
    """The licenses under which one part of ours may be released by itself.

    `wanted` is the license that was stated for it, empty where none was; `delivery` is how it is taken to be released.
    """

    component: str
    wanted: str
    delivery: Delivery
    licenses: tuple[Outbound, ...]
