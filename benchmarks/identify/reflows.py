"""The same text in another form: nothing here changes a word that matters, so nothing may be reported as modified."""

import re
import textwrap
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

_GAP: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in _GAP.split(text) if part.strip()]


def _wrap(width: int) -> Callable[[str], str]:
    def wrapped(text: str) -> str:
        parts = paragraphs(text)
        fill = textwrap.TextWrapper(width=width, break_long_words=False, break_on_hyphens=False).fill
        return "\n\n".join(map(fill, parts)) + "\n"

    return wrapped


def _prefix(sign: str, first: str = "", last: str = "") -> Callable[[str], str]:
    def prefixed(text: str) -> str:
        return first + "".join(f"{sign} {line}".rstrip() + "\n" for line in text.splitlines()) + last

    return prefixed


def _emphasis(text: str) -> str:
    # the first line of each paragraph of several lines bold, every tenth word in italics, as a converter might do
    marked = []
    for number, part in enumerate(paragraphs(text)):
        words = part.split(" ")
        italic = [f"*{word}*" if at % 10 == 9 and word.isalpha() else word for at, word in enumerate(words)]  # noqa: PLR2004 - every tenth
        short = len(words) < 8 and part.replace(" ", "").isalpha()  # noqa: PLR2004 - a heading
        marked.append(f"## {part}" if short and number == 0 else f"**{part}**" if short else " ".join(italic))
    return "\n\n".join(marked) + "\n"


def _html(text: str) -> str:
    body = "\n".join(f"<p>{escape(part)}</p>" for part in paragraphs(text))
    return f"<!DOCTYPE html>\n<html>\n<body>\n{body}\n</body>\n</html>\n"


def _as_it_is(text: str) -> str:
    return text


FORMS: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "as it is": ("txt", _as_it_is),
    "wrapped at 60 columns": ("txt", _wrap(60)),
    "wrapped at 100 columns": ("txt", _wrap(100)),
    "one line per paragraph": ("txt", lambda text: "\n\n".join(paragraphs(text)) + "\n"),
    "CRLF": ("txt", lambda text: "\r\n".join(text.splitlines()) + "\r\n"),
    "upper case": ("txt", str.upper),
    "lower case": ("txt", str.lower),
    "indented": ("txt", lambda text: textwrap.indent(text, "        ")),
    "copyright line on top": ("txt", lambda text: f"Copyright (c) 2023-2026 Examplia Robotics GmbH\n\n{text}"),
    "comment #": ("py", _prefix("#")),
    "comment //": ("js", _prefix("//")),
    "comment *": ("c", _prefix(" *", "/*\n", " */\n")),
    "comment ;": ("lisp", _prefix(";")),
    "blockquote": ("md", _prefix(">")),
    "Markdown emphasis": ("md", _emphasis),
    "HTML paragraphs": ("html", _html),
}
"""The forms, each with the ending of such a file."""
