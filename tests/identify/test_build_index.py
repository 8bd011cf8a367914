"""The scripts that build the index: what they read from ScanCode's archive, what they keep, the check of the result."""

import io
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from licet.identify.fingerprint import Print
from licet.identify.index import Name, index_of, load
from licet.identify.normalize import split
from licet.identify.packing import Rule, pack
from tests.identify.conftest import RULES, SAUCER, TEAPOT, printed
from tests.shared import REPOSITORY

SCRIPT = REPOSITORY / "tools" / "build_index.py"
DATA = "src/licensedcode/data"


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        yield import_module("build_index")
    finally:
        sys.path.remove(str(SCRIPT.parent))


@pytest.fixture(scope="module")
def data(script: ModuleType) -> ModuleType:
    assert "build_index" in script.__name__
    return import_module("scancode_data")


def archive(folder: Path, members: dict[str, str]) -> Path:
    path = folder / "sdist.tar.gz"
    with tarfile.open(path, "w:gz") as opened:
        for name, text in members.items():
            content = text.encode()
            member = tarfile.TarInfo(f"toolkit-1.0/{name}")
            member.size = len(content)
            opened.addfile(member, io.BytesIO(content))
    return path


def license_file(key: str, text: str, *more: str) -> dict[str, str]:
    head = [f"key: {key}", f"name: {key.title()} License", f"short_name: {key}", "category: Permissive", *more]
    return {f"{DATA}/licenses/{key}.LICENSE": "\n".join(["---", *head, "---", text])}


def rule_file(name: str, expression: str, text: str, *more: str) -> dict[str, str]:
    head = [f"license_expression: {expression}", *more]
    return {f"{DATA}/rules/{name}.RULE": "\n".join(["---", *head, "---", text])}


def ruled(data: ModuleType, folder: Path, *files: dict[str, str]) -> dict[str, Rule]:
    """The rules of an archive by the name of their file."""
    published = data.read_archive(archive(folder, {name: text for file in files for name, text in file.items()}))
    return {one.name: rule for one, rule in data.rules(published)}


def test_the_text_of_a_license_is_read_without_its_head(data: ModuleType, tmp_path: Path) -> None:
    head = "---\nkey: teapot\nname: Teapot License\nspdx_license_key: LicenseRef-Teapot\nurls:\n    - x\n---\n"
    path = archive(
        tmp_path,
        {
            f"{DATA}/licenses/teapot.LICENSE": f"{head}\nPour.\n---\nMore.\n",
            f"{DATA}/licenses/headless.LICENSE": "Pour.\n",
            f"{DATA}/licenses/old.LICENSE": "---\nkey: old\nis_deprecated: yes\n---\nPour.\n",
            f"{DATA}/rules/teapot_1.RULE": "---\nlicense_expression: teapot OR mit\n---\nPour again.\n",
            "src/other/teapot.LICENSE": f"{head}\nNo.\n",
            "setup.py": "raise SystemExit",
        },
    )
    published = data.read_archive(path)
    assert sorted(published) == ["old.LICENSE", "teapot.LICENSE", "teapot_1.RULE"]
    assert [one.retired for _, one in sorted(published.items())] == [True, False, False]
    one, rule = published["teapot.LICENSE"], published["teapot_1.RULE"]
    assert one.text == b"\nPour.\n---\nMore.\n"
    assert (one.key, one.license, one.head["spdx_license_key"]) == ("teapot", True, "LicenseRef-Teapot")
    assert (rule.key, rule.license) == ("teapot OR mit", False)


@pytest.mark.parametrize("rest", ["", "\n", "\n\nPour.\n"])
def test_a_license_without_a_text_has_a_name_all_the_same(rest: str, data: ModuleType, tmp_path: Path) -> None:
    head = license_file("anything", "", "is_generic: yes")
    files = {name: text.removesuffix("\n") + rest for name, text in head.items()}
    called = data.names(data.read_archive(archive(tmp_path, files)))
    assert called["anything"].generic
    assert called["anything"].id == "LicenseRef-scancode-anything"


def test_names_and_former_ids_are_read(data: ModuleType, tmp_path: Path) -> None:
    files = license_file("lid", "Pour.", "spdx_license_key: LID-1.0", "other_spdx_license_keys:", "    - LID-1")
    files |= license_file("spout", "Pour on.", "is_exception: yes", "spdx_license_key: Spout-exception")
    published = data.read_archive(archive(tmp_path, files))
    called = data.names(published)
    assert called["lid"] == Name(id="LID-1.0", key="lid", name="Lid License", category="Permissive")
    assert (called["spout"].exception, called["lid"].exception) == (True, False)
    assert data.other_ids(published) == {"LID-1": "lid"}


@pytest.mark.parametrize(
    ("flag", "kind"),
    [
        ("is_license_text", "text"),
        ("is_license_notice", "notice"),
        ("is_license_reference", "reference"),
        ("is_license_tag", "tag"),
        ("is_license_intro", "intro"),
        ("is_license_clue", "clue"),
        ("is_false_positive", "false-positive"),
    ],
)
def test_a_rule_is_what_its_flag_says(flag: str, kind: str, data: ModuleType, tmp_path: Path) -> None:
    found = ruled(data, tmp_path, rule_file("r", "lid", "pour from the pot", f"{flag}: yes"))
    assert found["r"].kind == kind


