"""Changes to a system as functions: what a remedy would make true, to be judged again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from licet.model.bom import PRODUCT, Fact, Link
from licet.model.findings import Terms
from licet.model.terms import Clause, License, Permission
from licet.model.use import Config, Measurement
from licet.model.vocabulary import Act, Category, Delivery, Grade, How, Kind, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is judged: the system file, the terms, the links; `met` are the duties that are taken as done."""

    config: Config
    terms: tuple[Terms, ...]
    links: tuple[Link, ...]
    met: frozenset[str] = frozenset()


Edit = Callable[[State], State]


def unchanged(state: State) -> State:
    """Change nothing."""
    return state


def with_terms(state: State, name: str, change: Callable[[Terms], Terms]) -> State:
    """Change the terms of one component."""
    return replace(state, terms=tuple(change(t) if t.component.id == name else t for t in state.terms))


def replaced(name: str, license_: License) -> Edit:
    """Put a part of the same kind under another license in the place of a part, with nothing behind it."""

    def change(terms: Terms) -> Terms:
        component = replace(terms.component, facts={}, agreement=None, unresolved="", own=False)
        return Terms(
            component=component,
            expression=license_.id,
            grade=Grade.TEXT,
            licenses=(license_,),
            text_at_hand=True,
        )

    def edit(state: State) -> State:
        kept = tuple(link for link in state.links if link.source != name)
        changed = with_terms(replace(state, links=kept), name, change)
        return _without_orphans(changed, state) if len(kept) < len(state.links) else changed

    return edit


def dropped(name: str) -> Edit:
    """Leave a part out, with every link to it and everything that only it needs."""

    def edit(state: State) -> State:
        kept = tuple(link for link in state.links if name not in (link.source, link.target))
        terms = tuple(t for t in state.terms if t.component.id != name)
        changed = replace(state, terms=terms, links=kept)
        needs = any(link.source == name for link in state.links)
        return _without_orphans(changed, state) if needs else changed

    return edit


def _reached(links: Iterable[Link]) -> set[str]:
    upstream: dict[str, list[str]] = {}
    for link in links:
        upstream.setdefault(link.source, []).append(link.target)
    seen = {PRODUCT}
    queue = [PRODUCT]
    while queue:
        for name in upstream.get(queue.pop(), ()):
            if name not in seen:
                seen.add(name)
                queue.append(name)
    return seen


def _without_orphans(state: State, before: State) -> State:
    """Remove the parts that only the changed part needed."""
    lost = _reached(before.links) - _reached(state.links)
    return replace(
        state,
        terms=tuple(t for t in state.terms if t.component.id not in lost),
        links=tuple(link for link in state.links if not {link.source, link.target} & lost),
    )


def isolated(source: str, target: str) -> Edit:
    """Run a linked part as a separate program that is called over a network."""

    def change(link: Link) -> Link:
        if (link.source, link.target) != (source, target):
            return link
        return replace(link, how=How.CALLS, facts={"one_work": False})

    return lambda state: replace(state, links=tuple(change(link) for link in state.links))


def acquired(name: str) -> Edit:
    """Use a part under terms that the rights holder grants for this use."""

    def granted(license_: License) -> License:
        place = Clause(license=license_.id, document="license", section="", quote="")
        permits = {act: Permission(act=act, value=Value.YES, clause=place) for act in Act}
        return License(
            id=license_.id,
            name=license_.name,
            kind=license_.kind,
            category=Category.PERMISSIVE,
            documents=(),
            permits=permits,
            duties={},
            complete=True,
        )

    def change(terms: Terms) -> Terms:
        return replace(
            terms,
            licenses=tuple(granted(license_) for license_ in terms.licenses),
            component=replace(terms.component, facts={**terms.component.facts, "competes_with_licensor": False}),
        )

    return lambda state: with_terms(state, name, change)


def released_under(name: str) -> Edit:
    """Release the product, and what is ours in it, under a license."""

    def change(terms: Terms) -> Terms:
        return replace(terms, expression=name, licenses=()) if terms.component.own else terms

    def edit(state: State) -> State:
        config = replace(state.config, product=replace(state.config.product, license=name))
        return replace(state, config=config, terms=tuple(change(terms) for terms in state.terms))

    return edit


def renamed(node: str, name: str) -> Edit:
    """Publish the product, or a part of ours, under another name."""

    def edit(state: State) -> State:
        if node == PRODUCT:
            return replace(state, config=replace(state.config, product=replace(state.config.product, name=name)))
        return with_terms(state, node, lambda t: replace(t, component=replace(t.component, name=name)))

    return edit


def of_product(
    *,
    name: str | None = None,
    kind: Kind | None = None,
    version: str | None = None,
    modalities: tuple[str, ...] | None = None,
) -> Edit:
    """State what the product is; None leaves a fact as it is."""

    def edit(state: State) -> State:
        old = state.config.product
        product = replace(
            old,
            name=old.name if name is None else name,
            kind=old.kind if kind is None else kind,
            version=old.version if version is None else version,
            modalities=old.modalities if modalities is None else modalities,
        )
        return replace(state, config=replace(state.config, product=product))

    return edit


