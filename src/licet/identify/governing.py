"""Which of several texts governs a part: by its kind, by what each text covers, and by what role the text has.

The decision table with its reasons is in docs/identification.md; the rows are named here as there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from licet.identify.claims import Stated, family, read_claim
from licet.identify.match import recognize
from licet.identify.spellings import names_nothing, read, same_version, says
from licet.identify.tags import tags
from licet.licenses.expression import Leaf, normalize, parse
from licet.model.bom import PRODUCT, Claim, Component, Detection, Evidence, LicenseText
from licet.model.vocabulary import Grade, Kind

_COVERED: Final = {
    Kind.MODEL: "weights",
    Kind.ADAPTER: "weights",
    Kind.TOKENIZER: "weights",
    Kind.DATASET: "data",
    Kind.OUTPUT: "data",
    Kind.PROMPT: "data",
}
"""What a license file must cover to be meant for a component; everything else is code."""
_AMID: Final = frozenset({"notice", "readme", "header"})
"""Roles of texts in which a license stands among other matter, which then does not change it."""
_HINTS: Final = frozenset({"readme", "header"})
_LICET_TOML: Final = "licet.toml"
_SHORT: Final = 60
"""Words up to which a license file that names a license in passing only points to it."""
_LINE: Final = 100
"""Characters of a line that may be the name of a license and nothing else."""
_LINES: Final = 40
"""Lines of a card's section that are looked at for such a name."""
_SAID: Final = 500
"""Characters of a notice that are kept as its words."""
_NOTICE: Final = 40
"""Words of a notice from which its wording alone tells the license."""
_SENTENCE: Final = 25
"""Words of a notice from which it tells the license by a wording that is known and by the version that it names."""
_LABEL: Final = re.compile(r"^licen[sc]e[*_ ]*:", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://[^\s<>()\[\]\"']{4,300}", re.IGNORECASE)
_MARKUP: Final = "*_`#>-\"'.:, \t"
_SIGNS: Final = _MARKUP + "/;%!<@"
"""What stands around a name that has a line of its own: markup, and the signs of comments."""
_COMMENT: Final = re.compile(r"^[ \t]{0,20}(?:[#*;%!]{1,4}|/{2,4}|--)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text of a component and what was recognized in it."""

    text: LicenseText
    detections: tuple[Detection, ...]

    @property
    def evidence(self) -> Evidence:
        """Where the text is."""
        return self.text.evidence

    @property
    def recognized(self) -> tuple[Detection, ...]:
        """The known license texts and exceptions in it, exact or changed."""
        return tuple(one for one in self.detections if _is_text(one) and one.document != "policy")

    @property
    def policies(self) -> tuple[Detection, ...]:
        """The known use policies in it, exact or changed."""
        return tuple(one for one in self.detections if _is_text(one) and one.document == "policy")

    @property
    def pointers(self) -> tuple[Stated, ...]:
        """The licenses that it points to, as claims.

        A name in passing counts in a card, and in a file that is too short to say anything else.
        """
        passing = self.text.role in _HINTS or len(self.text.text.split()) <= _SHORT
        said = [(one, self._pointed(one)) for one in self.detections if not _is_text(one)]
        pointing = [(one, claim) for one, claim in said if claim is not None]
        firm = [claim for one, claim in pointing if one.kind != "reference"]
        loose = [claim for one, claim in pointing if one.kind == "reference"] if passing and not self.recognized else []
        if self.text.role == "header":
            # a comment may be about licenses ("reads MIT files"); an address, or a line of its own, says which it is
            loose = [one for one in loose if "/" in one.claim.license]
        if firm and self.text.role != "readme":
            loose = []
        # of a card nothing is passed over: "MIT; the weights are under ..." says both
        taken = [*firm, *loose]
        hears = self.text.role == "readme" or (self.text.role == "header" and not taken)
        named = (*self._named(), *self._linked()) if hears and not self.recognized else ()
        # a name that has a line of its own says more plainly where it stands
        return (*named, *taken)

    @property
    def claims(self) -> tuple[Stated, ...]:
        """All that it says of a license, the whole texts in it included, as claims."""
        return (*_claims(one for one in self.detections if _is_text(one) and one.document == "license"), *self.pointers)

    def _pointed(self, one: Detection) -> Stated | None:
        """What a tag, a notice or a name in passing says, in its own words.

        Words that are no license in particular say nothing; those that leave its version open, or call something
        "like it", name a family.
        """
        words = self.text.text[one.spans[0].start : one.spans[0].end] if one.spans else ""
        words = " ".join(_COMMENT.sub(" ", words).split() if self.text.role == "header" else words.split())
        raw = next((tag.raw for tag in tags(words)), "")
        if raw or not words:
            return read_claim(Claim(license=raw or one.license, grade=Grade.METADATA, evidence=one.evidence))
        if names_nothing(one.key or one.license):
            return None
        claim = Claim(license=words[:_SAID], grade=Grade.METADATA, evidence=one.evidence)
        found, size = read(words), len(words.split())
        # in a whole sentence of a known notice, "not" and "much" are no hedges
        known = one.kind == "notice" and one.score == 1 and size >= _SENTENCE and same_version(words, one.license)
        if found is not None or size > _NOTICE or known or says(words, one.license):
            return Stated(claim=claim, expression=found or parse(one.license), vague=False)
        return Stated(claim=claim, expression=Leaf(family(words, one.license), known=False), vague=True)

    def _linked(self) -> Iterator[Stated]:
        """Addresses in a card's section that are the page of a license."""
        if self.text.role != "readme":
            return
        for found in islice(_ADDRESS.finditer(self.text.text), _LINES):
            expression = read(found.group().rstrip(_MARKUP))
            if expression is not None:
                number = self.text.text.count("\n", 0, found.start())
                evidence = replace(self.evidence, line=self.evidence.line + number if self.evidence.line else 0)
                claim = Claim(license=found.group()[:_SAID], grade=Grade.METADATA, evidence=evidence)
                yield Stated(claim=claim, expression=expression, vague=False)

    def _named(self) -> Iterator[Stated]:
        """Lines of a card's section, or of a header, that are the name of a license and nothing else."""
        title = 1 if self.text.role == "readme" else 0
        lines = self.text.text.split("\n", _LINES + 1)[title : _LINES + title]
        for number, line in enumerate(lines, title):
            name = _LABEL.sub("", line.strip(_SIGNS)).strip(_SIGNS).removeprefix("[").partition("](")[0]
            if name and len(name) <= _LINE:
                evidence = replace(self.evidence, line=self.evidence.line + number if self.evidence.line else 0)
                stated = read_claim(Claim(license=name, grade=Grade.METADATA, evidence=evidence))
                if stated is not None and not stated.vague:
                    yield stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The texts of a component by what they do: govern, hint at a license, speak of one file, or limit its use."""

    governing: tuple[Read, ...]
    hints: tuple[Read, ...]
    headers: tuple[Read, ...]
    policies: tuple[Read, ...]

    @property
    def claims(self) -> tuple[Stated, ...]:
        """What all these texts say of licenses whose text they do not hold."""
        meant = (claim for one in self.governing for claim in _claims(() if one.recognized else one.policies))
        pointed = (claim for one in self.governing for claim in one.pointers)
        return (*pointed, *meant, *(claim for one in self.hints for claim in one.claims))


def read_texts(component: Component) -> tuple[Read, ...]:
    """Return the texts of a component with what is recognized in each."""
    return tuple(Read(text=text, detections=_detections(text)) for text in component.texts)


def sources(component: Component, read: Sequence[Read]) -> Sources:
    """Return which of the texts governs, and what the others do (rows T2 to T7, N1 to N7, H1 to H6)."""
    covered = "" if _is_unknown_kind(component) else _COVERED.get(component.kind, "code")
    governing = _governing(component, read, covered)
    hints = _for(covered, [one for one in read if one.text.role == "readme"])
    if not any(one.recognized for one in governing):
        whole = [one for one in hints if one.recognized]
        governing = [*governing, *whole]
        hints = [one for one in hints if one not in whole]
    policies = [one for one in read if one.text.role == "policy"]
    headers = [one for one in read if one.text.role == "header"] if covered in {"code", ""} else []
    return Sources(governing=tuple(governing), hints=tuple(hints), headers=tuple(headers), policies=tuple(policies))


def _governing(component: Component, read: Sequence[Read], covered: str) -> list[Read]:
    licenses = [one for one in read if one.text.role == "license"]
    if component.license_file:
        named = [one for one in licenses if _is_file(one.evidence.path, component.license_file)]
        if named:
            return named
    return _for(covered, licenses)


def _for(covered: str, read: Sequence[Read]) -> list[Read]:
    """Return the texts for this kind of part, else those for everything; all where the kind is not known."""
    if not covered:
        return list(read)
    fitting = [one for one in read if one.text.covers == covered]
    return fitting or [one for one in read if one.text.covers == "all"]


def _is_unknown_kind(component: Component) -> bool:
    """Whether nothing but license files speaks of a part, which then is a library for want of anything better."""
    if component.kind is not Kind.LIBRARY or component.purl or component.id == PRODUCT:
        return False
    if any(claim.grade is not Grade.STATED for claim in component.claims):
        return False
    texts = {text.evidence.path for text in component.texts}
    others = {evidence.path for evidence in component.evidence} - texts
    return bool(texts) and component.at_hand and all(path.endswith(_LICET_TOML) for path in others)


def _is_file(path: str, stated: str) -> bool:
    name = stated.removeprefix("./")
    return path == name or path.endswith(f"/{name}")


def _is_text(detection: Detection) -> bool:
    return detection.match != "tag" and detection.kind == "text"


def _claims(detections: Sequence[Detection] | Iterator[Detection]) -> tuple[Stated, ...]:
    claims = (Claim(license=one.license, grade=Grade.METADATA, evidence=one.evidence) for one in detections)
    return tuple(stated for claim in claims if (stated := read_claim(claim)) is not None)


def _detections(text: LicenseText) -> tuple[Detection, ...]:
    found = _recognized(text.text, text.evidence.line, apart=text.role not in _AMID)
    return tuple(
        replace(
            one,
            license=normalize(one.license) if one.document == "tag" else one.license,
            evidence=replace(text.evidence, line=one.evidence.line),
        )
        for one in found
    )


@lru_cache(maxsize=512)
def _recognized(text: str, line: int, *, apart: bool) -> tuple[Detection, ...]:
    return recognize(text, Evidence(path="", line=line), apart=apart)
