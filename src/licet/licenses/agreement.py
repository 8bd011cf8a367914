"""Agreements that a user negotiated: a record in TOML beside its text, read under the project's root."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.errors import ConfigError
from licet.licenses.record import RECORD_KEYS, build_license
from licet.licenses.tables import Table, fault_lines, shown
from licet.model.terms import Clause, Document, License
from licet.model.vocabulary import Category

_RECORD_BYTES: Final = 512 * 1024
_TEXT_BYTES: Final = 4 * 1024 * 1024
_DOCUMENTS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementText:
    """One text of an agreement; `path` is relative to the root, `sha256` is of the bytes that were read."""

    name: str
    path: str
    sha256: str
    text: str
    excerpt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A negotiated license with its texts; `path` and `sha256` are of the TOML file."""

    license: License
    path: str
    sha256: str
    texts: tuple[AgreementText, ...]
    reviewed_by: str = ""

    @property
    def text(self) -> str:
        """All texts in the order of the record, an empty line between them."""
        return "\n\n".join(text.text for text in self.texts)


def read_agreement(path: Path, root: Path) -> Agreement:
    """Read the agreement at `path`, which with its texts must lie under `root`; docs/licenses.md is the contract.

    Each locator must occur in its text word for word, white space aside. The category may be missing (then
    `proprietary`), and so may the names of documents (then `license`). Without `reviewed_by` it is a draft.

    Raises:
        ConfigError: the file or a text cannot be used; `faults` holds one line `file: what` per fault.
    """
    source = _place(path, root)
    try:
        data = _bytes(path, root, _RECORD_BYTES)
        values = tomllib.loads(_decoded(data))
    except (_UnreadableError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(fault_lines(source, [str(error)])) from error
    except RecursionError as error:
        raise ConfigError(fault_lines(source, ["tables or lists are nested too deeply"])) from error
    record = Table("", values, [])
    record.only(*RECORD_KEYS, "reviewed_by")
    reviewed_by = record.text("reviewed_by")
    texts = _texts(record, path.parent, root)
    documents = tuple(
        Document(name=text.name, source=text.path, sha256=text.sha256, excerpt=text.excerpt) for text in texts
    )
    terms = replace(build_license(record, documents, Category.PROPRIETARY), draft=not reviewed_by)
    faults = [*record.faults, *_misquotes(terms, texts)]
    if faults:
        raise ConfigError(fault_lines(source, faults), hint="docs/licenses.md says what an agreement holds")
    digest = sha256(data).hexdigest()
    return Agreement(license=terms, path=source, sha256=digest, texts=texts, reviewed_by=reviewed_by)


def clauses(terms: License) -> tuple[tuple[str, Clause], ...]:
    """Every clause of a license with the key of its statement, such as `permits.host`, in the record's order."""
    found = (
        *((f"permits.{act}", permission.clause) for act, permission in terms.permits.items()),
        *((f"duties.{duty}", term.clause) for duty, term in terms.duties.items()),
        *((f"conditions[{number}]", condition.clause) for number, condition in enumerate(terms.conditions, 1)),
        *((f"restrictions[{number}]", entry.clause) for number, entry in enumerate(terms.restrictions, 1)),
        *((f"derivatives.{how}", derivation.clause) for how, derivation in terms.derivatives.items()),
        ("no_further_restrictions", terms.no_further_restrictions),
    )
    return tuple((key, clause) for key, clause in found if clause)


class _UnreadableError(Exception):
    """A file that may not or cannot be read; the message completes `file: `."""


def _texts(record: Table, folder: Path, root: Path) -> tuple[AgreementText, ...]:
    entries = record.tables("documents")
    if len(entries) > _DOCUMENTS:
        record.fault("documents", f"has more than {_DOCUMENTS} texts")
    found = []
    for entry in entries[:_DOCUMENTS]:
        entry.only("name", "file", "source", "sha256", "excerpt")
        entry.needs("file")
        if not entry.text("file"):
            continue
        path = folder / entry.text("file")
        try:
            data = _bytes(path, root, _TEXT_BYTES)
            text = _decoded(data)
        except _UnreadableError as error:
            entry.fault("file", str(error))
            continue
        digest = sha256(data).hexdigest()
        if entry.text("sha256") not in {"", digest}:
            entry.fault("sha256", "the text is not the one that was reviewed")
        name = entry.text("name") or "license"
        excerpt = entry.flag("excerpt")
        found.append(AgreementText(name=name, path=_place(path, root), sha256=digest, text=text, excerpt=excerpt))
    return tuple(found)


def _misquotes(terms: License, texts: tuple[AgreementText, ...]) -> Iterator[str]:
    """One fault for each clause that does not stand word for word in a document of its name."""
    plain = {text.name: "" for text in texts}
    for text in texts:
        plain[text.name] += " ".join(text.text.split()) + "\n"
    for key, clause in clauses(terms):
        if clause.document in plain and " ".join(clause.quote.split()) not in plain[clause.document]:
            yield f"{key}: the locator {shown(clause.quote)} does not occur in the text"


def _place(path: Path, root: Path) -> str:
    """The path relative to the root, with forward slashes; the bare name where it lies elsewhere."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except (OSError, RuntimeError, ValueError):
        return path.name


def _bytes(path: Path, root: Path, limit: int) -> bytes:
    """The bytes of a file that lies under the root, links followed."""
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise _UnreadableError("lies outside the project")
        if not real.is_file():
            raise _UnreadableError("is no file")
        with real.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a name that holds NUL
        raise _UnreadableError("cannot be read: no such file, or no right to read it") from error
    if len(data) > limit:
        raise _UnreadableError(f"is larger than {limit // 1024} KiB")
    return data


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError("is no UTF-8 text") from error
    return text.replace("\r\n", "\n")
