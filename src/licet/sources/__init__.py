"""Where identities are looked up: the Hub, package indexes, local stores, the lock; the only code that opens a socket.

One source is one file; `network` lists those that ask over the network, `opened` the local ones, in the order in which
they are asked. A source never raises for what it is told: that is an `Answer`.
"""

from collections.abc import Callable
from typing import Protocol

from licet.model.lookups import Answer, Registry, Sought

Wanted = Callable[[str], bool]
"""Tells whether a file of that path may say something of a license."""


class Source(Protocol):
    """One place to look a name up."""

    @property
    def registries(self) -> frozenset[Registry]:
        """What it knows."""

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        """Return what it knows of a name, with the files that are wanted."""
