"""What beside a license is harmless, and what is not."""

import pytest

from licet.identify.index import load
from licet.identify.mask import (
    is_contact,
    is_idle,
    is_list_number,
    is_name,
    is_notice_year,
    is_parameters,
    speaks_of_terms,
    strange_lines,
)
from licet.identify.normalize import split

LEXICON = load().lexicon
TITLE = frozenset({"mit", "license"})


@pytest.mark.parametrize(
    "passage",
    [
        "",
        "*** ---",
        "Copyright (c) 2024 Foo",
        "Copyright 2014-2026 Foo, Inc. and individual contributors.",
        "# Copyright \u00a9 2001, 2002 The Foo Authors. All rights reserved.",
        "Copyright Jane R. Doe",
        "Copyright (C) Jane Doe, jane.doe@example.org and others\nAll rights reserved.",
        "Copyright (c) 2020 Foo\n              2021 Bar <bar@example.org>",
        "Copyright (c) 2020 Will May",
        "(c) 2020 Foo GmbH",
        "SPDX-FileCopyrightText: 2020 Foo",
        "SPDX-License-Identifier: MIT",
        "// SPDX-License-Identifier: (MIT OR Apache-2.0) */",
        "The MIT License (MIT)",
        "Licensed under the MIT License",
        "https://example.org/license/mit",
        "jane@example.org",
        "MIT License Copyright (c) 2020 Foo",
    ],
)
def test_harmless(passage: str) -> None:
    assert is_idle(passage, TITLE, LEXICON)


@pytest.mark.parametrize(
    "passage",
    [
        "Not for military use.",
        "Copyright (c) 2024 Foo. For non-commercial use only.",
        "Copyright (c) 2024 Foo, for use in research only",
        "Copyright (c) 2024 Foo\nfor research only",
        "Copyright (c) 2024 Foo. Excluded are weapons.",
        "Copyright (c) 2024 Foo. No Commercial Use.",
        "SPDX-License-Identifier: MIT but not for banks",
        "MIT License (Modified)",
        "Foo Project",
        "copyright law forbids it",
        "See https://example.org/terms for further terms you agree to",
        "x" * 5000,
        "Copyright (c) 2024 " + "Foo " * 40,
    ],
)
def test_not_harmless(passage: str) -> None:
    assert not is_idle(passage, TITLE, LEXICON)


def test_a_file_may_open_with_the_name_of_a_project() -> None:
    assert strange_lines("The Foo Project\n===\n", TITLE, LEXICON, opening=True) == []
    assert strange_lines("The Foo Project\n", TITLE, LEXICON) == ["The Foo Project"]
    assert (
        strange_lines("Foo is licensed under the terms of the MIT license, see below.", TITLE, LEXICON, opening=True)
        == []
    )


@pytest.mark.parametrize(
    "line",
    ["Research license", "Foo, not for banks", "Commercial use is prohibited", "Foo license for military customers"],
)
def test_a_heading_that_speaks_of_limits_is_strange(line: str) -> None:
    assert strange_lines(line, TITLE, LEXICON, opening=True) == [line]


def test_many_headings_are_strange() -> None:
    assert strange_lines("One\nTwo\nThree\nFour\n", TITLE, LEXICON, opening=True) == ["Four"]


def test_a_long_passage_is_not_read_to_its_end() -> None:
    assert strange_lines("\n" * 10_000 + "hidden\n", TITLE, LEXICON) == ["hidden"]
    assert len(strange_lines("Foo\n" * 9_000, TITLE, LEXICON)) < 100


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Copyright (c) 2024 Foo", 2, True),
        ("Copyright 1999, 2001-2024 Foo", 3, True),
        ("\u00a9 2024 Foo", 1, True),
        ("Copyright Foo 2024", 2, False),
        ("Copyright (c) 3024 Foo", 2, False),
        ("in the year 2024", 3, False),
        ("by 31 May 2024", 3, False),
    ],
)
def test_years_of_a_notice(text: str, at: int, expected: object) -> None:
    assert is_notice_year(split(text), at) is expected


def test_addresses_are_no_words() -> None:
    assert is_contact("https://example.org/a/b#c, jane.doe@example.org; www.example.com")
    assert not is_contact("https://example.org/a/b forbids it")
    assert not is_contact("version 2")


def test_a_name_speaks_of_no_rights() -> None:
    assert is_name(["jane", "doe"], LEXICON)
    assert not is_name(["those", "who", "may", "not", "use", "it"], LEXICON)
    assert speaks_of_terms(["for", "military", "use"], LEXICON)
    assert not speaks_of_terms(["jane", "doe"], LEXICON)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("1. one", 0, True),
        ("one.\n\n(a) two", 1, True),
        ("one;\n  iv) two", 1, True),
        ("one, and\n2. two", 2, True),
        ("DEFINITIONS\n1. two", 1, True),
        (r"one." + "\n" + r"2\. two", 1, True),
        ("less than\n10. of them", 2, False),
        ("as in section\n4. and so on", 3, False),
        ("1 million", 0, False),
        ("up to 10. More", 2, False),
        ("one.\n700. two", 1, False),
    ],
)
def test_list_numbers(text: str, at: int, expected: object) -> None:
    assert is_list_number(split(text), at) is expected


def test_parameters_begin_with_a_label() -> None:
    assert is_parameters("Licensed Work:  Foo 2.0", ["licensor", "licensed work"])
    assert not is_parameters("Foo by its licensor", ["licensor"])
    assert not is_parameters("Licensor: Foo", [])
