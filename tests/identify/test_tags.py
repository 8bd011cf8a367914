"""Identifier tags: where they stand, what they say, and what that is in the keys of the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify import recognize
from licet.identify.files import identify_bytes
from licet.identify.index import load
from licet.identify.tags import UNKNOWN_ID, in_keys, tags
from licet.model.bom import Evidence

SIGNS = [
    "{}",
    "# {}",
    "// {}",
    "/* {} */",
    " * {}",
    "<!-- {} -->",
    ".. {}",
    "% {}",
    "-- {}",
    ";; {}",
    "dnl {}",
    "REM {}",
]


def said(text: str) -> list[str]:
    return [tag.raw for tag in tags(text)]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_tag_is_read_in_any_comment(sign: str) -> None:
    line = sign.format("SPDX-License-Identifier: MIT OR Apache-2.0")
    (tag,) = tags(f"first\n{line}\nlast MIT\n")
    assert tag.raw == "MIT OR Apache-2.0"
    assert f"first\n{line}\nlast MIT\n"[tag.start : tag.end] == "SPDX-License-Identifier: MIT OR Apache-2.0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SPDX-License-Identifier: MIT", ["MIT"]),
        ("spdx-license-identifier: mit", ["mit"]),
        ("SPDX-Licence-Identifier: MIT", ["MIT"]),
        ("SPDX License Identifier : MIT", ["MIT"]),
        ('SPDX-License-Identifier = "MIT"', ["MIT"]),
        ("SPDX-License-Identifier: MIT.", ["MIT"]),
        ("SPDX-License-Identifier: GPL-2.0+", ["GPL-2.0+"]),
        ("SPDX-License-Identifier: (MIT OR Apache-2.0) AND ISC */", ["(MIT OR Apache-2.0) AND ISC"]),
        (
            "SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0",
            ["GPL-2.0-only WITH Classpath-exception-2.0"],
        ),
        ("SPDX-License-Identifier: mit or apache-2.0 and isc", ["mit or apache-2.0 and isc"]),
        ("SPDX-License-Identifier: DocumentRef-x:LicenseRef-y", ["DocumentRef-x:LicenseRef-y"]),
        ("SPDX-License-Identifier: MIT or later, they say", ["MIT or later"]),
        ("SPDX-License-Identifier: MIT\nOR Apache-2.0", ["MIT"]),
        ("SPDX-License-Identifier: ISC\n# SPDX-License-Identifier: MIT\n", ["ISC", "MIT"]),
        ("SPDX-License-Identifier: <the id>\n", [""]),
        ("SPDX-License-Identifier:\nMIT", [""]),
        ("the SPDX-License-Identifier, a tag", []),
        ("SPDX-FileCopyrightText: 2020 Foo", []),
        ("License-Identifier: MIT", []),
    ],
)
def test_what_a_tag_says(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_tag_without_an_id_takes_up_its_line() -> None:
    text = "# SPDX-License-Identifier: $LICENSE here\nnext"
    (tag,) = tags(text)
    assert text[tag.start : tag.end] == "SPDX-License-Identifier: $LICENSE here"
    (long,) = tags("SPDX-License-Identifier: $" + "x" * 5000)
    assert long.end < 500


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("MIT", "mit"),
        ("mit", "mit"),
        ("Apache-2.0", "apache-2.0"),
        ("BSD-3-Clause", "bsd-new"),
        ("MIT OR Apache-2.0", "mit OR apache-2.0"),
        ("mit or apache-2.0 and isc", "mit OR apache-2.0 AND isc"),
        ("(MIT OR Apache-2.0) AND ISC", "(mit OR apache-2.0) AND isc"),
        ("((MIT))", "((mit))"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "gpl-2.0 WITH classpath-exception-2.0"),
        # an id out of use that stands for a license with its exception; an exception alone is no license
        ("eCos-2.0", "gpl-2.0-plus WITH ecos-exception-2.0"),
        ("GPL-2.0-with-bison-exception", "gpl-2.0 WITH bison-exception-2.2"),
        ("MIT OR GPL-2.0-with-classpath-exception", "mit OR gpl-2.0 WITH classpath-exception-2.0"),
        ("eCos-exception-2.0", UNKNOWN_ID),
        # ids of older versions of the SPDX list
        ("GPL-2.0", "gpl-2.0"),
        ("GPL-2.0+", "gpl-2.0-plus"),
        ("GPL-2.0-or-later", "gpl-2.0-plus"),
        ("LicenseRef-scancode-public-domain", "public-domain"),
    ],
)
def test_ids_are_told_in_the_keys_of_the_index(raw: str, expected: str) -> None:
    assert in_keys(raw, load()) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", UNKNOWN_ID),
        ("Foo-1.0", UNKNOWN_ID),
        ("NOASSERTION", UNKNOWN_ID),
        ("DocumentRef-x:LicenseRef-y", UNKNOWN_ID),
        ("Foo-1.0 OR MIT", f"{UNKNOWN_ID} OR mit"),
        ("MIT WITH Foo-exception", f"mit WITH {UNKNOWN_ID}"),
        # an exception is no license, and a license is no exception
        ("Classpath-exception-2.0", UNKNOWN_ID),
        ("MIT WITH Apache-2.0", f"mit WITH {UNKNOWN_ID}"),
    ],
)
def test_an_id_that_is_on_no_list_is_unknown(raw: str, expected: str) -> None:
    assert in_keys(raw, load()) == expected


@pytest.mark.parametrize(
    "raw", ["(MIT", "MIT)", "((MIT OR ISC)", "MIT OR (ISC", "AND", "WITH", "AND MIT", "MIT and or", "()", "MIT ISC"]
)
def test_a_broken_expression_is_unknown_as_a_whole(raw: str) -> None:
    assert in_keys(raw, load()) == UNKNOWN_ID


def test_a_tag_is_recognized_with_its_place() -> None:
    text = "#!/bin/sh\n# SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0\nexit 0\n"
    (one,) = recognize(text, Evidence(path="run.sh"), apart=False)
    assert one.license == "GPL-2.0-only WITH Classpath-exception-2.0"
    assert (one.key, one.kind, one.match, one.document) == (
        "gpl-2.0 WITH classpath-exception-2.0",
        "tag",
        "tag",
        "tag",
    )
    assert (one.evidence.line, one.spans[0].line, one.spans[0].last_line) == (2, 2, 2)
    assert text[one.spans[0].start : one.spans[0].end] == text.splitlines()[1][2:]


@given(st.text(alphabet="MIT()orORANDWITH+:.- \n*\"'", max_size=60))
def test_any_tag_is_read_and_gives_an_expression_that_can_be_read(raw: str) -> None:
    text = f"# SPDX-License-Identifier: {raw}\n"
    for tag in tags(text):
        assert 0 <= tag.start < tag.end <= len(text)
        assert in_keys(tag.raw, load())
    result = identify_bytes("x.py", text.encode())
    assert result.problems == ()
    assert result.expression.count("(") == result.expression.count(")")
