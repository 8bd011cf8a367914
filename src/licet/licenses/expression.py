"""License expressions, from SPDX's grammar and from what people write, as a small tree in canonical form.

Source: SPDX 2.3 annex D (expressions); the list of ids is SPDX's, as the `packaging` library ships it.
"""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from licet.licenses.exception import find_exception
from licet.licenses.spdx import spelling
from licet.licenses.store import find, heads

_LENGTH: Final = 2000
_DEPTH: Final = 20
_OPERATOR: Final = re.compile(r"((?<![^ ()])(?:and|or|with)(?![^ ()])|[()])", re.IGNORECASE)
_LATER: Final = re.compile(r",? or (?:any )?(?:later|newer)(?: versions?)?(?![^ ()])", re.IGNORECASE)
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+:_-]*")
_REFERENCE: Final = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_TITLE_AND_SHORT: Final = re.compile(r"([^()]+) \(([^()]+)\)")
_LATER_ID: Final = "-or-later"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One license; `known` when Licet has its record, whose id is then `id`; otherwise `id` is SPDX's or the raw text.

    `or_later` is a plus sign behind an id that has no or-later id of its own: later versions are allowed as well.
    """

    id: str
    known: bool
    exception: str = ""
    or_later: bool = False

    def __str__(self) -> str:
        plus = "+" if self.or_later else ""
        return f"{self.id}{plus} WITH {self.exception}" if self.exception else f"{self.id}{plus}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Licenses that bind together (AND): two or more parts, sorted by their text, none of them an `AllOf`."""

    parts: tuple["Expression", ...]

    def __str__(self) -> str:
        return " AND ".join(f"({part})" if isinstance(part, OneOf) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Licenses of which one may be chosen (OR): two or more parts, sorted by their text, none of them a `OneOf`."""

    parts: tuple["Expression", ...]

    def __str__(self) -> str:
        return " OR ".join(str(part) for part in self.parts)


Expression = Leaf | AllOf | OneOf


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read a license expression; what cannot be read whole is one unknown leaf with the text as it stands.

    A whole text that names a license is that license. Else AND, OR and WITH count in any case, `A/B` is OR, `A, B`
    is AND (the careful reading of a list), `A+` and `A or later` allow later versions. Texts beyond 2,000 characters
    or 20 nested parentheses are not read.
    """
    plain = " ".join(text.split())
    if len(plain) > _LENGTH:
        return Leaf(id=plain[:_LENGTH] + "…", known=False)
    found = _list(plain) or _titled(plain)
    if not found and _OPERATOR.search(plain):
        found = _compound(_LATER.sub("+", plain))
    return found or Leaf(id=plain, known=False)


def normalize(text: str) -> str:
    """The canonical text of a license expression: known ids, SPDX spelling, parts sorted, no part twice."""
    return str(parse(text))


def leaves(expression: Expression) -> tuple[Leaf, ...]:
    """The licenses that an expression names, each once, in the order of its text."""
    if isinstance(expression, Leaf):
        return (expression,)
    return tuple(dict.fromkeys(leaf for part in expression.parts for leaf in leaves(part)))


def all_of(parts: Iterable[Expression]) -> Expression:
    """The parts bound together: flat, sorted, each once; a single part stands for itself."""
    flat = (inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,)))
    own = tuple(sorted(set(flat), key=str))
    return own[0] if len(own) == 1 else AllOf(own)


def one_of(parts: Iterable[Expression]) -> Expression:
    """A choice among the parts: flat, sorted, each once; a single part stands for itself."""
    flat = (inner for part in parts for inner in (part.parts if isinstance(part, OneOf) else (part,)))
    own = tuple(sorted(set(flat), key=str))
    return own[0] if len(own) == 1 else OneOf(own)


class _GrammarError(ValueError):
    """Operators, operands and parentheses do not fit together."""


def _compound(text: str) -> Expression | None:
    """Operands between operators and parentheses; None where the grammar is broken or an operand is no license."""
    # A grammar of our own: license-expression's parser asserts and indexes its way out of broken input.
    tokens = deque(_tokens(text) or ())
    try:
        tree = _choice(tokens)
    except _GrammarError:
        return None
    return None if tokens else tree


