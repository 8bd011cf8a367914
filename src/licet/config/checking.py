"""Every fault of a system file at once: what the schema says, and what no schema can say."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from licet.config.contradictions import contradictions
from licet.config.identity import identify
from licet.config.plain import plain
from licet.config.positions import KeyPath
from licet.config.schema import as_table, schema
from licet.config.wording import UNKNOWN, Breach, Fault, explained, shown, subject
from licet.model.bom import PRODUCT

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_MOST_BREACHES = 500
"""A file with more errors than this is not worth reading on."""


def check(table: Mapping[str, object], prefix: str = "") -> tuple[Mapping[str, object], tuple[Fault, ...]]:
    """Return the values of a system file as JSON values, and every fault found in them.

    `prefix` stands before table names in the messages: `tool.licet.` in a pyproject.toml.
    """
    odd: dict[KeyPath, str] = {}
    values = as_table(plain(table, (), odd))
    breaches = list(islice(_breaches(values), _MOST_BREACHES))
    unknown = [fault for breach in breaches if breach.keyword == UNKNOWN for fault in explained(breach, prefix)]
    told = {fault.path for fault in unknown}
    strange = [
        Fault(path, f"{subject(path, prefix)} cannot be {word}")
        for path, word in odd.items()
        if not any(path[:length] in told for length in range(1, len(path) + 1))
    ]
    wrong = [
        fault
        for breach in sorted(breaches, key=lambda breach: breach.keyword != "type")
        if breach.keyword != UNKNOWN
        for fault in explained(breach, prefix)
    ]
    said = contradictions(values, entries(values, "component"), entries(values, "link"), prefix)
    meant = (*_identities(values, prefix), *_paths(values, prefix), *said)
    return values, _one_each((*unknown, *strange, *wrong, *meant))


def entries(values: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    """Return the tables of an array of tables; an empty table stands for what is none."""
    listed = values.get(name)
    return [as_table(entry) for entry in listed] if isinstance(listed, list) else []


def identity(entry: Mapping[str, object]) -> str:
    """Return the id of a component: its `id`, else its purl; empty where it has neither."""
    named = entry.get("id", entry.get("purl"))
    return named if isinstance(named, str) else ""


def _breaches(values: Mapping[str, object]) -> Iterator[Breach]:
    for error in _validator().iter_errors(values):
        path = tuple(error.instance_path)
        yield Breach(keyword=error.kind.name, details=error.kind.as_dict(), path=path, value=_value_at(values, path))


def _value_at(value: object, path: KeyPath) -> object:
    """The value at a path, its keys in the order of the file; the validator hands them out sorted."""
    for part in path:
        match value:
            case list() if isinstance(part, int):
                value = value[part]
            case _:
                value = as_table(value).get(str(part))
    return value


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - a heavy import, needed only with a file

    return Draft202012Validator(dict(schema()), validate_formats=True)


def _identities(values: Mapping[str, object], prefix: str) -> Iterator[Fault]:
    """Ids that are taken, and purls that are none."""
    seen: set[str] = set()
    purls: dict[str, str] = {}
    for index, entry in enumerate(entries(values, "component")):
        path: KeyPath = ("component", index)
        name = identity(entry)
        key: KeyPath = (*path, "id" if "id" in entry else "purl")
        if name == PRODUCT:
            yield Fault(key, f"the id {shown(PRODUCT)} is taken: it names the product itself; choose another")
        elif name and name in seen:
            yield Fault(key, f"the id {shown(name)} names an earlier [[{prefix}component]] already")
        seen.add(name)
        for part in ("id", "purl"):
            value = entry.get(part)
            if isinstance(value, str) and (part == "purl" or value.startswith("pkg:")) and not _is_purl(value):
                yield Fault((*path, part), f"{subject((*path, part), prefix)}: {shown(value)} is no package URL")
        purl = _purl(entry, name)
        first = purls.setdefault(purl, name) if purl else name
        if first not in {name, ""}:
            yield Fault(
                key, f"the purl {shown(purl)} is that of {shown(first)} already: one part has one [[{prefix}component]]"
            )


def _purl(entry: Mapping[str, object], name: str) -> str:
    """The canonical purl of an entry; empty where it has none that can be read."""
    stated = entry.get("purl", name)
    if not isinstance(stated, str) or not (stated.startswith("pkg:") and _is_purl(stated)):
        return ""
    return identify(name, stated, "").purl


def _is_purl(value: str) -> bool:
    from packageurl import PackageURL  # noqa: PLC0415 - a heavy import, needed only with a purl

    try:
        PackageURL.from_string(value)
    except ValueError:
        return False
    return True


def _paths(values: Mapping[str, object], prefix: str) -> Iterator[Fault]:
    """Paths of texts and records that would lead out of the folder."""
    for index, entry in enumerate(entries(values, "component")):
        for key in ("license_file", "agreement"):
            value = entry.get(key)
            if isinstance(value, str) and not _stays_inside(value):
                path: KeyPath = ("component", index, key)
                yield Fault(path, f"{subject(path, prefix)} must be a path within the folder, not {shown(value)}")


def _stays_inside(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return bool(parts[0]) and ".." not in parts and ":" not in parts[0] and not parts[0].startswith("~")


def _one_each(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """One fault per value: a wrong type often breaks several rules of the schema."""
    first: dict[tuple[KeyPath, str], Fault] = {}
    for fault in faults:
        first.setdefault((fault.path, fault.message if fault.many else ""), fault)
    return tuple(first.values())
