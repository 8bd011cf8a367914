"""One side of a comparison: a license by its name, or a text and the license that is recognized in it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from licet.cli.license_show import unknown
from licet.errors import UsageError
from licet.licenses import Leaf, find, load, parse
from licet.model.bom import Detection, Evidence, Problem
from licet.model.terms import License
from licet.model.vocabulary import Category
from licet.report.words import clean

_ONE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_WEB: Final = "://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that are compared: `asked` is what the user called it.

    `known` is false where Licet has not read the license; `terms` then say nothing. `text` is what the file `path`
    holds, `detection` the license recognized in it, on which `terms` rest; `others` are further licenses in it.
    """

    asked: str
    terms: License
    known: bool = True
    path: str = ""
    text: str = ""
    detection: Detection | None = None
    others: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What to call it in a line of text."""
        return clean(self.asked)

    @property
    def changed(self) -> bool:
        """Whether the text was changed from that of the license whose terms are told."""
        return self.detection is not None and self.detection.match == "modified"

    @property
    def exact(self) -> bool:
        """Whether the text is, whole, that of the license whose terms are told."""
        found = self.detection
        return found is not None and _is_text(found) and (found.match, found.document) == ("exact", "license")

    @property
    def touched(self) -> dict[str, str]:
        """The statements on which changes of the text bear, and how."""
        return {each.statement: each.how for each in self.detection.touched} if self.detection else {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know before the terms of a text are taken for those of its license."""
        found = self.detection
        if not self.path:
            return ()
        if not found:
            return ("no license that Licet knows is recognized in the text",)
        name = clean(found.license)
        told: list[str] = []
        if not _is_text(found):
            told.append(f"the text is not that of a license: it names {name}, whose terms these would be")
        if self.changed:
            told.append(
                f"the text is a modified {name}: the terms below are those of {name} and hold only as far as"
                " the changes leave them"
            )
        if _is_text(found) and found.document != "license":
            told.append(f"the text is the {found.document} of {name} alone; the terms are those of all its documents")
        if self.others:
            also = ", ".join(map(clean, self.others))
            told.append(f"the text also holds or names {also}: the terms below are those of {name} alone")
        return tuple(told)


def side(asked: str) -> Side:
    """Read what the user named: a file where there is one, else a license, else a file that is not there.

    Raises:
        UsageError: there is no license of that name, or the file cannot be read.
    """
    if os.path.isfile(asked):  # noqa: PTH113 - Path.is_file raises where the system refuses
        return _of_text(asked)
    found = find(asked)
    if found:
        return Side(asked=asked, terms=load(found))
    if _WEB not in asked and (os.path.exists(asked) or os.sep in asked or "/" in asked):  # noqa: PTH110 - as above
        return _of_text(asked)
    unread = _spdx_id(asked)
    if not unread:
        error = unknown(asked)
        raise UsageError(f"{error}, and there is no such file", hint=error.hint)
    return Side(asked=asked, terms=_nothing(unread), known=False)


def read_text(path: str) -> tuple[str, Evidence]:
    """Return the text of a license file that the user named, and where it is from.

    It is read as a license file of a scanned project is: bounded, no pipe or device, in the encodings known there.
    A link is followed, since the user named it.

    Raises:
        UsageError: the file cannot be read, or holds no text.
    """
    from licet.readers import license_files  # noqa: PLC0415 - needed for texts alone
    from licet.walk import open_file  # noqa: PLC0415 - as above

    real = Path(os.path.realpath(path))
    opened = open_file(real.parent, real.name, license_files.LIMIT)
    found = opened if isinstance(opened, Problem) else license_files.read(opened)
    if isinstance(found, Problem) or not found.components:
        problem = found if isinstance(found, Problem) else found.problems[0]
        hint = problem.hint or "name a file that holds the text of a license, or a license by its id"
        raise UsageError(f"{clean(path)}: {problem.reason}", hint=hint)
    text = found.components[0].texts[0]
    return text.text, text.evidence


def _of_text(path: str) -> Side:
    from licet.identify import recognize  # noqa: PLC0415 - reads the index of known texts

    text, evidence = read_text(path)
    found = recognize(text, evidence)
    main = min(found, key=_rank, default=None)
    known = _record_of(main.license) if main else ""
    others = tuple(sorted({each.license for each in found} - {main.license if main else ""}))
    terms = load(known) if known else _nothing(main.license if main else "")
    return Side(asked=path, terms=terms, known=bool(known), path=path, text=text, detection=main, others=others)


def _rank(found: Detection) -> tuple[bool, bool, float, float]:
    """Whole texts before notices and tags, licenses before policies, then what takes up most of the file."""
    return not _is_text(found), found.document != "license", -found.coverage, -found.score


def _is_text(found: Detection) -> bool:
    """Whether the words of a license stand there, and not a notice, a reference or a tag that names one."""
    return found.kind == "text" and found.match != "tag"


def _record_of(license_id: str) -> str:
    """The id of the record of one plain license; empty for expressions, exceptions and what Licet has not read."""
    leaf = parse(license_id)
    return leaf.id if isinstance(leaf, Leaf) and leaf.known and not leaf.exception else ""


def _spdx_id(asked: str) -> str:
    """The spelling of one SPDX id or LicenseRef of which Licet has no record; empty for anything else."""
    if not _ONE_ID.fullmatch(asked):
        return ""
    from packaging.licenses import (  # noqa: PLC0415 - slow, seldom needed
        InvalidLicenseExpression,
        canonicalize_license_expression,
    )

    try:
        return canonicalize_license_expression(asked)
    except InvalidLicenseExpression:
        return ""


def _nothing(license_id: str) -> License:
    """A license of which nothing was read, so that every statement of it is not-reviewed."""
    return License(
        id=license_id,
        name=license_id or "no license that Licet knows",
        kind="software",
        category=Category.UNKNOWN,
        documents=(),
        permits={},
        duties={},
        complete=False,
    )
