"""The store: names that find licenses, records by id, and what holds for all records together."""

import time
from importlib.resources import files
from pathlib import Path

import pytest

from licet.errors import KnowledgeError
from licet.licenses import find, heads, ids, knowledge_version, load, nearest, permissive, readings
from licet.licenses import store as own
from licet.model.vocabulary import Category, Value


@pytest.mark.parametrize(
    ("name", "license_id"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("  MIT\n", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("Apache License 2.0", "Apache-2.0"),
        ("APACHE 2.0", "Apache-2.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc_by_4.0", "CC-BY-4.0"),
        ("llama-3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("Llama 3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("licenseref-scancode-llama-4-cla-2025", "LicenseRef-scancode-llama-4-cla-2025"),
        ("gemma", "LicenseRef-scancode-gemma-tou-2025-03-24"),
        ("GPL-3.0-or-later", "GPL-3.0-or-later"),
        ("gpl-3.0", "GPL-3.0-only"),
        ("https://spdx.org/licenses/MIT", "MIT"),
        ("http://www.spdx.org/licenses/MIT.html", "MIT"),
        ("HTTPS://SPDX.org/licenses/agpl-3.0-only.html#text", "AGPL-3.0-only"),
        ("https://www.gnu.org/licenses/gpl-3.0.txt", "GPL-3.0-only"),
        ("http://www.gnu.org/licenses/gpl-3.0/", "GPL-3.0-only"),
    ],
)
def test_a_license_is_found_by_its_names(name: str, license_id: str) -> None:
    assert find(name) == license_id


@pytest.mark.parametrize(
    "name",
    [
        *("", "-", "MI", "MIT OR Apache-2.0", "(MIT", "MIT AND", "MIT/Apache-2.0", "mit.html", "x" * 5000),
        *("https://example.org/licenses/MIT", "../data/MIT", "MIT.toml"),
    ],
)
def test_other_names_find_nothing(name: str) -> None:
    assert find(name) is None


def test_a_name_of_two_licenses_finds_neither() -> None:
    assert own._unambiguous([("a", "X"), ("b", "X"), ("b", "Y"), ("a", "X"), ("", "X")]) == {"a": "X"}


def test_no_name_belongs_to_two_licenses() -> None:
    owners: dict[str, set[str]] = {}
    for head in heads():
        for name in (head.id, head.or_later, *head.aliases):
            owners.setdefault(own._key(name), set()).add(head.id)
    assert {name: sorted(several) for name, several in owners.items() if name and len(several) > 1} == {}


@pytest.mark.parametrize("license_id", ids())
def test_each_record_keeps_the_contract_and_answers_to_its_names(license_id: str) -> None:
    terms = load(license_id)
    assert terms.id == license_id
    assert terms.category is not Category.UNKNOWN
    for name in (terms.id, *terms.aliases):
        assert find(name) == license_id, name
    assert {point.id for point in terms.readings} <= set(readings())


@pytest.mark.parametrize("license_id", [license_id for license_id in ids() if license_id.endswith("-only")])
def test_a_license_for_one_version_only_names_its_or_later_id(license_id: str) -> None:
    assert load(license_id).or_later == license_id.removesuffix("-only") + "-or-later"


def test_the_head_holds_what_the_record_holds() -> None:
    for head in heads():
        terms = load(head.id)
        assert (head.id, head.name, head.kind) == (terms.id, terms.name, terms.kind)
        assert (head.category, head.aliases, head.or_later) == (terms.category, terms.aliases, terms.or_later)
        assert (head.complete, head.reviewed) == (terms.complete, terms.reviewed)


def test_an_or_later_id_has_the_terms_of_the_first_version() -> None:
    first, later = load("GPL-3.0-only"), load("GPL-3.0-or-later")
    assert later.id == "GPL-3.0-or-later"
    assert (later.permits, later.duties, later.or_later) == (first.permits, first.duties, first.or_later)


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(KnowledgeError) as caught:
        load("Apache-2.1")
    assert "Apache-2.0" in caught.value.hint
    assert nearest("lama-3.1")[0] == "LicenseRef-scancode-llama-3.1-license-2024"
    assert nearest("\x00" * 100_000) == ()


def test_the_permissive_licenses_come_with_the_fewest_duties_first() -> None:
    found = permissive()
    assert "MIT" in found
    assert found.index("MIT") < found.index("Apache-2.0")
    assert not {"GPL-3.0-only", "CC-BY-NC-4.0"} & set(found)
    duties = [sum(term.value is Value.YES for term in load(license_id).duties.values()) for license_id in found]
    assert duties == sorted(duties)


def test_the_version_of_the_knowledge_counts_and_dates_it() -> None:
    count, month, digest = knowledge_version().split(", ")
    assert count == f"{len(ids())} licenses"
    assert month == max(load(license_id).reviewed for license_id in ids())
    assert len(bytes.fromhex(digest)) == 6


def test_the_version_of_the_knowledge_covers_the_names_of_licenses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = knowledge_version()
    for name in own._TABLES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((files("licet") / name).read_bytes())
    folder = files("licet.licenses")
    monkeypatch.setattr(own, "files", lambda package: tmp_path if package == "licet" else folder)
    assert knowledge_version() == known
    for name in ("licenses/hub_ids.toml", "identify/data/spellings.toml"):
        (tmp_path / name).write_text((files("licet") / name).read_text("utf-8") + "# one more\n", "utf-8")
        assert knowledge_version() != known
        (tmp_path / name).write_bytes((files("licet") / name).read_bytes())


def test_finding_and_loading_are_fast() -> None:
    """The budgets are 60 ms for all heads and 15 ms for a record; four times that is a regression on any machine."""
    for cached in (own.heads, own._names, own.load):
        cached.cache_clear()
    start = time.perf_counter()
    find("mit")
    heads_read = time.perf_counter()
    load("LicenseRef-scancode-llama-4-cla-2025")
    record_read = time.perf_counter()
    assert heads_read - start < 0.24
    assert record_read - heads_read < 0.06
