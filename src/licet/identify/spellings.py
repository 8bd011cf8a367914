"""What a license goes by where people write its name: in manifests, on cards, as an address.

The knowledge is data: the tables of `name_tables`, the records, the titles and rules of the index. A name is read only
where nothing is left over that could make it another license.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from licet.identify.index import load
from licet.identify.match import recognize
from licet.identify.name_tables import key_of, spellings
from licet.licenses.expression import Expression, Leaf, all_of, leaves, one_of, parse
from licet.licenses.store import find
from licet.model.bom import Evidence

LONGEST: Final = 500
"""Characters of a name that is read; what is longer is prose."""
_PARTS: Final = 40
"""Names and signs of a list of licenses."""
_NAME_PARTS: Final = 5
"""Names and signs that may be one name together ("Apache License, Version 2.0")."""
_DEPTH: Final = 8
"""Parentheses within each other."""

_SIGNS: Final = str.maketrans(
    {**dict.fromkeys("\u2018\u2019`\u00b4", "'"), **dict.fromkeys("\u201c\u201d\u00ab\u00bb", '"')}
    | {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"), **dict.fromkeys("\u00ae\u2122", ""), "\u2265": ">="}
)
_AROUND: Final = " \t.,;:'\"*"
_LABEL: Final = re.compile(r"licen[sc]e *[:=](?!:) *", re.IGNORECASE)
_POINTER: Final = re.compile(
    r"[ ,;.(-]{1,4}see (?:the )?(?:licen[sc]e|copying)(?:\.\w{2,4})?(?: file)?(?: for (?:more )?details)?\)?$",
    re.IGNORECASE,
)
_AT_LEAST: Final = re.compile(r" ?\(? ?>= ?(\d[\d.]{0,9}) ?\)?")
_EXACTLY: Final = re.compile(r"\(? ?== ?(\d[\d.]{0,9}) ?\)?")
_LATER: Final = re.compile(
    r",? (?:or|and)(?: \(?at your option\)?)?(?: any)? (?:later|newer|higher|above)(?: versions?)?(?![^ ()])",
    re.IGNORECASE,
)
_IS_LATER: Final = re.compile(r"\b(?:later|newer|higher|above)\b|\+|>", re.IGNORECASE)
_WITH: Final = re.compile(r" (?:with|w/)(?: the)? ", re.IGNORECASE)
_TITLE_AND_SHORT: Final = re.compile(r"([^()]+?) ?\(([^()]+)\)")
_UNSAID: Final = re.compile(r"[|&;<>=!?%~]| \+ |[^ -~]")
"""Signs that a reading word by word would pass over."""
_ADDRESS: Final = re.compile(
    r"(?:(?:https?://|www\.)|[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}\.[a-z]{2,10}/)\S+", re.IGNORECASE
)
_SCHEME: Final = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_PAGE: Final = re.compile(r"\.(?:html?|txt|php|md|json)$|/$", re.IGNORECASE)
_RAW: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:raw\.githubusercontent\.com/([^/\s]+/[^/\s]+)/(?:refs/heads/)?"
    r"|((?:github\.com|(?:huggingface\.co|hf\.co)(?:/(?:spaces|datasets))?)/[^/\s]+/[^/\s]+)/(?:raw|resolve|blob)/)"
    r"((?:main|master)/\S+)",
    re.IGNORECASE,
)
"""Ways to the newest state of a file in a repository."""
_SLUG_JOIN: Final = re.compile(r"(?<=\w)[-_](and|or)[-_](?=\w)(?!later)", re.IGNORECASE)
"""What joins licenses in a name without spaces ("mit-and-apache-2.0")."""
_JOIN: Final = re.compile(r"( (?:and/or|or|and) |, ?(?:or|and) |\|\|?|&&?|[,;/()])", re.IGNORECASE)
_VERSION: Final = re.compile(r"\d+(?:[._]\d+)*")
_DOTTED: Final = re.compile(r"(?<=\d)-(?=\d)")
"""What stands for a dot in "gpl-3-0"."""
_SMALL: Final = re.compile(r"(?<![\d.]\d)(?<=\d)-(?=\d(?![\d.]))")
"""The same among other words: "CC0-1.0" has two numbers."""
_VERSIONED: Final = re.compile(r"[ ,-]{1,3}(?:v|ver|version)\.? ?(?=\d)", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:(?<!\d)\d{1,2} [a-z]{3,9} )?(?<!\d)(?:19|20)\d\d(?:-?\d\d-?\d\d)?(?!\d)")
_LEVELS: Final = (
    (frozenset({"or", "|", "||"}), one_of),
    (frozenset({"and", "&", "&&"}), all_of),
    (frozenset({",", ";"}), all_of),
    (frozenset({"/"}), one_of),
)
"""What stands between licenses, and how the licenses then go together; what binds least comes first."""
_SIGNS_OF_LISTS: Final = frozenset({"(", ")"}).union(*(signs for signs, _ in _LEVELS))
_OWN: Final = "LicenseRef-"
_REFERENCE: Final = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.+-]+")
_KEY: Final = re.compile(r"[^\s()]+")
_OPERATORS: Final = frozenset({"AND", "OR", "WITH"})


def read(text: str) -> Expression | None:
    """Return the licenses that a name, a list of names or an address stands for; None where that is not certain."""
    plain = _plain(text) if len(text) <= 2 * LONGEST else ""
    return _read(plain) if plain and len(plain) <= LONGEST else None


def is_license(leaf: Leaf) -> bool:
    """Return whether a leaf names one license, and an exception that exists."""
    if leaf.exception and not (leaf.exception.startswith(("LicenseRef-", "AdditionRef-")) or _exceptions(leaf)):
        return False
    if _REFERENCE.fullmatch(leaf.id):
        return leaf.id not in _nameless_ids()
    return leaf.known or is_spdx(leaf.id)


def names_nothing(expression: str) -> bool:
    """Return whether an expression of ScanCode's keys holds statements alone that are no license in particular."""
    index = load()
    keys = [key for key in _KEY.findall(expression) if key not in _OPERATORS]
    return bool(keys) and all(key in index.vague or key not in index.names for key in keys)


