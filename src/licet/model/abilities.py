"""What parts can do, by their task or by what they take and make, and the fields of use that this makes possible."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """One ability: `does` says it in words, `uses` maps each field of use that it makes possible to the reason why."""

    id: str
    does: str
    uses: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a part of one task takes and makes, and its abilities; `none` says why there is no ability."""

    modalities: tuple[str, ...]
    abilities: tuple[Ability, ...]
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """All that is known: by task (a pipeline tag of the Hub), and by modality where no task is known."""

    tasks: Mapping[str, Task]
    modalities: Mapping[str, tuple[Ability, ...]]
