"""Identify: what each component's license is declared to be, what its texts are, and what follows from both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from licet.identify.claims import Stated, base, read_claim, same_family
from licet.identify.index import load
from licet.identify.match import recognize
from licet.licenses.expression import Expression, Leaf, all_of, leaves, normalize
from licet.licenses.store import find
from licet.model.bom import Bom, Claim, Component, Detection, Evidence, Identified, LicenseText
from licet.model.vocabulary import Grade, Kind

_COVERED: Final = {
    Kind.MODEL: "weights",
    Kind.ADAPTER: "weights",
    Kind.TOKENIZER: "weights",
    Kind.DATASET: "data",
    Kind.OUTPUT: "data",
    Kind.PROMPT: "data",
}
"""What a license file must cover to be meant for a component; everything else is code."""
_FIRST_HAND: Final = (Grade.METADATA, Grade.STATED)
_GRADES: Final = tuple(Grade)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conclusion:
    concluded: str = ""
    grade: Grade = Grade.NONE
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A text of a component and what was recognized in it."""

    text: LicenseText
    detections: tuple[Detection, ...]

    @property
    def recognized(self) -> tuple[Detection, ...]:
        """The known texts in it, exact or changed."""
        return tuple(one for one in self.detections if one.match != "tag")

    @property
    def tags(self) -> tuple[Stated, ...]:
        """The licenses that it only points to, as claims."""
        claims = (
            Claim(license=one.license, grade=Grade.METADATA, evidence=one.evidence)
            for one in self.detections
            if one.match == "tag"
        )
        return tuple(stated for claim in claims if (stated := read_claim(claim)) is not None)


def identify(bom: Bom) -> tuple[Identified, ...]:
    """Return the licenses of every component, sorted by its id: declared, detected and concluded kept apart.

    The license of a component is what its own text says; claims count where there is no text that is known (DESIGN
    section 6). Sources that disagree are told in `differs`, and of claims that disagree all hold.
    """
    return tuple(_identified(component) for component in sorted(bom.components, key=lambda one: one.id))


def _identified(component: Component) -> Identified:
    stated = [one for one in map(read_claim, component.claims) if one is not None]
    read = [_Read(text=text, detections=_detections(text)) for text in component.texts]
    conclusion = _conclusion(component, read, stated)
    return Identified(
        component=component,
        declared=tuple(dict.fromkeys(map(str, stated))),
        detected=(*_agreed(component), *(detection for one in read for detection in one.detections)),
        concluded=conclusion.concluded,
        grade=conclusion.grade,
        differs=conclusion.differs,
    )


def _detections(text: LicenseText) -> tuple[Detection, ...]:
    found = _recognized(text.text, text.evidence.line, apart=text.role != "notice")
    return tuple(
        replace(
            one,
            license=normalize(one.license) if one.document == "tag" else one.license,
            evidence=replace(text.evidence, line=one.evidence.line),
        )
        for one in found
    )


@lru_cache(maxsize=512)
def _recognized(text: str, line: int, *, apart: bool) -> tuple[Detection, ...]:
    return recognize(text, Evidence(path="", line=line), apart=apart)


def _agreed(component: Component) -> tuple[Detection, ...]:
    """The texts of an agreement: they were read with its record, which proves each locator in them."""
    agreement = component.agreement
    if agreement is None:
        return ()
    return tuple(
        Detection(license=agreement.id, document=document.name, match="exact", score=1.0, evidence=text.evidence)
        for document, text in zip(agreement.documents, component.texts, strict=False)
    )


def _conclusion(component: Component, read: Sequence[_Read], stated: Sequence[Stated]) -> _Conclusion:
    if component.agreement is not None:
        return _Conclusion(concluded=component.agreement.id, grade=Grade.TEXT)
    governing = _governing(component, read)
    claims = (*(tag for one in governing for tag in one.tags), *stated)
    found = _in_texts([detection for one in governing for detection in one.recognized])
    strange = [one.text.evidence for one in governing if not one.recognized]
    if found is None:
        return _from_claims(claims, strange)
    agreeing = next((one.expression for one in _best_first(claims) if base(one.expression) == base(found)), found)
    places = _places(one.text.evidence for one in governing if one.recognized)
    said = "; ".join(f"{one.claim.evidence} says {one}" for one in _distinct(claims) if not _fits(one, found))
    differs = [f"{places} is {found}, but {said}"] if said else []
    differs += [f"{evidence} was found but not recognized" for evidence in strange]
    return _Conclusion(concluded=str(agreeing), grade=Grade.TEXT, differs=tuple(differs))


