"""Write the harvested shards of the catalog: `python tools/harvest_catalog.py NAME [PATH]`.

Facts alone are taken: ids, declared licenses, bases, training data, tasks. What a record does not say is left out.
"""

import argparse
import ast
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from build_catalog import ROOT, SHARDS
from packaging.version import Version

from licet.identify.name_tables import hub_ids

SHARED: Final = ROOT.parent / "shared" / "data"
HUB: Final = "pkg:huggingface/"
Row = dict[str, Any]

_HUB_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}", re.ASCII)
_RELATIONS: Final = {"finetune": "fine-tunes", "quantized": "quantizes", "adapter": "adapts", "merge": "merges"}
_QUANTIZED: Final = frozenset({"gguf", "mlx", "4-bit", "8-bit", "fp8", "awq", "gptq", "exl2", "bitsandbytes"})


def hub(path: Path) -> Iterator[Row]:
    """Yield the models of the Hub's records that state a license or a base."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        bases = [name for name in re.split(r",\s*", record["base_model"] or "") if _HUB_ID.fullmatch(name)]
        bases = [name for name in dict.fromkeys(bases) if name.casefold() != record["id"].casefold()]
        if "/" not in record["id"] or not (record["license"] or bases):
            continue
        how = _relation(record, bases)
        yield {
            "id": HUB + record["id"],
            "kind": "adapter" if how == "adapts" and bases else "model",
            "licenses": [_hub_license(record)],
            "bases": [{"how": how, "id": HUB + name, "source": "hub"} for name in bases],
            "datasets": [f"hf:datasets/{name}" for name in record["datasets"] if _HUB_ID.fullmatch(name)],
            "gated": record["gated"],
            "task": record["pipeline_tag"] or "",
        }


def _hub_license(record: Row) -> Row:
    """A license without an id of the Hub is tagged `other`, and its name stands beside it."""
    named = record["license"] or ""
    if named and record["license_tags"] == ["other"] and named != "other" and named not in hub_ids().licenses:
        return {"declared": "other", "name": named, "source": "hub"}
    return {"declared": named, "source": "hub"}


def _relation(record: Row, bases: list[str]) -> str:
    """The relation that the Hub shows, else what it would infer: adapter, merge, quantized, fine-tune, in that order."""
    if record["relation"]:
        return _RELATIONS[record["relation"]]
    tags = {*record["tags"], *record["formats"], record["library"]}
    if tags & {"peft", "lora"}:
        return "adapts"
    if len(bases) > 1 or tags & {"merge", "mergekit"}:
        return "merges"
    return "quantizes" if tags & _QUANTIZED else "fine-tunes"


_AUDIT_NONE: Final = frozenset({"Unspecified", "No License"})
_GENERATORS: Final = (("OpenAI", "api:openai"), ("Anthropic", "api:anthropic"), ("Claude", "api:anthropic"))
"""How the audit names the services that wrote a dataset, and the entries of their providers."""


def dpi(path: Path) -> Iterator[Row]:
    """Yield the audited datasets: one row for each record, and one for a repository that holds several."""
    groups: dict[str, list[Row]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not any(one["license"].startswith("string (") for one in record["licenses"]):  # the collection's template
            groups.setdefault(_dataset_id(record), []).append(record)
    for name, records in groups.items():
        several = len(records) > 1
        for record in records:
            yield _dataset(f"{name}#{record['id']}" if several else name, [record])
        if several:
            yield _dataset(name, records) | {"note": f"{len(records)} parts, each an entry of its own (#part)"}


def _dataset_id(record: Row) -> str:
    """A repository of the Hub, else the address, else the audit's own id."""
    hub = re.sub(r"^https?://(?:huggingface\.co|hf\.co)/datasets/", "", record["hub"] or "")
    parts = [part for part in hub.split("/") if part]
    if hub and "://" not in hub and re.fullmatch(r"[A-Za-z0-9_.-]+", parts[0], re.ASCII):
        return "hf:datasets/" + "/".join(parts[:2])
    url = (record["url"] or "").strip()
    return f"url:{url.rstrip('/')}" if re.fullmatch(r"https?://[^\s#]{4,200}", url) else f"dpi:{record['id']}"


