"""Bills of materials of other tools as parts and links: what the readers of SPDX and CycloneDX share.

Source: VOCABULARY 2 (the nearest relationships), purl specification. A relation that says only "depends on" gives way
to one that says how, and what it means follows from what the two ends are.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Evidence, Fact, Found, LicenseText, Link, Problem, Release
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.readers.hub_ids import Identity, model_identity, named
from licet.readers.masking import clean, mask
from licet.readers.opened import OpenedFile
from licet.readers.own_words import Told, first, id_in, is_text, kind_in
from licet.readers.packages import scope_at

MAX_PARTS: Final = 100_000
"""Components of one document."""
MAX_TEXT: Final = 1024 * 1024
MAX_CLAIM: Final = 500
MAX_NAME: Final = 500
"""Characters of a supplier's name and of an address."""

NO_LICENSE: Final = frozenset({"", "noassertion", "none"})
"""What stands where a document says nothing of a license."""

_NAME: Final = re.compile(r"(?:^|[._-])(?:s?bom|ai-?s?bom|cdx|cyclonedx|spdx[23]?)(?:[._-]|$)")
_OWN_FOLDERS: Final = frozenset(
    {"", "sbom", "sboms", "bom", "boms", "aibom", "dist", "build", "docs", "artifacts", "out"}
)
"""Folders in which a project keeps the bill of its own materials."""
_DAY: Final = re.compile(r"[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=T|$)")
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s]+$")
_ADAPTER: Final = frozenset({"lora", "qlora", "adapter", "peft", "dora"})
_QUANTIZED: Final = frozenset({"gguf", "ggml", "gptq", "awq", "mlx", "bnb", "int4", "int8", "fp8", "nf4", "quantized"})
_MODELS: Final = frozenset({Kind.MODEL, Kind.ADAPTER})
_SOFTWARE: Final = frozenset({Kind.LIBRARY, Kind.APPLICATION})


