"""The values that a project's settings files give to keys: YAML, TOML, JSON and `.env` files.

Source: INPUTS 3.1 (`.env`/YAML/JSON/TOML/compose values by key name). Whoever reads a program asks for the key under
which the program looks; a value that nothing asks for means nothing here.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.model.vocabulary import Scope
from licet.readers.opened import OpenedFile, Project
from licet.readers.packages import place_scope
from licet.readers.structured import Lines

LIMIT: Final = 256 * 1024
"""Bytes of one settings file."""
MAX_FILES: Final = 1_000
MAX_VALUES: Final = 50_000
MAX_FOUND: Final = 32
"""Values that one question is answered with."""
_MAX_DEPTH: Final = 32
_MAX_TEXT: Final = 400

_ENDINGS: Final = (".yaml", ".yml", ".toml", ".json", ".env")
_MANIFESTS: Final = frozenset(
    {
        *("package.json", "package-lock.json", "tsconfig.json", "composer.json", "pyproject.toml", "uv.lock"),
        *("poetry.lock", "pnpm-lock.yaml", "mkdocs.yml", "mkdocs.yaml", ".pre-commit-config.yaml", "cargo.toml"),
        *("tokenizer.json", "vocab.json", "tokenizer_config.json", "special_tokens_map.json"),
    }
)
_SETTINGS_WORDS: Final = frozenset(
    {
        "appsettings",
        "args",
        "conf",
        "config",
        "configs",
        "configuration",
        "defaults",
        "env",
        "hparams",
        "options",
        "params",
    }
    | {"preset", "presets", "settings"}
)
"""Words in the path of a JSON file that holds settings; any other holds data."""
_GROUPED: Final = frozenset({"conf", "config", "configs", "configuration", "hydra"})
"""Folders whose folders are the sections of the settings below them."""
_WORD: Final = re.compile(r"[a-z]+")
_GENERIC: Final = frozenset(
    {
        "backend",
        "base",
        "class",
        "default",
        "engine",
        "id",
        "key",
        "kind",
        "model",
        "name",
        "path",
        "provider",
        "source",
    }
    | {"target", "type", "url", "value", "version"}
)
"""Keys that say nothing without the section around them."""
_NOTHING: Final = frozenset({"null", "~", "", "none", "???"})
"""What a YAML file writes where there is no value, Python's word and OmegaConf's `???` for a missing one included."""
_VARIABLE: Final = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*(?::?[-=]?([^{}]*))?\}|\$[A-Za-z_][A-Za-z0-9_]*")
_ASSIGNED: Final = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value with its whole key, in lower case, and its place.

    `group` are the folders below one of settings in which the file stands: of a tree of settings that are put together
    (Hydra: `conf/model/small.yaml` has the keys below `model`), they are the beginning of every key.
    """

    keys: tuple[str, ...]
    group: tuple[str, ...] = ()
    text: str
    file: OpenedFile
    line: int


class Settings:
    """Everything that the settings files of one project say, by the last part of the key."""

    def __init__(self, project: Project | None) -> None:
        self._by_key: dict[str, list[Value]] = {}
        count = 0
        for path in _files(project):
            file = project.open(path) if project else None
            for value in _values(file) if file and len(file.data) <= LIMIT else ():
                count += 1
                if count <= MAX_VALUES:
                    self._by_key.setdefault(value.keys[-1], []).append(value)

    def under(self, *keys: str) -> list[Value]:
        """Return the values whose key ends so; a key that says nothing alone has to be the whole of it."""
        wanted = tuple(key.lower().replace("-", "_") for key in keys)
        if not wanted:
            return []
        whole = len(wanted) == 1 and wanted[0] in _GENERIC
        found = self._by_key.get(wanted[-1], ())
        fitting = [one for one in found if (one.keys == wanted if whole else _ends(one, wanted))]
        return fitting[:MAX_FOUND]

    def beside(self, text: str, word: str) -> list[Value]:
        """Return the values of keys with a word in them that stand in one section with a value."""
        sections = {
            (id(one.file), one.keys[:-1]) for values in self._by_key.values() for one in values if one.text == text
        }
        found = [
            one
            for key, values in self._by_key.items()
            if word in key
            for one in values
            if (id(one.file), one.keys[:-1]) in sections
        ]
        return found[:MAX_FOUND]


