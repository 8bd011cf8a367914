"""`licet init`, with real files, real standard input and a real terminal."""

import contextlib
import os
import pty
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.cli import main
from licet.cli.init import QUESTIONS, ask
from licet.config import load
from licet.config.template import Answer
from licet.model.use import Measurement, Product, Use
from licet.model.vocabulary import Delivery, Kind, Organization

INTERRUPT = "Ctrl-C"
INTERRUPTIBLE = """
import signal, sys
from licet.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background inherits it ignored
sys.exit(main(sys.argv[1:]))
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command with standard input that is no terminal."""
    command = [sys.executable, "-m", "licet", "init", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def talk(lines: list[str]) -> tuple[dict[tuple[str, str], Answer], list[str]]:
    """The answers after typing the lines, and everything that was said."""
    said: list[str] = []
    typed: Iterator[str] = iter(lines)
    return ask(lambda: next(typed), said.append, "folder"), said


def test_without_a_terminal_a_template_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "my-product"
    folder.mkdir()
    done = run(str(folder))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"wrote {folder}/licet.toml\nnext: licet check {folder}\n"
    config = load(folder / "licet.toml")
    assert config.product == Product(name="my-product")
    assert config.use == Use()
    assert (folder / "licet.toml").read_text().count('\nname = "my-product"\n') == 1
    assert [path.name for path in folder.iterdir()] == ["licet.toml"]


def test_the_folder_defaults_to_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--yes")
    assert done.stdout == "wrote licet.toml\nnext: licet check\n"
    assert load(tmp_path / "licet.toml").product.name == tmp_path.name


def test_a_file_that_is_there_is_never_overwritten_unasked(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").write_text("# mine\n")
    done = run(str(tmp_path))
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert (tmp_path / "licet.toml").read_text() == "# mine\n"
    assert run(str(tmp_path), "--force").returncode == 0
    assert "[product]" in (tmp_path / "licet.toml").read_text()


def test_a_table_in_pyproject_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.licet]\n")
    done = run(str(tmp_path))
    assert done.returncode == 2
    assert "[tool.licet] in pyproject.toml" in done.stderr
    assert not (tmp_path / "licet.toml").exists()


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("keep")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "licet.toml").symlink_to(outside)
    assert run(str(folder)).returncode == 2
    assert run(str(folder), "--force").returncode == 0
    assert outside.read_text() == "keep"
    assert not (folder / "licet.toml").is_symlink()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").mkdir()
    done = run(str(tmp_path), "--force")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["licet.toml"]


def test_no_folder_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "absent"), "--yes"]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_the_file_has_the_usual_permissions(tmp_path: Path) -> None:
    run(str(tmp_path))
    (tmp_path / "other").write_text("")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_folder_whose_name_is_no_product_name_still_works(tmp_path: Path) -> None:
    folder = tmp_path / "a\nb \udcff"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "licet", "init", "--yes"], check=False, capture_output=True, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    assert "\n#name = " in (folder / "licet.toml").read_text()


def test_enter_leaves_every_fact_unknown() -> None:
    answers, _ = talk([""] * len(QUESTIONS))
    assert answers == {("product", "name"): "folder"}


def test_every_answer_is_taken_in_its_own_kind() -> None:
    answers, _ = talk(
        [
            *("desk", "model", "none", "Yes", "hosted-api, on-device", "company", "none", "eu, US, worldwide", "de"),
            *("20,000", "n", "no"),
        ]
    )
    assert answers == {
        ("product", "name"): "desk",
        ("product", "kind"): "model",
        ("use", "commercial"): True,
        ("use", "delivery"): ("hosted-api", "on-device"),
        ("use", "organization"): "company",
        ("use", "fields"): (),
        ("use", "territories"): ("EU", "US", "worldwide"),
        ("use", "seat"): "DE",
        ("use", "monthly_active_users"): 20000,
        ("use", "personal_data"): False,
        ("use", "trains_models_on_outputs"): False,
    }


