"""Looking up from the command line: the whole way over real HTTP, without a trace of the token, and never unasked."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.cli import main
from tests.shared import REPOSITORY
from tests.sources.standin import NEXT_SHA, SHA, Answer, StandIn, serving
from tests.sources.stores import cached, pulled, uses

APACHE = (REPOSITORY / "LICENSE").read_text("utf-8")
WORD = "hf_SECRETsecretSECRETsecret"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with serving() as stand_in:
        monkeypatch.setenv("HF_ENDPOINT", stand_in.address)
        monkeypatch.setenv("PIP_INDEX_URL", f"{stand_in.address}/simple")
        monkeypatch.delenv("PIP_NO_INDEX")
        stand_in.repository("acme/base", {"README.md": "---\nlicense: apache-2.0\n---\n", "LICENSE": APACHE})
        stand_in.repository("acme/tuned", {"README.md": "---\nlicense: mit\nbase_model: acme/base\n---\n"})
        yield stand_in


def project(folder: Path, name: str = "acme/tuned") -> Path:
    folder.mkdir(exist_ok=True)
    return uses(folder, name)


def scanned(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    assert main(["scan", *words, "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    return {part["id"]: part for part in found["components"]}


def licenses(part: dict[str, object]) -> tuple[str, str, bool]:
    found = part["licenses"]
    assert isinstance(found, dict)
    return found["concluded"], found["grade"], found["looked"]


def test_the_network_raises_the_grade_of_what_is_known(
    hub: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(project(tmp_path / "p"))
    assert licenses(scanned(capsys, place)["pkg:huggingface/acme/tuned"]) == ("", "none", False)
    assert hub.asked == []
    found = scanned(capsys, place, "--online")
    assert licenses(found["pkg:huggingface/acme/tuned"]) == ("MIT", "metadata", True)
    assert licenses(found["pkg:huggingface/acme/base"]) == ("Apache-2.0", "text", True)
    assert found["pkg:huggingface/acme/tuned"]["scope"] == "runtime"
    assert found["pkg:huggingface/acme/base"]["scope"] == "mentioned"


def test_a_repository_of_the_hub_is_a_target(hub: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert hub.asked == []
    found = scanned(capsys, "hf:acme/tuned", "--online")
    assert set(found) == {"pkg:huggingface/acme/tuned", "pkg:huggingface/acme/base"}
    assert set(scanned(capsys, "hf:acme/tuned", "--online", "--depth", "0")) == set(found)
    assert licenses(scanned(capsys, "hf:acme/tuned", "--online", "--depth", "0")["pkg:huggingface/acme/base"])[0] == ""


def test_offline_a_repository_is_read_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    cached(tmp_path, "acme/tuned", {"README.md": "---\nlicense: mit\nbase_model: acme/base\n---\n"})
    cached(tmp_path, "acme/base", {"LICENSE": APACHE})
    found = scanned(capsys, "hf:acme/tuned")
    assert licenses(found["pkg:huggingface/acme/tuned"])[:2] == ("MIT", "metadata")
    assert licenses(found["pkg:huggingface/acme/base"])[:2] == ("Apache-2.0", "text")


def test_a_repository_that_nobody_has_seen_is_one_clear_line(hub: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "hf:acme/nowhere"]) == 2
    assert "neither in the local caches nor in the catalog" in capsys.readouterr().err
    assert hub.asked == []
    assert main(["check", "hf:acme/nowhere", "--online"]) == 2
    assert "missing, private" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["hf:", "hf:a b", "hf:../x", "hf:notknown", "hf:datasets/", "hf:a/b/c"])
def test_what_is_no_id_is_one_clear_line(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", target]) == 2
    assert "no id of a repository" in capsys.readouterr().err


def test_a_failure_is_told_and_ends_nothing(hub: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub.put("/api/models/acme/base", Answer(b"{"))
    assert main(["scan", str(project(tmp_path / "p")), "--online", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    parts = {part["id"]: part for part in found["components"]}
    assert licenses(parts["pkg:huggingface/acme/tuned"])[0] == "MIT"
    assert licenses(parts["pkg:huggingface/acme/base"]) == ("", "none", False)
    [problem] = found["problems"]
    assert problem["path"] == "pkg:huggingface/acme/base"
    assert not problem["hides"]


def test_the_stores_of_ollama_serve_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store, place = tmp_path / "ollama", tmp_path / "p"
    place.mkdir()
    monkeypatch.setenv("OLLAMA_MODELS", str(store))
    pulled(store, "registry.ollama.ai/library/tinyacme/latest", [APACHE])
    (place / "app.py").write_text('import ollama\nollama.chat(model="tinyacme")\n', "utf-8")
    assert licenses(scanned(capsys, str(place))["ollama:tinyacme"]) == ("Apache-2.0", "text", True)


def test_packages_are_read_from_the_index(hub: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "requirements.txt").write_text("tiny-lib==1.2\n", "utf-8")
    name = "tiny_lib-1.2-py3-none-any.whl"
    page = f'<html><a href="/files/{name}" data-core-metadata>{name}</a></html>'
    hub.put("/simple/tiny-lib/", Answer(page.encode(), headers={"Content-Type": "text/html"}))
    metadata = "Metadata-Version: 2.4\nName: tiny-lib\nVersion: 1.2\nLicense-Expression: BSD-3-Clause\n\n"
    hub.put(f"/files/{name}.metadata", Answer(metadata.encode()))
    hub.put(f"/files/{name}", Answer(status=410))
    found = scanned(capsys, str(tmp_path), "--online")
    assert licenses(found["pkg:pypi/tiny-lib@1.2"])[:2] == ("BSD-3-Clause", "metadata")


# -- the token ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["terminal", "json", "html"])
def test_the_token_leaves_no_trace(
    form: str, hub: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HF_TOKEN", WORD)
    monkeypatch.setenv("LICET_CACHE", str(tmp_path / "cache"))
    denied = Answer(WORD.encode(), 403, {"X-Error-Code": "GatedRepo", "X-Error-Message": WORD})
    hub.put("/api/models/acme/base", Answer(status=302, headers={"Location": f"ftp://x:{WORD}@example.org/?{WORD}"}))
    hub.repository("acme/tuned", {"README.md": "---\nlicense: mit\nbase_model: acme/base\n---\n", "LICENSE": denied})
    place = project(tmp_path / "p")
    main(["check", str(place), "--online", "-f", form])
    main(["lock", str(place)])
    main(["lock", str(place), "--check"])
    told = capfd.readouterr()
    assert hub.asked
    assert all(request.headers["Authorization"] == f"Bearer {WORD}" for request in hub.asked)
    assert WORD not in told.out + told.err
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 2
    assert [path for path in written if WORD.encode() in path.read_bytes()] == []


# -- without being asked, no network -----------------------------------------------------------------------------------

GUARD = """
import sys
def refuse(event, arguments):
    if event.startswith("socket.") or event.startswith("urllib."):
        raise RuntimeError(f"the network was used: {event}")
