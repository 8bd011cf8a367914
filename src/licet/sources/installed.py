"""Packages installed in the environment that is active, read by path: nothing of it is imported.

Source: PEP 376 and 427 (metadata folders), PEP 639 (license texts in them). The environment is the one that
`VIRTUAL_ENV` or `CONDA_PREFIX` names; environments inside the project are read with the project.
"""

import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.model.lookups import Answer, Document, Looked, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.inside import NO_FILE, names_inside, read_inside

NAME: Final = "installed-packages"
REGISTRIES: Final = frozenset({Registry.PYPI})
MAX_FILE: Final = 8 * 1024 * 1024
MAX_TEXTS: Final = 30

_ENDING: Final = ".dist-info"
_FOLDERS: Final = ("", "licenses/", "license_files/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The metadata folders of one environment, by the normal names of packages."""

    root: Path
    folders: dict[str, str] = field(default_factory=dict)
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        """Return the metadata and the texts of a package that is installed in the version that the project pins."""
        folder = self.folders.get(sought.name, "")
        name = folder.rpartition("/")[2]
        version = name.removesuffix(_ENDING).partition("-")[2]
        if not folder or (sought.version and version != sought.plain_version):
            return Missing(source=NAME)
        documents: list[Document] = []
        faults: list[str] = []
        inside = [f"{below}{one}" for below in _FOLDERS for one in names_inside(self.root, f"{folder}/{below}")]
        paths = [path for path in inside if path == "METADATA" or wanted(f"{name}/{path}")]
        for path in paths[:MAX_TEXTS]:
            data = read_inside(self.root, f"{folder}/{path}", MAX_FILE)
            if isinstance(data, bytes):
                documents.append(Document(path=f"{name}/{path}", data=data, sha256=sha256(data).hexdigest()))
            elif data is not None and data != NO_FILE:
                faults.append(f"{name}/{path}: {data}")
        return Looked(
            source=NAME,
            name=sought.name,
            revision=version,
            documents=tuple(documents),
            faults=tuple(faults),
            complete=not faults,
        )


def environments() -> tuple[Installed, ...]:
    """Return the environment that is active, if any."""
    found = []
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        prefix = os.environ.get(name, "")
        if prefix and Path(prefix).is_dir():
            folders = _folders(Path(prefix))
            found += [Installed(root=Path(prefix), folders=folders)] if folders else []
    return tuple(found)


def _folders(prefix: Path) -> dict[str, str]:
    """Return the metadata folders below a prefix by the normal names of their packages (PEP 503)."""
    pythons = [f"lib/{name}/site-packages" for name in names_inside(prefix, "lib") if name.startswith("python")]
    found: dict[str, str] = {}
    for site in (*pythons, "Lib/site-packages"):
        for name in names_inside(prefix, site):
            if name.endswith(_ENDING):
                key = re.sub(r"[-_.]+", "-", name.removesuffix(_ENDING).partition("-")[0]).lower()
                found.setdefault(key, f"{site}/{name}")
    return found
