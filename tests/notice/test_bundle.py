import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from licet.notice import Bundle, bundle_of
from licet.pipeline import assess, scan

DAY = date(2026, 1, 1)
MIT_HEAD = "MIT License\n\nCopyright (c) 2021 Ada Example\n\nPermission is hereby granted ...\n"

PROJECT = """
[product]
name = "helper"
version = "1.2"
license = "LicenseRef-Own"

[use]
commercial = true
delivery = ["distributed-weights"]
fields = []
territories = ["US"]
seat = "US"
monthly_active_users = 10
publishes_outputs = false
trains_models_on_outputs = false
makes_trained_model_available = true
personal_data = false

[[component]]
id = "tuned"
kind = "model"
name = "helper-7b"
own = true

[[component]]
id = "base"
kind = "model"
license = "llama-3.1"

[[component]]
id = "gem"
kind = "model"
license = "gemma"
facts = { modified = false }

[[component]]
id = "file:lib"
kind = "library"
name = "lib"
license = "MIT"
license_file = "lib/LICENSE"

[[link]]
from = "product"
how = "embeds"
to = "tuned"

[[link]]
from = "tuned"
how = "fine-tunes"
to = "base"

[[link]]
from = "product"
how = "embeds"
to = "gem"

[[link]]
from = "product"
how = "links"
to = "file:lib"
facts = { how = "import" }
"""


def bundle(folder: Path, text: str = PROJECT, license_text: str = MIT_HEAD) -> Bundle:
    (folder / "lib").mkdir(exist_ok=True)
    (folder / "lib" / "LICENSE").write_text(license_text, "utf-8")
    (folder / "licet.toml").write_text(text, "utf-8")
    return bundle_of(assess(scan(folder / "licet.toml"), now=DAY))


def by_path(made: Bundle) -> dict[str, str]:
    return {file.path: file.text for file in made.files}


def test_each_duty_that_a_file_can_meet_has_its_file(tmp_path: Path) -> None:
    files = by_path(bundle(tmp_path))
    assert {"NOTICE", "DISPLAYS.md", "TERMS.md", "MISSING.md", "manifest.json"} <= set(files)
    assert "Copyright (c) 2021 Ada Example" in files["NOTICE"]
    assert "Built with Llama" in files["DISPLAYS.md"]  # Llama 3.1, 1.b.i
    assert 'begin the name of the published model with "Llama"' in files["DISPLAYS.md"]  # 1.b.i as well
    assert "not met" in files["DISPLAYS.md"]
    assert "CHANGES.md" not in files  # Llama 3.1 asks for no statement of changes, and nobody changed Gemma
    assert "Gemma" in files["TERMS.md"]  # 3.1: the restrictions as an enforceable provision


def test_who_changed_a_part_states_it(tmp_path: Path) -> None:
    made = bundle(tmp_path, PROJECT.replace('license = "llama-3.1"', 'license = "Apache-2.0"'))
    assert "- base was trained further into helper-7b." in by_path(made)["CHANGES.md"]  # Apache-2.0, 4(b)
    assert ("base", "fact") in {(each.component, each.kind) for each in made.missing}


def test_texts_are_gathered_once_and_named_in_the_notice(tmp_path: Path) -> None:
    twice = PROJECT + (
        '\n[[component]]\nid = "other"\nkind = "library"\nlicense = "MIT"\nlicense_file = "lib/LICENSE"\n'
        '[[link]]\nfrom = "product"\nhow = "links"\nto = "other"\nfacts = { how = "import" }\n'
    )
    files = by_path(bundle(tmp_path, twice))
    texts = [path for path in files if path.startswith("licenses/")]
    assert len(texts) == 1
    assert files[texts[0]] == MIT_HEAD
    assert files["NOTICE"].count(f"Text: {texts[0]}") == 2


