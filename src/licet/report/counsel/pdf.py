"""A document as a PDF, set by typst; the words go in as data, so nothing in them is ever read as markup."""

import json
from dataclasses import asdict
from importlib.resources import files
from typing import Final

from licet.errors import UsageError
from licet.report.counsel.blocks import Block, Document
from licet.report.words import clean

_TEMPLATE: Final = "report/counsel/document.typ"


def render(document: Document) -> bytes:
    """Return the file.

    Raises:
        UsageError: typst, the extra `counsel`, is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra, large
    except ImportError as error:
        raise UsageError("a PDF needs typst, which is not installed", hint="pip install 'licet[counsel]'") from error
    told = {
        "title": clean(document.title),
        "line": clean(document.line),
        "blocks": [_block(b) for b in document.blocks],
    }
    template = files("licet").joinpath(_TEMPLATE).read_bytes()
    made = typst.compile(template, sys_inputs={"document": json.dumps(told)}, ignore_system_fonts=True, timestamp=0)
    assert isinstance(made, bytes)  # one document, not one file per page
    return made


def _block(block: Block) -> dict[str, object]:
    """A block as plain data: its kind and its words, cleaned."""
    return {"kind": type(block).__name__.lower(), **{name: _cleaned(value) for name, value in asdict(block).items()}}


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case list() | tuple():
            return [_cleaned(each) for each in value]
        case _:
            return value
