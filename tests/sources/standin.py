"""A stand-in for the Hub and for package indexes: a real HTTP server on the loopback, told what to answer."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

SHA = "0123456789abcdef0123456789abcdef01234567"
NEXT_SHA = "89abcdef0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Answer:
    """What is sent: `declared` bytes are promised where given, and `slow` seconds pass first."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None
    slow: float = 0.0
    drip: float = 0.0


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]


class StandIn:
    """Routes and what was asked; a route with several answers gives them in turn, the last one for ever."""

    def __init__(self) -> None:
        self.routes: dict[str, list[Answer]] = {}
        self.asked: list[Request] = []
        self.address = ""

    def put(self, path: str, *answers: Answer) -> None:
        self.routes[path] = list(answers)

    def put_json(self, path: str, value: object, **keys: str) -> None:
        self.put(path, Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json", **keys}))

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def repository(
        self,
        name: str,
        files: Mapping[str, str | bytes | Answer],
        *,
        sha: str = SHA,
        dataset: bool = False,
        gated: str | bool = False,
        card: Mapping[str, object] | None = None,
        tags: tuple[str, ...] = (),
        listed: tuple[str, ...] | None = None,
        changed: object = None,
    ) -> None:
        """Serve a repository of the Hub with its files at one commit."""
        folder = f"/datasets/{name}" if dataset else f"/{name}"
        names = [*files] if listed is None else listed
        value: dict[str, object] = {
            "_id": "1",
            "id": name,
            "sha": sha,
            "gated": gated,
            "private": False,
            "tags": list(tags),
            "siblings": [{"rfilename": one} for one in names],
        }
        if changed is not None:
            value["lastModified"] = changed
        if card is not None:
            value["cardData"] = dict(card)
        kind = "datasets" if dataset else "models"
        self.put_json(f"/api/{kind}/{name}", value)
        self.put_json(f"/api/{kind}/{name}/revision/{sha}", value)
        for path, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            answer = data if isinstance(data, Answer) else Answer(data, headers={"X-Repo-Commit": sha})
            self.put(f"{folder}/resolve/{sha}/{path}", answer)

    def answer(self, path: str) -> Answer:
        answers = self.routes.get(path)
        if answers is None:
            code = "EntryNotFound" if "/resolve/" in path else "RepoNotFound"
            return Answer(b"no", 404 if "/resolve/" in path else 401, {"X-Error-Code": code})
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path)
            stand_in.asked.append(Request(path, dict(self.headers.items())))
            answer = _ranged(stand_in.answer(path), self.headers.get("Range", ""))
            time.sleep(answer.slow)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.declared is None else answer.declared))
            self.end_headers()
            try:
                if answer.drip:
                    for byte in answer.body:
                        self.wfile.write(bytes([byte]))
                        time.sleep(answer.drip)
                else:
                    self.wfile.write(answer.body)
            except OSError:
                pass
            if answer.declared is not None:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Say nothing."""

    return Handler


def _ranged(answer: Answer, told: str) -> Answer:
    if not told.startswith("bytes=") or answer.headers.get("Accept-Ranges") != "bytes":
        return answer
    first, _, last = told.removeprefix("bytes=").partition("-")
    size = len(answer.body)
    start, end = (max(0, size - int(last)), size) if not first else (int(first), min(size, int(last or size - 1) + 1))
    span = {"Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return replace(answer, body=answer.body[start:end], status=206, headers={**answer.headers, **span})


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are what is tested."""


@contextmanager
def serving() -> Iterator[StandIn]:
    """Start a stand-in, and stop it."""
    stand_in = StandIn()
    server = _Server(("127.0.0.1", 0), _handler(stand_in))
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
