"""Ollama Modelfiles: the model that one starts from, adapters, and the license text of what is made.

Source: ollama's Modelfile reference; INPUTS 1.5 and 3 (names of Ollama's library are no ids of the Hub).
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Found, LicenseText, Link, Problem
from licet.model.vocabulary import Basis, Grade, How, Kind
from licet.readers.hub_ids import Identity, component, file_identity, is_local, model_identity
from licet.readers.license_fields import license_field
from licet.readers.masking import clean
from licet.readers.ollama_files import Instruction, instructions
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged
from licet.readers.python_hosted import ollama_model
from licet.readers.structured import MAX_FAULTS, not_text

NAME: Final = "modelfile"
LIMIT: Final = 4 * 1024 * 1024


def wants(path: str) -> bool:
    """Tell whether a file is a Modelfile, by its name."""
    name = path.lower().rpartition("/")[2]
    return name.endswith(("modelfile", ".modelfile")) or name.startswith("modelfile.")


def read(file: OpenedFile) -> Found:
    """Return the model that the file makes, what it is made from, and its license."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    told: list[Instruction] = []
    faults: list[Problem] = []
    for one in instructions(text):
        if isinstance(one, Instruction):
            told.append(one)
        elif len(faults) < MAX_FAULTS:
            faults.append(Problem(path=file.path, reason=one[0], line=one[1]))
    bases = [one for one in told if one.name == "FROM" and one.value]
    if not bases:
        no_base = Problem(path=file.path, reason="names no model: it has no FROM")
        return Found(problems=tuple(faults) or (no_base,))
    return merged(_parts(file, told, bases), faults)


def _parts(
    file: OpenedFile, told: list[Instruction], bases: list[Instruction]
) -> Iterator[tuple[Component, Link | None]]:
    made = f"file:{file.path}#made"
    here = file.evidence(bases[0].line, "what this Modelfile makes")
    claims, texts = _license(file, told)
    adapters = [one for one in told if one.name == "ADAPTER" and one.value]
    yield (
        Component(id=made, kind=Kind.MODEL, name=_name(file), own=True, claims=claims, texts=texts, evidence=(here,)),
        Link(source=PRODUCT, how=How.RUNS, target=made, basis=Basis.INFERRED, evidence=(here,)),
    )
    for at, one in enumerate((*bases, *adapters)):
        kind = Kind.ADAPTER if one.name == "ADAPTER" else Kind.MODEL
        seen = file.evidence(one.line)
        part = component(_identity(one.value, file.folder), kind, (seen,), suffix=f"#{at}" if at else "")
        # Prompts and parameters leave the weights as they are.
        how = How.COPIES if not adapters else How.MERGES
        yield part, Link(source=made, how=how, target=part.id, basis=Basis.OBSERVED, evidence=(seen,))


def _identity(text: str, folder: str) -> Identity:
    if "://" in text:
        return model_identity(text)
    if is_local(text):
        return file_identity(text, folder=folder)
    return ollama_model(text).identity


def _license(file: OpenedFile, told: list[Instruction]) -> tuple[tuple[Claim, ...], tuple[LicenseText, ...]]:
    claims: list[Claim] = []
    texts: list[LicenseText] = []
    for one in told:
        if one.name == "LICENSE":
            found = license_field(one.value, file.evidence(one.line))
            if isinstance(found, LicenseText):
                texts.append(found)
            elif found:
                claims.append(Claim(license=found.license, grade=Grade.METADATA, evidence=found.evidence))
    return tuple(claims), tuple(texts)


def _name(file: OpenedFile) -> str:
    folder = file.folder.rpartition("/")[2]
    ending = file.name.partition(".")[2]
    return clean(folder or ending or "the model of the Modelfile")[:200]
