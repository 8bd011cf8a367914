"""License expressions as SPDX writes them, strictly: what a BOM may hold, and what is wrong where it may not.

Source: SPDX 3.0.1 annex B and SPDX 2.3 annex D. The list of ids is SPDX's, as the `packaging` library ships it, and
that of Licet's own records, which may be newer. `licenses/expression.py` reads what people write instead.
"""

import re
from functools import cache, lru_cache
from typing import Final

from licet.licenses.store import ids

LONGEST: Final = 10_000
"""Characters of an expression that are looked at."""

_DEEPEST: Final = 50
_WORD: Final = re.compile(r"[()]|[^\s()]+")
_ID: Final = re.compile(r"[A-Za-z0-9.-]+")
_REFERENCE: Final = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_ADDITION: Final = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+")
_LOCAL: Final = re.compile(r"(?<![\w.:-])(?:LicenseRef|AdditionRef)-[A-Za-z0-9.-]+")
_ANY: Final = "LicenseRef-any"
_JOINS: Final = ("AND", "OR", "and", "or")
_WITH: Final = ("WITH", "with")


@lru_cache(maxsize=4096)
def fault(expression: str) -> str:
    """What is wrong with a license expression, in one line; empty where nothing is.

    Ids count in SPDX's own spelling. NONE and NOASSERTION are no expressions.
    """
    if len(expression) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    words = _WORD.findall(expression)
    if not words:
        return "it is empty"
    state, depth = "operand", 0
    for word in words:
        wrong = _misplaced(word, state, depth)
        if wrong:
            return wrong
        depth += (word == "(") - (word == ")")
        state = _next(word, state)
    if state == "operand":
        return "a license is missing at its end"
    if state == "exception":
        return "no exception follows WITH"
    return "a parenthesis is not closed" if depth else ""


def listed(identity: str) -> bool:
    """Whether SPDX's list has a license id in this spelling."""
    return bool(_ID.fullmatch(identity)) and not _REFERENCE.fullmatch(identity) and spelling(identity) == identity


def references(expression: str) -> tuple[str, ...]:
    """The LicenseRef and AdditionRef ids of an expression that belong to its own document, each once."""
    return tuple(dict.fromkeys(_LOCAL.findall(expression[:LONGEST])))


def _misplaced(word: str, state: str, depth: int) -> str:
    match state:
        case "operand":
            if word == "(":
                return f"parentheses are nested more than {_DEEPEST} deep" if depth >= _DEEPEST else ""
            return _no_license(word)
        case "exception":
            return _no_exception(word)
        case _:
            if word == ")":
                return "" if depth else "a parenthesis is closed that was not opened"
            if word in _WITH:
                return "" if state == "license" else "WITH follows no single license"
            return "" if word in _JOINS else f"{word[:80]!r} stands where AND, OR or WITH is expected"


def _next(word: str, state: str) -> str:
    if state == "operand":
        return "operand" if word == "(" else "license"
    if state == "exception" or word == ")":
        return "whole"
    return "exception" if word in _WITH else "operand"


def _no_license(word: str) -> str:
    if word in (*_JOINS, *_WITH, ")"):
        return f"a license is missing before {word!r}"
    if _REFERENCE.fullmatch(word):
        return ""
    plain = word.removesuffix("+")
    known = spelling(plain) if _ID.fullmatch(plain) else ""
    if plain == known or plain in _newer():
        return ""
    signs = "" if _ID.fullmatch(plain) else " and has signs that no id has"
    return f"{word[:80]!r} is no id of the SPDX license list{_hint(known) or signs}"


def _no_exception(word: str) -> str:
    known = spelling(f"{_ANY} WITH {word}").partition(" WITH ")[2] if _ID.fullmatch(word) else ""
    if word == known or _ADDITION.fullmatch(word):
        return ""
    return f"{word[:80]!r} is no exception of the SPDX license list{_hint(known)}"


def _hint(known: str) -> str:
    return f"; did you mean {known!r}?" if known else ""


@lru_cache(maxsize=4096)
def spelling(text: str) -> str:
    """The SPDX spelling of one id, or of one with an exception; empty where SPDX has none."""
    from packaging.licenses import (  # noqa: PLC0415 - slow, seldom needed
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return ""


@cache
def _newer() -> frozenset[str]:
    """The ids of records that stand for themselves: SPDX's list may have them already."""
    return frozenset(each for each in ids() if not each.startswith("LicenseRef-"))
