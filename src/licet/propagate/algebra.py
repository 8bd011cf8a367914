"""The tables over rows: which row comes of a row when a link is added, and of two rows when they meet.

A row is a set of atoms. Rows are kept once each and go by their numbers, as do offers: what a part hands on downstream,
the row that arrives at it and the part itself. Every table is filled where it is first asked for and never changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from licet.model.vocabulary import Kind
from licet.propagate.lanes import DEAD, LINK_KINDS, Atom, Marks, PartClass, extend, first, marked, meetings, step_of

MAX_ATOMS: Final = 1 << 20
"""A graph that needs more is knotted on purpose."""
MAX_CELLS: Final = 1 << 26
"""Atoms in all rows together."""

SILENT: Final = -1
_SOURCES: Final = (Kind.MODEL, Kind.APPLICATION)

Row = frozenset[int]


class TooManyError(Exception):
    """The graph needs more atoms or rows than are kept."""


class _Table(dict[int, int]):
    """From atom to atom, filled where it is first asked for; -1 stands for an atom that says nothing any more."""

    def __init__(self, fill: Callable[[int], int]) -> None:
        super().__init__()
        self._fill = fill

    def __missing__(self, atom: int) -> int:
        self[atom] = number = self._fill(atom)
        return number


@dataclass(slots=True)
class Algebra:
    """Atoms, rows and offers by number, and the tables between them; row 0 is empty.

    While it is `bounded`, no more than `MAX_ATOMS` atoms and rows of `MAX_CELLS` atoms together are kept.
    """

    classes: Sequence[PartClass]
    marks: Marks = field(default_factory=Marks)
    atoms: list[Atom] = field(default_factory=list)
    rows: list[Row] = field(default_factory=lambda: [frozenset()])
    offers: list[tuple[Row, int]] = field(default_factory=list)
    cells: int = 0
    bounded: bool = True
    _atom_of: dict[Atom, int] = field(default_factory=dict)
    _row_of: dict[Row, int] = field(default_factory=lambda: {frozenset(): 0})
    _offers: dict[tuple[int, int], int] = field(default_factory=dict)
    _offer_of: dict[tuple[Row, int], int] = field(default_factory=dict)
    _shares: list[bool] = field(default_factory=list)
    _extended: dict[int, _Table] = field(default_factory=dict)
    _marked: dict[int, _Table] = field(default_factory=dict)
    _touching: dict[tuple[int, int], int] = field(default_factory=dict)

    def atom(self, atom: Atom) -> int:
        """The number of an atom.

        Raises:
            TooManyError: it is one more than `MAX_ATOMS`.
        """
        number = self._atom_of.get(atom)
        if number is None:
            if self.bounded and len(self.atoms) >= MAX_ATOMS:
                raise TooManyError
            number = self._atom_of[atom] = len(self.atoms)
            self.atoms.append(atom)
            self._shares.append(atom[1].met is None and atom[1] is not DEAD and self.marks.shares(atom[0]))
        return number

    def row(self, atoms: Row) -> int:
        """The number of a row (raises as `atom`)."""
        number = self._row_of.get(atoms)
        if number is None:
            self.cells += len(atoms)
            if self.bounded and self.cells > MAX_CELLS:
                raise TooManyError
            number = self._row_of[atoms] = len(self.rows)
            self.rows.append(atoms)
        return number

    def offer(self, row: int, part: int) -> int:
        """What a part of class `part` hands on downstream where `row` arrives at it; the number of the offer."""
        known = self._offers.get((row, part))
        if known is not None:
            return known
        key = (self._hand_on(self.rows[row], part), part)
        number = self._offer_of.get(key)
        if number is None:
            number = self._offer_of[key] = len(self.offers)
            self.offers.append(key)
        self._offers[row, part] = number
        return number

    def _hand_on(self, row: Row, part: int) -> Row:
        """The row as the part marks it, with what its atoms met here."""
        handed = frozenset(map(self._marks(part).__getitem__, row))
        shares = self._shares
        if not any(shares[atom] for atom in row):
            return handed
        met = meetings([self.atoms[atom] for atom in sorted(row)], self.marks)
        return handed.union(self.meeting(self.atom(one), other, part) for one, other in met)

    def mark(self, atom: int, part: int) -> int:
        """An atom as a part of a class hands it on."""
        return self._marks(part)[atom]

    def _marks(self, part: int) -> _Table:
        table = self._marked.get(part)
        if table is None:
            through = self.classes[part]
            table = self._marked[part] = _Table(
                lambda atom: self.atom(marked(self.atoms[atom], part, through, self.marks))
            )
        return table

    def meeting(self, atom: int, other: Atom, part: int) -> int:
        """An atom that met another at a part of a class, as the part hands it on."""
        name, lane = self.atoms[self.mark(atom, part)]
        return self.atom((name, lane._replace(met=other)))

    def step(self, link: int, offer: int) -> int:
        """The row that arrives through a link; `link` is twice its kind, plus one where it starts from a product."""
        atoms, part = self.offers[offer]
        kind = link // 2
        table = self.extended(step_of(kind, self.classes[part].kind))
        arrived = set(map(table.__getitem__, atoms))
        arrived.discard(SILENT)
        arrived.add(self.touching(link, part))
        return self.row(frozenset(arrived))

    def extended(self, step: int) -> _Table:
        """The table from atom to atom of one step."""
        table = self._extended.get(step)
        if table is None:
            table = self._extended[step] = _Table(lambda atom: self._extend(atom, step))
        return table

    def _extend(self, atom: int, step: int) -> int:
        name, lane = self.atoms[atom]
        after = extend(lane, step)
        return SILENT if after is DEAD and not self.marks.speaks(name) else self.atom((name, after))

    def touching(self, link: int, part: int) -> int:
        """The atom of a part at the downstream end of a link to it (`link` as in `step`)."""
        atom = self._touching.get((link, part))
        if atom is None:
            kind, product = divmod(link, 2)
            lane = first(step_of(kind, self.classes[part].kind), _SOURCES[product])
            atom = self._touching[link, part] = self.atom((part, lane))
        return atom

    def causes(self, row: int, part: int, link: int) -> dict[int, list[tuple[int, int]]]:
        """Which atoms of a row become which through a part of a class and a link to it.

        Returns: for each atom behind the link, pairs of the atom it comes of and the one that this met at the part
        (`SILENT` where none is meant).
        """
        table = self.extended(step_of(link // 2, self.classes[part].kind))
        atoms = sorted(self.rows[row])
        found: dict[int, list[tuple[int, int]]] = {}
        for atom in atoms:
            found.setdefault(table[self.mark(atom, part)], []).append((atom, SILENT))
        for one, other in meetings([self.atoms[atom] for atom in atoms], self.marks):
            cause = self.atom(one)
            after = table[self.meeting(cause, other, part)]
            found.setdefault(after, []).append((cause, self.atom(other)))
        return found

    def join(self, rows: Iterable[int]) -> int:
        """The row of all atoms of some rows."""
        return self.row(frozenset().union(*(self.rows[row] for row in rows)))


LINKS: Final = 2 * len(LINK_KINDS)
"""How many links `Algebra.step` tells apart."""
