"""From the file to the typed `Config`, or to every fault at once."""

from pathlib import Path

from licet.config.building import build
from licet.config.checking import check
from licet.config.document import Document, read
from licet.config.wording import Fault
from licet.errors import ConfigError
from licet.model.use import Config, Product

_MOST_FAULTS = 50
_UNNAMED = "unnamed"
"""The product's name where the folder has none: the root of the file system."""


def load(path: Path) -> Config:
    """Read a `licet.toml`, or the `[tool.licet]` of a pyproject.toml.

    Raises:
        ConfigError: the file cannot be used; `faults` holds every fault, as `licet.toml:12: what is wrong`.
    """
    document = read(path)
    prefix = "".join(f"{part}." for part in document.prefix)
    values, faults = check(document.table, prefix)
    if faults:
        raise ConfigError(_lines(document, faults), hint="docs/licet-toml.md explains every key and its values")
    return build(document, values, name=path.parent.resolve().name or _UNNAMED)


def default(name: str) -> Config:
    """Return the configuration where there is no file: every fact is unknown."""
    return Config(product=Product(name=name or _UNNAMED))


def _lines(document: Document, faults: tuple[Fault, ...]) -> tuple[str, ...]:
    ordered = sorted(faults, key=lambda fault: (document.line(fault.path), fault.message))
    lines = [f"{document.place(fault.path)}: {fault.message}" for fault in ordered[:_MOST_FAULTS]]
    more = len(ordered) - _MOST_FAULTS
    return (*lines, f"{document.name}: and {more} more") if more > 0 else tuple(lines)