def _choice(tokens: deque[Expression | str]) -> Expression:
    parts = [_bundle(tokens)]
    while tokens and tokens[0] == "or":
        tokens.popleft()
        parts.append(_bundle(tokens))
    return one_of(parts)


def _bundle(tokens: deque[Expression | str]) -> Expression:
    parts = [_operand(tokens)]
    while tokens and tokens[0] == "and":
        tokens.popleft()
        parts.append(_operand(tokens))
    return all_of(parts)


def _operand(tokens: deque[Expression | str]) -> Expression:
    first = tokens.popleft() if tokens else ""
    if first == "(":
        inner = _choice(tokens)
        if not tokens or tokens.popleft() != ")":
            raise _GrammarError
        return inner
    if isinstance(first, str):
        raise _GrammarError
    return first


def _tokens(text: str) -> list[Expression | str] | None:
    """Operators and parentheses as texts, operands as trees with their exception; None where one is no license."""
    found: list[Expression | str] = []
    depth, exception_next = 0, False
    for piece in (piece.strip() for piece in _OPERATOR.split(text)):
        word = piece.lower()
        if not piece:
            continue
        if exception_next:
            base = found.pop() if found else ""
            if not isinstance(base, Leaf) or base.exception or _OPERATOR.match(piece) or not _ID.fullmatch(piece):
                return None
            found.append(replace(base, exception=_exception(base, piece)))
            exception_next = False
        elif word == "with":
            exception_next = True
        elif word in {"and", "or", "(", ")"}:
            depth += (word == "(") - (word == ")")
            if depth > _DEPTH:
                return None
            found.append(word)
        else:
            operand = _list(piece) or (Leaf(piece, known=False) if _ID.fullmatch(piece) else None)
            if operand is None:
                return None
            found.append(operand)
    return None if exception_next else found


def _list(text: str, signs: str = ",/") -> Expression | None:
    """A license, or a list of licenses between commas (all) and slashes (one of); None where one is no license."""
    leaf = _leaf(text)
    if leaf or not signs:
        return leaf
    parts = [_list(part.strip(), signs[1:]) for part in text.split(signs[0])]
    known = [part for part in parts if part]
    if len(known) < len(parts):
        return None
    return all_of(known) if signs[0] == "," else one_of(known)


def _titled(text: str) -> Expression | None:
    """A title with its short name in parentheses, where both name the same license."""
    both = _TITLE_AND_SHORT.fullmatch(text)
    title, short = both.groups() if both else ("", "")
    found = _leaf(short) if both else None
    return found if found and found == _leaf(_LATER.sub("+", title)) else None


def _leaf(text: str) -> Leaf | None:
    """A license that Licet or SPDX knows, or a LicenseRef; None for anything else."""
    found = _plain(text)
    if found:
        return found
    base = text[:-1] if text.endswith("+") else re.sub(f"{_LATER_ID}$", "", text, flags=re.IGNORECASE)
    first = _plain(base.rstrip()) if base != text else None
    return _or_later(first) if first else None


def _plain(text: str) -> Leaf | None:
    found = find(text)
    if found:
        return Leaf(found, known=True)
    if _REFERENCE.fullmatch(text):
        return Leaf(text, known=False)
    canonical = spelling(text) if _ID.fullmatch(text) and not text.endswith("+") else ""
    if not canonical or _REFERENCE.fullmatch(canonical):
        return Leaf(canonical, known=False) if canonical else None
    # SPDX gave up the bare GNU ids, which mean "this version only".
    return Leaf(spelling(f"{canonical}-only") or canonical, known=False)


def _or_later(first: Leaf) -> Leaf:
    """The leaf that also allows the versions after `first`, by an id of its own or else with a plus sign."""
    own = next((head.or_later for head in heads() if head.id == first.id and head.or_later), "")
    later = own or spelling(first.id.removesuffix("-only") + _LATER_ID)
    return Leaf(later, known=find(later) == later) if later else replace(first, or_later=True)


def _exception(base: Leaf, text: str) -> str:
    """The id of an exception's record, else its SPDX spelling; the text as it stands where SPDX has none either."""
    return find_exception(text) or spelling(f"{base.id} with {text}").partition(" WITH ")[2] or text
