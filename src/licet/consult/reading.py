"""Read what a source gave with the readers of the project: the part itself, and what its card says is behind it.

The files are read as if they lay in a folder named `id@revision`; what the readers say of that folder is said of the
part. The place is the same whichever source had the files, so that a cache, a lock and the network give one result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link, Problem, Release
from licet.model.lookups import Document, Looked, Registry, Sought
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers import adapter_config, dist_info, hub_cards, license_files
from licet.readers.opened import OpenedFile
from licet.readers.registry import READERS, ReaderEntry

API: Final = "api:"
"""How the names of documents begin that a source made of what its interface says."""
MAX_PATH: Final = 500
"""Characters of a file's name that is looked at."""
_SHORT: Final = 12
"""Characters of a commit or digest that tell it from others of one repository."""
_COMMIT_LENGTH: Final = 40
_KINDS: Final = {
    Registry.MODEL: Kind.MODEL,
    Registry.DATASET: Kind.DATASET,
    Registry.OLLAMA: Kind.MODEL,
    Registry.PYPI: Kind.LIBRARY,
    Registry.NPM: Kind.LIBRARY,
}
_READERS: Final[tuple[ReaderEntry, ...]] = tuple(
    one for one in READERS if one.name in {license_files.NAME, hub_cards.NAME, adapter_config.NAME, dist_info.NAME}
)
_HUB: Final = frozenset({Registry.MODEL, Registry.DATASET})


def wanted(path: str) -> bool:
    """Tell whether a file of a repository may say something of its license or of what it was made from."""
    name = path.rpartition("/")[2]
    if not path.isprintable() or len(path) > MAX_PATH:
        return False
    return license_files.wants(path) or name.lower() == "readme.md" or name == "adapter_config.json"


def place_of(sought: Sought, looked: Looked) -> str:
    """Return the place of a copy: the id of today's name and the revision, a commit in its first characters."""
    revision = looked.revision[:_SHORT] if len(looked.revision) >= _COMMIT_LENGTH else looked.revision
    name = sought.named(looked.name).id
    return f"{name}@{revision}" if revision else name


def reading_of(sought: Sought, looked: Looked) -> Found:
    """Return the sightings of a part in the files that a source gave, and of what its card says is behind it."""
    place = place_of(sought, looked)
    found = [each for document in looked.documents for each in _read(place, document)]
    own, others = _sorted_out(sought, place, [part for one in found for part in one.components])
    own.append(_noted(sought, looked, place))
    links = _links(sought, place, [link for one in found for link in one.links])
    named = {link.target for link in links}
    problems = tuple(replace(each, hides=False) for one in found for each in one.problems)
    faults = tuple(
        Problem(path=f"{place}/{fault}".partition(": ")[0], reason=_after(fault), hides=False)
        for fault in looked.faults
    )
    part = _one(sought, own, readme=any(one.path == "README.md" for one in looked.documents))
    return Found(
        components=(part, *(each for each in others if each.id in named)),
        links=links,
        texts=tuple(text for one in found for text in one.texts),
        problems=(*problems, *faults),
    )


def _after(fault: str) -> str:
    return fault.partition(": ")[2] or fault


def _read(place: str, document: Document) -> Iterator[Found]:
    file = OpenedFile(path=f"{place}/{document.path}", data=document.data, sha256=document.sha256)
    for reader in _READERS:
        if not reader.wants(file.path) or not file.data.strip():
            continue
        if len(file.data) > reader.limit:
            yield file.problem(f"not read as {reader.name}: larger than {reader.limit // 1024} KiB")
            continue
        try:
            yield reader.read(file)
        except UnicodeDecodeError:
            yield file.problem("not text: it is neither UTF-8 nor marked as UTF-16")


def _sorted_out(sought: Sought, place: str, parts: Iterable[Component]) -> tuple[list[Component], list[Component]]:
    """Part what is said of the thing itself from what is said of others; those are merely mentioned."""
    own: list[Component] = []
    others: list[Component] = []
    for part in parts:
        if part.id == f"file:{place}" or (sought.registry not in _HUB and part.purl):
            own.append(part)
        elif part.id != PRODUCT and not part.id.startswith("file:"):
            others.append(replace(part, scope=Scope.MENTIONED))
    return own, others


