"""Build the fingerprint index of src/licet/identify from the license texts: `python tools/build_index.py`.

Texts come from ScanCode's source distribution (read as an archive, never unpacked), from ../shared/license-texts and
from the fingerprint shards in tools/shards. Numbers go in, never text; the same texts give the same bytes.
`--add FILE --license ID --source WHERE` writes a shard for a text that was obtained elsewhere.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from licet.identify.fingerprint import GapRule, OptionalRule, Print, Rules, fingerprint, pack
from licet.identify.index import PATH, load

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCES: Final = Path(__file__).with_name("index_sources.toml")
SHARDS: Final = Path(__file__).with_name("shards")
RECORDS: Final = ROOT / "src" / "licet" / "licenses" / "data"
SHARED: Final = ROOT.parent / "shared" / "license-texts"
DOWNLOADS: Final = ROOT / ".scancode"
MANIFEST: Final = PATH.with_name("manifest.json")

_DATA: Final = "/src/licensedcode/data/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text on its way into the index; `names` are the license's, `host` is the license an exception belongs to."""

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

    def printed(self, rules: Rules) -> Print:
        """The fingerprint of the text."""
        return fingerprint(
            self.text.decode("utf-8"),
            rules,
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
    if options.add is not None:
        return _add(options, read_rules(sources))
    archive = options.scancode or _download(sources["scancode"])
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sources["scancode_sha256"]:
        print(f"{archive} is not the sdist of scancode-toolkit {sources['scancode']}", file=sys.stderr)
        return 2
    found, absent = gather(sources, read_archive(archive))
    rules = read_rules(sources)
    prints = _without_twins([*(source.printed(rules) for source in found), *_shards()])
    data = pack(prints, rules)
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(data)
    MANIFEST.write_text(manifest(prints, absent, data, sources["scancode"]), encoding="utf-8")
    count = sum(len(one.keys) for one in prints)
    print(f"{PATH.relative_to(ROOT)}: {len(prints)} texts, {count} words, {len(data)} bytes")
    for line in absent:
        print(f"no text at hand: {line}", file=sys.stderr)
    return 0


def read_rules(sources: Mapping[str, Any]) -> Rules:
    """Return what the sources file says may differ between copies."""
    return Rules(
        optional=tuple(
            OptionalRule(**rule | {"licenses": frozenset(rule.get("licenses", ()))}) for rule in sources["optional"]
        ),
        gaps=tuple(GapRule(**rule | {"choices": tuple(rule.get("choices", ()))}) for rule in sources["gap"]),
        words=sources["words"],
        labels=sources["labels"],
        incorporates=sources["incorporates"],
        declared_as=sources["declared_as"],
    )


def _add(options: argparse.Namespace, rules: Rules) -> int:
    source = Source(
        license=options.license,
        document=options.document,
        names=tuple(options.name or [options.license]),
        source=options.source,
        text=options.add.read_bytes(),
    )
    SHARDS.mkdir(exist_ok=True)
    shard = SHARDS / f"{source.license}-{source.document}-{source.sha256[:8]}.json"
    shard.write_text(json.dumps(asdict(source.printed(rules)), ensure_ascii=False) + "\n", encoding="utf-8")
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


def _download(version: str) -> Path:
    name = f"scancode_toolkit-{version}.tar.gz"
    if not (DOWNLOADS / name).exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary"]
        command += ["scancode-toolkit", "--dest", str(DOWNLOADS), f"scancode-toolkit=={version}"]
        subprocess.run(command, check=True)
    return DOWNLOADS / name


def read_archive(archive: Path) -> dict[str, tuple[Mapping[str, str], bytes]]:
    """Return ScanCode's license and rule files by name: their head's plain fields, and their text."""
    published: dict[str, tuple[Mapping[str, str], bytes]] = {}
    with tarfile.open(archive, "r:gz") as opened:
        for member in opened:
            name = member.name.rpartition("/")[2]
            if _DATA not in member.name or not name.endswith((".LICENSE", ".RULE")):
                continue
            stream = opened.extractfile(member)
            parts = stream.read().split(b"---\n", 2) if stream else []
            if len(parts) == 3:  # noqa: PLR2004 - nothing, head, text
                head = parts[1].decode("utf-8", "replace")
                fields = dict(re.findall(r"^(\w+): (.+)$", head, re.MULTILINE))
                published[name] = (fields, parts[2])
    return published


def gather(
    sources: Mapping[str, Any], published: Mapping[str, tuple[Mapping[str, str], bytes]]
) -> tuple[list[Source], list[str]]:
    """Return every text of the index, the records' own documents first, and the documents without a text."""
    by_hash = {hashlib.sha256(text).hexdigest(): text for _, text in published.values()}
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
    names = (record["name"], *(alias for alias in record.get("aliases", ()) if "/" not in alias))
    return Source(license=record["id"], document=kind, names=names, source=document.get("source", ""), text=text)


def _published(
    sources: Mapping[str, Any], published: Mapping[str, tuple[Mapping[str, str], bytes]]
) -> Iterator[Source]:
    names = [f"{key}.LICENSE" for key in sources["keys"]]
    for name in (*names, *(f"{rule}.RULE" for rule in (*sources["rules"], *sources["notices"]))):
        fields, text = published[name]
        key = fields.get("key") or fields["license_expression"]
        of = published[f"{key}.LICENSE"][0]
        said = sources["document"].get(key, {})
        yield Source(
            license=said.get("id", of["spdx_license_key"]),
            document="notice" if name[:-5] in sources["notices"] else said.get("document", "license"),
            host=said.get("host", ""),
            names=(of["name"], of["short_name"]),
            source=f"scancode-toolkit {sources['scancode']}:{name}",
            text=text,
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


def _without_twins(prints: Sequence[Print]) -> list[Print]:
    """Leave out a text that has the same words as an earlier one of the same license and document."""
    first = {(one.license, one.document, one.keys): one for one in reversed(prints)}
    return sorted(first.values(), key=lambda one: (one.license, one.document, one.source, one.sha256))


def manifest(prints: Sequence[Print], absent: Sequence[str], data: bytes, scancode: str) -> str:
    """Return the manifest: what the index was built from, one text a line, and its hash."""
    rows = [
        {
            "license": one.license,
            "document": one.document,
            "words": len(one.keys),
            "sha256": one.sha256,
            "source": one.source,
        }
        for one in prints
    ]
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    missing = ", ".join(json.dumps(line, ensure_ascii=False) for line in absent)
    index = hashlib.sha256(data).hexdigest()
    return (
        f'{{\n  "scancode": "{scancode}",\n  "index": "{index}",\n  "without_text": [{missing}],\n'
        f'  "texts": [\n{lines}\n  ]\n}}\n'
    )


def verify() -> int:
    """Check that the manifest tells what the index holds, and that the index holds what the records were read from."""
    told = json.loads(MANIFEST.read_text(encoding="utf-8"))
    held = [(one.license, one.document, one.size, one.sha256, one.source) for one in load().known]
    rows = [(row["license"], row["document"], row["words"], row["sha256"], row["source"]) for row in told["texts"]]
    faults = ["the manifest lists other texts than the index holds"] if held != rows else []
    if hashlib.sha256(PATH.read_bytes()).hexdigest() != told["index"]:
        faults.append("the manifest has another hash than the index")
    for path in sorted(RECORDS.glob("*.toml")):
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        known = {one[3] for one in held if one[0] == record["id"]}
        excused = any(line.startswith(f"{record['id']}: ") for line in told["without_text"])
        missing = [document["name"] for document in record["documents"] if document.get("sha256", "") not in known]
        faults += [f"{record['id']}: {name} is not in the index" for name in missing if not excused]
    print("\n".join(faults) or f"{len(held)} texts, as the manifest tells")
    if faults:
        print("run `make index`")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
