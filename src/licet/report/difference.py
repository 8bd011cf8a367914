"""What changed for us between two results: parts, links, terms, findings, duties; and by what.

A change is put down to the project where something that was read of it differs, and else to Licet, whose knowledge or
version differs: the same files, the same use, and another answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from licet.model.bom import PRODUCT
from licet.report.compared import Compared, compared
from licet.report.result import Component, Duty, Finding, Link, Result
from licet.report.term_changes import TermChange, records_of, term_changes
from licet.report.words import RANKS

Cause = Literal["project", "knowledge"]

_REVIEW: Final = RANKS["needs-review"]
_READ: Final = ("kind", "name", "version", "purl", "scope", "own", "release_as", "modalities", "task", "facts")
"""What of a part is read from the project; its licenses are concluded from more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """A part that came, went or changed: `what` in words; `terms` where both licenses were read."""

    component: str
    label: str
    kind: Literal["added", "removed", "changed"]
    cause: Cause
    what: tuple[str, ...] = ()
    license_before: str = ""
    license_after: str = ""
    terms: tuple[TermChange, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Two results and all that differs between them."""

    before: Result
    after: Result

    @cached_property
    def judged(self) -> Compared:
        """Findings, duties and questions gained and lost."""
        return compared(self.before, self.after)

    @cached_property
    def parts(self) -> tuple[PartChange, ...]:
        """Parts that came, went or changed, sorted by their ids."""
        old, new = _by_id(self.before), _by_id(self.after)
        found = (self._part(name, old.get(name), new.get(name)) for name in sorted({*old, *new}))
        return tuple(each for each in found if each is not None)

    @cached_property
    def settings(self) -> tuple[str, ...]:
        """What of the use, the product and the policy is stated otherwise, in words."""
        return tuple(
            f"{name}: {_word(was)} → {_word(now)}"
            for key in ("product", "use", "settings")
            for name, was, now in _unequal(_mapping(self.before[key]), _mapping(self.after[key]))
        )

    @property
    def other_knowledge(self) -> bool:
        """Whether the two were judged by different versions of Licet or of its knowledge."""
        return self.before["tool"] != self.after["tool"]

    @property
    def worse(self) -> bool:
        """Whether a finding that needs review or blocks is new, or one became worse to that degree."""
        gained = any(RANKS[each["verdict"]] >= _REVIEW for each in self.judged.findings_gained)
        changed = self.judged.findings_changed
        return gained or any(RANKS[new["verdict"]] > RANKS[old["verdict"]] for old, new in changed)

    def cause_of_finding(self, finding: Finding) -> Cause:
        """Why a finding came, went or changed."""
        return self._cause({*finding["components"], *finding["path"]})

    def cause_of_duty(self, duty: Duty) -> Cause:
        """Why a duty came, went or changed."""
        return self._cause({duty["component"], *duty["path"]})

    def _cause(self, concerned: set[str]) -> Cause:
        return "project" if self.settings or not concerned.isdisjoint(self._touched) else self._unmoved

    @cached_property
    def _touched(self) -> frozenset[str]:
        """The parts of which something else was read, or that are linked otherwise."""
        old, new = _by_id(self.before), _by_id(self.after)
        parts = {name for name in {*old, *new} if _read(old.get(name)) != _read(new.get(name))}
        linked = {name for start, _, end in self.links_gained + self.links_lost for name in (start, end)}
        return frozenset(parts | linked - {PRODUCT})  # what else the product uses is no reason for a finding on a part

    @property
    def _unmoved(self) -> Cause:
        return "knowledge" if self.other_knowledge else "project"

    @cached_property
    def links_gained(self) -> tuple[tuple[str, str, str], ...]:
        """Links of the second result alone: from, how, to."""
        return tuple(sorted(_links(self.after) - _links(self.before)))

    @cached_property
    def links_lost(self) -> tuple[tuple[str, str, str], ...]:
        """Links of the first result alone."""
        return tuple(sorted(_links(self.before) - _links(self.after)))

    def _part(self, name: str, old: Component | None, new: Component | None) -> PartChange | None:
        if old is None or new is None:
            one = old or new
            if one is None:
                return None
            kind: Literal["added", "removed"] = "removed" if new is None else "added"
            had, has = (one["licenses"]["concluded"], "") if new is None else ("", one["licenses"]["concluded"])
            return PartChange(
                component=name, label=one["label"], kind=kind, cause="project", license_before=had, license_after=has
            )
        what = _what(old, new)
        was, now = _license(old), _license(new)
        if not what and was == now:
            return None
        cause: Cause = "project" if _read(old) != _read(new) else self._unmoved
        return PartChange(
            component=name,
            label=new["label"],
            kind="changed",
            cause=cause,
            what=what,
            license_before=was,
            license_after=now,
            terms=_terms(was, now),
        )


def _terms(was: str, now: str) -> tuple[TermChange, ...]:
    """What another license means, where both were read and leave no choice."""
    old, new = (records_of(was), records_of(now)) if was != now else (None, None)
    return term_changes(old, new) if old and new else ()


def _what(old: Component, new: Component) -> tuple[str, ...]:
    """How a part differs, beside its license."""
    pairs = ((key, old[key], new[key]) for key in ("version", "scope", "kind"))
    told = [f"{key} {_word(was)} → {_word(now)}" for key, was, now in pairs if was != now]
    if old["licenses"]["grade"] != new["licenses"]["grade"]:
        told.append(f"evidence {old['licenses']['grade']} → {new['licenses']['grade']}")
    if _texts(old) != _texts(new):
        told.append("license text changed" if _texts(old) and _texts(new) else _text_came(new))
    if old["facts"] != new["facts"]:
        told.append("stated facts changed")
    return tuple(told)


def _text_came(new: Component) -> str:
    return "license text now at hand" if _texts(new) else "license text no longer at hand"


def _texts(part: Component) -> frozenset[str]:
    """The hashes of the license texts that were read of a part."""
    return frozenset(text["sha256"] for text in part["licenses"]["texts"] if text["kind"] == "text")


def _license(part: Component) -> str:
    return part["chosen"] or part["licenses"]["concluded"]


def _read(part: Component | None) -> object:
    """What was read of a part in the project, whatever Licet made of it; lines may move, and other parts' lines too."""
    if part is None:
        return None
    claims = sorted((each["path"], each["license"], each["name"], each["url"]) for each in part["licenses"]["claims"])
    texts = sorted((text["path"], text["sha256"]) for text in part["licenses"]["texts"])
    return [[part[key] for key in _READ], sorted({each["path"] for each in part["evidence"]}), claims, texts]


def _by_id(result: Result) -> dict[str, Component]:
    return {part["id"]: part for part in result["components"]}


def _links(result: Result) -> set[tuple[str, str, str]]:
    """Every link with what is stated of it, such as `links (how: static)`."""
    return {(link["from"], _how(link), link["to"]) for link in result["links"]}


def _how(link: Link) -> str:
    facts = ", ".join(f"{name}: {_word(value)}" for name, value in sorted(link["facts"].items()))
    return f"{link['how']} ({facts})" if facts else link["how"]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _unequal(old: Mapping[str, object], new: Mapping[str, object]) -> Iterable[tuple[str, object, object]]:
    """The keys whose values differ; of mappings their keys."""
    for key in {**old, **new}:
        was, now = old.get(key), new.get(key)
        if isinstance(was, dict) and isinstance(now, dict):
            yield from ((f"{key} {name}", one, other) for name, one, other in _unequal(was, now))
        elif was != now:
            yield key, was, now


def _word(value: object) -> str:
    match value:
        case None | "":
            return "not stated"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_word, value)) or "none"
        case {"value": size, "at": at}:  # a size of the user
            return f"{size:,}" + (f" at {at}" if at else "")
        case _:
            return str(value)
