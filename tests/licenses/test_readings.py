"""Contested points: the shipped ones, and what a broken file is told."""

from typing import Any

import pytest

from licet.errors import KnowledgeError
from licet.licenses import readings
from licet.licenses.readings import parse_readings
from licet.licenses.store import ids, load
from licet.model.terms import Holder, LinkEffect, Position
from licet.model.vocabulary import How

VALUES = {
    "training-on-share-alike-data": ["adapted-material", "produced-work", "neither"],
    "derivative-alone": ["yes", "only-with-base"],
    "api-makes-available": ["yes", "no"],
    "merge-improves-llm": ["derivative-exception", "breach"],
    "flux-outputs": ["free", "noncommercial"],
    "exaone-distribution": ["with-copy", "written-consent"],
    "network-reach": ["aggregate", "one-work"],
    "noncommercial-inside-company": ["by-use", "by-user"],
    "weights-are-software": ["yes", "data"],
    "gemma-automated-decisions": ["any-decision", "deceptive-content"],
    "third-party-synthetic-data": ["bound", "no-contract"],
    "noncommercial-data-behind-model": ["reaches", "stays-with-publisher"],
    "external-policy-version": ["frozen", "moving"],
}
"""The points and values of vocabulary section 11."""


def test_the_points_and_values_of_the_vocabulary_are_there() -> None:
    found = {point.id: [position.name for position in point.positions] for point in readings().values()}
    assert {point: found.get(point) for point in VALUES} == VALUES


def test_each_point_has_an_answer_for_want_of_a_choice() -> None:
    assert [point.id for point in readings().values() if not point.default or not point.point] == []


def test_positions_say_whether_statements_bind_all_or_none() -> None:
    applies = {point.id: {position.applies is None for position in point.positions} for point in readings().values()}
    assert {point: sorted(said) for point, said in applies.items() if len(said) > 1} == {}
    assert [position.applies for position in readings()["noncommercial-inside-company"].positions] == [False, True]


HOLDER = {"who": "A. Reader", "source": "On toys", "url": "https://example.org/toys", "date": "2024-05"}


def effect(word: str) -> dict[str, str]:
    return {"link": "trains-on", "effect": word, "says": "so it is"}


def toy() -> dict[str, Any]:
    positions = [
        {"name": "yes", "holds": "it does", "held_by": [dict(HOLDER)], "applies": True, "links": [effect("carries")]},
        {"name": "no", "holds": "not", "held_by": [], "applies": False, "links": [effect("stops")]},
    ]
    words = {"point": "Does it?", "default": "needs-review", "concerns": "toys", "statements": ["duties.share-alike"]}
    return {"toy-point": {**words, "positions": positions}}


def test_a_point_is_read_with_its_positions() -> None:
    point = parse_readings(toy(), source="toy.toml")["toy-point"]
    assert (point.id, point.point, point.default) == ("toy-point", "Does it?", "needs-review")
    assert (point.concerns, point.statements) == ("toys", ("duties.share-alike",))
    carries = LinkEffect(link=How.TRAINS_ON, effect="carries", says="so it is")
    stops = LinkEffect(link=How.TRAINS_ON, effect="stops", says="so it is")
    holder = Holder(who="A. Reader", source="On toys", url="https://example.org/toys", date="2024-05")
    assert point.positions == (
        Position(name="yes", holds="it does", held_by=(holder,), applies=True, links=(carries,)),
        Position(name="no", holds="not", applies=False, links=(stops,)),
    )


def test_faults_are_told_together() -> None:
    data = toy()
    data["toy-point"]["positions"][1] = {"name": "yes", "hold": "not"}
    data["toy-point"]["default"] = 1
    data["other"] = "text"
    with pytest.raises(KnowledgeError) as caught:
        parse_readings(data, source="toy.toml")
    lines = str(caught.value).splitlines()
    assert "toy.toml: toy-point.positions[2]: unknown key 'hold'; did you mean 'holds'?" in lines
    assert "toy.toml: toy-point.positions[2].holds: is missing" in lines
    assert "toy.toml: toy-point.positions: must be two or more, each with a name of its own" in lines
    assert "toy.toml: toy-point.positions: must all say whether statements apply, or none" in lines
    assert "toy.toml: toy-point.default: must be text, in quotes" in lines
    assert "toy.toml: other: must be a table" in lines


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"held_by": "some"}, "held_by: must be a list of tables"),
        ({"held_by": [{"who": "A. Reader", "source": "On toys"}]}, "held_by[1].url: is missing"),
        ({"held_by": [{**HOLDER, "who": ""}]}, "held_by[1].who: is empty"),
        ({"held_by": [{**HOLDER, "url": "a blog"}]}, "held_by[1].url: must be a web address, or package==version:path"),
        (
            {"held_by": [{**HOLDER, "date": "May 2024"}]},
            "held_by[1].date: must be YYYY, YYYY-MM or YYYY-MM-DD, as text",
        ),
        ({"held_by": [{**HOLDER, "quote": "word " * 16}]}, "held_by[1].quote: must be at most 15 words"),
        ({"held_by": [{**HOLDER, "page": "7"}]}, "held_by[1]: unknown key 'page'"),
        ({"links": []}, "links: must name one or more links, each once"),
        ({"links": [effect("stops"), effect("stops")]}, "links: must name one or more links, each once"),
        ({"links": [effect("stop")]}, "links[1].effect: unknown word 'stop'; did you mean 'stops'?"),
        ({"links": [{**effect("stops"), "link": "eats"}]}, "links[1].link: unknown word 'eats'"),
    ],
)
def test_holders_and_effects_are_read_strictly(change: dict[str, Any], fault: str) -> None:
    data = toy()
    data["toy-point"]["positions"][1].update(change)
    with pytest.raises(KnowledgeError) as caught:
        parse_readings(data, source="toy.toml")
    assert any(line.startswith(f"toy.toml: toy-point.positions[2].{fault}") for line in str(caught.value).splitlines())


def test_positions_tell_their_effect_on_the_same_links() -> None:
    data = toy()
    data["toy-point"]["positions"][1]["links"] = [{**effect("stops"), "link": "adapts"}]
    with pytest.raises(KnowledgeError, match="must all tell their effect on the same links, in the same order"):
        parse_readings(data, source="toy.toml")


@pytest.mark.parametrize("statements", [[], ["duties.sing"], ["share-alike"]])
def test_statements_are_those_of_records(statements: list[str]) -> None:
    data = toy()
    data["toy-point"]["statements"] = statements
    with pytest.raises(KnowledgeError, match=r"toy-point\.statements: "):
        parse_readings(data, source="toy.toml")


def test_what_hangs_on_a_point_in_a_record_is_among_its_statements() -> None:
    known = readings()
    stray = {
        (license_id, point.id, statement)
        for license_id in ids()
        for point in load(license_id).readings
        for statement in point.statements
        if statement not in known[point.id].statements
    }
    assert stray == set()


def test_nobody_holds_two_positions_on_one_point() -> None:
    """A source that is cited for both sides of a point was misread."""
    twice = [
        (point.id, url)
        for point in readings().values()
        for url in {holder.url for position in point.positions for holder in position.held_by}
        if sum(url in {holder.url for holder in position.held_by} for position in point.positions) > 1
    ]
    assert twice == []