@pytest.mark.parametrize(
    ("key", "bad", "told", "good", "taken"),
    [
        ("kind", "modell", 'did you mean "model"?', "model", "model"),
        ("commercial", "maybe", "must be true or false", "no", False),
        ("delivery", "hosted-api, cloud", '"cloud" is not one of internal', "hosted-api", ("hosted-api",)),
        ("fields", "hr", "is not one of the known words", "hr-decisions", ("hr-decisions",)),
        ("seat", "Germany", "is no territory", "de", "DE"),
        ("monthly_active_users", "-5", "must be a whole number", "5", 5),
        ("monthly_active_users", "9" * 17, "is too large", "5", 5),
        ("license", "\x1b[31m", "must be one line", "Apache-2.0", "Apache-2.0"),
    ],
)
def test_a_bad_answer_is_told_at_once_and_asked_again(key: str, bad: str, told: str, good: str, taken: Answer) -> None:
    index = next(number for number, question in enumerate(QUESTIONS) if question.key == key)
    lines = [""] * index + [bad, good] + [""] * (len(QUESTIONS) - index - 1)
    answers, said = talk(lines)
    assert answers[QUESTIONS[index].table, key] == taken
    assert sum(told in message for message in said) == 1
    assert not any("\x1b" in message for message in said)


def test_each_question_names_a_choice_or_an_example() -> None:
    _, said = talk([""] * len(QUESTIONS))
    assert any("company, non-profit, academic, government, individual" in message for message in said)
    assert any("none" in message and "hr-decisions" in message for message in said)


def test_at_a_terminal_the_questions_are_asked_and_the_answers_written(tmp_path: Path) -> None:
    typed = ["desk", "", "", "yes", "internal", "", "none", "", "de", "100", "", ""]
    assert len(typed) == len(QUESTIONS)
    shown, code = at_terminal(tmp_path, [f"{line}\n" for line in typed])
    assert code == 0, shown
    assert "next: licet check" in shown
    config = load(tmp_path / "licet.toml")
    assert config.product == Product(name="desk", kind=Kind.APPLICATION)
    assert config.use == Use(
        commercial=True,
        delivery=(Delivery.INTERNAL,),
        fields=(),
        seat="DE",
        sizes={"monthly_active_users": (Measurement(value=100),)},
    )
    assert config.use.organization is not Organization.COMPANY


@pytest.mark.parametrize("key", ["\x04", INTERRUPT], ids=["end", "interrupt"])
def test_leaving_in_the_middle_writes_nothing(key: str, tmp_path: Path) -> None:
    shown, code = at_terminal(tmp_path, ["desk\n", key])
    assert code == 2
    assert "nothing was written" in shown
    assert list(tmp_path.iterdir()) == []


def _interrupt(process: "subprocess.Popen[bytes]", deadline: float) -> None:
    """Press until it counts: a signal between the prompt and the wait for a key is seen at the next key only.

    Between two presses there is time to end well, as a second signal on the way out would end the program by itself.
    """
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)


def at_terminal(folder: Path, typed: list[str]) -> tuple[str, int]:
    """Run the command at a pseudo terminal; one piece is typed at each prompt. Returns the screen and the exit code."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", INTERRUPTIBLE, "init", str(folder)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown, pieces, deadline = "", list(typed), time.monotonic() + 30
    while time.monotonic() < deadline and (piece := _read(ours)) is not None:
        shown += piece
        if piece.endswith("> ") and pieces:
            key = pieces.pop(0)
            if key == INTERRUPT:
                _interrupt(process, deadline)
            else:
                os.write(ours, key.encode())
    os.close(ours)
    return shown, process.wait(timeout=30)


def _read(terminal: int) -> str | None:
    """What the screen shows next; None where the program has gone."""
    if not select.select([terminal], [], [], 1)[0]:
        return ""
    try:
        return os.read(terminal, 4096).decode(errors="replace") or None
    except OSError:  # Linux tells so that the other end is closed
        return None
