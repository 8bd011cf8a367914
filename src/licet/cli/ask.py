"""`licet ask [TARGET]`: put the open questions, those that decide most first, and write the answers to licet.toml."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from licet.cli.ask_file import Sheet, sheet_of
from licet.cli.looking import add_options, looking
from licet.errors import LicetError, UsageError
from licet.model.analysis import Judgement
from licet.model.bom import Problem
from licet.model.findings import Question
from licet.model.lookups import OFFLINE, Looking, silent
from licet.model.vocabulary import Verdict
from licet.remedy import answers
from licet.remedy.answers import Answer
from licet.remedy.edits import in_turn
from licet.report.deciding import Opening
from licet.report.inquiry import Asked, opening_page, outcome_line, question_page
from licet.report.options import Options
from licet.report.words import clean

_STOP = frozenset({"q", "quit", "exit"})
Say = Callable[[str], None]


def configure(parser: argparse.ArgumentParser) -> None:
    """Fill in the options of the command."""
    parser.add_argument(
        "target", metavar="TARGET", nargs="?", default=".", help="a project's folder, or a licet.toml (default: .)"
    )
    parser.add_argument(
        "--answer",
        metavar="QUESTION=ANSWER",
        action="append",
        default=[],
        help="answer a question without being asked (repeatable)",
    )
    add_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="write nothing, and show what would be written")
    parser.add_argument("--no-color", action="store_true", help="print without color")


def run(arguments: argparse.Namespace) -> int:
    """Take the answers given, or ask at the terminal; 0 whatever the verdict is, since nothing is judged for a gate.

    Raises:
        UsageError: an answer fits no question, or there is no terminal to ask at; nothing was written.
    """
    from licet.report.output import screen_options  # noqa: PLC0415 - not needed for the help text

    if arguments.target.startswith("hf:"):
        raise UsageError("answers are written to a project's licet.toml", hint="name a folder, or a licet.toml")
    with looking(arguments) as how:
        desk = Desk(Path(arguments.target), dry=bool(arguments.dry_run), how=how)
    for problem in desk.unmatched:
        print(f"{problem.path}: {clean(problem.reason)} ({problem.hint})", file=sys.stderr)
    before = desk.judgement
    if arguments.answer:
        desk.take([_split(word) for word in arguments.answer])
    elif before.questions and not sys.stdin.isatty():
        first = before.questions[0].id
        raise UsageError(
            f"{len(before.questions)} questions are open, and there is no terminal to ask at",
            hint=f'answer them with --answer "{first}=..."; `licet check` shows them all',
        )
    else:
        options = screen_options(no_color=arguments.no_color)
        converse(desk, lambda: input("> "), _say, options)
    _tell(desk, before.verdict)
    return 0


class Desk:
    """One sitting: the scan, the answers so far, and the judgement with them."""

    def __init__(self, target: Path, *, dry: bool = False, now: date | None = None, how: Looking = OFFLINE) -> None:
        from licet import pipeline  # noqa: PLC0415 - keeps `licet --help` fast

        self.dry = dry
        self.given: list[Answer] = []
        self._target = target
        self._unscanned: list[Answer] = []
        self._now = now or pipeline.today()
        self._how = how
        self._scanned = pipeline.scan(target, looking=how)
        self.sheet: Sheet = sheet_of(target, self._scanned.config)
        self.unmatched: tuple[Problem, ...] = pipeline.unasked(self._scanned, now=self._now)
        self.judgement: Judgement = self._judged()

    def predicted(self, answer: Answer) -> Verdict:
        """The verdict of the whole system with one more answer."""
        return self._judged(answer).verdict

    def take(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Take answers in turn and write them, all or none: each is a question id and a reply.

        Raises:
            UsageError: no question has the id, or the reply is no answer to it.
            ConfigError: the file cannot be changed without touching other lines.
        """
        settled = [self._meant(identity, reply) for identity, reply in pairs]
        if self.dry:
            self.sheet.with_settings(self.sheet.text, [answer.setting for answer in (*self.given, *settled)])
        else:
            self.sheet.write([answer.setting for answer in settled])
        self.given += settled
        self._unscanned += settled
        if not self.dry and any(answer.setting.part for answer in settled):
            self._scan_again()
        self.judgement = self._judged()

    def meant(self, question: Question, reply: str) -> Answer:
        """What a reply to a question means (raises as `take`)."""
        stated = {part.id for part in self._scanned.config.components}
        part = next((p for p in self._scanned.bom.components if p.id == question.about and p.id not in stated), None)
        return answers.answer(question, reply, kind=part.kind if part else "")

    def _meant(self, identity: str, reply: str) -> Answer:
        open_ = {question.id: question for question in self.judgement.questions}
        question = open_.get(identity) or open_.get(f"{answers.READING}{identity}") or self._closed(identity)
        return self.meant(question, reply)

    def _closed(self, identity: str) -> Question:
        """A question that is answered, or moot as things stand; answers to it may change."""
        from licet import config, licenses, pipeline  # noqa: PLC0415 - as above

        known = pipeline.asked(self._scanned, now=self._now)
        points = {name: tuple(p.name for p in point.positions) for name, point in licenses.readings().items()}
        names = {*known, *(f"{answers.READING}{name}" for name in points)}
        for name in (identity, f"{answers.READING}{identity}"):
            if name in names:
                return answers.unanswered(name, points)
        near = config.nearest(identity, {question.id for question in self.judgement.questions}) or config.nearest(
            identity, known
        )
        listed = ", ".join(question.id for question in self.judgement.questions[:3])
        hint = f"did you mean {near}?" if near else f"open: {listed}" if listed else "no question is open"
        raise UsageError(f"no question is called {clean(identity)!r}", hint=hint)

    def _scan_again(self) -> None:
        """What was stated of a part bears on what the scan concludes of it; all answers are in the file by now."""
        from licet import pipeline  # noqa: PLC0415 - as above

        self._scanned = pipeline.scan(self._target, looking=replace(self._how, progress=silent))
        self._unscanned.clear()

    def _judged(self, *more: Answer) -> Judgement:
        from licet import pipeline  # noqa: PLC0415 - as above

        change = in_turn(answer.edit for answer in (*self._unscanned, *more))
        return pipeline.judged(self._scanned, now=self._now, change=change)


