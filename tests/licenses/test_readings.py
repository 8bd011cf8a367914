"""Contested points: the shipped ones, and what a broken file is told."""

from typing import Any

import pytest

from licet.errors import KnowledgeError
from licet.licenses import readings
from licet.licenses.readings import parse_readings
from licet.model.terms import Position

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


def toy() -> dict[str, Any]:
    positions = [
        {"name": "yes", "holds": "it does", "held_by": "some", "applies": True},
        {"name": "no", "holds": "not", "applies": False},
    ]
    return {"toy-point": {"point": "Does it?", "default": "needs-review", "positions": positions}}


def test_a_point_is_read_with_its_positions() -> None:
    point = parse_readings(toy(), source="toy.toml")["toy-point"]
    assert (point.id, point.point, point.default) == ("toy-point", "Does it?", "needs-review")
    assert point.positions == (
        Position(name="yes", holds="it does", held_by="some", applies=True),
        Position(name="no", holds="not", applies=False),
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
