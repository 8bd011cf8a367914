"""The system file in which `licet ask` writes: found or begun, changed key by key, saved or shown as a diff."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from licet import config as configs
from licet.config.document import NAME, PYPROJECT, source
from licet.config.editing import Setting, edited
from licet.config.positions import KeyPath
from licet.config.saving import save
from licet.model.use import Config
from licet.report.words import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Where answers are written; `begun` is the text with which a new file starts."""

    path: Path
    prefix: KeyPath = ()
    begun: str = ""

    @property
    def text(self) -> str:
        """What the file says now; somebody may have changed it since it was last read."""
        return source(self.path) if self.path.exists() else self.begun

    def with_settings(self, text: str, settings: Iterable[Setting]) -> str:
        """The text with every setting in it (raises as `edited`)."""
        for setting in settings:
            text = edited(text, setting, name=self.path.name, prefix=self.prefix)
        return text

    def write(self, settings: Iterable[Setting]) -> None:
        """Set the keys in what the file says now."""
        save(self.path, self.with_settings(self.text, settings))

    def diff(self, settings: Iterable[Setting]) -> str:
        """What `write` would change, as a unified diff."""
        old = source(self.path) if self.path.exists() else ""
        new = self.with_settings(self.text, settings)
        name = self.path.name
        lines = difflib.unified_diff(_lines(old), _lines(new), f"{name} (as it is)", f"{name} (with the answers)")
        return "".join(f"{_shown(line)}\n" for line in lines)


def sheet_of(target: Path, config: Config) -> Sheet:
    """The file behind a target; a new `licet.toml` says of the product what the scan found without one."""
    found = target if target.is_file() else configs.find(target)
    if found is not None:
        return Sheet(path=found, prefix=("tool", "licet") if found.name == PYPROJECT else ())
    product = config.product
    head = f"[product]\nname = {json.dumps(product.name, ensure_ascii=False)}\nkind = {json.dumps(product.kind)}\n"
    return Sheet(path=target / NAME, begun=head)


def _shown(line: str) -> str:
    """A line with nothing in it that could act on a terminal; spaces and tabs stay as they are."""
    plain = line.rstrip("\n")
    return plain if plain.replace("\t", "").isprintable() else clean(plain)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")] if text else []
