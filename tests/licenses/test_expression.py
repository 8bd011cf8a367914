"""License expressions: SPDX's grammar, what people write instead, and the algebra that must survive both."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.licenses import AllOf, Expression, Leaf, OneOf, leaves, normalize, parse

MIT, APACHE, BSD = Leaf("MIT", known=True), Leaf("Apache-2.0", known=True), Leaf("BSD-3-Clause", known=True)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("MIT", MIT),
        ("My  Own\tLicense", Leaf("My Own License", known=False)),
        ("bsd-3-clause", BSD),
        ("LicenseRef-Acme", Leaf("LicenseRef-Acme", known=False)),
        ("DocumentRef-x:LicenseRef-Acme", Leaf("DocumentRef-x:LicenseRef-Acme", known=False)),
        ("MIT OR Apache-2.0", OneOf((APACHE, MIT))),
        ("mit or apache-2.0", OneOf((APACHE, MIT))),
        ("MIT or Apache License 2.0", OneOf((APACHE, MIT))),
        ("MIT/Apache-2.0", OneOf((APACHE, MIT))),
        ("MIT / Apache-2.0", OneOf((APACHE, MIT))),
        ("MIT, Apache-2.0", AllOf((APACHE, MIT))),
        ("MIT/Apache-2.0, BSD-3-Clause", AllOf((OneOf((APACHE, MIT)), BSD))),
        ("MIT And Apache-2.0", AllOf((APACHE, MIT))),
        ("MIT AND MIT", MIT),
        ("(MIT)", MIT),
        ("MIT AND (BSD-3-Clause OR Apache-2.0)", AllOf((OneOf((APACHE, BSD)), MIT))),
        ("MIT AND BSD-3-Clause OR Apache-2.0", OneOf((APACHE, AllOf((BSD, MIT))))),
        ("MIT OR (Apache-2.0 OR BSD-3-Clause)", OneOf((APACHE, BSD, MIT))),
        ("MIT OR foo", OneOf((MIT, Leaf("foo", known=False)))),
        ("GPL-3.0-or-later", Leaf("GPL-3.0-or-later", known=True)),
        ("GPL-3.0+", Leaf("GPL-3.0-or-later", known=True)),
        ("GPL-3.0-only+", Leaf("GPL-3.0-or-later", known=True)),
        ("GPL-3.0 or later", Leaf("GPL-3.0-or-later", known=True)),
        ("GPL-3.0, or any later version", Leaf("GPL-3.0-or-later", known=True)),
        ("MIT OR GPL-3.0 or later", OneOf((Leaf("GPL-3.0-or-later", known=True), MIT))),
        ("GPL-2.0", Leaf("GPL-2.0-only", known=True)),
        ("GPL-1.0", Leaf("GPL-1.0-only", known=True)),
        ("licenseref-Acme-1.0", Leaf("LicenseRef-Acme-1.0", known=False)),
        ("AGPL-1.0", Leaf("AGPL-1.0-only", known=False)),
        ("lgpl-2.1+", Leaf("LGPL-2.1-or-later", known=True)),
        ("lgpl-2.1-or-later", Leaf("LGPL-2.1-or-later", known=True)),
        ("lgpl-2.0+", Leaf("LGPL-2.0-or-later", known=True)),
        ("lgpl-2.0-or-later", Leaf("LGPL-2.0-or-later", known=True)),
        ("agpl-1.0-or-later", Leaf("AGPL-1.0-or-later", known=False)),
        ("Apache-2.0+", Leaf("Apache-2.0", known=True, or_later=True)),
        ("Apache-2.0-or-later", Leaf("Apache-2.0", known=True, or_later=True)),
        ("MPL-2.0+", Leaf("MPL-2.0", known=True, or_later=True)),
        ("MPL-1.1+", Leaf("MPL-1.1", known=True, or_later=True)),
        ("MPL-1.0+", Leaf("MPL-1.0", known=False, or_later=True)),
        ("artistic-2.0", Leaf("Artistic-2.0", known=True)),
        ("cecill-1.0", Leaf("CECILL-1.0", known=False)),
        (
            "gpl-2.0-only with classpath-exception-2.0",
            Leaf("GPL-2.0-only", known=True, exception="Classpath-exception-2.0"),
        ),
        ("LicenseRef-Acme WITH my-exception", Leaf("LicenseRef-Acme", known=False, exception="my-exception")),
        ("MIT License (MIT)", MIT),
    ],
)
def test_what_is_written_becomes_a_tree(text: str, tree: Expression) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        *("()", "(MIT", "MIT)", "MIT OR", "OR MIT", "MIT OR OR BSD-3-Clause", "MIT MIT", "MIT ()", "WITH", "MIT WITH"),
        *("(MIT OR BSD-3-Clause) WITH Classpath-exception-2.0", "MIT WITH a WITH b", "( OR )", "MIT (not for sale)"),
        *("(OR MIT", "(AND MIT)", "MIT WITH WITH a", "MIT WITH OR", "MIT) OR (MIT"),
        *(
            "Free for research and non commercial use",
            "see LICENSE",
            "MIT, see LICENSE",
            "meta/model",
            "MIT, , BSD-3-Clause",
            "/",
        ),
        *("(" * 21 + "MIT" + ")" * 21, "All rights reserved", "GPL-3.0 ++"),
    ],
)
def test_what_cannot_be_read_whole_is_one_unknown_leaf(text: str) -> None:
    assert parse(text) == Leaf(text, known=False)


def test_nothing_is_an_unknown_leaf_without_text() -> None:
    assert parse(" \n") == Leaf("", known=False)


def test_a_text_beyond_the_bound_is_not_read() -> None:
    found = parse(" OR ".join(["MIT"] * 1000))
    assert isinstance(found, Leaf)
    assert not found.known
    assert len(found.id) == 2001


def test_twenty_parentheses_are_read() -> None:
    assert parse("(" * 20 + "MIT" + ")" * 20) == MIT


def test_the_canonical_text_binds_as_spdx_does() -> None:
    assert normalize("(mit and bsd-3-clause) or apache-2.0") == "Apache-2.0 OR BSD-3-Clause AND MIT"
    assert normalize("mit and (bsd-3-clause or apache-2.0)") == "(Apache-2.0 OR BSD-3-Clause) AND MIT"
    assert normalize("apache-2.0+ OR gpl-2.0+") == "Apache-2.0+ OR GPL-2.0-or-later"


def test_leaves_are_the_licenses_named_each_once() -> None:
    assert leaves(parse("MIT AND (BSD-3-Clause OR MIT)")) == (BSD, MIT)


NAMES = ("MIT", "Apache-2.0", "BSD-3-Clause", "LicenseRef-Acme", "GPL-3.0-or-later", "MPL-2.0+", "foo")
LEAVES = st.sampled_from([*NAMES, "GPL-2.0-only WITH Classpath-exception-2.0"])


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    words = st.sampled_from([" AND ", " OR ", " and ", " or "])
    return st.builds(lambda left, word, right: f"({left}){word}({right})", parts, words, parts)


EXPRESSIONS = st.recursive(LEAVES, joined, max_leaves=8)
NOISE = st.lists(
    st.sampled_from([*NAMES, "AND", "or", "WITH", "(", ")", "/", ",", "+", "or later", "Apache License 2.0", "é", ""])
    | st.text(max_size=6),
    max_size=10,
)


def binds(expression: Expression, held: frozenset[str]) -> bool:
    """Whether the expression is met by complying with the licenses held: the meaning of AND and OR."""
    match expression:
        case Leaf():
            return str(expression) in held
        case AllOf():
            return all(binds(part, held) for part in expression.parts)
        case OneOf():
            return any(binds(part, held) for part in expression.parts)


@given(EXPRESSIONS)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)
    assert parse(normalize(text)) == parse(text)


@given(EXPRESSIONS, EXPRESSIONS, st.sampled_from(["AND", "OR"]))
def test_the_order_of_parts_means_nothing(left: str, right: str, word: str) -> None:
    assert parse(f"({left}) {word} ({right})") == parse(f"({right}) {word} ({left})")


@given(EXPRESSIONS, EXPRESSIONS, st.frozensets(LEAVES))
def test_and_needs_both_and_or_needs_one(left: str, right: str, held: frozenset[str]) -> None:
    either, both = parse(f"({left}) OR ({right})"), parse(f"({left}) AND ({right})")
    meets = binds(parse(left), held), binds(parse(right), held)
    assert binds(either, held) == any(meets)
    assert binds(both, held) == all(meets)


@settings(max_examples=400)
@given(NOISE, st.sampled_from(["", " "]))
def test_any_text_is_read_without_a_crash_and_canonical_text_is_stable(words: list[str], between: str) -> None:
    text = between.join(words)
    assert normalize(normalize(text)) == normalize(text)