def converse(desk: Desk, read: Callable[[], str], say: Say, options: Options) -> None:
    """Ask until nothing is open, everything is put off, or the person stops; each answer is written at once."""
    later: set[str] = set()
    number = 0
    sets = _openings(desk.judgement)
    if sets and len(sets[0].answers) > 1:  # of a single one the question itself says it
        say(opening_page(sets[0], len(sets), options))
    while True:
        open_ = [question for question in desk.judgement.questions if question.id not in later]
        if not open_:
            return
        number += 1
        say(question_page(_asked(desk, open_[0], number, len(open_)), options))
        try:
            if not answers.replies(open_[0]) or not _one(desk, open_[0], read, say):
                later.add(open_[0].id)
        except (EOFError, KeyboardInterrupt):
            say("\n")
            return


def _one(desk: Desk, question: Question, read: Callable[[], str], say: Say) -> bool:
    """One question until it is answered; False where it is put off.

    Raises:
        EOFError: the person stops.
    """
    while line := read().strip():
        if line.casefold() in _STOP:
            raise EOFError
        before = desk.judgement.verdict
        try:
            desk.take([(question.id, line)])
        except LicetError as error:
            say(f"  {error}{f'; {error.hint}' if error.hint else ''}\n")
            continue
        verb = "would write" if desk.dry else "wrote"
        answer = desk.given[-1]
        say(f"  {verb} {answer.setting.line} to {answer.setting.place(desk.sheet.prefix)} of {desk.sheet.path}\n")
        say(f"  {outcome_line(before, desk.judgement.verdict, len(desk.judgement.questions))}\n")
        return True
    return False


def _openings(judgement: Judgement) -> list[Opening]:
    """The fewest answers that open the gate, in the words of their questions."""
    asks = {question.id: question.asks for question in judgement.questions}
    return [
        Opening(
            answers=tuple((name, asks.get(name, name), reply) for name, reply in each.answers.items()),
            verdict=each.verdict.value,
        )
        for each in judgement.opened_by
    ]


def _asked(desk: Desk, question: Question, number: int, left: int) -> Asked:
    titles = {finding.id: f"{finding.id} {finding.title}" for finding in desk.judgement.findings}
    titles |= {duty.id: f"{duty.id} {duty.how_to_meet}" for duty in desk.judgement.duties}
    word = not question.id.startswith((answers.LICENSE, answers.IDENTITY))
    whole = {reply: desk.predicted(desk.meant(question, reply)) for reply in question.verdict_if} if word else {}
    return Asked(
        question=question,
        number=number,
        left=left,
        replies=answers.replies(question),
        whole=whole,
        titles=tuple(titles[name] for name in question.decides if name in titles),
        who=answers.who(question),
        where=answers.where(question),
        opens={
            each.answers[question.id]: len(each.answers)
            for each in desk.judgement.opened_by
            if question.id in each.answers
        },
        held_by={
            reading.position: reading.held_by
            for finding in desk.judgement.findings
            for reading in finding.readings
            if f"{answers.READING}{reading.id}" == question.id
        },
    )


def _split(word: str) -> tuple[str, str]:
    identity, sign, reply = word.rpartition("=")
    if not sign or not identity.strip():
        raise UsageError(
            f"--answer {clean(word)!r} is no QUESTION=ANSWER", hint='such as --answer "one-work:engine=no"'
        )
    return identity.strip().strip('"'), reply.strip()


def _tell(desk: Desk, before: Verdict) -> None:
    """What was answered, and what it changed."""
    for answer in desk.given:
        _say(f"{answer.setting.line}   {answer.setting.place(desk.sheet.prefix)}\n")
    if desk.given and desk.dry:
        _say(desk.sheet.diff([answer.setting for answer in desk.given]))
    elif desk.given:
        _say(f"wrote {desk.sheet.path}\n")
    _say(f"{outcome_line(before, desk.judgement.verdict, len(desk.judgement.questions))}\n")


def _say(words: str) -> None:
    """Print what the terminal's encoding has, and the rest as escapes."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    plain = words if encoding.lower().startswith("utf") else words.replace("\N{RIGHTWARDS ARROW}", "->")
    print(plain.encode(encoding, "backslashreplace").decode(encoding), end="", flush=True)
