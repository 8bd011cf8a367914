from pathlib import Path

import pytest

from licet.discover import discover
from licet.model.vocabulary import How, Scope
from licet.readers.data_files import LARGE, data_parts, may_be_data


@pytest.mark.parametrize("path", ["alpaca_data.json", "x/train.jsonl", "a.parquet", "b.csv", "instructions.json"])
def test_names_of_data(path: str) -> None:
    assert may_be_data(path)


@pytest.mark.parametrize("path", ["package.json", "metadata.json", "database.json", "a.py", "data/readme.md"])
def test_other_names(path: str) -> None:
    assert not may_be_data(path)


def test_large_data_that_nothing_describes_is_a_part(tmp_path: Path) -> None:
    (tmp_path / "alpaca_data.json").write_bytes(b"[" + b" " * LARGE + b"]")
    (tmp_path / "small.csv").write_text("a,b\n")
    for folder in ("known", "tests"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rows.jsonl").write_bytes(b"{}\n" * LARGE)
    (tmp_path / "known" / "README.md").write_text("---\nlicense: mit\nsize_categories: 1M<n<10M\n---\n")
    found = discover(tmp_path)
    parts = {part.id: part.scope for part in found.components}
    assert parts == {
        "file:alpaca_data.json": Scope.RUNTIME,
        "file:known": Scope.RUNTIME,
        "file:tests/rows.jsonl": Scope.DEVELOPMENT,
    }
    ways = {link.target: link.how for link in found.links}
    assert ways["file:alpaca_data.json"] is How.BUNDLES
    assert ways["file:tests/rows.jsonl"] is How.BUILDS_WITH
    assert found.problems == ()


def test_many_files_of_one_folder_are_one_part() -> None:
    found = data_parts([f"shards/part-{number}.parquet" for number in range(30)], [])
    assert [part.id for part in found.components] == ["file:shards"]
