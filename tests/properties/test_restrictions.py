"""More restriction, fewer grants and less evidence never better a verdict; over real records and random graphs."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from licet.judge import judge
from licet.licenses import load
from licet.model.bom import PRODUCT, Identified
from licet.model.system import System
from licet.model.terms import Clause, DutyTerm, License, Permission, Restriction
from licet.model.vocabulary import Act, Delivery, Duty, How, Strength, Trigger, Value, Verdict
from tests.properties.test_judgement import LICENSES, Sketch, relation, sketches
from tests.rules.build import link, part

RECORDS = (
    *("MIT", "Apache-2.0", "CC-BY-4.0", "GPL-3.0-only", "AGPL-3.0-only", "LGPL-2.1-only", "MPL-2.0", "ODbL-1.0"),
    *("LicenseRef-scancode-gemma-tou-2025-03-24", "LicenseRef-scancode-llama-3.1-license-2024", "CC-BY-NC-SA-4.0"),
    *("LicenseRef-scancode-bigscience-open-rail-m", "LicenseRef-licet-apple-amlr", "Elastic-2.0", "SSPL-1.0"),
)
RESTRICTED = ("CC-BY-NC-4.0", "GPL-2.0-only", "AGPL-3.0-only", "LGPL-3.0-only", "LicenseRef-Vendor", "SSPL-1.0", "")
TAGS = ("noncommercial-only", "research-only", "military", "managed-service", "no-sharing-of-derivatives")
FEWER = {
    Value.YES: (Value.CONDITIONAL, Value.SILENT, Value.NO),
    Value.CONDITIONAL: (Value.NO,),
    Value.SILENT: (Value.NO,),
}
"""Values that grant strictly less; of an act that needs a permission, silence grants nothing."""
HERE = Clause(license="LicenseRef-Under-Test", document="license", section="1", quote="words of the license")


def under(record: License, sketch: Sketch, at: int) -> System:
    """The sketch with a license made by hand on one of its parts, which is somebody else's."""
    old = sketch.parts[at].component
    new = part(old.id, license=record, kind=old.kind, own=None, facts=old.facts)
    parts = (*sketch.parts[:at], new, *sketch.parts[at + 1 :])
    return replace(sketch, parts=parts).built()


def renamed(name: str) -> License:
    """A real record by an id of its own, so that only what it says counts: no other license names it."""
    record = load(name)
    return replace(record, id="LicenseRef-Under-Test", or_later="", readings=())


def tags_of_others(sketch: Sketch, at: int) -> set[str]:
    """What the licenses of the other parts restrict: a label that takes over a base's limit drops it no more."""
    others = [identified.concluded for number, identified in enumerate(sketch.parts) if number != at]
    words = {word for concluded in others for word in concluded.split()}
    known = [
        load(word) for word in words if word in RECORDS or (word in LICENSES and not word.startswith("LicenseRef-V"))
    ]
    return {limit.tag for record in known for limit in record.restrictions}


@relation(80)
@given(sketches(most=3), st.sampled_from(RESTRICTED), st.sampled_from(list(How)), st.data())
def test_one_more_part_never_betters_the_verdict(sketch: Sketch, name: str, how: How, data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([PRODUCT, *(each.component.id for each in sketch.parts)]))
    more = replace(
        sketch, parts=(*sketch.parts, part("more", license=name)), links=(*sketch.links, link(source, how, "more"))
    )
    assert judge(more.built()).verdict.rank >= judge(sketch.built()).verdict.rank


@relation(80)
@given(sketches(most=3), st.sampled_from(RECORDS), st.sampled_from(TAGS), st.data())
def test_one_more_restriction_never_betters_the_verdict(
    sketch: Sketch, name: str, tag: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sketch.parts) - 1))
    assume(tag not in tags_of_others(sketch, at))
    record = renamed(name)
    limit = Restriction(tag=tag, strength=Strength.PROHIBITED, clause=HERE)
    stricter = replace(record, restrictions=(*record.restrictions, limit))
    assert judge(under(stricter, sketch, at)).verdict.rank >= judge(under(record, sketch, at)).verdict.rank


@relation(80)
@given(sketches(most=3), st.sampled_from(RECORDS), st.sampled_from(list(Act)), st.data())
def test_a_license_that_grants_strictly_less_never_betters_the_verdict(
    sketch: Sketch, name: str, act: Act, data: st.DataObject
) -> None:
    record = renamed(name)
    before = record.permission(act).value
    assume(before in FEWER)
    value = data.draw(st.sampled_from(FEWER[before]))
    at = data.draw(st.integers(0, len(sketch.parts) - 1))
    fewer: Mapping[Act, Permission] = {**record.permits, act: Permission(act=act, value=value, clause=HERE)}
    less = replace(record, permits=fewer)
    assert judge(under(less, sketch, at)).verdict.rank >= judge(under(record, sketch, at)).verdict.rank


@relation(60)
@given(sketches(most=3), st.sampled_from(RECORDS), st.data())
def test_one_more_duty_never_betters_the_verdict(sketch: Sketch, name: str, data: st.DataObject) -> None:
    record = renamed(name)
    absent = [duty for duty in Duty if record.duty(duty).value in {Value.SILENT, Value.NO}]
    duty = data.draw(st.sampled_from(absent))
    at = data.draw(st.integers(0, len(sketch.parts) - 1))
    triggers = (frozenset({data.draw(st.sampled_from([Trigger.ANY_USE, Trigger.DISTRIBUTION]))}),)
    parameters = {"scope": "entire-work-conveyed"} if duty is Duty.SHARE_ALIKE else {}
    term = DutyTerm(duty=duty, value=Value.YES, triggers=triggers, clause=HERE, parameters=parameters)
    stricter = replace(record, duties={**record.duties, duty: term})
    assert judge(under(stricter, sketch, at)).verdict.rank >= judge(under(record, sketch, at)).verdict.rank


@relation(60)
@given(sketches(most=3))
def test_without_any_evidence_of_a_license_nothing_is_allowed(sketch: Sketch) -> None:
    bare = tuple(_bare(identified) for identified in sketch.parts)
    built = replace(sketch, parts=bare).built()
    held = [way for ways in built.exposures.values() for way in ways if way.ours or way.contact != "tool"]
    assume(held)
    assert judge(built).verdict.rank >= Verdict.REVIEW.rank


def _bare(identified: Identified) -> Identified:
    old = identified.component
    return part(old.id, kind=old.kind, facts=old.facts)


@relation(60)
@given(sketches(most=3), st.sampled_from(list(Delivery)))
def test_a_part_that_is_used_twice_is_judged_no_better(sketch: Sketch, channel: Delivery) -> None:
    """One more link to a part that is there already opens one more way; the other ways stay."""
    use = replace(sketch.use, delivery=(channel,))
    again = replace(sketch, use=use, links=(*sketch.links, link(PRODUCT, "copies", sketch.parts[0].component.id)))
    before = judge(replace(sketch, use=use).built()).verdict
    assert judge(again.built()).verdict.rank >= before.rank
