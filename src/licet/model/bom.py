"""The bill of materials: components, links, the evidence for both, and what could not be read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from licet.model.terms import License
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope

PRODUCT = "product"
"""The id that names the product itself in links."""

UNCOPIED = "The text of this license is not copied into this document."
"""Begins what stands in a bill of materials where its format demands a text."""

UNREAD = "unread"
"""What a draft is about whose words speak of rights or duties in no known wording."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """Where something was seen: `path` is relative to the root, `line` counts from 1 (0: the whole file)."""

    path: str
    line: int = 0
    sha256: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """A file, or a part of one, that could not be read; `hides` is true where it may hide a part or a license."""

    path: str
    reason: str
    line: int = 0
    hides: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Someone says that a component is under a license: `license` is the raw text of the claim.

    `grade` is `metadata` for a card, tag or manifest and `stated` for licet.toml. `hub` is true for a card's field,
    where the ids of the Hub count.
    """

    license: str
    grade: Grade
    evidence: Evidence
    name: str = ""
    url: str = ""
    hub: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseText:
    """A license, notice or policy file found in the project, as normalized text.

    `role` tells license from notice and policy, and the license section of a card (`readme`) and the opening comment
    of a source file (`header`) from both; `covers` is what the file name or the heading says it governs.
    `files` counts the source files that open with the same header, `of` the source files of the part.
    """

    text: str
    role: Literal["license", "notice", "policy", "readme", "header"]
    covers: Literal["all", "weights", "code", "data"]
    evidence: Evidence
    files: int = 1
    of: int = 1


