"""License headers: which comments of a file's head are taken, where they stand, and which of them are the same."""

import json

import pytest

from licet.model.bom import Found, LicenseText
from licet.readers.source_headers import LIMIT, read, same_header, wants
from tests.readers.opening import opened


def header(content: str | bytes, path: str = "src/a.py") -> LicenseText:
    [text] = read(opened(path, content)).texts
    assert (text.role, text.covers, text.evidence.path) == ("header", "code", path)
    return text


def test_source_files_are_wanted() -> None:
    assert all(map(wants, ("a.py", "b/c.CU", "n.ipynb", "x.rs")))
    assert not any(map(wants, ("README.md", "LICENSE", "model.bin", "data.json")))


def test_the_comment_that_speaks_of_a_license_is_taken_with_its_line() -> None:
    text = header("#!/bin/sh\n\n# Foo.\n# SPDX-License-Identifier: MIT\n\n# more\nx\n", "run.sh")
    assert (text.text, text.evidence.line) == ("# Foo.\n# SPDX-License-Identifier: MIT", 3)


def test_two_comments_keep_their_distance_in_lines() -> None:
    text = header("/* License: MIT */\nint x;\n\n// SPDX-License-Identifier: MIT\n", "a.c")
    assert text.text == "/* License: MIT */\n\n\n// SPDX-License-Identifier: MIT"


@pytest.mark.parametrize(
    "content",
    [
        "# Copyright (c) 2020 Jane Roe. All rights reserved.\n",
        "x = 'license'\n",
        "def f():\n    # the license is checked here\n    return 1\n",
        "import os\n",
    ],
)
def test_a_file_without_a_header_is_counted(content: str) -> None:
    assert (header(content).text, header(content).evidence.line) == ("", 0)


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\x00\x01license"])
def test_what_is_no_source_text_is_not_counted(content: bytes) -> None:
    assert read(opened("a.ts", content)) == Found()


def test_any_encoding_is_read() -> None:
    assert header(b"# caf\xe9: MIT license\n").text == "# caf\ufffd: MIT license"
    assert header("// MIT license\r\nx\r\n".encode("utf-16"), "a.cs").text == "// MIT license"
    assert header(b"\xef\xbb\xbf# MIT license\n").text == "# MIT license"


def test_only_the_head_counts_and_its_cut_line_does_not() -> None:
    far = "x = 1\n" * LIMIT + "# MIT license\n"
    assert header(far).text == ""
    cut = ("# license of\n" + "# " + "word " * LIMIT)[:LIMIT]
    assert header(cut).text == "# license of"


def test_the_first_cells_of_a_notebook() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "text"]},
        {"cell_type": "code", "source": ["#@title License\n", '# Licensed under the "MIT" license\n', "x = 1"]},
        {"cell_type": "code", "source": "# no license \ud83d"},
    ]
    content = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    text = header(content, "a.ipynb")
    place = next(at for at, line in enumerate(content.split("\n"), 1) if "#@title" in line)
    assert text.text.startswith('#@title License\n# Licensed under the "MIT" license')
    assert text.evidence.line == place
    assert "\ud83d" not in text.text


def test_a_notebook_in_one_line() -> None:
    content = json.dumps({"cells": [{"source": "# MIT license\nx = 1", "outputs": ["# GPL license"]}]})
    assert header(content, "a.ipynb").text == "# MIT license"


def test_headers_are_the_same_whoever_wrote_the_file() -> None:
    one = "# Copyright 2019 Jane Roe\n# Licensed under the MIT license.\n"
    other = "// (c) 2020 John Doe\n// @author J. Doe\n//   Licensed under\n// the MIT LICENSE\n"
    assert same_header(one) == same_header(other) == "licensed under the mit license"
    assert same_header("# Copyright 2019 Roe, MIT license") != same_header("# Copyright 2019 Roe, GPL license")
    assert same_header("# GPL version 2") != same_header("# GPL version 3")
