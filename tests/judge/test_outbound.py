"""Under which licenses the product could be released (vocabulary 9.4, 10.2)."""

from licet.judge import judge, outbound_of
from licet.judge.outbound import OWN_TERMS
from licet.licenses import load
from licet.model.bom import Identified
from licet.model.findings import Outbound
from licet.model.system import System
from tests.rules.build import answered, link, part, product, system, use

GPL = "GPL-3.0-only"
AGPL = "AGPL-3.0-only"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
CANDIDATES = ("AGPL-3.0-only", "Apache-2.0", "GPL-3.0-only", "MIT", GEMMA)


def options(judged: System) -> dict[str, str]:
    return {found.license: found.possible for found in outbound_of(judged, (load(name) for name in CANDIDATES))}


def linked(license_id: str, *, out: str = "", delivery: list[str] | None = None, **facts: bool) -> System:
    return system(
        [part("lib", license=license_id, kind="library")],
        [link("product", "links", "lib", **facts)],
        use=use(commercial=True, delivery=["distributed-binary"] if delivery is None else delivery, fields=[]),
        product=product(license=out),
    )


def test_a_free_part_leaves_every_license_possible() -> None:
    assert options(linked("MIT")) == dict.fromkeys((*CANDIDATES, OWN_TERMS), "yes")


def test_gpl_leaves_itself_and_what_it_may_be_combined_with() -> None:
    assert options(linked(GPL)) == {
        GPL: "yes",
        AGPL: "yes",
        "MIT": "no",
        "Apache-2.0": "no",
        GEMMA: "no",
        OWN_TERMS: "no",
    }


def test_the_stated_license_does_not_change_what_is_possible() -> None:
    assert options(linked(GPL, out="LicenseRef-Proprietary")) == options(linked(GPL))


def test_what_is_not_possible_says_why_with_the_clause() -> None:
    found = {item.license: item for item in outbound_of(linked(GPL), [load("MIT")])}
    assert found["MIT"].because == (f"what contains lib must be released under {GPL} ({GPL} §5.c)",)


def test_terms_that_were_not_read_leave_every_license_unknown_and_never_clear_a_no() -> None:
    def with_unread(*more: Identified) -> dict[str, Outbound]:
        judged = system(
            [part("x"), *more],
            [link("product", "embeds", "x"), *(link("product", "links", each.component.id) for each in more)],
            use=use(commercial=True, delivery=["distributed-binary"], fields=[]),
        )
        return {each.license: each for each in outbound_of(judged, [load("MIT")], judge(judged).findings)}

    assert with_unread()["MIT"].possible == with_unread()[OWN_TERMS].possible == "unknown"
    assert any("x" in why for why in with_unread()["MIT"].because)
    assert with_unread(part("lib", license=GPL, kind="library"))["MIT"].possible == "no"


def test_many_parts_that_were_not_read_are_told_by_number() -> None:
    names = [f"x{number}" for number in range(9)]
    judged = system([part(name) for name in names], [link("product", "embeds", name) for name in names])
    [found, _] = outbound_of(judged, [load("MIT")], judge(judged).findings)
    assert found.because[-1] == "and 6 more parts whose terms were not read"
    assert len(found.because) == 4


def test_an_open_fact_makes_it_unknown_and_its_answer_settles_it() -> None:
    judged = linked("EUPL-1.2")
    assert options(judged)["MIT"] == "unknown"
    assert options(answered(judged, "one-work:lib", yes=True))["MIT"] == "no"
    assert options(answered(judged, "one-work:lib", yes=False))["MIT"] == "yes"


def test_limits_of_use_are_carried_by_their_own_license_or_terms_of_our_own() -> None:
    judged = system(
        [part("base", license=GEMMA)],
        [link("product", "fine-tunes", "base")],
        use=use(commercial=True, delivery=["distributed-weights"], fields=[]),
        product=product(kind="model"),
    )
    found = options(judged)
    assert found[GEMMA] == "yes"
    assert found[OWN_TERMS] == "yes"
    assert found["MIT"] == found["Apache-2.0"] == found[GPL] == "no"


def test_two_parts_that_cannot_meet_leave_nothing() -> None:
    judged = system(
        [part("a", license=GPL, kind="library"), part("b", license="SSPL-1.0", kind="library")],
        [link("product", "links", "a"), link("product", "links", "b")],
        use=use(commercial=True, delivery=["distributed-binary"]),
    )
    assert set(options(judged).values()) == {"no"}


def test_parts_of_our_own_go_out_with_the_product() -> None:
    judged = system(
        [part("mine", license="LicenseRef-Acme", kind="library"), part("lib", license=GPL, kind="library")],
        [link("product", "links", "mine"), link("mine", "modifies", "lib")],
        use=use(commercial=True, delivery=["distributed-binary"]),
        product=product(license="LicenseRef-Acme"),
    )
    found = options(judged)
    assert found[GPL] == "yes"
    assert found["MIT"] == "no"


def test_a_part_with_a_release_of_its_own_keeps_it() -> None:
    judged = system(
        [part("mine", own=True, release_as="MIT", kind="library"), part("lib", license=GPL, kind="library")],
        [link("product", "links", "mine"), link("mine", "modifies", "lib")],
        use=use(commercial=True, delivery=["distributed-binary"]),
    )
    assert set(options(judged).values()) == {"no"}


def test_results_are_sorted_by_license() -> None:
    names = [found.license for found in outbound_of(linked("MIT"), (load(name) for name in CANDIDATES))]
    assert names == sorted(names)
