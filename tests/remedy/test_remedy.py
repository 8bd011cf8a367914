"""Ways out, each judged again before it is offered (design sections 1, 3 and 6)."""

from functools import cache

import pytest

from licet.assemble import build_system
from licet.judge import judge
from licet.licenses import load, permissive
from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT, Bom, Component, Link
from licet.model.findings import Finding, Plan, Remedy, Terms
from licet.model.system import System
from licet.model.use import Config, Policy
from licet.model.vocabulary import Kind, Verdict
from licet.remedy import remedy
from licet.remedy.candidates import candidates
from licet.remedy.edits import State
from licet.remedy.scene import Scene, stage
from tests.rules.build import LLAMA, NOW, link, part, product, system, use

AGPL = "AGPL-3.0-only"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
PROPRIETARY = "LicenseRef-Proprietary"
BLOCKED, REVIEW, DUTIES, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.WITH_DUTIES, Verdict.ALLOWED


def rejudge(config: Config, terms: tuple[Terms, ...], links: tuple[Link, ...]) -> Judgement:
    bom = Bom(components=(Component(id=PRODUCT, kind=config.product.kind),), links=links)
    return judge(build_system(config, terms, links, bom, NOW))


def offered(judged: System) -> tuple[tuple[Remedy, ...], Plan | None, tuple[Finding, ...]]:
    return remedy(
        config=judged.config,
        links=judged.links,
        judgement=judge(judged),
        replacements=tuple(load(name) for name in permissive()),
        rejudge=rejudge,
    )


def kinds(judged: System) -> set[str]:
    return {found.kind for found in offered(judged)[0]}


def library(
    license_id: str,
    how: str,
    delivery: list[str],
    *,
    modified: bool = True,
    policy: Policy | None = None,
) -> System:
    return system(
        [part("lib", license=license_id, kind="library", facts={"modified": modified})],
        [link("product", how, "lib")],
        use=use(commercial=True, delivery=delivery, fields=[], organization="company"),
        product=product(license=PROPRIETARY),
        policy=policy,
    )


def model(
    license_id: str,
    how: str,
    *,
    out: str = PROPRIETARY,
    name: str = "acme",
    users: int = 1,
    organization: str = "company",
) -> System:
    return system(
        [part("m", license=license_id)],
        [link("product", how, "m")],
        use=use(
            commercial=True,
            delivery=["distributed-weights"],
            fields=[],
            organization=organization,
            sizes={"monthly_active_users": users},
        ),
        product=product(name, license=out, kind="model"),
    )


# -- which ways are offered --------------------------------------------------------------------------------------------


def test_a_patched_agpl_library_in_a_service_has_the_classic_ways_out() -> None:
    assert {
        "replace-component",
        "isolate-as-service",
        "acquire-license",
        "open-source-product",
        "drop-component",
    } <= kinds(library(AGPL, "links", ["hosted-app"]))


def test_a_separate_agpl_service_is_settled_by_an_answer() -> None:
    remedies, _, _ = offered(library(AGPL, "calls", ["hosted-app"], modified=False))
    [answer] = [r for r in remedies if r.kind == "answer-question" and r.target == "one-work:lib"]
    assert answer.open_step
    assert answer.verdict_after is None
    assert {"replace-component", "acquire-license", "open-source-product"} <= {r.kind for r in remedies}


def test_a_non_commercial_model_is_replaced_bought_retrained_or_used_otherwise() -> None:
    assert {"replace-component", "acquire-license", "change-use", "drop-component"} <= kinds(
        model("CC-BY-NC-4.0", "embeds", organization="academic")
    )
    assert "retrain" in kinds(model("CC-BY-NC-4.0", "trains-on"))


def test_a_company_is_not_told_that_non_commercial_use_clears_it() -> None:
    # whether use inside a company can be non-commercial is a contested point, so the change would not clear it
    assert "change-use" not in kinds(model("CC-BY-NC-4.0", "embeds"))


