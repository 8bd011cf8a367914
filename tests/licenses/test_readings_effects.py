"""What readings.toml says of links is what the engine does: every position, on a tiny system per kind of link."""

from collections.abc import Callable, Mapping

import pytest

from licet.judge import judge
from licet.judge.duties import duties_of
from licet.licenses import readings
from licet.model.system import System
from licet.model.vocabulary import Verdict
from tests.rules.build import Entry, link, made, part, product, system, taking, use, verdict

PROPRIETARY = "LicenseRef-Proprietary"
COPY = {"give-license-copy": {"triggers": ["on-distribution"]}}
NOT_FOR_RIVALS = made(kind="service", restrictions=["competing-model-training"])


def trained() -> System:
    return system(
        [part("db", license="ODbL-1.0", kind="dataset")],
        [link("product", "trains-on", "db")],
        use=use(commercial=True, delivery=["distributed-weights"], fields=[], publishes_outputs=False),
        product=product(license=PROPRIETARY, kind="model"),
    )


def alone(how: str) -> System:
    """A part of our own that is stated to go without its base."""
    return system(
        [part("derived", kind="adapter", own=True, facts={"alone": True}), part("base", license=made(duties=COPY))],
        [link("product", "bundles", "derived"), link("derived", how, "base")],
        use=use(commercial=True, delivery=["distributed-weights"], fields=[]),
    )


def hosted() -> System:
    served = {"give-license-copy": {"triggers": ["on-distribution", "on-network-access"]}}
    license_ = made(duties=served, readings={"api-makes-available": ["duties.give-license-copy"]})
    return embedding(license_, delivery=["hosted-api"])


def embedding(license_: object, *, delivery: list[str], **stated: object) -> System:
    """The product embeds one model."""
    told = {"commercial": True, "fields": [], "publishes_outputs": False, "trains_models_on_outputs": False, **stated}
    return system(
        [part("model", license=license_)],  # type: ignore[arg-type]
        [link("product", "embeds", "model")],
        use=use(delivery=delivery, **told),  # type: ignore[arg-type]
    )


def merged() -> System:
    return system(
        [part("merge", own=True, modalities=["text"]), part("base", license="llama-3"), part("other", license="MIT")],
        [link("product", "embeds", "merge"), link("merge", "merges", "base"), link("merge", "merges", "other")],
        use=use(commercial=True, delivery=["internal"], fields=[], trains_models_on_outputs=False),
    )


def called() -> System:
    return system(
        [part("engine", license="AGPL-3.0-only", kind="service", facts={"users_reach_functionality": True})],
        [link("product", "calls", "engine")],
        use=use(commercial=True, delivery=["hosted-app"], fields=[]),
        product=product(license=PROPRIETARY),
    )


def received(how: str) -> System:
    """Something that somebody else made with the outputs of a service."""
    kind, mine = ("dataset", "trains-on") if how == "generated-by" else ("model", "embeds")
    return system(
        [
            part("theirs", license="MIT", kind=kind),
            part("service", license=NOT_FOR_RIVALS, kind="service", facts={"competes_with_licensor": True}),
        ],
        [link("product", mine, "theirs"), link("theirs", how, "service")],
        use=use(commercial=True, delivery=["distributed-weights"], fields=[], trains_models_on_outputs=True),
        product=product(kind="model"),
    )


def behind() -> System:
    return system(
        [part("theirs", license="MIT"), part("data", license="CC-BY-NC-4.0", kind="dataset")],
        [link("product", "embeds", "theirs"), link("theirs", "trains-on", "data")],
        use=use(commercial=True, delivery=["hosted-app"], fields=[]),
    )


def moving() -> System:
    duty = {"triggers": ["on-any-use"], "parameters": {"version": "latest"}}
    points = {"external-policy-version": ["duties.follow-policy"]}
    return embedding(made(duties={"follow-policy": duty}, readings=points), delivery=["internal"])


# -- what is observed --------------------------------------------------------------------------------------------------


def by(rule: str, hit: str, miss: str) -> Callable[[System], str]:
    """The effect by the verdict of one rule."""
    return lambda judged: miss if verdict(judged, rule) is Verdict.ALLOWED else hit


def by_duty(duty: str, hit: str, miss: str) -> Callable[[System], str]:
    """The effect by whether one duty is owed."""
    return lambda judged: hit if duty in {owed.duty.duty for owed in duties_of(judged)} else miss


def of_data(judged: System) -> str:
    if verdict(judged, "share-alike") is Verdict.BLOCKED:
        return "carries"
    owed = {o.duty.duty for o in duties_of(judged) if o.duty.component == "db" and "outputs" in o.duty.trigger}
    return "notice" if owed else "stops"


def alike(judged: System) -> str:
    """`none yet` where no other position changes anything."""
    names = [position.name for position in readings()["weights-are-software"].positions]
    results = [judge(taking(judged, "weights-are-software", name)) for name in names]
    return "none yet" if all(result == results[0] for result in results) else "differs"