def of_part(
    part: str,
    *,
    name: str | None = None,
    own: bool | None = None,
    release_as: str | None = None,
    kind: Kind | None = None,
    modalities: tuple[str, ...] | None = None,
) -> Edit:
    """State what a part is; None leaves a fact as it is."""

    def change(terms: Terms) -> Terms:
        old = terms.component
        component = replace(
            old,
            name=old.name if name is None else name,
            own=_or(own, old.own),
            release_as=old.release_as if release_as is None else release_as,
            kind=old.kind if kind is None else kind,
            modalities=old.modalities if modalities is None else modalities,
        )
        return replace(terms, component=component)

    return lambda state: with_terms(state, part, change)


def used_noncommercially() -> Edit:
    """Make the use non-commercial."""
    return lambda state: replace(state, config=replace(state.config, use=replace(state.config.use, commercial=False)))


def delivered(channels: tuple[Delivery, ...]) -> Edit:
    """Deliver the product in other ways."""

    def edit(state: State) -> State:
        available = None if set(channels) != {Delivery.INTERNAL} else False
        use = replace(state.config.use, delivery=channels, makes_trained_model_available=available)
        return replace(state, config=replace(state.config, use=use))

    return edit


def offered_outside(places: tuple[str, ...]) -> Edit:
    """Stop offering the product in some regions."""

    def edit(state: State) -> State:
        kept = tuple(place for place in state.config.use.territories or () if place not in places)
        return replace(state, config=replace(state.config, use=replace(state.config.use, territories=kept)))

    return edit


def used(
    *,
    trains_models_on_outputs: bool | None = None,
    publishes_outputs: bool | None = None,
) -> Edit:
    """State facts of the use that are yes or no; None leaves one as it is."""

    def edit(state: State) -> State:
        old = state.config.use
        use = replace(
            old,
            trains_models_on_outputs=_or(trains_models_on_outputs, old.trains_models_on_outputs),
            publishes_outputs=_or(publishes_outputs, old.publishes_outputs),
        )
        return replace(state, config=replace(state.config, use=use))

    return edit


def _or(new: bool | None, old: bool | None) -> bool | None:  # noqa: FBT001 - a fact, which may be unknown
    return old if new is None else new


def without_field(tag: str) -> Edit:
    """Stop serving a field."""

    def edit(state: State) -> State:
        fields = tuple(field for field in state.config.use.fields or () if field != tag)
        return replace(state, config=replace(state.config, use=replace(state.config.use, fields=fields)))

    return edit


def answered(question: str, value: bool) -> Edit:  # noqa: FBT001 - the answer itself
    """Answer a yes-or-no question, as [answers] does."""

    def edit(state: State) -> State:
        return replace(state, config=replace(state.config, answers={**state.config.answers, question: value}))

    return edit


def positioned(reading: str, position: str) -> Edit:
    """Choose a position on a contested point, as [positions] does."""

    def edit(state: State) -> State:
        return replace(state, config=replace(state.config, positions={**state.config.positions, reading: position}))

    return edit


def stated(name: str, fact: str, value: Fact) -> Edit:
    """State a fact of a part."""

    def change(terms: Terms) -> Terms:
        facts = {**terms.component.facts, fact: value}
        return replace(terms, component=replace(terms.component, facts=facts))

    return lambda state: with_terms(state, name, change)


def licensed(name: str, license_: License) -> Edit:
    """Take a part to be under a license that someone states; what is behind the part stays."""

    def change(terms: Terms) -> Terms:
        return Terms(
            component=replace(terms.component, agreement=None, unresolved="", own=False),
            expression=license_.id,
            grade=Grade.STATED,
            licenses=(license_,),
        )

    return lambda state: with_terms(state, name, change)


def linked(source: str, target: str, change: Callable[[Link], Link]) -> Edit:
    """Change how one part uses another; an empty `source` stands for every part that uses it."""

    def edit(state: State) -> State:
        return replace(
            state,
            links=tuple(
                change(link) if link.target == target and source in {"", link.source} else link for link in state.links
            ),
        )

    return edit


def sized(sizes: Mapping[str, tuple[Measurement, ...]]) -> Edit:
    """State sizes of the user, beside those that are known."""

    def edit(state: State) -> State:
        use = replace(state.config.use, sizes={**state.config.use.sizes, **sizes})
        return replace(state, config=replace(state.config, use=use))

    return edit


def unsized(size: str) -> Edit:
    """Take a size of the user to be unknown."""

    def edit(state: State) -> State:
        old = state.config.use
        use = replace(old, sizes={name: value for name, value in old.sizes.items() if name != size})
        return replace(state, config=replace(state.config, use=use))

    return edit


def met(place: str) -> Edit:
    """Take duties as done, which are known by a common name."""
    return lambda state: replace(state, met=state.met | {place})


def in_turn(edits: Iterable[Edit]) -> Edit:
    """Several changes as one, in their order."""
    listed = tuple(edits)

    def edit(state: State) -> State:
        for each in listed:
            state = each(state)
        return state

    return edit
