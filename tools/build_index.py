"""Build the fingerprint index of src/licet/identify from the license texts: `python tools/build_index.py`.

Texts and rules come from ScanCode's source distribution (read as an archive, never unpacked), from
../shared/license-texts and from the fingerprint shards in tools/shards. Numbers go in, never text; the same texts give
the same bytes. `--add FILE --license ID --source WHERE` writes a shard for a text that was obtained elsewhere.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from scancode_data import ROOT, Published, download, names, other_ids, read_archive, rules

from licet.identify.fingerprint import GapRule, OptionalRule, Print, Vocabulary, fingerprint
from licet.identify.index import KINDS, PATH, Index, Name, index_of, load
from licet.identify.match import recognized
from licet.identify.normalize import Words, split
from licet.identify.packing import Rule, pack

SOURCES: Final = Path(__file__).with_name("index_sources.toml")
SHARDS: Final = Path(__file__).with_name("shards")
RECORDS: Final = ROOT / "src" / "licet" / "licenses" / "data"
SHARED: Final = ROOT.parent / "shared" / "license-texts"
MANIFEST: Final = PATH.with_name("manifest.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A known text on its way into the index; `names` are the license's, `host` the license an exception belongs to."""

    license: str
    document: str
    names: tuple[str, ...]
    source: str
    text: bytes
    host: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the text."""
        return hashlib.sha256(self.text).hexdigest()

    def printed(self, words: Vocabulary) -> Print:
        """The fingerprint of the text."""
        return fingerprint(
            self.text.decode("utf-8"),
            words,
            license_id=self.license,
            document=self.document,
            names=self.names,
            source=self.source,
            sha256=self.sha256,
            host=self.host,
        )


def main() -> int:
    """Build the index and its manifest; with `--verify` check them, with `--add` write one shard."""
    options = _options()
    if options.verify:
        return verify()
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    words = read_words(sources)
    if options.add is not None:
        return _add(options, words)
    archive = options.scancode or download(sources["scancode"])
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sources["scancode_sha256"]:
        print(f"{archive} is not the sdist of scancode-toolkit {sources['scancode']}", file=sys.stderr)
        return 2
    published = read_archive(archive)
    found, absent = gather(sources, published)
    prints = [*(source.printed(words) for source in found), *_shards()]
    called = _named(names(published), published, prints)
    ruled, twins = merged(published, prints, called)
    data = pack(ruled, called, words, other_ids(published))
    data = pack(with_likes(ruled, published, index_of(data)), called, words, other_ids(published))
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(data)
    MANIFEST.write_text(manifest(ruled, absent, twins, data, sources["scancode"]), encoding="utf-8")
    count = sum(len(rule.keys) for rule in ruled)
    print(f"{PATH.relative_to(ROOT)}: {len(ruled)} rules, {count} words, {len(data)} bytes")
    for line in absent:
        print(f"no text at hand: {line}", file=sys.stderr)
    return 0


def read_words(sources: Mapping[str, Any]) -> Vocabulary:
    """Return what the sources file says may differ between copies."""
    return Vocabulary(
        optional=tuple(
            OptionalRule(**rule | {"licenses": frozenset(rule.get("licenses", ()))}) for rule in sources["optional"]
        ),
        gaps=tuple(
            GapRule(
                **rule | {"choices": tuple(rule.get("choices", ())), "licenses": frozenset(rule.get("licenses", ()))}
            )
            for rule in sources["gap"]
        ),
        words=sources["words"],
        labels=sources["labels"],
        incorporates=sources["incorporates"],
        declared_as=sources["declared_as"],
    )


def _add(options: argparse.Namespace, words: Vocabulary) -> int:
    source = Source(
        license=options.license,
        document=options.document,
        names=tuple(options.name or [options.license]),
        source=options.source,
        text=options.add.read_bytes(),
    )
    SHARDS.mkdir(exist_ok=True)
    shard = SHARDS / f"{source.license}-{source.document}-{source.sha256[:8]}.json"
    shard.write_text(json.dumps(asdict(source.printed(words)), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{shard.relative_to(ROOT)} is written; run `make index`")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scancode", type=Path, help="the sdist of scancode-toolkit; else it is downloaded with pip")
    parser.add_argument("--verify", action="store_true", help="only check the manifest against the index and records")
    parser.add_argument("--add", type=Path, metavar="FILE", help="write a fingerprint shard for this text instead")
    parser.add_argument("--license", help="with --add: the license's id")
    parser.add_argument("--document", default="license", choices=["license", "policy", "exception"])
    parser.add_argument("--name", action="append", help="with --add: a name of the license")
    parser.add_argument("--source", help="with --add: repository@commit:path of the text")
    options = parser.parse_args()
    if options.add is not None and not (options.license and options.source):
        parser.error("--add needs --license and --source")
    return options


def gather(sources: Mapping[str, Any], published: Mapping[str, Published]) -> tuple[list[Source], list[str]]:
    """Return every known text, the records' own documents first, and the documents without a text."""
    by_hash = {hashlib.sha256(one.text).hexdigest(): one.text for one in published.values()}
    if SHARED.is_dir():
        by_hash |= {
            hashlib.sha256(text).hexdigest(): text for text in map(Path.read_bytes, sorted(SHARED.glob("*.txt")))
        }
    sharded = {shard.sha256 for shard in _shards()}
    found: list[Source] = []
    absent: list[str] = []
    for path in sorted(RECORDS.glob("*.toml")):
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        for document in record["documents"]:
            text = by_hash.get(document.get("sha256", ""))
            if text is not None:
                found.append(_recorded(record, document, text))
            elif document.get("sha256") not in sharded:
                absent.append(f"{record['id']}: {document['name']} ({document.get('source', 'no source')})")
    claimed = {source.sha256 for source in found} | sharded
    for source in (*_published(sources, published), *_shared(sources)):
        if source.sha256 not in claimed:
            claimed.add(source.sha256)
            found.append(source)
    return found, absent


