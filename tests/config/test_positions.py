"""The line of every key, with expected lines counted by hand or known by construction."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.config.positions import MAX_DEPTH, KeyPath, NestingError, line_of, locate

EVERYTHING = '''\
# a comment, with [brackets] and key = "value"
top = 1

[use]               # 4
"quoted key" = """
[not.a.table]
fake = 1 \\""" still inside
"""                 # 5 to 8
'literal.key' = 2
dotted . inner = 'it\\'  # 10

[[component]]
id = "a"
facts = { modified = true, deep = { x = [1, 2] } }
[component.more]
x = 1
[[component]]
list = [            # 18
  "one", # ] "
  [2, 3],

  { four = 4 },
]
last = 24
[[component.part]]
id = 1
[[component.part]]
id = 2
["\\u0061 b"]
c = \'\'\'
x = """
\'\'\'
d = 33
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("use",), 4),
        (("use", "quoted key"), 5),
        (("use", "literal.key"), 9),
        (("use", "dotted"), 10),
        (("use", "dotted", "inner"), 10),
        (("component",), 12),
        (("component", 0), 12),
        (("component", 0, "id"), 13),
        (("component", 0, "facts"), 14),
        (("component", 0, "more", "x"), 16),
        (("component", 1), 17),
        (("component", 1, "list"), 18),
        (("component", 1, "list", 0), 19),
        (("component", 1, "list", 1), 20),
        (("component", 1, "list", 2), 22),
        (("component", 1, "last"), 24),
        (("component", 1, "part", 0), 25),
        (("component", 1, "part", 1), 27),
        (("component", 1, "part", 1, "id"), 28),
        (("a b",), 29),
        (("a b", "c"), 30),
        (("a b", "d"), 33),
    ],
)
def test_each_key_has_the_line_on_which_it_stands(path: KeyPath, line: int) -> None:
    tomllib.loads(EVERYTHING)
    assert locate(EVERYTHING)[path] == line


@pytest.mark.parametrize("path", [("component", 0, "facts", "modified"), ("component", 0, "facts", "deep", "x", 1)])
def test_a_key_in_an_inline_table_is_found_at_the_key_around_it(path: KeyPath) -> None:
    assert line_of(locate(EVERYTHING), path) == 14


def test_a_key_that_is_absent_is_found_at_its_table() -> None:
    assert line_of(locate(EVERYTHING), ("use", "absent")) == 4
    assert line_of(locate(EVERYTHING), ("absent",)) == 0


def test_nothing_inside_a_string_is_a_key() -> None:
    assert not {("not",), ("use", "fake"), ("a b", "x")} & set(locate(EVERYTHING))


def test_a_quoted_key_that_is_no_toml_keeps_its_spelling() -> None:
    assert locate('"a\\q" = 1') == {("a\\q",): 1}


def test_windows_line_ends_do_not_count_twice() -> None:
    assert locate(EVERYTHING.replace("\n", "\r\n")) == locate(EVERYTHING)


@pytest.mark.parametrize(
    "text", ["key", "= 1", "[a", "[[a]", 'a = "x', 'a = """x', "a = '", "[a] b = 1", "a.", '"a', "!"]
)
def test_what_is_no_toml_stops_the_walk_without_an_error(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    assert ("later",) not in locate(f"{text}\nlater = 1")


@pytest.mark.parametrize(
    "deep",
    [
        ".".join(["a"] * (MAX_DEPTH + 1)) + " = 1",
        f"[{'.'.join(['a'] * (MAX_DEPTH + 1))}]",
        "a = " + "[" * (MAX_DEPTH + 1),
        "a = " + "{ b = " * (MAX_DEPTH + 1),
        "a = { " + ".".join(["b"] * (MAX_DEPTH + 2)) + " = 1 }",
        "a = { " + ".".join(['"b"'] * (MAX_DEPTH + 2)) + " = 1 }",
    ],
)
def test_deep_nesting_is_refused_with_its_line(deep: str) -> None:
    with pytest.raises(NestingError) as caught:
        locate(f"first = 1\n{deep}\n")
    assert caught.value.line == 2


def test_many_numbers_with_a_point_are_not_deep() -> None:
    assert locate("a = [" + "1.5, " * 100 + "]\nb = 1")[("b",)] == 2


VALUES = [
    *("1", "-1.5", "true", "2024-01-01", '"x # y"', "'[z]'", '"\\""', '""', "''"),
    *("[]", "{}", "[\n1,\n2\n]", "[ # ]\n]", '["]",\n"["]', "{ a = 1, b.c = '}' }", "[{ a = [\n1] }]"),
    *('"""\n[x]\ny = 1\n"""', "'''\n\"\"\"\n'''", '"""a"" b""""', "''''x'''", '"""\\\n  z"""'),
]
"""Values that hold on purpose what looks like keys, tables and ends of strings."""


@given(st.lists(st.tuples(st.sampled_from(["key", "table", "array", "comment"]), st.sampled_from(VALUES)), max_size=30))
def test_each_statement_is_found_on_its_line_after_any_values(statements: list[tuple[str, str]]) -> None:
    lines: list[str] = []
    expected: dict[KeyPath, int] = {}
    table: KeyPath = ()
    arrays = 0
    for number, (statement, value) in enumerate(statements):
        line = "\n".join(lines).count("\n") + 1 + bool(lines)
        match statement:
            case "key":
                lines.append(f"key{number} = {value} # end")
                expected[(*table, f"key{number}")] = line
            case "table":
                table = (f"table{number}",)
                lines.append(f"[table{number}]")
                expected[table] = line
            case "array":
                table = ("array", arrays)
                arrays += 1
                lines.append("[[array]]")
                expected[table] = line
            case _:
                lines.append(f"# {value}".replace("\n", " "))
    text = "\n".join(lines)
    tomllib.loads(text)
    found = locate(text)
    assert {path: found.get(path) for path in expected} == expected


@given(st.text(alphabet="a.=[]{}\"'#,\\ \n1", max_size=60))
def test_every_key_of_any_valid_text_has_a_line(text: str) -> None:
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        locate(text)
        return
    found = locate(text)
    assert all((key,) in found for key in parsed)
