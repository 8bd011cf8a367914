"""Opening comments: where each begins and ends, by the signs of its language."""

import time

import pytest

from licet.readers.comments import SOURCE, comments, ending_of


def found(text: str, ending: str) -> list[tuple[int, str]]:
    return [(first, "|".join(lines)) for first, lines in comments(text, ending)]


@pytest.mark.parametrize(
    ("path", "ending"), [("a/b.PY", ".py"), ("a.tar/Makefile", ""), ("x.test.ts", ".ts"), (".bashrc", ".bashrc")]
)
def test_how_a_name_ends(path: str, ending: str) -> None:
    assert ending_of(path) == ending


def test_every_ending_is_written_as_it_is_looked_up() -> None:
    assert all(ending == ending_of(f"x{ending}") for ending in SOURCE)
    assert {".py", ".c", ".cu", ".rs", ".go", ".java", ".sh", ".js", ".ts", ".h", ".cpp", ".ipynb"} <= SOURCE


@pytest.mark.parametrize(
    ("ending", "text", "expected"),
    [
        (".py", "#!/bin/python\n# one\n\n# two\nx = 1  # no\n", [(0, "#!/bin/python|# one"), (2 + 1, "# two")]),
        (".py", '"""One\n\ntwo."""\nx = 1\n', [(0, '"""One||two."""')]),
        (".py", "x = 1\n__license__ = 'MIT'\n", [(1, "__license__ = 'MIT'")]),
        (".c", "/* one */ int x; /* no */\n#include <y.h>\n// two\n", [(0, "/* one */"), (2, "// two")]),
        (".c", "/*\n * one\n */\n// two\nint x;\n", [(0, "/*| * one| */|// two")]),
        (".js", "#!/usr/bin/env node\n/* one\n", [(1, "/* one|")]),
        (".vue", "<!-- one -->\n<template>\n", [(0, "<!-- one -->")]),
        (".sql", "-- one\nselect 1;\n", [(0, "-- one")]),
        (".lua", "--[[ one\ntwo ]] x = 1\n", [(0, "--[[ one|two ]]")]),
        (".m", "% one\nx = 1;\n", [(0, "% one")]),
        (".php", "<?php\n/** one */\n", [(1, "/** one */")]),
        (".rs", "    // no\nfn main() {}\n", []),
    ],
)
def test_comments_of_a_language(ending: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text, ending) == expected


def test_what_stands_between_the_quotes_of_a_value_is_no_comment() -> None:
    text = 'TEMPLATE = """\n# no comment\n"""\nx = 1\n# one\n'
    assert found(text, ".py") == [(4, "# one")]


def test_many_comments_take_no_long_time() -> None:
    start = time.perf_counter()
    assert len(found("# a\nx\n" * 100_000, ".py")) == 100_000
    assert time.perf_counter() - start < 5
