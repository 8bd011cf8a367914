"""Lay out plain text in columns that never exceed the width, with or without color."""

from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from licet.report.options import NARROWEST, Options
from licet.report.words import clean

Span = tuple[str, str]
"""A piece of text and its style, empty for none."""

STYLES = {
    "blocked": "bold red",
    "needs-review": "bold yellow",
    "allowed-with-duties": "bold cyan",
    "allowed": "bold green",
    "heading": "bold",
    "quote": "italic",
    "": "",
}

_SEVEN_BIT = str.maketrans(
    {
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
        "\N{SECTION SIGN}": "s.",
        "\N{MIDDLE DOT}": "|",
        "\N{BULLET}": "*",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    }
)


class Page:
    """Lines of text in the making; everything that is put on it is cleaned first."""

    def __init__(self, options: Options) -> None:
        self.width = max(options.width, NARROWEST)
        self._ascii = options.ascii
        self._stream = StringIO()
        self._console = Console(
            file=self._stream,
            width=self.width,
            height=25,
            color_system="standard" if options.color else None,
            no_color=not options.color,
            force_terminal=options.color,
            force_jupyter=False,
            legacy_windows=False,
        )

    def gap(self) -> None:
        """Leave one line empty."""
        self._stream.write("\n")

    def row(self, *body: Span, lead: str = "", style: str = "", start: int = 2, at: int = 11, right: str = "") -> None:
        """Put one row: `lead` from column `start`, the body wrapped between column `at` and the right text.

        A lead that does not fit its column becomes the beginning of the body; a right text that takes more than
        two fifths of the room, and does not fit beside the whole body either, goes under it.
        """
        label = self._safe(lead)
        spans = [(self._safe(words), kind) for words, kind in body]
        if label and cell_len(label) >= at - start:
            spans, label = [(f"{label} ", style), *spans], ""
        note = self._safe(right)
        beside = note if self._fits(spans, note, self.width - at) else ""
        lines = self._wrapped(spans, self.width - at - (cell_len(beside) + 2 if beside else 0))
        if note and not beside:
            lines += self._wrapped([(note, "")], self.width - at)
        for number, line in enumerate(lines):
            row = Text(" " * start)
            row.append("" if number else label, STYLES[style])
            row.append(" " * max(at - row.cell_len, 0))
            row.append_text(line)
            if beside and not number:
                row.append(" " * (self.width - row.cell_len - cell_len(beside)) + beside)
            row.rstrip()
            self._console.print(row, soft_wrap=True)

    def text(self) -> str:
        """All rows, each ended by a newline."""
        return self._stream.getvalue()

    @staticmethod
    def _fits(spans: list[Span], note: str, room: int) -> bool:
        taken = sum(cell_len(words) for words, _ in spans) + 2 + cell_len(note)
        return taken <= room or cell_len(note) * 5 <= room * 2

    def _wrapped(self, spans: list[Span], room: int) -> list[Text]:
        text = Text.assemble(*((words, STYLES[kind]) for words, kind in spans))
        lines = list(text.wrap(self._console, max(room, 1)))
        for line in lines:
            line.rstrip()
        return lines

    def _safe(self, words: str) -> str:
        safe = clean(words)
        return safe.translate(_SEVEN_BIT).encode("ascii", "backslashreplace").decode() if self._ascii else safe
