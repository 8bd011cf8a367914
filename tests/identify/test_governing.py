"""Which text governs a part, row by row of docs/identification.md, and what tells "no license" from "not looked"."""

from pathlib import Path
from typing import Literal

import pytest

from licet.discover import discover
from licet.identify import identify
from licet.identify.governing import Read, sources
from licet.model.bom import PRODUCT, Bom, Claim, Component, Detection, Evidence, Identified, LicenseText, Problem
from licet.model.use import Config, Product
from licet.model.vocabulary import Grade, Kind
from licet.readers.license_files import covers_of
from licet.resolve import resolve
from tests.shared import shared

Role = Literal["license", "notice", "policy", "readme", "header"]
Covers = Literal["all", "weights", "code", "data"]
UNKNOWN = "Whoever finds this jar of jam may eat it, provided that the jar comes back clean and with the lid on it."
LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"


def claim(license_name: str, path: str = "pyproject.toml", grade: Grade = Grade.METADATA) -> Claim:
    return Claim(license=license_name, grade=grade, evidence=Evidence(path=path, line=4))


def text(content: str, path: str = "LICENSE", role: Role = "license", covers: Covers = "all") -> LicenseText:
    line = 10 if role == "readme" else 1 if role == "header" else 0
    return LicenseText(text=content, role=role, covers=covers, evidence=Evidence(path=path, line=line))


def section(content: str, title: str = "License", covers: Covers = "all") -> LicenseText:
    return text(f"## {title}\n\n{content}\n", "README.md", "readme", covers)


def header(content: str, path: str = "src/foo.py") -> LicenseText:
    return text(content, path, "header", "code")


def part(*said: Claim | LicenseText, kind: Kind = Kind.LIBRARY, license_file: str = "") -> Component:
    return Component(
        id="pkg:pypi/foo",
        kind=kind,
        purl="pkg:pypi/foo",
        claims=tuple(one for one in said if isinstance(one, Claim)),
        texts=tuple(one for one in said if isinstance(one, LicenseText)),
        license_file=license_file,
    )


def of(component: Component, *problems: Problem) -> Identified:
    (one,) = identify(Bom(components=(component,), links=(), problems=problems))
    return one


def told(component: Component) -> tuple[str, Grade, tuple[str, ...]]:
    one = of(component)
    return one.concluded, one.grade, one.differs


def reference(name: str) -> str:
    return shared("license-texts", name).read_text(encoding="utf-8")


# -- texts for one kind of part ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LICENSE", "all"),
        ("LICENSE-MODEL", "weights"),
        ("MODEL_LICENSE.md", "weights"),
        ("LICENSE_weights", "weights"),
        ("LICENSE-CODE", "code"),
        ("DATA_LICENSE", "data"),
        ("LICENSE-CODE-AND-MODEL", "all"),
        ("Model_and_Dataset_License", "all"),
        ("Model License", "weights"),
        ("Licensing Information", "all"),
    ],
)
def test_what_a_name_covers(name: str, expected: Covers) -> None:
    assert covers_of(name) == expected


def test_a_license_beside_one_for_the_model(apache: str) -> None:
    rail = reference("creativeml-openrail-m.txt")
    texts = (text(apache), text(rail, "LICENSE-MODEL", covers="weights"))
    model = told(part(*texts, kind=Kind.MODEL))
    assert model[0].endswith("stable-diffusion-2022-08-22")
    assert model[1:] == (Grade.TEXT, ())
    assert told(part(*texts)) == ("Apache-2.0", Grade.TEXT, ())
    assert told(part(*texts, kind=Kind.DATASET)) == ("Apache-2.0", Grade.TEXT, ())


def test_two_texts_for_the_model_both_bind_it(mit: str, bsd3: str, apache: str) -> None:
    texts = (
        text(apache),
        text(mit, "LICENSE-MODEL", covers="weights"),
        text(bsd3, "MODEL_LICENSE", covers="weights"),
    )
    assert told(part(*texts, kind=Kind.MODEL)) == (
        "BSD-3-Clause AND MIT",
        Grade.TEXT,
        ("LICENSE-MODEL is MIT, MODEL_LICENSE is BSD-3-Clause; nothing says how they go together, so all hold",),
    )


