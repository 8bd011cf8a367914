"""Licenses as bills of materials write them: strict expressions, and for every LicenseRef where its text is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Final

from licet.licenses import AllOf, Expression, Leaf, OneOf, leaves, parse
from licet.licenses.spdx import fault, references
from licet.model.bom import UNCOPIED
from licet.report.lookup import place
from licet.report.result import Component, KnownLicense, Result, TextRead
from licet.report.words import short

NONE: Final = "NONE"
"""The part's files were looked at and hold no license."""

NOASSERTION: Final = "NOASSERTION"
"""Nothing is known, or nothing that could be told as an expression."""

_REFERENCE: Final = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_NAME: Final = 200
_SAMPLE: Final = 60
_MOST_PLACES: Final = 5
_SCANCODE: Final = "LicenseRef-scancode-"
_DATABASE: Final = "https://scancode-licensedb.aboutcode.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """A license without an SPDX id: `text` says where its text is, `urls` are web addresses of it."""

    id: str
    name: str
    text: str
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensing:
    """What a part is under: strict SPDX expressions, or `NONE` or `NOASSERTION`.

    `comment` says why the concluded license is another than the declared one, or on what it rests; `texts` are the
    license texts that were read; `statements` are the declared licenses one by one.
    """

    declared: str
    concluded: str
    comment: str = ""
    statements: tuple[str, ...] = ()
    custom: tuple[License, ...] = ()
    texts: tuple[TextRead, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether what is concluded is not what is declared."""
        return self.declared != self.concluded


def licensing_of(result: Result, part: Component | None) -> Licensing:
    """The licenses of a part that was found; of one that a link alone names nothing is known."""
    if part is None:
        return Licensing(declared=NOASSERTION, concluded=NOASSERTION, comment="A link alone names this part.")
    found = part["licenses"]
    empty = NONE if found["looked"] and not part["differs"] else NOASSERTION
    statements = tuple(dict.fromkeys(map(_strict, found["declared"])))
    concluded = _strict(found["concluded"]) if found["concluded"] else empty
    declared = _together(statements) or empty
    raw = (*found["declared"], found["concluded"])
    return Licensing(
        declared=declared,
        concluded=concluded,
        comment=_comment(part),
        statements=statements,
        custom=_custom(result, (declared, concluded), raw),
        texts=tuple(each for each in found["texts"] if each["path"]),
        properties={
            "license-grade": found["grade"],
            "license-detected": ", ".join(found["detected"]),
            "license-chosen": part["chosen"],
            "license-raw": "; ".join(dict.fromkeys(each for each in raw if each and _strict(each) != each)),
        },
    )


def product_licensing(result: Result, own: Component | None) -> Licensing:
    """What the product is to be released under, and what its own files say; nothing where nobody chose a license."""
    stated = result["product"]["license"]
    found = licensing_of(result, own) if own else None
    declared = _strict(stated) if stated else found.declared if found else NOASSERTION
    concluded = found.concluded if found and found.concluded not in {NONE, NOASSERTION} else declared
    raw = [stated, *((own["licenses"]["concluded"], *own["licenses"]["declared"]) if own else ())]
    return Licensing(
        declared=declared,
        concluded=concluded,
        comment="The license under which the product is to be released." if stated else "No license was chosen yet.",
        statements=(declared,) if stated else (),
        custom=_custom(result, (declared, concluded), raw),
        texts=found.texts if found else (),
        properties=found.properties if found else {},
    )


def _comment(part: Component) -> str:
    found = part["licenses"]
    told = [short(each, _NAME) for each in part["differs"]]
    if found["concluded"]:
        told.append(f"The conclusion rests on evidence of grade {found['grade']}.")
    elif part["own"]:
        told.append("The part is our own.")
    return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in told)


def _together(expressions: Iterable[str]) -> str:
    """Several declared licenses as one expression: each of them was said, so all may bind."""
    parts = list(expressions)
    if len(parts) < 2:  # noqa: PLR2004 - one license needs no operator
        return parts[0] if parts else ""
    return " AND ".join(f"({each})" if " OR " in each else each for each in parts)


@lru_cache(maxsize=4096)
def _strict(text: str) -> str:
    """The text as a strict SPDX expression; what SPDX has no id for becomes a LicenseRef."""
    if not fault(text):
        return text
    return _written(parse(text))


def _written(expression: Expression) -> str:
    match expression:
        case Leaf():
            text = str(expression)
            return text if not fault(text) else _reference(text)
        case AllOf():
            parts = (_written(each) for each in expression.parts)
            return " AND ".join(f"({each})" if " OR " in each else each for each in parts)
        case OneOf():
            return " OR ".join(_written(each) for each in expression.parts)


def _reference(raw: str) -> str:
    """A LicenseRef for words that are no SPDX id; the same words give the same id."""
    if _REFERENCE.fullmatch(raw):
        return raw
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", raw).strip("-.")[:_SAMPLE].strip("-.")
    told = sha256(raw.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"LicenseRef-licet-{plain}-{told}" if plain else f"LicenseRef-licet-{told}"


def _custom(result: Result, expressions: Iterable[str], raw: Iterable[str]) -> tuple[License, ...]:
    """The licenses of expressions that need a text, each with its name and where the text is."""
    wanted = dict.fromkeys(each for expression in expressions for each in references(expression))
    if not wanted:
        return ()
    names = {_reference(str(leaf)): str(leaf) for text in raw if text for leaf in leaves(parse(text))}
    known = {each["id"]: each for each in result["licenses"]}
    return tuple(_license(result, each, names.get(each, each), known.get(each)) for each in wanted)


def _license(result: Result, identity: str, raw: str, known: KnownLicense | None) -> License:
    name = short(known["name"] if known and known["name"] else raw, _NAME)
    places = _places(result, identity)
    sources = [each for each in known["sources"] if each["source"]] if known else []
    told = [f"{UNCOPIED} It is called {name}."]
    told += [f"The text is in the project: {'; '.join(places[:_MOST_PLACES])}."] if places else []
    told += [_source(each["name"], each["source"], each["sha256"]) for each in sources]
    told += [] if places or sources else ["No text of it was at hand."]
    urls = [each["source"] for each in sources if re.fullmatch(r"https://[!-~]+", each["source"])]
    if identity.startswith(_SCANCODE):
        urls.append(_DATABASE + identity.removeprefix(_SCANCODE))
    return License(id=identity, name=name, text=" ".join(told), urls=tuple(urls))


def _source(name: str, source: str, digest: str) -> str:
    return f"Document {name!r} was read at {source}" + (f" (sha256 {digest})." if digest else ".")


def _places(result: Result, identity: str) -> list[str]:
    found = {
        (each["path"], each["line"], each["sha256"])
        for part in result["components"]
        for each in part["licenses"]["texts"]
        if each["license"] == identity and each["path"] and each["kind"] == "text"
    }
    return [place(path, line) + (f" (sha256 {digest})" if digest else "") for path, line, digest in sorted(found)]
