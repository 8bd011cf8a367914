"""One bill of materials from what was found and what licet.toml states (design sections 1, 3 and 6)."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any, Literal

import pytest

from licet import resolve as module
from licet.errors import ConfigError
from licet.model.bom import (
    PRODUCT,
    Bom,
    Claim,
    Component,
    Evidence,
    Found,
    LicenseText,
    Link,
    Problem,
)
from licet.model.use import Config, Product
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.resolve import resolve

HUB = "pkg:huggingface/acme/tiny"


def config(*components: Component, links: tuple[Link, ...] = ()) -> Config:
    return Config(product=Product(name="p"), components=components, links=links, path="licet.toml")


def seen(path: str, line: int = 1) -> Evidence:
    return Evidence(path=path, line=line)


def thing(part_id: str, kind: Kind = Kind.MODEL, /, **keys: Any) -> Component:
    return replace(Component(id=part_id, kind=kind), **keys)


def observed(source: str, how: How, target: str, *, basis: Basis = Basis.OBSERVED, path: str = "app.py") -> Link:
    return Link(source=source, how=how, target=target, basis=basis, evidence=(seen(path),))


def ids(bom: Bom) -> list[str]:
    return [component.id for component in bom.components]


def shown(bom: Bom) -> list[tuple[str, str, str]]:
    return [(link.source, link.how, link.target) for link in bom.links]


# -- identities --------------------------------------------------------------------------------------------------------


def test_what_licet_toml_states_names_the_part_and_the_scan_adds_to_it(tmp_path: Path) -> None:
    stated = thing("m", purl=HUB, name="Tiny", evidence=(seen("licet.toml", 4),))
    claim = Claim(license="mit", grade=Grade.METADATA, evidence=seen("README.md"))
    found = Found(components=(thing(HUB, version="main", claims=(claim,), evidence=(seen("app.py", 9),)),))
    [part] = resolve(found, config(stated), tmp_path).components
    assert (part.id, part.name, part.version, part.purl) == ("m", "Tiny", "main", HUB)
    assert part.claims == (claim,)
    assert part.aliases == (HUB,)
    assert [str(evidence) for evidence in part.evidence] == ["app.py:9", "licet.toml:4"]


def test_hub_ids_compare_without_case_and_other_ids_with_it(tmp_path: Path) -> None:
    found = Found(components=(thing("pkg:huggingface/Acme/Tiny"), thing(HUB), thing("file:A"), thing("file:a")))
    assert ids(resolve(found, config(), tmp_path)) == ["file:A", "file:a", "pkg:huggingface/Acme/Tiny"]


@pytest.mark.parametrize(("name", "alias"), [("hf:a", "hf:z"), ("hf:z", "hf:a")])
def test_an_alias_merges_whichever_name_sorts_first(name: str, alias: str, tmp_path: Path) -> None:
    found = Found(components=(thing(name, aliases=(alias,)), thing(alias)))
    [part] = resolve(found, config(), tmp_path).components
    assert {part.id, *part.aliases} == {name, alias}


def test_a_package_without_a_version_is_the_pinned_one_where_there_is_one(tmp_path: Path) -> None:
    bare, one, two = (thing(f"pkg:pypi/reader{v}", Kind.LIBRARY) for v in ("", "@1.0", "@2.0"))
    assert ids(resolve(Found(components=(bare, one)), config(), tmp_path)) == ["pkg:pypi/reader@1.0"]
    both = resolve(Found(components=(bare, one, two)), config(), tmp_path)
    assert ids(both) == ["pkg:pypi/reader", "pkg:pypi/reader@1.0", "pkg:pypi/reader@2.0"]


def test_a_stated_package_without_a_version_stands_for_every_pinned_one(tmp_path: Path) -> None:
    stated = thing("pkg:pypi/reader", Kind.LIBRARY, purl="pkg:pypi/reader")
    found = Found(components=(thing("pkg:pypi/reader@1.0", Kind.LIBRARY),))
    assert ids(resolve(found, config(stated), tmp_path)) == ["pkg:pypi/reader"]


def test_a_part_seen_twice_keeps_its_first_word_and_adds_up_the_rest(tmp_path: Path) -> None:
    claims = [Claim(license=name, grade=Grade.METADATA, evidence=seen(name)) for name in ("mit", "apache-2.0")]
    first = thing(HUB, Kind.TOKENIZER, claims=(claims[0],), scope=Scope.MENTIONED, evidence=(seen("a"),))
    second = thing(HUB, Kind.MODEL, claims=(claims[1],), scope=Scope.RUNTIME, evidence=(seen("b"),))
    [part] = resolve(Found(components=(first, second)), config(), tmp_path).components
    assert part.kind is Kind.MODEL
    assert part.scope is Scope.RUNTIME
    assert set(part.claims) == set(claims)
    assert part.evidence == (seen("a"), seen("b"))


def test_stated_facts_beat_found_ones(tmp_path: Path) -> None:
    stated = thing(HUB, facts={"modified": False})
    found = Found(components=(thing(HUB, facts={"modified": True, "alone": True}),))
    [part] = resolve(found, config(stated), tmp_path).components
    assert part.facts == {"modified": False, "alone": True}


def test_texts_found_beside_a_part_do_not_say_what_it_is(tmp_path: Path) -> None:
    text = LicenseText(text="words", role="license", covers="all", evidence=seen("vendor/x/LICENSE", 0))
    found = Found(components=(thing("file:x", Kind.LIBRARY, texts=(text,)), thing("file:x", Kind.MODEL)))
    [part] = resolve(found, config(), tmp_path).components
    assert part.kind is Kind.MODEL
    assert part.texts == (text,)


# -- texts that belong to a part known by now --------------------------------------------------------------------------


def text(content: str, path: str, role: Literal["readme", "header"] = "header") -> LicenseText:
    return LicenseText(text=content, role=role, covers="all", evidence=seen(path))


def placed(bom: Bom) -> dict[str, list[tuple[str, int, int]]]:
    return {part.id: [(one.evidence.path, one.files, one.of) for one in part.texts] for part in bom.components}


def test_a_header_goes_to_the_nearest_part_and_counts_the_files_that_share_it(tmp_path: Path) -> None:
    texts = (
        text("# Copyright 2020 Roe\n# MIT license", "app/a.py"),
        text("# Copyright 2021 Doe\n# MIT license", "app/b.py"),
        text("", "app/c.py"),
        text("# MIT license", "vendor/x/a.py"),
        text("# GPL license", "vendor/x/deep/b.py"),
        text("# MIT license", "vendor/xy.py"),
    )
    bom = resolve(Found(components=(thing("file:vendor/x"),), texts=texts), config(), tmp_path)
    assert placed(bom) == {
        "file:vendor/x": [("vendor/x/a.py", 1, 2), ("vendor/x/deep/b.py", 1, 2)],
        PRODUCT: [("app/a.py", 3, 4)],
    }


def test_a_part_of_licet_toml_gets_the_headers_of_its_folder(tmp_path: Path) -> None:
    bom = resolve(
        Found(components=(thing("file:lib"),), texts=(text("# MIT license", "lib/a.py"),)),
        config(thing("reader", aliases=("file:lib",))),
        tmp_path,
    )
    assert placed(bom) == {"reader": [("lib/a.py", 1, 1)]}


def test_the_section_of_a_readme_goes_to_the_part_in_its_very_folder(tmp_path: Path) -> None:
    texts = tuple(text("License\nMIT", f"{folder}README", "readme") for folder in ("", "lib/", "lib/docs/"))
    bom = resolve(Found(components=(thing("file:lib"),), texts=texts), config(), tmp_path)
    assert placed(bom) == {"file:lib": [("lib/README", 1, 1)], PRODUCT: [("README", 1, 1)]}


def test_source_files_without_headers_make_no_product(tmp_path: Path) -> None:
    assert resolve(Found(texts=(text("", "a.py"),)), config(), tmp_path).components == ()


def test_only_so_many_different_headers_are_looked_at_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_HEADERS", 1)
    texts = (
        text("# MIT license", "a.py"),
        text("# GPL license", "b.py"),
        text("# BSD license", "c.py"),
        text("# MIT license", "d.py"),
    )
    bom = resolve(Found(texts=texts), config(), tmp_path)
    assert placed(bom) == {PRODUCT: [("a.py", 2, 4)]}
    reason = "its license header is not looked at: there are more than 1 different ones"
    assert bom.problems == (Problem(path="b.py", line=1, reason=reason),)


# -- links -------------------------------------------------------------------------------------------------------------


def test_a_stated_link_replaces_what_was_observed_between_the_same_two(tmp_path: Path) -> None:
    stated = Link(source=PRODUCT, how=How.CALLS, target="m", basis=Basis.STATED)
    found = Found(
        components=(thing(HUB), thing("b")), links=(observed(PRODUCT, How.EMBEDS, HUB), observed(HUB, How.COPIES, "b"))
    )
    bom = resolve(found, config(thing("m", purl=HUB), links=(stated,)), tmp_path)
    assert shown(bom) == [("m", "copies", "b"), (PRODUCT, "calls", "m")]


def test_the_same_use_seen_twice_is_one_link_with_all_its_places(tmp_path: Path) -> None:
    twice = (
        observed(PRODUCT, How.EMBEDS, HUB, basis=Basis.INFERRED, path="b.py"),
        observed(PRODUCT, How.EMBEDS, HUB, path="a.py"),
    )
    [link] = resolve(Found(components=(thing(HUB),), links=twice), config(), tmp_path).links
    assert link.basis is Basis.OBSERVED
    assert [evidence.path for evidence in link.evidence] == ["a.py", "b.py"]


def test_different_uses_of_one_part_are_different_links(tmp_path: Path) -> None:
    links = (observed(PRODUCT, How.EMBEDS, HUB), observed(PRODUCT, How.FINE_TUNES, HUB))
    bom = resolve(Found(components=(thing(HUB),), links=links), config(), tmp_path)
    assert shown(bom) == [(PRODUCT, "embeds", HUB), (PRODUCT, "fine-tunes", HUB)]


def test_a_part_does_not_use_itself(tmp_path: Path) -> None:
    found = Found(components=(thing("m"), thing(HUB)), links=(observed("m", How.COPIES, HUB),))
    bom = resolve(found, config(thing("m", purl=HUB)), tmp_path)
    assert bom.links == ()


def test_a_found_part_that_nothing_names_is_taken_to_be_used(tmp_path: Path) -> None:
    found = Found(
        components=(
            thing("pkg:pypi/reader@1.0", Kind.LIBRARY),
            thing("file:vendor/x", Kind.LIBRARY),
            thing("url:?", unresolved="os.environ['M']"),
        )
    )
    bom = resolve(found, config(), tmp_path)
    assert shown(bom) == [
        (PRODUCT, "bundles", "file:vendor/x"),
        (PRODUCT, "embeds", "url:?"),
        (PRODUCT, "links", "pkg:pypi/reader@1.0"),
    ]
    assert {link.basis for link in bom.links} == {Basis.INFERRED}


def test_a_stated_part_that_nothing_names_gets_no_link(tmp_path: Path) -> None:
    assert resolve(Found(), config(thing("m")), tmp_path).links == ()


def test_what_is_only_built_or_tested_with_is_a_part_of_development(tmp_path: Path) -> None:
    links = (
        observed(PRODUCT, How.BUILDS_WITH, "a"),
        observed(PRODUCT, How.BUILDS_WITH, "b"),
        observed(PRODUCT, How.LINKS, "b"),
    )
    found = Found(components=(thing("a", Kind.LIBRARY), thing("b", Kind.LIBRARY)), links=links)
    assert [part.scope for part in resolve(found, config(), tmp_path).components] == [Scope.DEVELOPMENT, Scope.RUNTIME]


# -- files that licet.toml names ---------------------------------------------------------------------------------------


def test_a_license_file_is_read_and_comes_first(tmp_path: Path) -> None:
    (tmp_path / "TERMS").write_text("the terms", "utf-8")
    other = LicenseText(text="found", role="license", covers="all", evidence=seen("x", 0))
    [part] = resolve(
        Found(components=(thing("m", texts=(other,)),)), config(thing("m", license_file="TERMS")), tmp_path
    ).components
    assert [text.text for text in part.texts] == ["the terms", "found"]
    assert part.texts[0].evidence.path == "TERMS"
    assert len(part.texts[0].evidence.sha256) == 64


def test_every_license_file_that_cannot_be_used_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(b"\x80 no text")
    stated = (
        thing("a", license_file="gone", evidence=(seen("licet.toml", 7),)),
        thing("b", license_file="raw", evidence=(seen("licet.toml", 12),)),
    )
    with pytest.raises(ConfigError) as caught:
        resolve(Found(), config(*stated), tmp_path)
    assert [fault.partition(": license_file ")[0] for fault in caught.value.faults] == ["licet.toml:7", "licet.toml:12"]
    assert "gone" in caught.value.faults[0]
    assert "UTF-8" in caught.value.faults[1]


@pytest.mark.parametrize("name", ["inside/terms.txt", "terms.txt"])
def test_no_link_leads_out_of_the_project(name: str, tmp_path: Path) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    project.mkdir()
    (outside / "terms.txt").write_text("secret", "utf-8")
    (project / "inside").symlink_to(outside)
    (project / "terms.txt").symlink_to(outside / "terms.txt")
    with pytest.raises(ConfigError):
        resolve(Found(), config(thing("m", license_file=name)), project)


AGREEMENT = """
id = "LicenseRef-Tool"
kind = "software"
complete = true
documents = [{ file = "tool.txt" }]

