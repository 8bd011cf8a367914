"""Ways out that change the use: its purpose, delivery, territory, field or size, the release, the published name."""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT
from licet.model.terms import License, Threshold
from licet.model.use import Measurement
from licet.model.vocabulary import Category, Delivery, Duty, Value
from licet.remedy import edits
from licet.remedy.edits import Edit
from licet.remedy.scene import Candidate, Scene
from licet.remedy.touching import (
    COMMERCIAL,
    DELIVERY,
    FIELDS,
    LICENSE,
    NAMES,
    OUTPUTS,
    PUBLISHED,
    SIZES,
    TERRITORIES,
)
from licet.rules.facts import HOSTING, METRIC_KEYS, METRIC_WORDS
from licet.rules.places import overlap

OWN_TERMS: Final = "LicenseRef-Proprietary"
_OPEN: Final = frozenset(
    {
        *(Category.PUBLIC_DOMAIN, Category.PERMISSIVE, Category.WEAK_COPYLEFT, Category.STRONG_COPYLEFT),
        Category.NETWORK_COPYLEFT,
    }
)
"""Licenses under which others get the product for nothing."""
_RELEASES: Final = 3
"""Possible outbound licenses that are tried beside those of the finding's own parts."""


def _use(title: str, cost: int, edit: Edit, place: str, *assumes: str, effect: str, slot: str = "") -> Candidate:
    return Candidate(
        kind="change-use",
        target=PRODUCT,
        title=title,
        cost=cost,
        edit=edit,
        assumes=assumes,
        effect=effect,
        slot=slot or place,
        places=frozenset({place}),
    )


def noncommercial(scene: Scene) -> Iterator[Candidate]:
    """Give up commercial use."""
    if scene.stage.state.config.use.commercial:
        edit = edits.used_noncommercially()
        yield _use("make the use non-commercial", 5, edit, COMMERCIAL, effect="noncommercial")


def internal(scene: Scene) -> Iterator[Candidate]:
    """Keep the product within the house."""
    delivery = scene.stage.state.config.use.delivery
    if delivery and set(delivery) != {Delivery.INTERNAL}:
        edit = edits.delivered((Delivery.INTERNAL,))
        yield _use("keep the product internal", 5, edit, DELIVERY, effect="internal")


def hosted(scene: Scene) -> Iterator[Candidate]:
    """Offer the product over a network and give no copies."""
    delivery = scene.stage.state.config.use.delivery or ()
    if set(delivery) - HOSTING - {Delivery.INTERNAL}:
        kept = tuple(channel for channel in delivery if channel in HOSTING) or (Delivery.HOSTED_API,)
        title = "offer the product over a network alone, and give no copies"
        yield _use(title, 4, edits.delivered(kept), DELIVERY, effect="hosted")


def shipped(scene: Scene) -> Iterator[Candidate]:
    """Give copies to be run by their users, and host nothing."""
    delivery = scene.stage.state.config.use.delivery or ()
    if set(delivery) & HOSTING:
        kept = tuple(channel for channel in delivery if channel not in HOSTING) or (Delivery.ON_PREMISES,)
        title = "give copies that their users run themselves, and host nothing"
        yield _use(title, 4, edits.delivered(kept), DELIVERY, effect="shipped")


def elsewhere(scene: Scene) -> Iterator[Candidate]:
    """Do not offer the product where a license grants nothing."""
    territories = scene.stage.state.config.use.territories or ()
    for license_ in scene.licenses():
        excluded = tuple(place for c in license_.conditions for place in getattr(c, "excluded", ()))
        lost = tuple(place for place in territories if overlap((place,), excluded))
        if lost and len(lost) < len(territories):
            names = ", ".join(sorted(lost))
            edit = edits.offered_outside(lost)
            title = f"do not offer the product in {names}"
            yield _use(title, 4, edit, TERRITORIES, effect=f"outside:{names}", slot=f"territory:{names}")


def without_field(scene: Scene) -> Iterator[Candidate]:
    """Do not serve a field."""
    for tag in dict.fromkeys((*scene.finding.tags, *_likely(scene))):
        if tag in (scene.stage.state.config.use.fields or ()):
            title = f"do not serve the field {tag}"
            yield _use(title, 4, edits.without_field(tag), FIELDS, effect=f"field:{tag}", slot=f"field:{tag}")


def _likely(scene: Scene) -> tuple[str, ...]:
    """The fields served, where the finding names none: of a broader tag, or of data on persons."""
    return scene.stage.state.config.use.fields or ()


