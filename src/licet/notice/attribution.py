"""NOTICE and the license texts: who made each part, under what, and the text itself."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from licet.identify.copyrights import copyrights
from licet.model.bom import Component
from licet.model.findings import Terms
from licet.model.vocabulary import Duty, Scope
from licet.notice.bundle import BundleFile, Missing
from licet.notice.sheet import Sheet
from licet.report.words import clean

FOLDER: Final = "licenses"
_WIDTH: Final = 72
_SLUG: Final = re.compile(r"[^A-Za-z0-9.+-]+")
_MOST_HOLDERS: Final = 40


def notice(sheet: Sheet) -> tuple[BundleFile, ...]:
    """Write NOTICE, and one file per license text; the same text of several parts is written once."""
    paths, files = _texts(sheet)
    blocks = [_opening(sheet), *_displays(sheet)]
    blocks += [_entry(sheet, terms, paths.get(terms.component.id, ())) for terms in sheet.concerned]
    text = f"\n{'=' * _WIDTH}\n".join(blocks)
    return (BundleFile(path="NOTICE", text=text), *files)


def gaps(sheet: Sheet) -> Iterator[Missing]:
    """Tell which parts lack their license text, or the copyright notice that has to be kept."""
    kept = {owing.part.id for owing in sheet.owing(Duty.KEEP_NOTICES)}
    for terms in sheet.concerned:
        part = terms.component
        if not sheet.texts(part, "license", "policy") and terms.expression:
            names = " and ".join(license_.name for license_ in terms.licenses) or terms.expression
            yield Missing(component=part.id, kind="license-text", what=f"the text of {names}", where=_where(terms))
        if part.id in kept and not _holders(sheet, part):
            where = "the part's own LICENSE, NOTICE or AUTHORS file, or the heads of its source files"
            yield Missing(component=part.id, kind="copyright-notice", what="its copyright notice", where=where)
    yield from _unknown(sheet)


def _unknown(sheet: Sheet) -> Iterator[Missing]:
    """What nobody knows the duties of: parts without a license, terms that were not read, files that hide parts."""
    for terms in sheet.terms.values():
        name, where = terms.component.id, "the text, read by a person"
        if terms.component.own or terms.component.scope is Scope.MENTIONED:
            continue
        if terms.unread:
            what = f"what {', '.join(terms.unread)} asks for: nobody has read it"
            yield Missing(component=name, kind="not-reviewed", what=what, where=where)
        elif not terms.licenses:
            what = "what its license asks for: none is known"
            yield Missing(component=name, kind="not-reviewed", what=what, where="its publisher")
    for problem in sheet.analysis.bom.problems:
        if problem.hides:
            what = f"what it holds: {problem.reason}"
            yield Missing(component=problem.path, kind="not-read", what=what, where=problem.hint or "the file, mended")


def _where(terms: Terms) -> str:
    """Where the text of a part's license is to be had: its own distribution first, then the license's page."""
    addresses = [alias for license_ in terms.licenses for alias in license_.aliases if alias.startswith("https://")]
    spdx = [license_.plain.id for license_ in terms.licenses if not license_.id.startswith("LicenseRef-")]
    known = [*addresses[:1], *(f"https://spdx.org/licenses/{name}.html" for name in spdx)]
    return f"the part's own distribution{''.join(f', or {name}' for name in dict.fromkeys(known))}"


def _opening(sheet: Sheet) -> str:
    words = "This product contains or uses the following parts of others, each under its own license."
    return f"{clean(sheet.product)}\n\n{words}\n"


def _displays(sheet: Sheet) -> Iterator[str]:
    """Sentences that a license prescribes word for word stand at the head."""
    lines = [
        f"{clean(owing.term.parameters['fixed_text'])}{owing.only_if}"
        for owing in sheet.owing(Duty.KEEP_NOTICES)
        if owing.term.parameters.get("fixed_text")
    ]
    if lines:
        yield "\n".join(dict.fromkeys(lines)) + "\n"


def _entry(sheet: Sheet, terms: Terms, paths: tuple[str, ...]) -> str:
    """One part: name, version, license, holders, its own notice in full, and where the text stands."""
    part = terms.component
    named = f"{clean(part.label)} {clean(part.version)}".strip()
    lines = [named, f"License: {clean(terms.expression) or 'none found'}"]
    if terms.chosen:
        lines.append(f"Taken under: {clean(terms.chosen)}")
    if part.purl:
        lines.append(f"Source: {clean(part.purl)}")
    lines += _holders(sheet, part)
    lines += [f"Text: {path}" for path in paths]
    for text in sheet.texts(part, "notice"):
        lines += ["", f"From its {text.evidence.path.rpartition('/')[2]}:", "", _quoted(text.text)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text of others as it stands, without what could act on a terminal."""
    return "\n".join(clean(line.rstrip()) if not line.isprintable() else line.rstrip() for line in text.splitlines())


def _holders(sheet: Sheet, part: Component) -> list[str]:
    """The copyright statements in the part's license and notice files and the heads of its sources, each once."""
    texts = sheet.texts(part, "license", "notice", "header", "readme")
    found = (clean(each.statement) for text in texts for each in copyrights(text.text))
    return list(dict.fromkeys(found))[:_MOST_HOLDERS]


def _texts(sheet: Sheet) -> tuple[dict[str, tuple[str, ...]], list[BundleFile]]:
    """The license and policy texts of all parts: their paths by part, and the files."""
    paths: dict[str, tuple[str, ...]] = {}
    written: dict[str, BundleFile] = {}
    for terms in sheet.concerned:
        mine = []
        for text in sheet.texts(terms.component, "license", "policy"):
            content = text.text if text.text.endswith("\n") else f"{text.text}\n"
            digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
            if digest not in written:
                name = f"{FOLDER}/{_slug(terms.component.label)}-{text.role}-{digest[:8]}.txt"
                written[digest] = BundleFile(path=name, text=content.encode("utf-8", "replace").decode())
            mine.append(written[digest].path)
        paths[terms.component.id] = tuple(dict.fromkeys(mine))
    return paths, sorted(written.values(), key=lambda file: file.path)


def _slug(label: str) -> str:
    """A part's name as a file's name: no separator, no leading dot, at most 60 characters."""
    return _SLUG.sub("-", label).strip("-.")[:60] or "part"
