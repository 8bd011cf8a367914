"""The license field of a manifest: a claim, or the whole text that some people put there."""

from collections.abc import Iterable
from typing import Final

from licet.model.bom import Claim, Evidence, LicenseText
from licet.model.vocabulary import Grade
from licet.readers.masking import mask

MAX_CLAIM: Final = 500
"""Characters of a claim; what is longer is a text."""
_MANY_LINES: Final = 3
_NOTHING: Final = frozenset({"", "unknown", "none", "n/a", "na", "null", "tbd", "-"})
_CLASSIFIER: Final = "License ::"


def license_field(value: str, evidence: Evidence) -> Claim | LicenseText | None:
    """Return what the field says: a claim, a license text where it holds a whole one, or nothing.

    Secrets in a claim are masked; a text is kept as it stands, since its words are what is compared.
    """
    text = value.strip()
    if text.lower() in _NOTHING:
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) >= _MANY_LINES or len(text) > MAX_CLAIM:
        return LicenseText(text=text, role="license", covers="all", evidence=evidence)
    return Claim(license=mask(" ".join(lines)), grade=Grade.METADATA, evidence=evidence)


def classifier_claims(classifiers: Iterable[tuple[str, Evidence]]) -> tuple[Claim, ...]:
    """Return a claim for each `License ::` classifier."""
    return tuple(
        Claim(license=mask(text[:MAX_CLAIM]), grade=Grade.METADATA, evidence=evidence)
        for text, evidence in classifiers
        if text.startswith(_CLASSIFIER)
    )


def as_claims(field: Claim | LicenseText | None) -> tuple[Claim, ...]:
    """Return the field where it is a claim."""
    return (field,) if isinstance(field, Claim) else ()


def as_texts(field: Claim | LicenseText | None) -> tuple[LicenseText, ...]:
    """Return the field where it is a text."""
    return (field,) if isinstance(field, LicenseText) else ()
