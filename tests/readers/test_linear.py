"""The work of each reader grows with the size of a file, and not with its square."""

import json
from collections.abc import Callable

import pytest

from licet.readers.registry import READERS, ReaderEntry
from tests.readers.opening import calls_of, opened
from tests.readers.test_registry import PATHS

FEW, MANY = 80, 320
ALLOWED = 1.5
"""How much more than the size the work may grow: tables that are made once, sorting."""
FLOOR = 2_000
"""Calls that a file of any size may take."""


def _json(count: int) -> str:
    rows = [{"name": f"a{at}", "version": "1.0", "model": f"org/m{at}", "license": "MIT"} for at in range(count)]
    named = {f"node_modules/a{at}": {"version": "1", "dependencies": {"a1": "*"}} for at in range(count)}
    needs = {f"a{at}": "1.0" for at in range(count)}
    return json.dumps({"packages": named, "dependencies": needs, "models": rows, "components": rows, "data": rows})


def _toml(count: int) -> str:
    return "".join(
        f'[[package]]\nname = "a{at}"\nversion = "1"\n[package.dependencies]\na1 = "*"\n' for at in range(count)
    )


def _yaml(count: int) -> str:
    rows = "".join(f"- name: a{at}\n  model: org/m{at}\n  image: org/i{at}:1\n" for at in range(count))
    return f"services:\n{rows.replace('- name', '  - name').replace('  model', '    model')}models:\n{rows}"


def _python(count: int) -> str:
    return "import torch\n" + "".join(
        f"def f{at}(a='org/m{at}'):\n    return load(a, f{at - 1})\n" for at in range(count)
    )


GROWING: dict[str, Callable[[int], str]] = {
    "json": _json,
    "toml": _toml,
    "yaml": _yaml,
    "card": lambda count: (
        f"---\nlicense: mit\nbase_model:\n{''.join(f'- org/m{at}{chr(10)}' for at in range(count))}---\n"
    ),
    "python": _python,
    "lines": lambda count: "".join(
        f"a{at}==1.0\nFROM org/m{at}\nexport A{at}='b'\n# License\n\n" for at in range(count)
    ),
    "brackets": lambda count: "([{" * count,
    "quotes": lambda count: "\"'`$(" * count,
    "comments": lambda count: "/* license */ # <!-- \\\n" * count,
}


def _work(reader: ReaderEntry, text: str) -> int:
    file = opened(PATHS[reader.name], text.encode()[: reader.limit])
    return calls_of(lambda: reader.read(file))


@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
def test_work_grows_with_the_size(reader: ReaderEntry) -> None:
    for name, make in GROWING.items():
        few, many = make(FEW), make(MANY)
        _work(reader, few)  # what is made once is made here
        growth = len(many) / len(few)
        assert _work(reader, many) <= growth * ALLOWED * _work(reader, few) + FLOOR, name
