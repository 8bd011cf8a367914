import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.cli import main
from licet.cli.ask import Desk, converse
from licet.model.vocabulary import Verdict
from licet.pipeline import analyze
from licet.report.options import Options
from tests.shared import REPOSITORY

SEPARATE = REPOSITORY / "examples" / "agpl-crisis" / "separate"
QUESTION = "one-work:translator"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    target = tmp_path / "separate"
    shutil.copytree(SEPARATE, target, ignore=shutil.ignore_patterns(".deps", "licenses"))
    return target


def typed(*lines: str) -> Iterator[str]:
    yield from lines
    raise EOFError


def test_an_answer_is_written_below_what_was_there_and_the_verdict_follows(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project / "licet.toml").read_text("utf-8")
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no"]) == 0
    assert (project / "licet.toml").read_text("utf-8") == f'{before}\n[answers]\n"{QUESTION}" = false\n'
    assert "verdict: needs review → allowed with duties; no questions open" in capsys.readouterr().out
    assert analyze(project).verdict is Verdict.WITH_DUTIES


def test_the_other_answer_blocks_and_an_answer_may_be_changed(project: Path) -> None:
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no"]) == 0
    assert main(["ask", str(project), "--answer", f"{QUESTION}=yes"]) == 0
    assert (project / "licet.toml").read_text("utf-8").endswith(f'[answers]\n"{QUESTION}" = true\n')
    assert analyze(project).verdict is Verdict.BLOCKED


def test_a_terminal_of_seven_bits_gets_seven_bits(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", out)
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no", "--dry-run"]) == 0
    out.seek(0)
    assert "verdict: needs review -> allowed with duties" in out.read()


def test_a_dry_run_shows_the_diff_and_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (project / "licet.toml").read_bytes()
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert f'+[answers]\n+"{QUESTION}" = false\n' in out
    assert "needs review → allowed with duties" in out
    assert (project / "licet.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("one-work:translater=no", "no question is called 'one-work:translater'", f"did you mean {QUESTION}?"),
        (f"{QUESTION}=perhaps", "'perhaps' is no answer", "say yes or no"),
        (QUESTION, "is no QUESTION=ANSWER", "such as"),
        ("zzz=no", "no question is called 'zzz'", f"open: {QUESTION}"),
    ],
)
def test_a_wrong_answer_is_one_line_and_nothing_is_written(
    project: Path, capsys: pytest.CaptureFixture[str], word: str, message: str, hint: str
) -> None:
    before = (project / "licet.toml").read_bytes()
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no", "--answer", word]) == 2
    err = capsys.readouterr().err
    assert message in err
    if "zzz" not in word:
        assert hint in err
    assert (project / "licet.toml").read_bytes() == before


def test_without_a_terminal_it_is_wrong_use_with_a_hint(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(project)]) == 2
    assert f'--answer "{QUESTION}=..."' in capsys.readouterr().err


