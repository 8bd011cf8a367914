"""License, notice and policy files: their texts, and what each covers by its name and place."""

import re
from typing import Final, Literal

from licet.model.bom import PRODUCT, Component, Evidence, Found, LicenseText, Problem
from licet.model.vocabulary import Kind
from licet.readers.document_texts import document_text
from licet.readers.opened import OpenedFile
from licet.readers.packages import Package, pypi_package, scope_at

NAME: Final = "license-files"
LIMIT: Final = 4 * 1024 * 1024

Role = Literal["license", "notice", "policy"]
Covers = Literal["all", "weights", "code", "data"]

# A name as words: runs of letters or digits, and the parts of CamelCase.
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_DIST_INFO: Final = re.compile(r"(.+)-([^-]+)\.dist-info")

_TITLES: Final = frozenset({"license", "copying", "unlicense", "eula"})
_NOTICES: Final = frozenset({"notice", "notices", "copyright", "copyrights"})
_CREDITS: Final = frozenset({"authors", "contributors", "credits", "acknowledgements", "acknowledgments", "patents"})
# What projects put into a folder of licenses that is none.
_BESIDES: Final = frozenset(
    {
        *("changelog", "changes", "code_of_conduct", "code-of-conduct", "contributing", "history", "index", "news"),
        *("readme", "releases", "security"),
    }
)
_PLURALS: Final = frozenset({"licenses"})
_FOLDERS: Final = frozenset({"licenses", "license_files"})
_PLAIN: Final = frozenset({"", "txt", "text", "md", "markdown", "rst"})
_PROSE: Final = frozenset({"md", "markdown", "rst"})
_OWN: Final = frozenset({"license"})
_COVERS: Final[dict[Covers, frozenset[str]]] = {
    "weights": frozenset({"weights", "weight", "model", "models", "checkpoint", "checkpoints"}),
    "data": frozenset({"data", "dataset", "datasets"}),
    "code": frozenset({"code", "software", "source"}),
}
_WEB: Final = frozenset({"html", "htm", "xhtml"})
_DOCUMENTS: Final = _WEB | {"pdf", "doc", "docx", "odt", "rtf"}
_USUAL: Final = _PLAIN | _DOCUMENTS
# Endings of files that hold anything but prose; any other ending is part of the name ("2.0", "LESSER").
_FOREIGN: Final = frozenset(
    {
        *(
            "7z",
            "asc",
            "astro",
            "bak",
            "bat",
            "bin",
            "bmp",
            "bz2",
            "c",
            "cc",
            "cfg",
            "class",
            "cmake",
            "conf",
            "cpp",
            "cs",
        ),
        *(
            "css",
            "csv",
            "dart",
            "db",
            "dll",
            "dylib",
            "ejs",
            "ex",
            "exe",
            "gif",
            "go",
            "gradle",
            "gz",
            "h",
            "h5",
            "hbs",
        ),
        *(
            "hpp",
            "ico",
            "in",
            "ini",
            "ipynb",
            "j2",
            "jar",
            "java",
            "jinja",
            "jinja2",
            "jpeg",
            "jpg",
            "jl",
            "js",
            "json",
        ),
        *("json5", "jsonl", "jsx", "kt", "less", "lock", "log", "lua", "m", "map", "md5", "mjs", "mo", "mp3", "mp4"),
        *(
            "npy",
            "npz",
            "old",
            "orig",
            "p7s",
            "parquet",
            "php",
            "pickle",
            "pkl",
            "pl",
            "plist",
            "png",
            "po",
            "pot",
            "proto",
            "ps1",
        ),
        *(
            "pt",
            "pth",
            "py",
            "pyc",
            "pyi",
            "pyx",
            "r",
            "rb",
            "rs",
            "safetensors",
            "sass",
            "scala",
            "scss",
            "sh",
            "sha256",
        ),
        *("sig", "so", "sql", "sqlite", "svelte", "svg", "swift", "tar", "template", "tf", "tgz", "tmpl", "toml", "ts"),
        *(
            "tsv",
            "tsx",
            "ttf",
            "vue",
            "wasm",
            "webp",
            "whl",
            "woff",
            "woff2",
            "xls",
            "xlsx",
            "xml",
            "xsd",
            "xz",
            "yaml",
        ),
        *("yml", "zip", "zst"),
    }
)


def wants(path: str) -> bool:
    """Tell whether the path is one of a license, notice or policy file, in whatever format."""
    return _role(path) is not None


