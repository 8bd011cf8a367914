"""From what single sentences say to draft statements of a license record, each with its first place in the text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeAlias

from licet.model.vocabulary import Act, Duty, Strength, Value
from licet.review import effects as effect_tables
from licet.review.effects import Effects
from licet.review.reading import Found, Reading
from licet.review.statements import USE

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain]"
"""A value of a record."""

_NUMBER: Final = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.(\d{1,2}))?\s{0,3}(thousand|million|billion)?(?!\w|\.\d|,\d)",
    re.IGNORECASE,
)
_SIZES: Final = {"": 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORDS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_MOST_VALUE: Final = 10**15
_LEAST_COUNT: Final = 10
"""A smaller number beside "users" counts something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One statement as it would stand in a record: `key` is `permits.host`, `restrictions.military` and the like.

    `value` is that of an act or a duty; `more` holds further keys of its table. `places` counts the sentences that say
    so. `line` and `last_line` are those of the words in the text that was read.
    """

    key: str
    value: str
    section: str
    quote: str
    line: int
    last_line: int
    note: str = ""
    places: int = 1
    more: Mapping[str, Plain] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """`permits`, `duties`, `restrictions` or `conditions`."""
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        """What comes after the family."""
        return self.key.partition(".")[2]


def drafted(reading: Reading) -> tuple[Drafted, ...]:
    """Return draft statements in the order of the vocabulary: acts, duties, conditions, restrictions."""
    tables = effect_tables.load()
    by_about: dict[str, list[Found]] = {}
    for one in reading.found:
        by_about.setdefault(one.about, []).append(one)
    limits = [one for one in tables.settles if f"restrictions.{one.restriction}" in by_about]
    return (
        *_acts(by_about, tables),
        *(_duty(duty, by_about[f"duties.{duty}"], tables) for duty in Duty if f"duties.{duty}" in by_about),
        *(_purpose(one, by_about, tables) for one in limits),
        *_conditions(by_about, tables),
        *_restrictions(by_about, tables),
    )


def _plain(
    key: str, value: str, found: Sequence[Found], note: str = "", more: Mapping[str, Plain] | None = None
) -> Drafted:
    first = found[0]
    return Drafted(
        key=key,
        value=value,
        section=first.section,
        quote=first.quote,
        line=first.line,
        last_line=first.last_line,
        note=note,
        places=len(found),
        more=more or {},
    )


def _acts(by_about: Mapping[str, Sequence[Found]], tables: Effects) -> Iterator[Drafted]:
    for act in Act:
        key = f"permits.{act}"
        found = by_about.get(key, ())
        settled = next((one for one in tables.settles if one.act is act and _read(one.restriction, by_about)), None)
        if settled:
            cause = by_about[f"restrictions.{settled.restriction}"]
            yield _plain(key, settled.value, cause, f"follows from {settled.restriction}")
        elif found:
            yield _act(key, found, by_about, tables)
        else:
            yield from _implied(key, by_about, tables)


def _read(restriction: str, by_about: Mapping[str, Sequence[Found]]) -> bool:
    return f"restrictions.{restriction}" in by_about


def _act(key: str, found: Sequence[Found], by_about: Mapping[str, Sequence[Found]], tables: Effects) -> Drafted:
    """An act that is both granted and withheld, or granted for a purpose only, is conditional."""
    granted = [one for one in found if one.value == "yes"]
    withheld = [one for one in found if one.value == "no"]
    if not granted:
        return _plain(key, Value.NO, withheld)
    purposes = [one.purpose for one in tables.settles if _read(one.restriction, by_about)]
    limited = key.partition(".")[2] in tables.limits and purposes
    if withheld:
        place = f"line {withheld[0].line} withholds it: which of the two counts?"
        return _plain(key, Value.CONDITIONAL, granted, place)
    if limited:
        return _plain(key, Value.CONDITIONAL, granted, f"for the purpose alone: {', '.join(purposes)}")
    return _plain(key, Value.YES, granted)


def _implied(key: str, by_about: Mapping[str, Sequence[Found]], tables: Effects) -> Iterator[Drafted]:
    for one in tables.implied:
        granted = [found for source in one.sources for found in by_about.get(source, ()) if found.value == "yes"]
        if one.says == key and granted and not any(other in by_about for other in one.without):
            yield _plain(key, Value.CONDITIONAL, granted, one.note)
            return


def _duty(duty: Duty, found: Sequence[Found], tables: Effects) -> Drafted:
    events = [] if duty in tables.standing else _events(found[0], tables)
    usual = tables.triggers.get(duty, "on-any-use")
    return _plain(f"duties.{duty}", Value.YES, found, more={"triggers": events or [usual]})


def _events(found: Found, tables: Effects) -> list[str]:
    return [event for event, words in tables.events.items() if words.among(found.sentence.words)]


def _restrictions(by_about: Mapping[str, Sequence[Found]], tables: Effects) -> Iterator[Drafted]:
    for about, found in by_about.items():
        if not about.startswith("restrictions."):
            continue
        held = [name for name, words in tables.qualifiers.items() if words.among(found[0].sentence.words)]
        strength = Strength.CONDITIONAL if held else Strength.PROHIBITED
        more: dict[str, Plain] = {"strength": str(strength)}
        yield _plain(about, "", found, more=more | ({"qualifiers": held} if held else {}))


def _purpose(one: effect_tables.Settles, by_about: Mapping[str, Sequence[Found]], tables: Effects) -> Drafted:
    found = by_about[f"restrictions.{one.restriction}"]
    return _plain("conditions.purpose", "", found, more={"purpose": one.purpose, "on": list(tables.limits)})


def _conditions(by_about: Mapping[str, Sequence[Found]], tables: Effects) -> Iterator[Drafted]:
    limits = list(tables.limits)
    yield from _unique(filter(None, map(_threshold, by_about.get("conditions.threshold", ()))))
    for found in by_about.get("conditions.territory", ()):
        regions = [code for code, words in tables.regions.items() if words.among(found.sentence.words)]
        if regions:
            yield _plain("conditions.territory", "", [found], _OTHER_WAY, {"excluded": regions, "on": limits})
    for found in by_about.get("conditions.change-date", ())[:1]:
        years = _years(found)
        if years:
            yield _plain("conditions.change-date", "", [found], more={"years": years, "on": limits})
    for kind, more in _SIMPLE.items():
        some = by_about.get(f"conditions.{kind}", ())
        if some:
            words = {"actors": some[0].quote} if kind == "actor" else more
            yield _plain(f"conditions.{kind}", "", some, more={**words, "on": limits})


_OTHER_WAY: Final = "are these places shut out, or the only ones allowed?"
_SIMPLE: Final[Mapping[str, Mapping[str, Plain]]] = {
    "actor": {},
    "exempt": {"who": "recipient-of-integrated-product"},
    "trade-controls": {},
    "parameters-outside-text": {},
}


def _unique(some: Iterable[Drafted]) -> Iterator[Drafted]:
    """Drop thresholds of the same measure and size."""
    told: set[tuple[Plain, Plain]] = set()
    for one in some:
        mark = (one.more["metric"], one.more["value"])
        if mark not in told:
            told.add(mark)
            yield one


def _threshold(found: Found) -> Drafted | None:
    """A size with its measure; None where no number was read, so that the sentence is told as not read."""
    words = frozenset(found.sentence.words)
    value = max((number for number in _numbers(found.sentence.text)), default=0)
    if value < _LEAST_COUNT:
        return None
    metric = "MAU"
    if words & {"revenue", "revenues", "turnover", "income", "sales"}:
        metric = (
            "monthly-revenue" if words & {"monthly", "month"} and not words & {"annual", "year"} else "annual-revenue"
        )
    elif "daily" in words:
        metric = "DAU"
    effect = "terminates" if any(word.startswith("terminat") for word in words) else "need-license"
    effect = "display" if words & {"display", "displays"} else effect
    exact = words & ({"active"} | {"revenue", "revenues", "turnover"})
    note = "" if exact else "read as users; the text may count something else"
    more: dict[str, Plain] = {"metric": metric, "value": value, "effect": effect, "on": ["use-commercially"]}
    return _plain("conditions.threshold", "", [found], note, more)


def _numbers(text: str) -> Iterator[int]:
    for match in _NUMBER.finditer(text):
        whole = int(match[1].replace(",", ""))
        size = _SIZES[(match[3] or "").lower()]
        value = whole * size + (int(match[2].ljust(2, "0")) * size // 100 if match[2] else 0)
        if value <= _MOST_VALUE and not (size == 1 and 1900 <= value <= 2100):  # noqa: PLR2004 - a year
            yield value
    lowered = text.lower().split()
    for word, follows in pairwise(lowered):
        if word in _WORDS and follows in _SIZES:
            yield _WORDS[word] * _SIZES[follows]


def _years(found: Found) -> int:
    words = found.sentence.words
    near = [word for word in words if word in _WORDS or word.isdigit()]
    return next((_WORDS.get(word) or int(word) for word in near if len(word) < 3 or word in _WORDS), 0)  # noqa: PLR2004


def unsized(reading: Reading) -> tuple[Found, ...]:
    """Return what seems to be a threshold, a territory or a date of change, but cannot be put into a record."""
    tables = effect_tables.load()
    told = []
    for found in reading.found:
        regions = any(words.among(found.sentence.words) for words in tables.regions.values())
        if (
            (found.about == "conditions.threshold" and _threshold(found) is None)
            or (found.about == "conditions.territory" and not regions)
            or (found.about == "conditions.change-date" and not _years(found))
        ):
            told.append(found)
    return tuple(told)


def topics(reading: Reading) -> Mapping[str, tuple[Found, ...]]:
    """Return the places of each topic that has no statement in a record."""
    found: dict[str, list[Found]] = {}
    for one in reading.found:
        if one.about.startswith("topics.") or one.about == USE:
            found.setdefault(one.about.partition(".")[2], []).append(one)
    return {name: tuple(several) for name, several in found.items() if name != "use"}
