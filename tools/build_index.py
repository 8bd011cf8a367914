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
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from licet.identify.index import BLANK, MAGIC, PATH, Lexicon, shingles
from licet.identify.mask import is_idle, is_list_number
from licet.identify.normalize import Words, key_of, split, tokens

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCES: Final = Path(__file__).with_name("index_sources.toml")
SHARDS: Final = Path(__file__).with_name("shards")
RECORDS: Final = ROOT / "src" / "licet" / "licenses" / "data"
SHARED: Final = ROOT.parent / "shared" / "license-texts"
DOWNLOADS: Final = ROOT / ".scancode"
MANIFEST: Final = PATH.with_name("manifest.json")

_DATA: Final = "/src/licensedcode/data/"
_NO_TITLE: Final = frozenset({"only", "or", "later", "licenseref", "scancode", "licet"})
_STRIDES: Final = ((400, 4), (1500, 8))
_LONGEST_STRIDE: Final = 16
_GAP: Final = 40
_DATED_NOTICE: Final = re.compile(r"(?:copyright\W*)?(?:c\b|\(c\)|©|[12]\d{3}|[<\[{]+y)", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Everything the index holds of a text; `gaps` are start, end, most words of a name, choices."""

    license: str
    document: str
    source: str
    sha256: str
    host: str
    names: tuple[str, ...]
    title: tuple[str, ...]
    optional: tuple[tuple[int, int], ...]
    gaps: tuple[tuple[int, int, int, tuple[str, ...]], ...]
    keys: tuple[int, ...]


def main() -> int:
    """Build the index and its manifest, or with `--add` one shard."""
    options = _options()
    sources = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    if options.add is not None:
        source = Source(
            license=options.license,
            document=options.document,
            names=tuple(options.name or [options.license]),
            source=options.source,
            text=options.add.read_bytes(),
        )
        SHARDS.mkdir(exist_ok=True)
        shard = SHARDS / f"{source.license}-{source.document}-{source.sha256[:8]}.json"
        shard.write_text(json.dumps(asdict(fingerprint(source, sources)), indent=None) + "\n", encoding="utf-8")
        print(f"{shard.relative_to(ROOT)}: {len(split(source.text.decode('utf-8')))} words")
        return 0
    published = read_archive(options.scancode or _download(sources["scancode"]))
    found, absent = gather(sources, published)
    prints = _without_twins([*(fingerprint(source, sources) for source in found), *_shards()])
    data = pack(prints, sources)
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_bytes(data)
    MANIFEST.write_text(manifest(prints, absent, data, sources["scancode"]), encoding="utf-8")
    count = sum(len(one.keys) for one in prints)
    print(f"{PATH.relative_to(ROOT)}: {len(prints)} texts, {count} words, {len(data)} bytes")
    for line in absent:
        print(f"no text at hand: {line}", file=sys.stderr)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scancode", type=Path, help="the sdist of scancode-toolkit; else it is downloaded with pip")
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
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
        command += ["--no-binary", "scancode-toolkit", "--dest", str(DOWNLOADS), f"scancode-toolkit=={version}"]
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


def fingerprint(source: Source, sources: Mapping[str, Any]) -> Print:
    """Return the fingerprint of a text: its words as numbers and what in it may differ."""
    words = split(source.text.decode("utf-8"))
    names = {word for word in tokens(" ".join((*source.names, source.license))) if word not in _NO_TITLE}
    lexicon = Lexicon(**{kind: frozenset(listed) for kind, listed in sources["words"].items()})
    optional = [
        *_optional(words, source.license, sources["optional"]),
        *_lines_that_vary(words, names, lexicon),
        *((at, at + 1) for at in range(len(words)) if is_list_number(words, at)),
    ]
    return Print(
        license=source.license,
        document=source.document,
        source=source.source,
        sha256=source.sha256,
        host=source.host,
        names=source.names if source.document == "license" else (),
        title=tuple(sorted(names)),
        optional=tuple(_merged(optional)),
        gaps=tuple(_gaps(words, source.license, sources["gap"])),
        keys=words.keys,
    )


def _optional(words: Words, license_id: str, rules: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    for rule in rules:
        if license_id not in rule.get("licenses", [license_id]):
            continue
        for at in _where(words, rule.get("head", "")):
            yield 0, at + len(tokens(rule["head"]))
        for at in _where(words, rule.get("above", ""))[:1]:
            yield 0, at
        for at in _where(words, rule.get("tail", "")):
            yield at, len(words)


def _gaps(
    words: Words, license_id: str, rules: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    for rule in rules:
        if license_id not in rule.get("licenses", [license_id]):
            continue
        ends = _where(words, rule["after"])
        for at in _where(words, rule["before"]):
            start = at + len(tokens(rule["before"]))
            end = next((end for end in ends if start <= end <= start + _GAP), None)
            if end is not None:
                own = " ".join(tokens(words.passage(start, end)))
                yield start, end, rule.get("most", 0), tuple(sorted({own, *rule.get("choices", ())}))


def _where(words: Words, phrase: str) -> list[int]:
    keys = tuple(key_of(word) for word in tokens(phrase))
    return [at for at in range(len(words) - len(keys) + 1) if keys and words.keys[at : at + len(keys)] == keys]


def _lines_that_vary(words: Words, names: set[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Give the words of copyright notices, of the headings above the terms, and of headings that stand alone."""
    heading = True
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words.line(end) == words.line(at):
            end += 1
        line = words.passage(at, end)
        notice = _DATED_NOTICE.match(line) is not None
        heading = heading and is_idle(line, names, lexicon)
        if heading or ((notice or _stands_alone(words, at, end)) and is_idle(line, names, lexicon)):
            yield at, end
        at = end


def _stands_alone(words: Words, at: int, end: int) -> bool:
    above = at == 0 or words.line(at) - words.line(at - 1) > 1
    below = end == len(words) or words.line(end) - words.line(end - 1) > 1
    return above and below and end - at > 1


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without_twins(prints: Sequence[Print]) -> list[Print]:
    """Leave out a text that has the same words as an earlier one of the same license and document."""
    seen: set[tuple[str, str, tuple[int, ...]]] = set()
    kept = []
    for one in prints:
        if (one.license, one.document, one.keys) not in seen:
            seen.add((one.license, one.document, one.keys))
            kept.append(one)
    return sorted(kept, key=lambda one: (one.license, one.document, one.source, one.sha256))


def pack(prints: Sequence[Print], sources: Mapping[str, Any]) -> bytes:
    """Return the bytes of the index; the layout is in licet.identify.index."""
    vocabulary = sorted({key for one in prints for key in one.keys})
    if len(vocabulary) >= BLANK:
        raise SystemExit(f"{len(vocabulary)} different words do not fit into 16 bits")
    numbers = {key: number for number, key in enumerate(vocabulary)}
    texts = [_blanked(one, numbers) for one in prints]
    samples = _samples(texts)
    rows: list[dict[str, Any]] = []
    start = 0
    for one, text in zip(prints, texts, strict=True):
        row = {key: value for key, value in asdict(one).items() if key != "keys"}
        count = sum(place >> 16 == len(rows) for _, place in samples)
        labels = sources["labels"].get(one.license, [])
        rows.append(row | {"start": start, "size": len(text), "samples": count, "labels": labels})
        start += len(text)
    head = {"known": rows, "words": sources["words"], "incorporates": sources["incorporates"]}
    parts = [
        json.dumps(head, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(),
        _bytes("I", vocabulary),
        _bytes("H", [number for text in texts for number in text]),
        _bytes("I", [key for key, _ in samples]),
        _bytes("I", [place for _, place in samples]),
    ]
    return b"".join([MAGIC, _bytes("I", [len(part) for part in parts]), *parts])


def _blanked(one: Print, numbers: Mapping[int, int]) -> list[int]:
    text = [numbers[key] for key in one.keys]
    for start, end, _, _ in one.gaps:
        text[start:end] = [BLANK] * (end - start)
    return text


def _samples(texts: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pick shingles at even distances: of each stretch the one that the fewest texts have, once in its own text."""
    keys = [shingles(text) for text in texts]
    shared = Counter(key for text in keys for key in set(text))
    samples = []
    for number, (text, own) in enumerate(zip(texts, keys, strict=True)):
        stride = next((stride for size, stride in _STRIDES if len(text) <= size), _LONGEST_STRIDE)
        often = Counter(own)
        for first in range(0, len(own), stride):
            usable = [
                at
                for at in range(first, min(first + stride, len(own)))
                if often[own[at]] == 1 and BLANK not in text[at : at + 5]
            ]
            if usable:
                at = min(usable, key=lambda place: (shared[own[place]], place))
                samples.append((own[at], number << 16 | at))
    return sorted(samples)


def _bytes(kind: str, numbers: Sequence[int]) -> bytes:
    packed = array(kind, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


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


if __name__ == "__main__":
    sys.exit(main())
