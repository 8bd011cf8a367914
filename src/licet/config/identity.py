"""What an id, a purl and a kind say together of a component (the id grammar of design section 4)."""

from dataclasses import dataclass
from typing import Final

from licet.model.vocabulary import Kind

HUB_PURL: Final = "pkg:huggingface/"
_HUB_SCHEME: Final = "hf:"
_HUB_DATASETS: Final = "datasets/"
_HUB_SECTIONS: Final = frozenset({"datasets", "models", "spaces"})
_KINDS: Final = (
    (f"{HUB_PURL}{_HUB_DATASETS}", Kind.DATASET),
    (f"{_HUB_SCHEME}{_HUB_DATASETS}", Kind.DATASET),
    (HUB_PURL, Kind.MODEL),
    (_HUB_SCHEME, Kind.MODEL),
    ("ollama:", Kind.MODEL),
    ("torchaudio:", Kind.MODEL),
    ("torchhub:", Kind.MODEL),
    ("api:", Kind.SERVICE),
    ("pkg:docker/", Kind.IMAGE),
    ("pkg:oci/", Kind.IMAGE),
)
"""The first beginning that fits tells the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a component is."""

    id: str
    kind: Kind
    purl: str = ""
    version: str = ""
    aliases: tuple[str, ...] = ()


def identify(name: str, purl: str, kind: str) -> Identity:
    """Return the identity behind an entry's id, its purl and its kind; the last two may be empty.

    A purl is written in its canonical form (package-url specification, section on normalization).
    """
    stated = purl or _purl_of(name)
    canonical, version = _canonical(stated) if stated else ("", "")
    aliases = tuple(alias for alias in _hub_aliases(name, kind) if alias != canonical and not purl)
    known = Kind(kind) if kind else _kind_of(canonical, name, *aliases)
    return Identity(id=name, kind=known, purl=canonical, version=version, aliases=aliases)


def _purl_of(name: str) -> str:
    """The purl that an id is, or spells in the scheme of the Hub; data sets have no purl there."""
    if name.startswith("pkg:"):
        return name
    plain = name.removeprefix(_HUB_SCHEME)
    return f"{HUB_PURL}{plain}" if plain != name and _is_hub_name(plain) else ""


def _canonical(purl: str) -> tuple[str, str]:
    from packageurl import PackageURL  # noqa: PLC0415 - a heavy import, needed only with a purl

    parsed = PackageURL.from_string(purl)
    return parsed.to_string(), parsed.version or ""


def _hub_aliases(name: str, kind: str) -> tuple[str, ...]:
    """What a bare `owner/name` may be on the Hub; a local id of that shape gets an alias that nothing meets."""
    if not _is_hub_name(name):
        return ()
    match kind:
        case "" | Kind.MODEL | Kind.ADAPTER | Kind.TOKENIZER:
            return (f"{HUB_PURL}{name}",)
        case Kind.DATASET:
            return (f"{_HUB_SCHEME}{_HUB_DATASETS}{name}",)
        case _:
            return ()


def _is_hub_name(name: str) -> bool:
    """Whether a name has the shape `owner/name`, in the characters that the Hub allows."""
    parts = name.split("/")
    if parts[0] in _HUB_SECTIONS:
        return False
    plain = [part.replace("-", "").replace("_", "").replace(".", "") for part in parts]
    return len(parts) == 2 and all(part.isascii() and part.isalnum() for part in plain)  # noqa: PLR2004 - owner, name


def _kind_of(*names: str) -> Kind:
    for name in names:
        for beginning, kind in _KINDS:
            if name.startswith(beginning):
                return kind
    return Kind.LIBRARY
