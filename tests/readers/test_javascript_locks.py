"""`pnpm-lock.yaml` and `yarn.lock`."""

import pytest

from licet.readers import pnpm_lock, yarn_lock
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened
from tests.shared import shared


def npm(name: str) -> str:
    return f"pkg:npm/{name}"


def test_full_pnpm_lock() -> None:
    found = pnpm_lock.read(asset("pnpm-lock", "full", "pnpm-lock.yaml"))
    assert linked(found) == [
        (npm("ai@3.0.0"), "links", npm("%40ai-sdk/provider@1.0.0"), 20),
        (npm("ai@3.0.0"), "links", npm("zod@3.22.0"), 20),
        ("product", "links", npm("ai@3.0.0"), 20),
        ("product", "links", npm("left-pad@1.3.0"), 22),
        ("product", "builds-with", npm("typescript@5.4.0"), 24),
    ]


VERSION_5 = """lockfileVersion: 5.4
dependencies: {a: 1.0.0_b@2.0.0}
packages:
  /a/1.0.0_b@2.0.0: {dependencies: {'@c/d': 3.0.0}}
  /@c/d/3.0.0: {dev: false}
"""
VERSION_6 = """lockfileVersion: '6.0'
dependencies: {a: {specifier: ^1, version: 1.0.0(b@2.0.0)}}
packages:
  /a@1.0.0(b@2.0.0): {dependencies: {'@c/d': 3.0.0}}
  /@c/d@3.0.0: {dev: false}
"""


@pytest.mark.parametrize("text", [VERSION_5, VERSION_6], ids=["version 5", "version 6"])
def test_older_pnpm_locks(text: str) -> None:
    assert [link[:3] for link in linked(pnpm_lock.read(opened("pnpm-lock.yaml", text)))] == [
        (npm("a@1.0.0"), "links", npm("%40c/d@3.0.0")),
        ("product", "links", npm("a@1.0.0")),
    ]


def test_full_lock_of_yarn_1() -> None:
    found = yarn_lock.read(asset("yarn-lock", "full", "yarn.lock"))
    assert linked(found) == [
        (npm("%40babel/core@7.24.0"), "links", npm("%40babel/types@7.24.1"), 5),
        (npm("%40babel/core@7.24.0"), "links", npm("debug@4.3.4"), 5),
        ("product", "links", npm("%40babel/core@7.24.0"), 5),
        ("product", "links", npm("left-pad@1.3.0"), 20),
        ("product", "links", "pkg:github/acme/forked@v1", 23),
    ]


def test_lock_of_a_later_yarn() -> None:
    text = """__metadata:
  version: 6

"a@npm:^1.0.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  dependencies:
    "@b/c": ^2.0.0
  checksum: abc

"@b/c@npm:^2.0.0":
  version: 2.0.1
  resolution: "@b/c@npm:2.0.1"

"web@workspace:.":
  version: 0.0.0-use.local
  resolution: "web@workspace:."
  dependencies:
    a: ^1.0.0
"""
    assert linked(yarn_lock.read(opened("yarn.lock", text))) == [
        (npm("a@1.2.0"), "links", npm("%40b/c@2.0.1"), 4),
        ("product", "links", npm("a@1.2.0"), 4),
    ]


def test_real_lock_of_yarn_pins_what_was_read_by_eye() -> None:
    file = shared("samples", "inputs", "deps", "langchain-ai__langchain-nextjs-tem__yarn.lock")
    found = yarn_lock.read(opened("yarn.lock", file.read_bytes()))
    ids = {part.id for part in found.components}
    assert {npm("%40ai-sdk/gateway@4.0.52"), npm("%40ai-sdk/gateway@4.0.54")} <= ids
    assert found.problems == ()
    # One block each of "name@npm:...", by `grep -c '^".*@npm:.*:$'`, without those of the same resolution.
    assert len(ids) > 700