def _noted(sought: Sought, looked: Looked, place: str) -> Component:
    """What the source itself tells: other names, files that are not there, claims."""
    renamed = looked.name.casefold() != sought.name.casefold()
    absent = tuple(Evidence(path=place, note=f"it has no file {name}") for name in looked.absent)
    moved = (Evidence(path=place, note=f"{sought.name} is called {looked.name} now"),) if renamed else ()
    return Component(
        id=sought.id,
        kind=_KINDS[sought.registry],
        aliases=(sought.named(looked.name).id,) if renamed else (),
        copies=(place,) if looked.complete else (),
        # a revision of a repository is put together and given out by one commit
        release=Release(released=looked.changed, built=looked.changed),
        claims=tuple(replace(claim, evidence=_within(place, claim.evidence)) for claim in looked.claims),
        evidence=(*absent, *moved),
    )


def _within(place: str, evidence: Evidence) -> Evidence:
    return replace(evidence, path=f"{place}/{evidence.path}")


def _one(sought: Sought, own: Iterable[Component], *, readme: bool) -> Component:
    """Put the sightings of the part together under the id that was sought; its folder is no name of its own."""
    parts = sorted(own, key=lambda part: part.kind is Kind.LIBRARY)
    first = parts[0]
    kind = next((part.kind for part in parts if part.kind is Kind.ADAPTER), first.kind)
    claims = [claim for part in parts for claim in part.claims]
    said = {claim.license.casefold() for claim in claims if not _of_api(claim.evidence)}
    known = _id_of(sought)
    return Component(
        id=known,
        kind=kind if sought.registry in _HUB else _KINDS[sought.registry],
        name=sought.plain_name,
        version=sought.plain_version,
        purl=known if known.startswith("pkg:") else "",
        aliases=tuple(dict.fromkeys(name for part in parts for name in part.aliases)),
        copies=tuple(dict.fromkeys(copy for part in parts for copy in part.copies)),
        scope=Scope.MENTIONED,
        release=next((part.release for part in parts if part.release != Release()), Release()),
        modalities=next((part.modalities for part in parts if part.modalities is not None), None),
        claims=tuple(
            dict.fromkeys(
                claim
                for claim in claims
                if not (readme and _of_api(claim.evidence) and claim.license.casefold() in said)
            )
        ),
        texts=tuple(dict.fromkeys(text for part in parts for text in part.texts)),
        evidence=tuple(
            dict.fromkeys(each for part in parts for each in part.evidence if not (readme and _of_api(each)))
        ),
        task=next((part.task for part in parts if part.task), ""),
    )


def _id_of(sought: Sought) -> str:
    """The id by which the project knows the part: a purl has a version where it pins."""
    packaged = sought.registry in {Registry.PYPI, Registry.NPM}
    pinned = sought.registry is Registry.MODEL and len(sought.version) == _COMMIT_LENGTH
    return f"{sought.id}@{sought.version}" if sought.version and (packaged or pinned) else sought.id


def _of_api(evidence: Evidence) -> bool:
    return evidence.path.rpartition("/")[2].startswith(API)


def _links(sought: Sought, place: str, links: Iterable[Link]) -> tuple[Link, ...]:
    """The links from the part to what it was made from; of a guess and the Hub's word on a base, the Hub's word counts.

    What it is evaluated on is no part of it, and what a package needs is the affair of the project's own manifests.
    """
    if sought.registry not in _HUB:
        return ()
    chosen: dict[tuple[str, bool], Link] = {}
    for link in links:
        if link.source != f"file:{place}" or link.how is How.EVALUATES_ON or link.target.startswith("file:"):
            continue
        key = (link.target, link.how is How.TRAINS_ON)
        known = chosen.get(key)
        if known is None or (known.basis is Basis.INFERRED and any(map(_of_api, link.evidence))):
            evidence = known.evidence if known else link.evidence
            chosen[key] = replace(link, source=_id_of(sought), evidence=evidence)
    return tuple(chosen.values())
