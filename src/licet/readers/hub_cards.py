"""Model cards, dataset cards and Space cards: Markdown files with YAML front matter.

Source: INPUTS 1.1 to 1.3. A card is a claim: its license has the grade `metadata`. A card in the project's root
describes the product, a card in a folder the part in that folder.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.readers import card_tables as words
from licet.readers.base_hints import base_hints
from licet.readers.front_matter import FrontMatter, block, read_front_matter
from licet.readers.hub_ids import Identity, component, dataset_identity, model_identity, unresolved
from licet.readers.license_sections import card_sections, readme_sections
from licet.readers.masking import clean, mask
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, folder_name, merged
from licet.readers.relations import bits_joined, inferred, tags_of

NAME: Final = "hub-cards"
LIMIT: Final = 8 * 1024 * 1024

MAX_ITEMS: Final = 1_000
"""Entries read from one list of a card."""
MAX_CLAIM: Final = 500
"""Characters of one license claim; old cards hold prose there."""

_KEY: Final = re.compile(r"^[ \t]{0,8}[\"']?([A-Za-z_-]{3,40})[\"']?[ \t]{0,8}:", re.MULTILINE)
_TITLE: Final = re.compile(rb"^#[ \t]([^\r\n]{1,300})", re.MULTILINE)
_WORD: Final = re.compile(r"[a-z0-9]+")
_HINT: Final = "correct the block between the two --- lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    file: OpenedFile
    matter: FrontMatter
    body: bytes
    ends: int
    own: str
    kind: Kind

    def texts(self, key: str) -> Iterator[tuple[str, int]]:
        """Yield the texts of a key, whether one or a list, with their lines."""
        value = self.matter.values.get(key)
        if isinstance(value, str):
            yield value.strip(), self.matter.line(key)
        elif isinstance(value, list):
            for number, item in enumerate(value[:MAX_ITEMS]):
                if isinstance(item, str):
                    yield item.strip(), self.matter.line(key, number)
        elif isinstance(value, dict):
            # Old dataset cards give a value per configuration.
            for item in list(value.values())[:MAX_ITEMS]:
                for text in item if isinstance(item, list) else [item]:
                    if isinstance(text, str):
                        yield text.strip(), self.matter.line(key)

    def text(self, key: str) -> str:
        """Return the first text of a key, on one line."""
        return clean(next(self.texts(key), ("", 0))[0])[:MAX_CLAIM]


def wants(path: str) -> bool:
    """Tell whether a file may be a card."""
    return path.lower().endswith(".md")


def read(file: OpenedFile) -> Found:
    """Return what a card says of its folder's part: licenses, base models, data, task.

    Raises:
        UnicodeDecodeError: the front matter, or a README without one, is no UTF-8.
    """
    found = block(file)
    if found is None:
        if not _is_readme(file):
            return Found()
        file.text()  # raises where bytes that are no text may hide a card
        return Found(texts=tuple(readme_sections(file)), problems=tuple(base_hints(file)))
    matter = read_front_matter(file, found)
    if isinstance(matter, Found):
        return _unreadable(file, found.text, matter)
    kind = card_kind(matter.values, readme=_is_readme(file))
    if kind is None:
        return Found(texts=tuple(readme_sections(file)) if _is_readme(file) else ())
    ends = found.offset + found.text.count("\n") + 1
    card = _Card(file=file, matter=matter, body=found.body, ends=ends, own=folder_id(file.folder), kind=kind)
    relation, basis, problems = _relation(card)
    names_base = any(text for text, _ in card.texts("base_model")) or card.text("library_name").lower() == "peft"
    if kind is Kind.MODEL and relation is How.ADAPTS and names_base:
        card = replace(card, kind=Kind.ADAPTER)
    parts: list[tuple[Component, Link | None]] = [(_described(card), _held(card))]
    parts.extend(_bases(card, relation, basis))
    parts.extend(_data(card))
    return merged(parts, (*_repeated(card), *problems, *_hints(card)))


def card_kind(values: dict[str, object], *, readme: bool) -> Kind | None:
    """Return what the card describes by its keys, or None where the block is no card.

    A card that has only a license is read as a model's; outside a README its keys must all be those of cards, since
    pages of other systems have a `license` too.
    """
    keys = frozenset(values)
    if keys & words.SPACE_KEYS and not keys & words.MODEL_KEYS:
        return Kind.APPLICATION
    dataset, model = len(keys & words.DATASET_KEYS), len(keys & words.MODEL_KEYS)
    if dataset > model:
        return Kind.DATASET
    if model or "datasets" in keys:
        return Kind.MODEL
    plain = readme or all(key in words.COMMON_KEYS or key.startswith("extra_gated_") for key in keys)
    return Kind.MODEL if keys & words.LICENSE_KEYS and plain else None


def _unreadable(file: OpenedFile, text: str, found: Found) -> Found:
    """A broken block matters where it has the keys of a card, and is named in any README."""
    hides = any(match[1] in words.CARD_KEYS for match in _KEY.finditer(text))
    if not hides and not _is_readme(file):
        return Found()
    return Found(problems=tuple(replace(problem, hides=hides, hint=_HINT) for problem in found.problems))


def _is_readme(file: OpenedFile) -> bool:
    return file.name.lower().endswith("readme.md")


def _repeated(card: _Card) -> Iterator[Problem]:
    for key, line in card.matter.repeated:
        name = clean(key)[:60]
        reason = f"front matter gives {name!r} twice; the last value is read"
        yield Problem(path=card.file.path, reason=reason, line=line, hides=key in words.CARD_KEYS, hint=_HINT)


def _hints(card: _Card) -> Iterator[Problem]:
    """A base that the prose names, where the card of a model declares none."""
    if card.kind in {Kind.MODEL, Kind.ADAPTER} and not any(text for text, _ in card.texts("base_model")):
        yield from base_hints(card.file, after=card.ends)


def _described(card: _Card) -> Component:
    task = card.text("pipeline_tag")
    notes = []
    if _true(card.matter.values.get("extra_gated_eu_disallowed")):
        note = "users in the EU are excluded (extra_gated_eu_disallowed)"
        notes.append(card.file.evidence(card.matter.line("extra_gated_eu_disallowed"), note))
    return Component(
        id=card.own,
        kind=card.kind,
        name=_name(card),
        modalities=words.MODALITIES.get(task),
        claims=tuple(_claims(card)),
        texts=tuple(card_sections(card.file, card.body)),
        evidence=(card.file.evidence(1), *notes),
        task=task,
    )


def _name(card: _Card) -> str:
    """The name on the card; the product has a name of its own elsewhere, so its folder lends none."""
    index = card.matter.values.get("model-index")
    first = index[0] if isinstance(index, list) and index else None
    indexed = first.get("name") if isinstance(first, dict) else None
    told = card.text("pretty_name") or card.text("model_name") or (clean(indexed) if isinstance(indexed, str) else "")
    return told[:200] or folder_name(card.file.folder)


def _held(card: _Card) -> Link | None:
    """A part in a folder of the project is taken to be used by it."""
    if card.own == PRODUCT:
        return None
    how = How.EMBEDS if card.kind in {Kind.MODEL, Kind.ADAPTER} else How.BUNDLES
    return Link(
        source=PRODUCT,
        how=how,
        target=card.own,
        basis=Basis.INFERRED,
        evidence=(card.file.evidence(1, "in its folder"),),
    )


def _claims(card: _Card) -> Iterator[Claim]:
    name = card.text("license_name") or card.text("license_details")
    url = mask(card.text("license_link"))
    given = [pair for key in ("license", "licenses") for pair in card.texts(key) if pair[0]]
    if not given and (name or url):
        key = "license_name" if card.text("license_name") else "license_link"
        given = [(name or url, card.matter.line(key) or card.matter.line("license_details"))]
    for text, _ in given:
        # The line of the key: a reader looks for it, not for the item.
        key = "license" if card.matter.line("license") else "licenses"
        line = card.matter.line(key) or given[0][1]
        yield Claim(
            license=clean(mask(text))[:MAX_CLAIM],
            grade=Grade.METADATA,
            evidence=card.file.evidence(line),
            name=name,
            url=url,
            hub=True,
        )


def _relation(card: _Card) -> tuple[How, Basis, tuple[Problem, ...]]:
    """Return how the card's part comes from its base models.

    The explicit key, else what tags and title tell (INPUTS 1.3).
    """
    told = card.text("base_model_relation").lower()
    if told in words.RELATIONS:
        return words.RELATIONS[told], Basis.OBSERVED, ()
    problems: tuple[Problem, ...] = ()
    if told:
        known = ", ".join(words.RELATIONS)
        reason = f"base_model_relation {told[:60]!r} is none of {known}; the relation is inferred"
        line = card.matter.line("base_model_relation")
        problems = (Problem(path=card.file.path, reason=reason, line=line, hides=False, hint=f"use one of {known}"),)
    return _inferred(card), Basis.INFERRED, problems


def _inferred(card: _Card) -> How:
    several = sum(1 for text, _ in card.texts("base_model") if text) > 1
    return inferred(_tags(card), several=several, title=_title(card))


def _tags(card: _Card) -> set[str]:
    return tags_of(text for key in ("tags", "library_name") for text, _ in card.texts(key))


def _title(card: _Card) -> set[str]:
    """Return the words of the card's first heading and of its folder."""
    title = _TITLE.search(card.body)
    prose = f"{title[1].decode('utf-8', 'replace') if title else ''} {folder_name(card.file.folder)}".lower()
    return set(_WORD.findall(bits_joined(prose)))


