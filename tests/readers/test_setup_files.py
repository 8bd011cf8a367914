"""`setup.py` and `setup.cfg`."""

from pathlib import Path

import pytest

from licet.model.bom import Found
from licet.readers import setup_cfg, setup_py
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened


def claims(found: Found) -> list[str]:
    return [claim.license for part in found.components if part.id == "product" for claim in part.claims]


def test_full_setup_cfg() -> None:
    found = setup_cfg.read(asset("setup-cfg", "full", "setup.cfg"))
    assert claims(found) == ["Apache-2.0", "License :: OSI Approved :: Apache Software License"]
    assert linked(found) == [
        ("product", "links", "pkg:pypi/torch@2.4.0", 11),
        ("product", "links", "pkg:pypi/requests", 12),
        ("product", "builds-with", "pkg:pypi/wheel", 13),
        ("product", "links", "pkg:pypi/bitsandbytes", 16),
        ("product", "builds-with", "pkg:pypi/pytest", 18),
    ]
    assert found.components[0].name == "acme-tool"


def test_full_setup_py() -> None:
    found = setup_py.read(asset("setup-py", "full", "setup.py"))
    assert claims(found) == ["MIT License", "License :: OSI Approved :: MIT License"]
    assert linked(found) == [
        ("product", "links", "pkg:pypi/torch@2.4.0", 4),
        ("product", "links", "pkg:pypi/requests", 4),
        ("product", "links", "pkg:pypi/numpy", 10),
        ("product", "builds-with", "pkg:pypi/pytest", 11),
        ("product", "links", "pkg:pypi/bitsandbytes", 12),
        ("product", "builds-with", "pkg:pypi/ruff", 12),
    ]
    assert (found.components[0].name, found.components[0].version) == ("acme-tool", "1.0")


def test_nothing_is_executed() -> None:
    setup_py.read(asset("setup-py", "hostile", "setup.py"))
    assert not Path("/tmp/licet-was-here").exists()  # noqa: S108 - where the script would leave its mark


@pytest.mark.parametrize(
    "list_",
    [
        "[i.strip() for i in open(HERE / 'requirements.txt')]",
        "open('requirements/base.in').read().split()",
        "REQUIRED",
    ],
)
def test_list_from_a_file_of_requirements_is_that_files(list_: str) -> None:
    text = f"REQUIRED = read('requirements.txt')\nsetup(install_requires={list_})\n"
    assert setup_py.read(opened("setup.py", text)).problems == ()


def test_list_that_is_made_below_an_opened_file_of_requirements_is_that_files() -> None:
    text = "with open('requirements.txt') as f:\n    reqs = [line for line in f]\nsetup(install_requires=reqs)\n"
    assert setup_py.read(opened("setup.py", text)).problems == ()


def test_keys_of_a_table_that_is_worked_out_are_packages() -> None:
    text = "deps = table()\nNEEDS = [deps['torch'], deps['numpy']]\nsetup(install_requires=NEEDS)\n"
    found = setup_py.read(opened("setup.py", text))
    assert [part.id for part in found.components] == ["pkg:pypi/torch", "pkg:pypi/numpy"]


def test_list_that_is_worked_out_is_a_problem() -> None:
    (problem,) = setup_py.read(opened("setup.py", "setup(\n  install_requires=find())\n")).problems
    assert (problem.line, problem.hides) == (2, True)


def test_script_that_is_no_python_is_left_to_its_reader() -> None:
    assert setup_py.read(opened("setup.py", "setup(")) == Found()
