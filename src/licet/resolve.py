"""Resolve: from everything found to one bill of materials, identities merged and links drawn.

What licet.toml states comes first: its ids name the parts, and a stated link replaces what was observed between the
same two parts. Hub ids compare without case; a package named without a version is the pinned one where there is
just one. What the catalog knows of a part, other names included, counts as one more sighting of it.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from licet import catalog
from licet.errors import ConfigError
from licet.licenses import Agreement, read_agreement
from licet.model.bom import PRODUCT, Bom, Component, Evidence, Found, LicenseText, Link, Problem
from licet.model.use import Config
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.source_headers import same_header
from licet.walk import open_file

MAX_HEADERS = 2_000
"""Different license headers of one project that are looked at."""
_TEXT_LIMIT = 4 * 1024 * 1024
_DEVELOPMENT_LINKS = frozenset({How.BUILDS_WITH, How.EVALUATES_ON})
_SCOPES = tuple(Scope)
_LIKELIEST = {
    how: at for at, how in enumerate((How.COPIES, How.ADAPTS, How.MERGES, How.QUANTIZES, How.CONVERTS, How.FINE_TUNES))
}
"""Ways in which weights come from others, of which just one is true of two parts; the surest sign first."""


def resolve(found: Found, config: Config, root: Path, *, learned: Found | None = None) -> Bom:
    """Merge what was found with what licet.toml states and with what was learned elsewhere.

    Raises:
        ConfigError: an agreement or a license file that licet.toml names cannot be used.
    """
    stated = _with_files(config.components, config, root)
    found = replace(found, components=(*found.components, *used(found, config)))
    more = learned or Found()
    known = catalog.known((*stated, *found.components, *more.components), (*config.links, *found.links, *more.links))
    added = (*more.components, *known.components)
    names = _names(stated, (*found.components, *added))
    components = _merge(stated, found.components, added, names)
    problems = _placed(components, (*found.texts, *more.texts))
    links = _told(_links(config.links, (*found.links, *more.links, *known.links), names))
    links += _implied(components, links, frozenset(component.id for component in stated))
    return Bom(
        components=tuple(_scoped(components[name], links) for name in sorted(components)),
        links=tuple({_link_order(link): link for link in sorted(links, key=_link_order)}.values()),
        problems=tuple(sorted({*found.problems, *more.problems, *problems})),
    )


# -- the files that licet.toml names ----------------------------------------------------------------------------------


def _with_files(stated: tuple[Component, ...], config: Config, root: Path) -> tuple[Component, ...]:
    """Read the agreement and the license file of each stated component; all faults are raised together."""
    done: list[Component] = []
    faults: list[str] = []
    for component in stated:
        try:
            done.append(_license_file(_agreement(component, root), config, root))
        except ConfigError as error:
            faults.extend(error.faults)
    if faults:
        raise ConfigError(tuple(faults), hint="mend the file, or take the key out of licet.toml")
    return tuple(done)


def _agreement(component: Component, root: Path) -> Component:
    if not component.agreement_file:
        return component
    agreement = read_agreement(root / component.agreement_file, root)
    return replace(
        component,
        agreement=agreement.license,
        texts=(*component.texts, *_agreement_texts(agreement)),
    )


def _agreement_texts(agreement: Agreement) -> tuple[LicenseText, ...]:
    return tuple(
        LicenseText(
            text=text.text,
            role="policy" if text.name == "policy" else "license",
            covers="all",
            evidence=Evidence(path=text.path, sha256=text.sha256),
        )
        for text in agreement.texts
    )


def _license_file(component: Component, config: Config, root: Path) -> Component:
    path = component.license_file
    if not path:
        return component
    place = f"{config.path}:{component.evidence[0].line}" if component.evidence else config.path
    if not Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root)):
        raise ConfigError((f"{place}: license_file {path}: leads out of the project",))
    opened = open_file(root, path, _TEXT_LIMIT)
    if isinstance(opened, Problem):
        raise ConfigError((f"{place}: license_file {path}: {opened.reason}",))
    try:
        text = opened.text()
    except UnicodeDecodeError:
        raise ConfigError((f"{place}: license_file {path}: is no UTF-8 text",)) from None
    evidence = Evidence(path=path, sha256=sha256(opened.data).hexdigest())
    return replace(
        component,
        texts=(LicenseText(text=text, role="license", covers="all", evidence=evidence), *component.texts),
    )


def used(found: Found, config: Config) -> Iterator[Component]:
    """Yield the candidates that a link leads to under one of their names."""
    targets = {_key(link.target) for link in (*config.links, *found.links)}
    for one in found.candidates:
        if any(_key(name) in targets for name in (one.id, *one.aliases)):
            yield one


# -- identities -------------------------------------------------------------------------------------------------------


def _key(name: str) -> str:
    """How an id compares: Hub ids and ids of data sets without case."""
    return name.casefold() if name.startswith(("pkg:huggingface/", "hf:")) else name


def _plain(name: str) -> str:
    """A Python package's name as purls spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _unpinned(name: str) -> str:
    """A package's purl without its version and qualifiers."""
    if not name.startswith("pkg:"):
        return name
    base = name.partition("?")[0].partition("#")[0]
    head, at, _ = base.rpartition("@")
    return head if at and "/" in head else base


