"""The examples, judged: verdicts, findings, duties, questions and ways out as worked out by hand from the texts."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from licet.pipeline import analyze
from licet.report.result import Result
from licet.report.view import result_of
from tests.shared import REPOSITORY
from tools.example_texts import Placed, exact_text, place

EXAMPLES = REPOSITORY / "examples"
SITE = Path(sysconfig.get_paths()["purelib"])
DAY = date(2026, 11, 21)
EPOCH = "1795219200"  # the same day

LLAMA_BASE = "pkg:huggingface/meta-llama/Llama-3.1-8B"
BERT = "file:models/bert-base-uncased"
QUILL = "file:models/quill-7b"
RANKER = "file:models/ms-marco-MiniLM-L-6-v2"
SCORER = "file:models/price-scorer"
PANEL = "file:data/health-panel"
DISTILBERT = "file:models/distilbert-base-uncased"
ALL = "every duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a careful specialist concludes.

    `decisive` are all findings that block or need review: rule, verdict, parts, sections. `due` and `pending` are
    duties on parts under a license that was read: part, duty, section. `not_owed` are duties that must not be due or
    pending (`ALL` stands for any but to keep the text). `asked` maps questions that must be asked to the verdict
    under each answer. `offered` are kinds of remedies that must be there.
    """

    verdict: str
    decisive: frozenset[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = frozenset()
    due: frozenset[tuple[str, str, str]] = frozenset()
    pending: frozenset[tuple[str, str, str]] = frozenset()
    not_owed: frozenset[tuple[str, str]] = frozenset()
    asked: tuple[tuple[str, dict[str, str]], ...] = ()
    offered: frozenset[str] = frozenset()
    plan_gives: str = ""


CASES = {
    "hr-classifier": Expected(
        verdict="needs-review",
        decisive=frozenset(
            {
                # The vendor's contract is not in the project; its package states no license that anybody has read.
                ("not-reviewed", "needs-review", ("tokenizer",), ()),
                # Messages to a human resources desk are personal data, whatever the licenses say.
                ("data-protection", "needs-review", ("product",), ()),
            }
        ),
        # Apache-2.0 4: every duty begins with passing copies on; internal use passes none on.
        not_owed=frozenset({(BERT, ALL)}),
        asked=(
            ("contract-allows:tokenizer", {"yes": "allowed-with-duties", "no": "needs-review"}),
            ("consent-documented:product", {"yes": "allowed", "no": "needs-review"}),
        ),
        offered=frozenset({"obtain-text", "replace-component", "drop-component", "answer-question"}),
    ),
    "rail-saas": Expected(
        verdict="allowed-with-duties",
        # OpenRAIL-M 1: distribution includes a hosted service.
        due=frozenset(
            {
                (QUILL, "flow-down", "4.a"),
                (QUILL, "give-license-copy", "4.b"),
                (QUILL, "keep-notices", "4.d"),
                (QUILL, "disclose-ai-output", "Att. A(e)"),
                (QUILL, "accept-remote-restriction", "7"),
                (QUILL, "use-latest-version", "7"),
            }
        ),
        # Run as published: no change to state. Own terms are allowed for what is made of it (4).
        not_owed=frozenset({(QUILL, "state-changes"), (QUILL, "share-alike"), (QUILL, "disclose-source")}),
        offered=frozenset({"pass-through-terms", "add-notice", "obtain-text"}),
        plan_gives="allowed-with-duties",
    ),
    "recommender-api": Expected(
        verdict="blocked",
        decisive=frozenset(
            {
                ("noncommercial-only", "blocked", ("embedder",), ("2.a.1",)),
                # Unknown: one work across the network boundary. The AGPL does not say how far it reaches there.
                ("share-alike", "needs-review", ("features",), ("5.c",)),
                ("disclose-source", "needs-review", ("features", SCORER), ("13",)),
                # If it is one work: section 10 of the AGPL against a limit to non-commercial use, and a demanded name.
                ("no-further-restrictions", "needs-review", ("features", "embedder"), ("10", "2.a.1")),
                ("no-further-restrictions", "needs-review", ("features", "explainer"), ("10", "1.b.i")),
                # The project does not say what the explainer was made from; the catalog does, and it is Llama 3.1 too.
                ("no-further-restrictions", "needs-review", ("features", LLAMA_BASE), ("10", "1.b.i")),
                ("not-reviewed", "needs-review", (SCORER,), ()),
            }
        ),
        # Llama 3.1 1.b.i speaks of a product or service that contains the materials. CC-BY-NC-4.0 3.a: sharing.
        due=frozenset({("explainer", "display", "1.b.i"), ("explainer", "give-license-copy", "1.b.i")}),
        # Nothing is trained, so no name is due; the unchanged AGPL weights bring nothing unless all is one work.
        pending=frozenset({("features", "disclose-source", "13"), ("features", "share-alike", "5.c")}),
        not_owed=frozenset({("explainer", "naming"), ("explainer", "share-alike"), (RANKER, ALL)}),
        asked=(
            ("one-work:features", {"yes": "blocked", "no": "allowed"}),
            (f"contract-allows:{SCORER}", {"yes": "allowed-with-duties", "no": "needs-review"}),
        ),
        offered=frozenset(
            {"replace-component", "acquire-license", "drop-component", "isolate-as-service", "obtain-text"}
        ),
        plan_gives="allowed-with-duties",
    ),
    "agpl-crisis/linked": Expected(
        verdict="blocked",
        # 5.c: the entire work under this license; the product is to be proprietary.
        decisive=frozenset({("share-alike", "blocked", ("translator",), ("5.c",))}),
        # 13: modified, and users reach it over a network.
        due=frozenset({("translator", "disclose-source", "13"), ("translator", "share-alike", "5.c")}),
        # No copy is conveyed, so sections 4 to 6 ask for nothing.
        not_owed=frozenset({("translator", "give-license-copy"), ("translator", "keep-notices")}),
        offered=frozenset(
            {"isolate-as-service", "replace-component", "acquire-license", "drop-component", "open-source-product"}
        ),
        plan_gives="allowed-with-duties",
    ),
    "agpl-crisis/separate": Expected(
        verdict="needs-review",
        decisive=frozenset({("share-alike", "needs-review", ("translator",), ("5.c",))}),
        pending=frozenset({("translator", "disclose-source", "13"), ("translator", "share-alike", "5.c")}),
        not_owed=frozenset({("translator", "give-license-copy"), ("translator", "keep-notices")}),
        asked=(("one-work:translator", {"yes": "blocked", "no": "allowed"}),),
        offered=frozenset({"answer-question", "replace-component", "acquire-license", "open-source-product"}),
        plan_gives="allowed-with-duties",
    ),
    "health-survey": Expected(
        verdict="blocked",
        decisive=frozenset(
            {
                # Section 2 of the agreement: scientific research alone, and nothing that is sold. Training is our act.
                ("noncommercial-only", "blocked", (PANEL,), ("2",)),
                ("research-only", "blocked", (PANEL,), ("2",)),
                ("data-protection", "needs-review", (PANEL,), ()),
                ("data-protection", "needs-review", ("product",), ()),
            }
        ),
        # Apache-2.0 4: the fine-tuned weights are passed on.
        due=frozenset(
            {
                (DISTILBERT, "give-license-copy", "4.a"),
                (DISTILBERT, "state-changes", "4.b"),
                (DISTILBERT, "keep-notices", "4.c"),
            }
        ),
        # No research is published, so section 4 of the agreement asks for no credit; Apache-2.0 4 lets terms differ.
        not_owed=frozenset({(PANEL, "keep-notices"), (DISTILBERT, "share-alike")}),
        asked=((f"consent-documented:{PANEL}", {"yes": "allowed", "no": "needs-review"}),),
        offered=frozenset({"acquire-license", "retrain", "answer-question"}),
    ),
    "education-finetune": Expected(
        verdict="allowed-with-duties",
        due=frozenset(
            {
                ("nllb", "keep-notices", "3.a.1"),
                ("nllb", "state-changes", "3.a.1.B"),
                ("nllb", "give-license-copy", "3.a.1.C"),
            }
        ),
        # 3.a.4: the adapter's license only has to leave compliance possible.
        not_owed=frozenset({("nllb", "share-alike"), ("nllb", "disclose-source"), ("nllb", "flow-down")}),
        offered=frozenset({"add-notice", "obtain-text"}),
        plan_gives="allowed-with-duties",
    ),
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as they are in version control."""
    target = tmp_path_factory.mktemp("bare") / "examples"
    shutil.copytree(EXAMPLES, target, ignore=shutil.ignore_patterns(".deps", "licenses"))
    return target


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples with the license texts that are installed here."""
    target = tmp_path_factory.mktemp("filled") / "examples"
    shutil.copytree(EXAMPLES, target, ignore=shutil.ignore_patterns(".deps", "licenses"))
    place(target, SITE)
    return target


@cache
def judged(folder: Path) -> Result:
    return result_of(analyze(folder, now=DAY))


def owed(result: Result, status: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (duty["component"], duty["duty"], duty["clause"]["section"] if duty["clause"] else "")
        for duty in result["duties"]
        if duty["status"] == status
    )


def test_every_example_is_judged_here() -> None:
    folders = {path.parent.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("licet.toml")}
    assert folders == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_verdict_and_decisive_findings(name: str, filled: Path) -> None:
    result, expected = judged(filled / name), CASES[name]
    found = {
        (
            finding["rule"],
            finding["verdict"],
            tuple(finding["components"]),
            tuple(clause["section"] for clause in finding["clauses"]),
        )
        for finding in result["findings"]
        if finding["verdict"] in {"blocked", "needs-review"}
    }
    assert found == expected.decisive
    assert result["verdict"] == expected.verdict
    assert result["gate"]["fails"] is (expected.verdict in {"blocked", "needs-review"})
    assert result["problems"] == []


@pytest.mark.parametrize("name", CASES)
def test_duties(name: str, filled: Path) -> None:
    result, expected = judged(filled / name), CASES[name]
    due, pending = owed(result, "due"), owed(result, "pending")
    assert expected.due <= due
    assert expected.pending <= pending
    about = {(part, duty) for part, duty, _ in due | pending if duty != "missing-text"}
    assert [(part, duty) for part, duty in expected.not_owed if duty != ALL and (part, duty) in about] == []
    spared = {part for part, duty in expected.not_owed if duty == ALL}
    assert [entry for entry in about if entry[0] in spared] == []


@pytest.mark.parametrize("name", CASES)
def test_questions_and_ways_out(name: str, filled: Path) -> None:
    result, expected = judged(filled / name), CASES[name]
    verdict_if = {question["id"]: question["verdict_if"] for question in result["questions"]}
    assert {name: verdict_if.get(name) for name, _ in expected.asked} == dict(expected.asked)
    assert expected.offered <= {remedy["kind"] for remedy in result["remedies"]}
    plan = result["plan"]
    assert (plan["verdict_after"] if plan else "") == expected.plan_gives


@pytest.mark.parametrize("name", CASES)
def test_the_scan_itself_finds_every_part(name: str, bare: Path) -> None:
    result = judged(bare / name)
    parts = [part for part in result["components"] if part["id"] != "product"]
    assert parts
    unseen = [part["id"] for part in parts if all(place["path"] == "licet.toml" for place in part["evidence"])]
    assert unseen == []


@pytest.mark.parametrize(
    ("name", "part", "kind", "place"),
    [
        ("hr-classifier", BERT, "model", "models/hr-adapter/adapter_config.json"),
        ("hr-classifier", "file:models/hr-adapter", "adapter", "models/hr-adapter/adapter_config.json"),
        ("hr-classifier", "tokenizer", "tokenizer", "vendor/lexicut_tokenizer-2.3.1.dist-info/METADATA"),
        ("rail-saas", QUILL, "model", "src/writing_helper/drafts.py"),
        ("rail-saas", "pkg:npm/prettier@3.4.1", "library", "web/package-lock.json"),
        ("recommender-api", RANKER, "model", "src/recommender_api/ranking.py"),
        ("recommender-api", SCORER, "model", "src/recommender_api/ranking.py"),
        ("recommender-api", "explainer", "model", "src/recommender_api/explain.py"),
        ("recommender-api", "embedder", "model", "src/recommender_api/candidates.py"),
        ("recommender-api", "features", "model", "services/features/fetch_weights.py"),
        ("agpl-crisis/linked", "translator", "library", "requirements.txt"),
        ("agpl-crisis/separate", "translator", "service", "services/translate/requirements.txt"),
        ("health-survey", PANEL, "dataset", "src/triage/train.py"),
        ("education-finetune", "nllb", "model", "src/classroom_translator/train.py"),
    ],
)
def test_parts_are_seen_where_they_are_used(name: str, part: str, kind: str, place: str, bare: Path) -> None:
    found = {each["id"]: each for each in judged(bare / name)["components"]}
    assert found[part]["kind"] == kind
    assert place in {evidence["path"] for evidence in found[part]["evidence"]}


@pytest.mark.parametrize(
    ("name", "part", "claimed"),
    [
        ("hr-classifier", BERT, "metadata"),
        ("recommender-api", RANKER, "metadata"),
        ("health-survey", DISTILBERT, "metadata"),
        ("hr-classifier", "pkg:pypi/pyyaml", "stated"),
    ],
)
def test_a_text_raises_the_grade_and_its_absence_is_a_duty(
    name: str, part: str, claimed: str, bare: Path, filled: Path
) -> None:
    without, with_text = (
        {each["id"]: each["licenses"] for each in judged(folder / name)["components"]}[part]
        for folder in (bare, filled)
    )
    assert (without["grade"], with_text["grade"]) == (claimed, "text")
    assert without["concluded"] == with_text["concluded"]
    assert (part, "missing-text", "") in owed(judged(bare / name), "due")
    assert (part, "missing-text", "") not in owed(judged(filled / name), "due")


@pytest.mark.parametrize("name", CASES)
def test_texts_change_no_verdict(name: str, bare: Path, filled: Path) -> None:
    assert judged(bare / name)["verdict"] == judged(filled / name)["verdict"]


def test_the_answer_that_the_readme_gives_opens_the_gate(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "separate"
    shutil.copytree(filled / "agpl-crisis" / "separate", folder)
    answer = re.search(r"```toml\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL)
    assert answer
    with (folder / "licet.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{answer[1]}")
    result = result_of(analyze(folder, now=DAY))
    # What is left are the texts to keep: an unmodified separate program brings no duty of section 13.
    assert result["verdict"] == "allowed-with-duties"
    assert {duty for _, duty, _ in owed(result, "due")} == {"missing-text"}
    assert owed(result, "pending") == frozenset()


def test_selling_the_education_model_is_blocked(filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "education"
    shutil.copytree(filled / "education-finetune", folder)
    stated = (folder / "licet.toml").read_text("utf-8")
    (folder / "licet.toml").write_text(stated.replace("commercial = false", "commercial = true"), "utf-8")
    result = result_of(analyze(folder, now=DAY))
    assert result["verdict"] == "blocked"
    assert "noncommercial-only" in {f["rule"] for f in result["findings"] if f["verdict"] == "blocked"}


def test_what_the_chat_model_can_do_is_held_against_its_use_restrictions(filled: Path) -> None:
    """Worked out from Attachment A of the license: what a text generator can do and nobody declared."""
    rows = {row["tag"]: row for row in judged(filled / "rail-saas")["capability_matrix"]["rows"]}

    def cell(tag: str) -> tuple[str, str, set[tuple[str, str, tuple[str, ...]]]]:
        row = rows[tag]
        limits = {(each["clause"]["section"], each["strength"], tuple(each["qualifiers"])) for each in row["limits"]}
        return row["use"], row["limit"], limits

    assert cell("medical-advice") == ("not-served", "prohibited", {("Att. A(l)", "prohibited", ())})
    decided = ("Att. A(h)", "prohibited", ("fully-automated", "legal-effect"))  # decisions on rights may be among them
    assert cell("law-enforcement-justice") == ("not-served", "prohibited", {("Att. A(m)", "prohibited", ()), decided})
    assert cell("disinformation") == ("not-served", "conditional", {("Att. A(c)", "prohibited", ("intent-to-harm",))})
    assert cell("impersonation") == ("not-served", "conditional", {("Att. A(g)", "conditional", ("without-consent",))})
    assert cell("legal-advice") == cell("malware") == ("not-served", "none", set())
    assert "biometric" not in rows  # it takes and makes text alone
    for row in rows.values():
        assert {each["component"] for each in row["abilities"]} == {QUILL}
        assert all(each["path"] == ["product", QUILL] and each["clause"]["quote"] for each in row["limits"])


def test_our_adapter_on_a_permissive_base_may_go_out_under_any_license(filled: Path) -> None:
    [found] = judged(filled / "hr-classifier")["outbound_parts"]
    assert (found["component"], found["kind"]) == ("file:models/hr-adapter", "adapter")
    assert (found["wanted"], found["delivery"]) == ("LicenseRef-Acme", "distributed-weights")
    assert {each["possible"] for each in found["licenses"]} == {"yes"}
    # the product itself holds a tokenizer whose terms nobody has read
    assert {each["possible"] for each in judged(filled / "hr-classifier")["outbound"]} == {"unknown"}


@cache
def printed(examples: Path, seed: str) -> tuple[str, ...]:
    """What `licet check` prints of every example, with sets and dicts hashed by the seed."""
    names = ", ".join(repr(str(examples / name)) for name in CASES)
    script = (
        "from licet.cli import main\n"
        f"for name in ({names}):\n"
        "    for form in ('json', 'terminal', 'html'):\n"
        "        main(['check', name, '-f', form])\n"
        "        print('\\0', end='', flush=True)\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, env=environment, timeout=300
    )
    assert done.stderr == b""
    return tuple(done.stdout.decode("utf-8").split("\0"))


def test_the_same_project_gives_the_same_bytes(filled: Path) -> None:
    first, second = printed(filled, "1"), printed(filled, "2")
    assert len(first) == 3 * len(CASES) + 1
    assert first == second
    assert json.loads(first[0])["product"]["name"] == "hr-classifier"
    assert str(filled) not in "".join(first)


def test_placing_texts_again_changes_nothing(filled: Path) -> None:
    before = {path: path.read_bytes() for path in filled.rglob("*") if path.is_file()}
    again = place(filled, SITE)
    assert {path: path.read_bytes() for path in filled.rglob("*") if path.is_file()} == before
    assert set(again.written) <= set(before)


def test_a_text_that_is_not_installed_is_left_out(bare: Path, tmp_path: Path) -> None:
    copy = tmp_path / "examples"
    shutil.copytree(bare, copy)
    empty = tmp_path / "site"
    empty.mkdir()
    assert place(copy, empty) == Placed(
        written=(), absent=("Apache-2.0",) * 3 + ("LicenseRef-scancode-bigscience-open-rail-m",)
    )
    assert list(copy.rglob("licenses")) == []


def test_a_changed_text_is_not_taken_for_the_license(tmp_path: Path) -> None:
    whole = exact_text(SITE, "Apache-2.0")
    assert whole is not None
    folder = tmp_path / "thing-1.0.dist-info" / "licenses"
    folder.mkdir(parents=True)
    (folder / "LICENSE").write_bytes(whole.replace(b"a perpetual,", b"a revocable,"))
    assert exact_text(tmp_path, "Apache-2.0") is None


def test_no_license_text_is_under_version_control() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "examples"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    assert [path for path in listed.stdout.splitlines() if "/licenses/" in path or "/.deps/" in path] == []


@pytest.mark.parametrize("name", CASES)
def test_each_example_tells_its_story_briefly(name: str) -> None:
    lines = (EXAMPLES / name / "README.md").read_text("utf-8").splitlines()
    assert 10 <= len(lines) <= 25
    assert any(line.startswith("What Licet finds") for line in lines)
    assert any("way out" in line.lower() or "ways out" in line.lower() for line in lines)
