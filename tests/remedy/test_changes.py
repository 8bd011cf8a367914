from collections.abc import Callable, Sequence

import pytest

from licet.errors import UsageError
from licet.model.bom import PRODUCT, Component, Link
from licet.model.findings import Terms
from licet.model.use import Config, Measurement, Product, Use
from licet.model.vocabulary import Act, Basis, Delivery, Grade, How, Kind, Value, Verdict
from licet.remedy.changes import Scope, changes
from licet.remedy.edits import State, in_turn

PARTS = (
    Component(id=PRODUCT, kind=Kind.APPLICATION),
    Component(id="engine", kind=Kind.LIBRARY, purl="pkg:pypi/acme-engine"),
    Component(id="hf-bert", kind=Kind.MODEL, name="org/bert", purl="pkg:huggingface/org/bert"),
    Component(id="twin-a", kind=Kind.LIBRARY, name="twin"),
    Component(id="twin-b", kind=Kind.LIBRARY, name="twin"),
)


def link(source: str, how: How, target: str) -> Link:
    return Link(source=source, how=how, target=target, basis=Basis.OBSERVED, facts={"how": "import"})


LINKS = (
    link(PRODUCT, How.LINKS, "engine"),
    link("engine", How.EMBEDS, "hf-bert"),
    link(PRODUCT, How.EMBEDS, "hf-bert"),
)
SCOPE = Scope(
    parts=PARTS,
    links=LINKS,
    questions=frozenset({"one-work:engine", "license:hf-bert"}),
    points={"network-reach": ("aggregate", "one-work")},
)
STATE = State(
    config=Config(
        product=Product(name="demo"),
        use=Use(commercial=True, sizes={"monthly_active_users": (Measurement(value=1),)}),
    ),
    terms=tuple(Terms(component=part, expression="", grade=Grade.NONE) for part in PARTS[1:]),
    links=LINKS,
)


def after(*set_: str, replace_: Sequence[str] = (), drop: Sequence[str] = (), **more: Sequence[str]) -> State:
    made = changes(SCOPE, set_=set_, replace_=replace_, drop=drop, **more)
    return in_turn(change.edit for change in made)(STATE)


def terms_of(state: State, name: str) -> Terms:
    return next(terms for terms in state.terms if terms.component.id == name)


def test_keys_of_the_use_are_set_and_the_rest_stays() -> None:
    use = after("delivery=on-premises,hosted-api", "use.personal_data=no", "daily_active_users=7").config.use
    assert use.delivery == (Delivery.ON_PREMISES, Delivery.HOSTED_API)
    assert (use.personal_data, use.commercial) == (False, True)
    assert set(use.sizes) == {"monthly_active_users", "daily_active_users"}


def test_a_fact_of_the_use_can_be_taken_away() -> None:
    use = after("commercial=unknown", "monthly_active_users=Unknown").config.use
    assert (use.commercial, use.sizes) == (None, {})


def test_product_and_policy() -> None:
    config = after("product.license=gpl-3.0-only", "product.name=Other", "policy.fail_on=blocked").config
    assert (config.product.license, config.product.name) == ("GPL-3.0-only", "Other")
    assert config.policy.fail_on is Verdict.BLOCKED
    assert after("policy.deny=agpl-3.0-only, category:noncommercial").config.policy.deny == (
        "AGPL-3.0-only",
        "category:noncommercial",
    )


def test_a_link_changes_for_every_user_or_for_one() -> None:
    every = after("link:hf-bert.how=calls").links
    assert [each.how for each in every] == [How.LINKS, How.CALLS, How.CALLS]
    one = after("link:product>org/bert.how=calls").links
    assert [each.how for each in one] == [How.LINKS, How.EMBEDS, How.CALLS]


def test_a_new_way_of_use_forgets_how_the_old_one_was_linked_and_facts_are_added() -> None:
    assert after("link:engine.how=calls", "link:engine.one_work=no").links[0].facts == {"one_work": False}
    assert after("link:engine.facts.how=static").links[0].facts == {"how": "static"}


def test_facts_and_the_license_of_a_part() -> None:
    state = after("component:engine.modified=yes", "component:acme-engine.license=mit")
    terms = terms_of(state, "engine")
    assert terms.component.facts == {"modified": True}
    assert [license_.id for license_ in terms.licenses] == ["MIT"]


def test_what_the_product_and_a_part_are() -> None:
    product = after("product.kind=model", "product.modalities=text,image", "product.version=2").config.product
    assert (product.kind, product.modalities, product.version) == (Kind.MODEL, ("text", "image"), "2")
    state = after("component:engine.own=yes", "component:engine.release_as=MIT", "component:engine.kind=service")
    part = terms_of(state, "engine").component
    assert (part.own, part.release_as, part.kind) == (True, "MIT", Kind.SERVICE)
    assert terms_of(after("component:org/bert.modalities=text"), "hf-bert").component.modalities == ("text",)