def _names(stated: tuple[Component, ...], found: tuple[Component, ...]) -> dict[str, str]:
    """Map every key of an id to the id that stands for it: one of licet.toml, else a pinned package, else the first."""
    groups = _groups((*stated, *found))
    first = {name: at for at, name in enumerate((PRODUCT, *(component.id for component in stated)))}
    names: dict[str, str] = {}
    for group in groups:
        ids = sorted(group.ids, key=lambda name: (first.get(name, len(first)), _unpinned(name) == name, name))
        names |= dict.fromkeys(group.keys, ids[0])
    return names


@dataclass(frozen=True, slots=True)
class _Group:
    """Ids that name one part, and every key under which it is known."""

    ids: frozenset[str]
    keys: frozenset[str]


def _groups(components: tuple[Component, ...]) -> tuple[_Group, ...]:
    """Join ids that share a key; a package without a version joins the pinned one where there is just one."""
    pinned: dict[str, set[str]] = defaultdict(set)
    for component in components:
        for name in (component.id, component.purl):
            if _unpinned(name) != name:
                pinned[_key(_unpinned(name))].add(_key(name))
    owner: dict[str, int] = {}
    members: dict[int, tuple[set[str], set[str]]] = {}
    for at, component in enumerate(components):
        keys = {_key(name) for name in (component.id, component.purl, *component.aliases) if name}
        if component.id == PRODUCT and component.name:
            keys |= {f"pkg:pypi/{_plain(component.name)}", f"pkg:npm/{component.name.replace('@', '%40')}"}
        keys |= {version for key in keys for version in pinned.get(key, ()) if len(pinned[key]) == 1}
        keys |= {key for key, versions in pinned.items() if len(versions) == 1 and versions & keys}
        ids = {component.id}
        for other in sorted({owner[key] for key in keys if key in owner}):
            more_ids, more_keys = members.pop(other)
            ids |= more_ids
            keys |= more_keys
        members[at] = (ids, keys)
        owner |= dict.fromkeys(keys, at)
    return tuple(_Group(frozenset(ids), frozenset(keys)) for ids, keys in members.values())


