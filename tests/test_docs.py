"""Documentation is executable: commands, rules, files and shown output are held against the program."""

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.cli import COMMANDS, main
from licet.rules.registry import RULES
from licet.version import VERSION
from tests.shared import REPOSITORY
from tools.example_texts import place

DOCS = REPOSITORY / "docs"
GUIDE = DOCS / "user-guide.md"
PROSE = (
    *(REPOSITORY / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(DOCS.rglob("*.md")),
    *sorted(path for path in (REPOSITORY / "examples").rglob("README.md") if "models" not in path.parts),
)
EPOCH = "1795219200"  # 2026-11-21
CUT = "[...]"
"""Stands in a shown output for lines that were left out."""

_CODE = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`")
_COMMAND = re.compile(r"\blicet ([a-z][a-z-]+)")


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def shown_commands(path: Path) -> list[str]:
    return [line.removeprefix("$ ") for line in text_of(path).splitlines() if line.startswith("$ licet")]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples in it, as `make demo` leaves them; the current one."""
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns(".deps", "licenses"))
    place(tmp_path / "examples", Path(sysconfig.get_paths()["purelib"]))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return tmp_path


def run(words: list[str]) -> int:
    try:
        return main(words)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    assert f"licet {command}" in text_of(REPOSITORY / "README.md") + text_of(GUIDE)


@pytest.mark.parametrize("path", PROSE, ids=named)
def test_every_command_that_is_named_exists(path: Path) -> None:
    spans = _CODE.findall(text_of(path)) + [
        line for block in _FENCED.findall(text_of(path)) for line in block.split("\n")
    ]
    words = {word for span in spans for word in _COMMAND.findall(span)}
    assert words <= set(COMMANDS)


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_has_a_page(rule: str) -> None:
    page = DOCS / "rules" / f"{rule}.md"
    assert page.is_file()
    assert rule in text_of(page)


def test_every_page_of_a_rule_has_its_rule() -> None:
    pages = {path.stem for path in (DOCS / "rules").glob("*.md")} - {"README", "index"}
    assert pages <= {rule.id for rule in RULES}


def paths_named_in(path: Path) -> Iterator[str]:
    """Code spans that read as a path of this repository; placeholders and patterns are none."""
    for span in _CODE.findall(text_of(path)):
        bare = re.sub(r":\d+$", "", span)
        known = "/" in bare or bare.endswith((".md", ".lock")) or bare in {"Makefile", ".importlinter"}
        if known and re.fullmatch(r"[\w./-]+", bare) and not bare.startswith("/"):
            yield bare


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_that_are_named_exist(name: str) -> None:
    paths = list(paths_named_in(REPOSITORY / name))
    assert paths
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


@pytest.mark.parametrize("path", PROSE, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    targets = [target for target in _LINK.findall(text_of(path)) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_readme_shows_what_licet_prints(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    block = _FENCED.search(text_of(REPOSITORY / "README.md"))
    assert block
    command, *shown = block[1].splitlines()
    assert command.startswith("$ licet check examples/")
    assert len(shown) <= 40
    assert (workplace / command.split()[-1]).is_dir()
    run(command.removeprefix("$ licet ").split())
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    at = 0
    for piece in "\n".join(line.rstrip() for line in shown).split(f"\n{CUT}\n"):
        lines = piece.split("\n")
        starts = [start for start in range(at, len(printed)) if printed[start : start + len(lines)] == lines]
        assert starts, f"not printed in this place:\n{piece}"
        at = starts[0] + len(lines)
    assert printed[0] == shown[0].rstrip()
    assert at == len(printed)


@pytest.mark.parametrize("path", [path for path in PROSE if shown_commands(path)], ids=named)
def test_shown_commands_run(path: Path, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert workplace.is_dir()
    for line in shown_commands(path):
        words = line.split("#")[0].split()[1:]
        assert run(words) in {0, 1}, f"{line}: {capsys.readouterr().err}"


def test_a_saved_result_renders_as_the_project_does(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "examples/recommender-api", "-o", "saved.json", "-o", "first.html"])
    run(["report", "saved.json", "-o", "second.html"])
    assert (workplace / "first.html").read_bytes() == (workplace / "second.html").read_bytes()
    capsys.readouterr()
    run(["check", "examples/recommender-api", "-f", "json"])
    assert capsys.readouterr().out == (workplace / "saved.json").read_text("utf-8")


def test_the_changelog_names_the_version() -> None:
    first = re.search(r"^## (\S+)", text_of(REPOSITORY / "CHANGELOG.md"), re.MULTILINE)
    assert first
    assert first[1] == VERSION


def test_decisions_are_numbered_without_gaps() -> None:
    records = sorted((DOCS / "adr").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    for number, path in enumerate(records, start=1):
        assert text_of(path).startswith(f"# {number}. ")


def versioned() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [path for line in listed.stdout.splitlines() if (path := REPOSITORY / line).is_file()]


def test_license_is_spelled_in_one_way() -> None:
    """The other spelling stands only inside quotes: names of files, and words of texts that are spelled so."""
    other = re.compile("licence", re.IGNORECASE)
    wrong: list[str] = []
    for path in versioned():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        lines = enumerate(data.decode("utf-8", "replace").splitlines(), start=1)
        wrong += [f"{named(path)}:{number}" for number, line in lines if other.search(_QUOTED.sub("", line))]
    assert wrong == []


def test_there_is_one_plain_sentence_on_legal_advice() -> None:
    assert _FENCED.sub("", text_of(REPOSITORY / "README.md")).count("no legal advice") == 1