def test_without_open_questions_there_is_nothing_to_do(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no"]) == 0
    capsys.readouterr()
    assert main(["ask", str(project)]) == 0
    assert capsys.readouterr().out == "verdict: allowed with duties; no questions open\n"


def test_an_answer_to_no_question_is_told_here_and_by_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (project / "licet.toml").open("a", encoding="utf-8") as file:
        file.write('\n[answers]\n"one-work:translatr" = false\n')
    told = f'the answer "one-work:translatr" in [answers] matches no question; did you mean "{QUESTION}"?'
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no", "--dry-run"]) == 0
    assert capsys.readouterr().err.startswith(f"licet.toml: {told}")
    analysis = analyze(project)
    assert [problem.reason for problem in analysis.bom.problems] == [told]
    assert analysis.verdict is Verdict.REVIEW
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no"]) == 0
    assert analyze(project).verdict is Verdict.WITH_DUTIES  # it hides no part


@pytest.mark.parametrize(
    ("identity", "place"),
    [
        ("reading:network-reach", "is not read; its place is [positions]"),
        ("license:engine", "is not read; its place is [[component]] of engine"),
        ("zzz", "matches no question"),
    ],
)
def test_an_answer_that_has_its_place_elsewhere_is_told_where(project: Path, identity: str, place: str) -> None:
    with (project / "licet.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[answers]\n"{identity}" = true\n')
    assert [problem.reason for problem in analyze(project).bom.problems] == [
        f'the answer "{identity}" in [answers] {place}'
    ]


def test_an_answer_that_is_asked_for_is_not_complained_of(project: Path) -> None:
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no"]) == 0
    assert analyze(project).bom.problems == ()


def test_a_conversation_repeats_what_was_not_understood_and_writes_at_once(project: Path) -> None:
    said: list[str] = []
    desk = Desk(project)
    lines = typed("perhaps", "no")
    converse(desk, lambda: next(lines), said.append, Options())
    page, again, *rest = said
    assert f"[{QUESTION}] of 1 open" in page
    assert "yes → what it decides: blocked; the whole: blocked" in page
    assert "no → what it decides: allowed; the whole: allowed with duties" in page
    assert "who builds the product" in page
    assert "say yes or no" in again
    assert f'wrote "{QUESTION}" = false to [answers]' in rest[0]
    assert analyze(project).verdict is desk.judgement.verdict is Verdict.WITH_DUTIES


@pytest.mark.parametrize("words", [("",), ("q",), ()])
def test_a_question_may_be_put_off_and_a_person_may_stop(project: Path, words: tuple[str, ...]) -> None:
    before = (project / "licet.toml").read_bytes()
    desk = Desk(project)
    lines = typed(*words)
    converse(desk, lambda: next(lines), lambda _: None, Options())
    assert desk.given == []
    assert (project / "licet.toml").read_bytes() == before


def test_an_answer_can_make_other_questions_moot(project: Path) -> None:
    target = project.with_name("api")
    shutil.copytree(REPOSITORY / "examples" / "recommender-api", target, ignore=shutil.ignore_patterns("licenses"))
    desk = Desk(target, dry=True)
    assert len(desk.judgement.questions) > 2
    desk.take([("one-work:features", "no")])
    left = {question.id for question in desk.judgement.questions}
    assert not left & {"one-work:features", "one-work:explainer", "one-work:embedder"}


EXPECTED = [
    ("recommender-api", {"one-work:features": "no"}, Verdict.BLOCKED),  # the CC-BY-NC embedder is still sold
    ("hr-classifier", {"consent-documented:product": "yes"}, Verdict.REVIEW),  # the tokenizer's contract is open
    ("hr-classifier", {"consent-documented:product": "yes", "contract-allows:tokenizer": "no"}, Verdict.REVIEW),
    ("hr-classifier", {"consent-documented:product": "yes", "contract-allows:tokenizer": "yes"}, Verdict.WITH_DUTIES),
    ("health-survey", {"consent-documented:file:data/health-panel": "yes"}, Verdict.BLOCKED),  # for research only
]


@pytest.mark.parametrize(("example", "given", "verdict"), EXPECTED)
def test_answers_to_the_questions_of_the_examples(
    tmp_path: Path, example: str, given: dict[str, str], verdict: Verdict
) -> None:
    target = tmp_path / example
    shutil.copytree(REPOSITORY / "examples" / example, target, ignore=shutil.ignore_patterns(".deps", "licenses"))
    desk = Desk(target)
    for identity, reply in given.items():
        question = next(each for each in desk.judgement.questions if each.id == identity)
        foretold = desk.predicted(desk.meant(question, reply))
        desk.take([(identity, reply)])
        assert desk.judgement.verdict is foretold
    assert analyze(target).verdict is desk.judgement.verdict is verdict


def test_a_project_without_a_file_gets_one_that_keeps_its_name_and_kind(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text('from parts import AutoModel\nAutoModel.from_pretrained("acme/none")\n')
    part = "pkg:huggingface/acme/none"
    assert main(["ask", str(tmp_path), "--answer", f"license:{part}=mit"]) == 0
    assert (tmp_path / "licet.toml").read_text("utf-8") == (
        f'[product]\nname = "{tmp_path.name}"\nkind = "application"\n\n'
        f'[[component]]\nid = "{part}"\nkind = "model"\nlicense = "MIT"\n'
    )
    assert not [finding for finding in analyze(tmp_path).findings if finding.rule == "missing-license"]


def test_a_pyproject_is_written_to_below_its_own_table(tmp_path: Path, project: Path) -> None:
    text = (project / "licet.toml").read_text("utf-8")
    heads = {name: name.replace("[", "[tool.licet.", 1) for name in ("[product]", "[use]")}
    for old, new in heads.items():
        text = text.replace(old, new)
    text = text.replace("[[component]]", "[[tool.licet.component]]").replace("[[link]]", "[[tool.licet.link]]")
    (project / "licet.toml").unlink()
    (project / "pyproject.toml").write_text(text, "utf-8")
    assert tmp_path in project.parents
    assert main(["ask", str(project), "--answer", f"{QUESTION}=no"]) == 0
    assert (project / "pyproject.toml").read_text("utf-8") == f'{text}\n[tool.licet.answers]\n"{QUESTION}" = false\n'