def test_the_license_file_of_licet_toml_settles_it(mit: str, bsd3: str) -> None:
    texts = (text(mit, "LICENSE-MODEL", covers="weights"), text(bsd3, "MODEL_LICENSE", covers="weights"))
    named = part(*texts, kind=Kind.MODEL, license_file="MODEL_LICENSE")
    assert told(named) == ("BSD-3-Clause", Grade.TEXT, ())
    assert [found.license for found in of(named).detected] == ["MIT", "BSD-3-Clause"]


def test_a_text_for_the_code_licenses_no_weights(apache: str) -> None:
    assert told(part(text(apache, "LICENSE-CODE", covers="code"), kind=Kind.MODEL)) == ("", Grade.NONE, ())
    labeled = part(claim("mit"), text(apache, "LICENSE-CODE", covers="code"), kind=Kind.MODEL)
    assert told(labeled) == ("MIT", Grade.METADATA, ())


def folder(*texts: LicenseText, claims: tuple[Claim, ...] = (), more: tuple[str, ...] = ()) -> Component:
    seen = (*(one.evidence for one in texts), *(Evidence(path=path) for path in more))
    return Component(id="file:m", kind=Kind.LIBRARY, texts=texts, claims=claims, evidence=seen)


def test_of_a_folder_that_only_license_files_speak_of_every_text_binds(mit: str, bsd3: str) -> None:
    texts = (text(mit, "m/LICENSE"), text(bsd3, "m/LICENSE_weights", covers="weights"))
    both = "BSD-3-Clause AND MIT"
    said = ("m/LICENSE is MIT, m/LICENSE_weights is BSD-3-Clause; nothing says how they go together, so all hold",)
    assert told(folder(*texts)) == (both, Grade.TEXT, said)
    assert told(folder(*texts, more=("licet.toml",))) == (both, Grade.TEXT, said)
    assert told(folder(texts[1])) == ("BSD-3-Clause", Grade.TEXT, ())


def test_a_manifest_says_that_the_folder_holds_code(mit: str, bsd3: str) -> None:
    texts = (text(mit, "m/LICENSE"), text(bsd3, "m/LICENSE_weights", covers="weights"))
    assert told(folder(*texts, more=("m/package.json",)))[0] == "MIT"
    assert told(folder(*texts, claims=(claim("MIT", "m/package.json"),)))[0] == "MIT"


# -- policies and notices ---------------------------------------------------------------------------------------------


def test_a_policy_belongs_to_the_license_beside_it() -> None:
    license_text, policy = reference("llama-3.1.txt"), reference("llama-3.1-aup.txt")
    model = part(text(license_text), text(policy, "USE_POLICY.md", "policy"), kind=Kind.MODEL)
    assert told(model)[::2] == (LLAMA, ())
    assert told(part(claim("llama3.1", "README.md"), text(policy, "USE_POLICY.md", "policy"), kind=Kind.MODEL)) == (
        LLAMA,
        Grade.METADATA,
        (),
    )


def test_a_policy_of_another_license_is_told(apache: str) -> None:
    policy = reference("llama-3.1-aup.txt")
    said = (f"USE_POLICY.md belongs to {LLAMA}, but the license is Apache-2.0",)
    assert told(part(text(apache), text(policy, "USE_POLICY.md", "policy"))) == ("Apache-2.0", Grade.TEXT, said)
    assert told(part(claim("apache-2.0"), text(policy, "USE_POLICY.md", "policy")))[2] == said


def test_a_policy_alone_licenses_nothing() -> None:
    policy = text(reference("llama-3.1-aup.txt"), "USE_POLICY.md", "policy")
    said = (f"USE_POLICY.md belongs to {LLAMA}, but no license stands beside it",)
    assert told(part(policy, kind=Kind.MODEL)) == ("", Grade.NONE, said)


def test_a_policy_that_nobody_knows_is_told(mit: str) -> None:
    assert told(part(text(mit), text(UNKNOWN, "USE_POLICY.md", "policy"))) == (
        "MIT",
        Grade.TEXT,
        ("USE_POLICY.md was found but not recognized",),
    )