def test_a_release_that_drops_the_bases_terms_is_mended_by_its_license_or_by_passing_them_on() -> None:
    remedies, _, _ = offered(model(GEMMA, "fine-tunes", out="Apache-2.0"))
    by_kind = {r.kind: r for r in remedies}
    assert by_kind["change-outbound-license"].title.endswith(f"under {GEMMA}, the license of what it contains")
    assert by_kind["pass-through-terms"].target in {PRODUCT, "m"}


def test_a_name_is_changed_to_begin_as_demanded() -> None:
    remedies, plan, _ = offered(model(LLAMA, "fine-tunes", name="AcmeLM"))
    [rename] = [r for r in remedies if r.kind == "rename"]
    assert "Llama-AcmeLM" in rename.title
    assert rename.cost == 1
    assert plan is not None
    assert rename.id in plan.remedies


def test_a_missing_license_is_obtained_or_the_part_replaced() -> None:
    judged = system(
        [part("m")],
        [link("product", "embeds", "m")],
        use=use(commercial=False, delivery=["internal"], fields=[]),
    )
    remedies, _, _ = offered(judged)
    assert {"obtain-text", "replace-component", "drop-component"} <= {r.kind for r in remedies}
    assert next(r for r in remedies if r.kind == "obtain-text").open_step


def test_nothing_is_offered_where_nothing_is_wrong() -> None:
    judged = system(
        [part("m", license="MIT")],
        [link("product", "embeds", "m")],
        use=use(commercial=True, delivery=["internal"], fields=[]),
        product=product(license=PROPRIETARY),
    )
    assert offered(judged) == ((), None, ())


# -- what is offered holds ---------------------------------------------------------------------------------------------

SYSTEMS = {
    "agpl linked": library(AGPL, "links", ["hosted-app"]),
    "agpl called": library(AGPL, "calls", ["hosted-app"], modified=False),
    "gpl shipped": library("GPL-3.0-only", "links", ["distributed-binary", "hosted-api"]),
    "nc model": model("CC-BY-NC-4.0", "embeds"),
    "nc data": model("CC-BY-NC-4.0", "trains-on"),
    "gemma relabelled": model(GEMMA, "fine-tunes", out="Apache-2.0"),
    "llama unnamed": model(LLAMA, "fine-tunes"),
    "llama at size": model(LLAMA, "embeds", users=800_000_000),
}


@cache
def outcome(name: str) -> tuple[tuple[Remedy, ...], Plan | None, tuple[Finding, ...]]:
    return offered(SYSTEMS[name])


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_judged_remedy_clears_what_it_says_and_makes_nothing_worse(name: str) -> None:
    judged = SYSTEMS[name]
    before = judge(judged)
    remedies, _, _ = outcome(name)
    state = State(config=judged.config, terms=before.terms, links=judged.links)
    edits = {
        candidate.key: candidate.edit
        for finding in before.findings
        for candidate in candidates(
            Scene(stage=stage(state, replacements=tuple(load(one) for one in permissive())), finding=finding)
        )
    }
    ranks = {finding.key: finding.verdict.rank for finding in before.findings}
    keys = {finding.id: finding.key for finding in before.findings}
    proven = [(r, edit) for r in remedies if not r.open_step and (edit := edits.get(r.key)) is not None]
    assert proven
    for found, edit in proven:
        changed = edit(state)
        after = rejudge(changed.config, changed.terms, changed.links)
        now = {finding.key: finding.verdict for finding in after.findings}
        assert after.verdict is found.verdict_after, found.title
        assert all(now.get(keys[cleared], ALLOWED).rank < REVIEW.rank for cleared in found.clears), found.title
        assert all(verdict.rank <= ranks.get(key, DUTIES.rank) for key, verdict in now.items()), found.title


@pytest.mark.parametrize("name", SYSTEMS)
def test_findings_name_the_remedies_that_clear_them(name: str) -> None:
    remedies, _, findings = outcome(name)
    for finding in findings:
        assert set(finding.remedies) == {r.id for r in remedies if finding.id in r.clears}
    assert [r.id for r in remedies] == [f"R{n}" for n in range(1, len(remedies) + 1)]
    assert [r.cost for r in remedies] == sorted(r.cost for r in remedies)
    assert all(1 <= r.cost <= 5 for r in remedies)


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_remedy_that_rests_on_others_says_what_it_assumes(name: str) -> None:
    for found in outcome(name)[0]:
        if found.kind in {"replace-component", "isolate-as-service", "retrain"} or "acquire another" in found.title:
            assert found.assumes, found.title