def _merge(
    stated: tuple[Component, ...],
    found: tuple[Component, ...],
    known: tuple[Component, ...],
    names: Mapping[str, str],
) -> dict[str, Component]:
    """Put the sightings of each part together: licet.toml's word first, then the project's, then that of others."""
    merged: dict[str, Component] = {}
    adapters = {names.get(_key(one.id), one.id) for one in found if one.kind is Kind.ADAPTER}
    adapters -= {one.id for one in stated}
    for component in stated:
        merged[component.id] = _join(merged[component.id], component) if component.id in merged else component
    seen = sorted(found, key=lambda c: (_only_texts(c), c.id, c.evidence))
    for component in (*seen, *known):
        name = names.get(_key(component.id), component.id)
        merged[name] = _join(merged[name], component) if name in merged else replace(component, id=name)
        if name in adapters and merged[name].kind is Kind.MODEL:
            # One file says that it is a model, another which kind of one.
            merged[name] = replace(merged[name], kind=Kind.ADAPTER)
    return merged


def _only_texts(component: Component) -> bool:
    """Whether a component is known by license files alone, which say nothing of its kind."""
    return bool(component.texts) and not component.claims


def _join(first: Component, second: Component) -> Component:
    """Two sightings of one part: the first one's word counts, evidence adds up."""
    model_kinds = {Kind.MODEL, Kind.ADAPTER}
    unstated = first.kind is Kind.LIBRARY and not first.purl and not _only_texts(second)
    vaguer = unstated or (first.kind is Kind.TOKENIZER and second.kind in model_kinds)
    alias = (second.id,) if second.id != first.id else ()
    return replace(
        first,
        kind=second.kind if vaguer else first.kind,
        name=first.name or second.name,
        version=first.version or second.version,
        purl=first.purl or second.purl,
        aliases=tuple(sorted({*first.aliases, *second.aliases, *alias})),
        copies=tuple(sorted({*first.copies, *second.copies})),
        scope=min(first.scope, second.scope, key=_SCOPES.index),
        release=first.release.over(second.release),
        modalities=first.modalities if first.modalities is not None else second.modalities,
        claims=tuple(dict.fromkeys((*first.claims, *second.claims))),
        texts=tuple(dict.fromkeys((*first.texts, *second.texts))),
        facts={**second.facts, **first.facts},
        evidence=tuple(sorted({*first.evidence, *second.evidence}, key=_near)),
        unresolved=first.unresolved or second.unresolved,
        task=first.task or second.task,
    )


def _near(evidence: Evidence) -> tuple[bool, Evidence]:
    """Places of the project come before those elsewhere, whose first folder is an id."""
    return ":" in evidence.path.partition("/")[0], evidence


# -- texts that belong to a part known by now -------------------------------------------------------------------------


def _placed(components: dict[str, Component], texts: Iterable[LicenseText]) -> tuple[Problem, ...]:
    """Give each section of a README to the part in its folder, and each header to the nearest part around its file.

    What belongs to no other part is the product's. Returns: the problem that some headers were not looked at.
    """
    homes = {place: name for name, component in sorted(components.items()) for place in component.places}
    homes |= {"": PRODUCT}
    headers = _Headers()
    added: dict[str, list[LicenseText]] = defaultdict(list)
    for text in texts:
        path = text.evidence.path
        folder = path.rpartition("/")[0]
        if text.role == "header":
            headers.add(_home(path, homes), text)
        elif folder in homes:
            added[homes[folder]].append(text)
    for name in headers.of:
        added[name] += headers.texts(name)
    for name, more in added.items():
        known = components.get(name) or Component(id=PRODUCT, kind=Kind.APPLICATION)
        if more:
            components[name] = replace(known, texts=tuple(dict.fromkeys((*known.texts, *more))))
    return headers.problems


