"""One GET over HTTP under bounds: time, bytes, redirects, attempts; secrets go to their own origin alone.

Source: RFC 9110 (redirects, Retry-After), RFC 6585 (429). What goes wrong is a `Fault` in words of our own; no text of
an exception or of an answer reaches it, since those may hold a secret.
"""

import os
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

from licet.sources.addresses import fault_of, is_loopback, origin, shown
from licet.version import VERSION

CONNECT: Final = 10.0
READ: Final = 20.0
WHOLE: Final = 90.0
"""Seconds for a connection, for silence in an answer, and for one answer with all its redirects and attempts."""
ATTEMPTS: Final = 4
MAX_REDIRECTS: Final = 5
MAX_WAIT: Final = 60.0
"""Seconds that a server may ask to be left alone for; what takes longer has failed."""
DOWN_AFTER: Final = 3
"""Vain attempts to reach a host, of all requests together, after which it is not asked again in this run."""

_PIECE: Final = 64 * 1024
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_CERTIFICATES: Final = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: `headers` by names in small letters; `address` is where it came from after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why there is no answer, in words that hold no secret."""

    reason: str


class _Refused(Exception):  # noqa: N818 - no error of the program: the request is given up, and says why
    """The request is given up for good."""


class _Unsteady(Exception):  # noqa: N818 - as above, but another attempt may succeed
    """The attempt failed; `wait` are the seconds that the server asks for, None where it says nothing."""

    def __init__(self, reason: str, wait: float | None = None, *, reached: bool = True) -> None:
        super().__init__(reason)
        self.wait = wait
        self.reached = reached


@dataclass(slots=True, kw_only=True)
class Transport:
    """Requests of one run, from any thread.

    `secrets` maps an origin, or an origin and the beginning of a path, to the Authorization it may be given.
    """

    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    whole: float = WHOLE
    read: float = READ
    pause: float = 0.5
    sleep: Callable[[float], None] = time.sleep
    _pools: dict[str, urllib3.PoolManager] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _closed_until: dict[str, float] = field(default_factory=dict)
    _vain: dict[str, int] = field(default_factory=dict)

    def get(
        self, address: str, *, limit: int, accept: str = "*/*", span: tuple[int, int] | None = None
    ) -> Reply | Fault:
        """Return the answer at an address, at most `limit` bytes of it.

        `span` asks for the bytes from, up to; a negative start asks for the last ones. An answer of 4xx is an answer;
        one of 5xx or 429 is asked for again.
        """
        end = time.monotonic() + self.whole
        headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": f"licet/{VERSION}"}
        if span:
            headers["Range"] = f"bytes={span[0]}" if span[0] < 0 else f"bytes={span[0]}-{span[1] - 1}"
        reason = ""
        for attempt in range(ATTEMPTS):
            try:
                self._wait_for(address, end)
                return self._follow(address, headers, limit, end)
            except _Refused as refused:
                return Fault(reason=str(refused))
            except _Unsteady as unsteady:
                reason = str(unsteady)
                self._note(address, reached=unsteady.reached)
                asked = self.pause * 2**attempt if unsteady.wait is None else unsteady.wait
                if asked > MAX_WAIT:
                    return Fault(reason=f"{reason}, and asks for {int(asked)} seconds of patience")
                with self._lock:
                    self._closed_until[origin(address)] = time.monotonic() + asked
        return Fault(reason=f"{reason}, {ATTEMPTS} times")

    def secret_for(self, address: str) -> str:
        """Return the Authorization for an address: that of the longest beginning that has one; empty without any."""
        host, path = origin(address), urlsplit(address).path if origin(address) else ""
        if ".." in path or "%2e" in path.lower():
            path = ""  # where such a path leads, the server alone knows
        while path:
            if secret := self.secrets.get(host + path):
                return secret
            path = path.rpartition("/")[0]
        return self.secrets.get(host, "")

    def _wait_for(self, address: str, end: float) -> None:
        """Wait as long as the host has asked every request to wait.

        Raises:
            _Refused: the host is down, or the wait would outlast the request.
        """
        host = origin(address)
        with self._lock:
            if self._vain.get(host, 0) >= DOWN_AFTER:
                raise _Refused(f"{urlsplit(address).hostname} cannot be reached")
            left = self._closed_until.get(host, 0.0) - time.monotonic()
        if left > 0:
            if time.monotonic() + left > end:
                raise _Refused("the server asks for more patience than there is time")
            self.sleep(left)

    def _note(self, address: str, *, reached: bool) -> None:
        with self._lock:
            self._vain[origin(address)] = 0 if reached else self._vain.get(origin(address), 0) + 1

    def _follow(self, address: str, headers: Mapping[str, str], limit: int, end: float) -> Reply:
        """Send the request, and on to where it is redirected."""
        come_from = ""
        for _ in range(MAX_REDIRECTS + 1):
            fault = fault_of(address, come_from=come_from)
            if fault:
                raise _Refused(f"{fault}: {shown(address)}")
            reply = self._once(address, headers, limit, end)
            if reply.status not in _MOVED or "location" not in reply.headers:
                self._note(address, reached=True)
                return reply
            come_from, address = address, _joined(address, reply.headers["location"])
        raise _Refused(f"more than {MAX_REDIRECTS} redirects")

    def _once(self, address: str, headers: Mapping[str, str], limit: int, end: float) -> Reply:
        secret = self.secret_for(address)
        sent = {**headers, "Authorization": secret} if secret else dict(headers)
        left = end - time.monotonic()
        if left <= 0:
            raise _Refused("it takes too long")
        timeout = urllib3.Timeout(connect=min(CONNECT, left), read=min(self.read, left))
        try:
            answer = self._pool(address).request(
                "GET", address, headers=sent, timeout=timeout, retries=False, redirect=False, preload_content=False
            )
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise _unsteady(error) from None
        try:
            return self._reply(answer, address, limit, end)
        except urllib3.exceptions.HTTPError as error:
            raise _unsteady(error) from None
        finally:
            answer.close()

    def _reply(self, answer: urllib3.BaseHTTPResponse, address: str, limit: int, end: float) -> Reply:
        told = {name.lower(): value for name, value in answer.headers.items()}
        if answer.status in _AGAIN:
            raise _Unsteady(_refusal(answer.status), _retry_after(told.get("retry-after", "")))
        if answer.status in _MOVED:
            return Reply(status=answer.status, headers=told, body=b"", address=address)
        encoding = told.get("content-encoding", "identity").lower()
        if encoding not in {"identity", "gzip", ""}:
            raise _Refused("the answer is encoded in a way that was not asked for")
        if _length(told.get("content-length", "")) > limit:
            raise _Refused(f"the answer is larger than {limit // 1024} KiB")
        body = self._body(answer, limit, end)
        if encoding == "gzip":
            body = _unpacked(body, limit)
        return Reply(status=answer.status, headers=told, body=body, address=address)

    def _body(self, answer: urllib3.BaseHTTPResponse, limit: int, end: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read1(_PIECE, decode_content=False) if hasattr(answer, "read1") else answer.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise _Refused(f"the answer is larger than {limit // 1024} KiB")
            if time.monotonic() > end:
                raise _Refused("it takes too long")
        if size < _length(answer.headers.get("content-length", "")):
            raise _Unsteady("the answer breaks off")
        return b"".join(pieces)

    def _pool(self, address: str) -> urllib3.PoolManager:
        """Return the connections to use for an address: through the proxy that the environment names, or straight."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        with self._lock:
            proxy = "" if is_loopback(host) or proxy_bypass(host) else getproxies().get(parts.scheme, "")
            key = f"{parts.scheme} {proxy}"
            if key not in self._pools:
                # reading all the certificates of a machine takes long
                context = _context() if parts.scheme == "https" else None
                self._pools[key] = (
                    urllib3.ProxyManager(proxy, maxsize=8, ssl_context=context, proxy_headers=_proxy_headers(proxy))
                    if proxy
                    else urllib3.PoolManager(maxsize=8, ssl_context=context)
                )
            return self._pools[key]


