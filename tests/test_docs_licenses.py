"""The pages in docs/licenses/ are those that the records give; `make docs` writes them."""

import re
from pathlib import Path

import pytest

from licet.licenses import ids
from tests.shared import REPOSITORY
from tools.license_pages import FOLDER, pages, stale, write

MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    return pages()


def test_the_pages_are_current(wanted: dict[str, str]) -> None:
    assert stale(FOLDER, wanted) == [], "run make docs"


def test_there_is_a_page_of_every_license_and_one_index(wanted: dict[str, str]) -> None:
    assert set(wanted) == {"README.md", *(f"{license_id}.md" for license_id in ids())}
    linked = re.findall(r"^\| \[.*?\]\((.*?)\) \|", wanted["README.md"], re.MULTILINE)
    assert linked == [f"{license_id}.md" for license_id in ids()]


def test_the_pages_stay_small(wanted: dict[str, str]) -> None:
    assert sum(len(text.encode()) for text in wanted.values()) < MOST_BYTES


def test_a_missing_a_changed_and_an_orphaned_page_are_stale(tmp_path: Path) -> None:
    wanted = {"a.md": "a\n", "b.md": "b\n", "c.md": "c\n"}
    (tmp_path / "a.md").write_text("a\n")
    (tmp_path / "b.md").write_text("old\n")
    (tmp_path / "gone.md").write_text("gone\n")
    assert stale(tmp_path, wanted) == ["b.md", "c.md", "gone.md"]
    assert write(tmp_path, wanted) == ["b.md", "c.md", "gone.md"]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == wanted
    assert write(tmp_path, wanted) == []


def test_adding_a_license_takes_ten_lines() -> None:
    text = (REPOSITORY / "docs" / "licenses.md").read_text("utf-8")
    steps = text.partition("## How to add a license\n")[2].partition("\n\nThe schema")[0].strip().splitlines()
    assert [step.partition(".")[0] for step in steps] == [str(number) for number in range(1, 11)]
    assert max(map(len, steps)) <= 120