def read(file: OpenedFile) -> Found:
    """Return the text on the component that the file's place names; an empty license is a problem."""
    role = _role(file.path) or "license"
    read_text = document_text(file)
    if isinstance(read_text, Problem):
        return Found(problems=(read_text,))
    if not read_text.text.strip():
        return file.problem(f"the {role} file is empty", hides=role != "notice")
    evidence = file.evidence(note=read_text.note)
    stem, _ = _parts(file.name)
    found = LicenseText(text=read_text.text, role=role, covers=_covers(_words(stem)), evidence=evidence)
    return Found(components=(_holder(file.path, found, evidence),))


def installed_package(path: str) -> Package | None:
    """Return the package whose `name-version.dist-info` folder holds the path; None outside of one."""
    for part in reversed(path.split("/")[:-1]):
        match = _DIST_INFO.fullmatch(part)
        if match:
            try:
                return pypi_package(match[1], match[2])
            except ValueError:
                return None
    return None


def _role(path: str) -> Role | None:
    """Return what the file is by its name and place; None where it is nothing of the kind."""
    folder, _, name = path.rpartition("/")
    stem, ending = _parts(name)
    if ending in _FOREIGN or name.startswith(".") or name.endswith("~"):
        return None
    role = _role_by_name(stem, ending)
    if role or ending in _WEB or _FOLDERS.isdisjoint(_us(folder).split("/")):
        return role
    if stem.lower() in _BESIDES:
        return None
    return "notice" if stem.lower() in _CREDITS else "license"


def _role_by_name(stem: str, ending: str) -> Role | None:
    words = _words(stem)
    if not words:
        return None
    if words[-2:] in (["use", "policy"], ["usage", "policy"]):
        return "policy"
    first, last = words[0], words[-1]
    usual = ending in _USUAL
    # Prose about licenses ("license-guide.md") is told from LICENSE-CODE.md by its small letters.
    leads = ending not in _PROSE or stem[:4].isupper() or len(words) == 1
    titled = leads and first in _TITLES
    collected = last in _PLURALS and not {"third", "thirdparty"}.isdisjoint(words)
    if (usual and (last in _NOTICES or collected)) or (leads and first in _NOTICES) or (titled and last == "history"):
        return "notice"
    phrase = words[-2:] == ["license", "agreement"] or words[-3:] == ["terms", "of", "use"]
    if ending in _OWN or titled or (usual and (last in _TITLES or phrase)):
        return "license"
    return "license" if len(words) == 1 and first in _PLURALS and (stem.isupper() or ending not in _PROSE) else None


def covers_of(name: str) -> Covers:
    """Return what a name or a heading says that the text under it governs."""
    return _covers(_words(name))


def _covers(words: list[str]) -> Covers:
    """Return what the name says that the file governs; everything where it says nothing, or more than one thing."""
    told: list[Covers] = [covers for covers, named in _COVERS.items() if not named.isdisjoint(words)]
    return told[0] if len(told) == 1 else "all"


def _holder(path: str, text: LicenseText, evidence: Evidence) -> Component:
    """Return the component that the file belongs to: an installed package, a folder's content, or the product."""
    package = installed_package(path)
    if package:
        return Component(
            id=package.id,
            kind=Kind.LIBRARY,
            name=package.name,
            version=package.version,
            purl=package.id,
            texts=(text,),
            evidence=(evidence,),
        )
    folders = path.split("/")[:-1]
    for depth, part in enumerate(folders):
        if _us(part) in _FOLDERS:
            folders = folders[:depth]
            break
    place = "/".join(folders)
    stem, ending = _parts(path.rpartition("/")[2])
    if ending == "license" and "." in stem:
        # REUSE 3.3: `logo.png.license` is about `logo.png` alone.
        place = path[: -len(".license")]
    return Component(
        id=f"file:{place}" if place else PRODUCT,
        kind=Kind.LIBRARY if place else Kind.APPLICATION,
        name=place,
        scope=scope_at(path),
        texts=(text,),
        evidence=(evidence,),
    )


def _words(stem: str) -> list[str]:
    return [_us(word) for word in _WORD.findall(stem)]


def _us(text: str) -> str:
    """Return the text in small letters, with the one word that matters here in US spelling."""
    return text.lower().replace("licenc", "licens")


def _parts(name: str) -> tuple[str, str]:
    """Split a name from its ending in small letters; what a collector put before `__` is dropped.

    What follows the last dot is an ending only where it is a known one: in `LICENSE-2.0` it is part of the name.
    """
    base = name.rpartition("__")[2] or name
    stem, dot, ending = base.rpartition(".")
    lowered = _us(ending)
    if dot and lowered in _PLAIN | _OWN | _DOCUMENTS | _FOREIGN:
        return stem, lowered
    return base, ""
