"""docs/licet-toml.md against the schema, and its example against the loader."""

import re
from pathlib import Path

import pytest

from licet.config import load
from licet.config.schema import as_table, keys_at, schema
from licet.config.template import choices
from licet.errors import ConfigError
from licet.model.use import Measurement
from licet.model.vocabulary import REMEDY_KINDS, TAGS, Category

DOCS = Path(__file__).resolve().parents[1] / "docs" / "licet-toml.md"
TEXT = DOCS.read_text(encoding="utf-8")

SECTIONS: dict[str, tuple[str | int, ...]] = {
    "[product]": ("product",),
    "[use]": ("use",),
    "[[component]]": ("component", 0),
    "[[link]]": ("link", 0),
    "[positions]": ("positions",),
    "[policy]": ("policy",),
    "[[waiver]]": ("waiver", 0),
}


def section(header: str) -> str:
    start = TEXT.index(f"\n## `{header}`")
    end = TEXT.find("\n## ", start + 1)
    return TEXT[start : end if end > 0 else None]


def in_table(key: str, text: str) -> bool:
    """Whether a row of a table begins with the key, alone or beside others."""
    return any(f"`{key}`" in row.split("|")[1] for row in text.splitlines() if row.startswith("| "))


@pytest.mark.parametrize(
    ("header", "key"), [(header, key) for header, path in SECTIONS.items() for key in keys_at(path)]
)
def test_every_key_has_a_row(header: str, key: str) -> None:
    assert in_table(key, section(header))


@pytest.mark.parametrize("table", ["component", "link"])
def test_every_fact_has_a_row(table: str) -> None:
    text = section(f"[[{table}]]")
    assert [fact for fact in keys_at((table, 0, "facts")) if not in_table(fact, text)] == []


def test_every_table_has_a_section() -> None:
    headers = {header.strip("[]") for header in SECTIONS} | {"answers"}
    assert headers == set(as_table(schema()["properties"]))
    assert "\n## `[answers]`" in TEXT


@pytest.mark.parametrize(
    ("header", "key"), [(header, key) for header, path in SECTIONS.items() for key in keys_at(path)]
)
def test_every_value_is_named(header: str, key: str) -> None:
    kinds = section("[product]") if key == "kind" else ""
    text = section(header) + kinds
    assert [word for word in choices((*SECTIONS[header], key)) if f"`{word}`" not in text] == []


def test_every_tag_and_category_is_named() -> None:
    assert [tag for tag in TAGS if f"`{tag}`" not in section("[use]")] == []
    assert [name for name in Category if f"`category:{name}`" not in section("[policy]")] == []


def test_every_kind_of_remedy_is_named() -> None:
    assert [kind for kind in REMEDY_KINDS if f"`{kind}`" not in section("[policy]")] == []


def test_the_example_loads(tmp_path: Path) -> None:
    (example,) = re.findall(r"(?s)```toml\n(.*?)```", TEXT)
    path = tmp_path / "licet.toml"
    path.write_text(example)
    config = load(path)
    assert config.product.name == "ticket-sorter"
    assert [component.id for component in config.components] == ["encoder", "sorter", "tickets"]
    assert config.components[2].facts == {"personal_data": True, "consent_documented": True}
    assert config.use.sizes["monthly_active_users"] == (Measurement(value=4000),)
    assert len(config.links) == 3
    assert config.answers == {"one-work:encoder": True}


def test_the_example_of_a_fault_is_what_the_loader_says(tmp_path: Path) -> None:
    shown = re.search(r"`(licet\.toml:12: .*?\?)`", TEXT)
    assert shown is not None
    path = tmp_path / "licet.toml"
    path.write_text("\n" * 10 + "[use]\ncomercial = true\n")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.faults == (shown[1],)
