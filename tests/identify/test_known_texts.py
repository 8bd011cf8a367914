"""Every license text at hand is found under its own id, however a copy looks; a change of terms shows."""

import textwrap
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from licet.identify import recognize
from licet.identify.index import load
from licet.identify.normalize import split
from licet.model.bom import Detection, Evidence
from tests.shared import SHARED, shared

KNOWN = load().known()
HERE = Evidence(path="LICENSE")
NAMES = sorted(path.name for path in (SHARED / "license-texts").glob("*.txt")) or ["nothing at hand"]


def text_of(name: str) -> str:
    return shared("license-texts", name).read_text(encoding="utf-8")


def own(path: Path) -> tuple[str, str]:
    """The license and document that the index holds for a file: by its hash, else by its words."""
    digest = sha256(path.read_bytes()).hexdigest()
    known = [one for one in KNOWN if one.sha256 == digest]
    if not known:
        words = load().numbers(split(path.read_text(encoding="utf-8")).keys)
        known = [one for one in KNOWN if np.array_equal(load().words(one.rule, blanked=False), words)]
    (one,) = known
    return one.license, one.document


def wrapped(text: str) -> str:
    return "\n\n".join(
        textwrap.fill(part, 70, break_long_words=False, break_on_hyphens=False) for part in text.split("\n\n")
    )


COPIES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "wrapped": wrapped,
    "on one line": lambda text: " ".join(text.split()),
    "windows": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "comment": lambda text: "\n".join(f"# {line}" for line in text.splitlines()),
    "emphasis": lambda text: "\n".join(f"**{line}**" if line.strip() else line for line in text.splitlines()),
    "another holder": lambda text: f"Copyright (c) 2031 Somebody Else Ltd. All rights reserved.\n\n{text}",
}


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_exact(name: str, how: str) -> None:
    text = text_of(name)
    (one,) = recognize(COPIES[how](text), HERE)
    assert (one.license, one.document) == own(shared("license-texts", name))
    assert (one.match, one.score, one.inserted, one.missing) == ("exact", 1.0, (), 0)


@pytest.mark.parametrize("name", NAMES)
def test_an_added_restriction_shows(name: str) -> None:
    text = text_of(name)
    sentence = "The Model may not be used in Antarctica."
    middle = text.index(".", len(text) // 2) + 1
    for copy in (f"{text}\n\n{sentence}", f"{sentence}\n\n{text}", f"{text[:middle]} {sentence} {text[middle:]}"):
        (one,) = recognize(copy, HERE)
        assert (one.license, one.document, one.match) == (*own(shared("license-texts", name)), "modified")
        assert any("Antarctica" in sample for sample in one.inserted)


def changed(name: str, old: str, new: str) -> Detection:
    text = text_of(name)
    assert old in text
    (one,) = recognize(text.replace(old, new, 1), HERE)
    return one


@pytest.mark.parametrize("name", ["llama-2.txt", "llama-3.txt", "llama-3.1.txt", "llama-3.3.txt", "llama-4.txt"])
def test_another_number_of_users_is_a_change(name: str) -> None:
    one = changed(name, "700 million", "7 million")
    assert (one.license, one.match, one.missing) == (own(shared("license-texts", name))[0], "modified", 1)
    assert "7 million" in one.inserted[0]


def test_a_removed_negation_is_a_change() -> None:
    one = changed("creativeml-openrail-m.txt", "You agree not to use", "You agree to use")
    assert (one.match, one.missing, one.inserted) == ("modified", 1, ())


def test_a_removed_use_restriction_is_a_change() -> None:
    text = text_of("openrail++-m.txt")
    start = text.index("To provide medical advice")
    end = text.index("\n", start)
    (one,) = recognize(text[:start] + text[end:], HERE)
    assert (one.license, one.match) == (own(shared("license-texts", "openrail++-m.txt"))[0], "modified")
    assert one.missing == len(split(text[start:end]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("llama-3.1.txt", "llama-3.3.txt"),
        ("llama-3.2-aup.txt", "llama-3.3-aup.txt"),
        ("creativeml-openrail-m.txt", "openrail++-m.txt"),
        ("MG-BY-RAI.txt", "MG-BY-NC-RAI.txt"),
        ("qwen.txt", "tongyi-qianwen.txt"),
        ("hunyuan-large.txt", "hunyuanvideo-1.5.txt"),
    ],
)
def test_members_of_a_family_are_told_apart(one: str, other: str) -> None:
    first, second = own(shared("license-texts", one)), own(shared("license-texts", other))
    assert first != second
    found = recognize(f"{text_of(one)}\n\n{text_of(other)}", HERE)
    assert [(each.license, each.document, each.match) for each in found] == [(*first, "exact"), (*second, "exact")]


def test_a_license_and_its_policy_in_one_file() -> None:
    found = recognize(f"{text_of('llama-4.txt')}\n\n{text_of('llama-4-aup.txt')}", HERE)
    assert [(one.document, one.match) for one in found] == [("license", "exact"), ("policy", "exact")]
    assert found[0].license == found[1].license


@pytest.mark.parametrize("name", NAMES)
def test_half_a_text_is_never_exact_under_its_id(name: str) -> None:
    text = text_of(name)
    license_id, document = own(shared("license-texts", name))
    for half in (text[: len(text) // 2], text[len(text) // 2 :]):
        exact = [(one.license, one.document) for one in recognize(half, HERE) if one.match == "exact"]
        assert (license_id, document) not in exact