COPIED = by_duty("give-license-copy", "carries", "stops")
OUTPUTS = by("competing-model-training", "carries", "stops")
WITHHELD = by("act-withheld", "binds", "frees")
TINY: Mapping[tuple[str, str], tuple[Callable[[], System], Callable[[System], str]]] = {
    ("training-on-share-alike-data", "trains-on"): (trained, of_data),
    ("derivative-alone", "adapts"): (lambda: alone("adapts"), COPIED),
    ("derivative-alone", "quantizes"): (lambda: alone("quantizes"), COPIED),
    ("api-makes-available", "embeds"): (hosted, by_duty("give-license-copy", "binds", "frees")),
    ("merge-improves-llm", "merges"): (merged, by("llm-improvement", "binds", "frees")),
    ("flux-outputs", "embeds"): (
        lambda: embedding(
            "LicenseRef-licet-flux1-dev-nc-1.1.1", delivery=["internal"], commercial=False, publishes_outputs=True
        ),
        WITHHELD,
    ),
    ("exaone-distribution", "embeds"): (
        lambda: embedding("LicenseRef-licet-exaone-1.2-nc", delivery=["distributed-weights"], commercial=False),
        WITHHELD,
    ),
    ("network-reach", "calls"): (called, by("share-alike", "carries", "stops")),
    ("noncommercial-inside-company", "embeds"): (
        lambda: embedding("CC-BY-NC-4.0", delivery=["internal"], commercial=False, organization="company"),
        by("noncommercial-only", "binds", "frees"),
    ),
    ("weights-are-software", "embeds"): (lambda: embedding("GPL-3.0-only", delivery=["distributed-weights"]), alike),
    ("gemma-automated-decisions", "embeds"): (
        lambda: embedding("LicenseRef-scancode-gemma-tou-2024-04-01", delivery=["internal"], fields=["hr-decisions"]),
        by("field-of-use", "binds", "frees"),
    ),
    ("third-party-synthetic-data", "generated-by"): (lambda: received("generated-by"), OUTPUTS),
    ("third-party-synthetic-data", "distills-outputs"): (lambda: received("distills-outputs"), OUTPUTS),
    ("third-party-synthetic-data", "rewarded-by"): (lambda: received("rewarded-by"), OUTPUTS),
    ("noncommercial-data-behind-model", "trains-on"): (behind, by("noncommercial-only", "carries", "stops")),
    ("external-policy-version", "embeds"): (moving, by("latest-policy", "binds", "frees")),
}
DECLARED = [
    (point.id, position.name, told.link, told.effect)
    for point in readings().values()
    for position in point.positions
    for told in position.links
]


@pytest.mark.parametrize(("point", "position", "how", "effect"), DECLARED)
def test_the_engine_does_what_a_position_declares(point: str, position: str, how: str, effect: str) -> None:
    build, observe = TINY[(point, how)]
    assert observe(taking(build(), point, position)) == effect


def test_every_tiny_system_is_of_a_declared_link() -> None:
    assert set(TINY) == {(point, how) for point, _, how, _ in DECLARED}


# -- a choice and what else is known -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("one_work", "expected"), [(True, Verdict.BLOCKED), (False, Verdict.ALLOWED)])
def test_what_a_link_says_goes_before_the_position_on_networks(one_work: bool, expected: Verdict) -> None:  # noqa: FBT001
    stated = system(
        [part("engine", license="AGPL-3.0-only", kind="service", facts={"users_reach_functionality": True})],
        [link("product", "calls", "engine", one_work=one_work)],
        use=use(commercial=True, delivery=["hosted-app"], fields=[]),
        product=product(license=PROPRIETARY),
    )
    for position in ("aggregate", "one-work"):
        assert verdict(taking(stated, "network-reach", position), "share-alike") is expected


def test_a_program_beside_the_product_is_no_network_boundary() -> None:
    beside = system(
        [part("engine", license="AGPL-3.0-only", kind="service")],
        [link("product", "runs", "engine")],
        use=use(commercial=True, delivery=["hosted-app"], fields=[]),
        product=product(license=PROPRIETARY),
    )
    assert verdict(taking(beside, "network-reach", "aggregate"), "share-alike") is Verdict.REVIEW


def test_terms_that_reserve_changes_move_even_where_policies_are_frozen() -> None:
    duties: dict[str, Entry] = {
        "follow-policy": {"triggers": ["on-any-use"], "parameters": {"version": "latest"}},
        "accept-changed-terms": {"triggers": ["on-any-use"]},
    }
    license_ = made(duties=duties, readings={"external-policy-version": ["duties.follow-policy"]})
    judged = taking(embedding(license_, delivery=["internal"]), "external-policy-version", "frozen")
    assert verdict(judged, "latest-policy") is Verdict.WITH_DUTIES
