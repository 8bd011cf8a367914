"""The parts of a result as every bill of materials needs them: refs, licenses as strict expressions, locations."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Final
from urllib.parse import quote

from licet.model.bom import PRODUCT, Release
from licet.report.json_text import json_text
from licet.report.licensing import License, Licensing, licensing_of, product_licensing
from licet.report.places import Seen
from licet.report.result import Component, Link, Product, Result
from licet.report.words import clean

PREFIX: Final = "licet:"
"""Begins the name of every property of ours in documents of others' formats."""

EPOCH: Final = "1970-01-01"
_SLUG: Final = 60
_RESERVED: Final = ":/?#[]@!$&'()*+,;=%~-._"
_ACCOUNTS: Final = frozenset({"huggingface", "github"})
_VERSIONED: Final = frozenset({"pypi", "npm", "cargo", "maven", "golang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part, the product included: `ref` is fit for an id, `component` is None where a link alone names it.

    `release` is what is stated or known of who gave it out, completed by what its identity tells: the account or
    registry that distributes it, and its address there.
    """

    id: str
    ref: str
    kind: str
    name: str
    version: str
    purl: str
    release: Release
    licensing: Licensing
    component: Component | None
    evidence: tuple[Seen, ...] = ()

    @property
    def properties(self) -> dict[str, str]:
        """What the formats have no field for, by name; empty values are left out."""
        part = self.component
        told = {"id": self.id, "kind": self.kind, **self.licensing.properties}
        if part:
            told |= {
                "scope": part["scope"],
                "own": {None: "", True: "true", False: "false"}[part["own"]],
                "unresolved": part["expression"],
                "task": part["task"],
                "modalities": ", ".join(part["modalities"] or ()),
                "aliases": ", ".join(part["aliases"]),
                "release-as": part["release_as"],
            }
        return {f"{PREFIX}{name}": value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class BillOfMaterials:
    """The product, the other parts sorted by id, the links between them, and the licenses that need a text.

    `digest` is the hash of the whole result (hex), from which all document ids come; `incomplete` is true where
    something unread may hide a part.
    """

    product: Part
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    custom: tuple[License, ...]
    digest: str
    created: str
    incomplete: bool
    refs: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The address of the document in SPDX's own space, for documents that have no home of their own."""
        return f"https://spdx.org/spdxdocs/{slug(self.product.name)}-{self.digest[:32]}"

    @property
    def all(self) -> tuple[Part, ...]:
        """The product and every other part."""
        return (self.product, *self.parts)


def bill_of(result: Result) -> BillOfMaterials:
    """Read the bill of materials out of a result; links to parts nobody described bring a part that is a name alone."""
    described = {each["id"]: each for each in result["components"] if each["id"] != PRODUCT}
    named = {end for link in result["links"] for end in (link["from"], link["to"])} - {PRODUCT}
    parts = tuple(_part(result, identity, described.get(identity)) for identity in sorted({*described, *named}))
    product = _product(result)
    custom = {each.id: each for part in (product, *parts) for each in part.licensing.custom}
    return BillOfMaterials(
        product=product,
        parts=parts,
        links=tuple(result["links"]),
        custom=tuple(custom[name] for name in sorted(custom)),
        digest=sha256(json.dumps(result, sort_keys=True).encode("utf-8", "backslashreplace")).hexdigest(),
        created=moment(_day(result)),
        incomplete=any(each["hides"] for each in result["problems"])
        or any(each["unresolved"] for each in described.values()),
        refs={part.id: part.ref for part in (product, *parts)},
    )


def as_json(document: object) -> str:
    """A document as JSON text: one key or value a line, odd characters made visible, one newline at the end."""
    return json_text(_tidy(document))


def slug(text: str) -> str:
    """A name fit for an id: letters, digits, dots and hyphens; what had to change is told apart by a hash."""
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:_SLUG]
    told = sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return plain if plain and plain == text else f"{plain}-{told}".lstrip("-")


def manner(link: Link) -> str:
    """How a link is made: `fine-tunes`, or `links:static` where that is told."""
    how = link["facts"].get("how")
    return f"{link['how']}:{how}" if link["how"] == "links" and isinstance(how, str) else link["how"]


def moment(day: str) -> str:
    """The first second of an ISO day, as SPDX writes times; empty where there is none."""
    return f"{day}T00:00:00Z" if day else ""


def sentence(seen: Iterable[Seen]) -> str:
    """Where something was seen: `seen at a/b.py:3; c.toml`; empty where nowhere."""
    places = dict.fromkeys(f"{each['path']}:{each['line']}" if each["line"] else each["path"] for each in seen)
    return f"seen at {'; '.join(places)}" if places else ""


def _tidy(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case dict():
            return {key: _tidy(each) for key, each in value.items()}
        case list() | tuple():
            return [_tidy(each) for each in value]
        case _:
            return value


def _day(result: Result) -> str:
    return result["date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", result["date"]) else EPOCH


def _product(result: Result) -> Part:
    product = result["product"]
    own = next((each for each in result["components"] if each["id"] == PRODUCT), None)
    return Part(
        id=PRODUCT,
        ref=f"part-{PRODUCT}",
        kind=product["kind"],
        name=product["name"] or PRODUCT,
        version=product["version"],
        purl=_purl(own["purl"]) if own else "",
        release=_stated(product),
        licensing=product_licensing(result, own),
        component=own,
        evidence=tuple(own["evidence"]) if own else (),
    )


def _part(result: Result, identity: str, part: Component | None) -> Part:
    """One part; what is ours is supplied by who supplies the product."""
    ours = Release(supplier=_stated(result["product"]).supplier) if part and part["own"] else Release()
    purl = _purl((part["purl"] if part else "") or identity, part["version"] if part else "")
    kind, namespace, name, version = _pieces(purl)
    return Part(
        id=identity,
        ref=f"part-{slug(identity)}",
        kind=part["kind"] if part else "",
        name=(part["name"] or part["label"] if part else "") or identity,
        version=(part["version"] if part else "") or version,
        purl=purl,
        release=(_stated(part) if part else Release())
        .over(ours)
        .over(
            Release(
                supplier=_supplier(identity, kind, namespace),
                location=_location(identity, kind, f"{namespace}/{name}" if namespace else name),
            )
        ),
        licensing=licensing_of(result, part),
        component=part,
        evidence=tuple(part["evidence"]) if part else (),
    )


def _stated(told: Product | Component) -> Release:
    """What is stated or was learned of a release."""
    return Release(**told["release"])


@lru_cache(maxsize=4096)
def _pieces(purl: str) -> tuple[str, str, str, str]:
    """Type, namespace, name and version; all empty where there is no purl."""
    if not purl:
        return "", "", "", ""
    from packageurl import PackageURL  # noqa: PLC0415 - only bills of materials need it

    found = PackageURL.from_string(purl)
    return found.type, found.namespace or "", found.name, found.version or ""


def _purl(text: str, version: str = "") -> str:
    """The text where it is a purl, with the version where a registry counts by it; else empty."""
    if not text.startswith("pkg:"):
        return ""
    from packageurl import PackageURL  # noqa: PLC0415 - only bills of materials need it

    try:
        found = PackageURL.from_string(text)
        if version and not found.version and found.type in _VERSIONED:
            found = found._replace(version=version)
        return found.to_string()
    except ValueError:
        return ""


def _supplier(identity: str, kind: str, namespace: str) -> str:
    """The provider, the account or else the registry that distributes a part; empty where its identity names none."""
    if identity.startswith("api:"):
        return identity.removeprefix("api:").partition("/")[0]
    if identity.startswith("hf:"):
        kind, namespace = "huggingface", identity.removeprefix("hf:").removeprefix("datasets/").rpartition("/")[0]
    registry = fixed()["registries"].get(kind, "")
    return f"{namespace} ({registry})" if registry and namespace and kind in _ACCOUNTS else registry


def _location(identity: str, kind: str, name: str) -> str:
    """A web address of the part; empty where none follows from its identity."""
    if identity.startswith("url:http"):
        return quote(identity.removeprefix("url:"), safe=_RESERVED)
    if identity.startswith("hf:"):
        kind, name = "huggingface", identity.removeprefix("hf:")
    address = fixed()["addresses"].get(kind, "")
    return address.replace("{name}", quote(name, safe="/@")) if address else ""


@cache
def fixed() -> dict[str, dict[str, str]]:
    """What `bom.toml` says."""
    return tomllib.loads(files(__package__).joinpath("bom.toml").read_text("utf-8"))
