"""A comparison of two licenses as text: what differs, in two columns that fit the terminal."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.cli.license_passages import Difference, Stretch
from licet.cli.license_rows import Cell, Row
from licet.cli.license_side import Side
from licet.model.bom import Detection, Edit
from licet.report.words import clean, short

_MOST_CHANGES = 8
_MOST_PASSAGES = 40
_PASSAGE = 400
"""Characters of one side of a passage."""
_HEAD = 30
_MARKS = {
    "touched": "changes stand beside these words",
    "removed": "the text no longer has these words",
    "unread": "whether the changes bear on this cannot be told",
}
_KINDS = {"inserted": "added", "deleted": "taken out", "replaced": "replaced"}

_Pair = tuple[str, str, str]
"""A heading and the texts of both columns."""


def page(a: Side, b: Side, made: Sequence[Row], texts: Difference | None, *, whole: bool) -> str:
    """Lay the comparison out; `whole` adds what is the same, and every change and passage in full."""
    console = Console(no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        for block in _blocks(a, b, made, texts, whole=whole):
            console.print(block)
    return "\n".join(line.rstrip() for line in printed.get().rstrip().splitlines())


def _blocks(
    a: Side, b: Side, made: Sequence[Row], texts: Difference | None, *, whole: bool
) -> Iterable[RenderableType]:
    yield Text(_first_line(a, b, made), style="bold")
    for letter, one in (("A", a), ("B", b)):
        yield from _legend(letter, one, whole=whole)
    shown = made if whole else [row for row in made if _is_news(row)]
    if a.known and b.known:
        for title, group in groupby(shown, key=lambda row: row.title):
            yield from _table(title, a, b, _condensed(a, b, list(group)))
    elif a.known or b.known:
        yield Text(f"licet license show {(a if a.known else b).terms.id} tells what that license says")
    if texts:
        yield from _texts(a, b, texts, whole=whole)


def _first_line(a: Side, b: Side, made: Sequence[Row]) -> str:
    unread = dict.fromkeys(_unread(one) for one in (a, b) if not one.known)
    if unread:
        return f"Licet has not read the terms of {' and '.join(unread)}: no terms are compared"
    differ, untold = sum(row.differs for row in made), sum(not row.told for row in made)
    rest = f"; {untold} cannot be told" if untold else ""
    changed = ", changes of the texts aside" if a.changed or b.changed else ""
    return f"{a.label} and {b.label} differ in {differ} of {len(made)} statements{changed}{rest}"


def _unread(one: Side) -> str:
    """The license that was not read, beside the file whose text it is."""
    license_id = clean(one.terms.id)
    return f"{one.label} ({license_id})" if one.path and license_id else one.label


def _is_news(row: Row) -> bool:
    """Whether a row is told by default: it differs, changes bear on it, or one side alone was read."""
    return row.differs or row.open or row.a.reviewed != row.b.reviewed


def _legend(letter: str, one: Side, *, whole: bool) -> Iterable[RenderableType]:
    """Who a side is, and what a reader of its terms must know."""
    names = [one.label, clean(one.terms.name), clean(one.terms.id)]
    own = {name.casefold() for name in names[:1]}
    lines = ["; ".join([names[0], *(name for name in dict.fromkeys(names[1:]) if name and name.casefold() not in own)])]
    if one.known and not one.terms.complete:
        lines.append("read in part: what is absent was not reviewed")
    if one.exact:
        lines.append("the text is word for word that of the license")
    lines += one.warnings
    lines += _changes(one.detection, whole=whole) if one.detection else ()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, line in enumerate(lines):
        grid.add_row(Text("" if number else letter), Text(line))
    yield Padding(grid, (0, 0, 0, 2))


def _changes(found: Detection, *, whole: bool) -> list[str]:
    """What differs from the known text, what it seems to demand and which statements it bears on."""
    edits = [_edit(edit, whole=whole) for edit in found.edits]
    samples = [f"added, {clean(sample)}" for sample in found.inserted]
    lines = edits or samples
    if not edits and found.missing:
        lines.append(f"{found.missing:,} words of the known text are gone")
    shown = lines if whole else lines[:_MOST_CHANGES]
    if len(lines) > len(shown):
        shown.append(f"and {len(lines) - len(shown):,} more changes: --all")
    drafts = [
        f"line {draft.line} seems to set {clean(draft.about)}, for a person to check: “{short(draft.quote, _PASSAGE)}”"
        for draft in found.drafts
    ]
    bears = ", ".join(each.statement for each in found.touched)
    return [*shown, *drafts, *([f"the changes bear on: {bears}"] if bears else [])]


def _edit(edit: Edit, *, whole: bool) -> str:
    words = f": “{clean(edit.text) if whole else short(edit.text, _PASSAGE)}”" if edit.text else ""
    gone = f" ({edit.missing:,} words of the known text are gone)" if edit.missing else ""
    return f"line {edit.line}, {_KINDS[edit.kind]}{words}{gone}"


def _condensed(a: Side, b: Side, group: Sequence[Row]) -> list[_Pair]:
    """One pair of cells per row; bare words that are the same for several rows stand once, under all their names."""
    found: dict[tuple[str, str, object], list[str]] = {}
    for row in group:
        pair = _cell(a, row, row.a), _cell(b, row, row.b)
        bare = "\n" not in "".join(pair)
        key = (*pair, None if bare else row.statement)
        found.setdefault(key, []).append(row.label)
    return [(", ".join(labels), left, right) for (left, right, _), labels in found.items()]


def _cell(one: Side, row: Row, cell: Cell) -> str:
    mark = one.touched.get(row.base, "")
    return "\n".join(filter(None, (cell.text, f"[{_MARKS[mark]}]" if mark else "")))


def _table(title: str, a: Side, b: Side, pairs: Sequence[_Pair]) -> Iterable[RenderableType]:
    yield Text("")
    yield Text(title, style="bold")
    yield Padding(_columns(f"A  {_head(a)}", f"B  {_head(b)}"), (0, 0, 0, 4))
    for heading, left, right in pairs:
        if heading:
            yield Padding(Text(heading), (0, 0, 0, 2))
        yield Padding(_columns(left, right), (0, 0, 0, 4))


def _head(one: Side) -> str:
    """What to call a side above its column: one line, so of a long path the end."""
    return one.label if len(one.label) <= _HEAD else "\N{HORIZONTAL ELLIPSIS}" + one.label[1 - _HEAD :]


def _columns(left: str, right: str) -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(left), Text(right))
    return grid


def _texts(a: Side, b: Side, texts: Difference, *, whole: bool) -> Iterable[RenderableType]:
    sizes = f"A {texts.a_words:,} words, B {texts.b_words:,}"
    if texts.refused:
        yield from (Text(""), Text(f"The texts were not compared: {texts.refused} ({sizes})"))
        return
    if not texts.passages:
        yield from (Text(""), Text(f"The texts agree word for word ({sizes}); case and punctuation were not compared"))
        return
    count = len(texts.passages)
    shown = texts.passages if whole else texts.passages[:_MOST_PASSAGES]
    passages = f"{count:,} passage{'s' if count > 1 else ''}"
    title = f"Where the texts differ, in brackets: {passages} ({sizes}, {texts.shared:,} shared)"
    yield from _table(
        title, a, b, [("", _stretch(each.a, whole=whole), _stretch(each.b, whole=whole)) for each in shown]
    )
    if count > len(shown):
        yield Text(f"and {count - len(shown):,} more passages: --all")
    if texts.cut:
        yield Text(
            "The texts have so little in common that the search was cut short; passages may be longer than needed"
        )


def _stretch(part: Stretch, *, whole: bool) -> str:
    lines = f"line {part.line}" if part.line == part.last_line else f"lines {part.line}-{part.last_line}"
    words = clean(part.text) if whole else short(part.text, _PASSAGE)
    passage = " ".join(filter(None, (clean(part.before), f"[{words}]", clean(part.after))))
    return f"{lines}: {passage}"
