"""One statement of a license in one system: what it says, how it reaches the product, and what rests on it.

A statement is named `<license>:<key>` or `<part>:<key>`, where the key is its place in the record, such as
`duties.flow-down`, `restrictions.military` or `conditions.threshold`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from licet.licenses import find, load
from licet.model.bom import PRODUCT
from licet.model.terms import Clause, Condition, DutyTerm, License
from licet.model.vocabulary import Act, Duty, Value
from licet.report.lookup import Index
from licet.report.result import Component, Finding, Link
from licet.report.result import Duty as OwedDuty
from licet.report.words import spoken
from licet.rules.gates import Gate, gate

_NAMED = re.compile(
    r"(?P<whose>.{1,300}):(?P<key>(?:permits|duties|restrictions|conditions|derivatives)\.[a-z0-9:.-]{1,60}"
    r"|no_further_restrictions|[a-z-]{1,40})",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z0-9.+-]+")
MOST_WAYS = 5
_MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one place of a record says: in words, with its clause; `share_alike` where its reach is by gates."""

    key: str
    words: str
    clause: Clause | None = None
    note: str = ""
    share_alike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement in a system: whose license says it, and the ids of the parts that are under that license."""

    license: License
    said: Said
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The statement's full name."""
        return f"{self.license.id}:{self.said.key}"


def told_of(index: Index, identity: str) -> Told | None:
    """Find the statement that goes by a name; None where the name is that of none."""
    named = _NAMED.fullmatch(identity.strip())
    if named is None:
        return None
    whose, key = named["whose"], named["key"]
    for license_, parts in _licenses(index, whose):
        for said in statements(license_):
            if key in {said.key, said.key.partition(".")[2]}:
                return Told(license=license_, said=said, parts=parts)
    return None


def statements_near(index: Index, identity: str) -> tuple[str, ...]:
    """The names of statements that a name with a known license or part in front may have meant, best first."""
    whose, _, key = identity.strip().partition(":")
    near: dict[str, None] = {}
    for license_, _ in _licenses(index, whose) if key else ():
        names = {said.key.casefold(): said.key for said in statements(license_)}
        short = {name.partition(".")[2] or name: name for name in names}
        found = [short.get(each, each) for each in get_close_matches(key, [*names, *short], n=3, cutoff=0.5)]
        near |= dict.fromkeys(f"{license_.id}:{names[each]}" for each in found)
    return tuple(near)[:3]


def _licenses(index: Index, whose: str) -> Iterator[tuple[License, tuple[str, ...]]]:
    """The licenses that a name stands for, each with the parts under it: a part's own, or the one of that name."""
    wanted = whose.casefold()
    for part in index.result["components"]:
        if wanted in {name.casefold() for name in (part["id"], part["label"], part["purl"], *part["aliases"]) if name}:
            yield from ((license_, (part["id"],)) for license_ in licenses_of(part))
            return
    name = find(whose)
    if name is None:
        return
    license_ = load(name)
    under = (part["id"] for part in index.result["components"] if license_ in licenses_of(part))
    yield license_, tuple(under)


def licenses_of(part: Component) -> tuple[License, ...]:
    """The known licenses of a part, of the branch that was chosen where there is a choice."""
    expression = part["chosen"] or part["licenses"]["concluded"]
    names = (find(word) for word in _WORD.findall(expression))
    return tuple({name: load(name) for name in names if name}.values())


def statements(license_: License) -> Iterator[Said]:
    """Every statement of a record, in the order of the vocabulary."""
    for act in Act:
        permission = license_.permission(act)
        words = f"{spoken(act)}: {permission.value}"
        yield Said(key=f"permits.{act}", words=words, clause=permission.clause, note=permission.note)
    for duty in Duty:
        yield _duty(license_.duty(duty))
    counts: dict[str, int] = {}
    for limit in license_.restrictions:
        words = f"{spoken(limit.tag)}: {limit.strength}"
        words += f", only if {' or '.join(map(spoken, limit.qualifiers))}" if limit.qualifiers else ""
        words += ", models of any kind" if limit.models == "any" else ""
        yield Said(key=_once(counts, f"restrictions.{limit.tag}"), words=words, clause=limit.clause, note=limit.note)
    for condition in license_.conditions:
        yield _condition(_once(counts, f"conditions.{_kind(condition)}"), condition)
    for how, derivation in license_.derivatives.items():
        words = f"what {spoken(how)} makes is a derivative: {derivation.value}"
        yield Said(key=f"derivatives.{how}", words=words, clause=derivation.clause, note=derivation.inferred)
    if license_.no_further_restrictions:
        words = "no further restrictions may be added"
        yield Said(key="no_further_restrictions", words=words, clause=license_.no_further_restrictions)


