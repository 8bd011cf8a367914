"""Bills of materials of other tools: CycloneDX in JSON and XML, SPDX 2 in JSON and tag-value, SPDX 3."""

from pathlib import Path

import pytest

from licet.errors import TargetError
from licet.model.bom import Component, Found
from licet.model.vocabulary import Kind, Scope
from licet.pipeline import scan
from licet.readers import cyclonedx, spdx2, spdx3
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def parts(found: Found) -> dict[str, Component]:
    return {part.id: part for part in found.components}


def claims(part: Component) -> list[tuple[str, str]]:
    return [(claim.license, claim.evidence.note) for claim in part.claims]


def test_full_cyclonedx() -> None:
    found = cyclonedx.read(asset("cyclonedx", "full", "bom.json"))
    assert sorted(link[:3] for link in linked(found)) == sorted(
        [
            ("product", "embeds", "bom:acme/helpdesk-lora@1"),
            ("product", "runs", "pkg:docker/redis@7.4"),
            ("product", "links", "pkg:pypi/torch@2.4.0"),
            ("product", "calls", "bom:openai/chat"),
            ("product", "builds-with", "pkg:pypi/pytest@8.0.0"),
            ("bom:acme/helpdesk-lora@1", "adapts", HUB + "meta-llama/Llama-3.1-8B"),
            ("bom:acme/helpdesk-lora@1", "trains-on", "bom:tickets"),
            ("bom:acme/helpdesk-lora@1", "trains-on", "hf:datasets/acme/chats"),
        ]
    )
    known = parts(found)
    # `metadata.licenses` is the license of the document, not the product's.
    assert claims(known["product"]) == [("Apache-2.0", "declared")]
    tuned, base = known["bom:acme/helpdesk-lora@1"], known[HUB + "meta-llama/Llama-3.1-8B"]
    assert (tuned.kind, tuned.task, claims(tuned)) == (
        Kind.ADAPTER,
        "text-generation",
        [("Apache-2.0 AND LicenseRef-extra", "concluded")],
    )
    assert (base.claims[0].license, base.claims[0].url) == ("llama3.1", "https://example.org/LICENSE")
    assert [text.text for text in base.texts] == ["The text."]
    assert claims(known["pkg:pypi/torch@2.4.0"]) == [("BSD-3-Clause", "observed")]
    assert known["pkg:pypi/pytest@8.0.0"].scope is Scope.DEVELOPMENT
    assert known["bom:openai/chat"].kind is Kind.SERVICE
    assert known["pkg:docker/redis@7.4"].evidence[0].line == 21


XML = """<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <metadata><component type="application" bom-ref="root"><name>helpdesk</name></component></metadata>
  <components>
    <component type="machine-learning-model" bom-ref="m">
      <group>acme</group><name>tuned</name>
      <licenses><license><id>MIT</id><text content-type="text/plain">Words.</text></license></licenses>
      <externalReferences>
        <reference type="distribution"><url>https://huggingface.co/acme/tuned</url></reference>
      </externalReferences>
      <pedigree><ancestors>
        <component type="machine-learning-model"><name>base</name><purl>pkg:huggingface/acme/base</purl></component>
      </ancestors></pedigree>
    </component>
    <component type="library" bom-ref="l"><name>x</name>
      <licenses><expression>MIT OR ISC</expression></licenses></component>
  </components>
  <dependencies><dependency ref="root"><dependency ref="m"/><dependency ref="l"/></dependency></dependencies>
</bom>
"""


def test_cyclonedx_in_xml() -> None:
    found = cyclonedx.read(opened("bom.xml", XML))
    assert sorted(linked(found)) == sorted(
        [
            ("product", "embeds", HUB + "acme/tuned", 18),
            ("product", "links", "bom:x", 18),
            (HUB + "acme/tuned", "fine-tunes", HUB + "acme/base", 12),
        ]
    )
    known = parts(found)
    assert claims(known[HUB + "acme/tuned"]) == [("MIT", "")]
    assert [text.text for text in known[HUB + "acme/tuned"].texts] == ["Words."]
    assert claims(known["bom:x"]) == [("MIT OR ISC", "")]


