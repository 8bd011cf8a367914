"""Tables from a file that people write, read key by key; every fault is noted, so that all can be told at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

_Word = TypeVar("_Word", bound=str)

_FAULTS_SHOWN: Final = 50
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Table:
    """One table under validation: each getter notes a fault and goes on; the tables of a file share `faults`."""

    where: str
    values: Mapping[str, object]
    faults: list[str]

    def fault(self, key: str, what: str) -> None:
        """Note that something is wrong with `key` of this table; an empty key means the table itself."""
        place = self._place(key)
        self.faults.append(f"{place}: {what}" if place else what)

    def only(self, *keys: str) -> None:
        """Note every key that the table must not have."""
        for key in self.values:
            if key not in keys:
                self.fault("", f"unknown key {shown(key)}{nearest(key, keys)}")

    def needs(self, *keys: str) -> None:
        """Note every key that the table must have."""
        for key in keys:
            if key not in self.values:
                self.fault(key, "is missing")

    def text(self, key: str) -> str:
        """A text; empty where absent."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(key, "must be text, in quotes")
            return ""
        if key in self.values and not value.strip():
            self.fault(key, "is empty")
        return value

    def texts(self, key: str, words: Collection[str] = ()) -> tuple[str, ...]:
        """A list of texts, each one of `words` where there are any."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fault(key, "must be a list")
            return ()
        found = [item for item in value if isinstance(item, str) and item.strip()]
        if len(found) < len(value):
            self.fault(key, "must hold texts only")
        for item in found:
            if words and item not in words:
                self.fault(key, f"unknown word {shown(item)}{nearest(item, words)}")
        return tuple(found)

    def flag(self, key: str) -> bool:
        """True or false; false where absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, "must be true or false")
        return value is True

    def word(self, key: str, words: tuple[_Word, ...], default: _Word | None = None) -> _Word:
        """One of `words`; `default` where absent."""
        value = self.values.get(key, default)
        for word in words:
            if word == value:
                return word
        if key in self.values:
            self.fault(key, f"unknown word {shown(value)}{nearest(value, words)}")
        else:
            self.fault(key, "is missing")
        return words[0]

    def table(self, key: str) -> "Table":
        """A table within this one; empty where absent."""
        return self._within(self._place(key), self.values.get(key, {}))

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables; empty where absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.fault(key, "must be a list of tables")
            return ()
        return tuple(self._within(f"{self._place(key)}[{number}]", item) for number, item in enumerate(value, 1))

    def parameters(self, known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """The values of `known` keys as texts; numbers and truth values are written as TOML writes them."""
        found = {}
        for key, words in known.items():
            match self.values.get(key):
                case None:
                    continue
                case bool() as value:
                    found[key] = str(value).lower()
                case int() | float() as value:
                    found[key] = str(value)
                case _:
                    found[key] = self.word(key, words) if words else self.text(key)
        return found

    def _place(self, key: str) -> str:
        return ".".join(part for part in (self.where, key) if part)

    def _within(self, where: str, value: object) -> "Table":
        if not isinstance(value, dict):
            self.faults.append(f"{where}: must be a table")
        return Table(where, value if isinstance(value, dict) else {}, self.faults)


def fault_lines(source: str, faults: Collection[str]) -> tuple[str, ...]:
    """Each fault once as `source: what`, in the order found, without control characters; at most 51 lines."""
    unique = tuple(dict.fromkeys(faults))
    more = (f"{len(unique) - _FAULTS_SHOWN} further faults",) if len(unique) > _FAULTS_SHOWN else ()
    lines = (f"{source}: {fault}" for fault in (*unique[:_FAULTS_SHOWN], *more))
    return tuple("".join(sign if sign.isprintable() else "?" for sign in line) for line in lines)


def shown(value: object) -> str:
    """A value from a file, quoted and short."""
    quoted = repr(value)
    return quoted if len(quoted) <= _SHOWN else f"{quoted[: _SHOWN - 3]}..."


def nearest(value: object, words: Collection[str]) -> str:
    """The end of a fault that offers the nearest of `words`; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - slow to import, and needed for faults only

    near = get_close_matches(value[:_SHOWN], words, 1) if isinstance(value, str) else []
    return f"; did you mean {str(near[0])!r}?" if near else ""
