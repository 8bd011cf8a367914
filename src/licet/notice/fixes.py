"""What of the project's own files can be put right without a decision: the license fields of our model cards.

Code is never touched, a field that says something else is never overwritten, and a name is only proposed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from typing import Final

from licet.identify.name_tables import hub_ids
from licet.model.analysis import Analysis
from licet.model.bom import PRODUCT, Component, Problem
from licet.model.vocabulary import Kind
from licet.readers.front_matter import FrontMatter, block, read_front_matter
from licet.readers.opened import OpenedFile
from licet.walk import open_file

_CARDED: Final = frozenset({Kind.MODEL, Kind.ADAPTER, Kind.DATASET})
_CARD: Final = "README.md"
_LIMIT: Final = 1024 * 1024
_OTHER: Final = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A file of ours as it is and as it should be; `path` is relative to the root, `why` one sentence."""

    path: str
    before: str
    after: str
    why: str

    @property
    def diff(self) -> str:
        """What changes, as a unified diff."""
        old, new = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        return "".join(unified_diff(old, new, f"a/{self.path}", f"b/{self.path}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a person has to decide: `what` is one sentence."""

    about: str
    what: str


def fixes(analysis: Analysis, root: Path) -> tuple[tuple[Fix, ...], tuple[Proposal, ...]]:
    """Return the cards of ours that lack their license, as they should be, and what is only proposed."""
    found: list[Fix] = []
    proposed = list(_names(analysis))
    for component, license_ in _ours(analysis):
        made = _card(root, component, license_)
        if isinstance(made, Fix):
            found.append(made)
        elif isinstance(made, Proposal):
            proposed.append(made)
    return tuple(sorted(found, key=lambda fix: fix.path)), tuple(proposed)


def _ours(analysis: Analysis) -> Iterator[tuple[Component, str]]:
    """The models, adapters and datasets of ours, with the license that was stated for them."""
    product = analysis.config.product
    terms = {each.component.id: each for each in analysis.terms}
    if product.kind in _CARDED and product.license:
        mine = next((c for c in analysis.bom.components if c.id == PRODUCT), Component(id=PRODUCT, kind=product.kind))
        yield replace(mine, aliases=(*mine.aliases, "file:")), product.license
    for component in analysis.bom.components:
        known = terms.get(component.id)
        if known and known.component.own and component.kind in _CARDED:
            stated = component.release_as or known.expression or product.license
            if stated:
                yield component, stated


def _card(root: Path, component: Component, license_: str) -> Fix | Proposal | None:
    """The card beside a part: with the license that it lacks; a proposal where it says another one."""
    for folder in component.places:
        path = f"{folder}/{_CARD}".lstrip("/")
        opened = open_file(root, path, _LIMIT)
        if isinstance(opened, Problem):
            continue
        return _mended(opened, component.label, license_)
    return None


def _mended(file: OpenedFile, label: str, license_: str) -> Fix | Proposal | None:
    try:
        text = file.data.decode("utf-8")
        front = block(file)
    except UnicodeDecodeError:
        return None
    line_end = "\r\n" if "\r\n" in text else "\n"
    fields = line_end.join(_fields(license_))
    why = f"the card of {label} does not say its license"
    if front is None:
        whole = f"---{line_end}{fields}{line_end}---{line_end}{line_end}{text}"
        return Fix(path=file.path, before=text, after=whole, why=why)
    told = read_front_matter(file, front)
    if not isinstance(told, FrontMatter):
        return None  # the scan has told the problem; what cannot be read is not written to
    said = told.values.get("license")
    if said:
        same = _same(str(said), license_, str(told.values.get("license_name") or ""))
        what = f"{file.path} says {said}, and licet.toml says {license_}: one of them has to change"
        return None if same else Proposal(about=label, what=what)
    if "license" in told.values:
        return Proposal(about=label, what=f"{file.path} has an empty license field; it should say {license_}")
    at = text.index("---") + 3
    start = text.index("\n", at) + 1 if "\n" in text[at:] else len(text)
    return Fix(path=file.path, before=text, after=text[:start] + fields + line_end + text[start:], why=why)


def _same(said: str, license_: str, name: str) -> bool:
    """Whether a card's words are those that would be written, or name the license as such."""
    hub = hub_ids().licenses.get(said.casefold(), "")
    return license_ in {said, name, hub} or said == _hub_id(license_)


def _fields(license_: str) -> list[str]:
    """The fields of a card: the Hub's id where it has one, else `other` with the name and the file of the text.

    Source: INPUTS 1.2 (`license`, `license_name`, `license_link`).
    """
    known = _hub_id(license_)
    if known:
        return [f"license: {known}"]
    name = license_.replace('"', "").replace("\\", "")
    return [f"license: {_OTHER}", f'license_name: "{name}"', "license_link: LICENSE"]


def _hub_id(license_: str) -> str:
    """The Hub's id of a license; empty where it has none."""
    return next((hub for hub, known in sorted(hub_ids().licenses.items()) if known == license_), "")


def _names(analysis: Analysis) -> Iterator[Proposal]:
    """Names that a license asks for: proposed, since a name is a decision."""
    for remedy in analysis.remedies:
        if remedy.kind == "rename":
            yield Proposal(about=remedy.target, what=remedy.title)