def says(text: str, license_id: str) -> bool:
    """Return whether words that stand for a license say its version too, and are no "like it" or "much of it"."""
    words = frozenset(re.findall(r"[a-z]+", text.casefold()))
    return not words & spellings().hedges and same_version(text, license_id)


def same_version(text: str, license_id: str) -> bool:
    """Return whether words say the version of a license, or that neither of the two has one."""
    return _versions(text) == _versions(license_id)


@cache
def is_spdx(name: str) -> bool:
    """Return whether SPDX lists an id."""
    from packaging.licenses import (  # noqa: PLC0415 - slow to import, needed for licenses without a record only
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    try:
        return bool(canonicalize_license_expression(name))
    except InvalidLicenseExpression:
        return False


# -- names ------------------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """A name on one line, without quotes, signs of trade marks and what only points to a file."""
    plain = " ".join(text.translate(_SIGNS).split()).strip(_AROUND)
    if plain.startswith("[") and plain.endswith("]"):
        plain = plain[1:-1].strip(_AROUND)
    plain = _POINTER.sub("", _LABEL.sub("", plain, count=1) if _LABEL.match(plain) else plain)
    if not _ADDRESS.match(plain):
        plain = _LATER.sub(" or later", _EXACTLY.sub(r"\1", _AT_LEAST.sub(r" \1 or later", plain)))
    return " ".join(plain.split()).strip(_AROUND)


@lru_cache(maxsize=8192)
def _read(text: str) -> Expression | None:
    found = _whole(text)
    if found is not None or _ADDRESS.match(text):
        return found
    tree = parse(text)
    if not isinstance(tree, Leaf) and all(map(is_license, leaves(tree))):
        return tree
    return _list(text) or (_list(_SLUG_JOIN.sub(r" \1 ", text)) if _SLUG_JOIN.search(text) else None)


@lru_cache(maxsize=8192)
def _whole(text: str) -> Expression | None:
    """Read a text that names one license, or goes as a whole by a name."""
    told, key = spellings(), key_of(text)
    if key in told.vague:
        return None
    if key in told.names:
        return parse(told.names[key])
    if _ADDRESS.fullmatch(text):
        return _page(text)
    return _excepted(text) or _id(text) or _titled(text) or _ranged(text) or _indexed(text)


def _id(text: str) -> Expression | None:
    """Read an id or a title, in whatever case and with whatever stands between its words."""
    if text.casefold().startswith(_OWN.casefold()):
        text = _OWN + text[len(_OWN) :]
    plain = text.removeprefix("the ").removeprefix("The ")
    ways = (text, plain, "-".join(text.split()), _DOTTED.sub(".", text), _VERSIONED.sub(" ", plain))
    for name in dict.fromkeys(ways):
        found = parse(name)
        if isinstance(found, Leaf) and is_license(found):
            return found
        title = load().named(name)
        if (
            title
            and _versions(name) == _versions(title)
            and is_license(leaf := Leaf(title, known=find(title) == title))
        ):
            return leaf
    return None


def _titled(text: str) -> Expression | None:
    """Read a title with its short form in parentheses; what does not shorten the title may say anything."""
    both = _TITLE_AND_SHORT.fullmatch(text)
    if both is None:
        return None
    title, short = both.groups()
    found = _whole(title)
    if found is None:
        return None
    letters = iter(title.casefold())
    shortens = short.isalpha() and all(letter in letters for letter in short.casefold())
    return found if _whole(short) == found or (shortens and title[0].casefold() == short[0].casefold()) else None


def _excepted(text: str) -> Expression | None:
    """Read a license with an exception."""
    parts = _WITH.split(text, maxsplit=1)
    known = spellings().exceptions.get(key_of(parts[-1])) if len(parts) > 1 else None
    base = _whole(parts[0].strip(_AROUND)) if known else None
    if not isinstance(base, Leaf) or base.exception or not known:
        return None
    return replace(base, exception=known)


def _ranged(text: str) -> Expression | None:
    """Read a license with "or later" or "only" behind it."""
    for ending, sign in ((" or later", "+"), (" only", "")):
        if text.casefold().endswith(ending):
            base = _whole(text[: -len(ending)].rstrip(_AROUND))
            if not isinstance(base, Leaf) or base.exception:
                return None
            found = parse(f"{base.id}{sign}") if not base.id.endswith("-or-later") else base if sign else None
            return found if isinstance(found, Leaf) and is_license(found) else None
    return None


def _indexed(text: str) -> Expression | None:
    """Read a text all of whose words are one rule of the index, for one license whose version they say."""
    if _UNSAID.search(text):
        return None
    found = recognize(text, Evidence(path=""), apart=False, reading=False)
    if len(found) != 1 or found[0].kind == "text" or found[0].score < 1 or found[0].coverage < 1:
        return None
    name = found[0].license
    later = name.endswith("-or-later")
    if " " in name or names_nothing(found[0].key or name) or not says(text, name):
        return None
    if later != bool(_IS_LATER.search(text)):
        return None
    leaf = Leaf(name, known=find(name) is not None)
    return leaf if is_license(leaf) and find(name) in {None, name} else None


def _versions(text: str) -> frozenset[str]:
    """The versions that a name states, by number or by word; years are none."""
    words = spellings().versions
    plain = _SMALL.sub(".", _DATE.sub(" ", text.casefold()))
    for name in spellings().numberless:
        plain = plain.replace(name, " ")
    told = {words[word] for word in re.findall(r"[a-z]+", plain) if word in words}
    return frozenset(told | {re.sub(r"(?:\.0)+$", "", found.replace("_", ".")) for found in _VERSION.findall(plain)})


def _exceptions(leaf: Leaf) -> bool:
    return is_spdx(f"{leaf.id} WITH {leaf.exception}") or any(
        name.exception and name.id == leaf.exception for name in load().names.values()
    )


@cache
def _nameless_ids() -> frozenset[str]:
    """The ids of statements that are no license in particular, those that no name stands for included."""
    index = load()
    told = {key for expression in index.expressions for key in _KEY.findall(expression)} - _OPERATORS
    unnamed = {f"LicenseRef-scancode-{key}" for key in told if key not in index.names}
    return frozenset({index.names[key].id for key in index.vague if key in index.names} | unnamed)


# -- addresses --------------------------------------------------------------------------------------------------------


def _page(text: str) -> Expression | None:
    """Read the address of a license; that of a file LICENSE somewhere says nothing, save where the file is known."""
    told = spellings()
    address = _in_repository(told.endings.sub("", text.partition("#")[0].partition("?")[0]))
    key = _SCHEME.sub("", address).casefold()
    for one in dict.fromkeys((key, _PAGE.sub("", key), _PAGE.sub("", key).rstrip("/"))):
        if one in told.vague and "#" not in text:
            return None
        if one in told.addresses:
            return parse(told.addresses[one])
    if found := find(text) or find(address):
        return Leaf(found, known=True)
    for start in told.pages:
        if key.startswith(start):
            return _whole(_PAGE.sub("", key.removeprefix(start))) or _indexed(text)
    # what stands behind "#" may tell one license of a page from the others
    return _indexed(text if "#" in text else address)


def _in_repository(address: str) -> str:
    """The page of a file, for the ways to its raw text; other addresses as they are."""
    found = _RAW.fullmatch(address)
    if found is None:
        return address
    raw, page, path = found.groups()
    home = f"github.com/{raw}" if raw else re.sub(r"^hf\.co", "huggingface.co", page, flags=re.IGNORECASE)
    return f"https://{home}/blob/{path}"


# -- lists ------------------------------------------------------------------------------------------------------------


class _UnreadError(ValueError):
    """A list has an operand that is no license, or signs that do not fit together."""


def _list(text: str) -> Expression | None:
    """Read several licenses with what stands between them; None where an operand is no license."""
    try:
        tokens = deque(_tokens([part for part in _JOIN.split(text) if part.strip()]))
        tree = _joined(tokens, 0)
    except _UnreadError:
        return None
    return None if tokens else tree


def _tokens(parts: list[str]) -> Iterator[Expression | str]:
    """Yield licenses and signs; parts that make up one name together are one license."""
    if len(parts) > _PARTS:
        raise _UnreadError
    at = 0
    while at < len(parts):
        if sign := _sign(parts[at]):
            yield sign
            at += 1
            continue
        ends = [end for end in range(min(len(parts), at + _NAME_PARTS), at, -1) if _sign(parts[end - 1]) in {"", ")"}]
        named = ((end, _whole("".join(parts[at:end]).strip(_AROUND))) for end in ends)
        end, found = next(((end, one) for end, one in named if one is not None), (at, None))
        if found is None:
            raise _UnreadError
        yield found
        at = end


def _sign(part: str) -> str:
    """A sign between licenses, in the form in which it is known; nothing for a name."""
    plain = part.strip().casefold()
    return plain if plain in _SIGNS_OF_LISTS else plain.lstrip(", ") if plain.startswith(",") else ""


def _joined(tokens: deque[Expression | str], level: int, depth: int = 0) -> Expression:
    """Read operands of one level: OR binds least, then AND, then commas (all of them), then slashes (one of them)."""
    if level == len(_LEVELS):
        return _operand(tokens, depth)
    signs, together = _LEVELS[level]
    parts = [_joined(tokens, level + 1, depth)]
    while tokens and tokens[0] in signs:
        tokens.popleft()
        parts.append(_joined(tokens, level + 1, depth))
    return together(parts) if len(parts) > 1 else parts[0]


def _operand(tokens: deque[Expression | str], depth: int) -> Expression:
    first = tokens.popleft() if tokens else ")"
    if not isinstance(first, str):
        return first
    if first != "(" or depth == _DEPTH:
        raise _UnreadError
    inner = _joined(tokens, 0, depth + 1)
    if not tokens or tokens.popleft() != ")":
        raise _UnreadError
    return inner