def test_a_license_file_that_holds_the_policy_only_names_its_license() -> None:
    assert told(part(text(reference("llama-3.1-aup.txt")), kind=Kind.MODEL)) == (
        LLAMA,
        Grade.METADATA,
        ("LICENSE holds a use policy and no license",),
    )


def test_a_policy_of_another_license_among_the_license_files_is_told(apache: str) -> None:
    policy = reference("llama-3.1-aup.txt")
    assert told(part(text(apache), text(policy, "LICENSE-2"))) == (
        "Apache-2.0",
        Grade.TEXT,
        (f"LICENSE is Apache-2.0, but LICENSE-2 says {LLAMA}",),
    )
    assert f"LICENSE belongs to {LLAMA}, but the license is Apache-2.0" in told(part(text(f"{apache}\n{policy}")))[2]


def test_a_notice_never_takes_the_place_of_a_license(mit: str) -> None:
    assert told(part(text(mit, "NOTICE", "notice"))) == ("", Grade.NONE, ())
    assert told(part(claim("apache-2.0"), text(mit, "NOTICE", "notice"))) == ("Apache-2.0", Grade.METADATA, ())


# -- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["MIT", "**MIT**", "[MIT](LICENSE)", "License: MIT", "- MIT License", "SPDX-License-Identifier: MIT"]
)
def test_a_section_of_a_card_that_names_a_license_is_a_claim(line: str) -> None:
    assert told(part(section(line), kind=Kind.MODEL)) == ("MIT", Grade.METADATA, ())


def test_the_line_of_a_name_in_a_card_is_told() -> None:
    said = told(part(claim("apache-2.0"), section("MIT"), kind=Kind.MODEL))[2]
    assert said == ("README.md:12 says MIT, but pyproject.toml:4 says Apache-2.0",)


def test_a_text_beats_the_section_of_a_card(apache: str) -> None:
    assert told(part(text(apache), section("Apache-2.0"), kind=Kind.MODEL)) == ("Apache-2.0", Grade.TEXT, ())
    assert told(part(text(apache), section("CC-BY-NC-4.0"), kind=Kind.MODEL)) == (
        "Apache-2.0",
        Grade.TEXT,
        ("LICENSE is Apache-2.0, but README.md:12 says CC-BY-NC-4.0",),
    )


def test_the_section_for_this_kind_of_part_is_heard(mit: str) -> None:
    sections = (section("MIT"), section("CC-BY-NC-4.0", "Model License", "weights"))
    assert told(part(*sections, kind=Kind.MODEL))[:2] == ("CC-BY-NC-4.0", Grade.METADATA)
    assert told(part(*sections))[:2] == ("MIT", Grade.METADATA)
    assert told(part(text(mit), section("CC-BY-NC-4.0", "Model License", "weights"))) == ("MIT", Grade.TEXT, ())


def test_a_whole_text_in_a_card_is_a_text(mit: str, apache: str) -> None:
    assert told(part(section(mit), kind=Kind.MODEL)) == ("MIT", Grade.TEXT, ())
    assert told(part(claim("other", "README.md"), section(mit), kind=Kind.MODEL)) == ("MIT", Grade.TEXT, ())
    assert told(part(text(apache), section(mit), kind=Kind.MODEL))[0] == "Apache-2.0"
    assert told(part(text(apache), section(mit), kind=Kind.MODEL))[2][0].startswith("LICENSE is Apache-2.0, but README")


def test_a_whole_text_in_a_card_beside_a_file_that_nobody_knows(mit: str) -> None:
    assert told(part(text(UNKNOWN), section(mit), kind=Kind.MODEL)) == (
        "MIT",
        Grade.TEXT,
        ("LICENSE was found but not recognized",),
    )


def test_a_section_that_names_nothing_known_is_told_where_nothing_else_speaks() -> None:
    # "the jam license" would be one: SPDX lists a license of that name
    jam = section("It is published under the marmalade license.")
    said = ("README.md:10 speaks of a license that was not recognized",)
    assert told(part(jam, kind=Kind.MODEL)) == ("", Grade.NONE, said)
    assert told(part(claim("mit"), jam, kind=Kind.MODEL)) == ("MIT", Grade.METADATA, ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("License: BSD", "BSD"),
        ("Released under the Apache License.", "Apache License"),
        ("The code is under the GNU General Public License.", "GNU General Public License"),
        ("Use of this is governed by a BSD-style license that can be found in the LICENSE file.", "BSD-style license"),
    ],
)
def test_a_section_that_leaves_the_version_open_names_a_family(line: str, expected: str) -> None:
    assert told(part(section(line), kind=Kind.MODEL)) == (expected, Grade.METADATA, ())


