"""docs/readings.md is written from readings.toml and says all that stands there."""

import re

import pytest

from licet.licenses import readings
from licet.model.terms import Reading
from tests.shared import REPOSITORY
from tools.build_readings import PATH, page

TEXT = (REPOSITORY / "docs" / "readings.md").read_text("utf-8")


def test_the_page_is_current() -> None:
    assert PATH.read_text("utf-8") == page()


@pytest.mark.parametrize("point", readings().values(), ids=list(readings()))
def test_a_section_tells_question_positions_holders_statements_links_and_choice(point: Reading) -> None:
    section = TEXT.split(f"## {point.id}\n", 1)[1].split("\n## ", 1)[0]
    assert point.point in section
    assert f'{point.id} = "{point.positions[0].name}"' in section
    assert [name for name in point.statements if f"`{name}`" not in section] == []
    assert [told.link for told in point.positions[0].links if f"| `{told.link}` |" not in section] == []
    for position in point.positions:
        assert f"`{position.name}`: {position.holds}" in section
        assert [holder.url for holder in position.held_by if holder.url not in section] == []
    bare = sum(not position.held_by for position in point.positions)
    assert section.count("- no published holder found") == bare


def test_every_point_has_one_section_in_the_order_of_the_data() -> None:
    assert re.findall(r"^## (.+)$", TEXT, re.MULTILINE) == list(readings())