def _recorded(record: Mapping[str, Any], document: Mapping[str, str], text: bytes) -> Source:
    kind = "policy" if document["name"].startswith("policy") else "license"
    titles = (record["name"], *(alias for alias in record.get("aliases", ()) if "/" not in alias))
    return Source(license=record["id"], document=kind, names=titles, source=document.get("source", ""), text=text)


def _published(sources: Mapping[str, Any], published: Mapping[str, Published]) -> Iterator[Source]:
    wanted = [name for name, one in sorted(published.items()) if one.license and one.text.strip() and not one.retired]
    for name in (*wanted, *(f"{rule}.RULE" for rule in (*sources["rules"], *sources["notices"]))):
        one = published[name]
        of = published[f"{one.key}.LICENSE"].head
        said = sources["document"].get(one.key, {})
        kind = "notice" if one.name in sources["notices"] else "exception" if of.get("is_exception") else "license"
        yield Source(
            license=said.get("id", of.get("spdx_license_key") or f"LicenseRef-scancode-{one.key}"),
            document=said.get("document", kind),
            host=said.get("host", ""),
            names=(str(of["name"]), str(of["short_name"])),
            source=f"scancode-toolkit {sources['scancode']}:{name}",
            text=one.text,
        )


def _shared(sources: Mapping[str, Any]) -> Iterator[Source]:
    for row in sources["shared"]:
        for document, name in row["texts"].items():
            text = (SHARED / name).read_bytes()
            yield Source(license=row["id"], document=document, names=(row["name"],), source=f"shared:{name}", text=text)


