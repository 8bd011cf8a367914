"""What was learned as values of JSON, and back; what is at its default is left out."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Final

from licet.model.bom import Claim, Component, Evidence, Found, LicenseText, Link, Problem, Release
from licet.model.lookups import Learned, Registry, Sought
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.sources.plain import items, member, text

Keep = Callable[[str], str]
"""Takes a text and returns the hash under which it is kept."""
Lost = Callable[[str], Problem]
"""Returns the problem that a text at a path was lost."""

_LEFT_OUT: Final = frozenset({"", 0, None})


class Broken(Exception):  # noqa: N818 - the lock is broken, and the caller says so to the user
    """A value is not what a lock holds."""


def values_of(learned: Learned, keep: Keep) -> Mapping[str, object]:
    """Return what was learned as values of JSON, its texts replaced by their hashes."""
    found = learned.found
    told: dict[str, object] = {
        "registry": learned.sought.registry.value,
        "name": learned.sought.name,
        "version": learned.sought.version,
        "state": learned.state,
        "source": learned.source,
        "revision": learned.revision,
        "today": learned.today,
        "reason": learned.reason,
        "components": [_component(part, keep) for part in found.components],
        "links": [_link(link) for link in found.links],
        "texts": [_text(one, keep) for one in found.texts],
        "problems": [_plain(problem) for problem in found.problems],
    }
    return {key: value for key, value in told.items() if value not in ("", [])}


def _plain(value: object) -> dict[str, object]:
    """Return the fields of a value of plain fields that are not empty; `hides` is always told."""
    assert is_dataclass(value)
    told = {each.name: getattr(value, each.name) for each in fields(value)}
    return {name: one for name, one in told.items() if name == "hides" or one not in _LEFT_OUT}


def _component(part: Component, keep: Keep) -> dict[str, object]:
    told: dict[str, object] = {
        "id": part.id,
        "kind": part.kind.value,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "aliases": list(part.aliases),
        "copies": list(part.copies),
        "scope": part.scope.value,
        "task": part.task,
        "release": _plain(part.release),
        "unresolved": part.unresolved,
        "claims": [_claim(claim) for claim in part.claims],
        "texts": [_text(one, keep) for one in part.texts],
        "evidence": [_plain(one) for one in part.evidence],
    }
    if part.modalities is not None:
        told["modalities"] = list(part.modalities)
    return {key: value for key, value in told.items() if key == "modalities" or value not in ("", [], {})}


def _claim(claim: Claim) -> dict[str, object]:
    told = {**_plain(claim), "evidence": _plain(claim.evidence)}
    return {key: value.value if isinstance(value, StrEnum) else value for key, value in told.items()}


def _text(one: LicenseText, keep: Keep) -> dict[str, object]:
    return {
        "role": one.role,
        "covers": one.covers,
        "text": keep(one.text),
        "evidence": _plain(one.evidence),
    }


def _link(link: Link) -> dict[str, object]:
    return {
        "from": link.source,
        "how": link.how.value,
        "to": link.target,
        "basis": link.basis.value,
        "evidence": [_plain(one) for one in link.evidence],
    }


# -- and back ---------------------------------------------------------------------------------------------------------


def learned_of(value: object, kept: Mapping[str, str], *, problem: Lost) -> Learned:
    """Return what was learned; a text that is not kept any more is a problem.

    Raises:
        Broken: the value is not what a lock holds.
    """
    lost: list[Problem] = []

    def texts(value: object) -> tuple[LicenseText, ...]:
        found = [_text_of(one, kept) for one in items(value, "texts")]
        lost.extend(problem(_evidence_of(one).path) for one in items(value, "texts") if text(one, "text") not in kept)
        return tuple(one for one in found if one is not None)

    try:
        found = Found(
            components=tuple(_component_of(one, texts(one)) for one in items(value, "components")),
            links=tuple(_link_of(one) for one in items(value, "links")),
            texts=texts(value),
            problems=(*(_problem_of(one) for one in items(value, "problems")), *lost),
        )
        registry = Registry(text(value, "registry"))
    except ValueError as error:
        raise Broken(f"holds a word that is not known ({error})") from None
    sought = Sought(registry=registry, name=text(value, "name"), version=text(value, "version"))
    return Learned(
        sought=sought,
        state=text(value, "state"),
        source=text(value, "source"),
        revision=text(value, "revision"),
        today=text(value, "today"),
        reason=text(value, "reason"),
        found=found,
    )


def _component_of(value: object, texts: tuple[LicenseText, ...]) -> Component:
    modalities = member(value, "modalities")
    return Component(
        id=text(value, "id"),
        kind=Kind(text(value, "kind")),
        name=text(value, "name"),
        version=text(value, "version"),
        purl=text(value, "purl"),
        aliases=_names(value, "aliases"),
        copies=_names(value, "copies"),
        scope=Scope(text(value, "scope")),
        modalities=_names(value, "modalities") if isinstance(modalities, list) else None,
        task=text(value, "task"),
        release=_release(member(value, "release")),
        unresolved=text(value, "unresolved"),
        claims=tuple(_claim_of(one) for one in items(value, "claims")),
        texts=texts,
        evidence=tuple(_evidence(one) for one in items(value, "evidence")),
    )


def _release(value: object) -> Release:
    return Release(
        supplier=text(value, "supplier"),
        originator=text(value, "originator"),
        location=text(value, "location"),
        released=text(value, "released"),
        built=text(value, "built"),
    )


def _claim_of(value: object) -> Claim:
    return Claim(
        license=text(value, "license"),
        grade=Grade(text(value, "grade")),
        evidence=_evidence_of(value),
        name=text(value, "name"),
        url=text(value, "url"),
        hub=member(value, "hub") is True,
    )


def _text_of(value: object, kept: Mapping[str, str]) -> LicenseText | None:
    told = kept.get(text(value, "text"))
    role, covers = text(value, "role"), text(value, "covers")
    if told is None:
        return None
    evidence = _evidence_of(value)
    match role, covers:
        case (
            ("license" | "notice" | "policy" | "readme" | "header") as known,
            ("all" | "weights" | "code" | "data") as covered,
        ):
            return LicenseText(text=told, role=known, covers=covered, evidence=evidence)
        case _:
            raise ValueError(f"{role!r} or {covers!r}")


def _link_of(value: object) -> Link:
    return Link(
        source=text(value, "from"),
        how=How(text(value, "how")),
        target=text(value, "to"),
        basis=Basis(text(value, "basis")),
        evidence=tuple(_evidence(one) for one in items(value, "evidence")),
    )


def _problem_of(value: object) -> Problem:
    return Problem(
        path=text(value, "path"),
        reason=text(value, "reason"),
        line=_number(value, "line"),
        hides=member(value, "hides") is True,
        hint=text(value, "hint"),
    )


def _evidence_of(value: object) -> Evidence:
    return _evidence(member(value, "evidence"))


def _evidence(value: object) -> Evidence:
    return Evidence(
        path=text(value, "path"),
        line=_number(value, "line"),
        sha256=text(value, "sha256"),
        note=text(value, "note"),
    )


def _number(value: object, key: str) -> int:
    found = member(value, key)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _names(value: object, key: str) -> tuple[str, ...]:
    return tuple(one for one in items(value, key) if isinstance(one, str))