def _once(counts: dict[str, int], key: str) -> str:
    """A key, with a number from the second of its kind on."""
    counts[key] = counts.get(key, 0) + 1
    return key if counts[key] == 1 else f"{key}.{counts[key]}"


def _duty(term: DutyTerm) -> Said:
    events = " or ".join(" and ".join(sorted(group)) for group in term.triggers)
    more = [f"due {spoken(events)}"] if events and term.value in {Value.YES, Value.CONDITIONAL} else []
    more += [f"{name.replace('_', ' ')} {value}" for name, value in sorted(term.parameters.items())]
    words = "; ".join([f"{spoken(term.duty)}: {term.value}", *more])
    shares = term.duty is Duty.SHARE_ALIKE and term.value in {Value.YES, Value.CONDITIONAL}
    return Said(key=f"duties.{term.duty}", words=words, clause=term.clause, note=term.note, share_alike=shares)


def _kind(condition: Condition) -> str:
    return str(getattr(condition, "kind", "")) or type(condition).__name__.casefold()


def _condition(key: str, condition: Condition) -> Said:
    on = f", on {', '.join(map(spoken, condition.on))}" if condition.on else ""
    return Said(key=key, words=f"{spoken(_kind(condition))}{on}", clause=condition.clause, note=condition.note)


def findings_on(index: Index, told: Told) -> list[Finding]:
    """The findings that rest on a statement: those that quote its clause and are about a part under the license."""
    return [
        finding
        for finding in index.result["findings"]
        if any(_is(told, clause["license"], clause["section"], clause["quote"]) for clause in finding["clauses"])
        and set(told.parts) & set(finding["components"])
    ]


def duties_on(index: Index, told: Told) -> list[OwedDuty]:
    """The duties that rest on a statement."""
    return [
        duty
        for duty in index.result["duties"]
        if duty["component"] in told.parts
        and (clause := duty["clause"])
        and told.said.key == f"duties.{duty['duty']}"
        and _is(told, clause["license"], clause["section"], clause["quote"])
    ]


def _is(told: Told, license_id: str, section: str, quote: str) -> bool:
    clause = told.said.clause
    same = clause is not None and (clause.section, clause.quote) == (section, quote)
    return same and find(license_id.partition(" WITH ")[0]) == find(told.license.plain.id)


def ways_to(index: Index, part: str, most: int = MOST_WAYS) -> list[list[Link]]:
    """Return the ways from the product to a part without a circle in them, the shortest first; at most `most`."""
    upstream: dict[str, list[Link]] = {}
    for link in index.result["links"]:
        upstream.setdefault(link["from"], []).append(link)
    found: list[list[Link]] = []
    queue: list[list[Link]] = [[link] for link in upstream.get(PRODUCT, ())]
    steps = 0
    while queue and len(found) < most and steps < _MOST_STEPS:
        longer: list[list[Link]] = []
        for way in queue:
            steps += 1
            at = way[-1]["to"]
            if at == part:
                found.append(way)
                continue
            passed = {PRODUCT, *(link["to"] for link in way)}
            longer += [[*way, link] for link in upstream.get(at, ()) if link["to"] not in passed]
            if len(longer) + steps > _MOST_STEPS:
                break
        queue = longer
    return found[:most]


def gate_at(license_: License, link: Link) -> Gate:
    """The gate of a license's share-alike at a link of a result."""
    manner = link["facts"].get("how")
    return gate(
        license_, f"{link['how']}:{manner}" if isinstance(manner, str) and link["how"] == "links" else link["how"]
    )
