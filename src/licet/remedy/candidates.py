"""What could be done about a finding: candidates from the graph and the data, not yet judged."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT
from licet.model.findings import Finding, Terms
from licet.model.terms import License
from licet.model.vocabulary import (
    DERIVING,
    LEARNING,
    Delivery,
    Duty,
    How,
    Kind,
    Value,
)
from licet.remedy import edits
from licet.remedy.edits import Edit, State

OWN_TERMS: Final = "LicenseRef-Proprietary"
_REPLACE_COST: Final = {Kind.DATASET: 4, Kind.IMAGE: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A change to be judged; without an `edit` it is an open step whose outcome depends on what is learned."""

    kind: str
    target: str
    title: str
    cost: int
    edit: Edit | None = None
    assumes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The identity of a candidate: the same change for two findings is one remedy."""
        return f"{self.kind}:{self.target}:{self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What candidates are made from: the state, one finding, and the licenses a replacement could be under."""

    state: State
    finding: Finding
    replacements: tuple[License, ...]
    alternatives: Mapping[str, tuple[str, ...]]

    @property
    def by_id(self) -> dict[str, Terms]:
        """Terms by component id."""
        return {terms.component.id: terms for terms in self.state.terms}

    @property
    def target(self) -> str:
        """The part to act on: the first on the path that is not ours, so that what stands on it goes too."""
        known = self.by_id
        for step in self.finding.path:
            terms = known.get(step.target)
            if terms and not terms.component.own:
                return step.target
        return self.finding.components[0]

    def label(self, name: str) -> str:
        """The name a person would use."""
        terms = self.by_id.get(name)
        return terms.component.label if terms else self.state.config.product.name


def candidates(scene: Scene) -> Iterator[Candidate]:
    """Every candidate for one finding, in the order in which they are shown at equal cost."""
    for make in _MAKERS.get(scene.finding.rule, ()):
        yield from make(scene)


def _replace(scene: Scene) -> Iterator[Candidate]:
    name = scene.target
    terms = scene.by_id.get(name)
    if terms is None or not scene.replacements:
        return
    license_ = scene.replacements[0]
    kind = terms.component.kind
    others = scene.alternatives.get(f"{kind}:{terms.component.task}", ())
    such = f", such as {', '.join(others)}" if others else ""
    yield Candidate(
        kind="replace-component",
        target=name,
        title=f"replace {scene.label(name)} with a {kind} under a permissive license{such}",
        cost=_REPLACE_COST.get(kind, 3),
        edit=edits.replaced(name, license_),
        assumes=(f"a {kind} that does the same is to be had under terms like those of {license_.id}",),
    )


def _drop(scene: Scene) -> Iterator[Candidate]:
    name = scene.target
    if name in scene.by_id:
        title = f"leave {scene.label(name)} out"
        yield Candidate(kind="drop-component", target=name, title=title, cost=4, edit=edits.dropped(name))


def _acquire(scene: Scene) -> Iterator[Candidate]:
    name = scene.finding.components[0]
    terms = scene.by_id.get(name)
    if terms is None or terms.component.own or not terms.licenses:
        return
    sells = any(license_.sells_exceptions for license_ in terms.licenses)
    holder = next((license_.licensor for license_ in terms.licenses if license_.licensor), "the rights holder")
    stands = f"without the terms of {terms.expression} that stand in the way"
    what = f"{holder} grants {scene.label(name)} for this use, {stands}"
    known = "the license itself says where to ask" if sells else "whether the rights holder grants it is not known"
    yield Candidate(
        kind="acquire-license",
        target=name,
        title=f"acquire another license of {scene.label(name)} from {holder}",
        cost=4 if sells else 5,
        edit=edits.acquired(name),
        assumes=(what, known),
    )


