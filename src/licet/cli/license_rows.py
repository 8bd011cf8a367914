"""The statements of two licenses side by side: what each says, and whether it is the same.

Statements are compared by what they say: values, triggers, parameters, strengths. The section and the words of the
text are shown and not compared, since no two texts put a thing in the same way.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import zip_longest
from typing import Final

from licet.cli.license_show import links, permission_data
from licet.cli.license_words import (
    bound,
    condition_data,
    demand,
    derived,
    duty_data,
    kind_of,
    place,
    quoted,
    restricted,
)
from licet.licenses.record import OTHER_CONDITIONS
from licet.model.terms import Clause, Condition, License, Restriction
from licet.model.vocabulary import TAGS, Act, Duty, How, Value

_WORDS: Final = (*Act, *Duty, "threshold", "territory", *OTHER_CONDITIONS, *TAGS, *How)
_ORDER: Final[Mapping[str, int]] = {word: at for at, word in enumerate(_WORDS)}
"""The order of the vocabulary; what it does not name follows in alphabetical order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one license says on one point: `said` in words, `meaning` as it is compared, `data` as plain data.

    `reviewed` is false where a text was not at hand, so that nothing is known.
    """

    said: str
    meaning: object
    clause: Clause | None = None
    note: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    reviewed: bool = True

    @property
    def text(self) -> str:
        """What is said and the place with its words, a line each; the note where there are no words."""
        return "\n".join(filter(None, (self.said, quoted(self.clause) or (self.note and f"({self.note})"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One point on which both licenses are asked; `statement` is its place in a record, such as `permits.modify`.

    `open` is true where changes of a text bear on the point, so that the record does not answer for it.
    """

    statement: str
    title: str
    label: str
    a: Cell
    b: Cell
    open: bool = False

    @property
    def base(self) -> str:
        """The statement without the number that tells it from others of its kind."""
        return re.sub(r"\.\d+$", "", self.statement)

    @property
    def told(self) -> bool:
        """Whether it can be told what both say."""
        return self.a.reviewed and self.b.reviewed and not self.open

    @property
    def differs(self) -> bool:
        """Whether the two are known to say different things."""
        return self.told and self.a.meaning != self.b.meaning

    @property
    def same(self) -> bool:
        """Whether the two are known to say the same, silence included."""
        return self.told and self.a.meaning == self.b.meaning


def rows(a: License, b: License, touched: Collection[str] = ()) -> tuple[Row, ...]:
    """Every statement that either license makes or could make, in the order in which `licet license show` tells them.

    `touched` are the statements on which changes of a text bear.
    """
    hows = {*links(a), *links(b)}
    versions = bool(a.or_later and b.or_later)
    first, second = (_parts(terms, hows, versions=versions) for terms in (a, b))
    made: list[Row] = []
    for (title, prefix, own), (_, _, other) in zip(first, second, strict=True):
        for key in sorted({*own, *other}, key=lambda key: (_ORDER.get(key, len(_ORDER)), key)):
            pairs = _paired(own.get(key, ()), other.get(key, ()), _unsaid(a, prefix), _unsaid(b, prefix))
            for number, (left, right) in enumerate(pairs, 1):
                name = f"{prefix}.{key}" if prefix else key
                made.append(
                    Row(
                        statement=name if number == 1 else f"{name}.{number}",
                        title=title,
                        label=key.replace("_", " ") if number == 1 else f"{key}, {number}",
                        a=left,
                        b=right,
                        open=name in touched,
                    )
                )
    return tuple(made)


_Cells = Mapping[str, Sequence[Cell]]


def _parts(terms: License, hows: Iterable[str], *, versions: bool) -> tuple[tuple[str, str, _Cells], ...]:
    """The titled parts of a license: title, prefix of the statements, and what is said by key."""
    return (
        ("What it permits", "permits", {act: [_permission(terms, act)] for act in Act}),
        ("What it demands", "duties", {duty: [_duty(terms, duty)] for duty in Duty}),
        ("No further restrictions", "", {"no_further_restrictions": [_ban(terms)]}),
        ("Conditions", "conditions", _grouped((kind_of(entry), _condition(entry)) for entry in terms.conditions)),
        ("Restrictions", "restrictions", _grouped((entry.tag, _restriction(entry)) for entry in terms.restrictions)),
        ("Derivatives", "derivatives", {how: [_derivation(terms, how)] for how in hows}),
        ("Contested points", "readings", _readings(terms)),
        ("Other licenses", "", _others(terms, versions=versions)),
    )


