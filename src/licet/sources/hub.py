"""The Hugging Face Hub, or a mirror of it at `HF_ENDPOINT`: what its API says of a repository, and its texts.

Source: INPUTS 1.4 (requests and answers as the client makes and reads them), huggingface_hub's list of error codes.
Files are read at the commit that the API names, never at a branch. The token in `HF_TOKEN` is optional.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from licet.model.lookups import Answer, Document, Failed, Gated, Looked, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.addresses import fault_of, origin, shown
from licet.sources.answers import Answers
from licet.sources.plain import json_of, member, text, texts
from licet.sources.transport import Fault, Reply

NAME: Final = "hub"
REGISTRIES: Final = frozenset({Registry.MODEL, Registry.DATASET})
HUB: Final = "https://huggingface.co"
MAX_API: Final = 8 * 1024 * 1024
"""Bytes of what the API says of one repository; the list of its files is most of it."""
MAX_FILE: Final = 2 * 1024 * 1024
MAX_FILES: Final = 24
"""Cards, licenses, notices and policies of one repository that are read."""
API_CARD: Final = "api:README.md"
"""The name under which what the API says of a card is read, where the card itself cannot be."""

_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}(?:/[A-Za-z0-9_.-]{1,100})?")
_USUAL: Final = ("LICENSE", "LICENSE.md", "LICENSE.txt", "NOTICE", "README.md", "USE_POLICY.md", "adapter_config.json")
"""What is asked for where the Hub does not list the files."""
_GATED: Final = 403
_NOT_SHOWN: Final = frozenset({401, 404})
_DENIED: Final = frozenset({401, 403})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repository:
    """What the API says: today's name, the commit, the files (None where none are listed), the card, the gate.

    `changed` is the day of the last commit to the repository.
    """

    name: str
    sha: str
    files: tuple[str, ...] | None
    card: Mapping[str, object]
    gated: bool
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """The Hub at one endpoint."""

    answers: Answers
    endpoint: str = HUB
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        """Return what the Hub knows of a model or a dataset, with its texts at the commit it names."""
        if not _NAME.fullmatch(sought.plain_name) or ".." in sought.plain_name:
            return Missing(source=self.source, reason="it is no name of a repository")
        reply = self._ask(sought)
        if isinstance(reply, Fault):
            return self._failed(reply.reason)
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return self._refusal(reply)
        said = _repository(reply.body)
        if said is None:
            return self._failed("the Hub's answer is no description of a repository")
        # the day is that of the newest commit, which another revision that was asked for need not be
        changed = "" if sought.version else said.changed
        looked = Looked(source=self.source, name=said.name, revision=said.sha, changed=changed)
        documents, absent, faults, denied = self._documents(sought, said, wanted)
        card = (_card(said),) if said.card else ()
        looked = replace(looked, documents=(*documents, *card), absent=absent, faults=faults)
        if denied or (said.gated and not documents):
            reason = "gated: its files are shown to those alone whom it granted access"
            return Gated(source=self.source, reason=reason, partly=looked)
        return replace(looked, complete=not faults)

    @property
    def source(self) -> str:
        """The endpoint without credentials."""
        return shown(self.endpoint)

    def _ask(self, sought: Sought) -> Reply | Fault:
        kind = "datasets" if sought.registry is Registry.DATASET else "models"
        revision = f"/revision/{quote(sought.plain_version, safe='')}" if sought.version else ""
        address = f"{self.endpoint}/api/{kind}/{sought.plain_name}{revision}"
        # what a commit says is settled; a branch moves
        settled = bool(_COMMIT.fullmatch(sought.version)) and not self.answers.fresh
        return self.answers.get(address, limit=MAX_API, settled=settled)

    def _refusal(self, reply: Reply) -> Answer:
        code = reply.headers.get("x-error-code", "")
        if code == "GatedRepo" or (reply.status == _GATED and code != "RepoNotFound"):
            return Gated(source=self.source, reason="gated: nothing of it is shown without access")
        if code == "RevisionNotFound":
            return Missing(source=self.source, reason="it has no such revision")
        if reply.status in _NOT_SHOWN:
            return Missing(source=self.source, reason="missing, private or renamed without a trace")
        return self._failed(f"the Hub answers {reply.status}")

    def _failed(self, reason: str) -> Failed:
        return Failed(source=self.source, reason=reason)

    def _documents(
        self, sought: Sought, said: _Repository, wanted: Wanted
    ) -> tuple[tuple[Document, ...], tuple[str, ...], tuple[str, ...], bool]:
        """Return the texts, the files that are not there, what went wrong, and whether access was denied."""
        found: list[Document] = []
        absent: list[str] = []
        faults: list[str] = []
        denied = False
        listed = _USUAL if said.files is None else said.files
        names = [name for name in listed if "/" not in name and wanted(name)]
        for name in names[:MAX_FILES]:
            folder = "datasets/" if sought.registry is Registry.DATASET else ""
            address = f"{self.endpoint}/{folder}{quote(said.name, safe='/')}/resolve/{said.sha}/{quote(name)}"
            reply = self.answers.get(address, limit=MAX_FILE, settled=True)
            if isinstance(reply, Fault):
                faults.append(f"{name}: {reply.reason}")
            elif reply.status == 200:  # noqa: PLR2004 - RFC 9110
                found.append(Document(path=name, data=reply.body, sha256=sha256(reply.body).hexdigest()))
            elif reply.headers.get("x-error-code") == "EntryNotFound":
                absent.append(name)
            elif reply.status in _DENIED:
                denied = True
            else:
                faults.append(f"{name}: the Hub answers {reply.status}")
        if len(names) > MAX_FILES:
            faults.append(f"only the first {MAX_FILES} of its texts are read")
        if not any(map(_is_license, (*names, *absent))):
            absent.append("LICENSE")
        return tuple(found), tuple(absent), tuple(faults), denied


def endpoint() -> str:
    """Return the address of the Hub that `HF_ENDPOINT` names, else its own; what may not be asked is told on asking."""
    return os.environ.get("HF_ENDPOINT", "").strip().rstrip("/") or HUB


def secrets() -> dict[str, str]:
    """Return the Authorization for the endpoint's origin, where `HF_TOKEN` is set and may be sent there."""
    token = os.environ.get("HF_TOKEN", "").strip()
    usable = token.isascii() and token.isprintable() and " " not in token
    return {origin(endpoint()): f"Bearer {token}"} if token and usable and not fault_of(endpoint()) else {}