[permits]
redistribute = { value = "no", section = "2", locator = "shall not give it away" }
"""


def test_an_agreement_brings_its_record_and_its_text(tmp_path: Path) -> None:
    (tmp_path / "tool.txt").write_text("2. You shall not give it away.", "utf-8")
    (tmp_path / "tool.toml").write_text(AGREEMENT, "utf-8")
    [part] = resolve(Found(), config(thing("m", agreement_file="tool.toml")), tmp_path).components
    assert part.agreement is not None
    assert part.agreement.id == "LicenseRef-Tool"
    assert [text.evidence.path for text in part.texts] == ["tool.txt"]


def test_an_agreement_that_cannot_be_used_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "tool.toml").write_text(AGREEMENT, "utf-8")
    with pytest.raises(ConfigError) as caught:
        resolve(Found(), config(thing("m", agreement_file="tool.toml")), tmp_path)
    assert caught.value.faults[0].startswith("tool.toml: ")


# -- the result --------------------------------------------------------------------------------------------------------


def test_the_order_in_which_things_were_found_does_not_matter(tmp_path: Path) -> None:
    components = (
        thing(HUB, Kind.TOKENIZER, evidence=(seen("a"),)),
        thing("pkg:huggingface/Acme/tiny", evidence=(seen("b"),)),
        thing("pkg:pypi/reader@1.0", Kind.LIBRARY),
        thing("pkg:pypi/reader", Kind.LIBRARY),
    )
    links = (
        observed(PRODUCT, How.EMBEDS, HUB),
        observed(PRODUCT, How.EMBEDS, "pkg:huggingface/acme/Tiny", path="z.py"),
    )
    boms = {
        str(resolve(Found(components=some, links=order), config(), tmp_path))
        for some in permutations(components)
        for order in permutations(links)
    }
    assert len(boms) == 1


def test_problems_are_listed_once_and_sorted(tmp_path: Path) -> None:
    first, second = Problem(path="a", reason="x"), Problem(path="b", reason="y")
    assert resolve(Found(problems=(second, first, second)), config(), tmp_path).problems == (first, second)


def test_what_is_only_mentioned_is_not_used(tmp_path: Path) -> None:
    bom = resolve(Found(components=(thing(HUB, scope=Scope.MENTIONED), thing("file:vendored"))), config(), tmp_path)
    assert shown(bom) == [(PRODUCT, "bundles", "file:vendored")]