def _shards() -> list[Print]:
    shards = []
    for path in sorted(SHARDS.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        row["gaps"] = tuple((start, end, most, tuple(choices)) for start, end, most, choices in row["gaps"])
        row |= {
            "names": tuple(row["names"]),
            "title": tuple(row["title"]),
            "keys": tuple(row["keys"]),
            "optional": tuple(map(tuple, row["optional"])),
        }
        shards.append(Print(**row))
    return shards


def _named(called: Mapping[str, Name], published: Mapping[str, Published], prints: Sequence[Print]) -> dict[str, Name]:
    """Give each license the id of its record, and a license that ScanCode lacks a name of its own."""
    keys = {hashlib.sha256(one.text).hexdigest(): one.key for one in published.values() if one.license}
    found = dict(called)
    for one in prints:
        key = keys.get(one.sha256)
        # a text that comes along with a license as its policy is a license of its own where SPDX lists it
        if key is not None and (one.document == "license" or found[key].id.startswith("LicenseRef-")):
            found[key] = replace(found[key], id=one.license)
    ids = {name.id for name in found.values()}
    for one in prints:
        if one.license not in ids:
            title = one.names[0] if one.names else one.license
            found.setdefault(one.license, Name(id=one.license, key="", name=title, category=""))
    return found


def merged(
    published: Mapping[str, Published], prints: Sequence[Print], called: Mapping[str, Name]
) -> tuple[list[Rule], list[str]]:
    """Return all rules, known texts first, each sequence of words once; and those left out for another license."""
    key_of = {name.id: key for key, name in sorted(called.items(), key=lambda item: not item[1].retired)}
    known = {one.sha256: one for one in prints}
    # the records' own documents come first, and stay where another text has the same words
    order = {one.sha256: number for number, one in enumerate(prints)}
    found: list[tuple[str, Rule]] = []
    for one, rule in rules(published):
        text = known.pop(hashlib.sha256(one.text).hexdigest(), None)
        if text is not None and rule.kind != "false-positive":
            kind = "notice" if text.document == "notice" else "text"
            found.append((one.name, replace(rule, known=text, kind=kind, fixed=False)))
        else:
            found.append((one.name, rule))
    for text in known.values():
        rule = Rule(keys=text.keys, expression=key_of[text.license], kind="text", known=text)
        found.append((text.source, rule))
    # words that say nothing in one rule say nothing in any
    found.sort(
        key=lambda row: (
            order[row[1].known.sha256] if row[1].known else len(order),
            *_rank(row[1]),
            row[1].expression,
            row[0],
        )
    )
    first: dict[tuple[int, ...], tuple[str, Rule]] = {}
    twins = []
    for name, rule in found:
        held = first.setdefault(rule.keys, (name, rule))
        if held[1].expression != rule.expression:
            twins.append(f"{name} ({rule.expression}) has the words of {held[0]} ({held[1].expression})")
    return [rule for _, rule in first.values()], sorted(twins)


def with_likes(ruled: Sequence[Rule], published: Mapping[str, Published], index: Index) -> list[Rule]:
    """Tell of each other text of a license which known text it equals in all that matters, if any."""
    texts = {
        rule.keys: split(one.text.decode("utf-8", "replace")) for one, rule in rules(published) if rule.kind == "text"
    }
    found = []
    for rule in ruled:
        words = texts.get(rule.keys) if rule.kind == "text" and rule.known is None else None
        found.append(replace(rule, like=_like(words, rule, index)) if words is not None else rule)
    return found


def _like(words: Words, rule: Rule, index: Index) -> int:
    found = recognized(words, index)
    if len(found) != 1 or found[0].compared is None or found[0].changes:
        return -1
    return found[0].compared.number if found[0].match.expression == rule.expression else -1


def _rank(rule: Rule) -> tuple[bool, bool, int]:
    return rule.kind != "false-positive", "unknown" in rule.expression, KINDS.index(rule.kind)


def manifest(ruled: Sequence[Rule], absent: Sequence[str], twins: Sequence[str], data: bytes, scancode: str) -> str:
    """Return the manifest: what the index was built from, one known text a line, and its hash."""
    rows = [
        {
            "license": rule.known.license,
            "document": rule.known.document,
            "words": len(rule.keys),
            "sha256": rule.known.sha256,
            "source": rule.known.source,
        }
        for rule in ruled
        if rule.known is not None
    ]
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    missing = ", ".join(json.dumps(line, ensure_ascii=False) for line in absent)
    same = ",\n".join("    " + json.dumps(line, ensure_ascii=False) for line in twins)
    kinds = {kind: sum(rule.kind == kind for rule in ruled) for kind in KINDS}
    index = hashlib.sha256(data).hexdigest()
    return (
        f'{{\n  "scancode": "{scancode}",\n  "index": "{index}",\n  "rules": {json.dumps(kinds)},\n'
        f'  "without_text": [{missing}],\n  "same_words": [\n{same}\n  ],\n  "texts": [\n{lines}\n  ]\n}}\n'
    )


def verify() -> int:
    """Check that the manifest tells what the index holds, and that the index holds what the records were read from."""
    told = json.loads(MANIFEST.read_text(encoding="utf-8"))
    index = load()
    held = [(one.license, one.document, one.size, one.sha256, one.source) for one in index.known()]
    rows = [(row["license"], row["document"], row["words"], row["sha256"], row["source"]) for row in told["texts"]]
    faults = ["the manifest lists other texts than the index holds"] if held != rows else []
    counts = np.bincount(index.rules.kind, minlength=len(KINDS)).tolist()
    if dict(zip(KINDS, counts, strict=True)) != told["rules"]:
        faults.append("the manifest counts other rules than the index holds")
    if hashlib.sha256(PATH.read_bytes()).hexdigest() != told["index"]:
        faults.append("the manifest has another hash than the index")
    for path in sorted(RECORDS.glob("*.toml")):
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        # one policy may come along with several licenses; it is held once
        known = {one[3] for one in held if one[0] == record["id"] or one[1] == "policy"}
        excused = any(line.startswith(f"{record['id']}: ") for line in told["without_text"])
        missing = [document["name"] for document in record["documents"] if document.get("sha256", "") not in known]
        faults += [f"{record['id']}: {name} is not in the index" for name in missing if not excused]
    print("\n".join(faults) or f"{len(held)} texts and {sum(counts)} rules, as the manifest tells")
    if faults:
        print("run `make index`")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
