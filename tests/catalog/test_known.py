"""What the catalog adds to what was found (design 6: grades; docs/catalog.md)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from licet.catalog import find, known
from licet.catalog.store import head
from licet.identify import identify
from licet.model.bom import PRODUCT, Bom, Claim, Component, Evidence, Found, Identified, Link
from licet.model.use import Config, Product
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.pipeline import analyze
from licet.resolve import resolve

HUB = "pkg:huggingface/"
INSTRUCT = HUB + "meta-llama/Llama-3.1-8B-Instruct"
BASE = HUB + "meta-llama/Llama-3.1-8B"
LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"


def part(name: str, kind: Kind = Kind.MODEL, /, **keys: Any) -> Component:
    evidence = (Evidence(path="app.py", line=3),)
    return replace(Component(id=name, kind=kind, purl=name, evidence=evidence), **keys)


def merged(*components: Component, links: tuple[Link, ...] = ()) -> Bom:
    return resolve(Found(components=components, links=links), Config(product=Product(name="p"), path=""), Path())


def licensed(bom: Bom) -> dict[str, Identified]:
    return {item.component.id: item for item in identify(bom)}


def test_a_named_model_has_the_license_of_the_catalog_with_source_and_date() -> None:
    found = licensed(merged(part(INSTRUCT)))[INSTRUCT]
    assert (found.concluded, found.grade) == (LLAMA, Grade.CATALOG)
    assert {claim.grade for claim in found.component.claims} == {Grade.CATALOG}
    assert "catalog:hub@2026-08" in {claim.evidence.path for claim in found.component.claims}
    assert [str(evidence) for evidence in found.component.evidence] == ["app.py:3"]
    assert found.differs == ()


def test_what_the_project_says_beats_the_catalog_and_the_difference_is_told() -> None:
    claim = Claim(license="apache-2.0", grade=Grade.METADATA, evidence=Evidence(path="README.md", line=2), hub=True)
    found = licensed(merged(part(INSTRUCT, claims=(claim,))))[INSTRUCT]
    assert (found.concluded, found.grade) == ("Apache-2.0", Grade.METADATA)
    assert any("README.md:2 says Apache-2.0" in line and "catalog:" in line for line in found.differs)


def test_the_base_is_drawn_from_the_catalog_and_says_so() -> None:
    bom = merged(part(INSTRUCT))
    [link] = [link for link in bom.links if link.target == BASE]
    assert (link.source, link.how, link.basis) == (INSTRUCT, How.FINE_TUNES, Basis.INFERRED)
    assert [evidence.path for evidence in link.evidence] == ["catalog:llama-models@2025-07"]
    base = next(component for component in bom.components if component.id == BASE)
    assert base.scope is Scope.MENTIONED
    assert licensed(bom)[BASE].concluded == LLAMA


def test_the_project_s_own_word_on_a_base_stands_alone() -> None:
    said = Link(source=INSTRUCT, how=How.FINE_TUNES, target="other", basis=Basis.OBSERVED)
    bom = merged(part(INSTRUCT), part("other"), links=(said,))
    assert {link.target for link in bom.links if link.source == INSTRUCT} == {"other"}
    assert BASE not in {component.id for component in bom.components}


def test_the_project_s_word_on_a_base_that_the_catalog_leads_to_stands_too() -> None:
    tuned = HUB + "gaparecido/llama-3.1-8b-financial-reasoner-v1"  # leads to INSTRUCT by way of a quantization
    said = Link(source=INSTRUCT, how=How.FINE_TUNES, target="other", basis=Basis.OBSERVED)
    bom = merged(part(tuned), part(INSTRUCT), part("other"), links=(said,))
    assert {link.target for link in bom.links if link.source == INSTRUCT} == {"other"}


@pytest.mark.parametrize("other", ["meta-llama/Meta-Llama-3.1-8B-Instruct", "unsloth/Meta-Llama-3.1-8B-Instruct"])
def test_old_names_and_re_uploads_are_the_same_part(other: str) -> None:
    bom = merged(part(INSTRUCT), part(HUB + other))
    models = [component for component in bom.components if component.id != BASE]
    assert len(models) == 1
    assert {models[0].id, *models[0].aliases} == {INSTRUCT, HUB + other}
    alone = merged(part(HUB + other))
    assert licensed(alone)[HUB + other].concluded == LLAMA


def test_a_name_that_nothing_was_found_under_is_not_listed() -> None:
    bom = merged(part(INSTRUCT))
    assert {name for component in bom.components for name in component.aliases} == set()


def test_a_quantization_is_a_part_of_its_own_made_from_the_original() -> None:
    four_bit = HUB + "unsloth/Meta-Llama-3.1-8B-Instruct-bnb-4bit"
    bom = merged(part(four_bit))
    assert (four_bit, How.QUANTIZES, INSTRUCT) in {(link.source, link.how, link.target) for link in bom.links}
    assert (INSTRUCT, How.FINE_TUNES, BASE) in {(link.source, link.how, link.target) for link in bom.links}


def test_the_models_of_one_provider_stay_apart_and_take_its_terms() -> None:
    one, two = (part(f"api:openai/{name}", Kind.SERVICE, purl="") for name in ("gpt-4o", "tts-1"))
    found = licensed(merged(one, two))
    terms = find("api:openai")
    assert terms is not None
    assert {name: item.concluded for name, item in found.items()} == dict.fromkeys(
        ("api:openai/gpt-4o", "api:openai/tts-1"), terms.licenses[0].declared
    )


def test_the_version_of_a_package_picks_its_license() -> None:
    for version, license_ in (("6.0.0", "LGPL-2.1-or-later"), ("7.0.0", "MIT"), ("7.7.0", "0BSD"), ("7.3.0", "")):
        name = f"pkg:pypi/chardet@{version}"
        assert licensed(merged(part(name, Kind.LIBRARY, version=version)))[name].concluded == license_


def test_of_a_package_without_a_version_all_ranges_are_told() -> None:
    found = licensed(merged(part("pkg:pypi/chardet", Kind.LIBRARY)))["pkg:pypi/chardet"]
    assert {"MIT", "0BSD", "LGPL-2.1-or-later"} == set(found.concluded.split(" AND "))
    assert found.differs


def test_audited_data_brings_its_licenses_and_the_service_that_wrote_it() -> None:
    name = "hf:datasets/tatsu-lab/alpaca"
    bom = merged(part(name, Kind.DATASET, purl=""))
    assert (name, How.GENERATED_BY, "api:openai") in {(link.source, link.how, link.target) for link in bom.links}
    assert "CC-BY-NC-4.0" in licensed(bom)[name].concluded


def test_our_own_part_and_one_that_could_not_be_read_take_nothing() -> None:
    own, unread = part(INSTRUCT, own=True), part("unresolved:app.py:1", unresolved="os.environ['M']")
    assert known((own, unread, part(PRODUCT)), ()) == Found()


def test_unknown_names_and_an_empty_project_add_nothing() -> None:
    assert known((), ()) == Found()
    assert known((part(HUB + "no/such-model"), part("file:models/x")), ()) == Found()


def test_every_source_of_evidence_is_a_source_of_the_catalog() -> None:
    found = known((part(INSTRUCT), part(HUB + "openai/whisper-large-v3-turbo")), ())
    places = {claim.evidence.path for component in found.components for claim in component.claims}
    places |= {evidence.path for link in found.links for evidence in link.evidence}
    assert places
    assert {place.removeprefix("catalog:").partition("@")[0] for place in places} <= set(head().sources)


def test_a_derivative_that_is_labelled_apache_over_llama_is_drift(tmp_path: Path) -> None:
    """Both facts are kept: what the card declares, and the base with its license; the rule on drift judges."""
    name = "gaparecido/llama-3.1-8b-financial-reasoner-v1"  # hub_records: apache-2.0, from unsloth's 4-bit Llama 3.1
    entry = find(HUB + name)
    assert entry is not None
    assert [one.declared for one in entry.licenses] == ["apache-2.0"]
    (tmp_path / "app.py").write_text(f'from transformers import AutoModel\nAutoModel.from_pretrained("{name}")\n')
    analysis = analyze(tmp_path)
    drift = {finding.components for finding in analysis.findings if finding.rule == "license-drift"}
    assert (HUB + name, INSTRUCT) in drift
