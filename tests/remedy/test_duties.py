"""What turns duties from due into met."""

from licet.judge import judge
from licet.model.analysis import Judgement
from licet.model.vocabulary import Verdict
from licet.remedy.duties import failing_duties, meeting, place_of, verdict_of
from tests.rules.build import LLAMA, link, part, product, system, use


def judged(license_id: str, how: str = "embeds", *, delivery: str = "on-device", name: str = "acme") -> Judgement:
    return judge(
        system(
            [part("m", license=license_id)],
            [link("product", how, "m")],
            use=use(commercial=True, delivery=[delivery], fields=[], organization="company"),
            product=product(name, license="LicenseRef-Proprietary", kind="model"),
        )
    )


def test_duties_of_one_kind_and_part_are_met_by_one_step() -> None:
    [notice] = meeting(judged("MIT"))
    assert (notice.kind, notice.target, notice.cost) == ("add-notice", "m", 1)


def test_duties_that_are_met_no_longer_count() -> None:
    found = judged("MIT")
    assert verdict_of(found) is Verdict.WITH_DUTIES
    [notice] = meeting(found)
    assert verdict_of(found, notice.places) is Verdict.ALLOWED
    assert failing_duties(found, notice.places) == ()
    assert {place_of(duty) for duty in failing_duties(found, frozenset())} == notice.places


def test_a_finding_stays_whatever_is_met() -> None:
    found = judged("CC-BY-NC-4.0")
    places = frozenset(place for each in meeting(found) for place in each.places)
    assert verdict_of(found, places) is Verdict.BLOCKED


def test_each_kind_of_duty_has_its_kind_of_step() -> None:
    kinds = {each.kind for each in meeting(judged(LLAMA, "fine-tunes", delivery="distributed-weights"))}
    assert {"add-notice", "pass-through-terms", "change-use"} <= kinds


def test_a_duty_that_a_finding_speaks_of_has_no_step_of_its_own() -> None:
    found = judged(LLAMA, "fine-tunes", delivery="distributed-weights", name="Otter")
    assert any(each.rule == "naming" for each in found.findings)
    assert "rename" not in {each.kind for each in meeting(found)}
    copyleft = judged("GPL-3.0-only", "modifies", delivery="distributed-binary")
    assert any(each.rule == "share-alike" for each in copyleft.findings)
    assert {"open-source-product", "change-outbound-license"}.isdisjoint(each.kind for each in meeting(copyleft))
