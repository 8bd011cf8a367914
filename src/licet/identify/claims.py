"""What someone says a component's license is, brought into one form: SPDX expressions where they can be had."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from licet.identify.index import load
from licet.identify.match import recognize
from licet.licenses.expression import Expression, Leaf, all_of, leaves, parse
from licet.licenses.store import find
from licet.model.bom import Claim, Evidence

NO_CLAIM: Final = frozenset(
    {"", "other", "unknown", "none", "null", "n/a", "noassertion", "unspecified", "not specified"}
)
"""Words in a license field that name no license (INPUTS section 1.1: the Hub's `other` and `unknown`)."""

_POINTER: Final = re.compile(r"(?:see|license) +(?:license|file|in|the|attached|copying).{0,200}", re.IGNORECASE)
_CLASSIFIER: Final = "License :: "
_SHORT_NAME: Final = re.compile(r" *\([^()]*\)$")
_WHOLE_TEXT: Final = 400
"""Characters from which a license field may hold a whole license text."""
_SHOWN: Final = 100
"""Characters of a name that is no license."""
_ANY_LICENSE: Final = frozenset(
    {"license", "licenses", "licensed", "software", "public", "general", "open", "source", "the", "and", "or", "v"}
    | {"version", "later", "only", "licenseref", "scancode", "licet", "agreement", "of", "under", "terms", "model"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim that names a license; `vague` where the name is not one license, such as a family without a version."""

    claim: Claim
    expression: Expression
    vague: bool

    def __str__(self) -> str:
        return str(self.expression)


def read_claim(claim: Claim) -> Stated | None:
    """Return what a claim says; None where it names no license."""
    raw = claim.license.strip()
    if raw.casefold() in NO_CLAIM or _POINTER.fullmatch(raw):
        found = next((one for one in map(find, (claim.name, claim.url)) if one), None)
        return Stated(claim=claim, expression=Leaf(found, known=True), vague=False) if found else None
    if len(raw) >= _WHOLE_TEXT and (text := _from_text(raw)) is not None:
        return Stated(claim=claim, expression=text, vague=False)
    expression = _read(raw.rpartition(" :: ")[2] if raw.startswith(_CLASSIFIER) else raw)
    if expression is None:
        return None
    return Stated(claim=claim, expression=expression, vague=not all(map(_is_license, leaves(expression))))


def same_family(vague: Expression, others: Expression) -> bool:
    """Return whether a vague name shares a word with the licenses of another expression, as a family does."""
    words = {word for leaf in leaves(vague) for word in _words(leaf.id)}
    return bool(words & {word for leaf in leaves(others) for word in _family(leaf)})


def base(expression: Expression) -> frozenset[tuple[str, str]]:
    """Return the licenses of an expression with their exceptions, later versions and the operators left aside."""
    return frozenset((_without_version_range(leaf.id), leaf.exception) for leaf in leaves(expression))


def _read(raw: str) -> Expression | None:
    if raw.casefold() in NO_CLAIM or raw == "OSI Approved":
        return None
    expression = parse(raw if len(raw) <= _SHOWN or "\n" not in raw else raw.split("\n", 1)[0][:_SHOWN])
    if not isinstance(expression, Leaf) or _is_license(expression):
        return expression
    names = (raw, _SHORT_NAME.sub("", raw))
    found = next((one for one in (*map(find, names), *map(load().named, names)) if one), None)
    return Leaf(found, known=find(found) == found) if found else expression


def _from_text(raw: str) -> Expression | None:
    found = {
        one.license for one in recognize(raw, Evidence(path="")) if one.match != "tag" and one.document == "license"
    }
    return all_of(Leaf(one, known=find(one) == one) for one in sorted(found)) if found else None


def _is_license(leaf: Leaf) -> bool:
    return leaf.known or leaf.id.startswith(("LicenseRef-", "DocumentRef-")) or _is_spdx(leaf.id)


@cache
def _is_spdx(name: str) -> bool:
    from packaging.licenses import (  # noqa: PLC0415 - slow to import, needed for licenses without a record only
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    try:
        return bool(canonicalize_license_expression(name))
    except InvalidLicenseExpression:
        return False


def _without_version_range(name: str) -> str:
    return name.removesuffix("-or-later").removesuffix("-only")


def _words(text: str) -> list[str]:
    plain = re.findall(r"[a-z]+", text.casefold())
    return [word for word in plain if word not in _ANY_LICENSE]


def _family(leaf: Leaf) -> set[str]:
    titles = " ".join(load().titles.get(leaf.id, ()))
    return {*_words(leaf.id), *_words(titles)}
