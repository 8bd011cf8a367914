"""Tables of training records: told by the fields of their first records."""

import json

import pytest

from licet.model.vocabulary import How, Kind, Scope
from licet.readers.data_records import LIMIT, read
from tests.readers.opening import opened


def table(record: dict[str, object], *, lines: bool = False) -> str:
    one = json.dumps(record)
    text = ("\n" if lines else ",\n").join([one] * (LIMIT // len(one) + 10))
    return text if lines else f"[\n{text}\n]"


RECORDS: dict[str, dict[str, object]] = {
    "instructions": {"instruction": "a", "input": "", "output": "b"},
    "chats": {"messages": [{"role": "user", "content": "a"}]},
    "preferences": {"prompt": "a", "chosen": "b", "rejected": "c"},
    "questions": {"Question": "a", "Answer": "b"},
    "labels": {"text": "a", "label": 1},
}


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("name", RECORDS)
def test_records_of_training_are_a_dataset(name: str, *, lines: bool) -> None:
    path = "data/train.jsonl" if lines else "train.json"
    found = read(opened(path, table(RECORDS[name], lines=lines)[:LIMIT]))
    (part,) = found.components
    assert (part.id, part.kind, part.scope) == (f"file:{path}", Kind.DATASET, Scope.SHIPPED)
    assert [link.how for link in found.links] == [How.BUNDLES]


def test_those_of_tests_are_development() -> None:
    found = read(opened("tests/data/train.jsonl", table(RECORDS["labels"], lines=True)[:LIMIT]))
    assert [part.scope for part in found.components] == [Scope.DEVELOPMENT]
    assert [link.how for link in found.links] == [How.EVALUATES_ON]


def test_a_table_with_a_heading_counts_too() -> None:
    found = read(opened("train.csv", ("id,text,label\n" + "1,a,b\n" * LIMIT)[:LIMIT]))
    assert [part.id for part in found.components] == ["file:train.csv"]


@pytest.mark.parametrize(
    "text",
    [
        table({"name": "a", "price": 1}),
        table({"text": "a"}),
        json.dumps(RECORDS["labels"]),
        '{"a": {"text": "b", "label": 1}}' + " " * LIMIT,
        "[" * LIMIT,
        "not json " * LIMIT,
        "\0" * LIMIT,
    ],
    ids=["other fields", "one field", "small", "no list", "deep", "no JSON", "binary"],
)
def test_anything_else_is_passed_over(text: str) -> None:
    assert not read(opened("a.json", text[:LIMIT])).components
