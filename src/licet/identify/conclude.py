"""Identify: what each component's license is declared to be, what its texts are, and what follows from both.

The decision table with its reasons is in docs/identification.md; which text governs is decided in `governing`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from licet.identify.claims import Stated, base, read_claim, same_family
from licet.identify.governing import Read, Sources, read_texts, sources
from licet.identify.headers import weigh
from licet.identify.index import load
from licet.licenses.expression import Expression, Leaf, all_of, leaves, parse
from licet.licenses.store import find
from licet.model.bom import Bom, Component, Detection, Identified, Unread, looked
from licet.model.vocabulary import Grade

_FIRST_HAND: Final = (Grade.METADATA, Grade.STATED)
_GRADES: Final = tuple(Grade)
_RANGE: Final = re.compile(r"-only\b|-or-later\b|\+")
_SAYS_RANGE: Final = re.compile(r"\bonly\b|\blater\b|\bnewer\b|\+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conclusion:
    expression: Expression | None = None
    grade: Grade = Grade.NONE
    differs: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    changed: tuple[Detection, ...] = ()
    headers: tuple[Read, ...] = ()


def identify(bom: Bom) -> tuple[Identified, ...]:
    """Return the licenses of every component, sorted by its id: declared, detected and concluded kept apart.

    The license of a component is what its own text says; claims count where there is no text that is known (DESIGN
    section 6). Sources that disagree are told in `differs`, and of claims that disagree all hold.
    """
    unread = Unread.of(bom.problems)
    return tuple(_identified(component, unread) for component in sorted(bom.components, key=lambda one: one.id))


def _identified(component: Component, unread: Unread) -> Identified:
    stated = [one for one in map(read_claim, component.claims) if one is not None]
    read = read_texts(component)
    conclusion = _conclusion(component, read, stated)
    told = (*(one for one in read if one.text.role != "header"), *conclusion.headers)
    return Identified(
        component=component,
        declared=tuple(dict.fromkeys(map(str, stated))),
        detected=(*_agreed(component), *(detection for one in told for detection in one.detections)),
        concluded=str(conclusion.expression) if conclusion.expression else "",
        grade=conclusion.grade,
        differs=conclusion.differs,
        apart=conclusion.apart,
        changed=conclusion.changed,
        looked=looked(component, unread),
    )


def _agreed(component: Component) -> tuple[Detection, ...]:
    """The texts of an agreement: they were read with its record, which proves each locator in them."""
    agreement = component.agreement
    if agreement is None:
        return ()
    return tuple(
        Detection(license=agreement.id, document=document.name, match="exact", score=1.0, evidence=text.evidence)
        for document, text in zip(agreement.documents, component.texts, strict=False)
    )


def _conclusion(component: Component, read: Sequence[Read], stated: Sequence[Stated]) -> _Conclusion:
    if component.agreement is not None:
        return _Conclusion(expression=Leaf(component.agreement.id, known=False), grade=Grade.TEXT)
    texts = sources(component, read)
    headers = weigh(texts.headers)
    claims = _without_open_ranges((*texts.claims, *headers.whole, *stated))
    found = _in_texts([detection for one in texts.governing for detection in one.recognized])
    if found is None:
        made, policies = _from_claims(claims, texts), texts.policies
    else:
        made = _from_texts(found, claims, texts)
        policies = (*texts.policies, *(one for one in texts.governing if one.policies and one.recognized))
    apart = tuple(headers.apart(made.expression))
    return replace(
        made,
        differs=(*made.differs, *apart, *_foreign_policies(policies, made.expression)),
        apart=apart,
        changed=_changed(texts, (*texts.hints, *headers.telling) if made.expression else (), policies),
        headers=headers.telling,
    )


def _changed(texts: Sources, claiming: Sequence[Read], policies: Sequence[Read]) -> tuple[Detection, ...]:
    """Return the changed texts on which the conclusion rests: those that govern and the policies (row S9).

    Where no text governs, it may rest on the words of a card or of a header.
    """
    governs = any(one.recognized for one in texts.governing)
    weighed = dict.fromkeys((*texts.governing, *policies, *(() if governs else claiming)))
    return tuple(found for one in weighed for found in one.detections if found.match == "modified")


# -- from texts -------------------------------------------------------------------------------------------------------


def _in_texts(detections: Iterable[Detection]) -> Expression | None:
    """Return the licenses whose texts were recognized, all binding together; None where there is none.

    An exception belongs to its license; a text that another license builds upon is not one more license.
    """
    names, exceptions = set[str](), set[str]()
    for one in detections:
        if one.document in {"license", "exception"}:
            (names if one.document == "license" else exceptions).add(one.license)
    index = load()
    built_upon = {other for name in names for other in index.incorporates.get(name, ())}
    hosts = {index.hosts[exception]: exception for exception in sorted(exceptions & index.hosts.keys())}
    found = [
        # a text may be that of several licenses at once
        parse(name) if " " in name else Leaf(name, known=find(name) == name, exception=hosts.get(name, ""))
        for name in names - built_upon
    ]
    return all_of(found) if found else None


def _from_texts(found: Expression, claims: Sequence[Stated], texts: Sources) -> _Conclusion:
    """Conclude what the texts say; claims add how the texts go together, and are told where they say another thing."""
    known = [one for one in texts.governing if one.recognized]
    agreeing, disagreement = _agreeing(claims, found)
    jointly = _files_that_name(claims, found)
    other = [one for one in _distinct(claims) if not _fits(one, found) and not _is_part(one, jointly)]
    differs: list[str] = []
    if other:
        places = " with ".join(dict.fromkeys(str(one.evidence) for one in known))
        said = "; ".join(one.says for one in other)
        differs.append(f"{places} is {found}, but {said}")
    elif not (agreeing or jointly or disagreement):
        differs += _unsettled(found, known)
    unknown = [one for one in texts.governing if not one.recognized and not one.policies]
    differs += [*disagreement, *(f"{one.evidence} was found but not recognized" for one in unknown)]
    return _Conclusion(expression=agreeing or found, grade=Grade.TEXT, differs=tuple(differs))


def _agreeing(claims: Sequence[Stated], found: Expression) -> tuple[Expression | None, tuple[str, ...]]:
    """Return what the claims over just these texts say; None, and the sentence on it, where they disagree (row C6)."""
    fitting = _distinct([one for one in _best_first(claims) if base(one.expression) == base(found)])
    if len(fitting) > 1:
        return None, (_disagreement(fitting),)
    return (fitting[0].expression if fitting else None), ()


def _files_that_name(claims: Sequence[Stated], found: Expression) -> frozenset[str]:
    """Return the files whose claims, taken together, name just the licenses of the texts (row S4)."""
    by_path: dict[str, set[tuple[str, str]]] = {}
    for one in claims:
        if not one.vague:
            by_path.setdefault(one.claim.evidence.path, set()).update(base(one.expression))
    return frozenset(path for path, named in by_path.items() if named in (base(found), _declared(found)))


def _is_part(claim: Stated, jointly: frozenset[str]) -> bool:
    return claim.claim.evidence.path in jointly and not claim.vague


def _unsettled(found: Expression, known: Sequence[Read]) -> Iterator[str]:
    """Say that several files hold different licenses and nobody said how they go together (rows S5 and S6)."""
    wanted = {leaf.id for leaf in leaves(found)}
    held = {one.evidence: sorted(wanted & {each.license for each in one.recognized}) for one in known}
    if len(held) > 1 and all(set(names) < wanted for names in held.values()):
        said = ", ".join(f"{evidence} is {' AND '.join(names)}" for evidence, names in held.items() if names)
        yield f"{said}; nothing says how they go together, so all hold"


def _fits(claim: Stated, found: Expression) -> bool:
    """Return whether a claim says no other license than the texts, under the names that are usual for them."""
    if claim.vague:
        return same_family(claim.expression, found)
    return base(claim.expression) in (base(found), _declared(found))


def _declared(found: Expression) -> frozenset[tuple[str, str]]:
    usual = load().declared_as
    return frozenset((usual.get(name, name), exception) for name, exception in base(found))


def _foreign_policies(policies: Sequence[Read], concluded: Expression | None) -> Iterator[str]:
    """Say which use policies are not those of the concluded license (rows N2 to N4)."""
    licenses = {leaf.id for leaf in leaves(concluded)} if concluded else set[str]()
    for one in policies:
        # A policy file may hold the license as well; a license file is judged as such, so its policies alone count.
        found = (*one.policies, *(one.recognized if one.text.role == "policy" else ()))
        foreign = sorted({each.license for each in found} - licenses)
        if not found:
            yield f"{one.evidence} was found but not recognized"
        elif foreign:
            beside = f"the license is {concluded}" if concluded else "no license stands beside it"
            yield f"{one.evidence} belongs to {' and '.join(foreign)}, but {beside}"


# -- from claims ------------------------------------------------------------------------------------------------------


def _from_claims(claims: Sequence[Stated], texts: Sources) -> _Conclusion:
    """Conclude where no text is known: what all claims say, at the best grade among them."""
    unknown = [one for one in texts.governing if not one.recognized and not one.policies]
    policies = tuple(f"{one.evidence} holds a use policy and no license" for one in texts.governing if one.policies)
    not_recognized = tuple(f"{one.evidence} was found but not recognized" for one in unknown)
    sharp = [one for one in claims if not one.vague]
    telling = [
        one
        for one in claims
        if not one.vague or not any(same_family(one.expression, each.expression) for each in sharp)
    ]
    if not telling:
        cards = (one.evidence for one in texts.hints if one.text.role == "readme")
        prose = tuple(f"{evidence} speaks of a license that was not recognized" for evidence in cards)
        return _Conclusion(differs=(*policies, *not_recognized, *prose))
    first_hand = [one for one in telling if one.claim.grade in _FIRST_HAND]
    best = min((one.claim.grade for one in first_hand or telling), key=_GRADES.index)
    deciding = first_hand or [one for one in telling if one.claim.grade is best]
    concluded = all_of(one.expression for one in _distinct(deciding))
    if _has_known_text(concluded):
        not_recognized = tuple(f"{one.evidence} was found but is not the known text of {concluded}" for one in unknown)
    distinct = _distinct(telling)
    disagreement = (_disagreement(distinct),) if len(distinct) > 1 else ()
    return _Conclusion(expression=concluded, grade=best, differs=(*disagreement, *policies, *not_recognized))


def _has_known_text(expression: Expression) -> bool:
    return any(leaf.id in load().texts_of for leaf in leaves(expression))


def _disagreement(claims: Sequence[Stated]) -> str:
    first, *others = (one.says for one in claims)
    return f"{first}, but {' and '.join(others)}"


def _best_first(claims: Iterable[Stated]) -> list[Stated]:
    return sorted(claims, key=lambda one: _GRADES.index(one.claim.grade))


def _distinct(claims: Sequence[Stated]) -> list[Stated]:
    """Return the first claim of each license."""
    return list({str(one): one for one in reversed(claims)}.values())[::-1]


def _without_open_ranges(claims: Sequence[Stated]) -> tuple[Stated, ...]:
    """Leave out claims that do not say whether later versions are meant, where another one does (row C7)."""
    closed = {_RANGE.sub("", str(one)) for one in claims if _SAYS_RANGE.search(one.claim.license)}
    return tuple(
        one
        for one in claims
        if one.vague or _SAYS_RANGE.search(one.claim.license) or _RANGE.sub("", str(one)) not in closed
    )