@dataclass(slots=True, kw_only=True)
class _Headers:
    """Headers by part; those with the same words are one text that counts its files (`of` counts all of the part)."""

    first: dict[tuple[str, str], LicenseText] = field(default_factory=dict)
    files: dict[tuple[str, str], int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def add(self, name: str, text: LicenseText) -> None:
        """Add the header of one file of a part; one without words counts the file."""
        self.of[name] = self.of.get(name, 0) + 1
        key = name, same_header(text.text)
        if key in self.first:
            self.files[key] += 1
        elif key[1] and len(self.first) < MAX_HEADERS:
            self.first[key], self.files[key] = text, 1
        elif key[1] and not self.problems:
            reason = f"its license header is not looked at: there are more than {MAX_HEADERS} different ones"
            self.problems = (Problem(path=text.evidence.path, reason=reason, line=text.evidence.line),)

    def texts(self, name: str) -> Iterator[LicenseText]:
        """Yield the different headers of a part, in the order of their first files."""
        for key, text in self.first.items():
            if key[0] == name:
                yield replace(text, files=self.files[key], of=self.of[name])


def _home(path: str, homes: Mapping[str, str]) -> str:
    """Return the id of the nearest part whose folder holds a file."""
    while path not in homes:
        path = path.rpartition("/")[0]
    return homes[path]


# -- links ------------------------------------------------------------------------------------------------------------


def _links(stated: tuple[Link, ...], found: Iterable[Link], names: Mapping[str, str]) -> list[Link]:
    """Stated links as they are; observed ones between other pairs, one per pair and kind of use."""
    links = [_renamed(link, names) for link in stated]
    settled = {(link.source, link.target) for link in links}
    observed: dict[tuple[str, How, str], Link] = {}
    for link in sorted((_renamed(link, names) for link in found), key=_link_order):
        if link.source == link.target or (link.source, link.target) in settled:
            continue
        key = (link.source, link.how, link.target)
        first = observed.get(key)
        if first is not None:
            merged = tuple(sorted({*first.evidence, *link.evidence}))
            basis = Basis.OBSERVED if Basis.OBSERVED in {first.basis, link.basis} else first.basis
            link = replace(first, evidence=merged, basis=basis)  # noqa: PLW2901 - the merged link takes its place
        observed[key] = link
    return [*links, *observed.values()]


def _told(links: list[Link]) -> list[Link]:
    """Of several ways in which one part comes from another, keep what was seen, else the likeliest (INPUTS 1.3)."""
    ways: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        if link.how in _LIKELIEST:
            ways[link.source, link.target].append(link)
    dropped: set[tuple[str, How, str]] = set()
    for pair in ways.values():
        inferred = sorted((one for one in pair if one.basis is Basis.INFERRED), key=lambda one: _LIKELIEST[one.how])
        seen = len(inferred) < len(pair)
        dropped |= {(one.source, one.how, one.target) for one in inferred[0 if seen else 1 :]}
    return [link for link in links if (link.source, link.how, link.target) not in dropped]


def _renamed(link: Link, names: Mapping[str, str]) -> Link:
    source = names.get(_key(link.source), link.source)
    target = names.get(_key(link.target), link.target)
    return replace(link, source=source, target=target)


def _implied(components: Mapping[str, Component], links: list[Link], stated: frozenset[str]) -> list[Link]:
    """Links for parts that a scan found and nothing names: vendored folders, installed packages.

    A part of licet.toml gets none: that nothing says how it is used is a finding. What is only mentioned is not used.
    """
    linked = {link.target for link in links} | {PRODUCT} | stated
    linked |= {name for name, component in components.items() if component.scope is Scope.MENTIONED}
    return [_implied_link(component) for name, component in components.items() if name not in linked]


def _implied_link(component: Component) -> Link:
    installed = component.id.startswith("pkg:")
    how = How.EMBEDS if component.unresolved else How.LINKS if installed else How.BUNDLES
    return Link(
        source=PRODUCT,
        how=how,
        target=component.id,
        basis=Basis.INFERRED,
        facts={"how": "import"} if installed else {},
        evidence=component.evidence[:1],
    )


def _scoped(component: Component, links: Iterable[Link]) -> Component:
    """A part that is only built or tested with is a part of development."""
    uses = [link for link in links if link.target == component.id]
    if uses and all(link.how in _DEVELOPMENT_LINKS for link in uses):
        return replace(component, scope=Scope.DEVELOPMENT)
    return component


def _link_order(link: Link) -> tuple[str, str, str, str]:
    return (link.source, link.how, link.target, str(sorted(link.facts.items())))