@pytest.mark.parametrize(
    "line", ["It is under a proprietary license.", "All rights reserved.", "See the license file."]
)
def test_words_that_name_no_license_in_particular_are_no_claim(line: str) -> None:
    said = ("README.md:10 speaks of a license that was not recognized",)
    assert told(part(section(line), kind=Kind.MODEL)) == ("", Grade.NONE, said)


def test_a_tag_keeps_the_words_that_nobody_knows() -> None:
    assert told(part(section("SPDX-License-Identifier: LicenseRef-Acme"), kind=Kind.MODEL))[0] == "LicenseRef-Acme"
    one = told(part(section("SPDX-License-Identifier: MIT OR FooBar-1.0"), kind=Kind.MODEL))
    assert one[0] == "FooBar-1.0 OR MIT"


def test_of_a_section_that_names_two_licenses_neither_is_passed_over() -> None:
    both = told(part(section("Apache-2.0\n\nThe model weights: CC-BY-NC-4.0"), kind=Kind.MODEL))
    assert both == (
        "Apache-2.0 AND CC-BY-NC-4.0",
        Grade.METADATA,
        ("README.md:12 says Apache-2.0, but README.md:14 says CC-BY-NC-4.0",),
    )


def test_an_address_amid_a_sentence_of_a_card_names_its_license() -> None:
    gemma = section("Use is subject to the [terms](https://ai.google.dev/gemma/terms), which see.")
    assert told(part(gemma, kind=Kind.MODEL))[:2] == ("LicenseRef-scancode-gemma-tou-2025-03-24", Grade.METADATA)
    assert told(part(section("Questions? See https://example.org/legal"), kind=Kind.MODEL))[0] == ""


def test_a_manifest_that_adds_a_limit_to_the_license_of_the_text_is_told(mit: str) -> None:
    assert told(part(text(mit), claim("MIT, non-commercial only")))[2] == (
        "LICENSE is MIT, but pyproject.toml:4 says MIT, non-commercial only",
    )
    assert told(part(text(mit), claim("MIT-style")))[2] == ()


# -- headers ----------------------------------------------------------------------------------------------------------


def test_a_header_is_a_claim_for_code() -> None:
    tag = header("SPDX-License-Identifier: Apache-2.0")
    assert told(part(tag)) == ("Apache-2.0", Grade.METADATA, ())
    assert told(part(tag, kind=Kind.MODEL)) == ("", Grade.NONE, ())


def test_headers_that_agree_raise_the_grade_of_what_was_stated() -> None:
    stated = claim("Apache-2.0", "licet.toml", Grade.STATED)
    assert told(part(stated))[:2] == ("Apache-2.0", Grade.STATED)
    assert told(part(stated, header("# SPDX-License-Identifier: Apache-2.0"))) == ("Apache-2.0", Grade.METADATA, ())


def test_a_header_against_a_text_and_a_manifest(mit: str) -> None:
    tag = header("# SPDX-License-Identifier: Apache-2.0")
    assert told(part(text(mit), tag)) == ("MIT", Grade.TEXT, ("LICENSE is MIT, but src/foo.py:1 says Apache-2.0",))
    assert told(part(claim("MIT"), tag))[::2] == (
        "Apache-2.0 AND MIT",
        ("src/foo.py:1 says Apache-2.0, but pyproject.toml:4 says MIT",),
    )


def test_a_whole_text_in_a_header_speaks_of_its_file_only(mit: str) -> None:
    assert told(part(header(mit))) == ("MIT", Grade.METADATA, ())


# -- what a text points to --------------------------------------------------------------------------------------------


def passing(name: str, kind: Literal["notice", "reference", "tag"]) -> Detection:
    at = Evidence(path="LICENSE", line=1)
    return Detection(license=name, document="license", match="exact", score=1.0, evidence=at, kind=kind)


