"""What headers say together: row by row of docs/identification.md."""

from pathlib import Path

import hypothesis
import pytest

from licet.identify.governing import Read, read_texts
from licet.identify.headers import MOST, Headers, weigh
from licet.licenses.expression import parse
from licet.model.bom import Component, Evidence, LicenseText
from licet.model.vocabulary import Kind


def read(*said: tuple[str, int], of: int) -> tuple[Read, ...]:
    texts = tuple(
        LicenseText(
            text=words if " " in words else f"# SPDX-License-Identifier: {words}",
            role="header",
            covers="code",
            evidence=Evidence(path=f"src/{number:03}.py", line=2),
            files=files,
            of=of,
        )
        for number, (words, files) in enumerate(said)
    )
    return read_texts(Component(id="x", kind=Kind.LIBRARY, texts=texts))


def weighed(*said: tuple[str, int], of: int) -> Headers:
    return weigh(read(*said, of=of))


def whole(*said: tuple[str, int], of: int) -> list[str]:
    return [str(one) for one in weighed(*said, of=of).whole]


@pytest.mark.parametrize(
    ("files", "of", "expected"),
    [
        (1, 1, True),  # all of them
        (2, 2, True),
        (1, 2, False),  # one file of two may be copied
        (2, 3, False),
        (3, 4, True),
        (3, 12, True),  # three, and a quarter
        (3, 13, False),  # three files that were copied into a larger project
        (25, 100, True),
        (24, 100, False),
    ],
)
def test_how_many_files_speak_for_all(files: int, of: int, *, expected: bool) -> None:
    assert whole(("MIT", files), of=of) == (["MIT"] if expected else [])


def test_most_headers_must_agree() -> None:
    assert whole(("MIT", 4), ("Apache-2.0", 3), of=8) == ["MIT"]
    assert whole(("MIT", 4), ("Apache-2.0", 4), of=8) == []
    assert whole(("MIT", 4), ("Apache-2.0", 2), ("GPL-2.0-only", 2), of=8) == []


def test_headers_that_say_the_same_in_other_words_are_one_statement() -> None:
    one = weighed(("MIT", 2), ("# Licensed under the MIT license.", 1), of=9)
    assert [(str(said), said.files) for said in one.whole] == [("MIT", 3)]
    assert [read.evidence.path for read in one.telling] == ["src/000.py"]


def test_one_header_may_name_several_licenses() -> None:
    assert whole(("# SPDX-License-Identifier: MIT\n# SPDX-License-Identifier: Zlib", 3), of=3) == ["MIT AND Zlib"]


@pytest.mark.parametrize(
    ("said", "concluded", "differs"),
    [
        ("MIT", "MIT", False),
        ("MIT", "Apache-2.0 AND MIT", False),
        ("MIT OR Apache-2.0", "MIT", False),
        ("MIT AND Zlib", "MIT", True),
        ("GPL-2.0-or-later", "GPL-2.0-only", False),
        ("GPL-2.0-only", "MIT", True),
        ("# Use of this code is governed by a BSD-style license.", "BSD-3-Clause", False),
        ("# Use of this code is governed by a BSD-style license.", "MIT", True),
    ],
)
def test_files_under_another_license_than_the_part(said: str, concluded: str, *, differs: bool) -> None:
    told = list(weighed((said, 1), of=50).apart(parse(concluded)))
    assert bool(told) is differs
    assert all(one.startswith("src/000.py:2 says") and one.endswith(f"license is {concluded}") for one in told)


@pytest.mark.parametrize(
    "words",
    [
        "# Copyright (c) 2020 Jane Roe. All rights reserved.",
        "# Handles the MIT license, and reads files of Apache-2.0 projects.",
        "# See the license file of this project for details.",
    ],
)
def test_what_names_no_license_says_nothing(words: str) -> None:
    one = weighed((words, 40), of=50)
    assert (one.whole, one.single, one.limits, one.telling) == ((), (), (), ())


def test_a_limit_without_a_license_is_told() -> None:
    words = "# Copyright 2020 Roe Labs\n# This code is for non-commercial use only."
    said = "src/000.py:2 and 1 more file name no license, and seem to speak of noncommercial-only"
    assert list(weighed((words, 2), of=50).apart(parse("MIT"))) == [said]


def test_a_limit_beside_a_license_is_told() -> None:
    words = "# Copyright 2020 Roe Labs\n# Licensed under the MIT license.\n# This code is for non-commercial use only."
    both = weighed((words, 1), ("MIT", 30), of=31)
    assert [str(one) for one in both.whole] == ["MIT"]
    said = "src/000.py:2 says MIT, and seems to speak of noncommercial-only"
    assert list(both.apart(parse("MIT"))) == [said]


def test_a_changed_text_in_a_header_is_told(mit: str) -> None:
    changed = "# " + f"{mit.strip()}\nThe software must not be used for military purposes.".replace("\n", "\n# ")
    said = "src/000.py:2 and 3 more files say MIT, and seem to speak of military"
    assert list(weighed((changed, 4), of=5).apart(parse("MIT"))) == [said]
    plain = "# " + mit.strip().replace("\n", "\n# ")
    assert list(weighed((plain, 4), of=5).apart(parse("MIT"))) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("// MIT License", "MIT"),
        ("/*! jQuery v3 | (c) OpenJS Foundation | https://opensource.org/licenses/MIT */", "MIT"),
        ('__license__ = "MIT"', "MIT"),
    ],
)
def test_usual_headers(words: str, expected: str) -> None:
    assert whole((words, 3), of=3) == [expected]


def test_not_in_a_whole_sentence_of_a_known_notice_is_no_hedge() -> None:
    source = Path(hypothesis.__file__).read_text("utf-8")
    notice = "\n".join(line for line in source.split("\n")[:12] if line.startswith("#"))
    assert "was not distributed" in notice
    assert whole((notice, 3), of=3) == ["MPL-2.0"]


def test_different_statements_are_bounded_and_the_rest_is_counted() -> None:
    many = weighed(*((f"LicenseRef-Jam-{number}", 1) for number in range(MOST + 6)), of=1_000)
    assert (len(many.single), len(many.telling), many.more) == (MOST, MOST, 6)
    assert list(many.apart(parse("MIT")))[-1] == (
        "headers of source files say 6 more things of licenses, which are not listed"
    )
