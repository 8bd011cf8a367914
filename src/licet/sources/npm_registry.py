"""The npm registry: the license that a package's manifest claims, and the license texts in its archive.

Source: npm's registry API (a version's manifest), npm's guide on `package.json` (`license`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from licet.model.bom import Claim, Evidence
from licet.model.lookups import Answer, Document, Failed, Looked, Missing, Registry, Sought
from licet.model.vocabulary import Grade
from licet.sources import Wanted
from licet.sources.addresses import shown
from licet.sources.answers import Answers
from licet.sources.archives import MAX_WHOLE, Taken, tar_members
from licet.sources.plain import items, json_of, member, text
from licet.sources.transport import Fault

NAME: Final = "npm-registry"
REGISTRIES: Final = frozenset({Registry.NPM})
MAX_MANIFEST: Final = 4 * 1024 * 1024
_MAX_CLAIM: Final = 500
_NAME: Final = re.compile(r"(?:@[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,100}/)?[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,213}")
_VERSION: Final = re.compile(r"[0-9A-Za-z.+_-]{1,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NpmRegistry:
    """The registry of all packages, and those that the packages of single scopes come from."""

    answers: Answers
    address: str
    scopes: Mapping[str, str] = field(default_factory=dict)
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        """Return the manifest's claims and the texts of a version, the newest where none is pinned."""
        scope = sought.plain_name.partition("/")[0]
        registry = self.scopes.get(scope, self.address)
        source = shown(registry)
        if not _NAME.fullmatch(sought.plain_name):
            return Missing(source=source, reason="it is no name of a package")
        place = f"{registry}/{quote(sought.plain_name, safe='@')}/{quote(sought.plain_version or 'latest', safe='')}"
        reply = self.answers.get(place, limit=MAX_MANIFEST)
        if isinstance(reply, Fault):
            return Failed(source=source, reason=reply.reason)
        if reply.status in {404, 405}:
            return Missing(source=source, reason="no such package or version")
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return Failed(source=source, reason=f"the registry answers {reply.status}")
        said = json_of(reply.body)
        if text(said, "name") != sought.plain_name or not _VERSION.fullmatch(text(said, "version")):
            return Failed(source=source, reason="the answer is no manifest of the package")
        taken = self._texts(text(member(said, "dist"), "tarball"), wanted)
        faults = (f"archive: its license texts are not read: {taken.reason}",) if isinstance(taken, Fault) else ()
        documents = {} if isinstance(taken, Fault) else taken
        return Looked(
            source=source,
            name=sought.name,
            revision=text(said, "version"),
            documents=tuple(
                Document(path=name, data=data, sha256=sha256(data).hexdigest())
                for name, data in sorted(documents.items())
            ),
            claims=tuple(_claims(said, reply.body)),
            faults=faults,
            complete=not faults,
        )

    def _texts(self, address: str, wanted: Wanted) -> Taken | Fault:
        if not address:
            return Fault(reason="the manifest names no archive")
        reply = self.answers.get(address, limit=MAX_WHOLE, settled=True)
        if isinstance(reply, Fault):
            return reply
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return Fault(reason=f"the registry answers {reply.status}")

        def take(name: str) -> bool:
            top, _, rest = name.partition("/")
            return bool(top) and "/" not in rest and rest.lower() != "readme.md" and wanted(rest)

        taken = tar_members(reply.body, take)
        return taken if isinstance(taken, Fault) else {name.partition("/")[2]: data for name, data in taken.items()}


def _claims(said: object, body: bytes) -> list[Claim]:
    """Return what `license` says, and `licenses` of old manifests."""
    digest = sha256(body).hexdigest()
    evidence = Evidence(path="package.json", sha256=digest)
    one = member(said, "license")
    every = [one, *items(said, "licenses")]
    told = [" ".join((each if isinstance(each, str) else text(each, "type")).split()) for each in every]
    usable = [each[:_MAX_CLAIM] for each in told if each and each.isprintable()]
    return [Claim(license=each, grade=Grade.METADATA, evidence=evidence) for each in usable]