@dataclass(slots=True, kw_only=True)
class Part:
    """One component of a document: its reference there, what it is, what is said of its license.

    `told` is what Licet itself wrote of it.
    """

    ref: str
    name: str = ""
    version: str = ""
    purl: str = ""
    addresses: tuple[str, ...] = ()
    kind: Kind = Kind.LIBRARY
    claims: list[Claim] = field(default_factory=list)
    texts: list[LicenseText] = field(default_factory=list)
    tool: bool = False
    task: str = ""
    line: int = 0
    told: Told = ()
    release: Release = field(default_factory=Release)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`source` uses `target`, both by their references; `how` is None where the document says only that it does.

    `exact` where Licet itself wrote how.
    """

    source: str
    target: str
    how: How | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    line: int = 0
    exact: bool = False


@dataclass(slots=True)
class BomGraph:
    """Gathers a document; `found` gives parts and links with their ids."""

    file: OpenedFile
    parts: dict[str, Part] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, part: Part) -> Part:
        """Add a component; a second one of the same reference adds to the first."""
        known = self.parts.get(part.ref)
        if known is None:
            if len(self.parts) == MAX_PARTS:
                reason = f"only the first {MAX_PARTS} components are read"
                self.problems.append(Problem(path=self.file.path, line=part.line, reason=reason))
            if len(self.parts) >= MAX_PARTS:
                return part
            self.parts[part.ref] = part
            return part
        known.claims += part.claims
        known.texts += part.texts
        known.release = known.release.over(part.release)
        return known

    def relate(
        self,
        source: str,
        target: str,
        how: How | None = None,
        *,
        line: int = 0,
        facts: Mapping[str, Fact] | None = None,
        exact: bool = False,
    ) -> None:
        """Add a relation between two references."""
        one = Relation(source=source, target=target, how=how, facts=facts or {}, line=line, exact=exact)
        self.relations.append(one)

    def claim(self, text: str, line: int, note: str = "", url: str = "") -> list[Claim]:
        """Return the claim that a field makes; none where it says nothing."""
        words = clean(mask(text))[:MAX_CLAIM]
        if words.lower() in NO_LICENSE:
            return []
        here = self.file.evidence(line, note)
        return [Claim(license=words, grade=Grade.METADATA, evidence=here, url=mask(url)[:MAX_CLAIM])]

    def text(self, text: str, line: int, note: str = "") -> list[LicenseText]:
        """Return the license text that a document holds; none where it is empty."""
        if not text.strip() or not is_text(text):
            return []
        here = self.file.evidence(line, note)
        return [LicenseText(text=text.strip()[:MAX_TEXT], role="license", covers="all", evidence=here)]

    def found(self) -> Found:
        """Return the parts and links of the document."""
        ids = self._ids()
        components = {ref: self._component(part, ids[ref]) for ref, part in self.parts.items()}
        links = list(self._links(ids, components))
        reached = {link.target for link in links}
        top = self._top()
        links += [
            self._link(top, component, _used(Kind.APPLICATION, component.kind), component.evidence)
            for component in components.values()
            if component.id not in reached and component.id != top
        ]
        return Found(components=tuple(components.values()), links=tuple(links), problems=tuple(self.problems))

    def _top(self) -> str:
        folder = self.file.folder
        return PRODUCT if folder.rpartition("/")[2].lower() in _OWN_FOLDERS else f"file:{folder}"

    def _ids(self) -> dict[str, str]:
        roots = [ref for ref in self.roots if ref in self.parts]
        ids: dict[str, str] = {}
        for ref, part in self.parts.items():
            ids[ref] = self._top() if roots[:1] == [ref] else _identity(part).id
        return ids

    def _component(self, part: Part, own: str) -> Component:
        identity = _identity(part)
        scope = Scope.DEVELOPMENT if part.tool or scope_at(self.file.path) is Scope.DEVELOPMENT else Scope.RUNTIME
        product = own == PRODUCT
        return Component(
            id=own,
            kind=_kind(part, identity),
            name=clean(mask(part.name))[:200],
            version=clean(part.version)[:200],
            purl="" if product else identity.purl,
            # What stands for the product here is known by this name to others, the project itself apart.
            aliases=(identity.id,) if product and identity.purl else (),
            scope=scope,
            release=_release(part.release),
            claims=tuple(dict.fromkeys(part.claims)),
            texts=tuple(part.texts),
            evidence=(self.file.evidence(part.line),),
            task=clean(part.task or first(part.told, "task"))[:100],
        )

    def _links(self, ids: Mapping[str, str], components: Mapping[str, Component]) -> Iterable[Link]:
        known = [one for one in self.relations if one.source in ids and one.target in ids]
        told = {(one.source, one.target) for one in known if one.how is not None}
        merged = _merged(known)
        exact = {(ids[one.source], ids[one.target]) for one in known if one.exact}
        for one in known:
            if not one.exact and (ids[one.source], ids[one.target]) in exact:
                continue
            if one.how is None and ((one.source, one.target) in told or (one.target, one.source) in told):
                continue
            source, target = components[one.source], components[one.target]
            if source.id == target.id:
                continue
            how = one.how or _used(source.kind, target.kind)
            if one.how is How.FINE_TUNES and not one.exact:
                how = _derived(source, target, several=one.source in merged)
            here = (self.file.evidence(one.line),)
            basis = Basis.OBSERVED if one.how is not None else Basis.INFERRED
            facts = one.facts or ({"how": "import"} if how is How.LINKS and not one.exact else {})
            yield Link(source=source.id, how=how, target=target.id, basis=basis, facts=facts, evidence=here)

    def _link(self, source: str, target: Component, how: How, evidence: tuple[Evidence, ...]) -> Link:
        facts = {"how": "import"} if how is How.LINKS else {}
        development = target.scope is Scope.DEVELOPMENT
        return Link(
            source=source,
            how=How.BUILDS_WITH if development else how,
            target=target.id,
            basis=Basis.INFERRED,
            facts={} if development else facts,
            evidence=evidence,
        )


def _release(said: Release) -> Release:
    """What a document says of a release, where it says something: one line, no secrets, days that are days."""
    days = {name: match[0] for name in ("released", "built") if (match := _DAY.match(getattr(said, name)))}
    words = {
        name: clean(mask(value))[:MAX_NAME]
        for name in ("supplier", "originator", "location")
        if (value := getattr(said, name)).casefold() not in NO_LICENSE
    }
    if not _ADDRESS.match(words.get("location", "")):
        words.pop("location", None)
    return Release(**words, **days)


def is_bom_name(path: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a file may be a bill of materials, by its name."""
    name = path.lower().rpartition("/")[2]
    return name.endswith(endings) and bool(_NAME.search(name))


