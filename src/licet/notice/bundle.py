"""The values of a release bundle: its files, and what is missing for it to be complete."""

from dataclasses import dataclass
from typing import Literal

Gap = Literal["license-text", "copyright-notice", "fact", "name", "not-reviewed", "not-read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file of the bundle: `path` is relative to its folder, `text` its whole content."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Missing:
    """What the bundle lacks for one part, as a sentence, and where it is to be had."""

    component: str
    kind: Gap
    what: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a release has to carry; complete where nothing is missing."""

    product: str
    files: tuple[BundleFile, ...]
    missing: tuple[Missing, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing
