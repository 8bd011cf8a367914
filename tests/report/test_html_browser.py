"""The page in a real browser; skipped where none is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from licet.report.html import render
from licet.report.options import Options
from licet.report.view import result_of
from tests.report import factory

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--virtual-time-budget=2000"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def browser() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no chromium is installed")
    return found


def dumped(tmp_path: Path, html: str) -> str:
    page = tmp_path / "page.html"
    page.write_text(html, "utf-8")
    command = [browser(), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        pytest.skip(f"chromium is installed and does not run here: {error}")
    return done.stdout.decode("utf-8")


def test_sections_and_nodes_are_there(tmp_path: Path) -> None:
    dom = dumped(tmp_path, render(result_of(factory.blocked()), Options()))
    for section in ("system", "findings", "duties", "questions", "way-out", "risks", "restrictions", "parts"):
        assert f'<section id="{section}"' in dom
    assert len(re.findall(r'<svg class="node ', dom)) == 8
    assert len(re.findall(r'<path class="edge', dom)) == 8
    assert 'aria-label="ranker-nc, model, CC-BY-NC-4.0: blocked"' in dom


def test_a_hostile_name_is_inert(tmp_path: Path) -> None:
    dom = dumped(tmp_path, render(result_of(factory.named(HOSTILE)), Options()))
    assert "<img" not in dom
    assert "<script" not in dom
    assert "<title>owned</title>" not in dom
    assert "&lt;img src=x" in dom