def _identity(part: Part) -> Identity:
    """Return the identity of a component: its purl, its address on the Hub, else its name."""
    purl = _purl(part.purl)
    if purl:
        return purl
    if own := id_in(part.told):
        return Identity(id=own, name=part.name)
    for address in part.addresses:
        found = model_identity(address)
        if found.purl or found.id.startswith("hf:datasets/"):
            return found
    name = clean(mask(part.name))[:200] or f"component on line {part.line}"
    version = f"@{clean(part.version)[:100]}" if part.version else ""
    return replace(named("bom", f"{name}{version}"), name=name)


def _purl(text: str) -> Identity | None:
    from packageurl import PackageURL  # noqa: PLC0415 - a project without such documents does not pay for it

    if not text.startswith("pkg:") or mask(text) != text or {".", ".."} & set(text.split("/")):
        return None
    try:
        purl = PackageURL.from_string(text)
    except ValueError:
        return None
    # No purl type is that of datasets of the Hub; tools write them so.
    if purl.type == "huggingface" and (purl.namespace or "").split("/")[0] == "datasets":
        owner = (purl.namespace or "").partition("/")[2]
        name = f"{owner}/{purl.name}" if owner else purl.name
        return Identity(id=f"hf:datasets/{name}", name=name, version=purl.version or "")
    plain = purl.to_string()
    return Identity(id=plain, name=purl.name, purl=plain, version=purl.version or "")


def _kind(part: Part, identity: Identity) -> Kind:
    """Return the kind: what Licet wrote, else what the document says, unless the purl or the name knows better."""
    if own := kind_in(part.told):
        return own
    if identity.id.startswith("hf:datasets/"):
        return Kind.DATASET
    if identity.purl.startswith("pkg:huggingface/") and part.kind in _SOFTWARE:
        return Kind.MODEL
    if identity.purl.startswith(("pkg:docker/", "pkg:oci/")) and part.kind in _SOFTWARE:
        return Kind.IMAGE
    return Kind.ADAPTER if part.kind is Kind.MODEL and _ADAPTER & _words(part.name) else part.kind


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", name.lower()))


def _merged(relations: Iterable[Relation]) -> set[str]:
    """Return the references that have several models before them."""
    bases: dict[str, set[str]] = {}
    for one in relations:
        if one.how is How.FINE_TUNES:
            bases.setdefault(one.source, set()).add(one.target)
    return {ref for ref, found in bases.items() if len(found) > 1}


def _derived(source: Component, target: Component, *, several: bool) -> How:
    """Return how a part comes from the one before it: adapter, merge, quantization, fine-tune (INPUTS 1.3)."""
    if target.kind is Kind.DATASET:
        return How.EXTRACTS_FROM if source.kind is Kind.DATASET else How.TRAINS_ON
    if source.kind not in _MODELS and target.kind not in _MODELS:
        return How.MODIFIES
    if source.kind is Kind.ADAPTER:
        return How.ADAPTS
    if several:
        return How.MERGES
    return How.QUANTIZES if _QUANTIZED & (_words(source.name) - _words(target.name)) else How.FINE_TUNES


def _used(source: Kind, target: Kind) -> How:
    """Return what "depends on" means between two kinds."""
    match target:
        case Kind.MODEL | Kind.ADAPTER:
            return How.FINE_TUNES if source in _MODELS else How.EMBEDS
        case Kind.DATASET:
            return How.TRAINS_ON if source in _MODELS else How.RETRIEVES_FROM
        case Kind.SERVICE:
            return How.CALLS
        case Kind.IMAGE:
            return How.RUNS
        case Kind.TOKENIZER:
            return How.TOKENIZES_WITH
        case Kind.LIBRARY | Kind.APPLICATION:
            return How.BUILDS_WITH if source in _MODELS | {Kind.DATASET} else How.LINKS
        case _:
            return How.BUNDLES