def _governing(component: Component, read: Sequence[_Read]) -> list[_Read]:
    """Return the license texts that decide: the stated file, else those for this kind of part, else those for all."""
    licenses = [one for one in read if one.text.role == "license"]
    if component.license_file:
        named = [one for one in licenses if _is_file(one.text.evidence.path, component.license_file)]
        if named:
            return named
    fitting = [one for one in licenses if one.text.covers == _COVERED.get(component.kind, "code")]
    return fitting or [one for one in licenses if one.text.covers == "all"]


def _is_file(path: str, stated: str) -> bool:
    name = stated.removeprefix("./")
    return path == name or path.endswith(f"/{name}")


def _in_texts(detections: Sequence[Detection]) -> Expression | None:
    """Return the licenses whose texts were recognized, all binding together; None where there is none.

    A policy counts only where no license stands beside it; an exception belongs to its license; a text that another
    license builds upon is not one more license.
    """
    by_document = {kind: {one.license for one in detections if one.document == kind} for kind in ("license", "policy")}
    names = by_document["license"] or by_document["policy"]
    index = load()
    built_upon = {other for name in names for other in index.incorporates.get(name, ())}
    hosts = {known.license: known.host for known in index.known if known.document == "exception"}
    exceptions = {hosts[one.license]: one.license for one in detections if one.document == "exception"}
    found = [Leaf(name, known=find(name) == name, exception=exceptions.get(name, "")) for name in names - built_upon]
    return all_of(found) if found else None


def _from_claims(claims: Sequence[Stated], strange: Sequence[Evidence]) -> _Conclusion:
    """Conclude where no text is known: what all claims say, at the best grade among them."""
    not_recognized = tuple(f"{evidence} was found but not recognized" for evidence in strange)
    sharp = [one for one in claims if not one.vague]
    telling = [one for one in claims if not one.vague or not any(_related(one, other) for other in sharp)]
    if not telling:
        return _Conclusion(differs=not_recognized)
    first_hand = [one for one in telling if one.claim.grade in _FIRST_HAND]
    best = min((one.claim.grade for one in first_hand or telling), key=_GRADES.index)
    deciding = first_hand or [one for one in telling if one.claim.grade is best]
    concluded = all_of(one.expression for one in _distinct(deciding))
    unknown_text = tuple(f"{evidence} was found but is not the known text of {concluded}" for evidence in strange)
    said = [f"{one.claim.evidence} says {one}" for one in _distinct(telling)]
    disagreement = (", but ".join([said[0], " and ".join(said[1:])]),) if len(said) > 1 else ()
    return _Conclusion(
        concluded=str(concluded),
        grade=best,
        differs=(*disagreement, *(unknown_text if _has_known_text(concluded) else not_recognized)),
    )


def _has_known_text(expression: Expression) -> bool:
    names = {known.license for known in load().known}
    return any(leaf.id in names for leaf in leaves(expression))


def _best_first(claims: Sequence[Stated]) -> list[Stated]:
    return sorted(claims, key=lambda one: _GRADES.index(one.claim.grade))


def _distinct(claims: Sequence[Stated]) -> list[Stated]:
    """Return the first claim of each license."""
    return list({str(one): one for one in reversed(claims)}.values())[::-1]


def _fits(claim: Stated, found: Expression) -> bool:
    """Return whether a claim says no other license than the texts, under the names that are usual for them."""
    if claim.vague:
        return same_family(claim.expression, found)
    usual = load().declared_as
    named = frozenset((usual.get(name, name), exception) for name, exception in base(found))
    return base(claim.expression) in {base(found), named}


def _related(claim: Stated, other: Stated) -> bool:
    return same_family(claim.expression, other.expression)


def _places(evidence: Iterable[Evidence]) -> str:
    return " with ".join(dict.fromkeys(str(one) for one in evidence))
