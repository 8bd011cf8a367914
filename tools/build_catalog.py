"""Build the catalog of src/licet/catalog from the shards in tools/catalog: `python tools/build_catalog.py`.

The shards are written by hand (TOML) or harvested (`tools/harvest_catalog.py`, JSON lines); all have the rows of one
schema, docs/catalog.md. The same shards give the same rows; `--verify` builds them anew and compares.
"""

import argparse
import gzip
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from licet.catalog.entry import LISTS, Entry, Source, entry_of
from licet.catalog.store import PATH, key_of, pack, rows

ROOT: Final = Path(__file__).resolve().parents[1]
SHARDS: Final = Path(__file__).with_name("catalog")
MANIFEST: Final = PATH.with_name("manifest.json")

Row = dict[str, Any]


def main() -> int:
    """Build the catalog and its manifest, or check them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--verify", action="store_true", help="only check that the catalog is what the shards give")
    options = parser.parse_args()
    sources = _table(SHARDS / "sources.toml")["source"]
    merged = gather(sources)
    table = table_of(merged)
    told = manifest(merged, table)
    if options.verify:
        return _verify(table, told)
    head = {
        "date": told["date"],
        "digest": told["rows"],
        "counts": told["entries"],
        "sources": sources,
        "replacements": replacements(merged),
    }
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(pack(table, head))
    MANIFEST.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"{PATH.relative_to(ROOT)}: {told['entries']}, {told['names']} names, {PATH.stat().st_size} bytes")
    return 0


def _verify(table: Mapping[str, str], told: Mapping[str, Any]) -> int:
    faults = []
    if dict(rows()) != table:
        faults.append(f"{PATH.name} does not hold what the shards in {SHARDS.relative_to(ROOT)} give")
    if json.loads(MANIFEST.read_text(encoding="utf-8")) != told:
        faults.append(f"{MANIFEST.name} tells of another catalog")
    print("\n".join(faults) or f"{told['names']} names as the shards give them")
    if faults:
        print("run `make catalog`")
    return 1 if faults else 0


def gather(sources: Mapping[str, Row]) -> dict[str, Row]:
    """Return the rows of all shards by their key, those of one id as one; what is written by hand comes first."""
    merged: dict[str, Row] = {}
    stands_for: dict[str, str] = {}
    for name, row in _all_rows():
        row["id"] = stands_for.get(key_of(row["id"]), row["id"])
        if name.endswith(".toml"):
            stands_for |= {key_of(alias): row["id"] for alias in row.get("aliases", ())}
        unknown = {one["source"] for one in (*row.get("licenses", ()), *row.get("bases", ()))} - set(sources)
        if unknown:
            raise SystemExit(f"{name}: {row['id']}: no source {', '.join(sorted(unknown))} in sources.toml")
        key = key_of(row["id"])
        merged[key] = _join(merged[key], row) if key in merged else row
    for row in merged.values():
        _without_bare_names(row, sources)
    _settle_names(merged)
    for row in merged.values():
        for base in row.get("bases", ()):
            base.pop("external", None)
    known = {key_of(name) for row in merged.values() for name in _names(row)}
    for row in merged.values():
        for base in row.get("bases", ()):
            if key_of(base["id"]) not in known:
                base["external"] = True
    told = {key: Source(key=key, **value) for key, value in sources.items()}
    entries = {key: entry_of(row, told) for key, row in merged.items()}
    _check(entries)
    return merged


def _all_rows() -> Iterator[tuple[str, Row]]:
    for path in sorted(SHARDS.glob("*.toml")):
        for row in _table(path).get("entry", ()):
            for name in row.pop("ids", None) or [row["id"]]:
                yield path.name, {**row, "id": name}
    for path in sorted((SHARDS / "harvest").glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
            yield path.name, json.loads(line)


def _table(path: Path) -> Row:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _join(first: Row, second: Row) -> Row:
    """Two rows of one id: the first one's word counts, license statements, names and training data add up.

    What a model was made from comes from the first shard that tells it.
    """
    joined = {**second, **first}
    for key in ("licenses", *LISTS):
        joined[key] = _distinct([*first.get(key, ()), *second.get(key, ())])
    made, data = zip(*(_parted(row.get("bases", ())) for row in (first, second)), strict=True)
    joined["bases"] = [*(made[0] or made[1]), *_distinct([*data[0], *data[1]])]
    return joined


def _parted(bases: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Tell what a model was made from and what it was trained on apart."""
    data = [base for base in bases if base["how"] == "trains-on"]
    return [base for base in bases if base["how"] != "trains-on"], data


