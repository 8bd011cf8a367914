"""What the headers of source files say of a part: for the whole of it where most agree, else for their files alone.

The rows of the decision table in docs/identification.md are named here as there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from licet.identify.claims import Stated, base, same_family, who
from licet.identify.drafts import drafts
from licet.identify.governing import Read
from licet.identify.index import load
from licet.identify.spellings import names_nothing
from licet.licenses.expression import AllOf, Expression, Leaf, OneOf, all_of
from licet.model.bom import UNREAD, Claim
from licet.model.vocabulary import Grade

MOST: Final = 64
"""Different statements of headers that are told of one part."""
_LEAST_FILES: Final = 3
_LEAST_SHARE: Final = 4
"""Files that must agree, and the part of all source files that they must be (one in so many), to speak for all."""
_OF_A_FILE: Final = re.compile(
    r"copyright|\(c\)|\u00a9|all rights reserved"
    r"|\bthis (?:source )?(?:code|software|file|program|script|work)\b",
    re.IGNORECASE,
)
"""Words of a header that speaks of its own file; without them a comment may be about any license."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """What headers say: `whole` for the whole part, `single` for their files alone, in `of` source files.

    `limits` are sentences on headers that seem to set limits beyond the license they name. `telling` are the texts of
    which all this was read, one for each statement; `more` counts statements beyond the bound.
    """

    whole: tuple[Stated, ...] = ()
    single: tuple[Stated, ...] = ()
    of: int = 0
    limits: tuple[str, ...] = ()
    telling: tuple[Read, ...] = ()
    more: int = 0

    def apart(self, concluded: Expression | None) -> Iterator[str]:
        """Say which files are under another license than the part (rows H3 to H5)."""
        for one in self.single:
            if concluded is None:
                yield f"{one.says}: {one.files} of {self.of} source files, and a license of these alone"
            elif not _within(one, concluded):
                yield f"{one.says}, but the license is {concluded}"
        yield from self.limits
        if self.more:
            yield f"headers of source files say {self.more} more things of licenses, which are not listed"


def weigh(read: Sequence[Read]) -> Headers:
    """Return what headers say together; those that say the same of a license are one statement (row H1)."""
    said: dict[str, Stated] = {}
    limits: dict[tuple[str, str], tuple[Read, int]] = {}
    telling: dict[str, Read] = {}
    for one in read:
        stated = _stated(one)
        if stated:
            key = str(stated)
            known = said.get(key)
            said[key] = replace(known, files=known.files + stated.files) if known else stated
            telling.setdefault(key, one)
        about = _limits(one, stated)
        if about:
            limit = str(stated or ""), about
            first, files = limits.get(limit, (one, 0))
            limits[limit] = (first, files + one.text.files)
    of = max((one.text.of for one in read), default=0)
    whole = tuple(one for one in said.values() if _speaks_for_all(one, list(said.values()), of))
    single = [one for one in said.values() if one not in whole]
    return Headers(
        whole=whole,
        single=tuple(single[:MOST]),
        of=of,
        limits=tuple(_limit(*said_so, *limit) for limit, said_so in list(limits.items())[:MOST]),
        telling=tuple(
            dict.fromkeys((*list(telling.values())[:MOST], *(one for one, _ in list(limits.values())[:MOST])))
        ),
        more=max(0, len(single) - MOST) + max(0, len(limits) - MOST),
    )


def _speaks_for_all(one: Stated, said: Sequence[Stated], of: int) -> bool:
    """Whether most headers agree, in enough files to speak for the whole (row H2); a copied file speaks for itself."""
    most = 2 * one.files > sum(each.files for each in said)
    enough = one.files >= _LEAST_FILES and one.files * _LEAST_SHARE >= of
    return most and (enough or one.files >= of)


def _stated(read: Read) -> Stated | None:
    """Return all that one header says of licenses, as one claim; None where it names none."""
    claims = read.claims
    sharp = [one for one in claims if not one.vague]
    told = [one for one in claims if not one.vague or not _is_of(one, sharp)]
    distinct = list({str(one): one for one in reversed(told)}.values())[::-1]
    if len(distinct) < 2:  # noqa: PLR2004 - one license, or none
        return replace(distinct[0], files=read.text.files) if distinct else None
    expression = all_of(one.expression for one in distinct)
    claim = Claim(license=str(expression), grade=Grade.METADATA, evidence=distinct[0].claim.evidence)
    return Stated(claim=claim, expression=expression, vague=not sharp, files=read.text.files)


def _is_of(vague: Stated, sharp: Sequence[Stated]) -> bool:
    return any(same_family(vague.expression, one.expression) for one in sharp)


def _limits(read: Read, stated: Stated | None) -> str:
    """Return what a header seems to limit beyond the license that it names; empty for nothing.

    Without a license, all of its words count where it speaks of its own file; with one, what changes its text and the
    notices beside it that name no license.
    """
    text = read.text.text
    if stated:
        beside = [one for one in read.detections if one.kind == "notice" and names_nothing(one.key or one.license)]
        passages = [text[span.start : span.end] for one in beside for span in one.spans]
        found = [draft for one in read.detections for draft in one.drafts]
    else:
        passages = [text] if read.detections and _OF_A_FILE.search(text) else []
        found = []
    found += (draft for passage in passages for draft in drafts(passage, read.evidence.line))
    return ", ".join(dict.fromkeys(one.about for one in found if one.about != UNREAD))


def _limit(read: Read, files: int, license_name: str, about: str) -> str:
    says, names, seems = ("says", "names", "seems") if files == 1 else ("say", "name", "seem")
    what = f"{says} {license_name}" if license_name else f"{names} no license"
    return f"{who(read.evidence, files)} {what}, and {seems} to speak of {about}"


def _within(one: Stated, concluded: Expression) -> bool:
    """Whether a license is one of those that bind the part anyway, or leaves the choice of one."""
    if one.vague:
        return same_family(one.expression, concluded)
    usual = load().declared_as
    names = base(concluded) | {(usual.get(name, name), exception) for name, exception in base(concluded)}
    return _is_among(one.expression, names)


def _is_among(expression: Expression, names: frozenset[tuple[str, str]]) -> bool:
    match expression:
        case Leaf():
            return base(expression) <= names
        case AllOf(parts=parts):
            return all(_is_among(part, names) for part in parts)
        case OneOf(parts=parts):
            return any(_is_among(part, names) for part in parts)