def _grouped(entries: Iterable[tuple[str, Cell]]) -> _Cells:
    found: dict[str, list[Cell]] = {}
    for key, cell in entries:
        found.setdefault(key, []).append(cell)
    return found


def _paired(own: Sequence[Cell], other: Sequence[Cell], no_a: Cell, no_b: Cell) -> list[tuple[Cell, Cell]]:
    """Pair what is said several times: equal things first, then in order; what has no counterpart meets silence."""
    rest_a, rest_b = list(own), list(other)
    pairs = []
    for cell in own:
        match = next((each for each in rest_b if each.meaning == cell.meaning), None)
        if match:
            pairs.append((cell, match))
            rest_a.remove(cell)
            rest_b.remove(match)
    return pairs + [(left or no_a, right or no_b) for left, right in zip_longest(rest_a, rest_b)]


def _unsaid(terms: License, prefix: str = "") -> Cell:
    """What an absent statement means: silence where every text was read, else nothing that is known."""
    if not terms.complete:
        return Cell(said=Value.NOT_REVIEWED, meaning=None, data={"said": Value.NOT_REVIEWED}, reviewed=False)
    said = "not contested" if prefix == "readings" else Value.SILENT
    return Cell(said=said, meaning=Value.SILENT, data={"said": said})


def _permission(terms: License, act: Act) -> Cell:
    found = terms.permission(act)
    return Cell(
        said=found.value,
        meaning=found.value,
        clause=found.clause,
        note=found.note,
        data={"said": found.value, **permission_data(terms, act)},
        reviewed=found.value is not Value.NOT_REVIEWED,
    )


def _duty(terms: License, duty: Duty) -> Cell:
    term = terms.duty(duty)
    return Cell(
        said=demand(term),
        meaning=(term.value, frozenset(term.triggers), dict(term.parameters)),
        clause=term.clause,
        note=term.note,
        data={"said": demand(term), **duty_data(term)},
        reviewed=term.value is not Value.NOT_REVIEWED,
    )


def _ban(terms: License) -> Cell:
    clause = terms.no_further_restrictions
    if clause is None:
        return _unsaid(terms)
    return Cell(said="forbidden", meaning=True, clause=clause, data={"said": "forbidden", **place(clause)})


def _condition(entry: Condition) -> Cell:
    said = bound(entry) or "yes"
    return Cell(
        said=said,
        meaning=_meaning(entry),
        clause=entry.clause,
        note=entry.note,
        data={"said": said, **condition_data(entry)},
    )


def _restriction(entry: Restriction) -> Cell:
    said = restricted(entry)
    own = {"said": said, "tag": entry.tag, "strength": entry.strength, "qualifiers": list(entry.qualifiers)}
    return Cell(
        said=said,
        meaning=_meaning(entry),
        clause=entry.clause,
        note=entry.note,
        data={**own, **place(entry.clause, entry.note)},
    )


def _meaning(entry: Condition | Restriction) -> Mapping[str, object]:
    """All that an entry says; its place and the note aside, and no matter in which order."""
    values = {each.name: getattr(entry, each.name) for each in fields(entry) if each.name not in {"clause", "note"}}
    return {key: frozenset(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _derivation(terms: License, how: str) -> Cell:
    found = terms.derivation(how)
    own = {"said": derived(found), "value": found.value, **({"inferred": found.inferred} if found.inferred else {})}
    return Cell(
        said=derived(found),
        meaning=found.value,
        clause=found.clause,
        data={**own, **place(found.clause)},
        reviewed=found.value is not Value.NOT_REVIEWED,
    )


def _readings(terms: License) -> _Cells:
    found = {}
    for point in terms.readings:
        said = f"contested; bears on: {', '.join(point.statements)}"
        data = {"said": said, "statements": list(point.statements)}
        found[point.id] = [Cell(said=said, meaning=frozenset(point.statements), data=data)]
    return found


def _others(terms: License, *, versions: bool) -> _Cells:
    """What is said of other licenses by name, and which versions may be chosen where the id tells."""
    lists = {
        "compatible_with": terms.compatible_with,
        "combines_with": terms.combines_with,
        "treats_as_restriction": terms.treats_as_restriction,
    }
    found = {}
    for key, values in lists.items():
        said = ", ".join(values)
        cell = Cell(said=said, meaning=frozenset(values), data={"said": said, "list": list(values)})
        found[key] = [cell if values else _unsaid(terms)]
    if versions:
        later = ", ".join(("any later version", *terms.later))
        said = later if terms.id == terms.or_later else "this version only"
        found["versions"] = [Cell(said=said, meaning=terms.id == terms.or_later, data={"said": said})]
    return found