def _distinct(values: Iterable[Any]) -> list[Any]:
    return list({json.dumps(one, sort_keys=True): one for one in values}.values())


def _without_bare_names(row: Row, sources: Mapping[str, Row]) -> None:
    """A source that knows a name and says nothing of licenses counts where there is no other."""
    telling = [
        one for one in row.get("licenses", ()) if sources[one["source"]]["grade"] != "name" or one.get("declared")
    ]
    row["licenses"] = telling or row.get("licenses", [])[:1]


def _settle_names(merged: dict[str, Row]) -> None:
    """An id beats an alias or a mirror of the same name: a copy with a card of its own is an entry that copies."""
    for row in merged.values():
        for kind in ("aliases", "mirrors"):
            for name in list(row.get(kind, ())):
                other = merged.get(key_of(name))
                if other is None:
                    continue
                row[kind] = [one for one in row[kind] if one != name]
                made, data = _parted(other.get("bases", ()))
                if other is not row and not made:
                    copy = {"how": "copies", "id": row["id"], "source": row["licenses"][-1]["source"]}
                    other["bases"] = [copy, *data]


def _names(row: Row) -> tuple[str, ...]:
    return (row["id"], *row.get("aliases", ()), *row.get("mirrors", ()))


def _check(entries: Mapping[str, Entry]) -> None:
    """Stop where an entry has no evidence or a name leads to two entries."""
    owner: dict[str, str] = {}
    for entry in entries.values():
        if not entry.licenses:
            raise SystemExit(f"{entry.id}: no license statement, not even one that names none")
        for name in entry.names:
            if owner.setdefault(key_of(name), entry.id) != entry.id:
                raise SystemExit(f"{name} leads to {owner[key_of(name)]} and to {entry.id}")


def table_of(merged: Mapping[str, Row]) -> dict[str, str]:
    """Return the rows of the file: each id with its entry, each other name with the id it leads to."""
    table: dict[str, str] = {}
    for key, row in merged.items():
        plain = {name: value for name, value in row.items() if value not in ([], "", False)}
        table[key] = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for name in _names(row)[1:]:
            table.setdefault(key_of(name), f"={key}")
    return table


def replacements(merged: Mapping[str, Row]) -> list[list[str]]:
    """Return the models that may be offered in place of others, by task: id, task and declared license."""
    found = [
        [row["id"], row["task"], row["licenses"][0]["declared"]] for row in merged.values() if row.get("replacement")
    ]
    return sorted(found, key=lambda one: (one[1], one[0]))


def manifest(merged: Mapping[str, Row], table: Mapping[str, str]) -> Row:
    """Return what the catalog holds, and the digests of its rows and of the shards."""
    kinds = [row.get("kind", "model") for row in merged.values()]
    shards = sorted([*SHARDS.glob("*.toml"), *(SHARDS / "harvest").glob("*.jsonl.gz")])
    sources = _table(SHARDS / "sources.toml")["source"]
    return {
        "date": max(source["date"][:7] for source in sources.values()),
        "entries": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "names": len(table),
        "rows": hashlib.sha256("\n".join(f"{key}\t{table[key]}" for key in sorted(table)).encode()).hexdigest(),
        "shards": {
            path.relative_to(SHARDS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in shards
        },
    }


if __name__ == "__main__":
    sys.exit(main())