def test_what_is_missing_is_named_with_its_place(tmp_path: Path) -> None:
    made = bundle(tmp_path)
    assert not made.complete
    lacking = {(each.component, each.kind) for each in made.missing}
    assert {("base", "license-text"), ("gem", "license-text"), ("base", "name")} <= lacking
    assert ("file:lib", "license-text") not in lacking
    assert ("file:lib", "copyright-notice") not in lacking
    gem = next(each for each in made.missing if each.component == "gem" and each.kind == "license-text")
    assert "https://" in gem.where


def test_a_name_that_fits_is_no_gap(tmp_path: Path) -> None:
    made = bundle(tmp_path, PROJECT.replace('name = "helper-7b"', 'name = "Llama-helper-7b"'))
    assert ("base", "name") not in {(each.component, each.kind) for each in made.missing}


def test_limits_that_hang_on_conditions_are_marked(tmp_path: Path) -> None:
    terms = by_path(bundle(tmp_path))["TERMS.md"]
    lines = [line for line in terms.splitlines() if line.startswith("- No use for")]
    assert any("(on conditions)" in line for line in lines)
    assert any("(on conditions)" not in line for line in lines)
    assert all("§" in line and '"' in line for line in lines)


def test_the_manifest_has_the_hash_of_each_file(tmp_path: Path) -> None:
    files = by_path(bundle(tmp_path))
    told = json.loads(files.pop("manifest.json"))
    assert told["product"] == {"name": "helper", "version": "1.2"}
    assert told["files"] == {path: sha256(text.encode()).hexdigest() for path, text in files.items()}


def test_the_same_system_gives_the_same_bytes(tmp_path: Path) -> None:
    assert bundle(tmp_path) == bundle(tmp_path)


def test_nothing_owed_is_an_empty_bundle(tmp_path: Path) -> None:
    alone = '[product]\nname = "own"\n[[component]]\nid = "mine"\nkind = "model"\nown = true\n'
    alone += '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "mine"\n'
    (tmp_path / "licet.toml").write_text(alone, "utf-8")
    made = bundle_of(assess(scan(tmp_path / "licet.toml"), now=DAY))
    assert made.files == ()
    assert made.complete


@pytest.mark.parametrize("name", ["a](javascript:x)", "<script>x</script>", "| cell", "../../up"])
def test_names_written_by_others_are_inert(tmp_path: Path, name: str) -> None:
    text = PROJECT.replace('name = "lib"', f'name = "{name}"').replace('name = "helper-7b"', f'name = "{name}"')
    files = by_path(bundle(tmp_path, text))
    assert all(".." not in path for path in files)
    pages = "".join(text for path, text in files.items() if path.endswith(".md"))
    assert "<script>" not in pages
    assert "](javascript:" not in pages


def test_a_license_text_cannot_act_on_a_terminal_through_the_notice(tmp_path: Path) -> None:
    files = by_path(bundle(tmp_path, license_text="MIT License\n\nCopyright (c) 2020 Eve \x1b[31mred\x1b[0m\n"))
    assert "\x1b" not in files["NOTICE"]


def test_a_part_without_a_known_license_keeps_the_bundle_from_being_complete(tmp_path: Path) -> None:
    more = '\n[[component]]\nid = "bare"\nkind = "model"\n[[link]]\nfrom = "product"\nhow = "embeds"\nto = "bare"\n'
    made = bundle(tmp_path, PROJECT + more)
    assert ("bare", "not-reviewed") in {(each.component, each.kind) for each in made.missing}


def test_nothing_owed_and_something_unlicensed_is_not_complete(tmp_path: Path) -> None:
    alone = '[product]\nname = "own"\n[[component]]\nid = "bare"\nkind = "model"\n'
    alone += '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "bare"\n'
    (tmp_path / "licet.toml").write_text(alone, "utf-8")
    made = bundle_of(assess(scan(tmp_path / "licet.toml"), now=DAY))
    assert not made.complete


def test_a_file_that_could_not_be_read_keeps_the_bundle_from_being_complete(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{", "utf-8")
    made = bundle(tmp_path)
    assert ("package-lock.json", "not-read") in {(each.component, each.kind) for each in made.missing}
