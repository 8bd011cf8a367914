"""A system that keeps note of what is read of it, so that what was concluded can be kept while all of that stays.

`Watched` stands in for a `System`: rules and facts read it as they read any other. What was read is noted by name, as
`("terms", "bert")` or `("use", "delivery")`; `differences` names, in the same words, what two systems differ in.
"""

from collections.abc import ItemsView, Iterator, KeysView, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields
from types import FunctionType
from typing import Final, Generic, TypeVar, cast

from licet.model.bom import PRODUCT
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Config
from licet.model.vocabulary import Kind

Read = tuple[str, ...]
"""What was read, by name: a field, an entry of a mapping, or all of it."""

V = TypeVar("V")

_PARTS: Final = ("use", "product", "policy")
"""Fields of `Config` that are read field by field."""
_KEYED: Final = ("answers", "positions")
"""Fields of `Config` that are read key by key."""
_BY_NAME: Final = frozenset({"config", "terms", "exposures", "unreached"})
"""Fields of `System` that are not noted as one."""
_OF_NO_PART: Final = frozenset({"differs", "dangling"})
"""Fields of `System` from which cases of no part are made: while single parts are shown, they are empty."""


class _Entries(Mapping[str, V], Generic[V]):
    """A mapping that notes which entries are read; going through it shows those in `only`, where that is given."""

    __slots__ = ("_name", "_of", "_seen", "only")

    def __init__(self, name: str, of: Mapping[str, V], seen: set[Read]) -> None:
        self._name, self._of, self._seen = name, of, seen
        self.only: tuple[str, ...] | None = None

    def __getitem__(self, key: str) -> V:
        self._seen.add((self._name, key))
        return self._of[key]

    def __contains__(self, key: object) -> bool:
        self._seen.add((self._name, str(key)))
        return key in self._of

    def _shown(self) -> Mapping[str, V]:
        if self.only is None:
            self._seen.add((self._name,))
            return self._of
        self._seen.update((self._name, key) for key in self.only)
        return {key: self._of[key] for key in self.only if key in self._of}

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown())

    def __len__(self) -> int:
        return len(self._shown())

    def keys(self) -> KeysView[str]:
        return self._shown().keys()

    def items(self) -> ItemsView[str, V]:
        return self._shown().items()


class _Members(AbstractSet[str]):
    """Ids that note for which one they were searched."""

    __slots__ = ("_name", "_of", "_seen")

    def __init__(self, name: str, of: tuple[str, ...], seen: set[Read]) -> None:
        self._name, self._of, self._seen = name, dict.fromkeys(of), seen

    def __contains__(self, key: object) -> bool:
        self._seen.add((self._name, str(key)))
        return key in self._of

    def __iter__(self) -> Iterator[str]:
        self._seen.add((self._name,))
        return iter(self._of)

    def __len__(self) -> int:
        self._seen.add((self._name,))
        return len(self._of)


class _Fields:
    """A value that notes which of its fields are read."""

    def __init__(self, name: str, of: object, seen: set[Read]) -> None:
        self._name, self._of, self._seen = name, of, seen

    def __getattr__(self, field: str) -> object:
        self._seen.add((self._name, field))
        return getattr(self._of, field)


class Watched:
    """What reads like a system and notes it in `seen`; `as_system` is it, for those who read a `System`."""

    def __init__(self, system: System) -> None:
        self._of = system
        self.seen: set[Read] = set()
        config = _Fields("config", system.config, self.seen)
        for name in _PARTS:
            setattr(config, name, _Fields(name, getattr(system.config, name), self.seen))
        for name in _KEYED:
            setattr(config, name, _Entries(name, getattr(system.config, name), self.seen))
        self.config = config
        self.terms = _Entries("terms", system.terms, self.seen)
        self.exposures = _Entries("exposures", system.exposures, self.seen)
        self.unreached = _Members("unreached", system.unreached, self.seen)

    @property
    def as_system(self) -> System:
        """This, as what it stands in for."""
        return cast("System", self)

    def __getattr__(self, field: str) -> object:
        if field in _OF_NO_PART and self.terms.only:
            return ()
        self.seen.add(("system", field))
        return getattr(self._of, field)

    def label(self, component: str) -> str:
        """As of a system."""
        self.seen.add(("label", component))
        return self._of.label(component)

    def is_own(self, component: str) -> bool:
        """As of a system."""
        self.seen.add(("own", component))
        return self._of.is_own(component)

    def kind(self, component: str) -> Kind:
        """As of a system."""
        self.seen.add(("kind", component))
        return self._of.kind(component)

    def licensed(self) -> tuple[tuple[object, License], ...]:
        """As of a system."""
        return System.licensed(self.as_system)


def differences(old: System, new: System) -> frozenset[Read]:
    """What may be read of the one in another way than of the other."""
    found: set[Read] = set()
    found |= _entries("terms", old.terms, new.terms)
    found |= _entries("exposures", old.exposures, new.exposures)
    for name in (PRODUCT, *(name for kind, *rest in tuple(found) if kind == "terms" for name in rest)):
        found.update(_of_part(name, old, new))
    lost = set(old.unreached) ^ set(new.unreached)
    found |= {("unreached", name) for name in lost}
    if lost or old.unreached != new.unreached:
        found.add(("unreached",))
    found |= _of_config(old.config, new.config)
    return frozenset(found | _of_fields("system", old, new, _BY_NAME))


def _of_part(name: str, old: System, new: System) -> Iterator[Read]:
    if old.label(name) != new.label(name):
        yield ("label", name)
    if old.is_own(name) is not new.is_own(name):
        yield ("own", name)
    if old.kind(name) is not new.kind(name):
        yield ("kind", name)


def _of_config(old: Config, new: Config) -> set[Read]:
    found = _of_fields("config", old, new, frozenset({*_PARTS, *_KEYED}))
    for name in _PARTS:
        found |= _of_fields(name, getattr(old, name), getattr(new, name))
    for name in _KEYED:
        found |= _entries(name, getattr(old, name), getattr(new, name))
    return found


def _of_fields(name: str, old: object, new: object, left_out: frozenset[str] = frozenset()) -> set[Read]:
    if old is new:
        return set()
    names = [field.name for field in fields(old) if field.name not in left_out]  # type: ignore[arg-type]
    return {(name, field) for field in names if getattr(old, field) != getattr(new, field)}


def _entries(name: str, old: Mapping[str, object], new: Mapping[str, object]) -> set[Read]:
    """The keys whose values differ; the name alone where there is any, or where the order does."""
    if old is new:
        return set()
    nothing = object()
    keys = [*old, *(key for key in new if key not in old)]
    found: set[Read] = set()
    for key in keys:
        one, other = old.get(key, nothing), new.get(key, nothing)
        if one is not other and one != other:
            found.add((name, key))
    if found or list(old) != list(new):
        found.add((name,))
    return found


def same_function(one: object, other: object) -> bool:
    """Whether two functions run the same code on equal captured values; any two systems count as equal here.

    What a function reads of a system is noted, so that it is compared elsewhere.
    """
    if not (isinstance(one, FunctionType) and isinstance(other, FunctionType)):
        return False
    if one.__code__ is not other.__code__ or one.__defaults__ != other.__defaults__:
        return False
    pairs = zip(one.__closure__ or (), other.__closure__ or (), strict=True)
    return all(_same_value(a.cell_contents, b.cell_contents) for a, b in pairs)


def _same_value(one: object, other: object) -> bool:
    if one is other:
        return True
    if isinstance(one, System | Watched):
        return isinstance(other, System | Watched)
    return same_function(one, other) if isinstance(one, FunctionType) else one == other