def test_when_a_rule_counts_is_read_or_follows_from_its_length(data: ModuleType, tmp_path: Path) -> None:
    found = ruled(
        data,
        tmp_path,
        license_file("lid", "pour"),
        rule_file(
            "said", "lid", "pour from the pot", "is_license_notice: yes", "relevance: 60", "minimum_coverage: 90"
        ),
        rule_file("two", "lid", "pot license", "is_license_reference: yes"),
        rule_file("nine", "lid", " ".join("abcdefghj"), "is_license_notice: yes"),
        rule_file("long", "lid", "pour from the pot " * 20, "is_license_notice: yes"),
        rule_file("whole", "lid", "pour from the pot " * 20, "is_license_notice: yes", "is_continuous: yes"),
        rule_file("empty", "lid", "---", "is_license_notice: yes"),
    )
    assert "empty" not in found
    told = {name: (rule.relevance, rule.coverage, rule.continuous, rule.fixed) for name, rule in found.items()}
    # ScanCode: 18 words are fully relevant; of less than 3, 10 and 30 words all, 80 and 50 percent must be there
    assert told == {
        "lid": (100, 100, False, True),
        "said": (60, 90, False, True),
        "two": (11, 100, False, True),
        "nine": (50, 80, False, False),
        "long": (100, 0, False, False),
        "whole": (100, 0, True, True),
    }


def test_words_in_double_braces_must_all_be_there(data: ModuleType, tmp_path: Path) -> None:
    text = "you may {{pour from}} the pot under {{the Lid\nLicense}} alone {{}}"
    rule = ruled(data, tmp_path, rule_file("r", "lid", text, "is_license_notice: yes"))["r"]
    assert rule.phrases == ((2, 4), (7, 10))
    assert list(rule.keys) == split(text).keys.tolist()


def called(*keys: str) -> dict[str, Name]:
    return {key: Name(id=f"LicenseRef-{key.title()}", key=key, name=key, category="") for key in keys}


def test_the_same_words_are_one_rule_and_the_others_are_told(
    script: ModuleType, data: ModuleType, tmp_path: Path
) -> None:
    files = license_file("lid", "one pours the tea and keeps the lid shut")
    files |= rule_file("z", "lid", "One pours the tea, and keeps the lid shut!", "is_license_text: yes")
    files |= rule_file("b", "spout", "one pours the tea and keeps the lid: shut", "is_license_notice: yes")
    found, twins = script.merged(data.read_archive(archive(tmp_path, files)), [], called("lid", "spout"))
    assert [(rule.expression, rule.kind) for rule in found] == [("lid", "text")]
    assert twins == ["b (spout) has the words of lid (lid)"]


def test_words_that_say_nothing_once_say_nothing_ever(script: ModuleType, data: ModuleType, tmp_path: Path) -> None:
    files = rule_file("a", "lid", "the lid of the pot", "is_license_reference: yes")
    files |= rule_file("b", "lid", "The lid of the pot", "is_false_positive: yes")
    found, _ = script.merged(data.read_archive(archive(tmp_path, files)), [], called("lid"))
    assert [rule.kind for rule in found] == ["false-positive"]


def test_the_document_of_a_record_is_kept_where_a_copy_has_its_words(
    script: ModuleType, data: ModuleType, tmp_path: Path
) -> None:
    def known(text: str, source: str) -> Print:
        return script.Source(  # type: ignore[no-any-return]
            license="LicenseRef-Saucer", document="license", names=("Saucer",), source=source, text=text.encode()
        ).printed(RULES)

    published = data.read_archive(archive(tmp_path, license_file("saucer", SAUCER)))
    recorded = known(SAUCER.upper(), "zeta/saucers@1:LICENSE")
    copy = known(published["saucer.LICENSE"].text.decode(), "scancode-toolkit 1:saucer.LICENSE")
    assert recorded.sha256 != copy.sha256
    found, _ = script.merged(published, [recorded, copy], called("saucer"))
    assert [rule.known.sha256 for rule in found if rule.known] == [recorded.sha256]


def test_a_variant_that_differs_in_nothing_that_matters_is_like_the_known_text(
    script: ModuleType, data: ModuleType, tmp_path: Path
) -> None:
    variants = {
        "years": TEAPOT.replace("2001 The Teapot Club", "2001-2004 The Teapot Club"),
        "days": TEAPOT.replace("14 days", "15 days"),
        "more": f"{TEAPOT}\nNo pouring at night.\n",
    }
    files = license_file("teapot", TEAPOT)
    for name, text in variants.items():
        files |= rule_file(name, "teapot", text, "is_license_text: yes")
    published = data.read_archive(archive(tmp_path, files))
    known = printed("LicenseRef-Teapot", TEAPOT)
    found, _ = script.merged(published, [known], called("teapot"))
    likes = script.with_likes(found, published, index_of(pack(found, called("teapot"), RULES)))
    of = {rule.keys: rule.like for rule in likes}
    assert [of[tuple(split(f"\n{text}").keys.tolist())] for text in variants.values()] == [0, -1, -1]


def test_the_rules_of_the_sources_file_can_be_read(script: ModuleType) -> None:
    words = script.read_words(tomllib.loads(script.SOURCES.read_text(encoding="utf-8")))
    assert all(rule.head or rule.above or rule.tail for rule in words.optional)
    assert all(rule.before and rule.after and (rule.most or rule.choices) for rule in words.gaps)
    assert words.lexicon == load().lexicon
    assert not words.lexicon.terms & words.lexicon.title


def test_a_shard_that_is_committed_is_in_the_index(script: ModuleType) -> None:
    held = {(one.license, one.sha256, one.size) for one in load().known()}
    shards = script._shards()
    assert shards
    assert all((one.license, one.sha256, len(one.keys)) in held for one in shards)


def test_the_index_passes_its_own_check() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--verify"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
