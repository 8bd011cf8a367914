"""A text that is being recognized: its words, and their numbers in the index once something is laid beside it."""

from dataclasses import dataclass, field

from licet.identify.align import Budget, Numbers
from licet.identify.index import Index
from licet.identify.normalize import Words


@dataclass(slots=True, kw_only=True, eq=False)
class Numbered:
    """The words of a text and the index that it is held against; `budget` is what comparisons may still cost."""

    words: Words
    index: Index
    budget: Budget = field(default_factory=Budget)
    _numbers: Numbers | None = None

    @property
    def numbers(self) -> Numbers:
        """The numbers of the words; a text in which all stands word by word never needs them."""
        if self._numbers is None:
            self._numbers = self.index.numbers(self.words.keys)
        return self._numbers
