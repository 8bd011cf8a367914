"""Answers kept on disk, so that a run that was broken off goes on where it stopped.

An answer that cannot change (a file at a commit) is kept for good; one that may is kept only until a run has come to
its end. Each is one file: a line of JSON with its status, headers and the hash of the body, then the body. One whose
hash does not fit is not used. Addresses are stored as hashes; a request with a secret has a place of its own.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.sources.plain import json_of, member, text
from licet.sources.transport import Fault, Reply, Transport

MAX_KEPT: Final = 32 * 1024 * 1024
"""Bytes of one answer that is kept."""
DAY: Final = 24 * 3600
"""Seconds after which an answer of a run that was broken off is too old."""
_HEADERS: Final = frozenset({"x-error-code", "x-repo-commit", "content-type", "content-range", "accept-ranges"})


def cache_folder() -> Path:
    """Return the folder of Licet's own cache: `LICET_CACHE`, else `licet` in the cache folder of the user."""
    own = os.environ.get("LICET_CACHE")
    return Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "licet"


@dataclass(slots=True, kw_only=True)
class Answers:
    """The answers of one run: asked once each, over the network where none is kept.

    `fresh` asks anew whatever may have changed.
    """

    transport: Transport
    folder: Path | None = None
    fresh: bool = False
    _failed: dict[str, Fault] = field(default_factory=dict)

    def get(
        self,
        address: str,
        *,
        limit: int,
        accept: str = "*/*",
        settled: bool = False,
        span: tuple[int, int] | None = None,
    ) -> Reply | Fault:
        """Return the answer at an address; `settled` where it can never change."""
        place = self._place(address, accept, span, settled=settled)
        kept = self._kept(place, settled=settled) if place else None
        if kept is not None and len(kept.body) <= limit:
            return kept
        if place and str(place) in self._failed:
            return self._failed[str(place)]
        reply = self.transport.get(address, limit=limit, accept=accept, span=span)
        if isinstance(reply, Fault):
            if place:
                self._failed[str(place)] = reply
        elif place and (reply.status in {200, 206} or (settled and _says_absent(reply))):  # RFC 9110
            _keep(place, reply)
        return reply

    def finish(self) -> None:
        """End the run: what may change is forgotten."""
        for place in self._passing():
            place.unlink(missing_ok=True)

    def _passing(self) -> Iterator[Path]:
        if self.folder:
            yield from sorted((self.folder / "passing").glob("*/*"))

    def _place(self, address: str, accept: str, span: tuple[int, int] | None, *, settled: bool) -> Path | None:
        if self.folder is None:
            return None
        secret = self.transport.secret_for(address)
        key = sha256(f"{address}\n{accept}\n{span}\n{sha256(secret.encode()).hexdigest()}".encode()).hexdigest()
        return self.folder / ("settled" if settled else "passing") / key[:2] / key[2:]

    def _kept(self, place: Path, *, settled: bool) -> Reply | None:
        if self.fresh and not settled:
            return None
        try:
            if place.stat().st_size > MAX_KEPT or (not settled and time.time() - place.stat().st_mtime > DAY):
                return None
            head, _, body = place.read_bytes().partition(b"\n")
        except OSError:
            return None
        told = json_of(head)
        status, headers = member(told, "status"), member(told, "headers")
        fits = text(told, "sha256") == sha256(body).hexdigest()
        if not fits or not isinstance(status, int) or not isinstance(headers, dict):
            return None
        return Reply(status=status, headers=headers, body=body, address=text(told, "address"))


def _says_absent(reply: Reply) -> bool:
    return reply.headers.get("x-error-code") == "EntryNotFound"


def _keep(place: Path, reply: Reply) -> None:
    """Put an answer in its place, whole or not at all; a cache that cannot be written is none."""
    headers = {name: value for name, value in reply.headers.items() if name in _HEADERS}
    told = {"status": reply.status, "headers": headers, "sha256": sha256(reply.body).hexdigest(), "address": ""}
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".part-", delete=False) as file:
            file.write(json.dumps(told, sort_keys=True).encode() + b"\n" + reply.body)
        Path(file.name).replace(place)
    except OSError:
        return