def pointed(content: str, *found: Detection, role: Role = "license") -> list[str]:
    return [str(one) for one in Read(text=text(content, role=role), detections=found).pointers]


def test_a_name_in_passing_counts_in_a_short_file_and_in_a_card() -> None:
    mention = passing("MIT", "reference")
    assert pointed("see opensource.org for the license", mention) == ["MIT"]
    assert pointed("word " * 200, mention) == []
    assert pointed("word " * 200, mention, role="readme") == ["MIT"]


def test_a_notice_counts_in_a_file_of_any_length_and_silences_names_in_passing() -> None:
    assert pointed("word " * 200, passing("MIT", "reference"), passing("Apache-2.0", "notice")) == ["Apache-2.0"]


def test_a_notice_is_no_text() -> None:
    read = Read(text=text("Licensed under it."), detections=(passing("MIT", "notice"),))
    assert (read.recognized, [str(one) for one in read.claims]) == ((), ["MIT"])
    assert sources(part(read.text), [read]).governing == (read,)


# -- "no license" and "not looked" ------------------------------------------------------------------------------------


def seen(part_id: str, *paths: str, aliases: tuple[str, ...] = ()) -> Component:
    places = tuple(Evidence(path=path) for path in paths)
    return Component(id=part_id, kind=Kind.MODEL, aliases=aliases, evidence=places)


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (seen("pkg:huggingface/a/b", "app.py"), False),
        (seen("pkg:huggingface/a/b", "app.py", "models/b/config.json", aliases=("file:models/b",)), True),
        (seen("file:models/b", "app.py"), False),
        (seen("file:models/b", "models/bert/config.json"), False),
        (seen("file:models/b", "models/b/sub/config.json"), True),
        (seen("file:logo.png", "logo.png.license"), True),
        (seen("pkg:pypi/foo-bar@1.0", "env/Foo_bar-1.0.dist-info/METADATA"), True),
        (seen("pkg:pypi/foo@1.0", "env/foo_bar-1.0.dist-info/METADATA"), False),
        (seen("pkg:pypi/foo@1.0", "uv.lock"), False),
        (seen("planned", "licet.toml"), False),
        (seen(PRODUCT, "pyproject.toml"), True),
        (seen(PRODUCT), False),
    ],
)
def test_a_part_was_looked_at_where_a_file_of_its_own_was_read(component: Component, *, expected: bool) -> None:
    assert of(component).looked is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("models/b/README.md", False),
        ("models/b/sub/LICENSE", False),
        ("models/b", False),
        ("models", False),
        (".", False),
        ("models/b.json", True),
        ("models/other/README.md", True),
        ("app.ipynb", True),
    ],
)
def test_what_stayed_unread_leaves_the_parts_around_it_open(path: str, *, expected: bool) -> None:
    component = seen("file:models/b", "models/b/config.json")
    assert of(component, Problem(path=path, reason="broken")).looked is expected
    assert of(component, Problem(path=path, reason="odd", hides=False)).looked


def test_an_unread_file_of_an_installed_package_leaves_that_package_open() -> None:
    problem = Problem(path="env/foo_bar-1.0.dist-info/licenses/LICENSE", reason="not text")
    here, other = "env/foo_bar-1.0.dist-info/METADATA", "env/x-1.dist-info/METADATA"
    assert not of(seen("pkg:pypi/foo-bar@1.0", here), problem).looked
    assert of(seen("pkg:pypi/x@1", other), problem).looked
    assert not of(seen(PRODUCT, "pyproject.toml"), problem).looked


def test_that_a_license_was_found_does_not_make_every_file_read(mit: str) -> None:
    component = folder(text(mit, "m/LICENSE"))
    assert of(component).looked
    assert not of(component, Problem(path="m/README.md", reason="broken")).looked


# -- from files to the conclusion -------------------------------------------------------------------------------------


def scanned(root: Path) -> dict[str, Identified]:
    bom = resolve(discover(root), Config(product=Product(name="acme"), path=""), root)
    return {one.component.id: one for one in identify(bom)}


