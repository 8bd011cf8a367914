"""What someone says a component's license is, brought into one form: SPDX expressions where they can be had."""

import re
from dataclasses import dataclass
from typing import Final

from licet.identify.index import load
from licet.identify.match import recognize
from licet.identify.name_tables import hub_ids, spellings
from licet.identify.spellings import is_license, read
from licet.licenses.expression import Expression, Leaf, all_of, leaves, parse
from licet.licenses.store import find
from licet.model.bom import Claim, Evidence

NO_CLAIM: Final = frozenset(
    {"", "other", "unknown", "none", "null", "n/a", "noassertion", "unspecified", "not specified"}
)
"""Words in a license field that name no license (INPUTS section 1.1: the Hub's `other` and `unknown`)."""

_POINTER: Final = re.compile(r"(?:see|license) +(?:license|file|in|the|attached|copying).{0,200}", re.IGNORECASE)
_CLASSIFIER: Final = "License :: "
_FILE: Final = re.compile(r"(?:file )?(?:licen[sc]e|copying)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
_WHOLE_TEXT: Final = 400
"""Characters from which a license field may hold a whole license text."""
_SHOWN: Final = 100
"""Characters of a name that is no license."""
_ANY_LICENSE: Final = frozenset(
    {"license", "licenses", "licensed", "software", "public", "general", "open", "source", "the", "and", "or", "v"}
    | {"version", "later", "only", "licenseref", "scancode", "licet", "agreement", "of", "under", "terms", "model"}
)
_JOINTS: Final = frozenset({"the", "and", "or", "of", "under"})
"""Words of the above that do not stand within the name of a family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim that names a license; `vague` where the name is not one license, such as a family without a version.

    `files` counts the files that say the same.
    """

    claim: Claim
    expression: Expression
    vague: bool
    files: int = 1

    def __str__(self) -> str:
        return str(self.expression)

    @property
    def says(self) -> str:
        """Who says what: the place of the claim, the number of others, the license."""
        return f"{who(self.claim.evidence, self.files)} say{'s' if self.files == 1 else ''} {self}"


def who(evidence: Evidence, files: int) -> str:
    """Name the first of several files, and how many more there are."""
    more = f" and {files - 1} more file{'' if files == 2 else 's'}" if files > 1 else ""  # noqa: PLR2004 - one more
    return f"{evidence}{more}"


def read_claim(claim: Claim) -> Stated | None:
    """Return what a claim says; None where it names no license."""
    raw = claim.license.strip()
    told = raw.casefold()
    if claim.hub and told in hub_ids().licenses:
        return _sharp(claim, parse(hub_ids().licenses[told]))
    if claim.hub and told in hub_ids().families:
        return Stated(claim=claim, expression=Leaf(raw, known=False), vague=True)
    if told in NO_CLAIM or _POINTER.fullmatch(raw) or (claim.hub and told in hub_ids().nothing):
        return _elsewhere(claim)
    if len(raw) >= _WHOLE_TEXT and (text := _from_text(raw)) is not None:
        return _sharp(claim, text)
    if raw.startswith(_CLASSIFIER):
        found_as_classifier = read(raw)
        return _sharp(claim, found_as_classifier) if found_as_classifier else _named(claim, raw.rpartition(" :: ")[2])
    return _named(claim, raw)


def _elsewhere(claim: Claim) -> Stated | None:
    """Return what the name and the address beside a field say that names no license itself.

    A card that gives its license a name of its own says that there is one, though nobody knows it.
    """
    found = [one for one in map(read, (claim.name, claim.url)) if one]
    if found:
        return _sharp(claim, all_of(found))
    said = (claim.name.strip(), claim.url if "://" in claim.url else "")
    words = next((one for one in said if one.casefold() not in NO_CLAIM and not _FILE.fullmatch(one)), "")
    return Stated(claim=claim, expression=_unknown(words), vague=True) if claim.hub and words else None


def _unknown(words: str) -> Leaf:
    """A license of which the words alone are known; they must not be taken for a known one when read again."""
    shown = words[:_SHOWN]
    return Leaf(f"{shown}…" if all(map(is_license, leaves(parse(shown)))) else shown, known=False)


def _named(claim: Claim, raw: str) -> Stated | None:
    """Return what a name says; one that stands for no license in particular keeps its words."""
    if raw.casefold() in NO_CLAIM or raw == "OSI Approved" or _FILE.fullmatch(raw):
        return None
    found = read(raw)
    if found is not None:
        return _sharp(claim, found)
    words = raw if len(raw) <= _SHOWN or "\n" not in raw else raw.split("\n", 1)[0][:_SHOWN]
    expression = parse(words)
    if not isinstance(expression, Leaf) and words == raw:
        # too long for a name, and yet an expression; or a list one part of which nobody knows
        known = all(map(is_license, leaves(expression)))
        return _sharp(claim, expression) if known else Stated(claim=claim, expression=expression, vague=True)
    return Stated(claim=claim, expression=_unknown(words), vague=True)


def _sharp(claim: Claim, expression: Expression) -> Stated:
    return Stated(claim=claim, expression=expression, vague=False)


def same_family(vague: Expression, others: Expression) -> bool:
    """Return whether a vague name shares a word with the licenses of another expression, as a family does.

    A name that speaks of a limit of its own ("..., for research only") is not vaguer than a license but stricter.
    """
    words = {word for leaf in leaves(vague) for word in _words(leaf.id)}
    own = {word for leaf in leaves(others) for word in _family(leaf)}
    lexicon = load().lexicon
    return bool(words & own) and not (words - own) & (lexicon.terms | lexicon.topics)


def family(words: str, license_id: str) -> str:
    """Return the part of some words that names the family of a license; all of them where none does."""
    own = _family(Leaf(license_id, known=False))
    found = list(re.finditer(r"[A-Za-z]+", words))
    first = next((at for at, word in enumerate(found) if word[0].casefold() in own), None)
    if first is None:
        return words[:_SHOWN]
    more = own | (_ANY_LICENSE - _JOINTS) | spellings().hedges
    end = next((at for at in range(first, len(found)) if found[at][0].casefold() not in more), len(found))
    return words[found[first].start() : found[end - 1].end()][:_SHOWN]


def base(expression: Expression) -> frozenset[tuple[str, str]]:
    """Return the licenses of an expression with their exceptions, later versions and the operators left aside."""
    return frozenset((_without_version_range(leaf.id), leaf.exception) for leaf in leaves(expression))


def _from_text(raw: str) -> Expression | None:
    found = {
        one.license for one in recognize(raw, Evidence(path="")) if one.match != "tag" and one.document == "license"
    }
    return all_of(Leaf(one, known=find(one) == one) for one in sorted(found)) if found else None


def _without_version_range(name: str) -> str:
    return name.removesuffix("-or-later").removesuffix("-only")


def _words(text: str) -> list[str]:
    plain = re.findall(r"[a-z]+", text.casefold())
    return [word for word in plain if word not in _ANY_LICENSE]


def _family(leaf: Leaf) -> set[str]:
    titles = " ".join(load().titles.get(leaf.id, ()))
    return {*_words(leaf.id), *_words(titles)}