Fact = bool | str | int | tuple[str, ...]
"""A stated fact; numbers count users or US dollars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Who gave a thing out, where and when; empty where nobody says.

    `supplier` distributes it, `originator` made it; `location` is a web address, `released` and `built` are ISO days.
    """

    supplier: str = ""
    originator: str = ""
    location: str = ""
    released: str = ""
    built: str = ""

    def over(self, other: "Release") -> "Release":
        """Return the two together: each fact from this one where it says it, else from the other."""
        return Release(
            supplier=self.supplier or other.supplier,
            originator=self.originator or other.originator,
            location=self.location or other.location,
            released=self.released or other.released,
            built=self.built or other.built,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of the system, before its license is concluded.

    `id` follows the one id grammar: the id of licet.toml, else a purl, else `scheme:name`. `aliases` are other
    ids by which the same part was found. `facts` holds what was stated of it (`modified`, `alone` ...).
    `license_file` and `agreement_file` are paths stated in licet.toml, relative to it; the texts and the record
    read from them are in `texts` and `agreement`. `copies` are places outside of the project where its files were read,
    as `id@revision`.
    """

    id: str
    kind: Kind
    name: str = ""
    version: str = ""
    purl: str = ""
    aliases: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    scope: Scope = Scope.RUNTIME
    own: bool | None = None
    release_as: str = ""
    release: Release = Release()
    modalities: tuple[str, ...] | None = None
    claims: tuple[Claim, ...] = ()
    texts: tuple[LicenseText, ...] = ()
    license_file: str = ""
    agreement_file: str = ""
    agreement: License | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    unresolved: str = ""
    task: str = ""

    @property
    def label(self) -> str:
        """The name a person would use."""
        return self.name or self.id

    @property
    def at_hand(self) -> bool:
        """Whether a file of the part itself was read; a part that others only name has none."""
        said = (*(claim.evidence for claim in self.claims), *(text.evidence for text in self.texts))
        return any(self.holds(one.path) for one in (*self.evidence, *said))

    @property
    def places(self) -> tuple[str, ...]:
        """The folders, or files, of the project that are this part, and its copies elsewhere."""
        own = (name.removeprefix("file:") for name in (self.id, *self.aliases) if name.startswith("file:"))
        return (*own, *self.copies)

    @property
    def packages(self) -> frozenset[str]:
        """The normal names (PEP 503) of the Python packages that are this part."""
        found = (re.match(r"pkg:pypi/([^@?#]+)", name) for name in (self.id, self.purl, *self.aliases))
        return frozenset(re.sub(r"[-_.]+", "-", one[1]).lower() for one in found if one)

    def holds(self, path: str) -> bool:
        """Whether a file lies in the part: in the folder of its local copy, or in its metadata as installed.

        The product holds every file of the project.
        """
        if PRODUCT in (self.id, *self.aliases):
            return True
        folders = {path, path.removesuffix(".license"), *_folders(path)}
        if not folders.isdisjoint(self.places):
            return True
        packages = self.packages
        return bool(packages) and not packages.isdisjoint(_installed(folder) for folder in path.split("/")[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` (downstream) uses `target` (upstream) in the way `how`; `facts` as stated in licet.toml."""

    source: str
    how: How
    target: str
    basis: Basis
    facts: Mapping[str, Fact] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Imported:
    """A module that a program imports, by its dotted name; whether it is a package is told when all files were read."""

    name: str
    evidence: Evidence
    scope: Scope = Scope.RUNTIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one reader found in one file; ids may still be aliases of each other.

    `texts` belong to parts that are known only when all files were read: the license section of a README to the part
    in its folder, the header of a source file to the nearest part around it. A header without words tells of a source
    file that has none. `candidates` are parts that a table of names lists: one counts where a link leads to one of its
    names. `outputs` are ids of what the file itself publishes or saves: where another loads it, it is no input.
    """

    components: tuple[Component, ...] = ()
    links: tuple[Link, ...] = ()
    texts: tuple[LicenseText, ...] = ()
    problems: tuple[Problem, ...] = ()
    candidates: tuple[Component, ...] = ()
    imports: tuple[Imported, ...] = ()
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a text: characters `start` up to `end`, on the lines `line` to `last_line` (counted from 1)."""

    start: int
    end: int
    line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """One difference from the known text: where it is (characters `start` up to `end`, on `line`), what stands there.

    `text` is empty where words were only taken out; `missing` counts the known text's words that are gone.
    """

    start: int
    end: int
    line: int
    kind: Literal["inserted", "deleted", "replaced"]
    text: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Draft:
    """What inserted words seem to demand, read by their wording alone: a statement for a person to check.

    `about` is a kind of term: a tag of vocabulary section 7, or `threshold`, `territory`, `display`; `quote` are the
    words themselves.
    """

    about: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Touched:
    """A statement of a license's record that a changed text bears on.

    `statement` is the place in the record (`permits.modify`, `duties.naming`, `restrictions.military` ...); `how` is
    `touched` where words beside its locator changed, `removed` where the locator is gone, `unread` where it cannot be
    told.
    """

    statement: str
    section: str
    how: Literal["touched", "removed", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """A license recognized in a text: `exact` after masking what does not matter, else `modified`.

    `kind` says what was recognized: a license's text, a notice that grants under it, a reference to it or a tag.
    `key` is ScanCode's key of it, where there is one. `score` is the share of the known text's words found in place,
    `coverage` the share of the file's words that the match takes up, both 0 to 1. `inserted` are short samples of
    words that the known text lacks; `missing` counts words of the known text that are gone; `edits` are all
    differences. `drafts` and `touched` read the differences.
    """

    license: str
    document: str
    match: Literal["exact", "modified", "tag"]
    score: float
    evidence: Evidence
    inserted: tuple[str, ...] = ()
    missing: int = 0
    kind: Literal["text", "notice", "reference", "tag"] = "text"
    key: str = ""
    coverage: float = 0.0
    spans: tuple[Span, ...] = ()
    edits: tuple[Edit, ...] = ()
    drafts: tuple[Draft, ...] = ()
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The licenses of one component, the three kinds of evidence kept apart.

    `concluded` is an SPDX expression, empty where there is none; `grade` says what it rests on. `differs` are
    sentences on sources that disagree; of these, `apart` speak of single files under other licenses. `changed` are the
    changed texts that the conclusion rests on. `looked` tells "no license" from "not looked" (see `looked` below).
    """

    component: Component
    declared: tuple[str, ...] = ()
    detected: tuple[Detection, ...] = ()
    concluded: str = ""
    grade: Grade = Grade.NONE
    differs: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    changed: tuple[Detection, ...] = ()
    looked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bom:
    """The bill of materials: every part, every link, everything that could not be read."""

    components: tuple[Component, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """The files and folders that stayed unread where they may hold a license.

    `folders` are those around them, `packages` the installed packages whose metadata they are.
    """

    paths: frozenset[str]
    folders: frozenset[str]
    packages: frozenset[str]

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> "Unread":
        """Gather what problems hide."""
        paths = frozenset(problem.path for problem in problems if problem.hides)
        folders = frozenset(folder for path in paths for folder in _folders(path))
        packages = (_installed(folder.rpartition("/")[2]) for folder in folders | paths)
        return cls(paths=paths, folders=folders, packages=frozenset(packages) - {""})

    def bears_on(self, component: Component) -> bool:
        """Whether something unread is a file of the part, or a folder around it whose content was not seen."""
        if not self.paths.isdisjoint({"", "."}) or (self.paths and PRODUCT in (component.id, *component.aliases)):
            return True
        around = {folder for place in component.places for folder in (place, f"{place}.license", *_folders(place))}
        inside = self.folders.intersection(component.places)
        return bool(inside) or not self.paths.isdisjoint(around) or not self.packages.isdisjoint(component.packages)


def looked(component: Component, unread: Unread) -> bool:
    """Return whether files of a part were at hand and none that may hold a license stayed unread."""
    return component.at_hand and not unread.bears_on(component)


def _folders(path: str) -> Iterator[str]:
    """Yield the folders around a path, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _installed(folder: str) -> str:
    """Return the normal name of the package whose metadata a folder `name-version.dist-info` holds; else empty."""
    name, _, ending = folder.rpartition(".")
    return re.sub(r"[-_.]+", "-", name.rpartition("-")[0]).lower() if ending == "dist-info" else ""
