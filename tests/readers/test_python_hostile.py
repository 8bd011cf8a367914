"""Hostile and random programs: bounded time, one problem at most, never an exception."""

import ast
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.readers.python_source import read
from tests.readers.opening import opened

HEAD = "from transformers import AutoModel\nload = AutoModel.from_pretrained\n"
CALL = "\nAutoModel.from_pretrained(x)\n"

HOSTILE: dict[str, Callable[[], str]] = {
    "parentheses": lambda: "(" * 100_000 + ")" * 100_000,
    "lists": lambda: "[" * 100_000,
    "unary operators": lambda: "-" * 100_000 + "1",
    "attributes": lambda: "x = a" + ".b" * 100_000,
    "calls of calls": lambda: "x = a" + "()" * 2_000,
    "subscripts": lambda: "x = a" + "[0]" * 900,
    "sums": lambda: "x = 'a'" + " + 'a'" * 900,
    "long sums": lambda: "x = 'a'" + " + 'a'" * 100_000,
    "chained elif": lambda: "if a:\n    x = 'a/b'\n" + "".join(f"elif b{n}:\n    x = 'c/{n}'\n" for n in range(300)),
    "nested functions": lambda: "".join(f"{' ' * n}def f{n}(x=x):\n" for n in range(90)) + " " * 90 + "pass",
    "many assignments": lambda: "\n".join(f"x = y{n}" for n in range(20_000)),
    "many conditional assignments": lambda: "\n".join(f"if a: x = 'b/{n}'" for n in range(5_000)),
    "assignments to each other": lambda: "\n".join(f"x{n} = x{(n + 1) % 500}\nx = x{n}" for n in range(500)),
    "doubling tuples": lambda: "x0 = 'a/b'\n" + "\n".join(f"x{n + 1} = (x{n}, x{n})" for n in range(60)) + "\nx = x60",
    "doubling branches": lambda: (
        "x0 = 'a/b'\n" + "\n".join(f"x{n + 1} = x{n} if a else x{n}" for n in range(60)) + "\nx = x60"
    ),
    "cyclic classes": lambda: (
        "class A(B): pass\nclass B(A):\n    def f(self): AutoModel.from_pretrained(self.m)\nA = B"
    ),
    "class that is its own base": lambda: "class A(A):\n    def f(self): AutoModel.from_pretrained(self.m)",
    "cyclic spread": lambda: "d = {**d, 'a': d}\nx = d['a']['a']",
    "huge dictionary": lambda: "d = {" + ",".join(f"'k{n}': 'a/b{n}'" for n in range(20_000)) + "}\nx = d[k]",
    "huge f-string": lambda: "x = f'" + "{a}" * 3_000 + "'",
    "product of candidates": lambda: "a = {1: 'a', 2: 'b'}[k]\nx = f'" + "{a}" * 60 + "'",
    "huge number": lambda: "n = 0x" + "f" * 20_000 + "\nx = f'a/{n}'",
    "lone surrogate": lambda: "x = 'a/\\ud800'",
    "control characters": lambda: "x = 'a/\\x00\\x1b[31m'",
    "many methods": lambda: "\n".join(
        f"class C{n}(C{(n * 7) % 200}):\n    m = self.m\n    def f(self, a):\n        self.m = self.f(self.m)\n"
        "        self.from_pretrained(a)\n        self.g(self.f)"
        for n in range(200)
    ),
    "many options": lambda: "\n".join(f"p.add_argument('--x', default='a/{n}')" for n in range(5_000)) + "\nx = args.x",
    "many calls": lambda: "\n".join(f"def f{n}(a):\n    f{n}(x)\n    load(a)" for n in range(3_000)),
    "star imports": lambda: "\n".join(f"from m{n} import *" for n in range(3_000)),
    "decimal of many digits": lambda: "x = " + "9" * 10_000,
    "lambda in lambda": lambda: "x = " + "lambda a=1: " * 60 + "a",
    "walrus": lambda: "x = [y := 'a/b', [(z := y) for _ in y]]",
    "null in a text": lambda: "x = 'a\\0b/c'",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_program_is_read_to_its_end(case: str) -> None:
    found = read(opened("app.py", HEAD + HOSTILE[case]() + CALL))
    assert len(found.problems) <= 1
    assert len(found.components) <= 10_000
    repr(found).encode()


@pytest.mark.parametrize("data", [b"\x00from_pretrained", b"\xff\xfe\x00", b"# from_pretrained \xe9"])
def test_what_is_no_text_is_left_to_discovery(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        read(opened("app.py", data))


def test_declared_encoding_does_not_matter() -> None:
    found = read(opened("app.py", "# -*- coding: latin-1 -*-\n" + HEAD + "load('a/b')"))
    assert [part.id for part in found.components] == ["pkg:huggingface/a/b"]


def test_warnings_of_the_compiler_are_not_shown() -> None:
    assert read(opened("app.py", HEAD + "x = '\\d'\nif x is 'y': pass\nload('a/b')")).problems == ()


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read(text: str) -> None:
    if "\x00" not in text:
        found = read(opened("app.py", (HEAD + text).encode("utf-8", "replace")))
        assert {problem.path for problem in found.problems} <= {"app.py"}


NAMES = st.sampled_from(["a", "b", "self", "args", "os", "load", "AutoModel", "A", "f"])
LEAVES = NAMES | st.sampled_from(["'x/y'", "''", "None", "1", "'%s/{}'", "__file__", "self.a", "args.m", "A.a"])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} + {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} % {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} if a else {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} or {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"{{'k': {p[0]}, **{p[1]}}}[{p[1]}]"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]}, *{p[1]}][0]"),
        st.tuples(inner, inner).map(lambda p: f"[{p[0]} for a, b in {p[1]}]"),
        st.tuples(NAMES, inner).map(lambda p: f"{p[0]}({p[1]})"),
        st.tuples(NAMES, inner).map(lambda p: f"{p[0]}(m={p[1]}, **{p[1]})"),
        st.tuples(inner, st.sampled_from(["values()", "get('k', b)", "a", "m", "f(b)", "format(a)", "parent"])).map(
            lambda p: f"({p[0]}).{p[1]}"
        ),
        inner.map(lambda one: f"os.getenv('K', {one})"),
        inner.map(lambda one: f"os.path.join({one}, {one})"),
        inner.map(lambda one: f"(lambda a={one}: load(a))"),
        inner.map(lambda one: f"load({one})"),
    ),
    max_leaves=8,
)
STATEMENTS = st.one_of(
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]} = {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]}, b = {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"def {p[0]}(a={p[1]}, *b, m):\n    return load(a) or {p[1]}"),
    st.tuples(NAMES, EXPRESSIONS).map(
        lambda p: (
            f"class {p[0]}(A):\n    a = {p[1]}\n    def f(self, m={p[1]}):\n        self.a = m\n        load(self.a)"
        )
    ),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"for {p[0]}, b in {p[1]}:\n    load(b)"),
    st.tuples(EXPRESSIONS, EXPRESSIONS).map(lambda p: f"if a == 'x/y':\n    a = {p[0]}\nelse:\n    load({p[1]})"),
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"with {p[1]} as {p[0]}:\n    load({p[0]})"),
    EXPRESSIONS.map(lambda one: f"parser.add_argument('--m', default={one})"),
    EXPRESSIONS.map(lambda one: f"load({one})"),
    NAMES.map(lambda one: f"def g():\n    global {one}\n    {one} = {one}\n    load({one})"),
    NAMES.map(lambda one: f"match {one}:\n    case 'x/y' | [b]:\n        load({one})"),
)


@given(st.lists(STATEMENTS, max_size=8).map("\n".join))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_program_is_read_alike_twice(program: str) -> None:
    ast.parse(program)
    first, second = (read(opened("app.py", HEAD + program)) for _ in range(2))
    assert first == second
    assert first.problems == ()
    known = {part.id for part in first.components} | {"product"}
    assert {end for link in first.links for end in (link.source, link.target)} <= known
