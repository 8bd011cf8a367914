"""`licet init`: ask the questions that decide and write licet.toml; without a terminal, write a commented template."""

import argparse
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from licet.config import find
from licet.config.checking import check
from licet.config.document import NAME
from licet.config.saving import save
from licet.config.schema import node_at
from licet.config.template import Answer, choices, render
from licet.errors import UsageError

_MOST_CHOICES = 12
_INTRODUCTION = """\
What a scan of the project cannot see. Enter alone leaves a fact unknown: it is never assumed, and may later be asked.
For a list, write words with commas between them, or "none" for an empty list: a list that is given is complete.
"""
_WORDS = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question at the terminal, about one key of the system file."""

    table: str
    key: str
    asks: str


QUESTIONS = (
    Question(table="product", key="name", asks="What is the product called?"),
    Question(table="product", key="kind", asks="What is it?"),
    Question(table="product", key="license", asks="Under which license is it to be released (an SPDX id)?"),
    Question(table="use", key="commercial", asks="Is it used or offered for commercial advantage (yes, no)?"),
    Question(table="use", key="delivery", asks="In which ways does it reach its users (a list)?"),
    Question(table="use", key="organization", asks="Who are you?"),
    Question(
        table="use",
        key="fields",
        asks="Which sensitive fields does it serve (a list of tags such as hr-decisions, medical-advice, biometric;\n"
        '  docs/licet-toml.md has them all; "none" where it serves none of them)?',
    ),
    Question(table="use", key="territories", asks="Where is it offered (a list such as EU, US; or worldwide)?"),
    Question(table="use", key="seat", asks="Where is your seat (a country code such as DE)?"),
    Question(table="use", key="monthly_active_users", asks="How many monthly active users have all your products?"),
    Question(table="use", key="personal_data", asks="Does it process personal data (yes, no)?"),
    Question(
        table="use", key="trains_models_on_outputs", asks="Do you train models on outputs of the parts (yes, no)?"
    ),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="where licet.toml goes (default: .)")
    parser.add_argument("--force", action="store_true", help="overwrite a licet.toml that is there")
    parser.add_argument("--yes", action="store_true", help="ask nothing, write a commented template")


def run(arguments: argparse.Namespace) -> int:
    """Write the file and say what comes next.

    Raises:
        UsageError: no such folder, a system file is there already, or it cannot be written; nothing was changed.
    """
    folder = Path(arguments.folder)
    _refuse(folder, force=bool(arguments.force))
    name = folder.resolve().name
    asking = sys.stdin.isatty() and not arguments.yes
    answers = _asked(name) if asking else _valid("product", "name", name)
    target = folder / NAME
    save(target, render(answers), through=False)
    where = "" if arguments.folder == "." else f" {shlex.quote(arguments.folder)}"
    print(f"wrote {target}\nnext: licet check{where}")
    return 0


def ask(read: Callable[[], str], say: Callable[[str], None], name: str) -> dict[tuple[str, str], Answer]:
    """Ask every question until its answer is valid; a key without an answer is left out.

    `read` returns one typed line, `say` shows one message; `name` is the product's name where none is typed.
    """
    answers = _valid("product", "name", name)
    say(_INTRODUCTION)
    for question in QUESTIONS:
        answer = _answer(question, read, say, answers)
        if answer is not None:
            answers[question.table, question.key] = answer
    return answers


def _asked(name: str) -> dict[tuple[str, str], Answer]:
    try:
        return ask(lambda: input("> "), print, name)
    except (EOFError, KeyboardInterrupt):
        print()
        raise UsageError("stopped before the last question; nothing was written") from None


def _answer(
    question: Question,
    read: Callable[[], str],
    say: Callable[[str], None],
    known: dict[tuple[str, str], Answer],
) -> Answer | None:
    """One valid answer; None where the line is empty."""
    words = choices((question.table, question.key))
    given = known.get((question.table, question.key))
    say(question.asks + (f" [{given}]" if given else ""))
    if 0 < len(words) <= _MOST_CHOICES:
        say(f"  {', '.join(words)}")
    while line := read().strip():
        answer = _parsed(question, line)
        if answer is None:
            return None
        faults = _faults(question.table, question.key, answer)
        if not faults:
            return answer
        say("\n".join(f"  {fault}" for fault in faults))
    return None


def _parsed(question: Question, line: str) -> Answer | None:
    """What a typed line means; a line that means nothing is returned as text, for the check to refuse."""
    node = node_at((question.table, question.key))
    if node.get("type") == "boolean":
        return _WORDS.get(line.casefold(), line)
    if node.get("type") == "array":
        words = tuple(word.strip() for word in line.split(",") if word.strip())
        return () if line.casefold() == "none" else tuple(map(_spelled, words))
    if "else" in node:
        digits = line.translate(str.maketrans("", "", "_,' "))
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < len(str(10**18)) else line
    if line.casefold() == "none" and question.key == "license":
        return None
    return _spelled(line) if question.key == "seat" else line


def _spelled(word: str) -> str:
    """A country code in capitals; other words as they are."""
    return word.upper() if len(word) in {2, 3} and word.isalpha() else word


def _faults(table: str, key: str, answer: Answer) -> tuple[str, ...]:
    value = list(answer) if isinstance(answer, tuple) else answer
    return tuple(fault.message for fault in check({table: {key: value}})[1])


def _valid(table: str, key: str, answer: Answer) -> dict[tuple[str, str], Answer]:
    """The answer under its key, or nothing where it is not valid: folders can have any name."""
    return {} if _faults(table, key, answer) else {(table, key): answer}


def _refuse(folder: Path, *, force: bool) -> None:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", hint="name the folder of the project")
    there = find(folder)
    if there is not None and not force:
        what = there.name if there.name == NAME else f"[tool.licet] in {there.name}"
        raise UsageError(f"{folder} has {what} already", hint="--force writes licet.toml anew")
