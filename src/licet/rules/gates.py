"""Where a share-alike clause crosses a link and where it stops: one table for every license record and kind of link.

Each gate is derived from what the record says: whether its own definition calls the downstream end a derivative
(vocabulary 8), the scope of its share-alike, and the links that an exception frees (vocabulary 10.2). No pair of
licenses is listed. A gate that hangs on a fact names the question, one that is contested the point; facts are asked
by whoever walks a path.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal

from licet.model.bom import Link
from licet.model.system import System
from licet.model.terms import Freedom, License
from licet.model.vocabulary import APART, DERIVING, LEARNING, Basis, Duty, How, Kind, Reach, Trigger, Value

ALONE_READING: Final = "derivative-alone"
TRAINING_READING: Final = "training-on-share-alike-data"
CROSSES_UNDER: Final = {ALONE_READING: "yes", TRAINING_READING: "adapted-material"}
"""The position on a contested point under which the clause crosses."""

WHOLE: Final = frozenset({Reach.ENTIRE_WORK, Reach.SERVICE_STACK, Reach.DERIVATIVE})
"""Scopes that take in what a part becomes one work with."""
_WORK_LEVEL: Final = WHOLE - {Reach.DERIVATIVE}
_OPEN: Final = frozenset({Value.SILENT, Value.CONDITIONAL, Value.NOT_REVIEWED})
_SEPARATE: Final = frozenset({"dynamic", "import"})
"""Manners of linking that leave a library a file of its own."""

STATIC: Final = "static"
ALONE: Final = "alone"
VENDORED: Final = "vendored"
DATA: Final = "data"
COMPILED_IN: Final = f"{How.LINKS}:{STATIC}"
"""The kind of link whose gate holds where the question of static linking is answered with yes."""
MANNERS: Final = {
    How.LINKS: ("", STATIC, "dynamic", "import"),
    How.ADAPTS: ("", ALONE),
    How.BUNDLES: ("", VENDORED),
    How.TRAINS_ON: ("", DATA),
}
"""The manners that are told apart, by link; all other links have the one without a name."""
_NAMES: Final = {how: str(how) for how in How}


class Asked(StrEnum):
    """The question on which a gate hangs; the clause crosses where the answer is yes, for the last two where it is no.

    `one-program` is `one-work` for programs that stand apart, for which a reading may answer.
    """

    ONE_WORK = "one-work"
    ONE_PROGRAM = "one-program"
    STATIC = "linked-statically"
    EXTRACT = "substantial-extract"
    FILES = "changed-files-released"
    RELINK = "users-can-relink"


@dataclass(frozen=True, slots=True)
class Gate:
    """What becomes of a clause at one kind of link.

    `of` is the question of `asks` or the contested point of `reading`. Each of `unless` stops the clause where its
    permission is granted. `apart` is true where a link that is stated to be no one work stops it.
    """

    way: Literal["crosses", "stops", "asks", "reading"]
    of: str = ""
    unless: tuple[Freedom, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """All that a gate looks at in a record: the scope, what the definition says of the link, and what is freed.

    `learns` is true where the clause is about data, so that training on it is contested where the license is silent.
    """

    scope: Reach
    value: Value
    learns: bool
    freedoms: tuple[Freedom, ...]


STOPS: Final = Gate("stops")
CROSSES: Final = Gate("crosses")


def kinds() -> tuple[str, ...]:
    """Every kind of link that gates tell apart: a link, or a link and its manner (`links:static`)."""
    return tuple(f"{how}:{manner}" if manner else str(how) for how in How for manner in MANNERS.get(how, ("",)))


def kind_of(system: System, link: Link) -> str:
    """The kind of a link in a system: how software is linked, an adapter without its base, data that is learned from.

    `bundles:vendored` is a folder of somebody's sources inside ours, of which nothing says how it is used.
    """
    if link.how not in MANNERS:
        return _NAMES[link.how]
    match link.how:
        case How.LINKS:
            manner = str(link.facts.get("how", ""))
        case How.ADAPTS:
            terms = system.terms.get(link.source)
            manner = ALONE if terms and terms.component.facts.get("alone") is True else ""
        case How.BUNDLES:
            manner = VENDORED if link.basis is Basis.INFERRED else ""
        case _:
            manner = DATA if system.kind(link.target) is Kind.DATASET else ""
    return f"{link.how}:{manner}" if manner else _NAMES[link.how]


def gate(license_: License, kind: str) -> Gate:
    """The gate of a license's share-alike clause at a kind of link (`links`, `links:static`; see `kinds`)."""
    held = _GATES.get(id(license_))
    if held is None:
        if len(_GATES) >= _MOST_HELD:
            _GATES.clear()
        held = _GATES[id(license_)] = (license_, {})  # the record is held, so that its identity stays its own
    found = held[1].get(kind)
    if found is None:
        found = held[1][kind] = _read(license_, kind)
    return found