def test_a_model_with_a_card_and_two_license_files(tmp_path: Path, mit: str, apache: str) -> None:
    model = tmp_path / "models" / "quill"
    model.mkdir(parents=True)
    (model / "README.md").write_text(
        "---\n# license of ours\nlicense: mit\n---\n# Quill\n\n## License\n\nMIT\n\n```\n# no heading\n```\n\n"
        "## License of the data\n\nCC0-1.0\n\n## Model licenses\n\n[More Information Needed]\n\n## More\n\nGPL-3.0\n"
    )
    (model / "LICENSE").write_text(apache)
    (model / "LICENSE-MODEL").write_text(mit)
    one = scanned(tmp_path)["file:models/quill"]
    assert (one.concluded, one.grade, one.differs, one.looked) == ("MIT", Grade.TEXT, (), True)
    cards = [found for found in one.component.texts if found.role == "readme"]
    assert [(found.covers, found.evidence.line) for found in cards] == [("all", 7), ("data", 15)]
    assert cards[0].text.splitlines()[2] == "MIT"


def test_a_card_whose_license_stands_in_its_text_alone(tmp_path: Path, mit: str) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "README.md").write_text(f"---\r\nlicense: other\r\n---\r\n### License\r\n\r\n{mit}")
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "README.md").write_text("---\nlicense: other\n---\n# N\n\nNothing more.\n")
    found = scanned(tmp_path)
    assert (found["file:m"].concluded, found["file:m"].grade) == ("MIT", Grade.TEXT)
    assert (found["file:n"].concluded, found["file:n"].grade, found["file:n"].looked) == ("", Grade.NONE, True)


def test_a_card_of_headings_takes_no_long_time(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "README.md").write_text("---\nlicense: mit\n---\n" + "# License\n" * 400_000 + "x\n" * 1_000_000)
    one = scanned(tmp_path)["file:m"]
    assert (one.concluded, one.component.texts) == ("MIT", ())


# -- headers and READMEs of whole projects ----------------------------------------------------------------------------

TAG = "# SPDX-License-Identifier: {}\n"


def project(root: Path, files: dict[str, str]) -> dict[str, Identified]:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    return scanned(root)


def test_files_under_another_license_than_the_product(tmp_path: Path, mit: str) -> None:
    own = {f"src/own{number}.py": TAG.format("MIT") for number in range(5)}
    gpl = {f"src/gpl{number}.c": f"// (c) Roe {number}\n//{TAG.format('GPL-2.0-only')[1:]}" for number in range(3)}
    one = project(tmp_path, {"LICENSE": mit, **own, **gpl})[PRODUCT]
    said = "src/gpl0.c:2 and 2 more files say GPL-2.0-only, but the license is MIT"
    assert (one.concluded, one.grade, one.differs) == ("MIT", Grade.TEXT, (said,))
    assert [found.license for found in one.detected] == ["MIT", "GPL-2.0-only", "MIT"]


def test_a_vendored_file_does_not_license_the_product(tmp_path: Path) -> None:
    files = {f"src/{number}.py": "x = 1\n" for number in range(4)}
    one = project(tmp_path, {**files, "src/model.py": TAG.format("Apache-2.0")})[PRODUCT]
    said = "src/model.py:1 says Apache-2.0: 1 of 5 source files, and a license of these alone"
    assert (one.concluded, one.grade, one.differs) == ("", Grade.NONE, (said,))


def test_headers_alone_license_a_product_whose_files_agree(tmp_path: Path) -> None:
    files = {f"src/{number}.py": TAG.format("Apache-2.0") for number in range(3)}
    one = project(tmp_path, {**files, "src/__init__.py": "", "setup.py": "x = 1\n"})[PRODUCT]
    assert (one.concluded, one.grade, one.differs) == ("Apache-2.0", Grade.METADATA, ())


def test_a_header_belongs_to_the_nearest_part(tmp_path: Path, mit: str, apache: str) -> None:
    files = {
        "LICENSE": apache,
        "main.py": TAG.format("Apache-2.0"),
        "vendor/x/LICENSE": mit,
        "vendor/x/src/deep/a.c": f"//{TAG.format('BSD-3-Clause')[1:]}",
    }
    found = project(tmp_path, files)
    assert (found[PRODUCT].concluded, found[PRODUCT].differs) == ("Apache-2.0", ())
    assert found["file:vendor/x"].differs == ("vendor/x/LICENSE is MIT, but vendor/x/src/deep/a.c:1 says BSD-3-Clause",)
    assert set(found) == {PRODUCT, "file:vendor/x"}


