"""Licenses as CycloneDX writes them: 1.6 takes single licenses or one expression, 1.7 any mix.

Source: `licenseChoice` of the CycloneDX 1.6 and 1.7 schemas; `acknowledgement` tells declared from concluded.
"""

from typing import Final

from licet.licenses.spdx import listed, references
from licet.report.bom import PREFIX
from licet.report.licensing import NOASSERTION, NONE, License, Licensing

_NOTHING: Final = frozenset({NONE, NOASSERTION})
_DECLARED: Final = "declared"
_CONCLUDED: Final = "concluded"

Table = dict[str, object]


def licenses(found: Licensing, version: str) -> list[Table]:
    """The licenses of a part, each declared or concluded; empty where nothing is asserted."""
    told = [(text, word) for text, word in _both(found) if text not in _NOTHING]
    custom = {each.id: each for each in found.custom}
    if version != "1.6":
        return [_choice(text, word, custom) for text, word in told]
    if all(_single(text) for text, _ in told):
        return [_choice(text, word, custom) for text, word in told]
    text, word = next(((text, word) for text, word in told if word == _CONCLUDED), told[0])
    return [_choice(text, word, custom, details=False)]


def untold(found: Licensing, version: str) -> list[tuple[str, str]]:
    """What `licenses` cannot hold, as properties: that nothing is asserted, and what 1.6 allows no room for."""
    both = _both(found)
    crowded = version == "1.6" and not all(_single(text) for text, _ in both if text not in _NOTHING)
    told = {text for text, word in both if text not in _NOTHING and (not crowded or word == _CONCLUDED)}
    return [(f"{PREFIX}license-{word}", text) for text, word in both if text not in told]


def detected(found: Licensing) -> list[Table]:
    """The licenses recognized in texts, each once."""
    custom = {each.id: each for each in found.custom}
    names = dict.fromkeys(each["license"] for each in found.texts)
    return [_license(name, "", custom) for name in names]


def _both(found: Licensing) -> list[tuple[str, str]]:
    return [(found.declared, _DECLARED), (found.concluded, _CONCLUDED)]


def _single(text: str) -> bool:
    return " " not in text and "+" not in text


def _choice(text: str, word: str, custom: dict[str, License], *, details: bool = True) -> Table:
    if _single(text):
        return _license(text, word, custom)
    choice: Table = {"expression": text, "acknowledgement": word}
    known = [custom[each] for each in references(text) if each in custom] if details else []
    if known:
        choice["expressionDetails"] = [
            {"licenseIdentifier": each.id} | ({"url": each.urls[0]} if each.urls else {}) for each in known
        ]
        choice["properties"] = [_place(each) for each in known]
    return choice


def _license(text: str, word: str, custom: dict[str, License]) -> Table:
    told: Table = {"id" if listed(text) else "name": text}
    if word:
        told["acknowledgement"] = word
    known = custom.get(text)
    if known:
        if known.urls:
            told["url"] = known.urls[0]
        told["licensing"] = {"altIds": [known.name]}
        told["properties"] = [_place(known)]
    return {"license": told}


def _place(known: License) -> Table:
    """Where the text is: the format wants no text, so none is made up."""
    return {"name": f"{PREFIX}license-text", "value": f"{known.id}: {known.text}"}
