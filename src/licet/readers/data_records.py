"""Tables of training records that lie in the project: told by the fields of their first records.

A table of another shape is the program's own business, and is passed over. Only the beginning of a file is read; a
dataset of less than that is a sample or a fixture.
"""

import json
import re
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import named
from licet.readers.opened import OpenedFile
from licet.readers.packages import place_scope

NAME: Final = "data-records"
LIMIT: Final = 64 * 1024
HEAD: Final = True
"""The beginning of a file is enough to tell its shape."""

_ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")
_RECORDS: Final = 3
"""Records of the same shape that make a table."""
_MAX_RECORD: Final = 16 * 1024

_SHAPES: Final = (
    frozenset({"instruction", "output"}),
    frozenset({"instruction", "response"}),
    frozenset({"prompt", "completion"}),
    frozenset({"prompt", "response"}),
    frozenset({"prompt", "chosen"}),
    frozenset({"chosen", "rejected"}),
    frozenset({"messages"}),
    frozenset({"conversations"}),
    frozenset({"question", "answer"}),
    frozenset({"question", "answers"}),
    frozenset({"question", "context"}),
    frozenset({"input", "target"}),
    frozenset({"source", "target"}),
    frozenset({"text", "label"}),
    frozenset({"sentence", "label"}),
    frozenset({"premise", "hypothesis"}),
    frozenset({"audio", "text"}),
    frozenset({"image", "caption"}),
    frozenset({"image", "text"}),
    frozenset({"query", "positive"}),
    frozenset({"anchor", "positive"}),
)
"""Fields that records of published datasets for training and evaluation share."""
_OPENING: Final = re.compile(r"\s*(?:\[|\{\s*\"(?:data|train|examples|records|rows|instances)\"\s*:\s*\[)\s*")
_GAP: Final = re.compile(r"[\s,]*")


def wants(path: str) -> bool:
    """Tell whether a file may be a table of records."""
    return path.lower().endswith(_ENDINGS)


def read(file: OpenedFile) -> Found:
    """Return the dataset that a file is, where its records have the shape of training data."""
    if len(file.data) < LIMIT or b"\x00" in file.data:
        return Found()
    text = file.data.decode("utf-8", "replace")
    delimiter = {"csv": ",", "tsv": "\t"}.get(file.name.rpartition(".")[2].lower())
    fields = _header(text, delimiter) if delimiter else _fields(text)
    if not any(shape <= fields for shape in _SHAPES):
        return Found()
    here = (file.evidence(note="a table of records"),)
    what = named("file", file.path)
    development = place_scope(file.path) is Scope.DEVELOPMENT
    scope = Scope.DEVELOPMENT if development else Scope.SHIPPED
    part = Component(id=what.id, kind=Kind.DATASET, name=what.name, scope=scope, evidence=here)
    how = How.EVALUATES_ON if development else How.BUNDLES
    link = Link(source=PRODUCT, how=how, target=what.id, basis=Basis.INFERRED, evidence=here)
    return Found(components=(part,), links=(link,))


def _fields(text: str) -> frozenset[str]:
    """Return the fields that the first records of a JSON list, or of lines of JSON, have in common."""
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    decoder = json.JSONDecoder()
    common: frozenset[str] | None = None
    for _ in range(_RECORDS):
        try:
            record, length = decoder.raw_decode(text[at : at + _MAX_RECORD])
        except (ValueError, RecursionError):
            return frozenset()
        if not isinstance(record, dict):
            return frozenset()
        fields = frozenset(key.lower() for key in record)
        common = fields if common is None else common & fields
        gap = _GAP.match(text, at + length)
        at = gap.end() if gap else at + length
    return common or frozenset()


def _header(text: str, delimiter: str) -> frozenset[str]:
    first = text.partition("\n")[0][:_MAX_RECORD]
    return frozenset(name.strip().strip('"').lower() for name in first.split(delimiter))
