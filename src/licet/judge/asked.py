"""Which questions a system asks, whatever has been answered: so an answer to none of them can be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from licet.judge.conclude import findings_of
from licet.judge.duties import duties_of
from licet.model.system import System


@dataclass(frozen=True, slots=True)
class _Noted(Mapping[str, bool]):
    """Answers that keep note of the questions for which they were looked up."""

    given: Mapping[str, bool]
    seen: set[str] = field(default_factory=set)

    def __getitem__(self, question: str) -> bool:
        return self.given[question]

    def __contains__(self, question: object) -> bool:
        self.seen.add(str(question))
        return question in self.given

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


def asked_of(system: System, *, wanted: frozenset[str] | None = None) -> frozenset[str]:
    """Return the ids of all yes-or-no questions that some decision asks: with the answers as they are, and with none.

    A question that another answer makes moot is among them; so is one whose answer changes no verdict. Looking ends
    where all of `wanted` was found.
    """
    config = system.config
    seen: set[str] = set()
    for given in (config.answers, {}) if config.answers else ({},):
        noted = replace(system, config=replace(config, answers=_Noted(given, seen)))
        findings_of(noted)
        duties_of(noted)
        if wanted is not None and wanted <= seen:
            break
    return frozenset(seen)
