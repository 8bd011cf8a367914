"""A duty to disclose the source of a work, against a part in it whose source is not ours to give (vocabulary 10.7)."""

from collections.abc import Iterator, Sequence

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Act, Category, Duty, Kind, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.crowds import MANY, Parts, all_but_first, bound_by, by_license, meeting, told, within_reach
from licet.rules.facts import Facts
from licet.rules.reach import binds_work, may_span, work
from licet.rules.support import each_use, part_case

ID = "disclose-source"
_MANY = 20
"""Parts without a known license from which on they are judged together."""
_CODE = frozenset({Kind.LIBRARY, Kind.APPLICATION, Kind.TOKENIZER, Kind.MODEL, Kind.ADAPTER})


def cases(system: System) -> Iterator[Case]:
    """One case per pair of a part that demands the source of the whole and a closed part beside it.

    Where very many parts have no license that is known, they are one case together.
    """
    every = [other for name, other in system.terms.items() if name in system.exposures and _closed(other)]
    demanding = [each for each in system.licensed() if _demands(system, *each)] if every else []
    proprietary = [other for other in every if _proprietary(other)]
    unknown = [other for other in every if not _proprietary(other)]
    for ones in by_license(demanding):
        if len(ones) * len(proprietary) > MANY:
            yield _crowd(ones, proprietary, known=True)
        else:
            for _, one in ones:
                yield from (_case(system, one, other) for other in proprietary if other is not one[0])
        if len(ones) > _MANY and len(ones) * len(unknown) > MANY:
            yield _crowd(ones, unknown, known=False)
        else:
            for _, one in ones:
                yield from _beside(system, one, [other for other in unknown if other is not one[0]])


def _demands(system: System, terms: Terms, license_: License) -> bool:
    """Whether a license demands the source of the whole, and its clause may span more than the part."""
    demands = license_.duty(Duty.DISCLOSE_SOURCE).value is Value.YES
    return demands and any(may_span(system, each.way[-1], license_) for each in each_use(system, terms))


def _beside(system: System, one: tuple[Terms, License], unknown: Sequence[Terms]) -> Iterator[Case]:
    """The cases of one part beside those whose license is not known."""
    if len(unknown) > _MANY:
        yield _together(system, one, unknown)
    else:
        yield from (_case(system, one, other) for other in unknown)


def _crowd(ones: Parts, closed: Sequence[Terms], *, known: bool) -> Case:
    """Very many parts that demand the source of the whole, beside closed parts, or parts without a known license."""
    first, own = ones[0][1]
    others = [(at, (terms, own)) for at, terms in enumerate(sorted(closed, key=_withheld, reverse=True))]
    withheld = {terms.component.id for terms in closed if _withheld(terms)}
    word = "that are closed" if known else "whose license is not known"
    asked = "closed-sources-may-be-given" if known else "sources-may-be-given"

    def met(facts: Facts, _: str, __: Exposure, theirs: Exposure) -> Outcome | None:
        asks = f"May you give out the source of the {len(others)} parts {word}?"
        if theirs.component not in withheld and facts.of_part(first.component.id, asked, asks):
            return None
        why = f"the source of {facts.system.label(theirs.component)} and others would have to be given too"
        return Outcome(verdict=Verdict.BLOCKED, why=why, path=theirs.path)

    crowd = f"{len(others)} parts {'are closed' if known else 'have no license that is known'}"
    title = f"{told(ones)} {'demand' if ones[1:] else 'demands'} the source of the whole, and {crowd}"
    return part_case(
        first,
        own,
        title,
        meeting(ones, others, bound_by(own), within_reach(own), met),
        own.duty(Duty.DISCLOSE_SOURCE).clause,
        suffix="closed" if known else "unknown",
        duty=Duty.DISCLOSE_SOURCE,
        others=all_but_first(ones, others),
    )


def _withheld(terms: Terms) -> bool:
    """Whether a license of the part forbids to pass it on, so that its source cannot be given whatever is answered."""
    return any(license_.permission(Act.REDISTRIBUTE).value is Value.NO for license_ in terms.licenses)


def _proprietary(terms: Terms) -> bool:
    return any(license_.category is Category.PROPRIETARY for license_ in terms.licenses)


def _together(system: System, one: tuple[Terms, License], others: Sequence[Terms]) -> Case:
    """Many parts whose license is not known, beside one that demands the source of the whole: one question."""

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            mine = work(facts, exposure, one[1])
            if len(mine.nodes) == 1 or not binds_work(facts, exposure, one[1], mine):
                continue
            met = next(
                (
                    second
                    for other in others
                    for second in each_use(system, other)
                    if any(node in work(facts, second, one[1]).nodes[1:] for node in mine.nodes[1:])
                ),
                None,
            )
            asks = f"May you give out the source of the {len(others)} parts whose license is not known?"
            if met and not facts.of_part(one[0].component.id, "sources-may-be-given", asks):
                why = f"the source of {system.label(met.component)} and others would have to be given too"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=met.path)

    title = (
        f"{one[0].component.label} demands the source of the whole, and the license of {len(others)} parts is not known"
    )
    clause = one[1].duty(Duty.DISCLOSE_SOURCE).clause
    names = tuple(other.component.id for other in others)
    return part_case(*one, title, outcomes, clause, suffix="unknown", duty=Duty.DISCLOSE_SOURCE, others=names)


def _closed(terms: Terms) -> bool:
    """Whether the source is not known to be ours to give: a proprietary license, or terms nobody has read."""
    if terms.component.own or terms.component.kind not in _CODE:
        return False
    return _proprietary(terms) or bool(terms.unread) or not terms.expression


def _case(system: System, one: tuple[Terms, License], other: Terms) -> Case:
    forbidden = _withheld(other)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            for second in each_use(system, other):
                mine, theirs = work(facts, exposure, one[1]), work(facts, second, one[1])
                met = any(node in theirs.nodes[1:] for node in mine.nodes[1:])
                if not met or not binds_work(facts, exposure, one[1], mine):
                    continue
                asks = f"May you give out the source of {other.component.label}?"
                if forbidden or not facts.of_part(other.component.id, "source-may-be-given", asks):
                    why = f"the source of {other.component.label} would have to be given too"
                    yield Outcome(verdict=Verdict.BLOCKED, why=why, path=second.path)

    known = forbidden or _proprietary(other)
    closed = "is closed" if known else "may not be ours to give (its license is not known)"
    title = f"{one[0].component.label} demands the source of the whole, and {other.component.label} {closed}"
    clause = one[1].duty(Duty.DISCLOSE_SOURCE).clause
    others = (other.component.id,)
    return part_case(*one, title, outcomes, clause, suffix=other.component.id, duty=Duty.DISCLOSE_SOURCE, others=others)


RULE = Rule(id=ID, risk="copyleft", cases=cases)
