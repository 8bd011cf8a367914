"""What files of deployment have in common: the parts that images, settings and command lines name, with their links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.commands import Command, commands, image, pip_requirements, programs, references
from licet.readers.hub_ids import component, unresolved
from licet.readers.images import filled, image_identity
from licet.readers.masking import mask
from licet.readers.named_settings import Reference, setting
from licet.readers.nodes import Node
from licet.readers.opened import OpenedFile
from licet.readers.packages import Need, needed_by, scope_at
from licet.readers.parts import merged
from licet.readers.requirement_strings import is_address, parse_requirement

MAX_PARTS: Final = 5_000
"""Parts of one file of deployment."""


@dataclass(slots=True)
class Deployed:
    """Gathers the parts that one file names; `values` are variables that the file sets.

    `programs` are the Python programs that its commands hold, with the lines where they start.
    """

    file: OpenedFile
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    programs: list[tuple[str, int]] = field(default_factory=list)
    _parts: list[tuple[Component, Link | None]] = field(default_factory=list)
    _needs: list[Need] = field(default_factory=list)

    def image(self, text: str, line: int, how: How = How.RUNS, *, note: str = "") -> str:
        """Add the image that a reference names and return its id; empty where it names none."""
        identity = image_identity(text, self.values)
        if not text or identity is None:
            return ""
        return self.add(image(identity, how), line, note=note)

    def setting(self, key: str, value: str, line: int) -> None:
        """Add the model that a variable names, where it names one."""
        found = setting(key, filled(value, self.values))
        if found:
            self.add(found, line, note=key[:80])

    def command(self, text: str, line: int, loads: How = How.EMBEDS) -> None:
        """Add what the commands of a shell line, or of a script, fetch, serve and train."""
        for one in commands(text, line=line, values=self.values):
            self.words(one.words, one.line, loads)

    def words(self, words: Sequence[str], line: int, loads: How = How.EMBEDS) -> None:
        """Add what one command fetches, serves and trains; what `sh -c` runs is looked at as well."""
        plain = [filled(word, self.values) for word in words]
        if is_shell(plain):
            for word in plain[plain.index("-c") + 1 :]:
                self.command(word, line, loads)
            return
        self.programs += [(code, line) for code in programs(plain)]
        for found in references(plain, loads=loads):
            self.add(found, line)
        self.packages(Command(words=tuple(plain), line=line))

    def fetched(self, text: str, line: int) -> None:
        """Add what the commands of a line fetch, serve and train, but not the packages that they install."""
        for one in commands(text, line=line, values=self.values):
            for found in references(one.words):
                self.add(found, one.line)

    def packages(self, command: Command) -> None:
        """Add the Python packages that a command installs."""
        for text in pip_requirements(command.words):
            if "{?}" in text or "$" in text or is_address(text):
                continue
            try:
                package = parse_requirement(text, folder="")
            except ValueError:
                continue  # a word that is no requirement is an option's value, or the shell's
            self._needs.append(Need(package=package, line=command.line))

    def add(self, found: Reference, line: int, *, note: str = "", source: str = PRODUCT) -> str:
        """Add a part with the link to it, and return its id."""
        at = len(self._parts)
        if at >= MAX_PARTS:
            if at == MAX_PARTS:
                self.problems.append(
                    Problem(path=self.file.path, line=line, reason=f"only the first {MAX_PARTS} parts are read")
                )
            return ""
        here = (self.file.evidence(line, mask(note)),)
        identity = found.identity
        if mask(identity.id) != identity.id:
            identity = unresolved(identity.id)  # a secret in the place of a name
        scope = scope_at(self.file.path)
        how = How.BUILDS_WITH if scope is Scope.DEVELOPMENT and found.kind is Kind.IMAGE else found.how
        scope = Scope.DEVELOPMENT if how is How.BUILDS_WITH else scope
        part = component(identity, found.kind, here, scope=scope, suffix=f"#{at}" if at else "")
        link = Link(source=source, how=how, target=part.id, basis=Basis.OBSERVED, evidence=here)
        self._parts.append((part, link))
        return part.id

    def found(self) -> Found:
        """Return everything gathered."""
        packages = needed_by(PRODUCT, self.file, self._needs)
        parts = merged(self._parts, (*self.problems, *packages.problems))
        return Found(
            components=(*parts.components, *packages.components),
            links=(*parts.links, *packages.links),
            problems=parts.problems,
        )


def environment(gathered: Deployed, node: Node) -> None:
    """Read variables: a table, a list of `KEY=value`, or a list of tables of `name` and `value`."""
    for name, given in node.table.items():
        gathered.setting(name, given.text, given.line)
    for one in node.items:
        if one.table:
            gathered.setting(one.get("name").text, one.get("value").text, one.get("value").line)
        else:
            key, _, value = one.text.partition("=")
            gathered.setting(key, value, one.line)


def command_node(gathered: Deployed, nodes: Iterable[Node], loads: How = How.EMBEDS) -> None:
    """Read command lines: texts for a shell, or lists of words; several lists are one command.

    `loads` is how the product uses a model that a program which is not known is told to load.
    """
    words: list[Node] = []
    for node in nodes:
        words += node.items
        if node.text:
            gathered.command(node.text, node.line, loads)
    texts = [one.text for one in words]
    if is_shell(texts):
        for one in words[texts.index("-c") + 1 :]:
            gathered.command(one.text, one.line, loads)
    elif words:
        gathered.words(texts, words[0].line, loads)


def is_shell(words: Sequence[str]) -> bool:
    """Tell whether a command hands a line to a shell."""
    return bool(words) and words[0].rpartition("/")[2] in {"sh", "bash", "ash"} and "-c" in words[1:3]


def variables(pairs: Mapping[str, Node]) -> dict[str, str]:
    """Return the texts of a table by their keys."""
    return {key: node.text for key, node in pairs.items() if node.text}
