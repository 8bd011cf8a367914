"""What the metadata and tables of published packages say of models and datasets, as rows of the catalog.

The packages are read as files, as syntax trees or JSON; nothing of them is imported. Facts alone are taken.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from packaging.version import Version

HUB: Final = "pkg:huggingface/"
HUB_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}", re.ASCII)
Row = dict[str, Any]


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
            if tag and HUB_ID.fullmatch(repository) and given.get("license"):
                found[name] = {
                    "id": HUB + repository,
                    "licenses": [
                        {"declared": str(given["license"]), "source": "timm", "place": f"timm/models/{file.name}"}
                    ],
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
            if made == "ModelMeta" and HUB_ID.fullmatch(str(given.get("name"))):
                base = str(given.get("adapted_from") or "")
                bases = [{"how": "fine-tunes", "id": HUB + base, "source": "mteb"}] if HUB_ID.fullmatch(base) else []
                yield {"id": HUB + str(given["name"]), **row, "bases": bases}
            elif made == "TaskMetadata" and (name := _task_dataset(call)):
                yield {"id": f"hf:datasets/{name}", "kind": "dataset", **row}


def _task_dataset(call: ast.Call) -> str:
    for word in call.keywords:
        if word.arg == "dataset" and isinstance(word.value, ast.Dict):
            for key, value in zip(word.value.keys, word.value.values, strict=True):
                named = isinstance(key, ast.Constant) and key.value == "path" and isinstance(value, ast.Constant)
                if named and HUB_ID.fullmatch(str(value.value)):  # type: ignore[attr-defined]
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
            if HUB_ID.fullmatch(name):
                yield {"id": HUB + name, **stated}
                for source in (w.value for w in call.keywords if w.arg == "sources" and isinstance(w.value, ast.Call)):
                    copy = str(_keywords(source).get("hf") or "")
                    if HUB_ID.fullmatch(copy) and copy.casefold() != name.casefold():
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
            if isinstance(key, ast.Constant) and HUB_ID.fullmatch(place):
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
        names = [name for name in (*texts, getattr(key, "value", "")) if HUB_ID.fullmatch(name)]
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
            {
                "declared": license_,
                "source": "spacy",
                "place": f"meta/{name}-{last}.json",
                "versions": f">={first},<={last}",
            }
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
                    targets=[ast.Attribute(value=ast.Name(id=name), attr="__doc__")],
                    value=ast.Constant(value=str(told)),
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
