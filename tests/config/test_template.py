"""The text of a new file: complete, loadable as it is and with every key switched on."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.config import load
from licet.config.schema import keys_at
from licet.config.template import choices, render
from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Kind, Organization


def loaded(folder: Path, text: str) -> Config:
    path = folder / "licet.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def switched_on(text: str) -> str:
    """Every commented key and table without its `#`; the prose keeps `# `."""
    return re.sub(r"(?m)^#(?=[\[\"a-z])", "", text)


def test_the_bare_template_states_nothing(tmp_path: Path) -> None:
    config = loaded(tmp_path, render({}))
    assert config == Config(product=Product(name=tmp_path.name), path="licet.toml")


@pytest.mark.parametrize("table", ["product", "use"])
def test_the_template_mentions_every_key(table: str) -> None:
    text = render({})
    section = text[text.index(f"\n[{table}]\n") :].split("\n\n")[0]
    assert [key for key in keys_at((table,)) if f"\n#{key} = " not in section] == []


def test_every_key_can_be_switched_on(tmp_path: Path) -> None:
    config = loaded(tmp_path, switched_on(render({})))
    assert config.use.commercial is True
    assert config.use.fields == ("hr-decisions",)
    assert len(config.use.sizes) == 4
    assert config.components[0].facts == {"modified": True}
    assert config.links[0].target == config.components[0].id
    assert config.waivers[0].expires is not None
    assert config.answers
    assert config.positions


def test_answers_are_set_and_the_rest_stays_unknown(tmp_path: Path) -> None:
    text = render(
        {
            ("product", "name"): "desk",
            ("product", "kind"): "model",
            ("use", "commercial"): False,
            ("use", "fields"): (),
            ("use", "territories"): ("EU", "US"),
            ("use", "organization"): "academic",
        }
    )
    config = loaded(tmp_path, text)
    assert config.product == Product(name="desk", kind=Kind.MODEL)
    assert config.use == Use(commercial=False, fields=(), territories=("EU", "US"), organization=Organization.ACADEMIC)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_any_name_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, render({("product", "name"): name})).product.name == name


def test_choices_are_the_words_of_a_key_or_of_its_list() -> None:
    assert choices(("use", "organization")) == tuple(Organization)
    assert choices(("product", "kind")) == tuple(Kind)
    assert "hosted-api" in choices(("use", "delivery"))
    assert choices(("product", "name")) == ()
