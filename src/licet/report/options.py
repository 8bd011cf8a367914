"""How a person wants to see a result."""

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 80
NARROWEST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Layout of text for people; JSON and HTML take no notice of it.

    `width` is in terminal cells and never exceeded (at least 40). `ascii` keeps to seven bits; `quiet` leaves the
    verdict line alone.
    """

    width: int = WIDTH
    color: bool = False
    ascii: bool = False
    quiet: bool = False
