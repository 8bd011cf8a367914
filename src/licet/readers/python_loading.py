"""A call that loads something, as it is read: its row, its arguments, and what one text of an argument names."""

import ast
from dataclasses import dataclass

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import UNKNOWN, Identity
from licet.readers.idioms import Loader
from licet.readers.opened import OpenedFile
from licet.readers.python_containers import Origin, elements, entries
from licet.readers.python_names import Place
from licet.readers.python_options import keyword
from licet.readers.python_texts import Text, Texts
from licet.readers.python_values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadingCall:
    """A call that fits a row; `names` are the dotted names that the called thing can have.

    `written` is the file in which the text under consideration stands.
    """

    row: Loader
    call: ast.Call
    place: Place
    names: tuple[str, ...]
    values: Values
    texts: Texts
    written: OpenedFile | None = None

    def keyword_texts(self, *words: str, at: int | None = None) -> list[Text]:
        """Return the texts of another argument."""
        return self.texts.read(self.values.argument(self.call, self.place, at, words))

    def members(self, *words: str) -> list[Text]:
        """Return the texts of another argument, those of its members where it is a list or a dictionary."""
        found: list[Origin] = []
        for origin in self.values.argument(self.call, self.place, None, words):
            inside = entries(self.values.origins, origin, None, 0) or elements(self.values.origins, origin, (), 0)
            for one in inside or [origin]:
                found += elements(self.values.origins, one, (), 0) or [one]
        return self.texts.read(found)

    def only(self, *words: str, at: int | None = None) -> str:
        """Return the text of another argument where it has one, known whole."""
        found = [text.text for text in self.keyword_texts(*words, at=at)]
        return found[0] if len(found) == 1 and UNKNOWN not in found[0] else ""

    def is_off(self, word: str) -> bool:
        """Tell whether a keyword is plainly false or None."""
        given = keyword(self.call, word)
        return isinstance(given, ast.Constant) and not given.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What one text names; `how` and `kind` where they differ from the row's."""

    identity: Identity
    kind: Kind
    how: How | None = None
