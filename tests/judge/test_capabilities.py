"""What the system can do against what its licenses restrict, whether or not anybody declared it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from licet.judge import capability_matrix, judge
from licet.licenses import abilities
from licet.model.analysis import CapabilityMatrix, CapabilityRow
from licet.model.bom import Identified, Link
from licet.model.system import System
from licet.model.vocabulary import Verdict
from tests.rules.build import LLAMA, link, made, part, product, system, use

RAIL = "LicenseRef-scancode-bigscience-rail-1.0"


def doing(task: str, found: Identified) -> Identified:
    return replace(found, component=replace(found.component, task=task))


def matrix(judged: System) -> CapabilityMatrix:
    return capability_matrix(judged, judge(judged).findings, abilities())


def rows(judged: System) -> dict[str, CapabilityRow]:
    return {row.tag: row for row in matrix(judged).rows}


def embedding(
    *parts: Identified,
    fields: Iterable[str] | None = (),
    more: Iterable[Link] = (),
    modalities: tuple[str, ...] | None = None,
) -> System:
    """A commercial internal product that embeds every part but those that another link reaches."""
    links = tuple(more)
    behind = {each.target for each in links}
    direct = [link("product", "embeds", each.component.id) for each in parts if each.component.id not in behind]
    return system(
        parts,
        [*direct, *links],
        use=use(commercial=True, delivery=["internal"], fields=fields),
        product=product(modalities=modalities),
    )


def test_what_a_model_can_do_and_its_license_prohibits_is_shown_though_nobody_declared_it() -> None:
    row = rows(embedding(doing("text-generation", part("m", license=RAIL))))["medical-advice"]
    assert (row.use, row.limit) == ("not-served", "prohibited")
    [able] = row.abilities
    assert (able.component, able.basis, able.said) == ("m", "task", "text-generation")
    assert able.why == "it answers questions on symptoms and treatment"
    [limit] = row.limits
    assert (limit.component, limit.clause.license, limit.clause.section) == ("m", RAIL, "Att. A 12")
    assert limit.clause.quote == "provide medical advice and medical results interpretation"
    assert (limit.strength, limit.qualifiers, limit.binds) == ("prohibited", (), ("m",))
    assert [(each.source, each.how, each.target) for each in limit.path] == [("product", "embeds", "m")]


def test_an_undeclared_ability_changes_no_verdict_and_asks_nothing() -> None:
    judged = embedding(doing("text-generation", part("m", license=RAIL)))
    found = judge(judged)
    assert not [each for each in found.findings if each.rule == "field-of-use"]
    assert found.verdict.rank < Verdict.REVIEW.rank
    assert not any(row.questions for row in matrix(judged).rows)


def test_where_no_field_is_stated_the_row_names_the_question() -> None:
    row = rows(embedding(doing("text-generation", part("m", license=RAIL)), fields=None))["medical-advice"]
    assert row.use == "unknown"
    assert row.questions == (f"fields:{RAIL}",)


def test_a_served_field_is_a_row_with_its_finding_even_where_no_ability_is_known() -> None:
    judged = embedding(part("m", license=RAIL), fields=["law-enforcement-justice"])
    row = rows(judged)["law-enforcement-justice"]
    assert (row.use, row.limit) == ("served", "prohibited")
    assert [(each.component, each.basis) for each in row.abilities] == [("product", "stated")]
    named = {each.id: each.rule for each in judge(judged).findings}
    assert [named[each] for each in row.limits[0].findings] == ["field-of-use"]
    assert matrix(judged).untold == ("m",)


def test_a_qualifier_or_a_broader_tag_makes_it_conditional() -> None:
    strict = made(restrictions={"automated-decisions": {}, "medical-advice": {"qualifiers": ["unlicensed"]}})
    found = rows(embedding(doing("text-generation", part("m", license=strict))))
    assert found["automated-decisions"].limit == "prohibited"
    assert found["hr-decisions"].limit == "conditional"
    assert found["hr-decisions"].limits[0].tag == "automated-decisions"
    assert found["medical-advice"].limit == "conditional"
    assert found["medical-advice"].limits[0].qualifiers == ("unlicensed",)


def test_a_contested_clause_bars_nothing_outright() -> None:
    disputed = made(
        restrictions=["automated-decisions"],
        readings={"gemma-automated-decisions": ["restrictions.automated-decisions"]},
    )
    row = rows(embedding(doing("text-generation", part("m", license=disputed))))["automated-decisions"]
    assert row.limit == "conditional"
    assert row.limits[0].reading == "gemma-automated-decisions"


def test_a_draft_bars_nothing_outright() -> None:
    draft = replace(made(restrictions=["spam"]), draft=True)
    assert rows(embedding(doing("text-generation", part("m", license=draft))))["spam"].limit == "conditional"


def test_no_limit_is_free_only_where_every_text_was_read() -> None:
    read = doing("text-generation", part("m", license="MIT"))
    assert {row.limit for row in matrix(embedding(read)).rows} == {"none"}
    for other in (part("x"), part("x", license=made(complete=False)), part("x", license="LicenseRef-unheard-of")):
        found = matrix(embedding(read, other))
        assert {row.limit for row in found.rows} == {"unknown"}
        assert found.unread == ("x",)


def test_our_own_parts_do_things_too_and_need_no_license() -> None:
    found = matrix(embedding(doing("text-to-image", part("ours", own=True))))
    assert "impersonation" in {row.tag for row in found.rows}
    assert (found.unread, found.untold) == ((), ())


def test_a_license_of_one_part_binds_the_ability_of_another_through_the_product_alone() -> None:
    row = rows(
        embedding(
            doing("automatic-speech-recognition", part("ears", license="MIT")),
            doing("feature-extraction", part("words", license=made(restrictions=["surveillance"]))),
        )
    )["surveillance"]
    assert row.limit == "prohibited"
    assert {each.component for each in row.abilities} == {"ears", "words"}
    assert row.limits[0].binds == ("words",)


def test_a_base_binds_what_is_made_of_it_and_lends_its_abilities_where_no_task_is_told() -> None:
    judged = embedding(
        part("adapter", license="MIT", kind="adapter"),
        doing("text-generation", part("base", license=LLAMA)),
        more=[link("adapter", "adapts", "base")],
    )
    row = rows(judged)["malware"]
    assert [(each.component, each.basis, each.said) for each in row.abilities] == [
        ("adapter", "base", "base"),
        ("base", "task", "text-generation"),
    ]
    assert row.limits[0].binds == ("adapter", "base")
    assert matrix(judged).untold == ()


def test_bases_in_a_circle_end() -> None:
    judged = embedding(
        part("a", license="MIT"), part("b", license="MIT"), more=[link("a", "merges", "b"), link("b", "merges", "a")]
    )
    assert matrix(judged).rows == ()


def test_modalities_count_where_no_task_is_known_and_beyond_the_task() -> None:
    pictures = rows(embedding(part("m", license="MIT", modalities=["image"])))
    assert "impersonation" in pictures
    assert {each.said for each in pictures["impersonation"].abilities} == {"image"}
    classifier = doing("text-classification", part("m", license="MIT", modalities=["text"]))
    assert "impersonation" not in rows(embedding(classifier))
    beyond = doing("text-classification", part("m", license="MIT", modalities=["text", "audio"]))
    assert {each.said for each in rows(embedding(beyond))["impersonation"].abilities} == {"audio"}


def test_a_product_that_states_its_modalities_can_do_what_they_make_possible() -> None:
    row = rows(embedding(part("lib", license=made(restrictions=["spam"]), kind="library"), modalities=("text",)))[
        "spam"
    ]
    assert [(each.component, each.basis, each.said) for each in row.abilities] == [("product", "modality", "text")]
    assert (row.limit, row.limits[0].binds) == ("prohibited", ("product",))


@pytest.mark.parametrize(
    ("how", "kind"), [("trains-on", "dataset"), ("evaluates-on", "model"), ("builds-with", "model")]
)
def test_what_is_not_run_does_nothing(how: str, kind: str) -> None:
    other = doing("text-generation", part("x", license="MIT", kind=kind))
    assert matrix(embedding(other, more=[link("product", how, "x")])).rows == ()


def test_a_service_that_is_called_does_things() -> None:
    service = doing("text-to-speech", part("voice", license="MIT", kind="service"))
    assert "impersonation" in rows(embedding(service, more=[link("product", "calls", "voice")]))


def test_rows_are_sorted() -> None:
    tags = [row.tag for row in matrix(embedding(doing("any-to-any", part("m", license=RAIL)))).rows]
    assert tags == sorted(tags)
    assert len(tags) > 30
