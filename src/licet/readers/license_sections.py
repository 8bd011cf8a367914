"""The license sections of cards and READMEs: what stands under a heading that speaks of the license.

Headings of Markdown, of reStructuredText and of HTML are known; what stands in a block of code is none.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from licet.model.bom import LicenseText
from licet.readers.license_files import covers_of
from licet.readers.opened import OpenedFile

MAX_SECTIONS: Final = 20
"""License sections read from one file."""
MAX_SECTION: Final = 128 * 1024
"""Characters of one license section."""
_MAX_FILLER: Final = 500

_MARKDOWN: Final = re.compile(r"(#{1,6})[ \t]+(\S.{0,200})")
_HTML: Final = re.compile(r"\s{0,20}<h([1-6])[^<>]{0,200}>(.{1,300})", re.IGNORECASE)
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
class Heading:
    """A heading on `line` (from 0); the smaller its `level`, the larger what it heads."""

    line: int
    level: int
    title: str


def card_sections(file: OpenedFile, body: bytes) -> Iterator[LicenseText]:
    """Yield the sections of a card whose headings speak of a license in any way."""
    start = max(file.data.find(body), 0) if body else len(file.data)
    before = _plain(file.data[:start]).count("\n")
    lines = _plain(file.data[start:]).split("\n")
    yield from _sections(file, lines, list(markdown_headings(lines)), _OF_LICENSE.search, before=before)


def readme_sections(file: OpenedFile) -> Iterator[LicenseText]:
    """Yield the sections of a README that are headed by the license of what the README is about.

    A heading that speaks of anything else ("Third-party licenses", "License detection") heads no such section, and
    one of other parts ends it.
    """
    lines = _plain(file.data).split("\n")
    of_markdown = file.name.lower().endswith((".md", ".markdown"))
    headings = sorted(
        (*markdown_headings(lines), *_underlined(lines, of_markdown=of_markdown))
        if of_markdown
        else _underlined(lines, of_markdown=of_markdown),
        key=lambda each: each.line,
    )
    yield from _sections(file, lines, headings, _is_of_own, ends=_OF_OTHERS.search)


def _sections(
    file: OpenedFile,
    lines: list[str],
    headings: list[Heading],
    wanted: Callable[[str], object],
    *,
    before: int = 0,
    ends: Callable[[str], object] = lambda _: False,
) -> Iterator[LicenseText]:
    """Yield each wanted section, up to the next heading that is no smaller, or that ends it by its words."""
    done = tried = 0
    for at, heading in enumerate(headings):
        if heading.line < done or not wanted(heading.title):
            continue
        tried += 1
        if tried > MAX_SECTIONS:
            return
        following = (other for other in headings[at + 1 :] if other.level <= heading.level or ends(other.title))
        done = next((other.line for other in following), len(lines))
        text = "\n".join(lines[heading.line : done])[:MAX_SECTION]
        if not _FILLER.fullmatch(text.partition("\n")[2].strip()[:_MAX_FILLER]):
            evidence = file.evidence(before + heading.line + 1)
            yield LicenseText(text=text, role="readme", covers=covers_of(heading.title), evidence=evidence)


def _is_of_own(title: str) -> bool:
    """Whether a heading says no more than that the license follows."""
    words = set(_WORD.findall(_DECORATION.sub(" ", title.lower())))
    return not words.isdisjoint(_TITLES) and words <= _TITLES | _BESIDE


def markdown_headings(lines: Iterable[str]) -> Iterator[Heading]:
    """Yield the headings that begin with signs of Markdown or a tag of HTML."""
    fenced = False
    for number, line in enumerate(lines):
        if line.lstrip(" ").startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and (heading := _MARKDOWN.match(line)):
            yield Heading(line=number, level=len(heading[1]), title=heading[2])
        elif not fenced and (tagged := _HTML.match(line)):
            yield Heading(line=number, level=int(tagged[1]), title=tagged[2].partition("</")[0])


def _underlined(lines: list[str], *, of_markdown: bool) -> Iterator[Heading]:
    """Yield the headings with a line of signs below them; the signs that come first head the largest parts."""
    levels: dict[str, int] = dict(_MARKDOWN_UNDER) if of_markdown else {}
    fenced = False
    for number, line in enumerate(lines[1:], 1):
        if of_markdown and line.lstrip(" ").startswith(("```", "~~~")):
            fenced = not fenced
        under = _LINE_UNDER.fullmatch(line)
        title = lines[number - 1]
        if not under or fenced or not _is_title(title, lines[number - 2] if number > 1 else ""):
            continue
        if not of_markdown or under[1] in levels:
            level = levels.setdefault(under[1], len(levels) + 1)
            yield Heading(line=number - 1, level=level, title=title.strip())


def _is_title(line: str, above: str) -> bool:
    """Whether a line stands alone, or between two lines of signs."""
    alone = not above.strip() or _LINE_UNDER.fullmatch(above)
    return bool(alone) and line[:1].strip() != "" and len(line) <= _LONGEST_TITLE and not _LINE_UNDER.fullmatch(line)


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
