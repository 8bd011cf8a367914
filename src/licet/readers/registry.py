"""The readers, in the order in which they are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from licet.model.bom import Found
from licet.readers import (
    adapter_config,
    data_records,
    dist_info,
    hub_cards,
    javascript,
    license_files,
    model_config,
    notebook,
    package_json,
    package_lock,
    poetry_lock,
    pyproject,
    python_source,
    readmes,
    requirements_txt,
    source_headers,
    tokenizer_config,
    unread_manifests,
    unread_settings,
    uv_lock,
    weight_addresses,
)
from licet.readers.opened import OpenedFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderEntry:
    """One reader: its name, the bytes it takes at most, the paths it wants, and what it finds in a file.

    One that needs the `head` of a file alone gets that, however large the file is.
    """

    name: str
    limit: int
    wants: Callable[[str], bool]
    read: Callable[[OpenedFile], Found]
    head: bool = False


def _entry(module: ModuleType) -> ReaderEntry:
    head = getattr(module, "HEAD", False)
    return ReaderEntry(name=module.NAME, limit=module.LIMIT, wants=module.wants, read=module.read, head=head)


READERS: Final[tuple[ReaderEntry, ...]] = (
    _entry(license_files),
    _entry(hub_cards),
    _entry(readmes),
    _entry(model_config),
    _entry(adapter_config),
    _entry(tokenizer_config),
    _entry(requirements_txt),
    _entry(pyproject),
    _entry(uv_lock),
    _entry(poetry_lock),
    _entry(package_json),
    _entry(package_lock),
    _entry(dist_info),
    _entry(python_source),
    _entry(notebook),
    _entry(javascript),
    _entry(data_records),
    _entry(weight_addresses),
    _entry(source_headers),
    _entry(unread_manifests),
    _entry(unread_settings),
)