def test_the_costs_of_remedies() -> None:
    assert after("policy.costs.isolate-as-service=3").config.policy.costs == {"isolate-as-service": 3}


def test_options_of_their_own_say_the_same_as_set() -> None:
    state = after(answer=["one-work:engine=no"], position=["network-reach=aggregate"], license_=["engine=MIT"])
    longer = after("answer:one-work:engine=no", "position:network-reach=aggregate", "component:engine.license=MIT")
    assert state == longer
    assert after(license_=["product=gpl-3.0-only"]).config.product.license == "GPL-3.0-only"


def test_an_acquired_license_permits_everything() -> None:
    state = after("component:engine.license=GPL-3.0-only", acquire=["engine"])
    [granted] = terms_of(state, "engine").licenses
    assert all(granted.permission(act).value is Value.YES for act in Act)
    assert not granted.duties


def test_answers_and_positions() -> None:
    config = after("answer:one-work:engine=no", "position:network-reach=aggregate").config
    assert config.answers == {"one-work:engine": False}
    assert config.positions == {"network-reach": "aggregate"}


def test_replaced_by_a_license_and_dropped_with_what_only_it_needs() -> None:
    state = after(replace_=["engine=MIT"], drop=["org/bert"])
    assert terms_of(state, "engine").expression == "MIT"
    assert [terms.component.id for terms in state.terms] == ["engine", "twin-a", "twin-b"]
    assert [each.target for each in state.links] == ["engine"]


def test_each_change_is_told() -> None:
    made = changes(SCOPE, set_=["commercial=no"], replace_=["engine=MIT"], drop=["hf-bert"])
    assert [change.told for change in made] == [
        "commercial = no",
        "replace engine with a library under MIT that needs nothing else",
        "leave org/bert out",
    ]


BAD: list[tuple[Callable[[], State], str, str]] = [
    (lambda: after("delivry=on-premises"), "no key is called 'delivry'", "nearest: delivery"),
    (lambda: after("delivery"), "--set 'delivery' has no value", "such as --set delivery=on-premises"),
    (lambda: after("delivery=on-premise"), 'did you mean "on-premises"', "docs/licet-toml.md"),
    (lambda: after("product.licence=MIT"), "no key is called 'product.licence'", "nearest: product.license"),
    (lambda: after("policy.fails_on=blocked"), "no key is called", "nearest: policy.fail_on"),
    (lambda: after("link:engin.how=calls"), "no part is called 'engin'", "nearest: engine"),
    (lambda: after("link:engine.haw=calls"), "no key is called", "nearest: link:engine.how"),
    (lambda: after("link:engine.how=call"), 'did you mean "calls"', "docs/licet-toml.md"),
    (lambda: after("link:twin-a.how=calls"), "no key is called 'link:twin-a'", ""),
    (lambda: after("component:engine.modifed=yes"), "no key is called", "nearest: component:engine.modified"),
    (lambda: after("component:engine.modified=perhaps"), "modified", "docs/licet-toml.md"),
    (lambda: after("answer:one-work:engin=no"), "no key is called", "nearest: answer:one-work:engine"),
    (lambda: after("answer:one-work:engine=perhaps"), "is no answer to", "one of: yes, no"),
    (lambda: after("answer:license:hf-bert=MIT"), "no key is called", "nearest"),
    (lambda: after("position:network=x"), "no key is called", "nearest: position:network-reach"),
    (lambda: after("position:network-reach=x"), "is no position on", "one of: aggregate, one-work"),
    (lambda: after(position=["network-reach=agregate"]), "did you mean aggregate?", "one of: aggregate, one-work"),
    (lambda: after("product.knd=model"), "no key is called 'product.knd'", "nearest: product.kind"),
    (lambda: after("policy.costs.isolate=2"), "no key is called", "nearest: policy.costs.isolate-as-service"),
    (lambda: after("policy.costs.rename=-1"), "costs", "docs/licet-toml.md"),
    (lambda: after(acquire=["engin"]), "no part is called 'engin'", "nearest: engine"),
    (lambda: after(license_=["engine=Apche-2.0"]), "no license or catalog entry", "nearest: Apache-2.0"),
    (lambda: after(license_=["engine"]), "--license 'engine' has no value", "such as --license bert=MIT"),
    (lambda: after(replace_=["engine=Apche-2.0"]), "no license or catalog entry", "nearest: Apache-2.0"),
    (lambda: after(drop=["twin"]), "several parts go by 'twin'", "name one: twin-a, twin-b"),
    (lambda: after(drop=["bert"]), "no part is called 'bert'", "nearest: hf-bert"),
]


@pytest.mark.parametrize(("build", "message", "hint"), BAD)
def test_what_is_not_there_is_one_line_with_the_nearest(build: Callable[[], State], message: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        build()
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.hint.startswith(hint)
