"""Registries gathered: faults are counted and named, the catalog fills in, and nothing ends the reading."""

import gzip
import json
from pathlib import Path

import pytest

from licet.errors import TargetError, UsageError
from licet.propagate.lanes import LINK_KINDS
from licet.registry import Registry, gather, rows
from licet.registry.gather import MAX_NAMED
from licet.registry.rows import MAX_LINE

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def of(*found: object) -> Registry:
    return gather(enumerate(found, 1))


def drawn(registry: Registry) -> set[tuple[str, str, str]]:
    ends = zip(registry.source, registry.link, registry.target, strict=True)
    return {(registry.ids[source], LINK_KINDS[link], registry.ids[target]) for source, link, target in ends}


def test_of_two_rows_with_one_id_the_first_counts() -> None:
    registry = of({"id": "a", "license": "MIT"}, {"id": "b"}, {"id": "a", "license": "GPL-3.0-only"})
    assert registry.components == 2
    assert [(fault.line, fault.reason) for fault in registry.twice.named] == [(3, "a is described already in row 1")]
    assert registry.sorts[registry.sort[registry.ids.index("a")]].licenses == (("MIT", ""),)


def test_a_link_is_drawn_once_and_may_lead_to_a_later_row() -> None:
    link = {"how": "embeds", "to": "b"}
    registry = of({"id": "a", "links": [link, link]}, {"id": "b"})
    assert drawn(registry) == {("a", "embeds", "b")}
    assert len(registry.source) == 1
    assert registry.nowhere.number == 0


def test_ids_of_the_hub_are_found_in_any_case() -> None:
    registry = of(
        {"id": "x", "base_model": "Acme/Base-Model", "tags": []}, {"id": "acme/base-model", "license_tags": []}
    )
    assert drawn(registry) == {("x", "fine-tunes", "acme/base-model")}


def test_plain_ids_are_found_as_they_are_spelled() -> None:
    registry = of({"id": "x", "links": [{"how": "embeds", "to": "Base-of-Nobody"}]}, {"id": "base-of-nobody"})
    assert [fault.reason for fault in registry.nowhere.named] == ["Base-of-Nobody is linked to and not described"]


def test_what_the_catalog_knows_is_described_with_what_it_was_made_from() -> None:
    """A mirror of which no row tells, by the catalog a quantization of the licensor's model."""
    mirror, base = "unsloth/Meta-Llama-3.1-8B-bnb-4bit", "meta-llama/Meta-Llama-3.1-8B"
    registry = of({"id": "x", "base_model": mirror})
    assert ("x", "fine-tunes", mirror) in drawn(registry)
    assert {target.casefold() for source, how, target in drawn(registry) if (source, how) == (mirror, "quantizes")} == {
        base.casefold()
    }
    assert registry.nowhere.number == 0
    assert registry.from_catalog >= 2
    assert registry.components == 1


def test_faults_are_all_counted_and_the_first_ones_named() -> None:
    registry = of(*([{"id": 1}] * (MAX_NAMED + 20)))
    assert registry.unread.number == MAX_NAMED + 20
    assert len(registry.unread.named) == MAX_NAMED
    assert registry.components == 0


# -- files --------------------------------------------------------------------------------------------------------


def test_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    lines = [
        b'\xef\xbb\xbf{"id": "a"}',
        b"",
        b'{"id": "b"',
        b'\xff\xfe{"id": "c"}',
        b"[" * 100_000,
        b'{"id": "' + b"x" * MAX_LINE + b'"}',
        b"[1]",
        b'{"id": "d"}',
    ]
    file.write_bytes(b"\n".join(lines))
    registry = gather(rows(file))
    assert registry.ids == ["a", "d"]
    assert [fault.line for fault in registry.unread.named] == [3, 4, 5, 6, 7]
    reasons = [fault.reason for fault in registry.unread.named]
    assert reasons[0].startswith("no JSON: ")
    assert reasons[1:3] == ["the line is no UTF-8", "no JSON that can be read: nested too deep, or a number too long"]
    assert reasons[3:] == ["the line is longer than 4 MiB", "a row must be an object with an id"]


def test_parquet_is_read_as_json_lines_are(tmp_path: Path) -> None:
    found = [
        {"id": "a", "license": "MIT", "links": [{"how": "embeds", "to": "b"}], "size": 7},
        {"id": "b", "license": None, "links": [], "size": 8},
    ]
    lines, table = tmp_path / "r.jsonl", tmp_path / "r.parquet"
    lines.write_text("\n".join(json.dumps(row) for row in found), "utf-8")
    parquet.write_table(pa.Table.from_pylist(found), table)
    assert gather(rows(table)) == gather(rows(lines))
    assert drawn(gather(rows(table))) == {("a", "embeds", "b")}


def test_parquet_of_hub_records(tmp_path: Path) -> None:
    table = tmp_path / "r.parquet"
    row = {
        "id": "a",
        "license": "mit",
        "license_tags": ["mit"],
        "base_model": "b/c",
        "relation": "merge",
        "datasets": [],
    }
    parquet.write_table(pa.Table.from_pylist([row]), table)
    assert drawn(gather(rows(table))) == {("a", "merges", "b/c")}


@pytest.mark.parametrize("name", ["no.jsonl", "no.parquet"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetError, match=name):
        gather(rows(tmp_path / name))


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", gzip.compress(b"x", mtime=0)])
def test_a_file_that_is_no_parquet(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.parquet").write_bytes(content)
    with pytest.raises(TargetError, match=r"r\.parquet"):
        gather(rows(tmp_path / "r.parquet"))


def test_a_format_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.xml"):
        rows(tmp_path / "r.xml")
