"""The review of an agreement as text for people (terminal, Markdown) and as JSON."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from licet.report.json_text import json_text
from licet.report.layout import Page
from licet.report.options import Options
from licet.report.words import clean
from licet.review.draft import Drafted
from licet.review.reading import Found, Unread
from licet.review.sheet import Known, Sheet
from licet.review.toml import plain

FAMILIES: Final = {
    "permits": "what it permits and withholds",
    "duties": "what is owed",
    "conditions": "limits of size, place and purpose",
    "restrictions": "uses it restricts",
}
ADVICE: Final = "A program read this by its wording alone. A person must check it; Licet gives no legal advice."
_EDITS: Final = 5
_MARKED: Final = re.compile(r"([\\`*_\[\]|#])")


def as_json(sheet: Sheet, path: str) -> str:
    """The review as JSON; docs/review.md tells its keys."""
    told = {
        "file": path,
        "language": sheet.language,
        "kind": sheet.kind,
        "clauses": sheet.clauses,
        "known": _known_data(sheet.known),
        "verdict": "needs-review",
        "statements": [plain(one) for one in sheet.statements],
        "kept": [plain(one) for one in sheet.kept],
        "topics": {name: [_found_data(one) for one in some] for name, some in sheet.topics.items()},
        "questions": [{"topic": one.topic, "asks": one.asks, "raised_by": one.places} for one in sheet.questions],
        "not_understood": [{"about": one.about, **_found_data(one)} for one in sheet.unsized],
        "taken_back": [_unread_data(one) for one in sheet.taken_back],
        "unread": [_unread_data(one) for one in sheet.unread],
        "not_english": [_unread_data(one) for one in sheet.foreign],
        "missing": sheet.missing,
        "notes": sheet.notes,
    }
    return json_text(told, indent=2)


def _known_data(known: Known | None) -> dict[str, object] | None:
    if known is None:
        return None
    return {
        "id": known.detection.license,
        "changed": known.changed,
        "edits": [
            {"line": edit.line, "kind": edit.kind, "text": edit.text, "missing": edit.missing}
            for edit in known.detection.edits
        ],
        "bears_on": [each.statement for each in known.detection.touched],
    }


def _found_data(one: Found) -> dict[str, object]:
    return {"section": one.section, "line": one.line, "last_line": one.last_line, "quote": one.quote}


def _unread_data(one: Unread) -> dict[str, object]:
    return {"section": one.section, "line": one.line, "last_line": one.last_line, "quote": one.quote}


def as_terminal(sheet: Sheet, path: str, options: Options) -> str:
    """The review for a terminal."""
    page = Page(options)
    page.row((f"{path}: {sheet.clauses} clauses, {len(sheet.statements)} draft statements", "heading"), at=2)
    page.row(("needs review", "needs-review"), (" until a person confirms it", ""), at=2)
    for line in _headlines(sheet):
        page.row((line, ""), at=2)
    for title, rows in _sections(sheet):
        page.gap()
        page.row((title, "heading"), at=2)
        for lead, body in rows[:_LISTED]:
            page.row((body, ""), lead=lead, start=2, at=24)
        if len(rows) > _LISTED:
            page.row((f"and {len(rows) - _LISTED} more lines: -o review.md has them all", ""), at=2)
    page.gap()
    page.row((ADVICE, ""), at=2)
    return page.text()


_LISTED: Final = 60
"""Rows of a list that the terminal shows; the files show all."""


def as_markdown(sheet: Sheet, path: str) -> str:
    """The review as Markdown, a sheet to be filled in."""
    lines = [f"# Review of {_marked(path)}", "", "Needs review until a person confirms it.", ""]
    lines += [f"- {_marked(line)}" for line in _headlines(sheet)]
    for title, rows in _sections(sheet):
        lines += ["", f"## {title[0].upper()}{title[1:]}", ""]
        lines += [
            f"- [ ] **{_marked(lead)}** {_marked(body)}" if lead else f"  - {_marked(body)}" for lead, body in rows
        ]
    return "\n".join([*lines, "", ADVICE, ""])


def _marked(text: str) -> str:
    """Escape what Markdown or HTML would act on."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKED.sub(r"\\\1", safe)


def _headlines(sheet: Sheet) -> Iterator[str]:
    known = sheet.known
    if known and not known.changed:
        yield f"This is the text of {known.detection.license}: see licet license show {known.detection.license}."
    elif known:
        yield f"This is a changed copy of {known.detection.license} ({known.detection.score:.0%} of it in place)."
        for edit in known.detection.edits[:_EDITS]:
            gone = f"{edit.missing} words gone" if edit.missing else ""
            added = f'added "{_short(edit.text)}"' if edit.text else ""
            yield f"  line {edit.line}: {', '.join(filter(None, (added, gone)))}"
        if len(known.detection.edits) > _EDITS:
            yield f"  and {len(known.detection.edits) - _EDITS} more"
        touched = ", ".join(each.statement for each in known.detection.touched[:_EDITS])
        yield f"  The changes bear on {touched}." if touched else "  No statement of its record stands near a change."
    if known and known.record:
        yield "Only what differs was read below; the rest is what the record says."
    for note in sheet.notes:
        yield f"{note[0].upper()}{note[1:]}."


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99].rstrip()}\u2026"  # noqa: PLR2004 - a line or so


Rows = list[tuple[str, str]]


def _sections(sheet: Sheet) -> Iterator[tuple[str, Rows]]:
    for family, title in FAMILIES.items():
        some = [one for one in sheet.statements if one.family == family]
        if some:
            yield title, [row for one in some for row in _statement(one)]
    if sheet.topics:
        rows = [(name.replace("-", " "), _places(some)) for name, some in sheet.topics.items()]
        yield "what else it speaks of", rows
    rows = []
    for question in sheet.questions:
        rows += [(question.topic if not number else "", asks) for number, asks in enumerate(question.asks)]
        rows.append(("", f"raised by {'; '.join(question.places)}" if question.places else "nothing was read on it"))
    yield "what a specialist should ask", rows
    for title, unread in (
        ("limits that seem to be taken back: read these yourself", sheet.taken_back),
        ("unread clauses that speak of rights or limits", sheet.unread),
        ("clauses that are not in English", sheet.foreign),
    ):
        if unread:
            yield title, [(f"line {one.line}", f"{one.section}: \u201c{one.quote}\u201d") for one in unread]
    if sheet.unsized:
        rows = [
            (f"line {one.line}", f"{one.about.partition('.')[2]}: \u201c{one.quote}\u201d") for one in sheet.unsized
        ]
        yield "numbers and places that were not understood", rows
    if sheet.missing:
        yield "named by the text and not in it", [(name, "ask for it") for name in sheet.missing]


def _statement(one: Drafted) -> Iterator[tuple[str, str]]:
    more = "; ".join(
        f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in one.more.items()
    )
    said = "; ".join(filter(None, (one.value, more, one.note)))
    yield one.name, said or "said"
    where = f"lines {one.line}-{one.last_line}" if one.last_line > one.line else f"line {one.line}"
    others = f" and {one.places - 1} more places" if one.places > 1 else ""
    yield "", f"{one.section}: \u201c{one.quote}\u201d ({where}{others})"


def _places(some: Sequence[Found]) -> str:
    first = some[0]
    more = f" and {len(some) - 1} more places" if len(some) > 1 else ""
    return f"{first.section}: \u201c{first.quote}\u201d (line {first.line}{more})"