def _ends(value: Value, wanted: tuple[str, ...]) -> bool:
    """Tell whether a key ends so; no key begins in the middle of the folders it is composed from."""
    if value.keys[-len(wanted) :] == wanted:
        return True
    return bool(value.group) and (*value.group, *value.keys) == wanted


def _group(path: str) -> tuple[str, ...]:
    """Return the folders of a settings file below the folder that holds all settings; none where there is no such."""
    folders = path.lower().replace("-", "_").split("/")[:-1]
    tops = [number for number, folder in enumerate(folders) if folder in _GROUPED]
    return tuple(folders[tops[-1] + 1 :]) if tops else ()


def _files(project: Project | None) -> Iterator[str]:
    count = 0
    for path in project.paths if project else ():
        name = path.rpartition("/")[2].lower()
        settings = name.endswith(_ENDINGS) or name.startswith(".env") or ".env." in name
        if name.endswith(".json"):
            settings = not _SETTINGS_WORDS.isdisjoint(_WORD.findall(path.lower()))
        if settings and name not in _MANIFESTS and place_scope(path) is not Scope.DEVELOPMENT:
            count += 1
            if count > MAX_FILES:
                return
            yield path


def _values(file: OpenedFile) -> Iterator[Value]:
    known = replace(file, data=b"", project=None)
    try:
        text = file.text()
    except UnicodeDecodeError:
        return
    name = file.name.lower()
    group = _group(file.path) if name.endswith((".yaml", ".yml")) else ()
    if name.endswith((".yaml", ".yml")):
        found = _yaml(text)
    elif name.endswith(".toml"):
        found = _table(_toml(text), text)
    elif name.endswith(".json"):
        found = _table(_json(text), text)
    else:
        found = _assignments(text)
    for keys, value, line in found:
        plain = _VARIABLE.sub(lambda match: (match[1] or "").strip(), value.strip())
        if plain and keys and len(plain) <= _MAX_TEXT and "{{" not in plain:
            lowered = tuple(key.lower().replace("-", "_") for key in keys)
            yield Value(keys=lowered, group=group, text=plain, file=known, line=line)


_Given = Iterator[tuple[tuple[str, ...], str, int]]


def _yaml(text: str) -> _Given:
    """Yield the plain values of a YAML text; the places in lists are no part of a key."""
    import yaml  # noqa: PLC0415 - only projects with such files need it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stack: list[list[str | None]] = []
    try:
        for event in yaml.parse(text, Loader=loader):
            match event:
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    stack.append([None] if isinstance(event, yaml.MappingStartEvent) else [])
                    if len(stack) > _MAX_DEPTH:
                        return
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    stack.pop()
                    _used(stack)
                case yaml.AliasEvent():
                    _used(stack)
                case yaml.ScalarEvent() if stack and stack[-1] == [None]:
                    stack[-1][0] = event.value
                case yaml.ScalarEvent() if stack:
                    keys = tuple(part for level in stack for part in level if part)
                    line = event.start_mark.line + 1 if event.start_mark else 0
                    assigned = _ASSIGNED.match(event.value) if not stack[-1] else None
                    # A plain `null` is the absence of a value; with quotes it is a word.
                    if event.style or event.value.lower() not in _NOTHING:
                        yield (
                            ((*keys, assigned[1]), assigned[2].strip(), line) if assigned else (keys, event.value, line)
                        )
                    _used(stack)
                case _:
                    continue
    except yaml.YAMLError:
        return  # whoever reads the file for itself says so


def _used(stack: list[list[str | None]]) -> None:
    """A value ends the key that stands before it."""
    if stack and stack[-1]:
        stack[-1][0] = None


def _toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {}


def _table(document: object, text: str) -> _Given:
    lines = Lines(text)
    todo: list[tuple[tuple[str, ...], object]] = [((), document)]
    while todo:
        keys, value = todo.pop()
        match value:
            case dict() if len(keys) < _MAX_DEPTH:
                todo.extend(((*keys, str(key)), inner) for key, inner in value.items())
            case list():
                todo.extend((keys, inner) for inner in value)
            case str():
                yield keys, value, lines.first(value)
            case _:
                continue


def _assignments(text: str) -> _Given:
    for number, line in enumerate(text.split("\n"), 1):
        assigned = _ASSIGNED.match(line[:1_000])
        if assigned:
            value = assigned[2].strip().partition(" #")[0].strip()
            yield (assigned[1],), value.strip("\"'"), number