def _dataset(name: str, records: list[Row]) -> Row:
    licenses: dict[str, Row] = {}
    for one in (one for record in records for one in record["licenses"]):
        named = "" if one["license"] in _AUDIT_NONE else one["license"]
        url = one["url"] if str(one["url"]).startswith("http") else ""
        licenses.setdefault(named, {"declared": named, "source": "dpi"} | ({"url": url} if url else {}))
    if len(licenses) > 1 and "" in licenses:
        licenses[""]["declared"] = "a part without a stated license"
    makers = {model for record in records for model in record["model_generated"]}
    services = {service for word, service in _GENERATORS for model in makers if model.startswith(word)}
    return {
        "id": name,
        "kind": "dataset",
        "name": records[0]["name"] if len(records) == 1 else "",
        "licenses": list(licenses.values()) or [{"source": "dpi"}],
        "bases": [{"how": "generated-by", "id": service, "source": "dpi"} for service in sorted(services)],
    }


def timm(path: Path) -> Iterator[Row]:
    """Yield the weights of timm's registry that state a license; the first tag of an architecture is its default."""
    for file in sorted((path / "timm" / "models").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        defaults = _default_keywords(tree)
        seen: dict[str, str] = {}
        found: dict[str, Row] = {}
        for key, call in _configured(tree):
            given = {**_inherited(call, defaults), **_keywords(call)}
            name = key.replace("*", "")
            place = str(given.get("hf_hub_id") or "")
            architecture, _, tag = name.partition(".")
            if not (given.get("url") or given.get("file") or place):
                continue
            if "*" in key or architecture not in seen:
                seen[architecture] = name
            repository = f"timm/{name}" if place == "timm/" else place
            if tag and _HUB_ID.fullmatch(repository) and given.get("license"):
                found[name] = {
                    "id": HUB + repository,
                    "licenses": [{"declared": str(given["license"]), "source": "timm", "place": f"timm/models/{file.name}"}],
                    "task": "image-classification" if repository.startswith("timm/") else "",
                    "aliases": [f"timm:{name}"],
                }
        for architecture, name in seen.items():
            if name in found:
                found[name]["aliases"].append(f"timm:{architecture}")
        yield from found.values()


def _configured(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str) and isinstance(value, ast.Call):
                    yield key.value, value


def _default_keywords(tree: ast.AST) -> dict[str, tuple[Row, str]]:
    """What each `_cfg` function of a file sets itself, and the function it calls in turn."""
    found: dict[str, tuple[Row, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.endswith("cfg"):
            own: Row = {}
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            for table in (one for one in ast.walk(node) if isinstance(one, ast.Dict)):
                for key, value in zip(table.keys, table.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant):
                        own[str(key.value)] = value.value
            for call in calls:
                own |= _keywords(call)
            upper = next((n for call in calls if (n := getattr(call.func, "id", "")).endswith("cfg")), "")
            found[node.name] = (own, upper)
    return found


def _inherited(call: ast.Call, defaults: dict[str, tuple[Row, str]]) -> Row:
    own, upper = defaults.get(getattr(call.func, "id", ""), ({}, ""))
    return {**defaults.get(upper, ({}, ""))[0], **own}


def _keywords(call: ast.Call) -> Row:
    given = {word.arg: word.value.value for word in call.keywords if word.arg and isinstance(word.value, ast.Constant)}
    if call.args and isinstance(call.args[0], ast.Constant):
        given.setdefault("url", call.args[0].value)
    return given


def mteb(path: Path) -> Iterator[Row]:
    """Yield the models and datasets whose metadata state a license."""
    for file in sorted((path / "mteb").rglob("*.py")):
        place = file.relative_to(path).as_posix()
        for call in (one for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(one, ast.Call)):
            made = getattr(call.func, "id", "")
            given = _keywords(call)
            license_ = given.get("license")
            if not isinstance(license_, str) or license_ in {"not specified", "multiple"}:
                continue
            stated = {"declared": "", "url": license_} if "://" in license_ else {"declared": license_}
            row = {"licenses": [{**stated, "source": "mteb", "place": place}]}
            if made == "ModelMeta" and _HUB_ID.fullmatch(str(given.get("name"))):
                base = str(given.get("adapted_from") or "")
                bases = [{"how": "fine-tunes", "id": HUB + base, "source": "mteb"}] if _HUB_ID.fullmatch(base) else []
                yield {"id": HUB + str(given["name"]), **row, "bases": bases}
            elif made == "TaskMetadata" and (name := _task_dataset(call)):
                yield {"id": f"hf:datasets/{name}", "kind": "dataset", **row}


def _task_dataset(call: ast.Call) -> str:
    for word in call.keywords:
        if word.arg == "dataset" and isinstance(word.value, ast.Dict):
            for key, value in zip(word.value.keys, word.value.values, strict=True):
                named = isinstance(key, ast.Constant) and key.value == "path" and isinstance(value, ast.Constant)
                if named and _HUB_ID.fullmatch(str(value.value)):  # type: ignore[attr-defined]
                    return str(value.value)  # type: ignore[attr-defined]
    return ""


def fastembed(path: Path) -> Iterator[Row]:
    """Yield the models of fastembed with the licenses it states, and the repositories that hold its conversions."""
    for file in sorted((path / "fastembed").rglob("*.py")):
        for call in (one for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(one, ast.Call)):
            given = _keywords(call)
            if not getattr(call.func, "id", "").endswith("ModelDescription") or not given.get("license"):
                continue
            name, license_ = str(given["model"]), str(given["license"])
            place = file.relative_to(path).as_posix()
            stated = {"licenses": [{"declared": license_, "source": "fastembed", "place": place}]}
            if _HUB_ID.fullmatch(name):
                yield {"id": HUB + name, **stated}
                for source in (w.value for w in call.keywords if w.arg == "sources" and isinstance(w.value, ast.Call)):
                    copy = str(_keywords(source).get("hf") or "")
                    if _HUB_ID.fullmatch(copy) and copy.casefold() != name.casefold():
                        base = {"how": "converts", "id": HUB + name, "source": "fastembed"}
                        yield {"id": HUB + copy, **stated, "bases": [base]}


def open_clip(path: Path) -> Iterator[Row]:
    """Yield the pairs of architecture and tag that are repositories of the Hub, as other names of them."""
    tree = ast.parse((path / "open_clip" / "pretrained.py").read_text(encoding="utf-8"))
    tables = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    pairs = tables["_PRETRAINED"]
    assert isinstance(pairs, ast.Dict)
    names: dict[str, list[str]] = {}
    for key, value in zip(pairs.keys, pairs.values, strict=True):
        tags = tables[value.id] if isinstance(value, ast.Name) else value
        for word in tags.keywords if isinstance(tags, ast.Call) else ():
            given = _keywords(word.value) if isinstance(word.value, ast.Call) else {}
            place = str(given.get("hf_hub") or "").rstrip("/")
            if isinstance(key, ast.Constant) and _HUB_ID.fullmatch(place):
                names.setdefault(place, []).append(f"openclip:{key.value}/{word.arg}")
    for place, aliases in names.items():
        yield {"id": HUB + place, "licenses": [{"source": "open_clip"}], "aliases": aliases}


def unsloth(path: Path) -> Iterator[Row]:
    """Yield the re-uploads that unsloth loads in place of a publisher's repository: copies, and 4-bit quantizations."""
    tree = ast.parse((path / "unsloth" / "models" / "mapper.py").read_text(encoding="utf-8"))
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    found: dict[str, tuple[set[str], set[str]]] = {}
    for key, value in zip(tables[0].keys, tables[0].values, strict=True):
        texts = [one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        names = [name for name in (*texts, getattr(key, "value", "")) if _HUB_ID.fullmatch(name)]
        plain = [name for name in names if not _is_quantized(name)]
        original = next((name for name in plain if not name.startswith("unsloth/")), "")
        if original:
            copies, quantized = found.setdefault(original, (set(), set()))
            copies.update(name for name in plain if name.casefold() != original.casefold())
            quantized.update(name for name in names if _is_quantized(name))
    bare = [{"source": "unsloth"}]
    for original, (copies, quantized) in found.items():
        yield {"id": HUB + original, "licenses": bare, "mirrors": sorted(HUB + name for name in copies)}
        for name in quantized:
            yield {
                "id": HUB + name,
                "licenses": bare,
                "bases": [{"how": "quantizes", "id": HUB + original, "source": "unsloth"}],
            }


def _is_quantized(name: str) -> bool:
    return name.casefold().endswith("-4bit") or "-fp8" in name.casefold()


def spacy(path: Path) -> Iterator[Row]:
    """Yield the pipelines of spaCy 3 with the license of each release (`path` holds the repository's folder `meta`)."""
    releases: dict[str, dict[Version, str]] = {}
    for file in sorted((path / "meta").glob("*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        version = Version(told["version"])
        if told.get("license") and version >= Version("3") and not version.is_prerelease:
            releases.setdefault(f"{told['lang']}_{told['name']}", {})[version] = told["license"]
    for name, licenses in releases.items():
        stated = [
            {"declared": license_, "source": "spacy", "place": f"meta/{name}-{last}.json", "versions": f">={first},<={last}"}
            for first, last, license_ in _runs(licenses)
        ]
        if len(stated) == 1:
            del stated[0]["versions"]
        yield {"id": f"spacy:{name}", "licenses": stated}


def _runs(licenses: dict[Version, str]) -> Iterator[tuple[Version, Version, str]]:
    """Yield the stretches of releases under one license: first, last, license."""
    ordered = sorted(licenses)
    start = 0
    for at, version in enumerate(ordered):
        if at + 1 == len(ordered) or licenses[ordered[at + 1]] != licenses[version]:
            yield ordered[start], version, licenses[version]
            start = at + 1


def torchaudio(path: Path) -> Iterator[Row]:
    """Yield the bundles whose documentation states the license of the weights."""
    for file in sorted((path / "torchaudio" / "pipelines").rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            match node:
                case ast.Assign(
                    targets=[ast.Attribute(value=ast.Name(id=name), attr="__doc__")], value=ast.Constant(value=str(told))
                ):
                    found = re.search(r"under\s+\[?`?([A-Z][^<`]{2,60}?)\s+(?:and\s+redistributed|<)", told)
                    if found:
                        place = file.relative_to(path).as_posix()
                        license_ = " ".join(found[1].split())
                        yield {
                            "id": f"torchaudio:{name}",
                            "licenses": [{"declared": license_, "source": "torchaudio", "place": place}],
                        }
                case _:
                    continue


HARVESTS: Final[dict[str, tuple[Callable[[Path], Iterable[Row]], Path | None]]] = {
    "hub": (hub, SHARED / "hub_records.jsonl"),
    "dpi": (dpi, SHARED / "dataset_records.jsonl"),
    "timm": (timm, None),
    "mteb": (mteb, None),
    "fastembed": (fastembed, None),
    "open_clip": (open_clip, None),
    "unsloth": (unsloth, None),
    "spacy": (spacy, None),
    "torchaudio": (torchaudio, None),
}
"""Each harvest with the file it reads where none is given."""


def main() -> int:
    """Write one shard."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", choices=HARVESTS)
    parser.add_argument("path", nargs="?", type=Path, help="the file or folder to read")
    options = parser.parse_args()
    harvest, usual = HARVESTS[options.name]
    path = options.path or usual
    if path is None:
        parser.error(f"{options.name} needs a path")
    rows = sorted(harvest(path), key=lambda row: (row["id"].casefold(), row["id"]))
    lines = [json.dumps({k: v for k, v in row.items() if v not in ([], "", False)}, sort_keys=True) for row in rows]
    shard = SHARDS / "harvest" / f"{options.name}.jsonl.gz"
    shard.parent.mkdir(exist_ok=True)
    shard.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{shard.relative_to(ROOT)}: {len(rows)} rows, {shard.stat().st_size} bytes; run `make catalog`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
