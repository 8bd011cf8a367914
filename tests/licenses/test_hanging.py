"""On what a conditional act hangs: only statements that the record makes and a rule judges may be named."""

from typing import Any

import pytest

from licet.errors import KnowledgeError
from licet.licenses import ids, load, parse_record
from licet.model.vocabulary import Act, Value

PLACE = {"section": "2", "locator": "you may do so"}
SIZE = {"kind": "threshold", "metric": "MAU", "value": 5, "effect": "need-license", **PLACE}


def record(hangs_on: object = None, value: str = "conditional", **more: object) -> dict[str, Any]:
    """A record under which hosting is conditional, with a duty, a tag, a size and a place to hang on."""
    host = {"value": value, **PLACE} | ({} if hangs_on is None else {"hangs_on": hangs_on})
    return {
        "id": "Toy-1.0",
        "name": "Toy License",
        "kind": "model",
        "category": "use-restricted",
        "complete": True,
        "reviewed": "2026-11",
        "documents": [{"name": "license", "source": "somewhere", "sha256": "0" * 64}],
        "permits": {"host": host},
        "duties": {
            "keep-notices": {"value": "yes", "triggers": ["on-distribution"], **PLACE},
            "state-changes": {"value": "no", **PLACE},
        },
        "conditions": [
            SIZE,
            {"kind": "territory", "excluded": ["KR"], "tested_on": ["place-of-use"], **PLACE},
            {"kind": "actor", "actors": "cloud-provider", **PLACE},
        ],
        "restrictions": [{"tag": "managed-service", "strength": "prohibited", **PLACE}],
        "derivatives": {"distills-outputs": "yes", "merges": "no"},
        "derivative_clauses": {"distills-outputs": PLACE, "merges": PLACE},
        **more,
    }


@pytest.mark.parametrize(
    "names",
    [
        ["duties"],
        ["duties.keep-notices"],
        ["restrictions"],
        ["restrictions.managed-service"],
        ["conditions.threshold", "conditions.territory"],
        ["derivatives.distills-outputs"],
        ["license-beside"],
    ],
)
def test_statements_that_rules_judge_may_be_named(names: list[str]) -> None:
    assert parse_record(record(names), source="toy.toml").permits[Act.HOST].hangs_on == tuple(names)


def test_nothing_named_hangs_on_nothing() -> None:
    assert parse_record(record(), source="toy.toml").permits[Act.HOST].hangs_on == ()
    assert parse_record(record([]), source="toy.toml").permits[Act.HOST].hangs_on == ()


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["duties.naming"], "no statement 'duties.naming' of this record is judged"),
        (["duties.state-changes"], "no statement 'duties.state-changes'"),
        (["duties.keep-notice"], "did you mean 'duties.keep-notices'?"),
        (["restrictions.military"], "no statement 'restrictions.military'"),
        (["conditions.actor"], "no statement 'conditions.actor'"),
        (["conditions"], "no statement 'conditions'"),
        (["derivatives.merges"], "no statement 'derivatives.merges'"),
        (["permits.modify"], "no statement 'permits.modify'"),
        ("duties", "must be a list"),
    ],
)
def test_what_the_record_does_not_say_or_no_rule_judges_is_a_fault(names: object, fault: str) -> None:
    """A duty that is not owed and a link that makes no derivative hold no condition; who the user is, no rule knows."""
    with pytest.raises(KnowledgeError) as caught:
        parse_record(record(names), source="toy.toml")
    assert "toy.toml: permits.host.hangs_on: " in str(caught.value)
    assert fault in str(caught.value)


def test_a_size_that_only_asks_for_a_notice_is_no_condition() -> None:
    with pytest.raises(KnowledgeError, match=r"no statement 'conditions\.threshold'"):
        parse_record(record(["conditions.threshold"], conditions=[{**SIZE, "effect": "display"}]), source="toy.toml")


def test_tables_without_entries_cannot_be_named() -> None:
    with pytest.raises(KnowledgeError, match="no statement 'duties'"):
        parse_record(record(["duties"], duties={}), source="toy.toml")


@pytest.mark.parametrize("value", ["yes", "no", "silent"])
def test_only_a_conditional_act_hangs_on_something(value: str) -> None:
    with pytest.raises(KnowledgeError, match=r"permits\.host\.hangs_on: is for a conditional act only"):
        parse_record(record(["duties"], value), source="toy.toml")


def test_records_that_leave_a_point_to_two_readers_name_nothing() -> None:
    """A note that tells two views, or a silence of the text, is a doubt which no other statement holds.

    Where a contested point of its own holds the doubt, the record may say what the condition is where it binds.
    """
    doubts = ("two views", "is not said", "same two views", "contested")
    open_acts = [
        (name, act)
        for name in ids()
        for act, found in load(name).permits.items()
        if found.value is Value.CONDITIONAL and any(doubt in found.note for doubt in doubts)
    ]
    assert open_acts
    assert [
        (name, act)
        for name, act in open_acts
        if load(name).permits[act].hangs_on
        and not any(f"permits.{act}" in point.statements for point in load(name).readings)
    ] == []
