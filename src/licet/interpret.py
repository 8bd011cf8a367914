"""Interpret: from concluded license expressions to the terms that apply.

An OR is a choice: one branch is taken and named. An AND adds: every license binds. A WITH exception changes what its
record says; one that was not read leaves the license's own terms, and keeps a prohibition from counting as settled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from licet.licenses import AllOf, Leaf, OneOf, by_category, called_like, exception_read, load, load_with, parse, profile
from licet.model.bom import PRODUCT, UNREAD, Detection, Identified
from licet.model.findings import Terms
from licet.model.terms import License
from licet.model.vocabulary import Category, Grade

NOT_OURS = "LicenseRef-Proprietary"
"""The one unknown id that is never taken for our own, even where it is the product's license too (design section 3)."""

_TOUCHED = 5
"""Statements that a changed text bears on which are named."""

_ORDER = {category: rank for rank, category in enumerate(Category)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """The branches of a component whose license is a choice, as expressions, the likeliest best first."""

    component: str
    branches: tuple[str, ...]


def interpret(
    identified: Iterable[Identified], *, product_license: str, chosen: Mapping[str, str] | None = None
) -> tuple[Terms, ...]:
    """Find the terms of every component; `chosen` maps a component id to the branch to take of its OR.

    Returns: terms sorted by component id, without the product itself.
    """
    picks = chosen or {}
    found = [
        _terms(item, product_license, picks.get(item.component.id, ""))
        for item in identified
        if item.component.id != PRODUCT
    ]
    return tuple(sorted(found, key=lambda terms: terms.component.id))


def alternatives(identified: Iterable[Identified]) -> tuple[Alternatives, ...]:
    """The components whose license is a choice, with every way to choose."""
    found = []
    for item in identified:
        branches = _branches(parse(item.concluded)) if item.concluded else ()
        if len(branches) > 1 and item.component.id != PRODUCT:
            found.append(Alternatives(component=item.component.id, branches=branches))
    return tuple(found)


def branches_of(expression: str) -> tuple[tuple[Leaf, ...], ...]:
    """Every way to take one branch of each OR of an expression; or-later ids stay as they are."""
    return tuple(_ways(parse(expression), later=False))


def _branches(tree: Leaf | AllOf | OneOf) -> tuple[str, ...]:
    """Every way to take one branch of each OR, best category first; at most 32."""
    ways = _ways(tree)
    ways.sort(key=lambda way: (max(_rank(leaf) for leaf in way), len(way), [str(leaf) for leaf in way]))
    return tuple(dict.fromkeys(" AND ".join(str(leaf) for leaf in way) for way in ways))


def _ways(tree: Leaf | AllOf | OneOf, *, later: bool = True) -> list[tuple[Leaf, ...]]:
    match tree:
        case Leaf():
            return [(tree,), *((later_one,) for later_one in (_later(tree) if later else ()))]
        case OneOf():
            return [way for part in tree.parts for way in _ways(part, later=later)][:32]
        case AllOf():
            ways: list[tuple[Leaf, ...]] = [()]
            for part in tree.parts:
                ways = [(*way, *more) for way in ways for more in _ways(part, later=later)][:32]
            return ways


def _later(leaf: Leaf) -> tuple[Leaf, ...]:
    """The later versions that an or-later id lets one choose, those alone that its exception, if any, is for."""
    record = load(leaf.id) if leaf.known else None
    if record is None or record.or_later != leaf.id:
        return ()
    names = (name for name in record.later if not leaf.exception or exception_read(name, leaf.exception))
    return tuple(replace(leaf, id=name) for name in names)


def _unread_exception(leaf: Leaf) -> bool:
    """Whether a leaf names an exception of which nobody has read what it changes in this license."""
    return bool(leaf.exception) and not (leaf.known and exception_read(leaf.id, leaf.exception))


def _rank(leaf: Leaf) -> int:
    return _ORDER[load_with(leaf.id, leaf.exception).category] if leaf.known else _ORDER[Category.UNKNOWN]


def _terms(item: Identified, product_license: str, pick: str) -> Terms:
    component = item.component
    own = _own(item, product_license)
    expression = item.concluded
    branches = _branches(parse(expression)) if expression else ()
    chosen = pick or (branches[0] if branches else "")
    leaves = _ways(parse(chosen))[0] if chosen else ()
    licenses, unread = _licenses(leaves, component.agreement)
    if component.facts.get("license_acquired") is True and component.agreement is None:
        unread = (*unread, f"the license acquired in place of {expression or 'none'}")
        licenses = ()
    return Terms(
        component=replace(component, own=own),
        expression=expression,
        grade=item.grade,
        licenses=licenses,
        unread=unread,
        profiles=tuple(known for name in unread if (known := profile(name))),
        called_like=tuple(dict.fromkeys(each for name in unread for each in called_like(name))),
        exception_unread=any(_unread_exception(leaf) for leaf in leaves),
        chosen=chosen if len(branches) > 1 else "",
        text_at_hand=item.grade is Grade.TEXT,
        modified_text=tuple(map(_modified, item.changed)),
        differs=item.differs,
    )


def _licenses(leaves: Iterable[Leaf], agreement: License | None) -> tuple[tuple[License, ...], tuple[str, ...]]:
    """The records of the leaves, or what their category lets them be judged by, and the names of those with neither."""
    licenses: list[License] = []
    unread: list[str] = []
    for leaf in leaves:
        if agreement is not None and leaf.id == agreement.id:
            licenses.append(agreement)
        elif leaf.known:
            licenses.append(load_with(leaf.id, leaf.exception))
        elif (known := profile(leaf.id)) and known.settles:
            licenses.append(by_category(known))
        else:
            unread.append(leaf.id)
    return tuple(licenses), tuple(unread)


def _own(item: Identified, product_license: str) -> bool:
    """Ours where stated, or where the license is the product's own unknown LicenseRef (design section 3)."""
    if item.component.own is not None:
        return item.component.own
    if item.component.agreement is not None:
        return False
    same = bool(product_license) and item.concluded == product_license != NOT_OURS
    return same and product_license.startswith("LicenseRef-") and not _known(product_license)


def _known(name: str) -> bool:
    tree = parse(name)
    return isinstance(tree, Leaf) and tree.known


def _modified(detection: Detection) -> str:
    """One sentence on how a text differs from the known one, what that seems to say and what it bears on."""
    words = "; ".join(f'added "{sample}"' for sample in detection.inserted[:3])
    gone = f"{detection.missing} words missing" if detection.missing else ""
    what = " and ".join(part for part in (words, gone) if part) or "changed"
    told = f"{detection.evidence}: {what} ({detection.score:.0%} of {detection.license} in place)"
    about = ", ".join(dict.fromkeys(draft.about for draft in detection.drafts if draft.about != UNREAD))
    bears_on = ", ".join(dict.fromkeys(each.statement for each in detection.touched[:_TOUCHED]))
    told += f"; the added words seem to speak of {about}" if about else ""
    return told + (f"; it bears on {bears_on}" if bears_on else "")
