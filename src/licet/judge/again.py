"""Judge a changed system again, and only what the change touches.

A `Record` keeps what was concluded of a system part by part, with all that was read for it (`watch.py`). For another
system it is enough to conclude again for the parts for which something was read that is different now; the rest is
the same, since a decision is a function of what it reads. Rules that look at several parts at once make their cases
anew, and decide again those that captured or read something else than before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from licet.judge.conclude import Argued, Placed, argued, finding_of, in_order, numbered
from licet.judge.duties import Owed, duties_in_order, numbered_duties, owed_for
from licet.judge.explore import Node, explore
from licet.judge.judgement import judgement_of, outcome_of, weight_of
from licet.judge.watch import Read, Watched, differences, same_function
from licet.model.analysis import Judgement
from licet.model.system import System
from licet.rules import (
    act_withheld,
    competing_model_training,
    data_protection,
    field_of_use,
    latest_policy,
    license_drift,
    llm_improvement,
    missing_license,
    missing_text,
    modified_text,
    no_sharing_of_derivatives,
    noncommercial_only,
    nonproduction_only,
    not_reviewed,
    policy,
    research_only,
    territory,
    threshold,
    unmet_duty,
)
from licet.rules.case import Case, Rule
from licet.rules.facts import Facts, Kept
from licet.rules.registry import RULES

BY_PART: Final = frozenset(
    module.ID
    for module in (
        *(act_withheld, competing_model_training, data_protection, field_of_use, latest_policy, license_drift),
        *(llm_improvement, missing_license, missing_text, modified_text, no_sharing_of_derivatives),
        *(noncommercial_only, nonproduction_only, not_reviewed, policy, research_only, territory, threshold),
        unmet_duty,
    )
)
"""Rules whose cases are those of each part for itself, and those of no part; any other rule is run as a whole."""

_NO_PART: Final = ""
_Half = tuple[Literal["found", "owed"], str]
"""What was found of a part, or what is owed for it: a fact such as the delivery bears on much of one of them."""
_Place = tuple[int, str]
"""The place of a rule among the rules, and the key of a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What was found of one part, or of no part, or else what is owed for it, and what was read for that."""

    found: tuple[Placed, ...] = ()
    owed: tuple[Owed, ...] = ()
    read: frozenset[Read]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A case of a rule that looks at several parts, with the tree of its decision and what was read for it."""

    case: Case
    tree: Node
    read: frozenset[Read]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was concluded of a system, unit by unit; `readers` are the units for which something was read.

    `decided` are the cases of rules that look at several parts, by the place of the rule and their key.
    """

    system: System
    units: Mapping[_Half, Unit]
    decided: Mapping[_Place, Decided]
    rules: tuple[Rule, ...]
    duties: bool
    readers: Mapping[Read, Sequence[_Half]]


def record_of(system: System, rules: tuple[Rule, ...] = RULES, *, duties: bool = True) -> Record:
    """Conclude on a system part by part and keep all of it; with `duties`, what is owed too."""
    units = dict(_units(system, _halves(system, duties=duties), rules))
    return _record(system, units, dict(_decided(system, rules)), rules, duties=duties)


def moved(record: Record, system: System) -> Record:
    """The record of another system, with what the difference does not touch taken over."""
    changed = differences(record.system, system)
    decided = dict(_decided(system, record.rules, record, changed))
    return _record(system, _renewed(record, system, changed), decided, record.rules, duties=record.duties)


def judge_again(record: Record, system: System) -> Judgement:
    """Return exactly what judging the system from scratch returns."""
    found, owed = _concluded(record, system)
    return judgement_of(system, numbered(found), numbered_duties(owed))


def try_again(record: Record, system: System) -> Judgement:
    """Return what a trial asks of it alone: the verdict, the findings and the duties, which have no numbers."""
    found, owed = _concluded(record, system)
    return outcome_of(system, in_order(found), duties_in_order(owed))


def weigh_again(record: Record, system: System) -> tuple[int, int]:
    """Return the rank of the verdict of a system, and the sum of the ranks of its findings."""
    found, owed = _concluded(record, system)
    return weight_of(system, tuple(each for _, each in found), owed)


def found_again(record: Record, system: System) -> tuple[Argued, ...]:
    """Return exactly the findings that the rules of the record have for the system."""
    return numbered(_concluded(record, system)[0])


def _record(
    system: System,
    units: Mapping[_Half, Unit],
    decided: Mapping[_Place, Decided],
    rules: tuple[Rule, ...],
    *,
    duties: bool,
) -> Record:
    readers: dict[Read, list[_Half]] = defaultdict(list)
    for half, unit in units.items():
        for read in unit.read:
            readers[read].append(half)
    return Record(
        system=system,
        units=units,
        decided=decided,
        rules=rules,
        duties=duties,
        readers=readers,
    )


def _concluded(record: Record, system: System) -> tuple[list[Placed], list[Owed]]:
    changed = frozenset() if system is record.system else differences(record.system, system)
    units = _renewed(record, system, changed, noted=False).values()
    found = [each for unit in units for each in unit.found]
    for (at, _), each in _decided(system, record.rules, record, changed):
        found += ((at, one) for one in finding_of(record.rules[at], each.case, each.tree, system))
    return found, [each for unit in units for each in unit.owed]


def _halves(system: System, *, duties: bool) -> list[_Half]:
    """Everything that is concluded part by part."""
    owed: list[_Half] = [("owed", name) for name in system.terms] if duties else []
    return [("found", _NO_PART), *(("found", name) for name in system.terms), *owed]


def _renewed(record: Record, system: System, changed: frozenset[Read], *, noted: bool = True) -> dict[_Half, Unit]:
    """The units of a system: those of the record, but for the ones for which something was read that differs.

    With `noted`, the others tell what was read for them, too.
    """
    halves = _halves(system, duties=record.duties)
    touched = {half for read in changed for half in record.readers.get(read, ())}
    wanted = [half for half in halves if half in touched or half not in record.units]
    fresh = dict(_units(system, wanted, record.rules)) if noted else _unnoted(system, wanted, record.rules)
    return {half: fresh.get(half) or record.units[half] for half in halves}


def _decided(
    system: System, rules: tuple[Rule, ...], record: Record | None = None, changed: frozenset[Read] = frozenset()
) -> Iterator[tuple[_Place, Decided]]:
    """The cases of the rules that look at several parts at once, as far as possible as the record has them."""
    watched = Watched(system)
    facts = Facts(watched.as_system, kept=Kept(seen=watched.seen))
    for at, rule in _by_part(rules, wanted=False):
        for case in tuple(rule.cases(watched.as_system)):
            place = (at, case.key)
            old = record.decided.get(place) if record else None
            if old and old.read.isdisjoint(changed) and _alike(old.case, case):
                yield place, Decided(case=case, tree=old.tree, read=old.read)
                continue
            watched.seen.clear()
            tree = explore(case.decide, facts, capped=case.capped)
            yield place, Decided(case=case, tree=tree, read=frozenset(watched.seen))


def _alike(one: Case, other: Case) -> bool:
    """Whether two cases decide alike, given that all they read of their systems is the same."""
    return one.capped == other.capped and same_function(one.decide, other.decide)


def _by_part(rules: tuple[Rule, ...], *, wanted: bool) -> list[tuple[int, Rule]]:
    return [(at, rule) for at, rule in enumerate(rules) if (rule.id in BY_PART) is wanted]


def _units(system: System, halves: Sequence[_Half], rules: tuple[Rule, ...]) -> Iterator[tuple[_Half, Unit]]:
    """Conclude for each part by itself: rules see no other part when they look through the parts."""
    if not halves:
        return
    watched = Watched(system)
    facts = Facts(watched.as_system, kept=None)  # hardly anything is asked twice of one part
    by_part = _by_part(rules, wanted=True)
    whole = {rule.id: frozenset(case.key for case in _cases(watched, rule, ())) for _, rule in by_part}
    for half in halves:
        what, name = half
        watched.seen.clear()
        found = tuple(_found(facts, watched, name, by_part, whole)) if what == "found" else ()
        owed = tuple(_owed(facts, name)) if what == "owed" else ()
        yield half, Unit(found=found, owed=owed, read=frozenset(watched.seen))


def _unnoted(system: System, halves: Sequence[_Half], rules: tuple[Rule, ...]) -> dict[_Half, Unit]:
    """The same where nobody asks what was read: what is owed is then read of the system itself."""
    facts = Facts(system, kept=None)
    fresh = dict(_units(system, [half for half in halves if half[0] == "found"], rules))
    for half in halves:
        if half[0] == "owed":
            fresh[half] = Unit(owed=tuple(_owed(facts, half[1])), read=frozenset())
    return fresh


def _cases(watched: Watched, rule: Rule, shown: tuple[str, ...]) -> list[Case]:
    watched.terms.only = shown
    cases = list(rule.cases(watched.as_system))
    watched.terms.only = None
    return cases


def _found(
    facts: Facts, watched: Watched, name: str, rules: Iterable[tuple[int, Rule]], whole: Mapping[str, frozenset[str]]
) -> Iterator[Placed]:
    """The findings of one unit; a part's are those that would not be there without it."""
    for at, rule in rules:
        cases = _cases(watched, rule, (name,) if name != _NO_PART else ())
        mine = [case for case in cases if name == _NO_PART or case.key not in whole[rule.id]]
        for each in argued(rule, mine, facts):
            yield at, each


def _owed(facts: Facts, name: str) -> Iterator[Owed]:
    terms = facts.system.terms[name]
    reaches = not terms.component.own and name in facts.system.exposures
    licensed = [(terms, license_) for license_ in terms.licenses] if reaches else []
    return owed_for(facts, licensed, (name,))
