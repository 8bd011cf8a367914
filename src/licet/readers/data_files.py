"""Large files of data that lie in a project and that nothing describes: parts of unknown origin, like such weights.

A file counts by its name and its size; what is in it is not looked at. Data of tests and examples is of development.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.packages import scope_at

LARGE: Final = 1024 * 1024
"""Bytes from which a file of data is taken for more than a sample."""
MAX_FILES: Final = 20
"""Files of one folder that are parts of their own; of more, the folder is the part."""
MAX_PARTS: Final = 500

_SUFFIXES: Final = (".arrow", ".csv", ".jsonl", ".npz", ".parquet", ".tfrecord", ".tsv", ".jsonl.gz", ".csv.gz")
_WORDS: Final = re.compile(r"(?:^|[^a-z])(?:data|dataset|datasets|train|training|corpus|instructions?)(?:[^a-z]|$)")


def may_be_data(path: str) -> bool:
    """Tell whether a file may be a dataset, by its name; JSON holds anything, so its name has to speak of data."""
    lower = path.lower()
    return lower.endswith(_SUFFIXES) or (lower.endswith(".json") and bool(_WORDS.search(lower.rpartition("/")[2])))


def data_parts(paths: Iterable[str], found: Iterable[Found]) -> Found:
    """Return the large files of data, by their paths, that lie in no folder of which something speaks as a dataset."""
    every = [component for one in found for component in one.components]
    homes = {one.id for one in every if one.kind is Kind.DATASET}
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        folder = path.rpartition("/")[0]
        if (f"file:{folder}" if folder else PRODUCT) not in homes:
            by_folder[folder].append(path)
    parts: list[Component] = []
    links: list[Link] = []
    for folder, files in by_folder.items():
        for place in files if len(files) <= MAX_FILES or not folder else [folder]:
            here = Evidence(path=files[0] if place == folder else place, note="data; nothing says where it comes from")
            scope = scope_at(here.path)
            how = How.BUILDS_WITH if scope is Scope.DEVELOPMENT else How.BUNDLES
            name = place.rpartition("/")[2]
            parts.append(Component(id=f"file:{place}", kind=Kind.DATASET, name=name, scope=scope, evidence=(here,)))
            links.append(Link(source=PRODUCT, how=how, target=f"file:{place}", basis=Basis.INFERRED, evidence=(here,)))
    return Found(components=tuple(parts[:MAX_PARTS]), links=tuple(links[:MAX_PARTS]))
