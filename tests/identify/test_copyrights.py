"""Who holds the copyright and since when, and what only speaks of copyright."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify.copyrights import LIMIT, MOST, copyrights

PROSE = (
    "Permission to use this work is granted to everyone, provided that the above copyright notice and this permission "
    "appear in all copies. It is given without warranty: (a) of title, (b) of fitness, (c) of anything else. The name "
    "of a copyright holder may not be used in advertising. Nothing here limits what copyright law allows."
)
NOTICES = [
    "Copyright (c) 2019-2021 Ada Quill",
    "Copyright (C) 2001, 2003-2005 Quillworks Inc. <ada@quill.example>",
    "Copr. 1999 Mira van der Quill",
    "(c) 2011 Quill & Söhne GmbH, all rights reserved",
    "SPDX-FileCopyrightText: 2020 The Quill Authors",
    "Portions copyright 2014 by Ada Quill and others",
    "© Quillworks Ltd. 2016",
]
SIGNS = ["", "# ", "// ", " * ", "-- ", ";; ", "dnl ", "REM ", "% ", "! ", "> ", "    "]


def pairs(text: str) -> list[tuple[str, str]]:
    return [(found.holder, found.years) for found in copyrights(text)]


@pytest.mark.parametrize(
    ("text", "holder", "years"),
    [
        ("Copyright (c) 2020 Ada Quill", "Ada Quill", "2020"),
        ("# Copyright 2001, 2003-2005 Quillworks Inc. <a@b.example>", "Quillworks Inc.", "2001, 2003-2005"),
        ("// Copr. 1999 Mira van der Quill", "Mira van der Quill", "1999"),
        ("-- Copyright by Ines de la Pluma GmbH 2003", "Ines de la Pluma GmbH", "2003"),
        ("; (C) 2010 Quill, Ink & Pen Co., Ltd. All rights reserved.", "Quill, Ink & Pen Co., Ltd.", "2010"),
        ("dnl Copyrighted (c) 2003 by Quill S.A.", "Quill S.A.", "2003"),
        ("REM Copyright 2004 Quill d.o.o.", "Quill d.o.o.", "2004"),
        ("<!-- SPDX-FileCopyrightText: 2019-2021 Ada Quill <a@b.example> -->", "Ada Quill", "2019-2021"),
        ("SPDX-SnippetCopyrightText: © 2022 Quill e.V.", "Quill e.V.", "2022"),
        ("/* SPDX-FileCopyrightText: Quill contributors */", "Quill contributors", ""),
        ("<p>&copy; 2004-present Zoë Müller-Łukasz</p>", "Zoë Müller-Łukasz", "2004-present"),
        ("<p>Copyright &#169; 2004 <b>Quill</b></p>", "Quill", "2004"),
        ("% Copyright (c) 19xx Quill Team", "Quill Team", ""),
        ("Copyright (c) 1998, 1999, 2000 Quill Ltd and Ada Ink", "Quill Ltd and Ada Ink", "1998-2000"),
        ("Copyright 1991-2 Quill", "Quill", "1991-1992"),
        ("Copyright 1996,97 Quill", "Quill", "1996-1997"),
        ("Copyright 1990 - 1995, 2001 to 2003 Quill", "Quill", "1990-1995, 2001-2003"),
        ("Copyright (C) 2016 and later: Quill, Inc. and others.", "Quill, Inc. and others", "2016-present"),
        ("Copyright (c) May 2003, Ada Quill", "Ada Quill", "2003"),
        ("Copyright (c) 2005 - Ada Quill", "Ada Quill", "2005"),
        ("2009-2018 (c) Ada Quill <a@b.example>", "Ada Quill", "2009-2018"),
        ("Copyright Ada Quill 1986, 1987, 1989.", "Ada Quill", "1986-1987, 1989"),
        ("Copyright by Ada Quill, Copyright (C) 1993 - 2002, all rights reserved", "Ada Quill", "1993-2002"),
        ("(C) Copyright Quill Corporation 2004", "Quill Corporation", "2004"),
        ("Copyright 2001-2005 (C) Quill, Ltd. All Rights Reserved.", "Quill, Ltd.", "2001-2005"),
        ("Copyright © 2018 [Ada Quill](https://quill.example/)", "Ada Quill", "2018"),
        ("Copyright (C) 2001 ada.quill@quill.example", "ada.quill@quill.example", "2001"),
        ("Copyright (c) 2014 adaquill", "adaquill", "2014"),
        ("Copyright (c) 2014 ada quill", "ada quill", "2014"),
        ("Copyright (c) 2003 株式会社フー", "株式会社フー", "2003"),
        ("Copyright (c) 2003 Иван Перо", "Иван Перо", "2003"),
        ("Copyright 2004 The Quill Authors. See the file AUTHORS.", "The Quill Authors", "2004"),
        ("Copyright 2018 The Quill Team and The Pen Inc. team.", "The Quill Team and The Pen Inc. team", "2018"),
        ("Copyright (c) 2020, Quill and its affiliates.", "Quill and its affiliates", "2020"),
        ("Copyright (c) 2018, QUILL CORPORATION.  All rights reserved.", "QUILL CORPORATION", "2018"),
        ("Copyright 2003 Quill, Inc. Licensed under terms", "Quill, Inc.", "2003"),
        ('printf("Copyright (C) 2003 Quill Inc.\\n");', "Quill Inc.", "2003"),
        ('__copyright__ = "Copyright 2003 Quill Inc."', "Quill Inc.", "2003"),
        (" * @copyright Copyright (c) 2017 ownQuill GmbH", "ownQuill GmbH", "2017"),
        ("This work is copyright Ada Quill.", "Ada Quill", ""),
        ("Copyright YYYY Quill, Inc.", "Quill, Inc.", ""),
        ("Copyright 2003 Quill (see AUTHORS)", "Quill", "2003"),
        ("Copyright Š 1993 Quill Inc.", "Quill Inc.", "1993"),
        ("parts (C) Ada Quill", "Ada Quill", ""),
        ("Copyright (c) 2003 Quill Institute 42 Street", "Quill Institute", "2003"),
        ("Copyright (C) 200 Ada Quill", "Ada Quill", ""),
    ],
)
def test_one_notice(text: str, holder: str, years: str) -> None:
    assert pairs(text) == [(holder, years)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        PROSE.upper(),
        "retain the above copyright notice, this list of conditions",
        "THE COPYRIGHT HOLDERS AND CONTRIBUTORS",
        "COPYRIGHT AND PERMISSION NOTICE",
        "Copyright License Grant",
        "Copyright Act of 1976",
        "the United States Copyright Office",
        "protected by copyright, Trademark and Patent law",
        "a work under copyright. No copyrights are assigned.",
        '"Copyright" means what the law calls so',
        "Copyright [yyyy] [name of copyright owner]",
        "Copyright (c) <year> <owner>",
        "Copyright (c) <year> <copyright holders>",
        "Copyright (C) 19yy  <name of author>",
        "Copyright {{ year }} {{ organization }}",
        "Copyright (c) YEAR YOUR NAME",
        "Copyright $YEAR$ $OWNER$",
        "Copyright 2003. All rights reserved.",
        "Copyright 2003",
        "Copyright 2003 }",
        "Copyright: none",
        "copyrightable (c)",
        "SPDX-License-Identifier: LicenseRef-Quill",
        "Copyright\n\n\nQuill",
        "(c) the parties agreed in 2003 on the terms",
        "(c) Licensee shall not use it",
        "section 5(c) 2003",
        "x_copyright 2000 Ada",
        "copyright 2003 in the United States",
        "Copyright (c) 2000 \x00\x01Q\x02",
    ],
)
def test_no_notice(text: str) -> None:
    assert copyrights(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Copyright (c) 2020 Ada Quill\n              2021 Ines Ink <i@ink.example>",
            [("Ada Quill", "2020"), ("Ines Ink", "2021")],
        ),
        (
            "# Copyright (C) 1993, 1994,\n#   1995, 1996 by Ada Quill\n# and others\n#\n# Prose follows",
            [("Ada Quill and others", "1993-1996")],
        ),
        (
            "Copyright (C) 1984, 1989, 1990, 2000, 2001, 2002 Free Quill\n   Foundation, Inc.\n\nThis program",
            [("Free Quill Foundation, Inc.", "1984, 1989-1990, 2000-2002")],
        ),
        (
            "/* Copyright (c) 2005 Quill University, Ada Ink,\n * Ines Pen,\n * and Mira Nib, All rights.\n */",
            [("Quill University, Ada Ink, Ines Pen, and Mira Nib", "2005")],
        ),
        ("Copyright:\n  2003 Quill Inc.\n  2004 Ink\n\nLicense: X", [("Quill Inc.", "2003"), ("Ink", "2004")]),
        ("Copyright\n2004 Quill", [("Quill", "2004")]),
        (
            "This license, as it was published, is Copyright (c) 2005 Ada\nQuill and Copyright (c) 2017 Mira Nib.",
            [("Ada Quill", "2005"), ("Mira Nib", "2017")],
        ),
        (
            "Copyright (c) 1995, 1996, 1997, 1998 Royal Quill Institute of Ink\n(Academy, Oslo, Norway).",
            [("Royal Quill Institute of Ink (Academy, Oslo, Norway)", "1995-1998")],
        ),
        (
            "the notice, that is, 'Copyright (c) 1995-2001 Corporation for Quill\nInitiatives; All Rights' is kept",
            [("Corporation for Quill Initiatives", "1995-2001")],
        ),
        ("Copyright 2003 Quill <a@b.example>\n42 Street", [("Quill", "2003")]),
        (
            "Copyright (c) 2003 Quill Institute for the Study of Long Lines\nabc def",
            [("Quill Institute for the Study of Long Lines", "2003")],
        ),
        ("Copyright (c) 2005 Ada Quill\nPermission is granted", [("Ada Quill", "2005")]),
        (
            "Copyright (c) 2005 Ada Quill Institute Of Very Long Names\nRedistribution and use",
            [("Ada Quill Institute Of Very Long Names", "2005")],
        ),
        (
            "2009-2018 (c) Ada Quill <a@b.example>\n2009-2015 (c) Ines Ink",
            [("Ada Quill", "2009-2018"), ("Ines Ink", "2009-2015")],
        ),
        (
            "Copyright 1999 Quill, Copyright 2000 Ink Inc. (c) 2001 Nib Ltd.",
            [("Quill", "1999"), ("Ink Inc.", "2000"), ("Nib Ltd.", "2001")],
        ),
        ("Copyright 2020 Quill 2021 Ink", [("Quill", "2020"), ("Ink", "2021")]),
        (
            "Copyright 2003 Quill <https://quill.example/>, Ink <i@ink.example> and Nib",
            [("Quill, Ink and Nib", "2003")],
        ),
    ],
)
def test_several_lines_and_notices(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            " * Portions  Copyright (c) 2003\n *   Quill, Inc. <a@b.example>\n * All rights reserved.",
            "Portions Copyright (c) 2003 Quill, Inc. <a@b.example> All rights reserved.",
        ),
        ("/* Copyright 2003 Quill - https://quill.example/ */", "Copyright 2003 Quill - https://quill.example/"),
        (
            "<p>&copy; 2003 <a href='x'>Ada</a> Quill. All rights reserved.</p>",
            "© 2003 Ada Quill. All rights reserved.",
        ),
        ("Copyright 2003 Quill and licensed to you", "Copyright 2003 Quill"),
    ],
)
def test_statement(text: str, statement: str) -> None:
    assert [found.statement for found in copyrights(text)] == [statement]


def test_lines_and_order() -> None:
    text = "\n\n# Copyright 2001 Quill\n#\n# Copyright 2002 Ink\n#           2003 Nib\n# Copyright 2001 Quill\n"
    assert [(found.holder, found.line) for found in copyrights(text)] == [("Quill", 3), ("Ink", 5), ("Nib", 6)]


def test_markup_keeps_the_lines() -> None:
    text = "\u0130<p\n class='x'>\r\n&nbsp;\r(c) 2001 Quill"
    assert [(found.holder, found.line) for found in copyrights(text)] == [("Quill", 4)]


@given(
    notices=st.lists(st.sampled_from(NOTICES), min_size=1, max_size=4, unique=True),
    sign=st.sampled_from(SIGNS),
    width=st.integers(40, 200),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_form_changes_nothing(notices: list[str], sign: str, width: int, end: str) -> None:
    plain = pairs("\n".join(notices))
    lines = [*notices, "", *textwrap.wrap(PROSE, width)]
    assert len(plain) == len(notices)
    assert pairs(end.join(f"{sign}{line}" for line in lines)) == plain


WORDS = [
    "copyright",
    "Copyright",
    "(c)",
    "©",
    "2001",
    "2003-",
    "Quill",
    "quill",
    "Inc.",
    "<",
    "[x]",
    "@",
    "\n",
    ",",
    "&copy;",
]


@given(st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3))).map(" ".join)))
def test_any_text(text: str) -> None:
    for found in copyrights(text):
        assert " ".join(found.holder.split()) == found.holder
        assert any(letter.isalpha() for letter in found.holder)
        assert "\n" not in found.statement
        assert 1 <= found.line <= len(text) + 1


@pytest.mark.parametrize(
    "text",
    [
        "(c)" * 350_000,
        "copyright " * 100_000,
        "(c) 2000 Quill " * 70_000,
        "Copyright 2000," * 70_000,
        "Copyright " + "2000 " * 200_000,
        "Copyright (c) 2000 " + "Aa " * 300_000,
        "Copyright (c) 2000 (" * 50_000,
        "(c)<a " * 150_000,
        "[(c)](" * 150_000,
        "&copy; 2000 " * 80_000,
        "Copyright 2000 Quill,\n" * 50_000,
        "Copyright 2000 Quill,\n" + "#" * 1_000_000,
        "Copyright 2000 Quill\n" + "a-.-" * 250_000,
        "Copyright" + " " * 1_000_000,
    ],
)
def test_hostile_text_is_bounded(text: str) -> None:
    began = time.perf_counter()
    assert len(copyrights(text)) <= MOST
    assert time.perf_counter() - began < 10


def test_bounds() -> None:
    many = copyrights("\n".join(f"Copyright 2000 Quill{number}" for number in range(3 * MOST)))
    assert len(many) == MOST
    assert copyrights(" " * LIMIT + "Copyright 2000 Quill") == ()