def _isolate(scene: Scene) -> Iterator[Candidate]:
    known = scene.by_id
    for step in scene.finding.path:
        ours = step.source == PRODUCT or bool(known[step.source].component.own)
        separable = step.how in {How.LINKS, How.EMBEDS, How.TOKENIZES_WITH, How.RUNS, How.CALLS}
        if ours and separable and step.target in known:
            label = scene.label(step.target)
            apart = step.how in {How.RUNS, How.CALLS}
            title = (
                f"keep {label} a program of its own, reached over its public interface alone (one_work = false)"
                if apart
                else f"run {label} as a separate service, reached over its public interface alone"
            )
            yield Candidate(
                kind="isolate-as-service",
                target=step.target,
                title=title,
                cost=3,
                edit=edits.isolated(step.source, step.target),
                assumes=(f"{label} and the product really are separate programs: no shared memory, no internal data",),
            )
            return


def _open_product(scene: Scene) -> Iterator[Candidate]:
    for license_ in _licenses_of(scene):
        if license_.duty(Duty.SHARE_ALIKE).value is not Value.YES:
            continue
        opens = license_.duty(Duty.DISCLOSE_SOURCE).value is Value.YES and license_.kind != "data"
        product = scene.state.config.product.name
        words = f"open {product}: release it with its source" if opens else f"release {product}"
        yield Candidate(
            kind="open-source-product" if opens else "change-outbound-license",
            target=PRODUCT,
            title=f"{words} under {license_.id}",
            cost=5 if opens else 4,
            edit=edits.released_under(license_.id),
        )


def _licenses_of(scene: Scene) -> Iterator[License]:
    """The licenses that the finding's clauses come from."""
    wanted = {clause.license for clause in scene.finding.clauses}
    seen: set[str] = set()
    for terms in scene.state.terms:
        for license_ in terms.licenses:
            if license_.id in wanted and license_.id not in seen:
                seen.add(license_.id)
                yield license_


def _outbound(scene: Scene) -> Iterator[Candidate]:
    """Release under the base's own license, or under terms of one's own that pass the limits on."""
    product = scene.state.config.product.name
    for license_ in _licenses_of(scene):
        yield Candidate(
            kind="change-outbound-license",
            target=PRODUCT,
            title=f"release {product} under {license_.id}, the license of what it contains",
            cost=2,
            edit=edits.released_under(license_.id),
        )
    yield Candidate(
        kind="pass-through-terms",
        target=PRODUCT,
        title=f"release {product} under terms of your own that pass every limit of use on",
        cost=2,
        edit=edits.released_under(OWN_TERMS),
        assumes=("your terms carry the use restrictions as a binding clause and give notice of them",),
    )


def _retrain(scene: Scene) -> Iterator[Candidate]:
    known = scene.by_id
    for step in scene.finding.path:
        terms = known.get(step.target)
        ours = step.source == PRODUCT or bool(known[step.source].component.own)
        if not (ours and terms and step.how in DERIVING | LEARNING) or not scene.replacements:
            continue
        license_ = scene.replacements[0]
        what = "on other data" if step.how in LEARNING else "from another base"
        yield Candidate(
            kind="retrain",
            target=step.target,
            title=f"train {scene.label(step.source)} again {what} than {scene.label(step.target)}".replace(
                "on other data than", "without"
            ),
            cost=5,
            edit=edits.replaced(step.target, license_),
            assumes=(f"what takes its place is under terms like those of {license_.id}",),
        )


def _noncommercial(scene: Scene) -> Iterator[Candidate]:
    if scene.state.config.use.commercial:
        title = "make the use non-commercial"
        yield Candidate(kind="change-use", target=PRODUCT, title=title, cost=5, edit=edits.used_noncommercially())


def _internal(scene: Scene) -> Iterator[Candidate]:
    delivery = scene.state.config.use.delivery
    if delivery and set(delivery) != {Delivery.INTERNAL}:
        edit = edits.delivered((Delivery.INTERNAL,))
        yield Candidate(kind="change-use", target=PRODUCT, title="keep the product internal", cost=5, edit=edit)


def _host_instead(scene: Scene) -> Iterator[Candidate]:
    delivery = scene.state.config.use.delivery or ()
    hosted = {Delivery.HOSTED_API, Delivery.HOSTED_APP}
    if set(delivery) - hosted - {Delivery.INTERNAL}:
        kept = tuple(channel for channel in delivery if channel in hosted) or (Delivery.HOSTED_API,)
        title = "offer the product over a network alone, and give no copies"
        yield Candidate(kind="change-use", target=PRODUCT, title=title, cost=4, edit=edits.delivered(kept))