def _context() -> ssl.SSLContext:
    """Return the settings of TLS, with the certificates that the environment names."""
    named = next((os.environ[name] for name in _CERTIFICATES if os.path.isfile(os.environ.get(name, ""))), None)  # noqa: PTH113 - a name that is no path is no error
    return ssl.create_default_context(cafile=named)


def _proxy_headers(proxy: str) -> Mapping[str, str] | None:
    parts = urlsplit(proxy)
    if not parts.username:
        return None
    return urllib3.make_headers(proxy_basic_auth=f"{parts.username}:{parts.password or ''}")


def _length(told: str) -> int:
    """Return the length that a header tells, as far as numbers of that length mean anything; 0 where it tells none."""
    return int(told[:15]) if told.isdecimal() else 0


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return ""


def _refusal(status: int) -> str:
    return "the server has had too many requests" if status == 429 else f"the server fails ({status})"  # noqa: PLR2004 - RFC 6585


def _unsteady(error: Exception) -> _Unsteady | _Refused:
    """Say in our own words what an exception means; its text may hold an address with a secret."""
    match error:
        case urllib3.exceptions.SSLError():
            return _Refused("the certificate of the server is not trusted")
        case urllib3.exceptions.ConnectTimeoutError() | urllib3.exceptions.NewConnectionError():
            return _Unsteady("the server cannot be reached", reached=False)
        case urllib3.exceptions.ProxyError():
            return _Unsteady("the proxy cannot be reached", reached=False)
        case urllib3.exceptions.TimeoutError():
            return _Unsteady("the server is silent for too long")
        case urllib3.exceptions.IncompleteRead() | urllib3.exceptions.ProtocolError():
            return _Unsteady("the answer breaks off")
        case _:
            return _Refused("the request cannot be made")


def _retry_after(told: str) -> float | None:
    """Return the seconds that `Retry-After` asks for, as a number or as a date; None where it says nothing."""
    if told.strip().isdecimal():
        return float(told.strip()[:9])
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def _unpacked(body: bytes, limit: int) -> bytes:
    """Unpack gzip, at most `limit` bytes of it.

    Raises:
        _Refused: it holds more, or is broken.
    """
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(body, limit + 1)
    except zlib.error:
        raise _Refused("the answer is packed and broken") from None
    if len(plain) > limit or not reader.eof:
        raise _Refused(f"the answer is larger than {limit // 1024} KiB, or breaks off")
    return plain