BOMB = """<!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components>&b;</components></bom>"""
FILE = """<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5">&a;</bom>"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "document type or entities"),
        (FILE, "document type or entities"),
        ("<bom xmlns='http://cyclonedx.org/schema/bom/1.5'>" + "<a>" * 100, "nested deeper"),
        ("<bom xmlns='http://cyclonedx.org/schema/bom/1.5'>", "not valid XML"),
        ("<bom xmlns='http://cyclonedx.org/schema/bom/1.5'/>", "without components"),
    ],
)
def test_hostile_xml_is_one_problem(text: str, reason: str) -> None:
    (problem,) = cyclonedx.read(opened("bom.xml", text)).problems
    assert reason in problem.reason


def test_full_spdx_2() -> None:
    found = spdx2.read(asset("spdx2", "full", "sbom.spdx.json"))
    assert sorted(link[:3] for link in linked(found)) == sorted(
        [
            ("product", "embeds", HUB + "acme/helpdesk-q4-gguf"),
            ("product", "links", "pkg:pypi/torch@2.4.0"),
            ("product", "builds-with", "bom:ruff"),
            (HUB + "acme/helpdesk-q4-gguf", "quantizes", HUB + "meta-llama/Llama-3.1-8B"),
            (HUB + "meta-llama/Llama-3.1-8B", "trains-on", "hf:datasets/acme/chats"),
        ]
    )
    known = parts(found)
    assert claims(known["product"]) == [("Apache-2.0", "declared")]
    tuned, base = known[HUB + "acme/helpdesk-q4-gguf"], known[HUB + "meta-llama/Llama-3.1-8B"]
    assert (claims(tuned), [text.text for text in tuned.texts]) == ([], ["The text of a community license."])
    assert claims(base) == [("LicenseRef-llama AND MIT", "declared")]
    assert len(base.texts) == 1
    assert next(link.facts for link in found.links if link.target == "pkg:pypi/torch@2.4.0") == {"how": "static"}


TAGS = """SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
DocumentName: x

PackageName: helpdesk
SPDXID: SPDXRef-root
PackageLicenseDeclared: Apache-2.0

PackageName: torch
SPDXID: SPDXRef-torch
PackageVersion: 2.4.0
PackageLicenseConcluded: LicenseRef-own
ExternalRef: PACKAGE-MANAGER purl pkg:pypi/torch@2.4.0
PackageComment: <text>several
lines PackageName: not a package</text>

FileName: ./a.py
SPDXID: SPDXRef-file

LicenseID: LicenseRef-own
ExtractedText: <text>Some
words.</text>

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-root
Relationship: SPDXRef-root DYNAMIC_LINK SPDXRef-torch
"""


def test_spdx_2_in_tags() -> None:
    found = spdx2.read(opened("sbom.spdx", TAGS))
    assert linked(found) == [("product", "links", "pkg:pypi/torch@2.4.0", 25)]
    known = parts(found)
    assert set(known) == {"product", "pkg:pypi/torch@2.4.0"}
    assert [text.text for text in known["pkg:pypi/torch@2.4.0"].texts] == ["Some\nwords."]


def test_full_spdx_3() -> None:
    found = spdx3.read(asset("spdx3", "full", "sbom.spdx3.json"))
    assert sorted(link[:3] for link in linked(found)) == sorted(
        [
            ("product", "embeds", HUB + "acme/helpdesk"),
            ("product", "builds-with", "pkg:pypi/torch@2.4.0"),
            (HUB + "acme/helpdesk", "fine-tunes", HUB + "meta-llama/Llama-3.1-8B"),
            (HUB + "acme/helpdesk", "trains-on", "bom:chats"),
        ]
    )
    known = parts(found)
    assert claims(known[HUB + "acme/helpdesk"]) == [("Apache-2.0", "declared")]
    assert [text.text for text in known[HUB + "meta-llama/Llama-3.1-8B"].texts] == ["The text of a community license."]
    assert claims(known["bom:chats"]) == [("CC-BY-4.0", "declared")]
    assert known["bom:chats"].kind is Kind.DATASET


def test_document_in_a_folder_of_others_speaks_of_that_folder() -> None:
    found = cyclonedx.read(asset("cyclonedx", "minimal", "vendor/thing/bom.json"))
    assert linked(found)[0][:3] == ("file:vendor/thing", "links", "pkg:npm/left-pad@1.3.0")
    assert linked(cyclonedx.read(asset("cyclonedx", "minimal", "sbom/bom.json")))[0][0] == "product"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("bom.json", True),
        ("build/app.cdx.json", True),
        ("sbom.spdx.json", True),
        ("o__r__aibom.json", True),
        ("bombs.json", False),
        ("package.json", False),
    ],
)
def test_names_of_bills(path: str, wanted: bool) -> None:  # noqa: FBT001 - a parameter of a test
    assert cyclonedx.wants(path) is wanted


@pytest.mark.parametrize("name", ["cyclonedx", "spdx2", "spdx3"])
def test_document_may_be_the_whole_input(name: str, tmp_path: Path) -> None:
    target = tmp_path / "inventory.json"
    target.write_bytes(asset(name, "full").data)
    (tmp_path / "requirements.txt").write_text("numpy\n")
    scanned = scan(target)
    assert scanned.config.product.name == "helpdesk"
    ids = {component.id for component in scanned.bom.components}
    assert HUB + "meta-llama/Llama-3.1-8B" in ids
    assert "pkg:pypi/numpy" not in ids


@pytest.mark.parametrize("text", ["{}", "", "words", '{"bomFormat": "CycloneDX"'])
def test_any_other_file_is_no_target(text: str, tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    target.write_text(text)
    with pytest.raises(TargetError) as raised:
        scan(target)
    assert raised.value.hint
