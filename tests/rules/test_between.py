"""What holds between two records is worked out once for each two, and never mixed up."""

from licet.licenses import load
from licet.model.terms import License
from licet.rules.between import MOST_HELD, once
from tests.rules.build import made


def test_two_records_are_looked_at_once_and_by_their_order() -> None:
    seen: list[tuple[str, str]] = []

    @once
    def named(one: License, other: License) -> str:
        seen.append((one.id, other.id))
        return f"{one.id} {other.id}"

    mit, gpl = load("MIT"), load("GPL-3.0-only")
    said = [named(mit, gpl), named(gpl, mit), named(mit, gpl)]
    assert said == ["MIT GPL-3.0-only", "GPL-3.0-only MIT", "MIT GPL-3.0-only"]
    assert seen == [("MIT", "GPL-3.0-only"), ("GPL-3.0-only", "MIT")]


def test_records_of_one_id_are_two_records_and_many_are_not_held_for_ever() -> None:
    @once
    def category(one: License, _: License) -> str:
        return one.category

    mit = load("MIT")
    records = [
        made("LicenseRef-same", category="permissive" if at % 2 else "strong-copyleft") for at in range(MOST_HELD + 10)
    ]
    assert all(category(one, mit) == one.category for one in records)
    assert category(records[0], mit) == "strong-copyleft"