def _bases(card: _Card, relation: How, basis: Basis) -> Iterator[tuple[Component, Link | None]]:
    if card.kind is Kind.APPLICATION:
        for text, line in card.texts("models"):
            yield from _part(card, model_identity(text), Kind.MODEL, (How.EMBEDS, Basis.INFERRED), line)
        return
    if card.kind is Kind.DATASET:
        return
    for text, line in card.texts("base_model"):
        if text:
            identity = model_identity(text, folder=card.file.folder)
            yield from _part(card, identity, Kind.MODEL, (relation, basis), line)


def _data(card: _Card) -> Iterator[tuple[Component, Link | None]]:
    how = {Kind.DATASET: How.EXTRACTS_FROM, Kind.APPLICATION: How.RETRIEVES_FROM}.get(card.kind, How.TRAINS_ON)
    # The key says "trained on" in a model's card only; elsewhere the relation is a guess.
    basis = Basis.INFERRED if card.kind in {Kind.APPLICATION, Kind.DATASET} else Basis.OBSERVED
    for text, line in card.texts("datasets"):
        if text:
            yield from _part(card, dataset_identity(text, folder=card.file.folder), Kind.DATASET, (how, basis), line)
    for text, line in card.texts("source_datasets"):
        origin = text.removeprefix("extended|")
        if origin.startswith("other-"):
            yield from _part(card, unresolved(origin), Kind.DATASET, (How.EXTRACTS_FROM, Basis.OBSERVED), line)
        elif origin not in words.NO_SOURCE:
            identity = dataset_identity(origin, folder=card.file.folder)
            yield from _part(card, identity, Kind.DATASET, (How.EXTRACTS_FROM, Basis.OBSERVED), line)
    for text in sorted(_evaluated(card.matter.values.get("model-index"))):
        identity = dataset_identity(text)
        if not identity.unresolved:
            line = card.matter.line("model-index")
            how_used = (How.EVALUATES_ON, Basis.OBSERVED)
            yield from _part(card, identity, Kind.DATASET, how_used, line, scope=Scope.DEVELOPMENT)


def _evaluated(index: object) -> set[str]:
    """Return the ids of the datasets that a `model-index` reports results on; they are no training data."""
    found: set[str] = set()
    for model in index[:MAX_ITEMS] if isinstance(index, list) else ():
        results = model.get("results") if isinstance(model, dict) else None
        for result in results[:MAX_ITEMS] if isinstance(results, list) else ():
            dataset = result.get("dataset") if isinstance(result, dict) else None
            kind = dataset.get("type") if isinstance(dataset, dict) else None
            if isinstance(kind, str) and kind.strip().lower() not in {"", "custom", "private", "unknown", "other"}:
                found.add(kind.strip())
    return found


def _part(
    card: _Card, identity: Identity, kind: Kind, how: tuple[How, Basis], line: int, *, scope: Scope = Scope.RUNTIME
) -> Iterator[tuple[Component, Link | None]]:
    evidence: tuple[Evidence, ...] = (card.file.evidence(line),)
    part = component(identity, kind, evidence, scope=scope)
    if part.id != card.own:
        yield part, Link(source=card.own, how=how[0], target=part.id, basis=how[1], evidence=evidence)


def _true(value: object) -> bool:
    return isinstance(value, str) and value.lower() in {"true", "yes", "on"}