def _is_license(name: str) -> bool:
    return name.lower().startswith(("licen", "copying"))


def _repository(body: bytes) -> _Repository | None:
    said = json_of(body)
    name, sha = text(said, "id"), text(said, "sha")
    if not _NAME.fullmatch(name) or not _COMMIT.fullmatch(sha):
        return None
    siblings = member(said, "siblings")
    listed = (
        {text(one, "rfilename") for one in siblings if isinstance(one, dict)} if isinstance(siblings, list) else None
    )
    files = None if listed is None else tuple(sorted(listed - {""}))
    card = member(said, "cardData")
    gated = member(said, "gated")
    return _Repository(
        name=name,
        sha=sha,
        files=files,
        card=_with_tags(card if isinstance(card, dict) else {}, texts(said, "tags"), text(said, "pipeline_tag")),
        gated=gated not in (None, False, "false"),
        changed=_day(text(said, "lastModified")),
    )


def _day(moment: str) -> str:
    """The day of a moment as the API writes it (`2024-02-19T11:06:12.000Z`); empty where it is none."""
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return ""


def _with_tags(card: Mapping[str, object], tags: tuple[str, ...], task: str) -> Mapping[str, object]:
    """Add to a card what the Hub made of it: the relation to its bases, a license that only a tag tells."""
    told = dict(card)
    relations = [tag for tag in tags if tag.startswith("base_model:") and tag.count(":") > 1]
    licenses = [tag.removeprefix("license:") for tag in tags if tag.startswith("license:")]
    if relations:
        own = told.get("tags")
        told["tags"] = [*(own if isinstance(own, list) else []), *relations]
        told.setdefault("base_model", [tag.split(":", 2)[2] for tag in relations])
    if licenses and not told.get("license"):
        told["license"] = licenses
    if task and not told.get("pipeline_tag"):
        told["pipeline_tag"] = task
    return told


def _card(said: _Repository) -> Document:
    """Return what the API says as a card; YAML reads JSON."""
    matter = json.dumps(said.card, ensure_ascii=True, sort_keys=True)
    data = f"---\n{matter}\n---\n".encode()
    return Document(path=API_CARD, data=data, sha256=sha256(data).hexdigest())
