"""JSON and TOML under bounds: a value or one problem with the line of the fault."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Problem
from licet.readers.structured import MAX_DEPTH, MAX_FAULTS, Lines, Shape, json_table, line_of, parse_json, parse_toml
from tests.readers.opening import opened


def _json(content: str | bytes) -> object:
    return parse_json(opened("a.json", content))


def _toml(content: str | bytes) -> object:
    return parse_toml(opened("a.toml", content))


def _reason(result: object) -> tuple[str, int]:
    assert isinstance(result, Problem)
    assert result.hides
    return result.reason, result.line


def test_values_are_returned() -> None:
    assert _json('{"a": [1, 2.5, null, true, "ü"]}') == {"a": [1, 2.5, None, True, "ü"]}
    assert _json(b"\xef\xbb\xbf[1]") == [1]
    assert _json('{"a": 1}'.encode("utf-16")) == {"a": 1}
    assert _toml('a = [1]\n[b]\n"c.d" = "x"\r\n') == {"a": [1], "b": {"c.d": "x"}}


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "not valid JSON: Expecting value", 1),
        ('{"a": 1,\n "b" 2}', "not valid JSON: Expecting ':' delimiter", 2),
        (b"\xff\x00\x01", "not UTF-8 text", 0),
        ("\x00", "not UTF-8 text", 0),
        ("[" * 100_000, f"not read: nested deeper than {MAX_DEPTH} levels", 0),
        ("[" * 500 + "]" * 500, f"not read: nested deeper than {MAX_DEPTH} levels", 0),
        ("9" * 5000, "not usable JSON: a number has thousands of digits", 0),
    ],
)
def test_json_faults_are_named(content: str | bytes, reason: str, line: int) -> None:
    assert _reason(_json(content)) == (reason, line)


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("a = 1\nb = \n", "not valid TOML: Invalid value", 2),
        ("a = 1\na = 2\n", "not valid TOML: Cannot overwrite a value", 2),
        ("a = 1\n[b", "not valid TOML: Expected ']' at the end of a table declaration", 2),
        (b"\xe9 = 1", "not UTF-8 text", 0),
        ("a = " + "[" * 5000, f"not read: nested deeper than {MAX_DEPTH} levels", 0),
        ("a = 1\n" + ".".join(["b"] * 70) + " = 1", f"not read: nested deeper than {MAX_DEPTH} levels", 2),
        ("a = " + "9" * 5000, "not usable TOML: a number or a date is out of range", 0),
        ("a = '" + "x" * 20_001 + "'", "not read: a line is longer than 20000 characters", 1),
    ],
)
def test_toml_faults_are_named(content: str | bytes, reason: str, line: int) -> None:
    assert _reason(_toml(content)) == (reason, line)


def test_depth_is_allowed_up_to_the_bound() -> None:
    assert isinstance(_json("[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)), list)
    assert isinstance(_toml(".".join(["a"] * (MAX_DEPTH - 1)) + " = 1"), dict)


@pytest.mark.parametrize("key", ["a", '"\\""', "'x y'"])
def test_long_dotted_keys_never_reach_the_parser(key: str) -> None:
    """`tomllib` takes quadratic time there: half a minute for a megabyte of such lines."""
    parts = 9_000 // (len(key) + 1)
    document = "".join(".".join([key] * parts) + f".k{number} = 1\n" for number in range(50))
    assert _reason(_toml(document)) == (f"not read: nested deeper than {MAX_DEPTH} levels", 1)


def test_many_dots_that_nest_nothing_are_fine() -> None:
    versions = ", ".join(f'"package-{number}==1.2.3"' for number in range(60))
    prose = "Read this. " * 100
    assert isinstance(_toml(f"a = [{versions}]\nb = '{prose}'"), dict)


def test_lone_surrogates_are_replaced_and_pairs_kept() -> None:
    assert _json(r'{"\ud800": ["\uDFFF", "\ud83d\ude00"]}') == {"\ufffd": ["\ufffd", "\U0001f600"]}


@pytest.mark.parametrize(
    ("content", "kind"),
    [("[]", "a list"), ('"x"', "a string"), ("null", "nothing"), ("true", "a truth value"), ("1", "a number or date")],
)
def test_a_document_that_must_be_an_object(content: str, kind: str) -> None:
    result = json_table(opened("a.json", content))
    assert _reason(result) == (f"holds {kind} where an object is expected", 1)


def test_shape_returns_the_right_type_or_names_the_fault() -> None:
    shape = Shape(opened("a.json", ""))
    assert shape.table({"a": 1}, "x") == {"a": 1}
    assert shape.items([1, 2], "x") == (1, 2)
    assert shape.string(" a ", "x") == "a"
    assert (shape.table(None, "x"), shape.items(None, "x"), shape.string(None, "x")) == ({}, (), "")
    assert not shape.problems
    assert (shape.table([], "t"), shape.items("no", "l"), shape.string({}, "s")) == ({}, (), "")
    assert [problem.reason for problem in shape.problems] == [
        "t: a list where a table is expected",
        "l: a string where a list is expected",
        "s: a table where a string is expected",
    ]


def test_faults_are_bounded_and_masked() -> None:
    shape = Shape(opened("a.json", ""))
    for number in range(MAX_FAULTS + 5):
        shape.string(number, "k" * 1000 if number else "hf_" + "a" * 30)
    assert len(shape.problems) == MAX_FAULTS + 1
    assert shape.problems[-1].reason == "5 more faults of this kind"
    assert "aaaa" not in shape.problems[0].reason
    assert max(len(problem.reason) for problem in shape.problems) <= 300


def test_lines_find_keys_strings_and_headers() -> None:
    lines = Lines('[project]\nname = "demo"\nlicense = \'x\'\n\n[[package]]\n[tool.uv]\nname = "other"\n[[package]]\n')
    assert lines.first("project") == 1
    assert lines.first("demo") == 2
    assert lines.first("x") == 3
    assert lines.first("name") == 2
    assert lines.first("name", 3) == 7
    assert lines.first("tool.uv") == 6
    assert lines.all("package") == (5, 8)
    assert (lines.first("absent"), lines.first("name", 8)) == (0, 0)


def test_line_of_follows_the_needles_in_order() -> None:
    text = "a\nb\nc\nb\n"
    assert (line_of(text, "b"), line_of(text, "c", "b"), line_of(text, "c", "a")) == (2, 4, 0)


@given(st.binary(max_size=500))
@settings(deadline=None)
def test_any_bytes_give_a_value_or_a_problem(data: bytes) -> None:
    for result in (_json(data), _toml(data)):
        assert repr(result).encode()
