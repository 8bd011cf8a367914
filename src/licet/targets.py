"""What is looked at: a folder, a `licet.toml`, a bill of materials, or a repository such as `hf:org/name`."""

from dataclasses import dataclass
from pathlib import Path

from licet import catalog
from licet import config as configs
from licet.errors import TargetError
from licet.model.bom import PRODUCT, Component, Evidence, Found, Link
from licet.model.lookups import PREFIXES, Consulted, Registry, Sought
from licet.model.use import Config, Product
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import LEGACY_MODELS, is_hub_id

HUB = "hf:"
_DATASETS = "datasets/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target that was opened: `root` is None for a repository elsewhere, whose part is the one of `found`.

    `document` is a bill of materials, which is then the whole input; `root` is its folder.
    """

    config: Config
    root: Path | None = None
    found: Found | None = None
    sought: Sought | None = None
    document: Path | None = None


def open_target(target: Path | str) -> Target:
    """Return what a target names.

    Raises:
        TargetError: it is neither a folder nor a file, nor an id of the Hub.
        ConfigError: licet.toml has faults.
    """
    text = str(target)
    if text.startswith(HUB):
        return _repository(text.removeprefix(HUB))
    place = Path(target)
    if place.is_file() and place.suffix == ".toml":
        return Target(config=configs.load(place), root=place.parent)
    if not place.exists():
        hint = "name a project folder, a licet.toml, a BOM or hf:org/name"
        raise TargetError(f"{target}: no such folder", hint=hint)
    root = place if place.is_dir() else place.parent
    found = configs.find(root)
    config = configs.load(found) if found else configs.default(_name_of(place))
    return Target(config=config, root=root, document=None if place.is_dir() else place)


def _name_of(target: Path) -> str:
    """The name of a product of which nothing else is known: that of its folder, or of the file without endings."""
    return target.resolve().name if target.is_dir() else target.name.partition(".")[0] or target.name


def refuse_unseen(target: Target, consulted: Consulted, *, online: bool) -> None:
    """End where nothing at all is known of the repository that is the target.

    Raises:
        TargetError: no source has seen it, and the catalog does not know it.
    """
    sought = target.sought
    if sought is None or catalog.find(sought.id) is not None:
        return
    own = [one for one in consulted.learned if one.sought == sought]
    if any(one.found.components for one in own):
        return
    told = next((one.reason for one in own if one.reason), "")
    where = "no source knows it" if online else "it is neither in the local caches nor in the catalog"
    hint = "mend the name, or set HF_TOKEN where it is private" if online else "add --online to ask the Hub"
    raise TargetError(f"{HUB}{sought.name}: {told or where}", hint=hint)


def _repository(text: str) -> Target:
    """Return the target `org/name[@revision]`, or `datasets/org/name`: a system that uses it as it is."""
    kind = Kind.DATASET if text.startswith(_DATASETS) else Kind.MODEL
    name, _, revision = text.removeprefix(_DATASETS).partition("@")
    if not is_hub_id(name) or (kind is Kind.MODEL and "/" not in name and name not in LEGACY_MODELS):
        hint = "name a model as hf:org/name, a dataset as hf:datasets/org/name"
        raise TargetError(f"{HUB}{text}: no id of a repository on the Hub", hint=hint)
    registry = Registry.DATASET if kind is Kind.DATASET else Registry.MODEL
    sought = Sought(registry=registry, name=name, version=revision)
    part = f"{PREFIXES[registry]}{name}"
    here = (Evidence(path=f"{HUB}{text}", note="the target"),)
    component = Component(
        id=part,
        kind=kind,
        name=name,
        purl=part if part.startswith("pkg:") else "",
        version=revision,
        scope=Scope.RUNTIME,
        evidence=here,
    )
    how = How.EMBEDS if kind is Kind.MODEL else How.BUNDLES
    link = Link(source=PRODUCT, how=how, target=part, basis=Basis.STATED, evidence=here)
    config = Config(product=Product(name=f"a product that uses {name}"))
    return Target(config=config, found=Found(components=(component,), links=(link,)), sought=sought)