_GATES: dict[int, tuple[License, dict[str, Gate]]] = {}
"""The gates that were read, by the identity of the record: equal records are compared too slowly to look one up."""
_MOST_HELD: Final = 4096


def _read(license_: License, kind: str) -> Gate:
    how, _, manner = kind.partition(":")
    term = license_.duty(Duty.SHARE_ALIKE)
    data = license_.kind == "data" or manner == DATA
    said = _Said(
        scope=term.reach or Reach.DERIVATIVE,
        value=license_.derivation(kind).value,
        learns=data and term.value is Value.YES,
        freedoms=tuple(freedom for freedom in license_.frees if freedom.covers(kind)),
    )
    return _gate(How(how), manner, said)


def training_is_open(license_: License, kind: str) -> bool:
    """Whether it is contested that what was trained on share-alike data is a derivative: the license does not say."""
    how, _, manner = kind.partition(":")
    shares = license_.duty(Duty.SHARE_ALIKE).value is Value.YES
    return how == How.TRAINS_ON and _training_is_open(
        license_.derivation(kind).value, learns=shares and (license_.kind == "data" or manner == DATA)
    )


def networked(license_: License) -> bool:
    """Whether network access triggers the clause, so that the reading on its reach across networks is about it."""
    return any(Trigger.NETWORK_ACCESS in group for group in license_.duty(Duty.SHARE_ALIKE).triggers)


def extracts_database(how: How, license_: License) -> bool:
    """Whether a link takes a part out of a database whose license looks at how much was taken."""
    return how is How.EXTRACTS_FROM and license_.duty(Duty.SHARE_ALIKE).reach is Reach.DERIVATIVE_DATABASE


@lru_cache(maxsize=4096)
def _gate(how: How, manner: str, said: _Said) -> Gate:
    if any(not freedom.when for freedom in said.freedoms):
        return STOPS
    plain = _plain(how, manner, said)
    return plain if plain.way == "stops" else replace(plain, unless=said.freedoms)


def _plain(how: How, manner: str, said: _Said) -> Gate:
    """The gate where no exception frees the link."""
    if how is How.COPIES:
        return CROSSES
    if how in DERIVING:
        return _derivation(how, manner, said.scope, said.value)
    if how in LEARNING:
        if said.value is Value.YES:
            return CROSSES
        contested = how is How.TRAINS_ON and _training_is_open(said.value, learns=said.learns)
        return Gate("reading", TRAINING_READING) if contested else STOPS
    return STOPS if said.value is Value.NO else _use(how, manner, said)


def _use(how: How, manner: str, said: _Said) -> Gate:
    """Links by which a part is used and nothing is made out of it."""
    match how:
        case How.LINKS:
            return _linking(manner, said.scope, said.value)
        case How.EMBEDS | How.TOKENIZES_WITH:
            return Gate("asks", Asked.ONE_WORK) if said.scope in WHOLE else STOPS
        case How.BUNDLES if manner == VENDORED:
            return _vendored(said.scope)
        case _ if how in APART and said.scope in WHOLE:
            return Gate("asks", Asked.ONE_PROGRAM)
        case _:
            return STOPS


def _derivation(how: How, manner: str, scope: Reach, said: Value) -> Gate:
    """Links that derive carry the base's terms even where the definition is silent; a plain no stops them."""
    if scope is Reach.VERBATIM or said is Value.NO:
        return STOPS
    if scope is Reach.FILE and how is How.MODIFIES:
        return Gate("asks", Asked.FILES)
    if scope is Reach.DERIVATIVE_DATABASE and how is How.EXTRACTS_FROM:
        return Gate("asks", Asked.EXTRACT)
    if manner == ALONE and said is not Value.YES:
        return Gate("reading", ALONE_READING)
    return CROSSES


def _linking(manner: str, scope: Reach, said: Value) -> Gate:
    """Linking: by the license's own definition, else by its scope, else by the architecture."""
    if scope is Reach.LIBRARY:
        if manner in _SEPARATE:
            return STOPS
        return Gate("asks", Asked.RELINK if manner == STATIC else Asked.STATIC)
    if scope not in WHOLE:
        return STOPS
    if said is Value.YES or scope in _WORK_LEVEL:
        return Gate("crosses", apart=True)
    return Gate("asks", Asked.ONE_WORK)


def _vendored(scope: Reach) -> Gate:
    """Whether a folder of somebody's sources inside ours is only shipped along is not known."""
    if scope is Reach.LIBRARY:
        return Gate("asks", Asked.STATIC)
    return Gate("asks", Asked.ONE_WORK) if scope in WHOLE else STOPS


def _training_is_open(said: Value, *, learns: bool) -> bool:
    return learns and said in _OPEN