def test_isolating_says_that_it_must_be_made_true() -> None:
    remedies, _, _ = offered(library(AGPL, "links", ["hosted-app"]))
    [isolate] = [r for r in remedies if r.kind == "isolate-as-service"]
    assert "really are separate programs" in isolate.assumes[0]


# -- duties ------------------------------------------------------------------------------------------------------------


def test_due_duties_are_turned_into_met_ones() -> None:
    judged = system(
        [part("m", license="MIT")],
        [link("product", "embeds", "m")],
        use=use(commercial=True, delivery=["on-device"], fields=[]),
        product=product(license=PROPRIETARY),
    )
    [notice], plan, _ = offered(judged)
    assert (notice.kind, notice.target, notice.cost, notice.verdict_after) == ("add-notice", "m", 1, ALLOWED)
    names = {duty.id: duty.duty for duty in judge(judged).duties}
    assert {names[one] for one in notice.clears} == {"keep-notices", "give-license-copy"}
    assert plan == Plan(remedies=("R1",), cost=1, optimal=True, verdict_after=ALLOWED, considered=1, bound=1)


def test_missing_texts_are_one_open_step_for_all_parts() -> None:
    judged = system(
        [part(name, license="MIT", grade="metadata") for name in ("a", "b")],
        [link("product", "embeds", "a"), link("product", "embeds", "b")],
        use=use(commercial=True, delivery=["internal"], fields=[]),
    )
    [text], plan, _ = offered(judged)
    assert (text.kind, text.target, text.open_step) == ("obtain-text", PRODUCT, True)
    assert len(text.clears) == 2
    assert plan is None


# -- the plan ----------------------------------------------------------------------------------------------------------


def test_the_plan_clears_the_gate_at_the_least_cost() -> None:
    judged = system(
        [part("lib", license="GPL-3.0-only", kind="library"), part("m", license="CC-BY-NC-4.0")],
        [link("product", "links", "lib"), link("product", "embeds", "m", one_work=False)],
        use=use(commercial=True, delivery=["distributed-binary"], fields=[], organization="company"),
        product=product(license=PROPRIETARY),
    )
    remedies, plan, _ = offered(judged)
    assert plan is not None
    assert plan.optimal
    assert plan.verdict_after.rank < REVIEW.rank
    chosen = [r for r in remedies if r.id in plan.remedies]
    assert {r.target for r in chosen} == {"lib", "m"}
    assert (
        plan.cost
        == sum(r.cost for r in chosen)
        == sum(
            min(
                r.cost
                for r in remedies
                if r.target == name and not r.open_step and any(c.startswith("F") for c in r.clears)
            )
            for name in ("lib", "m")
        )
    )


def test_a_gate_that_only_blocks_lets_reviews_pass() -> None:
    judged = library(AGPL, "calls", ["hosted-app"], modified=False, policy=Policy(fail_on=BLOCKED))
    assert judge(judged).verdict is REVIEW
    assert offered(judged)[1] is None


def test_open_steps_are_never_in_a_plan() -> None:
    for name in SYSTEMS:
        remedies, plan, _ = outcome(name)
        open_ = {r.id for r in remedies if r.open_step}
        assert plan is None or open_.isdisjoint(plan.remedies)


def test_a_dataset_costs_more_to_replace_than_a_model() -> None:
    def cost(kind: Kind) -> int:
        judged = system(
            [part("m", license="CC-BY-NC-4.0", kind=kind)],
            [link("product", "retrieves-from" if kind is Kind.DATASET else "embeds", "m")],
            use=use(commercial=True, delivery=["internal"], fields=[]),
        )
        return next(r.cost for r in offered(judged)[0] if r.kind == "replace-component")

    assert cost(Kind.DATASET) > cost(Kind.MODEL)
