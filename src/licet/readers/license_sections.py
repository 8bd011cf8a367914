"""The license sections of cards and READMEs: what stands under a heading that speaks of the license.

Headings of Markdown, of reStructuredText and of HTML are known; what stands in a block of code is none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from licet.model.bom import LicenseText
from licet.readers.license_files import covers_of
from licet.readers.opened import OpenedFile

_Form = Literal["card", "markdown", "rst", "text"]

MAX_SECTIONS: Final = 20
"""License sections read from one file."""
MAX_SECTION: Final = 128 * 1024
"""Characters of one license section."""
_MAX_FILLER: Final = 500

MAX_HEADINGS: Final = 10_000
"""Headings, and lines that may be part of one, that are looked at in one file."""

_FENCES: Final[dict[_Form, str]] = {"card": "[ ]{0,20}(?:```|~~~)", "markdown": "[ ]{0,20}(?:```|~~~)", "text": "```"}
_HEADINGS: Final = {
    form: re.compile(
        rf"^(?:(?P<fence>{_FENCES.get(form, '(?!)')})"
        r"|(?P<signs>\#{1,6})[ \t]+(?P<title>\S.{0,200})"
        r"|[ \t]{0,20}<h(?P<level>[1-6])[^<>\n]{0,200}>(?P<tagged>.{1,300})"
        r"|(?P<under>[=\-~^\"'`\#*+.:_])(?P=under){2,200}[ \t]{0,20}$)",
        re.MULTILINE | re.IGNORECASE,
    )
    for form in ("card", "markdown", "text", "rst")
}
_LINE_UNDER: Final = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,200}\s{0,20}")
_MARKDOWN_UNDER: Final = {"=": 1, "-": 2}
_LONGEST_TITLE: Final = 200
_OF_LICENSE: Final = re.compile(r"licen[sc]|\bcopying\b|\bterms of use\b", re.IGNORECASE)
# What a heading is made of besides its words: tags, emoji, anchors, the targets of links.
_DECORATION: Final = re.compile(r"<[^<>]*>?|:[a-z_]{1,40}:|\{#[^{}]*\}|\]\([^()]*\)")
_WORD: Final = re.compile(r"[a-z]+")
_TITLES: Final = frozenset({"license", "licence", "licenses", "licences", "licensing", "licencing", "copying"})
_BESIDE: Final = frozenset(
    {
        *("the", "a", "of", "and", "this", "our", "for", "is", "under", "what", "s", "by", "in", "to"),
        *(
            "project",
            "software",
            "code",
            "source",
            "model",
            "models",
            "weight",
            "weights",
            "data",
            "dataset",
            "datasets",
        ),
        *(
            "repository",
            "repo",
            "package",
            "library",
            "checkpoint",
            "checkpoints",
            "tool",
            "app",
            "application",
            "work",
        ),
        *("copyright", "copyrights", "information", "info", "notice", "notices", "terms", "conditions", "details"),
        *(
            "agreement",
            "agreements",
            "use",
            "usage",
            "legal",
            "citation",
            "citing",
            "contact",
            "attribution",
            "disclaimer",
        ),
        *("author", "authors", "support", "contributing", "contribution", "contributions", "contributors", "open"),
        *("acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "credits", "maintainers"),
    }
)
"""Words that may stand beside those in a heading of the project's own license."""
_OF_OTHERS: Final = re.compile(r"third|part(?:y|ies)\b|depend|other|bundl|vendor|acknowl|credit|includ", re.IGNORECASE)
# What the templates of cards put under a heading that nobody filled in.
_FILLER: Final = re.compile(
    r"(?:\[?(?:more information needed|needs more information|n/a|todo|tbd)\]?(?:\([^()]*\))?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """A heading at character `start`, on `line` (both from 0); the smaller its `level`, the larger what it heads."""

    start: int
    line: int
    level: int
    title: str


def card_sections(file: OpenedFile, body: bytes) -> Iterator[LicenseText]:
    """Yield the sections of a card whose headings speak of a license in any way."""
    start = max(file.data.find(body), 0) if body else len(file.data)
    before = _plain(file.data[:start]).count("\n")
    yield from _sections(file, _plain(file.data[start:]), "card", _OF_LICENSE.search, before=before)


def readme_sections(file: OpenedFile) -> Iterator[LicenseText]:
    """Yield the sections of a README that are headed by the license of what the README is about.

    A heading that speaks of anything else ("Third-party licenses", "License detection") heads no such section, and
    one of other parts ends it.
    """
    ending = file.name.lower().rpartition(".")[2]
    form: _Form = "markdown" if ending in {"md", "markdown"} else "rst" if ending == "rst" else "text"
    yield from _sections(file, _plain(file.data), form, _is_of_own, ends=_OF_OTHERS.search)


def _sections(
    file: OpenedFile,
    text: str,
    form: _Form,
    wanted: Callable[[str], object],
    *,
    before: int = 0,
    ends: Callable[[str], object] = lambda _: False,
) -> Iterator[LicenseText]:
    """Yield each wanted section, up to the next heading that is no smaller, or that ends it by its words."""
    if not _OF_LICENSE.search(text):
        return
    headings = list(_headings(text, form))
    done = tried = 0
    for at, heading in enumerate(headings):
        if heading.start < done or not wanted(heading.title):
            continue
        tried += 1
        if tried > MAX_SECTIONS:
            return
        following = (other for other in headings[at + 1 :] if other.level <= heading.level or ends(other.title))
        done = next((other.start for other in following), len(text))
        section = text[heading.start : min(done, heading.start + MAX_SECTION)].removesuffix("\n")
        if not _FILLER.fullmatch(section.partition("\n")[2].strip()[:_MAX_FILLER]):
            evidence = file.evidence(before + heading.line + 1)
            yield LicenseText(text=section, role="readme", covers=covers_of(heading.title), evidence=evidence)


def _is_of_own(title: str) -> bool:
    """Whether a heading says no more than that the license follows."""
    words = set(_WORD.findall(_DECORATION.sub(" ", title.lower())))
    return not words.isdisjoint(_TITLES) and words <= _TITLES | _BESIDE


def _headings(text: str, form: _Form) -> Iterator[_Heading]:
    """Yield the headings of a text in its form; of those with a line below, the first sign heads the largest parts."""
    levels: dict[str, int] = {} if form == "rst" else dict(_MARKDOWN_UNDER)
    fenced = False
    line = at = 0
    for found in islice(_HEADINGS[form].finditer(text), MAX_HEADINGS):
        line += text.count("\n", at, found.start())
        at = found.start()
        if found["fence"]:
            fenced = not fenced
        elif fenced:
            continue
        elif found["signs"] and form != "rst":
            yield _Heading(start=at, line=line, level=len(found["signs"]), title=found["title"])
        elif found["level"]:
            yield _Heading(start=at, line=line, level=int(found["level"]), title=found["tagged"].partition("</")[0])
        elif (sign := found["under"]) and form != "card" and (form != "markdown" or sign in levels):
            start = text.rfind("\n", 0, max(at - 1, 0)) + 1
            above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
            if at and _is_title(text[start : at - 1], above):
                level = levels.setdefault(sign, len(levels) + 1)
                yield _Heading(start=start, line=line - 1, level=level, title=text[start : at - 1].strip())


def _is_title(line: str, above: str) -> bool:
    """Whether a line stands alone, or between two lines of signs."""
    alone = not above.strip() or _LINE_UNDER.fullmatch(above)
    return bool(alone) and line[:1].strip() != "" and len(line) <= _LONGEST_TITLE and not _LINE_UNDER.fullmatch(line)


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