def test_a_readme_against_the_license_file(tmp_path: Path, mit: str) -> None:
    readme = "# Demo\n\nRuns GPL-3.0 programs.\n\n## License\n\n[Apache-2.0](LICENSE)\n\n## Thanks\n\nCC-BY-NC-4.0\n"
    one = project(tmp_path, {"README.md": readme, "LICENSE": mit})[PRODUCT]
    assert (one.concluded, one.grade) == ("MIT", Grade.TEXT)
    assert one.differs == ("LICENSE is MIT, but README.md:7 says Apache-2.0",)


@pytest.mark.parametrize(
    "line",
    [
        "[MIT](LICENSE)",
        "Released under the [MIT License](LICENSE).",
        "[![License: MIT](https://img.shields.io/badge/License-MIT-yellow.svg)](https://opensource.org/licenses/MIT)",
    ],
)
def test_a_readme_alone_is_a_claim(tmp_path: Path, line: str) -> None:
    one = project(tmp_path, {"README.md": f"# Demo\n\nAn MPL-2.0 tool.\n\nLicense\n-------\n\n{line}\n"})[PRODUCT]
    assert (one.concluded, one.grade, one.differs) == ("MIT", Grade.METADATA, ())


def test_mentions_outside_of_the_section_license_nothing(tmp_path: Path) -> None:
    files = {"README.rst": "Demo\n====\n\nIt is like the MIT-licensed tool.\n", "main.py": "x = 1\n"}
    assert project(tmp_path, {**files, "requirements.txt": "a==1\n"}).keys() == {"pkg:pypi/a@1"}


def test_a_readme_in_a_folder_that_is_no_part_speaks_of_no_part(tmp_path: Path, mit: str) -> None:
    one = project(tmp_path, {"LICENSE": mit, "docs/README.md": "## License\n\nCC-BY-4.0\n"})
    assert (set(one), one[PRODUCT].differs) == ({PRODUCT}, ())


def test_a_readme_in_the_folder_of_a_part(tmp_path: Path, mit: str) -> None:
    files = {"vendor/x/LICENSE": mit, "vendor/x/README": "X\n=\n\nLicense\n=======\n\nGPL-3.0-only\n"}
    assert project(tmp_path, files)["file:vendor/x"].differs == (
        "vendor/x/LICENSE is MIT, but vendor/x/README:7 says GPL-3.0-only",
    )


def test_names_far_down_in_a_section_are_not_looked_for() -> None:
    assert told(part(section("word\n" * 40 + "MIT"), kind=Kind.MODEL))[0] == ""
    assert told(part(section("word\n" * 20 + "MIT"), kind=Kind.MODEL))[0] == "MIT"


def test_weights_beside_two_license_files_and_nothing_else(tmp_path: Path, mit: str, bsd3: str) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "model.safetensors").write_bytes(b"\0")
    (tmp_path / "m" / "LICENSE").write_text(mit)
    (tmp_path / "m" / "LICENSE_weights").write_text(bsd3)
    assert scanned(tmp_path)["file:m"].concluded == "BSD-3-Clause AND MIT"


def test_real_cards_with_license_sections(tmp_path: Path) -> None:
    cards = {
        "prose": ("dataset_card", "Fhrozen_tau_srir_db.md"),
        "whole": ("dataset_card", "AmazonScience_massive.md"),
        "empty": ("dataset_card", "Amir13_conll2003-persian.md"),
    }
    for name, place in cards.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_bytes(shared("samples", "inputs", *place).read_bytes())
    found = scanned(tmp_path)
    assert found["file:prose"].differs == ("prose/README.md:195 speaks of a license that was not recognized",)
    assert (found["file:whole"].concluded, found["file:whole"].grade) == ("CC-BY-4.0", Grade.TEXT)
    assert found["file:empty"].component.texts == ()
    assert (found["file:empty"].concluded, found["file:empty"].looked) == ("", True)