def _territory(scene: Scene) -> Iterator[Candidate]:
    territories = scene.state.config.use.territories or ()
    for license_ in _licenses_of(scene):
        excluded = {place for c in license_.conditions for place in getattr(c, "excluded", ())}
        kept = tuple(place for place in territories if place not in excluded)
        if kept and kept != territories:
            title = f"do not offer the product in {', '.join(sorted(set(territories) - set(kept)))}"
            yield Candidate(kind="change-use", target=PRODUCT, title=title, cost=4, edit=edits.offered_in(kept))


def _field(scene: Scene) -> Iterator[Candidate]:
    for tag in scene.finding.tags:
        if tag in (scene.state.config.use.fields or ()):
            title = f"do not serve the field {tag}"
            yield Candidate(kind="change-use", target=PRODUCT, title=title, cost=4, edit=edits.without_field(tag))


def _rename(scene: Scene) -> Iterator[Candidate]:
    finding = scene.finding
    known = scene.by_id
    node = (
        finding.components[-1]
        if finding.components[-1] in known and known[finding.components[-1]].component.own
        else PRODUCT
    )
    name = scene.label(node)
    for license_ in _licenses_of(scene):
        prefix = license_.duty(Duty.NAMING).parameters.get("prefix", "")
        if prefix and not name.casefold().startswith(prefix.casefold()):
            new = f"{prefix}-{name}"
            title = f'publish {name} under a name that begins with "{prefix}", such as {new}'
            yield Candidate(kind="rename", target=node, title=title, cost=1, edit=edits.renamed(node, new))


def _obtain(scene: Scene) -> Iterator[Candidate]:
    name = scene.finding.components[0]
    title = f"obtain the license text of {scene.label(name)} and put it into the project"
    if name != PRODUCT:
        yield Candidate(kind="obtain-text", target=name, title=title, cost=1)


def _answer(scene: Scene) -> Iterator[Candidate]:
    for question in scene.finding.questions[:3]:
        yield Candidate(kind="answer-question", target=question, title=f"answer the question {question}", cost=1)


_Maker = Callable[[Scene], Iterator[Candidate]]
_PURPOSE: tuple[_Maker, ...] = (_replace, _retrain, _acquire, _noncommercial, _drop, _answer)
_COPYLEFT: tuple[_Maker, ...] = (_replace, _isolate, _acquire, _open_product, _host_instead, _internal, _drop, _answer)
_EVIDENCE: tuple[_Maker, ...] = (_obtain, _answer, _replace, _drop)
_MAKERS: Mapping[str, tuple[_Maker, ...]] = {
    "noncommercial-only": _PURPOSE,
    "research-only": _PURPOSE,
    "nonproduction-only": (_replace, _acquire, _drop, _answer),
    "act-withheld": (_replace, _acquire, _host_instead, _internal, _retrain, _drop, _answer),
    "share-alike": _COPYLEFT,
    "no-further-restrictions": _COPYLEFT,
    "disclose-source": _COPYLEFT,
    "license-drift": (_outbound, _replace, _obtain, _drop, _answer),
    "no-sharing-of-derivatives": (_replace, _retrain, _acquire, _internal, _drop, _answer),
    "competing-model-training": (_replace, _retrain, _acquire, _drop, _answer),
    "llm-improvement": (_replace, _retrain, _acquire, _drop, _answer),
    "territory": (_replace, _territory, _acquire, _drop, _answer),
    "threshold": (_acquire, _replace, _drop, _answer),
    "naming": (_rename, _replace, _retrain, _answer),
    "field-of-use": (_replace, _field, _acquire, _drop, _answer),
    "data-protection": (_answer,),
    "missing-license": _EVIDENCE,
    "not-reviewed": _EVIDENCE,
    "modified-text": _EVIDENCE,
    "missing-text": (_obtain,),
    "unresolved-reference": (_answer,),
    "unmet-duty": (_replace, _drop),
    "policy": (_replace, _drop),
}
"""Which kinds of change can bear on a rule; re-judging decides which of them do."""
