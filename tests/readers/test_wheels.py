import io
import zipfile

import pytest

from licet.model.bom import Found
from licet.readers.wheels import read
from tests.readers.linked import linked
from tests.readers.opening import opened

METADATA = "Metadata-Version: 2.4\nName: acme\nVersion: 1.0\nLicense-Expression: MIT\nRequires-Dist: numpy\n\nWords.\n"


def wheel(members: dict[str, str], name: str = "acme-1.0-py3-none-any.whl") -> Found:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return read(opened(f"vendor/{name}", buffer.getvalue()))


def test_full_wheel_has_claims_texts_and_needs() -> None:
    found = wheel(
        {
            "acme/__init__.py": "",
            "acme-1.0.dist-info/METADATA": METADATA,
            "acme-1.0.dist-info/licenses/LICENSE.AGPL-3.0": "The text of another license.",
        }
    )
    (part,) = found.components
    assert (part.id, [claim.license for claim in part.claims]) == ("pkg:pypi/acme@1.0", ["MIT"])
    assert [text.text for text in part.texts] == ["The text of another license."]
    assert part.texts[0].evidence.note == "LICENSE.AGPL-3.0 in the wheel"
    assert [link[:3] for link in linked(found)] == [
        ("product", "links", "pkg:pypi/acme@1.0"),
        ("pkg:pypi/acme@1.0", "links", "pkg:pypi/numpy"),
    ]


@pytest.mark.parametrize(
    ("members", "name", "reason"),
    [
        ({}, "acme-1.0-py3-none-any.whl", "no METADATA"),
        ({"a": "b"}, "acme.whl", "no wheel by its name"),
        ({"acme-1.0.dist-info/METADATA": "x" * 5_000_000}, "acme-1.0-py3-none-any.whl", "no readable wheel"),
    ],
)
def test_bad_wheel_is_one_problem(members: dict[str, str], name: str, reason: str) -> None:
    found = wheel(members, name)
    assert [reason in problem.reason for problem in found.problems] == [True]


def test_text_that_inflates_without_end_is_passed_over() -> None:
    found = wheel({"acme-1.0.dist-info/METADATA": METADATA, "acme-1.0.dist-info/LICENSE": "x" * 2_000_000})
    assert found.components[0].texts == ()