def smaller(scene: Scene) -> Iterator[Candidate]:
    """Stay within a size that is measured as it stands; a size on a past date is what it was."""
    sizes = scene.stage.state.config.use.sizes
    for license_ in scene.licenses():
        for limit in license_.conditions:
            if not isinstance(limit, Threshold) or limit.measured == "release-date" or limit.effect == "display":
                continue
            key = METRIC_KEYS[limit.metric]
            most = limit.value - limit.inclusive
            if key in sizes and any(each.value > most for each in sizes[key]):
                title = f"stay within {most:,} {METRIC_WORDS[limit.metric]}"
                edit = edits.sized({key: (Measurement(value=most),)})
                yield _use(title, 5, edit, SIZES, effect=f"size:{key}:{most}", slot=f"size:{key}")


def without_training(scene: Scene) -> Iterator[Candidate]:
    """Train no models on outputs."""
    if scene.stage.state.config.use.trains_models_on_outputs:
        edit = edits.used(trains_models_on_outputs=False)
        yield _use("train no models on outputs of the product's parts", 4, edit, OUTPUTS, effect="no training")


def unpublished(scene: Scene) -> Iterator[Candidate]:
    """Publish no outputs."""
    use = scene.stage.state.config.use
    if use.publishes_outputs and Delivery.OUTPUTS_ONLY not in (use.delivery or ()):
        edit = edits.used(publishes_outputs=False)
        yield _use("publish no outputs", 4, edit, PUBLISHED, effect="unpublished")


# -- the release -------------------------------------------------------------------------------------------------------


def released(scene: Scene) -> Iterator[Candidate]:
    """Release the product under a license that the finding's parts allow, or that is possible for the whole."""
    inside = tuple(scene.licenses())
    named = {license_.id for license_ in inside}
    possible = [license_ for license_ in scene.stage.outbound if license_.id not in named][:_RELEASES]
    for license_ in (*inside, *possible):
        yield _release(scene, license_, inside=license_.id in named)


def _release(scene: Scene, license_: License, *, inside: bool) -> Candidate:
    product = scene.stage.state.config.product
    opens = license_.duty(Duty.DISCLOSE_SOURCE).value is Value.YES and license_.kind != "data"
    tail = ", the license of what it contains" if inside else ""
    closed = product.license.startswith("LicenseRef-") and product.license not in {each.id for each in scene.licenses()}
    gives = closed and license_.category in _OPEN
    return Candidate(
        kind="open-source-product" if opens else "change-outbound-license",
        target=PRODUCT,
        title=(
            f"open {product.name}: release it with its source under {license_.id}"
            if opens
            else f"release {product.name} under {license_.id}{tail}"
        ),
        cost=5 if opens else 4 if gives else 2,
        edit=edits.released_under(license_.id),
        effect=f"released:{license_.id}",
        slot=LICENSE,
        places=frozenset({LICENSE}),
    )


def own_terms(scene: Scene) -> Iterator[Candidate]:
    """Release the product under terms of one's own that pass the limits on."""
    product = scene.stage.state.config.product
    if product.license == OWN_TERMS:
        return
    yield Candidate(
        kind="pass-through-terms",
        target=PRODUCT,
        title=f"release {product.name} under terms of your own that pass every limit of use on",
        cost=2,
        edit=edits.released_under(OWN_TERMS),
        assumes=("your terms carry the use restrictions as a binding clause and give notice of them",),
        effect=f"released:{OWN_TERMS}",
        slot=LICENSE,
        places=frozenset({LICENSE}),
    )


def renamed(scene: Scene) -> Iterator[Candidate]:
    """Publish what is ours under a name as the license wants it: with its beginning, or without its word."""
    last = scene.finding.components[-1]
    node = last if last in scene.stage.by_id and scene.is_ours(last) else PRODUCT
    for license_ in scene.licenses():
        new, how = _name(scene.label(node), license_)
        if new:
            yield Candidate(
                kind="rename",
                target=node,
                title=f"publish {scene.label(node)} under a name {how}, such as {new}",
                cost=1,
                edit=edits.renamed(node, new),
                effect=f"renamed:{node}:{new}",
                slot=f"name:{node}",
                places=frozenset({NAMES}),
            )


def _name(name: str, license_: License) -> tuple[str, str]:
    """A name that fits a license, and how it does; empty where the name fits or the license says nothing."""
    parameters = license_.duty(Duty.NAMING).parameters
    prefix, word = parameters.get("prefix", ""), parameters.get("forbids", "")
    if prefix and not name.casefold().startswith(prefix.casefold()):
        return f"{prefix}-{name}", f'that begins with "{prefix}"'
    at = name.casefold().find(word.casefold()) if word else -1
    rest = f"{name[:at]}{name[at + len(word) :]}".strip(" -_.") if at >= 0 else ""
    return rest, f'that does not contain "{word}"'
