"""A real browser, driven by the WebDriver protocol (W3C WebDriver Level 2); skipped where none is installed."""

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps"),
)
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One browser window; `address` is that of its driver's session."""

    def __init__(self, address: str) -> None:
        self._address = address

    def open(self, page: Path) -> None:
        self._call("POST", "url", {"url": page.as_uri()})

    def run(self, script: str, *arguments: object) -> object:
        """The value that a script returns."""
        return self._call("POST", "execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str) -> object:
        """The value that a script hands to its last argument."""
        return self._call("POST", "execute/async", {"script": script, "args": []})

    def type(self, selector: str, text: str) -> None:
        """Put text into a field as a person would."""
        self._call("POST", f"element/{self._find(selector)}/value", {"text": text})

    def click(self, selector: str) -> None:
        self._call("POST", f"element/{self._find(selector)}/click", {})

    def texts(self, selector: str) -> list[str]:
        """The texts of the elements that can be seen."""
        shown = "e => e.checkVisibility()"
        found = self.run(
            f"return [...document.querySelectorAll(arguments[0])].filter({shown}).map(e => e.innerText)", selector
        )
        assert isinstance(found, list)
        return [str(each) for each in found]

    def size(self, width: int, height: int) -> None:
        self._call("POST", "window/rect", {"width": width, "height": height})

    def log(self, kind: str) -> list[dict[str, object]]:
        """The entries of a log (browser, performance) since it was last read."""
        found = self._call("POST", "se/log", {"type": kind})
        assert isinstance(found, list)
        return found

    def _find(self, selector: str) -> str:
        found = self._call("POST", "element", {"using": "css selector", "value": selector})
        assert isinstance(found, dict)
        return str(found[_ELEMENT])

    def _call(self, method: str, path: str, body: object) -> object:
        return call(method, f"{self._address}/{path}", body)


def call(method: str, address: str, body: object = None) -> object:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310 - a loopback address
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - as above
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        with error:
            raise AssertionError(error.read().decode()) from error


def wanted(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.skip(f"no {name} is installed")
    return found


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a new profile; its logs of the console and of the network are kept."""
    driver, program = wanted("chromedriver"), wanted("chromium")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        session = call("POST", f"{_ready(address)}/session", _capabilities(program, profile))
        assert isinstance(session, dict)
        opened = f"{address}/session/{session['sessionId']}"
        try:
            yield Browser(opened)
        finally:
            call("DELETE", opened)
    finally:
        running.terminate()
        running.wait(20)


def _ready(address: str) -> str:
    for _ in range(200):
        try:
            call("GET", f"{address}/status")
        except OSError:
            time.sleep(0.05)
        else:
            return address
    raise AssertionError("chromedriver does not answer")


def _capabilities(program: str, profile: Path) -> object:
    options = {"binary": program, "args": [*FLAGS, f"--user-data-dir={profile}"]}
    logs = {"browser": "ALL", "performance": "ALL"}
    always = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logs}
    return {"capabilities": {"alwaysMatch": always}}