sys.addaudithook(refuse)
from licet.cli import main
sys.exit(main(sys.argv[1:]))
"""


def guarded(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", GUARD, *words], capture_output=True, text=True, check=False, timeout=120, env=None
    )


def test_the_default_uses_no_network(hub: StandIn, tmp_path: Path) -> None:
    place = project(tmp_path / "p")
    (place / "requirements.txt").write_text("numpy==2.0\nrequests\n", "utf-8")
    for words in (["scan"], ["check", "--offline"], ["lock", "--offline"]):
        ran = guarded(*words, str(place))
        assert ran.returncode in {0, 1}, ran.stderr
        assert "the network was used" not in ran.stderr
    assert hub.asked == []


def test_the_guard_of_the_test_above_would_see_it(hub: StandIn, tmp_path: Path) -> None:
    ran = guarded("scan", "--online", str(project(tmp_path / "p")))
    assert "the network was used" in ran.stderr
    assert hub.asked == []


def test_online_and_offline_exclude_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(tmp_path), "--online", "--offline"])
    assert ended.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["-1", "65", "x", "1.5"])
def test_the_depth_is_a_number(word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(tmp_path), f"--depth={word}"])
    assert ended.value.code == 2
    assert "a number from 0 to 64" in capsys.readouterr().err


def test_a_second_run_fetches_no_text_again(hub: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(project(tmp_path / "p"))
    scanned(capsys, place, "--online")
    first = len(hub.asked)
    scanned(capsys, place, "--online")
    assert set(hub.paths()[first:]) == {"/api/models/acme/tuned", "/api/models/acme/base"}
    hub.repository("acme/base", {"README.md": "---\nlicense: mit\n---\n"}, sha=NEXT_SHA)
    assert licenses(scanned(capsys, place, "--online")["pkg:huggingface/acme/base"])[0] == "MIT"
    assert SHA != NEXT_SHA


# -- progress ----------------------------------------------------------------------------------------------------------


def watched(*words: str) -> tuple[str, str]:
    """Run with a terminal as standard error; return standard output and what the terminal shows."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "licet", *words], stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as ran:
        os.close(theirs)
        out, _ = ran.communicate(timeout=120)
    shown = b""
    with contextlib.suppress(OSError):
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    return out, shown.decode("utf-8", "replace")


def test_a_bar_is_drawn_on_a_terminal_and_nowhere_else(
    hub: StandIn, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = str(project(tmp_path / "p"))
    out, shown = watched("scan", place, "--online", "-f", "json")
    assert "looking up" in shown
    assert "looking up" not in out
    main(["scan", place, "--online", "-f", "json"])
    assert capfd.readouterr() == (out, "")
    assert hub.asked
